"""Signed heads of the chain: a row of the record in, what it says out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, select

from dateline.store.schema_collecting import head

from .keys import key_id

_AT_ONCE = 100  # rows


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is signed: the chain's end at a moment, what was signed before, and by whom.

    ``head`` counts heads from 1. ``previous`` is the SHA-256 of the body before, None in the first. ``public_key`` is
    in hexadecimal. ``next_key`` is the id of the key that is to sign from now on, where this one is given up.
    """

    at: str
    day: str
    hash: str
    head: int
    key: str
    number: int
    public_key: str
    previous: str | None = None
    next_key: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A head as it stands in the record; ``body`` is what is signed, to the byte."""

    id: int
    at: str
    number: int
    body: bytes
    key_id: str
    signature: bytes
    stamp: bytes | None
    stamped_by: str | None

    @property
    def digest(self) -> str:
        """SHA-256 of the body: by this a head is known, and written down elsewhere."""
        return hashlib.sha256(self.body).hexdigest()

    def read(self) -> Body | None:
        """Return what the body says, None where it is not as a head is written."""
        try:
            said = msgspec.json.decode(self.body, type=Body)
            is_own = said.key == key_id(bytes.fromhex(said.public_key)) and body_bytes(said) == self.body
        except (msgspec.MsgspecError, ValueError):
            return None
        return said if is_own else None


def body_bytes(body: Body) -> bytes:
    """Return what is signed: JSON with its keys in order and no space, and nothing where there is nothing to say."""
    said = {name: value for name, value in msgspec.structs.asdict(body).items() if name != "next_key" or value}
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()


def heads_of(connection: Connection) -> Iterator[Head]:
    """Yield the heads of the record, the first first."""
    after = 0
    columns = (head.c.id, head.c.at, head.c.number, head.c.body, head.c.key_id, head.c.signature)
    asked = select(*columns, head.c.stamp, head.c.stamped_by).order_by(head.c.id).limit(_AT_ONCE)
    while rows := connection.execute(asked.where(head.c.id > after)).all():
        for row in rows:
            yield _head(*row)
        after = rows[-1].id


def last_head(connection: Connection) -> Head | None:
    """Return the newest head, None where there is none."""
    row = connection.execute(select(head.c.id).order_by(head.c.id.desc()).limit(1)).first()
    return head_of(connection, row.id) if row is not None else None


def head_of(connection: Connection, number: int) -> Head | None:
    """Return a head by its number in the record, None where there is none."""
    columns = (head.c.id, head.c.at, head.c.number, head.c.body, head.c.key_id, head.c.signature)
    row = connection.execute(select(*columns, head.c.stamp, head.c.stamped_by).where(head.c.id == number)).first()
    return _head(*row) if row is not None else None


def head_after(connection: Connection, number: int) -> Head | None:
    """Return the first head at or after a link of the chain, None where nothing is signed since."""
    asked = select(head.c.id).where(head.c.number >= number).order_by(head.c.number, head.c.id).limit(1)
    found = connection.scalar(asked)
    return head_of(connection, found) if found is not None else None


def _head(
    number: int,
    at: str,
    link: int,
    body: str,
    key: str,
    signature: bytes,
    stamp: bytes | None,
    stamped_by: str | None,
) -> Head:
    return Head(number, at, link, body.encode("utf-8", "surrogateescape"), key, signature, stamp, stamped_by)
