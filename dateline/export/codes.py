"""The codes of other data sets for what we hold, from the tables beside this file; each names its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dateline.lexicon.countries import countries
from dateline.record.account import Account
from dateline.record.choices import PlacePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence, Summary

# What the reading takes for "near" where no distance is told. A city of over 1.7 million is as wide, and counts too.
NEAR_KM = 15.0
_STATEMENT_ROOTS = range(1, 6)  # CAMEO 01 to 05 are verbal cooperation, 06 to 09 material, 10 to 14 verbal conflict
_COOPERATION_ROOTS = range(6, 10)
_VERBAL_CONFLICT_ROOTS = range(10, 15)


class CountryCodes(NamedTuple):
    """Codes of one country, each empty where it has none."""

    iso2: str = ""
    numeric: str = ""
    fips: str = ""


class ActorSide(NamedTuple):
    """What an actor is to CAMEO, UCDP and ACLED, each empty where not told."""

    cameo: str = ""
    side: str = ""
    acled: str = ""


class AcledEvent(NamedTuple):
    """An event type of ACLED."""

    event_type: str
    sub_event_type: str
    disorder_type: str


def rows_of(name: str, width: int) -> list[list[str]]:
    """Return the rows of a table beside this file, without comments and heading, each filled up to this width."""
    text = files("dateline.export").joinpath(name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    return [row + [""] * (width - len(row)) for row in rows]


@cache
def _country_codes() -> dict[str, CountryCodes]:
    return {row[0]: CountryCodes(*row[1:]) for row in rows_of("country_codes.tsv", 4)}


def country_codes(country: str | None) -> CountryCodes:
    """Return the codes of a country (alpha-3), all empty for none."""
    return _country_codes().get(country or "", CountryCodes())


def country_name(country: str | None) -> str:
    """Return the name of a country (alpha-3), empty for none."""
    known = countries().get(country or "")
    return known.name if known else ""


@cache
def _actor_sides() -> dict[str, ActorSide]:
    return {row[0]: ActorSide(*row[1:]) for row in rows_of("actor_sides.tsv", 4)}


def actor_side(actor: Actor | None) -> ActorSide:
    """Return what an actor is to other data sets: by its sector, else by its kind."""
    if actor is None:
        return ActorSide()
    table = _actor_sides()
    return table.get(actor.sector or "") or table.get(actor.kind.value) or ActorSide()


@cache
def _goldstein() -> dict[str, float]:
    return {row[0]: float(row[1]) for row in rows_of("goldstein.tsv", 2)}


def goldstein_of(cameo: str | None) -> float | None:
    """Return the Goldstein score of a CAMEO code, None without one."""
    return _goldstein().get(cameo or "")


def quad_class_of(cameo: str | None) -> int | None:
    """Return GDELT's class of a CAMEO code: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict."""
    if not cameo or not cameo[:2].isdigit():
        return None
    root = int(cameo[:2])
    if root in _STATEMENT_ROOTS:
        return 1
    return 2 if root in _COOPERATION_ROOTS else 3 if root in _VERBAL_CONFLICT_ROOTS else 4


@cache
def quad_codes() -> dict[str, str]:
    """Return the quad code of each PLOVER type."""
    return {row[0]: row[1] for row in rows_of("quads.tsv", 2)}


@cache
def _acled_events() -> list[tuple[tuple[str, str, str], AcledEvent]]:
    return [((row[0], row[1], row[2]), AcledEvent(*row[3:])) for row in rows_of("acled_events.tsv", 6)]


def acled_event(summary: Summary) -> AcledEvent | None:
    """Return ACLED's type of an event by the line that matches most, None where no line does."""
    held = (summary.type.value, summary.mode or "", summary.subtype or "")
    best, most = None, 0
    for wanted, event in _acled_events():
        if all(not want or want == have for want, have in zip(wanted, held, strict=True)):
            matches = sum(map(bool, wanted)) + 3 * bool(wanted[2])  # the subtype says most of the three
            if matches > most:
                best, most = event, matches
    return best


def first_account(occurrence: Occurrence) -> Account | None:
    """Return the account first told, None for an occurrence without any."""
    return occurrence.accounts[0] if occurrence.accounts else None


def number_of(occurrence: Occurrence) -> str:
    """Return the occurrence's number in the record, for formats whose id is a number; empty where it has none."""
    return occurrence.id if occurrence.id.isdecimal() and occurrence.id.isascii() else ""


def is_near(place: Place) -> bool:
    """Tell whether a point stands for somewhere around it: "near Irbil", "30 km north of Irbil"."""
    if place.precision not in (PlacePrecision.SITE, PlacePrecision.CITY) or not place.radius_km:
        return False
    return place.radius_km >= NEAR_KM or place.geonames_id is None
