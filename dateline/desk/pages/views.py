"""Saved views: what is asked for kept under a name, for oneself or for all, and taken away again."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from dateline.errors import UsageError
from dateline.store.views import save_view, take_view_away

from ..asked import read_asked
from ..desk import Desk, Needs, desk_of
from ..errors import DeniedError, NotThereError
from ..visitor import May, Visitor

router = APIRouter()

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]

PAGES = ("/occurrences", "/map")  # that can be kept with what they are asked
_ORDERS = ("sort",)  # of an address beside what it asks for


@router.post("/views")
def keep(
    desk: TheDesk,
    visitor: Reader,
    name: Annotated[str, Form()],
    query: Annotated[str, Form()] = "",
    page: Annotated[str, Form()] = PAGES[0],
    for_all: Annotated[bool, Form()] = False,
) -> Response:
    """Keep a page with what it is asked under a name, in place of what the name stood for."""
    if for_all and not visitor.may(May.ADD):
        raise DeniedError(visitor, May.ADD)
    if page not in PAGES:
        raise UsageError(f"Only {' and '.join(PAGES)} can be kept.")
    given = dict(parse_qsl(query))
    asked = read_asked(given)  # nothing else of the address is kept: no place in the list, no other word
    kept = asked.query(**{key: given.get(key) for key in _ORDERS})
    person = None if for_all else visitor.person
    save_view(desk.record, person, name, page, kept)
    return RedirectResponse(f"{page}?{kept}" if kept else page, status_code=303)


@router.post("/views/{number}/delete")
def take_away(desk: TheDesk, visitor: Reader, number: int, back: Annotated[str, Form()] = "") -> Response:
    """Take a view away: one's own; those for all who may add them."""
    if not take_view_away(desk.record, number, visitor.person, visitor.may(May.ADD)):
        raise NotThereError("There is no such view of yours.")
    given = dict(parse_qsl(back))
    query = read_asked(given).query(sort=given.get("sort"))
    return RedirectResponse(f"/occurrences?{query}" if query else "/occurrences", status_code=303)
