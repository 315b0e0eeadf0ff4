"""What can go wrong in a run, as a tree. Each message is one sentence for the person who runs the sync:

SyncProblem
├── RegistryProblem
│   ├── FatalRequest      the request itself is refused (400, 405, 414, odd 404, TLS): trying again changes nothing
│   ├── Blocked           403, or a page of HTML with status 200: the edge doesn't let us in
│   ├── Throttled         429 until the patience ended
│   ├── Transient         network, 408, 5xx or a damaged body until the patience ended
│   ├── Absent            404 `NCT number X not found`
│   ├── Moved             a redirect: for one study its new address, otherwise a reason to stop
│   └── TokenRefused      a 4xx while a page token was sent: the chain must start again
├── MixedSnapshot         the data changed while we paged: the chain must start again
├── Refused               a complete answer that is not believable: too few trials, older data, too many departures
├── AnotherRun            another process is at it
└── Stopped               asked to stop (SIGTERM, Ctrl-C)

`mend` is what to do about it, in a sentence of its own.
"""

from __future__ import annotations


class SyncProblem(Exception):
    """A run ended without publishing; the copy from before stays."""

    mend = "Run `trialsync once` again."


class RegistryProblem(SyncProblem):
    mend = "The next night tries again; if it goes on, open the registry's address from this machine."


class FatalRequest(RegistryProblem):
    mend = (
        "Trying again will not help: check TRIALMATCH_REGISTRY_URL and TRIALMATCH_QUERY, then look for a newer version "
        "of this program."
    )


class Blocked(RegistryProblem):
    mend = "Set TRIALMATCH_USER_AGENT to an honest name with an address to write to, or run from another network."


class Throttled(RegistryProblem):
    """`wait_seconds` is what the registry asked for, None where it gave no (believable) figure."""

    mend = "Lower TRIALMATCH_REQUESTS_PER_SECOND; the next night tries again."

    def __init__(self, message: str, wait_seconds: float | None = None):
        super().__init__(message)
        self.wait_seconds = wait_seconds


class Transient(RegistryProblem):
    """`status` is the HTTP status where there was one."""

    def __init__(self, message: str, status: int | None = None):
        super().__init__(message)
        self.status = status


class Absent(RegistryProblem):
    pass


class Moved(RegistryProblem):
    mend = "Set TRIALMATCH_REGISTRY_URL to the registry's new address if it has one."

    def __init__(self, message: str, nct_id: str | None = None):
        super().__init__(message)
        self.nct_id = nct_id


class TokenRefused(RegistryProblem):
    pass


class MixedSnapshot(SyncProblem):
    mend = "The registry was publishing new data; run `trialsync once` again in an hour."


class Refused(SyncProblem):
    mend = "If that is right all the same, run `trialsync once --accept`."


class AnotherRun(SyncProblem):
    mend = "Wait until it has ended; `trialsync status` tells."


class Stopped(SyncProblem):
    pass
