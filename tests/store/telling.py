"""Small readings made by hand: reports that tell of events, without the reader."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.record.choices import ActorKind, EventType, PlacePrecision, Status, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.event import Event
from dateline.record.reading import Reading
from dateline.record.report import Report, Span

TOWNS = {"Goma": (-1.68, 29.22), "Bukavu": (-2.51, 28.86), "Beni": (0.49, 29.47)}


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of a report: its sentence, with the word that is its trigger, and what a reader finds in it."""

    sentence: str
    trigger: str
    town: str | None = "Goma"
    day: str = "2024-05-03"
    type: EventType = EventType.ASSAULT
    subtype: str | None = "shelling_artillery_missile"
    by: tuple[str, ...] = ("Rebels",)


def told(name: str, *deeds: Deed, published: str = "2024-05-04", lead: str = "") -> Reading:
    """Return the reading of a report of an outlet called ``name`` that holds these sentences."""
    text = lead
    events, actors, places = [], {}, {}
    for number, deed in enumerate(deeds, start=1):
        start = len(text)
        text += deed.sentence + " "
        at = text.index(deed.trigger, start)
        for who in deed.by:
            actors.setdefault(who, f"a{len(actors) + 1}")
        if deed.town is not None:
            places.setdefault(deed.town, f"p{len(places) + 1}")
        events.append(
            Event(
                id=f"e{number}",
                type=deed.type,
                subtype=deed.subtype,
                mode=None,
                contexts=(),
                cameo=None,
                trigger=Span(at, at + len(deed.trigger)),
                actors=tuple(actors[who] for who in deed.by),
                recipients=(),
                via=(),
                place=places.get(deed.town or ""),
                when=None,
                start=deed.day,
                end=deed.day,
                precision=TimePrecision.DAY,
                status=Status.HAPPENED,
                status_cues=(),
                outcome=None,
                reported_by=(),
                alleged=False,
                counts=(),
                sentence=Span(start, start + len(deed.sentence)),
                confidence=0.9,
            )
        )
    return Reading(
        report=Report(name, text, Span(0, len(text)), outlet=name, language="en", published=published),
        actors=tuple(Actor(key, who, ActorKind.ARMED_GROUP, "COD", "REB", ()) for who, key in actors.items()),
        places=tuple(
            Place(key, town, *TOWNS[town], "COD", None, PlacePrecision.CITY, None, None, ())
            for town, key in places.items()
        ),
        events=tuple(events),
    )
