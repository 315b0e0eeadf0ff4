"""How fast the page answers, alone and under load, and whether its memory stays flat. Run by hand, not by the suite:

    TRIALMATCH_QUESTIONS_PER_MINUTE=1000000 trialmatch serve --port 8000 --workers 2
    python tests/benchmarks/web_load.py http://127.0.0.1:8000 --users 50 --requests 2000
    python tests/benchmarks/web_load.py http://127.0.0.1:8000 --path /api/v1/match --requests 10000 --memory PID PID

Every user asks the next question when the last is answered. Six invented patients take turns.
"""

from __future__ import annotations

import argparse
import http.client
import json
import statistics
import threading
import time
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from data.patient import Patient
from matcher.web.forms import texts_of

PATIENTS = [
    json.loads(line)
    for line in (files("data") / "sample" / "patients.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def bodies(path: str) -> tuple[list[bytes], str]:
    if path.startswith("/api/"):
        return [json.dumps({"patient": patient}).encode() for patient in PATIENTS], "application/json"
    forms = [urlencode(texts_of(Patient.from_facts(patient))).encode() for patient in PATIENTS]
    return forms, "application/x-www-form-urlencoded"


def ask(address: str, path: str, count: int, took: list[float], failed: list[int]) -> None:
    """One user: `count` questions, one after the other."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    questions, kind = bodies(path)
    for n in range(count):
        began = time.perf_counter()
        connection.request("POST", path, questions[n % len(questions)], {"content-type": kind})
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 200:
            failed.append(answer.status)


def load(address: str, path: str, users: int, requests: int) -> None:
    took: list[float] = []
    failed: list[int] = []
    share = max(1, requests // users)
    threads = [threading.Thread(target=ask, args=(address, path, share, took, failed)) for _ in range(users)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    p50, p95 = statistics.median(took), sorted(took)[int(len(took) * 0.95)]
    print(
        f"{path} users {users}: {len(took)} answers, {len(took) / seconds:.0f}/s, p50 {p50 * 1000:.0f} ms, "
        f"p95 {p95 * 1000:.0f} ms, longest {max(took) * 1000:.0f} ms, not 200: {len(failed)}"
    )


def resident_mb(pid: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--path", default="/match")
    parser.add_argument("--users", type=int, default=1)
    parser.add_argument("--requests", type=int, default=300)
    parser.add_argument("--memory", nargs="*", default=[], metavar="PID", help="Show the memory of these processes.")
    given = parser.parse_args()
    load(given.address, given.path, 1, 20)  # what is looked up once is looked up
    parts = 10 if given.memory else 1
    for part in range(parts):
        load(given.address, given.path, given.users, given.requests // parts)
        for pid in given.memory:
            print(f"  {(part + 1) * given.requests // parts} requests: process {pid} holds {resident_mb(pid):.0f} MB")


if __name__ == "__main__":
    main()
