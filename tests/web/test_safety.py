"""Who may come in, what is refused, and what is never written down."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.settings import Settings
from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.web.app import create_app
from matcher.web.door import SESSION, Keys
from matcher.web.serve import NotSafe, serve

# Words that stand in no trial and no code, put into every field that takes text.
SECRETS = ("Xanthippe-Quux", "zzzolaparib", "Qq4711", "Wolfenbuettel")
PRIVATE = {
    "patient_id": SECRETS[0], "stage": "IV", "prior_therapies": SECRETS[1], "er_percent": "37.125", "ecog": "1",
    "biomarkers": f"{SECRETS[2]}:positive",
}  # fmt: skip


def test_without_keys_only_this_machine_may_ask(client: TestClient) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "192.0.2.1"):
        assert client.get("/api/v1/status", headers={"host": host}).status_code == 403


def test_without_keys_it_binds_to_nothing_but_this_machine() -> None:
    with pytest.raises(NotSafe, match="set TRIALMATCH_API_KEYS first"):
        serve(Settings(), "0.0.0.0", 8000)


def test_with_keys_each_question_needs_one(guarded_client: TestClient) -> None:
    for headers in ({}, {"x-api-key": "wrong"}, {"x-api-key": "clé".encode()}):
        answer = guarded_client.get("/api/v1/status", headers=headers)
        assert answer.status_code == 401
        assert "X-API-Key" in answer.json()["detail"]
    assert guarded_client.get("/api/v1/status", headers={"x-api-key": "other-key"}).status_code == 200


def test_with_keys_the_page_asks_to_sign_in_and_lets_out_again(guarded_client: TestClient) -> None:
    assert guarded_client.get("/", follow_redirects=False).headers["location"] == "/sign-in"
    refused = guarded_client.post("/sign-in", data={"key": "wrong"})
    assert refused.status_code == 401
    assert "not one of the keys" in refused.text
    welcomed = guarded_client.post("/sign-in", data={"key": "one-key"}, follow_redirects=False)
    assert {"httponly", "samesite=strict"} <= {
        part.strip().lower() for part in welcomed.headers["set-cookie"].split(";")
    }
    assert "Which trials" in guarded_client.get("/").text
    guarded_client.post("/sign-out")
    assert guarded_client.get("/", follow_redirects=False).status_code == 303


def test_a_session_is_signed_and_ends() -> None:
    now = 1_000_000.0
    keys = Keys(("one-key",), lambda: now)
    session = keys.session_of("key-1")
    assert keys.signed_in(session) == "key-1"
    assert keys.signed_in(session.replace("key-1", "key-2")) is None
    assert Keys(("another",), lambda: now).signed_in(session) is None
    now += 13 * 3600
    assert keys.signed_in(session) is None
    assert keys.signed_in("") is None


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_a_form_of_another_site_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    for path in ("/match", "/ask", "/cohort", "/api/v1/match", "/sign-in", "/sign-out"):
        assert client.post(path, data={"stage": "IV"}, headers=headers).status_code == 403


def test_too_many_questions_are_put_off(sample_database: Store, vocabulary: Vocabulary) -> None:
    with TestClient(
        create_app(sample_database, vocabulary, questions_per_minute=3), base_url="http://localhost"
    ) as client:
        answers = [client.post("/api/v1/derive", json={}) for _ in range(4)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429]
        assert answers[-1].headers["retry-after"] == "60"
        assert client.get("/").status_code == 200


def test_keys_can_not_be_tried_in_bulk(guarded_client: TestClient) -> None:
    answers = [guarded_client.post("/sign-in", data={"key": str(n)}).status_code for n in range(12)]
    assert answers[-1] == 429


def test_every_answer_carries_the_headers_of_safety(client: TestClient) -> None:
    for path in ("/", "/api/v1/status", "/static/style.css", "/no-such-page", "/health"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert client.post("/match", data={"stage": "IV"}).headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_style_in_it_or_names_another_host(client: TestClient) -> None:
    pages = [client.get(path).text for path in ("/", "/cohort", "/freshness", "/docs")]
    pages += [client.post(path, data={"stage": "IV"}).text for path in ("/match", "/trials/NCT99900001")]
    for page in pages:
        assert "<script>" not in page
        assert "style=" not in page
        assert not any(f'{name}="http' in page for name in ("src", "action", "data"))


def walk(client: TestClient) -> None:
    """Every door through which facts of a patient come, with facts that can be found again."""
    for more in (
        {},
        {"as": "csv"},
        {"as": "xlsx"},
        {"as": "print"},
        {"view": "table"},
        {"settle": "1"},
        {"ecog": "77"},
    ):
        client.post("/match", data=PRIVATE | more)
    for path in ("/ask", "/derive", "/settle", "/trials/NCT99900001"):
        client.post(path, data=PRIVATE)
    facts: dict[str, Any] = {"patient_id": SECRETS[0], "er_percent": 37.125, "prior_therapies": [SECRETS[1]]}
    for body in (
        {"patient": facts},
        {"patient": facts | {"city": SECRETS[3]}},
        {"patient": facts | {"ecog": SECRETS[2]}},
    ):
        client.post("/api/v1/match", json=body)
    client.post("/api/v1/cohort", json={"patients": [facts, {SECRETS[2]: 1}]})
    client.post("/api/v1/derive", json=facts)
    client.post("/cohort", data={"rows": f"patient_id,er_percent\n{SECRETS[0]},37.125\n{SECRETS[1]},{SECRETS[2]}\n"})
    client.get(f"/api/v1/trials?limit={SECRETS[2]}")


def test_no_patient_fact_is_left_in_a_log_or_in_the_database(
    client: TestClient, caplog: pytest.LogCaptureFixture, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        walk(client)
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]  # the client of the test itself
    assert len([r for r in ours if r.name == "trialmatch.audit"]) >= 10
    written = "\n".join([*(r.getMessage() for r in ours), *capfd.readouterr()])
    with sqlite3.connect(tmp_path / "sample.db") as database:
        written += "\n".join(database.iterdump())
    assert not any(fact in written for fact in (*SECRETS, "37.125"))


def test_the_line_of_audit_says_what_was_asked_of_which_data_with_which_key(
    guarded_client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        guarded_client.post("/api/v1/cohort", json={"patients": [{}, {}]}, headers={"x-api-key": "other-key"})
    (line,) = [r.getMessage() for r in caplog.records if r.name == "trialmatch.audit"]
    assert line.startswith("cohort key=key-2 patients=2 data=")
    assert "reader=" in line
    assert "other-key" not in caplog.text


def test_a_request_is_logged_by_method_path_and_status_without_its_query(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.get("/trials/NCT00000000%0aforged?stage=IV")
    (line,) = [r.getMessage() for r in caplog.records if r.name == "trialmatch.access"]
    assert line.startswith("GET /trials/NCT00000000%0Aforged 404 ")
    assert "stage" not in line
    assert "\n" not in line


def test_a_failure_nobody_foresaw_is_told_and_logged_without_its_message(
    web_app: FastAPI, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> Callable[[], None]:
        raise KeyError("facts of a patient")

    monkeypatch.setattr(web_app.state.copy, "edition", fails)
    with TestClient(web_app, base_url="http://localhost") as client:
        answer = client.post("/api/v1/match", json={"patient": {}})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "KeyError at " in caplog.text
    assert "facts of a patient" not in caplog.text
    assert SESSION not in answer.cookies


def test_while_the_database_is_away_the_copy_in_memory_goes_on_answering(
    web_app: FastAPI, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data.database import DatabaseUnreachable

    assert client.post("/match", data={"stage": "IV"}).status_code == 200

    def away() -> None:
        raise DatabaseUnreachable("the database is away")

    copy = web_app.state.copy
    monkeypatch.setattr(copy, "_now_published", away)
    copy._looked = float("-inf")
    assert client.post("/match", data={"stage": "IV"}).status_code == 200
