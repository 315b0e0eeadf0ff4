"""`trialmatch serve`: the web door on an address."""

from __future__ import annotations

import logging

from data.database import open_database
from data.settings import Settings
from data.store import Store
from data.vocabulary import load_vocabulary
from matcher.web.app import create_app
from matcher.web.safety import LOOPBACK


class NotSafe(ValueError):
    """The address is open to others and no key is set; the message says what to do."""


def serve(settings: Settings, host: str, port: int) -> None:
    """Answers until it is stopped. Raises NotSafe, DatabaseProblem, NothingRead."""
    import uvicorn

    keys = [key.get_secret_value() for key in settings.api_keys]
    if not keys and host not in LOOPBACK:
        raise NotSafe(f"--host {host} is open to other machines: set TRIALMATCH_API_KEYS first, or leave --host out")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    app = create_app(Store(open_database(settings.database_url)), load_vocabulary(), keys)
    app.state.copy.matcher()  # a copy that can't be read is told now, not to the first who asks
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
