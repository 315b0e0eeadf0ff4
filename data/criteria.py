"""What a trial asks of a patient, in three-valued logic, each piece tied to the text it was read from.

A criterion holds a `Requirement`: a tree over two kinds of questions about a patient,

    Within(axis, allowed)            is her value on a finite axis among these?   (see `data.axes`)
    Between(quantity, low, high)     is her number inside this closed range?

joined by `AllOf`, `AnyOf` and `Negation`, with `Undecidable` for the part of a sentence that no patient field can
settle. Truth is Kleene's: unknown is a value of its own and is never taken for no.

Everything here is a plain, hashable value: no I/O, no clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import msgspec

from data import axes


class Truth(IntEnum):
    """Kleene's three values, ordered so that tables below can be checked by eye."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


_F, _U, _T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE

# Strong Kleene logic, written out (Kleene 1952, section 64).
AND_TABLE: dict[tuple[Truth, Truth], Truth] = {
    (_T, _T): _T, (_T, _U): _U, (_T, _F): _F,
    (_U, _T): _U, (_U, _U): _U, (_U, _F): _F,
    (_F, _T): _F, (_F, _U): _F, (_F, _F): _F,
}  # fmt: skip
OR_TABLE: dict[tuple[Truth, Truth], Truth] = {
    (_T, _T): _T, (_T, _U): _T, (_T, _F): _T,
    (_U, _T): _T, (_U, _U): _U, (_U, _F): _U,
    (_F, _T): _T, (_F, _U): _U, (_F, _F): _F,
}  # fmt: skip
NOT_TABLE: dict[Truth, Truth] = {_T: _F, _U: _U, _F: _T}


def all_true(truths: Iterable[Truth]) -> Truth:
    """The conjunction; of nothing it is TRUE."""
    result = Truth.TRUE
    for truth in truths:
        result = AND_TABLE[result, truth]
    return result


def any_true(truths: Iterable[Truth]) -> Truth:
    """The disjunction; of nothing it is FALSE."""
    result = Truth.FALSE
    for truth in truths:
        result = OR_TABLE[result, truth]
    return result


class Within(msgspec.Struct, frozen=True, tag="within"):
    """Her value on `axis` is one of those whose bits are set in `allowed` (bit order: `data.axes`)."""

    axis: str
    allowed: int


class Between(msgspec.Struct, frozen=True, tag="between"):
    """Her `quantity` lies in the closed range from `low` to `high`; None is no limit on that side."""

    quantity: str
    low: float | None = None
    high: float | None = None


class AllOf(msgspec.Struct, frozen=True, tag="all"):
    parts: tuple[Requirement, ...]


class AnyOf(msgspec.Struct, frozen=True, tag="any"):
    parts: tuple[Requirement, ...]


class Negation(msgspec.Struct, frozen=True, tag="not"):
    part: Requirement


class Undecidable(msgspec.Struct, frozen=True, tag="undecidable"):
    """A condition that no patient field settles; `about` says in two or three words what it turns on."""

    about: str


class Constant(msgspec.Struct, frozen=True, tag="constant"):
    """A requirement that does not depend on the patient: whether the trial takes breast cancer at all."""

    truth: int


Requirement = Within | Between | AllOf | AnyOf | Negation | Undecidable | Constant


def negated(requirement: Requirement) -> Requirement:
    """The opposite requirement, without piling up double negations."""
    if isinstance(requirement, Negation):
        return requirement.part
    if isinstance(requirement, Undecidable):
        return requirement
    return Negation(requirement)


def every(parts: Iterable[Requirement]) -> Requirement:
    """`AllOf` the distinct parts, or the part itself where there is only one."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else AllOf(distinct)


def either(parts: Iterable[Requirement]) -> Requirement:
    """`AnyOf` the distinct parts, or the part itself where there is only one."""
    distinct = tuple(dict.fromkeys(parts))
    return distinct[0] if len(distinct) == 1 else AnyOf(distinct)


def atoms(requirement: Requirement) -> Iterable[Within | Between | Undecidable | Constant]:
    """The leaves of a requirement, left to right."""
    if isinstance(requirement, (AllOf, AnyOf)):
        for part in requirement.parts:
            yield from atoms(part)
    elif isinstance(requirement, Negation):
        yield from atoms(requirement.part)
    else:
        yield requirement


def is_tautology(requirement: Requirement) -> bool:
    """Whether a requirement is one question on one axis that any answer meets."""
    return isinstance(requirement, Within) and not axes.full(requirement.axis) & ~requirement.allowed


class Evidence(msgspec.Struct, frozen=True):
    """A half-open span of one stored source text of the trial (see `Trial.source_text`)."""

    source: str
    start: int
    end: int


WHERE = ", where "  # what is asked WHERE a condition holds
OPEN_POINT = "unread"  # the facet of what speaks of her cancer and was not understood


class Criterion(msgspec.Struct, frozen=True):
    """One requirement that was read, in words and in logic, with the text it comes from.

    `statement` is the requirement as one plain clause ("Requires HER2-low (IHC 1+ or 2+/ISH-)"), without a full stop.
    Where it is asked under a condition, `WHERE` and the condition end it, and the requirement is any of (the condition
    fails, what is asked).
    `evidence` is never empty; the first span is the sentence that decides, any others belong to a contradiction or to
    the heading above it.
    """

    facet: str
    requirement: Requirement
    statement: str
    evidence: tuple[Evidence, ...]


class Note(msgspec.Struct, frozen=True):
    """A sentence that is understood but asks for nothing a patient field holds; `kind` says what it is about."""

    kind: str
    evidence: Evidence


class Unread(msgspec.Struct, frozen=True):
    """A sentence of the criteria that was not understood and must be read by a person."""

    evidence: Evidence


class Cohort(msgspec.Struct, frozen=True):
    """One way into the trial: a cohort or arm with criteria of its own, beside those common to all.

    of_breast: its name or one of its inclusions names breast cancer."""

    label: str
    criteria: tuple[Criterion, ...]
    closed: bool = False
    evidence: Evidence | None = None
    of_breast: bool = False


class Reading(msgspec.Struct, frozen=True):
    """All that was read of one trial. `sentences` counts the sentences of the criteria text, headings left out.

    A patient may join who meets all of `criteria` and all criteria of at least one open cohort (where there are any).
    """

    nct_id: str
    reader_version: str
    criteria: tuple[Criterion, ...]
    cohorts: tuple[Cohort, ...]
    notes: tuple[Note, ...]
    unread: tuple[Unread, ...]
    sentences: int
