"""The rest of the record: titles, conditions, keywords, summary, arms and registry fields, and how sources rank.

Precedence, per facet and cohort:
 1. the criteria text;
 2. official title, brief title: add what the criteria leave open (same facet read from the criteria: kept beside it
    where both can be true of one patient, set aside where they can't, as the text is the fuller statement);
 3. conditions, keywords, brief summary: speak only for a facet that neither the criteria nor the titles touch;
 4. registry fields sex, minimum_age, maximum_age: hold unless the criteria text states the same facet.
Two requirements of one source rank that no patient can meet together are a contradiction: undecidable, both quoted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from data import axes
from data.criteria import (
    NOT_TABLE,
    AllOf,
    AnyOf,
    Between,
    Criterion,
    Evidence,
    Negation,
    Requirement,
    Truth,
    Undecidable,
    Within,
    all_true,
    any_true,
    atoms,
    either,
    every,
)
from data.trial import Trial
from matcher.reading.cohorts import CohortLabel
from matcher.reading.compose import compose
from matcher.reading.mentions import Context
from matcher.reading.person import read_registry_fields
from matcher.reading.population import BREAST
from matcher.reading.receptor_masks import LOW
from matcher.reading.sentences import sentences_of_text
from matcher.reading.text import plain_text

RECEPTOR_FACETS = frozenset({"er", "pr", "her2", "receptor_subtype"})
# Facets of which a title is only a short form: where the criteria state them, the criteria alone hold.
FULLER_IN_TEXT = frozenset({"lines_of_therapy", "prior_therapy"})

Cohorts = Mapping[CohortLabel, Sequence[Criterion]]


def read_record(
    trial: Trial,
    context: Context,
    common: Sequence[Criterion],
    by_cohort: Cohorts,
    permitted: int = 0,
    presupposed: Sequence[Requirement] = (),
) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """The criteria of the whole record, common and by cohort, from those of the criteria text and the other sources."""
    from matcher.reading.cancer import read_cancer_type

    criteria = list(common)
    for axis, facets in FAMILIES:
        criteria = _alternatives(criteria, axis, facets)
    criteria = [_relaxed(c, permitted) for c in _without_strange_phases(criteria)]
    everything = [*common, *(c for found in by_cohort.values() for c in found)]
    titles = _read_titles(trial, context)
    criteria += _from_titles(
        titles, [*criteria, *(c for found in by_cohort.values() for c in found)], common, permitted
    )
    criteria = _against_titles(criteria, titles)
    criteria = _new_disease_of_the_metastatic(criteria)
    criteria = _against_presuppositions(trial, criteria, everything)
    criteria = [_open_to_those_with_rules(c, presupposed) for c in criteria]
    criteria += _from_lists(trial, context, [*everything, *criteria], permitted)
    criteria = _phases_together(criteria)
    criteria += read_registry_fields(trial, everything)
    criteria += read_cancer_type(trial, context, everything)
    cohorts = {label: list(found) for label, found in by_cohort.items()}
    for axis, facets in FAMILIES:
        cohorts = {label: _alternatives(found, axis, facets) for label, found in cohorts.items()}
    return _without_contradictions(_distinct(criteria)), {
        label: _without_contradictions(_distinct(found)) for label, found in cohorts.items()
    }


@lru_cache(maxsize=4096)
def widest(requirement: Requirement, axis: str) -> int:
    """The values on `axis` with which a requirement can still be true, whatever else is the case."""
    return sum(1 << i for i in range(len(axes.values_of(axis))) if _truth_at(requirement, axis, i) is not Truth.FALSE)


def _truth_at(requirement: Requirement, axis: str, value: int) -> Truth:
    """What a requirement comes to where only the value on `axis` is known."""
    match requirement:
        case Within(its_axis, allowed):
            return Truth.UNKNOWN if its_axis != axis else Truth.TRUE if allowed >> value & 1 else Truth.FALSE
        case AllOf(parts):
            return all_true(_truth_at(part, axis, value) for part in parts)
        case AnyOf(parts):
            return any_true(_truth_at(part, axis, value) for part in parts)
        case Negation(part):
            return NOT_TABLE[_truth_at(part, axis, value)]
        case _:
            return Truth.UNKNOWN


# Facets that speak of one axis: what is asked of it in one sentence belongs together.
FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    (axes.STATE_AXIS, frozenset({"stage", "setting", "recurrence"})),
    (axes.RECEPTORS_AXIS, RECEPTOR_FACETS),
)


def _alternatives(criteria: Sequence[Criterion], axis: str, facets: frozenset[str]) -> list[Criterion]:
    """Requirements on one axis from different sentences that nobody can meet together are alternatives.

    'Stage II with ...', 'Stage III with ...' as separate points list ways in; so do 'HER2-positive' and
    'triple-negative'. Sentences that can all be met together stay requirements, each on its own.
    """
    asked = [c for c in criteria if c.facet in facets and c.statement.startswith("Requires")]
    by_sentence: dict[Evidence, list[Criterion]] = {}
    for criterion in asked:
        by_sentence.setdefault(criterion.evidence[0], []).append(criterion)
    if axis == axes.STATE_AXIS:  # phases and origins go with the extent that their sentence names
        by_sentence = {e: group for e, group in by_sentence.items() if any(c.facet == "stage" for c in group)}
    by_sentence = _clashing(by_sentence, axis)
    if not by_sentence:
        return list(criteria)
    asked = [c for group in by_sentence.values() for c in group]
    ways = [every(c.requirement for c in group) for group in by_sentence.values()]
    words = [" and ".join(c.statement.removeprefix("Requires ") for c in group) for group in by_sentence.values()]
    joined = Criterion(
        asked[0].facet, either(ways), "Requires one of: " + "; ".join(dict.fromkeys(words)), tuple(by_sentence)
    )
    return [joined if c is asked[0] else c for c in criteria if c is asked[0] or c not in asked]


def _relaxed(criterion: Criterion, permitted: int) -> Criterion:
    """An extent that is asked for in one sentence leaves open what another one expressly lets in."""
    more = permitted & ~widest(criterion.requirement, axes.STATE_AXIS)
    if criterion.facet != "stage" or not more or not criterion.statement.startswith("Requires"):
        return criterion
    let_in = AllOf((Within(axes.STATE_AXIS, more), Undecidable("let in by another sentence")))
    words = f"{criterion.statement}, or what another sentence lets in"
    return Criterion(criterion.facet, AnyOf((criterion.requirement, let_in)), words, criterion.evidence)


METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
TUMOUR_PRESENT = axes.states_where(lambda s: s.phase not in ("adjuvant", "surveillance") and s.kind != "in_situ")
NO_BRAIN_METASTASES = axes.mask(axes.BRAIN_AXIS, ["none"])
_METASTATIC_CONDITION = re.compile(r"(?<!non-)(?<!non )\b(?:metastatic\b|metastases|stage (?:IV|4)\b)", re.I)
_LINES = frozenset({"lines_metastatic", "chemo_lines_metastatic", "endocrine_lines_metastatic"})
_SITES = frozenset({"site", axes.BONE_ONLY_AXIS, axes.VISCERAL_AXIS, "received_metastatic"})


def _against_presuppositions(
    trial: Trial, criteria: Sequence[Criterion], everything: Sequence[Criterion]
) -> list[Criterion]:
    """Criteria that count lines for metastatic disease, or let stable brain metastases in, are for patients who have it,
    and so is a trial with metastatic disease among its conditions; measurable disease is asked of those who have a
    tumour. A criterion that shuts all of them out was misread, or contradicts the others, and is left open."""
    presupposed = [
        (states, words)
        for states, words, speaks in (
            (METASTATIC, "metastatic disease", _of_metastatic_disease),
            (TUMOUR_PRESENT, "measurable disease", _of_measurable_disease),
        )
        if any(speaks(atom) for c in everything for atom in atoms(c.requirement))
    ]
    if any(_METASTATIC_CONDITION.search(condition) for condition in (*trial.conditions, *trial.keywords)):
        presupposed.append((METASTATIC, "metastatic disease"))
    return [_left_open(c, presupposed) for c in criteria]


def _left_open(criterion: Criterion, presupposed: Sequence[tuple[int, str]]) -> Criterion:
    if criterion.facet not in STATE_FACETS:
        return criterion
    side = widest(criterion.requirement, axes.STATE_AXIS)
    for states, words in presupposed:
        if not side & states:
            requirement = AnyOf((criterion.requirement, Undecidable(f"criteria about {words}")))
            statement = f"{criterion.statement}, although other sentences speak of {words}"
            return Criterion(criterion.facet, requirement, statement, criterion.evidence)
    return criterion


_LOW = LOW["er"] | LOW["pr"]  # may be on either side of an unstated cut-off


def _open_to_those_with_rules(criterion: Criterion, presupposed: Sequence[Requirement]) -> Criterion:
    """'ER-positive patients must have had endocrine therapy' is for a trial that takes some: a receptor status that shuts
    all of them out was misread, or is one of several, and is left open."""
    if criterion.facet not in RECEPTOR_FACETS or not criterion.statement.startswith("Requires"):
        return criterion
    side = widest(criterion.requirement, axes.RECEPTORS_AXIS)
    for some in presupposed:
        others = widest(some, axes.RECEPTORS_AXIS)
        if not side & (others & ~_LOW or others):
            requirement = AnyOf((criterion.requirement, Undecidable("patients of whom another sentence speaks")))
            statement = f"{criterion.statement}, although another sentence has a rule for others"
            return Criterion(criterion.facet, requirement, statement, criterion.evidence)
    return criterion


def _of_metastatic_disease(atom: Requirement) -> bool:
    if isinstance(atom, Between):
        return atom.quantity in _LINES
    if not isinstance(atom, Within):
        return False
    if atom.axis == axes.BRAIN_AXIS:
        return atom.allowed != NO_BRAIN_METASTASES
    return atom.axis.partition(":")[0] in _SITES


def _of_measurable_disease(atom: Requirement) -> bool:
    return isinstance(atom, Within) and atom.axis == axes.MEASURABLE_AXIS and atom.allowed == axes.YES


def _without_strange_phases(criteria: Sequence[Criterion]) -> list[Criterion]:
    """A phase that leaves nothing of the extent asked for is said of something else (a washout, an earlier therapy)."""
    extent = axes.full(axes.STATE_AXIS)
    for c in criteria:
        if c.facet == "stage" and c.statement.startswith("Requires"):
            extent &= widest(c.requirement, axes.STATE_AXIS)
    return [
        c for c in criteria if c.facet != "setting" or not extent or widest(c.requirement, axes.STATE_AXIS) & extent
    ]


_FIRST_CANCER = axes.states_where(lambda s: s.kind in ("in_situ", "primary"))


def _phases_together(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Phases of different sentences that each leave first cancers, and together none, are points of one course of
    treatment ('has chosen lumpectomy', 'clear margins'): which of them she must have reached is left open."""
    phases = [c for c in criteria if c.facet == "setting" and c.statement.startswith("Requires")]
    left = _FIRST_CANCER
    for c in criteria:
        if c.facet in STATE_FACETS and c not in phases:
            left &= widest(c.requirement, axes.STATE_AXIS)
    phases = [c for c in phases if widest(c.requirement, axes.STATE_AXIS) & left]
    if not left or len(phases) < 2 or _common(phases, left):
        return list(criteria)
    words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for c in phases))
    requirement = AllOf((either([c.requirement for c in phases]), Undecidable("the time of treatment")))
    evidence = tuple(dict.fromkeys(e for c in phases for e in c.evidence))
    joined = Criterion("setting", requirement, f"Requires one of: {words}", evidence)
    return [joined if c is phases[0] else c for c in criteria if c is phases[0] or c not in phases]


def _common(criteria: Sequence[Criterion], states: int) -> int:
    for c in criteria:
        states &= widest(c.requirement, axes.STATE_AXIS)
    return states


def _clashing(by_sentence: dict[Evidence, list[Criterion]], axis: str) -> dict[Evidence, list[Criterion]]:
    """The sentences that leave no value in common with some other one; denials ('no metastases') do not take part."""
    sides = {
        evidence: _open_to([c for c in group if c.facet == "stage"] or group, axis)
        for evidence, group in by_sentence.items()
        if not all(c.statement.startswith("Requires no ") for c in group)
    }
    clashing = {
        evidence: by_sentence[evidence]
        for evidence, side in sides.items()
        if any(not side & other for e, other in sides.items() if e != evidence)
    }
    # Receptor subtypes that clash stand in a list of subtypes: what else the list names is an alternative too.
    return {e: by_sentence[e] for e in sides} if clashing and axis == axes.RECEPTORS_AXIS else clashing


def _open_to(group: Sequence[Criterion], axis: str) -> int:
    allowed = axes.full(axis)
    for criterion in group:
        allowed &= widest(criterion.requirement, axis)
    return allowed


def _distinct(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The first of criteria that ask the same."""
    return list({(c.facet, c.requirement): c for c in reversed(criteria)}.values())[::-1]


def _read_source(
    trial: Trial, context: Context, source: str, text: str, only: re.Pattern[str] | None = None
) -> list[Criterion]:
    from matcher.reading.facets import READERS

    found: list[Criterion] = []
    plain = plain_text(source, text)
    for sentence in sentences_of_text(plain):
        if only is not None and (not only.search(sentence.text) or sentence.text.endswith("?")):
            continue
        mentions = [mention for reader in READERS for mention in reader(sentence, context)]
        for stated in compose(sentence, mentions):
            span = plain.span(sentence.start, sentence.end)
            found.append(Criterion(stated.facet, stated.requirement, stated.statement, (Evidence(source, *span),)))
    return found


def _read_titles(trial: Trial, context: Context) -> list[Criterion]:
    sources = trial.sources()
    return [
        criterion
        for source in ("official_title", "brief_title")
        if source in sources
        for criterion in _read_source(trial, context, source, sources[source])
    ]


def _from_titles(
    found: Sequence[Criterion], known: Sequence[Criterion], common: Sequence[Criterion], permitted: int
) -> list[Criterion]:
    """What the titles add to the criteria: each facet that the criteria leave open, and of the disease state whatever
    fits with them."""
    told = {c.facet for c in common if c.statement.startswith("Requires")}
    if any(_tells_of_lines(c) for c in known):
        told.add("lines_of_therapy")
    states = _titles_together([c for c in found if c.facet in STATE_FACETS])
    others = [c for c in found if c.facet not in STATE_FACETS]
    kept = [c for c in others if c.facet not in told & FULLER_IN_TEXT and _agrees(c, known)]
    return kept + _states_from(states, known, permitted)


def _tells_of_lines(criterion: Criterion) -> bool:
    """Whether the criteria themselves say what may have been given for metastatic disease."""
    return any(
        (isinstance(atom, Between) and atom.quantity.endswith("lines_metastatic"))
        or (isinstance(atom, Within) and atom.axis.startswith("received_metastatic:"))
        for atom in atoms(criterion.requirement)
    )


def _titles_together(found: Sequence[Criterion]) -> list[Criterion]:
    """Of the extents that two titles name, either: one of them is often the shorter form."""
    extents = [c for c in found if c.facet == "stage"]
    if len({c.evidence[0].source for c in extents}) < 2:
        return list(found)
    by_source = {s: [c for c in extents if c.evidence[0].source == s] for s in (c.evidence[0].source for c in extents)}
    ways = either(every(c.requirement for c in group) for group in by_source.values())
    words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for c in extents))
    joined = Criterion("stage", ways, f"Requires {words}", tuple(group[0].evidence[0] for group in by_source.values()))
    return [joined, *(c for c in found if c.facet != "stage")]


def _states_from(found: Sequence[Criterion], known: Sequence[Criterion], permitted: int) -> list[Criterion]:
    """Of what a short text says about the disease state, the part that the criteria leave open."""
    left = axes.full(axes.STATE_AXIS)
    for criterion in known:
        if criterion.facet in STATE_FACETS and not criterion.statement.startswith("Requires no history"):
            left &= widest(criterion.requirement, axes.STATE_AXIS)
    kept: list[Criterion] = []
    for criterion in sorted(found, key=lambda c: c.facet != "stage"):  # a phase settles no stage
        side = widest(criterion.requirement, axes.STATE_AXIS)
        if criterion.facet == "stage" and _decides_extent(left) and side & ~_RECURRED:
            continue
        if not side & left or permitted & ~side:
            continue
        if not all(
            side & widest(c.requirement, axes.STATE_AXIS)
            for c in known
            if c.facet in STATE_FACETS and c.statement.startswith("Requires")
        ):
            continue
        kept.append(criterion)
        left &= side
    return kept


STATE_FACETS = frozenset({"stage", "setting", "recurrence"})
_METASTATIC = axes.states_where(lambda s: s.kind == "metastatic")
_RECURRED = axes.states_where(lambda s: s.kind in ("local_breast", "local_chest_wall", "regional"))
_EARLY = axes.states_where(lambda s: s.stage in ("I", "IIA"))


def _decides_extent(left: int) -> bool:
    """Whether it is settled if patients with, or without, distant metastases are taken."""
    return not left & _METASTATIC or not left & _EARLY


def _new_disease_of_the_metastatic(criteria: Sequence[Criterion]) -> list[Criterion]:
    """'Diagnosed within the last six months' in a trial for metastatic disease may be said of the metastases."""
    left = axes.full(axes.STATE_AXIS)
    for c in criteria:
        if c.facet == "stage" and c.statement.startswith("Requires"):
            left &= widest(c.requirement, axes.STATE_AXIS)
    if not left or left & ~_METASTATIC:
        return list(criteria)
    return [
        Criterion(
            c.facet,
            AnyOf((c.requirement, Undecidable("whether the cancer or its metastases are new"))),
            f"{c.statement}, or newly found metastases",
            c.evidence,
        )
        if c.facet == "recurrence" and c.statement.startswith("Requires newly diagnosed disease")
        else c
        for c in criteria
    ]


def _against_titles(criteria: Sequence[Criterion], titles: Sequence[Criterion]) -> list[Criterion]:
    """An exclusion that puts out whom the title is about ('... in metastatic breast cancer') contradicts it: both are
    quoted and neither is believed. So does a phase of treatment that nobody can be in whom the title is about, where no
    extent in the criteria bears it out."""
    titles = [c for c in titles if c.facet == "stage"]
    about = axes.full(axes.STATE_AXIS) if titles else 0
    for title in titles:
        about &= widest(title.requirement, axes.STATE_AXIS)
    for criterion in criteria:
        if criterion.facet == "stage" and criterion.statement.startswith("Requires"):
            about &= widest(criterion.requirement, axes.STATE_AXIS)
    result: list[Criterion] = []
    for criterion in criteria:
        clash = [
            title
            for title in titles
            if criterion.facet == "stage"
            and criterion.statement.startswith("Excludes")
            and not widest(criterion.requirement, axes.STATE_AXIS) & widest(title.requirement, axes.STATE_AXIS)
        ]
        if criterion.facet == "setting" and about and not widest(criterion.requirement, axes.STATE_AXIS) & about:
            clash = titles
        if clash:
            words = f"The record contradicts itself: {criterion.statement}; {clash[0].statement}"
            both = (*criterion.evidence, *clash[0].evidence)
            result.append(Criterion(criterion.facet, Undecidable("a contradiction"), words, both))
        else:
            result.append(criterion)
    return result


def _from_lists(trial: Trial, context: Context, known: Sequence[Criterion], permitted: int) -> list[Criterion]:
    """Conditions and keywords are alternatives of each other: what all of them say counts where nothing fuller does.
    The summary speaks last, by its sentences about patients."""
    sources = trial.sources()
    facets = {c.facet for c in known}
    kept: list[Criterion] = []
    entries = (
        [_read_source(trial, context, "conditions", line) for line in trial.conditions] if trial.conditions else []
    )
    if len(entries) == 1:
        kept += [c for c in entries[0] if c.facet not in facets | STATE_FACETS]
    kept += _receptors_of_conditions(trial, entries, facets | {c.facet for c in kept})
    states = [[c for c in entry if c.facet in STATE_FACETS] for entry in entries]
    if entries and all(states):
        whole = (Evidence("conditions", 0, len(sources["conditions"])),)
        words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for e in states for c in e))
        either_of = either(every(c.requirement for c in entry) for entry in states)
        kept += _states_from([Criterion("stage", either_of, f"Requires {words}", whole)], [*known, *kept], permitted)
    if "brief_summary" in sources and not _settled([*known, *kept]):
        told = [
            c
            for c in _read_source(trial, context, "brief_summary", sources["brief_summary"], only=_OF_PATIENTS)
            if c.statement != "Requires invasive disease"
        ]
        kept += _states_from([c for c in told if c.facet in STATE_FACETS], [*known, *kept], permitted)
    return kept


def _receptors_of_conditions(
    trial: Trial, entries: Sequence[Sequence[Criterion]], told: frozenset[str] | set[str]
) -> list[Criterion]:
    """Where the breast cancers among the conditions are all of a receptor subtype, only those are taken; a general
    word for solid tumours beside them takes any."""
    if told & RECEPTOR_FACETS or any(_ANY_TUMOUR.search(condition) for condition in trial.conditions):
        return []
    breast = [
        [c for c in entry if c.facet in RECEPTOR_FACETS]
        for condition, entry in zip(trial.conditions, entries, strict=True)
        if BREAST.search(condition)
    ]
    if not breast or not all(breast):
        return []
    words = "; ".join(dict.fromkeys(c.statement.removeprefix("Requires ") for e in breast for c in e))
    ways = either(every(c.requirement for c in entry) for entry in breast)
    whole = (Evidence("conditions", 0, len(trial.sources()["conditions"])),)
    return [Criterion("receptor_subtype", ways, f"Requires {words}", whole)]


_ANY_TUMOUR = re.compile(
    r"\bsolid\b|^\W*(?:\w+ )?(?:cancers?|neoplasms?|tumou?rs?|malignan\w+)\W*$|\badvanced cancer", re.I
)


def _settled(known: Sequence[Criterion]) -> bool:
    """Whether the extent and the phase of disease are told: nothing is left for the summary to say."""
    left = axes.full(axes.STATE_AXIS)
    for criterion in known:
        if criterion.facet in STATE_FACETS:
            left &= widest(criterion.requirement, axes.STATE_AXIS)
    return not left & _EARLY or (not left & _METASTATIC and any(c.facet == "setting" for c in known))


_OF_PATIENTS = re.compile(
    r"\b(?:patients?|women|participants?|subjects?|people|individuals|survivors|men)\b[^.;]{0,40}\b(?:with|who|undergoing|receiving|diagnosed|having|treated|scheduled)\b|\b(?:in|of|for|treating) (?:\w+ ){0,3}(?:patients|women|participants)",
    re.I,
)


def _agrees(criterion: Criterion, known: Sequence[Criterion]) -> bool:
    """Whether some patient can meet the criterion beside each known one on the same axis."""
    if not isinstance(criterion.requirement, Within):
        return True
    axis, allowed = criterion.requirement.axis, criterion.requirement.allowed
    return all(
        bool(allowed & other.requirement.allowed)
        for other in known
        if isinstance(other.requirement, Within) and other.requirement.axis == axis
    )


def _without_contradictions(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Requirements on one axis that no patient can meet together, made into one undecidable criterion."""
    left: dict[str, int] = {}
    for c in criteria:
        if isinstance(c.requirement, Within):
            axis = c.requirement.axis
            left[axis] = left.get(axis, axes.full(axis)) & c.requirement.allowed
    broken = {axis for axis, allowed in left.items() if not allowed}
    kept = [c for c in criteria if not (isinstance(c.requirement, Within) and c.requirement.axis in broken)]
    for axis in sorted(broken):
        clash = [c for c in criteria if isinstance(c.requirement, Within) and c.requirement.axis == axis]
        statement = "The record contradicts itself: " + "; ".join(c.statement for c in clash)
        evidence = tuple(e for c in clash for e in c.evidence)
        kept.append(Criterion(clash[0].facet, Undecidable("a contradiction"), statement, evidence))
    return kept
