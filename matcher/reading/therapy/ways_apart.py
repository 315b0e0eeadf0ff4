"""'Progression on a taxane for metastatic disease, or within six months of adjuvant treatment': either is enough.

The way by late disease is read by itself; the early relapse lets in whoever had such treatment of early disease and has a
disease that came back, as far as a record tells: how soon it came back no patient field holds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.axes import STATE_AXIS, YES, states_where
from data.criteria import Between, Requirement, Within, atoms, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.pattern import blank, blanked
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.lists import lists_of
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import EARLY

_NONE = r"(?!\b(?:no|not|never|without|unless|if|except|only)\b)"
_WHO = r"(?:(?:who|that|which|whose|those|patients?|subjects?|participants?|women|with|must|should|have|has|had|having|be|been|the|their|an?|documented|disease|cancer|tumou?rs?|at|least|one|two|three|[1-3]|minimum|of|>=|\u2265)\s+){0,6}"
_LATE = (
    r"(?:(?:the|their|her|treatment|of|unresectable|inoperable|locally|advanced|recurrent|metastatic|stage\s+IV|and/or|or|and)[\s,/]+){0,7}(?:metastatic|advanced|MBC|ABC|stage\s+IV|metastas[ei]s)\b"
    r"(?:\s+(?:breast\s+cancer|cancer|carcinoma|disease|setting|stage|HER2[\w+-]*))*(?:\s*\([^()]{1,60}\))?"
)
_GAP = rf"(?:{_NONE}(?!adjuvant|\band\s+(?:have|has|had|must|who|prior)\b)[^.;:])"
_CAME_BACK = r"\b(?:progress|relaps|recurr|fail|refractor|resistan|PD\b|gr(?:ew|own?|owth)\b)\w*"
_FOR_IT = rf"{_GAP}{{0,110}}?\s(?:for|in|against|of)\s+{_LATE}"
_HAD = rf"(?P<had>{_CAME_BACK}|\b(?:receiv|treated|pre-?treated|prior|previous|earlier)\w*){_FOR_IT}"
_RELAPSE = r"(?:relaps\w+|recurr\w+|progress\w+|progressive\s+disease|PD|gr(?:ew|owth))\s+(?:(?:of|in|the|their|or|progress\w+|relaps\w+|recurr\w+|breast|disease|cancer|has|occurr\w+|either)\s+){0,6}"
# 'while on or within six months of adjuvant chemotherapy'; not 'in the adjuvant setting'
_EARLY = (
    rf"(?:while|whilst|during|within|under|on|after|following|in\s+less|less\s+than|<|<=|\u2264)(?:,?\s|(?<=[<=\u2264]))(?:{_NONE}(?!metasta|\badvanced|\blines?\b)[^.;:]){{0,80}}?"
    rf"adjuvant\b(?:{_NONE}(?!metasta|\badvanced|\bor\s+(?:de\s+novo|newly)|\band\s+(?:have|has|had|must|at)\b)[^.;:]){{0,70}}?"
)
_BEFORE = rf"(?P<before>(?:{_NONE}[^.;:])*?)"
_EITHER_IS_ENOUGH = (
    # 'prior therapy for metastatic disease or relapse within six months of adjuvant trastuzumab'
    gated(rf"{_BEFORE}{_HAD}(?P<early>,?\s+or\s+{_WHO}(?:either\s+)?{_RELAPSE}{_EARLY})\W*", re.I),
    # 'progression after treatment for metastatic disease or within six months of adjuvant chemotherapy'
    gated(rf"{_BEFORE}(?P<had>{_CAME_BACK}){_FOR_IT}(?P<early>,?\s+or\s+(?:either\s+)?{_EARLY})\W*", re.I),
    # 'relapsed within a year of adjuvant taxane or progressed on a taxane for metastatic disease'
    gated(rf"{_BEFORE}(?P<early>{_RELAPSE}{_EARLY},?\s+or\s+){_WHO}{_HAD}\W*", re.I),
)
# 'progression within a year of adjuvant chemotherapy or during chemotherapy for metastatic disease'
_ONE_VERB = gated(
    rf"{_BEFORE}(?P<had>{_CAME_BACK})(?:\s+of\s+(?:the\s+)?disease)?(?P<early>\s+(?:either\s+)?{_EARLY},?\s+or)\s+(?:on|after|during|following|under|while)\s+{_FOR_IT}\W*",
    re.I,
)


# 'Progression either (a) on treatment for metastatic disease or (b) within a year of adjuvant treatment'
_LABELS = gated(r"\beither\b|\(?\b(?:[ab12]|ii?)\)", re.I)


@dataclass(frozen=True)
class Ways:
    """late: the sentence without its words of the early relapse, positions hold; since: where the late way begins."""

    late: Sentence
    since: int
    relapse: Requirement


def late_and_early_ways(sentence: Sentence, vocabulary: Vocabulary) -> Ways | None:
    if sentence.excludes or stance_of(sentence) is not Stance.REQUIRE:
        return None
    sentence = replace(sentence, text=blanked(_LABELS, sentence.text))
    found = next((m for m in (p.fullmatch(sentence.text) for p in _EITHER_IS_ENOUGH) if m), None)
    if found is None:
        return _of_one_verb(sentence, vocabulary)
    text = blank(sentence.text, *found.span("early"))
    return Ways(replace(sentence, text=text), found.start("had"), _relapse_after(found["early"], vocabulary))


def _of_one_verb(sentence: Sentence, vocabulary: Vocabulary) -> Ways | None:
    """The verb is read before the late way, behind the room of the early one."""
    found = _ONE_VERB.fullmatch(sentence.text)
    if found is None:
        return None
    begin, early = found.start("had"), found["early"]
    verb = sentence.text[begin : found.start("early")]
    text = f"{sentence.text[:begin]}{' ' * len(early)}{verb}{sentence.text[found.end('early') :]}"
    return Ways(replace(sentence, text=text), begin + len(early), _relapse_after(early, vocabulary))


def _relapse_after(words: str, vocabulary: Vocabulary) -> Requirement:
    lists = lists_of(words, therapies_in(words, vocabulary), vocabulary)
    told = [having_had(words, one, EARLY, progressed=False, any_of=False, vocabulary=vocabulary) for one in lists]
    had = either(told) if told else Within("received_early:systemic therapy", YES)
    if not _A_TIME.search(words):  # 'relapse on adjuvant tamoxifen'
        return had
    return every((had, Within(STATE_AXIS, states_where(lambda s: s.origin == "recurrent")), ANOTHER_WAY_IN))


_A_TIME = gated(r"\bwithin\b|\bless\b|[<\u2264]|\b(?:weeks?|months?|years?)\b", re.I)


def with_the_early_way(ways: Ways, mentions: Sequence[Mention]) -> list[Mention]:
    """What is asked of late disease, or the early relapse instead; nothing where the late way was not understood."""
    late = [m for m in mentions if m.end > ways.since and m.stance in (None, Stance.REQUIRE)]
    if not late or any(_is_a_limit(atom) for m in late for atom in atoms(m.requirement)):
        return []
    return [_or_early(m, ways.relapse) if m in late else m for m in mentions]


def _is_a_limit(atom: Requirement) -> bool:
    """'At most one line for metastatic disease' is asked of those who relapsed early as well."""
    return isinstance(atom, Between) and atom.high is not None


def _or_early(mention: Mention, relapse: Requirement) -> Mention:
    words = f"{mention.statement}, or an early relapse"
    return replace(mention, requirement=either((mention.requirement, relapse)), statement=words)
