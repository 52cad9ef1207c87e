"""The queue of what is to be judged: what is judged leaves it, what is taken back returns, the heavier stands higher."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record.briefing import Filter
from dateline.store import reviewing
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.lines import occurrence_lines
from dateline.store.near import near_occurrences
from dateline.store.record import Record
from dateline.store.reviewing import Queue, doubts_of, find_doubted, judged_among
from dateline.store.taken_out import last_decision_of, left_out_of

from .telling import Deed
from .test_judging import ALONE, MARKET, SCHOOLS, WHY, fill, number_of, told


@pytest.fixture
def full(record: Record) -> Record:
    """Return a record of three occurrences: a market shelled, a school burned, soldiers seen."""
    fill(record)
    return record


def queue(record: Record, asked: Filter | None = None, most: int = 20, after: tuple[float, int] | None = None) -> Queue:
    with record.engine.connect() as connection:
        return find_doubted(connection, asked or Filter(), most, after)


def numbers(of: Queue) -> list[int]:
    return [one.line.id for one in of.shown]


def of(record: Record, accounts: set[str]) -> int:
    return int(number_of(record, min(accounts)))


def test_all_that_nobody_judged_stands_in_the_queue(full: Record) -> None:
    assert set(numbers(queue(full))) == {of(full, MARKET), of(full, SCHOOLS), of(full, ALONE)}
    assert queue(full).last == 0


JUDGED: dict[str, Callable[[Judge, str, str], int]] = {
    "accept": lambda judge, name, _: judge.accept(name, WHY),
    "accept of one account": lambda judge, name, _: judge.accept("r1e1", WHY),
    "correct": lambda judge, name, _: judge.correct(name, "status", "possible", WHY),
    "verdict": lambda judge, name, _: judge.verdict(name, "admiralty", "B2", WHY),
    "keep apart": lambda judge, name, other: judge.keep_apart(name, other, WHY),
    "reject": lambda judge, name, _: judge.reject(name, WHY),
}


@pytest.mark.parametrize("decide", JUDGED.values(), ids=JUDGED)
def test_what_is_judged_leaves_and_comes_back_with_an_undo(
    full: Record, decide: Callable[[Judge, str, str], int]
) -> None:
    judge = Judge(full, "anna")
    number = of(full, MARKET)
    made = decide(judge, str(number), str(of(full, SCHOOLS)))
    assert number not in numbers(queue(full))
    assert queue(full).last == made
    judge.undo(made, WHY)
    assert of(full, MARKET) in numbers(queue(full))


def test_what_accounts_differ_on_stands_first(full: Record) -> None:
    for name, sentence, town in (
        ("Beacon", "Raiders torched a clinic in Beni.", "Beni"),
        ("Argus", "A hospital of Goma was torched by raiders at night.", "Goma"),
    ):
        full.add(told(name, Deed(sentence, "torched", town, "2024-05-02", by=("Raiders",))), "test 1")
    Fuser(full).fuse()
    judge = Judge(full, "anna")
    made = judge.merge(["r6e1", "r7e1"], WHY)
    number = of(full, {"r6e1"})
    with full.engine.connect() as connection:
        first = doubts_of(connection, number)
        others = [doubts_of(connection, of(full, one)) for one in (MARKET, SCHOOLS, ALONE)]
    assert first is not None
    assert first.line.disputes > 0
    assert "accounts differ" in first.reasons
    assert all(other is not None and other.score < first.score for other in others)
    assert number in judged(full, [number])
    assert made == queue(full).last


def judged(record: Record, of_: list[int]) -> set[int]:
    with record.engine.connect() as connection:
        return judged_among(connection, of_)


def test_pages_show_each_once(full: Record) -> None:
    seen: list[int] = []
    after = None
    while True:
        part = queue(full, most=1, after=after)
        seen += numbers(part)
        after = part.following
        if after is None:
            break
    assert seen == numbers(queue(full))


def test_the_queue_is_narrowed_by_what_is_asked(full: Record) -> None:
    assert numbers(queue(full, Filter(type="MOBILIZE"))) == [of(full, ALONE)]
    assert numbers(queue(full, Filter(country="SDN"))) == []
    assert of(full, MARKET) not in numbers(queue(full, Filter(until="2024-05-02")))


def test_behind_many_that_are_judged_the_next_are_found(full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "_LOOKED_AT", (1, 10))
    monkeypatch.setattr(reviewing, "_CANDIDATES", 1)
    Judge(full, "anna").accept(str(of(full, MARKET)), WHY)  # the newest of all
    assert set(numbers(queue(full))) >= {of(full, SCHOOLS)}


def test_an_empty_record_has_nothing_to_judge(record: Record) -> None:
    assert queue(record) == Queue((), 0, None, 0)
    with record.engine.connect() as connection:
        assert doubts_of(connection, 1) is None


def near(record: Record, number: int) -> list[int]:
    with record.engine.connect() as connection:
        return [one.line.id for one in near_occurrences(connection, occurrence_lines(connection, [number]))[number]]


def test_the_nearest_is_shown_until_somebody_keeps_it_apart(full: Record) -> None:
    robbed = Deed("Rebels robbed a bank in Goma.", "robbed", day="2024-05-05", subtype="looting_property_destruction")
    full.add(told("Beacon", robbed, published="2024-05-06"), "test 1")
    Fuser(full).fuse()
    market, bank = of(full, MARKET), of(full, {"r6e1"})
    assert bank in near(full, market)
    assert market in near(full, bank)
    Judge(full, "anna").keep_apart(str(market), str(bank), WHY)
    assert bank not in near(full, market)
    assert market not in near(full, bank)


def test_what_was_left_out_is_named_with_its_words(full: Record) -> None:
    judge = Judge(full, "anna")
    number = of(full, MARKET)
    with full.engine.connect() as connection:
        assert left_out_of(connection, number) == ()
    made = judge.reject("r1e2", WHY)
    with full.engine.connect() as connection:
        (one,) = left_out_of(connection, number)
    assert (one.account, one.outlet, one.words) == ("r1e2", "Herald", "Soldiers were seen near Beni.")
    judge.undo(made, WHY)
    with full.engine.connect() as connection:
        assert left_out_of(connection, number) == ()


def test_a_person_s_last_decision_is_their_own_and_stands(full: Record) -> None:
    number = str(of(full, MARKET))
    first = Judge(full, "anna").accept(number, WHY)
    second = Judge(full, "anna").correct(number, "status", "possible", WHY)
    Judge(full, "ben").verdict(number, "airwars", "fair", WHY)

    def last(who: str) -> int | None:
        with full.engine.connect() as connection:
            found = last_decision_of(connection, who)
        return found.id if found is not None else None

    assert last("anna") == second
    Judge(full, "ben").undo(second, WHY)
    assert last("anna") == first
    assert last("carol") is None
