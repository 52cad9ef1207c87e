"""All of one report: the reading, to and from the JSON of the contract ``dateline/reading/1``."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from .entities import Actor, Metonym, Place, Time
from .event import Dispute, Event
from .report import Report, Span
from .statement import Statement

SCHEMA = "dateline/reading/1"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report says, on whose word: actors, places, times, statements, events and disputes."""

    report: Report
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    metonyms: tuple[Metonym, ...] = ()
    times: tuple[Time, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    disputes: tuple[Dispute, ...] = ()


JSON = Any  # a value of the json module; it does not cross a package border, only bytes and text do


def _plain(value: object, key: str = "") -> JSON:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Span):
        return [value.start, value.end]
    if is_dataclass(value):
        out = {f.name.rstrip("_"): _plain(getattr(value, f.name), f.name) for f in fields(value)}
        if "content" in out:
            out["content"] = {"spans": out["content"]}
        return out
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    return value


def as_json(reading: Reading) -> dict[str, JSON]:
    """Return the reading as the JSON object that the contract describes, keys in the contract's order."""
    return {"schema": SCHEMA, **{f.name: _plain(getattr(reading, f.name)) for f in fields(reading)}}


def to_json_line(reading: Reading) -> str:
    """Return the reading as one line of JSON Lines, without the line end; the same reading gives the same bytes."""
    return json.dumps(as_json(reading), ensure_ascii=False, separators=(",", ":"))
