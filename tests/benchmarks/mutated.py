"""Reads mutated records: never an error, every quote a slice, and time that grows no faster than the text.

    python -m tests.benchmarks.mutated RECORDS.jsonl [--count 100000] [--workers 2] [--seed 1]

RECORDS.jsonl holds studies in the registry's wire form. Each is cut, shuffled, doubled, stripped of line breaks, strewn with odd signs
or blown up to 200 kB in one line. Prints the errors, the slowest texts in milliseconds a kB, and the mean by length.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from data.criteria import Evidence, Reading
from data.trial import Trial
from data.vocabulary import load_vocabulary
from data.wire import convert
from matcher.reading.reader import read_trial

ODD = [
    "\x00",
    "\u202e",
    "\ufeff",
    "\\",
    "\\>=",
    "&lt;",
    "&#",
    "(",
    ")",
    "((((",
    "**",
    "|",
    "\t",
    "\r\n",
    "\u2265",
    "'",
    "=cmd()",
    "<b>",
    "\ud7ff",
]
BLOWN_UP = 200_000


class Outcome(NamedTuple):
    """One text read. seconds: of processor time; error: the last line of the traceback, or empty."""

    mutation: str
    length: int
    seconds: float
    error: str
    beginning: str


def cut(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[start : start + rng.randrange(len(text) + 1)]


def shuffled_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    rng.shuffle(lines)
    return "\n".join(lines)


def shuffled_words(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    rng.shuffle(words)
    return " ".join(words)


def without_line_breaks(text: str, rng: random.Random) -> str:
    return text.replace("\n", " ")


def strewn(text: str, rng: random.Random) -> str:
    signs = list(text)
    for _ in range(1 + len(signs) // 40):
        signs.insert(rng.randrange(len(signs) + 1), rng.choice(ODD))
    return "".join(signs)


def rubbish(text: str, rng: random.Random) -> str:
    return rng.randbytes(rng.randrange(4000)).decode("latin-1")


def without_blanks(text: str, rng: random.Random) -> str:
    return text.replace(" ", "")[:20_000]


def blown_up(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    piece = text[start : start + 1 + rng.randrange(60)] or "a"
    return piece * (BLOWN_UP // len(piece))


USUAL: tuple[Callable[[str, random.Random], str], ...] = (
    cut, shuffled_lines, shuffled_words, without_line_breaks, strewn, rubbish, without_blanks,
)  # fmt: skip
ONE_BLOWN_UP_IN = 250


def mutations(trials: list[Trial], seeds: range) -> Iterator[tuple[str, Trial]]:
    for seed in seeds:
        rng = random.Random(seed)
        trial = rng.choice(trials)
        mutate = blown_up if seed % ONE_BLOWN_UP_IN == 0 else rng.choice(USUAL)
        text = mutate(trial.criteria or "none", rng)
        title = mutate(trial.brief_title, rng)[:500] if rng.random() < 0.3 else trial.brief_title
        yield mutate.__name__, replace(trial, criteria=text, brief_title=title)


def evidence_of(reading: Reading) -> Iterator[Evidence]:
    for criterion in (*reading.criteria, *(c for cohort in reading.cohorts for c in cohort.criteria)):
        yield from criterion.evidence
    yield from (note.evidence for note in reading.notes)
    yield from (unread.evidence for unread in reading.unread)


def read_some(path: Path, seeds: range) -> list[Outcome]:
    vocabulary = load_vocabulary()
    trials = [convert(json.loads(line)).trial for line in path.read_text(encoding="utf-8").splitlines()]
    outcomes = []
    for name, trial in mutations(trials, seeds):
        error, begun = "", time.process_time()
        try:
            reading = read_trial(trial, vocabulary, "benchmark")
        except Exception:
            error = traceback.format_exc(limit=-1).strip().replace("\n", " ")
        seconds = time.process_time() - begun
        if not error:
            sources = trial.sources()
            if not all(0 <= e.start < e.end <= len(sources[e.source]) for e in evidence_of(reading)):
                error = "a quote is no slice of its source"
        outcomes.append(Outcome(name, len(trial.criteria or ""), seconds, error, (trial.criteria or "")[:60]))
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    share = 250
    ranges = [
        range(s, min(s + share, options.seed + options.count))
        for s in range(options.seed, options.seed + options.count, share)
    ]
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(options.workers) as pool:
        for some in pool.map(read_some, [options.records] * len(ranges), ranges):
            outcomes += some
    report(outcomes)


def report(outcomes: list[Outcome]) -> None:
    errors = [o for o in outcomes if o.error]
    print(f"{len(outcomes)} mutated records read, {len(errors)} with an error")
    for outcome in errors[:10]:
        print(f"  {outcome.mutation}, {outcome.length} characters, {outcome.beginning!r}: {outcome.error}")
    print("milliseconds a kB by length of the criteria (mean, worst):")
    for low, high in ((1, 1_000), (1_000, 5_000), (5_000, 20_000), (20_000, 100_000), (100_000, 10**9)):
        some = [o.seconds * 1e6 / o.length for o in outcomes if low <= o.length < high and o.length >= 200]
        if some:
            print(
                f"  {low:>7} to {high:>10}: {len(some):>6} texts, mean {sum(some) / len(some):6.2f}, worst {max(some):7.2f}"
            )
    long_enough = [o for o in outcomes if o.length >= 1_000]
    for outcome in sorted(long_enough, key=lambda o: -o.seconds / o.length)[:8]:
        rate = outcome.seconds * 1e6 / outcome.length
        print(f"  slowest: {rate:7.2f} ms/kB, {outcome.mutation}, {outcome.length} characters, {outcome.beginning!r}")


if __name__ == "__main__":
    main()
