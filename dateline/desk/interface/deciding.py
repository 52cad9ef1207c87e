"""Decisions by program: the same as at the desk and on the command line, each with its reason and what was seen."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from pydantic import AfterValidator, BaseModel, Field

from dateline.store.history import Decision
from dateline.store.refused import DecisionError

from ..desk import Desk, Needs, desk_of
from ..errors import DeniedError, NotThereError
from ..visitor import May, Visitor
from .tagged import PROBLEMS, TaggedRoute

router = APIRouter(prefix="/api/v1", route_class=TaggedRoute, responses=PROBLEMS, tags=["decisions"])

OccurrenceId = Annotated[int, Path(ge=1, le=2**31 - 1)]
Judges = Annotated[Visitor, Depends(Needs(May.JUDGE))]
ToDesk = Annotated[Desk, Depends(desk_of)]


def _written(words: str) -> str:
    if "\x00" in words:
        raise ValueError("it holds a character that no text has")
    return words


Text = Annotated[str, AfterValidator(_written)]


class Why(BaseModel):
    """A reason, and the newest decision that whoever decides knew of: 409 where there was another since."""

    why: Text = Field(min_length=1, max_length=2000)
    seen: int | None = Field(default=None, ge=0, le=2**31 - 1)


class OfAccount(Why):
    """A decision on an occurrence, or on one of its accounts ("r3e5")."""

    account: Text | None = Field(default=None, max_length=40)


class Correction(Why):
    """A field put right."""

    field: Text = Field(max_length=40)
    value: Text = Field(max_length=4000)


class Others(Why):
    """Occurrences ("12") or accounts ("r3e5") besides the one in the address."""

    others: list[Text] = Field(min_length=1, max_length=100)


class Accounts(Why):
    """Accounts of the occurrence ("r3e5") that are of another."""

    accounts: list[Text] = Field(min_length=1, max_length=200)


class Verdict(Why):
    """An assessor's grade by a scheme: admiralty ("B2") or airwars ("fair")."""

    scheme: Text = Field(max_length=40)
    grade: Text = Field(max_length=40)


class Decided(BaseModel):
    """The number of the decision that was taken."""

    decision: int


@router.post("/occurrences/{number}/accept", status_code=201)
def accept(number: OccurrenceId, given: OfAccount, desk: ToDesk, visitor: Judges) -> Decided:
    """Say that an occurrence, or an account of it, is as the record has it."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.accept(given.account or str(number), given.why, given.seen))


@router.post("/occurrences/{number}/reject", status_code=201)
def reject(number: OccurrenceId, given: OfAccount, desk: ToDesk, visitor: Judges) -> Decided:
    """Say that an occurrence, or an account of it, is of nothing that its report tells."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.reject(given.account or str(number), given.why, given.seen))


@router.post("/occurrences/{number}/correct", status_code=201)
def correct(number: OccurrenceId, given: Correction, desk: ToDesk, visitor: Judges) -> Decided:
    """Put a field of an occurrence right."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.correct(str(number), given.field, given.value, given.why, given.seen))


@router.post("/occurrences/{number}/merge", status_code=201)
def merge(number: OccurrenceId, given: Others, desk: ToDesk, visitor: Judges) -> Decided:
    """Say that occurrences are one thing."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.merge([str(number), *given.others], given.why, given.seen))


@router.post("/occurrences/{number}/split", status_code=201)
def split(number: OccurrenceId, given: Accounts, desk: ToDesk, visitor: Judges) -> Decided:
    """Say that accounts of an occurrence are of another."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.split(str(number), given.accounts, given.why, given.seen))


@router.post("/occurrences/{number}/keep-apart", status_code=201)
def keep_apart(number: OccurrenceId, given: Others, desk: ToDesk, visitor: Judges) -> Decided:
    """Say that an occurrence and another one are not one thing."""
    if len(given.others) != 1:
        raise DecisionError("To keep apart, name one other occurrence.")
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.keep_apart(str(number), given.others[0], given.why, given.seen))


@router.post("/occurrences/{number}/verdict", status_code=201)
def verdict(number: OccurrenceId, given: Verdict, desk: ToDesk, visitor: Judges) -> Decided:
    """Grade an occurrence as an assessor."""
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.verdict(str(number), given.scheme, given.grade, given.why, given.seen))


class Decisions(BaseModel):
    """Decisions, the newest first; ``before`` goes on with the next, None at the end."""

    items: list[Decision]
    before: int | None


@router.get("/decisions")
def decisions(
    desk: ToDesk,
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    most: Annotated[int, Query(ge=1, le=500)] = 100,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Decisions:
    """Return what people decided, the newest first, also what was taken back."""
    found = desk.seen_by(visitor).last_decisions(most + 1, before)
    return Decisions(items=list(found[:most]), before=found[most - 1].id if len(found) > most else None)


@router.post("/decisions/{number}/undo", status_code=201)
def undo(number: OccurrenceId, given: Why, desk: ToDesk, visitor: Judges) -> Decided:
    """Take a decision back; those of others need the right to."""
    found = desk.seen_by(visitor).decision(number)
    if found is None:
        raise NotThereError(f"There is no decision {number}.")
    if found.who != visitor.name and not visitor.may(May.UNDO):
        raise DeniedError(visitor, May.UNDO)
    with desk.judge(visitor) as judge:
        return Decided(decision=judge.undo(number, given.why))
