"""A match as a card shows it: its findings by what they say, one quote for all that rest on it, the telling ones first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

# What a trial is chosen by comes first, what nearly every trial asks for last.
_TELLING = (
    "receptor_subtype", "her2", "er", "pr", "biomarker", "prior_therapy", "recurrence", "stage", "setting", "brain_metastases",
    "leptomeningeal_disease", "metastatic_sites", "lines_of_therapy", "measurable_disease", "menopausal_status", "ecog", "sex",
    "age", "cancer_type",
)  # fmt: skip
_PLACES = {facet: place for place, facet in enumerate(_TELLING)}
# Which results a card leads with.
_LEADS = {"eligible": ("met",), "possible": ("met", "unknown"), "ineligible": ("not_met",)}
SHOWN = 2  # quotes of each result on a card


class Quoted(NamedTuple):
    """One quote of the record with the findings of one result that rest on it."""

    result: str
    quote: str
    source: str
    reasons: tuple[str, ...]


def quoted(findings: Iterable[dict[str, Any]]) -> list[Quoted]:
    """The findings by result and quote, the most telling first."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for f in sorted(findings, key=_place):
        groups.setdefault((f["result"], f["quote"], f["source"]), []).append(f["reason"])
    return [Quoted(result, quote, source, tuple(dict.fromkeys(r))) for (result, quote, source), r in groups.items()]


def _place(finding: dict[str, Any]) -> int:
    return _PLACES.get(finding["facet"].partition(":")[0], len(_TELLING))


def led(match: dict[str, Any]) -> tuple[list[Quoted], list[Quoted]]:
    """What a card shows at once, and what it unfolds."""
    groups = quoted(match["findings"])
    order = ("not_met", "unknown", "met") if match["verdict"] == "ineligible" else ("met", "unknown", "not_met")
    first, rest = [], []
    for result in order:
        of_result = [g for g in groups if g.result == result]
        shown = SHOWN if result in _LEADS[match["verdict"]] else 0
        first += of_result[:shown]
        rest += of_result[shown:]
    return first, rest
