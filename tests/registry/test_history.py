"""The memory of changes: what is told of each kind, and real records played as consecutive nights."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import matcher.cli
import sync.cli
from data.criteria import Cohort, Reading
from data.store import Store
from data.stored import SeenChange
from sync.changes import reading_changes, sentence_difference
from tests.registry.fake_registry import FakeRegistry, nct_id_in
from tests.registry.nights import Nights

SHARED = Path(__file__).parents[3] / "shared"
if not SHARED.exists():
    SHARED = Path("/work/shared")


def changes(store: Store, nct_id: str | None = None) -> list[SeenChange]:
    with store.snapshot() as view:
        return list(view.changes(None, nct_id))


def told(store: Store) -> set[tuple[str, str | None, tuple[str, ...], tuple[str, ...]]]:
    return {(c.what, c.place, c.removed, c.added) for c in changes(store)}


@pytest.fixture
def module(fake: FakeRegistry) -> Any:
    return fake.studies[0]["protocolSection"]


def test_each_kind_of_change_is_told_with_what_was_and_what_is(
    either_nights: Nights, fake: FakeRegistry, either_store: Store, module: Any
) -> None:
    module["armsInterventionsModule"] = {"armGroups": [{"label": "A", "description": "one"}]}
    module["contactsLocationsModule"] = {
        "locations": [{"facility": "Oslo Clinic", "city": "Oslo", "status": "RECRUITING"}]
    }
    module["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* Stage IV\n* ECOG 0-1\n* Age over 18"
    either_nights()
    module["identificationModule"]["briefTitle"] = "Another title"
    module["statusModule"] |= {"overallStatus": "SUSPENDED", "whyStopped": "Funding"}
    module["statusModule"]["completionDateStruct"]["date"] = "2031-01"
    module["armsInterventionsModule"]["armGroups"] += [{"label": "B", "description": "two"}]
    module["contactsLocationsModule"]["locations"][0]["status"] = "COMPLETED"
    module["contactsLocationsModule"]["locations"] += [{"city": "Bergen"}]
    module["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* Stage IV\n* ECOG 0-2\n* Age over 18"
    module["conditionsModule"]["conditions"] = ["Breast Cancer", "Anaemia"]
    module["referencesModule"] = {"seeAlsoLinks": [{"url": "https://example.org"}]}
    fake.timestamp = "2026-11-21T09:00:05"
    either_nights()
    title = "[Invented example] Examplimab deruxtecan in HER2-low Metastatic Breast Cancer"
    found = told(either_store)
    assert {f for f in found if f[0] != "reading"} == {
        ("brief_title", None, (title,), ("Another title",)),
        ("overall_status", None, ("RECRUITING",), ("SUSPENDED",)),
        ("why_stopped", None, (), ("Funding",)),
        ("completion_date", None, ("2029-12",), ("2031-01",)),
        ("arm", "B", (), ("B", "two")),
        ("site_status", "Oslo Clinic, Oslo", ("RECRUITING",), ("COMPLETED",)),
        ("site", "Bergen", (), ("Bergen",)),
        ("criteria", None, ("* ECOG 0-1",), ("* ECOG 0-2",)),
        ("conditions", None, (), ("Anaemia",)),
        ("other", "protocolSection.referencesModule.seeAlsoLinks", (), ('[{"url":"https://example.org"}]',)),
    }  # fmt: skip
    reading = next(f for f in found if f[0] == "reading")
    assert (reading[2], reading[3]) == (("Requires ECOG 0, 1",), ("Requires ECOG 0, 1, 2",))
    assert {(c.seen_at[:10], c.data_timestamp) for c in changes(either_store)} == {
        (either_nights.moment.date().isoformat(), "2026-11-21T09:00:05")
    }


def test_a_trial_that_appears_is_news_from_the_second_night_on(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    late = fake.studies.pop()
    nights()
    fake.studies.append(late)
    nights()
    assert [(c.nct_id, c.what) for c in changes(store)] == [(nct_id_in(late), "new")]


def test_sentences_taken_out_and_put_in_are_told_in_order() -> None:
    old = "Inclusion Criteria:\n\n* One. Two; Three\n* Four"
    new = "Inclusion Criteria:\n\n* One. Three\n* Four\n* Five"
    assert sentence_difference(old, new) == (("Two;",), ("* Five",))


def test_a_cohort_that_comes_or_closes_is_told() -> None:
    def reading(*cohorts: Cohort) -> Reading:
        return Reading("NCT00000001", "v", (), cohorts, (), (), 0)

    old, new = reading(Cohort("A", (), False, None)), reading(Cohort("A", (), True, None), Cohort("B", (), False, None))
    assert [(c.what, c.place, c.removed, c.added) for c in reading_changes(old, new)] == [
        ("cohort", "A", ("open",), ("closed",)),
        ("cohort", "B", (), ("open",)),
    ]


def test_a_reading_kept_by_a_run_that_died_still_tells_which_criteria_changed(
    nights: Nights, fake: FakeRegistry, store: Store, module: Any
) -> None:
    module["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* ECOG 0-1"
    nights()
    module["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* ECOG 0-2"

    class Died(BaseException):
        pass

    publish, store.publish = store.publish, lambda *_: (_ for _ in ()).throw(Died())  # type: ignore[method-assign]
    with pytest.raises(Died):
        nights()
    store.publish = publish  # type: ignore[method-assign]
    assert nights().read == 0
    assert "reading" in {c.what for c in changes(store)}


# ---------------------------------------------------------------- the commands


@pytest.fixture
def two_nights(
    nights: Nights, fake: FakeRegistry, module: Any, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> str:
    nights()
    module["statusModule"]["overallStatus"] = "COMPLETED"
    nights()
    module["eligibilityModule"]["eligibilityCriteria"] = "Inclusion Criteria:\n\n* ECOG 0-2"
    nights()
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", sqlite_url)
    return nct_id_in(fake.studies[0])


def test_changes_are_listed_from_a_day_on_as_text_json_and_csv(two_nights: str, nights: Nights) -> None:
    run = CliRunner().invoke
    every = run(sync.cli.app, ["changes"]).stdout.splitlines()
    assert any(f"{two_nights} overall_status: RECRUITING -> COMPLETED" in line for line in every)
    last_day = nights.moment.date().isoformat()
    late = run(sync.cli.app, ["changes", "--since", last_day, "--json"]).stdout.splitlines()
    assert {json.loads(line)["what"] for line in late} == {"criteria", "reading"}
    table = run(sync.cli.app, ["changes", "--csv"]).stdout.splitlines()
    assert table[0] == "nct_id,seen_at,data_timestamp,what,place,removed,added"
    assert len(table) > len(late)


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--since", "2026-13-01"], ["--json", "--csv"]])
def test_changes_asked_for_wrongly_say_what_would_be_right(arguments: list[str], two_nights: str) -> None:
    ended = CliRunner().invoke(sync.cli.app, ["changes", *arguments])
    assert ended.exit_code == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "--" in ended.stderr


def test_the_history_of_one_trial_is_shown_with_its_days(two_nights: str, nights: Nights) -> None:
    ended = CliRunner().invoke(matcher.cli.app, ["trial", two_nights, "--history"])
    assert ended.exit_code == 0
    assert "COMPLETED" in ended.stdout
    assert "ECOG 0-2" in ended.stdout
    assert nights.moment.date().isoformat() in ended.stdout


# ---------------------------------------------------------------- real records, played as nights


def flat(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of a record with its path: an account of differences independent of the code under test."""
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(value, list) and value:
        for number, inner in enumerate(value):
            yield from flat(inner, f"{path}[{number}]")
    else:
        yield path, value


PLAIN = {
    "overall_status": "protocolSection.statusModule.overallStatus",
    "last_known_status": "protocolSection.statusModule.lastKnownStatus",
    "why_stopped": "protocolSection.statusModule.whyStopped",
    "brief_title": "protocolSection.identificationModule.briefTitle",
    "official_title": "protocolSection.identificationModule.officialTitle",
    "start_date": "protocolSection.statusModule.startDateStruct.date",
    "primary_completion_date": "protocolSection.statusModule.primaryCompletionDateStruct.date",
    "completion_date": "protocolSection.statusModule.completionDateStruct.date",
    "last_update_date": "protocolSection.statusModule.lastUpdatePostDateStruct.date",
    "minimum_age": "protocolSection.eligibilityModule.minimumAge",
    "maximum_age": "protocolSection.eligibilityModule.maximumAge",
    "criteria": "protocolSection.eligibilityModule.eligibilityCriteria",
}
IN_LISTS = {
    "arm": "protocolSection.armsInterventionsModule.armGroups[",
    "site": "protocolSection.contactsLocationsModule.locations[",
}


def check_truth(old: dict[str, Any], new: dict[str, Any], found: list[SeenChange]) -> None:
    """What the run told against the leaves that differ: nothing missing, nothing invented."""
    before, after = dict(flat(old)), dict(flat(new))
    differ = {
        path.replace("resultsSection", "")
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
        and path.split(".")[0].split("[")[0] in ("protocolSection", "derivedSection", "hasResults")
        and not path.endswith("versionHolder")
    }
    what = {c.what for c in found}
    for name, path in PLAIN.items():
        assert (name in what) == (path in differ), (name, path)
    for name, prefix in IN_LISTS.items():
        if any(path.startswith(prefix) for path in differ):
            assert any(c.what.startswith(name) or (c.place or "").startswith(prefix[:-1]) for c in found), name
    modules = {".".join(path.replace("[", ".[").split(".")[:2]) for path in differ}
    others = {c.place for c in found if c.what == "other"}
    for change in others:
        assert any(path.startswith(change or "?") for path in differ), change
    told_modules = {place.rsplit(".", 1)[0] for place in others if place and place.count(".") == 2} | {
        path.rsplit(".", 1)[0] for path in others if path and path.count(".") == 1
    }
    covered = {"protocolSection.statusModule", "protocolSection.identificationModule", "protocolSection.eligibilityModule",
               "protocolSection.armsInterventionsModule", "protocolSection.contactsLocationsModule", "protocolSection.designModule",
               "protocolSection.conditionsModule", "protocolSection.sponsorCollaboratorsModule"}  # fmt: skip
    assert {m for m in modules if m not in covered} <= told_modules | others
    assert bool(differ) == bool(found)


def of_one_day(studies: list[dict[str, Any]], day: str) -> list[dict[str, Any]]:
    """As one snapshot of the registry shows them: all with the same versionHolder."""
    shown = copy.deepcopy(studies)
    for study in shown:
        study.setdefault("derivedSection", {}).setdefault("miscInfoModule", {})["versionHolder"] = day
    return shown


def pairs() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    folder = SHARED / "ctgov" / "wire" / "change_pairs"
    return [
        (
            f.name.split(".")[0],
            json.loads(f.read_text()),
            json.loads(Path(str(f).replace("before", "after")).read_text()),
        )
        for f in sorted(folder.glob("*.before.json"))
    ]


def versions() -> list[list[dict[str, Any]]]:
    file = SHARED / "corpus" / "versions.jsonl"
    if not file.exists():
        return []
    return [[v["study"] for v in json.loads(line)["versions"]] for line in file.read_text().splitlines()]


@pytest.mark.skipif(not pairs(), reason="the recorded change pairs are not there")
def test_recorded_changes_without_a_new_update_date_are_found_and_nothing_else(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    bystanders = fake.studies
    fake.studies = of_one_day([before for _, before, _ in pairs()] + bystanders, "2026-11-20")
    nights()
    fake.studies = of_one_day([after for _, _, after in pairs()] + bystanders, "2026-11-21")
    counts = nights()
    assert (counts.changed, counts.unchanged) == (len(pairs()), len(bystanders))
    assert {c.nct_id for c in changes(store)} == {nct_id for nct_id, _, _ in pairs()}
    for nct_id, before, after in pairs():
        check_truth(before, after, changes(store, nct_id))
        assert "last_update_date" not in {c.what for c in changes(store, nct_id)}
    for nct_id in ("NCT05294952", "NCT06302556"):
        said = {c.what: (c.removed, c.added) for c in changes(store, nct_id)}
        assert said["overall_status"] == (("NOT_YET_RECRUITING",), ("UNKNOWN",))
        assert said["last_known_status"] == ((), ("NOT_YET_RECRUITING",))
    assert {c.what for c in changes(store, "NCT06825494")} == {"site_position"}


@pytest.mark.skipif(not versions(), reason="the recorded versions are not there")
def test_recorded_versions_played_as_nights_give_their_true_changes_and_nothing_else(
    nights: Nights, fake: FakeRegistry, store: Store
) -> None:
    bystanders = fake.studies
    last = max(len(v) for v in versions())
    shown: list[dict[str, Any]] = []
    counts = None
    for night in range(last + 1):  # the last night repeats the one before
        former, shown = shown, [v[min(night, len(v) - 1)] for v in versions()]
        fake.studies = of_one_day(shown + bystanders, f"2026-11-{night + 1:02}")
        counts = nights()
        with store.snapshot() as view:
            seen_at = {c.seen_at for c in view.changes()}
        tonight = [c for c in changes(store) if c.seen_at.startswith(nights.moment.date().isoformat())]
        assert len(seen_at) <= night
        if not former:
            continue
        then, now = (of_one_day(studies, "same") for studies in (former, shown))
        moved = {nct_id_in(new) for old, new in zip(then, now, strict=True) if old != new}
        assert {c.nct_id for c in tonight} == moved
        assert counts.changed == len(moved)
        for old, new in zip(former, shown, strict=True):
            check_truth(old, new, [c for c in tonight if c.nct_id == nct_id_in(new)])
    assert counts is not None
    assert counts.changed == 0
