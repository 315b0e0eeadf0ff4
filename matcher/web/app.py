"""The web door put together. Nothing happens at import; `create_app` takes what it needs."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date
from importlib.resources import files

import anyio.to_thread
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from data.database import DatabaseProblem
from data.patient import BadPatient
from data.store import Store
from data.vocabulary.terms import Vocabulary
from matcher.places import UnknownPlace
from matcher.service import NothingRead
from matcher.web import health
from matcher.web.api import routes
from matcher.web.api.document import describe
from matcher.web.copies import LoadedCopy
from matcher.web.door import Door, Keys
from matcher.web.filters import BadFilter
from matcher.web.logs import AccessLog
from matcher.web.pages import answer, ask, cohort, entrance, freshness, trial
from matcher.web.problems import problem
from matcher.web.render import Pages, pages_of
from matcher.web.safety import BodyLimit, SafeHeaders
from matcher.web.texts import load_texts

DESCRIPTION = (
    "Which breast-cancer trials could this patient join, and why (not)? Every verdict quotes the sentence that decides. "
    "Supports, and does not replace, a clinician's judgement."
)
THREADS = 4
PAGES = (ask, answer, trial, cohort, freshness, entrance)


def create_app(
    store: Store,
    vocabulary: Vocabulary,
    keys: Sequence[str] = (),
    today: Callable[[], date] = date.today,
    questions_per_minute: int = 600,
) -> FastAPI:
    """The application over one store. Without keys it answers only this machine."""
    app = FastAPI(
        title="trialmatch", version="1", description=DESCRIPTION, docs_url=None, redoc_url=None, lifespan=_few_threads
    )  # fmt: skip
    app.state.copy = LoadedCopy(store, vocabulary, today)
    app.state.keys = Keys(keys)
    app.state.pages = Pages(load_texts())
    app.include_router(routes.router)
    app.include_router(health.router)
    for module in PAGES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=str(files("matcher.web") / "static")), name="static")
    app.add_middleware(Door, keys=app.state.keys, questions_per_minute=questions_per_minute)
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    app.add_middleware(AccessLog)
    _explain_failures(app)
    describe(app)
    return app


@contextlib.asynccontextmanager
async def _few_threads(_: FastAPI) -> AsyncIterator[None]:
    """Deciding keeps a processor busy: more threads than that would only take memory and turns from each other."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _failure(request: Request, status: int, detail: str) -> Response:
    wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
    if wants_page:
        return pages_of(request).page(request, "problem.html", status, detail=detail)
    return problem(status, detail=detail)


def _explain_failures(app: FastAPI) -> None:
    """Foreign errors told once, here, in plain words."""

    @app.exception_handler(RequestValidationError)
    async def refused(request: Request, bad: RequestValidationError) -> Response:
        told = "; ".join(f"{'.'.join(str(p) for p in e['loc'][1:]) or 'body'}: {e['msg']}" for e in bad.errors()[:10])
        return _failure(request, 422, told)

    @app.exception_handler(HTTPException)
    async def failed(request: Request, bad: HTTPException) -> Response:
        response = _failure(request, bad.status_code, str(bad.detail))
        response.headers.update(bad.headers or {})
        return response

    async def bad_input(request: Request, bad: Exception) -> Response:
        return _failure(request, 422, str(bad))

    async def no_copy(request: Request, bad: Exception) -> Response:
        return _failure(request, 503, str(bad))

    for kind in (BadPatient, UnknownPlace, BadFilter):
        app.add_exception_handler(kind, bad_input)
    for missing in (NothingRead, DatabaseProblem):
        app.add_exception_handler(missing, no_copy)
