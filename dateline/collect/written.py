"""What came of jobs, written to the record many at a time: the answers on the disk first, then the rows with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection

from dateline.evidence.keeping import Keeper
from dateline.intake.answer import Answer
from dateline.store.record import Record

_MOST_AT_ONCE, _MOST_BYTES = 200, 20_000_000  # results and bytes of answers in one transaction
_MOST_WAITING = 64  # results in memory; whoever brings more waits


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one job: ``note`` writes it, ``answers`` are kept with it; ``kind`` is what is counted."""

    note: Callable[[Connection], None]
    answers: tuple[tuple[Answer, int], ...] = ()
    kind: str = ""
    new: int = 0
    rest: timedelta | None = None  # the host wants to be left alone for so long
    said: str | None = None

    @property
    def size(self) -> int:
        """The bytes of its answers."""
        return sum(len(answer.last.payload) for answer, _ in self.answers)


class Writer:
    """Writes results in their order; ``kept`` is called once each is on the disk."""

    def __init__(self, record: Record, keeper: Keeper) -> None:
        self._record = record
        self._keeper = keeper
        self._waiting: asyncio.Queue[tuple[Result, Callable[[], None]] | None] = asyncio.Queue(_MOST_WAITING)

    async def put(self, result: Result, kept: Callable[[], None]) -> None:
        """Have a result written; waits while many are waiting."""
        await self._waiting.put((result, kept))

    async def end(self) -> None:
        """Have ``run`` end after what was put so far."""
        await self._waiting.put(None)

    async def run(self) -> None:
        """Write until the end is told."""
        is_over = False
        while not is_over:
            batch: list[tuple[Result, Callable[[], None]]] = []
            size = 0
            while len(batch) < _MOST_AT_ONCE and size < _MOST_BYTES:
                if batch and self._waiting.empty():
                    break
                one = await self._waiting.get()
                if one is None:
                    is_over = True
                    break
                batch.append(one)
                size += one[0].size
            if batch:
                await asyncio.to_thread(self._write, [result for result, _ in batch])
            for _, kept in batch:
                kept()

    def _write(self, results: Sequence[Result]) -> None:
        answers = [pair for result in results for pair in result.answers]

        def note(connection: Connection) -> None:
            for result in results:
                result.note(connection)

        if answers:
            self._keeper.keep(answers, also=lambda connection, _: note(connection))
        else:
            with self._record.writing() as connection:
                note(connection)
