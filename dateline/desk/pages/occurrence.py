"""One occurrence: what its accounts say side by side, who stands behind it, what people decided, and deciding on it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import DatelineError
from dateline.store.history import occurrences_now
from dateline.store.refused import ConflictError, ContradictionError, DecisionError

from ..decided_words import decided_line
from ..deciding import REASONS, UNDO_REASONS, Act, Typed, decide, typed_of, with_seen
from ..desk import Desk, Needs, desk_of
from ..errors import DeniedError, NotThereError
from ..occurrence_sheet import COLUMNS, occurrence_sheet, place_note
from ..rendering import render
from ..seeing import Seeing
from ..veil import PROTECTED
from ..visitor import May, Visitor

router = APIRouter()

_MOST_COLUMNS = 400  # accounts side by side at most: a page of half a megabyte
_FIRST_FIELD = "place"  # that is offered to be put right, since it is what most often is

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]
Judging = Annotated[Visitor, Depends(Needs(May.JUDGE))]


@router.get("/occurrences/{number}", response_class=HTMLResponse)
def occurrence(
    request: Request, number: int, desk: TheDesk, visitor: Reader, told: int | None = None, accounts: str = ""
) -> HTMLResponse:
    """Return an occurrence; ``told`` is a decision that was just made, ``accounts=all`` shows all of them."""
    most = _MOST_COLUMNS if accounts == "all" else COLUMNS
    return show_occurrence(request, desk.seen_by(visitor), number, told=told, most=most)


@router.get("/occurrences/{number}/field", response_class=HTMLResponse)
def field(request: Request, number: int, desk: TheDesk, visitor: Judging, field: str = _FIRST_FIELD) -> HTMLResponse:
    """Return the part of a form that takes the new value of one field."""
    opened = desk.seen_by(visitor).open_occurrence(number)
    if opened is None:
        raise NotThereError(f"There is no occurrence {number} any more.")
    fields = {one.name: one for one in occurrence_sheet(opened, 0).fields}
    if field not in fields:
        raise NotThereError(f"An occurrence has no field of that name; it has {', '.join(fields)}.")
    return render(request, "judging_value.html", number=number, field=fields[field], typed=Typed())


@router.post("/occurrences/{number}/{act}")
def decide_on(
    request: Request, number: int, desk: TheDesk, visitor: Judging, typed: Annotated[Typed, Depends(typed_of)]
) -> Response:
    """Take a decision on an occurrence and show what became of it; what was typed is kept where it is refused."""
    try:
        made = take(request, desk, visitor, number, typed)
    except DecisionError as error:
        return show_occurrence(request, desk.seen_by(visitor), number, typed=typed, error=error)
    return RedirectResponse(f"/occurrences/{_where_now(desk, made, number)}?told={made}", status_code=303)


@router.post("/decisions/{decision}/undo")
def undo(
    request: Request,
    decision: int,
    desk: TheDesk,
    visitor: Judging,
    why: Annotated[str, Form(max_length=2000)] = UNDO_REASONS[0],
    back: Annotated[int | None, Form()] = None,
) -> Response:
    """Take a decision back; those of others only for whoever may."""
    made = take_back(request, desk, visitor, decision, why)
    where = _where_now(desk, made, back)
    return RedirectResponse(f"/occurrences/{where}?told={made}" if where else "/review", status_code=303)


def take(request: Request, desk: Desk, visitor: Visitor, number: int, typed: Typed) -> int:
    """Take the decision that a form asks for, write it into the log, and return its number; raises DecisionError."""
    _refuse_veiled(visitor, typed)
    with desk.judge(visitor) as judge:
        made = decide(judge, number, typed)
    desk.note(request, visitor, f"decided: {typed.act}", f"{number} d{made}")
    return made


def take_back(request: Request, desk: Desk, visitor: Visitor, decision: int, why: str) -> int:
    """Take a decision back and return the number of the one that does; raises DeniedError for another's."""
    seeing = desk.seen_by(visitor)
    found = seeing.decision(decision)
    if found is None:
        raise NotThereError(f"There is no decision {decision}.")
    if found.who != visitor.name and not visitor.may(May.UNDO):
        raise DeniedError(visitor, May.UNDO)
    try:
        with desk.judge(visitor) as judge:
            made = judge.undo(decision, why)
    except DecisionError as error:  # it tells of the decision that stands in its way, in that person's words
        raise DecisionError(seeing.veil.over(str(error))) from None
    desk.note(request, visitor, "decided: undo", f"d{decision} d{made}")
    return made


def show_occurrence(
    request: Request,
    seeing: Seeing,
    number: int,
    *,
    told: int | None = None,
    typed: Typed | None = None,
    error: DecisionError | None = None,
    most: int = COLUMNS,
) -> HTMLResponse:
    """Return the page of an occurrence; with what was typed and why it was refused, where it was."""
    visitor = seeing.visitor
    seen = seeing.last_decision()
    made = seeing.decision(told) if told is not None else None
    own = seeing.last_own_decision() if visitor.may(May.JUDGE) else None
    words = seeing.veil.over(str(error)) if error is not None else ""
    shown = {
        "number": number,
        "told": decided_line(made, visitor) if made is not None else None,
        "told_of": _now(seeing, told) if made is not None else (),
        "own": decided_line(own, visitor) if own is not None else None,
        "problem": words,
        "is_conflict": isinstance(error, ConflictError),
        "undo_first": error.undo if isinstance(error, ContradictionError) else None,
    }
    opened = seeing.open_occurrence(number)
    if opened is None:
        return render(request, "occurrence_gone.html", 404 if error is None else 409, typed=typed, **shown)
    judged = seeing.judged(number)
    sheet = occurrence_sheet(opened, most)
    kept = with_seen(typed or Typed(), seen)
    fields = {one.name: one for one in sheet.fields}
    return render(
        request,
        "occurrence.html",
        200 if error is None else _status(error),
        one=opened.line,
        opened=opened,
        sheet=sheet,
        place=place_note(opened.whole.summary),
        judged=judged,
        history=[decided_line(one, visitor) for one in reversed(seeing.decisions(number))],
        near=seeing.near(opened.line) if visitor.may(May.JUDGE) else (),
        left_out=seeing.left_out(number),
        typed=kept,
        field=fields.get(kept.field, fields[_FIRST_FIELD]),
        reasons=REASONS,
        undo_reasons=UNDO_REASONS,
        Act=Act,
        **shown,
    )


def _refuse_veiled(visitor: Visitor, typed: Typed) -> None:
    """Raise DecisionError where the word that stands for a protected source would be written in its place."""
    names = [name.strip() for name in typed.value.split(";")]
    if typed.act is Act.CORRECT and PROTECTED in names and not visitor.may(May.PROTECT):
        raise DecisionError("A protected source stands in this field; only who may see it can put the field right.")


def _status(error: DatelineError) -> int:
    return 409 if isinstance(error, ConflictError | ContradictionError) else 422


def _where_now(desk: Desk, made: int, number: int | None) -> int | None:
    """Return the occurrence to show after a decision: the same while it is there, else one that its accounts are of."""
    now = [of for of in occurrences_now(desk.record, made) if of is not None]
    return number if number in now or not now else min(now)


def _now(seeing: Seeing, made: int | None) -> tuple[int, ...]:
    now = occurrences_now(seeing.record, made) if made is not None else {}
    return tuple(sorted(of for of in now if of is not None))
