"""The answer: true counts, filters, order, table, files, the print view."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.patient import Patient
from matcher.web.filters import SORTS, BadFilter, Filters, Narrowed
from matcher.web.forms import texts_of
from matcher.web.pages.answer import CARDS
from matcher.web.pages.ask import samples

# A patient of the sample: HER2-low, triple-negative, stable brain metastases.
PATIENT = Patient.from_facts(samples()[0])
ANSWER = texts_of(PATIENT)


def ids(page: str) -> list[str]:
    return re.findall(r'formaction="/trials/(NCT\d+)"', page)


def tabs(page: str) -> dict[str, int]:
    return {name: int(n) for name, n in re.findall(r'value="(\w+)" class="tab[^>]*><b>(\d+)</b>', page)}


def narrowed(app: FastAPI, filters: Filters) -> Narrowed:
    edition = app.state.copy.edition()
    return Narrowed(edition.matcher.ranked, edition.shelf, PATIENT, filters)


def test_the_answer_shows_counts_verdicts_quotes_and_the_categories(client: TestClient) -> None:
    page = client.post("/match", data=ANSWER).text
    counts = tabs(page)
    assert counts["open"] == counts["eligible"] + counts["possible"] == len(ids(page))
    assert "<q>" in page
    assert "HER2-low" in page
    assert "Recurrent metastatic" in page
    assert "Nearest recruiting site" in page


def test_what_would_settle_more_is_shown_when_it_is_asked_for(client: TestClient) -> None:
    assert "What would settle more" in client.post("/match", data={**ANSWER, "settle": "1"}).text
    assert "could decide" in client.post("/settle", data=ANSWER).text


@pytest.mark.parametrize("verdict", ["eligible", "possible", "ineligible"])
def test_each_verdict_can_be_reached_and_its_count_is_true(client: TestClient, verdict: str) -> None:
    page = client.post("/match", data={**ANSWER, "verdicts": verdict}).text
    assert len(ids(page)) == min(CARDS, tabs(page)[verdict]) > 0
    assert set(re.findall(r'<article class="card (\w+)"', page)) == {verdict}


def test_ineligible_trials_come_with_the_sentence_that_excludes(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "verdicts": "ineligible"}).text
    for card in page.split("<article")[1:]:
        assert '<li class="finding not_met">' in card.partition("<details>")[0]


def test_the_button_pressed_wins_over_the_verdict_shown_before(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "verdicts": ["open", "eligible"]}).text
    assert set(re.findall(r'<article class="card (\w+)"', page)) == {"eligible"}


@pytest.mark.parametrize("name", ["phase", "kind", "status"])
def test_the_number_beside_a_choice_is_the_number_of_trials_it_leaves(web_app: FastAPI, name: str) -> None:
    from matcher.kinds import KINDS
    from matcher.service import STATUSES
    from matcher.web.shelf import PHASES

    values = {"phase": PHASES, "kind": KINDS, "status": STATUSES}[name]
    offered = narrowed(web_app, Filters(sponsor="invented")).choices(name, values)
    assert offered
    for value, count, _ in offered:
        left = narrowed(web_app, Filters(sponsor="invented", **{name: (value,)}))  # type: ignore[arg-type]
        assert len(left.ranking.order) == count
        assert left.considered == sum(left.counts.values())


def test_two_choices_of_one_kind_add_up(web_app: FastAPI) -> None:
    def left(*phases: str) -> int:
        return len(narrowed(web_app, Filters(phase=phases)).ranking.order)

    assert left("PHASE2", "PHASE3") == left("PHASE2") + left("PHASE3")


def test_a_drug_filter_looks_at_what_is_given_by_drug_and_by_class(web_app: FastAPI) -> None:
    edition = web_app.state.copy.edition()
    offered = edition.shelf.classes_among(edition.shelf.with_status(None))
    for name, count in offered:
        assert edition.shelf.giving(name).sum() == count
    assert not edition.shelf.giving("unheard-of-mab").any()


def test_a_distance_filter_keeps_the_trials_with_a_site_within_it(web_app: FastAPI) -> None:
    near = narrowed(web_app, Filters(distance=50.0, verdicts="all"))
    assert 0 < len(near.ranking.order) < len(narrowed(web_app, Filters(verdicts="all")).ranking.order)
    assert dict(near.distances())[50] == len(near.ranking.order)
    assert all(m["distance_miles"] <= 50 for m in near.ranking.matches())


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_keeps_eligible_before_possible_and_loses_no_trial(web_app: FastAPI, sort: str) -> None:
    found = list(narrowed(web_app, Filters(sort=sort)).ranking.matches())
    assert len(found) == len(narrowed(web_app, Filters()).ranking.order)
    verdicts = [m["verdict"] for m in found]
    assert verdicts == sorted(verdicts)
    if sort == "nearest":
        eligible = [
            m["distance_miles"] for m in found if m["verdict"] == "eligible" and m["distance_miles"] is not None
        ]
        assert eligible == sorted(eligible)


def test_a_filter_that_does_not_exist_is_refused_by_name(client: TestClient) -> None:
    with pytest.raises(BadFilter, match="kind: 'surgery' is not one of"):
        Filters.of({"kind": "surgery"})
    assert client.post("/match", data={**ANSWER, "distance": "far"}).status_code == 422


def test_the_table_shows_the_same_trials_in_the_same_order(client: TestClient) -> None:
    cards, table = (client.post("/match", data={**ANSWER, "view": v}).text for v in ("cards", "table"))
    assert ids(cards) == ids(table)


@pytest.mark.parametrize(
    "question", [{"verdicts": "eligible"}, {"verdicts": "all", "sort": "newest"}, {"phase": "PHASE2", "view": "table"}]
)
def test_the_files_hold_exactly_what_the_filters_leave_in_the_order_shown(
    client: TestClient, question: dict[str, str]
) -> None:
    asked = {**ANSWER, **question}
    shown = ids(client.post("/match", data=asked).text)
    rows = list(
        csv.DictReader(io.StringIO(client.post("/match", data={**asked, "as": "csv"}).content.decode("utf-8-sig")))
    )
    book = openpyxl.load_workbook(io.BytesIO(client.post("/match", data={**asked, "as": "xlsx"}).content))
    assert [row["nct_id"] for row in rows][: len(shown)] == shown
    assert [row[1].value for row in list(book.active.iter_rows())[1:]] == [row["nct_id"] for row in rows]
    assert all(row["reader_version"] for row in rows)


def test_a_therapy_that_is_not_known_is_told(client: TestClient) -> None:
    assert "unheard-of-mab" in client.post("/match", data={**ANSWER, "prior_therapies": "unheard-of-mab"}).text


def test_the_print_view_names_the_patient_facts_and_the_first_trials(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "as": "print", "verdicts": "eligible"}).text
    assert "Trials for the tumour board" in page
    assert "HER2 IHC" in page
    assert 1 <= page.count("<b>NCT") <= 6


def test_where_no_trial_is_left_the_page_says_what_to_do(client: TestClient) -> None:
    page = client.post("/match", data={**ANSWER, "sponsor": "nobody at all"}).text
    assert "No trial is left" in page
    assert tabs(page) == {"open": 0, "eligible": 0, "possible": 0, "ineligible": 0}
