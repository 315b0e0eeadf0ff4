"""Parts of a trial that go by a name, told by 'only': 'Lymphoma cohort only: ...', '... (enzalutamide alone arm only)'.

Without 'only' the same words may head anything ('control group: ...', 'the patients of this cohort'); with it, what is said
there is asked of that part, and the trial has others.
"""

from __future__ import annotations

import re

from matcher.reading.cohorts.label import NOT_A_WAY_IN, POINT_ENDS, CohortLabel
from matcher.reading.cohorts.named_groups import SUBTYPE_HEADING
from matcher.reading.gated import gated

# the words of a name and its noun; 'all cohorts only', 'age group only' and 'the affected arm only' name no part
_NAME = (
    r"(?:the\s+)?(?P<name>(?!(?:all|both|any|each|every|either|this|that|these|those|same|other|one|age|ethnic|in|for|to|of|"
    r"affected|unaffected|left|right|upper|ipsilateral|contralateral|opposite)\s)"
    r"(?:[\w+/&.-]{1,30}\s){1,6}?)(?:expansion\s)?(?P<kind>cohort|arm|group|part|sub-?study)s?"
)
_PEOPLE_OF = (
    r"(?:patients|participants|subjects|those)\s+(?:(?:enrolled|included|treated|assigned)\s+)?(?:in|into|to|of)\s+"
)
_IN_FRONT = gated(
    rf"^\W*(?:(?:for|in)\s+)?(?:{_PEOPLE_OF})?{_NAME}\s+only\s*(?:\([^()\n]{{0,100}}\)\s*)?(?:[:,\u2013-]|must\b|$)",
    re.I,
)
_BEHIND = gated(
    rf"\(\s*(?:(?:only\s+)?(?:(?:applies|applicable|required|mandatory)\s+)?(?:for|to|in)\s+)?(?:{_PEOPLE_OF})?{_NAME}\s+only\s*\){POINT_ENDS}",
    re.I,
)
_ITS_CRITERIA = gated(
    rf"^\W*{_NAME}\s*[:,\u2013-]?\s*(?:(?:key|main|additional|specific|major)\s+)*(?:inclusion|exclusion|eligibility)\s+criteria\W*$",
    re.I,
)
_OTHER_PEOPLE = gated(
    r"\b(?:controls?|healthy|volunteers?|caregivers?|clinicians?|providers?|criteria|patients?)\b", re.I
)
_ONE_WORD_CAPITAL = gated(r"(?-i:[A-Z][a-z]+(?:[\s-][a-z]+)*)")


def part_by_name_only(body: str) -> tuple[CohortLabel, ...]:
    """The part of the trial that an item names, with 'only', as that which it is said of."""
    found = _IN_FRONT.match(body) or _BEHIND.search(body)
    if found is None or NOT_A_WAY_IN.search(found.group()) or _OTHER_PEOPLE.search(found["name"]):
        return ()
    if SUBTYPE_HEADING.match(f"{found['name']}{found['kind']}"):
        return ()  # 'HER2-positive arm only: ...' has its rules with the names of tumours
    name = " ".join(found["name"].split())
    if _ONE_WORD_CAPITAL.fullmatch(name):
        name = name.lower()  # 'Combination arm only: ...' and '(combination arm only)'
    return (CohortLabel(found["kind"].lower().replace("-", ""), name),)


def criteria_of_a_part_by_name(line: str) -> tuple[CohortLabel, ...]:
    """'Monotherapy arm key inclusion criteria': the part whose criteria the line heads."""
    found = _ITS_CRITERIA.match(line)
    if found is None or NOT_A_WAY_IN.search(line) or _OTHER_PEOPLE.search(found["name"]):
        return ()
    return (CohortLabel(found["kind"].lower().replace("-", ""), " ".join(found["name"].split())),)


def heads_a_part_by_name(line: str) -> tuple[CohortLabel, ...]:
    """The same of a line that says nothing else: 'Pembrolizumab cohort only', above its criteria."""
    found = _IN_FRONT.match(line)
    return part_by_name_only(line) if found is not None and not line[found.end() :].strip() else ()
