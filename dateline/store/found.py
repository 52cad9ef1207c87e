"""What seeds told of, each address once: whether it waits, was fetched, was read or given up, and when it is due."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, func, select, update

from .asking import insert
from .collecting import moment_of, written
from .rows import canonical
from .schema_collecting import found, seed

_BETWEEN = timedelta(hours=1)  # by hand: two looks at a page, however often its feed says that it was updated


class FoundState(StrEnum):
    """How far it is with an address that was found."""

    WAITING = "waiting"  # to be fetched
    FETCHED = "fetched"  # kept, not read yet
    READ = "read"
    GIVEN_UP = "given up"
    LEFT = "left"  # older than what is wanted of its seed


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed or a sitemap says of an address; ``content`` is the text that it gives itself, as HTML."""

    title: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    language: str | None = None
    content: str | None = None
    is_map: bool = False  # a sitemap that an index names

    def as_json(self) -> str:
        """Return what is said, as one line."""
        return json.dumps({k: v for k, v in asdict(self).items() if v}, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Told:
        """Return what ``as_json`` was made from."""
        values = json.loads(line)
        return cls(**{**values, "authors": tuple(values.get("authors", ()))})


@dataclass(frozen=True, slots=True)
class NewFound:
    """An address as a seed tells of it; ``next_at`` is None where nothing is to be fetched."""

    key: str
    address: str
    told: Told
    state: FoundState
    next_at: datetime | None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One address that was found; ``seed_*`` is None where its seed was removed."""

    id: int
    address: str
    told: Told
    state: FoundState
    etag: str | None
    modified: str | None
    digest: str | None
    tries: int
    found_at: datetime
    is_new: bool  # was never asked
    seed_id: int | None
    seed_kind: str | None
    takes_full_text: bool


def key_of_address(address: str) -> str:
    """Return what an address is known by: its SHA-256, without trackers and fragment."""
    return hashlib.sha256((canonical(address) or address).encode("utf-8", "surrogatepass")).hexdigest()


def note_found(connection: Connection, seed_id: int, told: Iterable[NewFound], now: datetime) -> int:
    """Keep what a seed told of and return how many are new; one that it says was updated since is due again."""
    given = {one.key: one for one in told}
    new = 0
    if given and connection.scalar(select(seed.c.id).where(seed.c.id == seed_id)) is None:  # removed since
        return 0
    for keys in _in_parts(list(given)):
        there = {
            row.key: row
            for row in connection.execute(
                select(found.c.id, found.c.key, found.c.told, found.c.state, found.c.modified, found.c.asked_at).where(
                    found.c.key.in_(keys)
                )
            )
        }
        for key in keys:
            row = there.get(key)
            if row is not None and _is_updated(Told.from_json(row.told), row.modified, given[key]):
                _note_updated(connection, row.id, FoundState(row.state), moment_of(row.asked_at), given[key])
        rows = [
            {
                "key": key,
                "seed_id": seed_id,
                "address": given[key].address,
                "told": given[key].told.as_json(),
                "state": given[key].state.value,
                "modified": given[key].modified,
                "found_at": written(now),
                "next_at": _written(given[key].next_at),
            }
            for key in keys
            if key not in there
        ]
        if rows:
            made = insert(connection, found).on_conflict_do_nothing(index_elements=["key"])
            new += len(list(connection.execute(made.returning(found.c.id), rows)))
    return new


def _is_updated(before: Told, modified: str | None, now: NewFound) -> bool:
    if now.modified is not None:
        return now.modified != modified
    return now.told.updated is not None and now.told.updated != before.updated


def _note_updated(
    connection: Connection, number: int, state: FoundState, asked_at: datetime | None, now: NewFound
) -> None:
    """Keep that a seed says that an address was updated, and have it fetched, also where it was left or given up."""
    told = replace(now.told, content=now.told.content if state is FoundState.WAITING else None)
    values: dict[str, object] = {"told": told.as_json()}
    if now.modified is not None:
        values["modified"] = now.modified
        values["state"] = FoundState.WAITING.value
    if state is not FoundState.FETCHED and now.next_at is not None:
        # some feeds say of every page, each time, that it was updated just now
        soonest = asked_at + _BETWEEN if asked_at is not None and now.modified is None else now.next_at
        values["next_at"] = _written(max(now.next_at, soonest))
    if state in (FoundState.LEFT, FoundState.GIVEN_UP) and now.next_at is not None:
        values |= {"state": FoundState.WAITING.value, "tries": 0}
    connection.execute(update(found).where(found.c.id == number).values(**values))


def numbers_of(connection: Connection, keys: Sequence[str]) -> dict[str, tuple[int, FoundState]]:
    """Return the numbers and states of what was found under keys."""
    numbers: dict[str, tuple[int, FoundState]] = {}
    for part in _in_parts(keys):
        rows = connection.execute(select(found.c.id, found.c.key, found.c.state).where(found.c.key.in_(part)))
        numbers |= {row.key: (row.id, FoundState(row.state)) for row in rows}
    return numbers


def due_found(connection: Connection, until: datetime, limit: int) -> list[tuple[int, str]]:
    """Return numbers and addresses of what is to be fetched by a moment: first what never was."""
    due: list[tuple[int, str]] = []
    for state in (FoundState.WAITING, FoundState.READ):
        wanted = select(found.c.id, found.c.address).where(
            found.c.state == state.value, found.c.next_at <= written(until)
        )
        if len(due) < limit:
            rows = connection.execute(wanted.order_by(found.c.next_at, found.c.id).limit(limit - len(due)))
            due += [(row.id, row.address) for row in rows]
    return due


def get_found(connection: Connection, number: int) -> Found | None:
    """Return an address that was found, by its number."""
    wanted = select(found, seed.c.kind, seed.c.takes_full_text).outerjoin(seed).where(found.c.id == number)
    row = connection.execute(wanted).first()
    at = moment_of(row.found_at) if row is not None else None
    if row is None or at is None:
        return None
    return Found(
        row.id, row.address, Told.from_json(row.told), FoundState(row.state), row.etag, row.modified, row.digest,
        row.tries, at, row.asked_at is None, row.seed_id, row.kind, row.takes_full_text is not False,
    )  # fmt: skip


def next_due_found(connection: Connection) -> datetime | None:
    """Return when the next address is to be fetched, None where none is."""
    times = [
        connection.scalar(select(func.min(found.c.next_at)).where(found.c.state == state.value))
        for state in (FoundState.WAITING, FoundState.READ)
    ]
    return moment_of(min((time for time in times if time is not None), default=None))


def note_fetched(
    connection: Connection,
    number: int,
    at: datetime,
    next_at: datetime | None,
    etag: str | None,
    modified: str | None,
    state: FoundState | None = None,
) -> None:
    """Keep that an address answered, and when it is looked at again; the state stays where none is given."""
    values: dict[str, object] = {
        "asked_at": written(at),
        "next_at": _written(next_at),
        "etag": etag,
        "modified": modified,
        "tries": 0,
        "problem": None,
    }
    if state is not None:
        values["state"] = state.value
    connection.execute(update(found).where(found.c.id == number).values(**values))


def note_not_fetched(
    connection: Connection, number: int, at: datetime, problem: str, next_at: datetime | None, is_given_up: bool
) -> None:
    """Keep that an address could not be fetched, why, and when it is tried again; one that was read stays read."""
    values: dict[str, object] = {
        "asked_at": written(at),
        "next_at": _written(next_at),
        "problem": problem,
        "tries": found.c.tries + 1,
    }
    given_up = update(found).where(found.c.id == number, found.c.state == FoundState.WAITING.value)
    connection.execute(update(found).where(found.c.id == number).values(**values))
    if is_given_up:
        connection.execute(given_up.values(state=FoundState.GIVEN_UP.value))


def note_read(connection: Connection, number: int, digest: str | None, problem: str | None) -> None:
    """Keep that what an address answered was read, or why it could not be; its text need not be kept here any more.

    One that could not be read is given up, but for one that was read before.
    """
    row = connection.execute(select(found.c.told, found.c.digest).where(found.c.id == number)).first()
    if row is None:
        return
    values: dict[str, object] = {"problem": problem, "told": replace(Told.from_json(row.told), content=None).as_json()}
    if digest is not None:
        values["digest"] = digest
    is_lost = problem is not None and digest is None and row.digest is None
    values["state"] = (FoundState.GIVEN_UP if is_lost else FoundState.READ).value
    if is_lost:
        values["next_at"] = None
    connection.execute(update(found).where(found.c.id == number).values(**values))


def defer_found(connection: Connection, number: int, until: datetime) -> None:
    """Have an address fetched later, because its host is still busy with others."""
    connection.execute(update(found).where(found.c.id == number).values(next_at=written(until)))


def _written(at: datetime | None) -> str | None:
    return written(at) if at is not None else None


def _in_parts(keys: Sequence[str], most: int = 500) -> Iterable[Sequence[str]]:
    for start in range(0, len(keys), most):
        yield keys[start : start + most]
