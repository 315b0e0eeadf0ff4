"""Signatures and other markers: MSI, TMB, HRD and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.reading.biomarkers.findings import MarkerFinding, has_marker
from matcher.reading.sentences import Sentence, negated


class _Signature(NamedTuple):
    """How the presence and the absence of a marker that is no single gene are written."""

    marker: str
    present: re.Pattern[str]
    absent: re.Pattern[str]


_SIGNATURES = (
    _Signature(
        "MSI-H",
        re.compile(
            r"\bMSI-?\s?H\w*|\bmicrosatellite instab\w+|\bd-?MMR\b|\bMMR-?\s?d(?:eficien\w+)?\b|\bmismatch repair[- ]deficien\w+",
            re.I,
        ),
        re.compile(r"\bMSS\b|\bmicrosatellite[- ]stable\b|\bp-?MMR\b|\b(?:MMR|mismatch repair)[- ]proficien\w+", re.I),
    ),
    _Signature(
        "TMB-H",
        re.compile(r"\bTMB-?\s?(?:H|high)\w*|\b(?:high )?tumou?r mutational burden(?:[- ]high)?", re.I),
        re.compile(r"\bTMB-?\s?(?:L|low)\b|\blow (?:TMB|tumou?r mutational burden)", re.I),
    ),
    _Signature(
        "HRD",
        re.compile(r"\bHRD(?:-?positive)?\b(?![- ]neg)|\bhomologous recombination (?:repair )?deficien\w+", re.I),
        re.compile(
            r"\bHRD[- ]neg\w*|\bHRP\b|\bHR-proficient|\bhomologous recombination (?:repair )?proficien\w+", re.I
        ),
    ),
    _Signature(
        "AR",
        re.compile(
            r"\b(?:androgen[- ]receptors?(?:\s\(AR\))?|(?-i:AR))[\s-]{0,2}(?:is\s|expression\s)?(?:positiv\w*|\+)", re.I
        ),
        re.compile(
            r"\b(?:androgen[- ]receptors?(?:\s\(AR\))?|(?-i:AR))[\s-]{0,2}(?:is\s|expression\s)?(?:negativ\w*|-(?=[\s,/)]|$))",
            re.I,
        ),
    ),
)


def signatures_in(sentence: Sentence, text: str) -> Iterator[MarkerFinding]:
    for signature in _SIGNATURES:
        present, absent = signature.present.search(text), signature.absent.search(text)
        if present and absent and not _PARENTHESES_BETWEEN.fullmatch(text, present.end(), absent.start()):
            continue  # 'MSI-H or MSS' asks for neither
        match = absent or present
        if match is not None:
            denied = bool(absent) != negated(sentence, match.start())
            yield MarkerFinding(
                f"biomarker:{signature.marker}",
                has_marker(signature.marker),
                signature.marker,
                match.start(),
                match.end(),
                denied,
                bool(absent),
            )


_PARENTHESES_BETWEEN = re.compile(r"\s?\(\s?")
