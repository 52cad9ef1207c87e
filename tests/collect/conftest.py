"""A server that answers as told, a record with its evidence folder, and a collector over both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from dateline.collect.collector import Collector, Tally
from dateline.collect.settings import Settings
from dateline.evidence.keeping import Keeper
from dateline.intake.reach import VARIABLE
from dateline.store.collecting import NewSeed, Seed, SeedKind, add_seeds, seeds_of
from dateline.store.record import Record
from dateline.store.schema import report
from dateline.store.schema_collecting import capture, found
from tests.apart import run_apart

from .server import Site, running

BEGAN = datetime(2026, 5, 8, 7, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def running_site() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def site(running_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return the server with no page on it; it may be reached."""
    monkeypatch.setenv(VARIABLE, "127.0.0.0/8")
    running_site.pages.clear()
    running_site.asked.clear()
    return running_site


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "record.db")) as opened:
        yield opened


class Desk:
    """A record that is collected for, with a clock that is set by hand."""

    def __init__(self, record: Record, folder: Path) -> None:
        self.record = record
        self.folder = folder
        self.at = BEGAN
        self.told: list[str] = []
        self.fused = 0

    def later(self, **by: float) -> None:
        """Put the clock on."""
        self.at += timedelta(**by)

    def add(self, kind: SeedKind, address: str, **more: object) -> None:
        """Keep something in view."""
        add_seeds(self.record, [NewSeed(kind, address, **{"every_s": 900, **more})], self.at)  # type: ignore[arg-type]

    def run(self, **settings: object) -> Tally:
        """Collect once all that is due."""

        async def run() -> Tally:
            with Keeper(self.record, self.folder) as keeper:
                collector = Collector(
                    self.record,
                    keeper,
                    Settings(**{"gap_s": 0.0, "patience_s": 0.0, "seconds": 5.0, "is_fast": True, **settings}),  # type: ignore[arg-type]
                    clock=lambda: self.at,
                    after_fusing=self._fused,
                    failed=lambda name, reason: self.told.append(f"{name}: {reason}"),
                )
                return await collector.run(once=True)

        return run_apart(run())

    def reports(self) -> list[Row[Any]]:
        """Return the reports of the record, in the order in which they were added."""
        with self.record.engine.connect() as connection:
            return list(connection.execute(select(report).order_by(report.c.id)))

    def seed(self) -> Seed:
        """Return the one seed."""
        with self.record.engine.connect() as connection:
            (one,) = seeds_of(connection)
        return one

    def found(self) -> dict[str, Row[Any]]:
        """Return what was found, by the last part of its address."""
        with self.record.engine.connect() as connection:
            return {row.address.rpartition("/")[2]: row for row in connection.execute(select(found))}

    def captures(self) -> int:
        """Return how many answers are kept, each read back as it was."""
        with self.record.engine.connect() as connection:
            numbers = list(connection.scalars(select(capture.c.id)))
        with Keeper(self.record, self.folder) as keeper:
            for number in numbers:
                keeper.read(number)
        return len(numbers)

    def _fused(self) -> None:
        self.fused += 1


@pytest.fixture
def desk(record: Record, tmp_path: Path) -> Desk:
    return Desk(record, tmp_path / "evidence")
