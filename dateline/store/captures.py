"""Captures that wait to be read, and which reports were read from which."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from .found import Told
from .schema_collecting import capture, found, seed


@dataclass(frozen=True, slots=True)
class Unread:
    """A capture that waits to be read, with what is known of its address; ``outlet`` is what the user says of it."""

    id: int
    address: str
    found_id: int | None
    digest: str | None  # of the text that the address gave before
    told: Told
    outlet: str | None
    seed_kind: str | None


def unread_captures(connection: Connection, limit: int) -> list[Unread]:
    """Return captures that wait to be read, the oldest first."""
    wanted = (
        select(
            capture.c.id, capture.c.found_id, found.c.digest, found.c.told, seed.c.outlet, seed.c.kind,
            func.coalesce(found.c.address, capture.c.address).label("address"),
        )
        .outerjoin(found, found.c.id == capture.c.found_id)
        .outerjoin(seed, seed.c.id == found.c.seed_id)
        .where(capture.c.is_read.is_(False))
        .order_by(capture.c.id)
        .limit(limit)
    )  # fmt: skip
    return [
        Unread(row.id, row.address, row.found_id, row.digest, Told.from_json(row.told or "{}"), row.outlet, row.kind)
        for row in connection.execute(wanted)
    ]


def count_unread(connection: Connection) -> int:
    """Return how many captures wait to be read."""
    return connection.scalar(select(func.count()).select_from(capture).where(capture.c.is_read.is_(False))) or 0


def last_payload(connection: Connection, found_id: int) -> str | None:
    """Return the digest of what an address sent when it was last kept."""
    wanted = select(capture.c.payload_digest).where(capture.c.found_id == found_id)
    return connection.scalar(wanted.order_by(capture.c.id.desc()).limit(1))


def mark_read(connection: Connection, number: int) -> None:
    """Keep that a capture need not be read any more."""
    connection.execute(update(capture).where(capture.c.id == number).values(is_read=True))
