"""Which of the words that patterns need stand in a text, wherever in a word of the text: 'metasta' in 'micrometastases'.

Each text is cut into its words once; what a word holds is found once as long as it is met often enough to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Set
from threading import Lock

_WORD = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")  # or a sign: a parenthesis, a bullet
_ODD = re.compile(
    "[\u0130\u0131\u017f\u212a]|(?![0-9])\\d"
)  # letters that ignoring case takes for i, s and k; other digits
_TEXTS_KEPT = 1000
_WORDS_KEPT = 20_000

_looked_for = {""}  # which stands in every text
_longest = 1
_lock = Lock()  # no text is looked through while words are added


class Within:
    """A text, and of the words looked for those that stand in it: in lower case whatever its case, and as they are."""

    __slots__ = ("lower", "odd", "text", "words")

    def __init__(self, text: str):
        self.text = text
        self.lower = text.lower()
        self.odd = not text.isascii() and _ODD.search(text) is not None  # any word may be there
        self.words: Set[str] = (
            _looked_for if self.odd else frozenset({""}).union(*map(_WORDS_IN.__getitem__, set(_WORD.findall(text))))
        )


def look_for(words: Set[str]) -> None:
    """Each a run of letters and digits, or one sign."""
    global _longest
    with _lock:
        if not _looked_for.issuperset(words):
            _looked_for.update(words)
            _longest = max(map(len, _looked_for))
            WITHIN.clear()
            _WORDS_IN.clear()


class _Texts(dict[str, Within]):
    """Those asked for of late."""

    def __missing__(self, text: str) -> Within:
        with _lock:
            if len(self) >= _TEXTS_KEPT:
                self.clear()
            known = self[text] = Within(text)
        return known


WITHIN = _Texts()


class _WordsIn(dict[str, frozenset[str]]):
    """The words looked for that stand within a word, whatever its case."""

    def __missing__(self, word: str) -> frozenset[str]:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        found = self[word] = frozenset(
            part
            for form in {word, word.lower()}
            for start in range(len(form))
            for end in range(start + 1, min(len(form), start + _longest) + 1)
            if (part := form[start:end]) in _looked_for
        )
        return found


_WORDS_IN = _WordsIn()
