"""What a regular expression cannot do without: words of which one must be there, and the words that a match begins with.

Both come from the tree into which `re` itself parses a pattern. That tree is not documented: where a later Python should
change it, nothing is found in it, and all still works, more slowly (`tests/reading/test_gated.py` tells).
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

_MOST_WORDS = 60  # beyond that the pattern itself is as quick
_MOST_SETS = 4
_MOST_BEGINNINGS = 150
_LONG_ENOUGH = 8  # letters of a beginning: more make it hardly rarer
_WORD = re.compile(r"[A-Za-z0-9]{2,}|[!-+/:-@\[-`{-~-]")  # or a sign: a parenthesis, a bullet

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


class Needed(NamedTuple):
    """What stands in every text that a pattern matches; in lower case where case is ignored."""

    sets: tuple[frozenset[str], ...] = ()  # at least one word of each: the set least likely to be met first
    beginnings: tuple[str, ...] = ()  # one of these at the start of the match, or the text begins there; none: anything
    may_open: bool = False  # a match may also begin where the text begins, with anything


def needed(pattern: str, flags: int = 0, *, folded: bool = False) -> Needed:
    """`folded`: case is ignored somewhere in the pattern, so that it is held against lower-case text."""
    try:
        tree = importlib.import_module("re._parser").parse(pattern, flags)
        sets = _sets(tree)
        beginnings, may_open = _beginnings_of(tree, folded)
    except (AttributeError, ImportError, TypeError, ValueError):
        return Needed()
    if folded:
        sets = [frozenset(word.lower() for word in words) for words in sets]
    if beginnings and not may_open:
        sets.append(frozenset(map(telling_word, beginnings)))
    fit = {words for words in sets if len(words) <= _MOST_WORDS and "" not in words}
    tightest = [words for words in fit if not any(other < words for other in fit)]
    in_order = sorted(tightest, key=lambda words: (_weight_of(words), sorted(words)))
    return Needed(tuple(in_order[:_MOST_SETS]), tuple(sorted(beginnings)), may_open)


def telling_word(text: str) -> str:
    """The longest in a text; an empty one where there is none."""
    return max(_WORD.findall(text), key=len, default="")


# ---------------------------------------------------------------- words that must be there


def _sets(sequence: Any) -> list[frozenset[str]]:
    """Sets of words, of each of which one stands in whatever a sequence matches."""
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
        sets.extend(_sets_of_part(name, argument))
    word_ends()
    return sets


def _sets_of_part(name: str, argument: Any) -> list[frozenset[str]]:
    if name == "SUBPATTERN":
        return _sets(argument[3])
    if name == "ATOMIC_GROUP" or name == "ASSERT":
        return _sets(argument if name == "ATOMIC_GROUP" else argument[1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") and argument[0] >= 1:
        return _sets(argument[2])
    if name == "IN":
        signs = [chr(value) if str(code) == "LITERAL" else " " for code, value in argument]
        return [frozenset(signs)] if len(signs) <= 8 and all(map(_WORD.fullmatch, signs)) else []
    if name == "BRANCH":
        ways = [min(_sets(way), key=_weight_of, default=frozenset()) for way in argument[1]]
        return [frozenset().union(*ways)] if all(ways) else []
    return []


def _weight_of(words: Iterable[str]) -> float:
    return sum(map(_weight, words))


def _weight(word: str) -> float:
    if word.lower() in _COMMON:
        return 5
    return {1: 3, 2: 4, 3: 2}.get(len(word), 0.5)


# ---------------------------------------------------------------- what a match begins with


class _Begun(NamedTuple):
    """The first letters of a match; `open` where what stands behind them in the pattern follows at once."""

    letters: str
    open: bool = True
    opens_text: bool = False

    @property
    def closed(self) -> _Begun:
        return self._replace(open=False)

    def followed_by(self, after: _Begun) -> _Begun:
        if not self.letters:
            return after if not self.opens_text else after._replace(opens_text=True)
        letters = self.letters + after.letters
        return _Begun(letters, after.open and not after.opens_text and len(letters) < _LONG_ENOUGH, self.opens_text)


_NOTHING = frozenset({_Begun("")})
_ANYTHING = frozenset({_Begun("", open=False)})


def _beginnings_of(tree: Any, folded: bool) -> tuple[frozenset[str], bool]:
    """Beginnings of which none begins with another, so that no two stand at the same place."""
    none: frozenset[str] = frozenset()
    if tree.state.flags & re.MULTILINE or tree.getwidth()[0] == 0:
        return none, False
    begun = _begun(tree, folded)
    letters = {one.letters for one in begun if not one.opens_text}
    if any(not one.strip() or (len(one) == 1 and one.isalpha()) for one in letters):
        return none, False
    fewest = frozenset(one for one in letters if not any(one != other and one.startswith(other) for other in letters))
    if len(fewest) > _MOST_BEGINNINGS:
        return none, False
    return fewest, any(one.opens_text for one in begun)


def _begun(sequence: Any, folded: bool) -> frozenset[_Begun]:
    begun = _NOTHING
    for code, argument in sequence:
        if not any(one.open for one in begun):
            break
        name = str(code)
        if name == "AT" and str(argument) in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            begun = frozenset(one if one.letters else one._replace(opens_text=True) for one in begun)
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            begun = _joined(begun, _begun_by_part(name, argument, folded))
    return begun


def _joined(first: frozenset[_Begun], then: frozenset[_Begun]) -> frozenset[_Begun]:
    joined = frozenset(one.followed_by(after) for one in first if one.open for after in then)
    joined |= {one for one in first if not one.open}
    return joined if len(joined) <= 2 * _MOST_BEGINNINGS else frozenset(one.closed for one in first)


def _begun_by_part(name: str, argument: Any, folded: bool) -> frozenset[_Begun]:
    if name == "LITERAL":
        return _letter(chr(argument), folded)
    if name == "IN" and len(argument) <= 6 and all(str(code) == "LITERAL" for code, _ in argument):
        return frozenset().union(*(_letter(chr(value), folded) for _, value in argument))
    if name == "SUBPATTERN" and not argument[1] & re.MULTILINE:
        return _begun(argument[3], folded)
    if name == "ATOMIC_GROUP":
        return _begun(argument, folded)
    if name == "BRANCH":
        return frozenset().union(*(_begun(way, folded) for way in argument[1]))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, part = argument
        begun = _begun(part, folded)
        if most > 1:
            begun = frozenset(one.closed for one in begun)
        return begun | _NOTHING if least == 0 else begun
    return _ANYTHING


def _letter(letter: str, folded: bool) -> frozenset[_Begun]:
    if not folded:
        return frozenset({_Begun(letter)})
    if letter.isascii() or letter.lower() == letter.upper():
        return frozenset({_Begun(letter.lower())})
    return _ANYTHING
