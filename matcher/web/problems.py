"""Failures as RFC 9457 problem details."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi.responses import JSONResponse


def problem(status: int, title: str | None = None, detail: str | None = None, **more: Any) -> JSONResponse:
    """`application/problem+json`: what went wrong, and what would be right."""
    body = {
        "type": "about:blank",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(body, status_code=status, media_type="application/problem+json")
