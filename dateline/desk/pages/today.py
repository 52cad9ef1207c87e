"""Today: what is new since the visitor last looked, what accounts differ on first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.record.occurrence import Standing
from dateline.store.newly import keep_look, last_look

from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

_COOKIE = "looked"  # of one person alone, who has no account to keep it in
_YEAR_S = 365 * 24 * 3600
_MOST = 8
TITLES = {
    Standing.CONTESTED: "Contested",
    Standing.RETRACTED: "Taken back",
    Standing.CONFIRMED: "Confirmed against interest",
    Standing.CORROBORATED: "Independent sources",
    Standing.DENIED: "Only denied",
    Standing.CLAIMED: "One source",
}


@router.get("/", response_class=HTMLResponse)
def today(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    since: str = "look",
) -> HTMLResponse:
    """Return what is new: since the last look, the last day or week (``since``: look, day, week, all)."""
    now = datetime.now(UTC)
    looked = _moment(last_look(desk.record, visitor.person) if visitor.person else request.cookies.get(_COOKIE))
    moments = {"day": now - timedelta(days=1), "week": now - timedelta(days=7), "look": looked}
    moment = moments.get(since)
    seeing = desk.seen_by(visitor)
    return render(
        request,
        "today.html",
        totals=seeing.totals(),
        news=seeing.news(moment.isoformat(timespec="seconds") if moment else None, _MOST),
        titles=TITLES,
        views=seeing.views(),
        since=since if since in moments else "all",
        looked=looked,
        now=now.isoformat(timespec="seconds"),
    )


@router.post("/looked")
def looked(
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    until: Annotated[str, Form()],
) -> Response:
    """Keep up to when the visitor has seen what is new: when the page was made, not when its button was pressed."""
    moment = _moment(until)
    answer = RedirectResponse("/", status_code=303)
    if moment is None or moment > datetime.now(UTC):
        return answer
    kept = moment.isoformat(timespec="seconds")
    if visitor.person:
        keep_look(desk.record, visitor.person, kept)
    else:
        secure = desk.settings.is_secure
        answer.set_cookie(_COOKIE, kept, max_age=_YEAR_S, httponly=True, samesite="lax", secure=secure)
    return answer


def _moment(words: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(words or "").astimezone(UTC)
    except (ValueError, OverflowError):
        return None
