"""The organs that a text names as sites of metastasis, alone and in lists."""

from __future__ import annotations

import re

from data.axes import VISCERAL_AXIS

ORGANS = {
    "bone": "bone", "bones": "bone", "bony": "bone", "osseous": "bone", "skeletal": "bone", "skeleton": "bone",
    "liver": "liver", "hepatic": "liver", "lung": "lung", "lungs": "lung", "pulmonary": "lung",
    "pleural": "pleura", "pleura": "pleura", "peritoneal": "peritoneum", "peritoneum": "peritoneum",
    "visceral": "visceral", "cutaneous": "skin", "skin": "skin",
}  # fmt: skip
ORGAN = "|".join(sorted(ORGANS, key=len, reverse=True))
_BRAIN = r"brain|CNS|central nerv(?:ous|e) system(?: \(CNS\))?"
_AND = r"\s*(?:,\s*(?:and/or |and |or )?|/|\band/or\b|\bor\b|\band\b)\s*(?:(?:the|any|other)\s+){0,2}"
LISTED = rf"(?:{ORGAN}|{_BRAIN})(?:(?:\s+metasta(?:sis|ses))?{_AND}(?:{ORGAN}|{_BRAIN})){{0,5}}"


def sites_named(listed: str) -> list[str]:
    """The sites in a list of organs, without the brain, which has states of its own."""
    return list(dict.fromkeys(ORGANS[word] for word in re.findall(rf"\b(?:{ORGAN})\b", listed.lower())))


def names_the_brain(listed: str) -> bool:
    return re.search(rf"{_BRAIN}|mening", listed, re.I) is not None


def axis_of(site: str) -> str:
    return VISCERAL_AXIS if site == "visceral" else f"site:{site}"
