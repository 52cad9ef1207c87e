"""What a filter asks for is found by the indexes and is all there is; numbers and names open what they stand for."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import pytest
from sqlalchemy import event as events
from sqlalchemy import select

from dateline.errors import DatelineError, UsageError
from dateline.record.briefing import (
    Filter,
    Number,
    OpenedAccount,
    OpenedActor,
    OpenedOccurrence,
    OpenedReport,
    OpenedStatement,
)
from dateline.record.choices import Status
from dateline.record.occurrence import Standing
from dateline.store import narrowing
from dateline.store.brief import count_waiting, find_near, make_briefing
from dateline.store.fusing import Fuser
from dateline.store.lines import together
from dateline.store.lookup import open_name
from dateline.store.narrowing import AHEAD, REPORTED, Narrowed
from dateline.store.record import Record
from dateline.store.rows import day_number
from dateline.store.schema import actor
from dateline.store.schema_fused import occurrence, taking_part

from .test_record import reading_of

FIRST = (
    "GOMA, May 3 (Meridian Wire) - At least 14 people were killed on Friday when rebels shelled a market in Goma, "
    "the army said. The Rapid Support Forces denied that they had shelled the market."
)
SECOND = (
    "GOMA, May 4 - A hospital in Goma said 19 people were killed when rebels shelled a market in Goma on Friday. "
    "The army plans to send troops to Sake next week, a general said. The Rapid Support Forces warned that they would answer."
)


@pytest.fixture
def told(record: Record) -> Record:
    """Return a record of two reports of one shelling, fused."""
    record.add(reading_of(FIRST, published="2024-05-04", outlet="Lake Herald", url="https://lake.example/a"), "test")
    record.add(reading_of(SECOND, published="2024-05-05", outlet="Hill Post", title="Toll rises"), "test")
    Fuser(record).fuse()
    return record


# What a filter finds


@dataclass(frozen=True)
class Row:
    """An occurrence as the table has it, as far as filters ask."""

    id: int
    type: str
    subtype: str | None
    status: str
    standing: str
    place: str | None
    admin1: str | None
    country: str | None
    day: int
    disputes: int
    actors: tuple[int, ...]


def made(record: Record, number: int) -> list[Row]:
    """Write so many occurrences at random, some hundreds of days, few values, and return them."""
    chance = random.Random(3)
    rows = []
    for id_ in range(1, number + 1):
        violent = chance.random() < 0.5
        place = chance.choice([None, "Goma", "El Fasher", "Sake", "Marib"])
        rows.append(
            Row(
                id_,
                "ASSAULT" if violent else chance.choice(["AGREE", "AID"]),
                chance.choice(["attack", "armed_clash"]) if violent else None,
                chance.choice(list(Status)).value,
                chance.choice(list(Standing)).value,
                place,
                chance.choice([None, "Nord-Kivu", "Goma"]) if place else None,
                chance.choice(["COD", "SDN"]) if place else None,
                chance.choice([-1, *range(19800, 19830)]),
                chance.choice([0, 0, 0, 1, 2, 5]),
                tuple(sorted(chance.sample(range(1, 5), chance.randrange(0, 3)))),
            )
        )
    text = dict.fromkeys(("standing_reason", "sources", "recipients", "via", "figures", "words", "changed_at"), "")
    numbers = dict.fromkeys(("sources_low", "sources_high", "accounts", "reports"), 1)
    with record.writing() as connection:
        connection.execute(
            actor.insert(),
            [
                {"id": n, "name": name, "kind": kind, "country": "", "sector": None}
                for n, (name, kind) in enumerate(
                    (
                        ("Lake Front", "armed_group"),
                        ("LAKE FRONT", "party"),
                        ("Army", "armed_force"),
                        ("Óscar", "person"),
                    ),
                    1,
                )
            ],
        )
        connection.execute(
            occurrence.insert(),
            [
                {
                    **{k: v for k, v in vars(row).items() if k != "actors"},
                    **text,
                    **numbers,
                    "actors": "",
                    "alleged": False,
                }
                for row in rows
            ],
        )
        connection.execute(
            taking_part.insert(),
            [
                {"actor_id": who, "day": row.day, "occurrence_id": row.id, "side": side}
                for row in rows
                for who in row.actors
                for side in ("actor", "recipient")
            ],
        )
    return rows


def is_asked(row: Row, asked: Filter, actors: set[int]) -> bool:
    """Tell by the plain meaning of a filter whether it asks for an occurrence."""
    names = {name.casefold() for name in asked.place}
    return (
        (not asked.actor or bool(actors & set(row.actors)))
        and (not names or (row.place or "").casefold() in names or (row.admin1 or "").casefold() in names)
        and asked.country in (None, row.country)
        and asked.type in (None, row.type, row.subtype)
        and (asked.since is None or row.day >= day_number(asked.since))
        and (asked.until is None or 0 <= row.day <= day_number(asked.until))
        and asked.status in (None, row.status)
        and asked.standing in (None, row.standing)
        and (not asked.contested or row.disputes > 0)
    )


FILTERS = [
    (Filter(), "all"),
    (Filter(since="2024-03-25"), "from a day on"),
    (Filter(until="2024-03-30"), "up to a day: an unknown day is before none"),
    (Filter(since="2024-03-25", until="2024-03-26"), "two days"),
    (Filter(country="SDN"), "a country"),
    (Filter(type="ASSAULT"), "a type"),
    (Filter(type="armed_clash"), "a subtype"),
    (Filter(place=("Goma",)), "a place, and what is within a province of its name"),
    (Filter(place=("el fasher",)), "in small letters"),
    (Filter(place=("el-fashér",)), "with other signs"),
    (Filter(place=("Nowhere",)), "no such place"),
    (Filter(status=Status.PLANNED), "a status"),
    (Filter(standing=Standing.CORROBORATED), "a standing"),
    (Filter(contested=True), "what accounts differ on"),
    (Filter(actor=("lake front",)), "two actors of one name"),
    (Filter(actor=("Óscar",)), "letters beyond ASCII"),
    (Filter(actor=("nobody",)), "no such actor"),
    (Filter(actor=("Army",), type="AID", since="2024-03-20"), "an actor and more"),
    (Filter(country="COD", type="attack", contested=True), "three columns"),
    (Filter(place=("Goma",), status=Status.HAPPENED, standing=Standing.CLAIMED), "place and two more"),
]


def found(record: Record, asked: Filter, **more: object) -> list[int]:
    with record.engine.connect() as connection:
        return [row.id for row in Narrowed(connection, asked).newest(10_000, **more)]  # type: ignore[arg-type]


def test_a_filter_finds_all_it_asks_for_the_newest_first(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = made(record, 400)
    number_of = {"lake front": {1, 2}, "army": {3}, "óscar": {4}}
    for asked, why in FILTERS:
        actors = {n for name in asked.actor for n in number_of.get(name.casefold(), set())}
        plain = replace(asked, place=("el fasher",)) if "shér" in str(asked.place) else asked
        wanted = [row for row in rows if is_asked(row, plain, actors)]
        ordered = [row.id for row in sorted(wanted, key=lambda r: (-r.day, -r.id))]
        assert found(record, asked) == ordered, why
        assert found(record, asked, contested=True) == [n for n in ordered if rows[n - 1].disputes], why
        for statuses in (REPORTED, AHEAD):
            told = [n for n in ordered if rows[n - 1].status in statuses]
            assert found(record, asked, statuses=statuses) == told, why
            with record.engine.connect() as connection:
                narrowed = Narrowed(connection, asked)
                assert narrowed.count(statuses) == Number(len(told)), why
                assert [row.id for row in narrowed.newest(3, statuses)] == told[:3], why


def test_counting_stops_early_and_says_so(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = made(record, 200)
    monkeypatch.setattr(narrowing, "COUNTED", 20)
    with record.engine.connect() as connection:
        counted = Narrowed(connection, Filter(type="ASSAULT")).count()
    assert counted == Number(20, is_least=True) and sum(row.type == "ASSAULT" for row in rows) > 20


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
def test_no_filter_reads_the_whole_table(record: Record) -> None:
    made(record, 50)
    asked_for: list[tuple[str, object]] = []
    events.listen(record.engine, "before_cursor_execute", lambda *a: asked_for.append((a[2], a[3])))
    for asked, _ in FILTERS:
        make_briefing(record, "r", asked)
    plans = []
    with record.engine.connect() as connection:
        for words, values in {(w, str(v)): (w, v) for w, v in asked_for if w.startswith("SELECT")}.values():
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values):
                if step[3].startswith(("SCAN occurrence", "SCAN taking_part", "SCAN event", "SCAN statement")):
                    plans.append((step[3], words))
    # The walk down the days may pass all that is there; every other one has its index.
    bare = [(step, words) for step, words in plans if "USING" not in step]
    assert bare == []


# A brief


def test_the_brief_of_an_empty_record_is_empty(record: Record) -> None:
    briefing = make_briefing(record, "r", Filter())
    assert briefing.totals.reports == 0 and briefing.found == Number(0) and briefing.said.shown == ()


def test_a_brief_says_what_waits(record: Record) -> None:
    assert count_waiting(record) is None
    record.add(reading_of(FIRST, outlet="Lake Herald"), "test")
    assert count_waiting(record) == 1
    Fuser(record).fuse()
    assert count_waiting(record) is None


def test_the_brief_of_two_reports(told: Record) -> None:
    briefing = make_briefing(told, "r", Filter())
    totals = briefing.totals
    assert (totals.reports, totals.first, totals.last) == (2, "2024-05-04", "2024-05-05")
    shelling = next(one for one in briefing.reported.shown if one.subtype == "shelling_artillery_missile")
    assert shelling.place == "Goma" and shelling.start == "2024-05-03"
    assert {one.status for one in briefing.ahead.shown} & {Status.PLANNED}
    assert "they would answer" in [one.voice.said for one in briefing.said.shown]
    assert briefing.open.among.of == len(briefing.reported.shown)


def test_differing_numbers_come_with_who_says_them(told: Record) -> None:
    lines = [*make_briefing(told, "r", Filter()).reported.shown]
    said = {(one.low, one.report) for line in lines if line.accounts > 1 for one in line.said}
    if any(line.accounts > 1 for line in lines):  # the joining of the two is not this test's matter
        assert {(14, 1), (19, 2)} <= said


def test_a_brief_shows_no_more_than_asked_and_counts_the_rest(told: Record) -> None:
    whole, one = (make_briefing(told, "r", Filter(), most) for most in (50, 1))
    assert len(one.reported.shown) == 1
    assert one.reported.more.of == len(whole.reported.shown) - 1
    assert len(one.said.shown) + one.said.more.of == len(whole.said.shown)


def test_statements_by_and_about_an_actor(told: Record) -> None:
    briefing = make_briefing(told, "r", Filter(actor=("rapid support forces",)))
    assert "they would answer" in [one.voice.said for one in briefing.said.shown]
    assert all("general" not in one.voice.words for one in briefing.said.shown)


def test_the_same_words_of_one_voice_are_one_saying(told: Record) -> None:
    said = make_briefing(told, "r", Filter()).said.shown
    again = [*said, replace(said[0], report=replace(said[0].report, id=99))]
    assert [one.reports for one in together(again)] == [2] + [1] * (len(said) - 1)


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        (Filter(place=("Gomma",)), ["Goma"]),
        (Filter(actor=("rapid suport forces",)), ["Rapid Support Forces"]),
        (Filter(place=("Goma",)), []),
        (Filter(place=("Xyzzy",)), []),
    ],
)
def test_a_name_that_is_not_there_has_its_near_ones(told: Record, asked: Filter, near: list[str]) -> None:
    assert find_near(told, asked)[: len(near) or None] == near


# What a number opens


def test_each_id_opens_what_it_stands_for(told: Record) -> None:
    number = make_briefing(told, "r", Filter(type="shelling_artillery_missile")).reported.shown[0].id
    opened = open_name(told, f"#{number}")
    assert isinstance(opened, OpenedOccurrence)
    assert opened.whole.accounts and opened.whole == open_name(told, str(number)).whole  # type: ignore[union-attr]
    account = open_name(told, opened.whole.accounts[0].id)
    assert isinstance(account, OpenedAccount) and account.occurrence is not None and account.occurrence.id == number
    statement = open_name(told, "r2s1")
    assert isinstance(statement, OpenedStatement) and statement.saying.voice.said in statement.sentence
    report = open_name(told, "r2")
    assert isinstance(report, OpenedReport) and report.line.outlet == "Hill Post"
    assert report.reading.report.text == SECOND and report.occurrences
    actor_ = open_name(told, "rapid support forces")
    assert isinstance(actor_, OpenedActor) and actor_.is_tracked
    assert {one.voice.said for one in actor_.says.shown} >= {"they would answer"}


def test_a_dispute_opens_its_occurrence(told: Record) -> None:
    differing = make_briefing(told, "r", Filter(contested=True)).differing.shown
    for one in differing:
        for at, line in enumerate(one.disputes):
            opened = open_name(told, f"d{line.id}")
            assert isinstance(opened, OpenedOccurrence) and opened.line.id == one.line.id and opened.differing == at


def test_a_report_shows_its_versions_and_copies(record: Record) -> None:
    for text, outlet in ((FIRST, "Lake Herald"), (FIRST.replace("14", "15"), "Lake Herald"), (FIRST, "Sea Post")):
        url = "https://lake.example/a" if outlet == "Lake Herald" else None
        record.add(reading_of(text, published="2024-05-04", outlet=outlet, url=url), "test")
    Fuser(record).fuse()
    first = open_name(record, "r1")
    assert isinstance(first, OpenedReport)
    assert [version.id for version in first.versions] == [2]
    assert {(copy.copy.id, copy.of.id) for copy in first.copies} >= {(3, 1)} or first.copies


def test_private_persons_have_no_track(record: Record) -> None:
    record.add(reading_of("Soldiers beat Ana Tadese in Goma on Friday, her brother said.", outlet="A"), "test")
    Fuser(record).fuse()
    with record.engine.connect() as connection:
        names = list(connection.scalars(select(actor.c.name).where(actor.c.kind == "person")))
    for name in names:
        opened = open_name(record, name)
        assert isinstance(opened, OpenedActor) and not opened.is_tracked and opened.track == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("999", "no occurrence 999"),
        ("r99", "reports go up to r2"),
        ("r1e99", "no account r1e99"),
        ("r1s99", "its statements are r1s1 to"),
        ("r9s1", "no report r9"),
        ("d999", "no dispute d999"),
        ("Rapid Suport Forces", "Did you mean Rapid Support Forces?"),
        ("%_'; DROP TABLE report", "No actor of the record is called"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(told: Record, name: str, says: str) -> None:
    with pytest.raises(DatelineError) as raised:
        open_name(told, name)
    assert says in str(raised.value)


def test_an_empty_record_says_how_to_fill_it(record: Record) -> None:
    with pytest.raises(UsageError, match="dateline add"):
        open_name(record, "1")
