"""Words of which one must stand in whatever a regular expression matches.

They come from the tree into which `re` itself parses a pattern. That tree is not documented: where a later Python should
change it, nothing is found in it, and all still works, more slowly (`tests/reading/test_gated.py` tells).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_MOST_WORDS = 60  # beyond that the pattern itself is as quick
_MOST_SETS = 4
_WORD = re.compile(r"[A-Za-z0-9]{2,}|[0-9!-/:-@\[-`{-~]")  # or a sign: a parenthesis, a bullet; or a digit
_DIGITS = frozenset("0123456789")

# Words that stand in many a sentence of criteria, and so gate badly.
_COMMON = frozenset((
    "no", "or", "and", "not", "of", "the", "to", "in", "for", "with", "on", "at", "by", "as", "an", "any", "if", "who",
    "is", "be", "are", "must", "have", "has", "had", "patient", "patients", "disease", "cancer", "breast",
    "prior", "previous", "treatment", "therapy",
))  # fmt: skip


def sets_needed(pattern: str, flags: int = 0, *, folded: bool = False) -> tuple[frozenset[str], ...]:
    """Sets of words, of each of which at least one stands in every text that a pattern matches: those least likely to be met
    first. `folded`: case is ignored somewhere in the pattern, so that it is held against lower-case text."""
    try:
        sets = sets_of(parsed(pattern, flags), folded)
    except (AttributeError, ImportError, TypeError, ValueError):
        return ()
    fit = {words for words in sets if len(words) <= _MOST_WORDS}
    least = [words for words in fit if not any(other < words for other in fit)]
    return tuple(sorted(least, key=lambda words: (_weight_of(words), sorted(words)))[:_MOST_SETS])


def parsed(pattern: str, flags: int) -> Any:
    return importlib.import_module("re._parser").parse(pattern, flags)


def telling_word(text: str) -> str:
    """The longest in a text; an empty one where there is none."""
    return max(_WORD.findall(text), key=len, default="")


@lru_cache(maxsize=1000)  # a part is asked for by each part that holds it
def sets_of(sequence: Any, folded: bool) -> tuple[frozenset[str], ...]:
    """Sets of words, of each of which one stands in whatever a sequence matches."""
    sets: list[frozenset[str]] = []
    letters: list[str] = []

    def word_ends() -> None:
        sets.extend(frozenset({word}) for word in _WORD.findall("".join(letters)))
        letters.clear()

    for code, argument in sequence:
        name = str(code)
        if name == "LITERAL":
            letters.append(chr(argument).lower() if folded else chr(argument))
            continue
        word_ends()
        sets.extend(_sets_of_part(name, argument, folded))
    word_ends()
    return tuple(sets)


def _sets_of_part(name: str, argument: Any, folded: bool) -> Sequence[frozenset[str]]:
    if name == "SUBPATTERN":
        return sets_of(argument[3], folded)
    if name == "ATOMIC_GROUP" or name == "ASSERT":
        return sets_of(argument if name == "ATOMIC_GROUP" else argument[1], folded)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return sets_of(argument[2], folded)
    if name == "IN":
        signs = one_of(argument)
        return [signs] if all(map(_WORD.fullmatch, signs)) else []
    if name == "BRANCH":
        ways = [tightest(sets_of(way, folded)) for way in argument[1]]
        return [frozenset().union(*ways)] if all(ways) else []
    return []


def tightest(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return min(sets, key=_weight_of, default=frozenset())


def one_of(choices: Any) -> frozenset[str]:
    """The letters and signs of a class; one that is no word where it takes in others than digits and those written out."""
    signs: set[str] = set()
    for code, value in choices:
        name = str(code)
        if name == "LITERAL":
            signs.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < len(_DIGITS):
            signs.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            signs |= _DIGITS
        else:
            return frozenset({""})
    return frozenset(signs)


def _weight_of(words: Iterable[str]) -> float:
    return sum(map(_weight, words))


@lru_cache(maxsize=10_000)
def _weight(word: str) -> float:
    if word.lower() in _COMMON:
        return 5
    if word in _DIGITS:
        return 0.4  # of ten, as a rule
    return {1: 3, 2: 4, 3: 2}.get(len(word), 0.5)
