"""Phrases that have the name of another meaning where certain words stand in or about them."""

from __future__ import annotations

import re
from collections.abc import Callable

from matcher.reading.gated import gated
from matcher.reading.state.refined.said import Said

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
    r"\b(?:schedul\w+|planned|planning|candidates?|eligible|suitable|await\w+|to undergo|undergoing|will undergo)\b[^.;]{0,40}\b(?:surgery|lumpectomy|mastectomy|conserv\w+|resection|sentinel|operation)\b|\b(?:core|needle|by|on|at) biops\w+|\bby imaging\b|\bneo-?\s?adjuvant\b[^.;]{0,30}\b(?:planned|candidates?|to receive)"
)

_TITLED_BEFORE_SURGERY = gated(
    r"\b(?:neo-?\s?adjuvant|pre-?\s?operative|pre-?\s?surgical|intra-?\s?operative|during (?:breast[- ]conserving )?surgery|before surgery|window of opportunity)\b",
    re.I,
)

_AFTER_TREATMENT = gated(r"\b(?:after|following|post|residual)\b", re.I)


def _surgery_to_come(said: Said) -> bool:
    """'pT1-2, scheduled for lumpectomy': the letter is a slip."""
    if _OPERATION_DUE.search(said.lower):
        return True
    titles = f"{said.context.trial.brief_title} {said.context.trial.official_title or ''}"
    return bool(_TITLED_BEFORE_SURGERY.search(titles)) and not _AFTER_TREATMENT.search(titles)


# The name in the vocabulary, when it is another, and which
RENAMED: dict[str, tuple[Callable[[Said], bool], str]] = {
    "neo_or_adjuvant_due": (_of_one_aim, "neoadjuvant_due"),
    "neoadjuvant_due": (_of_either_aim, "neo_or_adjuvant_due"),
    "no_evidence_of_disease": (_or_controlled, "disease_controlled"),
    "pathologic_tnm": (_surgery_to_come, "tnm"),
}
