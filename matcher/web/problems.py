"""Failures as RFC 9457 problem details."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, and what would be right (RFC 9457)."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="Always about:blank: the status says the kind.", examples=["about:blank"])
    title: str = Field(examples=["Unprocessable Content"])
    status: int = Field(examples=[422])
    detail: str | None = Field(examples=["stage: 'V' is not one of '0', 'I', 'IA', ..."])


# What each status means here, for the OpenAPI document.
_MEANINGS = {
    400: "The request could not be understood.",
    401: "Keys are set for this server, and none of them came in the header X-API-Key.",
    403: "Only this machine may ask, or the request came from another site.",
    404: "There is no such trial in the copy.",
    413: "The body is larger than 2 MB.",
    422: "The patient, a filter or a parameter is not right; the detail names it and what would be right.",
    429: "Too many questions within a minute.",
    500: "A fault of the program.",
    503: "There is no copy of the registry yet, or its database does not answer.",
}


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """These failures, and those that any request may meet, as an OpenAPI document describes them."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": _MEANINGS[status], "content": content} for status in (*statuses, 401, 403, 500, 503)
    }


def problem(status: int, title: str | None = None, detail: str | None = None) -> JSONResponse:
    """`application/problem+json`. Text that UTF-8 can't hold is shown with its codes."""
    told = None if detail is None else detail.encode("utf-8", "backslashreplace").decode()
    body = {"type": "about:blank", "title": title or HTTPStatus(status).phrase, "status": status, "detail": told}
    return JSONResponse(body, status_code=status, media_type=MEDIA_TYPE)
