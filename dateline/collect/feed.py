"""A feed in view: asked for what is new, its entries as addresses to be fetched."""

from __future__ import annotations

from dataclasses import replace

from dateline.intake.listed import Entry
from dateline.intake.web import Known
from dateline.store.collecting import Seed
from dateline.store.found import FoundState, NewFound, Told, key_of_address

from .work import Brought, Work, refused

_ACCEPT = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"


async def ask_feed(seed: Seed, work: Work) -> Brought:
    """Return what a feed tells of now; raises FetchError where it does not answer."""
    answer = await work.ask(seed.address, Known(seed.etag, seed.modified), _ACCEPT, work.settings.list_bytes)
    if (no := refused(answer, work.clock)) is not None:
        return no
    etag, modified = answer.last.header("ETag"), answer.last.header("Last-Modified")
    if answer.last.status == 304:
        return Brought(etag=etag or seed.etag, modified=modified or seed.modified)
    entries, problem = await work.list("feed", answer, seed.address)
    if problem is not None:
        return Brought(problem=problem)
    now = work.clock()
    told = (
        NewFound(key_of_address(one.address), one.address, told_of(one, seed.takes_full_text), FoundState.WAITING, now)
        for one in entries
    )
    return Brought(found=tuple(told), etag=etag, modified=modified)


def told_of(entry: Entry, takes_full_text: bool) -> Told:
    """Return what a feed says of an address, with its own text where that is whole, or is all that is wanted."""
    text = entry.content if takes_full_text else entry.content or entry.summary
    told = Told(entry.title, entry.published, entry.updated, entry.authors, entry.outlet, entry.language)
    return replace(told, content=text)
