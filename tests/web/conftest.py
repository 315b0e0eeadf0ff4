"""The web door over the invented sample, with one more trial whose text is hostile."""

from __future__ import annotations

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


@pytest.fixture
def web_app(sample_database: Store, vocabulary: Vocabulary) -> FastAPI:
    return create_app(sample_database, vocabulary, (), lambda: TODAY)


@pytest.fixture
def client(web_app: FastAPI) -> Iterator[TestClient]:
    with TestClient(web_app) as client:
        yield client


@pytest.fixture
def guarded_client(sample_database: Store, vocabulary: Vocabulary) -> Iterator[TestClient]:
    with TestClient(create_app(sample_database, vocabulary, ("one-key", "other-key"), lambda: TODAY)) as client:
        yield client


@pytest.fixture
def address(web_app: FastAPI) -> Iterator[str]:
    """The app on a real port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(web_app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)
