"""Where a person reads: the terminal, or a file of its width."""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console


def console_to(out: Path | None = None) -> Console:
    if out is None:
        return Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    return Console(file=out.open("w", encoding="utf-8"), width=150, highlight=False)


def short(quote: str, length: int = 160) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= length else quote[: length - 1] + "…"
