"""What people put right in an occurrence: text in and a checked value out when it is decided; the occurrence when read.

A value is kept as JSON. It replaces what the accounts say together, never what an account says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from dateline.record.choices import ActorKind, EventType, Outcome, PlacePrecision, Status, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence, Summary

from .refused import DecisionError

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")

NOTHING_SAID = frozenset({"", "none", "null", "-"})  # words by which a field is left empty
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class _Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A place as a person names it."""

    name: str
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    admin1: str | None = None
    precision: PlacePrecision | None = None
    radius_km: float | None = None
    geonames_id: int | None = None


class _Actor(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """An actor as a person names it."""

    name: str
    kind: ActorKind = ActorKind.UNKNOWN
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Places and actors that a bare name can stand for: those that the accounts name, then ``more`` of the record."""

    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    more: tuple[Actor, ...] = ()


def known_of(whole: Occurrence, more: Iterable[Actor] = ()) -> Known:
    """Return what the accounts of an occurrence name, and more actors behind them."""
    places = tuple(account.place for account in whole.accounts if account.place is not None)
    actors = (a for account in whole.accounts for a in (*account.actors, *account.recipients, *account.via))
    return Known(places, tuple(actors), tuple(more))


def corrected(whole: Occurrence, fixes: Iterable[tuple[str, str]]) -> Occurrence:
    """Return an occurrence with these fields as a person put them right, the later over the earlier.

    The order of the fields changes nothing but for days: an end before a start gives way where the start is the later
    word, and the other way round.
    """
    last: dict[str, str] = {}
    for field, value in fixes:
        last.pop(field, None)
        last[field] = value
    if not last:
        return whole
    summary = whole.summary
    for field in sorted(last, key=list(_FIELDS).index):
        summary = _FIELDS[field].put(summary, last[field])
    if summary.start is not None and summary.end is not None and summary.start[:10] > summary.end[:10]:
        later = next((field for field in reversed(last) if field in {"start", "end"}), "start")
        day = summary.start if later == "start" else summary.end
        summary = replace(summary, start=day, end=day)
    return replace(whole, summary=summary, corrected=tuple(field for field in _FIELDS if field in last))


def checked_value(field: str, text: str, known: Known | None = None) -> str:
    """Return the JSON that is kept for a field as a person writes it: text, or JSON for a place or for actors.

    A bare name of a place or actor is taken as the one that the accounts mean by it. Raises DecisionError with the
    values that the field takes.
    """
    if field not in _FIELDS:
        near = get_close_matches(field, list(_FIELDS), n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise DecisionError(f"An occurrence has no field {field!r}.{hint} The fields are {', '.join(_FIELDS)}.")
    return json.dumps(_FIELDS[field].parse(text.strip(), known or Known()), ensure_ascii=False, sort_keys=True)


def field_names() -> tuple[str, ...]:
    """Return the fields that can be put right."""
    return tuple(_FIELDS)


def field_choices(field: str) -> tuple[str, ...]:
    """Return the values that a field takes, ``none`` last where it may be empty; nothing where any word may fit."""
    of = _FIELDS[field]
    return (*of.values(), *(["none"] if of.may_be_empty else [])) if of.values else ()


_Plain = str | None | dict[str, object] | list[dict[str, object]]  # what json.dumps takes here


@dataclass(frozen=True, slots=True)
class _Field:
    """How the text for a field becomes its value, and how the value is put in."""

    parse: Callable[[str, Known], _Plain]
    put: Callable[[Summary, str], Summary]
    values: Callable[[], Sequence[str]] | None = None
    may_be_empty: bool = True


def _one_of(field: str, values: Sequence[str], text: str, may_be_empty: bool = False) -> str | None:
    wanted = _unquoted(text)
    if may_be_empty and wanted.lower() in NOTHING_SAID:
        return None
    found = {value.lower(): value for value in values}.get(wanted.lower().replace(" ", "_"))
    if found is None:
        near = get_close_matches(wanted.lower(), [value.lower() for value in values], n=1, cutoff=0.5)
        hint = f" Did you mean {next(v for v in values if v.lower() == near[0])}?" if near else ""
        empty = ", or none" if may_be_empty else ""
        raise DecisionError(f"{wanted!r} is no {field}.{hint} It is one of {', '.join(values)}{empty}.")
    return found


def _unquoted(text: str) -> str:
    """Return the text that a JSON string holds, any other as it is."""
    try:
        value = json.loads(text) if text.startswith('"') or text == "null" else text
    except ValueError:
        return text
    return value if isinstance(value, str) else ""


def _choice(
    field: str, values: Callable[[], Sequence[str]], put: Callable[[Summary, str], Summary], may_be_empty: bool
) -> _Field:
    return _Field(lambda text, _: _one_of(field, values(), text, may_be_empty), put, values, may_be_empty)


def _day(field: str) -> Callable[[str, Known], _Plain]:
    def parse(text: str, _: Known) -> str | None:
        wanted = _unquoted(text)
        if wanted.lower() in NOTHING_SAID:
            return None
        try:
            if _DAY.fullmatch(wanted):
                return date.fromisoformat(wanted).isoformat()
        except ValueError:
            pass
        raise DecisionError(f"{wanted!r} is no day for {field}: write it as 2025-10-11, or none.")

    return parse


def _place(text: str, known: Known) -> _Plain:
    if text.lower() in NOTHING_SAID:
        return None
    if not text.startswith("{"):
        name = _unquoted(text)
        for place in known.places:
            if place.name.casefold() == name.casefold():
                return _kept(
                    _Place(
                        name=place.name,
                        lat=place.lat,
                        lon=place.lon,
                        country=place.country,
                        admin1=place.admin1,
                        precision=place.precision,
                        radius_km=place.radius_km,
                        geonames_id=place.geonames_id,
                    )
                )
        return _kept(_Place(name=name))
    place_ = _typed(text, _Place, 'a place: "El Fasher", or {"name": "El Fasher", "lat": 13.63, "lon": 25.35}')
    if not place_.name.strip():
        raise DecisionError("A place has a name.")
    if (place_.lat is None) != (place_.lon is None):
        raise DecisionError("A place has lat and lon, or neither.")
    if place_.lat is not None and place_.lon is not None and not (abs(place_.lat) <= 90 and abs(place_.lon) <= 180):
        raise DecisionError("lat goes from -90 to 90, lon from -180 to 180, in degrees.")
    if place_.radius_km is not None and place_.radius_km < 0:
        raise DecisionError("radius_km is no less than 0.")
    _check_country(place_.country)
    return _kept(place_)


def _actors(text: str, known: Known) -> _Plain:
    if text.lower() in NOTHING_SAID:
        return []
    asked = 'actors: "Sudanese army; Rapid Support Forces", or [{"name": "Sudanese army", "kind": "armed_force"}]'
    if text.startswith(("[", "{")):
        given = _typed(text if text.startswith("[") else f"[{text}]", list[str | _Actor], asked)
    else:
        given = [name for part in _unquoted(text).split(";") if (name := part.strip())]
    found = [_named(one, known) if isinstance(one, str) else one for one in given]
    for actor in found:
        if not actor.name.strip():
            raise DecisionError("An actor has a name.")
        _check_country(actor.country)
    return [_kept(actor) for actor in found]


def _named(name: str, known: Known) -> _Actor:
    wanted = name.strip()
    for actors in (known.actors, known.more):
        found = [_Actor(a.name, a.kind, a.country, a.sector) for a in actors if a.name.casefold() == wanted.casefold()]
        if len({(one.kind, one.country) for one in found}) > 1:
            there = " or ".join(json.dumps(_kept(one), ensure_ascii=False) for one in found)
            raise DecisionError(f"More than one actor is called {wanted!r}; write the one you mean: {there}.")
        if found:
            return found[0]
    return _Actor(wanted)


def _check_country(code: str | None) -> None:
    if code is not None and code not in _countries():
        near = get_close_matches(code, [*_countries(), *_countries().values()], n=1, cutoff=0.5)
        of_name = {name: iso for iso, name in _countries().items()}
        hint = f" Did you mean {of_name.get(near[0], near[0])}?" if near else ""
        raise DecisionError(f"{code!r} is no country: write its code of ISO 3166-1 alpha-3, as SDN.{hint}")


def _typed(text: str, type_: type[T], asked: str) -> T:
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.DecodeError as error:  # ValidationError is one
        raise DecisionError(f"This is not {asked}: {error}.") from None


def _kept(value: _Place | _Actor) -> dict[str, object]:
    plain = msgspec.to_builtins(value)
    assert isinstance(plain, dict)
    return plain


@cache
def _countries() -> Mapping[str, str]:
    """Return the names of countries by their codes."""
    rows = [line.split("\t") for line in _lines("countries.tsv")]
    return {row[0]: row[2] for row in rows[1:]}


@cache
def _subtypes() -> tuple[str, ...]:
    return tuple(line.split("\t")[0] for line in _lines("subtypes.tsv"))


@cache
def _types_of_mode() -> Mapping[str, frozenset[str]]:
    return {mode: frozenset(types.split()) for mode, types in (line.split("\t") for line in _lines("modes.tsv"))}


def _lines(table: str) -> list[str]:
    text = files("dateline.lexicon").joinpath(table).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _values(choice: type[E]) -> Callable[[], Sequence[str]]:
    return lambda: [one.value for one in choice]


def _put_type(summary: Summary, value: str) -> Summary:
    type_ = msgspec.json.decode(value, type=EventType)
    fits = summary.mode is None or type_.value in _types_of_mode().get(summary.mode, frozenset())
    # the CAMEO code follows from type, mode and subtype as the report has them: another type has none
    return replace(summary, type=type_, mode=summary.mode if fits else None, cameo=None)


def _put_subtype(summary: Summary, value: str) -> Summary:
    return replace(summary, subtype=msgspec.json.decode(value, type=str | None), cameo=None)


def _put_mode(summary: Summary, value: str) -> Summary:
    return replace(summary, mode=msgspec.json.decode(value, type=str | None), cameo=None)


def _put_status(summary: Summary, value: str) -> Summary:
    return replace(summary, status=msgspec.json.decode(value, type=Status))


def _put_outcome(summary: Summary, value: str) -> Summary:
    return replace(summary, outcome=msgspec.json.decode(value, type=Outcome | None))


def _put_start(summary: Summary, value: str) -> Summary:
    return _dated(replace(summary, start=msgspec.json.decode(value, type=str | None)))


def _put_end(summary: Summary, value: str) -> Summary:
    return _dated(replace(summary, end=msgspec.json.decode(value, type=str | None)))


def _dated(summary: Summary) -> Summary:
    """Return a summary whose days are as exact as people give them."""
    has_day = summary.start is not None or summary.end is not None
    return replace(summary, precision=TimePrecision.DAY if has_day else None)


def _put_place(summary: Summary, value: str) -> Summary:
    place = msgspec.json.decode(value, type=_Place | None)
    if place is None:
        return replace(summary, place=None)
    # without a word on how exact it is: a point is meant as one, a name alone may be of any size
    exact = place.precision or (PlacePrecision.SITE if place.lat is not None else PlacePrecision.REGION)
    return replace(
        summary,
        place=Place(
            id="",
            name=place.name,
            lat=place.lat,
            lon=place.lon,
            country=place.country,
            admin1=place.admin1,
            precision=exact,
            radius_km=place.radius_km,
            geonames_id=place.geonames_id,
            mentions=(),
        ),
    )


def _people(value: str) -> tuple[Actor, ...]:
    given = msgspec.json.decode(value, type=list[_Actor])
    return tuple(Actor("", one.name, one.kind, one.country, one.sector, ()) for one in given)


def _put_actors(summary: Summary, value: str) -> Summary:
    return replace(summary, actors=_people(value))


def _put_recipients(summary: Summary, value: str) -> Summary:
    return replace(summary, recipients=_people(value))


def _put_via(summary: Summary, value: str) -> Summary:
    return replace(summary, via=_people(value))


_FIELDS: dict[str, _Field] = {
    "type": _choice("type", _values(EventType), _put_type, may_be_empty=False),
    "subtype": _choice("subtype", _subtypes, _put_subtype, may_be_empty=True),
    "mode": _choice("mode", lambda: list(_types_of_mode()), _put_mode, may_be_empty=True),
    "status": _choice("status", _values(Status), _put_status, may_be_empty=False),
    "outcome": _choice("outcome", _values(Outcome), _put_outcome, may_be_empty=True),
    "start": _Field(_day("start"), _put_start),
    "end": _Field(_day("end"), _put_end),
    "place": _Field(_place, _put_place),
    "actors": _Field(_actors, _put_actors),
    "recipients": _Field(_actors, _put_recipients),
    "via": _Field(_actors, _put_via),
}
