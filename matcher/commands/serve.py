"""`trialmatch serve`: the web page and the REST interface."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from data.settings import load_settings
from matcher.commands.failures import Refused, in_plain_words


def serve(
    host: Annotated[str, typer.Option(help="Anything but this machine needs TRIALMATCH_API_KEYS.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer; each holds the copy.")] = 1,
) -> None:
    """The web page at `/`, the REST interface under `/api/v1`, its description at `/docs`.

    Example: trialmatch serve --port 8000
    """
    from matcher.web.serve import NotSafe
    from matcher.web.serve import serve as answer

    with in_plain_words():
        print(f"trialmatch: http://{host}:{port}/  (Ctrl-C stops it)", file=sys.stderr)
        try:
            answer(load_settings(), host, port, workers)
        except NotSafe as unsafe:
            raise Refused(str(unsafe)) from None
