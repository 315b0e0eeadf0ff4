"""The web door over the invented sample."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.web.app import create_app

TODAY = date(2026, 11, 24)
HERE = "http://127.0.0.1:8000"


@pytest.fixture
def web_app(sample_database: Store, vocabulary: Vocabulary) -> FastAPI:
    return create_app(sample_database, vocabulary, (), lambda: TODAY, questions_per_minute=100_000)


@pytest.fixture
def client(web_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(web_app, base_url=HERE) as client:
        yield client


@pytest.fixture
def guarded_client(sample_database: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    app = create_app(sample_database, vocabulary, ("one-key", "other-key"), lambda: TODAY)
    with TestClient(app, base_url="http://matcher.example") as client:
        yield client


@pytest.fixture
def address(web_app: FastAPI) -> Iterator[str]:
    """The app on a real port of this machine."""
    with served(web_app) as address:
        yield address


@pytest.fixture
def guarded_address(sample_database: Store, vocabulary: Vocabulary) -> Iterator[str]:
    with served(create_app(sample_database, vocabulary, ("one-key",), lambda: TODAY)) as address:
        yield address


@contextlib.contextmanager
def served(app: FastAPI) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)
