"""Which of the words that patterns need stand in a text, wherever in a word of the text: 'metasta' in 'micrometastases'.

Each word looked for has a bit of its own, so that words are held against a text by one step. A text is cut into its words
once; what a word holds is found once as long as it is met often enough to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from threading import Lock

_WORD = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")  # or a sign: a parenthesis, a bullet
_ODD = re.compile(
    "[\u0130\u0131\u017f\u212a]|(?![0-9])\\d"
)  # letters that ignoring case takes for i, s and k; other digits
_TEXTS_KEPT = 1000
_WORDS_KEPT = 20_000

_looked_for = {"": 1}  # words and their bits; an empty one stands in every text
_longest = 1
_lock = Lock()  # no text is looked through while words are added


class Within:
    """A text, and the bits of the words looked for that stand in it: in lower case whatever its case, and as they are."""

    __slots__ = ("lower", "odd", "text", "words")

    def __init__(self, text: str):
        self.text = text
        self.lower = text.lower()
        self.odd = not text.isascii() and _ODD.search(text) is not None  # any word may be there
        bits = -1 if self.odd else 1
        for word in set(_WORD.findall(text)):
            bits |= _WORDS_IN[word]
        self.words = bits


def bits_of(words: Iterable[str]) -> int:
    """Of words to be looked for from now on, each a run of letters and digits, one sign or nothing."""
    global _longest
    bits = 0
    with _lock:
        for word in words:
            if word not in _looked_for:
                _looked_for[word] = 1 << len(_looked_for)
                _longest = max(_longest, len(word))
                WITHIN.clear()
                _WORDS_IN.clear()
            bits |= _looked_for[word]
    return bits


def numbers_of(bits: int) -> Iterator[int]:
    """One for each word."""
    while bits:
        number = bits.bit_length()
        yield number
        bits ^= 1 << (number - 1)


class _Texts(dict[str, Within]):
    """Those asked for of late."""

    def __missing__(self, text: str) -> Within:
        with _lock:
            if len(self) >= _TEXTS_KEPT:
                self.clear()
            known = self[text] = Within(text)
        return known


WITHIN = _Texts()


class _WordsIn(dict[str, int]):
    """The bits of the words looked for that stand within a word, whatever its case."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        bits = 0
        for form in {word, word.lower()}:
            for start in range(len(form)):
                for end in range(start + 1, min(len(form), start + _longest) + 1):
                    bits |= _looked_for.get(form[start:end], 0)
        self[word] = bits
        return bits


_WORDS_IN = _WordsIn()
