"""A mark of what a record holds at a moment: the same mark again means that nothing was written since."""

from __future__ import annotations

import threading
from typing import Any

from sqlalchemy import Engine


class Versions:
    """Marks of one record, taken in some microseconds and without a look at any table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._watching: Any = None  # one connection that writes nothing: SQLite counts for each what others wrote

    def now(self) -> str:
        """Return the mark of this moment."""
        if self._engine.dialect.name == "postgresql":
            with self._engine.connect() as connection:
                # which transactions are seen; those of other databases change it too, which only costs a look
                return str(connection.exec_driver_sql("SELECT pg_current_snapshot()").scalar())
        with self._lock:
            if self._watching is None:
                self._watching = self._engine.raw_connection()
            (number,) = self._watching.execute("PRAGMA data_version").fetchone()
            return str(number)

    def close(self) -> None:
        """Let go of the record."""
        with self._lock:
            if self._watching is not None:
                self._watching.close()
                self._watching = None
