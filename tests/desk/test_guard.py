"""Forged requests, foreign names, old forms: refused; what stands on every answer; what the log and the files of it keep."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from dateline.desk.formkeys import is_key_of, masked
from dateline.desk.guard import HEADERS
from dateline.desk.visitor import Role
from dateline.store.audits import entries
from dateline.store.record import Record
from dateline.store.schema_desk import session

from .forms import post, send
from .people import PASSWORD, browser, log_in, logged_in, person
from .walking import doors

_MAKE = {"login": "new", "role": "reader", "password": "some long password"}


@pytest.fixture
def empty(tmp_path):
    with Record.open(str(tmp_path / "new.db")) as record:
        yield record


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"sec-fetch-site": "cross-site"}, "a form of another site"),
        ({"sec-fetch-site": "same-site"}, "a neighbour under the same domain"),
        ({"origin": "http://evil.example"}, "an older browser says where it comes from"),
        ({"origin": "null"}, "from a frame in a sandbox"),
        ({"origin": "http://localhost:9999"}, "another program of this machine"),
        ({"origin": "http://localhost.evil.example"}, "a name that begins as ours does"),
    ],
)
def test_a_form_of_another_site_is_refused(empty: Record, headers: dict[str, str], why: str) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    boss.headers.update(headers)
    answer = send(boss, "/people", "/people", **_MAKE)
    assert answer.status_code == 403, why
    assert "another site" in answer.text


@pytest.mark.parametrize("headers", [{"origin": "http://localhost"}, {"sec-fetch-site": "same-origin"}, {}])
def test_a_form_of_our_own_is_taken(empty: Record, headers: dict[str, str]) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    boss.headers.update(headers)
    assert send(boss, "/people", "/people", **_MAKE).status_code == 303


@pytest.mark.parametrize(
    ("key", "why"),
    [
        (None, "no key"),
        ("", "an empty one"),
        ("00" * 32, "one that was made up"),
        ("zz", "no figures"),
        ("ü", "no letters that a key has"),
        ("x" * 100_000, "longer than what is looked at"),
    ],
)
def test_a_form_without_its_key_is_refused(empty: Record, key: str | None, why: str) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    fields = {**_MAKE, **({"form_key": key} if key is not None else {})}
    for way in ({"data": fields}, {"files": {name: (None, value) for name, value in fields.items()}}):
        answer = boss.post("/people", follow_redirects=False, **way)
        assert answer.status_code == 403, why
    assert "Send it once more" in answer.text


def test_a_key_of_another_session_is_refused(empty: Record) -> None:
    boss, reader = logged_in(empty, Role.ADMINISTRATOR), logged_in(empty, Role.READER)
    assert post(boss, reader.get("/people").text, "/people", **_MAKE).status_code == 403
    old = boss.get("/people").text
    log_in(browser(empty), "administrator")
    assert post(boss, old, "/people", **_MAKE).status_code == 303, "another browser changes nothing here"


def test_a_key_comes_in_a_header_and_in_a_form_with_files(empty: Record) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    shown = boss.get("/people").text
    key = re.search(r'name="form_key" value="([^"]+)"', shown)
    header = re.search(r'"X-Form-Key": "(\w+)"', shown)
    assert key is not None and header is not None
    assert (
        boss.post("/people", data=_MAKE, headers={"x-form-key": header[1]}, follow_redirects=False).status_code == 303
    )
    files = {"form_key": (None, key[1]), **{name: (None, value) for name, value in _MAKE.items()}}
    assert boss.post("/people", files=files, follow_redirects=False).status_code == 422, "taken, and the login is too"


def test_the_login_form_has_a_key_too(empty: Record) -> None:
    person(empty, Role.READER)
    fields = {"login": "reader", "password": PASSWORD}
    assert browser(empty).post("/login", data=fields, follow_redirects=False).status_code == 403
    stranger = browser(empty).get("/login").text
    assert post(browser(empty), stranger, "/login", **fields).status_code == 403, "another browser's form"


def test_a_key_is_another_on_each_page(empty: Record) -> None:
    client = logged_in(empty, Role.READER)
    keys = {key for _ in range(3) for key in re.findall(r'name="form_key" value="(\w+)"', client.get("/people").text)}
    assert len(keys) == 3
    with empty.engine.connect() as connection:
        secret = connection.scalars(select(session.c.form_key)).one()
    assert all(is_key_of(secret, key) and secret not in key for key in keys)
    assert not is_key_of("00" * 16, masked(secret))


def test_every_form_of_every_page_has_a_key(client: TestClient) -> None:
    class Forms(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.open: str | None = None
            self.without: list[str] = []

        def handle_starttag(self, tag, attrs):
            given = dict(attrs)
            if tag == "form" and given.get("method", "get").lower() == "post":
                self.open = given.get("action") or "here"
            elif tag == "input" and given.get("name") == "form_key" and len(given.get("value") or "") == 64:
                self.open = None

        def handle_endtag(self, tag):
            if tag == "form" and self.open is not None:
                self.without.append(self.open)
                self.open = None

    for door in doors(client.app):
        if door.method != "GET":
            continue
        answer = client.get(door.address({}))
        if answer.headers.get("content-type", "").startswith("text/html"):
            forms = Forms()
            forms.feed(answer.text)
            assert not forms.without, door.name


def test_a_form_of_a_session_that_is_over_leads_to_the_login(empty: Record) -> None:
    client = logged_in(empty, Role.READER)
    shown = client.get("/people").text
    client.cookies.clear()
    answer = post(client, shown, "/people/own/tokens", name="x")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io", "[::2]:80"])
def test_another_name_is_not_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:80", "[::1]"])
def test_its_own_names_are(client: TestClient, host: str) -> None:
    assert client.get("/people", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/login", "/nothing", "/static/nothing.css", "/api/v1/nothing"])
def test_every_answer_tells_browsers_what_to_hold_to(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "unsafe-inline" not in answer.headers["content-security-policy"].replace(
        "style-src-attr 'unsafe-inline'", ""
    )


def test_no_page_is_kept_by_a_browser(client: TestClient) -> None:
    assert client.get("/").headers["cache-control"] == "no-store"


def test_a_fault_tells_nothing_of_what_it_was_about(client: TestClient, caplog, monkeypatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the name of a source")

    monkeypatch.setattr("dateline.desk.pages.today.render", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.get("/")
    assert answer.status_code == 500
    assert "the name of a source" not in answer.text + caplog.text
    assert "RuntimeError" in caplog.text


def test_each_form_that_is_taken_stands_in_the_log(empty: Record) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    before = len(entries(empty))
    send(boss, "/people", "/people", **_MAKE)
    assert [one.what for one in entries(empty)][: len(entries(empty)) - before] == ["made a person"], "once"
    assert all("some long password" not in one.subject for one in entries(empty))
