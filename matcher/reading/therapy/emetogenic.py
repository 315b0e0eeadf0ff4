"""'Naive to moderately or highly emetogenic agents', 'prior highly emetogenic chemotherapy': chemotherapy of that kind alone.

Which drugs are: NCCN Antiemesis and MASCC/ESMO guidelines (2023-2025). Where the two differ, or the dose decides, as for
cyclophosphamide by itself or carboplatin, a drug counts as moderately emetogenic only. Of other chemotherapy it stays open.
"""

from __future__ import annotations

import re

from data.axes import YES
from data.criteria import Requirement, Undecidable, Within, either, every
from matcher.reading.gated import gated

_EMETOGENIC = gated(r"\bemetogenic\b", re.I)
_MODERATELY = gated(r"\b(?:moderate(?:ly)?|minimal(?:ly)?|low)\b|\bany\s+emetogenic", re.I)
_HIGHLY = gated(r"\bhigh(?:ly)?\b", re.I)

_BOTH_AT_ONCE = (("doxorubicin", "cyclophosphamide"), ("epirubicin", "cyclophosphamide"))
_HIGHLY_EMETOGENIC = ("cisplatin",)
_MODERATELY_EMETOGENIC = (
    "doxorubicin",
    "epirubicin",
    "cyclophosphamide",
    "carboplatin",
    "oxaliplatin",
    "ifosfamide",
    "irinotecan",
    "trastuzumab deruxtecan",
    "sacituzumab govitecan",
)


def _received(drug: str) -> Requirement:
    return Within(f"received:{drug}", YES)


def emetogenic_only(text: str, requirement: Requirement) -> Requirement:
    """What `requirement` (her having had chemotherapy) becomes where the text means emetogenic chemotherapy."""
    if not _EMETOGENIC.search(text):
        return requirement
    certainly = [every([_received(drug) for drug in pair]) for pair in _BOTH_AT_ONCE]
    certainly += [_received(drug) for drug in _HIGHLY_EMETOGENIC]
    if _MODERATELY.search(text) or not _HIGHLY.search(text):
        certainly += [_received(drug) for drug in _MODERATELY_EMETOGENIC]
    return either((*certainly, every((requirement, Undecidable("whether it was so emetogenic")))))
