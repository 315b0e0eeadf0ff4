"""A registry on loopback that answers as ClinicalTrials.gov does, until a test makes trouble."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, str, str]  # status, media type, body
Trouble = Answer | bytes | Callable[["BaseHTTPRequestHandler"], None]  # bytes: the raw answer, after which we hang up


class FakeRegistry:
    """Studies in pages of `page_size`; `trouble` may replace the n-th answer of all (counted from 1). The connection is
    closed after each answer."""

    def __init__(self) -> None:
        text = (files("data") / "sample" / "trials.jsonl").read_text(encoding="utf-8")
        self.studies: list[Any] = [json.loads(line) for line in text.splitlines()]
        self.page_size = 10
        self.timestamp = "2026-11-20T09:00:05"
        self.announced: int | None = None
        self.trouble: Callable[[int, str], Trouble | None] = lambda _number, _path: None
        self.requests: list[str] = []
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_arguments: object) -> None:
                pass

            def do_GET(self) -> None:
                fake.requests.append(self.path)
                told = fake.trouble(len(fake.requests), self.path) or fake.answer(self.path)
                if isinstance(told, bytes):
                    self.wfile.write(told)
                    return
                if callable(told):
                    told(self)
                    return
                status, kind, body = told
                if status == 0:
                    self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n{")
                    return
                raw = body.encode()
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/api/v2"

    def answer(self, path: str) -> Answer:
        url = urlsplit(path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path.endswith("/version"):
            return 200, "application/json", json.dumps({"apiVersion": "2.0.5", "dataTimestamp": self.timestamp})
        if not url.path.endswith("/studies"):
            return self.single(url.path.rpartition("/")[2])
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
            if study["protocolSection"]["identificationModule"]["nctId"] == nct_id:
                return 200, "application/json", json.dumps(study)
        return 404, "text/plain", f"NCT number {nct_id} not found"
