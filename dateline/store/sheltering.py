"""Reports whose sender is protected: a report and its protection go in by one transaction, and it is never without."""

from __future__ import annotations

from sqlalchemy import Connection, select

from dateline.record.reading import Reading

from .audits import Who, note
from .moments import moment
from .record import Added, Record
from .schema_desk import protection


def add_sheltered(record: Record, read: Reading, reader: str, who: Who, why: str) -> Added:
    """Add a report, as ``Record.add`` does, and protect whoever sent it; one that is protected already stays so."""

    def shelter(connection: Connection, added: Added) -> None:
        of_sender = (protection.c.report_id == added.id, protection.c.start.is_(None), protection.c.lifted_at.is_(None))
        if connection.scalar(select(protection.c.id).where(*of_sender)) is not None:
            return
        values = {"report_id": added.id, "who": who.name, "why": why, "made_at": moment()}
        connection.execute(protection.insert().values(values))
        note(connection, who, "protected a source", f"r{added.id}")

    return record.add(read, reader, shelter)
