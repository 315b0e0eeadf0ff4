"""The scorecard: how well readings and decisions agree with labelled trials.

LABELS has one JSON object a line, {"nct_id", "takes_breast", "cells": {cell: in|out|silent|unclear|na}}; `cells.jsonl`
beside it gives each cell's group and patient. CORPUS is registry records, a study object a line.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.criteria import Reading, Truth
from data.patient import Patient
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from data.wire import convert
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, Decision, decide
from matcher.reading.reader import read_trial

PARTS = ("all", "tuned", "held_out")


@dataclass(slots=True)
class Figures:
    """Counts over the pairs judged, and what is made of them."""

    kept_in: int = 0  # in or silent, not called ineligible
    excluded_in: int = 0  # in or silent, called ineligible
    kept_out: int = 0
    excluded_out: int = 0
    labelled_in: int = 0
    backed_in: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def pairs(self) -> int:
        return self.kept_in + self.excluded_in + self.kept_out + self.excluded_out

    @property
    def accuracy(self) -> float:
        return _share(self.kept_in + self.excluded_out, self.pairs)

    @property
    def missed(self) -> float:
        return _share(self.kept_out, self.kept_out + self.excluded_out)

    @property
    def wrongly(self) -> float:
        return _share(self.excluded_in, self.kept_in + self.excluded_in)

    @property
    def f1(self) -> float:
        return _share(2 * self.excluded_out, 2 * self.excluded_out + self.kept_out + self.excluded_in)

    @property
    def backed(self) -> float:
        return _share(self.backed_in, self.labelled_in)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(slots=True)
class Scorecard:
    groups: dict[str, Figures]
    sentences: int
    unread: int

    @property
    def coverage(self) -> float:
        """Share of the sentences of the criteria that are not unread, over the trials scored."""
        return 1 - _share(self.unread, self.sentences)


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, a line each."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def part_of(nct_id: str) -> str:
    """`held_out` for a third of all trials, chosen by the hash of the id, else `tuned`."""
    return "held_out" if hashlib.sha256(nct_id.encode()).digest()[0] % 3 == 0 else "tuned"


def evaluate(labels: Path, corpus: Path, vocabulary: Vocabulary, part: str = "all") -> Scorecard:
    """Reads the labelled trials of the corpus and scores the decisions about the cell patients."""
    cells = list(lines_of(labels.parent / "cells.jsonl"))
    patients = {c["cell"]: Known(Patient.from_facts(c["patient"]), vocabulary) for c in cells}
    group_of = {c["cell"]: c["group"] for c in cells}
    labelled = {row["nct_id"]: row for row in lines_of(labels) if part == "all" or part_of(row["nct_id"]) == part}
    groups: dict[str, Figures] = defaultdict(Figures)
    sentences = unread = 0
    for trial in _trials(corpus, labelled):
        reading = read_trial(trial, vocabulary, "evaluation")
        sentences += reading.sentences
        unread += len(reading.unread)
        _score(trial, reading, labelled[trial.nct_id], patients, group_of, groups)
    return Scorecard(dict(sorted(groups.items())), sentences, unread)


def _trials(corpus: Path, wanted: Mapping[str, object]) -> Iterable[Trial]:
    for record in lines_of(corpus):
        trial = convert(record).trial
        if trial.nct_id in wanted:
            yield trial


def _score(
    trial: Trial,
    reading: Reading,
    row: Mapping[str, Any],
    patients: Mapping[str, Known],
    group_of: Mapping[str, str],
    groups: dict[str, Figures],
) -> None:
    for cell, label in row["cells"].items():
        if label not in ("in", "out", "silent"):
            continue
        decision = decide(reading, patients[cell])
        names: Sequence[str] = (group_of[cell], "all") if row.get("takes_breast", True) else ("not_breast",)
        for name in names:
            _count(groups[name], label, decision)
        if (decision.verdict == INELIGIBLE) != (label == "out"):
            groups[names[0]].errors.append(_error(trial, cell, label, row.get("why", {}).get(cell, ""), decision))


def _count(figures: Figures, label: str, decision: Decision) -> None:
    excluded = decision.verdict == INELIGIBLE
    if label == "out":
        figures.excluded_out += excluded
        figures.kept_out += not excluded
    else:
        figures.excluded_in += excluded
        figures.kept_in += not excluded
    if label == "in":
        figures.labelled_in += 1
        figures.backed_in += any(f.truth is Truth.TRUE for f in decision.findings)


def _error(trial: Trial, cell: str, label: str, why: str, decision: Decision) -> str:
    against = "; ".join(
        f"{f.criterion.facet}: {f.criterion.statement} <{_quote(trial, f.criterion.evidence[0])}>"
        for f in decision.findings
        if f.truth is Truth.FALSE
    )
    return f"{trial.nct_id} {cell}: label {label} ({why}), said {decision.verdict} {against}"


def _quote(trial: Trial, evidence: Any) -> str:
    return trial.source_text(evidence.source)[evidence.start : evidence.end][:160].replace("\n", " ")
