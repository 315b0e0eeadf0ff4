"""The texts of the pages: one catalogue a language, so that another language is another file."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

FOLDER = files("matcher.web") / "catalogue"


class Texts:
    """`texts("answer.page", page=1, pages=3)`. Raises KeyError for a text that does not exist."""

    def __init__(self, entries: dict[str, Any]):
        self._entries = dict(_flat(entries))

    def __call__(self, key: str, **values: Any) -> str:
        entry = self._entries[key]
        if isinstance(entry, dict):
            entry = entry["one" if values["n"] == 1 else "other"]
        shown = {name: _shown(value) for name, value in values.items()}
        text: str = entry.format(**shown) if shown else entry
        return text

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def keys(self) -> frozenset[str]:
        return frozenset(self._entries)


def load_texts(language: str = "en") -> Texts:
    """The catalogue of a language. Raises FileNotFoundError where there is none."""
    return Texts(tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8")))


def _flat(entries: dict[str, Any], above: str = "") -> Any:
    """Keys joined by dots; a table of `one` and `other` is one text."""
    for name, value in entries.items():
        if isinstance(value, dict) and set(value) != {"one", "other"}:
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _shown(value: Any) -> Any:
    """Whole numbers with their thousands apart."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else value
