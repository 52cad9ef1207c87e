"""The chain in, a signed head of its end out: each day one, or more where something came since.

A key that is given up says by its last head which one follows it, so that heads stay one row from the first on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from dateline.store.chain import Entry, append_all, last_link, wait_for_others
from dateline.store.digests import Kind, digest_of, head_line
from dateline.store.record import Record
from dateline.store.rows import Row
from dateline.store.schema_collecting import chained, head
from dateline.store.unchained import take_in

from .errors import EvidenceError
from .heads import Body, Head, body_bytes, head_of, last_head
from .keys import NEXT, SigningKey, load_key, make_key

_TAKEN_IN = (Kind.REPORT, Kind.DECISION, Kind.CAPTURE, Kind.CAPTURED)
_OF_HEADS = (Kind.HEAD.value, Kind.STAMP.value)  # what follows from sealing itself is nothing new to seal

Told = Callable[[int], None]
"""Is told of so many rows that were taken into the chain."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """The newest head, whether it was made now, and for how many rows that were there before the chain it has links."""

    head: Head
    is_new: bool
    taken_in: int


def seal(record: Record, key_file: Path, told: Told | None = None) -> Sealed:
    """Sign the chain's end where something was added since, or this is another day, and return the newest head.

    What is in the record without a link is taken in first, some rows in each transaction. Raises EvidenceError where
    the key is not the one that heads are to be signed by.
    """
    taken = _take_in(record, told)
    with record.writing() as connection:
        wait_for_others(connection)
        last = last_head(connection)
        key = _key_after(last, key_file)
        now = datetime.now(UTC)
        if last is not None and not _is_due(connection, last, now):
            return Sealed(last, False, taken)
        return Sealed(_sign(connection, key, last, now), True, taken)


def rotate(record: Record, key_file: Path) -> Sealed:
    """Have a new key sign from now on: the old one signs a last head that names it, and is gone after that."""
    taken = _take_in(record, None)
    coming = key_file.with_name(key_file.name + NEXT)
    with record.writing() as connection:
        wait_for_others(connection)
        last = last_head(connection)
        key = _key_after(last, key_file)
        coming.unlink(missing_ok=True)  # of a rotation that was broken off before its head was kept
        following = make_key(coming)
        made = _sign(connection, key, last, datetime.now(UTC), following.id)
    coming.replace(key_file)
    return Sealed(made, True, taken)


def start_anew(record: Record, key_file: Path) -> SigningKey:
    """Make a key in place of one that is lost, and return it: no head names it, and verifying says so.

    Raises EvidenceError where the key is there.
    """
    if load_key(key_file) is not None:
        raise EvidenceError(f"{key_file}: the key is there; to change it: dateline evidence key --rotate")
    return make_key(key_file)


def current_key(record: Record, key_file: Path) -> SigningKey:
    """Return the key that signs, made at first use; raises EvidenceError where it is not the one that should."""
    with record.writing() as connection:
        return _key_after(last_head(connection), key_file)


def _take_in(record: Record, told: Told | None) -> int:
    taken = 0
    for kind in _TAKEN_IN:
        while True:
            with record.writing() as connection:
                some = take_in(connection, kind)
            if not some:
                break
            taken += some
            if told is not None:
                told(some)
    return taken


def _key_after(last: Head | None, key_file: Path) -> SigningKey:
    """Return the key that signs after a head; a rotation that was broken off after its head was kept is ended here."""
    said = last.read() if last is not None else None
    coming = key_file.with_name(key_file.name + NEXT)
    following = load_key(coming)
    if following is not None and said is not None and said.next_key == following.id:
        coming.replace(key_file)
    key = load_key(key_file)
    if key is None and last is not None:
        raise EvidenceError(
            f"{key_file}: the key that signs is gone; put it back or, where it is lost: dateline evidence key --new"
        )
    return key if key is not None else make_key(key_file)


def _is_due(connection: Connection, last: Head, now: datetime) -> bool:
    if last.at[:10] != f"{now:%Y-%m-%d}":
        return True
    new = select(chained.c.number).where(chained.c.number > last.number, chained.c.kind.not_in(_OF_HEADS)).limit(1)
    return connection.scalar(new) is not None


def _sign(
    connection: Connection, key: SigningKey, last: Head | None, now: datetime, next_key: str | None = None
) -> Head:
    number, end = last_link(connection)
    said = last.read() if last is not None else None
    at = now.isoformat(timespec="seconds")
    body = Body(
        at=at,
        day=at[:10],
        hash=end,
        head=said.head + 1 if said is not None else 1,
        key=key.id,
        number=number,
        public_key=key.public.hex(),
        previous=last.digest if last is not None else None,
        next_key=next_key,
    )
    data = body_bytes(body)
    row: Row = {"at": at, "number": number, "body": data.decode(), "key_id": key.id}
    signature = key.sign(data)
    made: int = connection.scalars(head.insert().values({**row, "signature": signature}).returning(head.c.id)).one()
    append_all(connection, [Entry(Kind.HEAD, made, digest_of(head_line(row, signature)))])
    kept = head_of(connection, made)
    assert kept is not None
    return kept
