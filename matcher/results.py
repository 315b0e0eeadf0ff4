"""A decision as others rely on it: findings with quotes, missing facts, unread sentences, the nearest recruiting site."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from data import axes
from data.criteria import (
    NOT_TABLE,
    OPEN_POINT,
    WHERE,
    AllOf,
    AnyOf,
    Between,
    Criterion,
    Negation,
    Reading,
    Requirement,
    Truth,
    Undecidable,
    Within,
    atoms,
)
from data.patient import Patient
from data.trial import Contact, Location, Trial
from matcher.deciding.facts import Known
from matcher.deciding.judge import judge
from matcher.deciding.match import POSSIBLE, Decision, Finding
from matcher.kinds import kind_of, stale

RESULTS = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "unknown"}

# Which patient fields settle an axis, the most telling first.
FIELDS_OF_AXIS: dict[str, tuple[str, ...]] = {
    axes.STATE_AXIS: ("stage", "metastatic", "recurrence_type", "treatment_phase", "resectable", "initial_surgery"),
    axes.PERSON_AXIS: ("sex", "menopausal_status"),
    axes.ECOG_AXIS: ("ecog",),
    axes.BRAIN_AXIS: ("brain_metastases",),
    axes.LEPTOMENINGEAL_AXIS: ("leptomeningeal_disease",),
    axes.MEASURABLE_AXIS: ("measurable_disease",),
    axes.BONE_ONLY_AXIS: ("metastatic_sites",),
    axes.VISCERAL_AXIS: ("metastatic_sites",),
    axes.SURGERY_AXIS: ("initial_surgery",),
}


class Site(msgspec.Struct, frozen=True):
    """The nearest recruiting site and how far it is, in miles; None where no place of the patient is known."""

    location: Location
    distance_miles: float | None


# Patient fields as a clinician names them; a field not listed is its name with spaces.
FIELD_WORDS = {
    "er_status": "ER", "er_percent": "ER %", "pr_status": "PR", "pr_percent": "PR %", "her2_status": "HER2",
    "her2_ihc": "HER2 IHC", "her2_ish": "HER2 ISH", "ecog": "ECOG", "age_years": "age", "recurrence_type": "recurrence",
    "initial_surgery": "first breast surgery", "treatment_phase": "phase of treatment", "metastatic_sites": "sites of metastasis",
    "lines_metastatic": "lines for metastatic disease", "chemo_lines_metastatic": "chemotherapy lines for metastatic disease",
    "endocrine_lines_metastatic": "endocrine lines for metastatic disease", "pdl1_cps": "PD-L1 CPS",
    "resectable": "resectable with curative intent",
}  # fmt: skip


def field_words(field: str) -> str:
    """A patient field, or `biomarkers.NAME`, in words."""
    name = field.removeprefix("biomarkers.")
    return FIELD_WORDS.get(name, name.replace("_", " "))


def fields_of(axis: str, known: Known) -> tuple[str, ...]:
    """The patient fields, not given yet, that would narrow `axis`."""
    family, _, name = axis.partition(":")
    if axis == axes.RECEPTORS_AXIS:
        candidates = _receptor_fields(known)
    elif family == "biomarker":
        candidates = (f"biomarkers.{name}",)
    elif family == "site":
        candidates = ("metastatic_sites",)
    elif family == "reported_low":
        candidates = (f"{name}_percent",)
    elif family == "received_early":
        return ("prior_therapies_early",)
    elif family in ("received", "received_metastatic"):
        return ("prior_therapies",)
    elif family == "progressed_on":
        return ("progressed_on",)
    else:
        candidates = FIELDS_OF_AXIS.get(axis, ())
    return tuple(f for f in candidates if f.startswith("biomarkers.") or getattr(known.patient, f) is None)


def _receptor_fields(known: Known) -> tuple[str, ...]:
    p = known.patient
    wanted: list[str] = []
    if p.her2_ihc == "2+" and p.her2_ish is None:
        wanted.append("her2_ish")
    elif p.her2_status is None and p.her2_ihc is None:
        wanted.append("her2_status")
    elif p.her2_status == "negative" and p.her2_ihc is None:
        wanted.append("her2_ihc")
    if p.er_status is None and p.er_percent is None:
        wanted.append("er_status")
    elif p.er_percent is None:
        wanted.append("er_percent")
    if p.pr_status is None and p.pr_percent is None:
        wanted.append("pr_status")
    return tuple(wanted)


def missing_fields(findings: Iterable[Finding], known: Known) -> list[str]:
    """The fields that unknown findings turn on, those that most findings turn on first."""
    return most_named(open_fields(f.criterion, known) for f in findings if f.truth is Truth.UNKNOWN)


def open_fields(criterion: Criterion, known: Known) -> tuple[str, ...]:
    """The fields, each once, that an unknown criterion turns on."""
    return tuple(dict.fromkeys(_fields_of_criterion(criterion, known)))


def most_named(groups: Iterable[Iterable[str]]) -> list[str]:
    """The names in the groups, those in most groups first, else in their order."""
    counts: dict[str, int] = {}
    for group in groups:
        for name in group:
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: -counts[name])


def _fields_of_criterion(criterion: Criterion, known: Known) -> Iterable[str]:
    for atom in atoms(criterion.requirement):
        if isinstance(atom, Within):
            possible = known.possible(atom.axis)
            if possible & atom.allowed and possible & ~atom.allowed:
                yield from fields_of(atom.axis, known)[:2]
        elif isinstance(atom, Between) and known.interval(atom.quantity)[0] != known.interval(atom.quantity)[1]:
            yield atom.quantity


def reason(finding: Finding, known: Known) -> str:
    """One plain sentence: what the trial asks, and what is known of the patient."""
    criterion = finding.criterion
    statement = criterion.statement
    if finding.truth is Truth.UNKNOWN:
        fields = open_fields(criterion, known)
        if fields:
            return f"{statement}; not known of the patient: {', '.join(map(field_words, fields))}."
        if criterion.facet == OPEN_POINT:
            return f"{statement}; a person must read it."
        if any(isinstance(a, Undecidable) for a in atoms(criterion.requirement)):
            return f"{statement}; this turns on words that a person must read."
        return f"{statement}; what is known does not settle it."
    met = "not met"
    if finding.truth is Truth.TRUE:
        statement, met = _as_met(criterion, known)
    told = dict.fromkeys(_facts(criterion, finding.truth, known))
    facts = ", ".join(fact for fact in told if statement != f"Requires {fact}")
    return f"{statement}; {met}" + (f" ({facts})." if facts else ".")


# What a statement adds to its main part; of no interest where the main part is met.
_ADDED = re.compile(r", (?:unless|or what|or an exception|although)\b.*$", re.S)


def _as_met(criterion: Criterion, known: Known) -> tuple[str, str]:
    """The statement of a criterion that is met, without the ways that she doesn't need, and how it is met."""
    statement, requirement = criterion.statement, criterion.requirement
    if not isinstance(requirement, AnyOf):
        return statement, "met"
    parts = requirement.parts
    if WHERE in statement and len(parts) == 2:
        asked, _, condition = statement.rpartition(WHERE)
        if judge(parts[0], known) is Truth.TRUE:
            return f"{asked} only where {condition}", "does not apply to this patient"
        return statement, "met"
    ways = statement.removeprefix(ONE_OF).split("; ") if statement.startswith(ONE_OF) else []
    if len(ways) == len(parts):
        told = next(way for way, part in zip(ways, parts, strict=True) if judge(part, known) is Truth.TRUE)
        return f"Requires one of {len(ways)} alternatives, of which one is {told}", "met"
    return (_ADDED.sub("", statement) if judge(parts[0], known) is Truth.TRUE else statement), "met"


ONE_OF = "Requires one of: "


def _facts(criterion: Criterion, truth: Truth, known: Known) -> Iterable[str]:
    for atom in _decisive(criterion.requirement, truth, known):
        if isinstance(atom, Within):
            yield from _known_of_axis(atom.axis, known, criterion.facet)
        elif isinstance(atom, Between):
            low, high = known.interval(atom.quantity)
            if low == high or low > 0 or high < math.inf:
                yield _number_words(atom.quantity, low, high)


def _decisive(requirement: Requirement, truth: Truth, known: Known) -> Iterable[Requirement]:
    """The questions that make a requirement TRUE or FALSE: of alternatives the first that is met, of demands those that
    are not."""
    match requirement:
        case AnyOf(parts) if truth is Truth.TRUE:
            part = next(p for p in parts if judge(p, known) is Truth.TRUE)
            yield from _decisive(part, truth, known)
        case AllOf(parts) if truth is Truth.FALSE:
            for part in parts:
                if judge(part, known) is Truth.FALSE:
                    yield from _decisive(part, truth, known)
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from _decisive(part, truth, known)
        case Negation(part):
            yield from _decisive(part, NOT_TABLE[truth], known)
        case _:
            yield requirement


def _number_words(quantity: str, low: float, high: float) -> str:
    name = field_words(quantity)
    if not quantity.endswith("_metastatic"):
        return f"{name} {low:g}" if low == high else f"{name} {low:g} to {high:g}"
    if high == 0:
        return f"no {name}"
    count = f"{low:g}" if low == high else f"at least {low:g}" if high == math.inf else f"{low:g} to {high:g}"
    return f"{count} {name}" if count != "1" else f"1 {name.replace('lines', 'line', 1)}"


_GIVEN: dict[str, tuple[str, ...]] = {
    axes.RECEPTORS_AXIS: ("er_status", "er_percent", "pr_status", "pr_percent", "her2_status", "her2_ihc", "her2_ish"),
    **FIELDS_OF_AXIS,
}


# Of the receptor facts only those that a finding about one receptor turns on.
_OF_ONE_RECEPTOR = {"er": "er_", "pr": "pr_", "her2": "her2_"}
# Of the facts about the disease those that a finding about its extent, or its origin, turns on.
_OF_ONE_STATE = {
    "stage": ("stage", "metastatic", "recurrence_type", "resectable"),
    "recurrence": ("stage", "metastatic", "recurrence_type", "treatment_phase"),
}


def _known_of_axis(axis: str, known: Known, facet: str) -> Iterable[str]:
    family, _, name = axis.partition(":")
    p = known.patient
    if family == "biomarker":
        result = (p.biomarkers or {}).get(name)
        if result:
            yield f"{name} {result}"
    elif family.startswith("received") or family == "progressed_on":
        answer = known.possible(axis)
        if answer in (axes.NO, axes.YES):
            yield _history_words(family, name, had=answer == axes.YES)
    elif family == "site":
        yield from _shown(p, ("metastatic_sites",))
    else:
        fields = _GIVEN.get(axis, ())
        if axis == axes.RECEPTORS_AXIS and facet in _OF_ONE_RECEPTOR:
            fields = tuple(f for f in fields if f.startswith(_OF_ONE_RECEPTOR[facet])) or fields
        if axis == axes.STATE_AXIS:
            fields = _OF_ONE_STATE.get(facet, fields)
            fields = tuple(f for f in fields if f != "metastatic" or p.stage is None)
        yield from _shown(p, fields)


_SETTING_WORDS = {"received_metastatic": " for metastatic disease", "received_early": " for early disease"}


def _history_words(family: str, therapy: str, *, had: bool) -> str:
    if family == "progressed_on":
        return f"progressed on {therapy}" if had else f"no progression on {therapy}"
    return f"{'had' if had else 'had no'} {therapy}{_SETTING_WORDS.get(family, '')}"


def _shown(patient: Patient, fields: Sequence[str]) -> Iterable[str]:
    for field in fields:
        value = getattr(patient, field)
        if value is not None and not (field == "recurrence_type" and value == "distant" and patient.stage == "IV"):
            yield _fact_words(field, value)


# Facts that read better as a clinician says them than as a field and its value; {} is the value.
_FACT_WORDS: dict[str, dict[Any, str]] = {
    "metastatic": {True: "distant metastases", False: "no distant metastases"},
    "recurrence_type": {"none": "first diagnosis", None: "{} recurrence"},
    "resectable": {True: "resectable", False: "not resectable"},
    "measurable_disease": {True: "measurable disease", False: "no measurable disease"},
    "leptomeningeal_disease": {True: "leptomeningeal disease", False: "no leptomeningeal disease"},
    "initial_surgery": {"none": "no breast surgery yet", None: "{} done"},
    "treatment_phase": {
        "untreated": "untreated", "adjuvant": "operated, adjuvant treatment", "neoadjuvant": "neoadjuvant treatment",
        "surveillance": "treatment finished, disease-free", "advanced": "treated for advanced disease",
    },
    "brain_metastases": {"none": "no brain metastases", "treated_stable": "treated, stable brain metastases", None: "{} brain metastases"},
    "sex": {None: "{}"}, "menopausal_status": {None: "{}"},
    "metastatic_sites": {None: "metastases in {}"},
    "er_percent": {None: "ER {} %"}, "pr_percent": {None: "PR {} %"},
}  # fmt: skip


def _fact_words(field: str, value: Any) -> str:
    words = _FACT_WORDS.get(field, {})
    known_value = value if isinstance(value, (str, bool)) else None
    template = words.get(known_value) or words.get(None) or f"{field_words(field)} {{}}"
    return template.format(_plain(value))


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)).replace("_", " ")
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")


def match_object(
    trial: Trial,
    reading: Reading,
    decision: Decision,
    known: Known,
    site: Site | None,
    data_timestamp: str | None,
    today: date,
) -> dict[str, Any]:
    """The match as `result.schema.json` has it, with the trial's title and status beside it. `stale` is judged at `today`."""
    sources = trial.sources()
    return {
        "patient_id": known.patient.patient_id,
        "nct_id": trial.nct_id,
        "verdict": decision.verdict,
        "cohort": decision.cohort,
        "findings": [_finding_object(f, sources, known) for f in decision.findings],
        "missing": missing_fields(decision.findings, known) if decision.verdict == POSSIBLE else [],
        "unread": len(reading.unread),
        "distance_miles": rounded_miles(site),
        "data_timestamp": data_timestamp,
        "title": trial.brief_title,
        "kind": kind_of(trial),
        "stale": stale(trial, today),
        "phases": list(trial.phases),
        "overall_status": trial.overall_status,
        "lead_sponsor": trial.lead_sponsor,
        "verified_date": trial.verified_date,
        "last_update_date": trial.last_update_date,
        "nearest_site": None if site is None else site_words(site.location),
        "contact": contact_words(site.location.contacts if site else (), trial.contacts),
        "url": trial_url(trial.nct_id),
        "reader_version": reading.reader_version,
    }


def _finding_object(finding: Finding, sources: dict[str, str], known: Known) -> dict[str, Any]:
    evidence = finding.criterion.evidence[0]
    return {
        "facet": finding.criterion.facet,
        "result": RESULTS[finding.truth],
        "reason": reason(finding, known),
        "quote": sources[evidence.source][evidence.start : evidence.end],
        "source": evidence.source,
        "start": evidence.start,
        "end": evidence.end,
    }


def trial_url(nct_id: str) -> str:
    """The trial's page at the registry."""
    return f"https://clinicaltrials.gov/study/{nct_id}"


def rounded_miles(site: Site | None) -> float | None:
    """The distance to the site, to a tenth of a mile; None where it is not known."""
    return None if site is None or site.distance_miles is None else round(site.distance_miles, 1)


def site_words(location: Location) -> str:
    return ", ".join(part for part in (location.facility, location.city, location.state, location.country) if part)


def contact_words(*groups: Sequence[Contact]) -> str | None:
    """The first contact that can be reached: the site's before the trial's."""
    for contact in (c for group in groups for c in group):
        if contact.phone or contact.email:
            return ", ".join(part for part in (contact.name, contact.phone, contact.email) if part)
    return None
