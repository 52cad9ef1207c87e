"""Search opens what a number or a name stands for, and finds the reports that hold words."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from dateline.desk.pages.search import marked
from dateline.store.record import Record
from dateline.store.schema import actor, event, statement
from dateline.store.schema_fused import dispute


def sent_to(client: TestClient, words: str) -> str | None:
    answer = client.get("/search", params={"q": words}, follow_redirects=False)
    return answer.headers["location"] if answer.status_code == 303 else None


def test_numbers_and_ids_lead_to_what_they_stand_for(client: TestClient, examples: Record) -> None:
    with examples.engine.connect() as connection:
        one = connection.execute(select(dispute)).first()
        told = connection.execute(select(event.c.report_id, event.c.local_id)).first()
        said = connection.execute(select(statement.c.report_id, statement.c.local_id)).first()
        who = connection.execute(select(actor).order_by(actor.c.id)).first()
    assert one is not None and told is not None and said is not None and who is not None
    wanted = [
        (f"{one.occurrence_id}", f"/occurrences/{one.occurrence_id}", "a number"),
        (f" #{one.occurrence_id} ", f"/occurrences/{one.occurrence_id}", "with its sign"),
        (f"d{one.id}", f"/occurrences/{one.occurrence_id}#dispute-{one.id}", "a dispute"),
        (f"r{told.report_id}", f"/reports/{told.report_id}", "a report"),
        (f"R{told.report_id}", f"/reports/{told.report_id}", "in a capital"),
        (f"r{told.report_id}{told.local_id}", f"/reports/{told.report_id}#r{told.report_id}{told.local_id}", "account"),
        (f"r{said.report_id}{said.local_id}", f"/reports/{said.report_id}#r{said.report_id}{said.local_id}", "words"),
        (f"a{who.id}", f"/actors/{who.id}", "an actor's number"),
        ("rapid support forces", None, "an actor's name in small letters"),
        ("RSF", None, "another of its names"),
    ]
    for words, address, why in wanted:
        found = sent_to(client, words)
        assert found == address if address else (found or "").startswith("/actors/"), why
    assert sent_to(client, "RSF") == sent_to(client, "Rapid Support Forces")


@pytest.mark.parametrize(
    "words", ["99999", "r99999", "r1e999", "d99999", "a99999", "a7e3", "99999999999", "hospital", "", "  "]
)
def test_what_is_not_there_is_searched_for(client: TestClient, words: str) -> None:
    answer = client.get("/search", params={"q": words}, follow_redirects=False)
    assert answer.status_code == 200 and "<h1>" in answer.text


def test_the_words_found_are_marked(client: TestClient) -> None:
    html = client.get("/search", params={"q": "hospital"}).text
    assert re.search(r"<mark>[Hh]ospital</mark>", html)
    assert re.search(r'href="/reports/\d+"', html)
    assert 'href="/occurrences?q=hospital"' in html


def test_a_name_can_be_searched_for_as_words(client: TestClient) -> None:
    html = client.get("/search", params={"q": "Rapid Support Forces", "words": "1"}).text
    assert "<mark>" in html


def test_near_names_are_offered(client: TestClient) -> None:
    html = unescape(client.get("/search", params={"q": "rapid supprt forces"}).text)
    assert "/search?q=" in html and "Actors:" in html
    html = unescape(client.get("/search", params={"q": "el fashir"}).text)
    assert "/occurrences?place=El+Fasher" in html


def test_nothing_found_says_what_to_try(client: TestClient) -> None:
    assert "No report of the record holds all of these words" in client.get("/search", params={"q": "zzyzx"}).text


@pytest.mark.parametrize(
    ("around", "parts", "why"),
    [
        ("a \x02b\x03 c", [("a ", False), ("b", True), (" c", False)], "in the middle"),
        ("\x02b\x03", [("b", True)], "all of it"),
        ("\x02a\x03\x02b\x03", [("a", True), ("b", True)], "side by side"),
        ("a", [("a", False)], "none"),
        ("", [], "nothing"),
        ("a \x02b", [("a ", False), ("b", False)], "cut off"),
    ],
)
def test_marks_part_a_text(around: str, parts: list[tuple[str, bool]], why: str) -> None:
    assert marked(around) == parts, why


def test_what_a_report_holds_is_escaped(client: TestClient) -> None:
    assert "<script>x" not in client.get("/search", params={"q": "<script>x</script>"}).text
