"""The criteria text of a trial, line by line, with each read sentence marked: met, not met, unknown, no patient fact, unread."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.criteria import Criterion, Reading
from data.trial import Trial
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.deciding.match import Finding
from matcher.reasons import Reasons
from matcher.results import RESULTS

# Of several findings in one sentence the first of these is its mark.
WORST_FIRST = ("not_met", "unknown", "met", "unread", "no_fact")

Span = tuple[int, int]
_BULLET = re.compile(r"^[*-](?: |$)")  # the registry's Markdown: a point of a list


class Piece(NamedTuple):
    """A stretch of the text. mark: one of WORST_FIRST, or '' for text between; says: a sentence for each finding in it."""

    text: str
    mark: str
    says: tuple[str, ...]


class Line(NamedTuple):
    """A line of the text: how far it is indented, the mark that counts most in it, whether it is a heading."""

    indent: int
    mark: str
    heading: bool
    pieces: tuple[Piece, ...]


def marked(trial: Trial, reading: Reading, known: Known) -> list[Piece]:
    """The whole criteria text in pieces: joined they are the text as stored."""
    text = trial.criteria or ""
    spans: dict[Span, list[tuple[str, str]]] = {}
    reasons = Reasons(known)
    for criterion, cohort in _criteria(reading):
        truth = judge(criterion.requirement, known)
        words = reasons.of(Finding(criterion, truth))
        for evidence in criterion.evidence:
            if evidence.source == "criteria":
                says = f"{cohort}: {words}" if cohort else words
                spans.setdefault((evidence.start, evidence.end), []).append((RESULTS[truth], says))
    for note in reading.notes:
        spans.setdefault((note.evidence.start, note.evidence.end), []).append(("no_fact", note.kind.replace("_", " ")))
    for unread in reading.unread:
        spans.setdefault((unread.evidence.start, unread.evidence.end), []).append(("unread", ""))
    return list(_pieces(text, spans))


def _criteria(reading: Reading) -> Iterable[tuple[Criterion, str]]:
    yield from ((c, "") for c in reading.criteria)
    for cohort in reading.cohorts:
        yield from ((c, cohort.label) for c in cohort.criteria)


def _pieces(text: str, spans: dict[Span, list[tuple[str, str]]]) -> Iterator[Piece]:
    """Smaller spans win over larger ones that hold them (a list as a whole and its points)."""
    owner: list[Span | None] = [None] * len(text)
    for span in sorted(spans, key=lambda s: s[0] - s[1]):
        owner[span[0] : span[1]] = [span] * (min(span[1], len(text)) - span[0])
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or owner[end] != owner[start]:
            found = spans.get(owner[start] or (-1, -1), [])
            mark = min((m for m, _ in found), key=WORST_FIRST.index, default="")
            yield Piece(text[start:end], mark, tuple(dict.fromkeys(says for _, says in found if says)))
            start = end


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces by the lines of the text; a piece over several lines is in each of them. Empty lines are left out."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        rows[-1].append(piece._replace(text=first))
        rows += [[piece._replace(text=part)] for part in others]
    return [_line(row) for row in rows if any(piece.text.strip() for piece in row)]


def _line(row: list[Piece]) -> Line:
    text = "".join(piece.text for piece in row)
    kept = [piece for piece in row if piece.text]
    marks = [piece.mark for piece in kept if piece.mark and piece.text.strip()]
    indent = len(text) - len(text.lstrip())
    heading = not marks and text.rstrip().endswith(":")
    if kept[0].text.isspace() and len(kept) > 1:
        kept = kept[1:]
    kept[0] = kept[0]._replace(text=_BULLET.sub("• ", kept[0].text.lstrip()))
    return Line(indent, min(marks, key=WORST_FIRST.index, default=""), heading, tuple(kept))
