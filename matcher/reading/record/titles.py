"""What titles add, and where the criteria are the fuller statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from data import axes
from data.criteria import Between, Criterion, Negation, Undecidable, Within, atoms, either, every
from data.trial import Trial
from matcher.reading.cohorts.label import CohortLabel
from matcher.reading.composing.naive_or_treated import UNTREATED
from matcher.reading.gated import gated
from matcher.reading.mentions import Context
from matcher.reading.record.beside_titles import is_told_apart, narrows_a_return
from matcher.reading.record.contradictions import agrees
from matcher.reading.record.families import relaxed
from matcher.reading.record.masks import widest
from matcher.reading.record.phases import METASTATIC
from matcher.reading.record.presuppositions import RECEPTOR_FACETS, STATE_FACETS
from matcher.reading.record.sources import read_source

# Facets of which a title is only a short form: where the criteria state them, the criteria alone hold.
FULLER_IN_TEXT = frozenset({"lines_of_therapy", "prior_therapy"})


# '... as single agent in advanced solid tumors or in combination with letrozole for postmenopausal patients with ER+ breast cancer'
_SOLID_TUMOURS_OR = gated(r"\bsolid (?:tumou?rs?|malignanc\w+|cancers?)\b[^.;]*\b(?:or|and)\b[^.;]*\bbreast\b", re.I)
_OF_ONE_OF_THEM = ("receptor", "her2", "er", "pr", "menopausal", "lines", "prior_therapy", "biomarker", "sex")


# 'Prevalence of PIK3CA mutations in ...', 'Study of ESR1 mutations and outcome': what is looked for is asked of nobody
_MARKERS_LOOKED_FOR = gated(
    r"\b(?:prevalence|frequency|incidence|detection|monitoring|identification|analysis|evaluation|assessment|landscape|spectrum|characteri[sz]ation|role|impact|significance|value|study|detect(?:ing)?|identify(?:ing)?|monitor(?:ing)?|evaluat(?:e|ing)|investigat(?:e|ing)|assess(?:ing)?)"
    r"\s+(?:(?:of|for|on)\s+)?(?:(?!(?:in|with|for|to|plus|versus|vs|and|patients?|women|people|cancers?|carriers?)\b)[\w/-]+\s+){1,4}?"
    r"(?:mutations?|alterations?|variants?)(?:\s+(?:status|profiles?))?(?:\s+(?:and|in|among|on|as|by|using|during|from)\b|\W*$)",
    re.I,
)


def read_titles(trial: Trial, context: Context) -> list[Criterion]:
    sources = trial.sources()
    return [
        criterion
        for source in ("official_title", "brief_title")
        if source in sources
        for criterion in read_source(trial, context, source, sources[source])
        if not (criterion.facet.startswith(_OF_ONE_OF_THEM) and _SOLID_TUMOURS_OR.search(sources[source]))
        and not (criterion.facet.startswith("biomarker") and _MARKERS_LOOKED_FOR.search(sources[source]))
    ]


def asked_of_some_cohorts(criterion: Criterion, by_cohort: Mapping[CohortLabel, Sequence[Criterion]]) -> bool:
    """Whether an alteration that a title names is asked for in the criteria of some cohorts and not of others."""
    if not criterion.facet.startswith("biomarker:"):
        return False
    asked = [any(_speaks_of(c, criterion.facet) for c in found) for found in by_cohort.values()]
    return any(asked) and not all(asked)


def _speaks_of(criterion: Criterion, facet: str) -> bool:
    return criterion.facet == facet or any(
        isinstance(atom, Within) and atom.axis == facet for atom in atoms(criterion.requirement)
    )


def from_titles(
    found: Sequence[Criterion], known: Sequence[Criterion], common: Sequence[Criterion], permitted: int
) -> list[Criterion]:
    """What the titles add to the criteria: each facet that the criteria leave open, and of the disease state whatever
    fits with them."""
    told = {c.facet for c in common if c.statement.startswith("Requires")}
    if any(_tells_of_lines(c) for c in known):
        told.add("lines_of_therapy")
    states = _titles_together([c for c in found if c.facet in STATE_FACETS])
    others = [c for c in found if c.facet not in STATE_FACETS]
    others = [c for c in others if not _one_of_the_subtypes_asked_for(c, known)]
    kept = [c for c in others if c.facet not in told & FULLER_IN_TEXT and agrees(c, known)]
    if any(
        _shuts_out_all_but_endocrine(c) for c in known
    ):  # 'maintenance after first-line induction' that the trial gives
        kept = [c for c in kept if not _asks_for_a_line(c)]
    return kept + states_from(states, known, permitted)


def _one_of_the_subtypes_asked_for(title: Criterion, known: Sequence[Criterion]) -> bool:
    """'Triple-negative breast cancer' above criteria that ask for 'triple-negative or HER2-positive': the shorter form."""
    if title.facet not in RECEPTOR_FACETS:
        return False
    subtype = _without_cut_offs(title)
    return any(
        " or " in (asked := _without_cut_offs(c)) and subtype in asked.split(" or ")
        for c in known
        if c.facet in RECEPTOR_FACETS and c.statement.startswith("Requires ")
    )


_CUT_OFF = gated(r" \([^()]*\)")  # 'triple-negative (ER and PR <10 %)'


def _without_cut_offs(criterion: Criterion) -> str:
    return _CUT_OFF.sub("", criterion.statement.removeprefix("Requires "))


def titles_of_cohort(
    found: Sequence[Criterion], of_cohort: Sequence[Criterion], common: Sequence[Criterion]
) -> list[Criterion]:
    """The extent that the titles name, for a cohort of which neither its own criteria nor those of all tell it: another
    cohort's criteria are the fuller statement for that one only."""
    states = _titles_together([c for c in found if c.facet == "stage"])
    if any(c.facet in STATE_FACETS and not c.statement.startswith("Requires a tumour in place") for c in of_cohort):
        return []
    return states_from(states, [*common, *of_cohort], 0)


def _shuts_out_all_but_endocrine(criterion: Criterion) -> bool:
    had = criterion.requirement.part if isinstance(criterion.requirement, Negation) else None
    return isinstance(had, Within) and had.axis == "received_metastatic:non-endocrine systemic therapy"


def _asks_for_a_line(criterion: Criterion) -> bool:
    return any(isinstance(atom, Between) and bool(atom.low) for atom in atoms(criterion.requirement))


def _tells_of_lines(criterion: Criterion) -> bool:
    """Whether the criteria themselves say what may have been given for metastatic disease."""
    return any(
        (isinstance(atom, Between) and atom.quantity.endswith("lines_metastatic"))
        or (isinstance(atom, Within) and atom.axis in _ANY_OF_A_KIND)
        for atom in atoms(criterion.requirement)
    )


_ANY_OF_A_KIND = frozenset(
    f"received_metastatic:{kind}"
    for kind in ("systemic therapy", "chemotherapy", "endocrine therapy", "non-endocrine systemic therapy")
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


def states_from(found: Sequence[Criterion], known: Sequence[Criterion], permitted: int) -> list[Criterion]:
    """Of what a short text says about the disease state, the part that the criteria leave open."""
    left = of_extents = axes.full(axes.STATE_AXIS)
    for criterion in known:
        if criterion.facet in STATE_FACETS and not criterion.statement.startswith("Requires no history"):
            left &= widest(criterion.requirement, axes.STATE_AXIS)
            if criterion.facet != "setting":
                of_extents &= widest(criterion.requirement, axes.STATE_AXIS)
    returned = _RECURRED if any(_names_recurrence(c) for c in known) else 0
    spread = METASTATIC if any(_names_spread_beside(c) for c in known) else 0
    kept: list[Criterion] = []
    for criterion in sorted(found, key=lambda c: c.facet != "stage"):  # a phase settles no stage
        side = widest(criterion.requirement, axes.STATE_AXIS)
        decided = _decides_extent(of_extents) and not narrows_a_return(criterion, side, known)
        if criterion.facet == "stage" and decided and side & ~_RECURRED:
            if not any(_asks_for_an_extent(c) for c in known):  # they shut something out, stage IV as a rule
                kept += _beside_what_is_shut_out(criterion, side & of_extents)
            continue
        if criterion.facet == "stage" and is_told_apart(side, known):
            continue
        if criterion.statement == "Requires survivors" and any(c.statement == f"Requires {UNTREATED}" for c in known):
            continue  # a name for whoever has the cancer, where the criteria ask for no treatment before
        if criterion.facet == "stage" and not permitted & ~side & ~_IN_SITU:  # 'in situ or invasive carcinoma'
            criterion = relaxed(criterion, permitted)
            side = widest(criterion.requirement, axes.STATE_AXIS)
        if not side & left or _shuts_out(criterion, side, permitted):
            continue
        if criterion.facet == "setting" and returned & left and not side & returned:
            continue  # 'preoperative', where the criteria ask for a first cancer or its recurrence
        if criterion.facet == "setting" and spread & left and not side & spread:
            continue  # ... or for one that may have spread
        if not all(
            side & widest(c.requirement, axes.STATE_AXIS)
            for c in known
            if c.facet in STATE_FACETS and c.statement.startswith("Requires")
        ):
            continue
        kept.append(criterion)
        left &= side
    return kept


_EARLY = gated(r"\bearly breast cancer$")


def _asks_for_an_extent(criterion: Criterion) -> bool:
    return criterion.facet == "stage" and criterion.statement.startswith("Requires")


_LOCALLY_ADVANCED_OR_STAGED = gated(
    r"^Requires (?:locally advanced disease|stage [I0-4]+[ABC]?(?:(?:-|, | or )[I0-4]+[ABC]?)*)$"
)


def _beside_what_is_shut_out(title: Criterion, left: int) -> list[Criterion]:
    """What a title on early or locally advanced disease, or on some stages, adds to criteria that tell of the extent only whom they shut out."""
    if _EARLY.search(title.statement):
        return [_invasive(title)]
    return [title] if _LOCALLY_ADVANCED_OR_STAGED.search(title.statement) and left else []


def _invasive(criterion: Criterion) -> Criterion:
    """Early breast cancer is stage I to III (NCI Dictionary of Cancer Terms): carcinoma in situ is none."""
    return Criterion(
        "stage",
        Within(axes.STATE_AXIS, ~_IN_SITU & axes.full(axes.STATE_AXIS)),
        "Requires invasive disease",
        criterion.evidence,
    )


_IN_SITU = axes.states_where(lambda s: s.kind == "in_situ")


def _names_recurrence(criterion: Criterion) -> bool:
    """Whether a local or regional recurrence is among the diseases that a sentence asks for."""
    asked = criterion.facet == "stage" and criterion.statement.startswith("Requires")
    return asked and bool(_RECURRENCE_ASKED.search(criterion.statement))


def _names_spread_beside(criterion: Criterion) -> bool:
    """Whether a sentence asks for metastatic disease as one of several extents."""
    asked = criterion.facet == "stage" and criterion.statement.startswith("Requires")
    return asked and bool(_SPREAD_ASKED.search(criterion.statement))


_SPREAD_ASKED = gated(r"(?<!no )\bmetastatic disease\b")


_RECURRENCE_ASKED = gated(
    r"(?<!no )(?<!no local )(?<!no locoregional )\b(?:local|regional|locoregional|chest wall|operable)? ?recurrence\b"
)


def _shuts_out(criterion: Criterion, side: int, permitted: int) -> bool:
    """Whether it shuts out what the criteria let in; a permission of an extent says nothing of the phase of treatment."""
    if criterion.facet != "setting":
        return bool(permitted & ~side)
    return any(permitted & kind and not side & kind for kind in (METASTATIC, _RECURRED, _FIRST_CANCER))


_FIRST_CANCER = axes.states_where(lambda s: s.kind in ("in_situ", "primary"))
_RECURRED = axes.states_where(lambda s: s.kind in axes.RECURRENCES)


EARLY = axes.states_where(lambda s: s.stage in ("I", "IIA"))


def _decides_extent(left: int) -> bool:
    """Whether it is settled if patients with, or without, distant metastases are taken."""
    return not left & METASTATIC or not left & EARLY


def against_titles(criteria: Sequence[Criterion], titles: Sequence[Criterion]) -> list[Criterion]:
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
