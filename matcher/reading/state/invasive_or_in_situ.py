"""Invasive cancer and carcinoma in situ, named side by side or in a list of stages: 'breast cancer, including DCIS', 'stage 0-IV'."""

from __future__ import annotations

import re

from matcher.reading.gated import gated
from matcher.reading.state import meanings
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import MEANINGS

_WITH_OR_WITHOUT = gated(r"\bwith(?: or |/)without\b")


def of_any_invasive_stage(found: list[Found]) -> list[Found]:
    """'Stage I to IV' is any stage of an invasive cancer (AJCC 8: carcinoma in situ is stage 0), recurrences not left out."""
    ends = (meanings.METASTATIC, meanings.STAGE_I)
    whole = next((f for f in found if f.name == "stage" and all(f.sure & end for end in ends)), None)
    if whole is None:
        return found
    others = [f for f in found if f.axis != "extent"]
    if whole.denied or any(f.sure & meanings.IN_SITU for f in found if f.axis == "extent"):
        return others
    invasive = MEANINGS["invasive"]
    return [whole._replace(name="invasive", sure=invasive.sure, wide=invasive.wide), *others]


# 'First cancer of the breast, of any type (in situ or invasive), non-metastatic': the pair leaves the kind open.
_EITHER_KIND = gated(
    r"\bin[- ]situ\s*(?:or|and/or|/)\s*(?:an?\s)?(?:invasive|infiltrating)\s*[),;]|\b(?:invasive|infiltrating)\s*(?:or|and/or|/)\s*in[- ]situ\s*[),;]"
)

# 'Up to 2 cm for invasive cancer and up to 2.5 cm for DCIS', 'grade 1-2 if invasive': a rule for each kind takes both.
_FOR_EACH = (
    r"\b(?:for|if|in case of|in the case of)\s+(?:(?:patients|women|those|tumou?rs|with|an?|the|it|is|pure)\s+)*"
)
_FOR_THE_INVASIVE = gated(rf"{_FOR_EACH}(?:invasive|infiltrating)\b")
_FOR_THE_IN_SITU = gated(rf"{_FOR_EACH}(?:dcis\b|in[- ]situ\b|(?:ductal )?carcinomas? in[- ]situ\b|non-?\s?invasive\b)")


def invasive_or_in_situ(lower: str, found: list[Found]) -> list[Found]:
    """Which of 'invasive' and 'in situ' holds where a sentence names both."""
    names = {f.name for f in found}
    invasive = "invasive" in names or gated(r"(?<!non-)(?<!non)\b(?:invasive|infiltrating)").search(lower)
    if not invasive or "in_situ" not in names:
        return found
    joined = gated(r"\bor\b|and/or|/").search(_WITH_OR_WITHOUT.sub(" ", lower))
    other_extent = any(f.axis == "extent" and f.name not in ("invasive", "in_situ") for f in found)
    drop = {"in_situ"} if not joined else {"invasive"} if other_extent else {"invasive", "in_situ"}
    if _EITHER_KIND.search(lower) or (_FOR_THE_INVASIVE.search(lower) and _FOR_THE_IN_SITU.search(lower)):
        drop = {"invasive", "in_situ"}
    return [f for f in found if f.name not in drop]


_BREAST_CANCER = r"\b(?:breast (?:cancers?|carcinomas?|malignanc\w+|neoplas\w+)|cancers? of the breast)\b"
_BESIDE = r"(?:or|and/or|and|/|,|including|includes?|as well as)"
_ANY_CANCER_AND = gated(
    rf"{_BREAST_CANCER}[\s,(;:-]*(?:\([^()]*\)[\s,]*)?{_BESIDE}\b[^.;]{{0,40}}$"
    rf"|{_BREAST_CANCER}[\s,(;:-]*(?:e\.?g\b\.?|such as|for (?:example|instance)|like)[^.;)]{{0,60}}$"
)
_AND_ANY_CANCER = gated(rf"[^.;\w]{{0,3}}(?:\([^()]*\)[\s,]*)?{_BESIDE}\s(?:an? |any |other )?{_BREAST_CANCER}")
_TAKEN_TOO = gated(r"[^.;]{0,30}\b(?:included|eligible|allowed|accepted|acceptable|permitted|too|also)\b")


def in_situ_beside_any_cancer(lower: str, found: list[Found]) -> list[Found]:
    """'Breast cancer, including carcinoma in situ', 'breast cancer or DCIS' take cancers of any extent."""
    extents = [f for f in found if f.axis == "extent"]
    if not extents or any(f.name != "in_situ" or f.denied for f in extents):
        return found
    before, after = lower[: extents[0].start], lower[max(f.end for f in extents) :]
    named = re.search(_BREAST_CANCER, before)
    if _ANY_CANCER_AND.search(before) or _AND_ANY_CANCER.match(after) or (named and _TAKEN_TOO.match(after)):
        return [f for f in found if f.axis != "extent"]
    return found
