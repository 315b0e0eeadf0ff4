"""For monitoring: whether the copy is fresh enough. (`/health` tells whether the door answers at all.)"""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from matcher.freshness import status_of

router = APIRouter(include_in_schema=False)
_TOLD = ("stale", "data_timestamp", "age_business_days", "trials", "failed_since_last_good", "last_failure")


@router.get("/health/fresh")
def fresh(request: Request) -> JSONResponse:
    """200, or 503 where `trialsync status` ends with 1: no copy, or one more than three business days old."""
    copy = request.app.state.copy
    found = status_of(copy.store, copy.today())
    return JSONResponse({name: found[name] for name in _TOLD}, status_code=503 if found["stale"] else 200)
