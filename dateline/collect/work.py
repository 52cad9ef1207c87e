"""What all kinds of seeds work with, and what a seed brings when it is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from sqlalchemy import Connection

from dateline.errors import InputError
from dateline.evidence.keeping import Keeper
from dateline.intake.answer import Answer, Exchange
from dateline.intake.apart import Worker
from dateline.intake.fetched import media_type
from dateline.intake.listed import Entry
from dateline.intake.web import REPORTS, Fetcher, FetchError, Known, Limits, problem_of
from dateline.store.found import FoundState, NewFound, note_fetched
from dateline.store.record import Record

from .hosts import Hosts, host_of
from .pace import retry_after
from .robots import MAX_BYTES, Robots
from .settings import Clock, Settings

T = TypeVar("T")
FROM = "X-Dateline-From"
"""The header of what was kept without having been asked of its own address: a file, a message, a feed's text."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a seed brought: addresses, answers to be kept with the number of the address found, or a problem."""

    found: tuple[NewFound, ...] = ()
    answers: tuple[tuple[Answer, int], ...] = ()
    etag: str | None = None
    modified: str | None = None
    new: int = 0  # what is noted already
    problem: str | None = None
    rest: timedelta | None = None  # the site asks to be left alone for so long
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to be asked: a seed, or an address that was found."""

    is_seed: bool
    id: int
    host: str


class Work:
    """The tools of one collector: fetching with manners, reading lists apart, the record, and its evidence."""

    def __init__(
        self, record: Record, keeper: Keeper, fetcher: Fetcher, hosts: Hosts[Job], settings: Settings, clock: Clock
    ) -> None:
        self.record = record
        self.keeper = keeper
        self.hosts = hosts
        self.settings = settings
        self.clock = clock
        self._fetcher = fetcher
        self._robots = Robots(self._ask_for_robots, clock)
        self._worker = Worker()
        self._one_at_a_time = asyncio.Lock()

    def close(self) -> None:
        """End the process that reads lists."""
        self._worker.stop()

    async def ask(self, url: str, known: Known, accept: str = REPORTS, size: int | None = None) -> Answer:
        """Return what an address answers, asked as its robots.txt allows and no sooner; raises FetchError."""
        limits = Limits(self.settings.seconds, size or self.settings.page_bytes)
        return await self._fetcher.ask(url, limits, known, accept, self._before)

    async def list(self, kind: str, answer: Answer, name: str) -> tuple[list[Entry], str | None]:
        """Return what a feed or a sitemap tells of, and what is wrong with it."""
        of_type = answer.last.header("Content-Type") or media_type(answer.last) or ""

        def read() -> tuple[list[Entry], str | None]:
            entries, problem = [], None
            for one in self._worker.list(kind, name, answer.data, answer.url, of_type):
                if isinstance(one, InputError):
                    problem = f"{one.reason}; {one.remedy}"
                else:
                    entries.append(one)
            return entries, None if entries else problem

        async with self._one_at_a_time:
            return await asyncio.to_thread(read)

    def keep_now(self, answers: Sequence[tuple[Answer, int]]) -> int:
        """Keep answers that nothing is asked for again, with that they were fetched, and return how many."""
        at = self.clock()

        def note(connection: Connection, _: list[int]) -> None:
            for _answer, number in answers:
                note_fetched(connection, number, at, None, None, None, FoundState.FETCHED)

        self.keeper.keep(list(answers), also=note)
        return len(answers)

    async def of_record(self, asked: Callable[..., T], *arguments: object) -> T:
        """Return what a query of the record answers, asked in a thread."""

        def ask() -> T:
            with self.record.engine.connect() as connection:
                return asked(connection, *arguments)

        return await asyncio.to_thread(ask)

    async def to_record(self, written: Callable[..., T], *arguments: object) -> T:
        """Write to the record in a transaction of its own, and return what the writing returns."""

        def write() -> T:
            with self.record.writing() as connection:
                return written(connection, *arguments)

        return await asyncio.to_thread(write)

    async def _before(self, url: str) -> None:
        rules = await self._robots.rules(url)
        if not rules.allows(url):
            raise FetchError(url, "the site's robots.txt forbids it", "ask the site for leave", is_lasting=True)
        await self._turn(url, rules.delay_s)

    async def _ask_for_robots(self, url: str) -> Answer:
        limits = Limits(self.settings.seconds, MAX_BYTES * 20)
        try:
            return await self._fetcher.ask(url, limits, accept="text/plain,*/*;q=0.1", before=self._turn)
        finally:
            self.hosts.answered(host_of(url))

    async def _turn(self, url: str, delay_s: float = 0.0) -> None:
        try:
            await self.hosts.turn(host_of(url), delay_s)
        except TimeoutError:
            raise FetchError(url, "its site is still busy with others", "it is tried again later") from None


def refused(answer: Answer, clock: Clock) -> Brought | None:
    """Return what an answer means that is none: its problem and what the site asks for; None where it is one."""
    problem = problem_of(answer.last)
    if problem is None or answer.last.status == 304:
        return None
    return Brought(problem=problem, rest=rest_of(answer.last, clock), is_gone=answer.last.status == 410)


def rest_of(exchange: Exchange, clock: Clock) -> timedelta | None:
    """Return how long a site that is too busy asks to be left alone."""
    if exchange.status not in (429, 503):
        return None
    asked = retry_after(exchange.header("Retry-After"), clock())
    return asked if asked is not None else timedelta(minutes=5) if exchange.status == 429 else None


def kept_as(address: str, data: bytes, media_type: str | None, at: str, source: str) -> Answer:
    """Return what was not asked of its own address as an answer that can be kept; a header says where it is from."""
    headers = ((FROM, source), ("Content-Length", str(len(data))))
    typed = (("Content-Type", media_type), *headers) if media_type else headers
    last = Exchange(address, at, (), 200, "OK", "HTTP/1.1", typed, data)
    return Answer(last, (), data)
