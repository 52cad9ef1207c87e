"""People of every role at a desk, each with a browser of its own that is logged in."""

from __future__ import annotations

from functools import cache

from fastapi.testclient import TestClient

from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.desk.visitor import Role
from dateline.store import passwords
from dateline.store.audits import Who
from dateline.store.people import Person, add_person
from dateline.store.record import Record

from .forms import send

SEVERAL = Settings(record_name="examples.db", is_fast=True)
PASSWORD = "four words that stand apart"
WHO = Who("the test")


@cache
def make_hashing_quick() -> None:
    """Have passwords hashed at the least cost from here on: tests log in a hundred times."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    passwords._hasher = cache(lambda: hasher)  # type: ignore[assignment]
    passwords._nobodys.cache_clear()


def person(record: Record, role: Role, login: str | None = None) -> Person:
    """Return a new person of a role, called after it."""
    make_hashing_quick()
    return add_person(record, WHO, login or role.value, role.value, PASSWORD)


def browser(record: Record, settings: Settings = SEVERAL) -> TestClient:
    """Return a browser that nobody is logged in with."""
    make_hashing_quick()
    base = "https://localhost" if settings.is_secure else "http://localhost"
    return TestClient(make_app(record, settings), base_url=base)


def log_in(client: TestClient, login: str, password: str = PASSWORD) -> TestClient:
    """Return a browser once its login form was sent; raises AssertionError where it is not let in."""
    answer = send(client, "/login", "/login", login=login, password=password)
    assert answer.status_code == 303, answer.text
    return client


def logged_in(record: Record, role: Role, settings: Settings = SEVERAL, login: str | None = None) -> TestClient:
    """Return a browser of a new person of a role."""
    return log_in(browser(record, settings), person(record, role, login).login)
