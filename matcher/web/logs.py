"""What is logged: one line a request without body or query, one line of audit a match without any patient fact.

A failure nobody foresaw is logged by its kind and place alone: its message could hold what was entered.
"""

from __future__ import annotations

import logging
import time
import traceback
from urllib.parse import quote

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matcher.service import Matcher
from matcher.web.problems import problem

audit = logging.getLogger("trialmatch.audit")
access = logging.getLogger("trialmatch.access")
failures = logging.getLogger("trialmatch.failure")

LONGEST_PATH = 120


def said(request: Request, matcher: Matcher, what: str, patients: int = 1) -> None:
    """The line of audit: when (by the log), which key, which data and reader; nothing of the patient."""
    audit.info(
        "%s key=%s patients=%d data=%s reader=%s",
        what, getattr(request.state, "key", "-"), patients, matcher.data_timestamp, matcher.reader_version,
    )  # fmt: skip


class AccessLog:
    """The outermost layer: a line for each request, and a plain 500 for what nobody foresaw."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as failure:
            failures.error("%s at %s", type(failure).__name__, _place(failure))
            if not status:
                told = problem(500, "The server failed", "this is a fault of the program; its log names the place")
                await told(scope, receive, watched)
        took = (time.perf_counter() - began) * 1000
        key = scope.get("state", {}).get("key", "-")
        path = quote(scope["path"][:LONGEST_PATH], safe="/")
        access.info("%s %s %d %.0f ms key=%s", scope["method"], path, status, took, key)


def _place(failure: Exception) -> str:
    """File and line of each step down to the failure, without any value."""
    return " < ".join(
        f"{step.filename}:{step.lineno}" for step in reversed(traceback.extract_tb(failure.__traceback__)[-6:])
    )
