"""What the matches of a regular expression begin with, from the same tree as the words that they need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from matcher.reading.needed_words import one_of, parsed, sets_of, tightest

_MOST_BEGINNINGS = 150
_LONG_ENOUGH = 8  # letters of a beginning: more make it hardly rarer
SPACES, WORD_SIGNS = "spaces", "word signs"  # as of `\s`, `\w`
_RUNS = {"[(CATEGORY, CATEGORY_SPACE)]": SPACES, "[(CATEGORY, CATEGORY_WORD)]": WORD_SIGNS}


class Beginning(NamedTuple):
    """What a match may begin with, where one of `words` stands in the text; none: whatever stands there."""

    letters: str
    words: frozenset[str] = frozenset()


class Beginnings(NamedTuple):
    """What a match begins with."""

    all: tuple[Beginning, ...] = ()  # one of these; none at all: anything
    opening: Beginning | None = None  # with no letters: a match may also begin where the text begins, with anything
    before: frozenset[str] = frozenset()  # a match may also begin with SPACES or WORD_SIGNS right before one of them


def beginnings_of(pattern: str, flags: int = 0, *, folded: bool = False) -> Beginnings:
    try:
        begun = _beginnings_of(parsed(pattern, flags), folded)
    except (AttributeError, ImportError, TypeError, ValueError):
        return Beginnings()
    return Beginnings(
        _fewest(one for one in begun if not one.opens_text),
        next(iter(_fewest(one._replace(letters="") for one in begun if one.opens_text)), None),
        frozenset(one.before for one in begun if one.before),
    )


class _Begun(NamedTuple):
    """The first letters of a match; `open` where what stands behind them in the pattern follows at once, `before` with what may
    stand before them, `words` as for a beginning."""

    letters: str
    open: bool = True
    opens_text: bool = False
    before: str = ""
    words: frozenset[str] = frozenset()

    @property
    def closed(self) -> _Begun:
        return self._replace(open=False)

    def followed_by(self, after: _Begun) -> _Begun:
        opens_text = self.opens_text or (after.opens_text and not self.letters)
        if self.letters and (after.before or after.opens_text):
            return self.closed
        if self.before and after.before not in ("", self.before):
            return _Begun("", open=False)
        letters, words = self.letters + after.letters, tightest(filter(None, (self.words, after.words)))
        return _Begun(
            letters, after.open and len(letters) < _LONG_ENOUGH, opens_text, self.before or after.before, words
        )


_NOTHING = frozenset({_Begun("")})
_ANYTHING = frozenset({_Begun("", open=False)})


def _beginnings_of(tree: Any, folded: bool) -> frozenset[_Begun]:
    """None where a match may begin with anything, or with a letter that stands everywhere."""
    if tree.state.flags & re.MULTILINE or tree.getwidth()[0] == 0:
        return frozenset()
    begun = _begun(tree, folded)
    letters = {beginning.letters for beginning in _fewest(one for one in begun if not one.opens_text)}
    if len(letters) > _MOST_BEGINNINGS or any(not one.strip() or (len(one) == 1 and one.isalpha()) for one in letters):
        return frozenset()
    return begun


def _fewest(begun: Iterable[_Begun]) -> tuple[Beginning, ...]:
    """Of which none begins with another, so that no two stand at the same place. Words that stand in the letters themselves tell nothing."""
    words: dict[str, list[frozenset[str]]] = {}
    for one in sorted(begun, key=lambda one: one.letters):
        shorter = next((letters for letters in words if one.letters.startswith(letters)), one.letters)
        words.setdefault(shorter, []).append(one.words)
    return tuple(
        Beginning(letters, among if all(of_each) and not any(word in letters for word in among) else frozenset())
        for letters, of_each in words.items()
        for among in [frozenset().union(*of_each)]
    )


def _begun(sequence: Any, folded: bool) -> frozenset[_Begun]:
    begun, letters = _NOTHING, ""
    for code, argument in sequence:
        name = str(code)
        if name == "LITERAL" and (chr(argument).isascii() or not folded):
            letters += chr(argument).lower() if folded else chr(argument)
            continue
        if letters:
            begun, letters = _joined(begun, frozenset({_Begun(letters)})), ""
        if not any(one.open for one in begun):
            return begun
        if name == "AT" and str(argument) in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            begun = frozenset(one if one.letters else one._replace(opens_text=True) for one in begun)
        elif name == "MAX_REPEAT" and (signs := _RUNS.get(_class_of(argument[2]))):
            begun = _joined(begun, frozenset({_Begun("", before=signs)}))
        elif name not in ("AT", "ASSERT", "ASSERT_NOT"):
            begun = _joined(begun, _begun_by_part(name, argument, folded))
    return _joined(begun, frozenset({_Begun(letters)})) if letters else begun


def _class_of(part: Any) -> str:
    """A part that is nothing but a class of signs, written out."""
    return str(part[0][1]) if len(part) == 1 and str(part[0][0]) == "IN" else ""


def _joined(first: frozenset[_Begun], then: frozenset[_Begun]) -> frozenset[_Begun]:
    joined = frozenset(one.followed_by(after) for one in first if one.open for after in then)
    joined |= {one for one in first if not one.open}
    return joined if len(joined) <= 2 * _MOST_BEGINNINGS else frozenset(one.closed for one in first)


def _begun_by_part(name: str, argument: Any, folded: bool) -> frozenset[_Begun]:
    if name == "LITERAL":
        return _letter(chr(argument), folded)
    if name == "IN":
        letters = one_of(argument)
        return frozenset().union(*(_letter(letter, folded) for letter in letters)) if "" not in letters else _ANYTHING
    if name == "SUBPATTERN" and not argument[1] & re.MULTILINE:
        return _begun(argument[3], folded)
    if name == "ATOMIC_GROUP":
        return _begun(argument, folded)
    if name == "BRANCH":
        return frozenset().union(*(_begun_by_way(way, folded) for way in argument[1]))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, part = argument
        begun = _begun(part, folded)
        if most > 1:
            begun = frozenset(one.closed for one in begun)
        return begun | _NOTHING if least == 0 else begun
    return _ANYTHING


def _begun_by_way(way: Any, folded: bool) -> frozenset[_Begun]:
    words = tightest(sets_of(way, folded))
    return frozenset(one._replace(words=tightest(filter(None, (one.words, words)))) for one in _begun(way, folded))


def _letter(letter: str, folded: bool) -> frozenset[_Begun]:
    if not folded:
        return frozenset({_Begun(letter)})
    if letter.isascii() or letter.lower() == letter.upper():
        return frozenset({_Begun(letter.lower())})
    return _ANYTHING
