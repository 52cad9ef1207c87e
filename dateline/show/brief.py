"""The terminal brief of a reading: where accounts differ, what is reported, planned and said, and what is left open.

Colour only underlines what a sign and a word already say, so the brief reads the same when it is piped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.console import Console, ConsoleOptions, RenderResult
from rich.style import Style
from rich.text import Text

from dateline.record.choices import Act, EventType, Status
from dateline.record.event import Dispute, Event
from dateline.record.reading import Reading
from dateline.record.statement import Statement

from .layout import columns
from .telling import Naming, Telling, Voice
from .words import (
    ACT_WORDS,
    DISPUTE_WORDS,
    NOT_ENGLISH,
    NOTHING_FOUND,
    PLAIN_SIGNS,
    STATUS_SIGNS,
    counted,
    listed,
    printable,
    shorten,
)

WIDEST = 120  # columns: longer lines are hard to follow to the next
REPORTED = (Status.HAPPENED, Status.ONGOING)
QUOTED = 220  # characters of a content shown
_STYLES = {
    Status.HAPPENED: "",
    Status.ONGOING: "cyan",
    Status.PLANNED: "yellow",
    Status.POSSIBLE: "yellow",
    Status.CONDITIONAL: "yellow",
    Status.UNDECIDED: "yellow",
    Status.DEMANDED: "cyan",
    Status.DENIED: "red",
}
_MARK = {Naming.NAMED: "", Naming.UNNAMED: "", Naming.ANONYMOUS: "italic"}
_DIM = "dim"


@dataclass(frozen=True, slots=True)
class Shortness:
    """How many entries of each part a brief shows; None shows all."""

    reported: int | None = None
    other: int | None = None
    said: int | None = None
    open: int = 4


FULL = Shortness()
SHORT = Shortness(reported=6, other=4, said=4, open=2)


class Brief:
    """One reading as a brief; rich renders it at the width of the console."""

    def __init__(self, reading: Reading, shortness: Shortness = FULL, plain: bool = False) -> None:
        self.telling = Telling(reading)
        self.reading = reading
        self.shortness = shortness
        self.signs = PLAIN_SIGNS if plain else STATUS_SIGNS
        self.arrow = "->" if plain else "→"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the parts that have something to say."""
        self.console = console
        self.width = min(options.max_width, WIDEST)
        yield from self._head()
        if not self.reading.statements and not self.reading.events:
            yield from columns(console, (), Text(self._nothing()), self.width)
            yield Text()
            return
        told = [e for e in self.reading.events if self.telling.is_act(e)]
        rest = [e for e in told if e.status not in REPORTED]
        for title, part in (
            ("ACCOUNTS DIFFER", self._disputes()),
            ("REPORTED", self._events([e for e in told if e.status in REPORTED], self.shortness.reported)),
            (_heading(rest), self._events(rest, self.shortness.other)),
            ("SAID", self._said(told)),
            ("LEFT OPEN", self._open(told)),
        ):
            lines = list(part)
            if lines:
                yield Text(title, style="bold magenta" if title == "ACCOUNTS DIFFER" else "bold")
                yield from lines
                yield Text()

    # The head

    def _head(self) -> Iterator[Text]:
        reading, telling, width = self.reading, self.telling, self.width
        name = Text(printable(reading.report.id), style="bold", no_wrap=True)
        origin = ", ".join(telling.origin())
        counts = "  ".join(
            counted(len(things), noun)
            for things, noun in (
                (reading.statements, "statement"),
                (reading.events, "event"),
                (reading.disputes, "dispute"),
            )
            if things or noun != "dispute"
        )
        left = len(name) + 2 + len(origin)
        if left + 2 + len(counts) <= width:
            yield Text.assemble(name, "  ", origin, " " * (width - left - len(counts)), (counts, _DIM))
        else:
            yield Text(shorten(name.plain, width), style="bold")
            if len(origin) + 2 + len(counts) <= width:
                yield Text.assemble(origin, " " * (width - len(origin) - len(counts)), (counts, _DIM))
            else:
                yield Text(origin)
                yield Text(counts, style=_DIM)
        headline = telling.headline()
        if headline:
            yield Text(shorten(headline, width), style="italic")
        yield Text()

    def _nothing(self) -> str:
        language = self.reading.report.language
        if language not in {None, "en"}:
            return NOT_ENGLISH.format(language)
        return NOTHING_FOUND

    # Where accounts differ

    def _disputes(self) -> Iterator[Text]:
        for number, dispute in enumerate(self.reading.disputes, 1):
            about = printable(dispute.about)
            kind = DISPUTE_WORDS[dispute.kind]
            line = Text(about or kind, "bold")
            line.append(f"\n{kind}; {_strength(dispute)}" if about else f"; {_strength(dispute)}", _DIM)
            yield from self._row(((2, Text(f"{number:2}", style="bold magenta")),), line, indent=0)
            labels = self.telling.sides(dispute)
            for label, side in zip(labels, dispute.sides, strict=True):
                wide = min(max(map(len, labels)), 14)
                yield from self._row(((wide, Text(label, style="bold")),), self._side(side), indent=4)

    def _row(self, cells: Sequence[tuple[int, Text]], last: Text, indent: int = 2) -> Iterator[Text]:
        return columns(self.console, cells, last, self.width, indent)

    def _side(self, side: Sequence[str]) -> Text:
        lines = Text()
        first, others = self._accounts(side)
        if first is None:
            return Text("in the report's own words", style=_DIM)
        words, where = first
        lines.append(shorten(words, QUOTED))
        lines.append("\n")
        lines.append_text(where)
        if others:
            lines.append(f"; also {listed(others, 4)}", _DIM)
        return lines

    def _accounts(self, side: Sequence[str]) -> tuple[tuple[str, Text] | None, list[str]]:
        """Return the words and voice of a side's first account, and the names of its other voices."""
        telling = self.telling
        shown: list[tuple[str, Text, str]] = []
        for id_ in side:
            statement, event = telling.statements.get(id_), telling.events.get(id_)
            if statement:
                voice = telling.voice(statement)
                line = self._voice(voice)
                said = telling.said_where_when(statement)
                if said:
                    line.append(f", {said}", _DIM)
                shown.append((telling.content(statement), line, voice.name))
            elif event and not any(i in side for i in event.reported_by):
                voices = telling.voices_of(event)
                line = self._voice(voices[0][1]) if voices else Text("in the report's own words", style=_DIM)
                shown.append((telling.happening(event), line, voices[0][1].name if voices else "the report itself"))
        if not shown:
            return None, []
        words, line, name = shown[0]
        return (words, line), list(dict.fromkeys(n for _, _, n in shown[1:] if n != name))

    # What is told

    def _events(self, events: list[Event], limit: int | None) -> Iterator[Text]:
        events.sort(key=lambda e: (e.start or e.end or "9999", e.end or "", e.trigger))
        shown = events if limit is None or len(events) <= limit + 1 else self._weightiest(events, limit)
        days = [shorten(self.telling.when(e) or "no day", 24) for e in shown]
        wide = max((len(self.telling.where(e) or "") for e in shown), default=0)
        widths = (3 + min(max(map(len, days), default=0), 14), min(wide, 17 if self.width < 100 else 24))
        last_day: str | None = None
        for word_of, run in groupby(shown, key=self.telling.word_of):
            entries = list(run)
            for n, event in enumerate(entries, 1):
                day = self.telling.when(event) or ""
                place = self.telling.where(event) or ""
                told = self._told(event)
                if n == len(entries):
                    all_of = f"{_all(n)} " if n > 1 else ""
                    told.append(f"\n{all_of}{word_of}", _DIM)
                sign = (self.signs[event.status], _STYLES[event.status])
                date = (shorten("" if day == last_day else day or "no day", 24), "" if day else _DIM)
                cells = ((widths[0], Text.assemble(sign, " ", date)), (widths[1], Text(shorten(place, 48))))
                yield from self._row(cells[: 2 if widths[1] else 1], told)
                last_day = day
        if len(shown) < len(events):
            yield Text(f"  {len(events) - len(shown)} more: --full shows them", style=_DIM)

    def _told(self, event: Event) -> Text:
        """Return who, to whom, the report's words, status and counts of one event."""
        telling = self.telling
        told = Text()
        who, happening = telling.who(event, self.arrow), telling.happening(event)
        if who:
            told.append(shorten(who, 120), "bold")
            told.append("  ")
        told.append(shorten(happening, 100))
        kind = telling.kind(event)
        label = telling.status(event) if kind in happening.lower() else f"{kind}, {telling.status(event)}"
        told.append(f"  [{label}]", _STYLES[event.status])
        counts = telling.counts(event)
        if counts:
            told.append(f"\n{counts}")
        if event.via:
            told.append(f"\nvia {telling.names(event.via)}")
        return told

    def _weightiest(self, events: list[Event], limit: int) -> list[Event]:
        """Return the events that tell most, in their order: those with numbers, people on both sides, day and place."""

        def weight(event: Event) -> tuple[int, float]:
            known = (event.counts, event.actors, event.recipients, event.place, event.start, event.reported_by)
            return sum(bool(k) for k in known) + bool(event.counts) + int(event.type == "ASSAULT"), event.confidence

        chosen = sorted(events, key=weight, reverse=True)[:limit]
        return [e for e in events if e in chosen]

    # What is said

    def _said(self, told: list[Event]) -> Iterator[Text]:
        shown = [s for s in self.reading.statements if not self._is_told(s, told)]
        if not shown:
            return
        limit = self.shortness.said
        cut = shown if limit is None or len(shown) <= limit + 1 else shown[:limit]
        by_voice: dict[str, list[Statement]] = {}
        for statement in cut:
            by_voice.setdefault(self.telling.voice(statement).key, []).append(statement)
        for statements in by_voice.values():
            yield from self._row((), self._voice(self.telling.voice(statements[0])))
            for statement in statements:
                words = Text(shorten(self.telling.content(statement), QUOTED))
                where = self.telling.said_where_when(statement)
                if where:
                    words.append(f"  {where}", _DIM)
                yield from self._row(((12, Text(ACT_WORDS[statement.cue.act], style="cyan")),), words, indent=4)
        hidden, behind = len(shown) - len(cut), len(self.reading.statements) - len(shown)
        parts = [f"{hidden} more: --full shows them"] if hidden else []
        parts += [f"{counted(behind, 'statement')} behind what is told above"] if behind else []
        if parts:
            yield from self._row((), Text("; ".join(parts), style=_DIM))

    def _is_told(self, statement: Statement, told: list[Event]) -> bool:
        """Tell whether the brief has shown a statement already: in a dispute, or in the words of its events."""
        if any(next((i for i in side if i in self.telling.statements), "") == statement.id
               for d in self.reading.disputes for side in d.sides):  # fmt: skip
            return True
        carried = [e for e in told if statement.id in e.reported_by]
        if carried and statement.cue.act in {Act.SAY, Act.REPORT}:
            return True
        shown = sum(len(self.telling.happening(e)) for e in carried)
        return shown > 0.6 * len(self.telling.content(statement))

    def _voice(self, voice: Voice) -> Text:
        text = Text(voice.name, style=_MARK[voice.naming])
        if voice.office:
            text.append(f", {voice.office}")
        if voice.notes:
            text.append(f" ({'; '.join(voice.notes)})", Style(dim=True))
        return text

    # What stays open

    def _open(self, told: list[Event]) -> Iterator[Text]:
        telling, limit = self.telling, self.shortness.open
        deeds = [e for e in told if e.status in REPORTED]
        violent = [e for e in deeds if e.type in {EventType.ASSAULT, EventType.COERCE}]
        for label, missing in (
            ("no day for", [e for e in deeds if not telling.has_day(e)]),
            ("no place for", [e for e in deeds if e.place is None]),
            ("not told by whom", [e for e in violent if not e.actors]),
        ):
            if missing:
                words = _some((shorten(telling.happening(e), 48) for e in missing), limit)
                yield from self._row(((16, Text(label, style=_DIM)),), Text(words))
        loose = [t for t in self.reading.times if t.start is None and t.anchored_on is None and t.type == "DATE"]
        if loose and self.reading.report.published is None:
            words = listed((f'"{printable(t.text)}"' for t in loose), 4)
            words += ": give the day of publication with --published"
            yield from self._row(((16, Text("days not fixed", style=_DIM)),), Text(words))


class Overview:
    """The line of each report after many: what was read, and where accounts differ."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, tuple[int, int, int]]] = []

    def add(self, reading: Reading) -> None:
        """Keep the line of a reading; the reading itself is let go."""
        report = reading.report
        outlet = report.outlet or (report.agency.name if report.agency else "")
        numbers = (len(reading.statements), len(reading.events), len(reading.disputes))
        self.rows.append((printable(report.id), (report.published or "no day")[:10], printable(outlet), numbers))

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, numbers aligned, the sum below."""
        width = min(options.max_width, WIDEST)
        wide = min(max((len(row[0]) for row in self.rows), default=0), width * 2 // 5)
        room = max(width - wide - 42, 8)
        yield Text(counted(len(self.rows), "REPORT", "REPORTS"), style="bold")
        before = " " * (wide + room + 16)
        yield Text(f"{before}{'said':>8}{'events':>8}{'differ':>8}", style=_DIM)
        for name, day, outlet, numbers in self.rows:
            told = "".join(f"{number or '-':>8}" for number in numbers)
            line = f"  {_cut(name, wide):<{wide}}  {day:<10}  {_cut(outlet, room):<{room}}{told}"
            yield Text(line, no_wrap=True)
        sums = [sum(row[3][i] for row in self.rows) for i in range(3)]
        yield Text(before + "".join(f"{total:>8}" for total in sums), style="bold")


def _cut(name: str, width: int) -> str:
    return name if len(name) <= width else f"{name[: width - 3]}..."


def _heading(events: Iterable[Event]) -> str:
    present = {e.status for e in events}
    order = (Status.PLANNED, Status.POSSIBLE, Status.CONDITIONAL, Status.UNDECIDED, Status.DEMANDED, Status.DENIED)
    names = {Status.CONDITIONAL: "ON CONDITION"}
    return ", ".join(names.get(s, s.value.upper()) for s in order if s in present)


def _all(number: int) -> str:
    return {2: "both"}.get(number, f"all {number}")


def _some(words: Iterable[str], limit: int) -> str:
    found = list(dict.fromkeys(words))
    more = len(found) - limit
    return "; ".join(found[:limit]) + (f"; and {more} more" if more > 0 else "")


def _strength(dispute: Dispute) -> str:
    return "both cannot be true" if dispute.strength == "contradiction" else "both may be true"
