"""The values of a performance status that a text tells, on the scales of ECOG (= WHO = Zubrod) and Karnofsky, as ECOG values.

Karnofsky 90-100 = ECOG 0, 70-80 = 1, 50-60 = 2, 30-40 = 3, 10-20 = 4. A Karnofsky limit inside such a pair lets the
whole pair in: the patient's own Karnofsky value is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from matcher.reading.gated import Pattern, gated

Told = tuple[int, int, int]  # where the values of a scale begin and end, and the ECOG values among them

GROUPS_SCALE = r"SWOG|SAKK|CALGB|NCIC|GOG"  # cooperative groups whose scale is that of ECOG
_CUE = gated(
    rf"\bECOG\b|\bEastern\s+Co-?operative|\bZubrod|\b(?:{GROUPS_SCALE})\s+[0-4](?!\d)|\bWHO\)?\s+(?:performance|PS\b|(?:physical\s+)?status|scale|grade|index|score|[0-4<=])|\bperformance\s+(?:status|score|scale)|\bPS(?=\s*(?:of|<|=|:|\(|[0-4]|(?:less|more|greater|lower|higher|better|worse)\s+than\b|(?:above|over|below|under|exceed\w*|score|scores|grade)\b|(?:at\s+most|up\s+to|not?\s+(?:more|greater|worse|higher))\b))",
    re.I,
)
_KARNOFSKY = gated(r"\bKarnofsky(?:\s*(?:/|or|and)\s*Lansky)?|\bKPS(?:\s*/\s*LPS)?\b", re.I)
_UNIT = r"(?![\d.]*\d|\s*%|\s*(?:days?|weeks?|months?|years?|hours?|mg|x\b))"
_UP_TO = r"<\s*/?\s*=|=\s*<|less\s+than\s+or\s+equals?\s+to|equal(?:s)?\s+to\s+or\s+less\s+than|no\s+(?:greater|more|worse|higher)\s+than|not\s+(?:greater|more|higher|worse|poorer)\s+than|no(?:t|ne)?\s+(?:above|over|beyond)|at\s+(?:the\s+)?(?:most|worst)|maximum(?:\s+of)?|up\s+to|not\s+exceed\w*"
_FROM = r">\s*/?\s*=|=\s*>|greater\s+than\s+or\s+equals?\s+to|equal(?:s)?\s+to\s+or\s+(?:greater|more)\s+than|at\s+least|minimum(?:\s+of)?|no(?:t)?\s+(?:less|lower|worse\s+or\s+lower)\s+than|no(?:t)?\s+(?:below|under)"
_LESS = r"<|less\s+than|under|below|lower\s+than|better\s+than"
_MORE = r">|greater\s+than|more\s+than|above|worse\s+than|higher\s+than|exceed\w*"
_DOWN_WORD = r"less|lower|better|below|under|fitter"
_UP_WORD = r"more|greater|higher|above|worse|poorer"
VALUE = gated(
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


def told_by_scales(text: str, *, shut_out: bool) -> list[Told]:
    """What each scale of the text tells; shut_out: they are the values of those who may not join."""
    ecog = _shut_out if shut_out else ecog_of
    return [*_readings(text, _CUE, VALUE, ecog), *_readings(text, _KARNOFSKY, _PERCENT, _from_karnofsky)]


def _readings(text: str, cue: Pattern, value: Pattern, ecog: Callable[[re.Match[str]], int]) -> Iterator[Told]:
    for found in cue.finditer(text):
        if (reading := _reading(text, found, cue, value, ecog)) is not None:
            yield reading
            return


def _reading(
    text: str, found: re.Match[str], cue: Pattern, value: Pattern, ecog: Callable[[re.Match[str]], int]
) -> Told | None:
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
    mask = ecog(said) if said is not None else 0
    if said is None or not mask:
        return None
    return min(found.start(), said.start()), max(found.end(), said.end()), mask


_UP_TO_NAME = gated(r"\s*%?\s*[(,]?\s*(?:(?:on|by|according to|in|as per|of)\s+)?(?:the\s+)?", re.I)


_THAT_ONLY = gated(r"\s*(?:patients?|participants?|subjects?)?\s*\bonly\b", re.I)


def ecog_of(said: re.Match[str]) -> int:
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
    return _between(value, 4) if value > 1 else ecog_of(said)


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
