"""What verifying finds: what it is about, where, what is wrong; in ids and places alone, never a word of a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with something."""

    CHANGED = "changed"
    MISSING = "missing"
    MOVED = "out of its place"
    DOUBLED = "twice there"
    UNTIED = "without a link"
    UNTOLD = "told of by nothing"
    UNSIGNED = "wrongly signed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: ``what`` is "report 12", "link 40", "capture 7", "head 3" or a file.

    ``why`` says it in words; ``start`` and ``end`` are bytes of ``file``; ``reports`` are those that rest on it.
    """

    fault: Fault
    what: str
    why: str
    file: str | None = None
    start: int | None = None
    end: int | None = None
    reports: tuple[int, ...] = ()

    def __str__(self) -> str:
        """Return the finding as one line."""
        where = f", {self.file}" if self.file is not None and self.file != self.what else ""
        if self.start is not None:
            where += f", bytes {self.start} to {self.end}" if self.end is not None else f", byte {self.start}"
        of = f" (report {', '.join(str(number) for number in self.reports)})" if self.reports else ""
        return f"{self.what}{where}{of}: {self.fault.value}; {self.why}"


Found = Callable[[Finding], None]
"""Is given each finding as it comes up."""
