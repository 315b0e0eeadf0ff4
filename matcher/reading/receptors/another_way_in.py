"""What no receptor tells as an alternative to a status: 'node-positive or triple-negative', 'HER2-positive or grade 3'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.population import OTHER_TUMOUR
from matcher.reading.receptors.not_asked import BREAST

# 'Score 3+ by IHC, or HER2-positive by FISH': the score is HER2's as well.
_SCORE_BEFORE = gated(
    r"^\W*(?:\w+\s+){0,4}?(?:score\W*(?:of\W*)?|IHC\W*|immunohisto\w+\W*)?[23]\s?\+[^.;]{0,60}$", re.I
)


def _ends_in_another_tumour(text: str) -> bool:
    """'Ovarian cancer, or TNBC': of breast cancers only the latter."""
    last = gated(r"[.;:]").split(text)[-1]
    return bool(OTHER_TUMOUR.search(last[-45:])) and not BREAST.search(last)


# 'Node-positive or triple-negative', 'HER2-positive or grade 3': what no receptor tells is a way in as well.
_OR_BEFORE = gated(r"[\w)][,;]?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s){0,2}$", re.I)
_OR_AFTER = gated(
    r"\W*(?:\([^()]*\)\W*)?(?:disease|tumou?rs?|breast cancers?|cancers?)?,?\s(?:and/)?or\s(?:with\s|have\s|has\s|an?\s|is\s|of\s|axillary\s|positive\s|involved\s|metastatic\s|(?:histolog|patholog)\w+\s|nuclear\s){0,3}"
    r"(?:lymph|axill|nod(?:e|al)\b|grade|high[- ](?:grade|risk)|Ki-?\s?67|tumou?r size|g?BRCA|germline|[cp]?T[1-4]|[cp]?N[1-3+]|stage|inflammatory|those\b|patients\b)"
    # 'TNBC, head and neck cancer, microsatellite instability high or mismatch repair deficient': tumours, and what any tumour may have
    r"|\W*(?:\([^()]*\)\W*)?(?:breast cancers?)?\s*(?:,(?!\s*(?:with|and)\b)[^.;]{3,160}?|\s+or\s[^.;]{0,80}?)\b(?:microsatellite\s+instab\w+|MSI-?\s?H\w*|mismatch|[dp]?MMR|TMB|tumou?r mutation\w*)",
    re.I,
)


# 'pT1-2 N1, or pT2 N0 that is grade 3 and ER-negative': the receptor is asked in the last of several ways only
_CATEGORY = r"(?:[cpy]{0,2}T[0-4](?:\s?-\s?[0-4])?[a-d]?\s?,?\s?[cpy]{0,2}N[0-3x](?:\s?-\s?[0-3])?\+?|(?:lymph\s+)?nod(?:e|al)[\s-]+(?:positive|negative|involvement)|N0|N\+)"
_IN_THE_LAST_WAY = gated(
    rf"\b{_CATEGORY}[^.;()]{{0,40}}?[\s,](?:and/)?or\s+(?:if\s+)?(?:high[\s-]+risk\s+)?{_CATEGORY}\s*(?:disease\s*)?(?:\(|\b(?:that|which|with|if|when)\b)[^.;]{{0,100}}$",
    re.I,
)


def another_way_in(text: str, start: int, end: int) -> bool:
    """Whether something else is enough as well, named before the receptors or behind them."""
    last = _IN_THE_LAST_WAY.search(text, 0, start)
    return _named_before(text, start) or _OR_AFTER.match(text, end) is not None or last is not None


def _named_before(text: str, start: int) -> bool:
    beside = _OR_BEFORE.search(text, 0, start)
    if beside is None or _ends_in_another_tumour(text[: beside.start() + 1]):
        return False
    return _SCORE_BEFORE.search(text, 0, beside.start() + 1) is None
