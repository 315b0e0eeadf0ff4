"""Earlier disease or treatment: when it is told as what may not have been."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.population import told_of_another_matter
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import Found
from matcher.reading.therapy.lines.so_many_treatments import tells_several

# 'Prior anticancer therapy:', 'earlier treatment of the cancer before the study as follows:'
_LISTED_BEHIND = gated(
    r"\s*:|[^.;:]{0,80}\b(?:as follows|(?:the|any of the|one of the) following|as defined below|listed below)\b[^.;:]{0,30}:"
)

_LATE_DISEASE = gated(
    r"metasta|advanced|recurr|relaps|stage (?:iii[abc]?\s?(?:/|-|or|to|and)\s?(?:stage )?)?iv|palliat|incurable|unresect|\b[ma]bc\b"
)


TIMED = gated(r"\b(?:\d+|one|two|three|five|ten)\s*-?\s*(?:years?|months?|weeks?|days?)\b|\bdisease[- ]free interval\b")


# Not: 'ipsilateral or contralateral breast cancer'
_OF_OTHER_BREAST = gated(
    r"(?<!ipsilateral or )(?<!ipsilateral and )(?<!ipsilateral/)\b(?:contralateral\b(?! or ipsi)|(?:other|opposite) breast\b)"
)


# 'History of DCIS in the contralateral breast'
_IN_OTHER_BREAST = gated(
    r"\W{1,3}(?:in|of|to|on)\W+(?:the\W+|their\W+|her\W+)?(?:contralateral|opposite|other)\W+(?:breast|side|axilla)\b"
)
# ... (earlier contralateral cancer is permitted)
_OTHER_BREAST_LET_IN = gated(
    r"\([^()]*\bcontralateral\b[^()]*\b(?:allowed|permitted|eligible|acceptable|accepted|included)\b[^()]*\)"
)


# 'Diagnosis of metaplastic breast cancer', 'history of triple-negative breast cancer': who had another kind is not meant.
_OF_A_KIND = gated(
    r"\b(?:metaplastic|papillary|mucinous|colloid|tubular|medullary|apocrine|adenoid|sarcomatoid|spindle|neuroendocrine|squamous|secretory|cribriform|mixed|occult|hereditary|male|luminal|special|rare|triple|tnbc|her-?2\S*|hormone|o?estrogen|lobular(?! or ductal)(?!/ductal))\b"
)
_DUCTAL = gated(r"\bductal\b")

# 'Women with a history of breast cancer, or women with no history of it who fear it': those who had it are taken beside the others.
_HAD_IT = (
    r"(?:(?:wom[ae]n|patients?|people|participants?|persons?|individuals|those|either)\W+)?(?:(?:with|having|who|have|has|had)\W+){0,3}(?:an?\W+)?"
    r"(?:(?:(?:personal|prior|previous|past)\W+){0,2}history of|prior|previous|(?<=had )|(?<=had a ))\W*(?:(?:early|invasive|primary|own)\W+){0,2}(?:breast (?:cancer|carcinoma)|dcis)\b"
)
_OR_WITH_IT_BEFORE = gated(
    rf"^\W*{_HAD_IT}[^.;]{{0,120}}\bor\b(?:(?!\bbut\b)[^.;]){{0,50}}$"
    r"|\bor\W+(?:(?:wom[ae]n|patients|those)\W+)?(?:with|having|who ha(?:ve|d))\W+(?:an?\W+)?(?:(?:personal|prior|previous)\W+)?$"
)
_OR_WITH_IT_BEHIND = gated(rf"[^.;]{{0,120}}\bor\W+{_HAD_IT}")


def _or_with_it(lower: str, found: Found) -> bool:
    return bool(_OR_WITH_IT_BEFORE.search(lower[: found.start]) or _OR_WITH_IT_BEHIND.match(lower, found.end))


def told_as_history(sentence: Sentence, found: Found) -> bool:
    """Earlier disease or treatment counts where it is excluded, or denied by an inclusion, and no time limits it."""
    lower = sentence.lower
    shut_out = sentence.stance is Stance.FORBID or (sentence.excludes and sentence.stance is not Stance.ALLOW)
    if found.denied == shut_out or _LATE_DISEASE.search(lower[found.start : found.end + 150]):
        return False
    if found.name == "history_of_bc" and _of_another_history(lower, found):
        return False
    if found.name in _TREATED and _of_another_treatment(lower, found):
        return False
    return not (_of_some_cancers(lower, found) or _in_the_other_breast(lower, found) or _limited_in_time(lower, found))


_OF_MALIGNANCY = gated(r"\bmalignan|\bcancer")
_OF_HER_BREAST = gated(r"breast|dcis|ipsilateral")
_OF_ITS_TREATMENT = gated(r"therap|treat|chemo|surg|radi|vaccin")


def _of_another_history(lower: str, found: Found) -> bool:
    """Whether a history is of another matter, of one kind of breast cancer, of any malignancy, or of a treatment."""
    words = lower[found.start : found.end]
    named = found.start + (len("prior to ") if words.startswith("prior to ") else 0)
    if told_of_another_matter(lower, named) or (found.denied and _or_with_it(lower, found)):
        return True
    if _OF_A_KIND.search(words) and not _DUCTAL.search(words):
        return True
    if _OF_MALIGNANCY.search(words) and not _OF_HER_BREAST.search(words):
        return True
    return _OF_ITS_TREATMENT.search(words) is not None or _OF_WHAT_WAS_FOR_IT.search(words) is not None


# 'Prior trastuzumab for breast cancer', 'previous bevacizumab in DCIS': of what was given for it. Not: 'prior in situ cancer'
_OF_WHAT_WAS_FOR_IT = gated(
    r"(?<!history )(?<!positive )\b(?:for|against|in(?=\s(?:(?:early|primary|invasive)\s)*(?:breast|dcis)))\b(?!-)"
)


_OF_A_RECURRENCE = gated(r"recurren|relaps|\blrr\b|ibtr")


def _of_another_treatment(lower: str, found: Found) -> bool:
    """Whether an earlier treatment is told by what came of it, was of a recurrence, or is told in part only."""
    if _WHAT_CAME_OF_IT.search(lower[: found.start]):
        return True
    if found.name != "treated_before":
        return _OF_A_RECURRENCE.search(lower) is not None
    if _LISTED_BEHIND.match(lower, found.end):
        return True  # the list behind it says which
    if tells_several(lower, found.start, found.end):
        return True  # 'three or more prior systemic therapies': whoever had one of them is not meant
    if _of_drugs_alone(lower[found.start : found.end]):
        return True  # whether she had them is asked by itself
    if _EARLY_LET_IN.search(lower, found.end) or _BUT_FOR_SOME.match(lower, found.end):
        return True  # what is excepted leaves those in who had it
    naive = "naive" in lower[found.start : found.end]
    return naive and _LATE_DISEASE.search(lower) is not None  # of the treatment of metastatic disease


# 'Prior endocrine therapy for breast cancer': who was treated by surgery or other drugs has had none of it.
_BY_DRUGS = gated(r"\b(?:chemo|hormon|endocrine|cytotoxic)")
_BY_RADIATION = gated(r"\b(?:radi|irradi|rt\b)")
_BY_OTHER_WAYS = gated(
    r"\b(?:systemic|local|surg|operat|treatment,|any|other|neo-?\s?adj|pre-?\s?op|primary)|^(?:treat|therap|no|without)"
)


def _of_drugs_alone(words: str) -> bool:
    """Whether an earlier treatment is told as one by chemotherapy or endocrine therapy, and by nothing else."""
    return bool(_BY_DRUGS.search(words)) and not (_BY_RADIATION.search(words) or _BY_OTHER_WAYS.search(words))


def of_some_ways(words: str) -> bool:
    """Whether an earlier treatment is told by ways of which not every woman treated has had one: 'chemotherapy or radiation'."""
    return bool(_BY_RADIATION.search(words) or _BY_DRUGS.search(words)) and not _BY_OTHER_WAYS.search(words)


_OF_SOME_CANCERS = gated(
    r"\bwith\b(?! (?:radi|irradi|rt\b|neo-?\s?adjuvant|preop|primary))|bilateral|inflammatory|\bmbc\b"
)
_OTHER_OR_LIMITED = gated(r"non-?\s?breast|limit|restriction")


def _of_some_cancers(lower: str, found: Found) -> bool:
    if _OF_SOME_CANCERS.search(lower[found.start : found.end]):
        return True
    return _OTHER_OR_LIMITED.search(lower[max(0, found.start - 20) : found.end]) is not None


def _in_the_other_breast(lower: str, found: Found) -> bool:
    within = _OF_OTHER_BREAST.search(lower[found.start : found.end])
    return within is not None or _IN_OTHER_BREAST.match(lower, found.end) is not None


def _limited_in_time(lower: str, found: Found) -> bool:
    """Whether a time, or a side effect, is told of it: what is excepted, and the other breast that is let in, left out."""
    behind = _OTHER_BREAST_LET_IN.sub(" ", lower[found.end :])
    if found.name in ("operated_before", "radiated_before"):
        behind = _POINT_OF_ITS_OWN.split(behind, 1)[0]
    told = lower[: found.end] + _EXCEPTION.split(behind, 1)[0]
    return TIMED.search(told) is not None or _SIDE_EFFECTS.search(told) is not None


# 'History of breast cancer, with the exception of DCIS treated five years ago': the time is that of the exception.
_BUT_FOR_SOME = gated(
    r"[^.;]{0,30}?\b(?:other than|except(?:ing| for)?|besides|apart from|excluding|with the exception of)\b(?!\W+(?:\w+\W+){0,3}?(?:surg|biops|excision))"
)
# 'Surgery of the same breast, or has had chemotherapy within a year': the time is that of the chemotherapy
_POINT_OF_ITS_OWN = gated(
    r"\bor\s+(?:who\s+)?(?:has|have)\s+(?:had|received)\s+(?:any\s+|prior\s+)?(?:systemic|chemo\w*|endocrine|hormon\w+|drugs?)\b"
)
_EXCEPTION = gated(r"\b(?:except|excepting|exceptions?|unless|other than|apart from)\b")


# 'No earlier systemic therapy except adjuvant endocrine therapy', '... or one adjuvant line'
_EARLY_LET_IN = gated(r"\b(?:except\w*|unless|other than|apart from|or (?:one|1|only|up to))\b[^.;]{0,60}\badjuvant\b")


# 'No progression during prior treatment' asks that there was some.
_WHAT_CAME_OF_IT = gated(
    r"\b(?:progress\w*|relaps\w+|respon\w+|resistan\w+|refractory|fail\w*|residual)\b[^.;,]{0,40}$"
)
_TREATED = frozenset({"treated_before", "radiated_before", "operated_before"})


_SIDE_EFFECTS = gated(
    r"\b(?:toxicit\w+|adverse|recover\w*|side effects?|neuropathy|alopecia|wash-?out|last (?:dose|administration)|half-li\w+|complications?|resol\w+|lymphedema|allerg\w+|hypersensitiv\w+)\b"
)
