"""What an answer is narrowed to and sorted by, and how many trials each choice would leave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from data.patient import Patient
from matcher.kinds import KINDS
from matcher.ranking import RankedTrials, Ranking, verdict_marks
from matcher.service import OPEN_STATUSES, STATUSES
from matcher.web.shelf import PHASES, Marks, Shelf

VERDICTS = ("open", "eligible", "possible", "ineligible", "all")
SORTS = ("best", "nearest", "updated", "phase", "newest")
DISTANCES = (25, 50, 100, 250, 500)  # miles, as offered on the page


class BadFilter(ValueError):
    """A filter that does not exist; the message names it and what would be right."""


class Filters(NamedTuple):
    """`status`, `kind`, `phase`: any of these; none given is those that take patients, every kind, every phase.

    distance: miles to a recruiting site; where a place of the patient is known, trials without such a site are left out.
    """

    verdicts: str = "open"
    sort: str = "best"
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    distance: float | None = None
    sponsor: str = ""
    drug: str = ""

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> Filters:
        """From the texts of a form; several are parted by `;`. Raises BadFilter."""
        given: dict[str, Any] = {}
        for name in cls._fields:
            text = texts.get(name, "").strip()
            if text:
                several = name in ("status", "kind", "phase")
                given[name] = tuple(part for part in text.split(";") if part) if several else text
        if "distance" in given:
            given["distance"] = _miles(given["distance"])
        return cls(**given).checked()

    def checked(self) -> Filters:
        """Raises BadFilter."""
        for name, values, allowed in (
            ("verdicts", (self.verdicts,), VERDICTS), ("sort", (self.sort,), SORTS), ("kind", self.kind, KINDS),
            ("phase", self.phase, PHASES), ("status", self.status, (*STATUSES, "all")),
        ):  # fmt: skip
            for value in values:
                if value not in allowed:
                    raise BadFilter(f"{name}: {value!r} is not one of {', '.join(allowed)}")
        return self

    def texts(self) -> dict[str, str]:
        """As the texts of a form, without what is left at its default."""
        shown = {}
        for name, value in self._asdict().items():
            if value != self._field_defaults[name]:
                shown[name] = (
                    ";".join(value) if isinstance(value, tuple) else f"{value:g}" if name == "distance" else value
                )
        return shown

    @property
    def narrows(self) -> bool:
        return bool(set(self.texts()) - {"verdicts", "sort"})


def _miles(text: str) -> float:
    try:
        miles = float(text)
    except ValueError:
        miles = -1.0
    if not 0 < miles < 100_000:
        raise BadFilter(f"distance: {text!r} is not a number of miles above 0")
    return miles


class Narrowed:
    """One patient's trials under filters. Raises UnknownPlace, and BadPatient for contradicting therapies."""

    def __init__(self, ranked: RankedTrials, shelf: Shelf, patient: Patient, filters: Filters):
        self._shelf = shelf
        self.filters = filters
        self._by_name = {
            "status": shelf.with_status(None if "all" in filters.status else filters.status or OPEN_STATUSES)
        }
        if filters.kind:
            self._by_name["kind"] = shelf.of_kind(filters.kind)
        if filters.phase:
            self._by_name["phase"] = shelf.in_phase(filters.phase)
        if filters.sponsor:
            self._by_name["sponsor"] = shelf.of_sponsor(filters.sponsor)
        if filters.drug:
            self._by_name["drug"] = shelf.giving(filters.drug)
        if filters.distance is not None:
            known = ranked.miles_of(patient)
            self._by_name["distance"] = shelf.with_status(None) if known is None else known <= filters.distance
        self.marks = self._all_but("")
        every = ranked.rank(patient, only=self.marks, verdicts=filters.verdicts)
        self.counts = every.counts
        self.considered = int(sum(every.counts.values()))
        self.ranking = _sorted(every, filters.sort, shelf)
        self._shown = verdict_marks(every.codes, filters.verdicts)
        self._reach = _within(every.miles, patient.max_distance_miles)
        self._miles = every.miles

    def _all_but(self, name: str) -> Marks:
        marks = np.ones(len(self._shelf), dtype=bool)
        for other, found in self._by_name.items():
            if other != name:
                marks &= found
        return marks

    def choices(self, name: str, values: tuple[str, ...]) -> list[tuple[str, int, bool]]:
        """Each value, how many trials of the verdict shown it has under the other filters, and whether it is chosen."""
        others = self._all_but(name) & self._shown & self._reach
        counts = self._shelf.counts(name, others)
        chosen = getattr(self.filters, name)
        found = [(value, counts.get(value, 0), value in chosen) for value in values]
        return [(value, count, ticked) for value, count, ticked in found if count or ticked]

    def distances(self) -> list[tuple[int, int]]:
        """Each distance offered, and how many trials have a recruiting site within it."""
        others = self._all_but("distance") & self._shown & self._reach
        return [(miles, int((others & (self._miles <= miles)).sum())) for miles in DISTANCES]

    def classes(self) -> list[tuple[str, int]]:
        """The drug classes given by the trials under the other filters, the most frequent first."""
        return self._shelf.classes_among(self._all_but("drug") & self._shown & self._reach)


def _within(miles: NDArray[np.float64], most: float | None) -> Marks:
    """Not known to be farther than `most`."""
    if most is None:
        return np.ones(len(miles), dtype=bool)
    marks: Marks = ~(np.isfinite(miles) & (miles > most))
    return marks


def _sorted(ranking: Ranking, sort: str, shelf: Shelf) -> Ranking:
    """Another order within each verdict; equals stay in the order of the best match."""
    order = ranking.order
    if sort == "best" or not len(order):
        return ranking
    keys: dict[str, NDArray[Any]] = {
        "nearest": ranking.miles,
        "updated": -shelf.updated,
        "phase": -shelf.latest_phase,
        "newest": -ranking.ranked.numbers,
    }
    sorted_places = np.lexsort((np.arange(len(order)), keys[sort][order], -ranking.codes[order]))
    return ranking._replace(order=order[sorted_places])
