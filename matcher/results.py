"""A decision as others rely on it: findings with quotes, missing facts, unread sentences, the nearest recruiting site."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from data.criteria import Reading, Truth
from data.trial import Contact, Location, Trial
from matcher.deciding.match import POSSIBLE, Decision, Finding
from matcher.kinds import kind_of, stale
from matcher.reasons import Reasons

RESULTS = {Truth.TRUE: "met", Truth.FALSE: "not_met", Truth.UNKNOWN: "unknown"}


class Site(msgspec.Struct, frozen=True):
    """The nearest recruiting site and how far it is, in miles; None where no place of the patient is known."""

    location: Location
    distance_miles: float | None


def match_object(
    trial: Trial,
    reading: Reading,
    decision: Decision,
    reasons: Reasons,
    site: Site | None,
    data_timestamp: str | None,
    today: date,
) -> dict[str, Any]:
    """The match as `result.schema.json` has it, with the trial's title and status beside it. `stale` is judged at `today`."""
    sources = trial.sources()
    return {
        "patient_id": reasons.known.patient.patient_id,
        "nct_id": trial.nct_id,
        "verdict": decision.verdict,
        "cohort": decision.cohort,
        "findings": [_finding_object(f, sources, reasons) for f in decision.findings],
        "missing": reasons.missing_fields(decision.findings) if decision.verdict == POSSIBLE else [],
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


def _finding_object(finding: Finding, sources: dict[str, str], reasons: Reasons) -> dict[str, Any]:
    evidence = finding.criterion.evidence[0]
    return {
        "facet": finding.criterion.facet,
        "result": RESULTS[finding.truth],
        "reason": reasons.of(finding),
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
