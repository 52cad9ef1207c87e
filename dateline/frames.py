"""Occurrences as data frames of pandas, with the columns and types of the Parquet tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dateline.errors import SetupError
from dateline.export.base import Protect, Table, let_through
from dateline.export.parquet import arrow_table
from dateline.record.occurrence import Occurrence

if TYPE_CHECKING:
    import pandas as pd


def occurrence_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row an occurrence."""
    return _frame(occurrences, Table.OCCURRENCES, protect)


def account_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row a voice of an account: who says what, on whose word, what status, through whom."""
    return _frame(occurrences, Table.ACCOUNTS, protect)


def dispute_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row a side of a dispute."""
    return _frame(occurrences, Table.DISPUTES, protect)


def _frame(occurrences: Iterable[Occurrence], table: Table, protect: Protect) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as error:
        raise SetupError("data frames need pandas, which is not installed; run: pip install pandas") from error
    # Arrow's own types keep whole numbers whole, days days and lists lists where some cells are empty.
    return arrow_table(occurrences, table, protect).to_pandas(types_mapper=pd.ArrowDtype)
