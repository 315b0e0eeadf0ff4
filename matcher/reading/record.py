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
from data.criteria import Criterion, Evidence, Requirement, Undecidable, Within, atoms, either
from data.trial import Trial
from matcher.reading.cohorts import CohortLabel
from matcher.reading.compose import compose
from matcher.reading.mentions import Context
from matcher.reading.person import read_registry_fields
from matcher.reading.sentences import sentences_of_text
from matcher.reading.text import PlainText

# Facets of which a title is only a short form: where the criteria state them, the criteria alone hold.
FULLER_IN_TEXT = frozenset({"stage", "recurrence", "lines_of_therapy", "prior_therapy"})

Cohorts = Mapping[CohortLabel, Sequence[Criterion]]


def read_record(
    trial: Trial, context: Context, common: Sequence[Criterion], by_cohort: Cohorts
) -> tuple[list[Criterion], dict[CohortLabel, list[Criterion]]]:
    """The criteria of the whole record, common and by cohort, from those of the criteria text and the other sources."""
    from matcher.reading.cancer import read_cancer_type

    criteria = _alternative_extents(common)
    everything = [*common, *(c for found in by_cohort.values() for c in found)]
    criteria += _from_titles(trial, context, everything)
    criteria += _from_lists(trial, context, [*everything, *criteria])
    criteria += read_registry_fields(trial, everything)
    criteria += read_cancer_type(trial, context, everything)
    cohorts = {label: list(found) for label, found in by_cohort.items()}
    return _without_contradictions(_distinct(criteria)), {
        label: _without_contradictions(_distinct(found)) for label, found in cohorts.items()
    }


def _wide(requirement: Requirement) -> int:
    """The states of which a requirement on the disease state can be true."""
    allowed = 0
    for atom in atoms(requirement):
        if isinstance(atom, Within) and atom.axis == axes.STATE_AXIS:
            allowed |= atom.allowed
    return allowed or axes.full(axes.STATE_AXIS)


def _alternative_extents(criteria: Sequence[Criterion]) -> list[Criterion]:
    """Extents of disease asked for in different sentences that nobody can have together are alternatives."""
    kept: list[Criterion] = []
    first: Criterion | None = None
    for criterion in criteria:
        extent = criterion.facet == "stage" and criterion.statement.startswith("Requires")
        if extent and first is not None and not _wide(first.requirement) & _wide(criterion.requirement):
            joined = Criterion(
                "stage",
                either((first.requirement, criterion.requirement)),
                f"{first.statement} or {criterion.statement.removeprefix('Requires ')}",
                (*first.evidence, *criterion.evidence),
            )
            kept[kept.index(first)] = joined
            first = joined
            continue
        kept.append(criterion)
        if extent and first is None:
            first = criterion
    return kept


def _distinct(criteria: Sequence[Criterion]) -> list[Criterion]:
    """The first of criteria that ask the same."""
    return list({(c.facet, c.requirement): c for c in reversed(criteria)}.values())[::-1]


def _read_source(trial: Trial, context: Context, source: str, text: str) -> list[Criterion]:
    from matcher.reading.facets import READERS

    found: list[Criterion] = []
    plain = PlainText(source, text)
    for sentence in sentences_of_text(plain):
        mentions = [mention for reader in READERS for mention in reader(sentence, context)]
        for stated in compose(sentence, mentions):
            span = plain.span(sentence.start, sentence.start + len(sentence.text))
            found.append(Criterion(stated.facet, stated.requirement, stated.statement, (Evidence(source, *span),)))
    return found


def _from_titles(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    sources = trial.sources()
    found: list[Criterion] = []
    for source in ("official_title", "brief_title"):
        if source in sources:
            found += _read_source(trial, context, source, sources[source])
    told = {c.facet for c in known if c.statement.startswith("Requires")}
    return [c for c in found if c.facet not in told & FULLER_IN_TEXT and _agrees(c, known)]


def _from_lists(trial: Trial, context: Context, known: Sequence[Criterion]) -> list[Criterion]:
    """Conditions, keywords: alternatives of each other, so that only a requirement common to all entries counts."""
    sources = trial.sources()
    facets = {c.facet for c in known}
    single = len(trial.conditions) == 1 and "conditions" in sources
    entries = [_read_source(trial, context, "conditions", sources["conditions"])] if single else []
    return [c for found in entries for c in found if c.facet not in facets]


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
