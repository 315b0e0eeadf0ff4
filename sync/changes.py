"""What changed between two states of a trial, in pieces a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from data.criteria import Reading
from data.stored import Change
from data.trial import Arm, Location, Trial

_SENTENCE_END = re.compile(r"\n+|(?<=[.;])\s+(?=[A-Z*])")
_PLAIN = (
    "overall_status", "last_known_status", "why_stopped", "brief_title", "official_title", "sex", "minimum_age",
    "maximum_age", "start_date", "primary_completion_date", "completion_date", "last_update_date", "enrollment",
)  # fmt: skip


def changes_between(old: Trial, new: Trial) -> Iterator[Change]:
    for name in _PLAIN:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(new.nct_id, name, None, _texts(before), _texts(after))
    if old.criteria != new.criteria:
        removed, added = sentence_difference(old.criteria or "", new.criteria or "")
        yield Change(new.nct_id, "criteria", None, removed, added)
    yield from _arms(old, new)
    yield from _sites(old, new)


def reading_changes(old: Reading, new: Reading) -> Iterator[Change]:
    """Which criteria of the reading came and went. Both must be of one reader version to mean a change of the trial."""
    before = [c.statement for c in old.criteria] + [
        f"{h.label}: {c.statement}" for h in old.cohorts for c in h.criteria
    ]
    after = [c.statement for c in new.criteria] + [f"{h.label}: {c.statement}" for h in new.cohorts for c in h.criteria]
    removed, added = tuple(s for s in before if s not in after), tuple(s for s in after if s not in before)
    if removed or added:
        yield Change(new.nct_id, "reading", None, removed, added)


def sentence_difference(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sentences taken out and those put in, in the order of the text."""
    before, after = ([s.strip() for s in _SENTENCE_END.split(text) if s.strip()] for text in (old, new))
    removed, added = [], []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            removed += before[a:b]
            added += after[c:d]
    return tuple(removed), tuple(added)


def _texts(value: object) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def _arms(old: Trial, new: Trial) -> Iterator[Change]:
    before, after = {a.label: a for a in old.arms}, {a.label: a for a in new.arms}
    for label in before | after:
        if before.get(label) != after.get(label):
            yield Change(new.nct_id, "arm", label, _arm(before.get(label)), _arm(after.get(label)))


def _arm(arm: Arm | None) -> tuple[str, ...]:
    return () if arm is None else (arm.label, *filter(None, (arm.type, arm.description)), *arm.interventions)


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
