"""The record: reports with their readings, added one by one, each whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Self

from sqlalchemy import Connection, Engine, Table, and_, delete, func, select, update

from dateline.record.reading import Reading, to_json_line
from dateline.record.report import Report

from .asking import insert
from .chain import Entry, append_all
from .digests import Kind, digest_of, report_line
from .loose import loosen_around, take_over, words_told
from .opening import open_engine
from .rows import Row, Rows, key_of, report_row, rows_of
from .schema import CURRENT, actor, count, event, failure, mention, party, reading, report, statement, word


class Outcome(StrEnum):
    """What became of a report that was to be added."""

    ADDED = "added"
    KNOWN = "known"  # the record has it, read by the same reader
    READ_ANEW = "read anew"  # the record has it; its reading is now that of another reader


@dataclass(frozen=True, slots=True)
class Added:
    """A report's number in the record and what became of it."""

    id: int
    outcome: Outcome


Also = Callable[[Connection, Added], None]
"""What is done with a report that was added, in the transaction that adds it."""


class Record:
    """A record that is open; used as a context, it is closed at the end."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, where: str) -> Self:
        """Return the record at a path or a PostgreSQL address, made where there is none; raises RecordError."""
        return cls(open_engine(where))

    def __enter__(self) -> Self:
        """Return the record itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield a connection in a transaction that is kept at the end, or nothing of it is."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def known(self, one: Report, reader: str) -> int | None:
        """Return the number of a report whose reading by this reader the record has, else None."""
        wanted = select(report.c.id).join(reading, reading.c.report_id == report.c.id)
        wanted = wanted.where(report.c.key == key_of(one), CURRENT, reading.c.reader == reader)
        with self.engine.connect() as connection:
            return connection.scalar(wanted)

    def add(self, read: Reading, reader: str, also: Also | None = None) -> Added:
        """Add a report with its reading, in one transaction, and return its number and what became of it.

        A report that is there by another reader gets the new reading; the old one stays in its history. ``also`` is
        done in the same transaction.
        """
        return self.add_all([read], reader, also)[0]

    def add_all(self, readings: Iterable[Reading], reader: str, also: Also | None = None) -> list[Added]:
        """Add reports with their readings, all in one transaction or none of them, as ``add`` does one."""
        prepared = [(report_row(read.report), read, rows_of(read)) for read in readings]
        with self.writing() as connection:
            new: list[Entry] = []
            added = [self._add(connection, row, read, rows, reader, new) for row, read, rows in prepared]
            if also is not None:
                for one in added:
                    also(connection, one)
            if new:
                append_all(connection, new)  # last: others who append to a server's chain wait for it
            return added

    def _add(self, connection: Connection, row: Row, read: Reading, rows: Rows, reader: str, new: list[Entry]) -> Added:
        found = connection.execute(
            select(report.c.id, reading.c.reader)
            .outerjoin(reading, and_(reading.c.report_id == report.c.id, CURRENT))
            .where(report.c.key == row["key"])
        ).first()
        if found is not None and found.reader == reader:
            return Added(found.id, Outcome.KNOWN)
        number = found.id if found is not None else self._new_report(connection, row, new)
        if number is None:  # another process added it since
            return Added(connection.scalars(select(report.c.id).where(report.c.key == row["key"])).one(), Outcome.KNOWN)
        told = words_told(connection, number) if found is not None else []
        if found is not None:
            connection.execute(update(reading).where(reading.c.report_id == number).values(is_current=False))
            connection.execute(update(report).where(report.c.id == number).values(is_fused=False))
            _take_out(connection, number)
        connection.execute(
            reading.insert().values(
                report_id=number, reader=reader, read_at=_now(), is_current=True, json=to_json_line(read)
            )
        )
        _put(connection, number, rows)
        if told:
            take_over(connection, number, told)
        return Added(number, Outcome.ADDED if found is None else Outcome.READ_ANEW)

    @staticmethod
    def _new_report(connection: Connection, row: Row, new: list[Entry]) -> int | None:
        earlier = None
        if row["url"] is not None:  # a page that says something else than before is its next version
            at = select(report.c.id).where(
                report.c.url == row["url"], report.c.outlet.is_not_distinct_from(row["outlet"])
            )
            earlier = connection.scalar(at.order_by(report.c.id.desc()).limit(1))
        whole: Row = {**row, "added_at": _now(), "earlier_id": earlier}
        made = insert(connection, report).values(whole)
        number: int | None = connection.scalar(
            made.on_conflict_do_nothing(index_elements=["key"]).returning(report.c.id)
        )
        if number is not None:
            new.append(Entry(Kind.REPORT, number, digest_of(report_line(whole))))
        return number

    def fail(self, name: str, reason: str) -> None:
        """Keep that an input could not be read, and why; the same failure once."""
        with self.writing() as connection:
            made = insert(connection, failure).values(name=name, reason=reason, failed_at=_now())
            connection.execute(made.on_conflict_do_nothing(index_elements=["name", "reason"]))

    def sizes(self) -> dict[str, int]:
        """Return how many reports, statements, events, actors and failures the record holds."""
        tables = {"reports": report, "statements": statement, "events": event, "actors": actor, "failures": failure}
        with self.engine.connect() as connection:
            return {name: connection.scalar(select(func.count()).select_from(t)) or 0 for name, t in tables.items()}

    def reading_of(self, number: int) -> str | None:
        """Return the current reading of a report as one line of JSON, None where there is no such report."""
        with self.engine.connect() as connection:
            return connection.scalar(select(reading.c.json).where(reading.c.report_id == number, CURRENT))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _take_out(connection: Connection, number: int) -> None:
    """Take out the rows of a report's reading; what hangs together with its events is grouped anew."""
    loosen_around(connection, number)
    for table in (mention, event, statement):
        connection.execute(delete(table).where(table.c.report_id == number))


def _put(connection: Connection, number: int, rows: Rows) -> None:
    """Write the rows of a report's current reading."""
    actors = _actor_numbers(connection, rows)
    if rows.mentions:
        connection.execute(
            mention.insert(),
            [{**m, "report_id": number, "actor_id": actors[str(m["local_id"])]} for m in rows.mentions],
        )
    statements = _numbered(
        connection,
        statement,
        [
            {
                **s,
                "report_id": number,
                "source_id": actors.get(str(s["source_id"])),
                "to_id": actors.get(str(s["to_id"])),
            }
            for s in rows.statements
        ],
    )
    events = _numbered(connection, event, [{**e, "report_id": number} for e in rows.events])
    for table, made in (
        (
            party,
            [
                {"event_id": events[e], "side": side, "position": position, "actor_id": actors[a]}
                for e, side, position, a in rows.parties
            ],
        ),
        (word, [{"event_id": events[e], "statement_id": statements[s]} for e, s in rows.words]),
        (count, [{**c, "event_id": events[e]} for e, c in rows.counts]),
    ):
        if made:
            connection.execute(table.insert(), made)


def _numbered(connection: Connection, table: Table, rows: list[Row]) -> dict[str, int]:
    """Write rows and return their numbers by local id."""
    if not rows:
        return {}
    made = connection.execute(table.insert().returning(table.c.local_id, table.c.id), rows)
    return {r.local_id: r.id for r in made}


def _actor_numbers(connection: Connection, rows: Rows) -> dict[str, int]:
    """Return the record's number of each actor of a reading, those entered that are new.

    One name, kind and country is one actor until a person says otherwise.
    """
    if not rows.actors:
        return {}
    keys = {local: (r["name"], r["kind"], r["country"]) for local, r in rows.actors.items()}
    new = {keys[local]: r for local, r in sorted(rows.actors.items(), key=lambda item: str(keys[item[0]]))}
    made = insert(connection, actor).on_conflict_do_nothing(index_elements=["name", "kind", "country"])
    connection.execute(made, list(new.values()))
    named = select(actor).where(actor.c.name.in_([k[0] for k in new]))
    found = {(a.name, a.kind, a.country): a.id for a in connection.execute(named)}
    return {local: found[key] for local, key in keys.items()}
