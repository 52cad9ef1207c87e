"""Work on a record that only one process may do at a time: who holds it, and who finds it held."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from .record import Record

_LOCK = 0x77617463  # PostgreSQL's advisory lock while somebody collects


@contextmanager
def alone(record: Record) -> Iterator[bool]:
    """Yield whether nobody else collects for this record; so long nobody else may, and a kill ends it too."""
    if record.engine.dialect.name == "postgresql":
        with record.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            try:
                yield bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": _LOCK}))
            finally:
                connection.execute(text("SELECT pg_advisory_unlock_all()"))
        return
    place = os.open(f"{record.engine.url.database}.watched", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _taken(place)
    finally:
        os.close(place)  # lets go of it


def _taken(place: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(place, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
