"""Exceptions within a sentence ('unless', 'other than'): where they begin, and those that let nobody off."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.population import of_other_tumours

_EXCEPTION = gated(
    r"\b(?:except(?:ing|ion)?(?:\s+(?:for|of|if|when|that|in))?|unless|with the exception of|other than|apart from|"
    r"aside from)\b",
    re.I,
)


# Nodes that a tumour of the breast reaches before it is metastatic (AJCC 8: N1 to N3); those of the other side are distant
_NODES = r"(?:axilla(?:ry)?|regional|(?:supra|infra|sub)-?\s?clavicular|internal\W+mammary|intramammary)"
REGIONAL_NODES = rf"{_NODES}(?:(?:\W+(?:lymph\W+)?nod(?:es?|al))?(?:\s*[,/]\s*|\W+(?:and|or|and/or)\W+)+(?:(?:the|ipsilateral)\W+)?{_NODES}){{0,4}}"


# 'No earlier breast surgery except biopsy', 'all invasive cancers except lobular ones', 'disease outside the breast, except
# ipsilateral axillary nodes' (which are no distant spread): nobody is let in by that.
_EXEMPTS_NOBODY = gated(
    r"\W*(?:for\W+)?(?:an?\W+|the\W+|any\W+)?(?:(?:prior|previous|breast|core|needle|diagnostic|incisional|fine|aspiration|invasive|pure)\W+){0,4}"
    r"(?:biops(?:y|ies)|lobular|mucinous|tubular|medullary|papillary|metaplastic|phyllodes|sarcomas?|lymphomas?|squamous|apocrine)"
    r"(?:\W+(?:cancers?|carcinomas?|ones?|types?|histolog\w+|tumou?rs?|or|and|biops(?:y|ies)|lobular|mucinous|tubular|medullary|papillary|metaplastic)){0,5}\W*$"
    # 'Any earlier breast cancer other than the present one'
    r"|\W*(?:for\W+)?(?:the\W+|this\W+|their\W+|her\W+)?(?:current|present|index|study|qualifying)(?:\W+(?:one|diagnosis|episode|invasive|breast|cancer|carcinoma|disease|tumou?r|under|study)){0,4}\W*$"
    rf"|\W*(?:(?:for|to|in|of|the|those|ipsilateral|homolateral|same-?\s?sided?|regional|loco-?regional|involved|positive|movable|mobile|metasta(?:tic|ses|sis)|involvement|disease|spread)\W+){{0,6}}{REGIONAL_NODES}(?:\W+(?:lymph|nodes?|nodal|disease|involvement|metastas[ei]s|spread|(?:lymph)?adenopathy)){{0,3}}"
    r"(?:\W+(?:only|alone|(?:on|of|to|at)\W+the\W+(?:same\W+side|(?:same|affected|ipsilateral|tumou?r|involved)\W+side|side)(?:\W+(?:as|of)\W+the\W+(?:primary\W+)?(?:breast|tumou?r|cancer)(?:\W+(?:tumou?r|cancer))?)?)){0,2}\W*$",
    re.I,
)


# 'No earlier breast cancer, except contralateral cancer ten years ago': a cancer that has come back is none of the other breast.
_OF_OTHER_BREAST = gated(
    r"\W*(?:(?:for|if|of|in|a|an|the|any|prior|previous|adequately|curatively|treated|synchronous|invasive|pure|history|patients?|women|those|with|who|had|it|was|is)\W+){0,7}"
    r"(?:(?:contralateral|opposite)\b|LCIS\b|lobular (?:carcinoma|neoplasia) in[- ]situ)(?![^.;]*\b(?:ipsilateral|same|either|recurr\w*|relaps\w*|skin|basal|cervi\w+)\b)",
    re.I,
)


# 'No prior treatment other than surgery', 'no systemic therapy (except palliative radiotherapy)': whoever had drugs is out
# all the same.
_LOCAL_TREATMENT = r"(?:surger(?:y|ies)|surgical\s+(?:resection|excision|treatment|procedures?)|operations?|biops(?:y|ies)|lumpectomy|mastectomy|radiotherapy|irradiation|radiation(?:\s+(?:therapy|treatment))?|RT|radiosurgery)"
_SURGERY_ONLY = gated(
    r"\W*(?:for\s+)?(?:(?:the|any|prior|previous|definitive|primary|breast|initial|curative|diagnostic|core|needle|palliative|local|limited|focal|external beam|stereotactic)\s+)*"
    rf"{_LOCAL_TREATMENT}(?:\s+(?:and|or|and/or)\s+(?:palliative\s+|local\s+)?{_LOCAL_TREATMENT})?"
    r"(?:\s+(?:to|of|for|in)\s+(?:(?:the|a|single|painful|symptomatic|bones?|bony|brain|CNS|metasta\w+|lesions?|sites?|pain|relief|control|palliation|or|and)\b\s*){1,6})?"
    r"(?:,?\s+(?:in accordance with|according to|as per|see|as (?:described|defined|outlined) (?:in|under))\b[^.;()]{0,60})?[\s)\].,;]*$",
    re.I,
)


OF_DRUGS = frozenset({"prior_therapy", "lines_of_therapy"})


# 'Completed all treatment except endocrine therapy or trastuzumab': completed it must be all the same.
_LONG_TREATMENT = gated(
    r"\W*(?:for\s+)?(?:(?:the|of|any|adjuvant|ongoing|current|continued|long-?term|maintenance|oral|anti-?)[\s-]*)*"
    r"(?:hormon\w+|endocrine|tamoxifen|aromatase|estrogen|trastuzumab|herceptin|HER-?2|targeted|biologic\w*)\b",
    re.I,
)
_COMPLETED = gated(
    r"\b(?:complet\w+|finish\w+|ended|concluded|at\s+the\s+end\s+of|off\s+(?:all\s+|any\s+)?(?:active\s+|cancer\s+|anti-?cancer\s+)?(?:treatments?|therap(?:y|ies)))\b",
    re.I,
)


def exception_in(text: str) -> re.Match[str] | None:
    """The word with which an exception begins; None where completed treatment is only told apart from a longer one."""
    found = _EXCEPTION.search(text)
    if found and _COMPLETED.search(text, 0, found.start()) and _LONG_TREATMENT.match(text, found.end()):
        return None
    return found


# 'Non-metastatic breast cancer, except inflammatory breast cancer, after definitive treatment': asked of all again
_ASKED_OF_ALL = gated(
    r"\s+(?:for\s+)?(?:(?!\b(?:if|who|that|which|when|treated|prior|previous|adjuvant|therapy)\b)[\w/-]+\s+){0,4}[\w/-]+,\s+(?=(?:after|following|treated\s+(?:with|by)|undergoing|scheduled\s+for|having\s+(?:had|received|undergone))\b)",
    re.I,
)


def end_of_exception(text: str, exception: re.Match[str]) -> int:
    """Where an exception of a few words between commas ends."""
    ended = _ASKED_OF_ALL.match(text, exception.end())
    return ended.end() if ended else len(text)


# 'Stage II-III breast cancer, except inflammatory breast cancer': of those wanted some are left out, nobody else is let in.
_INFLAMMATORY_ONLY = gated(
    r"\W*(?:for\s+)?(?:(?:patients|women|those)\s+with\s+)?(?:inflammatory|T4d)(?:\s+(?:breast|cancers?|carcinomas?|disease|tumou?rs?|T4d|\(T4d\)|\(IBC\)))*\s*(?:[,;.)]|$)",
    re.I,
)
_WANTS_NONE = gated(r"^\W*(?:no|not|without|absence)\b", re.I)


def takes_out_of_the_wanted(text: str, exception: re.Match[str]) -> bool:
    """Whether an inclusion leaves out some of the patients it describes."""
    return _INFLAMMATORY_ONLY.match(text, exception.end()) is not None and not _WANTS_NONE.match(text)


# '... except for patients with pancreatic cancer', '(except for GBM patients)'
_OF_THOSE_WITH = gated(
    r"\W*(?:(?:for|in|of)\s+)?(?:(?:patients|participants|subjects|those)\s+with\s+)?(?P<what>[^.;()]*?)(?:\s+(?:patients|participants|subjects|cohorts?))?(?:\)|[\W]*$)",
    re.I,
)


# '... and recovered from adverse effects (to grade 1, except alopecia)'
_OF_TOXICITY = gated(
    r"\W*(?:(?:for|of|any|mild|stable|grade|residual|peripheral|sensory|chronic|\d)\W+){0,4}(?:alopecia|hair loss|neuropath\w+|lymph-?o?edema|fatigue|an(?:a)?emia|vitiligo)\b",
    re.I,
)


# 'No history of breast cancer or any other cancer, except basal cell skin cancer or carcinoma in situ of the cervix'
_OTHER_SMALL_CANCERS = gated(
    r"\W*(?=[^.;]*\b(?:skin|cutaneous|basal|squamous|BCC|cervi\w+|melanoma|thyroid|bladder)\b)(?![^.;]*\bin[- ]situ\b(?![^.;]*\b(?:cervi|bladder|melanoma))(?<!cervix carcinoma in situ)(?<!cervical carcinoma in situ)(?<!cervical cancer in situ))"
    r"(?:(?:for|of|the|an?|any|adequately|curatively|properly|appropriately|treated|cured|resected|excised|completely|locali[sz]ed|early|stage|prior|previous|history|non|(?:non)?melan(?:oma\w*|otic|ocytic|omic)|epithelial|keratinocyt(?:e|ic)|basal|squamous|cells?|skin|cutaneous|cancers?|carcinomas?|tumou?rs?|BCC|SCC|in|situ|uterine|uteri|cervix|cervical|CIN|intraepithelial|neoplasia|thyroid|papillary|superficial|bladder|and|or)\b\W*){1,30}$",
    re.I,
)


def exempts_nobody(text: str, exception: re.Match[str]) -> bool:
    """Whether it lets off nobody who could be a patient here."""
    others = _OF_THOSE_WITH.match(text, exception.end())
    if others is not None and of_other_tumours(others["what"]):
        return True
    aside = text.rfind("(", 0, exception.start()) > text.rfind(")", 0, exception.start())
    if aside and _OF_TOXICITY.match(text, exception.end()):
        return True
    after = exception.end()
    return any(only.match(text, after) is not None for only in (_EXEMPTS_NOBODY, _OTHER_SMALL_CANCERS))


def exempts_other_breast(text: str, exception: re.Match[str]) -> bool:
    """Whether it lets off those alone whose earlier cancer was in the other breast, or was no cancer (LCIS)."""
    return _OF_OTHER_BREAST.match(text, exception.end()) is not None


# 'No endocrine therapy for advanced disease, except an LHRH agonist or up to 14 days of tamoxifen': a line of it shuts out
# all the same.
_TRIFLE = (
    r"(?:(?:an?|the|any|use of|prior|previous|concurrent|of)\s+)*(?:"
    r"(?:LH-?RH|GnRH|gonadotropin)[\w\s/-]{0,40}(?:\([^()]{0,40}\))?|ovarian (?:function )?suppression"
    r"|(?:up to|at most|(?:no|not) (?:more|longer) than|less than|a maximum of|maximum|<=?|\u2264)\s*(?:\d{1,2}|one|two|three|four)\s*(?:\(\w+\)\s*)?(?:days?|weeks?)\b(?:(?!\b(?:lines?|regimens?|chemo\w*|months?|years?|progress\w*)\b)[^.;]){0,110})"
)
_TRIFLES_ONLY = gated(rf"\W*(?:for\s+)?{_TRIFLE}(?:\s*(?:,|\bor\b|\band\b|\band/or\b)\s*{_TRIFLE})?\W*$", re.I)


def exempts_no_line(text: str, exception: re.Match[str]) -> bool:
    """Whether of drug treatments it lets off none that is a line: surgery, ovarian suppression, a few days of a drug."""
    after = exception.end()
    return _SURGERY_ONLY.match(text, after) is not None or _TRIFLES_ONLY.match(text, after) is not None


# 'HER2-positive disease treated with trastuzumab, unless contraindicated', '... unless ineligible to receive such therapy': let off the treatment
_TREATMENT_UNSUITABLE = gated(
    r"\W*(?:(?:for|if|in|when|where|the|they|she|he|it|patients?|participants?|subjects?|those|who|cases?|of|is|are|was|were|has|have|had|been|be|these|such|this|therap(?:y|ies)|treatments?|drugs?|agents?|there|to|deemed|considered|judged|known|either|documented|otherwise|an?|\w+ly)\W+){0,12}"
    r"(?:contra-?\s?indicat\w+|intoleran\w+|ineligible|unsuitable|inappropriate|unfit|unavailable|inaccessible|refus\w+|declin\w+|(?:un|not\s+)able\s+to\s+(?:receive|tolerate|obtain|access)|(?:cannot|can\s+not|could\s+not)\s+(?:receive|tolerate|be\s+given)"
    r"|not\s+(?:\w+ly\s+|deemed\s+|considered\s+|be\s+|an?\s+)*(?:candidates?|eligible|suitable|appropriate|indicated|available|approved|tolerated|accessible|reimbursed))\b(?![^.;]*\b(?:surg\w+|resect\w+|operat\w+|mastectom\w+|biops\w+|irradiat\w+|radio\w*|radiation)\b)",
    re.I,
)


def exempts_from_treatment(text: str, exception: re.Match[str]) -> bool:
    """Whether it lets off those whom the treatment named before does not suit, and from nothing else."""
    return _TREATMENT_UNSUITABLE.match(text, exception.end()) is not None
