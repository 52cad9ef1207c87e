"""Where accounts differ: each dispute with its sides as columns, the newest first."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UsageError
from dateline.lexicon.countries import countries
from dateline.record.briefing import OpenedOccurrence
from dateline.record.choices import DisputeKind
from dateline.show.asked import country_code
from dateline.show.words import DISPUTE_WORDS
from dateline.store.disputed import DisputesAsked, Last

from ..desk import Desk, Needs, desk_of
from ..occurrence_sheet import dispute_shown
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

_MOST = 12  # disputes of a page
_STATES = {"open": True, "settled": False}


@router.get("/differ", response_class=HTMLResponse)
def differ(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    kind: str = "",
    country: str = "",
    state: str = "",
    after: str = "",
) -> HTMLResponse:
    """Return the disputes of the record, by kind, country and whether they are settled; ``after`` goes on."""
    asked = _asked(kind, country, state)
    seeing = desk.seen_by(visitor)
    page = seeing.disputed(asked, _MOST, _last(after))
    wanted = {"kind": kind, "country": asked.country or "", "state": state}
    names = {code: countries()[code].name if code in countries() else code for code in seeing.countries()}
    return render(
        request,
        "differ.html",
        disputes=[(dispute_shown(one.dispute, one.at, one.whole), one.line) for one in page.shown],
        more=urlencode({**_given(wanted), "after": _after(page.following)}) if page.following is not None else "",
        wanted=wanted,
        is_narrowed=bool(_given(wanted)),
        is_first=not after,
        kinds=DISPUTE_WORDS,
        countries=sorted(names.items(), key=lambda one: one[1]),
    )


@router.get("/differ/{dispute}", response_class=HTMLResponse)
def sides(
    request: Request,
    dispute: int,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
) -> Response:
    """Return the sides of one dispute as a part; asked for as a page, lead to its occurrence."""
    opened = desk.seen_by(visitor).open(f"d{dispute}")
    assert isinstance(opened, OpenedOccurrence)  # what "d4" names is never anything else
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/occurrences/{opened.line.id}#dispute-{dispute}", status_code=303)
    at = opened.differing or 0
    return render(request, "differ_sides.html", one=dispute_shown(opened.disputes[at], at, opened.whole))


def _asked(kind: str, country: str, state: str) -> DisputesAsked:
    known = {one.value: one for one in DisputeKind}
    if kind and kind not in known:
        raise UsageError(f"There is no kind of dispute of that name; the kinds are {', '.join(known)}.")
    if state and state not in _STATES:
        raise UsageError("A dispute is open or settled; nothing shows both.")
    return DisputesAsked(
        kind=known.get(kind), country=country_code(country) if country.strip() else None, is_open=_STATES.get(state)
    )


def _given(wanted: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in wanted.items() if value}


def _after(last: Last) -> str:
    return f"{last.day}.{last.occurrence}.{last.dispute}"


def _last(after: str) -> Last | None:
    if not after:
        return None
    try:
        day, occurrence, dispute = (int(part) for part in after.split("."))
    except ValueError:
        raise UsageError("That is no place in the list of disputes; start at /differ.") from None
    if max(abs(day), abs(occurrence), abs(dispute)) >= 1 << 31:
        raise UsageError("That is no place in the list of disputes; start at /differ.")
    return Last(day, occurrence, dispute)
