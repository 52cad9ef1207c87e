"""The map and the time line of what is asked for, and the parts they ask for as they are moved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from dateline.errors import UsageError
from dateline.record.briefing import Filter
from dateline.record.choices import PlacePrecision, SourceKind, Status
from dateline.record.occurrence import Standing
from dateline.show.record_words import STANDING_WORDS, place_words
from dateline.show.words import TYPE_WORDS, counted
from dateline.store.mapping import AREAS, ZOOMS, Box, MapView, Mark, Spot

from ..asked import Asked, asked_of
from ..desk import Desk, Needs, desk_of
from ..rendering import render
from ..seeing import Seeing
from ..timeline_drawing import draw
from ..visitor import May, Visitor
from ..world import country_outline, province_outline

router = APIRouter()

_LISTED = 40  # occurrences beside the map; the page of occurrences lists all
_WHOLE = "All that is asked for"
_WORLD = Box(-90.0, -180.0, 90.0, 180.0)
_FOR_A_DAY = "private, max-age=86400"  # outlines change with the program alone

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]
Filtered = Annotated[Asked, Depends(asked_of)]


def box_of(box: Annotated[str | None, Query(max_length=120, description="south,west,north,east")] = None) -> Box | None:
    """Return the part of the world that an address names, None where it names none; raises UsageError."""
    if not box:
        return None
    try:
        south, west, north, east = (float(part) for part in box.split(","))
    except ValueError:
        raise UsageError("box: write it as south,west,north,east in degrees, as 12.5,24,22,38.5.") from None
    if not all(-1000 < degrees < 1000 for degrees in (south, west, north, east)):
        raise UsageError("box: degrees go from -90 to 90 north and from -180 to 180 east.")
    return Box(max(south, -90.0), max(west, -180.0), min(north, 90.0), min(east, 180.0))


Boxed = Annotated[Box | None, Depends(box_of)]


@dataclass(frozen=True, slots=True)
class Listing:
    """What stands in the list beside the map: of what, its newest lines, and how many there are."""

    title: str
    shown: tuple[object, ...]
    number: int
    address: str


@router.get("/map", response_class=HTMLResponse)
def map_page(request: Request, desk: TheDesk, visitor: Reader, asked: Filtered) -> HTMLResponse:
    """Return the map with its list; marks and time line follow as parts."""
    seeing = desk.seen_by(visitor)
    totals = seeing.map_totals(asked.filter)
    newest = seeing.listed(asked.filter, _LISTED).lines
    listing = Listing(_WHOLE, tuple(newest), totals.number, f"/occurrences?{asked.query()}")
    return render(
        request,
        "map.html",
        asked=asked,
        extent=totals.extent,
        listing=listing,
        unplaced=totals.unplaced,
        undated=totals.undated,
        is_empty=not listing.number and asked.filter == Filter(),
        statuses=list(Status),
        standings=list(Standing),
        types=list(TYPE_WORDS),
        source_kinds=list(SourceKind),
    )


@router.get("/map/marks")
def marks(
    desk: TheDesk, visitor: Reader, asked: Filtered, box: Boxed, zoom: Annotated[int, Query(ge=0, le=30)] = 2
) -> JSONResponse:
    """Return what the map shows of a part of the world at a zoom."""
    view = desk.seen_by(visitor).map_view(asked.filter, box or _WORLD, min(zoom, ZOOMS[-1]))
    return JSONResponse(
        {
            "marks": [_written(mark) for mark in view.marks],
            "areas": [_written(mark) for mark in view.areas],
            "words": _view_words(view),
        }
    )


@router.get("/map/list", response_class=HTMLResponse)
def listed(
    request: Request,
    desk: TheDesk,
    visitor: Reader,
    asked: Filtered,
    box: Boxed,
    area: PlacePrecision | None = None,
    unplaced: bool = False,
    undated: bool = False,
    name: Annotated[str, Query(max_length=200)] = "",
) -> HTMLResponse:
    """Return the list of one mark, of one area, or of what has no place or no day, as a part of the map's page."""
    if area is not None and area not in AREAS:
        raise UsageError(f"area: {area.value} is a point of the map; the areas are {', '.join(AREAS)}.")
    seeing = desk.seen_by(visitor)
    return render(
        request, "map_list.html", listing=_listing(seeing, asked, Spot(box, area, unplaced, undated), name), asked=asked
    )


@router.get("/map/line", response_class=HTMLResponse)
def line(
    request: Request, desk: TheDesk, visitor: Reader, asked: Filtered, box: Boxed, close: bool = False
) -> HTMLResponse:
    """Return the time line as a part; ``close`` shows the days asked for alone, a box what lies in it."""
    told = desk.seen_by(visitor).time_line(asked.filter, box, not close)
    return render(
        request, "map_line.html", line=told, drawn=draw(told), asked=asked, close=close, in_view=box is not None
    )


@router.get("/map/outline")
def outline(
    visitor: Reader,
    country: Annotated[str, Query(min_length=3, max_length=3)],
    admin1: Annotated[str, Query(max_length=100)] = "",
    lat: Annotated[float | None, Query(ge=-90, le=90)] = None,
    lon: Annotated[float | None, Query(ge=-180, le=180)] = None,
) -> Response:
    """Return the outline of a province, or of a country, as GeoJSON; nothing where the map has no such one.

    A province that Natural Earth spells otherwise is found by its middle.
    """
    middle = (lat, lon) if lat is not None and lon is not None else None
    code = country.upper()
    polygons = province_outline(code, admin1, middle) if admin1 else country_outline(code)
    if not polygons:
        return Response(status_code=204, headers={"Cache-Control": _FOR_A_DAY})
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    feature = {"type": "Feature", "properties": {"country": code, "admin1": admin1}, "geometry": geometry}
    return JSONResponse(feature, headers={"Cache-Control": _FOR_A_DAY})


def _listing(seeing: Seeing, asked: Asked, spot: Spot, name: str) -> Listing:
    lines, number = seeing.lines_at(asked.filter, spot, _LISTED)
    if spot.unplaced:
        title = "Without a place"
    elif spot.undated:
        title = "Without a day of its own"
    elif spot.precision is not None:
        title = f"Known only to be in {name or 'this area'}"
    elif spot.box is not None:
        title = name or "Here"
    else:
        title = _WHOLE
    return Listing(title, tuple(lines), number, f"/occurrences?{asked.query()}")


def _written(mark: Mark) -> dict[str, object]:
    name = place_words(mark.place, mark.country, mark.precision)
    told = counted(mark.count, "occurrence")
    contested = f", accounts differ on {mark.contested:,}" if mark.contested else ""
    standing = STANDING_WORDS[mark.standing]
    words = (
        f"{name or 'Several places'}: {told}{contested}; {'' if mark.count == 1 else 'the least settled: '}{standing}"
    )
    box = mark.box
    return {
        "lat": round(mark.lat, 5),
        "lon": round(mark.lon, 5),
        "box": f"{box.south:.6f},{box.west:.6f},{box.north:.6f},{box.east:.6f}",
        "count": mark.count,
        "contested": mark.contested,
        "standing": mark.standing.value,
        "name": name,
        "country": mark.country,
        "admin1": mark.admin1 or (mark.place if mark.precision is PlacePrecision.PROVINCE else None),
        "precision": mark.precision.value if mark.precision is not None else None,
        "radius_km": mark.radius_km,
        "words": words,
    }


def _view_words(view: MapView) -> str:
    parts = [f"{view.placed:,} {'occurrence' if view.placed == 1 else 'occurrences'} on the map as it is moved"]
    if view.areas:
        parts.append(f"{sum(mark.count for mark in view.areas):,} of them known only to an area")
    if view.unplaced:
        parts.append(f"{view.unplaced:,} without a place stand beside it")
    if view.more:
        parts.append(f"{view.more:,} more are not drawn: move closer")
    return "; ".join(parts)
