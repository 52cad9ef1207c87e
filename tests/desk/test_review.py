"""The queue: what is judged leaves it, the next is there, what is taken back returns, two at once are told."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from dateline.store.history import history_of_record
from dateline.store.record import Record

from .forms import post, send, words

_ROW = re.compile(r'id="todo-(\d+)" tabindex')


def rows(page: str) -> list[int]:
    return [int(number) for number in _ROW.findall(page)]


def test_rows_say_why_they_stand_there(client: TestClient) -> None:
    page = client.get("/review").text
    assert len(rows(page)) > 3
    assert "accounts differ" in words(page)
    assert "killed" in words(page)


def test_parts_show_each_once(client: TestClient) -> None:
    page = client.get("/review").text
    seen = rows(page)
    while address := page.partition('class="more-rows" hx-get="')[2].partition('"')[0].replace("&amp;", "&"):
        page = client.get(address, headers={"hx-request": "true"}).text
        assert "<html" not in page
        seen += rows(page)
    assert len(seen) == len(set(seen)) > 10


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_what_is_judged_leaves_and_comes_back(client: TestClient, examples: Record, act: str) -> None:
    first = rows(client.get("/review").text)[0]
    answer = send(client, "/review", f"/review/{first}/{act}", part=True, why="so it is")
    made = history_of_record(examples)[-1]
    assert answer.status_code == 200
    assert f"decision {made.id}" in words(answer.text)
    assert rows(answer.text) == []
    page = client.get("/review").text
    assert first not in rows(page)
    back = post(client, page, f"/review/undo/{made.id}", part=True, why="no")
    assert len(rows(back.text)) == 1
    assert rows(back.text)[0] in rows(client.get("/review").text)


def test_merge_with_the_near_one_takes_both_out(client: TestClient, examples: Record) -> None:
    page = client.get("/review").text
    found = re.search(r'id="todo-(\d+)".*?name="near" value="(\d+)"', page, re.DOTALL)
    assert found is not None
    number, near = found[1], found[2]
    answer = post(client, page, f"/review/{number}/merge", part=True, why="one thing", near=near)
    assert answer.status_code == 200
    assert f'id="todo-{near}" hx-swap-oob="delete"' in answer.text
    assert history_of_record(examples)[-1].kind.value == "same"


@pytest.mark.parametrize(
    ("form", "fields"), [("correct", {"field": "status", "value": "possible"}), ("split", {"accounts": ""})]
)
def test_forms_come_into_the_row_and_are_sent_from_there(client: TestClient, form: str, fields: dict[str, str]) -> None:
    page = client.get("/review").text
    first = rows(page)[0]
    part = client.get(f"/review/{first}/{form}", headers={"hx-request": "true"}).text
    assert f'hx-post="/review/{first}/{form}"' in part
    assert "<html" not in part
    if form == "split":
        account = re.search(r'name="accounts" value="(\w+)"', part)
        assert account is not None
        fields = {"accounts": account[1]}
    answer = post(client, part, f"/review/{first}/{form}", part=True, why="so it is", **fields)
    assert answer.status_code == 200, words(answer.text)
    assert first not in rows(client.get("/review").text)


def test_without_a_script_the_forms_work_too(client: TestClient, examples: Record) -> None:
    first = rows(client.get("/review").text)[0]
    answer = send(client, "/review", f"/review/{first}/accept", why="fine")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    assert len(history_of_record(examples)) == 1
    answer = send(client, "/review", "/review/undo/1", why="no")
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")


def test_a_refused_decision_comes_back_in_the_row_with_what_was_typed(client: TestClient, examples: Record) -> None:
    first = rows(client.get("/review").text)[0]
    answer = send(
        client, "/review", f"/review/{first}/correct", part=True, why="typed", field="status", value="hapened"
    )
    assert answer.status_code == 422
    assert rows(answer.text) == [first]
    assert "Did you mean happened?" in words(answer.text)
    assert history_of_record(examples) == ()


def test_two_in_one_queue(anna: TestClient, ben: TestClient, examples: Record) -> None:
    seen_by_ben = ben.get("/review").text
    first, second = rows(seen_by_ben)[:2]
    send(anna, "/review", f"/review/{first}/accept", part=True, why="read by anna")
    assert first not in rows(anna.get("/review").text)
    refused = post(ben, seen_by_ben, f"/review/{first}/reject", part=True, why="read by ben")
    assert refused.status_code == 409
    assert "read by anna" in words(refused.text)
    assert rows(refused.text) == [first]
    assert post(ben, seen_by_ben, f"/review/{second}/accept", part=True, why="read by ben").status_code == 200
    assert len(history_of_record(examples)) == 2
    anyway = post(ben, refused.text, f"/review/{first}/reject", part=True, why="read by ben")
    assert anyway.status_code == 200


def test_what_somebody_left_out_meanwhile_is_told(
    anna: TestClient,
    ben: TestClient,
    examples: Record,
) -> None:
    seen_by_ben = ben.get("/review").text
    first = rows(seen_by_ben)[0]
    send(anna, "/review", f"/review/{first}/reject", part=True, why="misread")
    refused = post(ben, seen_by_ben, f"/review/{first}/accept", part=True, why="fine")
    assert refused.status_code == 409
    assert "misread" in words(refused.text)
    assert len(history_of_record(examples)) == 1


@pytest.mark.parametrize("query", ["after=x", "after=nan:3", "country=Atlantis", "since=soon"])
def test_what_cannot_be_asked_is_told(client: TestClient, query: str) -> None:
    assert client.get(f"/review?{query}").status_code == 422


def test_the_queue_is_narrowed(client: TestClient) -> None:
    every = rows(client.get("/review").text)
    narrowed = rows(client.get("/review?country=SDN&since=2025-10").text)
    assert narrowed
    assert narrowed != every
    assert "Nothing left to judge here" in client.get("/review?until=1990").text
