"""Plain text for reading, and the way back to the stored text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.reading.text import PlainText


@pytest.mark.parametrize(
    ("stored", "plain"),
    [
        (r"HR \>= 1 %, \<10 %", "HR >= 1 %, <10 %"),
        ("AST &lt;= 2 x ULN", "AST <= 2 x ULN"),
        (r"\&amp;gt; 2 X the upper limit", "> 2 X the upper limit"),
        ("HER2\u2011low \u2265 1", "HER2-low >= 1"),
        ("the patient\u2019s \u201cown\u201d", 'the patient\'s "own"'),
        ("zero\u200bwidth", "zerowidth"),
        ("no\u00a0break", "no break"),
        ("a\\b", "a\\b"),
        (
            "ER \u00b3 10 %, ECOG \u00a32, platelets 100,000/mm\u00b3 2",
            "ER >= 10 %, ECOG <=2, platelets 100,000/mm\u00b3 2",
        ),
        (r"IHC =\< 1+, ER =&gt;1 %, ECOG =<2", "IHC <= 1+, ER >=1 %, ECOG <=2"),
        ("human epidermal growth factor receptor (HER)2-positive", "HER2-positive"),
        ("HER (2) positive, HER Type 2, (erbB)-2", "HER2 positive, HER2, HER2"),
        ("the receptor (HER) 2 weeks ago", "the receptor (HER) 2 weeks ago"),
    ],
)
def test_escapes_entities_and_odd_signs_are_undone_for_reading(stored: str, plain: str) -> None:
    assert PlainText("criteria", stored).plain == plain


@pytest.mark.parametrize(
    ("stored", "word", "quote"),
    [
        (r"HR \>= 1 % now", ">= 1 %", ">= 1 %"),
        (r"x \&amp;gt; 2 y", "> 2", "&amp;gt; 2"),
        ("a \u2265 3 b", ">= 3", "\u2265 3"),
        ("HER2\u2011low", "HER2-low", "HER2\u2011low"),
    ],
)
def test_a_plain_span_points_to_the_stored_words(stored: str, word: str, quote: str) -> None:
    text = PlainText("criteria", stored)
    at = text.plain.index(word)
    start, end = text.span(at, at + len(word))
    assert stored[start:end].lstrip("\\") == quote


def test_a_page_filled_with_blanks_is_shortened_and_what_follows_still_points_to_its_place() -> None:
    stored = "ER-positive" + " " * 5000 + "\n" * 5000 + "HER2-negative"
    text = PlainText("criteria", stored)
    assert len(text.plain) < 300
    at = text.plain.index("HER2-negative")
    start, end = text.span(at, len(text.plain))
    assert stored[start:end] == "HER2-negative"


ODD_TEXT = st.text(st.sampled_from("ab \\>*&;#gtlamp\u2265\u2011\u200b\u00a0\n1\u2022"), max_size=80)


@given(ODD_TEXT, st.data())
def test_every_span_lies_inside_the_stored_text_and_grows_with_the_plain_one(stored: str, data: st.DataObject) -> None:
    text = PlainText("criteria", stored)
    start = data.draw(st.integers(0, len(text.plain)))
    end = data.draw(st.integers(start, len(text.plain)))
    stored_start, stored_end = text.span(start, end)
    assert 0 <= stored_start <= stored_end <= len(stored)
    wider_start, wider_end = text.span(0, len(text.plain))
    assert wider_start <= stored_start
    assert stored_end <= wider_end
