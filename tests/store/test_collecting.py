"""Seeds, what they told of, and captures: the same on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from dateline.store.alone import alone
from dateline.store.captures import last_payload, mark_read, unread_captures
from dateline.store.collecting import (
    Asked,
    NewSeed,
    SeedError,
    SeedKind,
    add_seeds,
    defer_seed,
    due_seeds,
    get_seed,
    next_due,
    note_asked,
    pause_seed,
    remove_seed,
    seed_called,
    seeds_of,
)
from dateline.store.found import (
    FoundState,
    NewFound,
    Told,
    due_found,
    get_found,
    key_of_address,
    next_due_found,
    note_fetched,
    note_found,
    note_not_fetched,
    note_read,
    numbers_of,
)
from dateline.store.record import Record
from dateline.store.schema_collecting import capture
from dateline.store.watched import collecting_sums, seed_lines

NOW = datetime(2026, 5, 8, 7, 0, tzinfo=UTC)
FEED = "https://news.example/feed"


def feed(address: str = FEED, name: str | None = None) -> NewSeed:
    return NewSeed(SeedKind.FEED, address, 900, name)


def entry(address: str, updated: str | None = None, modified: str | None = None, **more: object) -> NewFound:
    told = Told(title="A", updated=updated, **more)  # type: ignore[arg-type]
    return NewFound(key_of_address(address), address, told, FoundState.WAITING, NOW, modified)


def kept(record: Record, found_id: int | None, digest: str = "a", at: datetime = NOW) -> int:
    """Put in a row of a capture and return its number."""
    row = {
        "found_id": found_id,
        "address": "x",
        "at": at.isoformat(),
        "file": "f",
        "offset": 0,
        "length": 1,
        "digest": digest,
        "payload_digest": digest,
    }
    with record.writing() as connection:
        return int(connection.execute(capture.insert().values(**row).returning(capture.c.id)).scalar_one())


def test_a_seed_is_added_once_and_due_at_once(record: Record) -> None:
    assert add_seeds(record, [feed(), feed("https://b.example/"), feed()], NOW) == (2, 1)
    with record.engine.connect() as connection:
        assert due_seeds(connection, NOW, 10) == [(1, FEED), (2, "https://b.example/")]
        assert due_seeds(connection, NOW - timedelta(seconds=1), 10) == []
        assert due_seeds(connection, NOW, 1) == [(1, FEED)]
        assert next_due(connection) == NOW


@pytest.mark.parametrize("name", ["1", FEED, "wire", "Wire"])
def test_a_seed_is_called_by_number_address_or_name(record: Record, name: str) -> None:
    add_seeds(record, [feed(name="Wire"), feed("https://b.example/")], NOW)
    with record.engine.connect() as connection:
        assert seed_called(connection, name).id == 1
        with pytest.raises(SeedError, match="no seed"):
            seed_called(connection, "9")


def test_what_came_of_asking(record: Record) -> None:
    add_seeds(record, [feed()], NOW)
    later = NOW + timedelta(hours=1)
    with record.writing() as connection:
        note_asked(connection, Asked(1, NOW, later, 900, etag='"1"', has_brought=True))
    with record.writing() as connection:
        note_asked(connection, Asked(1, later, later + timedelta(hours=2), 900, 3, "no answer", later, '"1"'))
        one = get_seed(connection, 1)
        assert one is not None
        assert (one.asked_at, one.answered_at, one.brought_at, one.failures) == (later, NOW, NOW, 3)
        assert (one.problem, one.dead_since, one.etag) == ("no answer", later, '"1"')
        pause_seed(connection, 1, True, NOW)
        assert due_seeds(connection, NOW + timedelta(days=9), 10) == []
        pause_seed(connection, 1, False, NOW)
        again = get_seed(connection, 1)
        assert again is not None and (again.failures, again.problem, again.next_at) == (0, None, NOW)
        defer_seed(connection, 1, later)
        assert due_seeds(connection, NOW, 10) == []


def test_an_address_is_found_once_whatever_trackers_it_has(record: Record) -> None:
    add_seeds(record, [feed(), feed("https://b.example/")], NOW)
    with record.writing() as connection:
        assert (
            note_found(connection, 1, [entry("https://n.example/a?utm_source=rss"), entry("https://n.example/b")], NOW)
            == 2
        )
        assert note_found(connection, 2, [entry("https://n.example/a#top"), entry("https://n.example/c")], NOW) == 1
        assert [number for number, _ in due_found(connection, NOW, 10)] == [1, 2, 3]
        assert note_found(connection, 9, [entry("https://n.example/d")], NOW) == 0  # its seed is gone
        assert next_due_found(connection) == NOW


def test_many_at_once(record: Record) -> None:
    add_seeds(record, [feed()], NOW)
    told = [entry(f"https://n.example/{n}") for n in range(1_500)]
    with record.writing() as connection:
        assert note_found(connection, 1, told, NOW) == 1_500
        assert note_found(connection, 1, told, NOW) == 0


def test_how_far_it_is_with_an_address(record: Record) -> None:
    add_seeds(record, [feed()], NOW)
    later = NOW + timedelta(hours=1)
    with record.writing() as connection:
        note_found(connection, 1, [entry("https://n.example/a", content="<p>x</p>")], NOW)
        note_not_fetched(connection, 1, NOW, "no answer", later, is_given_up=False)
        one = get_found(connection, 1)
        assert one is not None and (one.state, one.tries, one.is_new, one.seed_kind) == (
            FoundState.WAITING,
            1,
            False,
            "feed",
        )
        note_fetched(connection, 1, NOW, later, '"1"', None, FoundState.FETCHED)
        assert due_found(connection, later, 10) == []  # not while it waits to be read
        note_read(connection, 1, "digest", None)
        assert due_found(connection, later, 10) == [(1, "https://n.example/a")]
        one = get_found(connection, 1)
        assert one is not None and (one.state, one.digest, one.tries, one.told.content) == (
            FoundState.READ,
            "digest",
            0,
            None,
        )
        note_not_fetched(connection, 1, NOW, "gone", None, is_given_up=True)
        note_read(connection, 1, None, "it cannot be read")
        one = get_found(connection, 1)
        assert one is not None and one.state is FoundState.READ  # what was read stays read


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (FoundState.READ, "read"),
        (FoundState.GIVEN_UP, "waiting"),
        (FoundState.LEFT, "waiting"),
        (FoundState.FETCHED, "fetched"),
    ],
)
def test_what_is_said_to_be_updated_is_due_again(record: Record, state: FoundState, then: str) -> None:
    add_seeds(record, [feed()], NOW)
    with record.writing() as connection:
        note_found(connection, 1, [entry("https://n.example/a", "2026-05-01")], NOW)
        note_fetched(connection, 1, NOW - timedelta(minutes=10), None, None, None, state)
        note_found(connection, 1, [entry("https://n.example/a", "2026-05-01")], NOW)
        assert next_due_found(connection) is None
        note_found(connection, 1, [entry("https://n.example/a", "2026-05-08")], NOW)
        key = key_of_address("https://n.example/a")
        assert numbers_of(connection, [key]) == {key: (1, FoundState(then))}
        if state is not FoundState.FETCHED:  # an hour after the last look at the soonest
            assert next_due_found(connection) == NOW + timedelta(minutes=50)


def test_a_file_that_was_written_to_waits_again(record: Record) -> None:
    add_seeds(record, [feed()], NOW)
    with record.writing() as connection:
        note_found(connection, 1, [entry("file:///in/a.txt", modified="1:5")], NOW)
        note_fetched(connection, 1, NOW, None, None, "1:5", FoundState.FETCHED)
        note_read(connection, 1, "d", None)
        note_found(connection, 1, [entry("file:///in/a.txt", modified="1:5")], NOW)
        assert due_found(connection, NOW, 5) == []
        note_found(connection, 1, [entry("file:///in/a.txt", modified="2:9")], NOW)
        assert due_found(connection, NOW, 5) == [(1, "file:///in/a.txt")]


def test_captures_wait_to_be_read(record: Record) -> None:
    add_seeds(record, [NewSeed(SeedKind.FEED, FEED, 900, outlet="Post")], NOW)
    with record.writing() as connection:
        note_found(connection, 1, [entry("https://n.example/a")], NOW)
    first, second = kept(record, 1, "aa"), kept(record, None, "bb")
    with record.writing() as connection:
        one, other = unread_captures(connection, 10)
        assert (one.id, one.address, one.outlet, one.told.title, one.seed_kind) == (
            first,
            "https://n.example/a",
            "Post",
            "A",
            "feed",
        )
        assert (other.id, other.found_id, other.told) == (second, None, Told())
        assert last_payload(connection, 1) == "aa"
        mark_read(connection, first)
        remove_seed(connection, 1)
        assert [capture.id for capture in unread_captures(connection, 10)] == [second]


def test_the_sums_and_the_lines(record: Record) -> None:
    add_seeds(record, [feed(), feed("https://b.example/")], NOW)
    with record.writing() as connection:
        note_found(connection, 1, [entry("https://n.example/a"), entry("https://n.example/b")], NOW)
        note_not_fetched(connection, 2, NOW, "no", None, is_given_up=True)
        note_asked(connection, Asked(2, NOW, NOW, 900, 7, "no answer", NOW))
    kept(record, 1)
    kept(record, 1, at=NOW - timedelta(days=1))
    with record.engine.connect() as connection:
        lines, sums = seed_lines(connection), collecting_sums(connection, NOW)
        assert [line.seed.id for line in lines] == [2, 1]  # what somebody should look at comes first
        assert (lines[1].told, lines[1].waiting, lines[1].given_up) == (2, 1, 1)
        assert (sums.seeds, sums.failing, sums.dead, sums.waiting, sums.given_up, sums.unread, sums.fetched_today) == (
            2,
            1,
            1,
            1,
            1,
            2,
            1,
        )
        assert len(seeds_of(connection)) == 2


def test_one_collects_at_a_time(where: str) -> None:
    with Record.open(where) as one, Record.open(where) as other:
        with alone(one) as first, alone(other) as second:
            assert first and not second
        with alone(other) as after:
            assert after
        with pytest.raises(RuntimeError), alone(one):
            raise RuntimeError
        with alone(other) as after:
            assert after


def test_collecting_on_a_server(server_record: Callable[[], str]) -> None:
    """The queries above ran on both; this holds that a migrated record has the tables."""
    with Record.open(server_record()) as record, record.engine.connect() as connection:
        assert seeds_of(connection) == []
