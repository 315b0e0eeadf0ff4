"""Regular expressions that are run only where they may find something.

A sentence meets some thousand patterns and matches a few dozen. `gated` finds in a pattern the words of which at least one
stands in whatever it matches ('metasta' or 'stage' in `(?:metasta\\w+|stage IV)\\b`), and looks first whether they stand in
the text; which of all the words of all patterns do is found once for a text (`words_within.py`). Where all that a pattern
matches begins with one of some words, it is tried only where those stand. What is found is the same as with `re`; a pattern
in which no such words are found runs as it would there.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Set
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any

from matcher.reading.beginnings import SPACES, WORD_SIGNS, beginnings_of
from matcher.reading.needed_words import sets_needed, telling_word
from matcher.reading.words_within import WITHIN, bits_of, numbers_of

_OF_THE_WORDS = frozenset(["_sets", "_words"])
_OF_THE_COMPILED = frozenset(["_compiled", "findall", "split"])
_OF_THE_BEGINNINGS = frozenset(["_before", "_beginnings", "_by_word", "_needs", "_opening", "_words_to_begin"])
_not_looked_at: list[Pattern] = []  # patterns whose words are not known yet
_looking = Lock()


class Pattern:
    """Used like a compiled pattern of `re`. What is known of it is found when it is first asked for: the words needed of all
    patterns together when the first text is read, what matches begin with and the compiled pattern when a text first holds
    the words needed. Most patterns are never run, and most commands read no text."""

    __slots__ = (
        "_before",
        "_beginnings",
        "_by_word",
        "_compiled",
        "_folded",
        "_needs",
        "_opening",
        "_sets",
        "_words",
        "_words_to_begin",
        "findall",
        "flags",
        "pattern",
        "split",
    )

    def __init__(self, pattern: str, flags: int = 0):
        self.pattern, self.flags = pattern, flags
        self._folded = bool(flags & re.IGNORECASE) or "(?i" in pattern
        _not_looked_at.append(self)

    def __getattr__(self, name: str) -> Any:
        if name in _OF_THE_WORDS:
            _find_words_of_all()
        elif name in _OF_THE_COMPILED:
            self._compile()
        elif name in _OF_THE_BEGINNINGS:
            self._find_beginnings()
        else:
            raise AttributeError(name)
        return getattr(self, name)

    def _find_words(self) -> None:
        sets = sets_needed(self.pattern, self.flags, folded=self._folded)
        self._words = sets[0] if sets else frozenset()
        self._sets = tuple(map(bits_of, sets))

    def _compile(self) -> None:
        self._compiled = re.compile(self.pattern, self.flags)
        self.findall: Callable[[str], list[Any]] = self._compiled.findall
        self.split: Callable[..., list[str | Any]] = self._compiled.split

    def _find_beginnings(self) -> None:
        beginnings, opening, self._before = beginnings_of(self.pattern, self.flags, folded=self._folded)
        self._opening = bits_of(opening.words or {""}) if opening is not None else 0
        self._beginnings = tuple(beginning.letters for beginning in beginnings)
        self._words_to_begin = bits_of(telling_word(letters) for letters in self._beginnings)
        self._by_word: dict[int, list[tuple[str, int]]] = {}
        for letters, words in beginnings:
            (number,) = numbers_of(bits_of({telling_word(letters)}))
            self._by_word.setdefault(number, []).append((letters, bits_of(words)))
        self._needs = bool(self._sets or self._beginnings or self._opening)

    @property
    def words(self) -> frozenset[str]:
        """Those of which at least one stands in whatever it matches, in lower case where case is ignored; none: it may match anything."""
        return self._words

    def _lacks_a_word(self, text: str) -> bool:
        sets, known = self._sets, WITHIN[text]  # in this order: what is found late is looked for in the text
        for words in sets:  # noqa: SIM110 (`any` takes three times as long)
            if not words & known.words:
                return True
        return False

    def _places(self, text: str, start: int, end: int) -> list[int]:
        """Where a match may begin, in order."""
        to_begin, known = (
            self._words_to_begin,
            WITHIN[text],
        )  # in this order: what is found late is looked for in the text
        find = (known.lower if self._folded else text).find
        places = [0] if start == 0 and self._opening & known.words else []
        for number in numbers_of(to_begin & known.words):
            for letters, words in self._by_word[number]:
                if words and not words & known.words:
                    continue
                done = start
                while (place := find(letters, done, end)) >= 0:
                    places.append(place)
                    if self._before:
                        places.extend(_places_before(self._before, text, done, place))
                    done = place + 1
        places.sort()
        return places

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if not (self._sets or self._needs):
            return self._compiled.search(text, start, end)
        known = WITHIN[text]
        for words in self._sets:  # as in `_lacks_a_word`, written out: nothing is done as often in all reading
            if not words & known.words:
                return None
        if known.odd or not (self._by_word or self._opening):
            return self._compiled.search(text, start, end)
        for place in self._places(text, start, end):
            if found := self._compiled.match(text, place, end):
                return found
        return None

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if not (self._sets or self._needs):
            return self._compiled.match(text, start, end)
        known = WITHIN[text]
        for words in self._sets:
            if not words & known.words:
                return None
        if (
            self._beginnings
            and not (self._opening and start == 0)
            and not self._before
            and not known.odd
            and not (known.lower if self._folded else text).startswith(self._beginnings, start)
        ):
            return None
        return self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        if self._lacks_a_word(text):
            return None
        return self._compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        if not (self._sets or self._needs):
            return self._compiled.finditer(text, start, end)
        if self._lacks_a_word(text):
            return iter(())
        if WITHIN[text].odd or not (self._by_word or self._opening):
            return self._compiled.finditer(text, start, end)
        return self._found_at(self._places(text, start, end), text, end)

    def _found_at(self, places: list[int], text: str, end: int) -> Iterator[re.Match[str]]:
        done = 0
        for place in places:
            if place >= done and (found := self._compiled.match(text, place, end)):
                yield found
                done = found.end()

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return text if self.search(text) is None else self._compiled.sub(replacement, text, count)


def _places_before(kinds: Set[str], text: str, start: int, place: int) -> range:
    """The places of the spaces, or else of the letters, right before a place, from `start` on."""
    first = place
    if SPACES in kinds:
        while first > start and text[first - 1].isspace():
            first -= 1
    if WORD_SIGNS in kinds and first == place:
        while first > start and (text[first - 1].isalnum() or text[first - 1] == "_"):
            first -= 1
    return range(first, place)


def _find_words_of_all() -> None:
    """Together, as texts that were looked through are forgotten whenever a word is added to those looked for."""
    with _looking:
        while _not_looked_at:
            pattern = _not_looked_at.pop()
            try:
                pattern._find_words()
            except re.error:
                _not_looked_at.append(pattern)
                raise


gated = lru_cache(maxsize=None)(Pattern)


class Rewriting:
    """Patterns with what is put in the place of what they find, applied one behind the other; each word that some of them need
    is looked for once."""

    def __init__(self, rows: Iterable[tuple[str, str]]):
        self._rows = [(gated(pattern, re.I), replacement) for pattern, replacement in rows]

    @cached_property
    def _always(self) -> frozenset[int]:
        """The places of the rows that need no word."""
        return frozenset(place for place, (pattern, _) in enumerate(self._rows) if not pattern.words)

    @cached_property
    def _needing(self) -> dict[int, list[int]]:
        """The places of the rows that need a word, by its number."""
        needing: dict[int, list[int]] = {}
        for place, (pattern, _) in enumerate(self._rows):
            for number in numbers_of(bits_of(pattern.words)):
                needing.setdefault(number, []).append(place)
        return needing

    @cached_property
    def _words(self) -> int:
        return bits_of([word for pattern, _ in self._rows for word in pattern.words])  # all told before it locks

    def __call__(self, text: str) -> str:
        tried = self._that_may_match(text)
        for place, (pattern, replacement) in enumerate(self._rows):
            if place in tried:
                again = pattern.sub(replacement, text)
                if again != text:
                    text, tried = again, self._that_may_match(again)
        return text

    def _that_may_match(self, text: str) -> frozenset[int]:
        words = self._words  # before the text is looked through for them
        return self._always.union(*map(self._needing.__getitem__, numbers_of(words & WITHIN[text].words)))
