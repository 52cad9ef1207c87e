"""Ids as people write them in ("12" for an occurrence, "r3e5" for an account), the events of the record out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import Connection, func, select

from dateline.fuse.accounts import account_id

from .refused import DecisionError
from .schema import event, report
from .schema_fused import occurrence

_ACCOUNT = re.compile(r"r(\d{1,9})(e\d{1,6})")
_OCCURRENCE = re.compile(r"\d{1,9}")
_NAMED = 5  # accounts named beside one that is not there


@dataclass(frozen=True, slots=True)
class Told:
    """An account by the number of its event: where its trigger stands, and the occurrence it is of."""

    id: int
    report: int
    local_id: str
    start: int
    end: int
    occurrence: int | None

    @property
    def account(self) -> str:
        """Its id in the record."""
        return account_id(str(self.report), self.local_id)


_COLUMNS = (event.c.id, event.c.report_id, event.c.local_id, event.c.start, event.c.end, event.c.occurrence_id)
_DEEDS = select(*_COLUMNS).where(event.c.is_deed).order_by(event.c.id)


def is_account(name: str) -> bool:
    """Tell whether a name is written as an account's."""
    return _ACCOUNT.fullmatch(name.strip()) is not None


def find_told(connection: Connection, names: Iterable[str]) -> list[Told]:
    """Return the accounts that these names stand for, all those of an occurrence, each once.

    Raises DecisionError, with what is there instead, where the record has none of a name.
    """
    found: dict[int, Told] = {}
    for name in names:
        found |= {
            one.id: one for one in (_account(connection, name) if is_account(name) else told_of(connection, name))
        }
    return list(found.values())


def told_of(connection: Connection, name: str) -> list[Told]:
    """Return the accounts of an occurrence; raises DecisionError where there is none of this number."""
    number = occurrence_number(name)
    found = [Told(*row) for row in connection.execute(_DEEDS.where(event.c.occurrence_id == number))]
    if found:
        return found
    low, high = connection.execute(select(func.min(occurrence.c.id), func.max(occurrence.c.id))).one()
    there = f"those that it has go from {low} to {high}" if low is not None else "it has none yet"
    raise DecisionError(f"The record has no occurrence {number}: it was joined to another, or never was; {there}.")


def occurrence_number(name: str) -> int:
    """Return the number of an occurrence as written; raises DecisionError where it is none."""
    if _OCCURRENCE.fullmatch(name.strip()):
        return int(name)
    instead = " It is an account; name the occurrence that it is of." if is_account(name) else ""
    raise DecisionError(f"{name!r} is no occurrence: write its number, as 12; an account is written as r3e5.{instead}")


def _account(connection: Connection, name: str) -> list[Told]:
    parts = _ACCOUNT.fullmatch(name.strip())
    assert parts is not None
    number, local = int(parts[1]), parts[2]
    of_report = select(*_COLUMNS, event.c.is_deed).where(event.c.report_id == number).order_by(event.c.start)
    rows = {row.local_id: row for row in connection.execute(of_report)}
    row = rows.get(local)
    if row is not None and row.is_deed:
        return [Told(*row[:-1])]
    if row is not None:
        raise DecisionError(
            f"{name} is no account of its own: what it tells is the saying that a statement already is."
        )
    if connection.scalar(select(report.c.id).where(report.c.id == number)) is None:
        most = connection.scalar(select(func.max(report.c.id)))
        raise DecisionError(f"The record has no report {number}; its reports go up to {most or 'none'}.")
    deeds = [account_id(str(number), key) for key, one in rows.items() if one.is_deed]
    near = get_close_matches(name, deeds, n=_NAMED, cutoff=0.0) if deeds else []
    there = f"its accounts are {', '.join(near)}" if near else "it tells of nothing"
    more = " and more" if len(deeds) > len(near) else ""
    raise DecisionError(f"Report {number} has no account {name}; {there}{more}.")
