"""Options that several commands have, and the copy that they read."""

from __future__ import annotations

from typing import Annotated

import typer

from data.database import open_database
from data.settings import load_settings
from data.store import Store
from matcher.commands.failures import Refused
from matcher.kinds import KINDS
from matcher.service import OPEN_STATUSES, STATUSES

Status = Annotated[str, typer.Option(help="Statuses to consider, separated by commas, or `all`. Default: those open.")]
Verdicts = Annotated[str, typer.Option(help="`all` includes trials she is ineligible for.")]
Kind = Annotated[str, typer.Option(help=f"Kinds to consider, separated by commas: {', '.join(KINDS)}. Default: all.")]


def store() -> Store:
    return Store(open_database(load_settings().database_url))


def statuses(status: str) -> list[str] | None:
    wanted = [name.strip().upper() for name in status.split(",") if name.strip()]
    if wanted == ["ALL"]:
        return None
    for name in wanted:
        check(name, STATUSES, "status")
    return wanted or list(OPEN_STATUSES)


def kinds_of(kind: str) -> list[str] | None:
    wanted = [name.strip().lower() for name in kind.split(",") if name.strip()]
    for name in wanted:
        check(name, KINDS, "kind")
    return wanted or None


def check(value: str, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise Refused(f"--{name}: {value!r} is not one of {', '.join(allowed)}")
