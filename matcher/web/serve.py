"""`trialmatch serve`: the web door on an address, in one process or several."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI

from data.database import open_database
from data.settings import Settings, load_settings
from data.store import Store
from data.vocabulary import load_vocabulary
from matcher.web.app import create_app
from matcher.web.door import LOOPBACK


class NotSafe(ValueError):
    """The address is open to others and no key is set; the message says what to do."""


def serve(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Answers until it is stopped. Raises NotSafe, DatabaseProblem, NothingRead."""
    import uvicorn

    if not settings.api_keys and host not in LOOPBACK:
        raise NotSafe(f"--host {host} is open to other machines: set TRIALMATCH_API_KEYS first, or leave --host out")
    how: dict[str, Any] = {
        "host": host,
        "port": port,
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
    }
    if workers == 1:
        uvicorn.run(loaded_app(settings), **how)
        return
    _app(settings).state.copy.freshness()  # a database that can't be read is told here, not by each process
    uvicorn.run("matcher.web.serve:loaded_app", factory=True, workers=workers, **how)


def loaded_app(settings: Settings | None = None) -> FastAPI:
    """The app of one process. A copy that can't be read is told now, not to the first who asks."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = _app(settings or load_settings())
    app.state.copy.edition()
    return app


def _app(settings: Settings) -> FastAPI:
    keys = [key.get_secret_value() for key in settings.api_keys]
    store = Store(open_database(settings.database_url))
    return create_app(store, load_vocabulary(), keys, questions_per_minute=settings.questions_per_minute)
