"""What a report says of patients: reasons and missing facts, put into words once for all patients of whom they are the same.

A sentence about a question turns on what is known of its axes and quantities. Each of those is numbered by what is known (a
*sign*); patients with the same signs get the same sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from data.criteria import Between, Criterion, Truth, Within, atoms
from matcher.deciding.facts import Known
from matcher.deciding.match import Finding
from matcher.fact_words import fields_of, known_of_axis
from matcher.reasons import Reasons, most_named
from matcher.reports import FINDINGS_BY, MISSING_BY, csv_cells, guarded

MOST_KEPT = (
    1 << 17
)  # sentences, of some 500 bytes each; then all are forgotten, so that memory does not grow with patients


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A text that is joined with others in one cell, one object for each text; for CSV as UTF-8 with its quotation marks
    doubled."""

    text: str
    csv: bytes
    plain: bool  # a cell that begins with it needs no guard


def piece_of(text: str) -> Piece:
    return Piece(text, text.replace('"', '""').encode(), text[:1].isalnum())


class Missing(NamedTuple):
    """The missing facts of a match, and the same as a cell of CSV."""

    text: str
    csv: bytes


NOTHING_MISSING = Missing("", b"")


def joined(pieces: Sequence[Piece]) -> str:
    return FINDINGS_BY.join([piece.text for piece in pieces])


_FINDINGS_BY_CSV = FINDINGS_BY.encode()


def joined_csv(pieces: Sequence[Piece]) -> tuple[bytes, bytes]:
    """The cell of the pieces together, guarded, and the quotation mark around it, if any: the one who writes puts them
    side by side, as a cell is long and each copy of it costs."""
    if not pieces or not pieces[0].plain:  # rare: it may have to be guarded
        return cells((guarded(joined(pieces)),)), b""
    cell = _FINDINGS_BY_CSV.join([piece.csv for piece in pieces])
    # looked for in the whole cell: quicker than asking each piece
    quoted = b"," in cell or b'"' in cell or b"\n" in cell or b"\r" in cell
    return cell, b'"' if quoted else b""


def cells(values: Iterable[object]) -> bytes:
    """Cells side by side as CSV, in UTF-8."""
    return csv_cells(values).encode()


class _Said(NamedTuple):
    piece: Piece
    fields: tuple[str, ...]  # that would settle it, of what is unknown


_About = tuple[str, str] | str  # an axis with the facet that asks about it, or a quantity


class Sayings:
    """The sentences made so far. `questions` may grow."""

    def __init__(self, questions: Sequence[Criterion]):
        self.questions = questions
        self.said: dict[tuple[int, ...], _Said] = {}
        self.signs: dict[object, int] = {}
        self._about: list[tuple[_About, ...]] = []

    def about(self, known: Known) -> Words:
        """What is to be said of one patient."""
        if len(self.said) > MOST_KEPT or len(self.signs) > MOST_KEPT:
            self.said.clear()
            self.signs.clear()
        for criterion in self.questions[len(self._about) :]:
            self._about.append(tuple(dict.fromkeys(_asked_about(criterion))))
        return Words(known, self, self._about)


def _asked_about(criterion: Criterion) -> Iterable[_About]:
    for atom in atoms(criterion.requirement):
        if isinstance(atom, Within):
            yield atom.axis, criterion.facet
        elif isinstance(atom, Between):
            yield atom.quantity


_OPEN = bytes(truth == Truth.UNKNOWN for truth in range(256))  # marks the open ones of a pattern


class Words:
    """What is said of one patient. Patterns are the truths of a way in, a byte a question."""

    def __init__(self, known: Known, sayings: Sayings, about: Sequence[tuple[_About, ...]]):
        self._known = known
        self._sayings = sayings
        self._about = about
        self._signs: dict[_About, int] = {}
        self._reasons = Reasons(known)
        self._pieces: dict[int, Piece] = {}  # by three times the question, plus the truth
        self._missing: dict[tuple[int, ...], Missing] = {}

    def reasons(self, questions: tuple[int, ...], pattern: bytes, order: tuple[int, ...]) -> list[Piece]:
        pieces = self._pieces
        try:
            return [pieces[3 * questions[k] + pattern[k]] for k in order]
        except KeyError:
            for question, truth in zip(questions, pattern, strict=True):
                if 3 * question + truth not in pieces:
                    pieces[3 * question + truth] = self._said(question, truth).piece
            return [pieces[3 * questions[k] + pattern[k]] for k in order]

    def missing(self, questions: tuple[int, ...], pattern: bytes) -> Missing:
        open_questions = tuple(compress(questions, pattern.translate(_OPEN)))
        missing = self._missing.get(open_questions)
        if missing is None:
            fields = [self._said(question, Truth.UNKNOWN).fields for question in open_questions]
            words = MISSING_BY.join(most_named(fields))
            missing = self._missing[open_questions] = Missing(words, cells((words,)))
        return missing

    def _said(self, question: int, truth: int) -> _Said:
        key = (question, truth, *[self._sign(about) for about in self._about[question]])
        said = self._sayings.said.get(key)
        if said is None:
            criterion = self._sayings.questions[question]
            fields = self._reasons.open_fields(criterion) if truth == Truth.UNKNOWN else ()
            said = _Said(piece_of(self._reasons.of(Finding(criterion, Truth(truth)))), fields)
            self._sayings.said[key] = said
        return said

    def _sign(self, about: _About) -> int:
        sign = self._signs.get(about)
        if sign is None:
            known = self._known
            if isinstance(about, str):
                told: tuple[object, ...] = (about, known.interval(about))
            else:
                axis, facet = about
                facts = tuple(known_of_axis(axis, known, facet))
                told = (axis, known.possible(axis), fields_of(axis, known), facts)
            signs = self._sayings.signs
            sign = self._signs[about] = signs.setdefault(told, len(signs))
        return sign
