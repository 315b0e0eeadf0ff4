"""Other ways in beside a treatment that is asked for: 'newly metastatic, or progressed on tamoxifen'."""

from __future__ import annotations

import re
from dataclasses import replace

from data.axes import STATE_AXIS, states_where
from data.criteria import Requirement, Undecidable, Within, either, every
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.used_up import INCURABLE

ANOTHER_WAY_IN = Undecidable("another way in")


def with_the_new(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    ways = None if sentence.excludes or not mentions else _OR_WORSE_UNDER.search(sentence.text)
    if ways is None:
        return _with_the_late_one(sentence, mentions)
    return [
        _or_another_way(m)
        if m.start < ways.end() and ways.start() < m.end and m.stance in (None, Stance.REQUIRE)
        else m
        for m in mentions
    ]


def _with_the_late_one(sentence: Sentence, mentions: list[Mention]) -> list[Mention]:
    """Endocrine resistance as ESO-ESMO (ABC) defines it: relapse so long after adjuvant treatment, or progression so long
    after that for metastatic disease. Where the second was not read, the first is not asked of everybody."""
    late = None if sentence.excludes else _RELAPSE_OR_GREW_LATE.search(sentence.text)
    if late is None or any(m.end > late.start("late") for m in mentions):
        return mentions
    return [
        _or_another_way(m)
        if m.end <= late.start("late") and m.start > late.start() and m.stance in (None, Stance.REQUIRE)
        else m
        for m in mentions
    ]


_RELAPSE_OR_GREW_LATE = gated(
    r"\b(?:relaps|recurr)\w*\b[^.;]{0,240}?(?P<late>,?\s+or\s+(?:\w+\s+){0,2}?progress\w*\b[^.;]{0,90}?\b(?:(?:for|in|of)\s+(?:the\s+)?(?:metasta\w+|advanced)|(?:first|1st)[- ]line)\b)",
    re.I,
)


def _or_another_way(mention: Mention) -> Mention:
    requirement = either([mention.requirement, ANOTHER_WAY_IN])
    return replace(mention, requirement=requirement, statement=f"{mention.statement}, or another way in")


# 'Newly metastatic disease, or progressive disease while on tamoxifen': of the first nothing is asked.
_OR_WORSE_UNDER = gated(
    r"\b(?:newly(?:[- ]diagnosed)?|de novo|(?:previously )?untreated|treatment[- ]na(?:i|\u00ef)ve)\s(?:(?!\bor\b)[^.;,]){0,50}\b(?:metasta\w+|stage IV|advanced)\b(?:(?!\bor\b)[^.;,]){0,30},?"
    r"\s+or\s+(?:(?!\bor\b)[^.;,]){0,40}?\b(?:progress\w*|relaps\w*|recurr\w*|fail\w*|refractory|resistant)\b(?:(?!\bor\b)[^.;,]){0,40}?\b(?:on|after|during|while|to|following|under|despite)\b[^.;,]{0,60}",
    re.I,
)


def or_else(sentence: Sentence, first: tuple[int, int], second: int) -> bool:
    """Whether the part of a sentence at `first` and the one that begins at `second` are two ways in."""
    required = not sentence.excludes and stance_of(sentence) is Stance.REQUIRE
    return required and bool(
        _OR_FOLLOWS.match(sentence.text, second) and _CAME_BACK_OR_GREW.search(sentence.text, *first)
    )


# 'relapse a year after adjuvant trastuzumab, or progression on it': of the first way nothing was understood
_OR_FOLLOWS = gated(r"\W*(?:and/)?or\b", re.I)

_CAME_BACK_OR_GREW = gated(r"\b(?:relaps|recurr|progress|fail|refractor|resistan)\w*", re.I)


def way_beside(text: str, start: int, end: int, part: tuple[int, int]) -> Requirement | None:
    """What an alternative beside the list asks for: 'never treated, or relapsed after X', 'progressed on X or de novo disease'."""
    rest = without_the_incurable(text, start, end)
    before = part[0] == 0 and _OR_THOSE_BEFORE.search(rest[:start][-200:])
    after = part[1] == len(text) and _OR_THOSE_AFTER.match(rest, end)
    if _beside_late_disease(rest, end):
        return _LATE_DISEASE
    if before or after:
        return ANOTHER_WAY_IN
    return None if rest == text else BEING_INCURABLE


def _beside_late_disease(text: str, end: int) -> bool:
    """'Stage IV disease, or stage III disease that progressed on neoadjuvant chemotherapy', in either order: of stage IV, which
    has no treatment before surgery, nothing is asked."""
    if _LATE_OR_AFTER_NEOADJUVANT.search(text, 0, end):
        return True
    return bool(_UNDER_NEOADJUVANT.search(text, 0, end) and _OR_LATE.match(text, end))


_LATE_DISEASE = Within(STATE_AXIS, states_where(lambda s: s.kind == "metastatic"))
_LATE = r"(?:metastatic|distant\s+metasta\w+|stage\s+(?:IV|4))\b(?:\s+(?:breast|cancer|carcinoma|disease)\b){0,3}"
_GREW_UNDER_NEOADJUVANT = r"\b(?:progress|fail|refractory|resistan|respon)\w*\s(?:(?!\badjuvant)[^.;:()]){0,40}?\b(?:neo-?\s?adjuvant|pre-?operative)\b(?!\W+(?:or|and)\b)"
_UNDER_NEOADJUVANT = gated(_GREW_UNDER_NEOADJUVANT, re.I)
_LATE_OR_AFTER_NEOADJUVANT = gated(
    rf"\b{_LATE},?\s+or\s+(?:an?\s+)?(?:stage\s+I{{1,3}}[ABC]?|locally\s+advanced|loco-?\s?regional\w*|inflammatory|early|operable|inoperable|unresectable|primary)\b[^.;:()]{{0,60}}?{_GREW_UNDER_NEOADJUVANT}",
    re.I,
)
_OR_LATE = gated(rf"(?:\s+(?:chemotherapy|therapy|treatment))?,?\s+or\s+(?:with\s+|have\s+)?{_LATE}\W*$", re.I)


def without_the_incurable(text: str, start: int, end: int) -> str:
    """The text without another way in by which it is enough that nothing cures her: '..., or has no curative option', '... or
    is considered incurable', before or behind."""
    before, behind = _INCURABLE_OR.search(text, 0, start), _OR_INCURABLE.search(text, end)
    for way in (before, behind):
        text = blank(text, *way.span()) if way else text
    return text


# Whoever has metastases is that, or what can't be resected; whom an operation may cure, now or after treatment, is not.
_BEYOND_CURE = states_where(
    lambda s: (
        s.kind == "metastatic"
        or (
            (not s.resectable and s.kind != "in_situ")
            and not (s.kind == "primary" and s.phase in ("untreated", "neoadjuvant"))
        )
    )
)
BEING_INCURABLE = every((Within(STATE_AXIS, _BEYOND_CURE), ANOTHER_WAY_IN))

_OR_INCURABLE = gated(
    r"\bor\b,?\s+(?:(?:for\s+(?:whom|which)|there|who|that|whose|disease|cancer|tumou?rs?|patients?|is|are|be|being|was|has|have|having|with|considered|deemed|judged|otherwise)\s+){0,6}"
    rf"{INCURABLE}\b",
    re.I,
)
_INCURABLE_OR = gated(
    rf"^\W*(?:(?:either|there|disease|cancer|tumou?rs?|patients?|who|whose|is|are|has|have|having|with)\s+){{0,5}}{INCURABLE}\b[^.;:,()]{{0,40}},?\s+or\s+(?:(?:have|has|had|having|received|after|at|least|prior|previous|pre-?treated|treated|failed|failure|progression|progressed|on|with|of|to|an?|one|two|1|2|more|or)\s+){{0,8}}$",
    re.I,
)


# Whoever was just found to have a cancer without metastases, or had it removed, is not unfit for treatment, nor declines it, in the
# sense of a trial for cancers that grew under it.
NOT_TO_BE_CURED = states_where(lambda s: s.kind not in ("primary", "in_situ") or s.phase in ("neoadjuvant", "advanced"))


def way_without(text: str) -> Requirement:
    """What 'progressed on chemotherapy, or declines it' asks of those who have not had it."""
    if _FOR_EARLY_DISEASE.search(text):
        return ANOTHER_WAY_IN
    return every((Within(STATE_AXIS, NOT_TO_BE_CURED), ANOTHER_WAY_IN))


_FOR_EARLY_DISEASE = gated(r"\b(?:neo-?\s?adjuvant|pre-?\s?operative|adjuvant|before surgery|early)\b", re.I)


def is_not_had_in_the_other(text: str, first_ends: int, last_begins: int) -> bool:
    """'Progressed on chemotherapy, or declines chemotherapy', in either order: one time it is named by those who have not had it."""
    if _WITHOUT_IT_OR.search(text, 0, last_begins):
        return True
    return _OR_WITHOUT_IT.search(text, first_ends, last_begins) is not None


_DOES_NOT_SUIT = (
    r"(?:refus\w+|declin\w+|unwilling|contraindicat\w+|ineligible|unfit|unsuit\w*|inappropriate|unable|cannot"
    r"|not\s+(?:be\s+)?(?:considered\s+|deemed\s+)?(?:an?\s+)?(?:candidates?|eligible|fit|suited|suitable|appropriate|amenable|willing|tolerat\w+))\b"
)
_OR_WITHOUT_IT = gated(
    rf"\bor\s+(?:(?!\b(?:progress|relaps|recurr|fail|refract)\w*)[^.;]){{0,40}}?\b{_DOES_NOT_SUIT}(?:[^.;,]){{0,40}}$",
    re.I,
)
_WITHOUT_IT_OR = gated(
    rf"\b{_DOES_NOT_SUIT}[^.;]{{0,40}}?,?\s+or\s+(?:[^.;]){{0,40}}?\b(?:progress|relaps|recurr|fail|refract|resist)\w*[^.;]{{0,40}}$",
    re.I,
)


_OR_THOSE_BEFORE = gated(
    r"\w[^.;:]{3,}\bor\s+(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+(?:who|whose|with|that)|who)\b"
    # 'De novo metastatic disease or relapse after trastuzumab'
    r"|\b(?:newly|de novo|untreated|na(?:i|\u00ef)ve)\b[^.;:]{2,60}\bor\s+(?:\w+\s+){0,2}?(?:progress|relaps|recurr|fail|refract)\w*\b"
    r"|\beither\s+(?:have|has|having|be|with)\s[^.;:]{3,}\bor\s+(?:have|has|having|be|with)\b"
    # 'Metastatic breast cancer, or relapse within a year of adjuvant chemotherapy'
    r"|^\W*(?:(?:either|patients?|women|subjects?|participants?|with|have|has|having|an?|histologically|confirmed|documented|proven)\s+){0,6}(?:metastatic|advanced|stage\s+(?:IV|4))\b"
    r"(?:\s+(?:breast|cancer|carcinoma|disease|at|initial|first|diagnosis|presentation)){0,5},?\s+or\s+(?:(?:whose|who|that|have|has|had|an?|the|disease|cancer|tumou?r|early)\s+){0,4}(?:progress(?:ed|ion)|relaps(?:ed?|ing)|recurr(?:ed|ence|ing))\s+(?:\w+\s+){0,3}?(?:within|during|while|on|under|after|following|less\s+than)\b",
    re.I,
)

_WHO = r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:who|whose|with|that have|have|has|having|are|is|de novo|newly|no prior|not|never|untreated|without|unable|ineligible|intoleran\w*|contraindicat\w*|refus\w*|declin\w*)"

# 'Progressive under neoadjuvant chemotherapy, or metastatic disease'; not: 'for recurrent, or metastatic disease'
_OTHER_DISEASE = r"(?:newly |primary |de novo )?(?:(?:metastatic|(?:locally )?advanced|recurrent|inoperable|unresectable|oligometastatic) (?:breast |disease|cancer|patients?|women|[MA]?BC)|stage (?:IV|4)\b|distant metasta)"
_OR_THOSE_AFTER = gated(
    rf"[^.;:]{{0,80}}?(?<!with )\bor\s+{_WHO}\b"
    # 'CDK4/6 inhibitor or endocrine-resistant disease', 'PARP inhibitor naive or progressed more than 6 months after it'
    r"|[^.;:]{0,40}?\bor\s+(?:\w+[\s-](?:resistant|refractory)\s+(?:disease|cancer|tumou?rs?)|(?:progress|relaps|recurr|respond)\w*\s+(?:>=?|\u2265|more\s+than|at\s+least|longer\s+than|beyond|later\s+than)\s*\d)"
    rf"|[^.;:]{{0,80}}?(?<!early)(?<!advanced)(?<!recurrent)(?<!relapsed)(?<!inoperable)(?<!resectable)(?<!metastatic)(?<!adjuvant), or (?:with |in |for )?{_OTHER_DISEASE}",
    re.I,
)
