"""Occurrences as events of the UCDP Georeferenced Event Dataset: its 49 columns as CSV with their heading.

Columns, their names and order: "UCDP GED Codebook version 25.1" (Department of Peace and Conflict Research, Uppsala
University, ucdp.uu.se/downloads), as in the file GEDEvent_v25_1.csv.
"""

from __future__ import annotations

import math
from datetime import date

from dateline.record.choices import EventType, PlacePrecision, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence, Summary

from .base import Exporter, untold_as_fact
from .cells import Cell, comma_rows, day_of, first_voices, joined, safe
from .codes import actor_side, country_name, is_near, number_of
from .tolls import toll_of, toll_of_group

COLUMNS = (
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
)
STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
_VIOLENT = (EventType.ASSAULT, EventType.COERCE)
_WHERE_PREC = {
    PlacePrecision.SITE: 1,
    PlacePrecision.CITY: 1,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.REGION: 5,
    PlacePrecision.COUNTRY: 6,
}


class Ged(Exporter):
    """The table of events; only violence told as having happened in which somebody was killed."""

    suffix = ".csv"

    def _begin(self) -> None:
        self._row = comma_rows(self._text)
        self._row(COLUMNS)

    def _unfit(self, occurrence: Occurrence) -> str | None:
        untold = untold_as_fact(occurrence)
        if untold:
            return untold
        if occurrence.summary.type not in _VIOLENT:
            return "no violence"
        toll = toll_of(occurrence)
        return None if toll.low or toll.high else "nobody told as killed"

    def _put(self, occurrence: Occurrence) -> None:
        self._row([safe(cell) for cell in ged_row(occurrence).values()])


def ged_row(occurrence: Occurrence) -> dict[str, Cell]:
    """Return the row of an occurrence, a value for each column.

    ``low`` and ``high`` are the least and the most that is told; ``best`` is empty unless all tell one number.
    """
    summary, accounts = occurrence.summary, occurrence.accounts
    toll = toll_of(occurrence)
    reports = list({account.report: account for account in accounts}.values())
    kind, side_a, side_b = sides_of(summary)
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    row |= {
        "id": number_of(occurrence),
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": len(reports),
        "source_article": joined(", ".join(part for part in (r.outlet, r.published, r.title) if part) for r in reports),
        "source_office": joined(report.outlet for report in reports),
        "source_date": joined(report.published for report in reports),
        "source_headline": joined(report.title for report in reports),
        "source_original": joined(name for account in accounts for name in first_voices(account)),
        "deaths_civilians": toll_of_group(occurrence, "civilians").agreed,
        "best": toll.agreed,
        "high": toll.high,
        "low": toll.low,
    }
    return row | _days(summary) | _place(summary.place)


def sides_of(summary: Summary) -> tuple[int | None, str, str]:
    """Return the type of violence with its two sides: the state first, and who struck civilians before them."""
    actors = [(actor, actor_side(actor).side) for actor in summary.actors[:1]]
    struck = [(actor, actor_side(actor).side) for actor in summary.recipients[:1]]
    side_a, side_b = _names(summary.actors), _names(summary.recipients)
    if not actors or not struck:
        return None, side_a, side_b
    pair = (actors[0][1], struck[0][1])
    if pair[1] == "civilians" and pair[0] in ("state", "group"):
        return ONE_SIDED, side_a, "Civilians"
    if pair == ("group", "state"):
        return STATE_BASED, side_b, side_a
    if pair in (("state", "group"), ("state", "state")):
        return STATE_BASED, side_a, side_b
    return (NON_STATE if pair == ("group", "group") else None), side_a, side_b


def _names(actors: tuple[Actor, ...]) -> str:
    return joined((actor.name for actor in actors), ", ")


def _days(summary: Summary) -> dict[str, Cell]:
    start = day_of(summary.start)
    end = day_of(summary.end) or start
    if start is None or end is None:
        return {}
    return {
        "year": start.year,
        "date_prec": _date_prec(start, end, summary.precision),
        "date_start": f"{start.isoformat()} 00:00:00.000",
        "date_end": f"{end.isoformat()} 00:00:00.000",
    }


def _date_prec(start: date, end: date, precision: TimePrecision | None) -> int:
    """Return 1 for a day, 2 for up to six, 3 for a week, 4 for a month, 5 for what is longer, up to a year."""
    days = (end - start).days + 1
    if days == 1:
        return 1
    if days <= 6:
        return 2
    if days == 7 or precision is TimePrecision.WEEK:
        return 3
    return 4 if days <= 31 else 5


def _place(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    row: dict[str, Cell] = {
        "where_prec": 2 if is_near(place) else _WHERE_PREC[place.precision],
        "where_coordinates": place.name,
        "adm_1": place.admin1 or (place.name if place.precision is PlacePrecision.PROVINCE else None),
        "adm_2": place.name if place.precision is PlacePrecision.DISTRICT else None,
        "country": country_name(place.country),
    }
    if place.lat is not None and place.lon is not None:
        row |= {
            "latitude": place.lat,
            "longitude": place.lon,
            "geom_wkt": f"POINT ({place.lon} {place.lat})",
            "priogrid_gid": priogrid_cell(place.lat, place.lon),
        }
    return row


def priogrid_cell(lat: float, lon: float) -> int:
    """Return the cell of PRIO-GRID that holds a point: half degrees, numbered eastwards from the south-west corner."""
    row = min(math.floor((90 + lat) * 2), 359)
    column = min(math.floor((180 + lon) * 2), 719)
    return row * 720 + column + 1
