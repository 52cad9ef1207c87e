"""Sources: which are protected, by whom and why; to protect one, and to lift it again."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from dateline.errors import DatelineError
from dateline.store.audits import Who
from dateline.store.protecting import WAYS, lift, protect, protections_of

from ..desk import Desk, Needs, desk_of
from ..errors import NotThereError
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter(prefix="/sources")
_LONGEST_WHY = 1000

Asked = Annotated[Desk, Depends(desk_of)]
Steward = Annotated[Visitor, Depends(Needs(May.PROTECT))]


@router.get("")
def sources(
    request: Request, desk: Asked, visitor: Annotated[Visitor, Depends(Needs(May.READ))], source: str = ""
) -> Response:
    """Return the protected sources, for those who may see them."""
    return _page(request, desk, visitor, source=source)


@router.post("/protect")
def protect_source(
    request: Request,
    desk: Asked,
    visitor: Steward,
    source: Annotated[str, Form(max_length=500)] = "",
    why: Annotated[str, Form(max_length=_LONGEST_WHY)] = "",
) -> Response:
    """Protect a source, from the next page on, for everybody who may not see it."""
    try:
        protect(desk.record, Who(visitor.name, visitor.person), source, why)
    except DatelineError as error:
        return _page(request, desk, visitor, source, why, str(error), 422)
    request.state.is_noted = True
    desk.seen_by(visitor).veil.over("")  # what it is called is worked out now, not while somebody waits for a page
    return RedirectResponse("/sources", status_code=303)


@router.post("/{protection}/lift")
def lift_source(request: Request, desk: Asked, visitor: Steward, protection: int) -> Response:
    """Protect a source no longer."""
    try:
        lift(desk.record, Who(visitor.name, visitor.person), protection)
    except DatelineError as error:
        raise NotThereError(str(error)) from None
    request.state.is_noted = True
    return RedirectResponse("/sources", status_code=303)


def _page(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    source: str = "",
    why: str = "",
    wrong: str | None = None,
    status: int = 200,
) -> Response:
    found = protections_of(desk.record) if visitor.may(May.PROTECT) else ()
    visitor.looks.update(one.subject for one in found)
    return render(request, "sources.html", status, protections=found, source=source, why=why, wrong=wrong, ways=WAYS)
