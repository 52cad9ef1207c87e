"""A record and settings in, the desk out: an ASGI application with its pages and its interface."""

from __future__ import annotations

from urllib.parse import unquote_plus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dateline.errors import DatelineError, UsageError
from dateline.store.record import Record
from dateline.store.refused import ConflictError

from .assets import asset_at
from .desk import Desk
from .errors import DeniedError, NotThereError
from .guard import Guard
from .interface import adding as taking_in
from .interface import deciding, described, feeds, reading
from .interface.tagged import problem_of
from .pages import (
    actors,
    adding,
    differ,
    login,
    mapping,
    occurrence,
    occurrences,
    people,
    reports,
    review,
    search,
    sources,
    statements,
    today,
    views,
)
from .pages.login import to_login
from .remembered import Remembered
from .rendering import render
from .settings import Settings
from .veil import Veil
from .visitor import Visitor

_FOREVER = "public, max-age=31536000, immutable"


def make_app(record: Record, settings: Settings) -> FastAPI:
    """Return the desk over a record."""
    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(record, settings)
    app.get("/static/{name}", include_in_schema=False)(static)
    app.include_router(today.router)
    app.include_router(differ.router)
    app.include_router(occurrences.router)  # before those of one, whose numbers its addresses look like
    app.include_router(occurrence.router)
    app.include_router(search.router)
    app.include_router(views.router)
    app.include_router(review.router)
    app.include_router(mapping.router)
    app.include_router(actors.router)
    app.include_router(adding.router)
    app.include_router(reports.router)
    app.include_router(statements.router)
    app.include_router(login.router)
    app.include_router(people.router)
    app.include_router(sources.router)
    for part in (described.router, reading.router, deciding.router, taking_in.router, feeds.router):
        app.include_router(part)
    app.add_exception_handler(DatelineError, told)
    app.add_exception_handler(HTTPException, told)
    app.add_exception_handler(RequestValidationError, told)
    app.add_middleware(Remembered, desk=app.state.desk)
    app.add_middleware(Guard, desk=app.state.desk)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    return app


def static(name: str, request: Request) -> Response:
    """Return a script, a style or map data, to be kept as long as its name stands."""
    found = asset_at(request.url.path)
    if found is None:
        return PlainTextResponse("There is no such file.", status_code=404)
    headers = {"Cache-Control": _FOREVER, "Content-Encoding": "gzip"}
    return Response(found.packed, media_type=found.type, headers=headers)


def told(request: Request, error: Exception) -> Response:
    """Return what went wrong, to a person as a page: what happened, what was kept, what to do."""
    visitor = request.state.visitor or Visitor("", frozenset())
    veil = Veil.of(request.app.state.desk.record, visitor)
    own = f"{request.url.path} {unquote_plus(request.url.query)} {getattr(error, 'own_words', '')}"
    if request.url.path.startswith("/api/"):
        return problem_of(error, lambda words: veil.over_error(words, own))
    if isinstance(error, DeniedError) and error.visitor is None:
        return to_login(request)
    status, title = _status(error)
    words = error.detail if isinstance(error, HTTPException) else str(error)
    if isinstance(error, RequestValidationError):
        words = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
    return render(request, "error.html", status, title=title, words=veil.over_error(words, own))


def _status(error: Exception) -> tuple[int, str]:
    if isinstance(error, DeniedError):
        return 403, "Not for your role"
    if isinstance(error, NotThereError):
        return 404, "Not there"
    if isinstance(error, ConflictError):
        return 409, "Somebody was here before you"
    if isinstance(error, UsageError | RequestValidationError):
        return 422, "That cannot be asked"
    if isinstance(error, HTTPException):
        return error.status_code, "Not there" if error.status_code == 404 else "That did not go"
    return 422, "That did not go"
