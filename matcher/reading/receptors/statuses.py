"""The status that a text gives a receptor: positive, negative, low, over-expressed."""

from __future__ import annotations

import re
from typing import NamedTuple

from matcher.reading.gated import gated
from matcher.reading.receptors.cut_offs import PercentRange, cut_off_in, range_at
from matcher.reading.receptors.scores import scored_levels, scored_part, signs_are_scores

_STATUS = gated(
    r"(?P<ultralow>\bultra[- ]?low)|(?P<low>\blow(?:ly)?\b(?:er)?(?:[- ]express\w*)?|(?<=2)low|\bweak(?:ly)?[- ]positive)|(?P<null>\bnull\b|\bzero\b)"
    r"|(?P<negative>\bnegativ\w*|(?:\b|(?<=[2R]))neg\b|(?:(?<=\w)|(?<=\w\s))-ve\b|(?-i:(?<=[A-Z2])|(?<=[A-Z2]\s))-(?=[\s,;:/).]|$)|[(\[]-[)\]]|\bnon-?\s?(?:overexpress\w*|positive\b)|\bnot\s+(?:be\s+)?(?:over-?express\w*|amplified|positive)|\b(?:over-?\s?express\w*|amplif\w*)\s+(?:(?:is|was|must|be|status)\s+){0,3}(?:negative|absent)\b|\bnon-?amplified|\bwithout\s+(?:overexpression|amplification)|\bno\s+(?:overexpression|amplification)|\bnormal\b|\bunamplified|(?<=[rR][- ])poor\b)"
    r"|(?P<positive>\bpos\w{0,3}tiv\w*|(?:\b|(?<=[2R]))pos\b|\+ve\b|(?<=[a-zA-Z2])\s?\+(?!\+)|[(\[]\+[)\]]|\bover-?\s?express\w*|(?:(?<=hormone receptor[- ])|(?<=\bER[- ])|(?<=\bPR[- ]))high(?:ly)?[- ]express\w*|\bamplifi\w*|\bexpression of\b|(?<=[rR][- ])rich\b)|(?P<expressing>\bexpressing\b)",
    re.I,
)


# Allred 3 to 8, or an H-score above a limit, is positive, Allred 0 to 2 negative (ASCO/CAP 2020 names both as other ways
# to report).
_ALLRED = gated(
    r"[^.;]{0,20}\bAllred\b[^.;0-9]{0,25}(?:(?:>=?|at least|of)\s?[3-8]\b|[3-8]\s?(?:-|to|or)\s?[4-8]\b)"
    r"|[^.;]{0,15}\bH-?\s?score\b[^.;0-9]{0,15}(?:>=?|at least|above|over|more than|greater than)\s?\d{1,3}\b",
    re.I,
)
_ALLRED_NEGATIVE = gated(
    r"[^.;]{0,20}\bAllred\b[^.;0-9]{0,25}(?:(?:<\s?3|<\s?/?=\s?2|0\s?(?:-|to|or|,)\s?2)\b)|[^.;0-9]{0,20}\b0\s?(?:-|to|or)\s?2\b[^.;0-9]{0,15}\bAllred\b",
    re.I,
)
# Allred adds the intensity, at most 3, to the class of the proportion: 6 and more is reached only with 10 % and more.
_ALLRED_HIGH = gated(
    r"[^.;]{0,40}\bAllred\b[^.;0-9]{0,25}(?:(?:>\s?/?\s?=|at least|of)\s?[6-8]\b|>\s?5\b|[67]\s?(?:-|to|or|,)\s?[78]\b)",
    re.I,
)
# 'Allred score of 3 or more for ER'
_ALLRED_BEFORE = gated(
    r"\bAllred\b[^.;0-9]{0,25}(?:>=?|at least|of)\s?[3-8]\b[^.;]{0,15}\b(?:for|of|in)\s+(?:the\s+)?$", re.I
)


class Status(NamedTuple):
    level: str
    start: int
    end: int


def cut_off_by_allred(text: str, at: int, limit: int) -> str | None:
    """The percentage that an Allred score stands for, where it settles one."""
    return ">=10" if _ALLRED_HIGH.match(text, at, limit) else None


_FILLER = gated(
    r"(?:[\s:,/()\-'\"]|\b(?:status|expression|receptors?|tumou?rs?|disease|is|are|was|were|must|be|being|should|by|ihc|"
    r"immunohistochemistry|alpha|protein|gene|defined|as|with|confirmed|and|or|the|of|a|breast|cancer|carcinoma|both|either|level|results?|"
    r"these|those|three|3|which|them|markers?|biomarkers?|indicators?|"
    r"local|all|each|laboratory|determined|tested|documented|type|in|to|have|has|their|levels|pgr|er|pr|her2|hr|neu|new|hormone|at|central|fish|ish)\b)*",
    re.I,
)


_REVERSED = gated(
    r"(?P<status>\bnot positive|\bpositiv(?:e|ity)|\bnegativ(?:e|ity)|\blow|\bultra[- ]?low|\bover-?express\w*|\bamplify|\bno (?:over)?expression|\black\w*|\babsence|\bnon-?expression|\bamplification|\bnot (?:over)?express(?:ing)?|\bexpress(?:ing)?)(?:\s+|(?<=low)-)"
    r"(?:(?:for|of|in|both|the|expression|levels?|status|(?:or|and|and/or)\s+(?:gene\s+)?(?:amplif\w+|over-?express\w*)|amplification|all|three|receptors?:?)\s+){0,4}(?:(?!(?:and|or|but|with|plus)\b)\w+[- ])?$",
    re.I,
)


_EXCESS = gated(r"over-?\s?express|amplif|expression", re.I)  # 'absence of HER2 overexpression'


_NEGATIVE_FOR = gated(r"negative\s+for\b", re.I)  # 'negative for HER2 overexpression'


_OWN_ABBREVIATION = gated(r"\(\s*(?:ER|PR|PgR|HR|c-?erb-?B-?2|HER-?\s?2(?:/neu)?)\s*\)", re.I)


_LEVELS = {
    "positivity": "positive",
    "negativity": "negative",
    "lack": "negative",
    "absence": "negative",
    "no ": "negative",
    "non": "negative",
    "over": "positive",
    "ampl": "positive",
    "not ": "negative",
    "expr": "expressing",
}


_OF_A_SCORE = gated(r"(?<![\w.])[0-3]\s?\+$")  # 'HER2 2+' tells a score, no sign


def status_after(text: str, markers: list[re.Match[str]], i: int, count: int, limit: int) -> Status | None:
    first, last = markers[i], markers[i + count - 1]
    before = _REVERSED.search(text[max(0, first.start() - 70) : first.start()])
    after = None
    position = last.end()
    for candidate in _STATUS.finditer(text, last.end(), min(limit, last.end() + 110)):
        gap = _OWN_ABBREVIATION.sub(" ", text[position : candidate.start()])
        if (_FILLER.fullmatch(gap) or len(gap) < 4) and not _OF_A_SCORE.search(text, 0, candidate.end()):
            after = candidate
        break
    if before is not None and (after is None or last.group().lower().startswith(("her", "hum", "est", "prog"))):
        word = before["status"].lower()
        denies = word.startswith(("lack", "absence", "no ", "not ")) or _NEGATIVE_FOR.match(before.group())
        denies_excess = denies and after and _EXCESS.match(after.group())
        if after is not None and after.start() - last.end() <= 3 and not denies_excess:
            return Status(str(after.lastgroup), after.start(), after.end())
        level = next(
            (lv for start, lv in _LEVELS.items() if word.startswith(start)), word.replace(" ", "").replace("-", "")
        )
        start = max(0, first.start() - 70) + before.start()
        return Status(level, start, first.start())
    if after is not None:
        return Status(str(after.lastgroup), after.start(), after.end())
    if first.lastgroup == "her2" or last.lastgroup == "her2":
        if scored_levels(scored_part(text, last.end(), limit)) is not None:
            return Status("scores", last.end(), last.end())
    return _measured(text, first, last, limit) if first.lastgroup in ("er", "pr", "hr") else None


_MEASURED = gated(
    r"(?:[\s:(]|\b(?:staining|stained|expression|expressed|expressing|status|levels?|nuclei|positivity|cells|is|are|in|of|by|IHC|with|and|the|both|each|values?|receptors?)\b)*",
    re.I,
)


def range_of(text: str, at: int, limit: int) -> PercentRange | None:
    """The range of percentages that follows the name or the status of ER or PR: 'ER staining of 1-10 %'."""
    filler = _MEASURED.match(text, at, limit)
    return range_at(text, filler.end()) if filler else None


def _measured(text: str, first: re.Match[str], last: re.Match[str], limit: int) -> Status | None:
    """The status of ER or PR that is told by a score or a percentage."""
    if _ALLRED.match(text, last.end()) or _ALLRED_BEFORE.search(text, 0, first.start()):
        return Status("positive", last.end(), last.end())
    if _ALLRED_NEGATIVE.match(text, last.end()):
        return Status("negative", last.end(), last.end())
    if range_of(text, last.end(), limit):
        return Status("range", last.end(), last.end())
    cut = cut_off_in(text[last.end() : min(limit, last.end() + 70)])
    return Status("positive" if cut.startswith(">") else "negative", last.end(), last.end()) if cut else None


# 'HER2 positive and low expression', 'PR low or negative', 'negative (0 %) or low (1-10 %)': a second status of the same
# receptor.
_SECOND_STATUS = gated(
    r"(?:[\s-]?express\w*)?\s?(?:\([^()]*\)\s?)?(?:/\s?|\bor\s|\band/or\s|\band\s)(?=[a-z+(-])", re.I
)


_STATUS_ENDS = gated(
    r"[\s-]?express\w*|\s(?:status|disease|tumou?rs?|breast|cancers?|carcinomas?|advanced|solid|metastatic|staining|or|and)\b|\W*$|\s?[(),;/]",
    re.I,
)


def further_levels(text: str, status: Status, limit: int) -> list[re.Match[str]]:
    """The levels that follow a status of low, negative or positive, joined to it by 'or', 'and' or a stroke."""
    found: list[re.Match[str]] = []
    at = status.end
    if signs_are_scores(text, status.start):
        return found
    while status.level in ("low", "negative", "positive") and (join := _SECOND_STATUS.match(text, at, limit)):
        more = _STATUS.match(text, join.end(), limit)
        if more is None or more.lastgroup is None or not _STATUS_ENDS.match(text, more.end()):
            break
        found.append(more)
        at = more.end()
    return found
