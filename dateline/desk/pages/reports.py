"""The reports: their list, what failed, each with its words marked in place and what the record knows of it."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from dateline.record.briefing import CopyOf, OpenedReport
from dateline.record.reading import Reading, to_json_line
from dateline.record.report import Span
from dateline.show.annotate import Annotator, parts_of
from dateline.show.asked import day_asked, last_day_asked
from dateline.show.compared import compare_texts
from dateline.store.refused import DecisionError
from dateline.store.report_list import ReportFilter

from ..deciding import REASONS, Act, Typed, typed_of, with_seen
from ..desk import Desk, Needs, desk_of
from ..errors import NotThereError
from ..keyset import mark_of, mark_words
from ..occurrence_sheet import occurrence_sheet
from ..rendering import render
from ..seeing import Seeing
from ..visitor import May, Visitor
from .occurrence import take

router = APIRouter()

_LISTED = 50
_FAILED = 100
_OCCURRENCES = 40  # named beside a report; a page of many events has more
_COPIES = 12
_HOW = (Act.ACCEPT, Act.REJECT, Act.CORRECT)
_FIRST_FIELD = "place"

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]
Judging = Annotated[Visitor, Depends(Needs(May.JUDGE))]
Number = Annotated[int, Path(ge=1, le=999_999_999)]
Deed = Annotated[str, Path(pattern=r"^e\d{1,6}$")]


@router.get("/reports", response_class=HTMLResponse)
def reports(
    request: Request,
    desk: TheDesk,
    visitor: Reader,
    outlet: str = "",
    agency: str = "",
    since: str = "",
    until: str = "",
    before: str = "",
) -> HTMLResponse:
    """Return the reports of the record, the newest first, by outlet, agency and day of publication."""
    seeing = desk.seen_by(visitor)
    asked = ReportFilter(
        outlet=outlet.strip() or None,
        agency=agency.strip() or None,
        since=day_asked(since, "From") if since.strip() else None,
        until=last_day_asked(until, "Until") if until.strip() else None,
    )
    page = seeing.reports(asked, _LISTED, mark_of(before))
    given = {"outlet": outlet.strip(), "agency": agency.strip(), "since": since.strip(), "until": until.strip()}
    kept = {name: value for name, value in given.items() if value}
    return render(
        request,
        "reports.html",
        page=page,
        wanted=given,
        is_narrowed=bool(kept),
        is_first=not before,
        older=urlencode({**kept, "before": mark_words(page.older)}) if page.older else "",
        outlets=seeing.outlets(),
        agencies=seeing.agencies(),
        failed=len(seeing.failures(_FAILED).shown),
        most_failed=_FAILED,
    )


@router.get("/reports/failed", response_class=HTMLResponse)
def failed(request: Request, desk: TheDesk, visitor: Reader, before: int | None = None) -> HTMLResponse:
    """Return what could not be read, why, and what to do about it."""
    return render(request, "reports_failed.html", page=desk.seen_by(visitor).failures(_FAILED, before))


@router.get("/reports/{number}", response_class=HTMLResponse)
def report(
    request: Request,
    number: Number,
    desk: TheDesk,
    visitor: Reader,
    part: int = 1,
    at: str = "",
    confidence: bool = False,
) -> HTMLResponse:
    """Return a report with its words marked in place and its notes; a long one in parts, ``at`` that of a thing."""
    seeing = desk.seen_by(visitor)
    opened, made = seeing.report(number)
    reading, key = opened.reading, f"r{number}"
    parts = parts_of(reading.report)
    shown = _part_at(reading, parts, at.removeprefix(key)) if at else min(max(part, 1), len(parts))
    within = parts[shown - 1] if len(parts) > 1 else None
    return render(
        request,
        "report_page.html",
        r=Annotator(reading, key, of_record=True, part=within).annotated(),
        number=number,
        opened=opened,
        made=made,
        part=shown,
        parts=len(parts),
        deeds={f"{key}{deed}": of for deed, of in made.occurrences.items()},
        told=seeing.lines(list(opened.occurrences)[:_OCCURRENCES]),
        copied=[one for one in opened.copies if one.of.id == number][:_COPIES],
        copies=[one for one in opened.copies if one.copy.id == number][:_COPIES],
        more_copied=max(_count_copied(opened.copies, number) - _COPIES, 0),
        confidences=_confidences(reading, key) if confidence else {},
        is_read=bool(reading.statements or reading.events),
        may_judge=visitor.may(May.JUDGE),
    )


@router.get("/reports/{number}/text")
def text(number: Number, desk: TheDesk, visitor: Reader) -> Response:
    """Return the text of a report as it is kept."""
    opened, _ = desk.seen_by(visitor).report(number)
    return PlainTextResponse(opened.reading.report.text)


@router.get("/reports/{number}/reading.json")
def reading(number: Number, desk: TheDesk, visitor: Reader) -> Response:
    """Return the reading of a report in the contract ``dateline/reading/1``."""
    opened, _ = desk.seen_by(visitor).report(number)
    return Response(to_json_line(opened.reading), media_type="application/json")


@router.get("/reports/{number}/versions/{other}", response_class=HTMLResponse)
def versions(request: Request, number: Number, other: Number, desk: TheDesk, visitor: Reader) -> HTMLResponse:
    """Return what differs, word by word, between two texts that stood at one address."""
    seeing = desk.seen_by(visitor)
    opened, _ = seeing.report(number)
    if other not in {line.id for line in opened.versions}:
        raise NotThereError(f"r{other} did not stand at the address of r{number}.")
    beside, _ = seeing.report(other)
    earlier, later = sorted((opened, beside), key=lambda one: one.line.id)
    compared = compare_texts(_body(earlier), _body(later))
    return render(
        request,
        "report_versions.html",
        number=number,
        earlier=earlier,
        later=later,
        compared=[(same, list(run)) for same, run in groupby(compared, lambda one: one.is_same)],
    )


@router.get("/reports/{number}/deeds/{deed}", response_class=HTMLResponse)
def deed_form(
    request: Request, number: Number, deed: Deed, desk: TheDesk, visitor: Judging, how: Act | None = None
) -> Response:
    """Return what is decided on one account of a report, with the form for a decision where one is wanted."""
    seeing = desk.seen_by(visitor)
    return _deed(request, seeing, number, deed, Typed(act=how) if how in _HOW else Typed())


@router.post("/reports/{number}/deeds/{deed}/{act}", response_class=HTMLResponse)
def decide_on_deed(
    request: Request,
    number: Number,
    deed: Deed,
    desk: TheDesk,
    visitor: Judging,
    typed: Annotated[Typed, Depends(typed_of)],
) -> Response:
    """Accept or reject an account, or put its occurrence right; what was typed is kept where it is refused."""
    seeing = desk.seen_by(visitor)
    _, made = seeing.report(number)
    if typed.act not in _HOW or deed not in made.occurrences:
        raise NotThereError(f"Report r{number} has no account {deed} to decide so on.")
    of = made.occurrences[deed]
    try:
        if typed.act is Act.CORRECT:
            if of is None:
                raise DecisionError("It is of no occurrence that could be put right; accept it first.")
            done = take(request, desk, visitor, of, typed)
        else:
            name = f"r{number}{deed}"
            done = take(request, desk, visitor, of or 0, Typed(typed.act, typed.why, typed.seen, account=name))
    except DecisionError as error:
        return _deed(request, seeing, number, deed, typed, error)
    if request.headers.get("hx-request") != "true":
        return RedirectResponse(f"/reports/{number}#r{number}{deed}", status_code=303)
    answer = _deed(request, desk.seen_by(visitor), number, deed, Typed())
    words = f"Decision {done} is kept; its occurrence's page takes it back."
    answer.headers["HX-Trigger"] = json.dumps({"dateline:told": words})
    return answer


def _deed(
    request: Request, seeing: Seeing, number: int, deed: str, typed: Typed, error: DecisionError | None = None
) -> Response:
    """Return the part of a note that is for one account; the whole page where no script asks for a part."""
    if request.headers.get("hx-request") != "true" and typed.act is None:
        return RedirectResponse(f"/reports/{number}#r{number}{deed}", status_code=303)
    _, made = seeing.report(number)
    if deed not in made.occurrences:
        raise NotThereError(f"Report r{number} has no account {deed}.")
    of = made.occurrences[deed]
    opened = seeing.open_occurrence(of) if of is not None and typed.act is not None else None
    fields = {one.name: one for one in occurrence_sheet(opened, 0).fields} if opened is not None else {}
    return render(
        request,
        "report_deed.html",
        200 if error is None else 422,
        number=number,
        id=f"r{number}{deed}",
        deed=deed,
        of=of,
        now=opened.line if opened is not None else None,
        made=made,
        typed=with_seen(typed, made.decided),
        fields=list(fields.values()),
        field=fields.get(typed.field, fields.get(_FIRST_FIELD)),
        problem=seeing.veil.over(str(error)) if error is not None else "",
        reasons=REASONS,
        may_judge=True,
    )


def _part_at(reading: Reading, parts: tuple[Span, ...], thing: str) -> int:
    """Return the number of the part that holds a thing, the first where there is no such thing."""
    starts = {s.id: s.sentence.start for s in reading.statements} | {e.id: e.trigger.start for e in reading.events}
    at = starts.get(thing, 0)
    return next((number for number, part in enumerate(parts, 1) if part.start <= at < part.end), 1)


def _confidences(reading: Reading, key: str) -> dict[str, float]:
    found = {f"{key}{s.id}": s.confidence for s in reading.statements}
    return found | {f"{key}{e.id}": e.confidence for e in reading.events}


def _count_copied(copies: tuple[CopyOf, ...], number: int) -> int:
    return sum(one.of.id == number for one in copies)


def _body(opened: OpenedReport) -> str:
    report = opened.reading.report
    return report.quote(report.body)
