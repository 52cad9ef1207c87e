"""Today: what is new, what accounts differ on, what failed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from dateline.record.briefing import Filter

from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def today(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
) -> HTMLResponse:
    """Return what is new since the visitor last looked."""
    seeing = desk.seen_by(visitor)
    return render(request, "today.html", brief=seeing.brief(Filter(), 8, desk.settings.record_name))
