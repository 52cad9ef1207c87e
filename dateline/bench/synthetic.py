"""Readings that no reader has read, as many as asked for: reports of made-up events in made-up places, day by day.

They stand for an archive where the record is what is measured: an event is told by one to eight outlets, some of them
with the words of one agency; accounts give numbers that differ and some deny. Words fall as they do in news, by the
shipped table of how many reports have each. The same number gives the same reading.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateline.fuse.terms import common_stems
from dateline.record.choices import (
    Act,
    ActorKind,
    Effect,
    EventType,
    Form,
    PlacePrecision,
    SourceKind,
    Status,
    TimePrecision,
    TimeType,
)
from dateline.record.entities import Actor, Place, Time
from dateline.record.event import Count, Event
from dateline.record.reading import Reading
from dateline.record.report import Agency, Report, Span
from dateline.record.statement import Cue, Source, Statement

A_DAY = 200  # reports
FIRST_DAY = date(2022, 1, 1)
_COUNTRIES = (
    "SDN",
    "SYR",
    "UKR",
    "YEM",
    "COD",
    "MLI",
    "SOM",
    "MMR",
    "AFG",
    "IRQ",
    "ETH",
    "NGA",
    "LBN",
    "HTI",
    "COL",
    "BFA",
)
_PLACES, _GROUPS, _OUTLETS, _AGENCIES = 30, 12, 120, 6  # of each country; groups too; outlets and agencies in all
_SYLLABLES = (
    "ba",
    "du",
    "kel",
    "mar",
    "sho",
    "tir",
    "an",
    "zub",
    "or",
    "fah",
    "lim",
    "que",
    "net",
    "ro",
    "gash",
    "vil",
)
_DEEDS = (
    ("shelled", EventType.ASSAULT, "shelling_artillery_missile", "194"),
    ("bombed", EventType.ASSAULT, "air_drone_strike", "195"),
    ("attacked", EventType.ASSAULT, "attack", "190"),
    ("clashed with fighters near", EventType.ASSAULT, "armed_clash", "190"),
    ("seized", EventType.ASSAULT, "territory_taken", "192"),
    ("detained residents of", EventType.COERCE, "arrest", "173"),
    ("sent reinforcements to", EventType.MOBILIZE, None, "154"),
    ("protested in", EventType.PROTEST, None, "140"),
    ("delivered aid to", EventType.AID, None, "073"),
    ("withdrew from", EventType.RETREAT, None, "087"),
)
_KILLED = ("killed", EventType.ASSAULT, "attack", "190")
_SENTENCES, _LENGTH = 6, 16  # of other words


@dataclass(frozen=True, slots=True)
class _Happening:
    """What one event is: who did what, where, when, and the words that its reports share."""

    number: int
    day: date
    deed: tuple[str, EventType, str | None, str]  # words, type, subtype, CAMEO
    actor: Actor
    place: Place
    toll: int
    words: tuple[str, ...]
    agency: str


def readings(number: int, start: int = 0) -> Iterator[Reading]:
    """Yield so many readings from a number on, those of one day together."""
    made = 0
    day = start // A_DAY
    skip = start % A_DAY
    while made < number:
        for reading in _of_day(day)[skip:]:
            if made == number:
                return
            yield reading
            made += 1
        skip = 0
        day += 1


def countries() -> tuple[str, ...]:
    """Return the countries that readings are of, ISO 3166-1 alpha-3."""
    return _COUNTRIES


def actor_name(country: str, number: int) -> str:
    """Return the name of an actor of a country."""
    return f"{_name(f'{country} group {number}')} Front"


def place_name(country: str, number: int) -> str:
    """Return the name of a place of a country."""
    return _name(f"{country} place {number}")


def _of_day(day: int) -> Sequence[Reading]:
    """Return the readings of a day: of its own events, and late ones of the two days before."""
    chance = random.Random(f"day {day}")
    found: list[Reading] = []
    while len(found) < A_DAY:
        back = chance.choice((0, 0, 0, 1, 1, 2))
        of = _happening(max(day - back, 0), chance.randrange(A_DAY // 3))
        found.append(_told(of, day, len(found), chance))
    return found


@cache
def _vocabulary() -> tuple[list[str], list[int]]:
    table = common_stems()
    words = [stem for stem in table.counts if stem.isalpha() and len(stem) > 2]
    return words, [table.counts[word] for word in words]


def _happening(day: int, number: int) -> _Happening:
    chance = random.Random(f"event {day} {number}")
    country = chance.choice(_COUNTRIES)
    words, weights = _vocabulary()
    rare = chance.choices(words, k=12) + [_name(f"{day} {number} {n}") for n in range(4)]
    at = chance.randrange(_PLACES)
    here = random.Random(f"where {country} {at}")
    return _Happening(
        number=day * A_DAY + number,
        day=FIRST_DAY + timedelta(days=day),
        deed=chance.choice(_DEEDS),
        actor=Actor("a1", actor_name(country, chance.randrange(_GROUPS)), ActorKind.ARMED_GROUP, country, "REB", ()),
        place=Place(
            "p1",
            place_name(country, at),
            round(here.uniform(-30, 50), 4),
            round(here.uniform(-80, 100), 4),
            country,
            None,
            PlacePrecision.CITY,
            None,
            None,
            (),
        ),
        toll=int(chance.paretovariate(1.1) * 3),
        words=tuple(rare + chance.choices(words, weights, k=8)),
        agency=f"{_name(f'agency {chance.randrange(_AGENCIES)}')} Wire",
    )


def _told(of: _Happening, day: int, number: int, chance: random.Random) -> Reading:
    """Return the reading of a report of an event: two sentences on it, the others on what is around it."""
    published = (FIRST_DAY + timedelta(days=day)).isoformat()
    outlet = f"The {_name(f'outlet {chance.randrange(_OUTLETS)}')} Herald"
    is_wire = chance.random() < 0.3
    words = random.Random(f"text {of.number} {'wire' if is_wire else (day, number)}")
    verb = of.deed[0]
    toll = max(of.toll + (0 if is_wire else words.choice((0, 0, 0, 1, 2, 5))), 1)
    source = "the local council" if words.random() < 0.5 else "residents"
    denied = not is_wire and words.random() < 0.05
    lead = f"{of.actor.name} {verb} {of.place.name} on {of.day:%A}, {source} said."
    if denied:
        lead = f"{of.actor.name} denied that its fighters {verb} {of.place.name} on {of.day:%A}, {source} said."
    harm = f"At least {toll} people were killed there, {source} said."
    vocabulary, weights = _vocabulary()
    rest = [
        " ".join(words.choices(of.words, k=4) + words.choices(vocabulary, weights, k=_LENGTH - 4)).capitalize() + "."
        for _ in range(_SENTENCES)
    ]
    text = " ".join([lead, harm, *rest])
    title = f"{of.actor.name} {verb} {of.place.name}"
    report = Report(
        id=f"s{day}-{number}",
        text=text,
        body=Span(0, len(text)),
        title=title,
        outlet=outlet,
        url=f"https://{outlet.split()[1].lower()}.example/{day}/{number}",
        language="en",
        published=published,
        published_basis="metadata",
        agency=Agency(of.agency) if is_wire else None,
    )
    return _reading(report, of, lead, harm, verb, source, toll, Status.DENIED if denied else Status.HAPPENED)


def _reading(
    report: Report, of: _Happening, lead: str, harm: str, verb: str, source: str, toll: int, status: Status
) -> Reading:
    text = report.text

    def span(words: str, start: int = 0) -> Span:
        at = text.index(words, start)
        return Span(at, at + len(words))

    first, second = span(lead), span(harm)
    day = of.day.isoformat()
    voice = Actor("a2", "Local Council", ActorKind.ORGANIZATION, of.actor.country, "CVL", (span(source),))
    is_council = source == "the local council"
    said = Source(
        (span(source),),
        "a2" if is_council else None,
        source,
        SourceKind.INSTITUTION if is_council else SourceKind.GROUP,
    )

    def statement(number: int, sentence: Span) -> Statement:
        cue = span("said", sentence.start)
        content = Span(sentence.start, span(source, sentence.start).start - 2)
        act = Cue((cue,), "say", Act.SAY)
        return Statement(
            f"s{number}", said, act, (content,), (), Form.INDIRECT, None, None, None, None, None, sentence, 0.9
        )

    def event(number: int, deed: tuple[str, EventType, str | None, str], trigger: Span, sentence: Span) -> Event:
        is_deed = number == 1
        return Event(
            id=f"e{number}",
            type=deed[1],
            subtype=deed[2],
            mode=None,
            contexts=(),
            cameo=deed[3],
            trigger=trigger,
            actors=("a1",) if is_deed else (),
            recipients=(),
            via=(),
            place="p1",
            when="t1",
            start=day,
            end=day,
            precision=TimePrecision.DAY,
            status=status if is_deed else Status.HAPPENED,
            status_cues=(),
            outcome=None,
            reported_by=(f"s{number}",),
            alleged=False,
            counts=() if is_deed else (Count("people", Effect.KILLED, toll, None, span(f"At least {toll} people")),),
            sentence=sentence,
            confidence=0.8,
        )

    weekday = f"{of.day:%A}"
    actors = (
        Actor("a1", of.actor.name, of.actor.kind, of.actor.country, of.actor.sector, (span(of.actor.name),)),
        *((voice,) if is_council else ()),
    )
    place = of.place
    return Reading(
        report,
        actors=actors,
        places=(
            Place(
                "p1",
                place.name,
                place.lat,
                place.lon,
                place.country,
                None,
                place.precision,
                None,
                None,
                (span(place.name),),
            ),
        ),
        times=(Time("t1", span(weekday), weekday, TimeType.DATE, day, day, day, TimePrecision.DAY, "published"),),
        statements=(statement(1, first), statement(2, second)),
        events=(
            event(1, of.deed, span(verb), first),
            event(2, _KILLED, span("killed", second.start), second),
        ),
    )


@cache
def _name(of: str) -> str:
    """Return a made-up name, the same for the same words."""
    chance = random.Random(of)
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()
