"""`trialmatch serve`: the web door on an address, in one process or several."""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.connection
import signal
import socket
import threading
from typing import Any

from fastapi import FastAPI

from data.database import open_database
from data.settings import Settings, load_settings
from data.store import Store
from data.vocabulary import load_vocabulary
from matcher.web.app import create_app
from matcher.web.door import LOOPBACK

HOW: dict[str, Any] = {"log_level": "warning", "access_log": False, "server_header": False}


class NotSafe(ValueError):
    """The address can't be answered on as it is asked for; the message says what to do."""


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Answers until it is stopped. Raises NotSafe, DatabaseProblem, NothingRead."""
    if not settings.api_keys and host not in LOOPBACK:
        raise NotSafe(f"--host {host} is open to other machines: set TRIALMATCH_API_KEYS first, or leave --host out")
    if workers > 1 and not hasattr(socket, "SO_REUSEPORT"):
        raise NotSafe("--workers: this system lets one process alone answer on a port; leave it out")
    try:
        _listening(host, port, shared=False).close()
    except OSError as taken:
        raise NotSafe(f"--host {host} --port {port} can't be answered on: {taken.strerror}; name another") from None
    if workers == 1:
        _answer(loaded_app(settings), _listening(host, port, shared=False))
        return
    _app(settings).state.copy.freshness()  # a database that can't be read is told here, not by each process
    _answer_together(host, port, workers)


def _answer(app: FastAPI, listening: socket.socket) -> None:
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, **HOW)).run(sockets=[listening])


def _answer_together(host: str, port: int, workers: int) -> None:
    """Each process listens for itself, so that the system deals the callers out evenly. Where one ends by itself all do,
    with exit status 1: what watches over the service starts it anew."""
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_one_of_several, args=(host, port)) for _ in range(workers)]
    told_to_stop = threading.Event()

    def stop(*_: object) -> None:
        told_to_stop.set()
        _end(processes)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    for process in processes:
        process.start()
    multiprocessing.connection.wait([process.sentinel for process in processes])
    _end(processes)
    for process in processes:
        process.join()
    if not told_to_stop.is_set():
        raise SystemExit(1)


def _end(processes: list[Any]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()


def _one_of_several(host: str, port: int) -> None:
    _answer(loaded_app(load_settings()), _listening(host, port, shared=True))


def _listening(host: str, port: int, *, shared: bool) -> socket.socket:
    """A socket on this address. Raises OSError where it is taken."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shared:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listening.bind(address)
    return listening


def loaded_app(settings: Settings) -> FastAPI:
    """The app of one process. A copy that can't be read is told now, not to the first who asks."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = _app(settings)
    app.state.copy.edition()
    return app


def _app(settings: Settings) -> FastAPI:
    keys = [key.get_secret_value() for key in settings.api_keys]
    store = Store(open_database(settings.database_url))
    return create_app(store, load_vocabulary(), keys, questions_per_minute=settings.questions_per_minute)
