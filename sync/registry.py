"""The client of the ClinicalTrials.gov API v2: one request at a time, politely, with bounded patience.

Which problem leads to what (the tree is in `sync.errors`):

    Transient    again after a pause with full jitter, 5 tries a request, 20 a run (`sync.pace`); a 500 that repeats 3 times while
                 `/version` answers is the request's own fault and becomes FatalRequest
    Throttled    the same, after the pause the registry asks for; the rate is halved for the rest of the run
    Blocked      two slow tries; then `/version` is asked, so that the reason can say whether it is this request alone
    all others   at once to the caller

The transport (a requests session), the clock, the pause and the chance are arguments.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
import requests

from data.wire import NCT_ID
from sync.answer import MAX_BODY_BYTES, body_of, envelope_of, json_of, refusal
from sync.deadline import TooLate, within
from sync.errors import Blocked, FatalRequest, Moved, RegistryProblem, Throttled, Transient
from sync.pace import Pace, Patience
from sync.stamp import utc_stamp

FIELDS = "protocolSection,derivedSection,hasResults"
PAGE_SIZE = 1000
Result = TypeVar("Result")
IDS_AT_ONCE = 100


class Version(msgspec.Struct, frozen=True):
    """`data_timestamp` is UTC without a zone suffix, None where the registry gives none that can be believed.

    `said`: what it gave, to tell two snapshots apart by.
    """

    said: str | None
    data_timestamp: str | None
    etag: str | None


class Page(msgspec.Struct, frozen=True):
    """`studies`: the bytes of each, as they came."""

    studies: list[msgspec.Raw]
    next_token: str | None
    total: int | None
    etag: str | None


class Heard(msgspec.Struct, frozen=True):
    """What is worth a line in the log about one answer. The address holds the query, never a patient."""

    path: str
    status: int
    seconds: float
    kilobytes: int
    headers: dict[str, str]


_LOGGED_HEADERS = ("ETag", "Retry-After", "Content-Encoding", "Content-Type", "Server", "Date")


class Registry:
    """One run's conversation with the registry. `retries` counts the tries that came to nothing."""

    def __init__(
        self,
        url: str,
        *,
        user_agent: str,
        requests_per_second: float,
        session: requests.Session | None = None,
        patience: Patience | None = None,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
        stopped: Callable[[], bool] = lambda: False,
        max_body_bytes: int = MAX_BODY_BYTES,
        heard: Callable[[Heard], object] = lambda _: None,
        today: Callable[[], datetime] = lambda: datetime.now(UTC),
    ):
        self.url = url.rstrip("/")
        self._pace = Pace(
            patience or Patience(), requests_per_second, clock=clock, pause=pause, chance=chance, stopped=stopped
        )
        self._session = session or requests.Session()
        self._headers = {"User-Agent": user_agent, "Accept": "application/json", "Accept-Encoding": "gzip"}
        self._max_body_bytes, self._heard, self._today = max_body_bytes, heard, today

    @property
    def retries(self) -> int:
        return self._pace.retries

    def version(self) -> Version:
        answer, etag = self._get("/version", {}, json_of)
        stamp = answer.get("dataTimestamp") if isinstance(answer, dict) else None
        return Version(None if stamp is None else str(stamp), utc_stamp(stamp, self._today()), etag)

    def page(self, query: str, token: str | None, size: int = PAGE_SIZE) -> Page:
        """One page of all studies of a condition query. Raises RegistryProblem."""
        params = {"query.cond": query, "pageSize": str(size), "countTotal": "true", **_FORM}
        return self._studies(params | ({"pageToken": token} if token else {}))

    def named(self, nct_ids: Sequence[str]) -> list[msgspec.Raw]:
        """The studies with these ids or aliases, those that exist; a batch whose URL is too long is halved."""
        found: list[msgspec.Raw] = []
        for start in range(0, len(nct_ids), IDS_AT_ONCE):
            found += self._batch(nct_ids[start : start + IDS_AT_ONCE])
        return found

    def study(self, nct_id: str) -> tuple[bytes, str]:
        """One study, and the id it is under: another one where the registry moved it. Raises RegistryProblem."""
        if not NCT_ID.fullmatch(nct_id):
            raise FatalRequest(f"{nct_id!r} is not an NCT id")
        try:
            return self._get(f"/studies/{nct_id}", _FORM, bytes)[0], nct_id
        except Moved as moved:
            if moved.nct_id is None or moved.nct_id == nct_id:
                raise
            # The redirect drops the query string, so the canonical id is asked for anew, with `fields`.
            return self._get(f"/studies/{moved.nct_id}", _FORM, bytes)[0], moved.nct_id

    def _batch(self, nct_ids: Sequence[str]) -> list[msgspec.Raw]:
        try:
            return self._studies({"filter.ids": ",".join(nct_ids), "pageSize": str(PAGE_SIZE), **_FORM}).studies
        except FatalRequest as problem:
            if len(nct_ids) == 1 or "status 414" not in str(problem):
                raise
            middle = len(nct_ids) // 2
            return self._batch(nct_ids[:middle]) + self._batch(nct_ids[middle:])

    def _studies(self, params: Mapping[str, str]) -> Page:
        envelope, etag = self._get("/studies", params, envelope_of)
        return Page(envelope.studies, envelope.next_token, envelope.total, etag)

    def _get(
        self, path: str, params: Mapping[str, str], meaning: Callable[[bytes], Result]
    ) -> tuple[Result, str | None]:
        tries, blocked, server_errors = 0, 0, 0
        while True:
            try:
                body, etag = self._once(path, params)
                return meaning(body), etag
            except Blocked as problem:
                if blocked >= len(self._pace.patience.blocked_pauses):
                    raise Blocked(f"{problem}; {self._says_version(path)}") from problem
                wait = self._pace.patience.blocked_pauses[blocked]
                blocked += 1
            except Throttled as problem:
                tries += 1
                self._pace.halve_the_rate()
                pause = self._pace.backoff(tries, problem)
                wait = pause if problem.wait_seconds is None else problem.wait_seconds
            except Transient as problem:
                tries += 1
                server_errors = server_errors + 1 if problem.status == 500 else 0
                if server_errors >= 3 and path != "/version" and self._answers():
                    raise FatalRequest(f"the registry fails on this very request each time: {problem}") from problem
                wait = self._pace.backoff(tries, problem)
            self._pace.spend(wait)

    def _once(self, path: str, params: Mapping[str, str]) -> tuple[bytes, str | None]:
        self._pace.wait_for_turn()
        try:
            response, body = within(
                self._pace.patience.request_seconds, self._pace.stopped, lambda: self._exchange(path, params)
            )
        except TooLate:
            self._pace.check_run()
            self._session.close()
            raise Transient("the registry's answer took too long to arrive") from None
        problem = refusal(response, body, with_token="pageToken" in params)
        if problem is not None:
            raise problem
        return body, response.headers.get("ETag")

    def _exchange(self, path: str, params: Mapping[str, str]) -> tuple[requests.Response, bytes]:
        started = self._pace.clock()
        response = self._send(path, params)
        self._pace.reached = True
        expired = lambda: self._pace.clock() - started > self._pace.patience.request_seconds  # noqa: E731
        body = body_of(response, expired, self._max_body_bytes)
        headers = {name: response.headers[name] for name in _LOGGED_HEADERS if name in response.headers}
        seconds = round(self._pace.clock() - started, 2)
        self._heard(Heard(path, response.status_code, seconds, len(body) // 1000, headers))
        return response, body

    def _send(self, path: str, params: Mapping[str, str]) -> requests.Response:
        try:
            return self._session.get(
                self.url + path,
                params=params,
                headers=self._headers,
                timeout=(self._pace.connect_seconds, self._pace.patience.read_seconds),
                allow_redirects=False,
                stream=True,
            )
        except requests.exceptions.SSLError as problem:
            raise FatalRequest(f"the registry's certificate at {self.url} is not trusted") from problem
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as problem:
            raise FatalRequest(f"{self.url} is not an address; see TRIALMATCH_REGISTRY_URL") from problem
        except requests.exceptions.RequestException as problem:
            raise Transient(f"the registry at {self.url} can't be reached ({type(problem).__name__})") from problem

    def _answers(self) -> bool:
        try:
            self._once("/version", {})
        except RegistryProblem:
            return False
        return True

    def _says_version(self, path: str) -> str:
        if path != "/version" and self._answers():
            return "/version answers, so it is this request that is not let in"
        return "/version is not let in either"


_FORM = {"format": "json", "markupFormat": "markdown", "fields": FIELDS}
