"""A registry on loopback that answers as ClinicalTrials.gov does, until a test makes trouble."""

from __future__ import annotations

import copy
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, str, str]  # status, media type, body
Trouble = Answer | bytes | Callable[["BaseHTTPRequestHandler"], None]  # bytes: the raw answer, after which we hang up


class FakeRegistry:
    """Studies in pages of `page_size`; `trouble` may replace the n-th answer of all (counted from 1).

    The connection is closed after each answer. `over` is set at the end of the test, for answers that hang until then.
    """

    def __init__(self) -> None:
        text = (files("data") / "sample" / "trials.jsonl").read_text(encoding="utf-8")
        self.studies: list[Any] = [json.loads(line) for line in text.splitlines()]
        self.page_size = 10
        self.timestamp: str | None = "2026-11-20T09:00:05"
        self.etag: str | None = None
        self.announced: int | None = None
        self.trouble: Callable[[int, str], Trouble | None] = lambda _number, _path: None
        self.requests: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_arguments: object) -> None:
                pass

            def do_GET(self) -> None:
                fake.requests.append(self.path)
                fake.headers.append(dict(self.headers))
                told = fake.trouble(len(fake.requests), self.path) or fake.answer(self.path)
                if isinstance(told, bytes):
                    self.wfile.write(told)
                elif callable(told):
                    told(self)
                else:
                    self._say(*told)

            def _say(self, status: int, kind: str, body: str) -> None:
                raw = body.encode("utf-8", "surrogatepass")
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(raw)))
                if fake.etag is not None:
                    self.send_header("ETag", fake.etag)
                self.end_headers()
                self.wfile.write(raw)

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_arguments: object) -> None:
                pass  # a client that hung up on purpose

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api/v2"

    def start(self) -> None:
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def grow(self, count: int) -> None:
        """More studies under made-up ids, until there are `count`."""
        models = list(self.studies)
        for number in range(len(self.studies), count):
            study = copy.deepcopy(models[number % len(models)])
            study["protocolSection"]["identificationModule"]["nctId"] = f"NCT{90_000_000 + number:08d}"
            self.studies.append(study)

    def answer(self, path: str) -> Answer:
        url = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.endswith("/version"):
            stamp = {} if self.timestamp is None else {"dataTimestamp": self.timestamp}
            return 200, "application/json", json.dumps({"apiVersion": "2.0.5", **stamp})
        if not url.path.endswith("/studies"):
            return self.single(url.path.rpartition("/")[2])
        if wanted := query.get("filter.ids"):
            found = [s for s in self.studies if s is not None and nct_id_in(s) in wanted.split(",")]
            return 200, "application/json", json.dumps({"studies": found})
        start = int(query.get("pageToken", "0"))
        page = self.studies[start : start + self.page_size]
        body: dict[str, Any] = {"studies": page}
        if not start:
            body["totalCount"] = len(self.studies) if self.announced is None else self.announced
        if len(page) == self.page_size:
            body["nextPageToken"] = str(start + self.page_size)
        return 200, "application/json", json.dumps(body)

    def single(self, nct_id: str) -> Answer:
        for study in self.studies:
            if study is not None and nct_id_in(study) == nct_id:
                return 200, "application/json", json.dumps(study)
        return 404, "text/plain", f"NCT number {nct_id} not found"


def nct_id_in(study: Any) -> str:
    found: str = study["protocolSection"]["identificationModule"]["nctId"]
    return found
