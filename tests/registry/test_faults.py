"""Eighty ways in which a registry, a network, a record or a run goes wrong, each provoked, each survived.

`refused`: the run fails with a reason, the copy of the night before stays as it was. `survived`: the run ends well and
every study of the registry is either stored or kept aside, counted and listed.
"""

from __future__ import annotations

import contextlib
import gzip
import http.server
import json
import socket
import sqlite3
import struct
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
import responses

from data.database import DatabaseProblem, open_database
from data.store import Store
from data.stored import Counts
from data.vocabulary.terms import Vocabulary
from matcher.freshness import status_of
from matcher.reading.reader import read_trial
from sync.answer import retry_after_seconds
from sync.errors import AnotherRun, FatalRequest, SyncProblem, Throttled, Transient
from sync.job import Job, run_once
from sync.lock import run_lock
from sync.record import record_of
from sync.registry import Patience, Registry
from tests.registry.fake_registry import FakeRegistry, Trouble

JSON = "application/json"
FIRST = datetime(2026, 11, 2, 15, tzinfo=UTC)
QUICK = Patience(
    connect_seconds=0.3, read_seconds=0.3, request_seconds=0.6, tries=2, first_tries=2, run_retries=6,
    backoff_seconds=0.0, blocked_pauses=(0.0,),
)  # fmt: skip


class Nights:
    """One run after another on one database, a day apart."""

    def __init__(self, store: Store, fake: FakeRegistry, vocabulary: Vocabulary):
        self.store, self.fake, self.vocabulary = store, fake, vocabulary
        self.moment = FIRST
        self.waited: list[float] = []

    def __call__(
        self, url: str | None = None, query: str = "breast cancer", accept: bool = False, **more: Any
    ) -> Counts:
        self.moment += timedelta(days=1)
        moment = self.moment
        registry = Registry(
            url or self.fake.url, user_agent="tests", requests_per_second=1e6, patience=more.pop("patience", QUICK),
            pause=self.waited.append, **more,
        )  # fmt: skip
        job = Job(self.store, registry, query, self._read, "test", clock=lambda: moment, accept=accept)
        return run_once(job)

    def _read(self, trials: Any) -> Iterator[Any]:
        return (read_trial(t, self.vocabulary, "test") for t in trials)

    def ids(self) -> list[str]:
        with self.store.snapshot() as copy:
            return [entry.nct_id for entry in copy.trials()]

    def must_refuse(self, **more: Any) -> str:
        """A run that fails and leaves all as it was; its reason."""
        before = self.ids()
        with pytest.raises(SyncProblem) as problem:
            self(**more)
        assert self.ids() == before
        found = status_of(self.store, date(2026, 11, 24))
        assert found["failed_since_last_good"]
        assert found["last_failure"]["reason"]
        return str(problem.value)


@pytest.fixture
def fake() -> Iterator[FakeRegistry]:
    registry = FakeRegistry()
    threading.Thread(target=registry.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield registry
    registry.server.shutdown()
    registry.server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(open_database(f"sqlite:///{tmp_path / 'trials.db'}", create=True))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def nights(store: Store, fake: FakeRegistry, vocabulary: Vocabulary) -> Nights:
    return Nights(store, fake, vocabulary)


def on_page_two(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    return lambda _number, path: trouble if "pageToken=10" in path else None


def on_pages(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    return lambda _number, path: trouble if "/studies" in path else None


def once_on_page_two(trouble: Trouble) -> Callable[[int, str], Trouble | None]:
    left = [trouble]
    return lambda _number, path: left.pop() if left and "pageToken=10" in path else None


def raw(body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body) if length is None else length}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def stall(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(raw(b'{"studies"', "Content-Type: application/json", length=5000))
    handler.wfile.flush()
    time.sleep(0.5)


def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(raw(b"", "Content-Type: application/json", length=5000))
    with contextlib.suppress(OSError):
        for _ in range(30):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)


def reset(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(raw(b'{"studies"', length=5000))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


GZIP = "Content-Encoding: gzip"
PACKED = gzip.compress(b'{"studies": []}' * 40)
HTML = "<!DOCTYPE html><html>maintenance</html>"


class Fault(NamedTuple):
    number: str
    name: str
    trouble: Callable[[int, str], Trouble | None]
    says: str = ""  # a word of the reason


REFUSED = [
    Fault("3", "read timeout in the middle of a body", on_page_two(stall), "broke off"),
    Fault("4", "connection reset in the middle of a body", on_page_two(reset), ""),
    Fault("5a", "body shorter than its length", on_page_two(raw(b"{}", length=99)), "broke off"),
    Fault("5b", "chunked body that ends early", on_page_two(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"stu"), "broke off"),
    Fault("6a", "gzip stream cut short", on_page_two(raw(PACKED[:20], GZIP)), ""),
    Fault("6b", "gzip stream corrupt", on_page_two(raw(PACKED[:12] + b"\0\0\0\0" + PACKED[16:], GZIP)), ""),
    Fault("7", "plain body called gzip", on_page_two(raw(b'{"studies": []}', GZIP)), ""),
    Fault("10", "a byte at a time", on_page_two(drip), "too long"),
    Fault("11", "429 without Retry-After", on_page_two((429, "text/plain", "slow down")), "fewer requests"),
    Fault("16", "500 always for the same address", on_page_two((500, "text/plain", "oops")), "problem of its own"),
    Fault("17", "403 page of the edge on page 1", on_pages((403, "text/html", "<html>no</html>")), "USER_AGENT"),
    Fault("18", "403 page of the edge on a later page", on_page_two((403, "text/html", "<html>no</html>")), "USER_AGENT"),
    Fault("19", "400 for an unknown parameter", on_pages((400, "text/plain", "`x` is unknown parameter")), "unknown parameter"),
    Fault("20", "400 with a parser's dump", on_pages((400, "text/plain", "line 1:3\nmismatched input\n ^")), "mismatched"),
    Fault("22a", "404 page of a web server", on_pages((404, "text/html", "<html>nginx</html>")), "REGISTRY_URL"),
    Fault("22b", "404 with nothing", on_pages((404, "text/plain", "")), "REGISTRY_URL"),
    Fault("24", "redirect to itself", on_page_two(raw(b"", "Location: /api/v2/studies", status="301 Moved")), "elsewhere"),
    Fault("25", "redirect to another host", on_page_two(raw(b"", "Location: http://evil.example/", status="302 Found")), "elsewhere"),
    Fault("26", "redirect to a sign-in page", on_page_two(raw(b"", "Location: /login.html", status="302 Found")), "elsewhere"),
    Fault("27", "304 although nothing was asked so", on_page_two(raw(b"", status="304 Not Modified")), ""),
    Fault("28a", "204", on_page_two(raw(b"", status="204 No Content")), "empty"),
    Fault("28b", "200 with an empty body", on_page_two((200, JSON, "")), "empty"),
    Fault("29", "a web page with status 200", on_page_two((200, "text/html", HTML)), "web page"),
    Fault("30", "a web page called JSON", on_page_two((200, JSON, HTML)), "web page"),
    Fault("32", "invalid JSON", on_page_two((200, JSON, "{")), "not JSON"),
    Fault("33a", "a list at the top", on_page_two((200, JSON, "[]")), "no list of studies"),
    Fault("33b", "a text at the top", on_page_two((200, JSON, '"x"')), "no list of studies"),
    Fault("33c", "null at the top", on_page_two((200, JSON, "null")), "no list of studies"),
    Fault("34", "no studies", on_page_two((200, JSON, '{"totalCount": 30}')), "no list of studies"),
    Fault("35a", "studies null", on_page_two((200, JSON, '{"studies": null}')), "no list of studies"),
    Fault("35b", "studies an object", on_page_two((200, JSON, '{"studies": {}}')), "no list of studies"),
    Fault("37", "a byte that is no UTF-8", on_page_two(raw(b'{"studies": ["\xff"]}')), "not JSON"),
    Fault("47", "token that expired", on_page_two((400, "text/plain", "invalid pageToken")), "token"),
]  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED, ids=lambda f: f"fault {f.number}: {f.name}")
def test_the_run_fails_with_its_reason_and_the_former_copy_stays(
    fault: Fault, nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    fake.studies[0]["protocolSection"]["identificationModule"]["briefTitle"] = "changed"
    fake.trouble = fault.trouble
    assert fault.says in nights.must_refuse()


PASSING = [
    Fault("12", "429 once", once_on_page_two(raw(b"slow", "Retry-After: 7", status="429 Too Many Requests"))),
    Fault("15", "503, then well", once_on_page_two((503, "text/plain", "busy"))),
    Fault("3b", "one answer that breaks off", once_on_page_two(raw(b"{}", length=99))),
    Fault("17b", "403 once", once_on_page_two((403, "text/html", "<html>no</html>"))),
    Fault("47b", "a token refused once: the chain starts again", once_on_page_two((400, "text/plain", "invalid pageToken"))),
]  # fmt: skip


@pytest.mark.parametrize("fault", PASSING, ids=lambda f: f"fault {f.number}: {f.name}")
def test_what_passes_is_survived(fault: Fault, nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = fault.trouble
    assert nights().new == 30
    if fault.number == "12":
        assert 7.0 in nights.waited


# ---------------------------------------------------------------- transport, by other means


def test_fault_1_a_registry_that_cannot_be_reached(nights: Nights) -> None:
    nights()
    assert "can't be reached" in nights.must_refuse(url="http://127.0.0.1:9/api/v2")
    assert "can't be reached" in nights.must_refuse(url="http://no-such-host.invalid/api/v2")


@responses.activate
def test_fault_2_a_connection_that_is_never_made(nights: Nights) -> None:
    responses.add(responses.GET, "http://registry.test/api/v2/version", body=requests.ConnectTimeout("slow"))
    assert "ConnectTimeout" in nights.must_refuse(url="http://registry.test/api/v2")


def test_fault_8_a_body_far_above_the_limit_is_not_read_further(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.trouble = on_page_two(raw(gzip.compress(b" " * 30_000_000), GZIP))
    assert "larger than" in nights.must_refuse(max_body_bytes=5_000_000)


def test_fault_9_a_certificate_that_is_not_trusted_is_fatal_at_once(nights: Nights, fake: FakeRegistry) -> None:
    with pytest.raises(FatalRequest, match="certificate"):
        nights(url=fake.url.replace("http://", "https://"))
    assert nights.waited == []


# ---------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 02 Nov 2026 15:01:00 GMT", 60.0),
        ("-5", None),
        ("soon", None),
        ("86400", 300.0),
        ("Mon, 02 Nov 2026 14:00:00 GMT", None),
        (None, None),
    ],
)
def test_faults_12_to_14_retry_after_is_believed_within_reason(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, FIRST) == seconds


def test_fault_11_throttling_halves_the_rate_for_the_rest_of_the_run(nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = on_page_two((429, "text/plain", ""))
    with pytest.raises(Throttled):
        nights()


def test_fault_16_a_request_that_always_fails_is_told_from_a_registry_that_is_down(
    nights: Nights, fake: FakeRegistry
) -> None:
    fake.trouble = on_page_two((500, "text/plain", "oops"))
    with pytest.raises(FatalRequest, match="this very request"):
        nights(patience=Patience(tries=5, run_retries=9, backoff_seconds=0.0))
    fake.trouble = lambda _number, _path: (500, "text/plain", "oops")
    with pytest.raises(Transient):
        nights(patience=Patience(tries=5, run_retries=9, backoff_seconds=0.0))


def test_fault_21_an_absent_study_is_no_failure(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.studies.pop()
    assert nights().failed == 0


def test_fault_23_an_alias_leads_to_the_record_that_took_it_in(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost = fake.studies.pop()["protocolSection"]["identificationModule"]["nctId"]
    kept = fake.studies[0]["protocolSection"]["identificationModule"]["nctId"]

    def moved(_number: int, path: str) -> Trouble | None:
        if f"/studies/{lost}" in path:
            return raw(b"", f"Location: /api/v2/studies/{kept}", status="301 Moved Permanently")
        if "filter.ids" in path:
            return 200, JSON, '{"studies": []}'
        return None

    fake.trouble = moved
    nights()
    with store.snapshot() as copy:
        entry = copy.trial(lost)
    assert entry is not None
    assert (entry.state, entry.alias_of) == ("alias_of", kept)


def test_fault_31_a_batch_whose_address_is_too_long_is_halved(fake: FakeRegistry) -> None:
    def too_long(_number: int, path: str) -> Trouble | None:
        asked = path.partition("filter.ids=")[2].partition("&")[0].split("%2C")
        if len(asked) > 3:
            return 414, "text/plain", "URI Too Long"
        return (
            200,
            JSON,
            json.dumps({"studies": [{"protocolSection": {"identificationModule": {"nctId": i}}} for i in asked]}),
        )

    fake.trouble = too_long
    registry = Registry(fake.url, user_agent="tests", requests_per_second=1e6, patience=QUICK, pause=lambda _: None)
    ids = [f"NCT{n:08}" for n in range(10)]
    found = [record_of(bytes(study)).nct_id for study in registry.named(ids)]
    assert found == ids


# ---------------------------------------------------------------- envelope and paging


def test_fault_36_entries_that_are_no_records_are_kept_aside(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    fake.studies += [None, 7, "x"]
    counts = nights()
    assert (counts.new, counts.failed) == (30, 3)
    with store.snapshot() as copy:
        assert len(copy.unreadable()) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace('"studies"', '"odd": NaN, "more": Infinity, "studies"', 1),
        lambda text: text.replace("Breast", "Breast\\ud800", 1),
        lambda text: text.replace('{"studies"', '{"studies": [], "studies"', 1),
    ],
    ids=["byte order mark", "NaN and Infinity", "lone surrogate", "duplicate key"],
)
def test_fault_37_oddities_of_json_lose_no_study(
    spoil: Callable[[str], str], nights: Nights, fake: FakeRegistry
) -> None:
    def odd(_number: int, path: str) -> Trouble | None:
        return (200, JSON, spoil(fake.answer(path)[2])) if "/studies?" in path else None

    fake.trouble = odd
    assert nights().new == 30


def with_envelope(fake: FakeRegistry, change: Callable[[dict[str, Any], str], None]) -> None:
    def changed(_number: int, path: str) -> Trouble | None:
        if "/studies?" not in path or "filter.ids" in path:
            return None
        body = json.loads(fake.answer(path)[2])
        change(body, path)
        return 200, JSON, json.dumps(body)

    fake.trouble = changed


def test_fault_38_a_total_that_is_not_told_can_not_be_checked(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    with_envelope(fake, lambda body, _path: body.pop("totalCount", None))
    assert "how many" in nights.must_refuse()


def test_fault_39_a_total_as_text_is_a_number(nights: Nights, fake: FakeRegistry) -> None:
    with_envelope(
        fake, lambda body, _path: body.update(totalCount=str(body["totalCount"])) if "totalCount" in body else None
    )
    assert nights().new == 30


def test_fault_40_nothing_where_there_was_a_registry(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.studies = []
    assert "no study" in nights.must_refuse()


@pytest.mark.parametrize("announced", [29, 31])
def test_fault_41_a_total_that_does_not_add_up(nights: Nights, fake: FakeRegistry, announced: int) -> None:
    nights()
    fake.announced = announced
    assert str(announced) in nights.must_refuse()


def test_fault_42_another_total_on_page_two(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    with_envelope(fake, lambda body, path: body.update(totalCount=99) if "pageToken" in path else None)
    assert "99" in nights.must_refuse()


def test_fault_43_a_full_last_page_and_an_empty_one_after_it(nights: Nights, fake: FakeRegistry) -> None:
    assert len(fake.studies) % fake.page_size == 0
    assert nights().new == 30


def test_fault_44_an_empty_page_in_the_middle(nights: Nights, fake: FakeRegistry) -> None:
    def gap(_number: int, path: str) -> Trouble | None:
        if "pageToken=gap" in path:
            return fake.answer(path.replace("pageToken=gap", "pageToken=10"))
        return (200, JSON, '{"studies": [], "nextPageToken": "gap"}') if "pageToken=10" in path else None

    fake.trouble = gap
    assert nights().new == 30


def test_fault_45_the_same_token_twice(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    with_envelope(fake, lambda body, path: body.update(nextPageToken="10") if "pageToken=10" in path else None)
    assert "twice" in nights.must_refuse()


@pytest.mark.parametrize("token", ["", None, 7], ids=["empty", "null", "a number"])
def test_fault_46_a_token_that_is_none_ends_the_chain_and_the_count_shows_it(
    nights: Nights, fake: FakeRegistry, token: object
) -> None:
    nights()
    with_envelope(fake, lambda body, _path: body.update(nextPageToken=token) if "nextPageToken" in body else None)
    assert "announced 30" in nights.must_refuse()


def test_fault_48_a_study_on_two_pages_is_counted_once(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.studies[15] = fake.studies[3]
    assert "announced 30" in nights.must_refuse()


def test_fault_49_a_chain_without_end(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    pages = iter(range(10**6))
    fake.trouble = lambda _number, path: (
        (200, JSON, json.dumps({"studies": fake.studies[:1], "nextPageToken": f"t{next(pages)}", "totalCount": 30}))
        if "/studies" in path
        else None
    )
    assert "does not end" in nights.must_refuse()


@pytest.mark.parametrize("size", [3, 5, 29])
def test_fault_50_smaller_pages_than_asked_for(nights: Nights, fake: FakeRegistry, size: int) -> None:
    fake.page_size = size
    assert nights().new == 30


def test_fault_51_the_data_switch_on_the_way(nights: Nights, fake: FakeRegistry) -> None:
    nights()

    def switch(body: dict[str, Any], path: str) -> None:
        for study in body["studies"]:
            study["derivedSection"]["miscInfoModule"]["versionHolder"] = (
                "2026-11-24" if "pageToken" in path else "2026-11-23"
            )

    with_envelope(fake, switch)
    assert "data dates" in nights.must_refuse()


def test_fault_52_another_version_at_the_end(nights: Nights, fake: FakeRegistry) -> None:
    nights()

    def later(_number: int, path: str) -> None:
        if "pageToken=20" in path:
            fake.timestamp += "1"

    fake.trouble = later
    assert "changed" in nights.must_refuse()


def test_fault_53_a_version_that_tells_no_time_or_an_older_one(nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = lambda _number, path: (200, JSON, '{"apiVersion": "2.0.5"}') if "/version" in path else None
    assert nights().new == 30
    fake.trouble = lambda _number, _path: None
    fake.timestamp = "2026-11-20T09:00:05"
    nights()
    fake.timestamp = "2026-11-18T09:00:05"
    nights.must_refuse()


# ---------------------------------------------------------------- records


def put(section: str, name: str, value: object) -> Callable[[dict[str, Any]], None]:
    def change(study: dict[str, Any]) -> None:
        study["protocolSection"].setdefault(section, {})[name] = value

    return change


def drop(*path: str) -> Callable[[dict[str, Any]], None]:
    def change(study: dict[str, Any]) -> None:
        inner = study
        for name in path[:-1]:
            inner = inner.get(name, {})
        inner.pop(path[-1], None)

    return change


ELIGIBILITY, STATUS, DESIGN = "eligibilityModule", "statusModule", "designModule"
SITES = ("contactsLocationsModule", "locations")
ODD_RECORDS: dict[str, Callable[[dict[str, Any]], None]] = {
    "57a unknown status": put(STATUS, "overallStatus", "DREAMING"),
    "57b unknown phase": put(DESIGN, "phases", ["PHASE9"]),
    "57c unknown sex": put(ELIGIBILITY, "sex", "OTHER"),
    "57d unknown intervention": put("armsInterventionsModule", "interventions", [{"type": "SPELL", "name": "x"}]),
    "58a phases empty": put(DESIGN, "phases", []),
    "58b phases twice and null": put(DESIGN, "phases", ["PHASE2", "PHASE2", None]),
    "58c phases absent": drop("protocolSection", DESIGN, "phases"),
    **{f"59 date {d!r}": put(STATUS, "completionDateStruct", {"date": d}) for d in ("2024", "2024-02", "2024-02-30", "1900-01", "2099-01-01", "")},
    "59b completion before start": put(STATUS, "completionDateStruct", {"date": "1999-01"}),
    **{f"60 age {a!r}": put(ELIGIBILITY, "minimumAge", a) for a in ("6 Months", "1 Day", "30 Minutes", "N/A", "18", "-1 Years", "999 Years")},
    "60b minimum above maximum": lambda s: (put(ELIGIBILITY, "minimumAge", "80 Years")(s), put(ELIGIBILITY, "maximumAge", "18 Years")(s))[0],
    "61a no sex": drop("protocolSection", ELIGIBILITY, "sex"),
    "61b no healthyVolunteers": drop("protocolSection", ELIGIBILITY, "healthyVolunteers"),
    "61c no stdAges": drop("protocolSection", ELIGIBILITY, "stdAges"),
    **{f"62 enrolment {n!r}": put(DESIGN, "enrollmentInfo", {"count": n}) for n in (0, 99_999_999, 188_814_085, -3, "many", None)},
    "63a no locations": drop("protocolSection", *SITES),
    "63b locations empty": put(*SITES, []),
    "63c 1,655 locations": put(*SITES, [{"city": f"City {n}", "country": "Spain"} for n in range(1655)]),
    "63d two identical locations": put(*SITES, [{"city": "Madrid"}] * 2),
    "63e half a position": put(*SITES, [{"city": "Madrid", "geoPoint": {"lat": 40}}]),
    "63f a position out of range": put(*SITES, [{"city": "Madrid", "geoPoint": {"lat": 400, "lon": 0}}]),
    "63g position zero": put(*SITES, [{"city": "Madrid", "geoPoint": {"lat": 0, "lon": 0}}]),
    "63h country with a space": put(*SITES, [{"city": "Madrid", "country": "Spain "}]),
    "64a no criteria": drop("protocolSection", ELIGIBILITY, "eligibilityCriteria"),
    **{
        f"64 criteria {name}": put(ELIGIBILITY, "eligibilityCriteria", text)
        for name, text in {
            "empty": "", "of 25,000 characters": "ECOG 0-1; " * 2500, "without headings": "Stage IV breast cancer",
            "only exclusion": "Exclusion Criteria:\n\n* Stage IV", "with escapes": "Age \\>= 18 \\* ECOG \\<2", "with entities": "Age &lt; 70 &amp; ECOG 1",
            "with CRLF": "Inclusion Criteria:\r\n\r\n* Stage IV\r\n", "with nbsp": "ECOG\u00a00\u00a0or\u00a01", "with NUL": "Stage\x00 IV",
        }.items()
    },
    "65 withheld record": lambda s: s.__setitem__("protocolSection", {"identificationModule": s["protocolSection"]["identificationModule"]}),
    "66 expanded access without design and dates": lambda s: (drop("protocolSection", DESIGN)(s), drop("protocolSection", STATUS)(s))[0],
    "68 results not asked for": lambda s: s.__setitem__("resultsSection", {"big": "x" * 3_000_000}),
    "69a an unknown module": lambda s: s["protocolSection"].__setitem__("dreamModule", {"a": 1}),
    "69b a module that is a text": lambda s: s["protocolSection"].__setitem__(DESIGN, "none"),
    "69c a text that is an object": put("identificationModule", "briefTitle", {"text": "x"}),
    "70 odd characters": put("identificationModule", "briefTitle", "\x07😀 \u202eRTL <script>alert(1)</script> '; DROP TABLE trial; -- =cmd()"),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD_RECORDS.values(), ids=[f"fault {name}" for name in ODD_RECORDS])
def test_an_odd_record_is_stored_and_read_all_the_same(
    odd: Callable[[dict[str, Any]], None], nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nct_id = fake.studies[0]["protocolSection"]["identificationModule"]["nctId"]
    odd(fake.studies[0])
    counts = nights()
    assert (counts.new, counts.failed, counts.read) == (30, 0, 30)
    with store.snapshot() as copy:
        entry = copy.trial(nct_id)
        assert entry is not None
        assert entry.reading is not None
        assert copy.record(nct_id)


@pytest.mark.parametrize("nct_id", [None, "nct01234567", " NCT01234567", "NCT0000000", "../../x", 7], ids=repr)
def test_faults_54_and_55_a_record_without_a_right_id_is_kept_aside_and_listed(
    nct_id: object, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    fake.studies[0]["protocolSection"]["identificationModule"]["nctId"] = nct_id
    counts = nights()
    assert (counts.new, counts.failed) == (29, 1)
    with store.snapshot() as copy:
        assert "page 1, study 1" in copy.unreadable()[0][0]


def test_fault_56_a_study_that_answers_by_another_id_is_an_alias(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost = fake.studies.pop()["protocolSection"]["identificationModule"]["nctId"]
    other = fake.studies[0]
    fake.trouble = lambda _number, path: (
        (200, JSON, json.dumps(other)) if f"/studies/{lost}" in path
        else (200, JSON, '{"studies": []}') if "filter.ids" in path
        else None
    )  # fmt: skip
    nights()
    with store.snapshot() as copy:
        entry = copy.trial(lost)
    assert entry is not None
    assert entry.state == "alias_of"


def test_fault_67_a_status_that_changes_without_a_date_is_seen(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    status = fake.studies[0]["protocolSection"][STATUS]
    status["lastKnownStatus"], status["overallStatus"] = status["overallStatus"], "UNKNOWN"
    assert nights().changed == 1
    with store.snapshot() as copy:
        assert {c.what for c in copy.changes()} >= {"overall_status", "last_known_status"}


# ---------------------------------------------------------------- runs


def test_fault_72_a_second_run_at_the_same_time_leaves(nights: Nights, store: Store) -> None:
    with run_lock(store.engine), pytest.raises(AnotherRun):
        nights()


def test_fault_73_a_database_that_cannot_be_written(nights: Nights, tmp_path: Path) -> None:
    nights()
    other = sqlite3.connect(tmp_path / "trials.db", timeout=0)
    other.execute("BEGIN EXCLUSIVE")
    nights.store.engine.dispose()
    try:
        with pytest.raises((DatabaseProblem, Exception), match=r"(?i)lock"):
            nights()
    finally:
        other.close()
    assert len(nights.ids()) == 30


def test_fault_74_a_clock_set_back_loses_nothing(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    nights.moment -= timedelta(days=400)
    fake.studies[0]["protocolSection"]["identificationModule"]["briefTitle"] = "changed"
    assert nights().changed == 1
    assert len(nights.ids()) == 30


def test_fault_75_a_mass_disappearance_is_refused_until_somebody_says_it_is_right(
    nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    fake.studies = fake.studies[:5]
    assert "--accept" in nights.must_refuse()
    nights(accept=True)


def test_fault_76_a_study_missing_for_one_night_never_leaves(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    lost = fake.studies.pop()
    nights()
    fake.studies.append(lost)
    counts = nights()
    assert (counts.new, counts.left) == (0, 0)
    assert len(nights.ids()) == 30


def test_faults_77_and_78_a_week_of_nights_is_told_as_it_was(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    def told(day: int) -> tuple[bool, bool]:
        found = status_of(store, date(2026, 11, day))
        return found["stale"], found["failed_since_last_good"]

    fake.timestamp = "2026-11-06T09:00:05"  # a Friday
    nights()
    assert told(6) == (False, False)
    for day in (7, 8, 9):  # weekend, and a Monday that is a holiday: nothing new, no alarm
        assert nights().changed == 0
        assert told(day) == (False, False)
    fake.trouble = lambda _number, _path: (503, "text/plain", "down")
    for day in (10, 11):
        nights.must_refuse()
        assert told(day) == (False, True)
    assert told(12) == (True, True)  # four business days old
    fake.trouble = lambda _number, _path: None
    fake.timestamp = "2026-11-12T09:00:05"
    nights()
    assert told(12) == (False, False)
    nights()
    assert told(18) == (True, False)  # the registry's own date is stuck


def test_fault_79_a_storm_of_retries_ends_the_run(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.page_size = 1
    fake.trouble = lambda number, path: (503, "text/plain", "busy") if "/studies" in path and number % 2 else None
    assert "in this run" in nights.must_refuse()


def test_fault_80_a_query_of_a_persons_words_is_sent_as_words(nights: Nights, fake: FakeRegistry) -> None:
    nights(query='breast "cancer" [AREA] AND & x=1')
    assert any("query.cond=breast+%22cancer%22+%5BAREA%5D+AND+%26+x%3D1" in path for path in fake.requests)
