"""The description of the interface, OpenAPI 3.1, made from its routes alone."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

from fastapi import APIRouter, Depends
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response

from dateline import __version__

from ..desk import Needs
from ..visitor import May, Visitor
from . import adding, deciding, reading
from .tagged import TaggedRoute

router = APIRouter(route_class=TaggedRoute, include_in_schema=False)

_ABOUT = """The record of a Dateline desk: occurrences with their accounts, the voices behind them, what they differ on.

A program is let in by a token of a person (made on the page People): `Authorization: Bearer TOKEN`; it may do what the
token's scopes and the person's role both allow. Lists go on by `after`. Answers have an ETag; asked again with
If-None-Match they are 304 while nothing changed. Errors are problem+json (RFC 9457)."""


@cache
def description() -> dict[str, Any]:
    """Return the description of the interface."""
    made = get_openapi(
        title="Dateline",
        version=__version__,
        summary="Who said what, on whose word; who did what to whom, where, when, with what status",
        description=_ABOUT,
        routes=[*reading.router.routes, *deciding.router.routes, *adding.router.routes],
    )
    schemes = {"token": {"type": "http", "scheme": "bearer"}}
    made.setdefault("components", {})["securitySchemes"] = schemes
    made["security"] = [{"token": []}]
    return made


@router.get("/api/v1/openapi.json")
def openapi(_: Annotated[Visitor, Depends(Needs(May.READ))]) -> Response:
    """Return the description of the interface."""
    return JSONResponse(description())
