"""A registry of any size on loopback, its pages encoded and packed beforehand, so that it costs next to nothing.

    python -m tests.benchmarks.scaled --scale 17000 [--corpus STUDIES.jsonl] [--port 8970] [--changing 100]

Studies of the corpus (without one: the invented sample) are repeated under made-up ids. On each night every
`--changing`-th study has another title and one more criterion, and all have another versionHolder.
`GET /night/7` makes it the seventh night. For timing only.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

PAGE = 1000
NIGHT, HOLDER = "@NIGHT@", "@HOLDER@"
FIRST_DAY = date(2026, 1, 5)
SECTIONS = ("protocolSection", "derivedSection", "hasResults")


def studies(corpus: Path | None, scale: int, changing: int) -> Iterator[dict[str, Any]]:
    """`scale` studies, those that change from night to night with placeholders."""
    text = (corpus or Path(str(files("data") / "sample" / "trials.jsonl"))).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip()]
    for number in range(scale):
        study = {name: part for name, part in json.loads(lines[number % len(lines)]).items() if name in SECTIONS}
        protocol = study["protocolSection"]
        if number >= len(lines):
            protocol["identificationModule"]["nctId"] = f"NCT{90_000_000 + number:08d}"
        if number % changing == 0:
            names, eligibility = protocol["identificationModule"], protocol.setdefault("eligibilityModule", {})
            names["briefTitle"] = f"Night {NIGHT}: {names['briefTitle']}"
            eligibility["eligibilityCriteria"] = (
                eligibility.get("eligibilityCriteria") or ""
            ) + f"\n\n* Night {NIGHT}: ECOG 0-1"
        misc = study.setdefault("derivedSection", {}).setdefault("miscInfoModule", {})
        misc["versionHolder"] = HOLDER
        study.setdefault("hasResults", False)
        yield study


class Nights:
    """The pages of one night after the other."""

    def __init__(self, corpus: Path | None, scale: int, changing: int):
        self.scale, self.number = scale, 0
        texts = [json.dumps(s, ensure_ascii=False, separators=(",", ":")) for s in studies(corpus, scale, changing)]
        self._templates = [",\n".join(texts[start : start + PAGE]).encode() for start in range(0, scale, PAGE)]
        self.page = lru_cache(maxsize=2 * len(self._templates))(self._page)

    @property
    def day(self) -> str:
        return (FIRST_DAY + timedelta(self.number)).isoformat()

    def _page(self, night: int, index: int) -> bytes:
        """Gzipped."""
        body = (
            self._templates[index].replace(NIGHT.encode(), b"%04d" % night).replace(HOLDER.encode(), self.day.encode())
        )
        head = b'"totalCount":%d,' % self.scale if not index else b""
        token = b',"nextPageToken":"%d"' % (index + 1) if index + 1 < len(self._templates) else b""
        return gzip.compress(b'{%s"studies":[\n%s\n]%s}' % (head, body, token), 1)


class Handler(BaseHTTPRequestHandler):
    nights: Nights
    protocol_version = "HTTP/1.1"

    def log_message(self, *_arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        if url.path.startswith("/night/"):
            self.nights.number = int(url.path.rpartition("/")[2])
            for index in range(len(self.nights._templates)):
                self.nights.page(self.nights.number, index)
            self._answer(gzip.compress(b"{}"))
        elif url.path.endswith("/version"):
            stamp = {"apiVersion": "2.0.5", "dataTimestamp": f"{self.nights.day}T09:00:05"}
            self._answer(gzip.compress(json.dumps(stamp).encode()))
        else:
            index = int(parse_qs(url.query).get("pageToken", ["0"])[0])
            self._answer(self.nights.page(self.nights.number, index))

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"scaled/{self.nights.number}"')
        self.end_headers()
        self.wfile.write(body)


class Running:
    """A registry in a process of its own."""

    def __init__(self, port: int):
        self.url = f"http://127.0.0.1:{port}/api/v2"
        self._root = f"http://127.0.0.1:{port}"

    def night(self, number: int) -> None:
        urllib.request.urlopen(f"{self._root}/night/{number}", timeout=300).read()


@contextmanager
def running(corpus: Path | None, scale: int, changing: int, port: int) -> Iterator[Running]:
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.scaled",
        "--scale",
        str(scale),
        "--port",
        str(port),
        "--changing",
        str(changing),
    ]
    process = subprocess.Popen(command + (["--corpus", str(corpus)] if corpus else []), stdout=subprocess.DEVNULL)
    registry = Running(port)
    try:
        for _ in range(600):
            try:
                registry.night(0)
                break
            except OSError:
                time.sleep(0.2)
        yield registry
    finally:
        process.terminate()
        process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--scale", type=int, default=17_000)
    parser.add_argument("--changing", type=int, default=100)
    parser.add_argument("--port", type=int, default=8970)
    given = parser.parse_args()
    Handler.nights = Nights(given.corpus, given.scale, given.changing)
    ThreadingHTTPServer(("127.0.0.1", given.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
