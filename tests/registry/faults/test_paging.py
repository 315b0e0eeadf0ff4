"""Faults 43 to 53: the chain of pages and the snapshot it belongs to."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.store import Store
from tests.registry.fake_registry import FakeRegistry, Trouble
from tests.registry.faults.test_envelope import with_envelope
from tests.registry.nights import JSON, Nights, on_page_two, once_on_page_two, retitle


def chains(fake: FakeRegistry) -> int:
    """How often the first page was asked for."""
    return sum("/studies?" in path and "pageToken" not in path and "filter.ids" not in path for path in fake.requests)


def test_fault_43_a_full_last_page_and_an_empty_one_after_it(nights: Nights, fake: FakeRegistry) -> None:
    assert len(fake.studies) % fake.page_size == 0
    assert nights().new == 30
    assert sum("pageToken=30" in path for path in fake.requests) == 1


def test_fault_44_an_empty_page_in_the_middle(nights: Nights, fake: FakeRegistry) -> None:
    def gap(_number: int, path: str) -> Trouble | None:
        if "pageToken=gap" in path:
            return fake.answer(path.replace("pageToken=gap", "pageToken=10"))
        return (200, JSON, '{"studies": [], "nextPageToken": "gap"}') if "pageToken=10" in path else None

    fake.trouble = gap
    assert nights().new == 30


def test_fault_45_the_same_token_twice(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    with_envelope(fake, lambda body, path: body.update(nextPageToken="10") if "pageToken=10" in path else None)
    assert "the same page token twice" in nights.must_refuse()


@pytest.mark.parametrize("token", ["", None, 7], ids=["empty", "null", "a number"])
def test_fault_46_a_token_that_is_none_ends_the_chain_and_the_count_shows_it(
    nights: Nights, fake: FakeRegistry, token: object
) -> None:
    nights()
    retitle(fake)
    with_envelope(fake, lambda body, _path: body.update(nextPageToken=token) if "nextPageToken" in body else None)
    assert "announced 30 studies and gave 10" in nights.must_refuse()


def test_fault_46_a_token_that_is_none_on_the_last_page_is_the_end(nights: Nights, fake: FakeRegistry) -> None:
    fake.page_size = 15
    with_envelope(fake, lambda body, path: body.update(nextPageToken="") if "pageToken=15" in path else None)
    assert nights().new == 30


@pytest.mark.parametrize("status", [400, 404, 410])
def test_fault_47_a_token_that_expired_starts_the_chain_again_once(
    status: int, nights: Nights, fake: FakeRegistry
) -> None:
    fake.trouble = once_on_page_two((status, "text/plain", "invalid pageToken"))
    assert nights().new == 30
    assert chains(fake) == 2
    retitle(fake)
    fake.trouble = on_page_two((status, "text/plain", "invalid pageToken"))
    assert "no longer accepts the page token" in nights.must_refuse()
    assert chains(fake) == 4


def test_fault_48_a_study_on_two_pages_shows_in_the_count(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    kept, fake.studies[15] = fake.studies[15], fake.studies[3]
    before = chains(fake)
    assert "announced 30 studies and gave 29" in nights.must_refuse()
    assert chains(fake) - before == 4  # it may have been a switch of the data
    fake.studies[15] = kept
    assert nights().changed == 30


def test_fault_49_a_chain_without_end(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    pages = iter(range(10**6))
    fake.trouble = lambda _number, path: (
        (200, JSON, json.dumps({"studies": fake.studies[:1], "nextPageToken": f"t{next(pages)}", "totalCount": 30}))
        if "/studies" in path
        else None
    )
    assert "does not end" in nights.must_refuse()
    assert next(pages) < 100


def test_fault_49_a_chain_of_empty_pages_without_end(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    pages = iter(range(10**6))
    fake.trouble = lambda _number, path: (
        (200, JSON, json.dumps({"studies": [], "nextPageToken": f"t{next(pages)}", "totalCount": 30}))
        if "/studies" in path
        else None
    )
    assert "does not end" in nights.must_refuse()


@pytest.mark.parametrize("size", [3, 5, 29])
def test_fault_50_smaller_pages_than_asked_for(nights: Nights, fake: FakeRegistry, size: int) -> None:
    fake.page_size = size
    assert nights().new == 30


def switch_holders(fake: FakeRegistry) -> None:
    for study in fake.studies:
        study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-24"


def switch_etag(fake: FakeRegistry) -> None:
    fake.etag = f'"snapshot of {len(fake.requests)} requests"'


def switch_timestamp(fake: FakeRegistry) -> None:
    fake.timestamp = f"2026-11-20T10:00:{len(fake.requests) % 60:02}"


SWITCHES: dict[str, tuple[str, Callable[[FakeRegistry], None], str]] = {
    "fault 51: versionHolder": ("pageToken=10", switch_holders, "several data dates"),
    "fault 51: ETag": ("pageToken=10", switch_etag, "another ETag"),
    "fault 52: dataTimestamp at the end": ("pageToken=30", switch_timestamp, "changed from"),
}


@pytest.mark.parametrize("name", SWITCHES)
def test_data_that_switch_once_on_the_way_are_pulled_again_from_the_start(
    name: str, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    part, switch, _ = SWITCHES[name]
    fake.etag = '"first"'
    left = [1]

    def publish(_number: int, path: str) -> None:
        if part in path and left:
            left.pop()
            retitle(fake, "the new snapshot")
            switch(fake)

    fake.trouble = publish
    assert nights().new == 30
    assert chains(fake) == 2
    assert nights.titles() == {"the new snapshot"}


@pytest.mark.parametrize("name", SWITCHES)
def test_data_that_switch_on_every_try_are_never_published(name: str, nights: Nights, fake: FakeRegistry) -> None:
    part, switch, says = SWITCHES[name]
    fake.etag = '"first"'
    nights()
    retitle(fake)

    def publish(_number: int, path: str) -> Trouble | None:
        if part not in path:
            return None
        if "versionHolder" not in name:
            switch(fake)
            return None
        body: dict[str, Any] = json.loads(fake.answer(path)[2])
        for study in body["studies"]:
            study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-24"
        return 200, JSON, json.dumps(body)

    fake.trouble = publish
    before = chains(fake)
    assert says in nights.must_refuse()
    assert chains(fake) - before == 4


def data_timestamp(store: Store) -> str | None:
    with store.snapshot() as copy:
        info = copy.info()
    assert info is not None
    return info.data_timestamp


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param("2026-11-20T09:00:05", "2026-11-20T09:00:05", id="fault 53: as ever"),
        pytest.param("2026-11-20T09:00:05Z", "2026-11-20T09:00:05", id="fault 53: with a zone suffix"),
        pytest.param("2026-11-20T05:00:05-04:00", "2026-11-20T09:00:05", id="fault 53: in another zone"),
        pytest.param(None, "2026-11-20", id="fault 53: none"),
        pytest.param("2026-12-20T09:00:05", "2026-11-20", id="fault 53: in the future"),
        pytest.param("yesterday", "2026-11-20", id="fault 53: no time"),
        pytest.param("", "2026-11-20", id="fault 53: empty"),
    ],
)
def test_the_time_of_the_data_is_told_in_utc_or_by_the_records_date(
    told: str | None, kept: str, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    for study in fake.studies:
        study["derivedSection"]["miscInfoModule"]["versionHolder"] = "2026-11-20"
    fake.timestamp = told
    assert nights().new == 30
    assert data_timestamp(store) == kept
    fake.timestamp = "2026-11-20T09:00:05"
    assert nights().unchanged == 30  # whatever it was, it does not bar the next night


def test_fault_53_a_time_older_than_the_last_runs_is_refused(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    nights()
    retitle(fake)
    fake.timestamp = "2026-11-18T09:00:05"
    assert "went back" in nights.must_refuse()
    assert nights(accept=True).changed == 30
    assert data_timestamp(store) == "2026-11-18T09:00:05"
