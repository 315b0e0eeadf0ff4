"""Why a trial is no longer among the answers: it left the query, was merged into another, or is gone."""

from __future__ import annotations

import msgspec

from data.fingerprint import canonical
from data.stored import Departure, KnownTrial, staged
from data.tables import State
from data.wire import convert, nct_id_of
from sync.errors import Absent
from sync.registry import Registry


class Missing(msgspec.Struct):
    """`first_nights`: not found tonight for the first time, kept as current until another night says the same."""

    departures: list[Departure] = msgspec.field(default_factory=list)
    first_nights: list[str] = msgspec.field(default_factory=list)


def explain(registry: Registry, nct_ids: list[str], known: dict[str, KnownTrial], now: str) -> Missing:
    result = Missing()
    answered: set[str] = set()
    asked = set(nct_ids)
    for record in registry.named(nct_ids) if nct_ids else []:
        found = nct_id_of(record)
        if found is None:
            continue
        trial = convert(record).trial
        if found in asked:
            result.departures.append(Departure(found, State.LEFT_QUERY, None, staged(trial, canonical(record))))
            answered.add(found)
        for alias in asked.intersection(trial.aliases) - answered:
            result.departures.append(Departure(alias, State.ALIAS_OF, found))
            answered.add(alias)
    for nct_id in sorted(asked - answered):
        _ask_one(registry, nct_id, known[nct_id], now, result)
    return result


def _ask_one(registry: Registry, nct_id: str, known: KnownTrial, now: str, result: Missing) -> None:
    try:
        found = nct_id_of(registry.study(nct_id))
    except Absent:
        if known.missing_since is None:
            result.first_nights.append(nct_id)
        elif known.missing_since[:10] < now[:10]:
            result.departures.append(Departure(nct_id, State.GONE))
        return
    if found is not None and found != nct_id:
        result.departures.append(Departure(nct_id, State.ALIAS_OF, found))
