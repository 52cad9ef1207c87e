"""What a person is shown of a record: the lines of a brief, and what a number or a name opens.

The store fills these from its tables, ``show`` puts them in words; neither needs to know the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from .account import Account, Voice
from .choices import (
    DisputeKind,
    Effect,
    EventType,
    Outcome,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
)
from .entities import Place
from .occurrence import Occurrence, Standing
from .reading import Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which part of a record is asked for; what is None is not asked.

    ``actor`` holds the names of one actor in any letters, ``place`` those of a place or of what it lies in;
    ``country`` is ISO 3166-1 alpha-3, ``type`` a PLOVER type or a subtype, ``since`` and ``until`` ISO 8601 days,
    inclusive. ``contested`` asks for what accounts differ on, ``words`` for what reports tell that hold all of them,
    a phrase in quotation marks, ``source_kind`` for what a voice of this kind tells.
    """

    actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    country: str | None = None
    type: str | None = None
    since: str | None = None
    until: str | None = None
    status: Status | None = None
    contested: bool = False
    standing: Standing | None = None
    words: str | None = None
    source_kind: SourceKind | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the whole record is asked for."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Number:
    """How many there are; ``is_least`` where counting stopped at that many."""

    of: int
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list of occurrences; ``after`` goes on with the next, None where there is none.

    ``number`` is how many are asked for, whatever the page shows of them.
    """

    lines: tuple[OccurrenceLine, ...]
    after: str | None
    number: Number


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that occurrences have, as a filter takes it, and how many of those that are asked for have it."""

    value: str
    number: Number


@dataclass(frozen=True, slots=True)
class Facets:
    """What a list can be narrowed to, the most frequent first, months the newest first.

    Each but actors, places and months is counted as though nothing were asked of it, so that another can be taken
    instead. ``types`` are PLOVER types, ``subtypes`` those of them that have some; ``actors`` and ``places`` are the
    most frequent names; ``months`` are "2025-10", of the day that an occurrence is listed under.
    """

    countries: tuple[Facet, ...] = ()
    types: tuple[Facet, ...] = ()
    subtypes: tuple[Facet, ...] = ()
    statuses: tuple[Facet, ...] = ()
    standings: tuple[Facet, ...] = ()
    months: tuple[Facet, ...] = ()
    source_kinds: tuple[Facet, ...] = ()
    actors: tuple[Facet, ...] = ()
    places: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """What is shown of one part of a brief, and how many more there are."""

    shown: tuple[T, ...] = ()
    more: Number = Number(0)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report in a line."""

    id: int
    name: str
    title: str | None
    outlet: str | None
    agency: str | None
    published: str | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """A number with who says it: the voice, None where the report speaks for itself, and the outlet."""

    what: str
    effect: Effect
    low: int | None
    high: int | None
    words: str
    voice: str | None
    outlet: str | None
    report: int


@dataclass(frozen=True, slots=True)
class OccurrenceLine:
    """One occurrence in a line, as its row has it; ``words`` is the sentence of the report that told it first.

    ``day`` is what it is listed under, ISO 8601: its own, else the day it was first told. ``said`` are the numbers of
    its accounts where these differ, ``changed`` is when the record last made it anew.
    """

    id: int
    type: EventType
    subtype: str | None
    status: Status
    outcome: Outcome | None
    alleged: bool
    standing: Standing
    standing_reason: str
    sources_low: int
    sources_high: int
    sources: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    via: tuple[str, ...]
    place: str | None
    country: str | None
    admin1: str | None
    place_precision: PlacePrecision | None
    start: str | None
    end: str | None
    precision: TimePrecision | None
    day: str | None
    figures: tuple[str, ...]
    words: str
    accounts: int
    reports: int
    disputes: int
    first_told: str | None
    last_told: str | None
    said: tuple[FigureSaid, ...] = ()
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One dispute in a line; ``settled_how`` is None while it is open."""

    id: int
    kind: DisputeKind
    about: str
    strength: Strength
    settled_how: str | None


@dataclass(frozen=True, slots=True)
class Differing:
    """An occurrence that accounts differ on, with its disputes in their order.

    ``whole`` is None where it has so many accounts that it is opened by itself.
    """

    line: OccurrenceLine
    disputes: tuple[DisputeLine, ...]
    whole: Occurrence | None


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement with the report that has it; ``cue`` is the lemma of its verb of saying.

    ``reports`` is in how many reports the same voice says the same.
    """

    report: ReportLine
    voice: Voice
    said_in: str | None
    cue: str
    reports: int = 1

    @property
    def id(self) -> str:
        """The record's id of the statement: "r3s2"."""
        return self.voice.statement


@dataclass(frozen=True, slots=True)
class Open:
    """What the newest of what is reported leaves open: those without a day, without a place, not told by whom.

    ``among`` is how many occurrences were looked at.
    """

    no_day: Part[OccurrenceLine] = Part()
    no_place: Part[OccurrenceLine] = Part()
    by_whom: Part[OccurrenceLine] = Part()
    among: Number = Number(0)


@dataclass(frozen=True, slots=True)
class Totals:
    """What the whole record holds; ``first`` and ``last`` are the days of its oldest and newest report."""

    reports: int
    occurrences: int
    disputes: int
    failures: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Briefing:
    """A brief of a record, or of the part of it that a filter asks for."""

    record: str
    asked: Filter
    totals: Totals
    found: Number
    differing: Part[Differing] = Part()
    reported: Part[OccurrenceLine] = Part()
    ahead: Part[OccurrenceLine] = Part()
    said: Part[Saying] = Part()
    open: Open = Open()


@dataclass(frozen=True, slots=True)
class CopyOf:
    """That one report holds the wording of another, and how that is seen."""

    copy: ReportLine
    of: ReportLine
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Two accounts that hold an occurrence together, by their ids, and why in words."""

    one: str
    other: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that came to be known or was decided of an occurrence, when it was."""

    at: str
    words: str


@dataclass(frozen=True, slots=True)
class OpenedOccurrence:
    """An occurrence with all that stands behind it.

    ``differing`` is the dispute that was asked for, by its place among those of the occurrence, where one was.
    """

    line: OccurrenceLine
    whole: Occurrence
    disputes: tuple[DisputeLine, ...]
    copies: tuple[CopyOf, ...] = ()
    joins: tuple[Joined, ...] = ()
    history: tuple[Change, ...] = ()
    differing: int | None = None


@dataclass(frozen=True, slots=True)
class OfStory:
    """A report that tells the story of another: the rare names and words that it shares with the others of it."""

    line: ReportLine
    names: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A report with its reading, its other versions, the copies of it and what it is a copy of."""

    line: ReportLine
    reading: Reading
    added: str
    versions: tuple[ReportLine, ...] = ()
    copies: tuple[CopyOf, ...] = ()
    occurrences: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedAccount:
    """One report's account of an event, the report, and the occurrence that it is an account of."""

    account: Account
    report: ReportLine
    occurrence: OccurrenceLine | None


@dataclass(frozen=True, slots=True)
class OpenedStatement:
    """One statement with the sentence it stands in, and the occurrences that stand on it."""

    saying: Saying
    sentence: str
    occurrences: tuple[OccurrenceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ActorName:
    """An actor of the record: one name with its kind and country, and in how many reports it stands."""

    id: int
    name: str
    kind: str
    country: str | None
    sector: str | None
    reports: Number


@dataclass(frozen=True, slots=True)
class Sighted:
    """One thing that an actor is told to have done (``is_doer``) or undergone, and on whose word."""

    occurrence: int
    what: EventType
    subtype: str | None
    is_doer: bool
    place: Place | None
    start: str | None
    end: str | None
    precision: TimePrecision | None
    status: Status
    is_denied: bool
    standing: Standing
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a party stood to a matter on one day: ``stance`` and ``words`` with the report they are from."""

    day: str | None
    stance: str
    words: str
    report: int
    outlet: str | None
    account: str | None
    turns: bool = False  # over what the party said before


@dataclass(frozen=True, slots=True)
class Stands:
    """What a party says of one matter over time: ``matter`` is "working together", ``counterpart`` with whom."""

    matter: str
    counterpart: str | None
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True)
class OpenedActor:
    """An actor under all its names: what it did, where it stands, what it says, and what others say of it.

    ``is_tracked`` is False for private persons, of whom no track is kept; ``among`` is how many of its newest
    occurrences were looked at.
    """

    names: tuple[ActorName, ...]
    aliases: tuple[str, ...]
    is_tracked: bool
    track: tuple[Sighted, ...]
    stands: tuple[Stands, ...]
    says: Part[Saying]
    of_it: Part[Saying]
    occurrences: Number
    among: int
