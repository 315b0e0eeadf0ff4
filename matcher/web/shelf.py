"""What trials are filtered and sorted by, in columns: made once for a copy, so that no filter looks at a trial."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from data.trial import Trial
from data.vocabulary.terms import Vocabulary, key_of
from matcher.kinds import KINDS
from matcher.ranking import RankedTrials
from matcher.reading.therapy.names import therapies_in

Marks = NDArray[np.bool_]
PHASES = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")
# Too general to choose trials by.
_GENERAL = frozenset({"systemic therapy", "targeted therapy", "investigational agent"})


class Shelf:
    """The trials of one copy by phase, kind, status, sponsor, drug and date."""

    def __init__(self, ranked: RankedTrials, vocabulary: Vocabulary):
        self._ranked = ranked
        self._vocabulary = vocabulary
        self.statuses, self._status_codes = np.unique(ranked.statuses.astype(str), return_inverse=True)
        phases, sponsors, given, updated = [], [], _Given(vocabulary), []
        for trial, _ in ranked.trials:
            phases.append([phase in (trial.phases or ("NA",)) for phase in PHASES])
            sponsors.append((trial.lead_sponsor or "").casefold())
            updated.append(_day(trial.last_update_date or trial.verified_date))
            given.add(trial)
        self._phases = np.array(phases, dtype=bool).reshape(-1, len(PHASES))
        order = np.array([1, 1, 2, 3, 4, 0])  # of PHASES; a trial of phases 2 and 3 counts as 3
        self.latest_phase = (self._phases * order).max(axis=1, initial=0)
        self._sponsors = sponsors
        self.updated = np.array(updated, dtype=np.int64)
        self._given = given.packed()
        self._names = given.names

    def __len__(self) -> int:
        return len(self._sponsors)

    def with_status(self, statuses: Sequence[str] | None) -> Marks:
        """Those with one of these overall statuses; None takes every one."""
        if statuses is None:
            return np.ones(len(self), dtype=bool)
        codes = [i for i, status in enumerate(self.statuses) if status in statuses]
        return np.isin(self._status_codes, codes)

    def of_kind(self, kinds: Sequence[str]) -> Marks:
        return np.isin(self._ranked.kind_codes, [KINDS.index(kind) for kind in kinds])

    def in_phase(self, phases: Sequence[str]) -> Marks:
        chosen = self._phases[:, [PHASES.index(phase) for phase in phases]]
        return np.asarray(chosen.any(axis=1), dtype=bool)

    def counts(self, name: str, among: Marks) -> dict[str, int]:
        """How many of these trials have each `status`, are of each `kind`, or are in each `phase`."""
        if name == "phase":
            return dict(zip(PHASES, self._phases[among].sum(axis=0).tolist(), strict=True))
        if name == "status":
            codes, values = self._status_codes.astype(np.int64), [str(status) for status in self.statuses]
        else:
            codes, values = self._ranked.kind_codes.astype(np.int64), list(KINDS)
        return dict(zip(values, np.bincount(codes[among], minlength=len(values)).tolist(), strict=True))

    def of_sponsor(self, part: str) -> Marks:
        """Those whose lead sponsor's name holds these letters."""
        wanted = part.casefold()
        return np.fromiter((wanted in name for name in self._sponsors), dtype=bool, count=len(self))

    def giving(self, drug: str) -> Marks:
        """Those that give the drug, or a drug of the class. What a trial forbids does not count."""
        concepts = self._vocabulary.therapies_named(drug)
        marks = np.zeros(len(self), dtype=bool)
        for concept in concepts:
            marks[self._given.get(concept, ())] = True
        if not concepts:  # a name that the vocabulary does not know: as it is written
            wanted = key_of(drug)
            marks |= np.fromiter((wanted in names for names in self._names), dtype=bool, count=len(self))
        return marks

    def classes_among(self, marks: Marks) -> list[tuple[str, int]]:
        """The drug classes that these trials give, the most frequent first."""
        names, starts, trials = self._classes
        if not names:
            return []
        counts = np.add.reduceat(marks[trials], starts, dtype=np.int64)
        found = [(names[i], int(n)) for i, n in enumerate(counts) if n]
        return sorted(found, key=lambda entry: (-entry[1], entry[0]))

    @cached_property
    def _classes(self) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
        """The classes given by some trial; where the trials of each begin; the trials."""
        rows = self._given
        names = [
            t.name
            for t in self._vocabulary.therapies
            if t.kind == "class" and t.name in rows and t.name not in _GENERAL
        ]
        lengths = [0, *(len(rows[name]) for name in names)]
        trials = np.concatenate([rows[name] for name in names]) if names else np.zeros(0, dtype=np.int64)
        return names, np.cumsum(lengths)[:-1], trials


class _Given:
    """The drugs and classes that trials give, as they are added; each intervention's name is looked at once."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._concepts_of_name: dict[str, frozenset[str]] = {}
        self._trials: dict[str, list[int]] = {}
        self.names: list[str] = []

    def add(self, trial: Trial) -> None:
        names = [name for i in trial.interventions for name in (i.name, *i.other_names)]
        place = len(self.names)
        self.names.append("\n".join(dict.fromkeys(key_of(name) for name in names)))
        for concept in {concept for name in names for concept in self._concepts(name)}:
            self._trials.setdefault(concept, []).append(place)

    def _concepts(self, name: str) -> frozenset[str]:
        """The drugs named and all classes above them."""
        found = self._concepts_of_name.get(name)
        if found is None:
            named = {c for n in therapies_in(name, self._vocabulary) for c in n.concepts}
            above = {a for concept in named for a in self._vocabulary.ancestors(concept)}
            found = self._concepts_of_name[name] = frozenset(named | above)
        return found

    def packed(self) -> dict[str, NDArray[np.int64]]:
        return {concept: np.array(trials, dtype=np.int64) for concept, trials in self._trials.items()}


def _day(partial: str | None) -> int:
    """A partial date as a number that sorts; 0 where there is none."""
    digits = "".join((partial or "").split("-"))
    return int(digits.ljust(8, "0")) if digits.isdigit() else 0
