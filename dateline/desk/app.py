"""A record and settings in, the desk out: an ASGI application with its pages and its interface."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from dateline.errors import DatelineError, UsageError
from dateline.store.record import Record
from dateline.store.refused import ConflictError

from .assets import asset_at
from .desk import Desk
from .errors import DeniedError, NotThereError
from .guard import guard
from .pages import today
from .rendering import render
from .settings import Settings

_FOREVER = "public, max-age=31536000, immutable"


def make_app(record: Record, settings: Settings) -> FastAPI:
    """Return the desk over a record."""
    app = FastAPI(title="Dateline", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.desk = Desk(record, settings)
    app.get("/static/{name}", include_in_schema=False)(static)
    app.include_router(today.router)
    app.add_exception_handler(DatelineError, told)
    app.add_exception_handler(HTTPException, told)
    app.add_exception_handler(RequestValidationError, told)
    app.middleware("http")(guard)
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
    """Return what went wrong as a page: what happened, what was kept, what to do."""
    if isinstance(error, DeniedError) and error.visitor is None:
        return RedirectResponse("/login", status_code=303)
    status, title = _status(error)
    words = error.detail if isinstance(error, HTTPException) else str(error)
    if isinstance(error, RequestValidationError):
        words = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
    return render(request, "error.html", status, title=title, words=words)


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
