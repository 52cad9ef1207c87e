"""Occurrences put into a record as rows, for tests of what only counts rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dateline.store.record import Record
from dateline.store.rows import UNKNOWN_DAY
from dateline.store.schema import actor
from dateline.store.schema_fused import occurrence, taking_part

Value = str | int | float | bool | None
_ROW: dict[str, Value] = {
    "type": "ASSAULT",
    "subtype": None,
    "status": "happened",
    "alleged": False,
    "standing": "claimed",
    "standing_reason": "",
    "sources_low": 1,
    "sources_high": 1,
    "sources": "",
    "actors": "",
    "recipients": "",
    "via": "",
    "place": None,
    "country": None,
    "admin1": None,
    "lat": None,
    "lon": None,
    "place_precision": None,
    "radius_km": None,
    "start_on": None,
    "end_on": None,
    "time_precision": None,
    "figures": "",
    "words": "",
    "accounts": 1,
    "reports": 1,
    "disputes": 0,
    "changed_at": "2025-01-01",
}


def put(record: Record, day: str | None = None, grain: str | None = "day", **given: Value) -> int:
    """Put an occurrence in and return its number; a ``day`` is its own, of this grain, unless that is None."""
    row: dict[str, Value] = {**_ROW, **given}
    row["day"] = (date.fromisoformat(day) - date(1970, 1, 1)).days if day else UNKNOWN_DAY
    if day and grain:
        row |= {"start_on": day, "end_on": given.get("end_on", day), "time_precision": grain}
    with record.writing() as connection:
        number: int = connection.scalars(occurrence.insert().values(row).returning(occurrence.c.id)).one()
    return number


def name(record: Record, called: str, **given: str | None) -> int:
    """Put an actor in and return its number."""
    row: Mapping[str, str | None] = {"kind": "armed_group", "country": "", "sector": None, **given}
    with record.writing() as connection:
        number: int = connection.scalars(actor.insert().values(name=called, **row).returning(actor.c.id)).one()
    return number


def take_part(record: Record, number: int, in_: int, day: str, side: str = "actor") -> None:
    """Say that an actor takes part in an occurrence."""
    days = (date.fromisoformat(day) - date(1970, 1, 1)).days
    with record.writing() as connection:
        connection.execute(taking_part.insert().values(actor_id=number, occurrence_id=in_, day=days, side=side))
