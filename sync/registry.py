"""The ClinicalTrials.gov API v2 over `requests`.

    RegistryError
    ├── Fatal         the request itself is refused (400, 405, 414, a wrong path, a deterministic 500): no retry
    ├── Blocked       the registry's edge turns us away (403, an HTML page)
    ├── TokenLost     a 4xx on a page token: the chain of pages has to start again
    ├── Absent        404 `NCT number ... not found`
    ├── Moved         a redirect to another id
    └── Transient     throttled, server error, time-out, a broken body: retried until the budget is spent
          └── Throttled

Sources: ClinicalTrials.gov OpenAPI 2.0.5; observed behaviour of the API (errors are text/plain, shown as they are).
Transport, sleep, clock and chance are arguments, so that tests patch nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
import requests

FIELDS = "protocolSection,derivedSection,hasResults"
PAGE_SIZE = 1000
CONNECT_SECONDS, READ_SECONDS = 10.0, 120.0
TRIES_PER_REQUEST, RETRIES_PER_RUN = 5, 20
BACKOFF_SECONDS, BACKOFF_CAP_SECONDS, RETRY_AFTER_CAP_SECONDS = 1.0, 60.0, 300.0
LARGEST_BODY = 200 * 1024 * 1024  # bytes, decompressed; a page is about 13 MB
_DECODE = msgspec.json.Decoder().decode


class RegistryError(Exception):
    """The registry did not answer as asked; the message is one sentence with the reason it gave."""


class Fatal(RegistryError):
    pass


class Blocked(RegistryError):
    pass


class TokenLost(RegistryError):
    pass


class Absent(RegistryError):
    pass


class Moved(RegistryError):
    def __init__(self, message: str, location: str):
        super().__init__(message)
        self.location = location


class Transient(RegistryError):
    pass


class Throttled(Transient):
    def __init__(self, message: str, wait_seconds: float | None):
        super().__init__(message)
        self.wait_seconds = wait_seconds


class Unreachable(Transient):
    """No connection at all: no host, refused, no route."""


@dataclass(slots=True)
class Page:
    studies: list[Any]
    total: int | None
    next_token: str | None
    etag: str | None


@dataclass(slots=True)
class Version:
    api: str | None
    data_timestamp: str | None


def wait_after(header: str | None, now: float) -> float | None:
    """Seconds of a Retry-After header (a number or a date), between 0 and the cap; None where it says nothing usable."""
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(header).timestamp() - now
        except (TypeError, ValueError):
            return None
    return min(max(seconds, 0.0), RETRY_AFTER_CAP_SECONDS) if seconds == seconds else None


@dataclass(slots=True)
class Registry:
    base_url: str
    user_agent: str
    requests_per_second: float = 1.0
    session: requests.Session = field(default_factory=requests.Session)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    wall_clock: Callable[[], float] = time.time
    chance: Callable[[], float] = random.random
    impatient: bool = False  # one try to connect: for a command whose user waits for the answer
    retries: int = 0
    _last_start: float = float("-inf")

    def version(self) -> Version:
        """The version of the API and of its data. Raises RegistryError."""
        found = self._json("/version", {})
        if not isinstance(found, dict):
            raise Fatal("the registry's /version is no JSON object: the base URL is wrong or the API has changed")
        stamp = found.get("dataTimestamp")
        return Version(found.get("apiVersion"), stamp if isinstance(stamp, str) and stamp else None)

    def pages(self, query: str) -> Iterator[Page]:
        """All pages of the query, in the server's order. Raises RegistryError."""
        token: str | None = None
        seen: set[str] = set()
        while True:
            parameters = {
                "format": "json", "markupFormat": "markdown", "query.cond": query, "fields": FIELDS,
                "countTotal": "true", "pageSize": str(PAGE_SIZE),
            } | ({"pageToken": token} if token else {})  # fmt: skip
            page = self._page(parameters)
            yield page
            token = page.next_token
            if token is None:
                return
            if token in seen:
                raise Transient("the registry gave the same page token twice")
            seen.add(token)

    def study(self, nct_id: str) -> Any:
        """One study object. Raises Absent, Moved, RegistryError."""
        return self._json(f"/studies/{nct_id}", {"format": "json", "fields": FIELDS})

    def _page(self, parameters: dict[str, str]) -> Page:
        page: Page = self._retried(lambda: self._read_page(parameters))
        return page

    def _read_page(self, parameters: dict[str, str]) -> Page:
        response, body = self._get("/studies", parameters)
        answer = _decoded(body)
        if not isinstance(answer, dict) or not isinstance(answer.get("studies"), list):
            raise Transient("the registry's answer has no list of studies")
        token, total = answer.get("nextPageToken"), answer.get("totalCount")
        return Page(
            answer["studies"],
            total if isinstance(total, int) and not isinstance(total, bool) else None,
            token if isinstance(token, str) and token else None,
            response.headers.get("ETag"),
        )

    def _json(self, path: str, parameters: dict[str, str]) -> Any:
        return self._retried(lambda: _decoded(self._get(path, parameters)[1]))

    def _retried(self, attempt: Callable[[], Any]) -> Any:
        for number in range(TRIES_PER_REQUEST):
            try:
                return attempt()
            except Transient as trouble:
                last = number == TRIES_PER_REQUEST - 1 or self.retries >= RETRIES_PER_RUN
                if last or (self.impatient and isinstance(trouble, Unreachable)):
                    raise
                self.retries += 1
                self.sleep(self._pause(trouble, number))
        raise AssertionError("the last try returns or raises")

    def _pause(self, trouble: Transient, number: int) -> float:
        if isinstance(trouble, Throttled):
            self.requests_per_second /= 2
            if trouble.wait_seconds is not None:
                return trouble.wait_seconds
        longest: float = min(BACKOFF_CAP_SECONDS, BACKOFF_SECONDS * 2.0**number)
        return self.chance() * longest  # full jitter

    def _get(self, path: str, parameters: dict[str, str]) -> tuple[requests.Response, bytes]:
        self._keep_pace()
        headers = {"Accept": "application/json", "Accept-Encoding": "gzip", "User-Agent": self.user_agent}
        try:
            with self.session.get(
                self.base_url.rstrip("/") + path,
                params=parameters,
                headers=headers,
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _whole_body(response)
        except requests.exceptions.SSLError as problem:
            raise Fatal(f"the registry's certificate can't be trusted: {problem}") from problem
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as problem:
            raise Fatal(f"TRIALMATCH_REGISTRY_URL is no URL: {problem}") from problem
        except requests.exceptions.ConnectTimeout as problem:
            raise Unreachable(
                f"the registry at {self.base_url} can't be reached: no answer in {CONNECT_SECONDS:g} s"
            ) from problem
        except requests.exceptions.ConnectionError as problem:
            if "Read timed out" in str(problem) or "broken" in str(problem).lower() or "IncompleteRead" in str(problem):
                raise Transient(f"the registry broke off its answer: {_cause(problem)}") from problem
            raise Unreachable(f"the registry at {self.base_url} can't be reached: {_cause(problem)}") from problem
        except requests.exceptions.RequestException as problem:
            raise Transient(f"the registry's answer did not arrive whole: {_cause(problem)}") from problem
        self._check(response, body, parameters)
        return response, body

    def _keep_pace(self) -> None:
        due = self._last_start + 1 / self.requests_per_second
        if (wait := due - self.clock()) > 0:
            self.sleep(wait)
        self._last_start = self.clock()

    def _check(self, response: requests.Response, body: bytes, parameters: dict[str, str]) -> None:
        status, text = response.status_code, body[:300].decode("utf-8", "replace").strip()
        is_page = text[:200].lower().lstrip("\ufeff").startswith(("<!doctype", "<html"))
        said = f"status {status}" + (f": {' '.join(text.split())}" if text and not is_page else "")
        if status == 200:
            if is_page:
                raise Blocked("the registry answered with a web page instead of data (maintenance, or a block)")
            if not body:
                raise Transient("the registry's answer is empty")
        elif status == 429:
            raise Throttled(
                f"the registry asks us to slow down ({said})",
                wait_after(response.headers.get("Retry-After"), self.wall_clock()),
            )
        elif status == 403:
            raise Blocked(f"the registry refuses us ({said}); see TRIALMATCH_USER_AGENT")
        elif status in (301, 302, 303, 307, 308):
            raise Moved(f"the registry redirects ({said})", response.headers.get("Location", ""))
        elif status in (408, 500, 502, 503, 504):
            raise Transient(f"the registry is in trouble ({said})")
        elif status == 404 and text.startswith("NCT number"):
            raise Absent(said)
        elif "pageToken" in parameters:
            raise TokenLost(f"the registry no longer knows our page ({said})")
        else:
            raise Fatal(f"the registry refuses the request ({said})")


def _whole_body(response: requests.Response) -> bytes:
    """The decompressed body, never more than the guard allows. A body cut short raises by itself in requests."""
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(1 << 16):
        size += len(part)
        if size > LARGEST_BODY:
            raise Fatal(f"the registry's answer is larger than {LARGEST_BODY // 1024**2} MB: not read")
        parts.append(part)
    expected = response.headers.get("Content-Length")
    raw = response.raw.tell() if response.raw is not None else None
    if expected and expected.isdigit() and raw is not None and raw < int(expected):
        raise Transient("the registry's answer is shorter than announced")
    return b"".join(parts)


def _decoded(body: bytes) -> Any:
    try:
        return _DECODE(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise Transient(f"the registry's answer is not JSON: {broken}") from None


def _cause(problem: BaseException) -> str:
    """The innermost reason, in a few words."""
    inner: Any = problem.args[0] if problem.args else problem
    reason = getattr(inner, "reason", inner)
    return str(reason).rpartition(": ")[2][:200] or type(problem).__name__
