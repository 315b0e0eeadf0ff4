"""Which of the words that patterns need stand in a text, wherever in a word of the text: 'metasta' in 'micrometastases'.

Each text is cut into its words once; what a word holds is found once as long as it is met often enough to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from threading import Lock

_WORD = re.compile(r"[A-Za-z0-9]+|[!-/:-@\[-`{-~]")  # or a sign: a parenthesis, a bullet
_FOLDED_ODDLY = re.compile("[\u0130\u0131\u017f\u212a]")  # letters that ignoring case takes for i, s and k
_TEXTS_KEPT = 1000
_OFTEN = 8
_WORDS_KEPT = 20_000

_looked_for = {""}  # which stands in every text
_longest = 1
_lock = Lock()  # no text is looked through while words are added


class Within:
    """A text, and of the words looked for those that stand in it: in lower case whatever its case, and as they are; none where it has not been asked for often enough for that to pay."""

    __slots__ = ("asked", "lower", "odd", "text", "words")

    def __init__(self, text: str):
        self.text = text
        self.lower = text.lower()
        self.odd = not text.isascii() and _FOLDED_ODDLY.search(text) is not None  # ignoring case, any word may be there
        self.words: Set[str] | None = _looked_for if self.odd else None
        self.asked = 0

    def find_words(self) -> None:
        with _lock:
            self.words = frozenset({""}).union(*map(_words_in, set(_WORD.findall(self.text))))

    def lacks_one_of(self, sets: Iterable[Set[str]], *, folded: bool) -> bool:
        self.asked += 1
        if self.asked > _OFTEN:
            self.find_words()
        text = self.lower if folded else self.text
        for words in sets:
            for word in words:
                if word in text:
                    break
            else:
                return True
        return False

    def those_of(self, words: Iterable[str]) -> list[str]:
        """Those that stand in it whatever their case."""
        return [word for word in words if word in self.lower]


def look_for(words: Set[str]) -> None:
    """Each a run of letters and digits, or one sign."""
    global _longest
    with _lock:
        if not _looked_for.issuperset(words):
            _looked_for.update(words)
            _longest = max(map(len, _looked_for))
            WITHIN.clear()
            _words_in.cache_clear()


class _Texts(dict[str, Within]):
    """Those asked for of late."""

    def __missing__(self, text: str) -> Within:
        if len(self) >= _TEXTS_KEPT:
            self.clear()
        known = self[text] = Within(text)
        return known


WITHIN = _Texts()


@lru_cache(maxsize=_WORDS_KEPT)
def _words_in(word: str) -> frozenset[str]:
    return frozenset(
        part
        for form in {word, word.lower()}
        for start in range(len(form))
        for end in range(start + 1, min(len(form), start + _longest) + 1)
        if (part := form[start:end]) in _looked_for
    )
