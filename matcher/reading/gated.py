"""Regular expressions that are not run on a text which lacks every word they cannot do without.

A sentence meets some thousand patterns and matches a few dozen. `gated` finds in a pattern the words of which at least one
stands in whatever it matches ('metasta' or 'stage' in `(?:metasta\\w+|stage IV)\\b`), and looks for those first: a search
for a plain word costs a fiftieth of that of a pattern. What is found is the same as with `re`; a pattern in which no such
words are found runs as it would there.

The words come from the tree into which `re` itself parses a pattern. That tree is not documented: where a later Python
should change it, nothing is gated and all still works, more slowly (`tests/reading/gated_test.py` tells).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

_MOST_WORDS = 60  # beyond that the pattern itself is as quick
_WORD = re.compile(r"[A-Za-z0-9]{2,}|[!-+/:-@\[-`{-~-]")  # or a sign: a parenthesis, a bullet
_FOLDED_ODDLY = re.compile("[\u0130\u0131\u017f\u212a]")  # letters that ignoring case takes for i, s and k

# How often a word stands in a sentence of criteria, roughly: words that gate badly.
_COMMON = frozenset(
    [
        "no",
        "or",
        "and",
        "not",
        "of",
        "the",
        "to",
        "in",
        "for",
        "with",
        "is",
        "be",
        "an",
        "are",
        "any",
        "patient",
        "patients",
        "disease",
        "cancer",
        "breast",
        "prior",
        "treatment",
        "therapy",
        "must",
        "have",
        "has",
        "had",
        "on",
        "at",
        "by",
        "as",
        "if",
        "who",
        "previous",
    ]
)


class Pattern:
    """Used like a compiled pattern of `re`."""

    __slots__ = ("_compiled", "_folded", "_words", "findall", "flags", "pattern", "split")

    def __init__(self, pattern: str, flags: int = 0):
        self._compiled = re.compile(pattern, flags)
        self._folded = bool(self._compiled.flags & re.IGNORECASE) or "(?i" in pattern
        words = words_needed(pattern, flags)
        self._words = tuple(word.lower() for word in words) if self._folded else words
        self.pattern, self.flags = pattern, flags
        self.findall: Callable[[str], list[Any]] = self._compiled.findall
        self.split: Callable[..., list[str | Any]] = self._compiled.split

    @property
    def words(self) -> tuple[str, ...]:
        """Those of which at least one stands in whatever it matches, in lower case where case is ignored; none: it may match anything."""
        return self._words

    def may_match(self, text: str) -> bool:
        """False where it certainly finds nothing in the text."""
        if not self._words:
            return True
        if self._folded:
            if not text.isascii() and _FOLDED_ODDLY.search(text):
                return True
            text = text.lower()
        for word in self._words:  # noqa: SIM110 (the innermost loop of all reading: `any` takes three times as long)
            if word in text:
                return True
        return False

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if not self.may_match(text):
            return None
        return self._compiled.search(text, start) if end is None else self._compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if not self.may_match(text):
            return None
        return self._compiled.match(text, start) if end is None else self._compiled.match(text, start, end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if not self.may_match(text):
            return None
        return self._compiled.fullmatch(text, start) if end is None else self._compiled.fullmatch(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        if not self.may_match(text):
            return iter(())
        return self._compiled.finditer(text, start) if end is None else self._compiled.finditer(text, start, end)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self._compiled.sub(replacement, text, count) if self.may_match(text) else text


gated = lru_cache(maxsize=None)(Pattern)


class Rewriting:
    """Patterns with what is put in the place of what they find, applied one behind the other; each word that some of them need
    is looked for once."""

    def __init__(self, rows: Iterable[tuple[str, str]]):
        self._rows = [(gated(pattern, re.I), replacement) for pattern, replacement in rows]
        self._always = frozenset(place for place, (pattern, _) in enumerate(self._rows) if not pattern.words)
        self._needing: dict[str, list[int]] = {}
        for place, (pattern, _) in enumerate(self._rows):
            for word in pattern.words:
                self._needing.setdefault(word, []).append(place)

    def __call__(self, text: str) -> str:
        tried = self._that_may_match(text)
        for place, (pattern, replacement) in enumerate(self._rows):
            if place in tried:
                again = pattern.sub(replacement, text)
                if again != text:
                    text, tried = again, self._that_may_match(again)
        return text

    def _that_may_match(self, text: str) -> frozenset[int]:
        if not text.isascii() and _FOLDED_ODDLY.search(text):
            return frozenset(range(len(self._rows)))
        lower = text.lower()
        return self._always.union(*(places for word, places in self._needing.items() if word in lower))


# ---------------------------------------------------------------- the words that must be there


def words_needed(pattern: str, flags: int = 0) -> tuple[str, ...]:
    """Words of which at least one stands in every text that the pattern matches, likely ones first; none where there are no such words, or too many to be worth while."""
    try:
        tree = importlib.import_module("re._parser").parse(pattern, flags)
        words = _needed(tree)
    except (AttributeError, ImportError, TypeError, ValueError):
        return ()
    if not words or len(words) > _MOST_WORDS:
        return ()
    return tuple(sorted(words, key=lambda word: (-_weight(word), word)))


def _needed(sequence: Any) -> frozenset[str]:
    """The set that is the least likely to be met, of those that the parts of a sequence ask for."""
    sets: list[frozenset[str]] = []
    letters: list[str] = []

    def word_ends() -> None:
        sets.extend(frozenset({word}) for word in _WORD.findall("".join(letters)))
        letters.clear()

    for code, argument in sequence:
        name = str(code)
        if name == "LITERAL":
            letters.append(chr(argument))
            continue
        word_ends()
        part = _needed_of_part(name, argument)
        if part:
            sets.append(part)
    word_ends()
    return min(sets, key=lambda words: sum(map(_weight, words)), default=frozenset())


def _needed_of_part(name: str, argument: Any) -> frozenset[str]:
    if name == "SUBPATTERN":
        return _needed(argument[3])
    if name == "ATOMIC_GROUP" or name == "ASSERT":
        return _needed(argument if name == "ATOMIC_GROUP" else argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return _needed(argument[2])
    if name == "IN":
        signs = [chr(value) if str(code) == "LITERAL" else " " for code, value in argument]
        return frozenset(signs) if len(signs) <= 8 and all(map(_WORD.fullmatch, signs)) else frozenset()
    if name == "BRANCH":
        ways = [_needed(way) for way in argument[1]]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


def _weight(word: str) -> float:
    if word.lower() in _COMMON:
        return 5
    return {1: 3, 2: 4, 3: 2}.get(len(word), 0.5)
