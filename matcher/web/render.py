"""Pages from templates: the environment made once for an app, and the words and forms that every page uses."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from data.database import DatabaseProblem
from matcher.fact_words import field_words
from matcher.web.fields import BLOCKS, MARKER
from matcher.web.texts import Texts

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")  # the registry's Markdown escapes
SIGNS = {"met": "✓", "not_met": "✗", "unknown": "?", "no_fact": "·", "unread": "!"}
VERDICT_SIGNS = {"eligible": "✓", "possible": "?", "ineligible": "✗"}


class Pages:
    """The templates with one catalogue of texts. Text from outside is escaped wherever it is put in."""

    def __init__(self, words: Texts):
        self.words = words
        self._templates = Environment(
            loader=PackageLoader("matcher.web"), autoescape=select_autoescape(), undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        months = words("site.months").split()
        self._templates.globals |= {
            "t": words, "blocks": BLOCKS, "signs": SIGNS, "verdict_signs": VERDICT_SIGNS,
            "asset": {name: f"/static/{name}?{_hash_of(name)}" for name in ("style.css", "page.js", "form.js", "icon.svg")},
        }  # fmt: skip
        self._templates.filters |= {
            "day": lambda date: _day(date, months),
            "plain": _plain,
            "fact": self._fact,
        }

    def _fact(self, name: str) -> str:
        """A patient field or `biomarkers.NAME` as it is asked for, or as the form calls it."""
        key = next((key for key in (f"fact.{name}", f"field.{name}") if key in self.words), None)
        return self.words(key) if key else field_words(name.removeprefix(MARKER))

    def page(self, request: Request, template: str, status: int = 200, /, **values: Any) -> HTMLResponse:
        try:
            freshness = request.app.state.copy.freshness()
        except DatabaseProblem:
            freshness = None
        values |= {"freshness": freshness, "signed_in": bool(request.app.state.keys), "path": request.url.path}
        return HTMLResponse(self._templates.get_template(template).render(values), status)


def pages_of(request: Request) -> Pages:
    pages: Pages = request.app.state.pages
    return pages


def _plain(text: str) -> str:
    """The registry's text without the escapes of Markdown."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _day(date: str | None, months: list[str]) -> str:
    """A date of the registry (`2026`, `2026-11`, `2026-11-24`) or a time as people write it: 24 Nov 2026."""
    if not date:
        return "–"
    year, *rest = date[:10].split("-")
    parts = [months[int(rest[0]) - 1], year] if rest else [year]
    return " ".join([str(int(rest[1])), *parts] if len(rest) == 2 else parts)


def _hash_of(name: str) -> str:
    """A short hash of a static file, so that a new version is asked for by a new name."""
    return hashlib.sha256((files("matcher.web") / "static" / name).read_bytes()).hexdigest()[:10]
