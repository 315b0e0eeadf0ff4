"""Metastases in the brain, or in the brain or the meninges, that a title names."""

from __future__ import annotations

import re

from data.axes import BONE_ONLY_AXIS, BRAIN_AXIS, LEPTOMENINGEAL_AXIS, NO, YES
from data.criteria import AllOf, AnyOf, Requirement, Undecidable, Within
from matcher.reading.brain.descriptions import by_adjectives
from matcher.reading.brain.phrases import LACKING, TITLE_FREE
from matcher.reading.brain.requirements import LEPTO, there_are
from matcher.reading.brain.states import ACTIVE, STABLE
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance

# 'Brain and leptomeningeal metastases', 'leptomeningeal disease or brain metastases', 'brain, meninges and spinal cord metastases'
_PLACE = r"(?:brain|CNS|cerebral|intra-?cranial|(?:lepto-?\s?)?mening(?:es|eal)|spinal(?: cord)?)"
_SPREAD = r"(?:metasta\w+|mets\b|disease\b|carcinomatosis)"
_EITHER_OF_THEM = gated(
    rf"\b{_PLACE}(?:\s+{_SPREAD})?(?:\s*(?:,|/)\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+)(?:{_PLACE}(?:\s*(?:,|/)\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+))?(?:the\s+)?{_PLACE}\s+{_SPREAD}"
    rf"|\bmetasta(?:s[ie]s|tic)\s+(?:to|in|of|involving)\s+(?:the\s+)?{_PLACE}(?:(?:\s*,\s*(?:(?:and/or|and|or)\s+)?|\s+(?:and/or|and|or)\s+)(?:the\s+)?{_PLACE}){{1,2}}",
    re.I,
)
_IN_THE_BRAIN = gated(r"brain|CNS|cerebral|cranial", re.I)
_IN_THE_MENINGES = gated(r"mening", re.I)


def of_brain_or_meninges(sentence: Sentence) -> Mention | None:
    """That there are metastases in the brain or in the meninges, where a title names both together: not in bone alone."""
    title = sentence.source in ("brief_title", "official_title") and not TITLE_FREE.search(sentence.text)
    found = _EITHER_OF_THEM.search(sentence.text) if title else None
    if found is None or LACKING.search(sentence.text[: found.start()]):
        return None
    if not (_IN_THE_BRAIN.search(found.group()) and _IN_THE_MENINGES.search(found.group())):
        return None
    places: list[Requirement] = [Within(BRAIN_AXIS, STABLE | ACTIVE), Within(LEPTOMENINGEAL_AXIS, YES)]
    if "spinal" in found.group().lower():
        places.append(Undecidable("metastases in the spinal cord"))
    there = AllOf((Within(BONE_ONLY_AXIS, NO), AnyOf(tuple(places))))
    words = "brain metastases or leptomeningeal disease"
    return Mention("brain_metastases", there, words, *found.span(), Stance.REQUIRE, settled=True)


_METASTATIC = gated(r"metasta|mets\b", re.I)
_OF_WHOM = gated(r"\b(?:patients?|women|treat\w*|with|for|in|of|from)\b", re.I)


def from_title(sentence: Sentence, phrase: re.Match[str]) -> Mention | None:
    """That there are metastases in the brain, where a title names those and nothing else beside them."""
    text = sentence.text
    if sentence.source not in ("brief_title", "official_title") or TITLE_FREE.search(text):
        return None
    named = text[max(0, phrase.start() - len("metastatic ")) : phrase.end()]  # 'metastatic brain tumours'
    if not _METASTATIC.search(named) or LACKING.search(text[: phrase.start()]):
        return None
    if LEPTO.search(text) or not _OF_WHOM.search(text):
        return None
    # 'newly diagnosed or progressing brain metastases'
    return there_are(phrase, active=by_adjectives(text, phrase).sure == ACTIVE)
