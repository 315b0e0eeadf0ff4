"""'Through with primary treatment, or living with metastatic disease': a phase of early disease and late disease, either of
which will do. Each on an axis of its own, the two would be asked for together, which nobody has."""

from __future__ import annotations

from matcher.reading.gated import gated
from matcher.reading.sentences import Sentence
from matcher.reading.state.found import Found
from matcher.reading.state.meanings import METASTATIC, RECURRENT

# Phases that the metastatic may be in as well, where the words do not set these apart
_OF_ANY_DISEASE = frozenset({"survivor", "treatment_completed", "disease_controlled"})

_FRAME = r"(?:patients?|women|those|people|individuals|participants|living|with|who|have|has|having|are|is|be|being|currently|stable|an?|the)"
# '... at enrolment, or with [stable metastatic disease]': who has it is named anew
_OR_WITH = gated(
    rf"(?:(?!\bor\b)[^.;:()]){{0,50}}?\bor\s+(?:{_FRAME}\s+)*(?:with|who|have|has|having|those|patients?|women|people|living)\s+(?:{_FRAME}\s+)*"
)
# '[Adjuvant] therapy, or first-line treatment for [metastatic disease]'
_OR_TREATED_FOR = gated(
    r"(?:\s+(?:chemo\w*|endocrine|systemic|therapy|treatment|or)){0,4},?\s+or\s+(?:receiving\s+|undergoing\s+)?(?:(?:first|second|any)[- ]line\s+|palliative\s+)?(?:treatment|therapy|chemotherapy)\s+(?:for|of)\s+(?:the\s+|their\s+)?"
)
# '[Metastatic breast cancer] or [no evidence of disease]'
_OR_THEN = gated(rf"(?:\s+(?:breast|disease|cancers?|patients?))*\s*,?\s+or\s+(?:{_FRAME}\s+)*")

# Words of early disease and its end, where no phase is read of them beside metastases
_EARLY_TOLD = gated(
    r"\b(?:(?:complet|finish)\w+|survivors?|(?<!neo)(?<!neo-)adjuvant|off treatment|remission|disease-free|post-?treatment|follow-?\s?up|curative\w*)\b"
)

# Disease that went on or came back, and lines of treatment, are late disease on either side of the 'or'.
_LATE_TOLD = gated(r"\b(?:progress|relaps|recurr|fail|resistan|refractory|lines?\b)")


def either_will_do(sentence: Sentence, found: list[Found]) -> list[Found]:
    """With one meaning in place of the phase and the late extents that an 'or' sets apart; without these where none was read."""
    phases = [f for f in found if f.axis == "phase"]
    extents = sorted((f for f in found if f.axis == "extent"), key=lambda f: f.start)
    if sentence.excludes or not sentence.from_criteria or len(phases) > 1 or not extents:
        return found
    if any(f.denied or f.wide & ~(METASTATIC | RECURRENT) for f in extents):
        return found
    if not phases:
        return [f for f in found if f not in extents] if _beside_early(sentence.lower, extents[0].start) else found
    phase = phases[0]
    if phase.denied or not _set_apart(sentence.lower, phase, extents):
        return found
    sure, wide, words = phase.sure, phase.wide, [phase.words]
    for f in extents:
        sure, wide, words = sure | f.sure, wide | f.wide, [*words, f.words]
    start, end = min(phase.start, extents[0].start), max(phase.end, extents[-1].end)
    both = Found("early_phase_or_spread", "phase", sure, wide, " or ".join(dict.fromkeys(words)), start, end)
    return [both, *(f for f in found if f.axis not in ("phase", "extent"))]


def _beside_early(lower: str, start: int) -> bool:
    """Whether late disease at `start` is the other way in, beside early disease of which no phase was read."""
    return not _LATE_TOLD.search(lower, 0, start) and any(
        _OR_WITH.fullmatch(lower, told.end(), start) or _OR_TREATED_FOR.fullmatch(lower, told.end(), start)
        for told in _EARLY_TOLD.finditer(lower, 0, start)
    )


def _set_apart(lower: str, phase: Found, extents: list[Found]) -> bool:
    of_early_disease = not phase.wide & METASTATIC
    if not of_early_disease and phase.name not in _OF_ANY_DISEASE:
        return False
    if phase.end <= extents[0].start:
        between = (lower, phase.end, extents[0].start)
        treated = of_early_disease and _OR_TREATED_FOR.fullmatch(*between) is not None
        return treated or _OR_WITH.fullmatch(*between) is not None
    return extents[-1].end <= phase.start and _OR_THEN.fullmatch(lower, extents[-1].end, phase.start) is not None
