"""Matches, readings and the scorecard as a person reads them in a terminal."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from data.criteria import Criterion, Evidence, Reading
from data.stored import SeenChange, StoredTrial
from data.trial import Trial
from matcher.deciding.settling import Settles
from matcher.evaluation import Scorecard
from matcher.ranking import Ranking
from matcher.results import field_words
from matcher.service import Matcher

SUPPORT = "Supports, and does not replace, a clinician's judgement."
BANNER = "INVENTED SAMPLE TRIALS: none of these trials exists. Run `trialsync once` where the registry can be reached."
COLOURS = {"eligible": "green", "possible": "yellow", "ineligible": "red"}


def _console(out: Path | None = None) -> Console:
    if out is None:
        return Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    return Console(file=out.open("w", encoding="utf-8"), width=150, highlight=False)


def print_matches(ranking: Ranking, matcher: Matcher, limit: int, out: Path | None) -> None:
    """The best `limit` matches, with the counts of all."""
    console = _console(out)
    if matcher.is_sample:
        console.print(Text(f" {BANNER} ", style="bold white on red"))
    matches = list(ranking.matches(0, limit))
    told = ", ".join(f"{ranking.counts[v]} {v}" for v in COLOURS if ranking.counts[v]) or "no trial"
    table = Table(show_lines=True, header_style="bold", expand=True)
    for name, ratio in (
        ("Trial", 5),
        ("Verdict", 2),
        ("Why (deciding finding and its quote)", 9),
        ("Ask next", 3),
        ("Nearest site", 3),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    for m in matches:
        table.add_row(*_row(m))
    if matches:
        console.print(table)
    console.print(
        Text(
            f"{told} of {len(matcher.trials)} trials"
            + (f"; the best {limit} are shown" if len(ranking.order) > limit else "")
        )
    )
    _print_settles(console, matcher.ranked.settles(ranking.known.patient))
    console.print(Text(_provenance(matcher), style="dim"))


def _print_settles(console: Console, settles: Sequence[Settles]) -> None:
    """The five facts that would settle most."""
    if settles:
        console.print(Text("What would settle more:", style="bold"))
    for fact, could, certainly in settles[:5]:
        console.print(
            Text(
                f"  {field_words(fact)}: could decide {could} possible trial{'' if could == 1 else 's'}, {certainly} of them whatever the result"
            )
        )


def _provenance(matcher: Matcher) -> str:
    reader = matcher.reader_version or "-"
    source = (
        "invented sample"
        if matcher.is_sample
        else f"ClinicalTrials.gov, data of {matcher.data_timestamp or 'unknown date'}"
    )
    return f"Source: {source}; eligibility text machine-read (reader {reader}). {SUPPORT}"


def _row(m: dict[str, Any]) -> tuple[Text, ...]:
    title = Text(m["nct_id"], style="bold")
    title.append(f"\n{m['title']}", style="not bold")
    phase = "/".join(m["phases"]) or "-"
    title.append(f"\n{phase} · {m['kind'].replace('_', ' ')} · {m['overall_status'] or '-'}", style="dim not bold")
    if m["stale"]:
        title.append(f"\n{m['stale']}", style="yellow not bold")
    verdict = Text(m["verdict"], style=COLOURS[m["verdict"]])
    if m["cohort"]:
        verdict.append(f"\n{m['cohort']}", style="default")
    if m["unread"]:
        verdict.append(f"\n{m['unread']} unread", style="dim")
    order = ("not_met", "unknown", "met") if m["verdict"] == "ineligible" else ("met", "unknown", "not_met")
    why = Text()
    for finding in sorted(m["findings"], key=lambda f: order.index(f["result"]))[:3]:
        sign = {"met": "+", "not_met": "x", "unknown": "?"}[finding["result"]]
        why.append(f"{sign} {finding['reason']}\n")
        why.append(f"  “{_short(finding['quote'])}”\n", style="dim italic")
    miles = "" if m["distance_miles"] is None else f"\n{m['distance_miles']:g} miles"
    return (
        title,
        verdict,
        why,
        Text("\n".join(map(field_words, m["missing"][:4]))),
        Text((m["nearest_site"] or "-") + miles),
    )


def _short(quote: str, length: int = 160) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= length else quote[: length - 1] + "…"


# ---------------------------------------------------------------- one reading


def print_reading(trial: Trial, reading: Reading) -> None:
    """Every criterion with its quote, what is no patient fact by kind, and what was not read."""
    console, sources = _console(), trial.sources()
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
            quote = _short(sources[evidence.source][evidence.start : evidence.end], 300)
            console.print(
                Text(f"      [{evidence.source} {evidence.start}:{evidence.end}] “{quote}”", style="dim italic")
            )


def _print_quotes(console: Console, evidence: Iterable[Evidence], sources: dict[str, str]) -> None:
    for e in evidence:
        console.print(Text(f"      “{_short(sources[e.source][e.start : e.end], 300)}”", style="dim italic"))


def print_history(stored: StoredTrial, changes: Sequence[SeenChange]) -> None:
    """What changed in one record, the oldest first: taken out, put in, when we saw it and of which registry data."""
    console = _console()
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


# ---------------------------------------------------------------- scorecard


def scorecard_json(card: Scorecard) -> str:
    groups = {
        name: {
            "n": f.pairs,
            "accuracy": f.accuracy,
            "missed": f.missed,
            "wrongly": f.wrongly,
            "F1": f.f1,
            "backed": f.backed,
        }
        for name, f in card.groups.items()
    }
    return json.dumps({"groups": groups, "coverage": card.coverage, "sentences": card.sentences}, indent=2)


def print_scorecard(card: Scorecard, errors: int) -> None:
    print(f"{'group':18}{'n':>7}{'accuracy':>10}{'missed':>9}{'wrongly':>9}{'F1':>8}{'backed':>8}")
    for name, f in card.groups.items():
        print(f"{name:18}{f.pairs:7}{f.accuracy:10.3f}{f.missed:9.3f}{f.wrongly:9.3f}{f.f1:8.3f}{f.backed:8.3f}")
        for line in f.errors[:errors]:
            print(f"  {line}")
    print(f"coverage: {card.coverage:.3f} of {card.sentences} sentences of criteria are read or of a known kind")
