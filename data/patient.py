"""One breast-cancer patient as the matcher takes her (or him): her facts, checked against each other."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError, model_validator

from data.contradictions import contradiction_in
from data.patient_facts import PatientFacts


class Patient(PatientFacts):
    """Facts that can all be true of one person. See `PatientFacts` for the fields; None is unknown, never 'no'."""

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
