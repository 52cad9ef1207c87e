"""What a person types into the search in, what of the record it names out: by its number, by its id or by its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from .naming import find_actors, find_places, near_actors, near_places
from .record import Record
from .schema import actor, event, report, statement
from .schema_fused import dispute, occurrence

_NUMBER = re.compile(r"#?(\d{1,9})")
_ID = re.compile(r"([rda])(\d{1,9})(?:([es])(\d{1,6}))?")
_LONGEST = 80  # letters of a name that others are near to
_NEAR = 6


class Kind(StrEnum):
    """What something that a name stands for is."""

    OCCURRENCE = "occurrence"
    REPORT = "report"
    ACCOUNT = "account"
    STATEMENT = "statement"
    DISPUTE = "dispute"
    ACTOR = "actor"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the record: its number, and what it is a part of.

    For an account and a statement ``number`` is that of the report and ``part`` their id ("r3e5"); for a dispute they
    are that of the occurrence and its own.
    """

    kind: Kind
    number: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class NearNames:
    """Names of the record that are near to what was typed."""

    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def find_named(record: Record, words: str, names: Sequence[str] = ()) -> Named | None:
    """Return what a number, an id ("12", "#12", "r3", "r3e5", "r3s2", "d4", "a7") or the name of an actor stands for.

    ``names`` are those of the actor. None where the record has nothing of it.
    """
    asked = words.strip()
    with record.engine.connect() as connection:
        if found := _NUMBER.fullmatch(asked):
            return _there(connection, Kind.OCCURRENCE, int(found[1]))
        if found := _ID.fullmatch(asked.lower()):
            kind, number, part = found[1], int(found[2]), found[3]
            if part and kind == "r":
                return _part(connection, number, f"{part}{found[4]}")
            if not part:
                return _whole(connection, kind, number)
        if len(asked) > _LONGEST:
            return None
        numbers = find_actors(connection, names or (asked,))
        return Named(Kind.ACTOR, numbers[0]) if numbers else None


def names_near(record: Record, words: str) -> NearNames:
    """Return names of actors and places that are spelled nearly as what was typed, or hold it."""
    asked = words.strip()
    if not asked or len(asked) > _LONGEST:
        return NearNames()
    with record.engine.connect() as connection:
        actors = near_actors(connection, asked, _NEAR) if len(asked) > 2 else []
        places = find_places(connection, (asked,)) or near_places(connection, asked, _NEAR)
        return NearNames(tuple(actors), tuple(places)[:_NEAR])


def _whole(connection: Connection, letter: str, number: int) -> Named | None:
    if letter == "d":
        of = connection.scalar(select(dispute.c.occurrence_id).where(dispute.c.id == number))
        return Named(Kind.DISPUTE, of, str(number)) if of is not None else None
    return _there(connection, Kind.REPORT if letter == "r" else Kind.ACTOR, number)


def _there(connection: Connection, kind: Kind, number: int) -> Named | None:
    table = {Kind.OCCURRENCE: occurrence, Kind.REPORT: report, Kind.ACTOR: actor}[kind]
    is_there = number < 1 << 31 and connection.scalar(select(table.c.id).where(table.c.id == number)) is not None
    return Named(kind, number) if is_there else None


def _part(connection: Connection, number: int, local: str) -> Named | None:
    table, kind = (event, Kind.ACCOUNT) if local[0] == "e" else (statement, Kind.STATEMENT)
    asked = select(table.c.id).where(table.c.report_id == number, table.c.local_id == local)
    found = connection.scalar(asked)
    return Named(kind, number, f"r{number}{local}") if found is not None else None
