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

from collections.abc import Mapping, Sequence

from data import axes
from data.criteria import Criterion, Requirement
from data.trial import Trial
from matcher.reading.cancer.reader import read_cancer_type
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.mentions import Context
from matcher.reading.person.registry_fields import read_registry_fields
from matcher.reading.record.contradictions import distinct, without_contradictions
from matcher.reading.record.families import (
    alternatives_joined,
    relaxed,
    without_categories_of_recurrences,
)
from matcher.reading.record.first_line import first_line_spelled_out
from matcher.reading.record.first_line_given import without_the_first_line_given
from matcher.reading.record.implied import receptors_of_treatment
from matcher.reading.record.introductions import told_in_passing
from matcher.reading.record.lists import from_lists
from matcher.reading.record.phases import (
    lines_of_new_disease,
    new_disease_of_the_metastatic,
    open_to_excised_in_situ,
    open_to_phases_let_in,
    phases_together,
    primary_treatment_of_the_returned,
    treatment_of_the_first_cancer,
    untreated_advanced_disease,
    without_strange_phases,
)
from matcher.reading.record.presuppositions import (
    RECEPTOR_FACETS,
    against_presuppositions,
    open_to_those_let_in,
    open_to_those_with_rules,
)
from matcher.reading.record.somebody import for_somebody
from matcher.reading.record.titles import (
    against_titles,
    asked_of_some_cohorts,
    from_titles,
    read_titles,
    titles_of_cohort,
)

Cohorts = Mapping[CohortLabel, Sequence[Criterion]]


def read_record(
    trial: Trial,
    context: Context,
    common: Sequence[Criterion],
    by_cohort: Cohorts,
    permitted: int = 0,
    presupposed: Sequence[Requirement] = (),
    receptors_let_in: Sequence[Requirement] = (),
    phases_let_in: int = 0,
) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """The criteria of the whole record, common and by cohort, from those of the criteria text and the other sources."""
    text = trial.criteria or ""
    of_cohorts = [c for found in by_cohort.values() for c in found]
    everything = [*common, *of_cohorts]
    titles = [c for c in read_titles(trial, context) if not asked_of_some_cohorts(c, by_cohort)]
    criteria = _from_the_text(common, text, permitted)
    titles = without_the_first_line_given(context, titles, criteria)
    spelled_out = first_line_spelled_out(context, titles, criteria, of_cohorts)
    criteria += [*from_titles(titles, [*criteria, *of_cohorts], common, permitted), *spelled_out]
    criteria = _of_one_disease(trial, against_titles(criteria, titles))
    criteria = against_presuppositions(trial, criteria, everything)
    criteria = [open_to_those_let_in(c, receptors_let_in) for c in criteria]
    criteria = [open_to_those_with_rules(c, presupposed) for c in criteria]
    criteria += from_lists(trial, context, [*everything, *criteria], permitted)
    criteria += receptors_of_treatment(trial, criteria, everything)
    criteria = open_to_phases_let_in(phases_together(criteria, titles), phases_let_in)
    criteria += lines_of_new_disease(criteria)
    criteria += read_registry_fields(trial, everything)
    criteria += read_cancer_type(trial, context, everything)
    cohorts = {
        label: [*found, *([] if permitted else titles_of_cohort(titles, found, criteria))]
        for label, found in by_cohort.items()
    }
    return _settled(criteria, {label: _families_joined(found, text) for label, found in cohorts.items()})


def _from_the_text(common: Sequence[Criterion], text: str, permitted: int) -> list[Criterion]:
    criteria = _families_joined(told_in_passing(without_categories_of_recurrences(common), text), text)
    return [relaxed(c, permitted) for c in without_strange_phases(criteria)]


def _families_joined(criteria: list[Criterion], text: str) -> list[Criterion]:
    for axis, facets in FAMILIES:
        criteria = alternatives_joined(criteria, axis, facets, text)
    return criteria


def _of_one_disease(trial: Trial, criteria: list[Criterion]) -> list[Criterion]:
    """What is said of new or untreated disease, and of treatment, made to fit the disease that the trial is for."""
    criteria = untreated_advanced_disease(trial, new_disease_of_the_metastatic(criteria))
    return primary_treatment_of_the_returned(trial, treatment_of_the_first_cancer(criteria))


def _settled(
    criteria: list[Criterion], cohorts: dict[CohortLabel, list[Criterion]]
) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """Each told once, without contradictions, and so that somebody can join."""
    criteria = without_contradictions(distinct(criteria))
    cohorts = {label: without_contradictions(distinct(found)) for label, found in cohorts.items()}
    criteria, cohorts = for_somebody(criteria, cohorts, FAMILIES)
    opened = {label: open_to_excised_in_situ(found) for label, found in cohorts.items()}
    return open_to_excised_in_situ(criteria), opened


# Facets that speak of one axis: what is asked of it in one sentence belongs together.
FAMILIES: tuple[tuple[str, frozenset[str]], ...] = (
    (axes.STATE_AXIS, frozenset({"stage", "setting", "recurrence"})),
    (axes.RECEPTORS_AXIS, RECEPTOR_FACETS),
    (axes.PERSON_AXIS, frozenset({"menopausal_status"})),
)
