"""The facts of one breast-cancer patient: flat, every field optional, absent means unknown.

The fields are those of the published patient schema. No name, birth date or record number belongs here.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

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


class PatientFacts(BaseModel):
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
