"""What a map and a time line count, on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event

from dateline.record.briefing import Filter
from dateline.record.choices import EventType, PlacePrecision
from dateline.record.occurrence import Standing
from dateline.store.mapping import Box, MapView, Spot, lines_at, map_totals, map_view
from dateline.store.record import Record
from dateline.store.timeline import time_line

from .placed import name, put, take_part

WORLD = Box(-90, -180, 90, 180)
EL_FASHER = {"place": "El Fasher", "country": "SDN", "lat": 13.63, "lon": 25.35, "place_precision": "city"}
NYALA = {"place": "Nyala", "country": "SDN", "lat": 12.05, "lon": 24.88, "place_precision": "city", "radius_km": 15.0}
ADEN = {"place": "Aden", "country": "YEM", "lat": 12.78, "lon": 45.03, "place_precision": "site"}
DARFUR = {
    "place": "North Darfur",
    "country": "SDN",
    "admin1": "North Darfur",
    "lat": 15.5,
    "lon": 25.0,
    "place_precision": "province",
}
SUDAN = {"place": "Sudan", "country": "SDN", "lat": 16.0, "lon": 30.0, "place_precision": "country", "radius_km": 770.0}


@pytest.fixture
def placed(record: Record) -> Record:
    """Return a record of eight occurrences: points, areas, without a place, without a day."""
    _fill(record)
    return record


def _fill(record: Record) -> None:
    put(record, "2025-10-11", **EL_FASHER, disputes=1, standing="contested", subtype="air_drone_strike")
    put(record, "2025-10-12", **EL_FASHER, standing="corroborated")
    put(record, "2025-10-20", **NYALA)
    put(record, "2024-05-01", **ADEN, type="PROTEST", status="planned")
    put(record, "2025-09-01", "month", **DARFUR, end_on="2025-09-30")
    put(record, "2025-10-01", None, **SUDAN, standing="denied")
    put(record, "2025-10-02", None, type="ACCUSE")
    put(record)


def _counts(view: MapView) -> dict[str | None, int]:
    return {mark.place: mark.count for mark in (*view.marks, *view.areas)}


def test_what_is_close_together_is_one_mark_until_one_moves_closer(placed: Record) -> None:
    far = map_view(placed, Filter(), WORLD, 1)
    assert sorted(mark.count for mark in far.marks) == [1, 3]
    near = map_view(placed, Filter(), Box(10, 20, 16, 30), 8)
    assert _counts(near) == {"El Fasher": 2, "Nyala": 1, "North Darfur": 1, "Sudan": 1}
    assert {mark.place for mark in near.marks} == {"El Fasher", "Nyala"}  # Aden lies elsewhere, areas are no points


def test_a_mark_has_the_least_settled_standing_and_how_many_are_contested(placed: Record) -> None:
    el_fasher, nyala = sorted(map_view(placed, Filter(), WORLD, 8).marks, key=lambda mark: -mark.count)[:2]
    assert (el_fasher.standing, el_fasher.contested, el_fasher.count) == (Standing.CONTESTED, 1, 2)
    assert el_fasher.occurrence is None
    assert nyala.occurrence is not None
    assert map_view(placed, Filter(place=("Nyala",)), WORLD, 8).marks[0].radius_km == 15.0


def test_nothing_is_dropped(placed: Record) -> None:
    view = map_view(placed, Filter(), WORLD, 3)
    assert view.placed + view.unplaced + view.more == 8
    assert view.unplaced == 2
    assert {area.precision for area in view.areas} == {PlacePrecision.PROVINCE, PlacePrecision.COUNTRY}


@pytest.mark.parametrize(
    ("asked", "placed_here", "unplaced"),
    [
        (Filter(country="SDN"), 5, 0),
        (Filter(type="PROTEST"), 1, 0),
        (Filter(type="air_drone_strike"), 1, 0),
        (Filter(contested=True), 1, 0),
        (Filter(standing=Standing.CORROBORATED), 1, 0),
        (Filter(since="2025-10-12", until="2025-10-31"), 2, 0),
        (Filter(since="2025-10-01"), 4, 1),  # what has no day at all lies in no days
        (Filter(place=("north darfur",)), 1, 0),
        (Filter(place=("Nowhere",)), 0, 0),
        (Filter(actor=("Nobody",)), 0, 0),
        (Filter(country="SDN", type="ASSAULT", since="2025-10-12"), 2, 0),
    ],
)
def test_a_map_shows_what_is_asked_for(placed: Record, asked: Filter, placed_here: int, unplaced: int) -> None:
    view = map_view(placed, asked, WORLD, 5)
    assert (view.placed, view.unplaced) == (placed_here, unplaced)


def test_of_an_actor_what_it_takes_part_in(placed: Record) -> None:
    number = name(placed, "Rapid Support Forces")
    take_part(placed, number, 1, "2025-10-11")
    take_part(placed, number, 1, "2025-10-11", "recipient")
    view = map_view(placed, Filter(actor=("rapid support forces",)), WORLD, 5)
    assert _counts(view) == {"El Fasher": 1}


def test_each_mark_lists_what_it_counts(placed: Record) -> None:
    view = map_view(placed, Filter(), WORLD, 1)
    for mark in view.marks:
        lines, number = lines_at(placed, Filter(), Spot(box=mark.box), 10)
        assert number == len(lines) == mark.count
    for area in view.areas:
        lines, number = lines_at(placed, Filter(), Spot(box=area.box, precision=area.precision), 10)
        assert [line.place for line in lines] == [area.place]
    assert lines_at(placed, Filter(), Spot(unplaced=True), 1)[1] == 2
    assert lines_at(placed, Filter(), Spot(undated=True), 10)[1] == 3


def test_the_totals_tell_what_has_a_place_and_a_day(placed: Record) -> None:
    sudan = map_totals(placed, Filter(country="SDN"))
    assert sudan.extent == Box(12.05, 24.88, 16.0, 30.0)
    assert (sudan.number, sudan.unplaced, sudan.undated) == (5, 0, 1)
    nowhere = map_totals(placed, Filter(type="ACCUSE"))
    assert (nowhere.extent, nowhere.number, nowhere.unplaced) == (None, 1, 1)
    assert map_totals(placed, Filter(actor=("Nobody",))).number == 0
    assert lines_at(placed, Filter(), Spot(), 3)[1] == 8


def test_a_time_line_of_few_has_a_bar_for_each_and_counts_what_has_no_day(placed: Record) -> None:
    line = time_line(placed, Filter())
    assault = line.rows[0]
    assert (assault.type, assault.count, assault.contested, assault.undated) == (EventType.ASSAULT, 4, 1, 2)
    assert [bar.first for bar in assault.bars] == ["2025-09-01", "2025-10-11", "2025-10-12", "2025-10-20"]
    assert assault.bars[0].last == "2025-09-30"
    assert not assault.cells
    assert (line.first, line.last, line.undated) == ("2024-05-01", "2025-10-20", 3)


def test_a_time_line_goes_on_around_the_days_asked_for_or_is_of_them_alone(placed: Record) -> None:
    asked = Filter(since="2025-10-11", until="2025-10-12")
    assert time_line(placed, asked).first == "2024-05-01"
    alone = time_line(placed, asked, whole=False)
    assert (alone.first, alone.last, alone.count) == ("2025-10-11", "2025-10-12", 2)


def test_a_time_line_of_a_part_of_the_world(placed: Record) -> None:
    assert time_line(placed, Filter(), Box(12.5, 44, 13, 46)).count == 1


def test_a_time_line_of_many_counts_them_in_stretches_that_begin_on_a_monday(record: Record) -> None:
    for n in range(300):
        put(record, f"{2020 + n % 3}-{n % 12 + 1:02}-{n % 28 + 1:02}", disputes=n % 2)
    put(record, "2021-03-01", "month")
    line = time_line(record, Filter())
    (row,) = line.rows
    assert line.step == 14
    assert sum(cell.count for cell in row.cells) == 300
    assert sum(cell.contested for cell in row.cells) == 150
    assert {date.fromisoformat(cell.first).weekday() for cell in row.cells} == {0}
    assert [(bar.first, bar.last, bar.count) for bar in row.bars] == [("2021-03-01", "2021-03-31", 1)]


def test_sqlite_reads_no_row_to_count_a_map_or_a_line(tmp_path: Path) -> None:
    asked: list[tuple[str, Sequence[object]]] = []
    with Record.open(str(tmp_path / "record.db")) as record:
        _fill(record)

        @event.listens_for(record.engine, "before_cursor_execute")
        def _(_connection: object, _cursor: object, statement: str, values: Sequence[object], *_more: object) -> None:
            if "GROUP BY occurrence" in statement:
                asked.append((statement, values))

        for of in (Filter(), Filter(country="SDN", standing=Standing.CLAIMED, since="2025-01-01", contested=True)):
            map_view(record, of, WORLD, 3)
            time_line(record, of, WORLD)
    assert len(asked) == 4
    plain = sqlite3.connect(tmp_path / "record.db")
    for statement, values in asked:
        plan = " ".join(row[3] for row in plain.execute(f"EXPLAIN QUERY PLAN {statement}", tuple(values)))
        assert "COVERING INDEX ix_occurrence_map" in plan or "COVERING INDEX ix_occurrence_type_day" in plan
    plain.close()
