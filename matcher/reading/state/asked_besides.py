"""What a phase of treatment asks for besides the state of the disease: what she was given, and how she was operated.

"Completed two years of adjuvant endocrine therapy"   endocrine therapy that was received
"Planned adjuvant chemotherapy"                       chemotherapy to come, which no patient field tells
"Lumpectomy with clear margins"                       of a first cancer: a lumpectomy, and no mastectomy
"Radiotherapy after mastectomy" (a title)             of a first cancer: a mastectomy
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from data import axes
from data.criteria import Requirement, Undecidable, Within, either
from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import ALL, FIRST_CANCER


class Besides(NamedTuple):
    requirement: Requirement
    words: str  # behind those of the phase


_ENDOCRINE = Besides(Within("received:endocrine therapy", axes.YES), "")


def asked_besides(sentence: Sentence, found: Sequence[Found], trial: Trial) -> Besides | None:
    """`found`: what was found of one phase, joined into one mention."""
    names = {f.name for f in found}
    if sentence.excludes or sentence.stance is Stance.ALLOW or any(f.denied for f in found):
        return None
    if names == {"endocrine_for_years"} or any(_YEARS_OF_IT.search(sentence.lower, f.start, f.end) for f in found):
        return _ENDOCRINE
    if sentence.from_criteria and names == {"adjuvant_due"} and _chemotherapy_alone(sentence.lower, found):
        return _CHEMOTHERAPY
    return _operation(sentence, found, trial) if names and names <= _OF_THE_OPERATED else None


# 'Completed at least three years of adjuvant endocrine therapy', as the end of a treatment
_YEARS_OF_IT = gated(
    r"\bcomplet\w+ (?:[\w.-]+ ){0,7}?(?:years?|months?) of (?:(?:prior|adjuvant|standard|extended) ){0,2}(?:endocrine|anti-?hormon|hormon|tamoxifen|aromatase|letrozole|anastrozole|exemestane|anti-?o?estrogen)"
)

# 'Planned adjuvant chemotherapy', 'undergoing adjuvant chemotherapy': after surgery most are given some other treatment
_CHEMOTHERAPY = Besides(Undecidable("whether chemotherapy is under way or to come"), " (chemotherapy)")
_OF_CHEMOTHERAPY = gated(r"\b(?:chemo\w*|taxanes?|anthracyclines?)\b")
_OF_OTHERS = gated(
    r"\bor\b|/|\b(?:endocrine|hormon\w*|radi\w+|irradiation|tamoxifen|aromatase|trastuzumab|completed|after|following)\b"
)


def _chemotherapy_alone(lower: str, found: Sequence[Found]) -> bool:
    words = lower[found[0].start : found[-1].end + 25]
    return bool(_OF_CHEMOTHERAPY.search(words)) and not _OF_OTHERS.search(lower)


_OF_THE_OPERATED = frozenset(
    {"operated", "removed", "adjuvant_due", "adjuvant_title", "adjuvant_aim_title", "treatment_completed"}
    | {"operated_after_neoadjuvant", "no_evidence_of_disease", "rest_due", "irradiated", "treated_curatively"}
)
_LUMPECTOMY = r"lumpectom\w*|(?:partial|segmental) mastectom\w*|breast[- ](?:conserv|preserv|sparing)\w*(?: (?:surger\w+|operations?|procedures?|therapy|treatment))?|\bbcs\b|quadrantectom\w*|tum(?:or|our|or)ectom\w*|segmentectom\w*"
_MASTECTOMY = r"(?<!partial )(?<!segmental )(?:\w+[- ](?:sparing|radical) )?mastectom\w*"
_ITSELF = r"\b(?!\W+(?:margins?|specimens?|samples?|tissues?)\b)"  # of whoever had one
_KINDS = (
    ("lumpectomy", gated(rf"(?:{_LUMPECTOMY}){_ITSELF}"), gated(rf"{_MASTECTOMY}")),
    ("mastectomy", gated(rf"{_MASTECTOMY}{_ITSELF}"), gated(rf"(?:{_LUMPECTOMY})")),
)
# 'Lumpectomy or partial mastectomy' are one, and an 'or' between kinds of tumour or of what was done in the axilla tells of no other way
_OR = gated(
    r"\bor\b(?!\W+(?:\w+\W+)?(?:dcis|in situ|ductal|invasive|tumou?rs?|disease|sentinel|axillary|slnb?|alnd|lymph|nodal|reconstruct\w*)\b)|\beither\b|\bversus\b|\bvs\b|\be\.g\b|\bsuch as\b|\b(?:with or )?without\b(?! (?:evidence|recurr))"
)
_TOLD_TWICE = gated(rf"(?:{_LUMPECTOMY})\s?(?:or|/|and/or|,)\s?(?={_LUMPECTOMY})")
# A rule for some, another breast or operation than that for her cancer, or one that is to come
_NOT_OF_HERS = gated(
    r"\b(?:if|unless|when|where|whether|in case|should|except\w*|other than|optional|may|allowed|permitted|prophylactic|risk[- ]reducing|contralateral|planned|planning|scheduled|will|refus\w+|declin\w+|candidates?|eligible|awaiting|before|prior to|reconstruct\w*|those|choice|convert\w*|fail\w*|recommend\w+|compar\w+|according|guidelines|administered|(?:is|are) to be)\b"
)
# In a title: 'radiotherapy after lumpectomy', 'post-mastectomy pain'
_DONE = gated(
    r"\b(?:after|following|post|underwent|undergone|undergoing radio\w+ after|had|having had|treated (?:with|by)|status post|s/p)\W+(?:[\w-]+\W+){0,3}$"
)
_FAR = 60  # signs between the operation and what tells that it was done


def _joined(lower: str) -> str:
    return _TOLD_TWICE.sub(" ", lower)


def _whole(trial: Trial) -> str:
    return "\n".join(
        filter(None, (trial.criteria, trial.brief_title, trial.official_title, trial.brief_summary))
    ).lower()


def _operation(sentence: Sentence, found: Sequence[Found], trial: Trial) -> Besides | None:
    """The operation that she must have had, where the record names one kind alone; of a cancer come back it need not be the first."""
    lower = sentence.lower
    near = lower[max(0, found[0].start - _FAR) : found[-1].end + _FAR]
    for kind, named, other in _KINDS:
        told = named.search(near)
        if told is None:
            continue
        rest = named.sub(" ", _joined(lower))
        if other.search(_whole(trial)) or _NOT_OF_HERS.search(lower) or _OR.search(rest):
            return None
        if (
            not sentence.from_criteria
            and not _DONE.search(near[: told.start()])
            and not near.startswith("post", max(0, told.start() - 4))
        ):
            return None
        had = Within(axes.SURGERY_AXIS, axes.mask(axes.SURGERY_AXIS, [kind]))
        return Besides(either((Within(axes.STATE_AXIS, ALL & ~FIRST_CANCER), had)), f" ({kind})")
    return None
