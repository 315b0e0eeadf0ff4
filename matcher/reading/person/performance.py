"""Performance status: ECOG (= WHO = Zubrod) and Karnofsky.

Karnofsky 90-100 = ECOG 0, 70-80 = 1, 50-60 = 2, 30-40 = 3, 10-20 = 4. A Karnofsky limit inside such a pair lets the
whole pair in: the patient's own Karnofsky value is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import takewhile
from operator import or_

from data import axes
from data.axes import ECOG_AXIS
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from matcher.reading.gated import Pattern, gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blanked, words_beginning
from matcher.reading.person.performance_exceptions import is_limit_of_some, is_permission, let_in_besides
from matcher.reading.sentences import Sentence, Stance, sentences_of

Told = tuple[int, int, int]  # where the values of a scale begin and end, and the ECOG values among them

_GROUPS_SCALE = r"SWOG|SAKK|CALGB|NCIC|GOG"  # cooperative groups whose scale is that of ECOG
_KEYS = words_beginning("ecog swog sakk calgb ncic gog karnofsky kps zubrod performance eastern ps who")
_TRIGGER = gated(rf"ECOG|{_GROUPS_SCALE}|Karnofsky|\bKPS\b|Zubrod|performance|Eastern Co|\bPS\b|\bWHO\b", re.I)
_CUE = gated(
    rf"\bECOG\b|\bEastern\s+Co-?operative|\bZubrod|\b(?:{_GROUPS_SCALE})\s+[0-4](?!\d)|\bWHO\)?\s+(?:performance|PS\b|(?:physical\s+)?status|scale|grade|index|score|[0-4<=])|\bperformance\s+(?:status|score|scale)|\bPS(?=\s*(?:of|<|=|:|\(|[0-4]|(?:less|more|greater|lower|higher|better|worse)\s+than\b|(?:above|over|below|under|exceed\w*|score|scores|grade)\b|(?:at\s+most|up\s+to|not?\s+(?:more|greater|worse|higher))\b))",
    re.I,
)
_KARNOFSKY = gated(r"\bKarnofsky(?:\s*(?:/|or|and)\s*Lansky)?|\bKPS(?:\s*/\s*LPS)?\b", re.I)
_OF_CHILDREN = gated(r"\([^()]*\bLansky\b[^()]*\)", re.I)
_UNIT = r"(?![\d.]*\d|\s*%|\s*(?:days?|weeks?|months?|years?|hours?|mg|x\b))"
_UP_TO = r"<\s*/?\s*=|=\s*<|less\s+than\s+or\s+equals?\s+to|equal(?:s)?\s+to\s+or\s+less\s+than|no\s+(?:greater|more|worse|higher)\s+than|not\s+(?:greater|more|higher|worse|poorer)\s+than|no(?:t|ne)?\s+(?:above|over|beyond)|at\s+(?:the\s+)?(?:most|worst)|maximum(?:\s+of)?|up\s+to|not\s+exceed\w*"
_FROM = r">\s*/?\s*=|=\s*>|greater\s+than\s+or\s+equals?\s+to|equal(?:s)?\s+to\s+or\s+(?:greater|more)\s+than|at\s+least|minimum(?:\s+of)?|no(?:t)?\s+(?:less|lower|worse\s+or\s+lower)\s+than|no(?:t)?\s+(?:below|under)"
_LESS = r"<|less\s+than|under|below|lower\s+than|better\s+than"
_MORE = r">|greater\s+than|more\s+than|above|worse\s+than|higher\s+than|exceed\w*"
_DOWN_WORD = r"less|lower|better|below|under|fitter"
_UP_WORD = r"more|greater|higher|above|worse|poorer"
_VALUE = gated(
    rf"(?:{_FROM})\s*(?P<floor>[0-4])\s*(?:,|and|but|to|-)*\s*(?:(?:{_UP_TO})\s*(?P<top>[0-4])|(?:{_LESS})\s*(?P<below>[0-4])){_UNIT}"
    rf"|(?<![\d.])(?P<low>[0-4])\s*(?:-|to|through|~|/|,|or|and|&|<\s*=)\s*(?:or\s+|and\s+)?(?P<high>[0-4]){_UNIT}(?:\s*(?:,|or|and|/|&|-|,\s*(?:or|and))\s*(?P<third>[0-4]){_UNIT})?(?:\s*(?:,|or|and|,\s*(?:or|and))\s*(?P<fourth>[0-4]){_UNIT})?"
    rf"|(?:{_UP_TO})\s*(?:of\s+|grade\s+)?(?P<most>[0-4]){_UNIT}|(?<![\d.])(?P<most2>[0-4])\s*(?:,\s*)?(?:or|and)\s+(?:{_DOWN_WORD})"
    rf"|(?:{_FROM})\s*(?:of\s+|grade\s+)?(?P<least>[0-4]){_UNIT}|(?<![\d.])(?P<least2>[0-4])\s*(?:,\s*)?(?:or|and)\s+(?:{_UP_WORD})"
    rf"|(?:{_LESS})\s*(?P<under>[0-4]){_UNIT}|(?:{_MORE})\s*(?P<over>[0-4]){_UNIT}"
    rf"|(?<![\d.])(?P<single>[0-4]){_UNIT}",
    re.I,
)
_PERCENT = gated(
    rf"(?P<low>\d0)\s*%?\s*(?:-|to|~|through|/)\s*(?P<high>100|\d0)"
    rf"|(?:{_FROM})\s*(?:of\s+)?(?P<least>100|\d0)|(?P<least2>\d0)\s*%?\s*(?:or|and)\s+(?:{_UP_WORD}|better)"
    rf"|(?:{_UP_TO})\s*(?P<most>\d0)|(?P<most2>\d0)\s*%?\s*(?:or|and)\s+(?:{_DOWN_WORD})|(?:{_LESS})\s*(?P<under>\d0)|(?:{_MORE})\s*(?P<over>\d0)|(?<!\d)(?P<single>[1-9]0|100)(?!\d)",
    re.I,
)
_KARNOFSKY_OF = ((90, 100), (70, 80), (50, 60), (30, 40), (10, 20))
_FORBIDS = gated(r"\b(?:excluded|ineligible|not\s+(?:be\s+)?(?:eligible|allowed|included))\b", re.I)
_SKIP = gated(
    r"^\W*(?:if|for|in)\b(?!\s+(?:all|any|each|every|both|order|addition)\b)|\b(?:stratif|worsen|change in|improve)",
    re.I,
)
_ROMAN = gated(r"\b(?:II|I)\b(?=\s*(?:,|or|and|-|\(|$|in|by|on))")
_DIGIT = {"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4"}
_WORD = gated(r"\b(?:zero|one|two|three|four)\b", re.I)
_PART = gated(r"\b(?:phase|cohort|arm|part)\s+(?:[IVX]+|\d|[A-H])[ab]?\b", re.I)
# 'ECOG >= 2' under Inclusion: mostly a slip for '<= 2', sometimes a trial for the frail.
_FROM_2_UP = axes.mask(ECOG_AXIS, ["2", "3", "4"])


def read_performance(sentence: Sentence) -> Iterator[Mention]:
    """The ECOG values that may join, from every scale in the sentence together: 'ECOG 0-2 (Karnofsky > 60 %)'."""
    if not sentence.from_criteria:
        return
    bare = _below_its_name(sentence)
    told = bare if bare is not None else _told(sentence)
    if told is not None:
        yield told


def _told(sentence: Sentence) -> Mention | None:
    if _KEYS.isdisjoint(sentence.keys) or not _TRIGGER.search(sentence.text):
        return None
    sentence = _with_the_other_groups(sentence)
    text = _in_digits(sentence.text)
    forbids = sentence.excludes or bool(_FORBIDS.search(text))
    ecog = _shut_out if forbids else _ecog_of
    cues = [*_readings(text, _CUE, _VALUE, ecog), *_readings(text, _KARNOFSKY, _PERCENT, _from_karnofsky)]
    if not cues or _SKIP.match(text) or is_limit_of_some(sentence):
        return None
    return _by_group(text, cues) or _open_or_allowed(text, cues, forbids) or _limit(sentence, text, cues, forbids)


def _in_digits(text: str) -> str:
    """The text with digits for the words and Roman numbers of ECOG; of the same length, so that positions hold."""
    text = _WORD.sub(lambda m: _DIGIT[m.group().lower()].ljust(len(m.group())), text)
    text = blanked(_OF_CHILDREN, text)
    if gated(r"\b0\W").search(text):  # 'PS 0, I or II'
        text = _ROMAN.sub(lambda m: str(len(m.group())).ljust(len(m.group())), text)
    return text


def _open_or_allowed(text: str, cues: Sequence[Told], forbids: bool) -> Mention | None:
    """What asks nothing for certain: limits by part of the trial, a value that is allowed, a limit from below."""
    start, end, described = cues[0]
    if len(_PART.findall(text)) > 1:
        by_part = Undecidable("the part of the trial")
        return Mention("ecog", by_part, "an ECOG limit by part", start, end, Stance.REQUIRE, settled=True)
    if is_permission(text):
        allowed = Within(ECOG_AXIS, described)
        return Mention("ecog", allowed, "an ECOG value allowed", start, end, Stance.ALLOW, settled=True)
    if not forbids and all(described == _FROM_2_UP for _, _, described in cues):
        open_limit = Undecidable("a limit on ECOG from below")
        words = "ECOG 2 or more, or the other way about"
        return Mention("ecog", open_limit, words, start, end, Stance.REQUIRE, settled=True)
    return None


def _limit(sentence: Sentence, text: str, cues: Sequence[Told], forbids: bool) -> Mention | None:
    """The values of all scales together."""
    allowed = reduce(or_, (_allowed(described, forbids) for _, _, described in cues))
    start, end = min(c[0] for c in cues), max(c[1] for c in cues)
    if allowed == axes.full(ECOG_AXIS):
        return Mention("ecog", Within(ECOG_AXIS, allowed), "any ECOG", start, end, Stance.ALLOW, settled=True)
    if not allowed:
        return None
    requirement: Requirement = Within(ECOG_AXIS, allowed)
    words = f"ECOG {_listed(allowed)}"
    more = let_in_besides(sentence, text, cues[0][1], end) & ~allowed
    if more:
        requirement = AnyOf((requirement, AllOf((Within(ECOG_AXIS, more), Undecidable("an exception")))))
        words += f", or {_listed(more)} under a condition"
    return Mention("ecog", requirement, words, start, end, Stance.REQUIRE, settled=True)


_NAMED_ABOVE = gated(r"\W*performance\s+(?:status|score)\W*$", re.I)
_NO_MORE = gated(r"\s*(?:\(\s*(?:ECOG|WHO|Zubrod|SWOG)[^()]{0,40}\))?\W*(?:or\W*)?$", re.I)


def _below_its_name(sentence: Sentence) -> Mention | None:
    """'0-2' in a point of its own below the line 'Performance status'."""
    above = sentence.item.parent if sentence.item is not None else None
    if above is None or sentence.excludes or len(sentence.text) > 60 or not _NAMED_ABOVE.match(above.text):
        return None
    said = _VALUE.match(sentence.text)
    values = _ecog_of(said) if said is not None and _NO_MORE.match(sentence.text, said.end()) else 0
    if said is None or not values & 1 or values == axes.full(ECOG_AXIS):
        return None
    words = f"ECOG {_listed(values)}"
    return Mention("ecog", Within(ECOG_AXIS, values), words, *said.span(), Stance.REQUIRE, settled=True)


_GROUPS = gated(
    r"\b(?:phase|cohorts?|arms?|part|population|stratum|escalation|expansion|run-?in|aged?|years|elderly|older|younger)\b",
    re.I,
)


# 'ECOG: phase I, 0-1; phase II, 0-2': what stands behind the semicolon is of other groups
_ANOTHER_GROUP = gated(r"\W*(?:(?:for|in)\s+)?(?:phase|cohort|arm|part|population|stratum|group)\s+\w{1,3}\b", re.I)


def _with_the_other_groups(sentence: Sentence) -> Sentence:
    if sentence.item is None or not _GROUPS.search(sentence.text):
        return sentence
    behind = [s for s in sentences_of(sentence.item) if s.start >= sentence.end]
    others = list(takewhile(lambda s: _ANOTHER_GROUP.match(s.text), behind))
    joined = ", ".join(s.text.rstrip(" ;.") for s in (sentence, *others))
    return replace(sentence, text=joined, length=sentence.end - sentence.start) if others else sentence


# '0-2 for patients with brain metastases'
_OF_SOME = gated(
    r"\W*(?:(?:is|are|allowed|permitted|acceptable|eligible)\W+){0,2}(?:for|in)\s+(?:the\s+|those\s+)?(?:[\w+/-]+\s+){0,3}?(?:patients?|participants?|subjects?|those|wom[ae]n|disease|others?)\b",
    re.I,
)


SOME_OF_THEM = Undecidable("the group of patients")


def _by_group(text: str, cues: Sequence[Told]) -> Mention | None:
    """'ECOG 0-1 over 70 years of age, else 0-2': the narrower for all, the wider for some."""
    groups = _GROUPS.search(text)
    if len(cues) > 1 or not cues[0][2] & 1 or not (groups or _OF_SOME.search(text)):
        return None
    start, end, narrow = cues[0]
    wide = narrow
    for said in _VALUE.finditer(text, end):
        if not groups and not _OF_SOME.match(text, said.end()):
            continue
        if (said["low"] or said["most"]) and (more := _ecog_of(said)) & 1:
            narrow, wide, end = narrow & more, wide | more, said.end()
    if wide == narrow:
        return None
    some = AllOf((Within(ECOG_AXIS, wide & ~narrow), SOME_OF_THEM))
    words = f"ECOG {_listed(narrow)}, or {_listed(wide & ~narrow)} in some of the patients"
    return Mention("ecog", AnyOf((Within(ECOG_AXIS, narrow), some)), words, start, end, Stance.REQUIRE, settled=True)


def _listed(mask: int) -> str:
    return ", ".join(v for i, v in enumerate(axes.ECOG) if mask >> i & 1)


def _allowed(described: int, forbids: bool) -> int:
    """Nobody excludes the fittest: a range with 0 in it is a demand in whichever section, one from 3 up an exclusion."""
    fit = described & 1
    if fit:
        return described
    unfit = described & 16
    return axes.full(ECOG_AXIS) & ~described if forbids or unfit else described


def _readings(text: str, cue: Pattern, value: Pattern, ecog: object) -> Iterator[Told]:
    for found in cue.finditer(text):
        if (reading := _reading(text, found, cue, value, ecog)) is not None:
            yield reading
            return


def _reading(text: str, found: re.Match[str], cue: Pattern, value: Pattern, ecog: object) -> Told | None:
    """The values told behind the name of a scale, or right before it: '80-100 (Karnofsky index)', '0-2 by ECOG'."""
    start = found.end() - (1 if found.group()[-1] in "01234<=:(" else 0)
    stop = gated(
        r";|\b(?:Karnofsky|KPS|Lansky|life expectancy|age[sd]?)\b"
        if cue is _CUE
        else r";|\b(?:ECOG|Lansky|life expectancy)\b",
        re.I,
    )
    limit = stop.search(text, start)
    window_end = min(start + 110, limit.start() if limit else len(text))
    said = value.search(text, start, window_end)
    if said is None:
        before = list(value.finditer(text, max(0, found.start() - 30), found.start()))
        said = before[-1] if before and _UP_TO_NAME.fullmatch(text[before[-1].end() : found.start()]) else None
        if said is not None and cue is _CUE and said["low"] is None and said["most"] is None:
            said = None  # '1 ECOG' may count anything
    mask = ecog(said) if said is not None else 0  # type: ignore[operator]
    if said is None or not mask:
        return None
    return min(found.start(), said.start()), max(found.end(), said.end()), mask


_UP_TO_NAME = gated(r"\s*%?\s*[(,]?\s*(?:(?:on|by|according to|in|as per|of)\s+)?(?:the\s+)?", re.I)


_THAT_ONLY = gated(r"\s*(?:patients?|participants?|subjects?)?\s*\bonly\b", re.I)


def _ecog_of(said: re.Match[str]) -> int:
    groups = {k: int(v) for k, v in said.groupdict().items() if v is not None}
    if "low" in groups:
        values = [groups[k] for k in ("low", "high", "third", "fourth") if k in groups]
        return _between(min(values), max(values))
    if "floor" in groups:
        return _between(groups["floor"], groups["top"] if "top" in groups else groups["below"] - 1)
    if "single" in groups and _THAT_ONLY.match(said.string, said.end()):
        return 1 << groups["single"]
    if "single" in groups:  # "performance status 2" without a sign is written for "up to 2" as well
        return _between(0, groups["single"])
    return _between(*_limits(groups, 0, 4, 1))


def _shut_out(said: re.Match[str]) -> int:
    """'ECOG 2', of those who may not join, is that value and the worse ones."""
    value = int(said["single"] or 0)
    return _between(value, 4) if value > 1 else _ecog_of(said)


def _limits(groups: dict[str, int], lowest: int, highest: int, step: int) -> tuple[int, int]:
    most = groups.get("most", groups.get("most2"))
    least = groups.get("least", groups.get("least2"))
    if most is not None:
        return lowest, most
    if least is not None:
        return least, highest
    if "under" in groups:
        return lowest, groups["under"] - step
    return groups["over"] + step, highest


def _between(low: int, high: int) -> int:
    return sum(1 << i for i in range(5) if low <= i <= high)


def _from_karnofsky(said: re.Match[str]) -> int:
    groups = {k: int(v) for k, v in said.groupdict().items() if v is not None}
    if "low" in groups:
        low, high = groups["low"], groups["high"]
    elif "single" in groups:
        low, high = groups["single"], 100
    else:
        low, high = _limits(groups, 0, 100, 10)
    if high < 100:  # a limit from above: the pair that it cuts is not wholly described
        return sum(1 << i for i, (_, top) in enumerate(_KARNOFSKY_OF) if top <= high)
    return sum(1 << i for i, (_, top) in enumerate(_KARNOFSKY_OF) if top >= low)
