"""Pages of a list, one after the other, are the whole list, each row once, in every order; facets count what it holds."""

from __future__ import annotations

import base64
import itertools
import random
from collections import Counter
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event as events
from sqlalchemy import func, literal, select, update

from dateline.errors import UsageError
from dateline.record.briefing import Facet, Filter, Number
from dateline.record.choices import SourceKind, Status
from dateline.record.occurrence import Standing
from dateline.store import facets as faceting
from dateline.store import narrowing, telling
from dateline.store.fusing import Fuser
from dateline.store.listing import Sort, facets, list_occurrences
from dateline.store.narrowing import Narrowed
from dateline.store.ordering import Cursor, read_cursor
from dateline.store.record import Record
from dateline.store.schema import event
from dateline.store.schema_fused import occurrence

from .test_brief import FILTERS, FIRST, SECOND, Row, is_asked, made
from .test_record import reading_of

NUMBER_OF = {"lake front": {1, 2}, "army": {3}, "óscar": {4}}


def numbered(record: Record, number: int, seed: int = 5) -> list[Row]:
    """Write so many occurrences at random with sources, killed and times of change, and return them."""
    rows = made(record, number)
    chance = random.Random(seed)
    with record.writing() as connection:
        for row in rows:
            connection.execute(
                update(occurrence)
                .where(occurrence.c.id == row.id)
                .values(
                    sources_low=chance.randrange(4),
                    killed_high=chance.choice([None, None, 0, 3, 12]),
                    changed_at=f"2024-05-0{chance.randrange(1, 6)}T00:00:00+00:00",
                )
            )
    return rows


def pages(record: Record, asked: Filter, sort: Sort, most: int) -> list[int]:
    """Return the numbers of all pages, one after the other."""
    found: list[int] = []
    after = None
    while True:
        page = list_occurrences(record, asked, most, after, sort)
        assert len(page.lines) <= most
        found += [line.id for line in page.lines]
        if page.after is None:
            return found
        assert len(page.lines) == most, "only the last page is short"
        after = page.after


def in_order(record: Record, rows: list[Row], sort: Sort) -> list[int]:
    """Return the numbers of rows in the plain meaning of an order."""
    wanted = {row.id for row in rows}
    with record.engine.connect() as connection:
        of = [row for row in connection.execute(select(occurrence)) if row.id in wanted]
    keys = {
        Sort.NEWEST: lambda r: (-r.day, -r.id),
        Sort.OLDEST: lambda r: (r.day < 0, r.day, r.id),
        Sort.SOURCES: lambda r: (-r.sources_low, -r.day, -r.id),
        Sort.KILLED: lambda r: (-1 if r.killed_high is None else 0, r.killed_high or 0, r.day, r.id),
        Sort.CHANGED: lambda r: (r.changed_at, r.id),
    }
    return [row.id for row in sorted(of, key=keys[sort], reverse=sort in (Sort.KILLED, Sort.CHANGED))]


def are_asked(rows: list[Row], asked: Filter) -> list[Row]:
    plain = replace(asked, place=("el fasher",)) if "shér" in str(asked.place) else asked
    actors = {n for name in asked.actor for n in NUMBER_OF.get(name.casefold(), set())}
    return [row for row in rows if is_asked(row, plain, actors)]


@pytest.mark.parametrize("counted", [2000, 40], ids=["few are put in order", "many are walked"])
def test_the_pages_are_the_whole_list(record: Record, monkeypatch: pytest.MonkeyPatch, counted: int) -> None:
    monkeypatch.setattr(narrowing, "COUNTED", counted)
    rows = numbered(record, 250)
    for (asked, why), sort in itertools.product(FILTERS, Sort):
        wanted = in_order(record, are_asked(rows, asked), sort)
        assert pages(record, asked, sort, 40) == wanted, (why, sort)
        number = list_occurrences(record, asked, 1, None, sort).number
        assert number == Number(len(wanted)) or (number.is_least and number.of <= len(wanted)), (why, sort)


@pytest.mark.parametrize("sort", list(Sort))
def test_what_is_added_meanwhile_doubles_nothing(record: Record, sort: Sort) -> None:
    rows = numbered(record, 60)
    before = in_order(record, rows, sort)
    found: list[int] = []
    after: str | None = None
    columns = [column for column in occurrence.c if column.name != "id"]
    for turn in range(100):
        page = list_occurrences(record, Filter(), 7, after, sort)
        found += [line.id for line in page.lines]
        if page.after is None:
            break
        after = page.after
        with record.writing() as connection:  # the same again, before and behind the place we are at
            copied = select(literal(1000 + turn), *columns).where(occurrence.c.id == 1 + turn % 60)
            connection.execute(occurrence.insert().from_select(["id", *(column.name for column in columns)], copied))
    assert len(found) == len(set(found))
    assert [number for number in found if number <= 60] == before, "and what was there is there"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("x", "no cursor"),
        ("W10", "an empty list: nothing is said"),
        ("é", "no letters of an address"),
        ("A" * 300, "too long"),
        (Cursor(Sort.OLDEST, 0, (19800, 3)).write(), "of another order"),
        (Cursor(Sort.NEWEST, 5, (19800, 3)).write(), "a stretch that is not there"),
        (Cursor(Sort.NEWEST, -1, (19800, 3)).write(), "a stretch before the first"),
        (Cursor(Sort.NEWEST, 0, (19800,)).write(), "too few values"),
        (Cursor(Sort.NEWEST, 0, ("19800", 3)).write(), "a value of another kind"),
        (Cursor(Sort.NEWEST, 0, (1 << 40, 3)).write(), "a number that no column holds"),
    ],
)
def test_a_wrong_cursor_is_told(words: str, why: str) -> None:
    with pytest.raises(UsageError, match="cannot go on"):
        read_cursor(words, Sort.NEWEST)


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(Sort.CHANGED, 0, ("2024-05-03T00:00:00+00:00", 12))
    assert read_cursor(cursor.write(), Sort.CHANGED) == cursor


@given(
    st.text(max_size=60) | st.binary(max_size=60).map(lambda b: base64.urlsafe_b64encode(b).decode()),
    st.sampled_from(Sort),
)
def test_no_cursor_breaks_the_list(words: str, sort: Sort) -> None:
    with suppress(UsageError):
        assert read_cursor(words, sort).sort is sort


@pytest.mark.parametrize("where", ["sqlite"], indirect=True)
@pytest.mark.parametrize("counted", [2000, 5], ids=["few", "many"])
def test_no_list_reads_the_whole_table(record: Record, monkeypatch: pytest.MonkeyPatch, counted: int) -> None:
    monkeypatch.setattr(narrowing, "COUNTED", counted)
    numbered(record, 50)
    asked_for: list[tuple[str, object]] = []
    events.listen(record.engine, "before_cursor_execute", lambda *a: asked_for.append((a[2], a[3])))
    for (asked, _), sort in itertools.product(FILTERS, Sort):
        page = list_occurrences(record, asked, 3, None, sort)
        list_occurrences(record, asked, 3, page.after, sort)
    for asked, _ in FILTERS:
        facets(record, asked)
    with record.engine.connect() as connection:
        for words, values in {(w, str(v)): (w, v) for w, v in asked_for if w.startswith("SELECT")}.values():
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values):
                assert not step[3].startswith("SCAN occurrence") or "USING" in step[3], (step[3], words)


# Words of reports, kinds of voices


@pytest.fixture
def told(record: Record) -> Record:
    """Return a record of two reports of one shelling and one of a raid, fused."""
    record.add(reading_of(FIRST, published="2024-05-04", outlet="Lake Herald", url="https://lake.example/a"), "test")
    record.add(reading_of(SECOND, published="2024-05-05", outlet="Hill Post", title="Toll rises"), "test")
    raid = "BENI, May 9 - Rebels attacked a convoy near Beni on Thursday, a source close to the army told the paper."
    record.add(reading_of(raid, published="2024-05-09", outlet="Hill Post"), "test")
    Fuser(record).fuse()
    return record


def told_by_reports(record: Record, *reports: int) -> set[int]:
    with record.engine.connect() as connection:
        return set(
            connection.scalars(
                select(event.c.occurrence_id).where(event.c.report_id.in_(reports), event.c.occurrence_id.is_not(None))
            )
        )


@pytest.mark.parametrize(
    ("words", "reports", "why"),
    [
        ("shelled", (1, 2), "one word"),
        ("SHELLED hospital", (2,), "all of them, in any letters"),
        ('"a market in Goma"', (1, 2), "a phrase"),
        ('"market a"', (), "the same words in another order"),
        ("rises", (2,), "a headline"),
        ("convoy", (3,), "another story"),
        ("nowhere", (), "no report"),
        ("?!", (), "no word at all"),
    ],
)
def test_words_ask_for_what_their_reports_tell(told: Record, words: str, reports: tuple[int, ...], why: str) -> None:
    wanted = told_by_reports(told, *reports)
    found = list_occurrences(told, Filter(words=words))
    assert {line.id for line in found.lines} == wanted, why
    assert found.number == Number(len(wanted)), why
    assert {line.id for line in list_occurrences(told, Filter(words=words, since="2024-05-08")).lines} <= wanted


def test_words_of_very_many_reports_are_looked_for_in_the_newest(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "HELD", 1)
    found = list_occurrences(told, Filter(words="rebels"))
    assert {line.id for line in found.lines} == told_by_reports(told, 3)
    assert found.number.is_least


@pytest.mark.parametrize("said", [5000, 0], ids=["few are listed", "many are looked up"])
def test_a_kind_of_voice_asks_for_what_it_tells(told: Record, monkeypatch: pytest.MonkeyPatch, said: int) -> None:
    monkeypatch.setattr(telling, "SAID", said)
    shelling = min(told_by_reports(told, 1))
    (raid,) = told_by_reports(told, 3)
    found = {kind: [line.id for line in list_occurrences(told, Filter(source_kind=kind)).lines] for kind in SourceKind}
    assert shelling in found[SourceKind.INSTITUTION] and raid not in found[SourceKind.INSTITUTION]
    assert raid in found[SourceKind.ANONYMOUS] and shelling not in found[SourceKind.ANONYMOUS]
    assert found[SourceKind.DOCUMENT] == []
    both = Filter(source_kind=SourceKind.ANONYMOUS, words="convoy", place=("Beni",))
    assert list_occurrences(told, both).number == Number(1)


# Facets


def plainly_counted(rows: list[Row], asked: Filter) -> dict[str, Counter[str | None]]:
    def of(field: str, without: Filter) -> Counter[str | None]:
        return Counter(getattr(row, field) for row in are_asked(rows, without) if getattr(row, field) is not None)

    of_type = replace(asked, type="ASSAULT" if asked.type in ("attack", "armed_clash") else asked.type)
    return {
        "countries": of("country", replace(asked, country=None)),
        "types": of("type", replace(asked, type=None)),
        "subtypes": of("subtype", of_type),
        "statuses": of("status", replace(asked, status=None)),
        "standings": of("standing", replace(asked, standing=None)),
        "places": Counter(
            name for row in are_asked(rows, asked) for name in {row.place, row.admin1} if name is not None
        ),
    }


@pytest.mark.parametrize("bound", [2000, 30], ids=["all are counted", "the newest are counted"])
def test_facets_count_what_is_asked_for(record: Record, monkeypatch: pytest.MonkeyPatch, bound: int) -> None:
    monkeypatch.setattr(faceting, "_LOOKED_AT", bound)
    rows = numbered(record, 300)
    for asked, why in FILTERS:
        found = facets(record, asked)
        for name, wanted in plainly_counted(rows, asked).items():
            values: tuple[Facet, ...] = getattr(found, name)
            if bound == 2000:
                assert {one.value: one.number for one in values} == {v: Number(n) for v, n in wanted.items()}, (
                    why,
                    name,
                )
            else:
                assert all(one.number.of <= wanted[one.value] for one in values), (why, name)
                exact = [one for one in values if not one.number.is_least]
                assert all(one.number.of == wanted[one.value] for one in exact), (why, name)
            assert list(values) == sorted(values, key=lambda one: (-one.number.of, one.value)), (why, name)


def test_months_are_those_of_the_days(record: Record) -> None:
    numbered(record, 300)  # the days are from 2024-03-18 to 2024-04-16
    with record.engine.connect() as connection:
        known = connection.scalar(select(func.count()).where(occurrence.c.day >= 0))
        narrowed = Narrowed(connection, Filter(type="AID"))
        aid = sum(row.day >= 0 for row in narrowed.newest(1000))
    for asked, number in ((Filter(), known), (Filter(type="AID"), aid)):
        months = facets(record, asked).months
        assert [one.value for one in months] == ["2024-04", "2024-03"]
        assert sum(one.number.of for one in months) == number
    days = Filter(since="2024-03-25", until="2024-03-30")
    (march,) = facets(record, days).months
    assert march.number == list_occurrences(record, days).number


def test_actors_and_voices_are_counted_by_occurrence(told: Record) -> None:
    found = facets(told, Filter())
    for one in found.source_kinds:
        assert list_occurrences(told, Filter(source_kind=SourceKind(one.value))).number == one.number
    for one in found.actors:
        assert list_occurrences(told, Filter(actor=(one.value,))).number.of >= one.number.of > 0
    assert facets(told, Filter(words="nowhere")) == type(found)()


def test_an_empty_record_has_an_empty_list(record: Record) -> None:
    for sort in Sort:
        page = list_occurrences(record, Filter(status=Status.HAPPENED, standing=Standing.CLAIMED), sort=sort)
        assert page.lines == () and page.after is None and page.number == Number(0)
    assert facets(record, Filter()) == type(facets(record, Filter()))()
