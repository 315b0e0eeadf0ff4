"""The reader's version: changes when, and only when, what reads (code or vocabulary) changes.

It is a digest of the sources, so that nobody has to remember to raise a number, and a reading that is kept can always
be told from one that the present reader would make. Outside the pure core: it reads its own files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

# What a reading depends on: the reader itself, the tables of words, and the form of criteria and axes.
_READING, _VOCABULARY = "matcher.reading", "data.vocabulary"
_FORM = ("criteria.py", "axes.py", "trial.py")
_ENDINGS = (".py", ".tsv")


@cache
def reader_version() -> str:
    """Twelve hexadecimal digits that stand for the reader's code and vocabulary."""
    digest = hashlib.sha256()
    for name, content in _sources():
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _sources() -> Iterator[tuple[str, bytes]]:
    for package in (_READING, _VOCABULARY):
        yield from _files_below(files(package), package)
    for name in _FORM:
        yield f"data/{name}", (files("data") / name).read_bytes()


def _files_below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _files_below(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_ENDINGS):
            yield f"{path}/{entry.name}", entry.read_bytes()
