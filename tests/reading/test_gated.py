"""Patterns that look for a word first find what they would find without it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matcher.reading
from matcher.reading.gated import Pattern, Rewriting, gated

EXAMPLES = sorted(
    line.strip("+- \n")
    for file in (Path(__file__).parent / "examples").rglob("*.txt")
    for line in file.read_text(encoding="utf-8").splitlines()
    if line[:1] in "+-"
)


def _all_patterns() -> Iterator[Pattern]:
    for module in pkgutil.walk_packages(matcher.reading.__path__, "matcher.reading."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Pattern):
                yield value


PATTERNS = list(_all_patterns())


@pytest.mark.parametrize(
    ("pattern", "flags", "words"),
    [
        (r"\bstage IV\b", 0, {"stage"}),
        (r"\b(?:metasta\w+|stage IV)\b", 0, {"metasta", "stage"}),
        (r"(?:HER2 )?positive", re.I, {"positive"}),
        (r"(?:lines? ){1,3}", 0, {"line"}),
        (r"x\w+|never", 0, set()),
        (r"x\d|never", 0, {*"0123456789", "never"}),
        (r"[^.;]*", 0, set()),
        (r"no (?!prior)\w+", 0, {"no"}),
        (r"(?<=without )\w+", 0, {"without"}),
    ],
)
def test_the_words_a_pattern_needs_are_in_all_that_it_matches(pattern: str, flags: int, words: set[str]) -> None:
    assert set(gated(pattern, flags).words) == words


def test_letters_that_ignoring_case_takes_for_others_are_found() -> None:
    assert gated("stage", re.I).search("\u017ftage") is not None
    assert gated("(?i:kps)").search("\u212aPS") is not None


def test_case_counts_where_it_is_not_ignored() -> None:
    assert gated("TNBC").search("tnbc") is None
    assert gated("(?i:tnbc)").search("TNBC") is not None


def test_words_that_a_pattern_brings_are_found_in_texts_looked_through_before() -> None:
    text = "three zyxwvutsrq regimens"
    assert gated("zyxwv", re.I).search(text) is not None
    assert gated(r"(?:zyxwvuts|zyxwvutu)\w+ regimens", re.I).search(text) is not None


def test_patterns_that_are_looked_for_in_several_threads_at_once_find_what_is_there() -> None:
    patterns = [Pattern(rf"thread{number} \d") for number in range(60)]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda pattern: pattern.fullmatch(pattern.pattern.replace("\\d", "1")), patterns))
    assert all(found)


def test_a_rewriting_may_be_the_first_that_meets_a_text() -> None:
    """Its words are found while others wait to be: that took the lock of the words twice, and never ended."""
    rewriting = Rewriting([(r"\bquokka\b", "wombat")])
    told: list[str] = []
    first = Thread(target=lambda: told.append(rewriting("a quokka")), daemon=True)
    first.start()
    first.join(timeout=60)
    assert told == ["a wombat"]


def test_most_patterns_of_the_readers_are_gated() -> None:
    assert sum(bool(p.words) for p in PATTERNS) > 0.6 * len(PATTERNS)


@pytest.fixture(scope="module")
def ungated() -> list[re.Pattern[str]]:
    """The same patterns, compiled once: `re` itself keeps only a few hundred."""
    return [re.compile(pattern.pattern, pattern.flags) for pattern in PATTERNS]


@settings(max_examples=25, deadline=None)
@given(text=st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=3).map("; ".join), lower=st.booleans())
def test_every_pattern_finds_what_it_finds_ungated(text: str, lower: bool, ungated: list[re.Pattern[str]]) -> None:
    text = text.lower() if lower else text
    somewhere = len(text) // 3
    for pattern, plain in zip(PATTERNS, ungated, strict=True):
        found = [m.span() for m in plain.finditer(text)]
        assert [m.span() for m in pattern.finditer(text)] == found, pattern.pattern
        assert _span(pattern.search(text, somewhere)) == _span(plain.search(text, somewhere)), pattern.pattern
        assert _span(pattern.match(text)) == _span(plain.match(text)), pattern.pattern
        assert _span(pattern.match(text, somewhere)) == _span(plain.match(text, somewhere)), pattern.pattern


def _span(found: re.Match[str] | None) -> tuple[int, int] | None:
    return found and found.span()
