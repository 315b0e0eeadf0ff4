"""The REST interface: the contract's answers, clear refusals, pages and ETags, and a document that says so."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel

from matcher.web.api import answers, examples
from matcher.web.api.questions import CohortQuestion, MatchQuestion

HR_POSITIVE = {"stage": "IV", "er_percent": 90, "pr_percent": 20, "her2_ihc": "1+", "ecog": 1}


def test_one_patient_gets_ranked_matches_with_quotes_and_counts(client: TestClient) -> None:
    answer = client.post("/api/v1/match", json={"patient": HR_POSITIVE, "settles": True}).json()
    assert answer["total"] == answer["counts"]["eligible"] + answer["counts"]["possible"] == len(answer["matches"])
    assert all(f["quote"] for m in answer["matches"] for f in m["findings"])
    assert answer["reader_version"]
    assert answer["sample"] is True
    assert answer["settles"][0]["could"] >= answer["settles"][-1]["could"] > 0


def test_pages_of_an_answer_join_to_the_whole(client: TestClient) -> None:
    def page(**more: Any) -> dict[str, Any]:
        question = {"patient": HR_POSITIVE, "filters": {"verdicts": "all"}} | more
        found: dict[str, Any] = client.post("/api/v1/match", json=question).json()
        return found

    first = page(limit=5)
    rest = page(offset=first["next_offset"], limit=500)
    whole = page(limit=500)
    assert first["matches"] + rest["matches"] == whole["matches"]
    assert whole["next_offset"] is rest["next_offset"] is None


def test_a_filter_narrows_and_the_counts_stay_true(client: TestClient) -> None:
    question = {"patient": HR_POSITIVE, "filters": {"verdicts": "all", "kind": ["treatment"], "phase": ["PHASE3"]}}
    answer = client.post("/api/v1/match", json=question).json()
    assert answer["matches"]
    assert {(m["kind"], "PHASE3" in m["phases"]) for m in answer["matches"]} == {("treatment", True)}
    assert sum(answer["counts"].values()) == answer["total"]


def test_a_bad_patient_in_a_cohort_is_named_and_the_rest_goes_on(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/cohort", json={"patients": [HR_POSITIVE, {"ecog": 9}, {"stage": "IV"}], "limit": 2}
    ).json()
    assert [r["index"] for r in answer["results"]] == [0, 2]
    assert [len(r["matches"]) for r in answer["results"]] == [2, 2]
    assert answer["problems"][0]["index"] == 1
    assert "ecog" in answer["problems"][0]["detail"]


@pytest.mark.parametrize("patients", [[], [{"ecog": 9}]])
def test_a_cohort_of_which_nobody_can_be_judged_is_an_answer_too(client: TestClient, patients: list[Any]) -> None:
    answer = client.post("/api/v1/cohort", json={"patients": patients}).json()
    assert answer["results"] == []
    assert len(answer["problems"]) == len(patients)


def test_one_trial_is_given_with_its_reading_and_quotes(client: TestClient) -> None:
    nct_id = client.get("/api/v1/trials").json()["trials"][0]["nct_id"]
    answer = client.get(f"/api/v1/trials/{nct_id}").json()
    assert answer["trial"]["nct_id"] == nct_id
    assert all(e["quote"] for c in answer["reading"]["criteria"] for e in c["evidence"])


@pytest.mark.parametrize("path", ["trials", "trials/NCT99900001", "changes", "status"])
def test_what_has_not_changed_is_not_sent_again(client: TestClient, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    for held in (first.headers["etag"], f'"other", W/{first.headers["etag"]}'):
        again = client.get(f"/api/v1/{path}", headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"/api/v1/{path}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_list_names_its_next_page_until_the_last(client: TestClient) -> None:
    path, seen = "/api/v1/trials?limit=12", []
    while path:
        answer = client.get(path)
        seen += [t["nct_id"] for t in answer.json()["trials"]]
        path = answer.links.get("next", {}).get("url", "")
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"patient": {"er_status": "positive", "er_percent": 0}}, "er_percent"),
        ({"patient": {"stage": "V"}}, "stage"),
        ({"patient": {"postal_code": "00000"}}, "postal_code"),
        ({"patient": {"no_such_field": 1}}, "no_such_field"),
        ({"patient": {"prior_therapies": ["olaparib"], "never_received": ["PARP inhibitor"]}}, "never_received"),
        ({"patient": {"patient_id": "a\u0000b"}}, "patient_id"),
        ({"patient": {"lines_metastatic": 10**30}}, "lines_metastatic"),
        ({"patient": {}, "filters": {"kind": ["surgery"]}}, "kind"),
        ({"patient": {}, "filters": {"distance": -1}}, "distance"),
        ({"patient": []}, "patient"),
        ({"patient": {}, "limit": 0}, "limit"),
        ({"patient": {}, "colour": 1}, "colour"),
        ({}, "patient"),
    ],
)
def test_bad_input_is_refused_by_name_as_problem_details(client: TestClient, body: dict[str, Any], says: str) -> None:
    answer = client.post("/api/v1/match", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert set(answer.json()) == {"type", "title", "status", "detail"}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"x" * 10_000_000, 413),
        (b'{"patients": [' + b"{}," * 9_999 + b"{}]}", 422),
        (b'{"patient":' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b'{"patient":' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"}", 400),
        (b"{", 422),
        (b"\x00\x01\x02", 422),
        (b"\xff\xfe", 422),
        (b'{"patient": {"prior_therapies": "olaparib"}}', 422),
        (b'{"patient": {"ecog": "1"}}', 422),
        (b'{"patient": {"metastatic": 1}}', 422),
        (b'{"patient": {"age_years": NaN}}', 422),
        (b'{"patient": {"patient_id": "\\ud800"}}', 422),
        (b'{"patient": {"\\ud800": 1}}', 422),
        (b'{"patient": {"lines_metastatic": ' + b"9" * 5000 + b"}}", 400),
        (b"null", 422),
        (b"", 422),
    ],
    ids=lambda value: repr(value[:30]) if isinstance(value, bytes) else str(value),
)  # fmt: skip
def test_a_hostile_body_is_refused_in_a_sentence(client: TestClient, content: bytes, status: int) -> None:
    path = "/api/v1/cohort" if content.startswith(b'{"patients') else "/api/v1/match"
    answer = client.post(path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_a_body_without_a_told_length_is_cut_off_where_it_grows_too_long(client: TestClient) -> None:
    answer = client.post("/api/v1/match", content=(b"x" * 100_000 for _ in range(30)))
    assert answer.status_code == 413


def test_an_unknown_trial_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/trials/NCT99999998").status_code == 404
    assert client.get("/api/v1/trials/..%2fetc").status_code in (404, 422)


def test_the_openapi_document_names_every_path_with_examples_of_question_and_answer(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    names = ("match", "cohort", "trials", "trials/{nct_id}", "changes", "status", "derive")
    assert set(document["paths"]) == {f"/api/v1/{name}" for name in names}
    for verbs in document["paths"].values():
        for operation in verbs.values():
            assert operation["responses"]["200"]["content"]["application/json"]["example"]
            problems = [r["content"] for status, r in operation["responses"].items() if int(status) >= 400]
            assert all(set(content) == {"application/problem+json"} for content in problems)
    assert document["components"]["schemas"]["Patient"]["properties"]["her2_ihc"]


def test_the_examples_are_questions_and_answers_as_they_are(client: TestClient) -> None:
    MatchQuestion.model_validate(examples.MATCH_QUESTION)
    CohortQuestion.model_validate(examples.COHORT_QUESTION)
    assert client.post("/api/v1/match", json=examples.MATCH_QUESTION).status_code == 200
    models: list[type[BaseModel]] = [
        answers.MatchAnswer,
        answers.CohortAnswer,
        answers.TrialsAnswer,
        answers.ChangesAnswer,
        answers.StatusAnswer,
    ]
    for model in models:
        model.model_validate(answers._EXAMPLES[model])
    match = client.post("/api/v1/match", json={"patient": examples.PATIENT}).json()["matches"][0]
    assert set(match) == set(examples.MATCH)


@pytest.mark.parametrize(
    ("path", "body", "model"),
    [
        ("match", {"patient": HR_POSITIVE, "settles": True}, answers.MatchAnswer),
        ("cohort", {"patients": [HR_POSITIVE, {"ecog": 9}]}, answers.CohortAnswer),
        ("derive", HR_POSITIVE, answers.DerivedAnswer),
        ("trials", None, answers.TrialsAnswer),
        ("trials/NCT99900001", None, answers.TrialAnswer),
        ("changes?since=2026-01-01", None, answers.ChangesAnswer),
        ("status", None, answers.StatusAnswer),
    ],
)  # fmt: skip
def test_each_answer_is_what_the_document_says(
    client: TestClient, path: str, body: Any, model: type[BaseModel]
) -> None:
    answer = client.get(f"/api/v1/{path}") if body is None else client.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == 200
    model.model_validate_json(answer.content, strict=True)


def test_the_page_that_describes_rest_shows_each_operation(client: TestClient, web_app: FastAPI) -> None:
    page = client.get("/docs").text
    assert page.count('<section class="operation"') == len(web_app.openapi()["paths"])
    assert "curl -s http://127.0.0.1:8000/api/v1/match" in page
