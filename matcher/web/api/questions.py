"""What is asked over REST. Nothing is converted silently: an unknown key, a wrong type or a control character is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from data.patient import BadPatient
from matcher.kinds import KINDS
from matcher.service import STATUSES
from matcher.web.api.examples import COHORT_QUESTION, MATCH_QUESTION
from matcher.web.filters import SORTS, VERDICTS, Filters
from matcher.web.shelf import PHASES

MAX_PATIENTS = 1000
MAX_MATCHES = 100  # of each patient of a cohort
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LARGEST = 1e9

Kind = Literal[KINDS]  # type: ignore[valid-type]
Phase = Literal[PHASES]  # type: ignore[valid-type]
Status = Literal[(*STATUSES, "all")]  # type: ignore[valid-type]
VerdictChoice = Literal[VERDICTS]  # type: ignore[valid-type]
Sort = Literal[SORTS]  # type: ignore[valid-type]

# Checked by `Patient` itself, whose sentences are plainer; `document.py` puts its schema in the OpenAPI document.
Facts = dict[str, Any]


class FiltersAsked(BaseModel):
    """What the answer is narrowed to; left out: trials that take patients, of every kind and phase, eligible and possible."""

    model_config = ConfigDict(extra="forbid", strict=True, title="Filters")

    verdicts: VerdictChoice = "open"
    sort: Sort = "best"
    status: Annotated[list[Status], Field(max_length=20)] = []
    kind: Annotated[list[Kind], Field(max_length=20)] = []
    phase: Annotated[list[Phase], Field(max_length=20)] = []
    distance: (
        Annotated[
            float, Field(gt=0, lt=100_000, allow_inf_nan=False, description="Miles to the nearest recruiting site.")
        ]
        | None
    ) = None
    sponsor: Annotated[str, Field(max_length=200)] = ""
    drug: Annotated[str, Field(max_length=200, description="A drug or class that the trial gives.")] = ""

    def filters(self) -> Filters:
        several = {name: tuple(getattr(self, name)) for name in ("status", "kind", "phase")}
        return Filters(**(self.model_dump() | several))


def _texts_in(value: Any, at: str) -> Iterator[tuple[str, object]]:
    """Every text and number in the facts, with the field it stands in."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield at or name, name
            yield from _texts_in(inside, at or name)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts_in(inside, at)
    elif isinstance(value, str | int | float):
        yield at, value


def checked(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts, where every text is text and every number one that a patient could have. Raises BadPatient."""
    for field, value in _texts_in(facts, ""):
        if isinstance(value, str) and (_NOT_TEXT.search(value) or len(value) > 2000):
            raise BadPatient(
                f"{ascii(field)[1:-1][:60]}: a text of at most 2,000 characters without control characters is right"
            )
        if isinstance(value, int | float) and not abs(value) < _LARGEST:
            raise BadPatient(f"{ascii(field)[1:-1][:60]}: no number of a patient is so large")
    return facts


class MatchQuestion(BaseModel):
    """One patient, and which of her trials are wanted."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [MATCH_QUESTION]})

    patient: Facts
    filters: FiltersAsked = FiltersAsked()
    offset: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 50
    settles: Annotated[bool, Field(description="Whether to tell which further facts would settle more.")] = False

    _checked = field_validator("patient")(checked)


class CohortQuestion(BaseModel):
    """Many patients; a bad one is reported by its place in the list, and the rest goes on."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"examples": [COHORT_QUESTION]})

    patients: Annotated[list[Facts], Field(max_length=MAX_PATIENTS)]
    filters: FiltersAsked = FiltersAsked()
    limit: Annotated[int, Field(ge=1, le=MAX_MATCHES, description="Matches at most of each patient.")] = 20
