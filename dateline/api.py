"""Inputs and records in, typed values out: what the command line does, for programs. No rule about the record is here.

What is asked with is written as on the command line: ``country="Sudan"``, ``since="2025-10"``. What cannot be read is
told by an UnreadWarning, or to ``failed``, and the rest is read.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from sqlalchemy import select

from dateline.errors import InputError, UsageError
from dateline.record.briefing import Briefing, Filter, Saying
from dateline.record.choices import SourceKind, Status
from dateline.record.occurrence import Occurrence, Standing
from dateline.store.record import Outcome, Record

if TYPE_CHECKING:
    from dateline.read.own import OwnLists
    from dateline.record.reading import Reading
    from dateline.record.report import Report
    from dateline.store.lookup import Opened

Inputs = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
"""A file, a folder, a web address or "-" for standard input; or several of them."""
Failed = Callable[[InputError], object]
"""Is told what could not be read."""
E = TypeVar("E", bound=StrEnum)

_PACKAGE = os.path.dirname(__file__) + os.sep
_TEXT_CHARS = 4096  # a path is no longer than this on any common system


class UnreadWarning(UserWarning):
    """An input could not be read; the message names it and what to do. The others are read."""


class GivenWords(TypedDict, total=False):
    """What you know of the reports; it holds for each of them and wins over what they say of themselves."""

    published: str | None
    outlet: str | None
    title: str | None
    url: str | None
    author: str | None
    agency: str | None
    language: str | None


class AskedWords(TypedDict, total=False):
    """Which part of the record is asked for, each word as ``dateline brief`` takes it."""

    actor: str | None
    place: str | None
    country: str | None
    type: str | None
    since: str | None
    until: str | None
    status: Status | str | None
    standing: Standing | str | None
    contested: bool
    words: str | None
    source_kind: SourceKind | str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many reports were added, were there already, were there by another reader, and could not be read."""

    added: int = 0
    known: int = 0
    read_anew: int = 0
    failed: int = 0


def read_inputs(
    inputs: Inputs,
    *,
    fast: bool = False,
    places: str | os.PathLike[str] | None = None,
    actors: str | os.PathLike[str] | None = None,
    failed: Failed | None = None,
    **given: Unpack[GivenWords],
) -> Iterator[Reading]:
    """Yield the reading of each report of the inputs, in their order, some read ahead at a time.

    ``fast`` leaves the learned reader out, ``places`` and ``actors`` are lists of your own, as CSV. Raises UsageError,
    before anything is read, where what is given cannot be meant.
    """
    from dateline.intake.inputs import open_inputs
    from dateline.intake.received import Given
    from dateline.read.own import read_own_lists

    opened = open_inputs(_listed(inputs), Given(**given))
    return _readings(opened, read_own_lists(places, actors), _is_fast(fast), failed or _warn)


def read_text(
    text: str,
    *,
    fast: bool = False,
    places: str | os.PathLike[str] | None = None,
    actors: str | os.PathLike[str] | None = None,
    **given: Unpack[GivenWords],
) -> Reading:
    """Return the reading of one report given as text, or Markdown; offsets are of this text.

    Raises InputError where it cannot be read: it is empty, or too long for one report.
    """
    from dateline.intake.inputs import open_inputs
    from dateline.intake.received import Given
    from dateline.intake.shape import make_report
    from dateline.intake.text import receive_text
    from dateline.read.own import read_own_lists

    of_report = Given(**given)
    next(open_inputs((), of_report), None)  # no inputs: only checks what is given
    if not text.strip():
        raise InputError("text", "it is empty", "give some text")
    report = make_report(receive_text(text), of_report, "text", "text")

    def fail(error: InputError) -> None:
        raise error

    return next(_readings(iter([report]), read_own_lists(places, actors), _is_fast(fast), fail))


def open_record(where: str | os.PathLike[str]) -> Record:
    """Return the record at a path or a PostgreSQL address, made where there is none; as a context it is closed.

    Raises RecordError where there is none to be had.
    """
    return Record.open(os.fspath(where))


def add(
    record: Record,
    inputs: Inputs,
    *,
    fast: bool = False,
    places: str | os.PathLike[str] | None = None,
    actors: str | os.PathLike[str] | None = None,
    failed: Failed | None = None,
    **given: Unpack[GivenWords],
) -> Counts:
    """Read the inputs as ``read_inputs`` does, keep them in the record, compare them, and return how many there were.

    Each report goes in whole or not at all; stopped, the same call goes on, and what is there is not read again.
    """
    from dateline.intake.inputs import open_inputs
    from dateline.intake.received import Given
    from dateline.read.own import read_own_lists
    from dateline.read.pipeline import reader_name

    rules_alone, tell = _is_fast(fast), failed or _warn
    reader = reader_name(rules_alone)
    outcomes: Counter[Outcome] = Counter()
    unread = 0

    def is_new(report: Report) -> bool:
        known = record.known(report, reader) is not None
        outcomes[Outcome.KNOWN] += known
        return not known

    def fail(error: InputError) -> None:
        nonlocal unread
        unread += 1
        name = f"{error.name}, {error.place}" if error.place else error.name
        record.fail(name, f"{error.reason}; {error.remedy}")
        tell(error)

    opened = open_inputs(_listed(inputs), Given(**given))
    try:
        for reading in _readings(opened, read_own_lists(places, actors), rules_alone, fail, is_new):
            outcomes[record.add(reading, reader).outcome] += 1
    finally:
        _fuse_waiting(record)  # also what was kept before it was stopped
    return Counts(outcomes[Outcome.ADDED], outcomes[Outcome.KNOWN], outcomes[Outcome.READ_ANEW], unread)


def occurrences(record: Record, **asked: Unpack[AskedWords]) -> Iterator[Occurrence]:
    """Yield the occurrences that are asked for, whole, all without a word; the earliest first.

    Raises UsageError, before the first, for a word that nothing is called by.
    """
    from dateline.store.matching import matching_occurrences

    wanted = make_filter(**asked)
    _fuse_waiting(record)
    return matching_occurrences(record, wanted)


def statements(record: Record) -> Iterator[Saying]:
    """Yield every statement of the record with its voice and the report that has it, the report added first first."""
    from dateline.store.asking import in_parts
    from dateline.store.lines import sayings
    from dateline.store.schema import report, statement

    with record.engine.connect() as connection:
        numbers = list(connection.scalars(select(report.c.id).order_by(report.c.id)))
        for part in in_parts(numbers):
            of_reports = select(statement).join(report, report.c.id == statement.c.report_id)
            of_reports = of_reports.where(report.c.id.in_(part)).order_by(report.c.id, statement.c.id)
            yield from sayings(connection, of_reports)


def brief(record: Record, *, most: int = 12, **asked: Unpack[AskedWords]) -> Briefing:
    """Return what the record holds at a glance, with at most so many entries of each part.

    Raises UsageError for a word that nothing is called by.
    """
    from dateline.store.brief import make_briefing

    wanted = make_filter(**asked)
    _fuse_waiting(record)
    return make_briefing(record, _name_of(record), wanted, most)


def brief_markdown(briefing: Briefing) -> str:
    """Return a brief as Markdown, as ``dateline brief --format markdown`` writes it."""
    from dateline.show.record_brief import brief_sheet
    from dateline.show.sheet_markdown import sheet_markdown

    return sheet_markdown(brief_sheet(briefing))


def open_name(record: Record, name: str | int) -> Opened:
    """Return what a number of the record, or an actor's name, stands for, with all that stands behind it.

    "43" or "#43" is an occurrence, "r9" a report, "r9e3" and "r9s2" what it tells and says, "d4" a dispute, "a7" an
    actor. Raises UsageError, with what to do, where there is none.
    """
    from dateline.show.asked import actor_names
    from dateline.store import lookup

    _fuse_waiting(record)
    return lookup.open_name(record, str(name), actor_names(str(name)))


def make_filter(
    *,
    actor: str | None = None,
    place: str | None = None,
    country: str | None = None,
    type: str | None = None,
    since: str | None = None,
    until: str | None = None,
    status: Status | str | None = None,
    standing: Standing | str | None = None,
    contested: bool = False,
    words: str | None = None,
    source_kind: SourceKind | str | None = None,
) -> Filter:
    """Return the filter that these words ask for; raises UsageError, with the nearest, for one that says nothing."""
    from dateline.show.asked import actor_names, country_code, country_of, day_asked, event_type, last_day_asked

    of_place = country_of(place) if place else None
    return Filter(
        actor=actor_names(actor) if actor else (),
        place=(place,) if place and of_place is None else (),
        country=country_code(country) if country else of_place,
        type=event_type(type) if type else None,
        since=day_asked(since, "since") if since else None,
        until=last_day_asked(until, "until") if until else None,
        status=_chosen(Status, status, "status") if status else None,
        standing=_chosen(Standing, standing, "standing") if standing else None,
        contested=contested,
        words=words.strip() or None if words else None,
        source_kind=_chosen(SourceKind, source_kind, "source kind") if source_kind else None,
    )


def _readings(
    opened: Iterable[Report | InputError],
    own: OwnLists,
    fast: bool,
    failed: Failed,
    is_wanted: Callable[[Report], bool] = lambda _: True,
) -> Iterator[Reading]:
    from dateline.read.pipeline import ReadingFailed, read_reports

    def reports() -> Iterator[Report]:
        for item in opened:
            if isinstance(item, InputError):
                failed(item)
            elif is_wanted(item):
                yield item

    for result in read_reports(reports(), own=own, fast=fast):
        if isinstance(result, ReadingFailed):
            failed(InputError(result.report.id, result.reason, "the other reports are read"))
        else:
            yield result


def _listed(inputs: Inputs) -> list[str]:
    """Return inputs as ``open_inputs`` takes them; raises UsageError for a text, which must not end up in messages."""
    several = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    names = [os.fspath(one) for one in several]
    if any("\n" in name or len(name) > _TEXT_CHARS for name in names):
        raise UsageError("An input is a text where the name of a file is meant; give a text to read_text.")
    return names


def _is_fast(asked: bool) -> bool:
    """Tell whether rules alone shall read; where the encoder is asked for and missing, warn."""
    from dateline.read.statements.learned.weights import has_weights

    if asked or has_weights():
        return asked
    told = "the learned reader's weights are missing, rules alone read; install dateline again"
    warnings.warn(told, RuntimeWarning, stacklevel=_level())
    return True


def _warn(error: InputError) -> None:
    from dateline.show.words import printable

    warnings.warn(printable(str(error)), UnreadWarning, stacklevel=_level())


def _level() -> int:
    """Return how many calls up the caller's caller left the package, so that a warning names the user's own line."""
    frame, level = sys._getframe(1), 1
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame, level = frame.f_back, level + 1
    return level


def _fuse_waiting(record: Record) -> None:
    from dateline.store.brief import count_waiting
    from dateline.store.fusing import Fuser

    if count_waiting(record) is not None:
        Fuser(record).fuse()


def _name_of(record: Record) -> str:
    url = record.engine.url
    if url.get_backend_name() == "sqlite":
        return Path(url.database or "").name
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def _chosen(choices: type[E], asked: str, word: str) -> E:
    try:
        return choices(asked)
    except ValueError:
        there = ", ".join(choice.value for choice in choices)
        raise UsageError(f"{word}: {asked!r} is not one of the choices. They are: {there}.") from None
