"""What keeps the door safe by default: headers, sizes, rates, who may come in, and lines of audit without patient facts."""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from matcher.web.problems import problem

audit = logging.getLogger("trialmatch.audit")

MAX_BODY = 2_000_000  # bytes; a thousand patients are about half a megabyte
RATE = "600/minute"  # requests with a body, of one address
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]", "testserver"})
SESSION = "trialmatch_session"
_OPEN_PATHS = ("/static/", "/sign-in", "/health")


class BodyTooLarge(Exception):
    """The body is longer than MAX_BODY."""


class BodyLimit:
    """Refuses a body over MAX_BODY bytes, told or not told beforehand, before anything reads it whole."""

    def __init__(self, app: ASGIApp):
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told = dict(scope["headers"]).get(b"content-length", b"0")
        too_large = problem(
            413, "The body is too large", f"at most {MAX_BODY:,} bytes are taken; send fewer patients at a time"
        )
        if not told.isdigit() or int(told) > MAX_BODY:
            await too_large(scope, receive, send)
            return
        taken = 0
        started = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MAX_BODY:
                raise BodyTooLarge
            return message

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, watched)
        except BodyTooLarge:
            if not started:
                await too_large(scope, receive, send)


Next = Callable[[Request], Awaitable[Response]]


class Guard:
    """Who may ask. Without keys only this machine may; with keys the header X-API-Key, or a signed-in page."""

    def __init__(self, keys: Sequence[str]):
        self._keys = tuple(keys)
        self._secret = hashlib.sha256("\n".join(("trialmatch session", *keys)).encode()).digest()
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._rate = parse(RATE)

    @property
    def asks_for_keys(self) -> bool:
        return bool(self._keys)

    def label_of(self, key: str) -> str | None:
        """The number of the key among those set; None for one that is not. Takes the same time for each."""
        found = [hmac.compare_digest(key.encode(), known.encode()) for known in self._keys]
        return f"key-{found.index(True) + 1}" if any(found) else None

    def session_of(self, label: str) -> str:
        return f"{label}.{hmac.new(self._secret, label.encode(), 'sha256').hexdigest()}"

    def _signed_in(self, request: Request) -> str | None:
        cookie = request.cookies.get(SESSION, "")
        label = cookie.partition(".")[0]
        return label if label and hmac.compare_digest(cookie.encode(), self.session_of(label).encode()) else None

    async def __call__(self, request: Request, call_next: Next) -> Response:
        response = await self._refusal(request) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("cache-control", "no-store")
        return response

    async def _refusal(self, request: Request) -> Response | None:
        if not self._keys and request.url.hostname not in LOOPBACK:
            return problem(403, "Only this machine may ask", "set TRIALMATCH_API_KEYS to answer others")
        if request.method in ("POST", "PUT", "PATCH", "DELETE"):
            if not _same_origin(request):
                return problem(403, "The form came from another site", "open this page itself and send it from there")
            address = request.client.host if request.client else "?"
            if not self._limiter.hit(self._rate, address):
                refused = problem(429, "Too many questions", f"at most {RATE} are answered; wait a minute")
                refused.headers["retry-after"] = "60"
                return refused
        return self._not_admitted(request)

    def _not_admitted(self, request: Request) -> Response | None:
        request.state.key = "-"
        if not self._keys or request.url.path.startswith(_OPEN_PATHS):
            return None
        key = request.headers.get("x-api-key", "")
        label = self.label_of(key) if key else self._signed_in(request)
        if label:
            request.state.key = label
            return None
        if request.url.path.startswith("/api/") or request.url.path in ("/openapi.json",):
            return problem(401, "A key is needed", "send one of TRIALMATCH_API_KEYS in the header X-API-Key")
        return RedirectResponse("/sign-in", status_code=303)


def _same_origin(request: Request) -> bool:
    """Whether a browser sent this from a page of ours; programs send neither header."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
