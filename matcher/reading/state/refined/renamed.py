"""Phrases that have the name of another meaning where certain words stand in or about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from data.trial import Trial
from matcher.reading.gated import gated
from matcher.reading.state.refined.said import Said
from matcher.reading.whole_record import inclusions, titles

_EITHER_AIM = gated(r"\bneo-?\)[\s-]?adjuvant|\bneo\s?/\s?adjuvant")

_ONE_AIM = gated(r"\bneo[\s-]?adjuvant")

_ADJUVANT_TOO = gated(r"\bneo-?\s?(?:\)|/|\bor\b|\band\b)|(?<!neo )(?<!neo-)\badjuvant")


def _of_one_aim(said: Said) -> bool:
    """'Planned neo-adjuvant treatment' is one word."""
    return bool(_ONE_AIM.search(said.words)) and not _ADJUVANT_TOO.search(said.words)


def _of_either_aim(said: Said) -> bool:
    """'(Neo)adjuvant chemotherapy planned'"""
    return said.sentence.from_criteria and bool(_EITHER_AIM.search(said.words)) and "setting" not in said.words


# 'In remission or under control', 'stable disease or no evidence of disease'
_HELD = r"(?:(?:well[- ])?controlled|under (?:good )?control|stable|stabili[sz]ed|respond\w*|treated|(?:partial|minimal) (?:response|remission))"

_OR_CONTROLLED = gated(
    rf"[^.;()]{{0,25}}?\b(?:or|and/or)\W+(?:(?:with|that|which|is|are|has|have|in|be|disease|cancer|clinically)\W+){{0,4}}{_HELD}\b|\s?/\s?{_HELD}\b"
)

_CONTROLLED_OR = gated(
    rf"\b{_HELD}\W+(?:(?:disease|cancer|tumou?r)\W+)?(?:\(?(?:cr|pr|sd)\)?\W+)?(?:or|and/or)\W+(?:(?:with|that|is|are|has|in)\W+){{0,2}}$"
)


def _or_controlled(said: Said) -> bool:
    """'No evidence of disease, or stable disease'"""
    return bool(_OR_CONTROLLED.match(said.lower, said.end) or _CONTROLLED_OR.search(said.lower[: said.start]))


# Surgery that is still to come, or categories that imaging or a biopsy told
_OPERATION_DUE = gated(
    r"\b(?:schedul\w+|planned|planning|candidates?|eligible|suitable|await\w+|to undergo|undergoing|will undergo|qualif\w+|fit|suited)\b[^.;]{0,40}\b(?:surgery|lumpectomy|mastectomy|conserv\w+|resection|sentinel|operation)\b|\b(?:core|needle|by|on|at) biops\w+|\bby imaging\b|\bneo-?\s?adjuvant\b[^.;]{0,30}\b(?:planned|candidates?|to receive)"
)

_TITLED_BEFORE_SURGERY = gated(
    r"\b(?:neo-?\s?adjuvant|pre-?\s?operative|pre-?\s?surgical|intra-?\s?operative|during (?:breast[- ]conserving )?surgery|before surgery|window of opportunity)\b",
    re.I,
)

_AFTER_TREATMENT = gated(r"\b(?:after|following|post|residual)\b", re.I)

# ... told in another sentence of the record, as in 'Lumpectomy planned', 'mapping of nodes before the operation', 'block for breast surgery'
_OPERATION = r"(?:surgery|operation|lumpectomy|mastectomy|quadrantectomy|sentinel (?:lymph )?node (?:biopsy|dissection|procedure)|resection)"
_DUE_ELSEWHERE = gated(
    rf"\b{_OPERATION}\W+(?:(?:is|are|to be|will be|has been)\W+)?(?:planned|scheduled|intended|foreseen|performed|indicated)\b|\bplanned\W+(?:[\w-]+\W+){{0,2}}?{_OPERATION}\b"
    rf"|\b(?:before|prior to)\W+(?:(?:the|breast|cancer|their|her|definitive)\W+){{0,3}}(?:surgery|operation)\b|\b(?:ana?esthesia|block|sedation)\b[^.;]{{0,40}}?\b(?:for|during)\W+(?:breast\W+)?(?:cancer\W+)?(?:surgery|operations?)\b"
)
_OPERATED_ALREADY = gated(
    r"\b(?:after|following|post-?\s?(?:operative\w*|mastectomy|lumpectomy|surgical)|underwent|undergone|operated|re-?\s?excision|completion|margins?|(?<!neo)(?<!neo-)(?<!neo )adjuvant|boost|residual|radiotherapy|irradiation|resected|excised|removed"
    rf"|(?:had|has had|have had|previous|prior)\W+(?:\w+\W+){{0,2}}?{_OPERATION}|{_OPERATION}\W+(?:(?:has|have|was|were|been)\W+){{0,2}}(?:done|performed|completed|found|showed|shows|showing))\b"
)


@lru_cache(maxsize=16)
def _before_its_operation(trial: Trial) -> bool:
    """Whether titles and inclusions speak of an operation that is to come, and of none that is over."""
    told = [*titles(trial).lower().split("\n"), *(sentence.lower for _, sentence in inclusions(trial))]
    due = any(_OPERATION_DUE.search(text) or _DUE_ELSEWHERE.search(text) for text in told)
    return due and not any(_OPERATED_ALREADY.search(text) for text in told)


def _surgery_to_come(said: Said) -> bool:
    """'pT1-2, scheduled for lumpectomy': the letter is a slip, or is said of what imaging and biopsy told."""
    if _OPERATION_DUE.search(said.lower):
        return True
    trial = said.context.trial
    of_titles = titles(trial)
    if _TITLED_BEFORE_SURGERY.search(of_titles) and not _AFTER_TREATMENT.search(of_titles):
        return True
    return said.sentence.from_criteria and _before_its_operation(trial)


# 'Non-responders or have recurred', 'recurrence or progression on an aromatase inhibitor': after treatment, either will do
_NO_RESPONSE = r"(?:non-?\s?respon\w+|(?:not|never|failed to) respon\w+|did not respond|progress\w+)"
_NO_RESPONSE_OR = gated(
    rf"\b{_NO_RESPONSE}\b[^.;:]{{0,40}}?\bor\W+(?:(?:who|that|have|has|had|disease|later)\W+){{0,4}}$"
)
_OR_NO_RESPONSE = gated(
    rf"(?:,|\W+or)\W+(?:(?:have|has|had|or|disease|tumou?r|were|was|been|either)\W+){{0,4}}{_NO_RESPONSE}\b"
)
_AFTER_THERAPY = gated(
    r"\b(?:after|following|on|upon|during|to|received|prior|previous\w*)\s+(?:[\w-]+\s+){0,5}?(?:\w*therap\w*|treatments?|inhibitors?|regimens?|lines?)\b"
)


def _or_no_response(said: Said) -> bool:
    """'Have recurred, progressed or not responded to standard chemotherapy' takes those with metastases from the first."""
    if not said.sentence.from_criteria or said.sentence.excludes or not _AFTER_THERAPY.search(said.lower):
        return False
    return bool(_OR_NO_RESPONSE.match(said.lower, said.end) or _NO_RESPONSE_OR.search(said.lower[: said.start]))


# 'Who had surgery within the last 3 months and will receive chemotherapy'
_HAD_SURGERY_AND = gated(
    r"\b(?:had|undergone|underwent|completed|recovered from|after|following)\s+(?:(?:a|the|their|her|breast|cancer|primary|definitive|curative|radical|recent)\s+){0,3}(?:surgery|operation|resection|mastectomy|lumpectomy)\b"
    r"(?![^.;]*\b(?:or|metasta\w*|brain|liver|recurr\w*|relaps\w*|not|no|if|unless)\b)[^.;]*\band\W+(?:(?:who|are|is|be|now)\W+){0,3}$"
)

_TO_COME = gated(r"will|plan|schedul|about to|to |await|due|requir|need|start|begin|candidate|eligible")


def _surgery_first(said: Said) -> bool:
    plain = said.sentence.from_criteria and not said.sentence.excludes and not said.denied
    return plain and bool(_TO_COME.match(said.words) and _HAD_SURGERY_AND.search(said.lower[: said.start]))


# 'Ten versus five years of adjuvant tamoxifen', 'adjuvant letrozole: 5 or 10 years': patients may enter after the shorter one
_YEARS = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|fifteen)"
_LENGTHS_COMPARED = gated(
    rf"\b(?<!age )(?<!aged ){_YEARS}\s*(?:-?\s?years?\s+)?(?:\(?(?:versus|vs\.?|or|against|compared\s+(?:to|with))\)?)\s+{_YEARS}[\s-]+years?\b"
)


def _of_two_lengths(said: Said) -> bool:
    return not said.sentence.from_criteria and bool(_LENGTHS_COMPARED.search(said.lower))


# Treatment that is over, or never was
_OVER = (
    r"(?:(?:(?:have|has|had)\s+been\s+(?:on|taking|receiving|using)|stopped|discontinued|finished|completed|ended|concluded|took|taken|used|formerly|previous(?:ly)?|prior|past|in the past|off)\b"
    r"|not (?:currently |presently )?(?:taking|receiving|using|on)\b"
    r"|(?:(?:less|fewer) than|within|up to|at most|no more than)\s[^.;:]{1,20}?\b(?:after|since|of|from|following)\s(?:[\w-]+\s){0,3}?(?:it\b|complet\w+|end\b|ending|last dose|stopping|discontinu\w+|finish\w+))"
)
_WHO = r"(?:(?:who|have|has|having|had|are|is|be|been|were|was|those|patients?|women|participants|subjects|already|recently|they|it|adjuvant|endocrine|hormonal|therapy|treatment)\W+){0,5}?"
_TAKING = r"(?:taking|receiving|using|on|current|present|ongoing)"
_OR_OVER = gated(
    rf"(?:(?!\b(?:who|which|that|stopped|discontinued|finished|completed|ended|after|prior|previous(?:ly)?|chemo\w*|radi\w*|surg\w*)\b)[^.;:]){{0,70}}?(?:\bor|\band/or)\W+{_WHO}{_OVER}"
)
_TAKING_OR_OVER = gated(
    rf"\b{_TAKING}\W+(?:or|and/or)\W+{_WHO}{_OVER}|\b(?:stopped|discontinued|finished|completed|taken|past|prior|previous(?:ly)?|former(?:ly)?|been on|been taking)\W+(?:or|and/or)\W+(?:(?:are|is|still|currently|who)\W+){{0,3}}{_TAKING}\b"
)
_BESIDE = 12  # characters that may stand between it and the phrase


def _or_over(said: Said) -> bool:
    """'Taking an aromatase inhibitor, or who stopped it last year', 'have completed, or are on, endocrine therapy'"""
    if said.sentence.excludes:
        return False
    beside = (m.span() for m in _TAKING_OR_OVER.finditer(said.lower))
    about = any(start - _BESIDE <= said.end and said.start <= end + _BESIDE for start, end in beside)
    return about or bool(_OR_OVER.match(said.lower, said.end))


# 'Criteria for patients treated with the aim of cure:' heads what is asked of them before they are
_HEADS_THE_TREATED = gated(
    r"^\W*(?:(?:further|specific|additional|inclusion|criteria|requirements|for|in|the|all)\W+){0,6}(?:(?:patients?|participants?|subjects?|those|women)\W+)(?:(?:who|are|to|be|being)\W+){0,3}treated\b[^.;:]*:\W*$"
)


def _heads_the_treated(said: Said) -> bool:
    return said.sentence.from_criteria and bool(_HEADS_THE_TREATED.match(said.lower))


# The name in the vocabulary, when it is another, and which
RENAMED: dict[str, tuple[Callable[[Said], bool], str]] = {
    "neo_or_adjuvant_due": (_of_one_aim, "neoadjuvant_due"),
    "neoadjuvant_due": (_of_either_aim, "neo_or_adjuvant_due"),
    "no_evidence_of_disease": (_or_controlled, "disease_controlled"),
    "chemotherapy_due": (_surgery_first, "rest_due"),
    "treated_curatively": (_heads_the_treated, "curative_aim"),
    "recurrent": (_or_no_response, "metastatic_or_recurrent"),
    "adjuvant_aim_title": (_of_two_lengths, "adjuvant_lengths_title"),
    "pathologic_tnm": (_surgery_to_come, "clinical_tnm"),
    **dict.fromkeys(("adjuvant_running", "under_chemotherapy"), (_or_over, "under_or_after_treatment")),
}
