"""The text cut into lines, also where bullets and numbers run on within one; wrapped lines joined."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from matcher.reading.cohorts.headings import opens_a_part
from matcher.reading.gated import gated
from matcher.reading.layout.flat_records import Point, flat_points
from matcher.reading.layout.headings import (
    HEADING_AT_MOST,
    POLARITY_HEADING,
    end_of_opening,
    polarity_of_heading,
)
from matcher.reading.layout.item import Item

_NEXT_SENTENCE = gated(r"[.;]\s+(?=[A-Z])")
# 'Inclusion criteria', 'Criteria for non-inclusion', 'Exclusions'
_OF_SECTION = r"(?:(?:key|main|major|principal)\s+)?"
_NAMED_CRITERIA = rf"{_OF_SECTION}(?:criteria\s+(?:for|of)\s+(?:the\s+)?(?:non-?)?(?:in|ex)clusion|(?:non-?)?(?:in|ex)clusion\s+criteria)"
_NAMED_SHORTLY = r"(?:non-?)?(?:in|ex)clusions?"
# The sign of a point behind a heading without a colon: 'EXCLUSION CRITERIA * Brain metastases', 'Exclusion criteria 1) ...'
_FIRST_SIGN = r"(?:[*~\u2022\u2013-]|\(?1[.)])\s?(?=\S)"
# Behind whatever word, where the name of the section begins with a capital: '... ECOG 0-1 Exclusion: - Brain metastases'
_CAPITALS = r"(?-i:Ex|EX|In|IN|Non|NON|Key|Main|KEY|MAIN)"
_INLINE_HEADING = gated(
    rf"(?<=[.;)\s])(?<![ -]non-)(?={_NAMED_CRITERIA}\s*:)|(?<=[.;]\s)(?={_NAMED_SHORTLY}\s*:|{_NAMED_CRITERIA}\.\s+[A-Z(])"
    rf"|(?<=\s)(?<![ -]non-)(?={_CAPITALS})(?=(?:{_NAMED_CRITERIA}\s+|{_NAMED_SHORTLY}\s*:\s*){_FIRST_SIGN})",
    re.I,
)


_OPENS_HEADING = gated(
    r"\b(?:key|main|major|general|specific|additional|common|principal|other|primary|patient|subject|study|and|of|the|all|"
    r"meet|following)\s*$",
    re.I,
)


_CIRCLED = gated(r"[\u2460-\u2473]")


_INLINE_BULLET = gated(r"(?:(?<=[.:;)])|(?<=\s))\s*(?<!\w)\*(?:\s+(?=\S)|(?=[A-Z][a-z]))")


# not: 'performance status of 0 or 1. Exclusion criteria'
_INLINE_NUMBER = gated(
    r"(?:(?<=[.:;,)\w])(?<!\d or)(?<!\d to)(?<!\d and)(?<!\bof)(?<!\bthan)"
    # not 'one (1) or two (2) prior lines'
    r"(?<!\b[Oo]ne)(?<!\b[Tt]wo)(?<!\b[Tt]hree)(?<!\b[Ff]our)(?<!\b[Ff]ive)(?<!\b[Ss]ix)\s+|(?<=;)|^\s*|(?<=[\w)%]\.)(?=\d+[.)]\s))\(?(\d{1,2})[.)]\)?\s*(?=[A-Za-z(<>=])"
)


# 'Lung cancer aa. Histologically confirmed ... bb. Documented ...': after the letter z lists go on with aa, bb
_DOUBLE_LETTER = gated(r"(?<=[A-Za-z.;)])\s+(?=([a-hj-z])\1\.\s+[A-Z])")


_INLINE_DASH = gated(r"(?<=[.:;])\s+-\s*(?=[A-Z])")


_LONG_LINE = 400


def lines_of(text: str, headed_in_any_words: bool = False) -> Iterator[tuple[int, int]]:
    """Half-open spans of the lines; long lines are cut before inline headings, bullets and running numbers."""
    position = 0
    for line in text.split("\n"):
        start, end = position, position + len(line)
        position = end + 1
        own = _inline_cuts(line, headed_in_any_words)
        cuts = sorted({start, end, *(start + cut for cut in own)})
        for a, b in zip(cuts, cuts[1:], strict=False):
            if text[a:b].strip():
                yield a, b


def points_of(text: str) -> dict[int, Point]:
    """The points of sections that run on in one line, by where they begin."""
    position = 0
    points: dict[int, Point] = {}
    for line in text.split("\n"):
        points |= {position + point.start: point for point in flat_points(line)}
        position += len(line) + 1
    return points


def _inline_cuts(line: str, headed_in_any_words: bool) -> set[int]:
    if points := flat_points(line):
        return {point.start for point in points}
    cuts = {m.start() for m in _INLINE_HEADING.finditer(line) if not _goes_with_heading(line, m.start())}
    cuts |= {m.start() for m in _CIRCLED.finditer(line)}
    cuts |= {m.start() for m in _DOUBLE_LETTER.finditer(line)}
    cuts |= {m.end() for m in _COLON_HEADING.finditer(line)}
    heading = POLARITY_HEADING.match(line[:HEADING_AT_MOST]) if len(line) > 20 else None
    if heading and heading["colon"] == ":" and heading["criteria"] and line[heading.end() :].strip():
        cuts.add(heading.end())
    for begins in (0, *(m.end() for m in _NEXT_SENTENCE.finditer(line))):
        opened = end_of_opening(line[begins : begins + 2 * HEADING_AT_MOST], headed_in_any_words)
        if opened is not None:
            cuts |= {begins, begins + opened}
    bullets = [m.start() for m in _INLINE_BULLET.finditer(line) if m.start() > 3]
    if bullets and (len(bullets) > 1 or len(line) > _LONG_LINE):
        cuts |= set(bullets)
    cuts |= numbers_of_one_form(line, (0, *sorted(cuts)))
    if len(line) > 150:
        cuts |= running_numbers(line) or running_letters(line, (0, *sorted(cuts)))
    cuts |= {m.start() for m in _NEXT_NUMBER.finditer(line)}
    dashes = [
        m.start()
        for m in _RUNNING_DASH.finditer(line)
        if not _NAMES_PART.search(line, max(0, m.start() - 40), m.start())
    ]
    if len(dashes) > 1 and _OPENS_DASHED.search(line):
        cuts |= set(dashes)
    if len(line) > _LONG_LINE:
        dashes = [m.start() for m in _INLINE_DASH.finditer(line)]
        cuts |= set(dashes) if len(dashes) > 1 else set()
    return cuts


# 'one earlier regimen 4 Adequate organ function, defined as:' with the values below: the next number of the record
_NEXT_NUMBER = gated(
    r"(?<=[a-z])(?<!\bgrade)(?<!\bstage)(?<!\bthan)(?<!\bleast)(?<!\bmost)(?<!\bof)(?<!\bto)(?<!\bday)(?<!\bcycle)(?<!\bECOG)(?<!\bphase)(?<!\bpart)(?<!\bcohort)\s+[1-9]\d?\.?\s+"
    r"(?=[A-Z])(?=(?:(?:Adequate|Good|Normal|Sufficient|Acceptable|Satisfactory)\s+)?(?!\d)(?:[A-Z][\w-]*\s+|(?<=\s)[a-z][\w-]*\s+|and\s+|or\s+){0,4}?(?:function|laboratory)s?\b[^:.;]{0,60}:\s*$)"
)


# '... criteria: - first point - second point' in one line
_RUNNING_DASH = gated(r"(?:(?<=\s)|^)(?:[-\u2013~]\s+(?=[A-Z][a-z]|[A-Z]{2}|[<>])|-(?=[A-Z][a-z]|[A-Z]{2}))")


# 'Cohort 2 - TNBC': the dash stands between its name and its patients
_NAMES_PART = gated(r"\b(?:cohort|arm|group|part|phase|stratum|module|population)\s+[\w.]{1,3}\s*$", re.I)


_OPENS_DASHED = gated(r"(?:^|:|\bcriteria\b)\s*[-\u2013~]\s*\S", re.I)


def _goes_with_heading(line: str, start: int) -> bool:
    """Whether the words before an inline heading belong to it: 'Caregiver exclusion criteria:'."""
    before = line[:start]
    return bool(_OPENS_HEADING.search(before)) or (len(before.split()) <= 4 and not gated(r"[.;):]\s*$").search(before))


_COLON_HEADING = gated(
    rf"^\W*(?:{_NAMED_CRITERIA}|{_OF_SECTION}{_NAMED_SHORTLY})\s*:+\s*(?=\S)|^\W*{_NAMED_CRITERIA}\.\s+(?=\S)"
    rf"|(?<=[.;)\s]){_NAMED_CRITERIA}\s*:+\s*(?=\S)|(?<=[.;]\s)(?:{_NAMED_SHORTLY}\s*:+|{_NAMED_CRITERIA}\.)\s*(?=\S)"
    rf"|(?:^\W*|(?<=\s))(?={_CAPITALS})(?:{_NAMED_CRITERIA}\s+|{_NAMED_SHORTLY}\s*:\s*)(?={_FIRST_SIGN})",
    re.I,
)


def running_numbers(line: str) -> set[int]:
    """Where '1.', '2.', '3.' ... run through a line in order."""
    cuts: set[int] = set()
    if "1." not in line and "1)" not in line:
        return cuts
    expected = 1
    for m in _INLINE_NUMBER.finditer(line):
        number = int(m[1])
        if number == 1 or number == expected:
            cuts.add(m.start())
            expected = number + 1
    return cuts if len(cuts) > 1 else set()


# '3) Measurable disease 4) Age of 18 years or more' in a short line, the numbers in one form and a capital behind each
_A_NUMBER = gated(
    r"(?:(?<=[\w.;,)%+])\s+|^\W{0,3}|(?<=[:\s]))(?P<open>\(?)(?P<number>\d{1,2})(?P<close>[.)])\s+(?=[A-Z][a-z]|[A-Z]{2}|[<>])"
)


def numbers_of_one_form(line: str, sections: Iterable[int]) -> set[int]:
    """Where the numbers go on within a line that begins, or of which a section begins, with a number."""
    cuts: set[int] = set()
    begun = set(sections)
    last: re.Match[str] | None = None
    for m in _A_NUMBER.finditer(line):
        if m.start() in begun or m.start("open") in begun:
            last = m
        elif last is not None and (int(m["number"]), m["open"], m["close"]) == (
            int(last["number"]) + 1,
            last["open"],
            last["close"],
        ):
            before = line[last.end() : m.start()]
            if before.count("(") == before.count(")"):
                cuts.add(m.start())
                last = m
    return cuts


_FIRST_LETTER = gated(r"\W{0,3}\(?[aAiI][.)]\s")
_INLINE_LETTER = gated(r"(?:(?<=[.:;,)\w%])\s+|^\s*)\(?([a-zA-Z]{1,4})[.)]\s+(?=[A-Za-z(<>=])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii")
_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_FEWEST_LETTERS = 3  # 'either a) ... or b) ...' is one point


def running_letters(line: str, sections: Iterable[int]) -> set[int]:
    """Where 'a)', 'b)', 'c)' ... or '(i)', '(ii)', '(iii)' ... run in order through a line from where a section begins with the
    first of them; sections: where they begin, in order."""
    firsts: dict[tuple[str, ...], int] = {}
    for begins in sections:
        if first := _FIRST_LETTER.match(line, begins):
            firsts.setdefault(_ROMAN if "i" in first.group().lower() else _LETTERS, begins)
    runs = (_run_of(order, line, begins) for order, begins in firsts.items())
    return {cut for run in runs if len(run) >= _FEWEST_LETTERS for cut in run}


def _run_of(order: tuple[str, ...], line: str, begins: int) -> set[int]:
    """A run, which begins again with each first letter: so that from the first section holds those from all others."""
    cuts: set[int] = set()
    expected = 0
    for m in _INLINE_LETTER.finditer(line, begins):
        letter = m[1].lower()
        if letter == order[0] or (expected < len(order) and letter == order[expected]):
            cuts.add(m.start())
            expected = order.index(letter) + 1
    return cuts


def extend(item: Item, text: str, end: int) -> None:
    item.text = text[item.start : end].rstrip()
    item.end = item.start + len(item.text)


_HANGING = 70  # characters; a line as long may have been broken before a word in capitals
_RAGGED = 15  # characters; the longest word that is carried to the next line
_WRAPPED_AT_MOST = 105  # characters; a text whose longest line is shorter was wrapped by whoever entered it (a sign made plain may be longer)


def wrap_width(text: str) -> int:
    """The width at which the text was wrapped; 0 where it was not: no full line goes on in small letters."""
    lines = text.split("\n")
    longest = max(map(len, lines))
    if not 40 < longest <= _WRAPPED_AT_MOST:
        return 0
    goes_on = any(
        len(line) > longest - _RAGGED and after.lstrip()[:1].islower() for line, after in itertools.pairwise(lines)
    )
    return longest if goes_on else 0


# '... must meet the criteria outlined in' goes on, also where the next line is 'inclusion criteria'; so does '(e.g.'
_OPEN_END = gated(
    r"\b(?:in|of|the|by|to|with|under|outlined|described|listed|specified|above|below|per|and|or|for|(?:e\.g|i\.e|incl)\.)$",
    re.I,
)


_ONLY_A_NUMBER = gated(r"\d[\d.,]*\s?[.:;%]?")  # '... guidelines version 3.', and on the next line '2013:'
# 'CNS metastases', and on the next line 'Exception: treated brain metastases ...'
_EXCEPTION = gated(r"exceptions?\s*:\s*\S", re.I)


def continues(item: Item, line: str, width: int, headed_in_any_words: bool = False) -> bool:
    """Whether `line` (without marker) goes on with the line above it: its first word would not have fitted there, or
    it opens in the middle of a sentence."""
    indent = len(line) - len(line.lstrip())
    line = line.strip()
    if opens_a_part(line):
        return False
    if _EXCEPTION.match(line) and not item.heading:
        return True
    if line[0].islower() and _OPEN_END.search(item.text[-20:]) and not item.heading:
        return True
    if _ONLY_A_NUMBER.fullmatch(line) and not item.heading:
        return True
    if (
        item.heading
        or polarity_of_heading(line, in_any_words=headed_in_any_words) is not None
        or item.text.endswith((".", ":", "!", "?"))
    ):
        return False
    last_line = item.text.rsplit("\n", 1)[-1]
    set_in = bool(item.marker) and item.column == indent  # below the text of its bullet
    if set_in and (not line[0].isupper() or len(last_line) + indent > _HANGING):
        if not item.text.endswith((";", "following")):
            return True
    full = bool(width) and len(last_line) + item.indent + 1 + len(line.split(None, 1)[0]) > width - 4
    if line[0].islower() or line[0] in "(,":
        points_in_lower_case = not item.marker and item.text[0].islower()
        return full or not points_in_lower_case
    return full and not item.text.endswith(";")
