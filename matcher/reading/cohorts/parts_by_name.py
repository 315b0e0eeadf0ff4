"""Lines that head a part of the trial by a name without a number: 'Safety lead-in:', 'Monotherapy', 'HER2-positive disease'.

One such line alone may head anything; two of them, each above a list of its own, are the ways into the trial.
"""

from __future__ import annotations

import re

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.cohorts.named_groups import SUBTYPES
from matcher.reading.gated import gated

_LONGEST = 80  # characters
_MOST_WORDS = 10
_ENDS = r"(?:\s+only)?(?:\s*\([^()\n]{0,50}\))?\s*:?\s*"

# 'Safety run-in phase', 'Phase 1b lead-in', 'Dose finding', 'Randomized part of the study', 'Pilot phase': what is done in it.
# Not 'Run-in:' or 'Randomization:', through which everybody passes.
_NOUN = r"(?:phase|part|portion|stage|component|study|cohort|group|arm)s?"
_PHASE = r"phase\s+(?:[1-3]|I{1,3})[ab]?"
_WORK = r"(?:(?:safety\s+)?(?:lead|run)-?\s?in|randomi[sz]ed|expansion|escalation|pilot|confirmation|finding|ranging|optimi[sz]ation|extension)"
_BY_ITS_WORK = gated(
    rf"\W*(?:for\s+(?:the\s+)?)?(?P<name>{_PHASE}\s*[:,-]?\s*{_WORK}(?:\s+{_NOUN})?|safety\s+(?:lead|run)-?\s?in(?:\s+{_NOUN})?|dose[- ](?:escalation|expansion|finding|ranging|confirmation|optimi[sz]ation)(?:\s+{_NOUN})?"
    rf"|(?:escalation|expansion)|{_WORK}\s+(?:{_PHASE}|cohorts?|part|portion|component)|(?:randomi[sz]ed|expansion|escalation|pilot)\s+(?:phase|stage))(?:\s+of\s+the\s+(?:study|trial))?{_ENDS}",
    re.I,
)

# 'Study 1', 'Sub study A', 'Stage 2 (efficacy)'; not 'Stage II', which is a stage of disease
_COUNTED = gated(
    rf"\W*(?:for\s+)?(?P<kind>(?:sub[- ]?)?study|stage)\s+#?(?P<name>[1-9]|(?-i:[A-H])){_ENDS}(?:[-\u2013]\s[^.:;\n]{{2,50}}:?)?",
    re.I,
)

# 'Monotherapy', 'Combination with letrozole', 'First cohort', 'Japan cohort', 'Main study': its treatment or whom it takes
_BY_ITS_TREATMENT = gated(
    rf"\W*(?:for\s+(?:the\s+)?)?(?P<name>(?:monotherapy|single[- ]agent|combination)(?:\s+(?:therapy|treatment))?(?:\s+with\s+[\w/-]+(?:\s+(?:and|plus)\s+[\w/-]+)?)?(?:\s+{_NOUN})?){_ENDS}",
    re.I,
)
_BY_ITS_NOUN = gated(
    r"\W*(?:for\s+(?:the\s+)?)?(?P<name>(?:[\w+/-]{1,30}\s){1,3}(?:cohort|arm|sub-?study))" + _ENDS, re.I
)
_NO_NAME = gated(
    r"\b(?:all|both|any|each|every|either|this|that|these|those|same|other|one|age|affected|left|right|upper|ipsilateral|contralateral|opposite|in|of|with|from|the|"
    r"control|healthy|optional|imaging|biopsy|correlative|translational|biomarker|tissue|blood|pharmacokinetic|PK|PET|MRI|quality)\b",
    re.I,
)

# Steps of one way through the trial, one after the other; whoever goes it meets the criteria of all
_STEP = gated(
    r"\b(?:pre-?\w*registration|(?:re-?)?registration|(?:pre-?)?screening|steps?|randomi[sz]ation|baseline|follow-?\s?up|enrol+ment|consent|maintenance|continuation|crossover|cross-over|treatment\s+(?:period|phase)|"
    r"re-?treatment|surgery|induction|consolidation|visit|period|day|week|month|cycle)s?\b|^\W*(?:run|lead)-?\s?in(?:\s+(?:phase|period))?\W*$",
    re.I,
)
# Not the name of anybody: a criterion, what is asked of all, or a topic ('Medical conditions', 'Prior therapy', 'Disease characteristics')
_NO_GROUP = gated(
    r"\b(?:must|should|shall|will|has|have|had|is|are|was|were|may|can|cannot|no|not|without|who|any|all|both|general|common|overall|every|each|core|shared|criteri\w+|following|below|above|at\s+least|"
    r"(?:prior|previous|concomitant|concurrent|other)\s|conditions?|characteristics|demographics?|histor(?:y|ies)|medications?|laboratory|performance|function|status|consent|reproduction|"
    r"^\W*(?:diagnosis|disease|tumou?r|cancer|treatment|therapy|surgery|radiotherapy|chemotherapy|safety|efficacy|health|other|general)s?$|notes?|details?|ages?|sex|gender|study|trial|protocol|information|population|description|requirements?|patients?$|participants?$|subjects?$)\b",
    re.I,
)
_OF_A_STUDY = gated(
    r"\b(?:sub-?\s?)?(?:study|trial)\s+(?:#?\d|[A-H]\b)|\b(?:main|sub-?|extension|parent)\s?study\b", re.I
)


def is_a_step(line: str) -> bool:
    """'Screening', 'Run-in phase', 'Randomization': what everybody passes through."""
    return _STEP.search(line) is not None and not _SAFETY.search(line)


_SAFETY = gated(r"\bsafety\b", re.I)


def named_part(line: str) -> CohortLabel | None:
    """The part that a line names which says nothing else, by its work, number, treatment or people."""
    line = line.strip()
    if len(line) > _LONGEST or is_a_step(line):
        return None
    counted = _COUNTED.fullmatch(line)
    if counted is not None:
        kind = counted["kind"].lower().replace("-", "").replace(" ", "")
        return CohortLabel(kind, counted["name"].upper())
    found = _BY_ITS_WORK.fullmatch(line) or _BY_ITS_TREATMENT.fullmatch(line)
    if found is None:
        found = _BY_ITS_NOUN.fullmatch(line)
        if found is None or _NO_NAME.search(found["name"]):
            return None
    return CohortLabel("", " ".join(found["name"].split()))


# 'HER2-positive', 'HR+/HER2- MBC', 'Hormone receptor-positive disease', 'Metastatic TNBC', 'Luminal cohort'
_BY_ITS_SUBTYPE = gated(
    rf"\W*(?:for\s+)?(?P<name>{SUBTYPES})(?:\s(?:patients?|participants?|subjects?|cohort|arm|group|population|subgroup|tumou?rs?)s?)?(?:\s*\([^()\n]{{0,40}}\))?\s*(?:cohort|arm|group)?\s*:?\s*",
    re.I,
)
_TELLS_RECEPTORS = gated(r"[+-]|positive|negative|TNBC|luminal|low", re.I)
# 'HER2-negative:', above how that is measured
_NEGATIVE_ALONE = gated(
    r"\W*(?:HER-?2|ER|PR|HR|hormone[- ]receptors?|estrogen[- ]receptors?)\s?(?:-|[- ]negative)\W*", re.I
)


def named_subtype(line: str) -> CohortLabel | None:
    """The subtype of breast cancer that a line names which says nothing else."""
    found = _BY_ITS_SUBTYPE.fullmatch(line.strip()) if len(line) <= _LONGEST else None
    if found is None or not _TELLS_RECEPTORS.search(found["name"]):
        return None
    return None if _NEGATIVE_ALONE.fullmatch(line) else CohortLabel("", found["name"].strip())


def name_above_a_section(line: str) -> CohortLabel | None:
    """The name that a short line gives to those whose inclusion criteria are headed right below it."""
    line = line.strip("*_# :")
    words = line.split()
    if not 0 < len(words) <= _MOST_WORDS or len(line) > _LONGEST or line.endswith((".", ";", ",")):
        return None
    if not (line[0].isupper() or line[0].isdigit()) or (_NO_GROUP.search(line) and not _OF_A_STUDY.search(line)):
        return None
    return CohortLabel("", line)


_OF_WHOM = gated(
    r"\s+(?:patients?|participants?|subjects?|cohort|arm|group|population|subgroup|disease|m?BC|(?:breast\s)?cancers?)(?:\s+only)?$",
    re.I,
)


def same_name(label: CohortLabel) -> str:
    """'TNBC COHORT' and 'TNBC' are one."""
    name = label.name.lower()
    while (cut := _OF_WHOM.sub("", name)) != name:
        name = cut
    return f"{label.kind} {name}"
