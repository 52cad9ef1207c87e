"""A sheet: what is shown of a record, as parts, entries and lines, before it is a terminal's, a page's or Markdown's.

All text in it is one line of printable characters, whatever a report holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dateline.record.choices import Status

from .words import printable


class Role(StrEnum):
    """What a run of words is, and so how it is drawn."""

    PLAIN = "plain"
    NAME = "name"  # who: what the eye goes to first
    QUOTE = "quote"  # a report's own words
    QUIET = "quiet"  # what is known by the way
    STATUS = "status"  # in the colour of a status, beside its word
    SIGN = "sign"  # a shape that the words after it say too
    STANDING = "standing"  # contested, or confirmed
    DIFFERS = "differs"  # a value that other accounts have otherwise


class Run(NamedTuple):
    """Words of one role."""

    text: str
    role: Role = Role.PLAIN
    status: Status | None = None


Line = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Lines under a label: a side of a dispute, a field of an account."""

    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing on a sheet: its id to open it by, its sign, day and place in columns, and what is told of it."""

    lines: tuple[Line, ...]
    id: str = ""
    status: Status | None = None
    day: str = ""
    place: str = ""
    parts: tuple[Labelled, ...] = ()
    year: str = ""  # stands above the first entry of a year


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a sheet; ``note`` says at its end what is not shown."""

    title: str
    entries: tuple[Entry, ...]
    note: str = ""
    is_contested: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is shown at once: a title, a few lines under it, and the parts that have something to say."""

    title: str
    lines: tuple[Line, ...] = ()
    sections: tuple[Section, ...] = ()


def run(text: str, role: Role = Role.PLAIN, status: Status | None = None) -> Run:
    """Return words of a role that cannot steer what shows them."""
    return Run(printable(text), role, status)


def line(*runs: Run | str) -> Line:
    """Return a line of these runs, those without words left out."""
    made = (run(part) if isinstance(part, str) else part for part in runs)
    return tuple(one for one in made if one.text)


def plain_text(words: Line) -> str:
    """Return the words of a line alone."""
    return " ".join(one.text for one in words)
