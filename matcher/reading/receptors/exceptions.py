"""Exceptions from a status, and statuses ruled in or out: 'HER2-positive unless ...', 'any breast cancer other than TNBC'."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.receptors.combination import combination_of, facet_of, receptor_mention
from matcher.reading.receptors.markers import Found
from matcher.reading.receptors.masks import Description
from matcher.reading.receptors.rulings import Ruled
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance


def _undenied(description: Description) -> Description:
    if not description.words.startswith("not "):
        return description
    return description.negated()._replace(words=description.words.removeprefix("not "))


# Under Exclusion: 'any breast cancer other than HR+/HER2-' leaves HR+/HER2- alone.
_ALL_BUT = gated(
    r"^\W*(?:any |all |patients with |a )?(?:breast (?:cancers?|carcinomas?|tumou?rs?)(?: sub-?types?)?|(?:molecular |breast cancer )?sub-?types?) "
    r"(?:other than|except(?: for)?|that (?:is|are) not) (?:those with |an? )?$",
    re.I,
)
_EXCEPTION = gated(
    r"\b(?:(?P<less>excluding)|(?P<unless>unless)|except(?:ing)?(?: for)?|with the exception of|other than|apart from)\b",
    re.I,
)


def with_exception(sentence: Sentence, exception: re.Match[str], found: list[Found]) -> list[Mention]:
    """'A unless B' and, under Exclusion, 'A except B': B saves her. 'A excluding B', 'A except B': without the B."""
    text = sentence.text
    before = [f for f in found if f.start < exception.start()]
    after = [f for f in found if f.start >= exception.start()]
    if exception["unless"] or (sentence.excludes and not exception["less"]):
        return [receptor_mention(text, before), receptor_mention(text, after)]
    without = combination_of(text, after).as_shut_out().negated()
    return [receptor_mention(text, [*before, Found(without, after[0].start, after[-1].end)])]


def as_ruled(text: str, ruled: Ruled) -> list[Mention]:
    """The sentence with what it rules in or out taken in, from the words on that do so."""
    combined = ruled.combined(text)
    if combined is None:
        return []
    stance = Stance.REQUIRE
    if not ruled.asked:
        combined, stance = combination_of(text, ruled.shut_out).as_shut_out(), Stance.FORBID
    words = _EXCEPTION.search(text)
    first, last = min(f.start for f in ruled.all), max(f.end for f in ruled.all)
    start = min(first, words.start()) if words else first
    return [Mention(facet_of(combined), combined.requirement(), combined.words, start, last, stance, settled=True)]


def all_but(sentence: Sentence, found: list[Found]) -> list[Mention]:
    """Under Exclusion: what is left in by 'any breast cancer other than ...'"""
    if not sentence.excludes or not _ALL_BUT.match(sentence.text, 0, found[0].start):
        return []
    # 'that are not' is said by the stance
    plain = [f._replace(description=_undenied(f.description)) for f in found]
    return [replace(receptor_mention(sentence.text, plain), stance=Stance.REQUIRE, settled=True)]


def exception_within(text: str, found: list[Found]) -> re.Match[str] | None:
    """The words of an exception between two descriptions."""
    return _EXCEPTION.search(text, found[0].end, found[-1].start)
