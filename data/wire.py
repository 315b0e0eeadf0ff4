"""What is read of a ClinicalTrials.gov API v2 study record, and its conversion to a `Trial`.

Only the fields that the product uses are declared. Unknown keys are tolerated (the registry adds and drops fields
without notice); a known key of another JSON type is set aside, named in the problems, and never loses the record.
Source: ClinicalTrials.gov OpenAPI document 2.0.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from data.trial import Arm, Contact, Intervention, Location, Trial

NCT_ID = re.compile(r"NCT[0-9]{8}")
MOST = 2**53  # of whole numbers; more fits neither a database nor a spreadsheet


class UnusableRecord(ValueError):
    """The record has no valid NCT id, so that it can't be kept under one."""


class _Fields:
    """Typed look-ups in a JSON object; what has another type than expected is named in `problems` and left out."""

    def __init__(self, value: object, path: str, problems: list[str]):
        self.path = path
        self.problems = problems
        self.value: Mapping[str, Any] = value if isinstance(value, dict) else {}
        if value is not None and not isinstance(value, dict):
            problems.append(f"{path}: an object was expected, not {type(value).__name__}")

    def _get(self, name: str, kind: type | tuple[type, ...], label: str) -> Any:
        value = self.value.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.problems.append(f"{self.path}.{name}: {label} was expected, not {type(value).__name__}")
            return None
        return value

    def text(self, name: str) -> str | None:
        value = self._get(name, str, "text")
        return value if value else None

    def flag(self, name: str) -> bool | None:
        value: bool | None = self._get(name, bool, "true or false")
        return value

    def number(self, name: str) -> float | None:
        value = self._get(name, (int, float), "a number")
        return None if value is None else float(value)

    def whole(self, name: str) -> int | None:
        value: int | None = self._get(name, int, "a whole number")
        if value is not None and abs(value) > MOST:
            self.problems.append(f"{self.path}.{name}: a number that counts something was expected, not {value:.0e}")
            return None
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self._get(name, list, "a list") or []
        kept = tuple(v for v in values if isinstance(v, str) and v)
        if len(kept) != len(values):
            self.problems.append(f"{self.path}.{name}: only texts were expected in the list")
        return kept

    def object(self, name: str) -> _Fields:
        return _Fields(self.value.get(name), f"{self.path}.{name}", self.problems)

    def objects(self, name: str) -> Iterator[_Fields]:
        for i, value in enumerate(self._get(name, list, "a list") or []):
            yield _Fields(value, f"{self.path}.{name}[{i}]", self.problems)


class Converted(msgspec.Struct, frozen=True):
    """A trial, and in plain sentences what of its record could not be understood."""

    trial: Trial
    problems: tuple[str, ...]


def nct_id_of(record: object) -> str | None:
    """The record's NCT id where it has a valid one."""
    try:
        found = record["protocolSection"]["identificationModule"]["nctId"]  # type: ignore[index]
    except (KeyError, TypeError, IndexError):
        return None
    return found if isinstance(found, str) and NCT_ID.fullmatch(found) else None


def convert(record: object) -> Converted:
    """The trial in one study object of the API. Raises UnusableRecord where there is no valid NCT id."""
    nct_id = nct_id_of(record)
    if nct_id is None:
        raise UnusableRecord("the record has no protocolSection.identificationModule.nctId of the form NCT01234567")
    problems: list[str] = []
    study = _Fields(record, "study", problems)
    protocol = study.object("protocolSection")
    identification = protocol.object("identificationModule")
    status = protocol.object("statusModule")
    description = protocol.object("descriptionModule")
    conditions = protocol.object("conditionsModule")
    design = protocol.object("designModule")
    arms = protocol.object("armsInterventionsModule")
    eligibility = protocol.object("eligibilityModule")
    places = protocol.object("contactsLocationsModule")
    browse = study.object("derivedSection").object("conditionBrowseModule")
    trial = Trial(
        nct_id=nct_id,
        brief_title=identification.text("briefTitle") or "",
        official_title=identification.text("officialTitle"),
        acronym=identification.text("acronym"),
        aliases=identification.texts("nctIdAliases"),
        overall_status=status.text("overallStatus"),
        last_known_status=status.text("lastKnownStatus"),
        why_stopped=status.text("whyStopped"),
        verified_date=status.text("statusVerifiedDate"),
        start_date=status.object("startDateStruct").text("date"),
        primary_completion_date=status.object("primaryCompletionDateStruct").text("date"),
        completion_date=status.object("completionDateStruct").text("date"),
        last_update_date=status.object("lastUpdatePostDateStruct").text("date"),
        study_type=design.text("studyType"),
        phases=design.texts("phases"),
        patient_registry=design.flag("patientRegistry"),
        primary_purpose=design.object("designInfo").text("primaryPurpose"),
        enrollment=design.object("enrollmentInfo").whole("count"),
        lead_sponsor=protocol.object("sponsorCollaboratorsModule").object("leadSponsor").text("name"),
        conditions=conditions.texts("conditions"),
        keywords=conditions.texts("keywords"),
        brief_summary=description.text("briefSummary"),
        detailed_description=description.text("detailedDescription"),
        arms=tuple(_arm(a) for a in arms.objects("armGroups")),
        interventions=tuple(_intervention(i) for i in arms.objects("interventions")),
        criteria=eligibility.text("eligibilityCriteria"),
        sex=eligibility.text("sex"),
        minimum_age=eligibility.text("minimumAge"),
        maximum_age=eligibility.text("maximumAge"),
        healthy_volunteers=eligibility.flag("healthyVolunteers"),
        study_population=eligibility.text("studyPopulation"),
        locations=tuple(_location(x) for x in places.objects("locations")),
        contacts=tuple(_contact(c) for c in places.objects("centralContacts")),
        condition_mesh_ids=tuple(
            mesh_id for part in ("meshes", "ancestors") for m in browse.objects(part) if (mesh_id := m.text("id"))
        ),
    )
    return Converted(trial, tuple(problems))


def _arm(arm: _Fields) -> Arm:
    return Arm(
        label=arm.text("label") or "",
        type=arm.text("type"),
        description=arm.text("description"),
        interventions=arm.texts("interventionNames"),
    )


def _intervention(intervention: _Fields) -> Intervention:
    return Intervention(
        name=intervention.text("name") or "",
        type=intervention.text("type"),
        description=intervention.text("description"),
        other_names=intervention.texts("otherNames"),
    )


def _contact(contact: _Fields) -> Contact:
    return Contact(contact.text("name"), contact.text("role"), contact.text("phone"), contact.text("email"))


def _location(location: _Fields) -> Location:
    point = location.object("geoPoint")
    latitude, longitude = point.number("lat"), point.number("lon")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        latitude = longitude = None
    return Location(
        facility=location.text("facility"),
        city=location.text("city"),
        state=location.text("state"),
        zip=location.text("zip"),
        country=location.text("country"),
        status=location.text("status"),
        latitude=latitude,
        longitude=longitude,
        contacts=tuple(_contact(c) for c in location.objects("contacts")),
    )
