"""The chain over everything that is added: a row and its digest in, a link out that ties it to all links before it.

A link's leaf is the SHA-256 of "NUMBER SALT AT KIND SUBJECT DIGEST" and a line end, its hash that of "HASH-BEFORE LEAF"
and a line end, so that ``sha256sum`` is all it takes to follow a chain. A leaf tells nothing of what it stands for
unless its salt is told too: links of what is withheld can be handed on.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, text

from .digests import Kind, captured_line, digest_of, lines_of
from .moments import moment
from .rows import Row
from .schema_collecting import captured, chained
from .schema_decisions import decision

BEGINNING: Final = "0" * 64  # the hash before the first link
_LOCK = 0x63686169  # PostgreSQL's advisory lock while links are appended, to the end of the transaction
_SALT = 16  # bytes
# A report that is added waits for these two, so they go past SQLAlchemy to the driver, which saves two thirds.
_LAST_NOW = "SELECT number, hash FROM chained ORDER BY number DESC LIMIT 1"
_COLUMNS = ("number", "at", "kind", "subject_id", "digest", "salt", "hash")
_APPEND = {
    name: f"INSERT INTO chained ({', '.join(_COLUMNS)}) VALUES ({', '.join([mark] * len(_COLUMNS))})"
    for name, mark in (("sqlite", "?"), ("postgresql", "%s"))
}
_TIE = select(captured.c.report_id).where(
    captured.c.capture_id == bindparam("capture_id"), captured.c.report_id == bindparam("report_id")
)


class Entry(NamedTuple):
    """What is to be chained: what it is, its number, and the SHA-256 of what of it never changes."""

    kind: Kind
    subject: int
    digest: str


class Link(NamedTuple):
    """One link as it stands in its table."""

    number: int
    at: str
    kind: str
    subject: int
    digest: str
    salt: str
    hash: str

    @property
    def leaf(self) -> str:
        """What stands for the link in the chain and tells nothing of it."""
        return leaf_of(self.number, self.salt, self.at, self.kind, self.subject, self.digest)


LINKS: Final = select(
    *(chained.c.number, chained.c.at, chained.c.kind, chained.c.subject_id),
    *(chained.c.digest, chained.c.salt, chained.c.hash),
).order_by(chained.c.number)
"""The query for links; its rows are those of ``Link``."""


def leaf_of(number: int, salt: str, at: str, kind: str, subject: int, digest: str) -> str:
    """Return the leaf of a link."""
    return hashlib.sha256(f"{number} {salt} {at} {kind} {subject} {digest}\n".encode("utf-8", "replace")).hexdigest()


def hash_of(before: str, leaf: str) -> str:
    """Return the hash of a link with this leaf after the hash before it."""
    return hashlib.sha256(f"{before} {leaf}\n".encode("utf-8", "replace")).hexdigest()


def append(connection: Connection, kind: Kind, subject_id: int, digest: str) -> int:
    """Append one link in the caller's transaction and return its number; see ``append_all``."""
    return append_all(connection, [Entry(kind, subject_id, digest)])


def append_all(connection: Connection, entries: Iterable[Entry]) -> int:
    """Append links in the caller's transaction and return the number of the last link of the chain.

    On a server all others who append wait until the transaction ends, so it is best the last thing that one does.
    """
    wait_for_others(connection)
    number, before = last_link(connection)
    at = moment()
    links: list[tuple[int | str, ...]] = []
    for kind, of, digest in entries:
        number += 1
        salt = secrets.token_hex(_SALT)
        before = hash_of(before, leaf_of(number, salt, at, kind.value, of, digest))
        links.append((number, at, kind.value, of, digest, salt, before))
    if links:
        connection.exec_driver_sql(_APPEND[connection.dialect.name], links)
    return number


def wait_for_others(connection: Connection) -> None:
    """Have the transactions of others who append to a server's chain end first; in a file they wait by themselves."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def last_link(connection: Connection) -> tuple[int, str]:
    """Return the number and the hash of the last link; of an empty chain 0 and the hash before the first."""
    row = connection.exec_driver_sql(_LAST_NOW).first()
    return (row[0], row[1]) if row is not None else (0, BEGINNING)


def tie_report(connection: Connection, capture_id: int, report_id: int) -> None:
    """Write down that a report was read from a capture, and chain it, in the caller's transaction; once."""
    of: Row = {"capture_id": capture_id, "report_id": report_id}
    if connection.execute(_TIE, of).first() is None:
        connection.execute(captured.insert(), of)
        append(connection, Kind.CAPTURED, report_id, digest_of(captured_line(capture_id, report_id)))


def append_decisions(connection: Connection) -> None:
    """Append the decisions that were made since the last one that is chained, in the caller's transaction.

    Those who decide wait for each other, so that their numbers come in order.
    """
    last = select(func.coalesce(func.max(chained.c.subject_id), 0)).where(chained.c.kind == Kind.DECISION.value)
    new = connection.scalars(select(decision.c.id).where(decision.c.id > last.scalar_subquery())).all()
    if new:
        append_all(connection, entries_of(connection, Kind.DECISION, new))


def entries_of(connection: Connection, kind: Kind, numbers: Sequence[int]) -> list[Entry]:
    """Return what is to be chained of each of these that is there, in the order of their numbers."""
    return [Entry(kind, number, digest_of(line)) for number, line in lines_of(connection, kind, numbers)]
