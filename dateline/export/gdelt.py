"""Occurrences as events of GDELT 2.0: 61 columns parted by tabs, no heading, one row an occurrence.

Columns, their names and order: "The GDELT Event Database Data Format Codebook V2.0", 2/19/2015.
"""

from __future__ import annotations

from datetime import datetime

from dateline.record.choices import PlacePrecision, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence, Summary

from .base import Exporter, untold_as_fact
from .cells import Cell, day_of, moment_of, safe, tab_row
from .codes import actor_side, country_codes, country_name, first_account, goldstein_of, number_of, quad_class_of

_ACTOR = [
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
]
_GEO = ["Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
COLUMNS = (
    "GlobalEventID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    *(f"Actor1Geo_{name}" for name in _GEO),
    *(f"Actor2Geo_{name}" for name in _GEO),
    *(f"ActionGeo_{name}" for name in _GEO),
    "DATEADDED",
    "SOURCEURL",
)
_COUNTRY, _US_STATE, _US_CITY, _WORLD_CITY, _WORLD_STATE = 1, 2, 3, 4, 5


class Gdelt(Exporter):
    """The table of events; only what is told as having happened and has a CAMEO code, as GDELT has no status."""

    suffix = ".export.CSV"

    def _unfit(self, occurrence: Occurrence) -> str | None:
        return untold_as_fact(occurrence) or (None if occurrence.summary.cameo else "no CAMEO code")

    def _put(self, occurrence: Occurrence) -> None:
        self._text(tab_row([safe(cell) for cell in gdelt_row(occurrence).values()]))


def file_name(added: datetime) -> str:
    """Return the name that GDELT gives a file of events, from the time of the update: 20251013081500.export.CSV."""
    return f"{added:%Y%m%d%H%M%S}{Gdelt.suffix}"


def gdelt_row(occurrence: Occurrence) -> dict[str, Cell]:
    """Return the row of an occurrence, a value for each column; the first actor and recipient are the two actors."""
    summary, first = occurrence.summary, first_account(occurrence)
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    row["GlobalEventID"] = number_of(occurrence)
    row |= _day(summary)
    row |= _actor("Actor1", summary.actors[0] if summary.actors else None)
    row |= _actor("Actor2", summary.recipients[0] if summary.recipients else None)
    cameo = summary.cameo or ""
    row |= {
        "EventCode": cameo,
        "EventBaseCode": cameo[:3],
        "EventRootCode": cameo[:2],
        "QuadClass": quad_class_of(cameo),
        "GoldsteinScale": goldstein_of(cameo),
        "NumMentions": len(occurrence.accounts),
        "NumSources": len({a.outlet or a.report for a in occurrence.accounts}),
        "NumArticles": len({a.report for a in occurrence.accounts}),
    }
    row |= _place(summary.place)
    if first is not None:
        added = moment_of(first.added)
        row |= {"DATEADDED": f"{added:%Y%m%d%H%M%S}" if added else None, "SOURCEURL": first.url}
    return row


def _day(summary: Summary) -> dict[str, Cell]:
    """Return the columns of the day that are known: a month is no day, and GDELT has no column for the grain."""
    start, end = day_of(summary.start), day_of(summary.end)
    if start is None:
        return {}
    row: dict[str, Cell] = {}
    if summary.precision in (TimePrecision.TIME, TimePrecision.DAY) or start == end:
        # The codebook's own approximation: months of 30 and years of 365 days.
        fraction = start.year + (start.month * 30 + start.day) / 365
        row |= {"Day": f"{start:%Y%m%d}", "FractionDate": f"{fraction:.4f}"}
        end = start
    if end is not None and (start.year, start.month) == (end.year, end.month):
        row["MonthYear"] = f"{start:%Y%m}"
    if end is not None and start.year == end.year:
        row["Year"] = str(start.year)
    return row


def _actor(which: str, actor: Actor | None) -> dict[str, Cell]:
    if actor is None:
        return {}
    role = actor_side(actor).cameo
    return {
        f"{which}Code": f"{actor.country or ''}{role}",
        f"{which}Name": actor.name.upper(),
        f"{which}CountryCode": actor.country,
        f"{which}Type1Code": role,
    }


def _place(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    country = country_name(place.country)
    names = dict.fromkeys(name for name in (place.name, place.admin1, country) if name)
    return {
        "ActionGeo_Type": _geo_type(place),
        "ActionGeo_Fullname": ", ".join(names),
        "ActionGeo_CountryCode": country_codes(place.country).fips,
        "ActionGeo_Lat": place.lat,
        "ActionGeo_Long": place.lon,
    }


def _geo_type(place: Place) -> int | None:
    american = place.country == "USA"
    if place.precision is PlacePrecision.COUNTRY:
        return _COUNTRY
    if place.precision in (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT):
        return _US_STATE if american else _WORLD_STATE
    if place.precision in (PlacePrecision.CITY, PlacePrecision.SITE):
        return _US_CITY if american else _WORLD_CITY
    return None
