"""The draft of a reading: the parsed report and what the steps have found in it so far.

Steps write here in *words* (token indexes of the parse) and in object references; ``assemble`` turns both into
spans of the report's text and ids. Steps do not import each other: this is where they meet.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Doc

from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    Form,
    Outcome,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
    TimeType,
)
from dateline.record.report import Report, Span

from .own import NONE_OWN, OwnLists

if TYPE_CHECKING:
    from .quotes import Quotes


class Words(NamedTuple):
    """Tokens of the parse, end exclusive."""

    start: int
    end: int


@dataclass(slots=True, eq=False)
class RoleDraft:
    """A title ("Foreign Minister") and the actor it is held for."""

    title: str
    of: ActorDraft | None
    words: Words


@dataclass(slots=True, eq=False)
class AffiliationDraft:
    """A named tie to another actor."""

    relation: str
    with_: ActorDraft
    words: Words


@dataclass(slots=True, eq=False)
class ActorDraft:
    """An actor of the report with all words that stand for it."""

    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    mentions: list[Words] = field(default_factory=list)
    roles: list[RoleDraft] = field(default_factory=list)
    affiliations: list[AffiliationDraft] = field(default_factory=list)
    named: bool = True  # False for a description ("foreign drones", "residents") rather than a name
    gender: str | None = None  # of a person, "m" or "f", where the first name, a title or a noun tells it


@dataclass(slots=True, eq=False)
class PlaceDraft:
    """A place of the report with the words that mean it as a place."""

    name: str
    precision: PlacePrecision
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    radius_km: float | None = None
    geonames_id: int | None = None
    mentions: list[Words] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class MetonymDraft:
    """A place name that stands for an actor."""

    words: Words
    place: PlaceDraft | None
    actor: ActorDraft


@dataclass(slots=True, eq=False)
class TimeDraft:
    """A time expression; its span may cut a token ("Tuesday's"), ``words`` are the tokens that it touches."""

    span: Span
    words: Words
    type: TimeType
    value: str
    start: str | None
    end: str | None
    precision: TimePrecision
    anchored_on: str | TimeDraft | None


@dataclass(slots=True, eq=False)
class StatementDraft:
    """Source, cue and content in words, with the objects they stand for."""

    source: list[Words]
    cue: list[Words]
    content: list[Words]
    cue_lemma: str
    act: Act
    cue_head: int  # the token of the cue that governs the clause
    kind: SourceKind = SourceKind.UNKNOWN
    actor: ActorDraft | None = None
    name: str | None = None
    locality: PlaceDraft | None = None
    proximity: Words | None = None
    reason: Words | None = None
    quoted: list[Words] = field(default_factory=list)
    form: Form = Form.INDIRECT
    to: ActorDraft | None = None
    when: TimeDraft | None = None
    where: PlaceDraft | None = None
    within: StatementDraft | None = None
    interested: bool | None = None
    confidence: float = 0.5

    def holds(self, token: int) -> bool:
        """Tell whether this token stands in the content."""
        return any(w.start <= token < w.end for w in self.content)


@dataclass(slots=True, eq=False)
class CountDraft:
    """A number with what it counts."""

    what: str
    effect: Effect
    low: int | None
    high: int | None
    words: Words


@dataclass(slots=True, eq=False)
class EventDraft:
    """One predicate with its participants."""

    trigger: Words
    head: int  # the token of the predicate that carries tense, or the noun
    type: EventType
    subtype: str | None = None
    mode: str | None = None
    contexts: list[str] = field(default_factory=list)
    cameo: str | None = None
    actors: list[ActorDraft] = field(default_factory=list)
    recipients: list[ActorDraft] = field(default_factory=list)
    via: list[ActorDraft] = field(default_factory=list)
    place: PlaceDraft | None = None
    when: TimeDraft | None = None
    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None
    status: Status = Status.HAPPENED
    status_cues: list[Words] = field(default_factory=list)
    outcome: Outcome | None = None
    reported_by: list[StatementDraft] = field(default_factory=list)
    alleged: bool = False
    counts: list[CountDraft] = field(default_factory=list)
    confidence: float = 0.5


@dataclass(slots=True, eq=False)
class DisputeDraft:
    """Two sides of statements or events."""

    kind: DisputeKind
    about: str
    sides: tuple[list[StatementDraft | EventDraft], list[StatementDraft | EventDraft]]
    strength: Strength


@dataclass(slots=True, eq=False)
class Draft:
    """One report being read.

    ``doc`` is the parse of the body without its dateline; its words may differ from the report's ("IS" is parsed as
    "ISIS", curly quotes as straight ones), so positions come from ``starts`` and ``ends``, never from ``token.idx``,
    and the words from ``text_of``: as published, in text without case with case restored.
    """

    report: Report
    doc: Doc
    starts: list[int]
    ends: list[int]
    text: str = ""  # the report's, character for character, with case restored where it has none
    own: OwnLists = NONE_OWN  # the user's own places and actors, which win over ours
    fast: bool = False  # statements by rules alone, without the encoder
    quotes: Quotes | None = None  # by ``quotes_of``
    dateline_place: PlaceDraft | None = None
    actors: list[ActorDraft] = field(default_factory=list)
    places: list[PlaceDraft] = field(default_factory=list)
    metonyms: list[MetonymDraft] = field(default_factory=list)
    times: list[TimeDraft] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    disputes: list[DisputeDraft] = field(default_factory=list)
    actor_of: list[ActorDraft | None] = field(default_factory=list)  # by token: the innermost actor mentioned there
    place_of: list[PlaceDraft | None] = field(default_factory=list)
    time_of: list[TimeDraft | None] = field(default_factory=list)
    # By token: ISO 3166-1 alpha-3 of the country its name or adjective belongs to ("Syria", "Syrian", "Damascus"),
    # whether it stands for the place or for the government.
    country_of: list[str | None] = field(default_factory=list)
    _told: dict[int, list[StatementDraft]] = field(default_factory=dict)
    _told_for: int = -1  # the number of statements that _told was made for

    def __post_init__(self) -> None:
        """Open the token maps; a text that has its case is the report's own."""
        self.text = self.text or self.report.text
        n = len(self.starts)
        self.actor_of, self.place_of, self.time_of, self.country_of = [None] * n, [None] * n, [None] * n, [None] * n

    def told_at(self, token: int) -> list[StatementDraft]:
        """Return the statements whose content holds this token, in their order; one pass serves all tokens."""
        if self._told_for != len(self.statements):
            self._told = {}
            for statement in self.statements:
                for i in sorted({i for w in statement.content for i in range(w.start, w.end)}):
                    self._told.setdefault(i, []).append(statement)
            self._told_for = len(self.statements)
        return self._told.get(token, [])

    def forget_told(self) -> None:
        """Let ``told_at`` be made anew: the statements are other ones."""
        self._told, self._told_for = {}, -1

    def span(self, words: Words) -> Span:
        """Return the characters of these words in the report's text."""
        return Span(self.starts[words.start], self.ends[words.end - 1])

    def text_of(self, words: Words) -> str:
        """Return these words as the report has them, with case where it has none."""
        return self.text[self.starts[words.start] : self.ends[words.end - 1]]

    def words_at(self, span: Span) -> Words | None:
        """Return the tokens that touch these characters, or None where no token does."""
        first = bisect_right(self.ends, span.start)
        last = first
        while last < len(self.starts) and self.starts[last] < span.end:
            last += 1
        return Words(first, last) if last > first else None

    def mention(self, actor: ActorDraft, words: Words) -> None:
        """Add a mention of an actor; tokens already taken by an actor of the same words keep the first."""
        if words not in actor.mentions:
            actor.mentions.append(words)
        for i in range(words.start, words.end):
            if self.actor_of[i] is None:
                self.actor_of[i] = actor

    def add_actor(self, actor: ActorDraft) -> ActorDraft:
        """Keep a new actor and enter its mentions in the token map."""
        self.actors.append(actor)
        for words in list(actor.mentions):
            self.mention(actor, words)
        return actor

    def add_place(self, place: PlaceDraft) -> PlaceDraft:
        """Keep a new place and enter its mentions in the token map."""
        self.places.append(place)
        for words in place.mentions:
            for i in range(words.start, words.end):
                self.place_of[i] = place
        return place

    def add_time(self, time: TimeDraft) -> TimeDraft:
        """Keep a new time and enter its words in the token map."""
        self.times.append(time)
        for i in range(time.words.start, time.words.end):
            self.time_of[i] = time
        return time
