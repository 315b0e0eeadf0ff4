"""Faults 1 to 10: the network and the bytes on it."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import ssl
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from sync.cli import app
from sync.errors import FatalRequest
from sync.pace import Patience
from tests.registry.fake_registry import FakeRegistry, Trouble
from tests.registry.nights import GZIP, Nights, on_page_two, raw, retitle

PACKED = gzip.compress(b'{"studies": []}' * 40)


@pytest.fixture
def nobody() -> str:
    """The address of a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return f"http://127.0.0.1:{port}/api/v2"


def test_fault_1_connection_refused(nights: Nights, nobody: str) -> None:
    nights()
    assert "can't be reached (ConnectionError)" in nights.must_refuse(url=nobody)


def test_fault_1_dns_failure(nights: Nights) -> None:
    nights()
    assert "can't be reached (ConnectionError)" in nights.must_refuse(url="http://no-such-host.invalid/api/v2")


def test_fault_1_the_command_ends_with_status_1_and_one_line_that_says_why(
    nobody: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIALMATCH_REGISTRY_URL", nobody)
    monkeypatch.setenv("TRIALMATCH_DATABASE_URL", f"sqlite:///{tmp_path / 'trials.db'}")
    ended = CliRunner().invoke(app, ["once"])
    assert ended.exit_code == 1
    assert len(ended.stderr.splitlines()) == 1
    assert "can't be reached" in ended.stderr
    status = CliRunner().invoke(app, ["status"])
    assert status.exit_code == 1
    assert "can't be reached" in status.stdout


def test_fault_2_connect_timeout(nights: Nights) -> None:
    nights()
    with socket.socket() as full, contextlib.ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for _ in range(4):  # nobody accepts: the queue is full, and further calls are not answered
            caller = waiting.enter_context(socket.socket())
            caller.setblocking(False)
            caller.connect_ex(full.getsockname())
        patience = Patience(connect_seconds=0.3, first_connect_seconds=0.3, tries=2, first_tries=2, backoff_seconds=0.0)
        url = f"http://127.0.0.1:{full.getsockname()[1]}/api/v2"
        assert "can't be reached (ConnectTimeout)" in nights.must_refuse(url=url, patience=patience)


def stall(fake: FakeRegistry) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw(b'{"studies"', length=5000))
        handler.wfile.flush()
        fake.over.wait(60)

    return answer


def test_fault_3_read_timeout_in_the_middle_of_a_body(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two(stall(fake))
    reason = nights.must_refuse(patience=Patience(read_seconds=1.0, tries=2, backoff_seconds=0.0))
    assert "broke off" in reason
    assert "timed out" in reason


def reset(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.wfile.write(raw(b'{"studies"', length=5000))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def test_fault_4_connection_reset_in_the_middle_of_a_body(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two(reset)
    # The reset may overtake the head of the answer.
    reason = nights.must_refuse()
    assert "broke off" in reason or "can't be reached (ConnectionError)" in reason


WHOLE = b'{"studies": []}'
CHUNKS = b"HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
DAMAGED: dict[str, tuple[Trouble, str]] = {
    "fault 5: body shorter than its length, though it is JSON": (raw(WHOLE, length=99), "broke off"),
    "fault 5: chunked body that ends early, though it is JSON": (CHUNKS + b"f\r\n" + WHOLE + b"\r\n", "broke off"),
    "fault 6: gzip stream cut short": (raw(PACKED[:30], GZIP), ""),
    "fault 6: gzip stream corrupt": (raw(PACKED[:12] + b"\0\0\0\0" + PACKED[16:], GZIP), "broke off"),
    "fault 6: gzip stream with a wrong checksum": (raw(PACKED[:-8] + b"\0" * 8, GZIP), "broke off"),
    "fault 7: plain body called gzip": (raw(WHOLE, GZIP), "broke off"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_body_is_never_taken_for_a_whole_one(name: str, nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    trouble, says = DAMAGED[name]
    fake.trouble = on_page_two(trouble)
    before = len(fake.requests)
    assert says in nights.must_refuse()
    assert sum("pageToken=10" in path for path in fake.requests[before:]) == 2  # it was worth another try


@pytest.mark.parametrize("name", DAMAGED)
def test_a_body_damaged_once_costs_one_more_try(name: str, nights: Nights, fake: FakeRegistry) -> None:
    left = [DAMAGED[name][0]]
    fake.trouble = lambda _number, path: left.pop() if left and "pageToken=10" in path else None
    counts = nights()
    assert (counts.new, counts.retries) == (30, 1)


def test_fault_8_a_decompression_bomb_is_not_read_to_its_end(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two(raw(gzip.compress(b" " * 30_000_000), GZIP))
    before = len(fake.requests)
    assert "larger than 5 MB" in nights.must_refuse(max_body_bytes=5_000_000)
    assert sum("pageToken=10" in path for path in fake.requests[before:]) == 1  # and not asked for again


def test_fault_9_a_certificate_that_is_not_trusted_is_fatal_at_once(nights: Nights, fake: FakeRegistry) -> None:
    nights()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).parents[1] / "self_signed.pem")
    fake.server.socket = context.wrap_socket(fake.server.socket, server_side=True)
    before = len(fake.requests)
    with pytest.raises(FatalRequest, match="certificate"):
        nights(url=fake.url.replace("http://", "https://"))
    assert (len(fake.requests), nights.waited) == (before, [])


def drip(fake: FakeRegistry, beginning: bytes, drop: bytes) -> Callable[[http.server.BaseHTTPRequestHandler], None]:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(beginning)
        with contextlib.suppress(OSError):
            while not fake.over.wait(0.05):
                handler.wfile.write(drop)
                handler.wfile.flush()

    return answer


@pytest.mark.parametrize(
    ("beginning", "drop"),
    [(raw(b"", length=5000), b" "), (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x"), (raw(PACKED[:3] + b"\x08", GZIP, length=5000), b"x")],
    ids=["fault 10: a body", "fault 10: a header", "fault 10: a gzip header"],
)  # fmt: skip
def test_what_drips_a_byte_at_a_time_meets_the_deadline_of_the_request(
    beginning: bytes, drop: bytes, nights: Nights, fake: FakeRegistry
) -> None:
    nights()
    retitle(fake)
    fake.trouble = on_page_two(drip(fake, beginning, drop))
    patience: dict[str, Any] = dict(request_seconds=1.2, tries=2, backoff_seconds=0.0)
    assert "took too long" in nights.must_refuse(patience=Patience(**patience))
