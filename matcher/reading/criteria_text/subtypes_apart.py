"""One sentence about tumours of two kinds, each with demands of its own.

"TNBC, or HR+/HER2- refractory to endocrine therapy"              TNBC, or HR+/HER2- and progression
"HER2-negative disease, and ER-positive tumours must have had X"  HER2-negative; where ER-positive, X
exclusion, "HER2+ without A, HR+ without B"                       HER2+ and no A; HR+ and no B
"TNBC or HER2+ disease with one prior line"                       one line of all: nothing here

An earlier therapy or a gene told at the end is of the last kind where only its tumours are treated so, or a comma parts the
kinds; it may be of all where neither tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from data.axes import RECEPTORS_AXIS
from data.criteria import AnyOf, Requirement, Undecidable, Within, atoms, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.composing.compose import compose
from matcher.reading.composing.stated import Stated
from matcher.reading.exceptions import exception_in
from matcher.reading.facets import READERS
from matcher.reading.gated import Pattern, gated
from matcher.reading.mentions import Context, Mention
from matcher.reading.pattern import blank
from matcher.reading.receptors.masks import LOW
from matcher.reading.record.masks import widest
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.subjects import RECEPTORS

_FILLER = (
    r"(?:(?:either|those|patients?|participants?|subjects?|wom[ae]n|with|who|whose|have|has|are|is|an?|be|metastatic|advanced|"
    r"locally|recurrent|unresectable|breast|cancers?|disease|tumou?rs?|confirmed|documented|histologically)\s+){0,6}"
)
_MARKER = (
    r"(?:m?TNBC\b|triple|HER-?\s?2|Ho?R(?:[+-]|\b)|ER(?:[+-]|\b)|PR(?:[+-]|\b)|PgR|hormone|o?estrogen|luminal|PD-?L1)"
)
_OR = gated(
    rf"(?P<comma>[,;(]|\s\()?\s?\b(?:and/)?or(?:\s+|,?\s+(?P<if>if|when|in case of)\s+)(?={_FILLER}{_MARKER})", re.I
)
_NEXT = gated(rf"(?:[,;]\s+(?:(?:and|or|but|while|whereas)\s+)?|\s(?:and/)?or\s+)(?={_FILLER}{_MARKER})", re.I)
_MUST = gated(r"\b(?:must|should|need to|needs to|have to|(?:is|are) required)\b", re.I)
_NAMES_THE_DISEASE = gated(r"\b(?:cancers?|carcinomas?|disease|tumou?rs?|TNBC|MBC|patients?)\W*$", re.I)


class _Part(NamedTuple):
    """A part of the sentence that tells of one kind of tumour. comma: one parts it from the part before; if_so: it begins
    with 'if'. kind: the mention that tells it; rest: all others."""

    start: int
    end: int
    comma: bool
    if_so: bool
    kind: Mention
    rest: list[Mention]


def read_apart(sentence: Sentence, mentions: Sequence[Mention], context: Context) -> list[Stated] | None:
    """What such a sentence states; None for all others."""
    if not sentence.from_criteria or not any(_can_be_of_one_kind(m) for m in mentions) or exception_in(sentence.text):
        return None
    stance = stance_of(sentence)
    if stance is Stance.FORBID and sentence.excludes:
        return _entries(sentence, context)
    if stance is not Stance.REQUIRE:
        return None
    rules = _rules(sentence, context) if _MUST.search(sentence.text) else None
    return rules or next(
        (ways for told_by in (_of_receptors, _of_pdl1) if (ways := _ways(sentence, mentions, context, told_by))), None
    )


def _can_be_of_one_kind(mention: Mention) -> bool:
    return mention.facet in ("prior_therapy", "lines_of_therapy") or mention.facet.startswith("biomarker:")


def _only(sentence: Sentence, start: int, end: int) -> Sentence:
    return replace(sentence, text=blank(blank(sentence.text, end), 0, start))


def _of_receptors(mention: Mention) -> bool:
    return mention.facet in RECEPTORS


def _of_pdl1(mention: Mention) -> bool:
    return mention.facet == "biomarker:PD-L1"


def _part(
    sentence: Sentence,
    context: Context,
    start: int,
    end: int,
    *,
    comma: bool = False,
    if_so: bool = False,
    told_by: Callable[[Mention], bool] = _of_receptors,
) -> _Part | None:
    own = _only(sentence, start, end)
    mentions = [mention for reader in READERS for mention in reader(own, context)]
    kind = next((m for m in mentions if told_by(m)), None)
    if kind is None:
        return None
    return _Part(start, end, comma, if_so, kind, [m for m in mentions if m is not kind])


# ---------------------------------------------------------------- ways in


def _ways(
    sentence: Sentence, mentions: Sequence[Mention], context: Context, told_by: Callable[[Mention], bool]
) -> list[Stated] | None:
    parts = _kinds_apart(sentence, context, told_by)
    if len(parts) < 2:
        return None
    demands = _demands(parts, sentence.text, context.vocabulary)
    if not any(demands.own):
        return None
    ways: list[Requirement] = []
    words: list[str] = []
    for part, own in zip(parts, demands.own, strict=True):
        stated = compose(_only(sentence, part.start, part.end), own)
        asked = [part.kind.requirement, *(s.requirement for s in stated)]
        if part is not parts[-1]:
            asked += [
                either((m.requirement, Undecidable("whether it is asked of her"))) for m in demands.of_all_perhaps
            ]
        ways.append(every(asked))
        words.append(" with ".join([part.kind.statement, *(s.statement.removeprefix("Requires ") for s in stated)]))
    first = parts[0].kind
    whole = Stated(first.facet, AnyOf(tuple(ways)), f"Requires {', or '.join(words)}", first.start, parts[-1].end)
    shared = [m for m in mentions if _is_shared(m, parts[0])]
    return [whole, *compose(sentence, [*shared, *demands.of_all])]


def _kinds_apart(sentence: Sentence, context: Context, told_by: Callable[[Mention], bool]) -> list[_Part]:
    """The parts between which 'or' stands; none where one tells no kind of tumour, or the same as the one before it."""
    if not _OR.search(sentence.text):
        return []
    parts: list[_Part] = []
    start, comma, if_so = 0, False, False
    for end, next_start, next_comma, next_if in _cuts(_OR, sentence.text):
        part = _part(sentence, context, start, end, comma=comma, if_so=if_so, told_by=told_by)
        if part is None or (parts and not _disjoint(parts[-1].kind, part.kind)):
            return []
        parts.append(part)
        start, comma, if_so = next_start, next_comma, next_if
    return parts


class _Demands(NamedTuple):
    """Earlier treatment and genes asked for: of each part its own, and those of the last that are, or may be, asked of all."""

    own: list[list[Mention]]
    of_all: list[Mention]
    of_all_perhaps: list[Mention]


def _demands(parts: Sequence[_Part], text: str, vocabulary: Vocabulary) -> _Demands:
    own = [[m for m in p.rest if _can_be_of_one_kind(m) and m.start >= p.kind.end] for p in parts]
    last, others = parts[-1], parts[:-1]
    if any(own[:-1]) and "," not in text[last.kind.end :]:
        return _Demands(own, [], [])  # each has demands of its own
    unsure = [m for m in own[-1] if not _is_surely_own(m, last, others, vocabulary)]
    of_all = [m for m in unsure if not _may_be_own(m, last, text)]
    own[-1] = [m for m in own[-1] if m not in of_all]
    return _Demands(own, of_all, [m for m in unsure if m not in of_all])


def _cuts(separator: Pattern, text: str) -> Iterator[tuple[int, int, bool, bool]]:
    """The end of each part, the beginning of the next, whether a comma parts them, and whether the next begins with 'if'."""
    for cut in separator.finditer(text):
        named = cut.groupdict()
        yield cut.start(), cut.end(), bool(named.get("comma")), bool(named.get("if"))
    yield len(text), len(text), False, False


def _is_shared(mention: Mention, first: _Part) -> bool:
    """Whether it is told in front of the kinds, or of no treatment and no gene: 'metastatic TNBC, or ...'."""
    if mention.facet == first.kind.facet or {mention.facet, first.kind.facet} <= RECEPTORS:
        return False
    return mention.end <= first.kind.start or not _can_be_of_one_kind(mention)


def _disjoint(one: Mention, other: Mention) -> bool:
    """'TNBC' and 'HR+/HER2-' are, 'ER-positive' and 'PR-positive' are not; tumours of 1 to 10 % may be of two kinds."""
    if one.facet in RECEPTORS and other.facet in RECEPTORS:
        both = widest(one.requirement, RECEPTORS_AXIS) & widest(other.requirement, RECEPTORS_AXIS)
        return not both & ~(LOW["er"] | LOW["pr"])
    axes = {a.axis for m in (one, other) for a in atoms(m.requirement) if isinstance(a, Within)}
    return one.facet == other.facet and any(
        not widest(one.requirement, axis) & widest(other.requirement, axis) for axis in axes
    )


_HORMONE_POSITIVE = gated(r"(?<!not )\b(?:HR|ER|PR)-positive|luminal")
# Of which tumours these are the treatment
_TREATMENT_OF = {
    "endocrine therapy": _HORMONE_POSITIVE,
    "CDK4/6 inhibitor": _HORMONE_POSITIVE,
    "anti-HER2 therapy": gated(r"HER2-positive"),
    "checkpoint inhibitor": gated(r"PD-L1.*positive|triple-negative"),
}


def _is_surely_own(mention: Mention, part: _Part, others: Sequence[_Part], vocabulary: Vocabulary) -> bool:
    """Whether it is told of that part alone: endocrine therapy, of HR-positive tumours, or a gene behind a comma."""
    if mention.facet.startswith("biomarker:") or part.if_so:
        return part.comma or part.if_so
    concepts = {a.axis.partition(":")[2] for a in atoms(mention.requirement) if isinstance(a, Within)}
    classes = {c for concept in concepts for c in (concept, *vocabulary.ancestors(concept))}
    told = [of for name, of in _TREATMENT_OF.items() if name in classes]
    return any(of.search(part.kind.statement) for of in told) and not any(
        of.search(other.kind.statement) for of in told for other in others
    )


def _may_be_own(mention: Mention, part: _Part, text: str) -> bool:
    if re.search(r"[,;]|\band\b", text[part.kind.end : mention.start]):
        return False  # '..., and at least one prior line'
    return part.comma or mention.facet.startswith("biomarker:")


# ---------------------------------------------------------------- entries of an exclusion, rules


def _entries(sentence: Sentence, context: Context) -> list[Stated] | None:
    """Each kind of tumour with a demand of its own is an exclusion by itself."""
    if not _NEXT.search(sentence.text):
        return None
    parts: list[_Part] = []
    start = 0
    for end, next_start, _, _ in _cuts(_NEXT, sentence.text):
        part = _part(sentence, context, start, end)
        if part is None:
            return None
        if not any(_can_be_of_one_kind(m) for m in part.rest):
            if not parts and end < len(sentence.text):
                continue  # 'HER2-positive, HR-negative tumours without ...'
            if not parts or not gated(r"\bor\b", re.I).search(sentence.text, parts[-1].end, start):
                return None
        parts.append(part)
        start = next_start
    if len(parts) < 2:
        return None
    return [stated for p in parts for stated in compose(_only(sentence, p.start, p.end), [p.kind, *p.rest])]


def _rules(sentence: Sentence, context: Context) -> list[Stated] | None:
    """'HER2-negative breast cancer, and patients with ER-positive tumours must have received endocrine therapy'"""
    text = sentence.text
    cut = next(
        (
            c
            for c in _NEXT.finditer(text)
            if _NAMES_THE_DISEASE.search(text[: c.start()]) or _MUST.search(text[: c.start()])
        ),
        None,
    )
    if cut is None or not _MUST.search(text[cut.end() :]):
        return None
    first, second = _part(sentence, context, 0, cut.start()), _part(sentence, context, cut.end(), len(text))
    if first is None or second is None or not second.kind.condition:
        return None
    return [stated for p in (first, second) for stated in compose(_only(sentence, p.start, p.end), [p.kind, *p.rest])]
