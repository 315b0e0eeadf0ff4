"""What a counted number of lines asks for, with the words around it that tell in which disease they were given."""

from __future__ import annotations

import re
from dataclasses import dataclass

from data.axes import YES
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.gated import gated
from matcher.reading.pattern import blank
from matcher.reading.sentences import Sentence
from matcher.reading.therapy import phrases
from matcher.reading.therapy.lines.bounds import Bounds
from matcher.reading.therapy.lines.of_which import bounds_of_late_ones, late_ones
from matcher.reading.therapy.lines.quantities import (
    KIND_OF,
    NON_ENDOCRINE,
    had_the_class,
    quantity_counted,
    requirement_of,
    within_the_limit,
)
from matcher.reading.therapy.names import GENERAL_KINDS, therapies_in
from matcher.reading.therapy.settings import EITHER


@dataclass(frozen=True, slots=True)
class Counted:
    """So many lines of something.

    head: words before the number that tell what bare 'lines' are of; what: all that tells what is counted. of_a_drug: they
    are lines of a drug ('platinum-based'), not of all treatment of that kind.
    """

    sentence: Sentence
    count: re.Match[str]
    bounds: Bounds
    head: str
    what: str
    of_a_drug: bool
    vocabulary: Vocabulary | None

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def is_a_limit(self) -> bool:
        return not self.bounds.low


def so_many(told: Counted) -> Requirement:
    requirement = with_bounds(told, told.bounds)
    if (
        told.of_a_drug and told.bounds.low_and_high
    ):  # 'exactly one line of platinum-based chemotherapy': one line or more
        so_many_or_more = with_bounds(told, Bounds(told.bounds.low, None))
        requirement = every((so_many_or_more, Undecidable("lines of one kind")))
    return requirement


def with_bounds(told: Counted, bounds: Bounds) -> Requirement:
    """What so many lines ask for, were it these bounds that are told."""
    text, count, quantity = _without_settings_of_drugs(told), told.count, quantity_counted(told.what)
    some = late_ones(text, count)
    went_on = quantity is not None and _went_on_in_late_disease(text, count)
    around = _around(told, text, some, went_on=went_on)
    requirement = requirement_of(bounds, quantity, f"{told.head} {text[count.start() : count.end()]}{around}")
    if told.vocabulary is not None and quantity is None:
        near = text[max(0, count.start() - 120) : count.end() + 80]
        of_the_class = had_the_class if bounds.low else within_the_limit
        requirement = of_the_class(told.what, near, bounds, told.vocabulary) or requirement
    if some and quantity and (bounds.low or not told.sentence.excludes):
        requirement = every((requirement, Between(quantity, *bounds_of_late_ones(some))))
    if quantity == "lines_metastatic" and leaves_out_endocrine(text, count):
        requirement = _without_endocrine(requirement, bounds)
    return requirement


def _without_settings_of_drugs(told: Counted) -> str:
    """The text without the drugs that are told among lines of a setting of their own, with the settings of these drugs;
    positions hold."""
    text, begins = told.text, _AMONG_THEM.match(told.text, told.count.end())
    if begins is None or told.vocabulary is None or phrases.EARLY.search(begins["own"]):
        return text
    drugs = [d for d in therapies_in(text, told.vocabulary) if d.start >= begins.end()]
    given = [m.end() for d in drugs if GENERAL_KINDS.isdisjoint(d.concepts) and (m := EITHER.match(text, d.end))]
    return blank(text, begins.end("own"), given[-1]) if given else text


# 'Two lines for metastatic disease, including trastuzumab in the adjuvant or metastatic setting'
_AMONG_THEM = gated(
    rf"(?P<own>[^.;]{{0,80}}?(?:{phrases.METASTATIC.pattern})[^.;]{{0,40}}?)\b(?:includ\w+|contain\w*|compris\w*|with|among\s+(?:them|which|these))\b",
    re.I,
)


def after_failure(told: Counted, requirement: Requirement, statement: str) -> tuple[Requirement, str]:
    """'Progression on at least one endocrine therapy' counts no lines for metastatic disease: under the first it may still hold,
    whoever has begun a second has left the first."""
    text, count, quantity = told.text, told.count, quantity_counted(told.what)
    if quantity is None or told.bounds != Bounds(1, None) or not _FAILED.search(text[: count.start()]):
        return requirement, statement
    near = text[count.start() : count.end() + 70]
    of_lines = _LINES.search(near) and not phrases.EARLY.search(near)  # not 'in the adjuvant or metastatic setting'
    if of_lines or _went_on_in_late_disease(text, count):
        return requirement, statement
    failed = Within(f"progressed_on:{KIND_OF[quantity]}", YES)
    if _OR_ELSE.search(text):  # it may have been left for another reason
        return either((requirement, failed)), statement
    return either((failed, Between(quantity, 2, None))), f"{statement}, and progression under it"


_LATE_DISEASE = gated(r"\b(?:metasta\w+|advanced|stage IV)\b", re.I)
# '... for metastatic disease and no curative option' tells of no early disease
_AND_NO_CURE = gated(r"\band\b(?:(?!\bor\b)[^.;,]){0,30}\b(?:no|not)\b[^.;,]{0,40}\b(?:curative|cured?)\b", re.I)


def _around(told: Counted, text: str, some: re.Match[str] | None, *, went_on: bool) -> str:
    """The words that tell in which disease the lines were given. text: what is told, perhaps without settings of drugs."""
    count = told.count
    rest = gated(r"[.;]\s").split(text[count.end() : count.end() + 120])[0]
    if some:  # 'two or more therapies, at least one for metastatic disease': the number is of all
        rest = rest[: max(0, some.start() - count.end())]
    if _LATE_DISEASE.search(rest):
        rest = _AND_NO_CURE.sub(" ", rest)
    late = _OPENS_WITH_LATE_DISEASE.match(text, 0, count.start()) or _late_disease_above(told)
    rest = f"{rest} {late.group()}" if late else rest
    return f"{rest} for metastatic disease" if went_on else rest


def _late_disease_above(told: Counted) -> re.Match[str] | None:
    """Where the line above the point tells that the treatments listed below it were for metastatic disease."""
    above = told.sentence.item.parent if told.sentence.from_criteria and told.sentence.item else None
    if above is None or len(above.text) > _SHORT or phrases.EARLY.search(above.text):
        return None
    return _TREATED_LATE.search(above.text)


_SHORT = 250  # characters of a line above a list
# 'Progression on or after previous treatment for metastatic disease with:', 'Prior lines of therapy in the advanced setting:'
_TREATED_LATE = gated(
    r"\b(?:treat(?:ments?|ed)|therap(?:y|ies)|regimens?|lines?|chemo\w*)\b[^.;:]{0,40}?\b(?:for|in|against)\s[^.;:]{0,60}?(?<!or )(?<!non-)\b(?:metastatic|advanced|MBC|ABC)\b(?!\s*(?:and/or|or)\b)[^.;:]{0,40}:\s*$",
    re.I,
)

# 'For metastatic disease, one to three kinds of chemotherapy', 'In the metastatic setting patients may have had ...'
_OPENS_WITH_LATE_DISEASE = gated(
    r"^\W*(?:for|in)\s+(?:the\s+)?(?:treatment\s+of\s+)?(?:(?:locally\s+)?(?:recurrent|advanced|metastatic|unresectable)\W+(?:and/or\s+|or\s+|and\s+)?){1,4}(?:lesions?|(?:breast\s+)?cancer|disease|setting|stage)\b",
    re.I,
)

_FAILED = gated(r"\b(?:fail\w*|progress\w*|refractory|resistan\w+)\b[^.;]{0,25}$", re.I)

# 'Progressed on, or intolerant of, at least one line'
_OR_ELSE = gated(
    r"\b(?:intoleran\w*|(?:not|un(?:able to)?)\s*tolerat\w*|toxicit\w+|side effects?|adverse|refus\w+|declin\w+|discontinu\w+|ineligible|unsuitable|contraindicat\w+)\b",
    re.I,
)

_LINES = gated(rf"\blines?\b|{phrases.METASTATIC.pattern}", re.I)


def _went_on_in_late_disease(text: str, count: re.Match[str]) -> bool:
    told = _LATE_DISEASE_WENT_ON.search(text, 0, count.start())
    if told is None or phrases.EARLY.search(text):
        return False
    kind = phrases.LINE_WORD if told["had"] else _OF_ANY_KIND
    return kind.search(count["what"].strip()) is not None


# 'Metastatic breast cancer that failed at least one prior line': it is the metastatic disease that went on, or was treated in lines
_LATE_DISEASE_WENT_ON = gated(
    r"(?<!non-)\b(?:metastatic|stage (?:IV|4)|MBC|advanced)\b[^.;:]{0,80}?\b(?:(?:fail\w*|progress\w*|refractory|resistan\w*)\b[^.;:]{0,30}|(?P<had>(?:received|receiving|had|treated\s+with|with|after)\b)\W*)$"
    r"|\b(?:progress\w*|failure|resistance)\s+of\s+(?:the\s+)?(?:metastatic|advanced|stage (?:IV|4))\b[^.;:]{0,40}$",
    re.I,
)

_OF_ANY_KIND = gated(
    r"\blines?\b|^(?:(?:prior|previous|earlier|systemic|anti-?cancer|standard)\s+)*(?:therap\w+|treatments?|regimens?)$",
    re.I,
)


def leaves_out_endocrine(text: str, count: re.Match[str]) -> bool:
    return bool(NON_ENDOCRINE.search(count["what"]) or _WITHOUT_ENDOCRINE.match(text, count.end()))


# 'More than two prior regimens (not including hormonal therapy)', 'two lines, endocrine therapy excluded', 'two non-hormonal regimens'
_WITHOUT_ENDOCRINE = gated(
    r"[^.;]{0,80}?(?:\b(?:not (?:including|counting)|excluding|except(?:ing)?(?: for)?|other than|exclusive of|(?:does|do) not include)\b[^.;)]{0,40}\b(?:hormon|endocrine)"
    r"|\b(?:hormon\w*|endocrine)\b[^.;)]{0,30}\b(?:excluded|not (?:be )?(?:count\w*|includ\w+|considered)))",
    re.I,
)


def _without_endocrine(counted: Requirement, bounds: Bounds) -> Requirement:
    """A count of lines that leaves out endocrine ones: chemotherapy lines alone decide it as far as they can."""
    chemotherapy = Between("chemo_lines_metastatic", bounds.low or None, bounds.high)
    of_others = Undecidable("lines but endocrine ones")
    if bounds.low:
        return every((counted, either((chemotherapy, of_others))))
    return either((counted, every((chemotherapy, of_others))))
