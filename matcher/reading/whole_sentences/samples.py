"""Sentences that ask for a sample of the tumour, and for nothing that is found in it."""

from __future__ import annotations

import re

from matcher.reading.gated import gated

_MATERIAL = (
    r"(?:tissues?|specimens?|samples?|blocks?|slides|biops(?:y|ies)|(?:surgical|bioptic)\S*\s+material|FFPE|aspirates?)"
)
_SAMPLE = gated(
    rf"\b(?:availab\w+|adequate|sufficient|representative|provid(?:e|ed|ing)|supply|submit\w*|collect\w*|obtain\w*|new or archived|accessible|archival|archived?)\b[^;]{{0,160}}?\b{_MATERIAL}\b[^;]{{0,90}}?\b(?:(?:for|of|to)\s+[^;]{{0,80}}?\b(?:analys[ie]s|assessment|evaluat\w+|testing|stud(?:y|ies)|confirmation|research|sequencing|biomarkers?|correlative|determine|re-?scoring|retrospective)\b|(?:available|provided|submitted)\b)"
    rf"|\b{_MATERIAL}\b[^;]{{0,80}}?\b(?:available|availability|provided|submitted|collected|accessible)\b"
    rf"|\bavailability\s+of\b[^;]{{0,80}}?\b{_MATERIAL}\b"
    r"|\b(?:willing\w*|agree\w*|consent\w*|able|must\s+be\s+provided|mandatory|provide\w*|undergo|obtained)\b[^;]{0,120}?\bbiops(?:y|ies)\b|\bbiops(?:y|ies)\b[^;]{0,80}?\b(?:must|should|will|may)\s+be\s+(?:provided|performed|obtained|taken|collected)\b"
    r"|\b(?:accessible|amenable)\s+(?:\w+\s+){0,3}?(?:for|to)\s+biops|\b(?:must|should)\s+have\s+an?\s+(?:\w+\s+)?biopsy\s+obtained\b"
    rf"|\b(?:willing\w*|agree\w*)\s+to\s+(?:provide|submit)\b[^;]{{0,100}}?\b{_MATERIAL}\b|^\W*[\w\s-]{{0,50}}\b{_MATERIAL}\b(?:\s*\([^()]{{1,60}}\))?\s+for\s+(?:\w+\s+)?(?:biomarkers?|research|correlative|analys[ie]s)\b"
    rf"|\b(?:aspirates?|FNAs?|cytology|lavage|samples?|pellets|{_MATERIAL})\b(?:\s*\([^()]{{1,10}}\))?[^;]{{0,130}}?\b(?:are|is)\s+not\s+(?:accept\w+|eligible|sufficient|adequate|permitted)\b",
    re.I,
)
# A result is asked for beside the sample
_RESULT = gated(
    r"\b(?:positiv\w+|negativ\w+|mutated|mutations?(?! status)|amplifi\w+|over-?express\w*|express(?:es|ed|ing)|wild|score|H-score|CPS|TPS|fusion\w*)\b|\d\s?%|[<>]=?\s?\d|\b[0-3]\s?\+",
    re.I,
)
_AND_MORE = gated(
    r"(?<!\bor )(?<!\band/or )\bmetastatic disease\b|\b(?:naive|untreated (?!primary)|progress\w+|(?<!not )eligible|if positive|lines? of)\b",
    re.I,
)


def of_a_sample(text: str) -> bool:
    return _SAMPLE.search(text) is not None and _RESULT.search(text) is None and _AND_MORE.search(text) is None
