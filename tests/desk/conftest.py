"""A desk over the examples, asked in-process and as a real server on loopback."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, sync_playwright

import dateline
from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.store.record import Record

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
SINGLE = Settings(record_name="examples.db", single_user=True, is_fast=True)


@pytest.fixture(scope="session")
def examples_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of the examples, read by rules alone; copy it before anything is changed."""
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    with dateline.open_record(path) as record:
        dateline.add(record, EXAMPLES, fast=True)
    with Record.open(str(path)) as record, record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def examples(examples_file: Path, tmp_path: Path) -> Iterator[Record]:
    """Yield a record of the examples that a test may change."""
    path = tmp_path / "examples.db"
    shutil.copy(examples_file, path)
    with Record.open(str(path)) as record:
        yield record


@pytest.fixture
def client(examples: Record) -> Iterator[TestClient]:
    """Yield a client of a desk for one person over the examples."""
    with TestClient(make_app(examples, SINGLE), base_url="http://localhost") as client:
        yield client


@pytest.fixture
def serve(examples: Record) -> Iterator[Callable[..., str]]:
    """Yield what serves a desk over a record, the examples without one, on a free port, and returns its address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(record: Record | None = None, settings: Settings = SINGLE) -> str:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(make_app(record or examples, settings), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        running.append((server, thread))
        while not server.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(5)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield Chromium, as Debian or whoever else installed it; without one these tests are skipped, but not by CI."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing: apt-get install chromium")
        pytest.skip("needs Chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield an empty page of a browser without a past, which asks for nothing but what the desk serves."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(20_000)  # on a machine that is busy with other things
    outside: list[str] = []
    opened.on("request", lambda asked: outside.append(asked.url) if not _is_ours(asked.url) else None)
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    yield opened
    context.close()
    assert not outside, "a page asked somebody else"
    assert not [words for words in wrong if "status of 4" not in words], "a script, or what may run, failed"


def _is_ours(address: str) -> bool:
    return address.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:"))


@pytest.fixture
def anna(examples: Record) -> Iterator[TestClient]:
    """Yield a client of one person."""
    yield from _client(examples, "anna")


@pytest.fixture
def ben(examples: Record) -> Iterator[TestClient]:
    """Yield a client of another, over the same record."""
    yield from _client(examples, "ben")


def _client(record: Record, name: str) -> Iterator[TestClient]:
    settings = Settings(record_name="examples.db", single_user=True, user_name=name, is_fast=True)
    with TestClient(make_app(record, settings), base_url="http://localhost") as client:
        yield client
