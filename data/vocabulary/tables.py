"""Loads the tables. A bad row is refused by file and line, with what would be right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from data.vocabulary.terms import (
    IrrelevanceCue,
    LateTherapy,
    Marker,
    Regimen,
    StatePhrase,
    Therapy,
    TumourTerm,
    Vocabulary,
    WordList,
    key_of,
)


class BadTable(ValueError):
    """A vocabulary table that can't be used; the message names the file, the line and the mend."""


Row = TypeVar("Row")
OPTIONAL = frozenset({"parents", "synonyms", "not_before", "not_after"})


def read_table(table: Traversable, columns: Sequence[str], *, is_sorted: bool = True) -> list[list[str]]:
    """The rows of a tab-separated table whose first line names exactly `columns`; the first column is its key."""
    lines = table.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0].split("\t") != list(columns):
        raise BadTable(f"{table.name}:1: the columns must be {', '.join(columns)}, separated by tabs")
    rows: list[list[str]] = []
    keys: dict[str, int] = {}
    previous = ""
    for number, line in enumerate(lines[1:], 2):
        fields = line.split("\t")
        if len(fields) != len(columns):
            raise BadTable(
                f"{table.name}:{number}: {len(columns)} fields separated by tabs are needed, not {len(fields)}"
            )
        for column, field in zip(columns, fields, strict=True):
            if not field.strip() and column not in OPTIONAL:
                raise BadTable(f"{table.name}:{number}: {column} must not be empty")
        key = key_of(fields[0])
        if key in keys:
            raise BadTable(f"{table.name}:{number}: {fields[0]!r} stands already in line {keys[key]}")
        if is_sorted and key < previous:
            raise BadTable(
                f"{table.name}:{number}: {fields[0]!r} is out of order; rows are sorted by their first column"
            )
        keys[key], previous = number, key
        rows.append(fields)
    return rows


def _several(field: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in field.split("|") if part.strip())


def _several_phrases(field: str) -> tuple[str, ...]:
    """Phrases joined by `|`, those inside brackets of a phrase left alone."""
    parts, depth, start = [], 0, 0
    for i, sign in enumerate(field):
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            parts.append(field[start:i].strip())
            start = i + 1
    return tuple(part for part in (*parts, field[start:].strip()) if part)


def _load(file: str, columns: Sequence[str], make: Callable[[list[str]], Row]) -> list[Row]:
    return [make(fields) for fields in read_table(files("data.vocabulary") / file, columns)]


@cache
def load_vocabulary() -> Vocabulary:
    """The tables of this folder. Raises BadTable."""
    therapies = _load(
        "therapies.tsv",
        ("name", "kind", "parents", "synonyms", "source"),
        lambda f: Therapy(f[0], f[1], _several(f[2]), _several(f[3]), f[4]),
    )
    regimens = _load("regimens.tsv", ("name", "drugs", "source"), lambda f: Regimen(f[0], _several(f[1]), f[2]))
    late_therapies = _load(
        "late_therapies.tsv", ("name", "given_for", "source"), lambda f: LateTherapy(f[0], f[1], f[2])
    )
    _check_therapies(therapies, regimens, late_therapies)
    return Vocabulary(
        therapies,
        regimens,
        _load(
            "markers.tsv", ("name", "kind", "synonyms", "source"), lambda f: Marker(f[0], f[1], _several(f[2]), f[3])
        ),
        _load("irrelevances.tsv", ("phrase", "kind", "source"), lambda f: IrrelevanceCue(f[0], f[1], f[2])),
        _load("tumours.tsv", ("phrase", "kind", "source"), lambda f: TumourTerm(f[0], f[1], f[2])),
        _load("word_lists.tsv", ("name", "phrases", "source"), lambda f: WordList(f[0], _several_phrases(f[1]), f[2])),
        _load(
            "state_phrases.tsv",
            ("phrase", "meaning", "where", "not_before", "not_after", "source"),
            lambda f: StatePhrase(f[0], f[1], f[2], f[3], f[4], f[5]),
        ),
        late_therapies,
    )


def _check_therapies(therapies: list[Therapy], regimens: list[Regimen], late: list[LateTherapy]) -> None:
    names = {t.name for t in therapies}
    owner: dict[str, str] = {}
    for therapy in therapies:
        for parent in therapy.parents:
            if parent not in names:
                raise BadTable(f"therapies.tsv: {therapy.name}: its parent {parent!r} has no row of its own")
        for name in (therapy.name, *therapy.synonyms):
            if owner.setdefault(key_of(name), therapy.name) != therapy.name:
                raise BadTable(f"therapies.tsv: {name!r} names both {owner[key_of(name)]} and {therapy.name}")
    for regimen in regimens:
        for drug in regimen.drugs:
            if drug not in names:
                raise BadTable(f"regimens.tsv: {regimen.name}: {drug!r} has no row in therapies.tsv")
    for row in late:
        if row.name not in names or row.given_for not in ("advanced", "early too"):
            raise BadTable(
                f"late_therapies.tsv: {row.name}: no such therapy, or given for neither advanced nor 'early too'"
            )
