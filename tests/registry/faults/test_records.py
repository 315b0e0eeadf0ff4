"""Faults 54 to 70: what is in a record. Whatever it is, the record is stored and read, or kept as it came and listed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

from data.store import Store
from data.tables import State
from data.trial import Trial
from sync.cli import app
from tests.registry.fake_registry import FakeRegistry, nct_id_in
from tests.registry.nights import JSON, Nights

Spoil = Callable[[dict[str, Any]], object]
ELIGIBILITY, STATUS, DESIGN = "eligibilityModule", "statusModule", "designModule"
SITES = ("contactsLocationsModule", "locations")


def put(section: str, name: str, value: object) -> Spoil:
    def change(study: dict[str, Any]) -> None:
        study["protocolSection"].setdefault(section, {})[name] = value

    return change


def drop(*path: str) -> Spoil:
    def change(study: dict[str, Any]) -> None:
        inner = study
        for name in path[:-1]:
            inner = inner.get(name, {})
        inner.pop(path[-1], None)

    return change


def sites(*values: dict[str, Any]) -> Spoil:
    return put(*SITES, list(values))


def criteria(text: str) -> Spoil:
    return put(ELIGIBILITY, "eligibilityCriteria", text)


def has(name: str, value: object) -> Callable[[Trial], bool]:
    return lambda trial: bool(getattr(trial, name) == value)


class Odd:
    """How a record is spoiled, what is stored of it, and what the run remarks (nothing where `remark` is empty)."""

    def __init__(self, spoil: Spoil, kept: Callable[[Trial], object] = lambda _: True, remark: str = ""):
        self.spoil, self.kept, self.remark = spoil, kept, remark


ODD_RECORDS = {
    "57: unknown status": Odd(put(STATUS, "overallStatus", "DREAMING"), lambda t: t.overall_status == "DREAMING", "overall status: unknown value DREAMING (1)"),
    "57: unknown phase": Odd(put(DESIGN, "phases", ["PHASE9"]), lambda t: t.phases == ("PHASE9",), "phase: unknown value PHASE9"),
    "57: unknown sex": Odd(put(ELIGIBILITY, "sex", "OTHER"), lambda t: t.sex == "OTHER", "sex: unknown value OTHER"),
    "57: unknown intervention type": Odd(put("armsInterventionsModule", "interventions", [{"type": "SPELL", "name": "x"}]), lambda t: t.interventions[0].type == "SPELL", "intervention type: unknown value SPELL"),
    "58: phases empty": Odd(put(DESIGN, "phases", []), lambda t: t.phases == ()),
    "58: phases twice and null": Odd(put(DESIGN, "phases", ["PHASE2", "PHASE2", None]), lambda t: t.phases == ("PHASE2", "PHASE2"), "phases: of another type"),
    "58: phases null": Odd(put(DESIGN, "phases", None), lambda t: t.phases == ()),
    "58: phases absent": Odd(drop("protocolSection", DESIGN, "phases"), lambda t: t.phases == ()),
    **{f"59: date {d!r}": Odd(put(STATUS, "completionDateStruct", {"date": d}), has("completion_date", d)) for d in ("2024", "2024-02", "2024-02-30", "1900-01", "2099-01-01")},
    "59: date ''": Odd(put(STATUS, "completionDateStruct", {"date": ""}), lambda t: t.completion_date is None),
    "59: date 'soon'": Odd(put(STATUS, "completionDateStruct", {"date": "soon"}), lambda t: t.completion_date == "soon", "completion date: not a date"),
    "59: completion before start": Odd(put(STATUS, "completionDateStruct", {"date": "1999-01"}), lambda t: t.completion_date == "1999-01"),
    **{f"60: age {a!r}": Odd(put(ELIGIBILITY, "minimumAge", a), has("minimum_age", a)) for a in ("6 Months", "1 Day", "30 Minutes", "999 Years")},
    **{f"60: age {a!r}": Odd(put(ELIGIBILITY, "minimumAge", a), has("minimum_age", a), "minimum age: not an age") for a in ("N/A", "18", "-1 Years")},
    "60: minimum above maximum": Odd(lambda s: (put(ELIGIBILITY, "minimumAge", "80 Years")(s), put(ELIGIBILITY, "maximumAge", "18 Years")(s))),
    "61: no sex": Odd(drop("protocolSection", ELIGIBILITY, "sex"), lambda t: t.sex is None),
    "61: no healthyVolunteers": Odd(drop("protocolSection", ELIGIBILITY, "healthyVolunteers"), lambda t: t.healthy_volunteers is None),
    "61: no stdAges": Odd(drop("protocolSection", ELIGIBILITY, "stdAges")),
    **{f"62: enrolment {n!r}": Odd(put(DESIGN, "enrollmentInfo", {"count": n}), has("enrollment", n)) for n in (0, 99_999_999, 188_814_085, -3, None)},
    "62: enrolment 'many'": Odd(put(DESIGN, "enrollmentInfo", {"count": "many"}), lambda t: t.enrollment is None, "enrollmentInfo.count: of another type"),
    "62: enrolment of thirty digits": Odd(put(DESIGN, "enrollmentInfo", {"count": 10**30}), lambda t: t.enrollment is None, "enrollmentInfo.count: of another type"),
    "63: no locations": Odd(drop("protocolSection", *SITES), lambda t: t.locations == ()),
    "63: locations empty": Odd(sites(), lambda t: t.locations == ()),
    "63: 1,655 locations": Odd(sites(*({"city": f"City {n}", "country": "Spain"} for n in range(1655))), lambda t: len(t.locations) == 1655),
    "63: two identical locations": Odd(sites({"city": "Madrid"}, {"city": "Madrid"}), lambda t: len(t.locations) == 2),
    "63: geoPoint missing": Odd(sites({"city": "Madrid"}), lambda t: t.locations[0].latitude is None),
    "63: half a position": Odd(sites({"city": "Madrid", "geoPoint": {"lat": 40}}), lambda t: t.locations[0].latitude is None),
    "63: a position out of range": Odd(sites({"city": "Madrid", "geoPoint": {"lat": 400, "lon": 0}}), lambda t: t.locations[0].latitude is None),
    "63: position zero": Odd(sites({"city": "Madrid", "geoPoint": {"lat": 0, "lon": 0}}), lambda t: (t.locations[0].latitude, t.locations[0].longitude) == (0, 0)),
    "63: country missing": Odd(sites({"city": "Madrid"}), lambda t: t.locations[0].country is None),
    "63: country with a space": Odd(sites({"city": "Madrid", "country": "Spain "}), lambda t: t.locations[0].country == "Spain "),
    "63: status missing": Odd(sites({"city": "Madrid"}), lambda t: t.locations[0].status is None),
    "64: criteria missing": Odd(drop("protocolSection", ELIGIBILITY, "eligibilityCriteria"), lambda t: t.criteria is None),
    "64: criteria empty": Odd(criteria(""), lambda t: t.criteria is None),
    **{
        f"64: criteria {name}": Odd(criteria(text), has("criteria", text))
        for name, text in {
            "of 25,000 characters": "ECOG 0-1; " * 2500, "without headings": "Stage IV breast cancer",
            "only exclusion": "Exclusion Criteria:\n\n* Stage IV", "with escapes": "Age \\>= 18 \\* ECOG \\<2", "with entities": "Age &lt; 70 &amp; ECOG 1",
            "with CRLF": "Inclusion Criteria:\r\n\r\n* Stage IV\r\n", "with nbsp": "ECOG\u00a00\u00a0or\u00a01", "with NUL": "Stage\x00 IV",
        }.items()
    },
    "65: withheld record": Odd(lambda s: s.__setitem__("protocolSection", {"identificationModule": {k: v for k, v in s["protocolSection"]["identificationModule"].items() if k in ("nctId", "briefTitle")}, "statusModule": {"overallStatus": "WITHHELD"}}), lambda t: t.overall_status == "WITHHELD"),
    "65: nothing but an id": Odd(lambda s: s.__setitem__("protocolSection", {"identificationModule": {"nctId": nct_id_in(s)}}), lambda t: t.brief_title == ""),
    "66: expanded access without design and dates": Odd(lambda s: (drop("protocolSection", DESIGN)(s), put(DESIGN, "studyType", "EXPANDED_ACCESS")(s), s["protocolSection"].__setitem__(STATUS, {"overallStatus": "AVAILABLE"})), lambda t: (t.study_type, t.start_date) == ("EXPANDED_ACCESS", None)),
    "69: an unknown section": Odd(lambda s: s.__setitem__("dreamSection", {"a": 1}), remark="dreamSection: unknown section"),
    "69: an unknown module": Odd(lambda s: s["protocolSection"].__setitem__("dreamModule", {"a": 1}), remark="dreamModule: unknown module"),
    "69: an unknown field": Odd(put(DESIGN, "dream", "x"), remark="designModule.dream: unknown field"),
    "69: a module that is a text": Odd(lambda s: s["protocolSection"].__setitem__(DESIGN, "none"), lambda t: t.phases == (), "designModule: of another type"),
    "69: a text that is an object": Odd(put("identificationModule", "briefTitle", {"text": "x"}), lambda t: t.brief_title == "", "briefTitle: of another type"),
    "70: control characters, emoji, right to left, markup, quotes": Odd(put("identificationModule", "briefTitle", "\x07😀 \u202eRTL <script>alert(1)</script> '; DROP TABLE trial; --"), lambda t: "DROP TABLE" in t.brief_title and "😀" in t.brief_title),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_RECORDS, ids=lambda name: f"fault {name}")
def test_an_odd_record_is_stored_read_and_remarked_on(
    name: str, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    odd, nct_id = ODD_RECORDS[name], nct_id_in(fake.studies[0])
    odd.spoil(fake.studies[0])
    counts = nights()
    assert (counts.new, counts.failed, counts.read) == (30, 0, 30)
    with store.snapshot() as copy:
        entry, record, run = copy.trial(nct_id), copy.record(nct_id), copy.last_good_run()
    assert entry is not None
    assert entry.reading is not None
    assert odd.kept(entry.trial)
    assert record is not None
    assert json.loads(record)["protocolSection"] == fake.studies[0]["protocolSection"]
    assert run is not None
    assert odd.remark in (run.remarks or "")
    assert bool(odd.remark) == bool(run.remarks)
    assert nights().unchanged == 30


ON_EITHER = (
    "64: criteria with NUL",
    "70: control characters, emoji, right to left, markup, quotes",
    "63: 1,655 locations",
)


@pytest.mark.parametrize("name", ON_EITHER, ids=lambda name: f"fault {name}")
def test_what_a_database_may_not_hold_is_stored_in_both(
    name: str, either_nights: Nights, fake: FakeRegistry, either_store: Store
) -> None:
    ODD_RECORDS[name].spoil(fake.studies[0])
    assert either_nights().read == 30
    with either_store.snapshot() as copy:
        entry = copy.trial(nct_id_in(fake.studies[0]))
    assert entry is not None
    assert ODD_RECORDS[name].kept(entry.trial)


@pytest.mark.parametrize(
    "nct_id",
    [
        pytest.param("drop", id="fault 54: no protocolSection"),
        pytest.param(None, id="fault 55: null"),
        *(
            pytest.param(value, id=f"fault 55: {value!r}")
            for value in ("", "nct01234567", " NCT01234567", "NCT01234567 ", "NCT0000000", "NCT٠١٢٣٤٥٦٧", "../../x", 7)
        ),
    ],
)
def test_a_record_without_a_right_id_is_kept_as_it_came_and_listed(
    nct_id: object, nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    if nct_id == "drop":
        del fake.studies[0]["protocolSection"]
    else:
        fake.studies[0]["protocolSection"]["identificationModule"]["nctId"] = nct_id
    counts = nights()
    assert (counts.new, counts.failed) == (29, 1)
    with store.snapshot() as copy:
        assert copy.unreadable() == [("page 1, study 1", "no NCT id of the form NCT01234567")]
        kept = copy.unreadable_records()
    assert json.loads(kept[0]) == fake.studies[0]


def test_fault_55_a_record_whose_content_can_not_be_decoded_keeps_its_former_state(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    plain = fake.answer("/api/v2/studies?pageToken=0")[2]
    spoiled = plain.replace('"minimumAge": "18 Years"', '"minimumAge": 1e999', 1)
    assert spoiled != plain
    fake.trouble = lambda _number, path: (
        (200, JSON, spoiled.replace('{"studies"', '{"totalCount": 30, "studies"', 1))
        if "/studies?" in path and "pageToken" not in path
        else None
    )
    counts = nights()
    assert (counts.failed, counts.left, len(nights.ids())) == (1, 0, 30)
    with store.snapshot() as copy:
        place, reason = copy.unreadable()[0]
    assert place.startswith("NCT")
    assert "can't be decoded" in reason


def test_fault_56_a_study_that_answers_by_another_id_is_an_alias_if_that_record_says_so(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    lost = nct_id_in(fake.studies.pop())
    other = json.loads(json.dumps(fake.studies[0]))
    fake.trouble = lambda _number, path: (200, JSON, json.dumps(other)) if f"/studies/{lost}" in path else None
    assert nights().left == 0  # a stranger settles nothing
    other["protocolSection"]["identificationModule"]["nctIdAliases"] = [lost]
    assert nights().left == 1
    with store.snapshot() as copy:
        entry = copy.trial(lost)
    assert entry is not None
    assert (entry.state, entry.alias_of) == (State.ALIAS_OF, nct_id_in(other))


def test_fault_67_a_status_that_changes_without_a_new_date_is_seen(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    status = fake.studies[0]["protocolSection"][STATUS]
    status["lastKnownStatus"], status["overallStatus"] = status["overallStatus"], "UNKNOWN"
    counts = nights()
    assert (counts.changed, counts.unchanged) == (1, 29)
    with store.snapshot() as copy:
        assert {c.what for c in copy.changes()} == {"overall_status", "last_known_status"}


def test_fault_68_results_that_were_not_asked_for_are_not_kept(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    nights()
    fake.studies[0]["resultsSection"] = {"big": "x" * 3_600_000}
    assert nights().unchanged == 30
    with store.snapshot() as copy:
        record = copy.record(nct_id_in(fake.studies[0]))
    assert record is not None
    assert len(record) < 100_000


@pytest.mark.parametrize(
    "cell", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1"], ids=lambda c: f"fault 70: {c!r}"
)
def test_a_text_that_a_spreadsheet_would_run_is_exported_as_text(
    cell: str, nights: Nights, fake: FakeRegistry, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights()
    fake.studies[0]["protocolSection"]["identificationModule"]["briefTitle"] = cell
    nights()
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", sqlite_url)
    ended = CliRunner().invoke(app, ["changes", "--csv"])
    assert ended.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(ended.stdout)))
    title = next(row["added"] for row in rows if row["what"] == "brief_title")
    assert title == "'" + cell
