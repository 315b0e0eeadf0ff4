"""Whether a drug or class was received, for early or for metastatic disease, and whether the disease progressed on it."""

from __future__ import annotations

from data import axes
from matcher.deciding.narrowing.disease import KnownDisease


def received(known: KnownDisease, therapy: str) -> int:
    return axes.NO if known.never_treated else known.therapies.received(therapy)


def received_early(known: KnownDisease, therapy: str) -> int:
    if known.never_treated:
        return axes.NO
    return known.therapies.received_early(
        therapy, certainly_de_novo=known.certainly_de_novo, certainly_curable=known.certainly_curable
    )


def received_metastatic(known: KnownDisease, therapy: str) -> int:
    if known.certainly_curable or known.never_treated:
        return axes.NO
    if not known.certainly_metastatic:
        return axes.NO if known.therapies.received(therapy) == axes.NO else axes.NO | axes.YES
    return known.therapies.received_metastatic(
        therapy,
        certainly_de_novo=known.certainly_de_novo,
        untreated=known.untreated_for_metastatic_disease,
    )


def progressed(known: KnownDisease, therapy: str) -> int:
    if known.never_treated:
        return axes.NO
    no_line = known.certainly_metastatic and known.patient.lines_metastatic == 0
    return known.therapies.progressed_on(therapy, untreated=no_line or known.untreated_for_metastatic_disease)
