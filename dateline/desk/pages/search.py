"""Search: a number, an id or an actor's name leads to what it stands for; other words to the reports that hold them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from dateline.store.finding import Kind, Named, NearNames
from dateline.store.search import MARKS

from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

_MOST = 50
_LONGEST = 300  # characters of what is searched for


@router.get("/search")
def search(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    q: str = "",
    words: bool = False,
) -> Response:
    """Send on to what a number or a name stands for, or with ``words`` not, and return the reports with the words."""
    asked = q.strip()[:_LONGEST]
    seeing = desk.seen_by(visitor)
    if asked and not words and (named := seeing.named(asked)) is not None:
        return RedirectResponse(address_of(named), status_code=303)
    hits = seeing.search(asked, _MOST) if asked else []
    return render(
        request,
        "search.html",
        asked=asked,
        hits=[(hit, marked(hit.around)) for hit in hits],
        is_cut=len(hits) == _MOST,
        near=seeing.names_near(asked) if asked else NearNames(),
        is_empty=not seeing.totals().reports,
    )


def address_of(named: Named) -> str:
    """Return the address of something of the record."""
    match named.kind:
        case Kind.OCCURRENCE:
            return f"/occurrences/{named.number}"
        case Kind.DISPUTE:
            return f"/occurrences/{named.number}#dispute-{named.part}"
        case Kind.ACTOR:
            return f"/actors/{named.number}"
        case _:
            return f"/reports/{named.number}{'#' if named.part else ''}{named.part}"


def marked(around: str) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is one of the words that were searched for."""
    left, right = MARKS
    parts = []
    for number, part in enumerate(around.split(left)):
        found, end, rest = part.partition(right)
        parts += [(found, True), (rest, False)] if number and end else [(part, False)]
    return [(text, is_found) for text, is_found in parts if text]
