"""The extent that a cancer had when it was found first: it may have come back since."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state import meanings
from matcher.reading.state.found import Found

_FIRST = r"(?:initial|first|original|primary)"
# 'Initially stage I-III', 'originally diagnosed with early breast cancer', 'whose initial diagnosis was stage IV'
_BEFORE = gated(
    rf"\b(?:initially|originally|(?:at|on|upon) (?:the |their |her )?{_FIRST} (?:diagnosis|presentation)|(?<!no )(?<!new ){_FIRST} (?:diagnosis|diagnosed|presentation|stage|staging|extent))\b"
    r"(?:(?!\b(?:now|current\w*|present|recurr\w+|relaps\w+|metasta\w+|progress\w+|within|past|last|treated)\b)[^.;]){0,60}$"
    r"|\bat (?:the )?(?:time of )?(?:initial |first |primary )?(?:diagnosis|presentation)\s?\(\s?$"
)
# 'Stage IV at diagnosis', 'metastatic disease (at the time of first diagnosis)'
_BEHIND = gated(
    r"(?:\W+(?:breast|cancers?|carcinomas?|disease|tumou?rs?|[mtn]\d|metasta\w+|invasive)){0,4}\W+(?:at|upon|on|when|by)\W+"
    rf"(?:(?:the|their|her|time|date|moment|of|(?P<first>{_FIRST}ly|{_FIRST})|breast|cancer)\W+){{0,7}}(?:diagnosis|presentation|diagnosed)\b"
    r"(?!\W+(?:or|and/or|of)\b)"
)
# 'Stage at diagnosis: I-III'
_WITHIN = gated(r"\bat (?:\w+ ){0,3}(?:diagnosis|presentation)\b")
# 'Confirmed at initial diagnosis or at diagnosis of metastatic disease': the latter may be later
_OR_LATER = gated(r"\b(?:or|and)\b")
# 'Initial diagnosis of HER2-positive metastatic breast cancer within six months': of the metastases, which may have come later
_FIRST_TIME_FOUND = gated(
    rf"\b{_FIRST} diagnosis\s+of\s+(?:(?:an?|their|her|the|documented|confirmed|her-?2\S*|er\S*|hr\S*|hormone|receptor|triple|positive|negative|locally|advanced|or)[\s-]+){{0,6}}$"
)
_EXTENTS = frozenset(
    {
        "stage",
        "tnm_stage",
        "tnm",
        "clinical_tnm",
        "early",
        "locally_advanced",
        "advanced",
        "metastatic",
        "nonmetastatic",
    }
)


def as_it_began(sentence: Sentence, found: Found) -> Found:
    """'Stage I-III at diagnosis' may have come back since, 'stage IV at first diagnosis' has not: what it says of
    recurrences is left open."""
    if found.name not in _EXTENTS or not sentence.from_criteria:
        return found
    behind = _BEHIND.match(sentence.lower, found.end)
    before = (
        None
        if behind
        else _BEFORE.search(sentence.lower[: found.start]) or _WITHIN.search(sentence.lower, found.start, found.end)
    )
    if behind is None and before is None:
        return found
    if not found.wide & ~meanings.METASTATIC:
        if before is not None and _OR_LATER.search(sentence.lower, before.start(), found.start):
            return found
        if sentence.lower.startswith("metasta", found.start) and _FIRST_TIME_FOUND.search(
            sentence.lower, 0, found.start
        ):
            return found
        first = before is not None or (behind is not None and behind["first"])
        return found._replace(
            sure=meanings.DE_NOVO,
            wide=meanings.DE_NOVO if first else meanings.METASTATIC,
            words=f"{found.words} at first",
        )
    return found._replace(
        sure=found.sure & ~meanings.RECURRENT, wide=found.wide | meanings.RECURRENT, words=f"{found.words} at first"
    )
