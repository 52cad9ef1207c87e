"""What visitors give in, job by job read and kept by one thread of the desk; how far each is, and stopping it, out.

Jobs are kept in memory. Where the desk is stopped, what was added stays, and what was not yet read is given once more.
"""

from __future__ import annotations

import atexit
import secrets
import shutil
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from dateline.errors import DatelineError, InputError
from dateline.intake.received import Given
from dateline.record.report import Report
from dateline.show.words import counted, printable, shorten
from dateline.store.audits import Who
from dateline.store.record import Added, Outcome, Record
from dateline.store.sheltering import add_sheltered

from .errors import NotThereError
from .visitor import Visitor

MEGABYTE = 1_000_000
MAX_FILES = 300  # of one submission; more are better given to ``dateline add`` as a folder
MAX_BYTES = 300 * MEGABYTE  # of one submission, all files together
MAX_WAITING = 20  # jobs in the queue, of everybody
_KEPT = 60  # jobs that are done and can still be looked at
_LISTED = 200  # reports and failures of a job that are listed; the others are counted
_AT_ONCE = 4  # reports that the reader takes together: so often is told how far it is, and so soon it stops
_FOLDERS: set[Path] = set()
NEUTRAL = "received"  # what a file is called whose sender is protected


class BusyError(DatelineError):
    """The queue is full; wait until a job is done and give it in again."""


class Stage(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    READING = "reading"
    COMPARING = "comparing"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


OVER = frozenset({Stage.DONE, Stage.STOPPED, Stage.BROKEN})


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody gave in: paths and addresses, what was said of them, and what each is called.

    ``title`` and ``names`` are shown and kept, so no protected source stands in them. ``shelter`` says why whoever sent
    it is protected, None where nobody is. ``places`` is a list of places for this reading alone.
    """

    title: str
    inputs: tuple[str, ...]
    given: Given = field(repr=False, default=Given())
    names: dict[str, str] = field(repr=False, default_factory=dict)
    folder: Path | None = None
    shelter: str | None = None
    places: Path | None = None


@dataclass(frozen=True, slots=True)
class AddedLine:
    """A report that a job added, or that was there already."""

    number: int
    headline: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class FailedLine:
    """An input that could not be read: why, and what to do."""

    name: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is at one moment; ``total`` is None where it can only be told at the end."""

    id: str
    title: str
    stage: Stage
    at: str
    total: int | None
    outcomes: dict[Outcome, int]
    failures: int
    added: tuple[AddedLine, ...]
    failed: tuple[FailedLine, ...]
    problem: str
    ahead: int

    @property
    def read(self) -> int:
        """How many inputs are done with, whatever became of them."""
        return sum(self.outcomes.values()) + self.failures

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done."""
        return self.stage in OVER


class _Job:
    """One submission on its way."""

    def __init__(self, submission: Submission, visitor: Visitor) -> None:
        self.id = secrets.token_hex(8)
        self.owner = _owner(visitor)
        self.who = Who(visitor.name, visitor.person)
        self.submission: Submission | None = submission
        self.title = submission.title
        self.at = datetime.now(UTC).isoformat(timespec="seconds")
        self.stop = threading.Event()
        self.stage = Stage.WAITING
        self.total: int | None = None
        self.outcomes: dict[Outcome, int] = {}
        self.failures = 0
        self.added: list[AddedLine] = []
        self.failed: list[FailedLine] = []
        self.problem = ""

    def progress(self, ahead: int) -> Progress:
        return Progress(
            self.id,
            self.title,
            self.stage,
            self.at,
            self.total,
            dict(self.outcomes),
            self.failures,
            tuple(self.added),
            tuple(self.failed),
            self.problem,
            ahead,
        )


class Adding:
    """The queue of what is given in at one desk, and the thread that works it off; there is none while it is empty."""

    def __init__(self, record: Record, fuse: Callable[[], int], is_fast: bool) -> None:
        self._record = record
        self._fuse = fuse
        self._is_fast = is_fast
        self._lock = threading.Lock()
        self._waiting: deque[_Job] = deque()
        self._jobs: dict[str, _Job] = {}
        self._thread: threading.Thread | None = None

    def submit(self, visitor: Visitor, submission: Submission) -> Progress:
        """Put a submission in the queue; raises BusyError where that is full."""
        job = _Job(submission, visitor)
        with self._lock:
            if len(self._waiting) >= MAX_WAITING:
                discard(submission.folder)
                raise BusyError(f"{MAX_WAITING} jobs wait already; give it in again when one is done.")
            self._waiting.append(job)
            self._jobs[job.id] = job
            over = [one.id for one in self._jobs.values() if one.stage in OVER]
            for old in over[: max(len(over) - _KEPT, 0)]:
                del self._jobs[old]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
        return self.job(visitor, job.id)

    @property
    def has_jobs(self) -> bool:
        """Whether anything was submitted since the desk was started that is still told of."""
        with self._lock:
            return bool(self._jobs)

    def jobs(self, visitor: Visitor) -> list[Progress]:
        """Return the jobs of a visitor, the newest first."""
        with self._lock:
            own = [job for job in self._jobs.values() if job.owner == _owner(visitor)]
            return [job.progress(self._ahead(job)) for job in reversed(own)]

    def job(self, visitor: Visitor, id_: str) -> Progress:
        """Return how far a job of a visitor is; raises NotThereError where it is not known any more."""
        with self._lock:
            job = self._own(visitor, id_)
            return job.progress(self._ahead(job))

    def stop(self, visitor: Visitor, id_: str) -> Progress:
        """Stop a job: what it has added stays, the rest is not read."""
        with self._lock:
            job = self._own(visitor, id_)
            job.stop.set()
            return job.progress(self._ahead(job))

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being worked on; False where it takes longer."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return thread is None or not thread.is_alive()

    def _own(self, visitor: Visitor, id_: str) -> _Job:
        job = self._jobs.get(id_)
        if job is None or job.owner != _owner(visitor):
            raise NotThereError(
                "This job is not known any more: the desk was started anew, or it is long done. What it added is kept; "
                "what is missing, add again."
            )
        return job

    def _ahead(self, job: _Job) -> int:
        return self._waiting.index(job) + (self._thread is not None) if job in self._waiting else 0

    # The thread

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                job = self._waiting.popleft()
                job.stage = Stage.READING
            submission = job.submission
            assert submission is not None  # until it is worked on
            try:
                self._read(job, submission)
                job.stage = Stage.COMPARING
                self._fuse()
                job.stage = Stage.STOPPED if job.stop.is_set() else Stage.DONE
            except DatelineError as error:
                self._break(job, str(error))
            except Exception as error:  # its words may be those of a source: only its kind is told
                self._break(job, f"A fault of the desk ({type(error).__name__}); what was added is kept.")
            finally:
                job.submission = None  # what was said of the reports is needed no more
                discard(submission.folder)

    def _break(self, job: _Job, words: str) -> None:
        job.problem = words
        job.stage = Stage.BROKEN

    def _read(self, job: _Job, submission: Submission) -> None:
        from dateline.intake.inputs import count_inputs, open_inputs
        from dateline.read.own import read_own_lists
        from dateline.read.pipeline import ReadingFailed, read_reports, reader_name
        from dateline.read.statements.learned.weights import has_weights

        fast = self._is_fast or not has_weights()
        reader = reader_name(fast)
        job.total = count_inputs(list(submission.inputs))
        own = read_own_lists(submission.places, None)

        def new() -> Iterator[Report]:
            for item in open_inputs(list(submission.inputs), submission.given):
                if job.stop.is_set():
                    return
                if isinstance(item, InputError):
                    self._fail(job, submission, item)
                elif submission.shelter is None and (number := self._record.known(item, reader)) is not None:
                    _note(job, Added(number, Outcome.KNOWN), item)
                else:
                    yield item

        for result in read_reports(new(), _AT_ONCE, own, fast):
            if job.stop.is_set():
                return
            if isinstance(result, ReadingFailed):
                remedy = "the others are read; look whether it is a report in English"
                self._fail(job, submission, InputError(result.report.id, result.reason, remedy))
            elif submission.shelter is not None:
                _note(job, add_sheltered(self._record, result, reader, job.who, submission.shelter), result.report)
            else:
                _note(job, self._record.add(result, reader), result.report)

    def _fail(self, job: _Job, submission: Submission, error: InputError) -> None:
        name = submission.names.get(error.name, error.name if submission.shelter is None else NEUTRAL)
        name = f"{name}, {error.place}" if error.place else name
        self._record.fail(name, f"{error.reason}; {error.remedy}")
        job.failures += 1
        if len(job.failed) < _LISTED:
            job.failed.append(FailedLine(printable(name), printable(error.reason), printable(error.remedy)))


def _note(job: _Job, added: Added, report: Report) -> None:
    job.outcomes[added.outcome] = job.outcomes.get(added.outcome, 0) + 1
    if len(job.added) < _LISTED:
        body = report.quote(report.body)
        job.added.append(AddedLine(added.id, shorten(report.title or body[:400], 120), added.outcome))


def _owner(visitor: Visitor) -> tuple[int | None, str]:
    return visitor.person, visitor.name if visitor.person is None else ""


# Files


def make_folder() -> Path:
    """Return a new folder that nobody else can read, gone at the latest when the desk is."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-"))
    _FOLDERS.add(folder)
    return folder


def discard(folder: Path | None) -> None:
    """Remove a folder with all that is in it."""
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
        _FOLDERS.discard(folder)


@atexit.register
def _discard_all() -> None:
    for folder in tuple(_FOLDERS):
        discard(folder)


def place_for(folder: Path, number: int, name: str, is_sheltered: bool) -> tuple[Path, str]:
    """Return where a file goes that somebody gave, and what it is called; neutral where its sender is protected."""
    plain = printable(name.replace("\\", "/").rpartition("/")[2]).strip(". ") or "file"
    suffix = Path(plain).suffix[:12]
    if is_sheltered:
        plain = f"{NEUTRAL}-{number}{suffix.lower()}"
    stem = "".join(c for c in Path(plain).stem if c not in '/\\:*?"<>|')[:100] or "file"
    within = folder / str(number)
    within.mkdir()
    return within / f"{stem}{suffix}", plain


def files_words(count: int) -> str:
    """Return what a job with files is called."""
    return counted(count, "file")


def written(text: str, given: Given, title: str, shelter: str | None, places: str | None = None) -> Submission:
    """Return a text as a submission, on the disk like any other."""
    folder = make_folder()
    path = folder / f"{title.replace(' ', '-')}.txt"
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    listed = None
    if places is not None:
        listed = folder / "places.csv"
        listed.write_text(places, encoding="utf-8")
    return Submission(title, (str(path),), given, {str(path): title}, folder, shelter, listed)
