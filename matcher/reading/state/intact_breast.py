"""An intact breast: as a rule one whose cancer is still in it, in radiotherapy one that was conserved.

"Inflammatory carcinoma with the affected breast intact"    a first cancer, not operated
"Radiation of the intact breast", "intact breast skin"      nothing of surgery
"""

from __future__ import annotations

from data.trial import Trial
from matcher.reading.gated import gated


def not_of_a_cancer_in_place(lower: str, start: int, end: int, trial: Trial) -> bool:
    """Whether the phrase at `start:end` tells no surgery to be due, though it calls a breast intact."""
    if _ON_CONDITION_OR_SKIN.search(lower, 0, start) or _OF_SOMETHING_ELSE.match(lower, end):
        return True
    if lower[start:end].startswith("breast") and not _CLOSED.match(lower, end):
        return True
    if not _CANCER.search(lower) or _OPERATED.search(lower):
        return True
    if "intact" not in lower[start:end]:
        return False
    titles = f"{trial.brief_title}. {trial.official_title or ''}".lower()
    return bool(_RADIATION.search(lower) or _RADIATION.search(titles) or _AFTER_TREATMENT.search(titles))


# 'If the breast is intact, ...', 'the skin of the affected breast is intact'
_ON_CONDITION_OR_SKIN = gated(
    r"\b(?:if|when|where|unless|in case|for|skin|sensations?|sensitivity|nipples?|implants?|capsules?)\b[^.;,:]{0,40}$"
)
# 'Intact breast skin', 'intact breast implants', 'intact breast or chest wall'
_OF_SOMETHING_ELSE = gated(
    r"\W{1,3}(?:skin|implants?|sensations?|sensitivity|envelope|pocket|mound|expanders?|reconstruct\w+|prosthes[ie]s|or|and/or|vs|versus|radi\w+|irradi\w+|rt)\b|\s*/"
)
# 'Carcinoma of the breast, intact cognition'
_CLOSED = gated(r"\W*$|\s*[,.;:()]|\s+(?:and|with|at|who|in|on|before|until|by|as|that|to|for)\b")
_CANCER = gated(
    r"\b(?:cancers?|carcinomas?|tumou?rs?|malignan\w+|disease|stages?|lesions?|mass(?:es)?|inflammatory|metasta\w+|c?t[1-4][a-d]?)\b"
    r"|\b(?:affected|involved|diseased|cancerous|index|ipsilateral)\W+breasts?\b"
)
# 'A recurrence in the intact breast', 'intact breast after lumpectomy': it was conserved
_OPERATED = gated(
    r"\b(?:recurr\w+|relaps\w+|surviv\w+|history of|lumpectom\w+|tumou?rectom\w+|quadrantectom\w+|segmentectom\w+|conserv\w+|reconstruct\w+|adjuvant|post-?\s?operative\w*|post-?\s?mastectom\w+)\b"
    r"|(?<!no )(?<!without )\b(?:previous(?:ly)?|prior|underwent|undergone|had|after|following)\W+(?:\w+\W+){0,3}(?:surg|operat|mastectom|resect|excis)"
    r"|\bmastectom\w+\W+or\b"
)
_RADIATION = gated(
    r"\b(?:(?:ir|chemo)?radi(?:at|oth)\w+|brachy\w+|boost|hypofraction\w+|whole[\s-]breast|partial[\s-]breast|apbi|rt|wbi)\b|\blumpectom|\bconserv"
)
_AFTER_TREATMENT = gated(
    r"\b(?:lympho?edema|surviv\w+|surveillance|follow-?\s?up|mammogra\w+|cosmetic|dermatitis|(?<!neo-)(?<!neo )adjuvant)\b"
)
