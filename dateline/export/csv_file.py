"""Our own tables as CSV: UTF-8, comma, one header line."""

from __future__ import annotations

from datetime import date, datetime

from dateline.record.occurrence import Occurrence

from .base import Exporter
from .cells import Cell, comma_rows, joined, safe
from .tables import COLUMNS, Value, table_rows


class Csv(Exporter):
    """One of the three tables; lists are joined by a semicolon, a text like a formula gets a leading quote mark."""

    suffix = ".csv"

    def _begin(self) -> None:
        self._row = comma_rows(self._text)
        self._columns = list(COLUMNS[self.options.table])
        self._row(self._columns)

    def _put(self, occurrence: Occurrence) -> None:
        for row in table_rows(occurrence, self.options.table):
            self._row([_cell(row[column]) for column in self._columns])


def _cell(value: Value) -> Cell:
    if isinstance(value, list):
        return safe(joined(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return safe(value)
