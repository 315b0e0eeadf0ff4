"""'Patients who relapsed within a year of adjuvant treatment are also eligible': another way in beside a treatment of metastatic
disease that is asked for, told in its own point or in the one behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from data.criteria import Between, Negation, Requirement, Within, atoms, either
from matcher.reading.gated import gated
from matcher.reading.layout.item import EXCLUDE, Item
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.lines.alternatives import EARLY_RELAPSE


def with_early_relapse_let_in(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    late = [m for m in mentions if _asks_for_late_treatment(m)]
    if not late or sentence.excludes or sentence.item is None or not _let_in_beside(sentence.item):
        return mentions
    return [_or_early_relapse(m) if m in late else m for m in mentions]


def _asks_for_late_treatment(mention: Mention) -> bool:
    if mention.facet not in (LINES, PRIOR_THERAPY) or mention.stance not in (None, Stance.REQUIRE):
        return False
    if isinstance(mention.requirement, Negation):
        return False
    return any(_is_of_late_disease(atom) for atom in atoms(mention.requirement))


def _is_of_late_disease(atom: Requirement) -> bool:
    if isinstance(atom, Between):
        return atom.quantity.endswith("lines_metastatic") and bool(atom.low)
    return isinstance(atom, Within) and atom.axis.startswith("received_metastatic:")


def _or_early_relapse(mention: Mention) -> Mention:
    words = f"{mention.statement}, or an early relapse that is let in"
    return replace(mention, requirement=either((mention.requirement, EARLY_RELAPSE)), statement=words)


def _let_in_beside(item: Item) -> bool:
    told = " ; ".join((item.text, *(below.text for below in item.children)))
    return _lets_in(told) or any(_LET_IN_ALONE.match(text) for text in _behind(item))


@lru_cache(maxsize=16)  # a point is asked about by each of its sentences
def _lets_in(text: str) -> bool:
    return _LET_IN.search(text) is not None  # over a semicolon it finds nothing


def _behind(item: Item) -> Sequence[str]:
    """The text of the point behind it, where it is asked of the same patients."""
    behind = item.behind
    if behind is None or behind.polarity == EXCLUDE or behind.cohorts != item.cohorts:
        return ()
    return (behind.text,)


_EARLY = r"(?:(?!metasta|advanced|\blines?\b)[^.;:])"
_RELAPSED = (
    rf"\b(?:relaps|recurr|progress)\w*\b{_EARLY}{{0,40}}?\b(?:on|during|within|after|while|following|under|less than)\b"
    rf"{_EARLY}{{0,70}}?\badjuvant\b"
)
_TAKEN = r"(?:eligible|allowed|permitted|included|accepted|acceptable|enrolled|enrol|enter|participate)"
# 'relapse within 6 months of adjuvant chemotherapy is also allowed', 'eligible if they had adjuvant treatment and relapsed on it'
_TAKEN_TOO = (
    rf"{_RELAPSED}(?:(?!\b(?:not|only|ineligible|prior)\b)[^.;:]){{0,90}}?\b(?:is|are|will|may|can)\s+(?:(?:also|still|be|considered|to)\s+){{0,4}}{_TAKEN}\b"
    rf"|\b(?:is|are|will|may|can)\s+(?:(?:also|still|be|considered|to)\s+){{0,4}}(?:eligible|included|enrolled|enrol|enter)\s+(?:if|when|provided)\b"
    rf"(?:{_EARLY}{{0,60}}?{_RELAPSED}|{_EARLY}{{0,90}}?\badjuvant\b{_EARLY}{{0,60}}?\b(?:relaps|recurr|progress)(?:ed|ence|ion|e)\b)"
)
_LET_IN = gated(_TAKEN_TOO, re.I)
_LET_IN_ALONE = gated(
    rf"\W*(?:(?:patients?|participants?|subjects?|women|those|individuals|HR|ER|HER2|TNBC|hormone|relapse|recurrence|progression)\b)(?=[^.;]*?(?:{_TAKEN_TOO}))",
    re.I,
)
