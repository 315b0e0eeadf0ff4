"""A piece of work with a deadline of its own, whatever it hangs on: a stalled body, headers that drip, a dead resolver."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
LOOK_EVERY_SECONDS = 0.2


class TooLate(Exception):
    """The work did not end in time, or nobody waits for it any more; it is left to itself."""


def within(seconds: float, stopped: Callable[[], bool], work: Callable[[], Result]) -> Result:
    """What `work` returns or raises. Raises TooLate after `seconds`, or soon after `stopped()`.

    A socket's own timeouts bound each wait, not their sum. The work runs in a thread that doesn't keep the process up.
    """
    results: list[Result] = []
    problems: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as problem:
            problems.append(problem)
        finally:
            done.set()

    end = time.monotonic() + seconds
    threading.Thread(target=run, name="request", daemon=True).start()
    while not done.wait(LOOK_EVERY_SECONDS):
        if stopped() or time.monotonic() > end:
            raise TooLate
    if problems:
        raise problems[0]
    return results[0]
