"""The same criteria in other words: how often does a verdict change that should not?

    python -m tests.benchmarks.paraphrased RECORDS.jsonl [--patients PATIENTS.jsonl] [--only NAME ...] [--show 20]

Each paraphrase of `tests/paraphrases` is made of the criteria of each record (RECORDS.jsonl holds studies in the registry's
wire form), read, and decided for each patient. Prints for each the trials it touched, the share of their pairs whose
`ineligible` came or went, and, with --show, the criteria that came and went.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from data.criteria import Criterion, Reading
from data.patient import Patient
from data.trial import Trial
from data.vocabulary import load_vocabulary
from data.wire import convert
from matcher.deciding.facts import Known
from matcher.deciding.match import INELIGIBLE, decide
from matcher.reading.reader import read_trial
from tests.paraphrases import PARAPHRASES

CLINIC = Path(__file__).with_name("clinic.jsonl")


class Outcome(NamedTuple):
    """A paraphrase of one trial. shut, opened: the patients newly ineligible and no longer so; gone, come: the criteria as
    'facet: statement [sentence]'."""

    paraphrase: str
    nct_id: str
    shut: tuple[str, ...]
    opened: tuple[str, ...]
    gone: tuple[str, ...]
    come: tuple[str, ...]


def told(trial: Trial, reading: Reading) -> dict[str, str]:
    """The criteria, each as its cohort, facet and statement, and the sentence it stands in."""
    sources = trial.sources()

    def each(criteria: Iterable[Criterion], cohort: str) -> Iterator[tuple[str, str]]:
        for criterion in criteria:
            proof = criterion.evidence[0]
            quote = " ".join(sources[proof.source][proof.start : proof.end].split())
            yield f"{cohort}{criterion.facet}: {criterion.statement}", quote

    found = dict(each(reading.criteria, ""))
    for cohort in reading.cohorts:
        found |= dict(each(cohort.criteria, "(cohort) "))
    return found


def outcomes_of(lines: Sequence[str], patients: Sequence[str], names: Sequence[str]) -> list[Outcome]:
    vocabulary = load_vocabulary()
    known = {f["patient_id"]: Known(Patient.from_facts(f), vocabulary) for f in map(json.loads, patients)}

    def shut_out(reading: Reading) -> frozenset[str]:
        return frozenset(name for name, facts in known.items() if decide(reading, facts).verdict == INELIGIBLE)

    found = []
    for line in lines:
        trial = convert(json.loads(line)).trial
        reading = read_trial(trial, vocabulary, "benchmark")
        before, criteria = shut_out(reading), told(trial, reading)
        for name in names:
            text = PARAPHRASES[name](trial.criteria or "")
            if text == trial.criteria:
                continue
            other = replace(trial, criteria=text)
            again = read_trial(other, vocabulary, "benchmark")
            after, now = shut_out(again), told(other, again)
            found.append(
                Outcome(
                    name,
                    trial.nct_id,
                    tuple(sorted(after - before)),
                    tuple(sorted(before - after)),
                    _apart(criteria, now),
                    _apart(now, criteria),
                )
            )
    return found


def _apart(these: Mapping[str, str], those: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"{told} [{quote}]" for told, quote in these.items() if told not in those)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--patients", type=Path, default=CLINIC)
    parser.add_argument("--only", nargs="*", choices=sorted(PARAPHRASES), metavar="NAME", help=", ".join(PARAPHRASES))
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    lines = options.records.read_text(encoding="utf-8").splitlines()
    patients = options.patients.read_text(encoding="utf-8").splitlines()
    names = options.only or list(PARAPHRASES)
    shares = [lines[start :: options.workers] for start in range(options.workers)]
    with ProcessPoolExecutor(options.workers) as pool:
        parts = pool.map(outcomes_of, shares, [patients] * len(shares), [names] * len(shares))
        report([outcome for part in parts for outcome in part], names, len(patients), options.show)


def report(outcomes: Sequence[Outcome], names: Sequence[str], patients: int, show: int) -> None:
    print(f"{'paraphrase':28} trials  changed  newly shut out  newly let in  (of 1,000 pairs)")
    for name in names:
        _line(name, [o for o in outcomes if o.paraphrase == name], patients)
    _line("all", outcomes, patients)
    changed = [o for o in outcomes if o.shut or o.opened]
    for outcome in sorted(changed, key=lambda o: (o.paraphrase, -len(o.shut) - len(o.opened)))[:show]:
        print(f"\n{outcome.paraphrase} {outcome.nct_id} shut {len(outcome.shut)} opened {len(outcome.opened)}")
        for criterion in outcome.gone:
            print("  -", criterion[:330])
        for criterion in outcome.come:
            print("  +", criterion[:330])


def _line(name: str, outcomes: Sequence[Outcome], patients: int) -> None:
    if not outcomes:
        print(f"{name:28} {0:>6}")
        return
    pairs = len(outcomes) * patients
    shut, opened = sum(len(o.shut) for o in outcomes), sum(len(o.opened) for o in outcomes)
    changed = sum(bool(o.shut or o.opened) for o in outcomes)
    print(f"{name:28} {len(outcomes):>6} {changed:>8} {shut / pairs * 1000:>15.1f} {opened / pairs * 1000:>13.1f}")


if __name__ == "__main__":
    main()
