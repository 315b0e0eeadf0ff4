"""Signatures and other markers: MSI, TMB, HRD and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.reading.biomarkers.findings import MarkerFinding, has_marker
from matcher.reading.gated import Pattern, gated
from matcher.reading.negation import negated
from matcher.reading.sentences import Sentence


class _Signature(NamedTuple):
    """How the presence and the absence of a marker that is no single gene are written."""

    marker: str
    present: Pattern
    absent: Pattern


_SIGNATURES = (
    _Signature(
        "MSI-H",
        gated(
            r"\bMSI-?\s?H\w*|\bmicrosatellite instab\w+|\bd-?MMR\b|\bMMR-?\s?d(?:eficien\w+)?\b|\bmismatch repair[- ]deficien\w+",
            re.I,
        ),
        gated(r"\bMSS\b|\bmicrosatellite[- ]stable\b|\bp-?MMR\b|\b(?:MMR|mismatch repair)[- ]proficien\w+", re.I),
    ),
    _Signature(
        "TMB-H",
        gated(r"\bTMB-?\s?(?:H|high)\w*|\b(?:high )?tumou?r mutational burden(?:[- ]high)?", re.I),
        gated(r"\bTMB-?\s?(?:L|low)\b|\blow (?:TMB|tumou?r mutational burden)", re.I),
    ),
    _Signature(
        "HRD",
        gated(r"\bHRD(?:-?positive)?\b(?![- ]neg)|\bhomologous recombination (?:repair )?deficien\w+", re.I),
        gated(r"\bHRD[- ]neg\w*|\bHRP\b|\bHR-proficient|\bhomologous recombination (?:repair )?proficien\w+", re.I),
    ),
    _Signature(
        "AR",
        gated(
            r"\b(?:androgen[- ]receptors?(?:\s\(AR\))?|(?-i:AR))[\s-]{0,2}(?:is\s|expression\s)?(?:positiv\w*|\+)", re.I
        ),
        gated(
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


_PARENTHESES_BETWEEN = gated(r"\s?\(\s?")
