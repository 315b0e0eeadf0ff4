"""The phrase language of the vocabulary tables, compiled into linear-time patterns with the words that must be there.

    stage                   the word, whatever its case
    metasta*                any word that begins so
    (early|stage I)         one of these
    [invasive|primary]      one of these or nothing
    ~3                      up to three other words (a bare ~ is three)
    {surgery}               one of the phrases of the word list of that name

Words stand apart by up to five signs such as spaces, hyphens, commas, slashes or parentheses, never by a full stop,
semicolon or colon. A phrase begins and ends at the edge of a word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from matcher.reading.gated import Pattern, gated

KEY_LENGTH = 4  # letters of a word by which phrases are looked up
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"[()\[\]|]|\{[\w ]+\}|~\d*|[^\s()\[\]|{}~]+")
_APART = r"[^\w.;:]{1,6}"
_GAP_WORD = r"\w+(?:\.\d+)?"  # 'size 1.5 cm or more': a decimal is one word

# Words too common to look a phrase up by, where another one is there.
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and any are as at be been by for from had has have if in is no not of on or prior that the their this to "
        "was were who will with without patients patient disease cancer breast",
    )
)


class BadPhrase(ValueError):
    """A phrase that is not of the phrase language; the message says where it goes wrong."""


class Compiled(NamedTuple):
    """`pattern` runs over lower-case text; at least one of `keys` begins a word wherever it matches, and one of each of
    `also`."""

    pattern: re.Pattern[str]
    keys: frozenset[str]
    also: tuple[frozenset[str], ...] = ()


def keys_of(lower: str) -> frozenset[str]:
    """The first letters of every word of a lower-case text."""
    return frozenset(word[:KEY_LENGTH] for word in _WORD.findall(lower))


def words_beginning(beginnings: str) -> frozenset[str]:
    """Keys from words or beginnings of words set apart by spaces, to be held against `keys_of` a text."""
    return frozenset(word[:KEY_LENGTH] for word in beginnings.split())


def compile_phrase(phrase: str, lists: Mapping[str, Sequence[str]]) -> Compiled:
    """Raises BadPhrase."""
    sequence = _parse(phrase, lists)
    regex = _regex(sequence)
    keys = _keys(sequence)
    if not keys:
        raise BadPhrase(f"{phrase!r}: at least one word must be there whichever way it is read")
    also = {one for element in sequence if (one := _element_keys(element)) and one != keys}
    whole = sorted(
        (one for one in also if not any(key.endswith("*") for key in one)), key=lambda one: (len(one), *sorted(one))
    )
    return Compiled(re.compile(rf"(?<!\w){regex}"), keys, tuple(whole))


def compile_before(phrase: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """A pattern to `match` where another phrase has ended. Raises BadPhrase."""
    return gated(rf"[^\w.;:]{{0,4}}{_regex(_parse('(' + phrase + ')', lists))}")


def compile_after(phrase: str, lists: Mapping[str, Sequence[str]]) -> Pattern:
    """A pattern to `search` in the text up to where another phrase begins. Raises BadPhrase."""
    return gated(rf"(?<!\w){_regex(_parse('(' + phrase + ')', lists))}[^\w.;:]{{0,4}}$")


# ---------------------------------------------------------------- syntax


class _Word(NamedTuple):
    text: str

    @property
    def stem(self) -> bool:
        return self.text.endswith("*")


class _Choice(NamedTuple):
    ways: tuple[tuple[_Element, ...], ...]
    optional: bool


class _Gap(NamedTuple):
    words: int


_Element = _Word | _Choice | _Gap


def _parse(phrase: str, lists: Mapping[str, Sequence[str]]) -> tuple[_Element, ...]:
    tokens = list(_TOKEN.findall(phrase.lower()))
    if "".join(tokens) != re.sub(r"(?<!\{)\s+(?![^{]*\})", "", phrase.lower()):
        raise BadPhrase(f"{phrase!r} holds a sign that the phrase language does not know")
    position, sequence = _sequence(tokens, 0, phrase, lists)
    if position != len(tokens):
        raise BadPhrase(f"{phrase!r}: {tokens[position]!r} closes nothing")
    return sequence


def _sequence(
    tokens: list[str], position: int, phrase: str, lists: Mapping[str, Sequence[str]]
) -> tuple[int, tuple[_Element, ...]]:
    elements: list[_Element] = []
    while position < len(tokens) and tokens[position] not in ")]|":
        token = tokens[position]
        if token in "([":
            position, choice = _choice(tokens, position, phrase, lists)
            elements.append(choice)
            continue
        if token.startswith("~"):
            elements.append(_Gap(int(token[1:] or 3)))
        elif token.startswith("{"):
            elements.append(_listed(token[1:-1].strip(), phrase, lists))
        else:
            elements.append(_Word(token))
        position += 1
    if not elements:
        raise BadPhrase(f"{phrase!r}: there is an empty alternative")
    return position, tuple(elements)


def _choice(tokens: list[str], position: int, phrase: str, lists: Mapping[str, Sequence[str]]) -> tuple[int, _Choice]:
    closing = ")" if tokens[position] == "(" else "]"
    ways: list[tuple[_Element, ...]] = []
    while True:
        position, way = _sequence(tokens, position + 1, phrase, lists)
        ways.append(way)
        if position >= len(tokens):
            raise BadPhrase(f"{phrase!r}: {closing!r} is missing")
        if tokens[position] != "|":
            break
    if tokens[position] != closing:
        raise BadPhrase(f"{phrase!r}: {closing!r} is missing before {tokens[position]!r}")
    return position + 1, _Choice(tuple(ways), closing == "]")


def _listed(name: str, phrase: str, lists: Mapping[str, Sequence[str]]) -> _Choice:
    if name not in lists:
        raise BadPhrase(f"{phrase!r}: there is no word list {name!r}")
    return _Choice(tuple(_parse(member, lists) for member in lists[name]), False)


# ---------------------------------------------------------------- to a regular expression


def _regex(sequence: Sequence[_Element]) -> str:
    """Optional parts carry the signs that set them apart; a gap stands between two others, or opens what follows a phrase."""
    parts: list[str] = []
    begun = False  # whether a part that must be there has been written
    for element in sequence:
        if isinstance(element, _Gap):
            apart = rf"{_APART}{_GAP_WORD}" if begun else rf"{_GAP_WORD}{_APART}"
            parts.append(rf"(?:{apart}){{0,{element.words}}}?")
        elif isinstance(element, _Choice) and element.optional:
            ways = _ways(element)
            parts.append(rf"(?:{_APART}{ways})?" if begun else rf"(?:{ways}{_APART})?")
        else:
            own = _ways(element) if isinstance(element, _Choice) else _word(element)
            parts.append(_APART + own if begun else own)
            begun = True
    return "".join(parts)


def _ways(choice: _Choice) -> str:
    return "(?:" + "|".join(_regex(way) for way in choice.ways) + ")"


def _word(word: _Word) -> str:
    if word.stem:
        return re.escape(word.text[:-1]) + r"\w*"
    edge = r"(?!\w)" if re.match(r"\w", word.text[-1]) else ""
    return re.escape(word.text) + edge


# ---------------------------------------------------------------- the words that must be there


def _keys(sequence: Sequence[_Element]) -> frozenset[str]:
    """The best set of word beginnings of which any match holds at least one: rare words before common ones."""
    best: tuple[int, int, frozenset[str]] | None = None
    for element in sequence:
        keys = _element_keys(element)
        if keys:
            rank = (sum(key in _COMMON_KEYS for key in keys), len(keys), keys)
            if best is None or rank[:2] < best[:2]:
                best = rank
    return best[2] if best else frozenset()


def _element_keys(element: _Element) -> frozenset[str]:
    if isinstance(element, _Word):
        found = _WORD.match(element.text)
        if found is None or (element.stem and len(found.group()) < KEY_LENGTH and found.end() == len(element.text) - 1):
            return frozenset() if found is None else frozenset({found.group()[:KEY_LENGTH] + "*"})
        return frozenset({found.group()[:KEY_LENGTH]})
    if isinstance(element, _Choice) and not element.optional:
        ways = [_keys(way) for way in element.ways]
        return frozenset().union(*ways) if all(ways) else frozenset()
    return frozenset()


_COMMON_KEYS = frozenset(word[:KEY_LENGTH] for word in _COMMON)

Meaning = TypeVar("Meaning")


class Found(NamedTuple, Generic[Meaning]):
    """A phrase found at `start:end` of a text."""

    meaning: Meaning
    start: int
    end: int


class PhraseTable(Generic[Meaning]):
    """Phrases by the words that must be there: only those are tried of which a word stands in the text."""

    def __init__(self, rows: Iterable[tuple[str, Meaning]], lists: Mapping[str, Sequence[str]]):
        self._phrases: list[tuple[Compiled, Meaning]] = []
        self._by_key: dict[str, list[int]] = {}
        self._short: dict[str, list[int]] = {}
        for phrase, meaning in rows:
            compiled = compile_phrase(phrase, lists)
            place = len(self._phrases)
            self._phrases.append((compiled, meaning))
            for key in compiled.keys:
                if key.endswith("*"):
                    self._short.setdefault(key[:-1], []).append(place)
                else:
                    self._by_key.setdefault(key, []).append(place)

    def find(self, lower: str, keys: frozenset[str]) -> Iterator[Found[Meaning]]:
        """Every phrase in a lower-case text with these keys, in the order of the table."""
        for place in self._tried(keys):
            compiled, meaning = self._phrases[place]
            for one in compiled.also:
                if one.isdisjoint(keys):
                    break
            else:
                for match in compiled.pattern.finditer(lower):
                    yield Found(meaning, match.start(), match.end())

    def _tried(self, keys: frozenset[str]) -> list[int]:
        places: set[int] = set()
        for key in keys & self._by_key.keys():
            places.update(self._by_key[key])
        for short, of_short in self._short.items():
            if any(key.startswith(short) for key in keys):
                places.update(of_short)
        return sorted(places)

    def first(self, lower: str, keys: frozenset[str]) -> Found[Meaning] | None:
        """The phrase found furthest to the left."""
        return min(self.find(lower, keys), key=lambda found: found.start, default=None)


def blank(text: str, start: int, end: int | None = None) -> str:
    """The text with what stands from `start` to `end` (None: its end) made blank; of the same length, so that positions hold."""
    end = len(text) if end is None else end
    return text[:start] + " " * (end - start) + text[end:]


def blanked(
    pattern: Pattern, text: str, *parts: str, where: Callable[[re.Match[str]], object] = lambda found: True
) -> str:
    """The text with what the pattern finds made blank: each of the groups `parts` that has matched, or all where none is
    named; only finds that `where` says yes to. Positions hold."""

    def without(found: re.Match[str]) -> str:
        told = found.group()
        if not where(found):
            return told
        for part in parts or (0,):
            if found.start(part) >= 0:
                told = blank(told, found.start(part) - found.start(), found.end(part) - found.start())
        return told

    return pattern.sub(without, text)
