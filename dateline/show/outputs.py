"""The formats of ``dateline read``: each takes readings one after the other and ends what it began."""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TextIO

from dateline.record.reading import Reading, as_json, to_json_line

FORMATS = {
    "brief": "what it says, on whose word, for reading in a terminal",
    "json": "the whole reading, indented; a list where there are several",
    "jsonl": "the whole reading, one line a report",
    "html": "one page with the text annotated, for a browser and for paper",
    "csv": "a table for a spreadsheet, one row an event or a statement",
}
SUFFIXES = {".txt": "brief", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".html": "html", ".htm": "html",
            ".csv": "csv"}  # fmt: skip
BRIEF_IN_FULL = 5  # with more reports than this, each brief shows what weighs most and a table of all closes them


class Output(ABC):
    """Where readings go; ``finish`` leaves a whole file even when it is called early."""

    @abstractmethod
    def add(self, reading: Reading) -> None:
        """Take the next reading."""

    def finish(self) -> None:  # noqa: B027  (a table of lines has no end to write)
        """Write what must stand at the end."""


class JsonLines(Output):
    """One object a line."""

    def __init__(self, out: TextIO) -> None:
        self.out = out

    def add(self, reading: Reading) -> None:
        """Write the reading as a line, at once, so that a pipe sees it."""
        self.out.write(to_json_line(reading) + "\n")
        self.out.flush()


class JsonIndented(Output):
    """One object, or a list of objects where more than one report comes."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.first: str | None = None
        self.number = 0

    def add(self, reading: Reading) -> None:
        """Keep the first reading until it is known whether a second follows."""
        self.number += 1
        text = json.dumps(as_json(reading), ensure_ascii=False, indent=2)
        if self.number == 1:
            self.first = text
            return
        if self.number == 2:
            self.out.write(f"[\n{self.first}")
        self.out.write(f",\n{text}")

    def finish(self) -> None:
        """Close the list, or write the one object; nothing read gives an empty list."""
        if self.number == 0:
            self.out.write("[]\n")
        elif self.number == 1:
            self.out.write(f"{self.first}\n")
        else:
            self.out.write("\n]\n")


class Csv(Output):
    """A header and rows."""

    def __init__(self, out: TextIO, table: str) -> None:
        from .tables import TABLES

        self.table = table
        self.rows = csv.writer(out, lineterminator="\n")
        self.rows.writerow(TABLES[table])

    def add(self, reading: Reading) -> None:
        """Write the rows of a reading."""
        from .tables import table_rows

        self.rows.writerows(table_rows(reading, self.table))


class Page(Output):
    """One page with all reports, a list of them on top; written at the end."""

    def __init__(self, out: TextIO) -> None:
        from .page import PageWriter

        self.out = out
        self.page = PageWriter()

    def add(self, reading: Reading) -> None:
        """Render the report's part of the page."""
        self.page.add(reading)

    def finish(self) -> None:
        """Write the page."""
        self.page.write(self.out)


class Briefs(Output):
    """A brief for each report, and a table of all after several."""

    def __init__(self, show: Callable[[object], None], many: bool, full: bool, plain: bool) -> None:
        from .brief import FULL, SHORT, Overview

        self.show = show
        self.plain = plain
        self.shortness = SHORT if many and not full else FULL
        self.overview = Overview()

    def add(self, reading: Reading) -> None:
        """Show the brief of a reading."""
        from .brief import Brief

        self.overview.add(reading)
        self.show(Brief(reading, self.shortness, self.plain))

    def finish(self) -> None:
        """Show the table of all where there are several."""
        if len(self.overview.rows) > 1:
            self.show(self.overview)
