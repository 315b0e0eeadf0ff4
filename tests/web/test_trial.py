"""One trial: its text marked sentence by sentence, its cohorts and sites; text of the registry is only ever text."""

from __future__ import annotations

import re

from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.criteria import Evidence, Reading, Unread
from data.patient import Patient
from data.stored import CopyInfo
from data.trial import Trial
from data.vocabulary.terms import Vocabulary
from matcher.columns import Readable
from matcher.deciding.facts import Known
from matcher.reading.reader import read_trial
from matcher.service import Matcher
from matcher.web.copies import Edition
from matcher.web.findings import led, quoted
from matcher.web.marks import lines_of, marked
from matcher.web.shelf import Shelf
from tests.deciding.invented_facts import Sample

ANSWER = {"stage": "IV", "er_percent": "90", "her2_ihc": "1+", "ecog": "1", "postal_code": "02115"}
HOSTILE = 'Inclusion Criteria:\n\n* <script>alert("x")</script> & ECOG 0-1\n* Stage IV "breast" cancer\n'


def hostile(vocabulary: Vocabulary) -> Readable:
    trial = Trial(
        "NCT99999999", brief_title="<img src=x onerror=alert(1)>", overall_status="RECRUITING", criteria=HOSTILE
    )
    return Readable(trial, read_trial(trial, vocabulary, "test"))


def test_text_of_the_registry_is_shown_as_text(client: TestClient, web_app: FastAPI, vocabulary: Vocabulary) -> None:
    copy = web_app.state.copy
    copy.edition()
    info = CopyInfo(1, 1, None, False, "2026-11-24T15:00:00Z")
    matcher = Matcher([hostile(vocabulary)], vocabulary, info, copy.today())
    copy._edition = Edition(matcher, Shelf(matcher.ranked, vocabulary), copy.freshness(), "hostile")
    questions = [{"ecog": "1"}, {"ecog": "1", "view": "table"}, {"ecog": "1", "as": "print"}]
    pages = [client.post("/match", data=q) for q in questions]
    for page in (*pages, client.post("/trials/NCT99999999", data={"ecog": "1"})):
        assert "NCT99999999" in page.text
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text


def test_the_marked_pieces_join_to_the_text_as_stored(sample: Sample, vocabulary: Vocabulary) -> None:
    known = Known(Patient(ecog=3, stage="IV"), vocabulary)
    for trial, reading in (*sample, hostile(vocabulary)):
        assert "".join(p.text for p in marked(trial, reading, known)) == (trial.criteria or "")


def test_the_lines_hold_every_word_of_the_text_and_their_worst_mark(vocabulary: Vocabulary) -> None:
    trial, reading = hostile(vocabulary)
    lines = lines_of(marked(trial, reading, Known(Patient(ecog=3, stage="IV"), vocabulary)))
    words = " ".join("".join(p.text for p in line.pieces) for line in lines).split()
    assert [w for w in words if w != "•"] == [w for w in HOSTILE.split() if w != "*"]
    assert [line.mark for line in lines] == ["", "not_met", "met"]
    assert [line.heading for line in lines] == [True, False, False]


def test_a_smaller_span_wins_over_the_list_that_holds_it(vocabulary: Vocabulary) -> None:
    trial = Trial("NCT99999999", criteria="abcdef")
    unread = (Unread(Evidence("criteria", 0, 6)), Unread(Evidence("criteria", 2, 4)))
    pieces = marked(trial, Reading("NCT99999999", "", (), (), (), unread, 2), Known(Patient(), vocabulary))
    assert [p.text for p in pieces] == ["ab", "cd", "ef"]


def test_the_trial_page_marks_by_sign_and_word_and_tells_the_finding(client: TestClient) -> None:
    page = client.post("/trials/NCT99900001", data=ANSWER).text
    assert re.search(r'<span class="s met" tabindex="0" role="note" aria-describedby="(n[\d-]+)"', page)
    for described in re.findall(r'aria-describedby="(n[\d-]+)"', page):
        assert page.count(f'id="{described}"') == 1
    for part in (
        "Eligibility criteria",
        "Sites",
        "What changed in the record",
        "Record at ClinicalTrials.gov",
        "Read by reader",
    ):
        assert part in page


def test_sites_come_by_distance_with_status_and_contact(client: TestClient) -> None:
    page = client.post("/trials/NCT99900001", data=ANSWER).text
    sites = page.partition('id="sites"')[2]
    assert sites.index("Boston") < sites.index("Chicago") < sites.index("Seoul")
    assert "desk@example.org" in sites


def test_a_trial_of_no_patient_in_particular_judges_nothing(client: TestClient) -> None:
    page = client.get("/trials/NCT99900001").text
    assert "Enter a patient" in page
    assert (
        'class="s met"' not in page.replace('class="s met" tabindex="0" role="note"', "", 0) or "rules out" not in page
    )


def test_an_unknown_trial_is_not_found_in_a_sentence(client: TestClient) -> None:
    answer = client.get("/trials/NCT00000000", headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert "NCT00000000 is not in the copy" in answer.text


def test_findings_that_rest_on_one_quote_share_it_and_the_telling_come_first() -> None:
    def finding(facet: str, result: str, quote: str) -> dict[str, str]:
        return {"facet": facet, "result": result, "quote": quote, "source": "criteria", "reason": facet}

    findings = [
        finding("age", "met", "a"),
        finding("ecog", "met", "b"),
        finding("her2", "met", "b"),
        finding("biomarker:ESR1", "unknown", "c"),
    ]
    assert [q.reasons for q in quoted(findings)] == [("her2", "ecog"), ("biomarker:ESR1",), ("age",)]
    first, rest = led({"verdict": "possible", "findings": findings})
    assert {q.result for q in first} == {"met", "unknown"}
    assert not rest
