"""The matches of one patient as a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from matcher.deciding.settling import Settles
from matcher.fact_words import field_words
from matcher.ranking import Ranking
from matcher.service import Matcher
from matcher.terminal.console import console_to, short

SUPPORT = "Supports, and does not replace, a clinician's judgement."


BANNER = "INVENTED SAMPLE TRIALS: none of these trials exists. Run `trialsync once` where the registry can be reached."


COLOURS = {"eligible": "green", "possible": "yellow", "ineligible": "red"}


def print_matches(ranking: Ranking, matcher: Matcher, limit: int, out: Path | None) -> None:
    """The best `limit` matches, with the counts of all."""
    console = console_to(out)
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
            f"{told} of {len(matcher)} trials" + (f"; the best {limit} are shown" if len(ranking.order) > limit else "")
        )
    )
    _print_settles(console, matcher.settles(ranking.known.patient))
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
        why.append(f"  “{short(finding['quote'])}”\n", style="dim italic")
    miles = "" if m["distance_miles"] is None else f"\n{m['distance_miles']:g} miles"
    return (
        title,
        verdict,
        why,
        Text("\n".join(map(field_words, m["missing"][:4]))),
        Text((m["nearest_site"] or "-") + miles),
    )
