"""Every page answers, over the examples and over an empty record."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.store.record import Record

PAGES = [
    "/",
    "/differ",
    "/review",
    "/reports",
    "/reports/failed",
    "/statements",
    "/statements/anonymous",
    "/add",
    "/occurrences",
    "/map",
    "/actors",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_examples(client: TestClient, page: str) -> None:
    answer = client.get(page)
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert 'id="sign-happened"' in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_page_says_how_to_fill_it(tmp_path: Path, page: str) -> None:
    with Record.open(str(tmp_path / "new.db")) as record:
        client = TestClient(make_app(record, Settings("new.db", single_user=True)), base_url="http://localhost")
        answer = client.get(page)
    assert answer.status_code == 200
    assert "dateline add" in answer.text or "/add" in answer.text


def test_another_name_is_not_answered(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
