"""Captures that wait to be read to reports of the record, fused; a hostile one costs itself alone.

Each report goes in by one transaction with the mark that its capture is read, so that a process killed anywhere reads
on where it was, and reads nothing twice.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, StatementError

from dateline.errors import InputError
from dateline.evidence.errors import EvidenceError
from dateline.evidence.keeping import Keeper
from dateline.intake.answer import Answer
from dateline.intake.apart import Worker
from dateline.intake.fetched import read_answer
from dateline.intake.inputs import stem_of_url
from dateline.intake.received import Given, Received
from dateline.intake.shape import make_report
from dateline.read.own import NONE_OWN, OwnLists
from dateline.read.pipeline import ReadingFailed, read_reports, reader_name
from dateline.record.reading import Reading
from dateline.record.report import Report
from dateline.store.captures import Unread, mark_read, unread_captures
from dateline.store.chain import tie_report
from dateline.store.found import note_read
from dateline.store.fusing import Fuser
from dateline.store.record import Added, Outcome, Record

from .work import FROM

_AT_ONCE = 32  # captures, as many as are parsed together
Failed = Callable[[str, str], None]
"""Is told of what could not be read: its name and why."""


@dataclass(slots=True)
class Read:
    """How many captures were read, and what came of their texts."""

    captures: int = 0
    added: int = 0
    versions: int = 0  # of these, reports at an address that said something else before
    same: int = 0  # as before, or in the record already
    failed: int = 0


@dataclass(slots=True)
class _Open:
    """A capture that is being read: its reports under way, and what is known of it so far."""

    capture: Unread
    digest: str | None = None
    problem: str | None = None
    under_way: int = 0
    is_whole: bool = False


class CaptureReader:
    """Reads the captures of one record; a context, in which the process that parses pages is kept."""

    def __init__(
        self,
        record: Record,
        keeper: Keeper,
        is_fast: bool,
        own: OwnLists = NONE_OWN,
        failed: Failed | None = None,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._record = record
        self._keeper = keeper
        self._is_fast = is_fast
        self._own = own
        self._reader = reader_name(is_fast)
        self._failed = failed
        self._is_stopped = is_stopped
        self._worker = Worker()
        self._fuser = Fuser(record)

    def close(self) -> None:
        """End the process that parses pages."""
        self._worker.stop()

    def read_some(self) -> Read:
        """Read some captures that wait, fuse what they brought, and return how many there were; none is the end."""
        done = Read()
        with self._record.engine.connect() as connection:
            waiting = unread_captures(connection, _AT_ONCE)
        under_way: deque[tuple[_Open, Report]] = deque()
        for result in read_reports(self._reports(waiting, under_way, done), own=self._own, fast=self._is_fast):
            one, report = under_way.popleft()
            one.under_way -= 1
            if isinstance(result, ReadingFailed):
                self._fail(one, report.id, f"{result.reason}; the other reports are read", done)
                self._close_if_done(one, done)
            else:
                self._add(one, result, done)
            if self._is_stopped():
                return done
        if done.added:
            self._fuser.fuse()
        return done

    def _reports(self, waiting: list[Unread], under_way: deque[tuple[_Open, Report]], done: Read) -> Iterator[Report]:
        for capture in waiting:
            if self._is_stopped():
                return
            one = _Open(capture)
            before: Report | None = None
            for report in self._texts(one, done):
                if before is not None:
                    one.under_way += 1
                    under_way.append((one, before))
                    yield before
                before = report
            one.is_whole = True
            if before is not None:
                one.under_way += 1
                under_way.append((one, before))
                yield before
            else:
                self._close_if_done(one, done)

    def _texts(self, one: _Open, done: Read) -> Iterator[Report]:
        """Yield the reports of a capture that are not in the record, of a single text only if it changed."""
        first: Report | None = None
        number = 0
        for number, report in enumerate(self._opened(one, done), 1):
            if number == 1:
                first = report
                continue
            if first is not None:
                yield from self._new(one, first, done)
                first = None
            yield from self._new(one, report, done)
        if number == 1 and first is not None:
            one.digest = digest_of_text(first)
            if one.digest == one.capture.digest:
                done.same += 1
            else:
                yield from self._new(one, first, done)

    def _new(self, one: _Open, report: Report, done: Read) -> Iterator[Report]:
        known = self._record.known(report, self._reader)
        if known is None:
            yield report
            return
        done.same += 1
        with self._record.writing() as connection:
            tie_report(connection, one.capture.id, known)

    def _opened(self, one: _Open, done: Read) -> Iterator[Report]:
        capture = one.capture
        try:
            answer = self._keeper.read(capture.id)
        except EvidenceError as error:
            if not self._keeper.folder.is_dir():  # all of it is away, which nothing here has to answer for
                raise
            self._fail(one, capture.address, str(error), done)
            return
        for row in read_answer(self._worker, answer, capture.address):
            if isinstance(row, InputError):
                self._fail(one, row.name, f"{row.reason}; {row.remedy}", done)
                continue
            report = make_report(
                _told(row, capture, answer), Given(), capture.address, row.id or stem_of_url(capture.address)
            )
            if isinstance(report, InputError):
                self._fail(one, report.name, f"{report.reason}; {report.remedy}", done)
            else:
                yield report

    def _add(self, one: _Open, reading: Reading, done: Read) -> None:
        is_last = one.is_whole and one.under_way == 0

        def also(connection: Connection, added: Added) -> None:
            tie_report(connection, one.capture.id, added.id)
            if is_last:
                _mark(connection, one)

        try:
            added = self._record.add(reading, self._reader, also)
        except (DataError, StatementError, UnicodeError, ValueError) as error:  # words that the database does not take
            self._fail(one, reading.report.id, f"it cannot be kept ({type(error).__name__}); save its text", done)
            self._close_if_done(one, done)
            return
        done.added += added.outcome is Outcome.ADDED
        done.versions += added.outcome is Outcome.ADDED and one.capture.digest is not None
        done.same += added.outcome is Outcome.KNOWN
        done.captures += is_last

    def _close_if_done(self, one: _Open, done: Read) -> None:
        if not one.is_whole or one.under_way:
            return
        with self._record.writing() as connection:
            _mark(connection, one)
        done.captures += 1

    def _fail(self, one: _Open, name: str, reason: str, done: Read) -> None:
        done.failed += 1
        one.problem = reason
        self._record.fail(name, reason)
        if self._failed is not None:
            self._failed(name, reason)


def digest_of_text(report: Report) -> str:
    """Return what tells whether a page says something else than before: SHA-256 of its headline and its body."""
    words = f"{report.title or ''}\n{report.quote(report.body)}"
    return hashlib.sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()


def _mark(connection: Connection, one: _Open) -> None:
    mark_read(connection, one.capture.id)
    if one.capture.found_id is not None:
        note_read(connection, one.capture.found_id, one.digest, one.problem)


def _told(row: Received, capture: Unread, answer: Answer) -> Received:
    """Return a text with what its feed and the user say of it, where it does not say so itself."""
    told = capture.told
    return replace(
        row,
        url=capture.address if answer.last.header(FROM) == "feed" else row.url,
        title=row.title or told.title,
        outlet=row.outlet or capture.outlet or told.outlet,
        authors=row.authors or told.authors,
        published=row.published or (None if row.dated else told.published),
        language=row.language or told.language,
    )
