"""The REST interface: the contract's answers, clear refusals, and no patient fact anywhere but in the body."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from fastapi.testclient import TestClient

HR_POSITIVE = {"stage": "IV", "er_percent": 90, "pr_percent": 20, "her2_ihc": "1+", "ecog": 1}


def test_one_patient_gets_ranked_matches_with_quotes_and_counts(client: TestClient) -> None:
    answer = client.post("/api/v1/match", json={"patient": HR_POSITIVE, "settles": True}).json()
    assert answer["total"] == answer["counts"]["eligible"] + answer["counts"]["possible"] == len(answer["matches"])
    assert all(f["quote"] for m in answer["matches"] for f in m["findings"])
    assert answer["reader_version"]
    assert answer["sample"] is True
    assert answer["settles"][0]["could"] >= answer["settles"][-1]["could"] > 0


def test_pages_of_an_answer_join_to_the_whole(client: TestClient) -> None:
    def ids(**more: Any) -> list[str]:
        answer = client.post("/api/v1/match", json={"patient": HR_POSITIVE, "filters": {"verdicts": "all"}} | more)
        return [m["nct_id"] for m in answer.json()["matches"]]

    assert ids(limit=5) + ids(offset=5, limit=500) == ids(limit=500)


def test_a_filter_narrows_and_the_counts_stay_true(client: TestClient) -> None:
    question = {"patient": HR_POSITIVE, "filters": {"verdicts": "all", "kind": "treatment", "phase": "PHASE3"}}
    answer = client.post("/api/v1/match", json=question).json()
    assert answer["matches"]
    assert {(m["kind"], "PHASE3" in m["phases"]) for m in answer["matches"]} == {("treatment", True)}
    assert sum(answer["counts"].values()) == answer["total"]


def test_a_bad_patient_in_a_cohort_is_named_and_the_rest_goes_on(client: TestClient) -> None:
    answer = client.post("/api/v1/cohort", json={"patients": [HR_POSITIVE, {"ecog": 9}]}).json()
    assert [r["index"] for r in answer["results"]] == [0]
    assert answer["problems"][0]["index"] == 1
    assert "ecog" in answer["problems"][0]["detail"]


def test_one_trial_is_given_with_its_reading_and_quotes(client: TestClient) -> None:
    nct_id = client.get("/api/v1/trials").json()["trials"][0]["nct_id"]
    answer = client.get(f"/api/v1/trials/{nct_id}").json()
    assert answer["trial"]["nct_id"] == nct_id
    assert all(e["quote"] for c in answer["reading"]["criteria"] for e in c["evidence"])


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/trials")
    again = client.get("/api/v1/trials", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/v1/trials?limit=3").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"patient": {"er_status": "positive", "er_percent": 0}}, "er_percent"),
        ({"patient": {"stage": "V"}}, "stage"),
        ({"patient": {"postal_code": "00000"}}, "postal_code"),
        ({"patient": {"no_such_field": 1}}, "no_such_field"),
        ({"patient": {}, "filters": {"kind": "surgery"}}, "kind"),
        ({"patient": []}, "patient"),
        ({"patient": {"patient_id": "\u0000"}, "limit": 0}, "limit"),
        ({}, "patient"),
    ],
)
def test_a_bad_question_is_refused_with_the_field_that_is_wrong(
    client: TestClient, body: dict[str, Any], says: str
) -> None:
    answer = client.post("/api/v1/match", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"x" * 10_000_000, 413),
        (b'{"patient":' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b"\xff\xfe\x00", 400),
        (b"{", 422),
        (b'{"patients":[' + b",".join([b"{}"] * 10_000) + b"]}", 422),
    ],
)
def test_a_hostile_body_is_refused(client: TestClient, content: bytes, status: int) -> None:
    path = "/api/v1/cohort" if content.startswith(b'{"patients') else "/api/v1/match"
    answer = client.post(path, content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert answer.json()["detail"]


def test_an_unknown_trial_is_not_found(client: TestClient) -> None:
    assert client.get("/api/v1/trials/NCT99999998").status_code == 404
    assert client.get("/api/v1/trials/..%2fetc").status_code in (404, 422)


def test_without_keys_only_this_machine_may_ask(client: TestClient) -> None:
    refused = client.get("/api/v1/status", headers={"host": "evil.example"})
    assert refused.status_code == 403


def test_with_keys_each_question_needs_one(guarded_client: TestClient) -> None:
    assert guarded_client.get("/api/v1/status").status_code == 401
    assert guarded_client.get("/api/v1/status", headers={"x-api-key": "wrong"}).status_code == 401
    assert guarded_client.get("/api/v1/status", headers={"x-api-key": "other-key"}).status_code == 200


def test_with_keys_the_page_asks_to_sign_in(guarded_client: TestClient) -> None:
    assert guarded_client.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    assert guarded_client.post("/sign-in", data={"key": "wrong"}).status_code == 401
    guarded_client.post("/sign-in", data={"key": "one-key"})
    assert "Which trials" in guarded_client.get("/").text


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}):
        assert client.post("/match", data={"stage": "IV"}, headers=headers).status_code == 403


def test_the_line_of_audit_says_when_and_what_but_nothing_of_the_patient(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post("/api/v1/match", json={"patient": HR_POSITIVE | {"patient_id": "Mrs Private"}})
        client.post("/match", data={"stage": "IV", "prior_therapies": "olaparib", "patient_id": "Mrs Private"})
    lines = [r.getMessage() for r in caplog.records if r.name == "trialmatch.audit"]
    assert len(lines) == 2
    assert "reader=" in lines[0]
    ours = " ".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))
    assert not any(fact in ours for fact in ("Mrs Private", "olaparib", "er_percent"))


def test_every_answer_carries_the_headers_of_safety(client: TestClient) -> None:
    for path in ("/", "/api/v1/status", "/static/style.css", "/no-such-page"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_openapi_document_names_every_path_and_shows_examples(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert set(document["paths"]) == {
        f"/api/v1/{name}" for name in ("match", "cohort", "trials", "trials/{nct_id}", "changes", "status", "derive")
    }
    assert document["components"]["schemas"]["MatchQuestion"]["examples"]
