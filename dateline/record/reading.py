"""All of one report: the reading, to and from the JSON of the contract ``dateline/reading/1``."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

import msgspec

from .choices import EventType
from .entities import Actor, Metonym, Place, Time
from .event import Dispute, Event
from .report import Report, Span
from .statement import Statement

SCHEMA = "dateline/reading/1"
_CUES_BACK = 8  # cues looked at before an event: more do not overlap

# What a voice does when it tells these is itself the telling: such an event stands where its statement stands.
_SPEECH = frozenset(
    {
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.REQUEST,
        EventType.THREATEN,
        EventType.SUPPORT,
        EventType.CONSULT,
    }
)


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

    def deeds(self) -> tuple[Event, ...]:
        """Return the events that are deeds of their own, not the saying that a statement already is."""
        cues = sorted(span for s in self.statements for span in s.cue.spans)
        starts = [span.start for span in cues]

        def is_cue(trigger: Span) -> bool:
            at = bisect_left(starts, trigger.end)
            return any(span.end > trigger.start for span in cues[max(at - _CUES_BACK, 0) : at])

        return tuple(e for e in self.events if e.type not in _SPEECH or not is_cue(e.trigger))


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


def from_json_line(line: str) -> Reading:
    """Return the reading that a line of JSON holds; raises ValueError, with the place, where it is not the contract."""
    try:
        value = msgspec.json.decode(line)
        for statement in value["statements"]:
            statement["content"] = statement["content"]["spans"]
        for actor in value["actors"]:
            for affiliation in actor["affiliations"]:
                affiliation["with_"] = affiliation.pop("with")
        return msgspec.convert(value, Reading)
    except (msgspec.ValidationError, msgspec.DecodeError, KeyError, TypeError) as error:
        raise ValueError(f"no reading: {error}") from None
