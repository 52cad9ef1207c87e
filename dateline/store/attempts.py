"""Tries to log in, in; whether the next has to wait, out: by login, whether there is such a person or not, and address.

A try is counted before the password is looked at, so that many at once are no way around.
"""

from __future__ import annotations

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from dateline.errors import DatelineError

from .asking import insert
from .moments import moment
from .schema_desk import attempt

# By hand: a person mistypes some times; at a try each 15 minutes a guesser has about 100 a day.
_FREE = {"login": 5, "address": 20}  # wrong passwords before the first wait; behind one address sits a whole newsroom
_FIRST, _LONGEST = timedelta(seconds=15), timedelta(minutes=15)
_FORGOTTEN = timedelta(days=1)


class LockedError(DatelineError):
    """Too many wrong passwords were given; wait as long as the message says."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        minutes = -(-seconds // 60)
        super().__init__(f"Too many tries. Wait {minutes} minute{'' if minutes == 1 else 's'}, then try again.")


@dataclass(frozen=True, slots=True)
class Keys:
    """Under what a try is counted: hashes of the login and of the address."""

    login: str
    address: str

    @classmethod
    def of(cls, login: str, address: str) -> Keys:
        """Return the keys of a login and an address; of IPv6 the network, which one person has whole."""
        return cls(_key("login", login), _key("address", _network(address)))


def count_try(connection: Connection, keys: Keys) -> None:
    """Count a try; raises LockedError, and counts nothing, where it has to wait."""
    now = datetime.now(UTC)
    wanted = select(attempt).where(attempt.c.key.in_((keys.login, keys.address))).with_for_update()
    rows = {row.key: row for row in connection.execute(wanted)}
    waits = [datetime.fromisoformat(row.locked_until) - now for row in rows.values() if row.locked_until is not None]
    if (longest := max(waits, default=timedelta())) > timedelta():
        raise LockedError(int(longest.total_seconds()) + 1)
    old = moment(-_FORGOTTEN)
    connection.execute(delete(attempt).where(attempt.c.failed_at < old))
    for kind, key in (("login", keys.login), ("address", keys.address)):
        row = rows.get(key)
        failures = row.failures + 1 if row is not None and row.failed_at >= old else 1
        over = failures - _FREE[kind]
        wait = min(_FIRST * 2 ** min(over, 16), _LONGEST) if over >= 0 else None
        values = {
            "failures": failures,
            "failed_at": moment(),
            "locked_until": moment(wait) if wait is not None else None,
        }
        made = insert(connection, attempt).values(key=key, **values)
        connection.execute(made.on_conflict_do_update(index_elements=["key"], set_=values))


def forget_tries(connection: Connection, keys: Keys) -> None:
    """Forget the wrong passwords of a login that got in, and that its last try was counted against the address."""
    connection.execute(delete(attempt).where(attempt.c.key == keys.login))
    lower = update(attempt).where(attempt.c.key == keys.address)
    connection.execute(lower.values(failures=attempt.c.failures - 1, locked_until=None))


def unlock_login(connection: Connection, login: str) -> None:
    """Forget the wrong passwords of a login, whatever address they came from."""
    connection.execute(delete(attempt).where(attempt.c.key == _key("login", login)))


def _key(kind: str, value: str) -> str:
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "replace")).hexdigest()


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
