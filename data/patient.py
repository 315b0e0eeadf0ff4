"""One breast-cancer patient as the matcher takes her (or him): flat, every field optional, absent means unknown.

The fields are those of the published patient schema. No name, birth date or record number belongs here.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from data.contradictions import contradiction_in

Sex = Literal["female", "male"]
MenopausalStatus = Literal["premenopausal", "perimenopausal", "postmenopausal"]
ReceptorStatus = Literal["positive", "negative"]
Her2Status = Literal["positive", "negative", "low", "ultralow", "zero"]
Her2Ihc = Literal["0", "1+", "2+", "3+"]
Her2Ish = Literal["positive", "negative", "equivocal"]
Stage = Literal["0", "I", "IA", "IB", "II", "IIA", "IIB", "III", "IIIA", "IIIB", "IIIC", "IV"]
RecurrenceType = Literal["none", "local", "regional", "distant"]
BreastSurgery = Literal["none", "lumpectomy", "mastectomy"]
TreatmentPhase = Literal["untreated", "neoadjuvant", "adjuvant", "surveillance", "advanced"]
MetastaticSite = Literal[
    "bone", "liver", "lung", "pleura", "brain", "lymph_node", "skin", "chest_wall", "peritoneum", "adrenal", "ovary",
    "other",
]  # fmt: skip
BrainMetastases = Literal["none", "treated_stable", "untreated", "progressing"]
MarkerResult = Literal["positive", "negative"]

Percent = Annotated[float, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]


class Patient(BaseModel):
    """See the published patient schema for the meaning of each field. None is unknown, never 'no'.

    prior_therapies: of a patient with metastatic disease, what she had for it. prior_therapies_early (beyond the
    schema): what she had before, for early disease (neoadjuvant, adjuvant).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    patient_id: str | None = None
    age_years: Annotated[float, Field(ge=0, le=120)] | None = None
    sex: Sex | None = None
    menopausal_status: MenopausalStatus | None = None
    er_status: ReceptorStatus | None = None
    er_percent: Percent | None = None
    pr_status: ReceptorStatus | None = None
    pr_percent: Percent | None = None
    her2_status: Her2Status | None = None
    her2_ihc: Her2Ihc | None = None
    her2_ish: Her2Ish | None = None
    stage: Stage | None = None
    metastatic: bool | None = None
    recurrence_type: RecurrenceType | None = None
    initial_surgery: BreastSurgery | None = None
    resectable: bool | None = None
    treatment_phase: TreatmentPhase | None = None
    metastatic_sites: list[MetastaticSite] | None = None
    brain_metastases: BrainMetastases | None = None
    leptomeningeal_disease: bool | None = None
    measurable_disease: bool | None = None
    ecog: Annotated[int, Field(ge=0, le=4)] | None = None
    lines_metastatic: Count | None = None
    chemo_lines_metastatic: Count | None = None
    endocrine_lines_metastatic: Count | None = None
    prior_therapies: list[str] | None = None
    prior_therapies_early: list[str] | None = None
    prior_therapies_complete: bool | None = None
    progressed_on: list[str] | None = None
    never_received: list[str] | None = None
    biomarkers: dict[str, MarkerResult] | None = None
    pdl1_cps: Annotated[float, Field(ge=0)] | None = None
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    max_distance_miles: Annotated[float, Field(gt=0)] | None = None

    @model_validator(mode="after")
    def _facts_agree(self) -> Patient:
        if contradiction := contradiction_in(self):
            raise ValueError(contradiction)
        return self

    @classmethod
    def from_facts(cls, facts: object) -> Patient:
        """The patient with these facts. Raises BadPatient naming the field and what would be right."""
        if not isinstance(facts, dict):
            raise BadPatient(f"a patient is a JSON object of facts, not {_json_kind(facts)}")
        try:
            return cls.model_validate(facts)
        except ValidationError as refused:
            raise BadPatient("; ".join(_sentence(error) for error in refused.errors())) from None


class BadPatient(ValueError):
    """The facts given are not those of a patient; the message names each field and what would be right."""


def _json_kind(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", int: "a number", float: "a number"}
    return "null" if value is None else names.get(type(value), type(value).__name__)


def _sentence(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    match kind:
        case "extra_forbidden":
            return f"{field}: there is no such field (fields: {', '.join(Patient.model_fields)})"
        case "literal_error":
            return f"{field}: {given!r} is not one of {context['expected']}"
        case "value_error":
            return str(context["error"])
        case _:
            return f"{field}: {given!r} is not right: {error['msg'][0].lower()}{error['msg'][1:]}"
