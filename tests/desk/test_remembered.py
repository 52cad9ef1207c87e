"""A page is given again while nothing was written, to the same browser alone, and never after something was."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from dateline.bench.synthetic import readings
from dateline.desk import rendering
from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.store.fusing import Fuser
from dateline.store.record import Record

_KEY = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the templates that are rendered from here on."""
    seen: list[str] = []
    environment = rendering.environment()
    get = environment.get_template

    def keep(name: str, *others: Any) -> Any:
        if not others or others[0] is None:  # asked for by itself, not by another template
            seen.append(name)
        return get(name, *others)

    monkeypatch.setattr(environment, "get_template", keep)
    return seen


def test_a_page_is_made_once_and_its_forms_have_a_key_of_their_own_each_time(
    client: TestClient, made: list[str]
) -> None:
    first, again = client.get("/").text, client.get("/").text
    assert made == ["today.html"]
    assert _KEY.findall(first) != _KEY.findall(again)
    assert _KEY.sub("", first) == _KEY.sub("", again)
    key = _KEY.findall(again)[0]
    answer = client.post("/looked", data={"form_key": key, "until": "2025-01-01T00:00:00"}, follow_redirects=False)
    assert answer.status_code == 303  # the key of a page that was given again is good


def test_what_is_decided_shows_at_once(client: TestClient, made: list[str]) -> None:
    number = client.get("/api/v1/occurrences").json()["lines"][0]["id"]
    page = f"/occurrences/{number}"
    client.get(page)
    client.post(f"/api/v1/occurrences/{number}/correct", json={"field": "place", "value": "Kassala", "why": "read it"})
    assert "Kassala" in client.get(page).text
    assert made.count("occurrence.html") == 2


@pytest.mark.parametrize(
    "headers", [{"hx-request": "true"}, {"cookie": "dateline=other"}, {"authorization": "Bearer x"}]
)
def test_another_asker_gets_a_page_of_its_own(client: TestClient, made: list[str], headers: dict[str, str]) -> None:
    client.get("/")
    client.get("/", headers=headers)
    assert made == ["today.html", "today.html"]


def test_an_address_that_went_wrong_is_looked_at_again(client: TestClient, made: list[str]) -> None:
    for _ in range(2):
        assert client.get("/occurrences/99999").status_code == 404
    assert len(made) == 2


def test_two_that_ask_at_once_get_the_same_page(tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "r.db")) as record:
        for one in readings(10):
            record.add(one, "test")
        Fuser(record).fuse()
        app = make_app(record, Settings("r", single_user=True))
        with TestClient(app, base_url="http://localhost") as client, ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: client.get("/occurrences"), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({_KEY.sub("", answer.text) for answer in answers}) == 1
