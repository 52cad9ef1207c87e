"""Adding: a text, files, an address or a field report in; a job that reads and keeps them, its progress, out."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from dateline.errors import DatelineError, UsageError
from dateline.intake.field_report import COUNTED, check_field_report, field_text, places_csv
from dateline.intake.limits import MAX_TEXT_BYTES
from dateline.intake.published import parse_date
from dateline.intake.received import Given
from dateline.intake.web import is_url

from ..adding import (
    MAX_BYTES,
    MAX_FILES,
    MEGABYTE,
    Progress,
    Submission,
    discard,
    files_words,
    make_folder,
    place_for,
    written,
)
from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter(prefix="/add")

WAYS = (("text", "Paste a text"), ("files", "Files"), ("url", "An address"), ("field", "A field report"))
_ROOM = 1 * MEGABYTE  # of a form beside its files or its text
_LONGEST = 500  # characters of a field of one line
_WHY = "who sent it is at risk if known"  # what stands in the form, and is kept where nothing else is said
_FIELD_OUTLET = "Field report"

TheDesk = Annotated[Desk, Depends(desk_of)]
Adder = Annotated[Visitor, Depends(Needs(May.ADD))]


async def form_of(request: Request, _: Adder) -> AsyncIterator[FormData]:
    """Yield a form with its files, which lie on the disk; one that is too large is refused before it is read."""
    length = request.headers.get("content-length", "")
    if not length.isdigit():
        raise HTTPException(411, "The form comes without its length; send it from the page.")
    is_multipart = request.headers.get("content-type", "").startswith("multipart/form-data")
    most = MAX_BYTES + _ROOM if is_multipart else MAX_TEXT_BYTES + _ROOM
    if int(length) > most:
        words = f"That is more than {most // MEGABYTE} MB at once. Give fewer files, or run dateline add on a folder."
        raise HTTPException(413, words)
    form = await request.form(max_files=MAX_FILES, max_fields=60, max_part_size=MAX_TEXT_BYTES)
    try:
        yield form
    finally:
        await form.close()


Sent = Annotated[FormData, Depends(form_of)]


@router.get("", response_class=HTMLResponse)
def add(request: Request, desk: TheDesk, visitor: Adder, way: str = "text") -> HTMLResponse:
    """Return the forms to add with, and the visitor's jobs."""
    return _page(request, desk, visitor, way if way in dict(WAYS) else "text")


@router.post("/text")
def add_text(request: Request, desk: TheDesk, visitor: Adder, form: Sent) -> Response:
    """Take in one text."""
    try:
        text = _said(form, "text", MAX_TEXT_BYTES)
        if not text:
            raise UsageError("Text: paste the report's own text.")
        submission = written(text, _given(form), "pasted text", _shelter(form))
        return _submit(desk, visitor, submission)
    except DatelineError as error:
        return _page(request, desk, visitor, "text", form, str(error))


@router.post("/files")
def add_files(request: Request, desk: TheDesk, visitor: Adder, form: Sent) -> Response:
    """Take in files of every format that is read."""
    try:
        uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not uploads:
            raise UsageError("Files: choose one at least, or drop some on the field.")
        given, shelter = _given(form), _shelter(form)
        folder = make_folder()
        names: dict[str, str] = {}
        try:
            for number, upload in enumerate(uploads, 1):
                path, name = place_for(folder, number, upload.filename or "", shelter is not None)
                with path.open("wb") as file:
                    shutil.copyfileobj(upload.file, file)
                names[str(path)] = name
        except OSError:
            discard(folder)
            raise UsageError("The files could not be put on the disk of the desk; is there room on it?") from None
        submission = Submission(files_words(len(names)), tuple(names), given, names, folder, shelter)
        return _submit(desk, visitor, submission)
    except DatelineError as error:
        return _page(request, desk, visitor, "files", form, str(error))


@router.post("/url")
def add_url(request: Request, desk: TheDesk, visitor: Adder, form: Sent) -> Response:
    """Take in what an address of the web answers."""
    try:
        url, shelter = _said(form, "url"), _shelter(form)
        if not is_url(url) or not url.lower().startswith(("http://", "https://")):
            raise UsageError("Address: write one that begins with https:// or http://.")
        title = url if shelter is None else "an address"
        names = {url: title}
        given = Given(outlet=_said(form, "outlet") or None, published=_published(form))
        return _submit(desk, visitor, Submission(title, (url,), given, names, shelter=shelter))
    except DatelineError as error:
        return _page(request, desk, visitor, "url", form, str(error))


@router.post("/field")
def add_field_report(request: Request, desk: TheDesk, visitor: Adder, form: Sent) -> Response:
    """Take in what a monitor saw or heard; who reports it is protected unless the form says not."""
    try:
        told = check_field_report(
            _said(form, "what", 20_000),
            _said(form, "where"),
            _said(form, "lat"),
            _said(form, "lon"),
            _said(form, "on"),
            _said(form, "at"),
            bool(form.get("seen")),
            bool(form.get("photographed")),
            _said(form, "heard_from"),
            {effect: _said(form, effect) for effect in COUNTED},
            _said(form, "more", 50_000),
        )
        given = Given(
            published=_published(form),
            outlet=_said(form, "outlet") or _FIELD_OUTLET,
            author=_said(form, "reporter") or None,
            language="en",
        )
        submission = written(field_text(told), given, "field report", _shelter(form), places_csv(told))
        return _submit(desk, visitor, submission)
    except DatelineError as error:
        return _page(request, desk, visitor, "field", form, str(error))


@router.get("/jobs/{job}", response_class=HTMLResponse)
def job(request: Request, job: str, desk: TheDesk, visitor: Adder) -> HTMLResponse:
    """Return how far a job is: the page, or the part of it that asks again by itself."""
    return _job(request, desk.adding.job(visitor, job))


@router.post("/jobs/{job}/stop")
def stop_job(request: Request, job: str, desk: TheDesk, visitor: Adder) -> Response:
    """Stop a job; what it has added stays."""
    progress = desk.adding.stop(visitor, job)
    if request.headers.get("hx-request") == "true":
        return _job(request, progress)
    return RedirectResponse(f"/add/jobs/{progress.id}", status_code=303)


def _submit(desk: Desk, visitor: Visitor, submission: Submission) -> Response:
    progress = desk.adding.submit(visitor, submission)
    return RedirectResponse(f"/add/jobs/{progress.id}", status_code=303)


def _job(request: Request, progress: Progress) -> HTMLResponse:
    is_part = request.headers.get("hx-request") == "true"
    return render(request, "job_part.html" if is_part else "job.html", job=progress)


def _page(
    request: Request, desk: Desk, visitor: Visitor, way: str, form: FormData | None = None, problem: str = ""
) -> HTMLResponse:
    typed = {name: value for name, value in form.items() if isinstance(value, str)} if form is not None else {}
    return render(
        request,
        "add.html",
        422 if problem else 200,
        way=way,
        ways=WAYS,
        typed=typed,
        is_new=form is None,
        problem=problem,
        jobs=desk.adding.jobs(visitor),
        why=_WHY,
        counted_words=COUNTED,
        most_files=MAX_FILES,
        most_megabytes=MAX_BYTES // MEGABYTE,
        is_empty=not desk.seen_by(visitor).totals().reports,
    )


def _said(form: FormData, name: str, most: int = _LONGEST) -> str:
    value = form.get(name)
    words = value.strip() if isinstance(value, str) else ""
    if len(words) > most:
        raise UsageError(f"{name.replace('_', ' ').capitalize()}: {most:,} characters at most.")
    return words


def _given(form: FormData) -> Given:
    """Return what a form says of the reports; raises UsageError where it cannot be meant."""
    url = _said(form, "url", 2000)
    if url and not url.lower().startswith(("http://", "https://")):
        raise UsageError("Address: write one that begins with https:// or http://, or leave it empty.")
    return Given(
        published=_published(form),
        outlet=_said(form, "outlet") or None,
        title=_said(form, "title") or None,
        url=url or None,
        agency=_said(form, "agency") or None,
    )


def _published(form: FormData) -> str | None:
    words = _said(form, "published")
    if words and parse_date(words) is None:
        raise UsageError("Published: write one day, as 2025-10-12.")
    return words or None


def _shelter(form: FormData) -> str | None:
    """Return why whoever sent it is protected, None where the form does not ask for it."""
    if not form.get("shelter"):
        return None
    return _said(form, "why") or _WHY
