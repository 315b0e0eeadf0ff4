"""The criteria text of a trial with each read sentence marked: met, not met, unknown, no patient fact, unread."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from data.criteria import Criterion, Reading, Truth
from data.trial import Trial
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.deciding.match import Finding
from matcher.results import reason

SIGNS = {"met": "✓", "not_met": "✗", "unknown": "?", "no_fact": "·", "unread": "!"}
WORDS = {
    "met": "met",
    "not_met": "not met",
    "unknown": "unknown",
    "no_fact": "not a patient fact",
    "unread": "not read: read it yourself",
}
_WORST_FIRST = ("not_met", "unknown", "met", "unread", "no_fact")


class Piece(NamedTuple):
    """A stretch of the text. mark: a key of SIGNS, or '' for text between; says: a sentence for each finding in it."""

    text: str
    mark: str
    says: tuple[str, ...]


def marked(trial: Trial, reading: Reading, known: Known) -> list[Piece]:
    """The whole criteria text in pieces: joined they are the text as stored."""
    text = trial.criteria or ""
    spans: dict[tuple[int, int], list[tuple[str, str]]] = {}
    for criterion, cohort in _criteria(reading):
        truth = judge(criterion.requirement, known)
        mark = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "unknown"}[truth]
        words = reason(Finding(criterion, truth), known)
        for evidence in criterion.evidence:
            if evidence.source == "criteria":
                says = f"{cohort}: {words}" if cohort else words
                spans.setdefault((evidence.start, evidence.end), []).append((mark, says))
    for note in reading.notes:
        spans.setdefault((note.evidence.start, note.evidence.end), []).append(("no_fact", note.kind.replace("_", " ")))
    for unread in reading.unread:
        spans.setdefault((unread.evidence.start, unread.evidence.end), []).append(("unread", WORDS["unread"]))
    return list(_pieces(text, spans))


def _criteria(reading: Reading) -> Iterable[tuple[Criterion, str]]:
    yield from ((c, "") for c in reading.criteria)
    for cohort in reading.cohorts:
        yield from ((c, cohort.label) for c in cohort.criteria)


def _pieces(text: str, spans: dict[tuple[int, int], list[tuple[str, str]]]) -> Iterable[Piece]:
    """Smaller spans win over larger ones that hold them (a list as a whole and its points)."""
    owner: list[tuple[int, int] | None] = [None] * len(text)
    for span in sorted(spans, key=lambda s: s[0] - s[1]):
        owner[span[0] : span[1]] = [span] * (min(span[1], len(text)) - span[0])
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or owner[end] != owner[start]:
            found = spans.get(owner[start] or (-1, -1), [])
            mark = min((m for m, _ in found), key=_WORST_FIRST.index, default="")
            yield Piece(text[start:end], mark, tuple(dict.fromkeys(says for _, says in found)))
            start = end
