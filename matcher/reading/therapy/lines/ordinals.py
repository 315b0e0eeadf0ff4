"""Which line is named: 'second-line', '3rd line'."""

from __future__ import annotations

_NTH = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5, "5th": 5,
}  # fmt: skip
LATER_ORDINAL = r"(?:second|2nd|third|3rd|fourth|4th|fifth|5th)"


def nth(word: str) -> int:
    """'Third' and '3rd' as 3, which has two lines before it; KeyError for a word that is no ordinal here."""
    return _NTH[word.lower()]
