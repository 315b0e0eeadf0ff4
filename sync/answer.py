"""One answer of the registry: its body within limits, its meaning, its JSON. Foreign errors are translated here."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
import urllib3

from sync.errors import Absent, Blocked, FatalRequest, Moved, RegistryProblem, Throttled, TokenRefused, Transient

MAX_BODY_BYTES = 200_000_000
MAX_RETRY_AFTER_SECONDS = 300.0
SHOWN_CHARACTERS = 300
_CHUNK_BYTES = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
_WORTH_ANOTHER_TRY = (408, 500, 502, 503, 504)
_HTML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)", re.IGNORECASE)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def body_of(response: requests.Response, expired: Callable[[], bool], max_bytes: int = MAX_BODY_BYTES) -> bytes:
    """The whole body, decompressed. Raises Transient where it is cut short, damaged or slower than the deadline."""
    chunks, size = [], 0
    try:
        # read1 returns what has arrived: a body that drips a byte a second still meets the deadline.
        while chunk := response.raw.read1(_CHUNK_BYTES, decode_content=True):
            chunks.append(chunk)
            size += len(chunk)
            if size > max_bytes:
                raise FatalRequest(
                    f"the registry's answer is larger than {max_bytes // 1_000_000} MB: not read further"
                )
            if expired():
                raise Transient("the registry's answer took too long to arrive")
    except (urllib3.exceptions.HTTPError, OSError) as problem:
        raise Transient(f"the registry's answer broke off ({_short(problem)})") from problem
    finally:
        response.close()
    return b"".join(chunks)


def refusal(response: requests.Response, body: bytes, *, with_token: bool) -> RegistryProblem | None:
    """The problem that the status and the kind of the body stand for; None for a usable answer."""
    status = response.status_code
    said = f"status {status}{_said(body)}"
    if status in _REDIRECTS:
        return _moved(response)
    if status == 403 or (status == 200 and _HTML.match(body)):
        return Blocked(f"the registry's edge doesn't let this program in ({said}); see TRIALMATCH_USER_AGENT")
    if status == 429:
        wait = retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
        return Throttled(f"the registry asks for fewer requests ({said})", wait)
    if status in _WORTH_ANOTHER_TRY:
        return Transient(f"the registry has a problem of its own ({said})", status)
    if status == 404 and re.match(rb"NCT number \S+ not found", body):
        return Absent(body.decode("utf-8", "replace").strip())
    if with_token and 400 <= status < 500:
        return TokenRefused(f"the registry no longer accepts the page token ({said})")
    if status == 404:
        return FatalRequest(f"there is no such address at the registry ({said}); see TRIALMATCH_REGISTRY_URL")
    if status != 200:
        return Transient(f"an empty answer ({said})") if status == 204 else FatalRequest(f"refused: {said}")
    return None if body.strip() else Transient("the registry's answer is empty")


def retry_after_seconds(value: str | None, now: datetime) -> float | None:
    """Seconds or an HTTP date, capped; None where the header is missing, in the past or makes no sense."""
    if value is None:
        return None
    try:
        seconds = float(value) if re.fullmatch(r"\d{1,9}", value.strip()) else _until(value, now)
    except (TypeError, ValueError, OverflowError):
        return None
    return min(seconds, MAX_RETRY_AFTER_SECONDS) if seconds >= 0 else None


class Envelope(msgspec.Struct):
    """What surrounds a page's studies. A token or a total that is none is None."""

    studies: list[msgspec.Raw]
    next_token: str | None
    total: int | None


class _Strict(msgspec.Struct, rename={"next_token": "nextPageToken", "total": "totalCount"}):
    studies: list[msgspec.Raw]
    next_token: str | None = None
    total: int | None = None


_STRICT = msgspec.json.Decoder(_Strict)


def envelope_of(body: bytes) -> Envelope:
    """A page of studies, each still as it came. Raises Transient where there is no list of studies."""
    body = _in_utf8(body)
    try:
        page = _STRICT.decode(body)
        return Envelope(page.studies, page.next_token or None, page.total)
    except (msgspec.MsgspecError, RecursionError):
        answer = json_of(body)  # the slow way, which mends small damage
    if not isinstance(answer, dict) or not isinstance(answer.get("studies"), list):
        raise Transient("the registry's answer holds no list of studies")
    token, total = answer.get("nextPageToken"), answer.get("totalCount")
    if isinstance(total, str) and re.fullmatch("[0-9]{1,9}", total):
        total = int(total)
    return Envelope(
        [msgspec.Raw(json.dumps(study, ensure_ascii=False).encode()) for study in answer["studies"]],
        token if isinstance(token, str) and token else None,
        total if isinstance(total, int) and not isinstance(total, bool) else None,
    )


def json_of(body: bytes) -> Any:
    """The body's JSON. A lone surrogate and NaN don't lose a page: they become U+FFFD and null. Raises Transient."""
    body = _in_utf8(body)
    try:
        return msgspec.json.decode(body)
    except (msgspec.MsgspecError, RecursionError):
        pass
    try:
        return _without_surrogates(json.loads(body, parse_constant=lambda _: None))
    except (ValueError, RecursionError) as problem:
        raise Transient(f"the registry's answer is not JSON ({_short(problem)})") from problem


def _in_utf8(body: bytes) -> bytes:
    """Without a byte order mark; a byte that is no UTF-8 becomes U+FFFD, so that it spoils its text and not the page."""
    body = body.removeprefix(b"\xef\xbb\xbf")
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("utf-8", "replace").encode()
    return body


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_surrogates(v) for v in value]
    if isinstance(value, dict):
        return {_without_surrogates(k): _without_surrogates(v) for k, v in value.items()}
    return value


def _until(value: str, now: datetime) -> float:
    when = parsedate_to_datetime(value)
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - now).total_seconds()


def _moved(response: requests.Response) -> Moved:
    target = response.headers.get("Location", "")
    here, there = urlsplit(response.url or ""), urlsplit(target)
    same_host = not there.netloc or (there.netloc, there.scheme) == (here.netloc, here.scheme)
    found = re.search(r"/studies/(NCT\d{8})$", there.path)
    nct_id = found[1] if found and same_host and response.status_code != 303 else None
    return Moved(f"the registry sends us elsewhere (status {response.status_code}, to {target[:200]!r})", nct_id)


def _said(body: bytes) -> str:
    if _HTML.match(body):
        return ", a web page"
    text = " ".join(body[: 8 * SHOWN_CHARACTERS].decode("utf-8", "replace").split())[:SHOWN_CHARACTERS]
    return f": {text}" if text else ""


def _short(problem: Exception) -> str:
    return " ".join(str(problem).split())[:120] or type(problem).__name__
