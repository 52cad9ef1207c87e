"""``dateline people``: who may log in to the desk, made and changed where the record is."""

from __future__ import annotations

import getpass
import sys
from typing import TYPE_CHECKING

import click

from .add import record_option
from .suggest import Choice, Commands

if TYPE_CHECKING:
    from dateline.store.audits import Who
    from dateline.store.people import Person
    from dateline.store.record import Record

ROLES = ("reader", "analyst", "editor", "steward", "administrator")
_TRIES = 3


@click.group(cls=Commands, epilog="More: dateline people COMMAND --help")
def people() -> None:
    """Say who may log in to the desk, and as what.

    A reader reads; an analyst adds, decides and exports; an editor undoes what others decided; a steward sees and
    protects sources; an administrator makes people.

    \b
    Example:
      dateline people add mona --role administrator
      dateline people role mona steward
    """


_stdin_option = click.option(
    "--password-stdin", is_flag=True, help="Read the password from standard input, its first line."
)


@people.command()
@click.argument("login", metavar="NAME")
@click.option("--role", type=Choice(list(ROLES)), default="reader", show_default=True, help="What the person may do.")
@click.option("--name", help="As it stands behind decisions. Default: the login.")
@_stdin_option
@record_option
def add(login: str, role: str, name: str | None, password_stdin: bool, record: str) -> int:
    """Make a person who may log in; the password is asked for."""
    from dateline.store.people import add_person
    from dateline.store.record import Record

    with Record.open(record) as opened:
        made = add_person(opened, who_asks(), login, role, ask_password(password_stdin), name or "")
    print(f"{made.login} may log in, as {made.role}")
    return 0


@people.command("list")
@record_option
def list_people(record: str) -> int:
    """List who may log in."""
    from dateline.store.people import people_of

    with _opened(record) as opened:
        found = people_of(opened)
    for one in found:
        print(f"{one.login:20} {one.role:14} {'' if one.is_active else 'off '}{one.name}".rstrip())
    if not found:
        print("nobody yet: dateline people add NAME --role administrator", file=sys.stderr)
    return 0


@people.command()
@click.argument("login", metavar="NAME")
@click.argument("role", type=Choice(list(ROLES)))
@record_option
def role(login: str, role: str, record: str) -> int:
    """Give a person another role; that person has to log in again."""
    from dateline.store.people import change_role, person_of

    with _opened(record) as opened:
        found = person_of(opened, login)
        change_role(opened, who_asks(), found.id, role)
    print(f"{found.login} is {role}")
    return 0


@people.command()
@click.argument("login", metavar="NAME")
@_stdin_option
@record_option
def password(login: str, password_stdin: bool, record: str) -> int:
    """Give a person another password; it is asked for, and the person has to log in again."""
    from dateline.store.people import change_password, person_of

    with _opened(record) as opened:
        found = person_of(opened, login)
        change_password(opened, who_asks(), found.id, ask_password(password_stdin))
    print(f"{found.login} has a new password")
    return 0


@people.command()
@click.argument("login", metavar="NAME")
@click.option("--on", is_flag=True, help="Switch the person on again.")
@record_option
def off(login: str, on: bool, record: str) -> int:
    """Switch a person off: logged out everywhere, tokens revoked; what the person decided stays."""
    from dateline.store.people import person_of, switch

    with _opened(record) as opened:
        found = person_of(opened, login)
        switch(opened, who_asks(), found.id, on)
    print(f"{found.login} is {'on' if on else 'off'}")
    return 0


def ask_password(from_stdin: bool) -> str:
    """Return a password from standard input or, twice and unseen, from the terminal; it is never an argument."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
        if not given:
            raise click.UsageError("--password-stdin: standard input holds no password.")
        return given
    if not sys.stdin.isatty():
        raise click.UsageError("The password is asked for on a terminal; without one give it by --password-stdin.")
    return str(click.prompt("Password, 12 letters at least", hide_input=True, confirmation_prompt=True, err=True))


def make_first_administrator(record: Record) -> Person:
    """Return the first administrator, made on the terminal; raises UsageError, which names the command, without one."""
    from dateline.errors import DatelineError, UsageError
    from dateline.store.people import ADMINISTRATOR, add_person

    if not sys.stdin.isatty():
        raise UsageError(
            "Nobody may log in yet. Make the first administrator: dateline people add NAME --role administrator "
            "--record WHERE. Or serve it to yourself alone: --single-user."
        )
    print("Nobody may log in yet. The first person is an administrator.", file=sys.stderr)
    for left in range(_TRIES, 0, -1):
        login = str(click.prompt("Login", err=True))
        try:
            return add_person(record, who_asks(), login, ADMINISTRATOR, ask_password(False))
        except DatelineError as error:
            if left == 1:
                raise
            print(f"dateline: {error}", file=sys.stderr)
    raise AssertionError("the last try raises")


def _opened(where: str) -> Record:
    from pathlib import Path

    from dateline.errors import UsageError
    from dateline.store.opening import shown
    from dateline.store.record import Record

    if "://" not in where and not Path(where).is_file():
        raise UsageError(f"{shown(where)} is not there. dateline add FOLDER makes it; --record names another.")
    return Record.open(where)


def who_asks() -> Who:
    """Return who stands in the log behind what is done on the terminal."""
    from dateline.store.audits import Who

    try:
        return Who(f"{getpass.getuser()}, on the terminal")
    except (KeyError, OSError, ImportError):
        return Who("on the terminal")
