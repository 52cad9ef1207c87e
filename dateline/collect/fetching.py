"""One address that was found: fetched, and what is to be written of it; a page, a file, or a sitemap of an index."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import datetime, timedelta
from html import escape

from sqlalchemy import Connection

from dateline.errors import InputError
from dateline.intake.answer import Answer
from dateline.intake.web import FetchError, Known
from dateline.store.captures import last_payload
from dateline.store.collecting import SeedKind, written
from dateline.store.found import Found, FoundState, note_fetched, note_not_fetched

from .folder import read_file
from .pace import next_look, next_try
from .sitemap import ACCEPT, note_sitemap
from .work import Work, kept_as, refused, rest_of
from .written import Result

# Statuses that mean no: trying again in an hour changes nothing. 404 may be a page that is not out yet.
_NO = frozenset({400, 401, 402, 403, 405, 406, 407, 410, 414, 451})
_MAP_LOOK = timedelta(days=1)  # by hand: a sitemap of an index that does not say when it changed


async def fetch_found(one: Found, work: Work) -> Result:
    """Return what is to be written of an address after it was fetched, or was not."""
    if one.seed_kind == SeedKind.FOLDER or one.address.startswith("file:"):
        return await _take_file(one, work)
    if one.told.is_map:
        return await _fetch_map(one, work)
    if one.told.content is not None and not one.takes_full_text and one.state is FoundState.WAITING:
        return _of_feed(one, work, None)
    try:
        answer = await work.ask(one.address, Known(one.etag, one.modified))
    except FetchError as error:
        return _failed(one, work, error.reason, is_lasting=error.is_lasting)
    if (no := refused(answer, work.clock)) is not None:
        lasting = answer.last.status in _NO
        return _failed(one, work, no.problem or "", is_lasting=lasting, rest=rest_of(answer.last, work.clock))
    if answer.last.status != 304 and not answer.data.strip():
        return _failed(one, work, "the answer is empty", is_lasting=False)
    return await _answered(one, work, answer)


async def _answered(one: Found, work: Work, answer: Answer) -> Result:
    now = work.clock()
    again = next_look(one.found_at, now, one.address)
    etag, modified = answer.last.header("ETag"), answer.last.header("Last-Modified")
    is_same = answer.last.status == 304
    if not is_same and not one.is_new:
        before = await work.of_record(last_payload, one.id)
        is_same = before == hashlib.sha256(answer.last.payload).hexdigest()

    def note(connection: Connection) -> None:
        state = None if is_same else FoundState.FETCHED
        kept = (etag or one.etag, modified or one.modified) if is_same else (etag, modified)
        note_fetched(connection, one.id, now, again, *kept, state)

    return Result(note, () if is_same else ((answer, one.id),), kind="unchanged" if is_same else "fetched")


def _failed(one: Found, work: Work, problem: str, is_lasting: bool, rest: timedelta | None = None) -> Result:
    """Return what is written of an address that was not fetched: tried again, given up, or told by its feed."""
    wait = next_try(one.tries + 1, one.address)
    if rest is not None and wait is not None:
        wait = max(wait, rest)
    is_over = is_lasting or wait is None
    if is_over and one.told.content is not None and one.state is FoundState.WAITING:
        return _of_feed(one, work, problem)
    now = work.clock()

    def note(connection: Connection) -> None:
        due = None if is_over or wait is None else now + wait
        note_not_fetched(connection, one.id, now, problem, due, is_given_up=is_over)

    return Result(note, kind="given up" if is_over else "failed", rest=rest)


def _of_feed(one: Found, work: Work, problem: str | None) -> Result:
    """Return an address whose text is what its feed gave; ``problem`` is why the page itself was not fetched."""
    now = work.clock()
    title = escape(one.told.title or "")
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{one.told.content}</article></body></html>"
    )
    data = page.encode("utf-8", "replace")
    answer = kept_as(one.address, data, "text/html; charset=utf-8", written(now), "feed")

    def note(connection: Connection) -> None:
        note_fetched(connection, one.id, now, None, None, None, FoundState.FETCHED)

    return Result(note, ((answer, one.id),), kind="fetched", said=problem)


async def _take_file(one: Found, work: Work) -> Result:
    now = work.clock()
    try:
        answer = await asyncio.to_thread(read_file, one.address, now)
    except InputError as error:
        problem = f"{error.reason}; {error.remedy}"
        return Result(lambda c: note_not_fetched(c, one.id, now, problem, None, is_given_up=True), kind="given up")

    def note(connection: Connection) -> None:
        note_fetched(connection, one.id, now, None, None, one.modified, FoundState.FETCHED)

    return Result(note, ((answer, one.id),), kind="fetched")


async def _fetch_map(one: Found, work: Work) -> Result:
    """Return a sitemap that an index names, its addresses noted; it is looked at again when the index says so."""
    try:
        answer = await work.ask(one.address, Known(one.etag, one.modified), ACCEPT, work.settings.list_bytes)
    except FetchError as error:
        return _failed(one, work, error.reason, is_lasting=error.is_lasting)
    if (no := refused(answer, work.clock)) is not None:
        return _failed(one, work, no.problem or "", answer.last.status in _NO, rest_of(answer.last, work.clock))
    new, problem = 0, None
    if answer.last.status != 304 and one.seed_id is not None:
        new, problem = await note_sitemap(answer, one.seed_id, one.is_new, False, work)
    if problem is not None:
        return _failed(one, work, problem, is_lasting=False)
    now: datetime = work.clock()
    again = now + _MAP_LOOK if one.told.updated is None else None
    etag, modified = answer.last.header("ETag"), answer.last.header("Last-Modified")

    def note(connection: Connection) -> None:
        note_fetched(connection, one.id, now, again, etag, modified, FoundState.READ)

    return Result(note, kind="listed", new=new)
