"""What is said of one list of therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import AllOf, Between, Requirement, Undecidable, either, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance, stance_of
from matcher.reading.therapy import phrases
from matcher.reading.therapy.exceptions import (
    FACET,
    all_but_what_is_spared,
    names_every_kind,
    settle_setting,
    spare_what_is_excepted,
)
from matcher.reading.therapy.names import Named
from matcher.reading.therapy.other_histories import (
    is_neither_here_nor_there,
    is_no_history,
    is_of_others,
    is_timed,
    keep_known_kinds,
    only_when_or_how_much,
)
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import ANY, BOTH, METASTATIC
from matcher.reading.therapy.stances import is_denied, stance_told
from matcher.reading.therapy.told import Told, told_of

# '... is only allowed in the adjuvant setting'
_ONLY_EARLY = re.compile(
    r"[^.;:()]{0,60}\b(?:only (?:allowed|permitted|acceptable|eligible)|(?:allowed|permitted|acceptable|eligible) only)\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\b[^.;]{0,25}adjuvant\b",
    re.I,
)


_SEVERAL = re.compile(
    r"(?:(?P<most>\b(?:no|not) more than|\bup to|\bat most|\bmaximum of|\bfewer than|\bless than|<=|\u2264)|(?P<least>\bat least|>=|\u2265)"
    r"|\bmore than|\bgreater than|>)"
    r"\s*(?P<n>one|two|three|four|[1-9])(?:\s*\(\w+\))?\s+(?:prior\s+|previous\s+|different\s+)*$",
    re.I,
)


def mention_of(
    sentence: Sentence,
    group: Sequence[Named],
    let_in: str,
    part: tuple[int, int],
    whole: str = "",
    *,
    vocabulary: Vocabulary,
) -> Mention | None:
    """What is said of a list of therapies. part: the span of the sentence that speaks of it. whole: the sentence of which
    the text is what is left of it."""
    told = told_of(sentence, group, let_in, part, whole)
    if is_no_history(told) or not keep_known_kinds(told) or is_of_others(told):
        return None
    told.timed = is_timed(told)
    if only_when_or_how_much(told):
        return _undecided_time(told, Undecidable("when or how much"))
    words, concepts = told.words, told.concepts
    settle_setting(told)
    spare_what_is_excepted(told, concepts)
    if is_neither_here_nor_there(told):
        return None
    if _ONLY_EARLY.match(told.text, told.end):
        late = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=True)
        statement = f"no prior {words} {METASTATIC}"
        return Mention(FACET, opposite(late), statement, told.start, len(told.text), Stance.REQUIRE, settled=True)
    several = _SEVERAL.search(told.before)
    if several and several["most"]:
        return None  # 'up to one CDK4/6 inhibitor' is a limit on their number
    denied, stance = is_denied(told), stance_of(sentence)
    if told.spared and stance is Stance.ALLOW and not denied:
        return None  # 'chemotherapy other than adjuvant is allowed' asks for none
    forbidden = denied or stance is Stance.FORBID
    if forbidden and told.setting == METASTATIC and names_every_kind(concepts):
        told.group = [*told.group, told.group[-1]._replace(concepts=("systemic therapy",))]  # none was given
    if forbidden and not told.timed and (all_but := all_but_what_is_spared(told, words, vocabulary)):
        return all_but
    requirement = _required(told, forbidden=forbidden, stance=stance)
    timed = told.timed or bool(several and not (several["n"].lower() in ("one", "1") and several["least"]))
    if timed:
        return _undecided_time(told, AllOf((requirement, Undecidable("when or how much"))), words)
    return _stated(told, requirement, words, denied=denied, forbidden=forbidden, stance=stance)


def _undecided_time(told: Told, requirement: Requirement, words: str = "") -> Mention:
    return Mention(FACET, requirement, f"{words or told.words} within a certain time or dose", told.start, told.end)


def _required(told: Told, *, forbidden: bool, stance: Stance) -> Requirement:
    """Her having had it, left open where an aside or another way in leaves it open."""
    text = told.text
    requirement = having_had(text, told.group, told.setting, progressed=told.progressed, any_of=forbidden)
    if forbidden and told.lines_spared:
        quantity, most = told.lines_spared
        requirement = either((requirement, Between(quantity, most + 1, None)))
    if forbidden and told.exempt and phrases.WINDOW.search(told.exempt):  # 'unless adjuvant, more than 12 months ago'
        early = having_had(text, told.group, ANY, progressed=told.progressed, any_of=True)
        requirement = either((requirement, every((early, Undecidable("when it was given")))))
    elif forbidden and told.let_in and not told.exempt:
        if not (told.progressed and _WITHOUT_PROGRESSION.search(told.let_in)):
            requirement = every((requirement, Undecidable("what is let in")))
    if not forbidden and stance is Stance.REQUIRE and _another_way(text, told.start, told.end, told.part):
        requirement = either((requirement, Undecidable("another way in")))
    return requirement


def _stated(
    told: Told, requirement: Requirement, words: str, *, denied: bool, forbidden: bool, stance: Stance
) -> Mention:
    settled = told.spared is not None or (forbidden and bool(told.exempt))
    parts = (
        "no" if denied or (settled and forbidden) else "",
        "progression on" if told.progressed else "prior",
        re.sub(r"\btreated$", "treatment", re.sub(r"^(?:prior|previous)\s+", "", words)),
        told.setting if told.setting != BOTH else "",
        told.spared.group().strip(" ,()") if told.spared and told.lines_spared else "",
    )
    end = told.end
    if told.setting == METASTATIC or told.group[0].concepts == ("systemic therapy",):
        end = max(end, min(end + len(told.after), end + 80))  # 'for recurrent or metastatic disease' belongs to it
    criterion = opposite(requirement) if denied or (settled and forbidden) else requirement
    own_stance = stance_told(told, stance, denied=denied, settled=settled)
    return Mention(FACET, criterion, " ".join(filter(None, parts)), told.start, end, own_stance, settled=settled)


_WHO = r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:who|whose|with|that have|have|has|having|are|is|de novo|newly|no prior|not|never|untreated|without|unable|ineligible|intoleran\w*|contraindicat\w*|refus\w*|declin\w*)"


_OR_THOSE_BEFORE = re.compile(
    r"\w[^.;:]{3,}\bor\s+(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+(?:who|whose|with|that)|who)\b"
    r"|\beither\s+(?:have|has|having|be|with)\s[^.;:]{3,}\bor\s+(?:have|has|having|be|with)\b",
    re.I,
)


_OR_THOSE_AFTER = re.compile(rf"[^.;:]{{0,80}}?(?<!with )\bor\s+{_WHO}\b", re.I)


def _another_way(text: str, start: int, end: int, part: tuple[int, int]) -> bool:
    """Whether an alternative stands beside the list: 'never treated, or relapsed after X', 'progressed on X or de novo disease'."""
    before = part[0] == 0 and _OR_THOSE_BEFORE.search(text[:start][-200:])
    after = part[1] == len(text) and _OR_THOSE_AFTER.match(text, end)
    return bool(before or after)


_WITHOUT_PROGRESSION = re.compile(r"\b(?:without|no) (?:\w+ )?progress", re.I)
