"""The parts of one reading in plain words: who speaks, who did what to whom, where, when, how many.

The brief and the page say the same things in the same words because both take them from here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from dateline.record.choices import Act, Effect, PlacePrecision, SourceKind, Status
from dateline.record.entities import Actor, Place, Time
from dateline.record.event import Count, Dispute, Event
from dateline.record.reading import Reading
from dateline.record.report import Span
from dateline.record.statement import Statement

from .words import (
    KIND_WORDS,
    STATUS_WORDS,
    TYPE_WORDS,
    WORD_OF,
    day_words,
    listed,
    printable,
    range_words,
    shorten,
    singular,
    subtype_words,
)

_AROUND = re.compile(
    r"\b(near|outside|around|close to|north of|south of|east of|west of)\s+(?:the\s+)?(?:\w+\s+)?(?:of\s+)?$"
)
_OPENERS = "and but while as who which when where after before the a an according".replace(" ", "|")
_CLAUSE_END = re.compile(rf"""[.;:!?](?=\s|$|["'”’])|["”]|,?\s[-–—]\s|\n|,\s(?=(?:{_OPENERS})\b)|,\s(?=[A-Z])""")
_DANGLING = re.compile(r"(?:[\s,]+(?:and|but|or|while|as|that|the|a|an|of|in|on|to|for|with|by|at|from)\b)*[\s,]*$")
# Words that open a description and are no names, so that they may lose the capital of a sentence's start.
_OPENING_WORDS = """
    A An The One Two Three Four Five Some Several Many Numerous Both Other Another Its Their His Her Senior Local
    Security Medical Military Diplomatic Official Officials Sources Witnesses Residents Activists Diplomats
    Researchers Doctors Survivors Eyewitnesses Observers Analysts Traders Health Rescue Police Rebel Rebels Opposition
"""
_OPENING = frozenset(_OPENING_WORDS.split())
_BLOCK = 500  # characters
_BY_WORDS = frozenset({SourceKind.ANONYMOUS, SourceKind.GROUP})  # two such voices of one actor may be two
PRONOUNS = frozenset(["he", "she", "it", "they", "we", "i", "who", "which", "that", "this", "these", "those", "one"])
RELATIVE = re.compile(r",\s(?=(?:who|whom|whose|which|a|an|the|one)\b)")


class Naming(StrEnum):
    """How a voice stands in the text, and how it is drawn: solid, dotted or hatched."""

    NAMED = "named"
    UNNAMED = "unnamed"
    ANONYMOUS = "anonymous"


_NAMING = {
    SourceKind.ANONYMOUS: Naming.ANONYMOUS,
    SourceKind.GROUP: Naming.UNNAMED,
    SourceKind.UNKNOWN: Naming.UNNAMED,
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as shown: its name or the text's words for it, its office, and what is known of how it stands."""

    name: str
    office: str | None
    naming: Naming
    notes: tuple[str, ...]  # "speaks of its own side", "in Damascus", "close to the issue"
    key: str  # the same for two statements of one voice

    def in_words(self) -> str:
        """Return the voice in one phrase: name, office, notes in brackets."""
        name = f"{self.name}, {self.office}" if self.office else self.name
        return f"{name} ({'; '.join(self.notes)})" if self.notes else name


class Telling:
    """One reading, its parts found by id and put in words."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.report = reading.report
        self.actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        self.places: dict[str, Place] = {p.id: p for p in reading.places}
        self.times: dict[str, Time] = {t.id: t for t in reading.times}
        self.statements: dict[str, Statement] = {s.id: s for s in reading.statements}
        self.events: dict[str, Event] = {e.id: e for e in reading.events}
        self._deeds = {e.id for e in reading.deeds()}
        self._by_block: dict[int, list[Statement]] = {}  # so that a long report is not searched whole for each event
        for statement in reading.statements:
            spans = (*statement.content, *statement.cue.spans, *statement.source.spans)
            for block in sorted({b for s in spans for b in range(s.start // _BLOCK, s.end // _BLOCK + 1)}):
                self._by_block.setdefault(block, []).append(statement)
        self._voices: dict[str, Voice] = {}
        published = reading.report.published
        self.year = int(published[:4]) if published and published[:4].isdigit() else None

    # Voices

    def voice(self, statement: Statement) -> Voice:
        """Return the voice behind a statement; the relay of a voice inside another is told in its notes."""
        if statement.id not in self._voices:
            self._voices[statement.id] = self._voice(statement)
        return self._voices[statement.id]

    def _voice(self, statement: Statement) -> Voice:
        source = statement.source
        actor = self.actors.get(source.actor or "")
        own_words = self.quote(source.spans)
        name = self.voice_name(statement)
        if source.kind is SourceKind.ANONYMOUS and own_words:
            name = shorten(
                lower_article(own_words), 80
            )  # what the text tells of a voice without a name is the name it has here
        notes = []
        if statement.interested:
            notes.append("speaks of its own side")
        if source.kind is SourceKind.ANONYMOUS:
            notes.append("anonymous")
        place = self.places.get(source.locality or "")
        if place and place.name not in name:
            notes.append(f"in {printable(place.name)}")
        notes.extend(
            printable(words) for words in (source.proximity, source.reason) if words and printable(words) not in name
        )
        relay = self.statements.get(statement.within or "")
        of_itself = relay is not None and source.actor is not None and relay.source.actor == source.actor
        if relay is not None and relay.within != statement.id and not of_itself:
            notes.append(f"as told by {self.voice_name(relay)}")
        return Voice(
            name=name,
            office=self._office_beside(name, actor) if actor and source.kind is SourceKind.PERSON else None,
            naming=_NAMING.get(source.kind, Naming.NAMED),
            notes=tuple(notes),
            key=source.actor if source.actor and source.kind not in _BY_WORDS else name.lower(),
        )

    def voice_name(self, statement: Statement) -> str:
        """Return the name of a voice alone."""
        source = statement.source
        actor = self.actors.get(source.actor or "")
        name = printable(source.name or (actor.name if actor else ""))
        own_words = self._words_for(statement)
        if source.kind is SourceKind.GROUP and own_words.lower() not in PRONOUNS:
            name = own_words or name  # officials of a state are not the state
        if name.lower() in PRONOUNS and actor:
            name = printable(actor.name)
        if name[:1].islower() and own_words.lower() not in PRONOUNS:
            name = own_words or name  # "spokesman" alone says less than "a spokesman for the ministry"
        name = name or own_words or KIND_WORDS[source.kind]
        return shorten(lower_article(RELATIVE.split(name)[0]), 80)

    def _words_for(self, statement: Statement) -> str:
        """Return the text's words for a voice; for a pronoun those used before for the same voice, where there are."""
        source = statement.source
        own_words = self.quote(source.spans)
        if own_words.lower() in PRONOUNS and source.actor:
            for spans, words in self._called.get((source.actor, source.kind), ()):
                if spans < statement.cue.spans:
                    own_words = words
        return own_words

    @cached_property
    def _called(self) -> dict[tuple[str, SourceKind], list[tuple[tuple[Span, ...], str]]]:
        """The text's words for each voice that are no pronouns, with the cue that they stand at."""
        found: dict[tuple[str, SourceKind], list[tuple[tuple[Span, ...], str]]] = {}
        for statement in self.reading.statements:
            source, words = statement.source, self.quote(statement.source.spans)
            if source.actor and words.lower() not in PRONOUNS:
                found.setdefault((source.actor, source.kind), []).append((statement.cue.spans, words))
        return found

    def _office_beside(self, name: str, actor: Actor) -> str | None:
        """Return the office of a person unless the name shown says it already ("a spokesman for the ministry")."""
        office = self.office(actor)
        return None if office and office.split(",")[0].lower() in name.lower() else office

    def office(self, actor: Actor) -> str | None:
        """Return the first office that the text gives a person: "Foreign Minister of Syria"."""
        if not actor.roles:
            return None
        role = next((r for r in actor.roles if r.of), actor.roles[0])
        of = self.actors.get(role.of or "")
        title = printable(role.title)
        return f"{title}, {printable(of.name)}" if of and of.name.lower() not in title.lower() else title

    def said_where_when(self, statement: Statement) -> str:
        """Return place, day and hearer of the saying, where the text tells them: "Washington, 26 Aug, to AFP"."""
        place, time = self.places.get(statement.where or ""), self.times.get(statement.when or "")
        hearer = self.actors.get(statement.to or "")
        parts = [
            printable(place.name) if place else "",
            self.time_words(time) if time else "",
            f"to {printable(hearer.name)}" if hearer else "",
        ]
        return ", ".join(p for p in parts if p)

    # Words of the report

    def quote(self, spans: tuple[Span, ...]) -> str:
        """Return the report's words at these spans as one line, parts joined by "..."."""
        return " ... ".join(filter(None, (printable(self.report.quote(s)) for s in spans)))

    def content(self, statement: Statement) -> str:
        """Return the words of a statement's content, also where only the cue tells it ("declined to comment")."""
        return self.quote(statement.content) or self.quote(statement.cue.spans)

    def statements_at(self, span: Span) -> list[Statement]:
        """Return the statements with words near these characters, in the order of the text."""
        found: dict[str, Statement] = {}
        for block in range(span.start // _BLOCK, span.end // _BLOCK + 1):
            found.update((s.id, s) for s in self._by_block.get(block, ()))
        return list(found.values())

    def happening(self, event: Event) -> str:
        """Return the report's words from the trigger of an event to the end of its clause or content."""
        text = self.report.text
        stop = max(event.sentence.end, event.trigger.end)
        for statement in self.statements_at(Span(event.trigger.start, stop)):
            for part in statement.content:
                if part.start <= event.trigger.start and event.trigger.end <= part.end:
                    stop = min(stop, part.end)
            for cue in (*statement.cue.spans, *statement.source.spans):
                if event.trigger.end < cue.start and statement.id not in event.reported_by:
                    stop = min(stop, cue.start)
        end = _CLAUSE_END.search(text, event.trigger.end, stop)
        return _DANGLING.sub("", printable(text[event.trigger.start : end.start() if end else stop]))

    def trigger(self, event: Event) -> str:
        """Return the words of an event's predicate alone."""
        return printable(self.report.quote(event.trigger))

    # Events

    def kind(self, event: Event) -> str:
        """Return what an event is in plain words: its subtype where it has one."""
        return subtype_words(event.subtype) if event.subtype else TYPE_WORDS[event.type]

    def names(self, ids: tuple[str, ...]) -> str:
        """Return the names of these actors as a list in prose."""
        return listed((printable(self.actors[i].name) for i in ids if i in self.actors), limit=4)

    def who(self, event: Event, arrow: str = "->") -> str:
        """Return who did it to whom: "United States -> Islamic State", "someone not named -> James Foley"."""
        actors, recipients = self.names(event.actors), self.names(event.recipients)
        if not actors and not recipients:
            return ""
        if not recipients:
            return actors
        return f"{actors or 'not told by whom'} {arrow} {recipients}"

    def status(self, event: Event) -> str:
        """Return the status of an event in a phrase: "happened and failed", "possible, alleged"."""
        words = STATUS_WORDS[event.status]
        if event.outcome:
            words += (
                f" and {event.outcome}" if event.status in {Status.HAPPENED, Status.ONGOING} else f", {event.outcome}"
            )
        return f"{words}, alleged" if event.alleged else words

    def counts(self, event: Event) -> str:
        """Return the counts of an event: "2 strikes conducted; at least 14 fighters killed"."""
        return "; ".join(self.count(c) for c in event.counts)

    def count(self, count: Count) -> str:
        """Return one count with what it counts and what befell it, in an order read aloud."""
        number, what = range_words(count.low, count.high), printable(count.what)
        if count.low == 1 and count.high in {1, None}:
            what = singular(what)
        words = self.quote((count.span,))
        if count.low is not None and count.low != count.high and count.high is not None:
            number = f'{number} ("{words}")'
        befell = "" if count.effect is Effect.INVOLVED or count.effect in what.split() else f" {count.effect}"
        return f"{number} {what}{befell}".replace("  ", " ").strip()

    def when(self, event: Event) -> str | None:
        """Return the day or interval of an event in words, its own words in quotes where they resolve to no day."""
        words = day_words(event.start, event.end, self.year, event.precision)
        if words:
            return words
        time = self.times.get(event.when or "")
        return f'"{printable(time.text)}"' if time else None

    def time_words(self, time: Time) -> str:
        """Return a time in words: the date it stands for, or its own words in quotes."""
        return day_words(time.start, time.end, self.year, time.precision) or f'"{printable(time.text)}"'

    def where(self, event: Event) -> str | None:
        """Return the place of an event with its country's code: "near Irbil, IRQ"."""
        place = self.places.get(event.place or "")
        if place is None:
            return None
        return self._around(place, event.sentence) + self.place_words(place)

    def place_words(self, place: Place) -> str:
        """Return a place with its country's code, a country by its name alone."""
        name = printable(place.name)
        if place.precision in {PlacePrecision.COUNTRY, PlacePrecision.REGION} or not place.country:
            return name
        return f"{name}, {place.country}"

    def _around(self, place: Place, sentence: Span) -> str:
        for mention in place.mentions:
            if sentence.start <= mention.start < sentence.end:
                found = _AROUND.search(self.report.text[sentence.start : mention.start])
                return f"{found.group(1)} " if found else ""
        return ""

    def has_day(self, event: Event) -> bool:
        """Tell whether an event has a date of its own."""
        return bool(event.start or event.end)

    def voices_of(self, event: Event) -> list[tuple[str, Voice]]:
        """Return the voices on whose word an event stands, each once, and how: "on the word of", "claimed by"."""
        voices: dict[str, tuple[str, Voice]] = {}
        for statement in (self.statements[i] for i in event.reported_by if i in self.statements):
            voice, act = self.voice(statement), statement.cue.act
            how = "denied by" if event.status is Status.DENIED else WORD_OF[act]
            voices.setdefault(voice.key, (how, voice))
        return list(voices.values())

    def word_of(self, event: Event) -> str:
        """Return on whose word an event stands: "on the word of US Central Command (speaks of its own side)"."""
        phrases, last = [], ""
        for how, voice in self.voices_of(event):
            phrases.append(voice.in_words() if how == last else f"{how} {voice.in_words()}")
            last = how
        return "; ".join(phrases) or "in the report's own words"

    # Disputes

    def sides(self, dispute: Dispute) -> tuple[str, str]:
        """Return a short name for each side of a dispute: "yes" and "no", the numbers, or "one" and "other"."""
        first, second = ([self._label(dispute, i) for i in side] for side in dispute.sides)
        labels = (listed(filter(None, first), 2, "or"), listed(filter(None, second), 2, "or"))
        if "no" in labels and labels[0] != labels[1]:
            return ("no" if labels[0] == "no" else "yes", "no" if labels[1] == "no" else "yes")
        if not all(labels) or labels[0] == labels[1]:
            return ("one", "other")
        return labels

    def _label(self, dispute: Dispute, id_: str) -> str:
        statement, event = self.statements.get(id_), self.events.get(id_)
        if dispute.kind == "denial":
            told = [event] if event else [e for e in self.reading.events if id_ in e.reported_by]
            said_no = statement is not None and statement.cue.act in {Act.DENY, Act.REFUSE}
            return "no" if said_no or any(e.status is Status.DENIED for e in told) else ""
        if dispute.kind == "count":
            told = [event] if event else [e for e in self.reading.events if id_ in e.reported_by]
            return next((range_words(c.low, c.high) for e in told for c in e.counts), "")
        if dispute.kind == "status" and event:
            return str(event.status)
        return ""

    # The report

    def headline(self) -> str | None:
        """Return the title of the report as one line."""
        return printable(self.report.title) if self.report.title else None

    def origin(self) -> list[str]:
        """Return where a report comes from: outlet, agency, dateline place, day; only what is known."""
        report = self.report
        place = self.places.get(report.dateline.place or "") if report.dateline else None
        by_agency = printable(report.agency.name) if report.agency else ""
        outlet = printable(report.outlet) if report.outlet else ""
        day = day_words(report.published, report.published)
        voice = f"{outlet} from {by_agency}" if outlet and by_agency and outlet != by_agency else outlet or by_agency
        return [p for p in (voice, printable(place.name) if place else "", day or "no day of publication") if p]

    def is_act(self, event: Event) -> bool:
        """Tell whether an event is a deed of its own, not the saying that a statement already shows."""
        return event.id in self._deeds


def lower_article(name: str) -> str:
    """Return a description with its first word in lower case where that is no name, so that it stands in a sentence."""
    first, space, rest = name.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in _OPENING else name
