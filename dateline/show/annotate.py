"""A reading as blocks of annotated text with the notes that belong to them: what the page's templates show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from dateline.record.choices import DisputeKind, Status
from dateline.record.event import Dispute, Event
from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.record.statement import Statement

from .marks import Mark, marked_html
from .telling import Naming, Telling, Voice
from .words import (
    ACT_WORDS,
    DISPUTE_WORDS,
    STATUS_WORDS,
    counted,
    printable,
    shorten,
)

VOICES_SHOWN = 8  # rows of the strip; the rest share one
_JOINED = "\u2060"  # keeps a sign on the line of its words
_OUTSIDE = 3_000  # characters of one paragraph that is no report, beside a part
_PART = 30_000  # characters of one part; by hand: rendered in a third of a second
_SHORT_LINE = 55  # characters: a shorter line of hard-wrapped text was broken on purpose


@dataclass(slots=True)
class EventNote:
    """One event as its note tells it."""

    id: str
    status: Status
    word: str
    words: str
    facts: list[tuple[str, str]]  # what the note tells, each with its class: who, kind, counts ...
    decided_by: str
    number: int | None = None


@dataclass(slots=True)
class StatementNote:
    """One statement as its note tells it, with the events that it asserts."""

    id: str
    number: int
    voice: Voice
    act: str
    said: str
    form: str
    events: list[EventNote] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """One paragraph of the text with the notes whose words stand in it."""

    html: Markup
    notes: list[StatementNote | EventNote]
    outside: bool


@dataclass(slots=True)
class Bar:
    """A stretch of the report in the strip, in percent of its length."""

    left: float
    width: float
    id: str
    title: str
    quoted: bool


@dataclass(slots=True)
class VoiceRow:
    """One voice of the strip: where it speaks and how many words it has."""

    name: str
    naming: Naming
    words: int
    bars: list[Bar]


@dataclass(slots=True)
class Side:
    """One side of a dispute."""

    label: str
    accounts: list[tuple[str, str, str]]  # id of the note, words, voice


@dataclass(slots=True)
class DisputeShown:
    """A dispute with its sides in words."""

    about: str
    kind: str
    strength: str
    sides: list[Side]


@dataclass(slots=True)
class AnnotatedReport:
    """All that the page shows of one report; ids carry the report's number so that several share a page.

    ``words`` stands before a thing's id to name the place of its words on the page.
    """

    key: str
    words: str
    name: str
    headline: str
    origin: str
    url: str | None
    counts: list[str]
    note: str
    disputes: list[DisputeShown]
    voices: list[VoiceRow]
    ticks: list[tuple[float, EventNote]]
    blocks: list[Block]
    left_open: list[tuple[str, list[tuple[str, str]]]]


class Annotator:
    """Turns one reading into what the page shows of it.

    ``of_record`` names things as the record does, "r3e5", so that an address that ends with it leads to the words.
    Of a long report only a ``part`` may be shown: the text there, with what is said and told in it.
    """

    def __init__(self, reading: Reading, key: str, of_record: bool = False, part: Span | None = None) -> None:
        self.reading = reading
        self.part = part
        self.said = [s for s in reading.statements if part is None or part.start <= s.sentence.start < part.end]
        self.told = [e for e in reading.events if part is None or part.start <= e.trigger.start < part.end]
        self.report = reading.report
        self.telling = Telling(reading)
        self.key = key
        self.joint = "" if of_record else "-"
        self.words = "" if of_record else "w-"
        self.notes: dict[str, StatementNote | EventNote] = {}
        self.anchors: list[tuple[int, StatementNote | EventNote]] = []

    def annotated(self) -> AnnotatedReport:
        """Return the report with its text in blocks, its notes, strip and disputes."""
        self._make_notes()
        report, telling = self.report, self.telling
        return AnnotatedReport(
            key=self.key,
            words=self.words,
            name=printable(report.id),
            headline=telling.headline() or printable(report.id),
            origin=" · ".join(telling.origin()),
            url=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
            counts=self._counts(),
            note=self._note(),
            disputes=[self._dispute(d) for d in self.reading.disputes if self._is_shown(d)],
            voices=self._voices(),
            ticks=self._ticks(),
            blocks=self._blocks(),
            left_open=self._open(),
        )

    def _id(self, thing: str) -> str:
        return f"{self.key}{self.joint}{thing}"

    def _counts(self) -> list[str]:
        reading = self.reading
        return [
            counted(len(reading.statements), "statement"),
            counted(len(reading.events), "event"),
            *([counted(len(reading.disputes), "dispute")] if reading.disputes else []),
        ]

    def _note(self) -> str:
        if self.reading.statements or self.reading.events:
            return ""
        if self.report.language not in {None, "en"}:
            return (
                f"Kept but not read: the text is in another language ({self.report.language}). Dateline reads English."
            )
        return "No statement and no event was found."

    # Notes

    def _make_notes(self) -> None:
        telling = self.telling
        for statement in self.said:
            note = StatementNote(
                id=self._id(statement.id),
                number=0,
                voice=telling.voice(statement),
                act=ACT_WORDS[statement.cue.act],
                said=telling.said_where_when(statement),
                form=statement.form.value,
            )
            self.notes[statement.id] = note
            spans = statement.cue.spans or statement.content or (statement.sentence,)
            self.anchors.append((spans[0].start, note))
        for event in self.told:
            event_note = self._event_note(event)
            first = next((i for i in event.reported_by if i in telling.statements), None)
            self.notes[event.id] = event_note
            host = self.notes.get(first) if first else None
            if isinstance(host, StatementNote):
                host.events.append(event_note)
                also = "; ".join(v.in_words() for _, v in telling.voices_of(event)[1:])
                event_note.facts += [("also", f"also {also}")] if also else []
            elif saying := self._saying(event):
                saying.events.insert(0, event_note)  # the saying is itself the event: "accused", "denied", "promised"
            else:
                self.anchors.append((event.trigger.start, event_note))
        self.anchors.sort(key=lambda pair: (pair[0], pair[1].id))
        for number, (_, any_note) in enumerate(self.anchors, 1):
            any_note.number = number

    def _event_note(self, event: Event) -> EventNote:
        telling = self.telling
        cues = ", ".join(f"“{printable(self.report.quote(s))}”" for s in event.status_cues)
        via = telling.names(event.via)
        facts = (
            ("who", telling.who(event, "→")),
            ("kind", telling.kind(event)),
            ("via", f"via {via}" if via else ""),
            ("counts", telling.counts(event)),
            ("when-where", ", ".join(filter(None, (telling.when(event), telling.where(event))))),
        )
        return EventNote(
            id=self._id(event.id),
            status=event.status,
            word=telling.status(event),
            words=shorten(telling.happening(event), 90),
            facts=[(name, words) for name, words in facts if words],
            decided_by=cues,
        )

    def _saying(self, event: Event) -> StatementNote | None:
        """Return the note of the statement whose cue is the event's own word."""
        for statement in self.telling.statements_at(event.trigger):
            if any(c.start < event.trigger.end and event.trigger.start < c.end for c in statement.cue.spans):
                note = self.notes[statement.id]
                return note if isinstance(note, StatementNote) else None
        return None

    # Text

    def _marks(self) -> list[Mark]:
        marks = []
        for statement in self.said:
            note, voice = self.notes[statement.id], self.telling.voice(statement)
            thing = self._id(statement.id)
            marks += [Mark(s.start, s.end, f"said {voice.naming}", thing) for s in statement.content]
            marks += [Mark(s.start, s.end, "source", thing) for s in statement.source.spans]
            spans = statement.cue.spans or statement.content
            anchor = self._anchor(
                "number", thing, str(note.number), f"note {note.number}: {voice.name} {note_act(note)}"
            )
            marks += [Mark(s.start, s.end, "cue", thing) for s in spans[:-1]]
            marks += [Mark(s.start, s.end, "cue", thing, after=anchor) for s in spans[-1:]]
        for event in self.told:
            note, thing = self.notes[event.id], self._id(event.id)
            sign = Markup('<svg aria-hidden="true"><use href="#sign-{}"/></svg>{}').format(event.status.value, _JOINED)
            told = f"{STATUS_WORDS[event.status]}: {shorten(self.telling.happening(event), 60)}"
            before = self._anchor(f"sign {event.status.value}", thing, sign, told)
            after = Markup("")
            if note.number:
                after = Markup('<span class="number own">{}</span>').format(note.number)
            classes = f"event {event.status.value}"
            marks.append(Mark(event.trigger.start, event.trigger.end, classes, thing, before, after))
        for place in self.reading.places:
            marks += [Mark(s.start, s.end, "place", self._id(place.id)) for s in place.mentions]
        marks += [Mark(t.span.start, t.span.end, "time", self._id(t.id)) for t in self.reading.times]
        return marks

    def _anchor(self, classes: str, thing: str, inside: str | Markup, title: str) -> Markup:
        """Return the link from the words to their note; it holds no other link, so that marks may nest around it."""
        return Markup('<a class="{}" id="{}{}" href="#n-{}" data-of="{}" title="{}">{}</a>').format(
            classes, self.words, thing, thing, thing, title, escape(inside)
        )

    def _blocks(self) -> list[Block]:
        ahead = sorted(self._marks(), key=lambda m: (m.start, -m.end), reverse=True)
        here: list[Mark] = []
        blocks: list[Block] = []
        waiting = list(self.anchors)
        for span, breaks, outside in self._paragraphs():
            here = [m for m in here if m.end > span.start]
            while ahead and ahead[-1].start < span.end:
                here.append(ahead.pop())
            notes = []
            while waiting and waiting[0][0] < span.end:
                notes.append(waiting.pop(0)[1])
            blocks.append(Block(marked_html(self.report.text, here, span.start, span.end, breaks), notes, outside))
        if waiting and blocks:
            blocks[-1].notes.extend(note for _, note in waiting)
        return blocks

    def _paragraphs(self) -> Iterator[tuple[Span, frozenset[int], bool]]:
        """Yield the paragraphs that are shown; of a part what is no report is cut short."""
        for span, breaks, outside in paragraphs(self.report.text, self.report.body):
            if self.part is None:
                yield span, breaks, outside
            elif span.start >= self.part.end:
                return
            elif self.part.start <= span.start:
                end = min(span.end, span.start + _OUTSIDE) if outside else span.end
                yield Span(span.start, end), breaks, outside

    # Strip

    def _share(self, position: int) -> float:
        body = self.report.body
        length = max(body.end - body.start, 1)
        return round(min(max((position - body.start) / length * 100, 0), 100), 2)

    def _voices(self) -> list[VoiceRow]:
        rows: dict[str, VoiceRow] = {}
        for statement in self.said:
            voice = self.telling.voice(statement)
            row = rows.setdefault(voice.key, VoiceRow(voice.name, voice.naming, 0, []))
            row.words += len(self.telling.content(statement).split())
            row.bars += self._bars(statement)
        ordered = sorted(rows.values(), key=lambda r: -r.words)
        if len(ordered) > VOICES_SHOWN + 1:
            rest = ordered[VOICES_SHOWN:]
            bars = [bar for row in rest for bar in row.bars]
            others = VoiceRow(counted(len(rest), "other voice"), Naming.NAMED, sum(r.words for r in rest), bars)
            ordered = [*ordered[:VOICES_SHOWN], others]
        return ordered

    def _bars(self, statement: Statement) -> Iterator[Bar]:
        for span in statement.content or statement.cue.spans:
            left = self._share(span.start)
            quoted = any(q.start < span.end and span.start < q.end for q in statement.quoted)
            title = f"{self.telling.voice(statement).name}: {shorten(self.report.quote(span), 80)}"
            yield Bar(left, max(self._share(span.end) - left, 0.6), self._id(statement.id), title, quoted)

    def _ticks(self) -> list[tuple[float, EventNote]]:
        ticks = []
        for event in self.told:
            note = self.notes[event.id]
            if isinstance(note, EventNote):
                ticks.append((self._share(event.trigger.start), note))
        return ticks

    # Disputes and what is left open

    def _is_shown(self, dispute: Dispute) -> bool:
        return self.part is None or any(id_ in self.notes for side in dispute.sides for id_ in side)

    def _dispute(self, dispute: Dispute) -> DisputeShown:
        labels = self.telling.sides(dispute)
        sides = [Side(label, self._accounts(side)) for label, side in zip(labels, dispute.sides, strict=True)]
        strength = "both cannot be true" if dispute.strength == "contradiction" else "both may be true"
        kind = DISPUTE_WORDS[DisputeKind(dispute.kind)]
        return DisputeShown(printable(dispute.about) or kind, kind, strength, sides)

    def _accounts(self, side: tuple[str, ...]) -> list[tuple[str, str, str]]:
        telling, accounts = self.telling, []
        for id_ in side:
            statement, event = telling.statements.get(id_), telling.events.get(id_)
            if statement:
                words = shorten(telling.content(statement), 200)
                accounts.append((self._id(id_), words, telling.voice(statement).in_words()))
            elif event and not any(i in side for i in event.reported_by):
                accounts.append((self._id(id_), shorten(telling.happening(event), 200), telling.word_of(event)))
        return accounts

    def _open(self) -> list[tuple[str, list[tuple[str, str]]]]:
        telling = self.telling
        deeds = [e for e in self.told if telling.is_act(e) and e.status in {Status.HAPPENED, Status.ONGOING}]
        rows = []
        for label, missing in (
            ("No day for", [e for e in deeds if not telling.has_day(e)]),
            ("No place for", [e for e in deeds if e.place is None]),
        ):
            if missing:
                rows.append((label, [(self._id(e.id), shorten(telling.happening(e), 60)) for e in missing]))
        return rows


def note_act(note: StatementNote | EventNote) -> str:
    """Return what the voice of a statement's note does."""
    return note.act if isinstance(note, StatementNote) else ""


def parts_of(report: Report) -> tuple[Span, ...]:
    """Return the parts in which a report is shown, cut between paragraphs; a report of usual length is one part."""
    text, body = report.text, report.body
    if len(text) <= 2 * _PART:
        return (Span(0, len(text)),)
    cuts = [0]
    for span, _, _ in paragraphs(text, body):
        if span.start - cuts[-1] >= _PART and span.start < body.end:
            cuts.append(span.start)
    return tuple(Span(start, end) for start, end in pairwise([*cuts, len(text)]))


def paragraphs(text: str, body: Span) -> Iterator[tuple[Span, frozenset[int], bool]]:
    """Yield the paragraphs of a text: their span, the line ends inside that were meant, and whether they lie outside.

    Blank lines part paragraphs; a text without any has one a line. Where the body begins or ends a paragraph is cut.
    """
    blank = re.compile(r"\n[ \t\r]*\n\s*")
    separator = blank if blank.search(text[body.start : body.end]) else re.compile(r"\n\s*")
    for start, end, outside in ((0, body.start, True), (body.start, body.end, False), (body.end, len(text), True)):
        position = start
        for gap in [*separator.finditer(text, start, end), None]:
            stop = gap.start() if gap else end
            if text[position:stop].strip():
                yield Span(position, stop), _meant_breaks(text, position, stop, outside), outside
            position = gap.end() if gap else end


def _meant_breaks(text: str, start: int, end: int, outside: bool) -> frozenset[int]:
    breaks = set()
    line = start
    at = text.find("\n", start, end)
    while at >= 0:
        if outside or at - line < _SHORT_LINE:
            breaks.add(at)
        line = at + 1
        at = text.find("\n", line, end)
    return frozenset(breaks)
