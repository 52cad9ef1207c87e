"""People who may log in: made, changed, switched off; each change in the log, and the last administrator kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from dateline.errors import DatelineError

from .asking import insert
from .attempts import Keys, count_try, forget_tries, unlock_login
from .audits import Who, note
from .moments import moment
from .passwords import hash_password, is_password
from .record import Record
from .schema_desk import person, session, token

ADMINISTRATOR = "administrator"
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")
_LONGEST_NAME = 80


class PersonError(DatelineError):
    """A person cannot be made or changed so; the message says what there is and what to do."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in, as ``login``, and stands behind decisions as ``name``."""

    id: int
    login: str
    name: str
    role: str
    is_active: bool
    made_at: str


COLUMNS = tuple(person.c[name] for name in ("id", "login", "name", "role", "is_active", "made_at"))


def people_of(record: Record) -> tuple[Person, ...]:
    """Return all people, those switched off last."""
    with record.engine.connect() as connection:
        rows = connection.execute(select(*COLUMNS).order_by(person.c.is_active.desc(), person.c.login))
        return tuple(Person(*row) for row in rows)


def has_people(record: Record) -> bool:
    """Tell whether anybody can log in."""
    with record.engine.connect() as connection:
        return connection.scalar(select(person.c.id).where(person.c.is_active).limit(1)) is not None


def person_of(record: Record, login: str) -> Person:
    """Return the person of a login; raises PersonError where there is none."""
    with record.engine.connect() as connection:
        row = connection.execute(select(*COLUMNS).where(person.c.login == plain_login(login))).first()
    if row is None:
        raise PersonError(f"Nobody has the login {login.strip()!r}: dateline people list shows who there is.")
    return Person(*row)


def add_person(record: Record, who: Who, login: str, role: str, password: str, name: str = "") -> Person:
    """Return a new person; raises PersonError where the login is taken or not to be typed, WeakPasswordError."""
    wanted = plain_login(login)
    if not _LOGIN.fullmatch(wanted):
        raise PersonError("A login is 1 to 64 small letters, figures and . _ - @, a letter or a figure first.")
    called = _checked_name(name or login.strip())
    hashed = hash_password(password, wanted)
    with record.writing() as connection:
        row = {"login": wanted, "name": called, "role": role, "password_hash": hashed, "made_at": moment()}
        made = insert(connection, person).values(row).on_conflict_do_nothing(index_elements=["login"])
        number = connection.scalar(made.returning(person.c.id))
        if number is None:
            raise PersonError(f"The login {wanted} is taken; choose another.")
        note(connection, who, "made a person", f"p{number} {role}")
        return Person(*connection.execute(select(*COLUMNS).where(person.c.id == number)).one())


def change_role(record: Record, who: Who, number: int, role: str) -> None:
    """Give a person another role; that person has to log in again, and its tokens keep what both allow."""
    with record.writing() as connection:
        old = _locked(connection, number)
        if old.role == role:
            return
        if old.role == ADMINISTRATOR and old.is_active:
            _refuse_last(connection, number)
        connection.execute(update(person).where(person.c.id == number).values(role=role))
        end_all(connection, number)
        note(connection, who, "changed a role", f"p{number} {old.role} {role}")


def change_password(record: Record, who: Who, number: int, password: str) -> None:
    """Give a person another password; that person has to log in again everywhere, and may at once."""
    with record.engine.connect() as connection:
        login = connection.scalar(select(person.c.login).where(person.c.id == number)) or ""
    hashed = hash_password(password, login)
    with record.writing() as connection:
        old = _locked(connection, number)
        connection.execute(update(person).where(person.c.id == number).values(password_hash=hashed))
        unlock_login(connection, old.login)
        end_all(connection, number)
        note(connection, who, "changed a password", f"p{number}")


def switch(record: Record, who: Who, number: int, on: bool) -> None:
    """Switch a person on, or off: logged out everywhere, tokens revoked; what the person decided stays."""
    with record.writing() as connection:
        old = _locked(connection, number)
        if old.is_active == on:
            return
        if not on:
            if old.role == ADMINISTRATOR:
                _refuse_last(connection, number)
            end_all(connection, number)
            still = (token.c.person_id == number, token.c.revoked_at.is_(None))
            connection.execute(update(token).where(*still).values(revoked_at=moment()))
        connection.execute(update(person).where(person.c.id == number).values(is_active=on))
        note(connection, who, "switched a person " + ("on" if on else "off"), f"p{number}")


def let_in(record: Record, login: str, password: str, address: str) -> Person | None:
    """Return who logs in, None where login and password are not those of somebody who may.

    Raises LockedError after too many wrong ones. An unknown login takes the same work, the same words and the same
    waits as a known one.
    """
    wanted = plain_login(login)
    keys = Keys.of(wanted, address)
    with record.writing() as connection:
        count_try(connection, keys)
        row = connection.execute(select(person).where(person.c.login == wanted)).first()
    is_right = is_password(password, row.password_hash if row is not None else None)
    if row is None or not is_right or not row.is_active:
        return None
    with record.writing() as connection:
        forget_tries(connection, keys)
        note(connection, Who(row.name, row.id), "logged in", f"p{row.id}")
    return Person(row.id, row.login, row.name, row.role, row.is_active, row.made_at)


def is_own_password(record: Record, number: int, password: str, address: str) -> bool:
    """Tell whether a password is a person's own, counted as a try to log in; raises LockedError after too many."""
    with record.writing() as connection:
        row = _locked(connection, number)
        keys = Keys.of(row.login, address)
        count_try(connection, keys)
    if not is_password(password, row.password_hash):
        return False
    with record.writing() as connection:
        forget_tries(connection, keys)
    return True


def plain_login(login: str) -> str:
    """Return a login as it is kept."""
    return login.strip().casefold()


def end_all(connection: Connection, number: int) -> None:
    """Log a person out everywhere."""
    connection.execute(session.delete().where(session.c.person_id == number))


def _locked(connection: Connection, number: int) -> Row[Any]:
    """Return a person's row, held until the transaction ends; raises PersonError where there is none."""
    row = connection.execute(select(person).where(person.c.id == number).with_for_update()).first()
    if row is None:
        raise PersonError("There is no such person; the list of people shows who there is.")
    return row


def _refuse_last(connection: Connection, number: int) -> None:
    others = select(person.c.id).where(person.c.role == ADMINISTRATOR, person.c.is_active, person.c.id != number)
    if connection.scalar(others.limit(1).with_for_update()) is None:
        raise PersonError("This is the last administrator: make another first.")


def _checked_name(name: str) -> str:
    called = " ".join(name.split())
    if not called or len(called) > _LONGEST_NAME or not called.isprintable():
        raise PersonError(f"A name is 1 to {_LONGEST_NAME} letters.")
    return called
