"""A trial as the registry describes it: plain values, text exactly as stored."""

from __future__ import annotations

import msgspec


class Arm(msgspec.Struct, frozen=True):
    label: str
    type: str | None = None
    description: str | None = None
    interventions: tuple[str, ...] = ()


class Intervention(msgspec.Struct, frozen=True):
    name: str
    type: str | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()


class Contact(msgspec.Struct, frozen=True):
    name: str | None = None
    role: str | None = None
    phone: str | None = None
    email: str | None = None


class Location(msgspec.Struct, frozen=True):
    """A site. `status` is the site's own recruitment status, None where the registry gives none.

    The coordinates are those of the city, not of the site (ClinicalTrials.gov), in degrees.
    """

    facility: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    status: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    contacts: tuple[Contact, ...] = ()


class Trial(msgspec.Struct, frozen=True):
    """One registry record. Dates are partial dates as the registry writes them (`2026`, `2026-11` or `2026-11-24`)."""

    nct_id: str
    brief_title: str = ""
    official_title: str | None = None
    acronym: str | None = None
    overall_status: str | None = None
    last_known_status: str | None = None
    why_stopped: str | None = None
    study_type: str | None = None
    phases: tuple[str, ...] = ()
    primary_purpose: str | None = None
    patient_registry: bool | None = None
    enrollment: int | None = None
    lead_sponsor: str | None = None
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    brief_summary: str | None = None
    detailed_description: str | None = None
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    criteria: str | None = None
    sex: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    healthy_volunteers: bool | None = None
    study_population: str | None = None
    locations: tuple[Location, ...] = ()
    contacts: tuple[Contact, ...] = ()
    start_date: str | None = None
    primary_completion_date: str | None = None
    completion_date: str | None = None
    verified_date: str | None = None
    last_update_date: str | None = None
    aliases: tuple[str, ...] = ()
    condition_mesh_ids: tuple[str, ...] = ()

    def sources(self) -> dict[str, str]:
        """The texts that a reading may quote, by the names of `result.schema.json`; spans point into these.

        Conditions and keywords are one text each, a line an entry. An arm's text is its label, a line break and its
        description. Of two arms with one label the first is quoted.
        """
        texts = {
            "criteria": self.criteria,
            "brief_title": self.brief_title,
            "official_title": self.official_title,
            "conditions": "\n".join(self.conditions),
            "keywords": "\n".join(self.keywords),
            "brief_summary": self.brief_summary,
            "study_population": self.study_population,
            "sex": self.sex,
            "minimum_age": self.minimum_age,
            "maximum_age": self.maximum_age,
        }
        for arm in reversed(self.arms):
            texts[f"arm:{arm.label}"] = f"{arm.label}\n{arm.description or ''}"
        return {name: text for name, text in texts.items() if text}

    def source_text(self, source: str) -> str:
        """The stored text under one of the names of `sources`. Raises KeyError where the trial has no such text."""
        return self.sources()[source]
