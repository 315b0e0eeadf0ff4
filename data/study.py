"""The quick way from a record's bytes to a `Trial`: decoded straight into typed structs, six times as fast as by dicts.

It takes only records in which every field it knows has the declared type; the others go through `data.wire`, which is
slower, sets aside what is odd and names it. Both make the same `Trial` (tests hold them to it).
"""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from data.trial import Arm, Contact, Intervention, Location, Trial
from data.wire import MOST


class _Part(msgspec.Struct, rename="camel", frozen=True):
    """Keys in the registry's camelCase; unknown ones are passed over."""


class _Identification(_Part, frozen=True):
    nct_id: str
    brief_title: str = ""
    official_title: str | None = None
    acronym: str | None = None
    nct_id_aliases: tuple[str, ...] = ()


class _Dated(_Part, frozen=True):
    date: str | None = None


_UNDATED = _Dated()


class _Status(_Part, frozen=True):
    overall_status: str | None = None
    last_known_status: str | None = None
    why_stopped: str | None = None
    status_verified_date: str | None = None
    start_date_struct: _Dated = _UNDATED
    primary_completion_date_struct: _Dated = _UNDATED
    completion_date_struct: _Dated = _UNDATED
    last_update_post_date_struct: _Dated = _UNDATED


class _Purpose(_Part, frozen=True):
    primary_purpose: str | None = None


class _Enrollment(_Part, frozen=True):
    count: Annotated[int, msgspec.Meta(ge=-MOST, le=MOST)] | None = None


class _Design(_Part, frozen=True):
    study_type: str | None = None
    phases: tuple[str, ...] = ()
    patient_registry: bool | None = None
    design_info: _Purpose = _Purpose()
    enrollment_info: _Enrollment = _Enrollment()


class _Sponsor(_Part, frozen=True):
    name: str | None = None


class _Sponsors(_Part, frozen=True):
    lead_sponsor: _Sponsor = _Sponsor()


class _Conditions(_Part, frozen=True):
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()


class _Description(_Part, frozen=True):
    brief_summary: str | None = None
    detailed_description: str | None = None


class _Arm(_Part, frozen=True):
    label: str = ""
    type: str | None = None
    description: str | None = None
    intervention_names: tuple[str, ...] = ()


class _Intervention(_Part, frozen=True):
    name: str = ""
    type: str | None = None
    description: str | None = None
    other_names: tuple[str, ...] = ()


class _Arms(_Part, frozen=True):
    arm_groups: tuple[_Arm, ...] = ()
    interventions: tuple[_Intervention, ...] = ()


class _Eligibility(_Part, frozen=True):
    eligibility_criteria: str | None = None
    sex: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    healthy_volunteers: bool | None = None
    study_population: str | None = None


class _Point(_Part, frozen=True):
    lat: float | None = None
    lon: float | None = None


class _Location(_Part, frozen=True):
    facility: str | None = None
    city: str | None = None
    state: str | None = None
    zip: str | None = None
    country: str | None = None
    status: str | None = None
    geo_point: _Point | None = None
    contacts: tuple[Contact, ...] = ()


class _Places(_Part, frozen=True):
    locations: tuple[_Location, ...] = ()
    central_contacts: tuple[Contact, ...] = ()


class _Protocol(_Part, frozen=True):
    identification_module: _Identification
    status_module: _Status = _Status()
    design_module: _Design = _Design()
    sponsor_collaborators_module: _Sponsors = _Sponsors()
    conditions_module: _Conditions = _Conditions()
    description_module: _Description = _Description()
    arms_interventions_module: _Arms = _Arms()
    eligibility_module: _Eligibility = _Eligibility()
    contacts_locations_module: _Places = _Places()


class _Mesh(_Part, frozen=True):
    id: str | None = None


class _Browse(_Part, frozen=True):
    meshes: tuple[_Mesh, ...] = ()
    ancestors: tuple[_Mesh, ...] = ()


class _Derived(_Part, frozen=True):
    condition_browse_module: _Browse = _Browse()


class _Study(_Part, frozen=True):
    protocol_section: _Protocol
    derived_section: _Derived = _Derived()


_DECODER = msgspec.json.Decoder(_Study)
_EMPTY = re.compile(rb'""')
_HARMLESS = (b"\\", b'"versionHolder":', b'"briefSummary":', b'"facility":', b'"date":')


def trial_in(record: bytes) -> Trial | None:
    """The trial in a record without oddities; None for a record that needs the careful way."""
    if not all(record.endswith(_HARMLESS, 0, found.start()) for found in _EMPTY.finditer(record)):
        return None  # an empty text stands for none: what is not seen to below goes the careful way
    try:
        study = _DECODER.decode(record)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    p, browse = study.protocol_section, study.derived_section.condition_browse_module
    names, status, design = p.identification_module, p.status_module, p.design_module
    eligibility, places = p.eligibility_module, p.contacts_locations_module
    return Trial(
        nct_id=names.nct_id,
        brief_title=names.brief_title,
        official_title=names.official_title or None,
        acronym=names.acronym or None,
        aliases=names.nct_id_aliases,
        overall_status=status.overall_status or None,
        last_known_status=status.last_known_status or None,
        why_stopped=status.why_stopped or None,
        verified_date=status.status_verified_date or None,
        start_date=status.start_date_struct.date or None,
        primary_completion_date=status.primary_completion_date_struct.date or None,
        completion_date=status.completion_date_struct.date or None,
        last_update_date=status.last_update_post_date_struct.date or None,
        study_type=design.study_type or None,
        phases=design.phases,
        patient_registry=design.patient_registry,
        primary_purpose=design.design_info.primary_purpose or None,
        enrollment=design.enrollment_info.count,
        lead_sponsor=p.sponsor_collaborators_module.lead_sponsor.name or None,
        conditions=p.conditions_module.conditions,
        keywords=p.conditions_module.keywords,
        brief_summary=p.description_module.brief_summary or None,
        detailed_description=p.description_module.detailed_description or None,
        arms=tuple(
            Arm(a.label, a.type or None, a.description or None, a.intervention_names)
            for a in p.arms_interventions_module.arm_groups
        ),
        interventions=tuple(
            Intervention(i.name, i.type or None, i.description or None, i.other_names)
            for i in p.arms_interventions_module.interventions
        ),
        criteria=eligibility.eligibility_criteria or None,
        sex=eligibility.sex or None,
        minimum_age=eligibility.minimum_age or None,
        maximum_age=eligibility.maximum_age or None,
        healthy_volunteers=eligibility.healthy_volunteers,
        study_population=eligibility.study_population or None,
        locations=tuple(map(_site, places.locations)),
        contacts=places.central_contacts,
        condition_mesh_ids=tuple(m.id for part in (browse.meshes, browse.ancestors) for m in part if m.id),
    )


def _site(at: _Location) -> Location:
    point = at.geo_point
    latitude, longitude = (None, None) if point is None else (point.lat, point.lon)
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        latitude = longitude = None
    texts = (at.facility or None, at.city or None, at.state or None, at.zip or None, at.country or None)
    return Location(*texts, at.status or None, latitude, longitude, at.contacts)
