"""How the interface answers: errors as problem+json (RFC 9457), answers with an ETag, and nothing where it is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from dateline.errors import DatelineError, RecordError, UsageError
from dateline.store.refused import ConflictError, ContradictionError

from ..errors import DeniedError, NotThereError

MEDIA = "application/problem+json"


class Problem(BaseModel):
    """What went wrong, as RFC 9457 has it; ``errors`` names each parameter that does not fit."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: dict[str, str] = {}


_ANSWERS = {
    401: "Nobody is logged in, or the token is not good",
    403: "Not for this role, or outside the token's scopes",
    404: "Not there",
    409: "Somebody decided since, or a decision stands against it",
    422: "It cannot be asked so",
}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"model": Problem, "description": words, "content": {MEDIA: {"schema": Problem.model_json_schema()}}}
    for code, words in _ANSWERS.items()
}


class TaggedRoute(APIRoute):
    """A route of the interface."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers: with an ETag, 304 where the asker has that answer, and problems as such."""
        handler = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                made = await handler(request)
            except (DatelineError, HTTPException, RequestValidationError) as error:
                return problem_of(error)
            if request.method in ("GET", "HEAD") and made.status_code == 200 and hasattr(made, "body"):
                tag = f'W/"{hashlib.sha256(made.body).hexdigest()[:20]}"'  # weak: it is packed on the way
                made.headers["ETag"] = tag
                made.headers["Cache-Control"] = "private, no-cache"
                if tag in request.headers.get("if-none-match", ""):
                    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
                    return Response(status_code=304, headers=headers)
            return made

        return answer


def problem_of(error: Exception, over: Callable[[str], str] = str) -> Response:
    """Return what went wrong as problem+json, its words as ``over`` lets them out."""
    status, errors, headers = _status(error), {}, {}
    words = str(error)
    if isinstance(error, HTTPException):
        words = str(error.detail)
        headers = dict(error.headers or {})
    elif isinstance(error, RequestValidationError):
        errors = {".".join(str(part) for part in one["loc"]): str(one["msg"]) for one in error.errors()}
        words = "; ".join(f"{where}: {what}" for where, what in errors.items())
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    errors = {where: over(what) for where, what in errors.items()}
    made = Problem(title=HTTPStatus(status).phrase, status=status, detail=over(words), errors=errors)
    return JSONResponse(made.model_dump(), status_code=status, media_type=MEDIA, headers=headers)


def _status(error: Exception) -> int:
    match error:
        case DeniedError():
            return 401 if error.visitor is None else 403
        case NotThereError():
            return 404
        case ConflictError() | ContradictionError():
            return 409
        case HTTPException():
            return error.status_code
        case RecordError():
            return 503
        case UsageError() | RequestValidationError() | DatelineError():
            return 422
    return 500
