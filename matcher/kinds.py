"""What kind of study a trial is, and what makes its record look out of date."""

from __future__ import annotations

from datetime import date

from data.trial import Trial

# The registry's primary purpose (and study type) to the kinds that are shown and filtered by.
KIND_OF_PURPOSE = {
    "TREATMENT": "treatment",
    "SUPPORTIVE_CARE": "supportive",
    "PREVENTION": "prevention",
    "DIAGNOSTIC": "diagnostic",
    "SCREENING": "screening",
    "HEALTH_SERVICES_RESEARCH": "other",
    "BASIC_SCIENCE": "other",
    "DEVICE_FEASIBILITY": "other",
    "ECT": "other",
    "OTHER": "other",
}
KINDS = (
    "treatment", "supportive", "prevention", "diagnostic", "screening", "registry", "observational", "expanded_access",
    "other",
)  # fmt: skip
STALE_AFTER_MONTHS = 24  # since the record was last verified
RECRUITING = frozenset({"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE"})


def kind_of(trial: Trial) -> str:
    """One of KINDS. An interventional study that states no purpose counts as treatment, so that it is not overlooked."""
    if trial.patient_registry:
        return "registry"
    if trial.study_type == "OBSERVATIONAL":
        return "observational"
    if trial.study_type == "EXPANDED_ACCESS":
        return "expanded_access"
    return KIND_OF_PURPOSE.get(trial.primary_purpose or "TREATMENT", "other")


def stale(trial: Trial, today: date) -> str | None:
    """Why the record may be out of date, as one sentence; None where nothing says so. It is flagged, never hidden."""
    if trial.overall_status not in RECRUITING:
        return None
    if trial.verified_date and (months := _months_since(trial.verified_date, today)) > STALE_AFTER_MONTHS:
        return f"Last verified {trial.verified_date}, {months} months ago; ask the site whether it still recruits."
    for name, day in (("primary completion", trial.primary_completion_date), ("completion", trial.completion_date)):
        if day and _is_past(day, today):
            return f"Said to recruit, though its {name} date ({day}) has passed; ask the site."
    return None


def _months_since(partial: str, today: date) -> int:
    year, month = (int(part) for part in [*partial.split("-"), "12"][:2])
    return (today.year - year) * 12 + today.month - month


def _is_past(partial: str, today: date) -> bool:
    """Whether the whole of the year, month or day is over."""
    return partial < today.isoformat()[: len(partial)]
