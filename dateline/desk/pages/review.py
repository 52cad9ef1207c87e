"""What nobody has judged yet, the heaviest and most doubtful first, with a key for each decision."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UsageError
from dateline.lexicon.countries import countries
from dateline.record.briefing import Filter
from dateline.show.asked import country_code, day_asked, last_day_asked
from dateline.store.history import occurrences_now
from dateline.store.refused import ConflictError, ContradictionError, DecisionError
from dateline.store.reviewing import Doubted

from ..decided_words import decided_line
from ..deciding import REASONS, UNDO_REASONS, Act, Typed, typed_of
from ..desk import Desk, Needs, desk_of
from ..errors import NotThereError
from ..occurrence_sheet import occurrence_sheet
from ..rendering import render
from ..seeing import Seeing
from ..visitor import May, Visitor
from .occurrence import show_occurrence, take, take_back

router = APIRouter()

_MOST = 10  # rows that come at once
_RESTORED = 4  # rows that come back with one decision taken back
_SPLIT_FROM = 60  # accounts that a row offers for splitting

TheDesk = Annotated[Desk, Depends(desk_of)]
Judging = Annotated[Visitor, Depends(Needs(May.JUDGE))]


@dataclass(frozen=True, slots=True)
class Todo:
    """A row of the queue; ``seen`` is the newest decision that it was made with, ``problem`` why one was refused."""

    one: Doubted
    seen: int
    problem: str = ""
    is_back: bool = False


@router.get("/review", response_class=HTMLResponse)
def review(
    request: Request,
    desk: TheDesk,
    visitor: Judging,
    country: str = "",
    since: str = "",
    until: str = "",
    after: str = "",
) -> HTMLResponse:
    """Return what is to be judged next, narrowed by country and days; ``after`` goes on behind a row."""
    asked = Filter(
        country=country_code(country) if country.strip() else None,
        since=day_asked(since, "From") if since.strip() else None,
        until=last_day_asked(until, "Until") if until.strip() else None,
    )
    seeing = desk.seen_by(visitor)
    queue = seeing.doubted(asked, _MOST, _place(after))
    given = {"country": asked.country or "", "since": since.strip(), "until": until.strip()}
    kept = {name: value for name, value in given.items() if value}
    following = {**kept, "after": f"{queue.following[0]}:{queue.following[1]}"} if queue.following else None
    own = seeing.last_own_decision()
    is_part = bool(after) and request.headers.get("hx-request") == "true"
    return render(
        request,
        "review_rows.html" if is_part else "review.html",
        200,
        rows=[Todo(one, queue.last) for one in queue.shown],
        more=urlencode(following) if following else "",
        weighed=queue.weighed,
        wanted=given,
        is_narrowed=bool(kept),
        is_empty=not queue.weighed and not kept and not seeing.totals().occurrences,
        countries=[] if is_part else _countries(seeing),
        own=decided_line(own, visitor) if own is not None else None,
        **_forms(),
    )


@router.get("/review/{number}/{form}", response_class=HTMLResponse)
def form(request: Request, number: int, form: str, desk: TheDesk, visitor: Judging) -> Response:
    """Return the form that corrects or splits an occurrence, as a part of its row."""
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/occurrences/{number}", status_code=303)
    seeing = desk.seen_by(visitor)
    seen = seeing.last_decision()
    opened = seeing.open_occurrence(number)
    if opened is None or form not in {"correct", "split"}:
        raise NotThereError(f"There is no occurrence {number} any more: somebody joined it to another, or left it out.")
    sheet = occurrence_sheet(opened, _SPLIT_FROM)
    fields = {one.name: one for one in sheet.fields}
    return render(
        request,
        "review_form.html",
        200,
        form=form,
        number=number,
        sheet=sheet,
        field=fields["place"],
        typed=Typed(),
        seen=seen,
        **_forms(),
    )


@router.post("/review/undo/{decision}")
def undo(
    request: Request,
    decision: int,
    desk: TheDesk,
    visitor: Judging,
    why: Annotated[str, Form(max_length=2000)] = UNDO_REASONS[0],
) -> Response:
    """Take a decision back; what it was on is in the queue again."""
    seeing = desk.seen_by(visitor)
    is_part = request.headers.get("hx-request") == "true"
    try:
        made = take_back(request, desk, visitor, decision, why)
    except DecisionError as error:
        return _told(request, seeing, [], str(error)) if is_part else RedirectResponse("/review", status_code=303)
    if not is_part:
        return RedirectResponse("/review", status_code=303)
    seen = seeing.last_decision()
    now = sorted(of for of in occurrences_now(desk.record, made) if of is not None)[:_RESTORED]
    rows = [Todo(one, seen, is_back=True) for number in now if (one := seeing.doubts(number)) is not None]
    return _told(request, seeing, rows, "")


@router.post("/review/{number}/{act}")
def judge(
    request: Request, number: int, desk: TheDesk, visitor: Judging, typed: Annotated[Typed, Depends(typed_of)]
) -> Response:
    """Take a decision on a row: it leaves the queue, or comes back with why the decision was refused."""
    seeing = desk.seen_by(visitor)
    is_part = request.headers.get("hx-request") == "true"
    try:
        made = take(request, desk, visitor, number, typed)
    except DecisionError as error:
        if not is_part:
            return show_occurrence(request, seeing, number, typed=typed, error=error)
        words = seeing.veil.over(str(error))
        status = 409 if isinstance(error, ConflictError | ContradictionError) else 422
        seen, one = seeing.last_decision(), seeing.doubts(number)
        if one is None:
            return render(request, "review_gone.html", status, number=number, problem=words)
        row = Todo(one, seen, words)
        return render(request, "review_row.html", status, row=row, typed=typed, own=None, **_forms())
    if not is_part:
        return RedirectResponse("/review", status_code=303)
    gone = [other for other in typed.near if other.isdigit()] if typed.act is Act.MERGE else []
    return _told(request, seeing, [], "", gone, made)


def _told(
    request: Request, seeing: Seeing, rows: list[Todo], problem: str, gone: list[str] | None = None, made: int = 0
) -> HTMLResponse:
    """Return the part that says what was decided last, with the rows that come back."""
    own = seeing.last_own_decision()
    answer = render(
        request,
        "review_told.html",
        200,
        rows=rows,
        own=decided_line(own, seeing.visitor) if own is not None else None,
        made=made,
        problem=problem,
        gone=gone or [],
        **_forms(),
    )
    answer.headers["HX-Trigger"] = "dateline:judged"
    return answer


def _forms() -> dict[str, object]:
    return {"reasons": REASONS, "undo_reasons": UNDO_REASONS, "blank": Typed()}


def _countries(seeing: Seeing) -> list[tuple[str, str]]:
    known = countries()
    named = {code: known[code].name if code in known else code for code in seeing.countries()}
    return sorted(named.items(), key=lambda one: one[1])


def _place(after: str) -> tuple[float, int] | None:
    if not after:
        return None
    score, _, number = after.partition(":")
    try:
        place = float(score), int(number)
    except ValueError:
        raise UsageError("That is no place in the queue; start at /review.") from None
    if not isfinite(place[0]):
        raise UsageError("That is no place in the queue; start at /review.")
    return place
