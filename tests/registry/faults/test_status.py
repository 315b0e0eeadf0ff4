"""Faults 11 to 31: what the status line says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests

from data.store import Store
from data.tables import State
from sync.answer import refusal
from sync.errors import Blocked, FatalRequest, Moved, Transient
from sync.pace import Patience
from sync.record import record_of
from sync.registry import Registry
from tests.registry.fake_registry import FakeRegistry, Trouble, nct_id_in
from tests.registry.nights import FEW_TRIES, HTML, JSON, Nights, on_page_two, on_pages, once_on_page_two, raw, retitle

TOO_MANY = "429 Too Many Requests"
PATIENT = Patience(tries=5, run_retries=9, backoff_seconds=0.0)


def asked(fake: FakeRegistry, part: str) -> int:
    return sum(part in path for path in fake.requests)


# ---------------------------------------------------------------- throttled, transient


def test_fault_11_429_without_retry_after_is_tried_again_after_a_pause(nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = once_on_page_two(raw(b"slow down", status=TOO_MANY))
    patience = Patience(tries=2, backoff_seconds=1.0)
    assert nights(patience=patience, chance=lambda: 1.0).new == 30
    assert nights.waited == [1.0]


def test_fault_11_429_for_ever_ends_the_run(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two(raw(b"slow down", status=TOO_MANY))
    assert "fewer requests" in nights.must_refuse()


def test_fault_11_429_halves_the_rate_for_the_rest_of_the_run(nights: Nights, fake: FakeRegistry) -> None:
    now, starts = [0.0], list[float]()
    trouble = once_on_page_two(raw(b"", status=TOO_MANY))

    def answer(number: int, path: str) -> Trouble | None:
        starts.append(now[0])
        return trouble(number, path)

    def wait(seconds: float) -> None:
        now[0] += seconds

    fake.trouble = answer
    nights(requests_per_second=1.0, clock=lambda: now[0], pause=wait)
    gaps = [round(b - a, 6) for a, b in zip(starts, starts[1:], strict=False)]
    assert gaps[:2] == [1.0, 1.0]
    assert all(gap == 2.0 for gap in gaps[3:])


@pytest.mark.parametrize(
    ("value", "at_least", "at_most"),
    [
        pytest.param("7", 7.0, 7.0, id="fault 12: seconds"),
        pytest.param(lambda: format_datetime(datetime.now(UTC) + timedelta(seconds=200), usegmt=True), 20.0, 200.0, id="fault 13: an HTTP date"),
        pytest.param(lambda: format_datetime(datetime.now(UTC) - timedelta(seconds=200), usegmt=True), 0.5, 0.5, id="fault 13: an HTTP date gone by"),
        pytest.param("86400", 300.0, 300.0, id="fault 14: a day is cut to five minutes"),
        pytest.param("-5", 0.5, 0.5, id="fault 14: negative"),
        pytest.param("soon", 0.5, 0.5, id="fault 14: no number"),
        pytest.param("9" * 400, 0.5, 0.5, id="fault 14: a number out of all reason"),
    ],
)  # fmt: skip
def test_retry_after_is_believed_within_reason(
    value: str | Callable[[], str], at_least: float, at_most: float, nights: Nights, fake: FakeRegistry
) -> None:
    told = value if isinstance(value, str) else value()
    fake.trouble = once_on_page_two(raw(b"", f"Retry-After: {told}", status=TOO_MANY))
    assert nights(patience=Patience(tries=2, backoff_seconds=1.0), chance=lambda: 0.5).new == 30
    assert len(nights.waited) == 1
    assert at_least <= nights.waited[0] <= at_most


@pytest.mark.parametrize("status", ["500", "502", "503", "504", "408"])
def test_fault_15_a_server_error_that_passes(status: str, nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = once_on_page_two(raw(b"busy", status=f"{status} Trouble"))
    counts = nights()
    assert (counts.new, counts.retries) == (30, 1)


def test_fault_16_a_500_always_for_the_same_request_is_told_from_a_registry_that_is_down(
    nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two((500, "text/plain", "oops"))
    before = asked(fake, "pageToken=10")
    with pytest.raises(FatalRequest, match="this very request"):
        nights(patience=PATIENT)
    assert asked(fake, "pageToken=10") - before == 3
    fake.trouble = lambda _number, _path: (500, "text/plain", "oops")
    with pytest.raises(Transient, match="problem of its own"):
        nights(patience=PATIENT)
    assert "changed" not in nights.titles()


# ---------------------------------------------------------------- blocked


@pytest.mark.parametrize(
    ("where", "says"),
    [
        pytest.param(on_pages((403, "text/html", "<html>no</html>")), "it is this request", id="fault 17: on page 1"),
        pytest.param(on_page_two((403, "text/html", "<html>no</html>")), "it is this request", id="fault 18: on a later page"),
        pytest.param(lambda _n, _p: (403, "text/html", "<html>no</html>"), "not let in either", id="fault 17: on every request"),
    ],
)  # fmt: skip
def test_403_of_the_edge_is_tried_twice_slowly_and_told(
    where: Callable[[int, str], Trouble | None], says: str, nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    retitle(fake)
    fake.trouble = where
    reason = nights.must_refuse(patience=Patience(tries=2))
    assert "doesn't let this program in" in reason
    assert says in reason
    assert nights.waited == [30.0, 120.0]
    assert "TRIALMATCH_USER_AGENT" in Blocked.mend


def test_fault_17_403_once_is_survived(nights: Nights, fake: FakeRegistry) -> None:
    fake.trouble = once_on_page_two((403, "text/html", "<html>no</html>"))
    assert nights().new == 30


# ---------------------------------------------------------------- fatal at once

FATAL = {
    "fault 19: 400 unknown parameter": (on_pages((400, "text/plain", "`x` is unknown parameter")), "`x` is unknown parameter"),
    "fault 20: 400 with a parser's dump of several lines": (on_pages((400, "text/plain", "line 1:3\nmismatched input\n ^")), "line 1:3 mismatched input ^"),
    "fault 22: 404 page of a web server": (on_pages((404, "text/html", "<html>nginx</html>")), "no such address"),
    "fault 22: 404 with nothing": (on_pages((404, "text/plain", "")), "no such address"),
    "fault 24: redirect to itself": (on_pages(raw(b"", "Location: /api/v2/studies", status="301 Moved")), "elsewhere"),
    "fault 25: redirect to another host": (on_pages(raw(b"", "Location: http://registry.invalid/api/v2/studies", status="302 Found")), "elsewhere"),
    "fault 26: redirect to a sign-in page": (on_pages(raw(b"", "Location: /login.html", status="302 Found")), "elsewhere"),
    "fault 27: 304 although nothing was asked so": (on_pages(raw(b"", status="304 Not Modified")), "status 304"),
}  # fmt: skip


@pytest.mark.parametrize("name", FATAL)
def test_what_trying_again_will_not_mend_is_asked_once(name: str, nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.trouble, says = FATAL[name]
    before = asked(fake, "/studies")
    assert says in nights.must_refuse()
    assert asked(fake, "/studies") - before == 1


WITHOUT_STUDIES: dict[str, tuple[Trouble, str]] = {
    "fault 28: 204": (raw(b"", status="204 No Content"), "empty"),
    "fault 28: 200 with an empty body": ((200, JSON, ""), "empty"),
    "fault 28: 200 with blanks": ((200, JSON, " \n "), "empty"),
    "fault 29: a web page with status 200": ((200, "text/html", HTML), "a web page"),
    "fault 30: a web page called JSON": ((200, JSON, "\n" + HTML), "a web page"),
}


@pytest.mark.parametrize("name", WITHOUT_STUDIES)
def test_an_answer_that_is_none_ends_the_run_and_passes_when_it_passes(
    name: str, nights: Nights, fake: FakeRegistry
) -> None:
    trouble, says = WITHOUT_STUDIES[name]
    fake.trouble = once_on_page_two(trouble)
    assert nights().new == 30
    retitle(fake)
    fake.trouble = on_page_two(trouble)
    assert says in nights.must_refuse()


# ---------------------------------------------------------------- one study


def test_fault_21_404_not_found_on_two_nights_means_gone(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    nights()
    lost = nct_id_in(fake.studies.pop())
    assert nights().left == 0
    with store.snapshot() as copy:
        entry = copy.trial(lost)
        assert entry is not None
        assert (entry.state, entry.missing_since is None) == (State.CURRENT, False)
    assert nights().left == 1
    with store.snapshot() as copy:
        entry = copy.trial(lost)
        assert entry is not None
        assert entry.state == State.GONE
        assert copy.record(lost)


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((404, "text/html", "<html>nginx</html>"), id="fault 22: 404 page of a web server"),
        pytest.param((404, "text/plain", ""), id="fault 22: 404 with nothing"),
        pytest.param((500, "text/plain", "oops"), id="fault 16: 500"),
        pytest.param((200, JSON, "{}"), id="fault 54: no record"),
        pytest.param(raw(b"", "Location: /login.html", status="302 Found"), id="fault 26: redirect to a sign-in page"),
    ],
)
def test_an_answer_about_a_missing_study_that_settles_nothing_leaves_it_current(
    answer: Trouble, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost = nct_id_in(fake.studies.pop())
    fake.trouble = lambda _number, path: answer if f"/studies/{lost}" in path else None
    for _ in range(3):
        assert nights().left == 0
    assert lost in nights.ids()
    with store.snapshot() as copy:
        run = copy.last_good_run()
    assert run is not None
    assert "no answer about 1 missing trials" in (run.remarks or "")


def test_fault_23_an_alias_leads_to_the_record_that_took_it_in(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost, kept = nct_id_in(fake.studies.pop()), nct_id_in(fake.studies[0])
    location = f"Location: /api/v2/studies/{kept}"  # the query is dropped, as the registry does
    fake.trouble = lambda _number, path: (
        raw(b"", location, status="301 Moved Permanently") if f"/studies/{lost}" in path else None
    )
    nights()
    with store.snapshot() as copy:
        entry = copy.trial(lost)
    assert entry is not None
    assert (entry.state, entry.alias_of) == (State.ALIAS_OF, kept)
    assert "fields=" in next(path for path in fake.requests if f"/studies/{kept}" in path)


def test_fault_23_an_alias_is_known_by_the_record_that_names_it(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost = nct_id_in(fake.studies.pop())
    other = json.loads(json.dumps(fake.studies[0]))
    other["protocolSection"]["identificationModule"]["nctIdAliases"] = [lost]
    fake.trouble = lambda _number, path: (200, JSON, json.dumps({"studies": [other]})) if "filter.ids" in path else None
    nights()
    with store.snapshot() as copy:
        entry = copy.trial(lost)
    assert entry is not None
    assert (entry.state, entry.alias_of) == (State.ALIAS_OF, nct_id_in(other))


@pytest.mark.parametrize(
    "location",
    [
        pytest.param("/api/v2/studies/{lost}", id="fault 24: to itself"),
        pytest.param("/api/v2/studies/NCT00000001", id="fault 24: on and on"),
        pytest.param("http://127.0.0.1:9/api/v2/studies/{kept}", id="fault 25: to another host"),
        pytest.param("https://{here}/api/v2/studies/{kept}", id="fault 25: to another scheme"),
        pytest.param("/api/v2/studies/../../x", id="fault 25: to another path"),
    ],
)
def test_a_redirect_of_a_study_that_is_no_alias_is_not_followed(
    location: str, nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    lost, kept = nct_id_in(fake.studies.pop()), nct_id_in(fake.studies[0])
    target = location.format(lost=lost, kept=kept, here=fake.url.split("/")[2])

    def moved(_number: int, path: str) -> Trouble | None:
        single = f"/studies/{lost}" in path or "/studies/NCT00000001" in path
        return raw(b"", f"Location: {target}", status="301 Moved") if single else None

    fake.trouble = moved
    before = len(fake.requests)
    assert nights().left == 0
    assert lost in nights.ids()
    assert len(fake.requests) - before <= 9  # 4 pages, 2 versions, 1 batch, 1 study and at most 1 step


def test_fault_25_a_redirect_from_https_to_http_is_not_followed() -> None:
    response = requests.Response()
    response.status_code, response.url = 301, "https://registry.invalid/api/v2/studies/NCT00000001"
    response.headers["Location"] = "http://registry.invalid/api/v2/studies/NCT00000002"
    problem = refusal(response, b"", with_token=False)
    assert isinstance(problem, Moved)
    assert problem.nct_id is None


def test_fault_31_a_batch_whose_address_is_too_long_is_halved(fake: FakeRegistry) -> None:
    def too_long(_number: int, path: str) -> Trouble | None:
        ids = path.partition("filter.ids=")[2].partition("&")[0].split("%2C")
        if len(ids) > 3:
            return 414, "text/plain", "URI Too Long"
        found = [{"protocolSection": {"identificationModule": {"nctId": i}}} for i in ids]
        return 200, JSON, json.dumps({"studies": found})

    fake.trouble = too_long
    registry = Registry(fake.url, user_agent="tests", requests_per_second=1e6, patience=FEW_TRIES)
    ids = [f"NCT{n:08}" for n in range(1, 11)]
    assert [record_of(bytes(study)).nct_id for study in registry.named(ids)] == ids
