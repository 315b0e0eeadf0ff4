"""'Progressed on chemotherapy, or no standard chemotherapy exists', in either order: what was given is read by itself.

That no standard treatment is left tells of no treatment that she must not have had, and denies nothing that stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.criteria import Between, Requirement, Undecidable, atoms, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy import used_up
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.other_ways import BEING_INCURABLE

_WHO = r"(?:(?:patients?|participants?|subjects?|women|those|(?:the\s+)?(?:disease|cancer|tumou?rs?)|for|to|in|whom|which|who|that|whose|there|currently|presently|is|are|exists?|remains?|have|has|having|with)\s+){0,6}"
_USUAL = r"(?:(?:standard(?:[- ]of[- ]care)?|effective|approved|licen[sc]ed|known|satisfactory|established|further|other|alternative|appropriate|suitable|conventional|remaining|acceptable|available|existing|proven|reasonable|better|systemic|treatment|therapeutic|curative(?!\s+(?:or|and|nor)\b))[\s,/-]+(?:(?:or|and)\s+)?){1,5}"
_TREATMENT = r"(?:therap(?:y|ies)|treatments?|options?|alternatives?|chemotherap(?:y|ies)|regimens?)"
_EXISTS = r"(?:\s+(?:currently|presently|that|which|exists?|is|are|remains?|remaining|available|known|left|considered|deemed|thought|felt|to|be|an?|appropriate|suitable|options?|effective|possible)\b){0,5}"
_NONE_LEFT = rf"no\s+(?:longer\s+(?:any\s+)?)?{_USUAL}{_TREATMENT}{_EXISTS}"
# 'refractory to', 'which progressed on', 'having failed'; not a disease that came back
_FAILED = r"(?:progress\w*|fail\w*|refractory|resistan\w+|exhausted|received|(?:pre-?)?treated|relaps\w+\s+(?:on|after|following)|recurr\w+\s+(?:on|after|following|or\s+progress\w+))"
_OR = r"(?:and/or|or)"
_FAILED_OR_NONE_LEFT = gated(
    rf"\b{_FAILED}\b[^.;:()]{{2,160}}?(?P<none>,?\s+{_OR},?\s+{_WHO}{_NONE_LEFT})(?=\s*(?:$|[.;,()]))", re.I
)
_NONE_LEFT_OR_FAILED = gated(
    rf"(?:^|(?<=[\s,(]))(?P<none>{_WHO}{_NONE_LEFT},?\s+{_OR})(?=,?\s+(?:(?:patients?|participants?|subjects?|women|those|disease|cancers?|tumou?rs?|who|that|which|whose|has|have|had|having|be|been|is|are|with|documented|after|following)\s+){{0,5}}{_FAILED}\b)",
    re.I,
)


# Before any line for metastatic disease standard treatment is left (NCCN Breast, ESMO); after some no field tells whether it is.
_NOTHING_IS_LEFT: Requirement = every(
    (Between("lines_metastatic", 1, None), Undecidable("whether standard treatment is exhausted"))
)


@dataclass(frozen=True)
class Apart:
    """given: the sentence without the words that nothing is left, positions hold; otherwise: what these ask for."""

    given: Sentence
    otherwise: Requirement


def or_none_left(sentence: Sentence) -> Apart | None:
    if sentence.excludes or stance_of(sentence) is not Stance.REQUIRE:
        return None
    found = _FAILED_OR_NONE_LEFT.search(sentence.text) or _NONE_LEFT_OR_FAILED.search(sentence.text)
    if found is None:
        return None
    span = found.span("none")
    given = blank(sentence.text, *span)
    of_chemotherapy = used_up.STANDARD_CHEMOTHERAPY.search(sentence.text) and not _SO_MANY.search(given)
    if of_chemotherapy and used_up.NONE_LEFT.search(found["none"]):
        return None  # read as a whole: before any chemotherapy it is what is left
    to_cure = _TO_CURE.search(found["none"]) is not None
    return Apart(replace(sentence, text=given), BEING_INCURABLE if to_cure else _NOTHING_IS_LEFT)


_SO_MANY = gated(r"\b(?:at\s+least|minimum|one|two|three|[1-3])\b", re.I)
_TO_CURE = gated(r"\bcurative\b", re.I)


def with_none_left(apart: Apart, mentions: Sequence[Mention]) -> list[Mention]:
    """What is asked of earlier treatment, or that nothing standard is left; nothing where the former was not understood."""
    asked = [m for m in mentions if m.facet in (PRIOR_THERAPY, LINES) and m.stance in (None, Stance.REQUIRE)]
    if not asked or any(isinstance(a, Between) and a.high is not None for m in asked for a in atoms(m.requirement)):
        return []
    return [_or_none(m, apart.otherwise) if m in asked else m for m in mentions]


def _or_none(mention: Mention, otherwise: Requirement) -> Mention:
    words = f"{mention.statement}, or no standard treatment to be left"
    return replace(mention, requirement=either((mention.requirement, otherwise)), statement=words)
