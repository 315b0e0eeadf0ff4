"""Her having had what a list names, left open where an aside, a condition or another way in leaves it open."""

from __future__ import annotations

import re

from data import axes
from data.criteria import Between, Requirement, Undecidable, Within, either, every
from data.vocabulary.terms import Vocabulary
from matcher.reading.elsewhere import given_elsewhere
from matcher.reading.gated import gated
from matcher.reading.stance import Stance
from matcher.reading.therapy import phrases
from matcher.reading.therapy.amounts import SO_MUCH
from matcher.reading.therapy.before_or_after_surgery import on_that_side_of_surgery
from matcher.reading.therapy.emetogenic import emetogenic_only
from matcher.reading.therapy.names import therapies_in
from matcher.reading.therapy.other_ways import ANOTHER_WAY_IN, is_not_had_in_the_other, way_beside, way_without
from matcher.reading.therapy.requirements import having_had
from matcher.reading.therapy.settings import ANY, BOTH, EARLY
from matcher.reading.therapy.told import Told


def what_is_asked(told: Told, vocabulary: Vocabulary, *, forbidden: bool, stance: Stance) -> Requirement:
    requirement = having_had(
        told.text, told.group, told.setting, progressed=told.progressed, any_of=forbidden, vocabulary=vocabulary
    )
    if forbidden:
        if told.concepts == ["chemotherapy"]:
            requirement = emetogenic_only(f"{told.before[-60:]}{told.words}{told.after[:60]}", requirement)
        requirement = on_that_side_of_surgery(told, requirement, vocabulary)
        if given_elsewhere(told.text, told.end):
            requirement = every((requirement, Undecidable("where it was given")))
        return _with_what_is_let_in(told, _but_for_what_is_spared(told, requirement, vocabulary))
    requirement = _in_late_disease_or_early(told, requirement, vocabulary)
    if stance is Stance.REQUIRE:
        if is_not_had_in_the_other(told.text, told.group[0].end, told.group[-1].start):
            beside: Requirement | None = way_without(told.text) if told.progressed else ANOTHER_WAY_IN
        else:
            beside = way_beside(told.text, told.start, told.end, told.part)
        requirement = requirement if beside is None else either((requirement, beside))
    return _if_to_be_had(told, requirement, vocabulary)


def _but_for_what_is_spared(told: Told, requirement: Requirement, vocabulary: Vocabulary) -> Requirement:
    """Of what shuts out: open where only some of it does, or only at some time."""
    if told.spared and _spares_one_of_them(told, vocabulary):
        requirement = every((requirement, Undecidable("which of them is let in, and when")))
    if told.relapsed and not told.progressed:
        requirement = every((requirement, Undecidable("whether it came back then")))
    if _COMBINED_BEFORE.search(told.before) or _COMBINED_BEHIND.match(told.after):
        requirement = every((requirement, Undecidable("whether it was that combination")))
    if _LIKE_ANOTHER.match(told.text, told.end) and all(vocabulary.descendants(c) for c in told.concepts):
        requirement = every((requirement, Undecidable("whether it works like the one named")))
    if not told.sentence.excludes and _OR_LATER.match(told.text, told.end):
        requirement = every((requirement, Undecidable("how it went, or how long ago it was")))
    if told.setting == EARLY and _NEOADJUVANT_ALONE.search(f"{told.before[-60:]}{told.words}"):
        requirement = every((requirement, either((_BEFORE_SURGERY_NOW, Undecidable("whether it came before surgery")))))
    if told.lines_spared:
        quantity, most = told.lines_spared
        requirement = either((requirement, Between(quantity, most + 1, None)))
    return requirement


# 'Immunotherapy related to the mode of action of X', 'chemotherapy with the mechanism of X': not any of the class
_WORKING = r"(?:modes?|mechanisms?|targets?|payloads?|warheads?|toxins?|epitopes?)"
_LIKE_ANOTHER = gated(
    r"\s*(?:(?:therap(?:y|ies)|treatments?|drugs?|agents?|regimens?|compounds?)\s+)?(?:(?:that|which)\s+)?(?:(?:is|are|acts?|works?)\s+)?"
    rf"(?:(?:of|with|by|having|has|have|sharing|shares?|via|through|targets?|targeting)\s+(?:an?\s+|the\s+)?(?:(?:same|similar|identical|comparable)\s+(?:\w+\s+)?)?{_WORKING}\b(?!\s+(?:lesions?|dose|volume))"
    rf"|(?:related|similar|identical|comparable)\s+(?:to|in)\s+(?:(?:the|their|its)\s+)?(?:{_WORKING}\b|(?:study|trial|investigational)\b|[A-Z]{{1,5}}-?\d))",
    re.I,
)


# 'PARP inhibitor naive, or progressed more than 6 months after it'
_OR_LATER = gated(
    r"\W*(?:na(?:i|\u00ef)ve\W*)?\bor\s+(?:(?:have|has|had|who|those|be|are)\s+){0,3}(?:progress|relaps|recurr|respond|stopped|discontinu|complet)\w*\s(?:[^.;]*)$",
    re.I,
)


# 'Prior neoadjuvant chemotherapy': no patient field tells it from adjuvant treatment, but of whom it is given to now.
_NEOADJUVANT_ALONE = gated(
    r"^(?!.*(?<!neo)(?<!neo[- ])\badjuvant).*\b(?:neo-?\s?adjuvant|pre-?\s?operative)\b", re.I | re.S
)
_BEFORE_SURGERY_NOW = Within(axes.STATE_AXIS, axes.states_where(lambda s: s.phase == "neoadjuvant"))


def _spares_one_of_them(told: Told, vocabulary: Vocabulary) -> bool:
    """'HER2-directed therapy other than trastuzumab as adjuvant treatment': of that class, and only that drug."""
    adjuvant = _AS_ADJUVANT.search(told.spared.group()) if told.spared else None
    named = therapies_in(told.spared.group()[: adjuvant.start()], vocabulary) if told.spared and adjuvant else []
    return any(not set(told.concepts).isdisjoint(vocabulary.ancestors(c)) for one in named for c in one.concepts)


_AS_ADJUVANT = gated(r"\(?(?:neo-?\)?-?)?adjuvant\b", re.I)


# 'Earlier immunotherapy combinations', 'a combination of endocrine therapy and chemotherapy': not the one of them alone
_COMBINED_BEFORE = gated(r"\bcombinations? of\s+(?:(?:an?|the|any|prior|anti-?)\s+)*$", re.I)

_COMBINED_BEHIND = gated(r"\W{0,2}combinations?\b(?!\s+with\b)", re.I)


def _with_what_is_let_in(told: Told, requirement: Requirement) -> Requirement:
    """'unless adjuvant, more than 12 months ago', '(a short course of adjuvant letrozole is allowed)'"""
    if told.exempt and (phrases.WINDOW.search(told.exempt) or SO_MUCH.search(told.exempt)):
        early = having_had(told.text, told.group, ANY, progressed=told.progressed, any_of=True)
        return either((requirement, every((early, Undecidable("when it was given")))))
    if told.let_in and not told.exempt and not (told.progressed and _WITHOUT_PROGRESSION.search(told.let_in)):
        return every((requirement, Undecidable("what is let in")))
    return requirement


_WITHOUT_PROGRESSION = gated(r"\b(?:without|no) (?:\w+ )?progress", re.I)


def _in_late_disease_or_early(told: Told, requirement: Requirement, vocabulary: Vocabulary) -> Requirement:
    """Of drugs for advanced disease: stable disease tells of such, a relapse may have come after adjuvant treatment."""
    if told.setting not in (ANY, BOTH):
        return requirement
    if _HELD_BY_IT.search(told.after) and _of_late_drugs(told, vocabulary):
        requirement = every((requirement, Between("lines_metastatic", 1, None)))
    late = told.progressed and any(c in vocabulary.late_therapies for c in told.concepts)
    if late and _CAME_BACK_OR_ANY.search(told.text):
        early = having_had(told.text, told.group, EARLY, progressed=False, any_of=False, vocabulary=vocabulary)
        requirement = either((requirement, every((early, Undecidable("whether it came back then")))))
    return requirement


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


def _if_to_be_had(told: Told, requirement: Requirement, vocabulary: Vocabulary) -> Requirement:
    condition = _IF_TO_BE_HAD.match(told.text, told.end)
    if condition is None:
        return requirement
    without_it: list[Requirement] = [Undecidable("whether it was to be had")]
    if condition["aside"] and len(told.group) > 1:  # of the last in the list only
        others = told.group[:-1]
        without_it.append(
            having_had(told.text, others, told.setting, progressed=told.progressed, any_of=False, vocabulary=vocabulary)
        )
    return either((requirement, every(without_it)))


# '... a CDK4/6 inhibitor, where available', '(if indicated)', 'adjuvant chemotherapy, if any'
_IF_TO_BE_HAD = gated(
    r"(?:\s*(?P<aside>\()|[^.;:()]{0,40}?)\b(?:if|when|where|wherever|whenever|as)\s+(?:[\w-]+\s+){0,2}?(?:available|accessible|approved|reimbursed|indicated|applicable|appropriate|eligible|suitable|feasible|possible|any|received|given|administered)\b",
    re.I,
)
