"""The collector: all that is in view asked when it is due, what it tells of fetched, kept and read; one loop.

Its whole state is in the record: what is due stands there, and a result is written in one transaction with what is
due next. Stopped or killed anywhere it goes on from there. In memory are some jobs, some answers and the rules of some
sites, each with a bound, so that memory does not grow with what is in view.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from dateline.errors import DatelineError
from dateline.evidence.keeping import Keeper
from dateline.intake.web import Fetcher, FetchError
from dateline.store.captures import count_unread
from dateline.store.collecting import Asked, Seed, SeedKind, defer_seed, due_seeds, get_seed, note_asked
from dateline.store.found import defer_found, due_found, get_found, note_found, note_not_fetched
from dateline.store.record import Record

from .feed import ask_feed
from .fetching import fetch_found
from .folder import ask_folder
from .hosts import Hosts, host_of
from .mailbox import ask_mailbox
from .pace import backoff, is_dead, next_pace, next_try, spread
from .page import ask_page
from .reading import CaptureReader, Failed, Read
from .settings import Clock, Settings, now
from .sitemap import ask_sitemap
from .work import Brought, Job, Work
from .written import Result, Writer

_KINDS: dict[SeedKind, Callable[[Seed, Work], Awaitable[Brought]]] = {
    SeedKind.FEED: ask_feed,
    SeedKind.SITEMAP: ask_sitemap,
    SeedKind.PAGE: ask_page,
    SeedKind.FOLDER: ask_folder,
    SeedKind.MAILBOX: ask_mailbox,
}
_TICK_S = 1.0  # how often the record is looked at for what is due


@dataclass(slots=True)
class Tally:
    """What the collector has done so far, and what is under way."""

    asked: int = 0  # seeds
    failing: int = 0  # of these, asked in vain
    told: int = 0  # addresses that are new
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0  # addresses to be tried again
    given_up: int = 0
    captures: int = 0  # read
    added: int = 0
    versions: int = 0
    unreadable: int = 0
    at_work: int = 0


class Collector:
    """Collects for one record.

    ``told`` is called about once a second; from other threads ``after_fusing`` whenever reports were fused, ``failed``
    for what could not be read, and ``dead`` for a seed that seems to be dead, once, with what is wrong with it.
    """

    def __init__(
        self,
        record: Record,
        keeper: Keeper,
        settings: Settings | None = None,
        clock: Clock = now,
        told: Callable[[Tally], None] = lambda _: None,
        after_fusing: Callable[[], None] = lambda: None,
        failed: Failed | None = None,
        dead: Callable[[Seed, str], None] = lambda _, __: None,
    ) -> None:
        self.tally = Tally()
        self._record = record
        self._keeper = keeper
        self._settings = settings or Settings()
        self._clock = clock
        self._told = told
        self._after_fusing = after_fusing
        self._failed = failed
        self._dead = dead
        self._is_stopped = False
        self._is_ending = False
        self._is_over = False  # nothing more will be fetched
        self._at_work: set[tuple[bool, int]] = set()
        self._done_since: set[tuple[bool, int]] = set()  # since the record was last asked for what is due
        self._hosts: Hosts[Job] = Hosts(self._settings.gap_s, self._settings.most_in_line, self._settings.patience_s)
        self._wake = asyncio.Event()
        self._wake_reader = asyncio.Event()
        self._slots = asyncio.Semaphore(self._settings.slots)

    def stop(self) -> None:
        """Have the collector end soon and in order; of its loop's thread, as from a signal's handler."""
        self._is_stopped = True
        self._wake.set()
        self._wake_reader.set()

    def end(self) -> None:
        """Have the collector fetch nothing more, and end when all that was kept is read; of its loop's thread."""
        self._is_ending = True
        self._wake.set()

    async def run(self, once: bool = False) -> Tally:
        """Collect until it is stopped, or until nothing more is due, and return what was done."""
        writer = Writer(self._record, self._keeper)
        async with Fetcher() as fetcher:
            work = Work(self._record, self._keeper, fetcher, self._hosts, self._settings, self._clock)
            jobs: set[asyncio.Task[None]] = set()
            writing = asyncio.create_task(writer.run())
            reading = asyncio.create_task(self._read()) if self._settings.reads else None
            asking = asyncio.create_task(self._hand_out(work, writer, jobs))
            looking = asyncio.create_task(self._look(writer, once))
            try:
                await _first_of(looking, writing, asking, *([reading] if reading is not None else []))
                self._is_over = True
                asking.cancel()
                await _let_end(jobs, self._settings.ending_s)
                await writer.end()
                await writing
                self._wake_reader.set()
                if reading is not None:
                    await reading
            finally:
                self._is_stopped = self._is_over = True
                self._wake_reader.set()
                for task in (looking, asking, *jobs, writing):
                    task.cancel()
                await asyncio.gather(looking, asking, *jobs, writing, return_exceptions=True)
                if reading is not None:
                    await asyncio.gather(reading, return_exceptions=True)
                work.close()
        self._tell()
        return self.tally

    async def _look(self, writer: Writer, once: bool) -> None:
        """Take up what is due, some at a time, until it is over."""
        began = self._clock()
        while not self._is_stopped and not self._is_ending:
            self._wake.clear()
            is_more = len(self._at_work) < self._settings.most_at_hand // 2
            if is_more:
                is_more = await self._take_up(writer, began if once else None)
            if once and not self._at_work and not is_more and not await self._is_due_soon(began):
                return
            self._tell()
            if not is_more:
                await _wait(self._wake, _TICK_S)

    async def _take_up(self, writer: Writer, began: datetime | None) -> bool:
        """Put what is due into its lines, and return whether there was any."""
        most = self._settings.most_at_hand
        clock = self._clock()

        def due() -> list[tuple[bool, int, str]]:
            with self._record.engine.connect() as connection:
                seeds = due_seeds(connection, began or clock, most)
                found = due_found(connection, clock, most)
            return [(True, *one) for one in seeds] + [(False, *one) for one in found]

        taken = 0
        later: list[tuple[Job, datetime]] = []
        self._done_since.clear()
        for is_seed, number, address in await asyncio.to_thread(due):
            if (is_seed, number) in self._at_work or len(self._at_work) >= most:
                continue
            if (is_seed, number) in self._done_since:  # it was due when we looked, and is no more
                continue
            job = Job(is_seed, number, host_of(address))
            self._at_work.add((is_seed, number))
            taken += 1
            wait = self._hosts.put(job.host, job)
            if wait is not None:
                later.append((job, clock + timedelta(seconds=wait)))
        await self._defer(writer, later)
        return taken > 0

    async def _is_due_soon(self, began: datetime) -> bool:
        """Tell whether something is due within the time that ``--once`` waits for; wait a little if so."""
        soon = self._clock() + timedelta(seconds=self._settings.patience_s)

        def look() -> bool:
            with self._record.engine.connect() as connection:
                return bool(due_seeds(connection, began, 1) or due_found(connection, soon, 1))

        return await asyncio.to_thread(look)

    async def _hand_out(self, work: Work, writer: Writer, jobs: set[asyncio.Task[None]]) -> None:
        """Start the next job of a free host whenever a slot is free."""
        while True:
            await self._slots.acquire()
            host, job = await self._hosts.next()
            task = asyncio.create_task(self._do(job, host, work, writer))
            jobs.add(task)
            task.add_done_callback(jobs.discard)

    async def _do(self, job: Job, host: str, work: Work, writer: Writer) -> None:
        try:
            result = await (self._ask_seed(job.id, work) if job.is_seed else self._fetch(job.id, work))
            if result.rest is not None:
                self._hosts.rest(host, result.rest.total_seconds())
            await writer.put(result, lambda: self._is_kept(job, result))
        finally:
            self._slots.release()
            self._hosts.done(host)
            clock = self._clock()
            later = [(one, clock + timedelta(seconds=wait)) for one, wait in self._hosts.trim(host)]
            await self._defer(writer, later)

    async def _ask_seed(self, number: int, work: Work) -> Result:
        seed = await work.of_record(get_seed, number)
        if seed is None or seed.is_paused:
            return Result(lambda _: None)
        try:
            brought = await _KINDS[seed.kind](seed, work)
        except FetchError as error:
            brought = Brought(problem=error.reason)
        except DatelineError as error:
            brought = Brought(problem=str(error))
        except Exception as error:  # one seed must not end the others; what it was is told
            brought = Brought(problem=f"it could not be looked at ({type(error).__name__})")
        clock = self._clock()
        has_failed = brought.problem is not None and not brought.new

        def note(connection: Connection) -> None:
            new = brought.new + note_found(connection, seed.id, brought.found, clock)
            asked = asked_of(seed, brought, new, clock)
            note_asked(connection, asked)
            self.tally.told += new
            if asked.dead_since is not None and seed.dead_since is None:
                self._dead(seed, asked.problem or "")

        return Result(note, brought.answers, kind="failing" if has_failed else "asked", rest=brought.rest)

    async def _fetch(self, number: int, work: Work) -> Result:
        one = await work.of_record(get_found, number)
        if one is None:
            return Result(lambda _: None)
        try:
            return await fetch_found(one, work)
        except Exception as error:
            problem = f"it could not be fetched ({type(error).__name__})"
            clock, wait = self._clock(), next_try(one.tries + 1, one.address)
            due = clock + wait if wait is not None else None
            return Result(
                lambda connection: note_not_fetched(connection, one.id, clock, problem, due, is_given_up=wait is None),
                kind="failed",
            )

    async def _defer(self, writer: Writer, later: list[tuple[Job, datetime]]) -> None:
        """Send jobs back to the record, to be taken up when their host has time."""
        if not later:
            return

        def note(connection: Connection) -> None:
            for job, until in later:
                (defer_seed if job.is_seed else defer_found)(connection, job.id, until)

        def kept() -> None:
            for job, _ in later:
                self._is_done(job)

        await writer.put(Result(note), kept)

    def _is_kept(self, job: Job, result: Result) -> None:
        self._is_done(job)
        tally = self.tally
        tally.asked += result.kind in ("asked", "failing")
        tally.failing += result.kind == "failing"
        tally.fetched += len(result.answers)
        tally.unchanged += result.kind == "unchanged"
        tally.failed += result.kind == "failed"
        tally.given_up += result.kind == "given up"
        tally.told += result.new
        if result.answers:
            self._wake_reader.set()
        if len(self._at_work) in (0, self._settings.most_at_hand // 2 - 1):  # not for each: looking takes a query
            self._wake.set()

    def _is_done(self, job: Job) -> None:
        self._at_work.discard((job.is_seed, job.id))
        self._done_since.add((job.is_seed, job.id))

    async def _read(self) -> None:
        """Read what was kept, in a thread, until nothing more will be and all is read."""
        reader = CaptureReader(
            self._record,
            self._keeper,
            self._settings.is_fast,
            failed=self._failed,
            is_stopped=lambda: self._is_stopped,
        )
        try:
            while True:
                is_last = self._is_over
                self._wake_reader.clear()
                done = await asyncio.to_thread(reader.read_some)
                self._count(done)
                if done.added:
                    await asyncio.to_thread(self._after_fusing)
                if self._is_stopped:
                    return
                if done.captures or done.failed:
                    continue
                if is_last:
                    return
                await _wait(self._wake_reader, 10 * _TICK_S)
        finally:
            reader.close()

    def _count(self, done: Read) -> None:
        self.tally.captures += done.captures
        self.tally.added += done.added
        self.tally.versions += done.versions
        self.tally.unreadable += done.failed

    def _tell(self) -> None:
        self.tally.at_work = len(self._at_work)
        self._told(replace(self.tally))


def asked_of(seed: Seed, brought: Brought, new: int, clock: datetime) -> Asked:
    """Return what is written of a seed that was asked: when it is asked next, and whether it seems dead."""
    if brought.problem is None:
        pace = next_pace(seed.every_s, seed.pace_s, new > 0)
        etag, modified = brought.etag, brought.modified
        due = clock + spread(pace, f"{seed.address} {clock:%Y-%m-%dT%H}")
        return Asked(seed.id, clock, due, pace, etag=etag, modified=modified, has_brought=new > 0)
    failures = seed.failures + 1
    pace = seed.pace_s or seed.every_s
    due = clock + max(backoff(max(pace, seed.every_s), failures, seed.address), brought.rest or timedelta())
    is_over = brought.is_gone or is_dead(failures, seed.answered_at or seed.made_at, clock)
    return Asked(
        seed.id,
        clock,
        due,
        pace,
        failures,
        brought.problem,
        dead_since=seed.dead_since or (clock if is_over else None),
        etag=brought.etag or seed.etag,
        modified=brought.modified or seed.modified,
        has_brought=new > 0,
    )


async def _first_of(*tasks: asyncio.Task[None]) -> None:
    """Wait until one of these tasks ends, and raise what ended it."""
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()


async def _let_end(tasks: set[asyncio.Task[None]], seconds: float) -> None:
    """Give tasks some time to end, then end them."""
    if tasks:
        _, left = await asyncio.wait(tasks, timeout=seconds)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def waiting_to_be_read(record: Record) -> int:
    """Return how many captures wait to be read."""
    with record.engine.connect() as connection:
        return count_unread(connection)
