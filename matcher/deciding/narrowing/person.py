"""The person, her general condition, the operation on the breast, and biomarkers."""

from __future__ import annotations

from data import axes
from matcher.deciding.narrowing.disease import KnownDisease


def person(known: KnownDisease, _: str) -> int:
    p = known.patient
    if p.sex == "male":
        return axes.mask(axes.PERSON_AXIS, ["male"])
    if p.menopausal_status is not None:
        return axes.mask(axes.PERSON_AXIS, [p.menopausal_status])
    women = axes.mask(axes.PERSON_AXIS, ["premenopausal", "perimenopausal", "postmenopausal"])
    return women if p.sex == "female" else axes.full(axes.PERSON_AXIS)


def ecog(known: KnownDisease, _: str) -> int:
    ecog = known.patient.ecog
    return axes.full(axes.ECOG_AXIS) if ecog is None else axes.mask(axes.ECOG_AXIS, [str(ecog)])


def surgery(known: KnownDisease, _: str) -> int:
    p = known.patient
    if p.initial_surgery is not None:
        return axes.mask(axes.SURGERY_AXIS, [p.initial_surgery])
    if p.treatment_phase in axes.DISEASE_FREE_PHASES or p.recurrence_type == "local":
        return axes.mask(axes.SURGERY_AXIS, ["lumpectomy", "mastectomy"])
    return axes.full(axes.SURGERY_AXIS)


def biomarker(known: KnownDisease, marker: str) -> int:
    result = (known.patient.biomarkers or {}).get(marker)
    if result is None and marker == "PD-L1" and known.patient.pdl1_cps is not None:
        result = "positive" if known.patient.pdl1_cps >= 1 else "negative"
    return axes.full("biomarker:") if result is None else axes.mask("biomarker:", [result])
