"""Beside the question: signing in and out, the description of the REST interface, the state for monitoring."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse

from matcher.web.door import SESSION, SESSION_SECONDS
from matcher.web.forms import texts_of_form
from matcher.web.render import pages_of

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """The REST interface, described from its OpenAPI document."""
    document = request.app.openapi()
    operations = [
        _operation(document, str(request.base_url).rstrip("/"), path, verb, about)
        for path, verbs in document["paths"].items()
        for verb, about in verbs.items()
    ]
    return pages_of(request).page(request, "docs.html", operations=operations)


class Operation(NamedTuple):
    id: str
    verb: str
    path: str
    description: str
    parameters: list[tuple[str, bool]]
    request: str
    answer: str
    statuses: list[str]


def _operation(document: dict[str, Any], base: str, path: str, verb: str, about: dict[str, Any]) -> Operation:
    example = about["responses"]["200"]["content"]["application/json"]["example"]
    parameters = [(p["name"], p.get("required", False)) for p in about.get("parameters", ())]
    command = f"curl -s {base}{path.replace('{nct_id}', 'NCT99900001')}"
    if "requestBody" in about:
        command += f" \\\n  -H 'content-type: application/json' \\\n  -d '{_json(_question(document, about))}'"
    statuses = sorted(about["responses"])
    return Operation(
        about["operationId"], verb.upper(), path, about["description"], parameters, command, _json(example), statuses
    )


def _question(document: dict[str, Any], about: dict[str, Any]) -> Any:
    """The example of a request's body: its own, or that of the model it names."""
    content = about["requestBody"]["content"]["application/json"]
    if "$ref" not in content["schema"] or "examples" in content["schema"]:
        return content["schema"]["examples"][0]
    model = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
    return model["examples"][0]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


@router.get("/health")
def health(request: Request) -> Response:
    """200 where the copy answers; a 503 with the reason where there is none."""
    request.app.state.copy.edition()
    return PlainTextResponse("ok")


@router.get("/sign-in")
def sign_in_form(request: Request) -> HTMLResponse:
    """Where a key is asked for."""
    return pages_of(request).page(request, "sign_in.html", problem="")


@router.post("/sign-in")
async def sign_in(request: Request) -> Response:
    """A key for a session of this browser."""
    keys = request.app.state.keys
    label = keys.label_of(texts_of_form(await request.form()).get("key", ""))
    if label is None:
        pages = pages_of(request)
        return pages.page(request, "sign_in.html", 401, problem=pages.words("sign_in.wrong"))
    response = RedirectResponse("/", status_code=303)
    response.set_cookie(
        SESSION, keys.session_of(label), httponly=True, samesite="strict", secure=request.url.scheme == "https",
        max_age=SESSION_SECONDS,
    )  # fmt: skip
    return response


@router.post("/sign-out")
def sign_out() -> Response:
    """The end of a session of this browser."""
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(SESSION, httponly=True, samesite="strict")
    return response
