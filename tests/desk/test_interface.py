"""The interface for programs: what it answers, what it refuses, and that nothing its description allows breaks it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from dateline.desk.app import make_app
from dateline.desk.interface.described import description
from dateline.store.record import Record

from .conftest import SINGLE

ATOM = "{http://www.w3.org/2005/Atom}"


def test_pages_of_a_list_hold_each_occurrence_once(client: TestClient) -> None:
    seen: list[int] = []
    after = ""
    while True:
        answer = client.get(f"/api/v1/occurrences?most=7{after}").json()
        seen += [line["id"] for line in answer["lines"]]
        if answer["after"] is None:
            break
        after = f"&after={answer['after']}"
    assert len(seen) == len(set(seen)) == client.get("/api/v1").json()["holds"]["occurrences"]


@pytest.mark.parametrize(
    ("asked", "status", "says"),
    [
        ("/occurrences/99999", 404, "no occurrence 99999"),
        ("/occurrences?country=Sudn", 422, "Did you mean Sudan"),
        ("/occurrences?after=zzz", 422, "cannot go on"),
        ("/occurrences?most=0", 422, "most"),
        ("/open/nobody at all", 422, "No actor"),
        ("/reports/99999", 404, "r99999"),
        ("/nowhere", 404, ""),
    ],
)
def test_what_goes_wrong_is_a_problem_with_what_to_do(client: TestClient, asked: str, status: int, says: str) -> None:
    answer = client.get(f"/api/v1{asked}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert answer.json()["status"] == status


def test_an_answer_that_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/occurrences")
    again = client.get("/api/v1/occurrences", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    number = first.json()["lines"][0]["id"]
    client.post(f"/api/v1/occurrences/{number}/correct", json={"field": "status", "value": "denied", "why": "read"})
    changed = client.get("/api/v1/occurrences", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200


def test_what_another_decided_since_is_told_and_nothing_is_overwritten(client: TestClient) -> None:
    number = client.get("/api/v1/occurrences").json()["lines"][0]["id"]
    where = f"/api/v1/occurrences/{number}"
    first = client.post(f"{where}/accept", json={"why": "read it", "seen": 0})
    assert first.status_code == 201
    second = client.post(f"{where}/reject", json={"why": "not there", "seen": 0})
    assert second.status_code == 409
    assert "read it" in second.json()["detail"]
    seen = client.get(f"{where}/decisions").json()[-1]["id"]
    assert client.post(f"{where}/reject", json={"why": "not there", "seen": seen}).status_code == 201
    newest = client.get("/api/v1/decisions?most=1").json()["items"][0]
    assert newest["kind"] == "reject"
    assert client.post(f"/api/v1/decisions/{newest['id']}/undo", json={"why": "too fast"}).status_code == 201


def test_a_report_is_given_in_and_read(client: TestClient) -> None:
    text = "KASSALA, Oct 14 - Shelling killed three people in Kassala on Tuesday, residents said."
    given = {"text": text, "title": "Shelling in Kassala", "outlet": "Sahel Line", "published": "2025-10-14"}
    answer = client.post("/api/v1/reports", json=given)
    assert answer.status_code == 202
    assert client.app.state.desk.adding.wait(120)  # type: ignore[attr-defined]
    told = client.get(f"/api/v1/jobs/{answer.json()['job']}").json()
    assert (told["stage"], told["failures"]) == ("done", 0)
    number = told["added"][0]["number"]
    assert client.get(f"/api/v1/reports/{number}").json()["line"]["outlet"] == "Sahel Line"
    assert client.post("/api/v1/reports", json={"text": " "}).status_code == 422


def test_a_form_of_another_site_cannot_decide(client: TestClient) -> None:
    number = client.get("/api/v1/occurrences").json()["lines"][0]["id"]
    body = '{"why": "x"}'
    for headers in (
        {"content-type": "text/plain"},
        {"content-type": "application/json", "origin": "http://evil.example"},
    ):
        answer = client.post(f"/api/v1/occurrences/{number}/accept", content=body, headers=headers)
        assert answer.status_code == 403
    assert client.get(f"/api/v1/occurrences/{number}/decisions").json() == []


def test_a_feed_is_what_changed_last_with_an_address_that_stays(client: TestClient) -> None:
    answer = client.get("/feeds/occurrences.atom?country=SDN")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = Xml.fromstring(answer.text)
    entries = feed.findall(f"{ATOM}entry")
    asked = client.get("/api/v1/occurrences?country=SDN&sort=changed").json()["lines"]
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [
        f"http://localhost/occurrences/{line['id']}" for line in asked
    ]
    assert all(entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}updated") for entry in entries)


def test_each_route_is_described_with_what_can_go_wrong() -> None:
    paths = description()["paths"]
    assert "/api/v1/occurrences/{number}/merge" in paths
    for path, methods in paths.items():
        for method, what in methods.items():
            assert what["description"], (path, method)
            assert {"401", "403", "422"} <= set(what["responses"]), (path, method)


@pytest.fixture(scope="module")
def described(examples_file: Path) -> schemathesis.openapi.OpenApiSchema:
    """Return the interface by its description, over a record that may be changed."""
    folder = tempfile.mkdtemp()
    path = Path(folder) / "examples.db"
    shutil.copy(examples_file, path)
    app = make_app(Record.open(str(path)), SINGLE)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "localhost"})
    return schema


def test_nothing_that_the_description_allows_breaks_it(described: schemathesis.openapi.OpenApiSchema) -> None:
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy())
        @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def run(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            case.headers = {**(case.headers or {}), "host": "localhost"}
            answer = case.call()
            case.validate_response(
                answer,
                checks=[schemathesis.checks.not_a_server_error, schemathesis.checks.response_schema_conformance],
            )

        run()
    assert asked > 100
