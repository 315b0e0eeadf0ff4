"""Registry text made plain for reading, with the way back to the stored text.

Undone for reading only: markdown escapes (`\\>=`, `\\*`), HTML entities (up to twice: `&amp;gt;` occurs), odd spaces,
dashes and quotation marks; other spellings of HER2 and of breast cancer. The stored text is never changed; every plain
position maps to a stored one.
Source of the escapes that occur: ClinicalTrials.gov API v2, markup fields in CommonMark.
"""

from __future__ import annotations

import html
from bisect import bisect_right
from functools import lru_cache

from matcher.reading.gated import gated

_BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_FILLED = gated(rf"{_BLANK}{{121}}|\n{{41}}")
_FILL = rf"(?<={_BLANK}{{120}}){_BLANK}+|(?<=\n{{40}})\n+"  # no line is set in so far: what fills a page is no text
_SIGN = (
    r"[\\&\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff\u200c-\u200f\u202a-\u202e\u2060\x00-\x08\x0b-\x1f"
    r"\u2010-\u2015\u2212\ufe58\ufe63\uff0d\u2018\u2019\u201a\u201b\u2032\uff07`\u00b4\u201c\u201d\u201e\u2033\uff02"
    r"\u00ef\u2160-\u2163\u2170-\u2173\u2264\u2a7d\u2266\u2265\u2a7e\u2267\uff01-\uff5e\u2022\u25cf\u25aa\u00b7\u2023\u25e6\uf0b7"
    r"\u2043\u2219\u25a0\u25a1\u25ab\u25ba\u25b6\u25b8\u25cb\u25c6\u25c7\u2605\u2713\u2714\u2756\u2794\u279c\u27a2\u27a4\u30fb\uf0a7\uf0a8\uf0d8\uf0fc]"
    r"(?:(?<![\\&])|(?<=\\)(?=[!-/:-@\[-`{-~])"  # a markdown escape: the backslash goes
    r"|(?<=&)(?:amp;)*(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});)"
)
# One spelling for all: 'HER-2', 'Her2/neu'; 'carcinoma of the breast', unless another organ is named beside it.
_SPELLING = (
    r"(?<![A-Za-z])[Hh](?:ER|er)(?:-[ ]?2(?![\d.+])(?:[ ]?/[ ]?[Nn](?:eu|EU)(?![A-Za-z]))?|2[ ]?/[ ]?[Nn](?:eu|EU)(?![A-Za-z]))"
    r"|(?<![A-Za-z])(?:[Cc]ancers?|[Cc]arcinomas?|CANCER|CARCINOMA)[ ](?:of|OF)[ ](?:the[ ]|THE[ ])?(?:female[ ])?(?:[Bb]reast|BREAST)s?(?![\w/-]|,?[ ]?(?:,|and|or|/)[ ]?(?:the[ ])?(?:ovar|uter|cerv|prost|lung|colo|other|skin))"
)
# 'Human epidermal growth factor receptor (HER) 2', 'HER (2)', 'HER type 2', '(erbB)-2': the number is a part of the name. Not:
# '(HER) 2 weeks', '(HER) 2, 3 and 4'.
_LONG_NAME = r"(?<![A-Za-z])(?:(?:[Hh]uman|[Hh]ormone|[Ee]pidermal|[Gg]rowth|[Ff]actor|[Oo]?[Ee]strogen|EGF)[ -]){1,4}[Rr]eceptors?[ ]"
_HER_APART = (
    rf"(?:(?:{_LONG_NAME})?\((?:[Hh](?:ER|er)|(?:c-)?[Ee]rb-?B)\)[ ]?(?:-?[Tt]ype)?[ -]?(?:2|II)"
    r"|(?<![A-Za-z])HER(?:[ ]\((?:[Hh]uman[ ])?[Ee]pidermal[ ][Gg]rowth[ ][Ff]actor[ ][Rr]eceptors?\)[ -]?2|[ -][Tt]ype[ -]?(?:2|II)|[ -]?\(2\)))"
    r"(?![\d.%A-Za-z]|[ ]?(?:,|/|-|and)[ ]?[134]|[ ]?\+?[ ](?:or|to|of|out|by|and|weeks?|days?|months?|years?|lines?)\b)"
)
# 'IHC =< 1+': in old records, at most
_AT_MOST = r"=\\?(?:[<>]|&(?:amp;)?[lg]t;)(?=[ ]?\d)"
# 'greater than (>) 2': the sign says the words before it again.
_SAID_AGAIN = (
    r"(?:(?<=[ ]than[ ])|(?<=[ ]to[ ])|(?<=[ ]least[ ])|(?<=[ ]most[ ]))\((?:\\?[<>](?:\\?=)?|[\u2264\u2265])\)[ ]?"
)
# 'ER \u00b3 10 %', 'ECOG \u00a3 2': signs of the font Symbol whose font was lost
_OF_SYMBOL = r"(?<![\w/)])[\u00b3\u00a3](?=[ ]?\d)"
_SYMBOL = {"\u00b3": ">=", "\u00a3": "<="}
_ANY_ODD = f"{_SIGN}|{_HER_APART}|{_SPELLING}|{_SAID_AGAIN}|{_OF_SYMBOL}|{_AT_MOST}"
_ODD = gated(_ANY_ODD)
_ODD_OR_FILL = gated(f"{_FILL}|{_ANY_ODD}")
_ROMAN = {chr(start + i): name for start in (0x2160, 0x2170) for i, name in enumerate(("I", "II", "III", "IV"))}
# Dots, squares, triangles, check marks and arrows that word processors set before a point
_BULLETS = frozenset(
    "\u2022\u2023\u2043\u2219\u25a0\u25a1\u25aa\u25ab\u25ba\u25b6\u25b8\u25cb\u25cf\u25c6\u25c7\u25e6\u2605\u2713\u2714\u2756\u2794\u279c\u27a2\u27a4\u30fb\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc"
)
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\r")


def _plain(odd: str) -> str:
    if (len(odd) > 1 and odd.isspace()) or odd in " \t\n":
        return ""
    if odd.startswith("\\") and len(odd) == 1:
        return ""
    if odd[0] == "=":
        return "<=" if "<" in odd or "lt" in odd else ">="
    if odd[0] in "Hh" or odd.endswith(("2", "II", "2)")):
        return "HER2"
    if odd[0] == "(":
        return ""
    if odd[0] in "Cc":
        name = odd.split()[0].lower()
        return f"breast {name}" if odd[0] == "c" else f"Breast {name}"
    if odd.endswith(";") and "&" in odd:
        return html.unescape(html.unescape(html.unescape(odd.lstrip("\\"))))
    if odd in _INVISIBLE:
        return ""
    if odd in _SYMBOL:
        return _SYMBOL[odd]
    if odd == "\u00ef":  # naive, as it is written in French
        return "i"
    code = ord(odd)
    if code in (0x2264, 0x2A7D, 0x2266):
        return "<="
    if code in (0x2265, 0x2A7E, 0x2267):
        return ">="
    if odd in _ROMAN:
        return _ROMAN[odd]
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if 0x2010 <= code <= 0x2015 or code in (0x2212, 0xFE58, 0xFE63):
        return "-"
    if code in (0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x60, 0xB4):
        return "'"
    if code in (0x201C, 0x201D, 0x201E, 0x2033):
        return '"'
    if odd == "\u00b7":
        return "."
    if odd in _BULLETS:
        return "*"
    return " "


class PlainText:
    """`plain` is the text to read; `span(start, end)` gives the half-open span of the stored text behind a plain one."""

    __slots__ = ("_plain_at", "_shift", "plain", "source", "stored")

    def __init__(self, source: str, stored: str):
        self.source = source
        self.stored = stored
        pieces: list[str] = []
        self._plain_at = [0]  # from this plain position on ...
        self._shift = [0]  # ... stored position = plain position + shift
        done = plain_length = 0
        odd_ones = _ODD_OR_FILL if _FILLED.search(stored) else _ODD
        for odd in odd_ones.finditer(stored):
            before = stored[done : odd.start()]
            replaced = _plain(odd.group())
            pieces += (before, replaced)
            plain_length += len(before) + len(replaced)
            done = odd.end()
            self._plain_at.append(plain_length)
            self._shift.append(done - plain_length)
        pieces.append(stored[done:])
        self.plain = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stored span behind `plain[start:end]`; whole escapes and entities belong to it."""
        if end <= start:
            position = self._stored_at(start)
            return position, position
        return self._stored_at(start), self._stored_at(end - 1) + self._width_at(end - 1)

    def _stored_at(self, position: int) -> int:
        i = bisect_right(self._plain_at, position) - 1
        stored = position + self._shift[i]
        if i + 1 < len(self._plain_at):  # inside a replacement that is longer or shorter than what it replaces
            next_start = self._plain_at[i + 1] + self._shift[i + 1]
            return min(stored, next_start)
        return min(stored, len(self.stored))

    def _width_at(self, position: int) -> int:
        at = self._stored_at(position)
        after = self._stored_at(position + 1) if position + 1 <= len(self.plain) else len(self.stored)
        return max(after - at, 0 if at >= len(self.stored) else 1)


@lru_cache(maxsize=16)
def plain_text(source: str, stored: str) -> PlainText:
    """The plain text of a source, made once for all its readers."""
    return PlainText(source, stored)
