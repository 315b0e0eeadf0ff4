"""Any-of lists whose options stand on the level of the line that opens them, or in its line: which points are options."""

from __future__ import annotations

import pytest

from matcher.reading.layout.items import items_of
from matcher.reading.text import PlainText


def options(text: str) -> tuple[list[str], list[str]]:
    """The points below the opening line, and those of which it can't be told."""
    items = items_of(PlainText("criteria", f"Inclusion Criteria:\n{text}").plain)
    return (
        [child.text for item in items for child in item.children],
        [item.text for item in items if item.perhaps_option],
    )


@pytest.mark.parametrize("marks", ["***", "---", "•••", ("2. ", "3. ", "4. "), "   ", ("1. ", "* ", "1. ")])
@pytest.mark.parametrize("opening", ["At least one of the following:", "Patients must meet one of the following", "Meets any of these:", "Must satisfy one of"])  # fmt: skip
@pytest.mark.parametrize(
    ("one", "other", "behind"),
    [
        ("Stage IV disease", "Unresectable local recurrence", "ECOG performance status 0-1"),
        ("Progression on a CDK4/6 inhibitor", "Prior sacituzumab govitecan", "HER2-negative disease"),
        ("HER2-positive disease", "Triple-negative breast cancer", "No prior PARP inhibitor"),
        ("PIK3CA mutation", "ESR1 mutation", "Postmenopausal women"),
        ("Prior oophorectomy", "Age >= 60 years", "Adequate organ function"),
        ("No prior chemotherapy for advanced disease", "No prior endocrine therapy", "No known brain metastases"),
    ],
)
def test_options_on_the_level_of_their_line_end_where_the_subject_does(
    marks: str, opening: str, one: str, other: str, behind: str
) -> None:
    of_opening, of_options, of_rest = ((m if len(m) > 1 else f"{m} ".lstrip()) for m in marks)
    text = f"{of_opening}{opening}\n{of_options}{one}\n{of_options}{other}\n{of_rest}{behind}"
    assert options(text) == ([one, other], [])


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (["Stage III disease; or", "Ki-67 above 30 %", "HER2-negative disease"], 2),
        (["Stage III disease", "OR", "Ki-67 above 30 %", "Grade 3"], 3),  # with the bare OR
        (["Stage III disease;", "HER2-positive;", "Grade 3; or", "BRCA1 mutation", "Grade 2"], 4),
        (["Stage III disease;", "Stage II disease;", "ECOG 0-1;", "Consent."], 2),
        (["Stage III disease", "May or may not have pain", "Stage II disease", "ECOG 0-1"], 2),
        (["Stage III disease", "ECOG 0-1", "Consent"], 0),
        (["Signed consent", "Age of 18 years or more", "Metastatic disease"], 0),
    ],
)
def test_signs_tell_where_the_options_end(points: list[str], expected: int) -> None:
    found, unsure = options("\n".join(f"* {point}" for point in ["One of the following:", *points]))
    assert (len(found), unsure) == (expected, [])


def test_what_may_be_an_option_or_asked_of_all_is_left_open() -> None:
    found, unsure = options(
        "* One of the following:\n* Stage III disease\n* BRCA1 mutation\n* Triple-negative disease\n* ECOG 0-1"
    )
    assert (len(found), unsure) == (2, ["Triple-negative disease"])


@pytest.mark.parametrize(
    "opening",
    [
        "Must meet all of the following:",
        "HER2 status may be determined by one of the following measurements:",
        "Measurable disease, with at least one of the following:",
        "Contraception by one of the following:",
        "Patients must not have any of the following:",
    ],
)
def test_other_lists_take_in_nothing_from_their_level(opening: str) -> None:
    assert options(f"* {opening}\n* Stage III disease\n* Stage II disease\n* ECOG 0-1") == ([], [])


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("One of: a) Stage IV disease b) Local recurrence", ["Stage IV disease", "Local recurrence"]),
        ("One of the following: i. HER2-positive ii. TNBC.", ["HER2-positive", "TNBC."]),
        ("Any of these: - HER2-low disease - ER-positive disease", ["HER2-low disease", "ER-positive disease"]),
        ("One of: 1) Stage IV disease; or 2) Stage III disease. ECOG 0-1.", ["Stage IV disease; or", "Stage III disease."]),
        ("Progression on one of the following: a) trastuzumab b) chemotherapy", []),  # words that need those above
        ("All of the following: a) Stage IV disease b) ECOG 0-1", []),
    ],
)  # fmt: skip
def test_options_in_the_line_that_opens_them(line: str, expected: list[str]) -> None:
    assert options(f"* {line}\n* Consent")[0] == expected
