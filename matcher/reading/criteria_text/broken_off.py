"""What each facet finds in a sentence, read on from the line above where that breaks off: 'women with breast cancer which'."""

from __future__ import annotations

import re
from dataclasses import replace

from matcher.reading.facets import READERS
from matcher.reading.gated import gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.sentences import Sentence, sentences_of


def mentions_in(asking: Sentence, context: Context) -> list[Mention]:
    """What each facet finds in the sentence; where that is nothing, read on from the line above that breaks off."""
    own = [mention for reader in READERS for mention in reader(asking, context)]
    opening = "" if own else _line_above_that_breaks_off(asking)
    if not opening:
        return own
    shift = len(opening) + 1
    whole, above = (replace(asking, text=text) for text in (f"{opening} {asking.text}", opening))
    told_above = {(m.facet, m.requirement) for reader in READERS for m in reader(above, context)}
    found = [mention for reader in READERS for mention in reader(whole, context)]
    return [
        replace(m, start=max(0, m.start - shift), end=m.end - shift if m.end > shift else len(asking.text))
        for m in found
        if m.end > shift or (m.facet, m.requirement) not in told_above
    ]


# 'Women with breast cancer which', 'the participant has been given', '8. The participant's disease'
BREAKS_OFF = gated(
    r"(?:\b(?:who|which|that|whose|whom|in whom (?:the |her )?[\w ]{3,30}|is|are|was|were|be|been|being|has|have|had|given|received|receiving)|"
    r"\b(?:he|she|they|patients?|subjects?|participants?|women)|\b(?:disease|cancer|carcinoma|tumou?rs?))[\s:,]*$",
    re.I,
)
_A_PREDICATE = gated(
    r"^\W*(?:is|are|was|were|has|have|had|having|have|does|do|did|must|cannot|can|involves?|shows?|expresses|overexpresses|does not)\b"
)
_ENDS_IN_A_SUBJECT = gated(
    r"\b(?:disease|cancer|carcinoma|tumou?rs?|he|she|they|patients?|subjects?|participants?|women)$", re.I
)
_GOES_ON_IN_SMALL = gated(r"^\W*[a-z]")
_DENIES_OR_ALLOWS = gated(
    r"\b(?:no|not|never|without|none|nor|neither|cannot|exclud\w*|ineligible|unless|except|free|may|can|could|might|allowed|eligible)\b",
    re.I,
)


def _line_above_that_breaks_off(sentence: Sentence) -> str:
    """Words of which the sentence is the rest: 'Women with breast cancer which' above 'is invasive'."""
    item = sentence.item
    above = item.parent if item is not None else None
    if item is None or above is None or sentence.start > item.start or len(above.text) > 200:
        return ""
    if not BREAKS_OFF.search(above.text) or not _GOES_ON_IN_SMALL.match(sentence.text):
        return ""
    words = " ".join(sentences_of(above)[-1].text.split()).rstrip(" :,")
    if _DENIES_OR_ALLOWS.search(words):
        return ""
    predicate = _A_PREDICATE.match(sentence.text)
    return words if predicate or not _ENDS_IN_A_SUBJECT.search(words) else ""
