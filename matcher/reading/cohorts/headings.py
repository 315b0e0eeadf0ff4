"""Lines that head criteria of a cohort's own, or those of all: 'Cohort A (HER2-low):', 'Criteria for HER2-low patients', 'All arms:'."""

from __future__ import annotations

import re

from matcher.reading.cohorts.bare_headings import bare_heading
from matcher.reading.cohorts.label import KIND_OF_PART, LABEL, NAMES_OF_PARTS, NOT_A_WAY_IN, CohortLabel, labels_of
from matcher.reading.cohorts.named_groups import SUBTYPE_HEADING, TUMOUR_PREFIX, group_heading, tumour_heading
from matcher.reading.cohorts.only import criteria_of_a_part_by_name, heads_a_part_by_name
from matcher.reading.cohorts.openings import DOSE, HEAD, labels_within
from matcher.reading.gated import gated


def cohort_heading(body: str) -> tuple[CohortLabel, ...] | None:
    """The labels of a line that heads criteria of its own; () where it heads those of all; None where it is none."""
    if len(body) > 200:
        return None
    if _FOR_ALL.match(body):
        return ()
    kind_of_data = _OF_ONE_KIND.match(body)
    if kind_of_data is not None:
        return (CohortLabel("", " ".join(kind_of_data["name"].lower().split())),)
    group = _CRITERIA_FOR.match(body)
    if group is not None:
        return _group_label(group["who"])
    named = _NAMED_PART.match(body)
    if named is not None and not NOT_A_WAY_IN.search(body):
        name = " ".join(named["name"].split())
        return tuple(CohortLabel("", name, str(part)) for part in labels_of(named["kind"], named["names"]))
    head = HEAD.match(body)
    dose = DOSE.match(_CRITERIA_OF_IT.sub(":", body)) if head is None else None
    if dose is not None and dose.end() == len(dose.string):
        return (CohortLabel("dose", dose["part"].lower().replace("z", "s")),)
    if head is None:
        if by_name := criteria_of_a_part_by_name(body):
            return by_name
        inner = LABEL.search(body)
        if inner and gated(r"criteria|requirements", re.I).search(_MEASURED_BY.sub(" ", body)) and len(body) < 140:
            return () if NOT_A_WAY_IN.search(body) else _innermost(inner)
        return heads_a_part_by_name(body) or bare_heading(body) or None
    after = head["after"].strip()
    is_heading = not after or after.endswith(":") or bool(_ONLY_A_LABEL.fullmatch(after))
    if not is_heading:
        return bare_heading(body) or None
    if NOT_A_WAY_IN.search(body):
        return None
    return labels_of(head["kind"], head["names"])


# 'Expansion phase: additional inclusion criteria'
_CRITERIA_OF_IT = gated(
    r"\W*\b(?:(?:additional|specific|main|key|further)\s+)?(?:(?:inclusion|exclusion|eligibility)\s+)?(?:criteri(?:a|on)|requirements?)\W*$",
    re.I,
)

# 'Phase 2 portion', 'Cohort B (closed) only'
_ONLY_A_LABEL = gated(
    r"(?:only|specific|portion|part|stage|component|of (?:the|this) (?:study|trial)|\([^()]*\)|\W)*", re.I
)

# 'Measurable disease by RECIST 1.1 criteria (Part 2 only)' heads nothing.
_MEASURED_BY = gated(
    r"\b(?:by|per|according to|as defined by|using|based on|RECIST|meets?)\b[^;()]{0,40}\bcriteria\b", re.I
)

# 'All cohorts:', 'For all participants'; not 'All patients must have HER2-positive disease'.
_FOR_ALL = gated(
    r"^\W*(?:the\s+following\s+(?:criteria\s+|requirements\s+)?(?:apply|are\s+common|hold)\s+(?:to|for)\s+(?=[^.:]{0,40}$))?(?:for\s+)?(?:all|both|any)\s+(?:cohort|arm|group|part|phase|patient|participant|subject)s?\b"
    r"(?:[^.:]*:\W*|(?:\s+(?:inclusion|exclusion|eligibility|criteria|requirements|only|in|of|the|study|trial))*\W*)$",
    re.I,
)

# 'Patients of the retrospective cohort must meet all of the following:'
_OF_ONE_KIND = gated(
    r"^\W*(?:for\s+)?(?:(?:patients|participants|subjects|those|women)\s+)?(?:(?:enrolled|included|from|in|of|the|this|study|trial)\s+){0,6}"
    r"(?P<name>(?:retrospective|prospective)\s+(?:cohort|part|arm|group|phase))"
    r"(?:\s+(?:of|in)\s+(?:the|this)\s+(?:study|trial))?\s*(?:(?:must|should|have to|need to|will|shall|are)\b[^:.]{0,80}[:.]?|:)\s*$",
    re.I,
)

# 'For first-line monotherapy (Part 1):' names a way in by what is done in it.
_NAMED_PART = gated(rf"^\W*for\s+(?P<name>[^:()]{{4,60}}?)\s*\({KIND_OF_PART}\s+{NAMES_OF_PARTS}\)\s*:\s*$", re.I)

# 'Additional inclusion criteria for HER2-low BC participants': the patients named are a cohort.
_CRITERIA_FOR = gated(
    r"^\W*(?:(?:key|main|additional|specific|cohort[- ]specific|other|further)\s+){0,2}(?:(?:inclusion|exclusion|eligibility)\s+)?"
    r"(?:criteri(?:a|on)|requirements?)\s+(?:specific\s+)?(?:for|of|in|to)\s+(?:the\s+)?(?P<who>[^:.]{2,60}?|(?:patients|participants|subjects|those|women)\s+(?:with|having)\s[^:.]{2,120}?)\s*:?\s*$",
    re.I,
)
_LATER_TREATMENT = gated(r"\b(?:neo-?)?adjuvant\s+(?:treatment|therapy)\b", re.I)
_EVERYBODY = gated(
    r"\b(?:females?|males?|women|men|all|both|each|any|every|study|trial|participation|enrol+ment|entry|registration|randomi[sz]ation|inclusion|"
    r"eligibility|exclusion|treatment|screening|this|be|subject selection|protocol|participants?$|patients?$|subjects?$)\b",
    re.I,
)


# 'Dose escalation and dose expansion', 'the Dose Finding Part and the Dose Expansion Part only'
_DOSE_PART = r"(?:the\s+)?(?:dose[- ]?)?(?:escalation|expansion|optimi[sz]ation|finding)(?:\s+(?:phase|part|stage|portion|cohort)s?)?"
_DOSE_PARTS = gated(rf"{_DOSE_PART}(?:\s*(?:,|/|&|and|or)\s*{_DOSE_PART}){{0,2}}(?:\s+only)?", re.I)
_ONE_DOSE_PART = gated(r"(?:dose[- ]?)?(?P<part>escalation|expansion|optimi[sz]ation|finding)", re.I)


def _dose_parts(who: str) -> tuple[CohortLabel, ...]:
    """The parts of a trial, told by what is done with the dose in them, whose criteria stand below."""
    if not _DOSE_PARTS.fullmatch(who.strip()):
        return ()
    parts = [found["part"].lower().replace("z", "s") for found in _ONE_DOSE_PART.finditer(who)]
    return tuple(dict.fromkeys(CohortLabel("dose", part) for part in parts))


def _group_label(who: str) -> tuple[CohortLabel, ...] | None:
    if parts := _dose_parts(who):
        return parts
    numbered = LABEL.search(who)
    if numbered is not None:
        return _innermost(numbered)
    who = gated(r"^\s*(?:the\s+)?(?:(?:inclusion|exclusion|eligibility)\s+criteri\w+\s*(?:for|of|in|:)?\s*)", re.I).sub(
        "", who
    )
    name = gated(r"\s+(?:patients?|participants?|subjects?|cohorts?|arms?|groups?|volunteers?|only)$", re.I).sub(
        "", who.strip()
    )
    if _EVERYBODY.search(_LATER_TREATMENT.sub("", name)) or _EVERYBODY.fullmatch(who.strip()):
        return ()
    return (CohortLabel("", name),)


def _innermost(label: re.Match[str]) -> tuple[CohortLabel, ...]:
    """'Criteria for Module 1 Part A' heads those of Part A of Module 1."""
    return labels_within(label, label.string[label.end() :]) or labels_of(label["kind"], label["names"])


_ALL_PARTS = gated(r"^\W*(?:for\s+|in\s+)?(?:all|both|any|either)\s+(?:cohort|arm|group|part|phase)s?\s*[:,]", re.I)
_OPENS_PART = gated(
    rf"^\W*(?:for\s+|in\s+)?(?:{KIND_OF_PART}\s*[#:]?\s*{NAMES_OF_PARTS}|(?:all|both)\s+(?:cohort|arm|group|part)s)\s*(?:\([^()]{{1,60}}\)\s*)?:",
    re.I,
)


def opens_a_part(line: str) -> bool:
    """Whether a line begins what is said of a part of the trial: 'Cohort A (HER2-low): ...', 'TNBC cohort:'."""
    heads = (
        SUBTYPE_HEADING.match(line)
        or _FOR_ALL.match(line)
        or group_heading(line)
        or (line[:1].isupper() and TUMOUR_PREFIX.match(line) is None and tumour_heading(line))
    )
    return bool(_OPENS_PART.match(line) or (heads and line.endswith(":")))


def for_all_parts(body: str) -> bool:
    """'All arms: ECOG 0-1'."""
    return bool(_ALL_PARTS.match(body))
