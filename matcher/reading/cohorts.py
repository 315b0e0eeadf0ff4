"""Cohort and arm labels in the criteria text: 'Cohort A (HER2-low):', 'Phase Ib', 'TNBC arm:', 'Cohorts 1 and 2'.

Alternatives are ways into the trial, of which one is enough. Steps of one way (pre-registration, registration, step 1)
are not alternatives and are not labels.
"""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from matcher.reading.gated import gated


class CohortLabel(NamedTuple):
    """kind: cohort, arm, group, part, phase, module ...; name: as written, upper case, Roman phases as digits."""

    kind: str
    name: str
    within: str = ""  # the label of the cohort that this one is a part of

    def __str__(self) -> str:
        own = f"{self.kind.capitalize()} {self.name}" if self.kind else self.name
        return f"{self.within}, {own}" if self.within else own


_KIND = r"(?P<kind>cohort|arm|group|part|phase|module|sub-?study|population|stratum|strata|aim)s?"
_NAME = r"(?:(?-i:[A-H]\d{0,2})(?:-\d)?|\d{1,2}[a-zA-Z]{0,2}(?:-\d)?|(?-i:I{1,3}|IV|V)[abAB]?)"
_NAMES = (
    rf"(?P<names>{_NAME}(?:\s*(?:,|/|&|and|or|\+)\s*(?:and\s+)?(?:(?:cohort|arm|group|part|phase)s?\s+)?(?!0){_NAME})*)"
)
_LABEL = gated(rf"\b{_KIND}\s*[#:]?\s*{_NAMES}\b(?!\s*(?:trial|study|clinical|%))", re.I)
_HEAD = gated(
    r"^\W*(?:(?:for|in|during)\s+)?(?:(?:patients|participants|subjects|those)\s+(?:(?:to be\s+)?(?:enrolled|enrolling|assigned|treated|included)\s+)?(?:in|into|to|on|onto|entering)\s+)?(?:the\s+)?"
    rf"(?:(?:dose|cohort)[- ](?:escalation|expansion)[^:\n]{{0,30}}?)?\(?{_KIND}\s*[#:]?\s*{_NAMES}\b(?P<after>[^\n]*)$",
    re.I,
)
_NOT_A_WAY_IN = gated(r"\b(?:pre-?registration|registration|screening|step)\b", re.I)
_CLOSED = gated(
    r"\b(?:closed|no longer (?:enrolling|recruiting|open)|enrol?lment (?:is )?(?:complete[d]?|closed)|"
    r"(?:completed|stopped) (?:enrol?lment|accrual|recruitment)|not (?:currently )?(?:open|enrolling|recruiting))\b|\(\s*(?:completed?|finished)\s*\)",
    re.I,
)
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}


def _labels(kind: str, names: str) -> tuple[CohortLabel, ...]:
    kind = kind.lower().replace("-", "").replace("strata", "stratum")
    found = re.findall(rf"\b{_NAME}\b", names, re.I)
    return tuple(dict.fromkeys(CohortLabel(kind, _canonical(kind, name)) for name in found))


def _canonical(kind: str, name: str) -> str:
    roman = gated(r"(I{1,3}|IV)([abAB]?)").fullmatch(name)
    if kind == "phase" and roman:
        return _ROMAN[roman[1]] + roman[2].lower()
    return name.lower() if kind == "phase" else name.upper()


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
    if named is not None and not _NOT_A_WAY_IN.search(body):
        name = " ".join(named["name"].split())
        return tuple(CohortLabel("", name, str(part)) for part in _labels(named["kind"], named["names"]))
    head = _HEAD.match(body)
    dose = _DOSE.match(_CRITERIA_OF_IT.sub(":", body)) if head is None else None
    if dose is not None and dose.end() == len(dose.string):
        return (CohortLabel("dose", dose["part"].lower().replace("z", "s")),)
    if head is None:
        inner = _LABEL.search(body)
        if inner and gated(r"criteria|requirements", re.I).search(_MEASURED_BY.sub(" ", body)) and len(body) < 140:
            return () if _NOT_A_WAY_IN.search(body) else _labels(inner["kind"], inner["names"])
        return None
    after = head["after"].strip()
    is_heading = not after or after.endswith(":") or bool(_ONLY_A_LABEL.fullmatch(after))
    if not is_heading or _NOT_A_WAY_IN.search(body):
        return None
    return _labels(head["kind"], head["names"])


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
_NAMED_PART = gated(rf"^\W*for\s+(?P<name>[^:()]{{4,60}}?)\s*\({_KIND}\s+{_NAMES}\)\s*:\s*$", re.I)
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


def _group_label(who: str) -> tuple[CohortLabel, ...] | None:
    numbered = _LABEL.search(who)
    if numbered is not None:
        return _labels(numbered["kind"], numbered["names"])
    who = gated(r"^\s*(?:the\s+)?(?:(?:inclusion|exclusion|eligibility)\s+criteri\w+\s*(?:for|of|in|:)?\s*)", re.I).sub(
        "", who
    )
    name = gated(r"\s+(?:patients?|participants?|subjects?|cohorts?|arms?|groups?|volunteers?|only)$", re.I).sub(
        "", who.strip()
    )
    if _EVERYBODY.search(_LATER_TREATMENT.sub("", name)) or _EVERYBODY.fullmatch(who.strip()):
        return ()
    return (CohortLabel("", name),)


# A line that is nothing but a tumour type, as the heading of criteria of its own in a basket.
_TUMOUR_HEADING = gated(
    r"^\W*(?:(?:inclusion|exclusion|eligibility)\s+criteria\s+)?(?P<name>(?:(?:[\w/+-]+|\([^()]{1,40}\))\s+){0,5}?(?:cancer|carcinoma|adenocarcinoma|melanoma|sarcoma|lymphoma|glioblastoma|mesothelioma|"
    r"myeloma|neoplasms?|tumou?rs?|NSCLC|SCLC|HNSCC|TNBC|m?CRC|HCC|RCC|UC|BTC|PDAC|m?CRPC|PROC|PSOC|EOC|ESCC))s?(?:\s+of\s+the\s+(?:\w+\s?){1,5})?\s*(?:patients|participants|subjects|cohort|arm|group)?"
    r"\s*(?:\([^()]{0,40}\))?\s*:?\s*$",
    re.I,
)
# 'HR+/HER2- cohort', 'TNBC patients': a subtype of breast cancer as the name of a cohort.
_SUBTYPE = r"(?:(?:HR|HoR|ER|PR|HER-?2|hormone[- ]receptor|estrogen[- ]receptor|luminal(?: [AB])?|TNBC|triple[- ]negative|BRCA\w*)(?:\s?\([+-]\)|\s?[+-](?!\w)|[- ](?:positive|negative|low|ultralow|mutated)(?:\s?\([+-]\))?)?)"
_SUBTYPE_HEADING = gated(
    rf"^\W*(?:for\s(?=[^:]*\b(?:only|cohort|arm|group)\b)(?:the\s)?)?(?P<name>(?:(?:early|advanced|metastatic)(?:[- ]stage)?\s)?{_SUBTYPE}(?:\s?[/,]\s?(?:(?:and|or)\s)?{_SUBTYPE}|\s(?:and|or)\s{_SUBTYPE}|\s{_SUBTYPE}){{0,6}}(?:\s(?:m?BC|breast cancers?|disease|tumou?rs?))?)"
    r"\s(?:patients?|participants?|subjects?|cohort|arm|group|population|subgroup)s?(?:\sonly)?\s*(?:\([^()]{0,40}\))?\s*:?\s*$",
    re.I,
)
_TUMOUR_PREFIX = gated(r"^\W*(?P<name>(?:[^:.;()]|\([+-]\)){2,80}?(?:\s*\([^()]{0,30}\))?)\s*:\s*(?=\S)")
_NO_TUMOUR_HEADING = gated(
    r"\b(?:confirmed|history|prior|previous|diagnos\w+|have|has|had|known|active|other|measurable|no|solid|any|with|evaluable|of|"
    r"invasive|recurrent|primary|anti|for|the)\b",
    re.I,
)


# 'TUMOR', 'Malignant tumours', over what is asked of the disease of all
_ANY_TUMOUR = gated(r"(?:(?:primary|malignant|the)\s+)*(?:cancer|carcinoma|neoplasm|tumou?r)s?", re.I)


# 'Other tumours cohort: ...' beside those of breast and of lung cancer
_OTHERS_HEADING = gated(
    r"^\W*(?:for\s+)?(?:the\s+)?(?P<name>(?:all\s+)?(?:other|remaining|additional|any other)\s+(?:[\w-]+\s+){0,2}?(?:tumou?rs?|cancers?|malignanc(?:y|ies)|histolog(?:y|ies))(?:\s+types?)?)\s+(?:cohort|arm|group|basket)s?\s*:",
    re.I,
)


# 'For NSCLC patients: ...', 'For participants with breast cancer: ...'
FOR_THOSE_WITH = gated(
    r"^\W*for\s+(?:the\s+)?(?:(?:patients|participants|subjects|those|people|individuals|women)\s+(?:with|who\s+have)\s+)?",
    re.I,
)


def tumour_heading(body: str) -> CohortLabel | None:
    """The label of a line that names a tumour type and nothing else, or opens with one and a colon; whether it heads
    criteria depends on its place."""
    others = _OTHERS_HEADING.match(body)
    if others is not None:
        return CohortLabel("", " ".join(others["name"].split()))
    body = FOR_THOSE_WITH.sub("", body)
    prefix = _TUMOUR_PREFIX.match(body)
    if prefix is not None:
        body = prefix["name"]
    if len(body) < 90 and (subtype := _SUBTYPE_HEADING.match(body)):
        return CohortLabel("", subtype["name"].strip())
    found = _TUMOUR_HEADING.match(body) if len(body) < 90 else None
    if found is None or _NO_TUMOUR_HEADING.search(found["name"]) or _ANY_TUMOUR.fullmatch(found["name"].strip()):
        return None
    return CohortLabel("", found["name"].strip())


# 'Survivor group:', 'First-line cohort: ...': parts of a trial named by whom they take.
_GROUP_HEADING = gated(
    r"^\W*(?:for\s+)?(?:the\s+)?(?P<name>(?!(?:for|the|all|each|any|every|both|either|this|that|other|another|study|trial|same|age|blood|support|risk|ethnic|racial|"
    r"cooperative|oncology|functional|cancer|patient|treatment)\b)(?:[\w+/-]+\s){1,2}?(?<!oncology )(?<!age )(?:group|arm|cohort))s?\s*(?:\([^()]{0,60}\)\s*)?:",
    re.I,
)


def group_heading(body: str) -> CohortLabel | None:
    """The label of a line that opens with the name of a group of participants and a colon."""
    found = _GROUP_HEADING.match(body)
    return CohortLabel("", " ".join(found["name"].split())) if found is not None else None


# 'Dose escalation: any solid tumour', 'Dose expansion: one of ...'.
_DOSE = gated(
    r"^\W*(?:(?:for|in|during)\s+)?(?:(?:patients|participants|subjects|those)\s+(?:(?:enrolled|treated|included)\s+)?(?:in|into)\s+)?(?:the\s+)?"
    r"(?:dose[- ]?|(?=(?:escalation|expansion)\s+(?:phase|part|stage|portion|cohort))|(?=pilot\s+(?:phase|part|stage|portion|study)\s*(?:only\s*)?:))(?P<part>escalation|expansion|optimi[sz]ation|pilot)(?:\s+(?:phase|part|stage|portion|cohorts?|study))?(?:\s+of\s+(?:the\s+|this\s+)?(?:study|trial))?"
    r"(?:\s*\([^()]{0,30}\))?(?:\s+only)?\s*(?::|,|-\s|\bmust\b|(?:will\s+)?(?:enrol(?:l?s|l|ling)?|includes?|recruits?|takes?|(?:is|be)\s+open\s+to|(?:is|are)\s+for)\b|$)",
    re.I,
)
# 'Combination therapy only: ...'
_WAY_OF_TREATMENT_ONLY = gated(
    r"^\W*(?:(?:for|in)\s+)?(?:the\s+)?(?P<name>combination|monotherapy|single[- ]agent)(?:\s+(?:therapy|treatment|arms?|cohorts?|parts?|phase|dose escalation))*\s+only\s*[:,]",
    re.I,
)
# 'Any solid tumour (dose escalation)'
_DOSE_BEHIND = gated(
    r"^(?:(?!escalation|expansion|[.;]\s)[^\n])*\((?:(?:for|in)\s+)?(?:dose[- ]?)?(?P<part>escalation|expansion)(?:\s+(?:phase|part|stage|portion|cohorts?))?\)\W*$",
    re.I,
)


# 'Phase 2 TNBC cohort: ...'
_TUMOUR_OF_A_PHASE = gated(
    rf"^\W*(?:for\s+(?:the\s+)?)?phase\s+(?P<number>{_NAME})\s*[,:-]?\s+(?P<name>(?:[^:.;\s]+\s+){{1,8}}?(?:expansion\s+)?(?:cohort|arm|group|patients|participants|subjects))(?:\s+only)?\s*:",
    re.I,
)
# 'Part 2 Cohort 1: ...', 'Phase 1b, Arm A': the inner one is the way in.
_INNER = gated(
    rf"^[\s,:(/-]{{0,3}}(?:(?:dose[- ])?(?:expansion|escalation)[\s,:-]{{1,2}})?{_KIND}\s*[#:]?\s*{_NAMES}\b(?=\W|$)",
    re.I,
)


# 'Brain metastases (allowed in Part B)' is said of all others
_LET_IN_THERE = gated(r"\((?:(?!\bnot\b)[^()])*\b(?:allowed|permitted|acceptable|eligible)\s*$", re.I)


_SCOPE_IN_PARENTHESES = gated(
    rf"\(\s*(?:only\s+)?(?:(?:appl(?:ies|icable|y|ying)\s+(?:only\s+)?(?:to|for)|for|in)\s+)?(?:the\s+)?(?:(?:phase|part|stage|module)\s+[\w/]{{1,4}},?\s+)?{_KIND}\s+{_NAMES}\s*(?:portion|part|stage|study|patients|participants|subjects)?\s*(?:only)?\s*\)\W*$",
    re.I,
)
_SCOPE_AT_THE_END = gated(
    rf"\b(?:for|in|from)\s+(?:the\s+)?{_KIND}\s+{_NAMES}(?:\s+(?:part|portion|stage|trial|study))?(?:\s+of\s+(?:the|this)\s+(?:trial|study))?\s*(?:only)?\W*$",
    re.I,
)


def inline_cohorts(body: str) -> tuple[CohortLabel, ...]:
    """The labels that an item opens with ('Cohort A: ...', 'For Cohort 2 only, ...') or names as its only scope."""
    head = _HEAD.match(body)
    if head is not None and not _NOT_A_WAY_IN.search(body[: head.start("after")]):
        after = head["after"].lstrip()
        inner = _INNER.match(head["after"])
        if inner is not None and inner["kind"].lower() != head["kind"].lower():
            outer = _labels(head["kind"], head["names"])
            within = str(outer[0]) if len(outer) == 1 else ""
            return tuple(label._replace(within=within) for label in _labels(inner["kind"], inner["names"]))
        if not after or gated(
            r"^(?:(?:part|portion|stage|study|component)(?:\s+of\s+(?:the|this)\s+(?:study|trial))?(?:\s+only)?\s*(?:[:,(-]|must\b|$)|only|(?:will\s+)?(?:includes?|comprises?|consists?\s+of|enrol\w+|takes?|(?:is|are)\s+for)\b|patients?|participants?|subjects?|(?:who|with|must|may|can|should|will|do|does|need|are|have)\b|[:,(\-]|(?:dose[- ])?(?:expansion|escalation)\b)",
            re.I,
        ).match(after):
            return _labels(head["kind"], head["names"])
    dose = _DOSE.match(body) or _DOSE_BEHIND.match(body)
    if dose is not None:
        return (CohortLabel("dose", dose["part"].lower().replace("z", "s")),)
    way = _WAY_OF_TREATMENT_ONLY.match(body)
    if way is not None:
        return (CohortLabel("arm", way["name"].lower()),)
    of_phase = _TUMOUR_OF_A_PHASE.match(body)
    if of_phase is not None and not _NOT_A_WAY_IN.search(of_phase.group()):
        number = _canonical("phase", of_phase["number"])
        return (CohortLabel("phase", f"{number} {' '.join(of_phase['name'].split())}"),)
    tail = _SCOPE_IN_PARENTHESES.search(body) or _SCOPE_AT_THE_END.search(body)
    if tail is not None and _LET_IN_THERE.search(body, 0, tail.start()):
        return ()
    others = {m["kind"].lower() for m in _LABEL.finditer(body, 0, tail.start())} if tail else set()
    if tail is None or tail["kind"].lower() in others:
        return ()  # 'ECOG 0-2 (phase Ib) or 0-1 (phase II)'
    return _labels(tail["kind"], tail["names"])


_ALL_PARTS = gated(r"^\W*(?:for\s+|in\s+)?(?:all|both|any|either)\s+(?:cohort|arm|group|part|phase)s?\s*[:,]", re.I)
_OPENS_PART = gated(
    rf"^\W*(?:for\s+|in\s+)?(?:{_KIND}\s*[#:]?\s*{_NAMES}|(?:all|both)\s+(?:cohort|arm|group|part)s)\s*(?:\([^()]{{1,60}}\)\s*)?:",
    re.I,
)


def opens_a_part(line: str) -> bool:
    """Whether a line begins what is said of a part of the trial: 'Cohort A (HER2-low): ...', 'TNBC cohort:'."""
    heads = (
        _SUBTYPE_HEADING.match(line)
        or _FOR_ALL.match(line)
        or group_heading(line)
        or (line[:1].isupper() and _TUMOUR_PREFIX.match(line) is None and tumour_heading(line))
    )
    return bool(_OPENS_PART.match(line) or (heads and line.endswith(":")))


def for_all_parts(body: str) -> bool:
    """'All arms: ECOG 0-1'."""
    return bool(_ALL_PARTS.match(body))


# '... (Cohort A), ... (Cohort B)', '... in arm A, ... in arm B': each label ends what is asked of it.
_LABEL_BEHIND = gated(
    rf"(?:\((?:for\s+|in\s+)?{_KIND}\s+{_NAMES}(?:\s+only)?\)|\b(?:in|for)\s+{_KIND.replace('kind', 'kind_named')}\s+{_NAMES.replace('names', 'names_told')}(?:\s+only)?)"
    r"(?:\s*[,;]\s*(?:(?:and|or|but)\s+)?|\s+(?:and|or|but)\s+|\W*$)",
    re.I,
)
AND_NEXT = gated(r"[\s,;]+(?:and|or|but)\s*$", re.I)
_WORD = gated(r"[A-Za-z]{2,}")
_FEW_WORDS = 2
# 'Cohort 1 includes ..., cohort 2 includes ... and cohort 3 includes ...'
_NEXT_PART = gated(
    rf"[,;]?\s+(?:and\s+|while\s+|whereas\s+|or\s+)?(?=(?:in\s+|for\s+)?{_KIND}\s+{_NAMES}(?:\s*(?::|=)|,?\s+(?:will\s+)?(?:includes?|comprises?|consists?\s+of|enrol(?:l|ls|s|led)?|takes?|is\s+for|patients?|participants?)\b))",
    re.I,
)


def beginnings_of_what_parts_are_asked(text: str) -> list[int]:
    """Where in a sentence the words begin that tell of the next part of the trial, each under its label."""
    found = list(_NEXT_PART.finditer(text)) if opens_with_a_part(text) else []
    bounds = [0, *(m.start() for m in found)]
    told = all(len(_WORD.findall(text[a:b])) > _FEW_WORDS for a, b in itertools.pairwise(bounds))
    return [m.end() for m in found] if told else []  # not 'Cohort A and cohort B: ...'


# 'There are three cohorts: (1) ..., (2) ... and (3) ...'
_COUNTED = gated(
    r"\b(?<!all )(?<!both )(?<!each of )(?:two|three|four|five|six|[2-9]|following|these|different|several|parallel)\s+(?:[\w-]+\s+){0,3}?(?P<kind>cohort|arm|group|stratum|strata|part|population)s?\b"
    r"(?:(?!\b(?:must|should|need|have)\b)[^.;:()]){0,50}:\s*",
    re.I,
)
_COUNT = gated(r"\(?(?<![\w.])([1-9]|[A-Fa-f])\)\s?(?=\S)")


def parts_counted(text: str) -> list[tuple[int, tuple[CohortLabel, ...]]]:
    """Where the parts of the trial begin that one sentence counts, and their labels."""
    opening = _COUNTED.search(text)
    if opening is None or not _COUNT.match(text, opening.end()):
        return []
    counts = list(_COUNT.finditer(text, opening.end()))
    in_order = [ord(m[1].upper()) - ord(counts[0][1].upper()) for m in counts] == list(range(len(counts)))
    return [(m.start(), _labels(opening["kind"], m[1].upper())) for m in counts] if in_order else []


def kind_of_parts_below(text: str) -> str:
    """'cohort' of a line that says how many there are and ends in a colon; else ''."""
    opening = _COUNTED.search(text)
    return _labels(opening["kind"], "1")[0].kind if opening is not None and opening.end() == len(text) else ""


def opens_with_a_part(text: str) -> bool:
    return bool(_HEAD.match(text.split("\n", 1)[0])) and bool(inline_cohorts(text))


def ends_of_what_parts_are_asked(text: str) -> list[int]:
    """Where in a sentence the words end that ask something of a part of the trial, if each part is asked in words of its own."""
    ends = [m.end() for m in _LABEL_BEHIND.finditer(text)]
    if len(ends) < 2:
        return []
    parts = [AND_NEXT.sub("", text[a:b]) for a, b in zip([0, *ends], ends, strict=False)]
    alike = any(len(_WORD.findall(part)) < 4 for part in parts) or any(gated(r"[.;:]\s").search(part) for part in parts)
    return [] if alike else ends


_PHASES = gated(rf"\bphases?\s+{_NAMES}\b", re.I)


def phases_named(text: str) -> frozenset[str]:
    """The phases of trials that a text names: '1b' and '3' of 'phase Ib/III'."""
    return frozenset(label.name for found in _PHASES.finditer(text) for label in _labels("phase", found["names"]))


def says_closed(text: str) -> bool:
    """Whether the words say that enrolment is over."""
    return bool(_CLOSED.search(text))
