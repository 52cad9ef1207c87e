"""The record by program: occurrences, disputes, reports, statements and actors, a page at a time."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel

from dateline import __version__
from dateline.record.briefing import (
    Facets,
    Filter,
    Listed,
    OpenedAccount,
    OpenedActor,
    OpenedOccurrence,
    OpenedReport,
    OpenedStatement,
    Saying,
    Totals,
)
from dateline.record.choices import Act, DisputeKind, SourceKind
from dateline.record.reading import as_json
from dateline.show.asked import actor_names, country_code, day_asked, last_day_asked
from dateline.show.record_outputs import as_plain
from dateline.store.disputed import Disputed, DisputesAsked, Last
from dateline.store.history import Decision
from dateline.store.ordering import Sort
from dateline.store.report_list import FailedPage, ListedReport, ReportFilter
from dateline.store.sayings import SayingFilter
from dateline.store.search import Hit

from ..desk import Desk, Needs, desk_of
from ..errors import NotThereError
from ..keyset import mark_of, mark_words
from ..visitor import May, Visitor
from .asked import Words, filter_of
from .tagged import PROBLEMS, TaggedRoute

router = APIRouter(prefix="/api/v1", route_class=TaggedRoute, responses=PROBLEMS, tags=["record"])

Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
Most = Annotated[int, Query(ge=1, le=200)]
After = Annotated[str | None, Query(max_length=300, description="where the page before ended")]
Reads = Annotated[Visitor, Depends(Needs(May.READ))]
ToDesk = Annotated[Desk, Depends(desk_of)]
Asked = Annotated[Filter, Depends(filter_of)]


class Record(BaseModel):
    """What record this is, and what it holds."""

    name: str
    dateline: str
    holds: Totals


class Disputes(BaseModel):
    """Disputes, the newest first; ``after`` goes on with the next page, None at the end."""

    items: list[Disputed]
    after: str | None


class Reports(BaseModel):
    """Reports, the newest first; ``after`` goes on with the next page, None at the end."""

    items: list[ListedReport]
    after: str | None


class Statements(BaseModel):
    """Statements with their voices, the newest first; ``after`` goes on with the next page, None at the end."""

    items: list[Saying]
    after: str | None
    looked_back_to: str | None


@router.get("")
def record(desk: ToDesk, visitor: Reads) -> Record:
    """Return what record this is."""
    holds = desk.seen_by(visitor).totals()
    return Record(name=desk.settings.record_name, dateline=__version__, holds=holds)


@router.get("/occurrences")
def occurrences(
    desk: ToDesk, visitor: Reads, asked: Asked, sort: Sort = Sort.NEWEST, most: Most = 50, after: After = None
) -> Listed:
    """Return occurrences that are asked for, a page at a time."""
    return desk.seen_by(visitor).listed(asked, most, after, sort)


@router.get("/facets")
def facets(desk: ToDesk, visitor: Reads, asked: Asked) -> Facets:
    """Return what can further be asked of what is asked for, and how many occurrences each value has."""
    return desk.seen_by(visitor).facets(asked)


@router.get("/occurrences/{number}", response_model=None, responses={200: {"model": OpenedOccurrence}})
def occurrence(number: Number, desk: ToDesk, visitor: Reads) -> Response:
    """Return an occurrence with its accounts, sources, disputes and history."""
    found = desk.seen_by(visitor).open_occurrence(number)
    if found is None:
        raise NotThereError(f"The record has no occurrence {number}.")
    return JSONResponse(as_plain(found))


@router.get("/occurrences/{number}/decisions")
def decisions_on(number: Number, desk: ToDesk, visitor: Reads) -> list[Decision]:
    """Return what people decided on an occurrence, the first first; the last number is what ``seen`` takes."""
    return list(desk.seen_by(visitor).decisions(number))


@router.get("/disputes", response_model=None, responses={200: {"model": Disputes}})
def disputes(
    desk: ToDesk,
    visitor: Reads,
    kind: DisputeKind | None = None,
    country: Words = None,
    is_open: Annotated[bool | None, Query(alias="open")] = None,
    most: Annotated[int, Query(ge=1, le=50)] = 20,
    after: Annotated[str | None, Query(pattern=r"^-?\d{1,9}\.\d{1,10}\.\d{1,10}$")] = None,
) -> Response:
    """Return what accounts differ on, each side with its accounts where there is room."""
    asked = DisputesAsked(kind, country_code(country) if country else None, is_open)
    last = Last(*(int(part) for part in after.split("."))) if after else None
    found = desk.seen_by(visitor).disputed(asked, most, last)
    end = found.following
    following = f"{end.day}.{end.occurrence}.{end.dispute}" if end is not None else None
    return JSONResponse({"items": as_plain(found.shown), "after": following})


@router.get("/reports")
def reports(
    desk: ToDesk,
    visitor: Reads,
    outlet: Words = None,
    agency: Words = None,
    since: Words = None,
    until: Words = None,
    most: Most = 50,
    after: After = None,
) -> Reports:
    """Return reports, the newest first, each with what it is a copy of."""
    asked = ReportFilter(
        outlet,
        agency,
        day_asked(since, "since") if since else None,
        last_day_asked(until, "until") if until else None,
    )
    found = desk.seen_by(visitor).reports(asked, most, mark_of(after or ""))
    return Reports(items=list(found.shown), after=mark_words(found.older) or None)


@router.get("/reports/{number}", response_model=None, responses={200: {"model": OpenedReport}})
def report(number: Number, desk: ToDesk, visitor: Reads) -> Response:
    """Return a report with its reading, its other versions, its copies and the occurrences that it tells of."""
    found, _ = desk.seen_by(visitor).report(number)
    return JSONResponse(as_plain(found))


@router.get("/reports/{number}/reading", response_model=None)
def reading(number: Number, desk: ToDesk, visitor: Reads) -> Response:
    """Return a report's reading in the contract dateline/reading/1."""
    found, _ = desk.seen_by(visitor).report(number)
    return JSONResponse(as_json(found.reading))


@router.get("/failures")
def failures(
    desk: ToDesk, visitor: Reads, most: Most = 50, before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None
) -> FailedPage:
    """Return what could not be read, and what to do about it, the last first."""
    return desk.seen_by(visitor).failures(most, before)


@router.get("/statements", response_model=None, responses={200: {"model": Statements}})
def statements(
    desk: ToDesk,
    visitor: Reads,
    source: Words = None,
    kind: SourceKind | None = None,
    act: Act | None = None,
    about: Words = None,
    outlet: Words = None,
    q: Annotated[str, Query(max_length=300)] = "",
    since: Words = None,
    until: Words = None,
    most: Most = 50,
    after: After = None,
) -> Response:
    """Return who said what about whom, the newest first."""
    asked = SayingFilter(
        source=actor_names(source) if source else (),
        kind=kind,
        act=act,
        about=actor_names(about) if about else (),
        outlet=outlet,
        words=q,
        since=day_asked(since, "since") if since else None,
        until=last_day_asked(until, "until") if until else None,
    )
    found = desk.seen_by(visitor).sayings(asked, most, mark_of(after or ""))
    shown = {"items": as_plain(found.shown), "after": mark_words(found.older) or None, "looked_back_to": found.back_to}
    return JSONResponse(shown)


@router.get("/search")
def search(
    desk: ToDesk, visitor: Reads, q: Annotated[str, Query(min_length=1, max_length=300)], most: Most = 50
) -> list[Hit]:
    """Return the reports that hold words, the best first; the words found stand between U+0002 and U+0003."""
    return desk.seen_by(visitor).search(q, most)


Opened = OpenedOccurrence | OpenedReport | OpenedAccount | OpenedStatement | OpenedActor


@router.get("/open/{name}", response_model=None, responses={200: {"model": Opened}})
def open_name(name: Annotated[str, Path(max_length=300)], desk: ToDesk, visitor: Reads) -> Response:
    """Return what an id or an actor's name stands for: "12", "r3", "r3e5", "r3s2", "d4", "a7", a name."""
    return JSONResponse(as_plain(desk.seen_by(visitor).open(name)))
