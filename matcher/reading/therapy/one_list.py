"""What is said of one list of therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import AllOf, Requirement, Undecidable, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, stance_of
from matcher.reading.stance import Stance
from matcher.reading.therapy.amounts import asks_for_more_than_one, is_at_most_so_many, is_at_most_so_much
from matcher.reading.therapy.early_only import let_in_early_only
from matcher.reading.therapy.exceptions import (
    all_but_what_is_spared,
    names_every_kind,
    settle_setting,
    spare_what_is_excepted,
)
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.names import Named
from matcher.reading.therapy.other_histories import (
    is_neither_here_nor_there,
    is_no_history,
    is_of_others,
    keep_known_kinds,
)
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import ANY, BOTH, METASTATIC
from matcher.reading.therapy.stances import is_denied, stance_told
from matcher.reading.therapy.times import is_timed, only_when_or_how_much
from matcher.reading.therapy.told import Told, told_of
from matcher.reading.therapy.what_is_asked import what_is_asked


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
    told = told_of(sentence, group, let_in, part, whole, vocabulary)
    if _FIRST_USE.search(told.before) and not sentence.excludes:
        return _none_before(told)
    if is_no_history(told) or not keep_known_kinds(told) or is_of_others(told):
        return None
    told.timed = is_timed(told)
    if not sentence.excludes and is_at_most_so_much(told):
        return _little_or_none(told)
    if only_when_or_how_much(told) and not is_denied(told):
        return _undecided_time(told, Undecidable("when or how much"))
    words, concepts = told.words, told.concepts
    settle_setting(told)
    spare_what_is_excepted(told, concepts, vocabulary)
    if is_neither_here_nor_there(told):
        return None
    if not told.progressed and let_in_early_only(told):
        return _none_for_late_disease(told, words)
    return None if is_at_most_so_many(told) else _asked_or_shut_out(told, words, concepts, vocabulary)


# 'Candidates for a first use of palbociclib'
_FIRST_USE = gated(r"\b(?:first|1st)[- ](?:time\s+)?(?:use|exposure)\s+(?:of|to)\s+(?:an?\s+|any\s+)?$", re.I)


def _none_before(told: Told) -> Mention:
    none = opposite(having_had(told.text, told.group, ANY, progressed=False, any_of=True))
    return Mention(PRIOR_THERAPY, none, f"no prior {told.words}", told.start, told.end, Stance.REQUIRE)


def _little_or_none(told: Told) -> Mention:
    """A limit that whoever had none of it keeps."""
    had = having_had(told.text, told.group, ANY, progressed=False, any_of=True)
    none_or_little = opposite(AllOf((had, Undecidable("when or how much"))))
    words = f"no more {told.words} than allowed"
    return Mention(PRIOR_THERAPY, none_or_little, words, told.start, told.end, Stance.REQUIRE)


def _none_for_late_disease(told: Told, words: str) -> Mention:
    late = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=True)
    statement, end = f"no prior {words} {METASTATIC}", len(told.text)
    return Mention(PRIOR_THERAPY, opposite(late), statement, told.start, end, Stance.REQUIRE, settled=True)


def _asked_or_shut_out(told: Told, words: str, concepts: Sequence[str], vocabulary: Vocabulary) -> Mention | None:
    denied, stance = is_denied(told), stance_of(told.sentence)
    if told.spared and stance is Stance.ALLOW and not denied:
        return None  # 'chemotherapy other than adjuvant is allowed' asks for none
    forbidden = denied or stance is Stance.FORBID
    if forbidden and told.setting == METASTATIC and names_every_kind(concepts):
        told.group = [*told.group, told.group[-1]._replace(concepts=("systemic therapy",))]  # none was given
    if forbidden and not told.timed and (all_but := all_but_what_is_spared(told, words, vocabulary)):
        return all_but
    requirement = what_is_asked(told, vocabulary, forbidden=forbidden, stance=stance)
    if told.timed or asks_for_more_than_one(told):
        return _undecided_time(told, AllOf((requirement, Undecidable("when or how much"))), words, denied=denied)
    return _stated(told, requirement, words, denied=denied, forbidden=forbidden, stance=stance)


def _undecided_time(told: Told, requirement: Requirement, words: str = "", *, denied: bool = False) -> Mention:
    statement = f"{words or told.words} within a certain time or dose"
    if not denied:
        return Mention(PRIOR_THERAPY, requirement, statement, told.start, told.end)
    stance = stance_told(told, stance_of(told.sentence), denied=True, settled=False)
    return Mention(PRIOR_THERAPY, opposite(requirement), f"no {statement}", told.start, told.end, stance)


def _stated(
    told: Told, requirement: Requirement, words: str, *, denied: bool, forbidden: bool, stance: Stance
) -> Mention:
    settled = told.spared is not None or (forbidden and bool(told.exempt))
    turned = denied or (settled and forbidden)
    criterion = opposite(requirement) if turned else requirement
    if denied and told.progressed and told.setting == METASTATIC and not told.sentence.excludes:
        if _GIVEN_TO_ALL.search(told.clause):  # 'no progression during first-line therapy': she had it
            had = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=False)
            criterion = every((had, criterion))
    statement = _in_words(told, words, turned=turned, forbidden=forbidden)
    own_stance = stance_told(told, stance, denied=denied, settled=settled)
    return Mention(PRIOR_THERAPY, criterion, statement, told.start, _reach(told), own_stance, settled=settled)


def _in_words(told: Told, words: str, *, turned: bool, forbidden: bool) -> str:
    parts = (
        "no" if turned else "",
        "progression on" if told.progressed else "relapse on" if forbidden and told.relapsed else "prior",
        gated(r"\btreated$").sub("treatment", gated(r"^(?:prior|previous)\s+").sub("", words)),
        told.setting if told.setting != BOTH else "",
        told.spared.group().strip(" ,") if told.spared and told.lines_spared else "",
    )
    return " ".join(filter(None, parts))


def _reach(told: Told) -> int:
    """Where the words end; 'for recurrent or metastatic disease' belongs to them."""
    if told.setting != METASTATIC and told.group[0].concepts != ("systemic therapy",):
        return told.end
    belongs = _OR_AT_ITS_END.sub("", told.after)
    return max(told.end, min(told.end + len(belongs), told.end + 80))


_OR_AT_ITS_END = gated(r"\s+or\s+$", re.I)  # before an exclusion that was told already

_GIVEN_TO_ALL = gated(
    r"\b(?:induction|initial|(?:first|1st)[- ]line|front-?line|upfront|current|ongoing|optimal)\b", re.I
)
