"""Among exclusions, sentences that ask for a treatment or forbid it in so many words: they are read like inclusions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from matcher.reading.gated import gated
from matcher.reading.layout.item import INCLUDE
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, sentences_of
from matcher.reading.stance import Stance


def asked_after_all(sentence: Sentence, read: Callable[[Sentence], list[Mention]]) -> list[Mention] | None:
    """What such a sentence asks for; None where it is an exclusion like any other."""
    if not sentence.excludes:
        return None
    included = replace(sentence, polarity=INCLUDE)
    if _ASKED_FOR_AFTER_ALL.match(sentence.text) and _not_the_first(sentence):
        if _OF_SOME.match(sentence.text):
            return []
        return [replace(m, stance=m.stance or Stance.REQUIRE) for m in read(included)]
    if _NONE_ALLOWED.match(sentence.text):
        return [replace(m, stance=Stance.REQUIRE) for m in read(included)]
    return None


def _not_the_first(sentence: Sentence) -> bool:
    return sentence.item is not None and sentence.start > sentences_of(sentence.item)[0].start


# An exclusion that goes on 'Patients must have received ...' says what is asked for instead.
_ASKED_FOR_AFTER_ALL = gated(
    r"\W*(?:all\s+)?(?:patients|participants|subjects|women|individuals|they)\s+(?:(?:in|with|who|assigned|randomi[sz]ed)\s[^.;:]{2,60}?)?(?:must|should|need to|have to|are required to)\s+have\s+"
    r"(?!no\b|not\b|never\b)(?:\w+\s+)?(?:had|received|been|progressed|failed|completed|undergone)\b",
    re.I,
)

_OF_SOME = gated(r"\W*(?:all\s+)?(?:\w+)\s+(?:in|with|who|assigned|randomi[sz]ed)\s", re.I)


# Among exclusions: 'no prior CDK4/6 inhibitor is allowed'
_NONE_ALLOWED = gated(r"^\W*no\s+(?:prior|previous)\s[^.;]{3,80}\b(?:is|are)\s+(?:allowed|permitted)\W*$", re.I)
