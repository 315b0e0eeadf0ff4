"""Words beside a phrase that show that it is not said of the patients a trial asks for: a rule is a row.

`before`: in the words up to the phrase; `after`: directly behind it; `behind`: anywhere behind it; `words`: in the phrase itself; `around`: over the
phrase or right beside it; `begins`: the sentence begins so; `sentence`: anywhere in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from matcher.reading.gated import Pattern
from matcher.reading.state.found import Found

_BESIDE = 12  # characters that may stand between a phrase and what is said around it


class Guard(NamedTuple):
    """of: the meanings that the rule is about, empty for all; but: those that it is not about. reach: the characters before
    the phrase that count, 0 for all."""

    where: str
    pattern: Pattern
    of: frozenset[str] = frozenset()
    reach: int = 0
    but: frozenset[str] = frozenset()

    def strikes(self, found: Found, lower: str) -> bool:
        if found.name in self.but or (self.of and found.name not in self.of):
            return False
        match self.where:
            case "before":
                return bool(self.pattern.search(lower[: found.start][-self.reach :]))
            case "after":
                return bool(self.pattern.match(lower[found.end :]))
            case "behind":
                return bool(self.pattern.search(lower[found.end :]))
            case "words":
                return bool(self.pattern.search(lower[found.start : found.end]))
            case "around":
                spans = (m.span() for m in self.pattern.finditer(lower))
                return any(start - _BESIDE <= found.end and found.start <= end + _BESIDE for start, end in spans)
            case "begins":
                return bool(self.pattern.match(lower))
            case _:
                return bool(self.pattern.search(lower))


def any_strikes(guards: Iterable[Guard], found: Found, lower: str) -> bool:
    return any(guard.strikes(found, lower) for guard in guards)
