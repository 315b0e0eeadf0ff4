"""'Advanced', 'relapsed advanced' with the extents that the words stand for in parentheses behind them."""

from __future__ import annotations

import re
from functools import reduce

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.categories import TNM
from matcher.reading.state.found import Found

# 'Advanced breast cancer (locoregionally recurrent or metastatic)', 'ABC/MBC (...)': what is meant by advanced.
_GLOSS = gated(
    r"(?P<more>\s*(?:/|,?\s(?:and/)?or\s|and/or\s)\s*(?:metastatic|mbc)\b)?(?:\s+(?:adenocarcinoma|carcinoma|breast|cancers?|disease|solid|tumou?rs?|malignanc\w+|of|the|\([a-z]{2,5}\)))*\s*[(\[](?:\s*(?:i\.?e\.?|defined as|that is|meaning)\W+)?(?P<gloss>[^()\[\]]+)[)\]]"
)
_GLOSS_FILLER = gated(
    r"\b(?:breast|cancer|disease|tumou?rs?|locally|loco-?\s?regional(?:ly)?|regional(?:ly)?|local|inoperable|unresectable|advanced|recurrent|recurrences?|relapsed?|metasta\w+|distant|stage|iv|iii[abc]?|or|and|and/or|either|de|novo)\b"
    r"|\bnot (?:amenable|suitable|accessible) (?:to|for) (?:(?:treatment|therapy|surgery|resection|radiotherapy|surgical resection)\s)?(?:with\s|of\s)?curative (?:therapy|treatment|surgery|resection|intent|options?)\b|\W"
)


def as_glossed(lower: str, found: list[Found]) -> list[Found]:
    """Without 'advanced' where parentheses behind it tell which extents it stands for, and nothing else."""
    for f in found:
        gloss = _gloss_of(lower, f) if f.name == "advanced" and not f.denied else None
        if gloss is None or _GLOSS_FILLER.sub("", gloss["gloss"]) or gloss["gloss"].strip() == "advanced":
            continue
        if gloss["more"] and not gated(r"recurr|relaps").search(gloss["gloss"]):
            continue  # 'advanced or metastatic (stage IIIB to IV)' may be a recurrence that can't be operated
        if any(o.axis == "extent" and gloss.start("gloss") <= o.start and o.name != "advanced" for o in found):
            return [o for o in found if o.name != "advanced" or o.start != f.start]
    return found


def _gloss_of(lower: str, advanced: Found) -> re.Match[str] | None:
    """Behind the whole phrase, or behind its word 'advanced': 'advanced (stage IV) breast cancer'."""
    return _GLOSS.match(lower, advanced.end) or _GLOSS.match(
        lower, lower.find("advanced", advanced.start) + len("advanced")
    )


# 'Relapsed advanced breast cancer (inoperable locally advanced, relapsed, or stage IV from the outset)'
_SPELLED_OUT = gated(
    r"\b(?P<named>(?:(?:locally|loco-?regionally)\s+)?(?:advanced|recurrent|relapsed|metastatic|progressive)(?:\s+(?:locally\s+)?(?:advanced|recurrent|relapsed|metastatic|progressive)){0,2})"
    r"(?:\s+(?:breast|cancers?|carcinomas?|disease|tumou?rs?|malignanc\w+|adenocarcinomas?)){1,3}\s*[(\[]\s*(?:(?:i\.?e\.?|defined as|that is|which means|meaning|(?:one|any|either) of)\W+)?(?P<gloss>[^()\[\]]+)[)\]]"
)
_PARTS = gated(r"(?:(?!\bor\b|\band/or\b)[^,;])+")
_ILLUSTRATES = gated(r"\b(?:e\.?g|such as|including|for example|except\w*|excluding|not|no|without)\b")


def as_spelled_out(sentence: Sentence, found: list[Found]) -> list[Found]:
    """What parentheses list is what is meant, where it is wider than the words before them: any of it will do."""
    lower = sentence.lower
    if sentence.excludes:
        return found
    for spelled in _SPELLED_OUT.finditer(lower):
        of_state = [f for f in found if f.axis != "phase" and not f.denied and f.name != "nonmetastatic"]
        named = [f for f in of_state if spelled.start() <= f.start and f.end <= spelled.start("gloss")]
        ways = [
            _way(of_state, *part.span()) for part in _PARTS.finditer(lower, *spelled.span("gloss")) if part[0].strip()
        ]
        if len(ways) < 2 or not named or _ILLUSTRATES.search(lower, *spelled.span("gloss")):
            continue
        if any(f.name in TNM for f in found if spelled.start("gloss") <= f.start < spelled.end()):
            continue  # T and N categories are made stages of together
        told = [way for way in ways if way is not None]
        sure, wide = reduce(lambda a, b: (a[0] | b[0], a[1] | b[1]), told, (0, 0))
        if len(told) < len(ways) or not wide & ~reduce(lambda a, f: a & f.wide, named, wide):
            continue
        inside = [f for f in of_state if spelled.start("gloss") <= f.start < spelled.end()]
        words = " ".join(sentence.text[spelled.start("gloss") : spelled.end("gloss")].split())
        whole = Found("spelled_out", "extent", sure, wide, words, named[0].start, spelled.end())
        return [*(f for f in found if f not in named and f not in inside), whole]
    return found


def _way(of_state: list[Found], start: int, end: int) -> tuple[int, int] | None:
    """The states, sure and wide, that one part tells; None where it tells none."""
    told = [(f.sure, f.wide) for f in of_state if start <= f.start < end]
    return reduce(lambda a, b: (a[0] & b[0], a[1] & b[1]), told) if told else None
