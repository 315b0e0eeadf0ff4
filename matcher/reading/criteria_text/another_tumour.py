"""Whether a sentence, or a line above it, speaks of people with a tumour of another organ."""

from __future__ import annotations

import re
from functools import lru_cache

from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item
from matcher.reading.population import (
    BREAST,
    headed_by_another_tumour,
    names_another_tumour,
    names_people_with_another_tumour,
    tells_of_another_tumour,
)
from matcher.reading.sentences import Sentence, sentences_of

_OWN_SUBJECT = gated(r"^\W*(?:for|in|if|all|patients?|participants?|subjects?|women|those|breast)\b", re.I)


def of_another_tumour(sentence: Sentence) -> bool:
    """Whether it speaks of people with a tumour of another organ, by its own words, those that open its point, or a heading
    above it. What is said of a cohort is left to the cohort."""
    item = sentence.item
    if item is not None and _goes_on_about_another_tumour(sentence, item):
        return True
    if item is None or item.cohorts:
        return False
    if tells_of_another_tumour(sentence.text):
        return True
    at = sentence.start - item.start
    if ";" in item.text[max(0, at - 3) : max(0, at)] and not _OWN_SUBJECT.match(sentence.text):
        first = sentences_of(item)[0].text
        if ":" in first and tells_of_another_tumour(first):
            return True
    return below_another_tumour(item)


_OF_HER_DISEASE = gated(
    r"^\W*(?:patients?|participants?|subjects?|women|they|disease|prior|previous)\b[^.;]{0,60}\b(?:received|experienced|had|progressed|relapsed|responded|refractory|resistant|sensitive|lines?|regimens?|therap(?:y|ies))\b",
    re.I,
)


@lru_cache(maxsize=8)
def _names_breast(text: str) -> bool:
    """Asked anew of an item by each of its sentences."""
    return BREAST.search(text) is not None


def _goes_on_about_another_tumour(sentence: Sentence, item: Item) -> bool:
    """'Patients must have ovarian cancer. Patients must have had up to 5 lines': the history of those of the first sentence;
    'Ovarian cancer - ... Up to 5 lines': all that stands below that heading."""
    if item.polarity == EXCLUDE or sentence.start == item.start or _names_breast(item.text):
        return False
    first = sentences_of(item)[0].text
    if headed_by_another_tumour(first) and not _OWN_SUBJECT.match(sentence.text):
        return True
    named = _MUST_HAVE.match(first) is not None and names_another_tumour(first)
    return (named or tells_of_another_tumour(first)) and _OF_HER_DISEASE.match(sentence.text) is not None


_MUST_HAVE = gated(r"\W*(?:patients?|participants?|subjects?|women|those)\s+(?:must|should)\s+have\b", re.I)
BEGINS_WITH_OR = gated(r"^\W*O[Rr]\b")


def _behind_an_or(child: Item, above: Item) -> bool:
    for one in above.children:
        if BEGINS_WITH_OR.match(one.text):
            return True
        if one is child:
            break
    return False


def below_another_tumour(item: Item) -> bool:
    """Whether it stands below a line that names people with a tumour of another organ; what an 'OR' sets off from that
    tumour is another way in."""
    asked: list[Item] = []
    child, found = item, False
    while child.below_another_tumour is None and child.parent is not None:
        asked.append(child)
        above = child.parent
        named = above.text.endswith(":") or not gated(r"[.;]\s").search(above.text)
        if named and (tells_of_another_tumour(above.text) or names_people_with_another_tumour(above.text)):
            found = not _behind_an_or(child, above)
            break
        child = above
    else:
        found = bool(child.below_another_tumour)
    for one in asked:  # no further line that names a tumour stands between them
        one.below_another_tumour = found
    return found
