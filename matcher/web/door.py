"""Who may come in: without keys this machine alone, with keys whoever sends one or has signed in; and how often."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from matcher.web.problems import problem

SIGN_IN_RATE = "10/minute"  # keys tried from one address
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
SESSION = "trialmatch_session"
SESSION_SECONDS = 12 * 3600
_OPEN_PATHS = ("/static/", "/sign-in", "/health")
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Keys:
    """The keys set for this server, and the sessions of those who signed in with one."""

    def __init__(self, keys: Sequence[str], clock: Callable[[], float] = time.time):
        self._keys = tuple(keys)
        self._secret = hashlib.sha256("\n".join(("trialmatch session", *keys)).encode()).digest()
        self._clock = clock

    def __bool__(self) -> bool:
        return bool(self._keys)

    def label_of(self, key: str) -> str | None:
        """The number of the key among those set; None for one that is not. Takes the same time for each."""
        found = [hmac.compare_digest(key.encode("utf-8", "replace"), known.encode()) for known in self._keys]
        return f"key-{found.index(True) + 1}" if any(found) else None

    def session_of(self, label: str) -> str:
        """A signed ticket of this label that ends by itself; nothing of it is kept here."""
        return self._signed(f"{label}.{int(self._clock()) + SESSION_SECONDS}")

    def _signed(self, ticket: str) -> str:
        return f"{ticket}.{hmac.new(self._secret, ticket.encode(), 'sha256').hexdigest()}"

    def signed_in(self, session: str) -> str | None:
        """The label of a session that is ours and has not ended."""
        ticket = session.rpartition(".")[0]
        label, _, ends = ticket.partition(".")
        ours = hmac.compare_digest(session.encode("utf-8", "replace"), self._signed(ticket).encode("utf-8", "replace"))
        return label if ours and ends.isdigit() and int(ends) > self._clock() else None


class Door:
    """Lets a request through to the app, or answers it with the reason why not."""

    def __init__(self, app: ASGIApp, keys: Keys, questions_per_minute: int):
        self._app = app
        self._keys = keys
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = parse(f"{questions_per_minute}/minute")
        self._sign_in_rate = parse(SIGN_IN_RATE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Request(scope))
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        request.state.key = "-"
        if not self._keys and request.url.hostname not in LOOPBACK:
            return problem(403, "Only this machine may ask", "set TRIALMATCH_API_KEYS to answer others")
        if request.method in _CHANGING and not _same_origin(request):
            return problem(403, "The form came from another site", "open this page itself and send it from there")
        return self._not_admitted(request) or self._too_often(request)

    def _not_admitted(self, request: Request) -> Response | None:
        if not self._keys or request.url.path.startswith(_OPEN_PATHS):
            return None
        key = request.headers.get("x-api-key", "")
        label = self._keys.label_of(key) if key else self._keys.signed_in(request.cookies.get(SESSION, ""))
        if label:
            request.state.key = label
            return None
        if request.url.path.startswith("/api/") or request.url.path == "/openapi.json":
            return problem(401, "A key is needed", "send one of TRIALMATCH_API_KEYS in the header X-API-Key")
        return RedirectResponse("/sign-in", status_code=303)

    def _too_often(self, request: Request) -> Response | None:
        if request.method not in _CHANGING:
            return None
        address = request.client.host if request.client else "?"
        signing_in = request.url.path == "/sign-in"
        rate, who = (
            (self._sign_in_rate, f"sign-in {address}") if signing_in else (self._rate, f"{request.state.key} {address}")
        )
        if self._limiter.hit(rate, who):
            return None
        refused = problem(429, "Too many questions", f"at most {rate} are answered; wait a minute")
        refused.headers["retry-after"] = "60"
        return refused


def _same_origin(request: Request) -> bool:
    """Whether a browser sent this from a page of ours; programs send neither header."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
