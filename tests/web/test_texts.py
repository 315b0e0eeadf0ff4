"""The catalogue: every text that a page asks for exists, none stands there for nothing, every language has the same."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from data.tables import Outcome, RunKind
from matcher.kinds import KINDS
from matcher.service import STATUSES
from matcher.web.derived import FREE, HER2, STAINING
from matcher.web.derived import KINDS as DISEASE
from matcher.web.fields import BLOCKS, MARKER
from matcher.web.filters import SORTS, VERDICTS
from matcher.web.marks import WORST_FIRST
from matcher.web.shelf import PHASES
from matcher.web.texts import FOLDER, Texts, load_texts

WEB = Path(str(files("matcher.web")))
WORDS = load_texts()
COUNTED = ("new", "changed", "left", "failed", "unchanged", "seconds")  # of a run
CALL = re.compile(r"""\b(?:t|words)\(["']([\w.+-]+)["'][,)]""")


def named() -> set[str]:
    """The keys that templates and code name in full."""
    sources = [*WEB.glob("templates/*.html"), *WEB.rglob("*.py")]
    return {key for path in sources for key in CALL.findall(path.read_text(encoding="utf-8")) if "." in key}


def made() -> set[str]:
    """The keys that are put together from a name."""
    keys = {f"block.{b.name}" for b in BLOCKS} | {f"phase.{p}" for p in PHASES} | {f"kind.{k}" for k in KINDS}
    keys |= (
        {f"status.{s}" for s in (*STATUSES, "none")} | {f"sort.{s}" for s in SORTS} | {f"verdict.{v}" for v in VERDICTS}
    )
    keys |= {f"answer.heading_{v}" for v in VERDICTS}
    keys |= {f"mark.{m}" for m in WORST_FIRST} | {f"answer.{n}" for n in ("phase", "kind", "status", "cards", "table")}
    keys |= {f"trial.{n}" for n in ("started", "completion", "verified", "updated")}
    keys |= {f"site.nav_{n}" for n in ("ask", "cohort", "freshness", "docs")}
    keys |= {f"freshness.{n}" for n in (*RunKind, Outcome.GOOD, Outcome.RUNNING, *COUNTED)}
    keys |= {f"derived.her2_{n}" for n in HER2.values()} | {f"derived.{n}" for n in (*DISEASE.values(), *FREE.values())}
    keys |= {f"derived.{receptor}_{n}" for receptor in ("er", "pr") for n in STAINING.values()}
    for field in (f for b in BLOCKS for f in b.fields):
        keys |= {f"choice.{field.words}.{c}" for c in field.choices}
        keys |= set() if field.name.startswith(MARKER) else {f"field.{field.name}"}
    return keys


def test_every_text_that_is_asked_for_exists() -> None:
    assert sorted((named() | made()) - WORDS.keys()) == []


def test_no_text_stands_there_for_nothing() -> None:
    spare = WORDS.keys() - named() - made()
    assert sorted(key for key in spare if key.partition(".")[0] not in ("hint", "field", "fact", "derived")) == []


@pytest.mark.parametrize("path", [p for p in FOLDER.iterdir() if p.name.endswith(".toml")], ids=lambda p: p.name)
def test_every_language_has_the_same_texts_with_the_same_gaps(path: Any) -> None:
    other = Texts(tomllib.loads(path.read_text(encoding="utf-8")))
    assert other.keys() == WORDS.keys()


def test_a_number_chooses_its_form_and_shows_its_thousands() -> None:
    assert WORDS("answer.heading_open", n=1) == "1 trial to consider"
    assert WORDS("answer.heading_open", n=1234) == "1,234 trials to consider"


def test_the_kinds_of_verdict_are_three() -> None:
    from matcher.web.api.answers import Verdict

    assert {f"verdict.{v}" for v in get_args(Verdict)} <= WORDS.keys()
