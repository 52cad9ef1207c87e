"""What every exporter shares: where it writes, what it lets out, what it counts; one way out for all formats."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, ClassVar, Self

from dateline.errors import UsageError
from dateline.record.choices import Status
from dateline.record.occurrence import Occurrence, Standing

Occurrences = Iterable[Occurrence]
WITHHELD = "withheld"  # the reason in a tally
Ring = Sequence[tuple[float, float]]  # longitude and latitude, the last point is the first
Polygons = Sequence[Sequence[Ring]]  # each polygon with its outer ring first
Outline = Callable[[str, str | None], Polygons | None]
"""Gives the polygons of a country (alpha-3), or of its province of this name; None or nothing where it has none."""
Protect = Callable[[Occurrence], Occurrence | None]
"""Gives an occurrence as it may leave, with fields withheld, or None where it is withheld whole."""


class Table(StrEnum):
    """The three tables of csv and parquet."""

    OCCURRENCES = "occurrences"
    ACCOUNTS = "accounts"
    DISPUTES = "disputes"


def let_through(occurrence: Occurrence) -> Occurrence:
    """Return an occurrence as it is: nothing is withheld."""
    return occurrence


def as_it_may_leave(occurrence: Occurrence, protect: Protect) -> Occurrence | None:
    """Return an occurrence as it may leave, None where it is withheld whole: every export and data frame asks here."""
    return protect(occurrence)


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may ask of an export; a format takes no notice of what does not concern it."""

    table: Table = Table.OCCURRENCES  # csv and parquet
    outline: Outline | None = None  # geojson
    protect: Protect = let_through  # every format


@dataclass(frozen=True, slots=True)
class Tally:
    """How many occurrences were written, and how many a format could not take, by the reason in words."""

    written: int
    left_out: Mapping[str, int] = field(default_factory=dict)


class Exporter(ABC):
    """Writes occurrences to a file in one format, one after the other.

    ``finish`` leaves a whole file, also after no occurrence at all. A path holds what it held before until then; a
    stream stays open. No format holds more than one occurrence at a time, but for the names it has already written
    where it wants each thing once.
    """

    suffix: ClassVar[str]

    def __init__(self, out: BinaryIO | Path, options: Options | None = None) -> None:
        self.options = options or Options()
        self._new_file = _NewFile(out) if isinstance(out, Path) else None
        self._out: BinaryIO = self._new_file.stream if self._new_file else out  # type: ignore[assignment]
        self._written = 0
        self._left_out: Counter[str] = Counter()
        self._finished = False
        self._begin()

    def write(self, occurrence: Occurrence) -> None:
        """Write an occurrence as it may leave; where the format cannot say it, count it with the reason."""
        kept = as_it_may_leave(occurrence, self.options.protect)
        if kept is None:
            self._left_out[WITHHELD] += 1
        elif (reason := self._unfit(kept)) is not None:
            self._left_out[reason] += 1
        else:
            self._put(kept)
            self._written += 1

    def finish(self) -> Tally:
        """Write what must stand at the end, once, and return how many were written."""
        if not self._finished:
            self._finished = True
            self._end()
            self._out.flush()
            if self._new_file:
                self._new_file.keep()
        return Tally(self._written, dict(sorted(self._left_out.items())))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self._break_off()
            if self._new_file:
                self._new_file.drop()

    @abstractmethod
    def _put(self, occurrence: Occurrence) -> None:
        """Write one occurrence that the format can take."""

    def _begin(self) -> None:  # noqa: B027  (most formats begin with their first row)
        """Write what stands before the first occurrence."""

    def _end(self) -> None:  # noqa: B027  (a table of lines has no end to write)
        """Write what stands after the last occurrence."""

    def _break_off(self) -> None:  # noqa: B027  (most formats hold nothing open)
        """Let go of what the format holds open, after an error."""

    def _unfit(self, occurrence: Occurrence) -> str | None:
        """Return why the format cannot take an occurrence, None where it can."""
        return None

    def _text(self, text: str) -> None:
        """Write a text as UTF-8; half a surrogate pair, which has no bytes, becomes a question mark."""
        self._out.write(text.encode("utf-8", "replace"))


def export_occurrences(
    occurrences: Occurrences, exporter: type[Exporter], out: BinaryIO | Path, options: Options | None = None
) -> Tally:
    """Write occurrences in one format and return how many were written, and how many left out."""
    with exporter(out, options) as export:
        for occurrence in occurrences:
            export.write(occurrence)
    return export.finish()


def untold_as_fact(occurrence: Occurrence) -> str | None:
    """Return why an occurrence has no place in a data set of what happened, None where somebody tells it as fact.

    Such data sets have no column for the status of an event: a plan, a demand or a denial would stand there as done.
    """
    if occurrence.standing in (Standing.DENIED, Standing.RETRACTED):
        return occurrence.standing.value
    if occurrence.summary.status not in (Status.HAPPENED, Status.ONGOING):
        return occurrence.summary.status.value
    return None


class _NewFile:
    """A file that stands under its name only once it is whole; what is no plain file, as a pipe, is written at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.part = path if path.exists() and not path.is_file() else path.with_name(f"{path.name}.part")
        try:
            self.stream: BinaryIO = self.part.open("wb")
        except OSError as error:
            why = error.strerror
            raise UsageError(f"{path}: cannot be written ({why}); name a file in a folder that exists") from error

    def keep(self) -> None:
        """Close the file and put it in its place."""
        self.stream.close()
        if self.part != self.path:
            self.part.replace(self.path)

    def drop(self) -> None:
        """Close the file and take it away."""
        self.stream.close()
        if self.part != self.path:
            self.part.unlink(missing_ok=True)
