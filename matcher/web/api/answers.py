"""What REST answers, as the OpenAPI document describes it. Answers are encoded directly; tests hold them to these models."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from matcher.web.api import examples
from matcher.web.problems import documented

Verdict = Literal["eligible", "possible", "ineligible"]


class Provenance(BaseModel):
    data_timestamp: str | None
    reader_version: str | None
    sample: bool
    source: str


class Counts(BaseModel):
    eligible: int
    possible: int
    ineligible: int


class Finding(BaseModel):
    facet: str
    result: Literal["met", "not_met", "unknown"]
    reason: str
    quote: str
    source: str
    start: int | None
    end: int | None


class Match(BaseModel):
    """One patient against one trial, as the published result schema has it, with more of the trial beside it."""

    model_config = ConfigDict(extra="allow")

    patient_id: str | None
    nct_id: str
    verdict: Verdict
    cohort: str | None
    findings: list[Finding]
    missing: list[str]
    unread: int
    distance_miles: float | None
    data_timestamp: str | None


class Settles(BaseModel):
    fact: str
    could: int
    certainly: int


class MatchAnswer(Provenance):
    counts: Counts
    total: int
    offset: int
    next_offset: int | None
    matches: list[Match]
    remarks: list[str]
    settles: list[Settles] | None = None


class CohortResult(BaseModel):
    index: int
    patient_id: str | None
    counts: Counts
    matches: list[Match]


class CohortProblem(BaseModel):
    index: int
    detail: str


class CohortAnswer(Provenance):
    results: list[CohortResult]
    problems: list[CohortProblem]


class TrialInShort(BaseModel):
    nct_id: str
    title: str
    overall_status: str | None
    phases: list[str]
    kind: str
    cohorts: list[str]
    unread: int
    last_update_date: str | None


class TrialsAnswer(Provenance):
    total: int
    offset: int
    next_offset: int | None
    trials: list[TrialInShort]


class TrialAnswer(Provenance):
    trial: dict[str, Any]
    reading: dict[str, Any]


class Change(BaseModel):
    nct_id: str
    seen_at: str
    data_timestamp: str | None
    what: str
    place: str | None
    removed: list[str]
    added: list[str]


class ChangesAnswer(Provenance):
    total: int
    offset: int
    next_offset: int | None
    changes: list[Change]


class Failure(BaseModel):
    at: str | None
    reason: str | None


class StatusAnswer(BaseModel):
    sample: bool | None
    data_timestamp: str | None
    age_business_days: int | None
    stale: bool
    trials: int
    by_status: dict[str, int]
    unread_trials: int
    last_good_run: str | None
    last_failure: Failure | None
    failed_since_last_good: bool


class DerivedAnswer(BaseModel):
    receptors: list[str]
    disease: list[str]
    therapies: list[str]


_EXAMPLES: dict[type[BaseModel], dict[str, Any]] = {
    MatchAnswer: examples.MATCH_ANSWER, CohortAnswer: examples.COHORT_ANSWER, TrialsAnswer: examples.TRIALS_ANSWER,
    TrialAnswer: examples.TRIAL_ANSWER, ChangesAnswer: examples.CHANGES_ANSWER, StatusAnswer: examples.STATUS_ANSWER,
    DerivedAnswer: examples.DERIVED_ANSWER,
}  # fmt: skip


def answers(model: type[BaseModel], *failures: int, cached: bool = False) -> dict[int | str, dict[str, Any]]:
    """What an operation may answer, for its `responses`."""
    found = {200: {"model": model, "content": {"application/json": {"example": _EXAMPLES[model]}}}} | documented(
        *failures
    )
    return found | {304: {"description": "What the caller holds (If-None-Match) is still right."}} if cached else found
