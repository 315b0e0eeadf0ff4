"""Drugs, classes and regimens found in a sentence by a look-up of its words, whatever the number of names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from data.vocabulary.terms import Vocabulary, key_of

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/+().]*")
_CLOSING = re.compile(r"[.)(/+]+$")
# Names that are words or other abbreviations in lower case: they count only as written here.
_AS_WRITTEN = re.compile(r"[A-Z0-9][A-Z0-9-]{0,4}s?")


class Named(NamedTuple):
    """Therapies named at `start:end` of a text; several concepts for a regimen."""

    concepts: tuple[str, ...]
    start: int
    end: int


Names = dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]


@lru_cache(maxsize=4)
def _names(vocabulary: Vocabulary) -> Names:
    index: Names = {}
    for name, concepts in vocabulary.therapy_names.items():
        words = tuple(w for w, _, _ in _words(name))
        if words:
            index.setdefault(words[0], []).append((words, concepts))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def _words(text: str) -> list[tuple[str, int, int]]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.count("(") != word.count(")") or word.endswith("."):
            word = _CLOSING.sub("", word) or word
        found.append((word.lower(), match.start(), match.start() + len(word)))
    return found


def therapies_in(text: str, vocabulary: Vocabulary) -> list[Named]:
    """The longest names in the text, left to right."""
    index = _names(vocabulary)
    words = _words(text)
    found: list[Named] = []
    i = 0
    while i < len(words):
        step = 1
        for name, concepts in index.get(words[i][0], ()):
            if len(name) <= len(words) - i and all(words[i + k][0] == name[k] for k in range(1, len(name))):
                start, end = words[i][1], words[i + len(name) - 1][2]
                if _written_so(text[start:end], key_of(text[start:end])):
                    found.append(Named(concepts, start, end))
                    step = len(name)
                    break
        i += step
    return found


def _written_so(written: str, key: str) -> bool:
    short = len(key) <= 4 and key.isalpha() and key not in ("chemo",)
    return not short or bool(_AS_WRITTEN.fullmatch(written))
