"""People: made, let in, locked out, given roles; their browsers and tokens; the log of it; the command line."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from dateline.cli import all_commands
from dateline.desk.pages.login import own_path
from dateline.desk.settings import Settings
from dateline.desk.visitor import Role
from dateline.errors import DatelineError
from dateline.store import attempts
from dateline.store.audits import entries
from dateline.store.moments import moment
from dateline.store.passwords import WeakPasswordError, hash_password, is_password
from dateline.store.people import add_person, change_role, people_of, switch
from dateline.store.record import Record
from dateline.store.schema_desk import attempt, session, token
from dateline.store.schema_desk import person as person_table

from .forms import post, send, words
from .people import PASSWORD, SEVERAL, WHO, browser, log_in, logged_in, person

SECURE = Settings(record_name="examples.db", is_secure=True)


@pytest.fixture
def empty(tmp_path):
    with Record.open(str(tmp_path / "new.db")) as record:
        yield record


# Passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "twelve letters"),
        ("aaaaaaaaaaaaaaa", "one letter"),
        ("monamonamona", "the login again and again"),
        ("x" * 2000, "its work would be the sender's to choose"),
    ],
)
def test_a_password_that_is_guessed_is_not_taken(password: str, why: str) -> None:
    with pytest.raises(WeakPasswordError):
        hash_password(password, "mona")


def test_a_hash_is_argon2id_and_holds_no_password() -> None:
    hashed = hash_password("four words that stand apart", "mona")
    assert hashed.startswith("$argon2id$")
    assert "four" not in hashed
    assert is_password("four words that stand apart", hashed)
    assert not is_password("four words that stand apart ", hashed)
    assert not is_password("four words that stand apart", None)


def test_one_password_however_a_keyboard_composes_it() -> None:
    assert is_password("cafe\u0301 au lait, froid", hash_password("caf\u00e9 au lait, froid", "mona"))


# Logging in


def test_nobody_sees_a_page_without_a_login(empty: Record) -> None:
    client = browser(empty)
    answer = client.get("/people?x=1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login?next=/people%3Fx%3D1"
    assert client.get("/", headers={"hx-request": "true"}, follow_redirects=False).headers["hx-redirect"] == "/login"


def test_whoever_logs_in_goes_on_to_where_they_wanted_to(empty: Record) -> None:
    client = browser(empty)
    person(empty, Role.READER)
    answer = send(client, "/login", "/login", login=" Reader ", password=PASSWORD, next="/people")
    assert (answer.status_code, answer.headers["location"]) == (303, "/people")
    assert "Log out" in client.get("/people").text
    left = send(client, "/people", "/logout")
    assert left.headers["location"] == "/login"
    assert client.get("/people", follow_redirects=False).status_code == 303


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/occurrences?country=SDN", "/occurrences?country=SDN"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/ok\r\nSet-Cookie: a=b", "/"),
        ("/login?next=/login", "/"),
        ("", "/"),
        ("/" + "a" * 3000, "/"),
    ],
)
def test_only_own_addresses_follow_a_login(wanted: str, path: str) -> None:
    assert own_path(wanted) == path


@pytest.mark.parametrize("settings", [SEVERAL, SECURE], ids=["http", "https"])
def test_the_cookie_is_for_this_desk_alone(empty: Record, settings: Settings) -> None:
    client = browser(empty, settings)
    person(empty, Role.READER)
    answer = send(client, "/login", "/login", login="reader", password=PASSWORD)
    cookie = next(c for c in answer.headers.get_list("set-cookie") if "door" not in c)
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Domain" not in cookie
    assert cookie.startswith("__Host-") == settings.is_secure
    assert ("Secure" in cookie) == settings.is_secure
    assert ("strict-transport-security" in answer.headers) == settings.is_secure
    secret = cookie.partition("=")[2].partition(";")[0]
    with empty.engine.connect() as connection:
        assert secret not in str(connection.execute(select(session)).all())  # the record keeps hashes alone


def test_an_unknown_login_is_told_as_a_wrong_password_is(empty: Record) -> None:
    person(empty, Role.READER)
    person(empty, Role.ANALYST)
    switch(empty, WHO, next(p.id for p in people_of(empty) if p.login == "analyst"), False)
    told = set()
    for login in ("reader", "nobody", "analyst"):  # one that is there, one that is not, one that is switched off
        answer = send(browser(empty), "/login", "/login", login=login, password="a wrong password")
        page = re.sub(r'value="[^"]*"', "", answer.text)
        told.add((answer.status_code, page))
    assert len(told) == 1


def test_a_login_is_locked_whether_it_is_there_or_not(empty: Record) -> None:
    person(empty, Role.READER)
    told = []
    for login in ("reader", "nobody"):
        client = browser(empty)
        answers = [send(client, "/login", "/login", login=login, password="a wrong password") for _ in range(7)]
        told.append([a.status_code for a in answers])
        assert "retry-after" in answers[-1].headers
        locked = send(client, "/login", "/login", login=login, password=PASSWORD)
        assert locked.status_code == 429, "the right password is no way around"
        assert words(locked.text).count("Too many tries") == 1
    assert told == [[403] * 5 + [429] * 2] * 2


def test_waits_grow_and_end(empty: Record) -> None:
    person(empty, Role.READER)
    client = browser(empty)
    waits = []
    for _ in range(12):
        answer = send(client, "/login", "/login", login="reader", password="a wrong password")
        if answer.status_code == 429:
            waits.append(int(answer.headers["retry-after"]))
            with empty.writing() as connection:  # the wait is over
                connection.execute(update(attempt).values(locked_until=moment()))
    assert waits == sorted(waits) and waits[0] <= 16 and waits[-1] > 4 * waits[0]
    with empty.writing() as connection:
        connection.execute(update(attempt).values(locked_until=None))
    log_in(client, "reader")
    with empty.engine.connect() as connection:
        assert max(connection.scalars(select(attempt.c.failures)), default=0) < 12, "a right password is a new start"


def test_an_address_that_tries_many_logins_has_to_wait(empty: Record) -> None:
    client = browser(empty)
    codes = [
        send(client, "/login", "/login", login=f"nobody{n}", password="a wrong password").status_code for n in range(22)
    ]
    assert codes[:20] == [403] * 20 and 429 in codes[20:]


def test_behind_a_proxy_the_address_is_what_the_proxy_says_last() -> None:
    one, other = attempts.Keys.of("x", "2001:db8::1"), attempts.Keys.of("x", "2001:db8::2")
    assert one == other, "one person has a whole network of IPv6"
    assert attempts.Keys.of("x", "203.0.113.7") != attempts.Keys.of("x", "203.0.113.8")


# Sessions


def test_a_session_is_a_new_one_at_each_login(empty: Record) -> None:
    person(empty, Role.READER)
    client = browser(empty)
    client.cookies.set("dateline", "chosen-by-somebody-else", domain="localhost.local")
    log_in(client, "reader")
    first = client.cookies.get("dateline", domain="localhost.local")
    assert first != "chosen-by-somebody-else"
    key = client.get("/people").text
    assert post(client, key, "/login", login="reader", password=PASSWORD).status_code == 303
    assert client.cookies.get("dateline", domain="localhost.local") != first
    old = browser(empty)
    old.cookies.set("dateline", first or "")
    assert old.get("/", follow_redirects=False).status_code == 303, "the old one is over"


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("ends_at", "2020-01-01T00:00:00+00:00", "its day is over"),
        ("seen_at", "2020-01-01T00:00:00+00:00", "nobody was there for long"),
    ],
)
def test_a_session_ends_by_itself(empty: Record, column: str, value: str, why: str) -> None:
    client = logged_in(empty, Role.READER)
    assert client.get("/people").status_code == 200
    with empty.writing() as connection:
        connection.execute(update(session).values({column: value}))
    assert client.get("/people", follow_redirects=False).status_code == 303


def test_a_change_of_role_or_password_logs_out(empty: Record) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    client = logged_in(empty, Role.READER)
    number = next(p.id for p in people_of(empty) if p.login == "reader")
    assert send(boss, "/people", f"/people/{number}/role", role="analyst").status_code == 303
    assert client.get("/people", follow_redirects=False).status_code == 303
    log_in(client, "reader")
    assert "analyst" in client.get("/people").text
    send(boss, "/people", f"/people/{number}/password", password="another four words")
    assert client.get("/people", follow_redirects=False).status_code == 303
    log_in(client, "reader", "another four words")
    send(boss, "/people", f"/people/{number}/switch", on="false")
    assert client.get("/people", follow_redirects=False).status_code == 303
    assert send(client, "/login", "/login", login="reader", password="another four words").status_code == 403


def test_ones_own_password_needs_the_old_one(empty: Record) -> None:
    client, elsewhere = logged_in(empty, Role.READER), browser(empty)
    log_in(elsewhere, "reader")
    wrong = send(client, "/people", "/people/own/password", old="not it at all", password="quite another one")
    assert wrong.status_code == 422 and "not your password" in wrong.text
    assert (
        send(client, "/people", "/people/own/password", old=PASSWORD, password="quite another one").status_code == 303
    )
    assert client.get("/people").status_code == 200
    assert elsewhere.get("/people", follow_redirects=False).status_code == 303


def test_one_ends_ones_own_sessions_and_no_others(empty: Record) -> None:
    client, elsewhere = logged_in(empty, Role.READER), browser(empty)
    log_in(elsewhere, "reader")
    marks = re.findall(r"/people/own/sessions/(\w+)/end", client.get("/people").text)
    assert len(marks) == 2
    other = logged_in(empty, Role.ANALYST)
    assert send(other, "/people", f"/people/own/sessions/{marks[0]}/end").status_code == 404
    for mark in marks:
        send(client, "/people", f"/people/own/sessions/{mark}/end") if client.get(
            "/people"
        ).url.path == "/people" else None
    assert sum(c.get("/people", follow_redirects=False).status_code == 303 for c in (client, elsewhere)) >= 1


# Tokens


def _token(client: TestClient, **fields: object) -> str:
    answer = send(client, "/people", "/people/own/tokens", **{"name": "a feed reader", "scope": ["read"], **fields})
    assert answer.status_code == 200, answer.text
    found = re.search(r"dateline_[\w-]+", answer.text)
    assert found is not None
    return found[0]


def test_a_token_is_shown_once_and_kept_as_a_hash(empty: Record) -> None:
    client = logged_in(empty, Role.ANALYST)
    secret = _token(client)
    assert secret not in client.get("/people").text
    with empty.engine.connect() as connection:
        assert secret not in str(connection.execute(select(token)).all())
    assert secret not in str(entries(empty))


def test_a_token_lets_a_program_in_for_its_scopes_alone(empty: Record) -> None:
    client = logged_in(empty, Role.ANALYST)
    secret = _token(client)
    program = browser(empty)
    bearer = {"authorization": f"Bearer {secret}"}
    assert program.get("/sources", headers=bearer).status_code == 200
    basic = program.get("/sources", auth=("anybody", secret))  # as feed readers send it
    assert basic.status_code == 200
    assert program.post("/occurrences/1/accept", headers=bearer, data={"why": "x"}).status_code in (403, 404, 405)
    assert program.post("/people/own/tokens", headers=bearer, data={"name": "more"}).status_code == 403
    assert "set-cookie" not in program.get("/sources", headers=bearer).headers


def test_a_token_has_no_more_than_its_person(empty: Record) -> None:
    client = logged_in(empty, Role.STEWARD)
    secret = _token(client, scope=["read", "protect"])
    bearer = {"authorization": f"Bearer {secret}"}
    program = browser(empty)
    protect = {"source": "a1", "why": "at risk"}
    assert program.post("/sources/protect", headers=bearer, data=protect).status_code == 422  # may; there is no a1
    change_role(empty, WHO, next(p.id for p in people_of(empty) if p.login == "steward"), Role.READER)
    assert program.post("/sources/protect", headers=bearer, data=protect).status_code == 403


def test_nobody_gives_a_token_what_they_may_not_do(empty: Record) -> None:
    client = logged_in(empty, Role.READER)
    answer = send(client, "/people", "/people/own/tokens", name="x", scope=["protect", "administer"])
    assert answer.status_code == 422
    boss = logged_in(empty, Role.ADMINISTRATOR)
    assert send(boss, "/people", "/people/own/tokens", name="x", scope=["administer"]).status_code == 422


@pytest.mark.parametrize("way", ["revoked", "over", "switched off"])
def test_a_token_ends(empty: Record, way: str) -> None:
    client = logged_in(empty, Role.ANALYST)
    bearer = {"authorization": f"Bearer {_token(client)}"}
    program = browser(empty)
    assert program.get("/sources", headers=bearer).status_code == 200
    if way == "revoked":
        assert send(logged_in(empty, Role.READER), "/people", "/people/own/tokens/1/revoke").status_code == 404
        assert send(client, "/people", "/people/own/tokens/1/revoke").status_code == 303
    elif way == "over":
        with empty.writing() as connection:
            connection.execute(update(token).values(ends_at="2020-01-01T00:00:00+00:00"))
    else:
        person(empty, Role.ADMINISTRATOR)
        switch(empty, WHO, next(p.id for p in people_of(empty) if p.login == "analyst"), False)
    answer = program.get("/sources", headers=bearer, follow_redirects=False)
    assert answer.status_code == 401 and "www-authenticate" in answer.headers


# People


def test_the_last_administrator_stays(empty: Record) -> None:
    boss = person(empty, Role.ADMINISTRATOR)
    with pytest.raises(DatelineError, match="last administrator"):
        change_role(empty, WHO, boss.id, Role.READER)
    with pytest.raises(DatelineError, match="last administrator"):
        switch(empty, WHO, boss.id, False)
    person(empty, Role.ADMINISTRATOR, "second")
    change_role(empty, WHO, boss.id, Role.READER)


@pytest.mark.parametrize("login", ["", "a b", "<b>", "../x", "x" * 65, "\u202eabc"])
def test_a_login_is_what_can_be_typed(empty: Record, login: str) -> None:
    with pytest.raises(DatelineError):
        add_person(empty, WHO, login, "reader", PASSWORD)


def test_administrators_make_people_on_the_page(empty: Record) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    made = send(boss, "/people", "/people", login="Mona", name="Mona B.", role="editor", password="some long password")
    assert made.status_code == 303
    log_in(browser(empty), "mona", "some long password")
    again = send(boss, "/people", "/people", login="mona", role="editor", password="some long password")
    assert again.status_code == 422 and "taken" in again.text
    assert send(boss, "/people", "/people", login="x", role="king", password="some long password").status_code == 422
    log = boss.get("/people/audit").text
    assert "made a person" in log and "logged in" in log
    assert "some long password" not in log


def test_the_log_has_every_change_and_pages(empty: Record) -> None:
    boss = logged_in(empty, Role.ADMINISTRATOR)
    for number in range(120):
        person(empty, Role.READER, f"reader{number}")
    page = boss.get("/people/audit").text
    older = re.search(r"/people/audit\?before=(\d+)", page)
    assert older is not None
    assert "made a person" in boss.get(older[0]).text


# The command line


def _dateline(*arguments: str, stdin: str = ""):
    return CliRunner().invoke(all_commands(), list(arguments), input=stdin)


def test_people_are_made_on_the_terminal(tmp_path) -> None:
    record = ("--record", str(tmp_path / "r.db"))
    made = _dateline("people", "add", "mona", "--role", "administrator", "--password-stdin", *record, stdin=PASSWORD)
    assert made.output == "mona may log in, as administrator\n", made.output
    _dateline("people", "add", "ali", "--password-stdin", *record, stdin=PASSWORD)
    assert "ali" in _dateline("people", "list", *record).output
    assert _dateline("people", "role", "ali", "steward", *record).output == "ali is steward\n"
    assert _dateline("people", "password", "ali", "--password-stdin", *record, stdin="a new one for ali").exit_code == 0
    assert _dateline("people", "off", "ali", *record).output == "ali is off\n"
    assert "off" in _dateline("people", "list", *record).output
    with Record.open(record[1]) as opened:
        log = [(one.what, one.subject) for one in entries(opened)]
        assert ("changed a role", "p2 reader steward") in log
        assert PASSWORD not in str(log)
        with opened.engine.connect() as connection:
            assert PASSWORD not in str(connection.execute(select(person_table)).all())


def test_without_a_terminal_a_password_comes_by_standard_input(tmp_path) -> None:
    answer = _dateline("people", "add", "mona", "--record", str(tmp_path / "r.db"))
    assert answer.exit_code == 2 and "--password-stdin" in answer.output


def test_a_desk_without_people_says_how_to_make_the_first(tmp_path) -> None:
    path = tmp_path / "r.db"
    Record.open(str(path)).engine.dispose()
    answer = _dateline("serve", "--record", str(path))
    assert answer.exception is not None
    assert "dateline people add NAME --role administrator" in str(answer.exception)


def test_roles_of_the_terminal_are_those_of_the_desk() -> None:
    from dateline.cli.people import ROLES

    assert list(ROLES) == [role.value for role in Role]
