"""The receptors: which combinations of staining classes and HER2 results status, percentage and assays leave possible."""

from __future__ import annotations

from data import axes
from data.contradictions import her2_from_assays, her2_from_status
from matcher.deciding.narrowing.disease import KnownDisease


def staining_classes(status: str | None, percent: float | None) -> frozenset[str]:
    """The staining classes of `axes.STAINING` that status and percent leave possible (ASCO/CAP 2020)."""
    if percent is not None:
        if percent < 1:
            return frozenset({"negative"})
        if percent < 10:
            return frozenset({"low"})
        return frozenset({"ten"}) if percent == 10 else frozenset({"high"})
    if status is None:
        return frozenset(axes.STAINING)
    return frozenset({"negative"}) if status == "negative" else frozenset({"low", "ten", "high"})


def receptors(known: KnownDisease, _: str) -> int:
    p = known.patient
    er = staining_classes(p.er_status, p.er_percent)
    pr = staining_classes(p.pr_status, p.pr_percent)
    her2 = her2_from_status(p.her2_status) & her2_from_assays(p.her2_ihc, p.her2_ish)
    return axes.receptors_where(lambda s: s.er in er and s.pr in pr and s.her2 in her2)


def reported_low(known: KnownDisease, receptor: str) -> int:
    """YES where a percentage of 1 to 10 is given; NO where the receptor is told otherwise, if only by a status."""
    p = known.patient
    status, percent = (p.er_status, p.er_percent) if receptor == "er" else (p.pr_status, p.pr_percent)
    if percent is not None:
        return axes.YES if 1 <= percent <= 10 else axes.NO
    return axes.NO | axes.YES if status is None else axes.NO
