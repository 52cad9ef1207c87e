"""A sitemap in view, or one that an index names: the addresses in it that are new since it was looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dateline.intake.answer import Answer
from dateline.intake.listed import Entry
from dateline.intake.web import Known
from dateline.store.collecting import Seed
from dateline.store.found import FoundState, NewFound, Told, key_of_address, note_found

from .work import Brought, Work, refused

ACCEPT = "application/xml,text/xml,*/*;q=0.5"
_FRESH = timedelta(days=30)  # by hand: older pages are an archive, which dateline add takes
_AT_ONCE = 1_000  # addresses noted in one transaction


async def ask_sitemap(seed: Seed, work: Work) -> Brought:
    """Return what a sitemap tells of that was not there before; raises FetchError where it does not answer."""
    answer = await work.ask(seed.address, Known(seed.etag, seed.modified), ACCEPT, work.settings.list_bytes)
    if (no := refused(answer, work.clock)) is not None:
        return no
    etag, modified = answer.last.header("ETag"), answer.last.header("Last-Modified")
    if answer.last.status == 304:
        return Brought(etag=etag or seed.etag, modified=modified or seed.modified)
    new, problem = await note_sitemap(answer, seed.id, seed.answered_at is None, True, work)
    return Brought(problem=problem, etag=etag, modified=modified, new=new)


async def note_sitemap(
    answer: Answer, seed_id: int, is_first: bool, takes_maps: bool, work: Work
) -> tuple[int, str | None]:
    """Keep the addresses of a sitemap, some at a time, and return how many are new, or what is wrong with it.

    What is older than a month is left, and so is, the first time, what has no date.
    """
    entries, problem = await work.list("sitemap", answer, answer.url)
    now = work.clock()
    told = [_told(one, now, is_first) for one in entries if takes_maps or not one.is_map]
    new = 0
    for start in range(0, len(told), _AT_ONCE):
        new += await work.to_record(note_found, seed_id, told[start : start + _AT_ONCE], now)
    return new, problem


def _told(entry: Entry, now: datetime, is_first: bool) -> NewFound:
    told = Told(
        entry.title, entry.published, entry.updated, outlet=entry.outlet, language=entry.language, is_map=entry.is_map
    )
    is_wanted = _is_fresh(entry, now, is_first and not entry.is_map)
    state = FoundState.WAITING if is_wanted else FoundState.LEFT
    return NewFound(key_of_address(entry.address), entry.address, told, state, now if is_wanted else None)


def _is_fresh(entry: Entry, now: datetime, is_first: bool) -> bool:
    dates = [at for at in (_moment(entry.published), _moment(entry.updated)) if at is not None]
    return now - max(dates) <= _FRESH if dates else not is_first


def _moment(written: str | None) -> datetime | None:
    try:
        at = datetime.fromisoformat(written) if written else None
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
