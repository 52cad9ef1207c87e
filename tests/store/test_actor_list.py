"""The list of actors, on both databases."""

from __future__ import annotations

import pytest

from dateline.errors import UsageError
from dateline.record.choices import ActorKind
from dateline.store.actor_list import ActorFilter, ActorSort, list_actors
from dateline.store.actor_ties import actor_head, name_of_actor
from dateline.store.record import Record

from .placed import name, put, take_part


@pytest.fixture
def named(record: Record) -> Record:
    """Return a record of four actors: two who fight, one who is only named, one in an older thing."""
    rsf = name(record, "Rapid Support Forces", country="SDN")
    army = name(record, "Sudanese army", kind="armed_force", country="SDN", sector="MIL")
    name(record, "World Food Programme", kind="organization")
    houthi = name(record, "Houthis", country="YEM")
    first = put(record, "2025-10-11", disputes=1)
    second = put(record, "2025-10-12")
    third = put(record, "2024-01-01")
    for number, at, day, side in (
        (rsf, first, "2025-10-11", "actor"),
        (rsf, first, "2025-10-11", "recipient"),  # one occurrence, however many sides
        (army, first, "2025-10-11", "recipient"),
        (rsf, second, "2025-10-12", "recipient"),
        (army, second, "2025-10-12", "actor"),
        (army, third, "2024-01-01", "actor"),
        (houthi, third, "2024-01-01", "via"),
    ):
        take_part(record, number, at, day, side)
    return record


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (ActorSort.MOST, ["Sudanese army", "Rapid Support Forces", "Houthis", "World Food Programme"]),
        (ActorSort.NEWEST, ["Rapid Support Forces", "Sudanese army", "Houthis", "World Food Programme"]),
        (ActorSort.NAME, ["Houthis", "Rapid Support Forces", "Sudanese army", "World Food Programme"]),
    ],
)
def test_every_order_is_walked_whole_page_by_page(named: Record, sort: ActorSort, expected: list[str]) -> None:
    found: list[str] = []
    after: str | None = None
    for _ in expected:
        page = list_actors(named, ActorFilter(), 1, after, sort)
        found += [line.name for line in page.lines]
        after = page.after
    assert (found, after) == (expected, None)


def test_an_occurrence_counts_once_and_the_newest_is_told(named: Record) -> None:
    rsf = list_actors(named, ActorFilter("rapid forces")).lines[0]
    assert (rsf.occurrences, rsf.newest, rsf.country) == (2, "2025-10-12", "SDN")
    programme = list_actors(named, ActorFilter("food")).lines[0]
    assert (programme.occurrences, programme.newest, programme.country) == (0, None, None)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        (ActorFilter("FORCES"), 1),
        (ActorFilter("%"), 0),  # a sign of the database's own is a letter like others
        (ActorFilter(kind=ActorKind.ARMED_GROUP), 2),
        (ActorFilter(country="SDN"), 2),
        (ActorFilter("s", ActorKind.ARMED_FORCE, "SDN"), 1),
    ],
)
def test_a_list_is_narrowed_by_name_kind_and_country(named: Record, asked: ActorFilter, number: int) -> None:
    page = list_actors(named, asked)
    assert (page.number, len(page.lines)) == (number, number)


@pytest.mark.parametrize("after", ["", "x", "3", "3.999", "a.1"])
def test_what_is_no_place_in_the_list_is_said_to_be_none(named: Record, after: str) -> None:
    with pytest.raises(UsageError, match="begin it anew"):
        list_actors(named, ActorFilter(), 1, after)


def test_ties_tell_who_did_to_whom_and_how_much_of_it_is_contested(named: Record) -> None:
    with named.engine.connect() as connection:
        head = actor_head(connection, "a1")
    (tie,) = head.ties
    assert (tie.name, tie.to, tie.by, tie.beside, tie.contested) == ("Sudanese army", 1, 1, 0, 1)
    assert [line.id for line in head.newest] == [2, 1]
    assert (head.is_tracked, head.among.of) == (True, 2)


def test_no_track_of_a_private_person(named: Record) -> None:
    person = name(named, "Amal Idris", kind="person")
    with named.engine.connect() as connection:
        assert not actor_head(connection, f"a{person}").is_tracked
        assert name_of_actor(connection, f"a{person}") == "Amal Idris"
        assert name_of_actor(connection, "Amal Idris") is None


def test_an_actor_that_is_not_there_is_told_with_one_that_is(named: Record) -> None:
    with named.engine.connect() as connection, pytest.raises(UsageError, match="Did you mean Houthis"):
        actor_head(connection, "Houthi")
