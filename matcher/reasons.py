"""Findings as plain sentences: what the trial asks, what is known of the patient, and which fact would settle it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import lru_cache

from data.criteria import (
    NOT_TABLE,
    OPEN_POINT,
    WHERE,
    AllOf,
    AnyOf,
    Between,
    Constant,
    Criterion,
    Negation,
    Requirement,
    Truth,
    Undecidable,
    Within,
    atoms,
)
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.deciding.match import Finding
from matcher.fact_words import field_words, fields_of, known_of_axis, number_words

ONE_OF = "Requires one of: "


class Reasons:
    """What is said of one patient. What bears on an axis is put into words once, however many criteria ask about it."""

    def __init__(self, known: Known):
        self.known = known
        self._fields: dict[str, tuple[str, ...]] = {}
        self._facts: dict[tuple[str, str], tuple[str, ...]] = {}

    def of(self, finding: Finding) -> str:
        """One plain sentence: what the trial asks, and what is known of the patient."""
        criterion, truth = finding.criterion, finding.truth
        if truth is Truth.UNKNOWN:
            return self._why_unknown(criterion)
        statement, met = criterion.statement, "not met"
        if truth is Truth.TRUE:
            statement, met = _as_met(criterion, self.known)
        told = dict.fromkeys(self._facts_about(criterion, truth))
        facts = ", ".join(fact for fact in told if statement != f"Requires {fact}")
        return f"{statement}; {met}" + (f" ({facts})." if facts else ".")

    def _why_unknown(self, criterion: Criterion) -> str:
        statement, fields = criterion.statement, self.open_fields(criterion)
        if fields:
            return f"{statement}; not known of the patient: {', '.join(map(field_words, fields))}."
        if criterion.facet == OPEN_POINT:
            return f"{statement}; a person must read it."
        if any(isinstance(atom, Undecidable) for atom in _atoms_of(criterion.requirement)):
            return f"{statement}; this turns on words that a person must read."
        return f"{statement}; what is known does not settle it."

    def missing_fields(self, findings: Iterable[Finding]) -> list[str]:
        """The fields that unknown findings turn on, those that most findings turn on first."""
        return most_named(self.open_fields(f.criterion) for f in findings if f.truth is Truth.UNKNOWN)

    def open_fields(self, criterion: Criterion) -> tuple[str, ...]:
        """The patient fields, each once, that an unknown criterion turns on."""
        known, fields = self.known, dict[str, None]()
        for atom in _atoms_of(criterion.requirement):
            if isinstance(atom, Within):
                possible = known.possible(atom.axis)
                if possible & atom.allowed and possible & ~atom.allowed:
                    fields |= dict.fromkeys(self._fields_of(atom.axis))
            elif isinstance(atom, Between) and known.interval(atom.quantity)[0] != known.interval(atom.quantity)[1]:
                fields[atom.quantity] = None
        return tuple(fields)

    def _fields_of(self, axis: str) -> tuple[str, ...]:
        """The two fields that would narrow an axis most."""
        fields = self._fields.get(axis)
        if fields is None:
            fields = self._fields[axis] = fields_of(axis, self.known)[:2]
        return fields

    def _facts_about(self, criterion: Criterion, truth: Truth) -> Iterable[str]:
        known = self.known
        for atom in _decisive(criterion.requirement, truth, known):
            if isinstance(atom, Within):
                key = atom.axis, criterion.facet
                facts = self._facts.get(key)
                if facts is None:
                    facts = self._facts[key] = tuple(known_of_axis(atom.axis, known, criterion.facet))
                yield from facts
            elif isinstance(atom, Between):
                low, high = known.interval(atom.quantity)
                if low == high or low > 0 or high < math.inf:
                    yield number_words(atom.quantity, low, high)


@lru_cache(maxsize=1 << 16)
def _atoms_of(requirement: Requirement) -> tuple[Within | Between | Undecidable | Constant, ...]:
    return tuple(atoms(requirement))


def most_named(groups: Iterable[Iterable[str]]) -> list[str]:
    """The names in the groups, those in most groups first, else in their order."""
    counts: dict[str, int] = {}
    for group in groups:
        for name in group:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


# What a statement adds to its main part; of no interest where the main part is met.
_ADDED = re.compile(r", (?:unless|or what|or an exception|although)\b.*$", re.S)


def _as_met(criterion: Criterion, known: Known) -> tuple[str, str]:
    """The statement of a criterion that is met, without the ways that she doesn't need, and how it is met."""
    statement, requirement = criterion.statement, criterion.requirement
    if not isinstance(requirement, AnyOf):
        return statement, "met"
    parts = requirement.parts
    if WHERE in statement and len(parts) == 2:
        asked, _, condition = statement.rpartition(WHERE)
        if judge(parts[0], known) is Truth.TRUE:
            return f"{asked} only where {condition}", "does not apply to this patient"
        return statement, "met"
    ways = statement.removeprefix(ONE_OF).split("; ") if statement.startswith(ONE_OF) else []
    if len(ways) == len(parts):
        told = next(way for way, part in zip(ways, parts, strict=True) if judge(part, known) is Truth.TRUE)
        return f"Requires one of {len(ways)} alternatives, of which one is {told}", "met"
    return (_ADDED.sub("", statement) if judge(parts[0], known) is Truth.TRUE else statement), "met"


def _decisive(requirement: Requirement, truth: Truth, known: Known) -> Iterable[Requirement]:
    """The questions that make a requirement TRUE or FALSE: of alternatives the first that is met, of demands those that
    are not."""
    match requirement:
        case AnyOf(parts) if truth is Truth.TRUE:
            part = next(p for p in parts if judge(p, known) is Truth.TRUE)
            yield from _decisive(part, truth, known)
        case AllOf(parts) if truth is Truth.FALSE:
            for part in parts:
                if judge(part, known) is Truth.FALSE:
                    yield from _decisive(part, truth, known)
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _decisive(part, truth, known)
        case Negation(part):
            yield from _decisive(part, NOT_TABLE[truth], known)
        case _:
            yield requirement
