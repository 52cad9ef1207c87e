"""Our own tables as Parquet, and as Arrow tables: dates as dates, lists as lists, written a group of rows at a time."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.record.occurrence import Occurrence

from .base import Exporter, Protect, Table, as_it_may_leave, let_through
from .tables import COLUMNS, Kind, Value, table_rows

GROUP = 2_000  # rows held before they are written: some megabytes, by hand
_TYPES = {
    Kind.TEXT: pa.string(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    Kind.FLAG: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
}


def arrow_schema(table: Table) -> pa.Schema:
    """Return the Arrow types of a table's columns, with what each means as its metadata."""
    return pa.schema(
        [
            pa.field(name, _TYPES[column.kind], metadata={"meaning": column.meaning})
            for name, column in COLUMNS[table].items()
        ]
    )


def arrow_table(
    occurrences: Iterable[Occurrence], table: Table = Table.OCCURRENCES, protect: Protect = let_through
) -> pa.Table:
    """Return one of the three tables of these occurrences, whole, as an Arrow table."""
    rows = (
        row
        for occurrence in occurrences
        if (kept := as_it_may_leave(occurrence, protect)) is not None
        for row in table_rows(kept, table)
    )
    schema = arrow_schema(table)
    batches = []
    while group := list(islice(rows, GROUP)):
        batches.append(pa.RecordBatch.from_pylist(group, schema=schema))
    return pa.Table.from_batches(batches, schema=schema)


class Parquet(Exporter):
    """One of the three tables, compressed with Zstandard."""

    suffix = ".parquet"

    def _begin(self) -> None:
        self._schema = arrow_schema(self.options.table)
        self._rows: list[dict[str, Value]] = []
        self._parquet = pq.ParquetWriter(self._out, self._schema, compression="zstd")

    def _put(self, occurrence: Occurrence) -> None:
        self._rows.extend(table_rows(occurrence, self.options.table))
        if len(self._rows) >= GROUP:
            self._flush()

    def _flush(self) -> None:
        self._parquet.write_batch(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()

    def _end(self) -> None:
        if self._rows:
            self._flush()
        self._parquet.close()

    def _break_off(self) -> None:
        self._parquet.close()
