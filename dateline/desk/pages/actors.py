"""The actors of the record as a list, one of them with all that is told of it, and saying which are one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dateline.errors import UsageError
from dateline.gazetteer.natural_earth import KM_OF_DEGREE
from dateline.lexicon.countries import countries
from dateline.record.briefing import OpenedActor, Sighted
from dateline.record.choices import ActorKind, PlacePrecision
from dateline.record.occurrence import Standing
from dateline.show.actor_sheet import PRIVATE_WORDS, actor_kind_words, matter_words
from dateline.show.asked import country_code
from dateline.show.record_words import STANDING_WORDS, place_of
from dateline.show.words import counted
from dateline.store.actor_list import ActorFilter, ActorSort
from dateline.store.mapping import Box
from dateline.store.refused import DecisionError
from dateline.store.sweeping import UNSETTLED

from ..desk import Desk, Needs, desk_of
from ..errors import NotThereError
from ..network_drawing import draw_network, tie_words
from ..rendering import render
from ..visitor import May, Visitor

router = APIRouter()

_LISTED = 60  # sightings in the list of a track; the newest
_SORT_WORDS = {
    ActorSort.MOST: "in most occurrences",
    ActorSort.NEWEST: "in the newest",
    ActorSort.NAME: "by name",
}

TheDesk = Annotated[Desk, Depends(desk_of)]
Reader = Annotated[Visitor, Depends(Needs(May.READ))]
Judging = Annotated[Visitor, Depends(Needs(May.JUDGE))]
Why = Annotated[str, Form(max_length=2000)]
Other = Annotated[str, Form(max_length=300)]


@router.get("/actors", response_class=HTMLResponse)
def actors(
    request: Request,
    desk: TheDesk,
    visitor: Reader,
    name: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    country: Annotated[str, Query(max_length=60)] = "",
    sort: ActorSort = ActorSort.MOST,
    after: Annotated[str | None, Query(max_length=40)] = None,
) -> HTMLResponse:
    """Return the actors of the record, those in most occurrences first."""
    chosen = ActorKind(kind) if kind in list(ActorKind) else None
    asked = ActorFilter(name.strip() or None, chosen, country_code(country) if country.strip() else None)
    page = desk.seen_by(visitor).actors(asked, after=after or None, sort=sort)
    words = {
        "name": name.strip(),
        "kind": chosen.value if chosen else "",
        "country": country.strip(),
        "sort": sort.value,
    }
    return render(
        request,
        "actors.html",
        page=page,
        asked=asked,
        words=words,
        kinds=list(ActorKind),
        kind_of=actor_kind_words,
        sorts=_SORT_WORDS,
        is_empty=not page.number and asked == ActorFilter(),
    )


@router.get("/actors/{name}", response_class=HTMLResponse)
def actor(request: Request, name: str, desk: TheDesk, visitor: Reader) -> HTMLResponse:
    """Return an actor by its number or any of its names."""
    return _shown(request, desk, visitor, name)


@router.get("/actors/{name}/told", response_class=HTMLResponse)
def told(request: Request, name: str, desk: TheDesk, visitor: Reader) -> HTMLResponse:
    """Return all that is told of an actor, for which its reports are read, as a part of its page."""
    seeing = desk.seen_by(visitor)
    opened = seeing.actor(_named(name))
    track = opened.track if opened.is_tracked else ()
    return render(
        request,
        "actor_told.html",
        opened=opened,
        worded=seeing.worded(one.id for one in opened.names),
        track=sorted(track, key=lambda one: one.start or one.end or "", reverse=True)[:_LISTED],
        tracked=len(track),
        marks=json.dumps(_marks(track)),
        extent=_extent(track),
        matter_words=matter_words,
        place_of=place_of,
        among=_among(opened),
    )


@router.post("/actors/{number}/same")
def same(request: Request, number: int, desk: TheDesk, visitor: Judging, other: Other = "", why: Why = "") -> Response:
    """Say that another actor is this one."""
    try:
        with desk.judge(visitor) as judge:
            judge.same_actor([f"a{number}", *_split(other)], why)
    except DecisionError as error:
        return _shown(request, desk, visitor, str(number), error, other, why)
    return RedirectResponse(f"/actors/{number}", status_code=303)


@router.post("/actors/{number}/apart")
def apart(request: Request, number: int, desk: TheDesk, visitor: Judging, other: Other = "", why: Why = "") -> Response:
    """Say that another actor is not this one."""
    try:
        with desk.judge(visitor) as judge:
            judge.not_same_actor(f"a{number}", other.strip(), why)
    except DecisionError as error:
        return _shown(request, desk, visitor, str(number), error, other, why)
    return RedirectResponse(f"/actors/{number}", status_code=303)


def _shown(
    request: Request,
    desk: Desk,
    visitor: Visitor,
    name: str,
    error: DecisionError | None = None,
    other: str = "",
    why: str = "",
) -> HTMLResponse:
    try:
        head = desk.seen_by(visitor).head_of_actor(_named(name))
    except UsageError as missing:
        raise NotThereError(str(missing)) from None
    first = head.names[0]
    return render(
        request,
        "actor.html",
        422 if error is not None else 200,
        head=head,
        first=first,
        number=int(name) if name.isdecimal() else first.id,
        countries=countries(),
        kind_of=actor_kind_words,
        network=draw_network(first.name, head.ties),
        tie_words=tie_words,
        private=PRIVATE_WORDS,
        error=error,
        other=other,
        why=why,
    )


def _named(name: str) -> str:
    return f"a{name}" if name.isdecimal() else name


def _split(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def _among(opened: OpenedActor) -> str:
    if opened.occurrences.of <= opened.among and not opened.occurrences.is_least:
        return ""
    least = "at least " if opened.occurrences.is_least else ""
    return f"from the newest {opened.among:,} of {least}{counted(opened.occurrences.of, 'occurrence')}"


def _extent(track: Iterable[Sighted]) -> Box | None:
    """Return the part of the world that holds a track, with the discs of what is known less exactly."""
    lats, lons = [], []
    for one in track:
        if one.place is not None and one.place.lat is not None and one.place.lon is not None:
            around = (one.place.radius_km or 0.0) / KM_OF_DEGREE
            lats += [one.place.lat - around, one.place.lat + around]
            lons += [one.place.lon - around, one.place.lon + around]
    return Box(min(lats), min(lons), max(lats), max(lons)) if lats else None


def _marks(track: Iterable[Sighted]) -> dict[str, object]:
    """Return the places of a track as the map's script takes them, what was at one place together."""
    by_place: dict[tuple[float, float, PlacePrecision], list[Sighted]] = defaultdict(list)
    for one in track:
        if one.place is not None and one.place.lat is not None and one.place.lon is not None:
            by_place[one.place.lat, one.place.lon, one.place.precision].append(one)
    found: dict[str, list[dict[str, object]]] = {"marks": [], "areas": []}
    for (lat, lon, precision), sighted in by_place.items():
        place = sighted[0].place
        assert place is not None
        standing = max((one.standing for one in sighted), key=UNSETTLED.index)
        contested = sum(one.is_denied or one.standing is Standing.CONTESTED for one in sighted)
        words = f"{place_of(place)}: {counted(len(sighted), 'occurrence')}; {STANDING_WORDS[standing]}"
        is_point = precision in (PlacePrecision.SITE, PlacePrecision.CITY)
        found["marks" if is_point else "areas"].append(
            {
                "lat": lat,
                "lon": lon,
                "count": len(sighted),
                "contested": contested,
                "standing": standing.value,
                "name": place_of(place),
                "country": place.country,
                "admin1": place.admin1 or (place.name if precision is PlacePrecision.PROVINCE else None),
                "precision": precision.value,
                "radius_km": place.radius_km,
                "words": words,
                "address": f"#at-{sighted[0].occurrence}",
            }
        )
    return {**found, "words": f"{counted(len(by_place), 'place')} of its track"}
