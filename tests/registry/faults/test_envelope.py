"""Faults 32 to 42: what surrounds the studies of a page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from data.store import Store
from tests.registry.fake_registry import FakeRegistry, Trouble
from tests.registry.nights import JSON, Nights, on_page_two, once_on_page_two, raw, retitle

NO_PAGE = {
    "fault 32: invalid JSON": ("{", "not JSON"),
    "fault 32: JSON that ends early": ('{"studies": [{"a": 1}', "not JSON"),
    "fault 32: JSON nested without end": ('{"studies": [' + "[" * 100_000, "not JSON"),
    "fault 33: a list at the top": ("[]", "no list of studies"),
    "fault 33: a text at the top": ('"x"', "no list of studies"),
    "fault 33: null at the top": ("null", "no list of studies"),
    "fault 34: no studies": ('{"totalCount": 30}', "no list of studies"),
    "fault 35: studies null": ('{"studies": null}', "no list of studies"),
    "fault 35: studies an object": ('{"studies": {}}', "no list of studies"),
}


@pytest.mark.parametrize("name", NO_PAGE)
def test_what_is_no_page_is_asked_for_again_and_then_ends_the_run(
    name: str, nights: Nights, fake: FakeRegistry
) -> None:
    body, says = NO_PAGE[name]
    fake.trouble = once_on_page_two((200, JSON, body))
    counts = nights()
    assert (counts.new, counts.retries) == (30, 1)
    retitle(fake)
    fake.trouble = on_page_two((200, JSON, body))
    assert says in nights.must_refuse()


def test_fault_36_entries_that_are_no_records_are_kept_aside(nights: Nights, fake: FakeRegistry, store: Store) -> None:
    fake.studies += [None, 7, "x"]
    counts = nights()
    assert (counts.new, counts.failed) == (30, 3)
    with store.snapshot() as copy:
        assert [place for place, _ in copy.unreadable()] == [f"page 4, study {n}" for n in (1, 2, 3)]


def test_fault_36_too_many_of_them_are_no_registry_any_more(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.studies += [None] * 6
    assert "6 records could not be read" in nights.must_refuse()


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "fault 37: byte order mark": lambda body: b"\xef\xbb\xbf" + body,
    "fault 37: a byte that is no UTF-8": lambda body: body.replace(b"Breast", b"Br\xffast", 1),
    "fault 37: a lone surrogate": lambda body: body.replace(b"Breast", b"Breast\\ud800", 1),
    "fault 37: NaN and Infinity": lambda body: body.replace(b'"studies"', b'"odd": NaN, "more": Infinity, "studies"', 1),
    "fault 37: NaN inside a record": lambda body: body.replace(b'"count": 120', b'"count": NaN', 1),
    "fault 37: a key twice in the envelope": lambda body: body.replace(b'{"studies"', b'{"studies": [], "studies"', 1),
    "fault 37: a key twice in a record": lambda body: body.replace(b'"briefTitle"', b'"briefTitle": "former", "briefTitle"', 1),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_an_oddity_of_json_loses_no_study(
    name: str, either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    def odd(_number: int, path: str) -> Trouble | None:
        plain = fake.answer(path)[2].encode()
        spoiled = SPOILED[name](plain)
        assert spoiled != plain
        return raw(spoiled) if "/studies?" in path and "pageToken" not in path else None

    fake.trouble = lambda number, path: odd(number, path) if "/studies?" in path and "pageToken" not in path else None
    counts = either_nights()
    assert (counts.new, counts.failed, counts.read) == (30, 0, 30)
    with either_store.snapshot() as copy:
        assert "former" not in {entry.brief_title for entry in copy.trials()}


def with_envelope(fake: FakeRegistry, change: Callable[[dict[str, Any], str], object]) -> None:
    def changed(_number: int, path: str) -> Trouble | None:
        if "/studies?" not in path or "filter.ids" in path:
            return None
        body = json.loads(fake.answer(path)[2])
        change(body, path)
        return 200, JSON, json.dumps(body)

    fake.trouble = changed


def test_fault_38_a_total_that_is_not_told_can_not_be_checked(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    with_envelope(fake, lambda body, _path: body.pop("totalCount", None))
    assert "did not say how many" in nights.must_refuse()


def test_fault_39_a_total_as_text_is_a_number(nights: Nights, fake: FakeRegistry) -> None:
    with_envelope(fake, lambda body, _path: body.update(totalCount="30") if "totalCount" in body else None)
    assert nights().new == 30


@pytest.mark.parametrize("total", ["thirty", 30.5, True, None])
def test_fault_39_a_total_that_is_no_number_counts_as_not_told(
    total: object, nights: Nights, fake: FakeRegistry
) -> None:
    with_envelope(fake, lambda body, _path: body.update(totalCount=total) if "totalCount" in body else None)
    assert "did not say how many" in nights.must_refuse()


def test_fault_40_nothing_where_there_was_a_registry(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.studies = []
    assert "no study at all" in nights.must_refuse()


def test_fault_40_less_than_nine_tenths_of_last_night(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    fake.studies = fake.studies[:26]
    assert "only 26 studies where there were 30" in nights.must_refuse()
    fake.studies = fake.studies[:0] + fake.studies
    assert nights(accept=True).left == 0  # four are missing for the first night


@pytest.mark.parametrize("announced", [29, 31])
def test_fault_41_a_total_that_does_not_add_up(nights: Nights, fake: FakeRegistry, announced: int) -> None:
    nights()
    retitle(fake)
    fake.announced = announced
    assert f"announced {announced} studies and gave 30" in nights.must_refuse()


def test_fault_42_another_total_on_page_two(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    with_envelope(fake, lambda body, path: body.update(totalCount=99) if "pageToken" in path else None)
    assert "counted 30 studies first and 99 on page 2" in nights.must_refuse()
