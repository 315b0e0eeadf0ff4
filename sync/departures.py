"""Why a trial is no longer among the answers: it left the query, was merged into another, or is gone.

200 with the same id                                    left_query, and the record is refreshed
a redirect, or another record that names it as alias    alias_of
404 `NCT number X not found`, on two different nights   gone
anything else                                           not known: stays current, asked again next night
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from data.stored import Departure, KnownTrial
from data.tables import State
from data.wire import UnusableRecord
from sync.errors import Absent, RegistryProblem
from sync.record import record_of, stage
from sync.registry import Registry


class Missing(msgspec.Struct):
    """`first_nights`: not found tonight for the first time, kept as current until another night says the same.

    `unanswered`: the registry gave no answer that settles it.
    """

    departures: list[Departure] = msgspec.field(default_factory=list)
    first_nights: list[str] = msgspec.field(default_factory=list)
    unanswered: list[str] = msgspec.field(default_factory=list)


def explain(registry: Registry, nct_ids: Sequence[str], known: Mapping[str, KnownTrial], now: str) -> Missing:
    """Asks about each id, all together first. A failure of the registry here costs the answer, not the run."""
    result = Missing()
    asked = set(nct_ids)
    for study in _together(registry, nct_ids):
        asked -= _answered_by(bytes(study), asked, result)
    for nct_id in sorted(asked):
        _ask_one(registry, nct_id, known[nct_id], now, result)
    return result


def _together(registry: Registry, nct_ids: Sequence[str]) -> Sequence[bytes]:
    try:
        return [bytes(study) for study in registry.named(nct_ids)] if nct_ids else []
    except RegistryProblem:
        return []


def _answered_by(study: bytes, asked: set[str], result: Missing, moved_to: str | None = None) -> set[str]:
    """Which of the ids this study settles."""
    try:
        record = record_of(study)
        trial, _ = stage(record)
    except UnusableRecord:
        return set()
    if record.nct_id in asked:
        result.departures.append(Departure(record.nct_id, State.LEFT_QUERY, None, trial))
        return {record.nct_id}
    aliases = asked if moved_to == record.nct_id else asked.intersection(trial.trial.aliases)
    result.departures += [Departure(alias, State.ALIAS_OF, record.nct_id) for alias in sorted(aliases)]
    return set(aliases)


def _ask_one(registry: Registry, nct_id: str, known: KnownTrial, now: str, result: Missing) -> None:
    try:
        study, found = registry.study(nct_id)
    except Absent:
        if known.missing_since is None:
            result.first_nights.append(nct_id)
        elif known.missing_since[:10] < now[:10]:
            result.departures.append(Departure(nct_id, State.GONE))
        return
    except RegistryProblem:
        result.unanswered.append(nct_id)
        return
    if not _answered_by(study, {nct_id}, result, None if found == nct_id else found):
        result.unanswered.append(nct_id)
