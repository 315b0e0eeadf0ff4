"""'Advanced' with the extents that it stands for in parentheses behind it."""

from __future__ import annotations

from matcher.reading.gated import gated
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
        gloss = _GLOSS.match(lower, f.end) if f.name == "advanced" and not f.denied else None
        if gloss is None or _GLOSS_FILLER.sub("", gloss["gloss"]) or gloss["gloss"].strip() == "advanced":
            continue
        if gloss["more"] and not gated(r"recurr|relaps").search(gloss["gloss"]):
            continue  # 'advanced or metastatic (stage IIIB to IV)' may be a recurrence that can't be operated
        if any(o.axis == "extent" and gloss.start("gloss") <= o.start and o.name != "advanced" for o in found):
            return [o for o in found if o is not f]
    return found
