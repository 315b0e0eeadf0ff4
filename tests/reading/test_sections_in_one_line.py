"""Sections and points that run on in one line, whatever sign begins a point; examples below a line that lets in."""

from __future__ import annotations

import pytest

from matcher.reading.layout.item import EXCLUDE, INCLUDE, PERMIT
from matcher.reading.layout.items import items_of
from matcher.reading.text import PlainText


def told(text: str) -> list[tuple[str, str]]:
    return [(i.polarity, i.text) for i in items_of(PlainText("criteria", text).plain) if not i.heading]


@pytest.mark.parametrize("sign", ["* ", "- ", "• ", "– ", "~ ", "-", "\\* ", "{}) ", "{}. "])
@pytest.mark.parametrize("headings", [("Inclusion:", "Exclusion:"), ("Inclusion Criteria:", "Exclusion Criteria:"), ("INCLUSION CRITERIA", "EXCLUSION CRITERIA"), ("Inclusion criteria", "Exclusion criteria")])  # fmt: skip
def test_a_section_begins_behind_whatever_word_stands_before_it(sign: str, headings: tuple[str, str]) -> None:
    points = [["HER2-negative disease", "ECOG 0-1", "Women"], ["Brain metastases", "Prior trastuzumab", "Pregnancy"]]
    text = " ".join(
        f"{heading} {' '.join(sign.format(n) + point for n, point in enumerate(listed, 1))}"
        for heading, listed in zip(headings, points, strict=True)
    )
    assert told(text) == [*((INCLUDE, point) for point in points[0]), *((EXCLUDE, point) for point in points[1])]


@pytest.mark.parametrize("text", ["* Reasons for exclusion: - see below", "* Inclusion in other trials"])  # fmt: skip
def test_other_words_about_sections_begin_none(text: str) -> None:
    assert len(told(f"* Women with breast cancer\n{text}")) == 2


def test_two_points_in_a_short_line_are_two() -> None:
    text = (
        "Inclusion Criteria:\n1) Breast cancer 2) ECOG 0-1\n3) Age of 18 or more 4) Neutropenia (grade 2 or 5) Resolved"
    )
    assert [point for _, point in told(text)] == [
        "Breast cancer", "ECOG 0-1", "Age of 18 or more", "Neutropenia (grade 2 or 5) Resolved",
    ]  # fmt: skip


@pytest.mark.parametrize("indent", ["", "  "])
@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("All receptor subtypes are eligible, including but not limited to:", False),
        ("Any earlier treatment is allowed, such as:", False),
        ("Every histology is accepted, including:", False),
        ("Earlier treatment for the tumour, including, but not limited to, the following:", False),
        ("Earlier treatment must include:", True),
        ("Must meet all criteria, as follows:", True),
    ],
)
def test_examples_ask_for_nothing(line: str, indent: str, asked: bool) -> None:
    text = (
        f"Inclusion Criteria:\n* {line}\n{indent}* HER2-positive disease\n{indent}* Triple-negative disease\n* ECOG 0-1"
    )
    (_, *examples, last) = told(text)
    assert {polarity for polarity, _ in examples} == {INCLUDE if asked else PERMIT}
    assert last == (INCLUDE, "ECOG 0-1")
