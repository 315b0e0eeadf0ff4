"""'Endocrine treatment failed, or visceral crisis': what failed, and an urgent need that leaves no time for it, are two ways in.

Endocrine treatment is given first unless organs are about to fail (ESO-ESMO ABC); chemotherapy trials take those of either kind.
Each part is read by itself; of a part that was not understood it stays open whether she is of its kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from data.axes import STATE_AXIS
from data.criteria import Requirement, Undecidable, Within, either, every
from matcher.reading.composing.compose import compose
from matcher.reading.composing.stated import Stated
from matcher.reading.criteria_text.broken_off import mentions_in
from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.facets import LINES, PRIOR_THERAPY
from matcher.reading.therapy.other_ways import NOT_TO_BE_CURED

_DISEASE = r"(?:(?:[\w-]+\s+){0,2}?(?:disease|metasta\w+|involvement|spread|visceral|organs?|complications?|cancers?|tumou?rs?|lesions?|progression))"
_QUICK = r"(?:rapid(?:ly)?|fast|quick(?:ly)?|prompt(?:ly)?|swift(?:ly)?|urgent(?:ly)?|immediate(?:ly)?)"
# 'Visceral crisis', 'life-threatening spread', 'organs in danger', 'rapidly growing', 'needs a quick response'
_ORGANS_AT_STAKE = (
    r"(?:(?:impending\s+|imminent\s+|threatening\s+)?visceral\s+crisis|(?:(?:immediately|potentially)\s+)?(?:life|organ)-?\s?threatening|threat(?:ens?|en(?:ed|ing))?\s+(?:to\s+)?(?:[\w-]+\s+){0,2}?(?:life|organs?)"
    r"|(?:vital\s+|threatened\s+|endangered\s+)?organs?\s+(?:(?:are|is)\s+)?(?:in\s+danger|at\s+risk|endangered|threatened|about\s+to\s+fail)|(?:threatened|endangered)\s+(?:vital\s+)?organs?|(?:imminent|impending)\s+(?:[\w-]+\s+){0,2}?(?:failure|crisis|danger)|organ\s+failure|lymphangi\w+)"
)
_PRESSING = (
    rf"(?:symptomatic\s+{_DISEASE}|{_QUICK}[\s-]+(?:progress\w*(?!\s+(?:on|under|during|after|while|following|within|despite)\b)|grow\w*|spread\w*|worsen\w*|evolv\w+|advancing|proliferat\w+)|(?:progress|grow|spread)ing\s+(?:too\s+|very\s+)?{_QUICK}|aggressive\s+{_DISEASE}"
    rf"|(?:need\w*|requir\w+|call(?:s|ing)?\s+for|demand\w*)\s+(?:(?:for|of|an?|to|the|have|achieve)\s+){{0,3}}{_QUICK}|{_QUICK}\s+(?:[\w-]+\s+){{0,2}}?(?:response|relief|control|shrink\w+|reduction)|(?:high|heavy|large|extensive)\s+(?:tumou?r|disease|visceral)\s+(?:burden|load)|leaves\s+no\s+time)"
)
_URGENT = rf"(?:{_ORGANS_AT_STAKE}|{_PRESSING})\b"
_AND_MORE = r"\band\s+(?:at\s+(?:most|least)|no|not|up\s+to|measurable|adequate|ECOG|must|have|has|with|who)\b"
_TO_ITS_END = rf"(?:(?!{_AND_MORE})[^.;:,()]){{0,80}}"
_FAILED = r"(?:progress\w*|fail\w*|refractory|resistan\w+|insensitiv\w+|unresponsive|relaps\w*|intoleran\w+)\b"
# '..., or organs in danger from the spread', '(or visceral crisis)', ', rapidly growing or symptomatic disease'
_OR_URGENT = gated(
    rf"(?:,\s+{_URGENT}[^.;:,()]{{0,40}}?)?(?:,\s*|\(\s*)?\b(?:and/or|or)\s+(?P<told>(?:(?!\b(?:or|and|no|not|without|never|{_FAILED})\b)[^.;:,()]){{0,60}}?\b{_URGENT}{_TO_ITS_END})",
    re.I,
)
# 'Rapidly growing metastases, or hormone-refractory disease'
_URGENT_OR = gated(
    rf"(?P<told>\b{_URGENT}(?:(?!\b(?:or|and)\b)[^.;:,()]){{0,80}}?),?\s*\b(?:and/or|or)\s+(?=[^.;:]{{0,80}}?\b{_FAILED})",
    re.I,
)
_HAS_FAILED = gated(rf"\b{_FAILED}", re.I)
_NOT_SO = gated(r"\b(?:no|not|without|never|absence|free|exclud\w*|lack\w*|unless|except)\b[^.;]{0,60}$", re.I)
_AT_STAKE = gated(rf"{_ORGANS_AT_STAKE}|\bviscera\w*|\bmetasta\w+", re.I)
# 'With rapidly growing or symptomatic disease': one need told in two ways
_OTHER_NEED = gated(rf"\b{_URGENT}", re.I)
_OF_TREATMENT = frozenset({LINES, PRIOR_THERAPY})
_GONE_THROUGH = gated(r"refractory|relaps|resistan|recurren", re.I)
_A_LIMIT = gated(r"^Requires\s+(?:at\s+most|fewer|no)\b")


def read_failed_or_urgent(sentence: Sentence, context: Context) -> list[Stated] | None:
    """What such a sentence states; None for all others."""
    if not sentence.from_criteria or sentence.excludes or stance_of(sentence) is not Stance.REQUIRE:
        return None
    urgent = _urgent_way(sentence.text)
    if urgent is None:
        return None
    rest = _read(replace(sentence, text=blank(sentence.text, *urgent.span())), context)
    failed = [s for s in rest if _tells_what_failed(s, urgent)]
    told = blank(blank(sentence.text, urgent.end("told")), 0, urgent.start("told"))
    need = _in_need(told, _read(replace(sentence, text=told), context))
    return [*(s for s in rest if s not in failed), _either(failed, need, urgent)]


def _urgent_way(text: str) -> re.Match[str] | None:
    for found in (_OR_URGENT.search(text), _URGENT_OR.search(text)):
        if found is not None and not _NOT_SO.search(text, 0, found.start("told")):
            rest = blank(text, *found.span())
            if _HAS_FAILED.search(rest) and not _OTHER_NEED.search(rest):
                return found
    return None


def _tells_what_failed(stated: Stated, urgent: re.Match[str]) -> bool:
    if stated.facet not in _OF_TREATMENT and not _GONE_THROUGH.search(stated.statement):
        return False
    need_comes_first = urgent.start("told") == urgent.start()
    return (need_comes_first or stated.start < urgent.start()) and not _A_LIMIT.match(stated.statement)


def _read(sentence: Sentence, context: Context) -> list[Stated]:
    return compose(sentence, mentions_in(sentence, context))


def _either(failed: Sequence[Stated], need: Requirement, urgent: re.Match[str]) -> Stated:
    words = " and ".join(s.statement.removeprefix("Requires ") for s in failed) or "a treatment to have failed"
    of_treatment = every(s.requirement for s in failed) if failed else Undecidable("what has failed")
    start, end = (failed[0].start, failed[-1].end) if failed else urgent.span()
    facet = failed[0].facet if failed else PRIOR_THERAPY
    return Stated(facet, either([of_treatment, need]), f"Requires {words}, or an urgent need", start, end)


def _in_need(told: str, read: Sequence[Stated]) -> Requirement:
    """Who is in such need: whose disease can still be cured has no organ at stake."""
    of_whom = [s.requirement for s in read if s.facet not in _OF_TREATMENT]
    if _AT_STAKE.search(told):
        of_whom.append(Within(STATE_AXIS, NOT_TO_BE_CURED))
    return every((*of_whom, Undecidable("an urgent need")))
