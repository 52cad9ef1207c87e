"""A small record with evidence and a signed head, in a file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from dateline.evidence.findings import Finding
from dateline.evidence.sealing import seal
from dateline.evidence.verifying import Trust, Verified, verify
from dateline.store.record import Record

from ..store.conftest import server, server_record  # noqa: F401  (fixtures)
from .making import fill


@dataclass(frozen=True, slots=True)
class Desk:
    """A record, its evidence folder and the file of its key."""

    record: Record
    folder: Path
    key: Path

    def verify(self, trust: Trust | None = None) -> tuple[list[Finding], Verified]:
        """Return what verifying finds and what it says."""
        found: list[Finding] = []
        return found, verify(self.record, self.folder, found.append, trust)

    def wrong(self) -> set[str]:
        """Return the names of what is wrong."""
        return {one.what for one in self.verify()[0]}


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file of an empty record: to copy it is quicker than to make its tables."""
    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record.open(str(path)).engine.dispose()
    return path


@pytest.fixture
def record(empty: Path, tmp_path: Path) -> Iterator[Record]:
    """Yield an empty record in a file."""
    shutil.copy(empty, tmp_path / "record.db")
    with Record.open(str(tmp_path / "record.db")) as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a record of four reports, two of them with captures, and a decision, sealed once."""
    folder = tmp_path_factory.mktemp("filled")
    with Record.open(str(folder / "record.db")) as record:
        fill(record, folder / "record.db.evidence")
        seal(record, folder / "record.db.key")
        with record.engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Iterator[Desk]:
    """Yield a copy of that record, to be changed."""
    shutil.copytree(filled, tmp_path, dirs_exist_ok=True)
    with Record.open(str(tmp_path / "record.db")) as record:
        yield Desk(record, tmp_path / "record.db.evidence", tmp_path / "record.db.key")
