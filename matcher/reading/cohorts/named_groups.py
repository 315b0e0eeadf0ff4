"""Cohorts that go by the name of a tumour, a subtype or a group: 'NSCLC:', 'TNBC patients:', 'Survivor group: ...'."""

from __future__ import annotations

import re

from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.gated import gated

# 'Prostate cancer, curative cohort:': of one tumour, a part
_A_PART_OF_IT = r"(?:\s*[,/(\u2013-]\s*(?:[\w-]+\s+){0,3}(?:cohort|group|arm|stratum|part)\)?)"

# A line that is nothing but a tumour type, as the heading of criteria of its own in a basket.
_TUMOUR_HEADING = gated(
    r"^\W*(?:(?:inclusion|exclusion|eligibility)\s+criteria\s+)?(?P<name>(?:(?:[\w/+-]+|\([^()]{1,40}\))\s+){0,5}?(?:cancer|carcinoma|adenocarcinoma|melanoma|sarcoma|lymphoma|glioblastoma|mesothelioma|"
    r"myeloma|neoplasms?|tumou?rs?|NSCLC|SCLC|HNSCC|TNBC|m?CRC|HCC|RCC|UC|BTC|PDAC|m?CRPC|PROC|PSOC|EOC|ESCC))s?(?:\s+of\s+the\s+(?:\w+\s?){1,5})?"
    rf"(?P<part>{_A_PART_OF_IT}?)\s*(?:patients|participants|subjects|cohort|arm|group)?\s*(?:\([^()]{{0,40}}\))?\s*:?\s*$",
    re.I,
)
# 'Breast:', 'Cervix, palliative cohort': by its organ alone; not 'Liver:', which may head what is asked of its function
_ORGAN_HEADING = gated(
    r"^\W*(?:(?P<breast>breast)|(?P<organ>lung|colon|rectum|stomach|prostate|ovary|cervix|uterus|endometrium|pancreas|o?esophagus|head and neck|thyroid|larynx|vulva))"
    rf"(?P<part>{_A_PART_OF_IT})?\s*:?\s*$",
    re.I,
)

# 'HR+/HER2- cohort', 'TNBC patients': a subtype of breast cancer as the name of a cohort.
_SUBTYPE = r"(?:(?:HR|HoR|ER|PR|HER-?2|hormone[- ]receptor|estrogen[- ]receptor|luminal(?: [AB])?|TNBC|triple[- ]negative|BRCA\w*)(?:\s?\([+-]\)|\s?[+-](?!\w)|[- ](?:positive|negative|low|ultralow|mutated)(?:\s?\([+-]\))?)?)"
SUBTYPES = rf"(?:(?:early|advanced|metastatic)(?:[- ]stage)?\s)?{_SUBTYPE}(?:\s?[/,]\s?(?:(?:and|or)\s)?{_SUBTYPE}|\s(?:and|or)\s{_SUBTYPE}|\s{_SUBTYPE}){{0,6}}(?:\s(?:m?BC|breast cancers?|disease|tumou?rs?))?"
SUBTYPE_HEADING = gated(
    rf"^\W*(?:for\s(?=[^:]*\b(?:only|cohort|arm|group)\b)(?:the\s)?)?(?P<name>{SUBTYPES})"
    r"\s(?:patients?|participants?|subjects?|cohort|arm|group|population|subgroup)s?(?:\sonly)?\s*(?:\([^()]{0,40}\))?\s*:?\s*$",
    re.I,
)
TUMOUR_PREFIX = gated(r"^\W*(?P<name>(?:[^:.;()]|\([+-]\)){2,80}?(?:\s*\([^()]{0,30}\))?)\s*:\s*(?=\S)")
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
    if organ := _ORGAN_HEADING.match(body):
        named = "Breast cancer" if organ["breast"] else f"Cancer of the {organ['organ'].lower()}"
        return CohortLabel("", named + (organ["part"] or ""))
    prefix = TUMOUR_PREFIX.match(body)
    if prefix is not None:
        body = prefix["name"]
    if len(body) < 90 and (subtype := SUBTYPE_HEADING.match(body)):
        return CohortLabel("", subtype["name"].strip())
    found = _TUMOUR_HEADING.match(body) if len(body) < 90 else None
    if found is None or _NO_TUMOUR_HEADING.search(found["name"]) or _ANY_TUMOUR.fullmatch(found["name"].strip()):
        return None
    return CohortLabel("", found["name"].strip() + found["part"])


def is_an_organ(body: str) -> bool:
    """Whether the line is the name of an organ, which heads what is asked of its tumour only where other tumours are headed too."""
    return _ORGAN_HEADING.match(body) is not None


# 'Survivor group:', 'First-line cohort: ...': parts of a trial named by whom they take.
_GROUP_HEADING = gated(
    r"^\W*(?:for\s+)?(?:the\s+)?(?P<name>(?!(?:for|the|all|each|any|every|both|either|this|that|other|another|study|trial|same|age|blood|support|risk|ethnic|racial|"
    r"cooperative|oncology|functional|cancer|patient|treatment)\b)(?:[\w+/-]+\s){1,2}?(?<!oncology )(?<!age )(?:group|arm|cohort))s?\s*(?:\([^()]{0,60}\)\s*)?:",
    re.I,
)

# 'For the curable stratum:', 'Patients treated for cure must fulfil:', 'Patients treated without the aim of cure:', 'Incurable patients', 'Beyond cure: stage IV'
_BY_THE_AIM = gated(
    r"^\W*(?:(?:(?:additional|further|specific|extra)\s+)?(?:inclusion\s+)?(?:criteria|requirements)\s+)?(?:(?:for|in)\s+)?(?:the\s+)?(?:(?:patients?|participants?|subjects?|those)\s+)?(?:(?:who|are|will|be|to|treated|with|in|of|an?|the|planned|receiving|undergoing)\s+){0,5}"
    r"(?:(?P<late>incurable|non-?\s?curable|non-?\s?curative|not\s+curable|palliative|beyond\s+cure|without\s+(?:(?:the|an?|any)\s+)?(?:curative|(?:aim|goal|intent(?:ion)?|hope)\s+(?:of|to)\s+cure))|curable|curative|(?<=treated\s)for\s+cure|(?:aim|goal|intent(?:ion)?|hope)\s+(?:of|to)\s+cure)"
    r"(?:[- ]+(?:intent|plan|aim|treatment|setting|stratum|group|cohort|arm|patients?|participants?|subjects?|disease|population)){0,3}(?:\s+(?:must|should|have\s+to)\s+(?:fulfil|meet|have|satisfy)[^:.;]{0,40})?\s*(?::|$)",
    re.I,
)


def aim_heading(body: str) -> CohortLabel | None:
    """The label of a line that heads what is asked of patients treated for cure, or of those who are not."""
    found = _BY_THE_AIM.match(body) if len(body) < 200 else None
    if found is None:
        return None
    return CohortLabel("", "Not curable" if found["late"] else "Treated for cure")


def group_heading(body: str) -> CohortLabel | None:
    """The label of a line that opens with the name of a group of participants and a colon."""
    found = _GROUP_HEADING.match(body)
    return CohortLabel("", " ".join(found["name"].split())) if found is not None else None
