"""One trial's reading and history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from data.criteria import Criterion, Evidence, Reading
from data.stored import SeenChange, StoredTrial
from data.trial import Trial
from matcher.terminal.console import console_to, short
from matcher.terminal.matches import SUPPORT


def print_reading(trial: Trial, reading: Reading) -> None:
    """Every criterion with its quote, what is no patient fact by kind, and what was not read."""
    console, sources = console_to(), trial.sources()
    console.print(Text(f"{trial.nct_id}  {trial.brief_title}", style="bold"))
    console.print(
        Text(
            f"{trial.overall_status or '-'} · reader {reading.reader_version} · {reading.sentences} sentences",
            style="dim",
        )
    )
    _print_criteria(console, "Criteria for every cohort" if reading.cohorts else "Criteria", reading.criteria, sources)
    for cohort in reading.cohorts:
        closed = " (closed: does not count)" if cohort.closed else ""
        _print_criteria(console, f"{cohort.label}{closed}", cohort.criteria, sources)
    kinds: dict[str, list[Evidence]] = {}
    for note in reading.notes:
        kinds.setdefault(note.kind, []).append(note.evidence)
    console.print(Text(f"\nUnderstood, but no fact of the patient form ({len(reading.notes)})", style="bold"))
    for kind in sorted(kinds):
        console.print(Text(f"  {kind.replace('_', ' ')}", style="cyan"))
        _print_quotes(console, kinds[kind], sources)
    console.print(Text(f"\nNOT READ: a person must read these ({len(reading.unread)})", style="bold red"))
    _print_quotes(console, [u.evidence for u in reading.unread], sources)
    console.print(Text(SUPPORT, style="dim"))


def _print_criteria(console: Console, title: str, criteria: Iterable[Criterion], sources: dict[str, str]) -> None:
    console.print(Text(f"\n{title}", style="bold"))
    for c in sorted(criteria, key=lambda c: c.facet):
        line = Text(f"  {c.facet}: ", style="cyan")
        line.append(c.statement, style="default")
        console.print(line)
        for evidence in c.evidence[:3]:
            quote = short(sources[evidence.source][evidence.start : evidence.end], 300)
            console.print(
                Text(f"      [{evidence.source} {evidence.start}:{evidence.end}] “{quote}”", style="dim italic")
            )


def _print_quotes(console: Console, evidence: Iterable[Evidence], sources: dict[str, str]) -> None:
    for e in evidence:
        console.print(Text(f"      “{short(sources[e.source][e.start : e.end], 300)}”", style="dim italic"))


def print_history(stored: StoredTrial, changes: Sequence[SeenChange]) -> None:
    """What changed in one record, the oldest first: taken out, put in, when we saw it and of which registry data."""
    console = console_to()
    console.print(Text(f"{stored.nct_id}  {stored.brief_title}", style="bold"))
    console.print(
        Text(f"{stored.state}; first seen {stored.first_seen}, last changed {stored.changed_at}", style="dim")
    )
    for c in changes:
        console.print(
            Text(f"{c.seen_at} (data of {c.data_timestamp or '-'})  {c.what} {c.place or ''}".rstrip(), style="cyan")
        )
        for sign, style, texts in (("-", "red", c.removed), ("+", "green", c.added)):
            for text in texts:
                console.print(Text(f"  {sign} {text}", style=style))
    if not changes:
        console.print(Text("No change was seen since then."))


def reading_json(trial: Trial, reading: Reading) -> str:
    """The reading with each span's quote beside it."""
    sources = trial.sources()

    def quoted(value: Any) -> Any:
        if isinstance(value, dict):
            if set(value) == {"source", "start", "end"}:
                return value | {"quote": sources[value["source"]][value["start"] : value["end"]]}
            return {k: quoted(v) for k, v in value.items()}
        return [quoted(v) for v in value] if isinstance(value, list) else value

    return json.dumps(quoted(msgspec.to_builtins(reading)), ensure_ascii=False, indent=2)
