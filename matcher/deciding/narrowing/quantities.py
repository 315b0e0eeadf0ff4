"""Between which bounds a number lies: as given, or as lines of therapy follow from what was received."""

from __future__ import annotations

import math
from collections.abc import Callable

from data import axes
from matcher.deciding.narrowing.disease import KnownDisease

Interval = tuple[float, float]
ANY_NUMBER: Interval = (-math.inf, math.inf)


def _exact(value: float | None) -> Interval:
    return ANY_NUMBER if value is None else (value, value)


def _lines(known: KnownDisease) -> Interval:
    p = known.patient
    parts = max(p.chemo_lines_metastatic or 0, p.endocrine_lines_metastatic or 0)
    return _counted(known, "systemic therapy", p.lines_metastatic, parts, math.inf)


def _chemo_lines(known: KnownDisease) -> Interval:
    """A cytotoxic antibody-drug conjugate counts as a line of chemotherapy."""
    every = known.patient.lines_metastatic
    return _counted(
        known, "chemotherapy", known.patient.chemo_lines_metastatic, 0, math.inf if every is None else every
    )


def _endocrine_lines(known: KnownDisease) -> Interval:
    every = known.patient.lines_metastatic
    lines = known.patient.endocrine_lines_metastatic
    return _counted(known, "endocrine therapy", lines, 0, math.inf if every is None else every)


def _counted(known: KnownDisease, therapy: str, lines: int | None, least: float, most: float) -> Interval:
    """The bounds of a number of lines, given (or None) or following from what was received. No line of what is listed as
    received for metastatic disease: how many there were is open."""
    given = known.possible(f"received_metastatic:{therapy}")
    at_odds = known.certainly_metastatic and bool(given & axes.YES) and (lines == 0 or most == 0)
    if at_odds:
        return (0, math.inf)
    if lines is not None:
        return _exact(lines)
    if known.certainly_curable or known.never_treated or given == axes.NO:
        return (0, 0)
    return (max(least, 1.0 if given == axes.YES else 0.0), max(most, least))


INTERVALS: dict[str, Callable[[KnownDisease], Interval]] = {
    "age_years": lambda known: _exact(known.patient.age_years),
    "lines_metastatic": _lines,
    "chemo_lines_metastatic": _chemo_lines,
    "endocrine_lines_metastatic": _endocrine_lines,
    "pdl1_cps": lambda known: _exact(known.patient.pdl1_cps),
}
