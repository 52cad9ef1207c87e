"""Where the reading of an archive stands, so that a process that is lost over one page is followed by one behind it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Mark(NamedTuple):
    """The record that is read next: which file of the archive, where in it, and which one of a pack of several."""

    part: int
    offset: int
    number: int


class Going(StrEnum):
    """How reading goes on at a mark."""

    AT = "at"  # with its record
    BEHIND = "behind"  # with the record after it
    BEYOND = "beyond"  # with the next that is found by its first bytes: even passing this one over takes too long


class Resume(NamedTuple):
    """Where reading goes on, and how."""

    mark: Mark
    going: Going


def place_of(mark: Mark) -> str:
    """Return where a record is, in words: by its byte, since an address or a file name may tell who sent it."""
    within = f"file {mark.part + 1}, " if mark.part else ""
    return f"{within}record at byte {mark.offset:,}" + (f", number {mark.number + 1} of its pack" * bool(mark.number))


def resume_from(values: object) -> Resume | None:
    """Return what a request of the parent holds, None where reading begins at the beginning."""
    match values:
        case [int(part), int(offset), int(number), str(going)]:
            return Resume(Mark(part, offset, number), Going(going))
    return None
