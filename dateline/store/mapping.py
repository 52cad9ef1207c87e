"""A filter and a part of the world in, what a map shows of it out: marks that say how many, how sure of the place.

What lies close together at a zoom is one mark, so that a map has few of them whatever the record's size. What is known
only to its province or country is a mark of that area and never a point; what has no place is counted beside the map.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, and_, case, cast, func, literal, select

from dateline.record.briefing import Filter, OccurrenceLine
from dateline.record.choices import PlacePrecision
from dateline.record.occurrence import Standing

from .asking import in_parts
from .lines import occurrence_lines
from .record import Record
from .schema_fused import occurrence
from .sweeping import UNSETTLED, UNSETTLED_RANK, Condition, Sweep
from .telling import Aside

AREAS = (PlacePrecision.DISTRICT, PlacePrecision.PROVINCE, PlacePrecision.COUNTRY, PlacePrecision.REGION)
ZOOMS = range(13)  # beyond the last a place is no nearer: places are known to some hundred metres
_CELL = 64  # pixels at a zoom that are one mark; by hand: two marks with their numbers do not touch
_TILE = 256  # pixels around the world at zoom 0
_MARKS = 1500  # in one view, those of most; by hand: a browser draws them at once
_AREAS = 150  # by hand: more outlines over each other say nothing
_EXACT = 1e-6  # degrees: the same place

_TABLE = occurrence.c


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world, in degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Occurrences at one place, or at several that lie close together: where ``place`` is None.

    ``contested`` is how many of them accounts differ on, ``standing`` the least settled of theirs, ``box`` what holds
    them; ``occurrence`` is the one where ``count`` is 1.
    """

    lat: float
    lon: float
    box: Box
    count: int
    contested: int
    standing: Standing
    occurrence: int | None = None
    place: str | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class MapView:
    """What a map shows: marks within the part of the world, areas wherever they are, and what it cannot show.

    ``more`` is how many occurrences stand on marks and areas left out because there are too many; ``unplaced`` how many
    have no place.
    """

    marks: tuple[Mark, ...]
    areas: tuple[Mark, ...]
    more: int
    unplaced: int

    @property
    def placed(self) -> int:
        """How many occurrences the marks and areas stand for."""
        return sum(mark.count for mark in (*self.marks, *self.areas))


@dataclass(frozen=True, slots=True)
class Spot:
    """Which occurrences of a map are listed: those at points within a box, of one area, or those without a place.

    Without any of these all that has a place or none is meant; ``undated`` asks for what has no day of its own.
    """

    box: Box | None = None
    precision: PlacePrecision | None = None  # of the area whose middle the box holds
    unplaced: bool = False
    undated: bool = False


@dataclass(frozen=True, slots=True)
class MapTotals:
    """Of what is asked for: the part of the world that holds it, None where none has a place, and numbers."""

    extent: Box | None
    number: int
    unplaced: int
    undated: int  # without a day of its own


def map_view(record: Record, asked: Filter, box: Box, zoom: int) -> MapView:
    """Return what a map of a part of the world shows at a zoom of what a filter asks for."""
    with record.engine.connect() as connection:
        sweep = Sweep(connection, asked)
        if sweep.is_void:
            return MapView((), (), 0, 0)
        rows = connection.execute(_clustered(sweep, box, zoom)).all()
        points = [row for row in rows if not row.is_area]
        areas = [row for row in rows if row.is_area]
        more = sum(row.number for row in (*points[_MARKS:], *areas[_AREAS:]))
        known = _known(sweep, [row.newest for row in (*points[:_MARKS], *areas[:_AREAS]) if _is_one(row)])
        unplaced = select(func.count()).select_from(occurrence).where(_TABLE.lat.is_(None), *sweep.conditions)
        return MapView(
            tuple(_mark(row, known) for row in points[:_MARKS]),
            tuple(_mark(row, known) for row in areas[:_AREAS]),
            more,
            connection.scalar(unplaced) or 0,
        )


def map_totals(record: Record, asked: Filter) -> MapTotals:
    """Return how much of what a filter asks for has a place and a day, and the part of the world that holds it."""
    with record.engine.connect() as connection:
        sweep = Sweep(connection, asked)
        if sweep.is_void:
            return MapTotals(None, 0, 0, 0)
        lat, lon = sweep.aside(_TABLE.lat), sweep.aside(_TABLE.lon)
        columns: tuple[ColumnElement[Any], ...] = (
            func.min(lat),
            func.min(lon),
            func.max(lat),
            func.max(lon),
            func.count(),
            func.sum(case((lat.is_(None), 1), else_=0)),
            func.sum(case((_TABLE.time_precision.is_(None), 1), else_=0)),
        )
        row = connection.execute(select(*columns).select_from(occurrence).where(*sweep.conditions)).one()
        box = Box(*row[:4]) if row[0] is not None else None
        return MapTotals(box, row[4], row[5] or 0, row[6] or 0)


def lines_at(record: Record, asked: Filter, spot: Spot, most: int) -> tuple[list[OccurrenceLine], int]:
    """Return the newest occurrences of a spot in lines, at most so many, and how many there are."""
    with record.engine.connect() as connection:
        sweep = Sweep(connection, asked)
        if sweep.is_void:
            return [], 0
        if spot == Spot():
            return occurrence_lines(connection, sweep.newest(most)), map_totals(record, asked).number
        there = [*sweep.conditions, *_at(spot)]
        number = connection.scalar(select(func.count()).select_from(occurrence).where(*there))
        newest = select(_TABLE.id).where(*there).order_by(_TABLE.day.desc(), _TABLE.id.desc()).limit(most)
        return occurrence_lines(connection, connection.scalars(newest).all()), number or 0


def within(box: Box, aside: Aside = lambda column: column) -> list[Condition]:
    """Return the conditions that an occurrence lies within a part of the world; ``aside`` keeps them off an index."""
    return [aside(_TABLE.lat).between(box.south, box.north), aside(_TABLE.lon).between(box.west, box.east)]


def _at(spot: Spot) -> list[Condition]:
    found: list[Condition] = []
    if spot.unplaced:
        found.append(_TABLE.lat.is_(None))
    if spot.undated:
        found.append(_TABLE.time_precision.is_(None))
    if spot.box is not None:
        edge = Box(spot.box.south - _EXACT, spot.box.west - _EXACT, spot.box.north + _EXACT, spot.box.east + _EXACT)
        found += within(edge)
        precision = _TABLE.place_precision
        is_area = precision.in_([one.value for one in AREAS])
        found.append(precision == spot.precision.value if spot.precision is not None else ~is_area)
    return found


def _clustered(sweep: Sweep, box: Box, zoom: int) -> Any:
    """Return the query for marks: places first, in the order of the index, then places of one cell together."""
    is_area = _TABLE.place_precision.in_([one.value for one in AREAS])
    differs = func.sum(case((_TABLE.disputes > 0, 1), else_=0))
    places = (
        select(
            _TABLE.lat,
            _TABLE.lon,
            _TABLE.place_precision,
            func.count().label("number"),
            differs.label("contested"),
            func.max(UNSETTLED_RANK).label("rank"),
            func.max(_TABLE.id).label("newest"),
        )
        .where(_TABLE.lat.is_not(None), (is_area | and_(*within(box))), *sweep.conditions)
        .group_by(_TABLE.lat, _TABLE.lon, _TABLE.place_precision)
    )
    one = places.subquery()
    area = one.c.place_precision.in_([precision.value for precision in AREAS])
    degrees = 360 * _CELL / (_TILE * 2**zoom)
    column = case((area, one.c.lon), else_=_floor(sweep, (one.c.lon + 180) / degrees))
    row = case((area, one.c.lat), else_=_floor(sweep, (one.c.lat + 90) / degrees))
    precision = case((area, one.c.place_precision), else_=literal(""))
    count = func.sum(one.c.number)
    return (
        select(
            func.max(case((area, 1), else_=0)).label("is_area"),
            (func.sum(one.c.lat * one.c.number) / count).label("lat"),
            (func.sum(one.c.lon * one.c.number) / count).label("lon"),
            func.min(one.c.lat).label("south"),
            func.min(one.c.lon).label("west"),
            func.max(one.c.lat).label("north"),
            func.max(one.c.lon).label("east"),
            count.label("number"),
            func.sum(one.c.contested).label("contested"),
            func.max(one.c.rank).label("rank"),
            func.max(one.c.newest).label("newest"),
        )
        .group_by(column, row, precision)
        .order_by(count.desc(), func.max(one.c.newest))
    )


def _floor(sweep: Sweep, positive: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a number from 0 up without its fraction, which SQLite's cast leaves out and PostgreSQL's rounds."""
    return cast(positive, Integer) if sweep.connection.dialect.name == "sqlite" else func.floor(positive)


def _is_one(row: Row[Any]) -> bool:
    return bool(row.south == row.north and row.west == row.east)


def _known(sweep: Sweep, numbers: list[int]) -> dict[int, Row[Any]]:
    """Return what is known of the places of these occurrences, each of which stands for all that are at its place."""
    columns = (_TABLE.id, _TABLE.place, _TABLE.country, _TABLE.admin1, _TABLE.place_precision, _TABLE.radius_km)
    found: dict[int, Row[Any]] = {}
    for part in in_parts(sorted(numbers)):
        rows = sweep.connection.execute(select(*columns).where(_TABLE.id.in_(part)))
        found |= {row.id: row for row in rows}
    return found


def _mark(row: Row[Any], known: dict[int, Row[Any]]) -> Mark:
    place = known.get(row.newest)
    return Mark(
        lat=float(row.lat),
        lon=float(row.lon),
        box=Box(row.south, row.west, row.north, row.east),
        count=int(row.number),
        contested=int(row.contested),
        standing=UNSETTLED[row.rank],
        occurrence=row.newest if row.number == 1 else None,
        place=place.place if place is not None else None,
        country=place.country if place is not None else None,
        admin1=place.admin1 if place is not None else None,
        precision=PlacePrecision(place.place_precision) if place is not None else None,
        radius_km=place.radius_km if place is not None else None,
    )
