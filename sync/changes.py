"""What changed between two states of a trial, in pieces a person can read.

`what` is the name of a field of `Trial`, or `arm`, `intervention`, `site`, `site_status`, `site_position` (with the one
meant in `place`), `other` (a part of the record that is only kept; `place` is where), `reading` and `cohort` (of the
reading), or `new`, `left`, `returned`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

import msgspec

from data.criteria import Reading
from data.stored import Change
from data.trial import Arm, Intervention, Location, Trial

_SENTENCE_END = re.compile(r"\n+|(?<=[.;])\s+(?=[A-Z*])")
_PROTOCOL = "protocolSection"
# What each named change says of the record; a part that differs and is not said by a name comes as `other`.
_SAYS = {
    "brief_title": "identificationModule.briefTitle",
    "official_title": "identificationModule.officialTitle",
    "acronym": "identificationModule.acronym",
    "overall_status": "statusModule.overallStatus",
    "last_known_status": "statusModule.lastKnownStatus",
    "why_stopped": "statusModule.whyStopped",
    "start_date": "statusModule.startDateStruct",
    "primary_completion_date": "statusModule.primaryCompletionDateStruct",
    "completion_date": "statusModule.completionDateStruct",
    "last_update_date": "statusModule.lastUpdatePostDateStruct",
    "sex": "eligibilityModule.sex",
    "minimum_age": "eligibilityModule.minimumAge",
    "maximum_age": "eligibilityModule.maximumAge",
    "healthy_volunteers": "eligibilityModule.healthyVolunteers",
    "study_population": "eligibilityModule.studyPopulation",
    "enrollment": "designModule.enrollmentInfo",
    "study_type": "designModule.studyType",
    "lead_sponsor": "sponsorCollaboratorsModule.leadSponsor",
    "phases": "designModule.phases",
    "conditions": "conditionsModule.conditions",
    "keywords": "conditionsModule.keywords",
    "criteria": "eligibilityModule.eligibilityCriteria",
    "arm": "armsInterventionsModule.armGroups",
    "intervention": "armsInterventionsModule.interventions",
    "site": "contactsLocationsModule.locations",
    "site_status": "contactsLocationsModule.locations",
    "site_position": "contactsLocationsModule.locations",
}
_LISTS = ("phases", "conditions", "keywords")
_PLAIN = tuple(
    name for name in _SAYS
    if name not in (*_LISTS, "criteria", "arm", "intervention", "site", "site_status", "site_position")
)  # fmt: skip
_SHOWN_CHARACTERS = 300
Named = TypeVar("Named", Arm, Intervention)


def changes_between(old: Trial, new: Trial) -> Iterator[Change]:
    for name in _PLAIN:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(new.nct_id, name, None, _texts(before), _texts(after))
    for name in _LISTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(new.nct_id, name, None, *_difference(before, after))
    if old.criteria != new.criteria:
        removed, added = sentence_difference(old.criteria or "", new.criteria or "")
        yield Change(new.nct_id, "criteria", None, removed, added)
    yield from _by_name("arm", new.nct_id, {a.label: a for a in old.arms}, {a.label: a for a in new.arms}, _arm)
    yield from _by_name(
        "intervention",
        new.nct_id,
        {i.name: i for i in old.interventions},
        {i.name: i for i in new.interventions},
        _drug,
    )
    yield from _sites(old, new)


def other_changes(nct_id: str, old: Any, new: Any, told: Sequence[Change]) -> Iterator[Change]:
    """The parts of two raw records that differ, down to a module's fields, but for those that `told` says already."""
    said = {f"{_PROTOCOL}.{_SAYS[change.what]}" for change in told if change.what in _SAYS}
    before, after = dict(_parts(old, 3)), dict(_parts(new, 3))
    for path in sorted(before.keys() | after.keys()):
        if before.get(path) != after.get(path) and path not in said and not path.endswith(".versionHolder"):
            yield Change(nct_id, "other", path, _brief(before.get(path)), _brief(after.get(path)))


def reading_changes(old: Reading, new: Reading) -> Iterator[Change]:
    """Which criteria and cohorts of the reading came and went. Both must be of one reader version to tell of the trial."""
    removed, added = _difference(_statements(old), _statements(new))
    if removed or added:
        yield Change(new.nct_id, "reading", None, removed, added)
    before = {c.label: ("closed" if c.closed else "open",) for c in old.cohorts}
    after = {c.label: ("closed" if c.closed else "open",) for c in new.cohorts}
    for label in before | after:
        if before.get(label) != after.get(label):
            yield Change(new.nct_id, "cohort", label, before.get(label, ()), after.get(label, ()))


def sentence_difference(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences taken out and those put in, in the order of the text."""
    before, after = ([s.strip() for s in _SENTENCE_END.split(text) if s.strip()] for text in (old, new))
    removed, added = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += before[a:b]
            added += after[c:d]
    return tuple(removed), tuple(added)


def _statements(reading: Reading) -> tuple[str, ...]:
    return (
        *(c.statement for c in reading.criteria),
        *(f"{cohort.label}: {c.statement}" for cohort in reading.cohorts for c in cohort.criteria),
    )


def _difference(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(s for s in before if s not in after), tuple(s for s in after if s not in before)


def _texts(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _parts(value: Any, depth: int, path: str = "") -> Iterator[tuple[str, Any]]:
    if not depth or not isinstance(value, dict):
        yield path, value
        return
    for name, inner in value.items():
        yield from _parts(inner, depth - 1, f"{path}.{name}" if path else name)


def _brief(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode("utf-8", "replace")
    return (text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + " …",)


def _by_name(
    what: str,
    nct_id: str,
    before: Mapping[str, Named],
    after: Mapping[str, Named],
    told: Callable[[Any], tuple[str, ...]],
) -> Iterator[Change]:
    for name in before | after:  # type: ignore[operator]
        if before.get(name) != after.get(name):
            yield Change(nct_id, what, name, told(before.get(name)), told(after.get(name)))


def _arm(arm: Arm | None) -> tuple[str, ...]:
    return () if arm is None else (arm.label, *filter(None, (arm.type, arm.description)), *arm.interventions)


def _drug(drug: Intervention | None) -> tuple[str, ...]:
    return () if drug is None else (drug.name, *filter(None, (drug.type, drug.description)), *drug.other_names)


def _sites(old: Trial, new: Trial) -> Iterator[Change]:
    before, after = _by_place(old), _by_place(new)
    for place in before | after:
        a, b = before.get(place), after.get(place)
        if a is None or b is None:
            yield Change(new.nct_id, "site", place, () if a is None else (place,), () if b is None else (place,))
            continue
        if a.status != b.status:
            yield Change(new.nct_id, "site_status", place, _texts(a.status), _texts(b.status))
        if (a.latitude, a.longitude) != (b.latitude, b.longitude):
            yield Change(new.nct_id, "site_position", place, (_position(a),), (_position(b),))


def _by_place(trial: Trial) -> dict[str, Location]:
    places: dict[str, Location] = {}
    for site in trial.locations:
        name = ", ".join(filter(None, (site.facility, site.city, site.state, site.zip, site.country)))
        number = 2
        place = name
        while place in places:  # two identical entries occur
            place, number = f"{name} ({number})", number + 1
        places[place] = site
    return places


def _position(site: Location) -> str:
    return f"{site.latitude}, {site.longitude}"
