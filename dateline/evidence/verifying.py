"""A record and its evidence folder in, every changed, missing or moved byte out, by what it is and where it stands.

Everything is read once, in the order in which it lies, and some rows at a time: the memory that it takes does not grow
with the record. What others add meanwhile is of a later moment and not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from dateline.store.digests import Kind
from dateline.store.record import Record
from dateline.store.schema_collecting import capture, chained

from .chain_checks import ChainCheck, check_doubled, check_untied
from .file_checks import FileCheck
from .findings import Fault, Finding, Found
from .head_checks import HeadCheck
from .heads import Head

Told = Callable[[int], None]
"""Is told of so many links and captures that were looked at."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What one knows from elsewhere: keys by their ids, a head by its digest, who may issue time stamps."""

    keys: frozenset[str] = frozenset()
    head: str | None = None
    roots: tuple[x509.Certificate, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at and how much is wrong.

    ``unsigned`` are links since the last head, which only the next one will protect from whoever writes the record.
    ``waiting`` is what is in the record since before there was a chain, and is taken in when it is next sealed.
    """

    links: Mapping[Kind, int]
    heads: int
    stamps: int
    files: int
    bytes: int
    findings: int
    unsigned: int
    waiting: int
    last_head: str | None = None
    last_head_at: str | None = None
    last_stamp: str | None = None


def count_steps(record: Record) -> int:
    """Return how many links and captures there are to look at."""
    with record.engine.connect() as connection:
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in (chained, capture))


def verify(
    record: Record, folder: Path | None, found: Found, trust: Trust | None = None, told: Told | None = None
) -> Verified:
    """Check everything and return how much that was; each thing that is wrong is given to ``found`` as it comes up.

    Without a folder the files are not looked at. A record whose own file is damaged is one finding that ends it.
    """
    trusted = trust or Trust()
    number = 0

    def count(finding: Finding) -> None:
        nonlocal number
        number += 1
        found(finding)

    def step(by: int) -> None:
        if told is not None:
            told(by)

    with _one_moment(record) as connection:
        chain = ChainCheck(connection, count)
        heads = HeadCheck(connection, trusted.keys, trusted.roots, count)
        files = FileCheck(connection, record.engine, folder, count) if folder is not None else None
        waiting = 0
        try:
            chain.follow(step)
            check_doubled(connection, count)
            waiting = check_untied(connection, count)
            heads.check(trusted.head)
            if files is not None:
                files.read(step)
        except DBAPIError as error:
            why = f"the database cannot be read ({type(error.orig).__name__}); put a backup back"
            count(Finding(Fault.CHANGED, "record", why))
        unsigned = _unsigned(connection, heads.last)
    last = heads.last
    return Verified(
        links=dict(chain.counts),
        heads=heads.heads,
        stamps=heads.stamps,
        files=files.files if files is not None else 0,
        bytes=files.bytes if files is not None else 0,
        findings=number,
        unsigned=unsigned,
        waiting=waiting,
        last_head=last.digest if last is not None else None,
        last_head_at=last.at if last is not None else None,
        last_stamp=heads.last_stamp,
    )


def _unsigned(connection: Connection, last: Head | None) -> int:
    """Return how many links there are since a head, but for those that sealing itself makes."""
    since = chained.c.number > (last.number if last is not None else 0)
    asked = select(func.count()).where(since, chained.c.kind.not_in((Kind.HEAD.value, Kind.STAMP.value)))
    try:
        return connection.scalar(asked) or 0
    except DBAPIError:  # a damaged record, which is a finding already
        return 0


@contextmanager
def _one_moment(record: Record) -> Iterator[Connection]:
    """Yield a connection that sees the record as it is at one moment, also words whose bytes are no longer UTF-8."""
    with record.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection
            return
        driver: Any = connection.connection.driver_connection
        driver.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
        try:
            yield connection
        finally:
            driver.text_factory = str
