"""Every way into the desk, for every role and for nobody: what a route needs decides, and a route says what it needs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from dateline.desk.formkeys import masked
from dateline.desk.visitor import MAY, May, Role
from dateline.store.people import people_of
from dateline.store.record import Record
from dateline.store.sessions import begin_session, session_of

from .people import browser, person
from .walking import Door, doors

# Ways that are open to all, each with why.
OPEN = {
    "GET /static/{name}": "scripts and styles, which hold nothing of the record",
    "GET /login": "who is not logged in has to get there",
    "POST /login": "likewise",
    "POST /logout": "who is not logged in is sent to the login",
}
# Forms that a reader may send: what they change is the reader's own.
HARMLESS = {
    "POST /looked": "since when what is new is new",
    "POST /views": "a view kept under a name, for oneself",
    "POST /views/{number}/delete": "likewise",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Record, TestClient]]:
    with Record.open(str(tmp_path_factory.mktemp("roles") / "r.db")) as record:
        for role in Role:
            person(record, role)
        yield record, browser(record)


def _ask(desk: tuple[Record, TestClient], door: Door, role: Role | None) -> Response:
    """Return the answer to a request of somebody who has just logged in, with a good form and nothing in it."""
    record, client = desk
    client.cookies.clear()
    headers = {}
    if role is not None:
        number = next(one.id for one in people_of(record) if one.login == role.value)
        secret = begin_session(record, number)
        session = session_of(record, secret)
        assert session is not None
        client.cookies.set("dateline", secret)
        headers["X-Form-Key"] = masked(session.form_key)
    return client.request(door.method, door.address({"name": "nothing"}), headers=headers, follow_redirects=False)


def _is_denied(answer: Response) -> bool:
    is_page = answer.status_code == 403 and (
        "This needs the right" in answer.text or "This is for a person" in answer.text
    )
    return is_page or answer.status_code == 401 or answer.headers.get("location", "").startswith("/login")


def test_every_way_says_what_it_needs(desk: tuple[Record, TestClient]) -> None:
    unsaid = {door.name for door in doors(desk[1].app) if not door.needs} - set(OPEN)
    assert not unsaid, "give it Depends(Needs(May.X)), or say in OPEN why it is open to all"
    assert set(OPEN) <= {door.name for door in doors(desk[1].app)}


def test_every_change_needs_more_than_to_read(desk: tuple[Record, TestClient]) -> None:
    own = {door.name for door in doors(desk[1].app) if door.is_own}
    reading = {
        door.name
        for door in doors(desk[1].app)
        if door.method != "GET" and door.name not in OPEN and door.needs <= {May.READ}
    }
    assert reading - own <= set(HARMLESS), "a reader changes nothing but what is the reader's own"


@pytest.mark.parametrize("role", [None, *Role])
def test_a_role_gets_where_it_may_and_nowhere_else(desk: tuple[Record, TestClient], role: Role | None) -> None:
    wrong = []
    for door in doors(desk[1].app):
        if door.name in OPEN:
            continue
        may = role is not None and door.needs <= MAY[role]
        answer = _ask(desk, door, role)
        assert answer.status_code != 500, door.name
        if _is_denied(answer) is may:
            wrong.append((door.name, answer.status_code))
        if not may:
            assert answer.status_code in (303, 401, 403), door.name
    assert not wrong


@pytest.mark.parametrize("role", list(Role))
def test_what_a_role_may_is_written_once(role: Role) -> None:
    assert May.READ in MAY[role]
    assert (May.ADMINISTER in MAY[role]) == (role is Role.ADMINISTRATOR)
    assert (May.PROTECT in MAY[role]) == (role is Role.STEWARD), "who makes people does not see protected sources"


def test_a_page_that_is_not_there_needs_a_login_too(desk: tuple[Record, TestClient]) -> None:
    client = desk[1]
    client.cookies.clear()
    assert client.get("/nothing/here", follow_redirects=False).status_code == 404
    assert client.get("/openapi.json", follow_redirects=False).status_code == 404
