"""Labels that an item opens with or names as its only scope: 'Cohort A: ...', 'dose escalation: ...', '... (Part 2 only)'."""

from __future__ import annotations

import re

from matcher.reading.cohorts.bare_headings import bare_heading
from matcher.reading.cohorts.from_another import FROM_ANOTHER
from matcher.reading.cohorts.label import (
    KIND_OF_PART,
    LABEL,
    NAME_OF_PART,
    NAMES_OF_PARTS,
    NOT_A_WAY_IN,
    POINT_ENDS,
    CohortLabel,
    canonical,
    labels_of,
)
from matcher.reading.cohorts.only import part_by_name_only
from matcher.reading.gated import gated

HEAD = gated(
    r"^\W*(?:(?:additional(?:ly)?|specific(?:ally)?)\s+(?=for\s))?(?:(?:for|in|during)\s+)?(?:(?:patients|participants|subjects|those)\s+(?:(?:to be\s+)?(?:enrolled|enrolling|assigned|treated|included|participating)\s+)?(?:in|into|to|on|onto|entering)\s+)?(?:the\s+)?"
    rf"(?:(?:dose|cohort)[- ](?:escalation|expansion)[^:\n]{{0,30}}?)?\(?{KIND_OF_PART}\s*[#:]?\s*{NAMES_OF_PARTS}\b(?P<after>[^\n]*)$",
    re.I,
)

# 'Dose escalation: any solid tumour', 'Dose expansion: one of ...'.
DOSE = gated(
    r"^\W*(?:(?:for|in|during)\s+)?(?:(?:patients|participants|subjects|those)\s+(?:(?:enrolled|treated|included)\s+)?(?:in|into)\s+)?(?:the\s+)?"
    r"(?:dose[- ]?|(?=(?:escalation|expansion)\s+(?:phase|part|stage|portion|cohort))|(?=pilot\s+(?:phase|part|stage|portion|study)\s*(?:only\s*)?:))(?P<part>escalation|expansion|optimi[sz]ation|pilot)(?:\s+(?:phase|part|stage|portion|cohorts?|study))?(?:\s+of\s+(?:the\s+|this\s+)?(?:study|trial))?"
    r"(?:\s*\([^()]{0,30}\))?(?:\s+only)?\s*(?::|,|-\s|\bmust\b|(?:will\s+)?(?:enrol(?:l?s|l|ling)?|includes?|recruits?|takes?|(?:is|be)\s+open\s+to|(?:is|are)\s+for)\b|$)",
    re.I,
)

# 'Dose expansion, TNBC cohort: ...': one of several groups of it
_GROUP_OF_DOSE = gated(
    r"^\W*(?:for\s+(?:the\s+)?)?(?:dose[- ]?)?(?P<part>escalation|expansion|optimi[sz]ation)(?:\s+(?:phase|part|stage|portion))?\s*(?:[,:(/-]|in)\s*(?P<name>(?!and\b|or\b)[^:.;\n()]{2,60}?)\s+(?:cohorts?|groups?|arms?|patients|participants|subjects)\)?(?:\s+only)?\s*:",
    re.I,
)

# 'Combination therapy only: ...'
_WAY_OF_TREATMENT_ONLY = gated(
    r"^\W*(?:(?:for|in)\s+)?(?:the\s+)?(?P<name>combination|monotherapy|single[- ]agent)(?:\s+(?:therapy|treatment|arms?|cohorts?|parts?|phase|dose escalation))*\s+only\s*[:,]",
    re.I,
)

# 'Any solid tumour (dose escalation)'
_DOSE_BEHIND = gated(
    rf"^(?:(?!escalation|expansion|[.;]\s)[^\n])*\((?:(?:for|in)\s+)?(?:dose[- ]?)?(?P<part>escalation|expansion)(?:\s+(?:phase|part|stage|portion|cohorts?))?\){POINT_ENDS}",
    re.I,
)

# 'Phase 2 TNBC cohort: ...'
_TUMOUR_OF_A_PHASE = gated(
    rf"^\W*(?:for\s+(?:the\s+)?)?phase\s+(?P<number>{NAME_OF_PART})\s*[,:-]?\s+(?P<name>(?:[^:.;\s]+\s+){{1,8}}?(?:expansion\s+)?(?:cohort|arm|group|patients|participants|subjects))(?:\s+only)?\s*:",
    re.I,
)

# 'Part 2 Cohort 1: ...', 'Phase 1b, Arm A': the inner one is the way in.
_INNER = gated(
    rf"^[\s,:(/-]{{0,3}}(?:(?:dose[- ])?(?:expansion|escalation)[\s,:-]{{1,2}})?{KIND_OF_PART}\s*[#:]?\s*{NAMES_OF_PARTS}\b(?=\W|$)",
    re.I,
)

# 'Brain metastases (allowed in Part B)' is said of all others
_LET_IN_THERE = gated(r"\((?:(?!\bnot\b)[^()])*\b(?:allowed|permitted|acceptable|eligible)\s*$", re.I)
_SCOPE_IN_PARENTHESES = gated(
    rf"\(\s*(?:only\s+)?(?:(?:appl(?:ies|icable|y|ying)\s+(?:only\s+)?(?:to|for)|for|in)\s+)?(?:the\s+)?(?:(?:phase|part|stage|module)\s+[\w/]{{1,4}},?\s+)?{KIND_OF_PART}\s+{NAMES_OF_PARTS}\s*(?:portion|part|stage|study|patients|participants|subjects)?\s*(?:only)?\s*\){POINT_ENDS}",
    re.I,
)
_OF_ALL_PARTS = gated(
    r"\(\s*(?:in\s+|for\s+)?(?:both|all|either|any)\s+(?:the\s+)?(?:cohorts|arms?|groups?|parts?|phases?)\s*\)", re.I
)
_SCOPE_AT_THE_END = gated(
    rf"\b(?:for|in|from)\s+(?:the\s+)?{KIND_OF_PART}\s+{NAMES_OF_PARTS}(?:\s+(?:part|portion|stage|trial|study))?(?:\s+of\s+(?:the|this)\s+(?:trial|study))?\s*(?:only)?{POINT_ENDS}",
    re.I,
)


# 'Cohort A only', 'Part 2 of this study: ...', 'Arm B patients must ...'
_HEADS_WHAT_FOLLOWS = gated(
    r"^(?:(?:part|portion|stage|study|component)(?:\s+of\s+(?:the|this)\s+(?:study|trial))?(?:\s+only)?\s*(?:[:,(-]|must\b|$)|only|(?:will\s+)?(?:includes?|comprises?|consists?\s+of|enrol\w+|takes?|(?:is|are)\s+for)\b|patients?|participants?|subjects?|(?:who|with|must|may|can|should|will|do|does|need|are|have)\b|[:,(\-]|(?:dose[- ])?(?:expansion|escalation)\b"
    # 'Cohort 1 TNBC: ...', 'Part B HR+/HER2- breast cancer (at most two lines): ...'
    r"|(?!(?:and|or|of|trial|study)\b)(?:(?!\b(?:trials?|study|studies)\b)[^:.;\n]){0,30}?(?:\bTNBC\b|\btriple[- ]negative\b|HER-?2[+-]|HER-?2[- ](?:positive|negative|low)|(?<!HE)[HEP]R(?:[+-]|[- ](?:positive|negative))"
    r"|\b(?:cancers?|carcinomas?|adenocarcinomas?|melanoma|sarcomas?|(?-i:NSCLC|SCLC|HNSCC|m?CRC|PDAC|EOC|HCC|RCC|BTC|UC|GC|OC))\b)"
    r"(?:(?!\b(?:trials?|study|studies)\b)[^:.;\n()]){0,40}(?:\([^()\n]{0,100}\))?\s*:)",
    re.I,
)


def inline_cohorts(body: str) -> tuple[CohortLabel, ...]:
    """The labels that an item opens with ('Cohort A: ...', 'For Cohort 2 only, ...') or names as its only scope."""
    return (
        _by_its_head(body)
        or _by_a_phase_of_it(body)
        or _by_its_end(body)
        or part_by_name_only(body)
        or bare_heading(body.split(":")[0] if ":" in body else "")
    )


def labels_within(outer: re.Match[str], after: str) -> tuple[CohortLabel, ...]:
    """The parts named right behind the part that they are of: 'Part A' of 'Module 1 Part A'; () where none is."""
    inner = _INNER.match(after)
    if inner is None or inner["kind"].lower() == outer["kind"].lower():
        return ()
    around = labels_of(outer["kind"], outer["names"])
    within = str(around[0]) if len(around) == 1 else ""
    return tuple(label._replace(within=within) for label in labels_of(inner["kind"], inner["names"]))


def _by_its_head(body: str) -> tuple[CohortLabel, ...]:
    head = HEAD.match(body)
    if head is None or NOT_A_WAY_IN.search(body[: head.start("after")]):
        return ()
    if inner := labels_within(head, head["after"]):
        return inner
    after = head["after"].lstrip()
    return labels_of(head["kind"], head["names"]) if not after or _HEADS_WHAT_FOLLOWS.match(after) else ()


def _by_a_phase_of_it(body: str) -> tuple[CohortLabel, ...]:
    """'Dose escalation: ...', 'Monotherapy only: ...', 'Phase 2 TNBC cohort: ...'"""
    group = _GROUP_OF_DOSE.match(body)
    if group is not None:
        name = " ".join(group["name"].split())
        return (CohortLabel("", name, f"Dose {group['part'].lower().replace('z', 's')}"),)
    dose = DOSE.match(body) or _DOSE_BEHIND.match(body)
    if dose is not None:
        return (CohortLabel("dose", dose["part"].lower().replace("z", "s")),)
    way = _WAY_OF_TREATMENT_ONLY.match(body)
    if way is not None:
        return (CohortLabel("arm", way["name"].lower()),)
    of_phase = _TUMOUR_OF_A_PHASE.match(body)
    if of_phase is None or NOT_A_WAY_IN.search(of_phase.group()):
        return ()
    number = canonical("phase", of_phase["number"])
    return (CohortLabel("phase", f"{number} {' '.join(of_phase['name'].split())}"),)


def _by_its_end(body: str) -> tuple[CohortLabel, ...]:
    tail = _SCOPE_IN_PARENTHESES.search(body) or _SCOPE_AT_THE_END.search(body)
    if tail is None or _LET_IN_THERE.search(body, 0, tail.start()) or FROM_ANOTHER.search(body):
        return ()
    others = {m["kind"].lower() for m in LABEL.finditer(body, 0, tail.start())}
    if tail["kind"].lower() in others:
        return ()  # 'ECOG 0-2 (phase Ib) or 0-1 (phase II)'
    if _OF_ALL_PARTS.search(body, 0, tail.start()):
        return ()  # 'Melanoma (both parts); breast cancer (part A)'
    return labels_of(tail["kind"], tail["names"])


def opens_with_a_part(text: str) -> bool:
    return bool(HEAD.match(text.split("\n", 1)[0])) and bool(inline_cohorts(text))
