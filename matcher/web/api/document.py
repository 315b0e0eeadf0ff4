"""The OpenAPI document: FastAPI's, with the patient's schema put where facts are asked for, and the key that opens the door."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from data.patient import Patient
from matcher.web.problems import Problem

_PATIENT = {"$ref": "#/components/schemas/Patient"}


def describe(app: FastAPI) -> None:
    """Makes the app answer with the completed document, made once when it is first asked for."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _completed(
                get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
            )
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    components = document["components"]
    schemas = components["schemas"]
    schemas["Patient"] = Patient.model_json_schema()
    schemas["Problem"] = Problem.model_json_schema()
    schemas["MatchQuestion"]["properties"]["patient"] = _PATIENT
    schemas["CohortQuestion"]["properties"]["patients"]["items"] = _any_facts()
    derive = document["paths"]["/api/v1/derive"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    examples = derive["examples"]
    derive.clear()
    derive |= _PATIENT | {"examples": examples}
    for name in ("HTTPValidationError", "ValidationError"):  # failures are problem details here
        schemas.pop(name, None)
    components["securitySchemes"] = {"key": {"type": "apiKey", "in": "header", "name": "X-API-Key"}}
    document["security"] = [{}, {"key": []}]  # a key where the server has keys set
    return document


def _any_facts() -> dict[str, Any]:
    """A bad patient of a list is no bad request: it is reported by its place."""
    return {
        "type": "object",
        "description": "A patient; one that is not right is reported under `problems` and the rest goes on.",
    }
