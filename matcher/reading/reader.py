"""One trial read: every sentence of the criteria ends as criteria, as a note of a known kind, or as unread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.criteria import Cohort, Criterion, Reading
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.criteria_text.accounting import add_open_points, note_of_others
from matcher.reading.criteria_text.alternatives import alternatives_below, items_joined_by_or, runs_of_ways
from matcher.reading.criteria_text.any_of import of_some_cohorts, read_any_of, read_ways
from matcher.reading.criteria_text.cohort_criteria import (
    add_the_cohort_not_named,
    ask_for_the_name,
    complete_parts,
    note_cohorts,
    share_what_both_dose_parts_ask,
    take_abbreviations_for_tumours,
    take_any_hormone_receptors,
    take_tumours_for_alternatives,
)
from matcher.reading.criteria_text.conditions import asked_in_every_case, without_conditions_met_by_all
from matcher.reading.criteria_text.contrary_aims import leave_contrary_aims_open
from matcher.reading.criteria_text.drafts import Draft
from matcher.reading.criteria_text.later_steps import leave_out_later_steps
from matcher.reading.criteria_text.menopause_defined import leave_out_definitions_of_menopause
from matcher.reading.criteria_text.one_item import read_item
from matcher.reading.criteria_text.shared_by_parts import share_between_parts
from matcher.reading.gated import gated
from matcher.reading.layout.item import Item
from matcher.reading.layout.items import items_of
from matcher.reading.mentions import Context
from matcher.reading.population import BREAST_BY_NAME
from matcher.reading.record.reader import read_record
from matcher.reading.text import plain_text


def read_trial(trial: Trial, vocabulary: Vocabulary, reader_version: str) -> Reading:
    """The whole record read. Never raises for any text."""
    context = Context(vocabulary, trial)
    draft = _read_points(trial, context)
    criteria, cohorts = _joined(trial, context, draft)
    add_open_points(draft, criteria, cohorts)
    return Reading(
        nct_id=trial.nct_id,
        reader_version=reader_version,
        criteria=tuple(criteria),
        cohorts=tuple(_cohort(label, found, draft) for label, found in cohorts.items()),
        notes=tuple(draft.notes),
        unread=tuple(draft.unread),
        sentences=draft.sentences,
    )


def _read_points(trial: Trial, context: Context) -> Draft:
    """The points of the criteria one after the other, then what only all of them together tell."""
    text = plain_text("criteria", trial.criteria or "")
    draft = Draft(text, context.vocabulary)
    items = items_of(text.plain)
    note_cohorts(items, draft)
    draft.open_ways = items_joined_by_or(items)
    draft.of_menopause = _telling_menopause(items)
    _read_each(items, draft, context)
    leave_contrary_aims_open(items, draft)
    take_any_hormone_receptors(items, draft)
    ask_for_the_name(draft, context)
    take_tumours_for_alternatives(draft)
    take_abbreviations_for_tumours(draft)
    add_the_cohort_not_named(draft, trial)
    leave_out_later_steps(items, draft)
    leave_out_definitions_of_menopause(draft)
    share_between_parts(items, draft, context)
    share_what_both_dose_parts_ask(draft)
    complete_parts(draft)
    return draft


def _read_each(items: Sequence[Item], draft: Draft, context: Context) -> None:
    runs = runs_of_ways(items)
    in_list: set[int] = set()  # points read with the one above them
    for place, item in enumerate(items):
        if item.of_others:
            note_of_others(item, draft)
        elif id(item) in in_list:
            continue
        elif id(item) in runs and id(item) not in draft.of_menopause:
            run = runs[id(item)]
            in_list |= _with_those_below(run)
            read_ways(run, draft, context, of_some=place > 0 and of_some_cohorts(items[place - 1]))
        elif (ways := alternatives_below(item, items)) and id(ways[0]) not in draft.of_menopause:
            in_list |= _with_those_below(ways)
            read_any_of(item, ways, draft, context)
        else:
            read_item(item, draft, context)


def _with_those_below(items: Sequence[Item]) -> set[int]:
    return {id(item) for item in items} | {id(below) for item in items for below in item.below()}


def _joined(trial: Trial, context: Context, draft: Draft) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """The criteria of the text with those of the whole record, and what holds under conditions that are always met."""
    criteria, cohorts = read_record(
        trial,
        context,
        draft.common,
        draft.by_cohort,
        draft.permitted_states,
        draft.presupposed,
        draft.receptors_let_in,
        draft.permitted_phases,
    )
    cohorts = {label: without_conditions_met_by_all(found, criteria) for label, found in cohorts.items()}
    criteria = without_conditions_met_by_all(criteria)
    cohorts = {label: [*found, *asked_in_every_case(found, criteria)] for label, found in cohorts.items()}
    return [*criteria, *asked_in_every_case(criteria)], cohorts


def _cohort(label: CohortLabel, found: Sequence[Criterion], draft: Draft) -> Cohort:
    return Cohort(
        str(label),
        tuple(dict.fromkeys(found)),
        label in draft.closed,
        draft.cohort_evidence.get(label),
        label in draft.breast_by_name or BREAST_BY_NAME.search(label.name) is not None,
    )


_MENOPAUSE_TOLD = gated(r"menopaus\w*(?:[^.;]|\.(?=\s{0,20}\d)){0,160}:\W*$", re.I)


_WAYS_TOLD = 6  # points after such a line that may still belong to it


def _telling_menopause(items: Sequence[Item]) -> frozenset[int]:
    """The points after 'Postmenopausal, defined by one of the following:', where the layout doesn't put them below it."""
    found: set[int] = set()
    for i, item in enumerate(items):
        if _MENOPAUSE_TOLD.search(item.text) and not _of_either_state(item, items):
            found |= {id(child) for child in item.below()}
            if not item.children:
                found |= {id(other) for other in items[i + 1 : i + 1 + _WAYS_TOLD]}
    return frozenset(found)


# 'Menopausal status, one of the following:', and below it 'Premenopausal with ovarian suppression', 'Age of 60 years or more'
_POSTMENOPAUSE, _BEFORE_IT = gated(r"post-?\s?menopaus", re.I), gated(r"\b(?:pre|peri)-?\s?menopaus", re.I)


def _of_either_state(item: Item, items: Sequence[Item]) -> bool:
    """Whether it lists ways in for women before menopause as well, and so doesn't tell what menopause is."""
    return not _POSTMENOPAUSE.search(item.text) and any(
        _BEFORE_IT.search(way.text) for way in alternatives_below(item, items)
    )
