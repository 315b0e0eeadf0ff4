"""When the next request may start, and whether another try is worth it: politeness and bounded patience of one run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import msgspec

from sync.errors import RegistryProblem, Stopped, Transient


class Patience(msgspec.Struct, frozen=True):
    """How long to wait for what, in seconds, and how often to try."""

    connect_seconds: float = 10.0
    read_seconds: float = 120.0
    request_seconds: float = 300.0
    run_seconds: float = 1800.0
    tries: int = 5
    first_connect_seconds: float = 5.0
    first_tries: int = 2
    run_retries: int = 20
    backoff_seconds: float = 1.0
    backoff_cap_seconds: float = 60.0
    blocked_pauses: tuple[float, ...] = (30.0, 120.0)


class Pace:
    """`retries` counts the tries that came to nothing; `reached` is whether the registry has answered at all.

    The clock, the pause and the chance are arguments.
    """

    def __init__(
        self,
        patience: Patience,
        requests_per_second: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
        stopped: Callable[[], bool] = lambda: False,
    ):
        self.patience, self.clock, self.stopped = patience, clock, stopped
        self.retries = 0
        self.reached = False
        self._interval = 1 / requests_per_second
        self._pause, self._chance = pause, chance
        self._started = self._next_start = clock()

    @property
    def connect_seconds(self) -> float:
        return self.patience.connect_seconds if self.reached else self.patience.first_connect_seconds

    def wait_for_turn(self) -> None:
        """Raises Stopped, or Transient where the run would take too long."""
        self.check_run()
        wait = self._next_start - self.clock()
        if wait > 0:
            self.check_run(ahead=wait)
            self._pause(wait)
            self.check_run()
        self._next_start = self.clock() + self._interval

    def halve_the_rate(self) -> None:
        self._interval = min(2 * self._interval, self.patience.backoff_cap_seconds)

    def backoff(self, tries: int, problem: RegistryProblem) -> float:
        """How long to wait after so many failed tries: full jitter below a doubling ceiling. Raises `problem` at the end."""
        # A registry that was never reached is reported within seconds: somebody may be waiting at the terminal.
        if tries >= (self.patience.tries if self.reached else self.patience.first_tries):
            raise problem
        ceiling: float = min(self.patience.backoff_cap_seconds, self.patience.backoff_seconds * 2 ** (tries - 1))
        return self._chance() * ceiling

    def spend(self, wait: float) -> None:
        """Waits before another try. Raises Transient where the run has had too many, or would take too long."""
        self.retries += 1
        if self.retries > self.patience.run_retries:
            raise Transient(f"the registry failed {self.retries} times in this run: given up for tonight")
        self.check_run(ahead=wait)
        self._pause(wait)

    def check_run(self, ahead: float = 0.0) -> None:
        if self.stopped():
            raise Stopped("the run was asked to stop")
        if self.clock() + ahead - self._started > self.patience.run_seconds:
            raise Transient(f"the run would take longer than {self.patience.run_seconds / 60:.0f} minutes")
