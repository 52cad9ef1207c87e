"""The formats of what is shown of a record: for a terminal, Markdown, one page of HTML, and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TypeAlias

from dateline.record.briefing import OpenedReport
from dateline.record.reading import as_json

from .sheet import Sheet

FORMATS = {
    "brief": "for reading in a terminal",
    "markdown": "for notes and tickets",
    "html": "one page for a browser and for paper",
    "json": "all that is shown, for programs",
}
SUFFIXES = {".txt": "brief", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
            ".json": "json"}  # fmt: skip

_MARKDOWN_WIDTH = 100  # columns of a reading in a block

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"


def write_sheet(
    sheet: Sheet,
    shown: object,
    chosen: str,
    print_: Callable[[object], None],
    write: Callable[[str], object],
    plain: bool,
) -> None:
    """Write what is shown in one of FORMATS; ``shown`` is the dataclass behind the sheet, which JSON holds whole.

    ``print_`` takes what rich renders, ``write`` takes text; ``plain`` keeps to signs that any output can show.
    """
    if chosen == "brief":
        from .sheet_terminal import SheetOnTerminal

        print_(SheetOnTerminal(sheet, plain))
    elif chosen == "markdown":
        from .sheet_markdown import sheet_markdown

        write(sheet_markdown(sheet))
    elif chosen == "html":
        from .sheet_page import sheet_page

        write(sheet_page(sheet))
    else:
        write(json.dumps(as_plain(shown), ensure_ascii=False, indent=2) + "\n")


def write_reading(
    sheet: Sheet,
    opened: OpenedReport,
    chosen: str,
    print_: Callable[[object], None],
    write: Callable[[str], object],
    plain: bool,
) -> None:
    """Write a report of the record in one of FORMATS: what the record knows of it, then its reading."""
    reading = opened.reading
    if chosen == "brief":
        from .brief import Brief
        from .sheet_terminal import SheetOnTerminal

        print_(SheetOnTerminal(sheet, plain))
        print_(Brief(reading, plain=plain))
    elif chosen == "markdown":
        from io import StringIO

        from rich.console import Console

        from .brief import Brief
        from .sheet_markdown import sheet_markdown

        text = StringIO()
        Console(file=text, width=_MARKDOWN_WIDTH, highlight=False, markup=False, emoji=False).print(
            Brief(reading, plain=True)
        )
        indented = "\n".join(f"    {line}".rstrip() for line in text.getvalue().splitlines())
        write(f"{sheet_markdown(sheet)}\n{indented}\n")
    elif chosen == "html":
        from .page import page_of

        write(page_of(reading))
    else:
        about = {f.name: as_plain(getattr(opened, f.name)) for f in fields(opened) if f.name != "reading"}
        write(json.dumps({**about, "reading": as_json(reading)}, ensure_ascii=False, indent=2) + "\n")


def as_plain(value: object) -> Plain:
    """Return a dataclass of the record as values of JSON, its fields by name."""
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return {f.name.rstrip("_"): as_plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_plain(of) for key, of in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_plain(of) for of in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} has no form in JSON")
