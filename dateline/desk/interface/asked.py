"""The words of a query in, the filter out: the same words as on the command line and in the pages' addresses."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query

from dateline.api import make_filter
from dateline.record.briefing import Filter
from dateline.record.choices import SourceKind, Status
from dateline.record.occurrence import Standing

Words = Annotated[str | None, Query(max_length=300)]


def filter_of(
    actor: Words = None,
    place: Words = None,
    country: Words = None,
    type: Annotated[str | None, Query(max_length=60, description="PLOVER type or subtype, in words")] = None,
    since: Annotated[str | None, Query(max_length=40, description="2025-10-12, 2025-10 or 2025")] = None,
    until: Annotated[str | None, Query(max_length=40)] = None,
    status: Status | None = None,
    standing: Standing | None = None,
    contested: bool = False,
    source: Annotated[SourceKind | None, Query(description="kind of a voice that tells it")] = None,
    q: Annotated[str | None, Query(max_length=300, description="words that the reports hold")] = None,
) -> Filter:
    """Return what is asked for; raises UsageError, with the nearest, for a word that nothing is called by."""
    return make_filter(
        actor=actor,
        place=place,
        country=country,
        type=type,
        since=since,
        until=until,
        status=status,
        standing=standing,
        contested=contested,
        source_kind=source,
        words=q,
    )
