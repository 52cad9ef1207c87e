"""A single page in view: kept whenever what it sends is other than before."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection

from dateline.intake.web import Known
from dateline.store.captures import last_payload
from dateline.store.collecting import Seed
from dateline.store.found import FoundState, NewFound, Told, key_of_address, note_found, numbers_of

from .work import Brought, Work, refused


async def ask_page(seed: Seed, work: Work) -> Brought:
    """Return a page where it changed; raises FetchError where it does not answer."""
    answer = await work.ask(seed.address, Known(seed.etag, seed.modified))
    if (no := refused(answer, work.clock)) is not None:
        return no
    etag, modified = answer.last.header("ETag"), answer.last.header("Last-Modified")
    if answer.last.status == 304:
        return Brought(etag=etag or seed.etag, modified=modified or seed.modified)
    if not answer.data.strip():
        return Brought(problem="the answer is empty")
    number = await work.to_record(_number, seed, work)
    digest = hashlib.sha256(answer.last.payload).hexdigest()
    if await work.of_record(last_payload, number) == digest:
        return Brought(etag=etag, modified=modified)
    return Brought(answers=((answer, number),), etag=etag, modified=modified, new=1)


def _number(connection: Connection, seed: Seed, work: Work) -> int:
    """Return the number under which the page's own address is found, noted where it is not."""
    key = key_of_address(seed.address)
    own = NewFound(key, seed.address, Told(), FoundState.WAITING, None)
    note_found(connection, seed.id, [own], work.clock())
    return numbers_of(connection, [key])[key][0]
