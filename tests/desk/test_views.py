"""Saved views: kept for oneself or for all, led to by an address, seen and taken away by those who may."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from fastapi.testclient import TestClient

from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.desk.visitor import Role
from dateline.errors import UsageError
from dateline.store import views as store
from dateline.store.audits import Who
from dateline.store.people import add_person
from dateline.store.record import Record
from dateline.store.views import save_view, saved_views, take_view_away

from .forms import post, send

PASSWORD = "seven grey herons at dusk"
Enter = Callable[[str], TestClient]


@pytest.fixture
def enter(examples: Record) -> Enter:
    """Return what logs a person in, by role, at a desk for several."""
    app = make_app(examples, Settings("examples.db"))
    for role in Role:
        add_person(examples, Who("test"), role.value, role.value, PASSWORD)

    def log_in(role: str) -> TestClient:
        client = TestClient(app, base_url="http://localhost")
        answer = send(client, "/login", "/login", login=role, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        return client

    return log_in


def names(client: TestClient, page: str = "/occurrences") -> list[str]:
    """Return the names of the views that a page lists."""
    found = re.search(r'<ul class="views">(.*?)</ul>', client.get(page).text, re.S)
    return [unescape(name) for name in re.findall(r'<a href="[^"]*">([^<]+)</a>', found[1])] if found else []


def test_a_view_is_kept_and_leads_back(client: TestClient) -> None:
    asked = "/occurrences?country=Sudan&standing=contested&sort=killed"
    shown = client.get(asked).text
    query = re.search(r'name="query" value="([^"]*)"', shown)
    assert query is not None
    answer = post(client, shown, "/views", name="  Sudan,  contested ", query=unescape(query[1]))
    assert answer.status_code == 303
    again = client.get(answer.headers["location"]).text
    assert re.findall(r'id="o(\d+)"', again) == re.findall(r'id="o(\d+)"', shown) != []
    assert 'value="killed" selected' in again
    assert names(client) == names(client, "/") == ["Sudan, contested"]


def test_nothing_but_what_is_asked_is_kept(client: TestClient, examples: Record) -> None:
    send(client, "/occurrences", "/views", name="a", query="country=Sudan&after=xx&note=my+source&page=2")
    (view,) = saved_views(examples, None)
    assert view.address == "/occurrences?country=Sudan"


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"name": " ", "query": ""}, 422, "no name"),
        ({"name": "n" * 81, "query": ""}, 422, "too long a name"),
        ({"name": "a", "query": "country=Sudann"}, 422, "a filter that cannot be meant"),
        ({"name": "a", "query": "", "page": "//evil.example"}, 422, "no page of ours"),
    ],
)
def test_what_cannot_be_kept_is_told(client: TestClient, fields: dict[str, str], status: int, why: str) -> None:
    assert post(client, client.get("/occurrences").text, "/views", **fields).status_code == status, why
    assert names(client) == []


def test_a_view_is_ones_own_or_for_all(enter: Enter) -> None:
    analyst, reader = enter("analyst"), enter("reader")
    send(analyst, "/occurrences", "/views", name="mine", query="country=Sudan")
    send(analyst, "/occurrences", "/views", name="ours", query="country=Syria", for_all="true")
    send(reader, "/occurrences", "/views", name="hers", query="")
    assert names(analyst) == ["mine", "ours"]
    assert names(reader) == ["hers", "ours"]
    refused = send(reader, "/occurrences", "/views", name="all", query="", for_all="true")
    assert refused.status_code == 403


def test_a_view_is_taken_away_by_those_who_may(enter: Enter, examples: Record) -> None:
    analyst, reader, editor = enter("analyst"), enter("reader"), enter("editor")
    send(analyst, "/occurrences", "/views", name="mine", query="")
    send(analyst, "/occurrences", "/views", name="ours", query="", for_all="true")
    (ours,) = saved_views(examples, None)
    mine = next(one for one in saved_views(examples, 2) if one.person is not None)
    for client, number in ((reader, ours.id), (reader, mine.id), (editor, mine.id)):
        assert send(client, "/occurrences", f"/views/{number}/delete").status_code == 404
    assert send(editor, "/occurrences", f"/views/{ours.id}/delete").status_code == 303
    assert send(analyst, "/occurrences", f"/views/{mine.id}/delete").status_code == 303
    assert names(analyst) == []


def test_a_name_stands_for_one_view(client: TestClient, examples: Record) -> None:
    first = save_view(examples, None, "a", "/occurrences", "country=Sudan")
    assert save_view(examples, None, "a", "/occurrences", "country=Syria") == first
    (view,) = saved_views(examples, None)
    assert view.query == "country=Syria"
    assert take_view_away(examples, first, None, may_all=True)
    assert not take_view_away(examples, first, None, may_all=True)


def test_there_are_so_many_views_and_no_more(examples: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_MOST", 2)
    for name in ("a", "b"):
        save_view(examples, None, name, "/occurrences", "")
    with pytest.raises(UsageError, match="take one away"):
        save_view(examples, None, "c", "/occurrences", "")
    save_view(examples, None, "b", "/occurrences", "country=Sudan")
