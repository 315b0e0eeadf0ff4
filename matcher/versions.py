"""Versions of what reads and of what lays out in columns: each changes when, and only when, its sources change.

They are digests, so that nobody has to remember to raise a number, and what is kept can always be told from what the
present program would make. Outside the pure core: this reads its own files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_ENDINGS = (".py", ".tsv")


@cache
def reader_version() -> str:
    """Of the reader itself, the tables of words, and the form of criteria and axes: twelve hexadecimal digits."""
    form = ("data/criteria.py", "data/axes.py", "data/trial.py")
    return _digest(("matcher.reading", "data.vocabulary"), form)


@cache
def columns_version() -> str:
    """Of what `matcher.columns` makes of readings: twelve hexadecimal digits."""
    form = ("data/criteria.py", "data/axes.py", "matcher/columns.py", "matcher/kinds.py", "matcher/places.py")
    return _digest(("matcher.deciding",), form)


def _digest(packages: Iterable[str], single: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name, content in _sources(packages, single):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _sources(packages: Iterable[str], single: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for package in packages:
        yield from _files_below(files(package), package)
    for path in single:
        package, _, name = path.partition("/")
        yield path, (files(package) / name).read_bytes()


def _files_below(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            yield from _files_below(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(_ENDINGS):
            yield f"{path}/{entry.name}", entry.read_bytes()
