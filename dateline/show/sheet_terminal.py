"""A sheet on a terminal or in a pipe: columns that fit the width, colour only where a word already says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from dateline.record.choices import Status

from .layout import columns
from .sheet import Entry, Line, Role, Section, Sheet
from .words import PLAIN_SIGNS, STATUS_SIGNS, printable, shorten

WIDEST = 140  # columns: a record has more to say in a line than one report
_STATUS_STYLES = {
    Status.HAPPENED: "",
    Status.ONGOING: "cyan",
    Status.PLANNED: "yellow",
    Status.POSSIBLE: "yellow",
    Status.CONDITIONAL: "yellow",
    Status.UNDECIDED: "yellow",
    Status.DEMANDED: "cyan",
    Status.DENIED: "red",
}
_STYLES = {
    Role.PLAIN: "",
    Role.STATUS: "",
    Role.NAME: "bold",
    Role.QUOTE: "italic",
    Role.QUIET: "dim",
    Role.SIGN: "",
    Role.STANDING: "magenta",
    Role.DIFFERS: "bold magenta",
}
_NARROW = 100  # columns, below which a place has no column of its own
_PLAIN = str.maketrans({"→": "->", "│": "|", "║": "||", "╳": "><"})


class SheetOnTerminal:
    """A sheet; rich renders it at the width of the console."""

    def __init__(self, sheet: Sheet, plain: bool = False) -> None:
        self.sheet = sheet
        self.signs = PLAIN_SIGNS if plain else STATUS_SIGNS
        self.plain = plain

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the title, the lines under it and the sections."""
        width = min(options.max_width, WIDEST)
        yield from columns(console, (), Text(shorten(self.sheet.title, 300), style="bold"), width, indent=0)
        for words in self.sheet.lines:
            yield from columns(console, (), self._text((words,)), width, indent=0)
        yield Text()
        for section in self.sheet.sections:
            yield from self._section(console, section, width)
            yield Text()

    def _section(self, console: Console, section: Section, width: int) -> Iterator[Text]:
        yield Text(section.title, style="bold magenta" if section.is_contested else "bold")
        entries = section.entries
        ids = max((len(entry.id) for entry in entries), default=0)
        days = max((len(entry.day) for entry in entries), default=0)
        places = max((len(entry.place) for entry in entries), default=0)
        narrow = width < _NARROW
        room = (ids, 3 + min(days, 11 if narrow else 14) if days else 0, min(places, 22))
        year = ""
        for entry in entries:
            if entry.year and entry.year != year and days:
                year = entry.year
                yield Text(f"{' ' * (ids + 6)}{year}", style="dim")
            yield from self._entry(console, entry, room, width)
        if section.note:
            yield from columns(console, (), Text(printable(section.note), style="dim"), width)

    def _entry(self, console: Console, entry: Entry, room: Sequence[int], width: int) -> Iterator[Text]:
        ids, days, places = room
        cells: list[tuple[int, Text]] = []
        if ids:
            cells.append((ids, Text(entry.id.rjust(ids), style="bold")))
        if days:
            sign = (self.signs[entry.status], _STATUS_STYLES[entry.status]) if entry.status is not None else ("  ", "")
            is_known = entry.day and not entry.day.startswith("no day")
            cells.append((days, Text.assemble(sign, " ", (entry.day, "" if is_known else "dim"))))
        told = self._text(entry.lines)
        if places and width >= _NARROW:
            cells.append((places, Text(entry.place)))
        elif entry.place:
            told = Text.assemble((entry.place, "underline"), "  ", told)
        if entry.lines:
            yield from columns(console, cells, told, width, indent=1)
        labels = max((len(part.label) for part in entry.parts), default=0)
        indent = ids + 3 if ids else 2
        for part in entry.parts:
            label = (min(labels, 18), Text(printable(part.label), style="bold"))
            yield from columns(console, (label,), self._text(part.lines), width, indent=indent)

    def _text(self, lines: Sequence[Line]) -> Text:
        text = Text()
        for number, words in enumerate(lines):
            if number:
                text.append("\n")
            for at, one in enumerate(words):
                if at:
                    text.append("  " if words[at - 1].role is Role.NAME else " ")
                style = _STATUS_STYLES[one.status] if one.status is not None else _STYLES[one.role]
                text.append(self._shown(one.text, one.role), style)
        return text

    def _shown(self, words: str, role: Role) -> str:
        shown = f'"{words}"' if role is Role.QUOTE and not words.startswith(('"', "“", "[")) else words
        return shown.translate(_PLAIN) if self.plain else shown
