"""Schemathesis asks what the OpenAPI document allows, and what it does not: no failure of the server, no answer that the
document does not describe."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from data.database import open_database
from data.store import Store
from data.vocabulary import load_vocabulary
from matcher.web.app import create_app
from tests.web.conftest import served

pytestmark = pytest.mark.slow

OPERATIONS = (
    ("POST", "match"), ("POST", "cohort"), ("POST", "derive"), ("GET", "trials"), ("GET", "trials/{nct_id}"), ("GET", "changes"),
    ("GET", "status"),
)  # fmt: skip


@pytest.fixture(scope="module")
def document(sample_file: Path) -> Iterator[Any]:
    store = Store(open_database(f"sqlite:///{sample_file}"))
    app = create_app(store, load_vocabulary(), (), lambda: date(2026, 11, 24), questions_per_minute=10_000_000)
    with served(app) as address:
        yield schemathesis.openapi.from_url(f"{address}/openapi.json")
    store.engine.dispose()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("verb", "name"), OPERATIONS)
def test_no_question_meets_a_failure_or_an_answer_that_is_not_described(
    document: Any, verb: str, name: str, mode: GenerationMode
) -> None:
    if (name, mode) == ("status", GenerationMode.NEGATIVE):
        pytest.skip("there is nothing in the question that could be wrong")
    operation = document[f"/api/v1/{name}"][verb]

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def ask(case: Any) -> None:
        # A schema can't say that two facts contradict each other: such a patient is refused though each fact is right.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    ask()


def test_every_operation_of_the_document_is_asked(document: Any) -> None:
    described = {(o.ok().method.upper(), o.ok().path.removeprefix("/api/v1/")) for o in document.get_all_operations()}
    assert described == set(OPERATIONS)
