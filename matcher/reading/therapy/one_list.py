"""What is said of one list of therapies."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import AllOf, Between, Requirement, Undecidable, either, every
from data.criteria import negated as opposite
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.mentions import Mention
from matcher.reading.sentences import Sentence, Stance, stance_of
from matcher.reading.therapy import phrases
from matcher.reading.therapy.exceptions import (
    all_but_what_is_spared,
    names_every_kind,
    settle_setting,
    spare_what_is_excepted,
)
from matcher.reading.therapy.facets import PRIOR_THERAPY
from matcher.reading.therapy.names import Named, therapies_in
from matcher.reading.therapy.other_histories import (
    is_neither_here_nor_there,
    is_no_history,
    is_of_others,
    is_timed,
    keep_known_kinds,
    only_when_or_how_much,
)
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import ANY, BOTH, EARLY, METASTATIC
from matcher.reading.therapy.stances import is_denied, stance_told
from matcher.reading.therapy.told import NONE_FOR_IT, Told, told_of

_LET_IN = r"(?:allowed|permitted|acceptable|eligible)"
# '... is only allowed in the adjuvant setting', '... limited to adjuvant treatment', '... as adjuvant treatment but not for metastatic disease'
_ONLY_EARLY = gated(
    r"[^.;:()]{0,60}\b(?:only(?: (?:allowed|permitted|acceptable|eligible))?|(?:allowed|permitted|acceptable|eligible) only)\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\b[^.;]{0,25}adjuvant\b"
    r"|[^.;:()]{0,60}\b(?:limited|restricted|confined) to\b[^.;]{0,25}adjuvant\b(?!\s+(?:and|or|/))"
    r"|(?:[^.;:()]|\(neo-?\)){0,60}\badjuvant\b[^.;:()]{0,40}\bbut (?:not|none|never|no \w+)\b[^.;:()]{0,40}\b(?:metasta|advanced|palliative)\w*"
    rf"|[^.;:]{{0,60}}\badjuvant\b[^.;:]{{0,20}}\bonly\b\W*(?:(?:is|are)\s+)?{_LET_IN}\b"
    # '... is allowed in the (neo)adjuvant setting only', '... permitted if given in the adjuvant setting only'
    rf"|[^.;:()]{{0,40}}\b{_LET_IN}\s+(?:if (?:given |administered |received )?)?(?:in|as|for|during)\s+(?:the\s+)?(?:\(?neo-?\)?-?\s?adjuvant\s*(?:or|and|and/or|/)\s*)?\(?(?:neo-?\)?-?)?adjuvant(?:\s+(?:settings?|therapy|treatment))?\s+only\b"
    rf"|[^.;:()]{{0,40}}\bonly\s+{_LET_IN}\s+(?:in|as|for|during)\s+(?:the\s+)?\(neo-?\)-?\s?adjuvant\b",
    re.I,
)
# 'Only prior adjuvant trastuzumab is allowed'
_ONLY_ADJUVANT = gated(r"^\W*only\s+(?:prior\s+|previous\s+)?(?:\(?neo-?\)?-?)?adjuvant\s+$", re.I)
# 'Adjuvant chemotherapy is allowed; none for metastatic disease'
_NONE_LATER = gated(
    rf"\s*(?:(?:is|are)\s+)?{_LET_IN}\s*[;,]\s*(?:but\s+)?(?:none|not|no chemotherapy)\s+(?:for|in)\s+(?:the\s+)?(?:\w+\s+or\s+)?(?:metasta|advanced|recurrent)",
    re.I,
)
_IS_LET_IN = gated(rf"[^.;:]{{0,40}}\b{_LET_IN}\W*$", re.I)


def _let_in_early_only(told: Told) -> bool:
    if _ONLY_ADJUVANT.search(told.text, 0, told.start) and _IS_LET_IN.match(told.text, told.end):
        return True
    if NONE_FOR_IT.match(told.text, told.end):
        return True
    if _NONE_LATER.match(told.text, told.end) and gated(r"\badjuvant\s+$", re.I).search(told.before):
        return True
    return _ONLY_EARLY.match(told.text, told.end) is not None


# 'more than one', 'two or more prior', 'at least 2 different'
_SEVERAL = gated(
    r"(?<![\w.-])(?:(?P<most>(?:no|not) more than|up to|at most|maximum of|fewer than|less than|<=|\u2264)|(?P<least>at least|>=|\u2265)"
    r"|(?P<more>more than|greater than|>))?"
    r"\s*(?<![\w.-])(?P<n>one|two|three|four|[1-9])(?:\s*\(\w+\))?(?:\s+or\s+more)?\s+(?:prior\s+|previous\s+|different\s+|separate\s+)*$",
    re.I,
)


_BEYOND_FIRST = gated(r"\b(?:beyond|after)\s+(?:the\s+)?(?:first|1st)[- ]line\b", re.I)  # of more than one line


def _asks_for_several(several: re.Match[str] | None) -> bool:
    """Whether so many of a class are meant that no patient field counts them: 'one' and 'at least one' are but the class."""
    return several is not None and not (several["n"].lower() in ("one", "1") and not several["more"])


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
    if FIRST_USE.search(told.before) and not sentence.excludes:
        none = opposite(having_had(told.text, told.group, ANY, progressed=False, any_of=True))
        return Mention(PRIOR_THERAPY, none, f"no prior {told.words}", told.start, told.end, Stance.REQUIRE)
    if is_no_history(told) or not keep_known_kinds(told) or is_of_others(told):
        return None
    told.timed = is_timed(told)
    if not sentence.excludes and _is_at_most_so_much(told):
        too_much = having_had(told.text, told.group, ANY, progressed=False, any_of=True)
        none_or_little = opposite(AllOf((too_much, Undecidable("when or how much"))))
        return Mention(
            PRIOR_THERAPY, none_or_little, f"no more {told.words} than allowed", told.start, told.end, Stance.REQUIRE
        )
    if only_when_or_how_much(told) and not is_denied(told):
        return _undecided_time(told, Undecidable("when or how much"))
    words, concepts = told.words, told.concepts
    settle_setting(told)
    spare_what_is_excepted(told, concepts, vocabulary)
    if is_neither_here_nor_there(told):
        return None
    if not told.progressed and _let_in_early_only(told):
        late = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=True)
        statement = f"no prior {words} {METASTATIC}"
        return Mention(
            PRIOR_THERAPY, opposite(late), statement, told.start, len(told.text), Stance.REQUIRE, settled=True
        )
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
    requirement = _required(told, vocabulary, forbidden=forbidden, stance=stance)
    if told.timed or _asks_for_several(several) or _BEYOND_FIRST.search(told.after):
        return _undecided_time(told, AllOf((requirement, Undecidable("when or how much"))), words, denied=denied)
    return _stated(told, requirement, words, denied=denied, forbidden=forbidden, stance=stance)


# 'No more than 4 weeks of prior tamoxifen', 'prior tamoxifen must not exceed 4 weeks': a limit that whoever had none keeps
_AMOUNT = r"(?:days?|weeks?|months?|years?|cycles?|courses?|doses?|infusions?|mg\S{0,5})"
_AT_MOST_OF_IT = gated(
    r"(?:\b(?:(?:no|not) (?:more|longer|greater) than|up to|at most|(?:less|fewer|shorter) than|max(?:imum)?(?: of)?|limited to)|[<\u2264]=?)"
    rf"\W*(?:[\w()/.]+\W+){{1,4}}?{_AMOUNT}\s+(?:of|on|with)\s+(?:\w+\s+){{0,3}}$",
    re.I,
)
_LIMITED_BEHIND = gated(
    r"[^.;,]{0,40}?\b(?:must|should|may|can) ?not exceed\b|[^.;,]{0,25}?\b(?:dose|duration|exposure)\W{1,3}(?:(?:is|was|must be|should be|of)\s+)?(?:[<\u2264]=?|(?:no|not) (?:more|greater) than|less than|up to|at most|below)",
    re.I,
)


def _is_at_most_so_much(told: Told) -> bool:
    if told.progressed or is_denied(told):
        return False
    return bool(_AT_MOST_OF_IT.search(told.before) or _LIMITED_BEHIND.match(told.after))


def _undecided_time(told: Told, requirement: Requirement, words: str = "", *, denied: bool = False) -> Mention:
    statement = f"{words or told.words} within a certain time or dose"
    if not denied:
        return Mention(PRIOR_THERAPY, requirement, statement, told.start, told.end)
    stance = stance_told(told, stance_of(told.sentence), denied=True, settled=False)
    return Mention(PRIOR_THERAPY, opposite(requirement), f"no {statement}", told.start, told.end, stance)


def _required(told: Told, vocabulary: Vocabulary, *, forbidden: bool, stance: Stance) -> Requirement:
    """Her having had it, left open where an aside or another way in leaves it open."""
    text = told.text
    requirement = having_had(
        text, told.group, told.setting, progressed=told.progressed, any_of=forbidden, vocabulary=vocabulary
    )
    if (
        not forbidden
        and _HELD_BY_IT.search(told.after)
        and told.setting in (ANY, BOTH)
        and _of_late_drugs(told, vocabulary)
    ):
        requirement = every((requirement, Between("lines_metastatic", 1, None)))
    perhaps_early = (
        told.progressed and told.setting in (ANY, BOTH) and any(c in vocabulary.late_therapies for c in told.concepts)
    )
    if perhaps_early and not forbidden and _CAME_BACK_OR_ANY.search(text):
        early = having_had(text, told.group, EARLY, progressed=False, any_of=False, vocabulary=vocabulary)
        requirement = either((requirement, every((early, Undecidable("whether it came back then")))))
    if forbidden and told.spared and _spares_one_of_them(told, vocabulary):
        requirement = every((requirement, Undecidable("which of them is let in, and when")))
    if forbidden and told.relapsed and not told.progressed:
        requirement = every((requirement, Undecidable("whether it came back then")))
    if forbidden and (_COMBINED_BEFORE.search(told.before) or _COMBINED_BEHIND.match(told.after)):
        requirement = every((requirement, Undecidable("whether it was that combination")))
    if forbidden and told.lines_spared:
        quantity, most = told.lines_spared
        requirement = either((requirement, Between(quantity, most + 1, None)))
    # 'unless adjuvant, more than 12 months ago', '(a short course of adjuvant letrozole is allowed)'
    if forbidden and told.exempt and (phrases.WINDOW.search(told.exempt) or _SO_MUCH_LET_IN.search(told.exempt)):
        early = having_had(text, told.group, ANY, progressed=told.progressed, any_of=True)
        requirement = either((requirement, every((early, Undecidable("when it was given")))))
    elif forbidden and told.let_in and not told.exempt:
        if not (told.progressed and _WITHOUT_PROGRESSION.search(told.let_in)):
            requirement = every((requirement, Undecidable("what is let in")))
    if not forbidden and stance is Stance.REQUIRE and _another_way(text, told.start, told.end, told.part):
        requirement = either((requirement, Undecidable("another way in")))
    if not forbidden and (condition := _IF_TO_BE_HAD.match(text, told.end)):
        without_it: list[Requirement] = [Undecidable("whether it was to be had")]
        if condition["aside"] and len(told.group) > 1:  # of the last in the list only
            others = told.group[:-1]
            without_it.append(
                having_had(text, others, told.setting, progressed=told.progressed, any_of=False, vocabulary=vocabulary)
            )
        requirement = either((requirement, every(without_it)))
    return requirement


_SO_MUCH_LET_IN = gated(
    r"\b(?:short|brief|limited)[ -](?:term\b|courses?\b|periods?\b|durations?\b|exposures?\b)"
    r"|(?:\b(?:up to|at most|(?:no|not) (?:more|longer|greater) than|max(?:imum)?(?: of)?|(?:less|fewer|shorter) than)|[<\u2264]=?)\s*(?:an?\s+)?"
    rf"(?:\d{{1,3}}|one|two|three|four|six|eight|twelve)(?:\s*\(\w+\))?\s*{_AMOUNT}",
    re.I,
)
# 'Earlier immunotherapy combinations', 'a combination of endocrine therapy and chemotherapy': not the one of them alone
_COMBINED_BEFORE = gated(r"\bcombinations? of\s+(?:(?:an?|the|any|prior|anti-?)\s+)*$", re.I)
_COMBINED_BEHIND = gated(r"\W{0,2}combinations?\b(?!\s+with\b)", re.I)
_AS_ADJUVANT = gated(r"\(?(?:neo-?\)?-?)?adjuvant\b", re.I)


def _spares_one_of_them(told: Told, vocabulary: Vocabulary) -> bool:
    """'HER2-directed therapy other than trastuzumab as adjuvant treatment': of that class, and only that drug."""
    adjuvant = _AS_ADJUVANT.search(told.spared.group()) if told.spared else None
    named = therapies_in(told.spared.group()[: adjuvant.start()], vocabulary) if told.spared and adjuvant else []
    return any(not set(told.concepts).isdisjoint(vocabulary.ancestors(c)) for one in named for c in one.concepts)


# 'Recurrence or progression on a CDK4/6 inhibitor', 'progression on it in any setting', 'resistant to it': perhaps as
# adjuvant treatment.
_CAME_BACK_OR_ANY = gated(
    r"\b(?:relaps\w*|recurr(?:ed|ence\w*|ing)|resistan\w*|refractory|fail\w*|intoleran\w*|adjuvant|any (?:\w+ )?setting|(?:all|both|either) settings?)\b",
    re.I,
)
# 'Treated with a CDK4/6 inhibitor for a year with disease control'
_HELD_BY_IT = gated(
    r"\b(?:with|achiev\w+|had)\s+(?:an?\s+|at least\s+)*(?:disease control|stable disease|clinical benefit)\b", re.I
)


def _of_late_drugs(told: Told, vocabulary: Vocabulary) -> bool:
    """Whether stable disease under them tells of advanced disease: after surgery there is none."""
    gaps = " ".join(told.text[a.end : b.start] for a, b in zip(told.group, told.group[1:], strict=False))
    of_late_disease = [any(c in vocabulary.late_therapies for c in one.concepts) for one in told.group]
    return all(of_late_disease) if phrases.OR.search(gaps) else any(of_late_disease)


# '... a CDK4/6 inhibitor, where available', '(if indicated)'
_IF_TO_BE_HAD = gated(
    r"(?:\s*(?P<aside>\()|[^.;:()]{0,40}?)\b(?:if|when|where|wherever|whenever|as)\s+(?:[\w-]+\s+){0,2}?(?:available|accessible|approved|reimbursed|indicated|applicable|appropriate|eligible|suitable|feasible|possible)\b",
    re.I,
)


def _stated(
    told: Told, requirement: Requirement, words: str, *, denied: bool, forbidden: bool, stance: Stance
) -> Mention:
    settled = told.spared is not None or (forbidden and bool(told.exempt))
    parts = (
        "no" if denied or (settled and forbidden) else "",
        "progression on" if told.progressed else "relapse on" if forbidden and told.relapsed else "prior",
        gated(r"\btreated$").sub("treatment", gated(r"^(?:prior|previous)\s+").sub("", words)),
        told.setting if told.setting != BOTH else "",
        told.spared.group().strip(" ,") if told.spared and told.lines_spared else "",
    )
    end = told.end
    if told.setting == METASTATIC or told.group[0].concepts == ("systemic therapy",):
        belongs = _OR_AT_ITS_END.sub("", told.after)  # 'for recurrent or metastatic disease' belongs to it
        end = max(end, min(end + len(belongs), end + 80))
    criterion = opposite(requirement) if denied or (settled and forbidden) else requirement
    if denied and told.progressed and told.setting == METASTATIC and not told.sentence.excludes:
        if _GIVEN_TO_ALL.search(told.clause):  # 'no progression during first-line therapy': she had it
            had = having_had(told.text, told.group, METASTATIC, progressed=False, any_of=False)
            criterion = every((had, criterion))
    own_stance = stance_told(told, stance, denied=denied, settled=settled)
    return Mention(
        PRIOR_THERAPY, criterion, " ".join(filter(None, parts)), told.start, end, own_stance, settled=settled
    )


# 'Candidates for a first use of palbociclib'
FIRST_USE = gated(r"\b(?:first|1st)[- ](?:time\s+)?(?:use|exposure)\s+(?:of|to)\s+(?:an?\s+|any\s+)?$", re.I)


_OR_AT_ITS_END = gated(r"\s+or\s+$", re.I)  # before an exclusion that was told already


_GIVEN_TO_ALL = gated(
    r"\b(?:induction|initial|(?:first|1st)[- ]line|front-?line|upfront|current|ongoing|optimal)\b", re.I
)


_WHO = r"(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+)?(?:who|whose|with|that have|have|has|having|are|is|de novo|newly|no prior|not|never|untreated|without|unable|ineligible|intoleran\w*|contraindicat\w*|refus\w*|declin\w*)"


_OR_THOSE_BEFORE = gated(
    r"\w[^.;:]{3,}\bor\s+(?:(?:those|patients?|women|subjects?|participants?|individuals)\s+(?:who|whose|with|that)|who)\b"
    # 'De novo metastatic disease or relapse after trastuzumab'
    r"|\b(?:newly|de novo|untreated|na(?:i|\u00ef)ve)\b[^.;:]{2,60}\bor\s+(?:\w+\s+){0,2}?(?:progress|relaps|recurr|fail|refract)\w*\b"
    r"|\beither\s+(?:have|has|having|be|with)\s[^.;:]{3,}\bor\s+(?:have|has|having|be|with)\b",
    re.I,
)


_OR_THOSE_AFTER = gated(rf"[^.;:]{{0,80}}?(?<!with )\bor\s+{_WHO}\b", re.I)


def _another_way(text: str, start: int, end: int, part: tuple[int, int]) -> bool:
    """Whether an alternative stands beside the list: 'never treated, or relapsed after X', 'progressed on X or de novo disease'."""
    before = part[0] == 0 and _OR_THOSE_BEFORE.search(text[:start][-200:])
    after = part[1] == len(text) and _OR_THOSE_AFTER.match(text, end)
    return bool(before or after)


_WITHOUT_PROGRESSION = gated(r"\b(?:without|no) (?:\w+ )?progress", re.I)
