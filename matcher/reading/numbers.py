"""Small numbers as criteria write them, in digits or in words."""

from __future__ import annotations

_WORDS = {
    "zero": 0, "no": 0, "one": 1, "a": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
}  # fmt: skip


def number(word: str) -> int:
    """'12' and 'twelve' as 12; KeyError for a word that is no number here."""
    return int(word) if word.isdigit() else _WORDS[word.lower()]
