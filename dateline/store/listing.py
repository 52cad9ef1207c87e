"""A filter and an order in, a page of occurrences out, and where the next page begins: a list that can be walked whole.

A page is told where to go on by its last row, not by how many rows came before: what is added in the meantime neither
shifts the pages nor doubles a row.
"""

from __future__ import annotations

from dateline.record.briefing import Filter, Listed

from .facets import facets
from .lines import occurrence_lines, with_figures
from .narrowing import Narrowed
from .ordering import Sort, cursor_at, read_cursor
from .record import Record

MOST = 50  # on a page, where nothing else is asked

__all__ = ["MOST", "Sort", "facets", "list_occurrences"]


def list_occurrences(
    record: Record, asked: Filter, most: int = MOST, after: str | None = None, sort: Sort = Sort.NEWEST
) -> Listed:
    """Return a page of the occurrences that a filter asks for; ``after`` is where the page before it ended.

    What has no day is at the end of both orders of days, what has no number of killed at the end of that order. Raises
    UsageError where ``after`` is of another order, or none of ours.
    """
    cursor = read_cursor(after, sort) if after else None
    with record.engine.connect() as connection:
        narrowed = Narrowed(connection, asked)
        rows = narrowed.page(sort, most + 1, cursor)
        shown = rows[:most]
        lines = with_figures(connection, occurrence_lines(connection, [row.id for _, row in shown]))
        following = cursor_at(sort, *shown[-1]).write() if len(rows) > most else None
        return Listed(tuple(lines), following, narrowed.count())
