"""AJCC stage lists in text ('stage IIA-IIIC', 'stages I, II or T3N1 III', 'clinical stage 2-3') as disease states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from data import axes
from matcher.reading.gated import gated

_NAME = r"(?:iv|i{1,3}|0|[1-4])(?:[abc]\d?(?:\s*[/,]\s*[abc](?![a-z]))*)?(?![a-z0-9]|\.e\b)"  # not the first letter of 'i.e.'
# 'stage 0 (DCIS), I or II': a gloss may stand between the names.
# An abbreviation in brackets may stand within it: 'stage I (tumour [pT] over 1 cm), IIA or IIB'.
# So may the categories without brackets: 'stage IIIA T3N1, IIIB T4 any N'.
_CATEGORIES = (
    r"(?:\s+(?:any\s[tnm]\b|(?:[cp]?[tnm][0-4x][a-d]?(?:[-/][0-4])?){1,3}(?![\w]))){1,3}(?=\s*(?:,|or\b|and\b))"
)
_GLOSS = (
    r"(?:\s*[(\[](?!\W*(?:excluding|but|not))(?:[^()\[\]]|\[[^()\[\]]{1,12}\]){2,40}[)\]](?=\s*(?:,|or\b|and\b|to\b|through\b|-|/))"
    rf"|{_CATEGORIES})?"
)
_JOIN = _GLOSS + r"\s*(?:-|~|to|through|,|/|or|and|&|\+|,\s*or|,\s*and|and/or)\s*"
_UP = r">=|at least|(?:greater|higher|more) than or equal to"
_ABOVE = r">|(?:greater|higher|more) than|above|beyond"
_DOWN = r"<=|up to(?: and including)?|at most|(?:less|lower) than or equal to|no(?:t)? (?:higher|greater|more) than"
_BELOW = r"<|(?:less|lower) than|below"
_LIMIT = rf"(?:(?P<up{{0}}>{_UP})|(?P<above{{0}}>{_ABOVE})|(?P<down{{0}}>{_DOWN})|(?P<below{{0}}>{_BELOW}))\s*"
_OF_NO_CATEGORY = r"(?<!\b[tnm][ -])(?<!\b[cp][tnm][ -])"  # 'T-stage 1-3'
_STAGES = gated(
    rf"(?:\b(?P<non>non-?\s?)|(?:{_LIMIT.format(1)}))?{_OF_NO_CATEGORY}\b[cp]?stag(?:es?|ing)\s*(?:groups?\s*)?(?:(?:disease|(?:breast\s)?(?:cancers?|carcinoma)|tumou?rs?)\s?(?=\((?:stages?\s)?(?:iv|i{{1,3}}|0)))?(?:at\s(?:(?:the|time|of|initial|first|primary)\s){{0,4}}(?:diagnosis|presentation)\s?(?:(?:is|was|must be|of)\s)?)?:?\s*(?:{_LIMIT.format(2)})?\(?"
    rf"(?P<list>{_NAME}\)?(?:{_JOIN}(?![1-4]\)\s*stage)(?:stages?\s*)?{_NAME})*)"
    rf"(?:\s*(?:or|and) (?:(?P<up3>higher|above|greater|later|more)|(?P<down3>lower|below|less|earlier))\b)?"
    rf"(?:[\s,)]*\(?(?:excluding|but not|not including)\s+(?:stages?\s*)?(?P<less>{_NAME}(?:{_JOIN}(?:stages?\s*)?{_NAME})*))?"
    rf"(?![\w-]*\s*(?:ckd|kidney|lymphedema|hypertension|ulcer|of the (?:study|trial)|trial|study))"
)
_BEFORE = gated(
    rf"(?<![\w-])(?P<list>{_NAME}(?:{_JOIN}{_NAME})*)\s+stages?\b(?!\s*\d)(?!\s+(?:\w+\s+){{0,3}}(?:reconstruct\w*|procedures?|surger\w+|operations?|approach|designs?|techniques?|expanders?|implants?|revisions?)\b)"
)
# 'Locally advanced breast cancer: IIIA, IIIB (T4 only) or IIIC'
_BARE = gated(rf"\blocally[- ]advanced\b[^.;:(]{{0,50}}[:(]\s*(?=ii)(?P<bare>(?P<list>{_NAME}(?:{_JOIN}{_NAME})+))")
# 'Stage 1' in Arabic digits may be a stage of the study: the disease must be named beside it.
_DISEASE = gated(
    r"\b(?:metasta\w*|breast|cancers?|disease|carcinoma|tumou?rs?|tnbc|invasive|ajcc|dcis|diagnos\w+|clinical|bc)\b"
)
_TOKEN = gated(r"(iv|i{1,3}|0|[1-4])([abc]?)\d?(?![a-z])|(-|~|to\b|through)|(?<=[/,])\s*(?P<more>[abc])(?![a-z])")
_ROMAN = {"0": "0", "i": "I", "ii": "II", "iii": "III", "iv": "IV", "1": "I", "2": "II", "3": "III", "4": "IV"}
_PARENTHESES = gated(rf"\([^()]*\)|\[[^][]*\]|{_CATEGORIES}")
NAMES = ("0", "I", "IIA", "IIB", "IIIA", "IIIB", "IIIC", "IV")


class StageList(NamedTuple):
    """`bounded`: the words around the list ('non-', 'or higher', '<') say which stages are meant."""

    states: int
    words: str
    start: int
    end: int
    bounded: bool = False


def stage_lists(lower: str) -> Iterator[StageList]:
    """The stage lists of a lower-case text, as the states of those stages; local and regional recurrences have none."""
    if "stag" not in lower and "iii" not in lower:
        return
    for match in (*_STAGES.finditer(lower), *_BEFORE.finditer(lower), *_BARE.finditer(lower)):
        around = lower[max(0, match.start() - 30) : match.end() + 35]
        if not gated(r"[i0]").search(match["list"]) and not _DISEASE.search(around):
            continue
        if _STUDY_NUMBER.fullmatch(match["list"]) and _is_of_the_study(lower, match):
            continue
        named = stages_in(_PARENTHESES.sub(" ", match["list"]))
        if not named:
            continue
        listed, bare = ("non" in match.re.groupindex, "bare" in match.re.groupindex)  # of _STAGES, of _BARE
        stages = _bounded(match, named) if listed else named
        states = axes.states_where(lambda s, stages=stages: s.stage in stages)  # type: ignore[misc]
        if listed and match["non"]:
            states = axes.full(axes.STATE_AXIS) & ~states
        bounded = states != axes.states_where(lambda s, named=named: s.stage in named)  # type: ignore[misc]
        words = match.group().strip(" ()") if bounded else f"stage {_in_words(match['list'])}"
        yield StageList(states, words, *match.span("bare" if bare else 0), bounded)


# 'Approval for entry into stage 2', 'randomised during stage 1', 'stage 1 treatment', 'inclusion criteria for stage 2'
_STUDY_NUMBER = gated(r"[1-4]")
_STAGE_ENTERED = gated(
    r"\b(?:(?:entry|entering|enters?|entered|enrol\w*|proceed\w*|progressing|mov(?:e|es|ed|ing)|continu\w+|allocated|assigned|randomi[sz]\w+|participat\w+|transition\w*|crossing)\s+(?:in|into|to|on|during)|into|during|enter(?:s|ing)?|(?:inclusion|exclusion|eligibility)\s+criteria(?:\s+(?:for|of|in))?)\s+(?:the\s+)?$"
)
_STAGE_GIVEN = gated(
    r"[\s-]+(?:protocol|study|trial|treatments?|therapy|dosing|screening|randomi[sz]ation|enrol\w+|inclusion|exclusion|eligibility|arms?|portion)\b(?!\W?\s?(?:na|re|ex))"
)
_OF_THE_DISEASE = gated(r"\b(?:cancers?|disease|carcinomas?|tumou?rs?|clinical|pathologic(?:al)?|ajcc)\s+$")
_DISEASE_NEXT = gated(r"\s*(?:breast|cancers?|disease|carcinomas?|tumou?rs?|metasta|tnbc|bc\b)")


def _is_of_the_study(lower: str, stage: re.Match[str]) -> bool:
    """Whether one Arabic number is that of a stage of the study, whatever disease is named near it."""
    before = lower[max(0, stage.start() - 60) : stage.start()]
    if _OF_THE_DISEASE.search(before) or _DISEASE_NEXT.match(lower, stage.end()):
        return False
    return _STAGE_ENTERED.search(before) is not None or _STAGE_GIVEN.match(lower, stage.end()) is not None


def _in_words(listed: str) -> str:
    """'ii and iii' as 'II or III': of several stages a patient has one."""
    words = gated(r"\bstages?\s*").sub("", listed.strip(" )"))
    words = gated(r"\s*\b(?:and/or|and|or)\b\s*|\s*[&+]\s*").sub(" or ", words)
    words = gated(r"\s*\b(?:to|through)\b\s*|~").sub(" to ", words)
    return gated(r"\b(?!or\b|to\b)\w+").sub(lambda m: m.group().upper(), gated(r",\s*or ").sub(" or ", words))


def _bounded(match: re.Match[str], named: frozenset[str]) -> frozenset[str]:
    """The stages of a list with the limits set on it: 'IIB or higher', '< IV', 'I to III, excluding IIIC'."""
    places = sorted(NAMES.index(name) for name in named)
    low, high = places[0], places[-1]
    limits = {name[:-1] for name, words in match.groupdict().items() if words and name[-1].isdigit()}
    stages = named
    if "up" in limits:
        stages = frozenset(NAMES[low:])
    elif "above" in limits:
        stages = frozenset(NAMES[high + 1 :])
    elif "down" in limits:
        stages = frozenset(NAMES[: high + 1])
    elif "below" in limits:
        stages = frozenset(NAMES[:low])
    return stages - stages_in(match["less"]) if match["less"] else stages


def stages_in(listed: str) -> frozenset[str]:
    """The stage groups that a list names, ranges filled in; 'II' is IIA and IIB."""
    stages: set[str] = set()
    previous: list[str] = []
    ranging = False
    roman = ""
    for number, letter, dash, more in _TOKEN.findall(listed):
        if dash:
            ranging = True
            continue
        roman, letter = (_ROMAN[number], letter) if number else (roman, more)
        members = [
            n
            for n in NAMES
            if n == roman + letter.upper() or (n.rstrip("ABC") == roman and (not letter or roman == "I"))
        ]
        if ranging and previous and members:
            stages |= set(NAMES[NAMES.index(previous[0]) : NAMES.index(members[-1]) + 1])
        stages |= set(members)
        previous, ranging = members or previous, False
    return frozenset(stages)
