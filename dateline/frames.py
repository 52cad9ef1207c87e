"""Occurrences and statements as data frames of pandas, with the columns and types of the Parquet tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pyarrow as pa

from dateline.errors import SetupError
from dateline.export.base import Protect, Table, let_through
from dateline.export.cells import day_of, one_line, voice_name
from dateline.export.identity import voice_actor
from dateline.export.parquet import arrow_schema, arrow_table
from dateline.export.tables import Value
from dateline.record.briefing import Saying
from dateline.record.occurrence import Occurrence

if TYPE_CHECKING:
    import pandas as pd

_AS_IN_ACCOUNTS = (
    *("report", "outlet", "agency", "published", "title", "url", "voice", "voice_kind", "voice_country"),
    *("interested", "locality", "proximity", "reason", "act", "said", "said_on", "told"),
)  # columns that mean what they mean of an account


def occurrence_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row an occurrence."""
    return _frame(occurrences, Table.OCCURRENCES, protect)


def account_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row a voice of an account: who says what, on whose word, what status, through whom."""
    return _frame(occurrences, Table.ACCOUNTS, protect)


def dispute_frame(occurrences: Iterable[Occurrence], protect: Protect = let_through) -> pd.DataFrame:
    """Return a frame with one row a side of a dispute."""
    return _frame(occurrences, Table.DISPUTES, protect)


def statement_frame(statements: Iterable[Saying]) -> pd.DataFrame:
    """Return a frame with one row a statement: who says what in which report, whether or not a deed stands on it.

    It is the record as it is, for those who may see it: nothing is withheld, so no release is made of it.
    """
    accounts = arrow_schema(Table.ACCOUNTS)
    text = pa.string()
    schema = pa.schema(
        [
            pa.field("statement", text, metadata={"meaning": "the statement in the record, as r3s2"}),
            *(accounts.field(name) for name in _AS_IN_ACCOUNTS),
            pa.field("cue", text, metadata={"meaning": "lemma of its verb of saying"}),
            pa.field("said_in", text, metadata={"meaning": "place of the saying"}),
        ]
    )
    return _in_pandas(lambda: pa.Table.from_pylist([_statement_row(one) for one in statements], schema=schema))


def _statement_row(saying: Saying) -> dict[str, Value]:
    voice, report = saying.voice, saying.report
    actor = voice_actor(voice)
    return {
        "statement": saying.id,
        "report": str(report.id),
        "outlet": _line(report.outlet),
        "agency": _line(report.agency),
        "published": day_of(report.published),
        "title": _line(report.title),
        "url": _line(report.url),
        "voice": _line(voice_name(voice)),
        "voice_kind": voice.kind.value,
        "voice_country": actor.country if actor else None,
        "interested": voice.interested,
        "locality": _line(voice.locality),
        "proximity": _line(voice.proximity),
        "reason": _line(voice.reason),
        "act": voice.act.value,
        "said": _line(voice.said),
        "said_on": day_of(voice.said_on),
        "told": _line(voice.to.name) if voice.to else None,
        "cue": saying.cue,
        "said_in": _line(saying.said_in),
    }


def _line(text: str | None) -> str | None:
    return one_line(text) if text is not None else None


def _frame(occurrences: Iterable[Occurrence], table: Table, protect: Protect) -> pd.DataFrame:
    return _in_pandas(lambda: arrow_table(occurrences, table, protect))


def _in_pandas(make: Callable[[], pa.Table]) -> pd.DataFrame:
    try:
        import pandas as pd
    except ImportError as error:
        raise SetupError("data frames need pandas, which is not installed; run: pip install pandas") from error
    # Arrow's own types keep whole numbers whole, days days and lists lists where some cells are empty.
    return make().to_pandas(types_mapper=pd.ArrowDtype)
