"""Accounts, voices, actors and places with short defaults, for tests that lay accounts of one occurrence side by side."""

from __future__ import annotations

from typing import Any

from dateline.record.account import Account, Chain, Figure, Voice
from dateline.record.choices import (
    Act,
    ActorKind,
    Effect,
    EventType,
    PlacePrecision,
    SourceKind,
    Status,
    TimePrecision,
)
from dateline.record.entities import Actor, Place

DAY1, DAY2, DAY3 = "2031-05-01", "2031-05-02", "2031-05-03"


def actor(
    name: str, kind: ActorKind = ActorKind.ARMED_GROUP, country: str | None = None, sector: str | None = None
) -> Actor:
    """Return an actor, its id made of its name."""
    return Actor(f"actor {name}", name, kind, country, sector, ())


HARAD = actor("Harad Front")
TOLMIN = actor("Tolmin Brigades")
ARMY = actor("Sudanese army", ActorKind.ARMED_FORCE, "SDN", "MIL")
SUDAN = actor("Sudan", ActorKind.GOVERNMENT, "SDN", "GOV")
SYRIA = actor("Syria", ActorKind.GOVERNMENT, "SYR", "GOV")
AMERICA = actor("United States", ActorKind.GOVERNMENT, "USA", "GOV")
CLINIC = actor("Qasr Clinic", ActorKind.ORGANIZATION)
MONITOR = actor("Lima Monitor", ActorKind.ORGANIZATION)
CIVILIANS = actor("civilians", ActorKind.PEOPLE)


def place(
    name: str,
    lat: float | None = 10.0,
    lon: float | None = 30.0,
    precision: PlacePrecision = PlacePrecision.CITY,
    country: str | None = "SDN",
    admin1: str | None = None,
    radius_km: float | None = None,
) -> Place:
    """Return a place."""
    return Place(f"place {name}", name, lat, lon, country, admin1, precision, radius_km, None, ())


QASR = place("Qasr")


def figure(
    low: int | None, high: int | None, what: str = "people", effect: Effect = Effect.KILLED, words: str = ""
) -> Figure:
    """Return a figure with its words."""
    if not words:
        number = f"at least {low}" if high is None else f"fewer than {(high or 0) + 1}" if low is None else f"{low}"
        words = f"{number} {what}"
    return Figure(what, effect, low, high, words)


def dead(low: int | None, high: int | None = None) -> tuple[Figure, ...]:
    """Return one figure of people killed: exactly so many, or at least where ``high`` is -1."""
    return (figure(low, None if high == -1 else low if high is None else high),)


def voice(of: Actor | str, act: Act = Act.SAY, said: str = "", **more: Any) -> Chain:
    """Return a chain of one voice: of an actor, or of unnamed persons by their words."""
    if isinstance(of, str):
        kind = more.pop("kind", SourceKind.ANONYMOUS)
        return (Voice("s1", kind, None, of, act, said, **more),)
    kind = SourceKind.PERSON if of.kind is ActorKind.PERSON else SourceKind.INSTITUTION
    return (Voice("s1", more.pop("kind", kind), of.name, of.name, act, said, actor=of, **more),)


def account(report: str, *chains: Chain, day: str | None = DAY1, **fields: Any) -> Account:
    """Return one report's account of an attack; the sentence is the report's own unless it is given."""
    named = {
        "id": f"{report}e1",
        "report": report,
        "outlet": f"Outlet {report}",
        "agency": None,
        "published": day,
        "type": EventType.ASSAULT,
        "subtype": "attack",
        "mode": None,
        "cameo": None,
        "contexts": (),
        "status": Status.HAPPENED,
        "outcome": None,
        "alleged": False,
        "trigger": "attacked",
        "lemma": "attack",
        "sentence": f"Report {report} tells of the attack in its own words.",
        "chains": chains,
    }
    return Account(**{**named, **fields})


def days(start: str | None, end: str | None = None, precision: TimePrecision = TimePrecision.DAY) -> dict[str, Any]:
    """Return the fields of an account that tell its days."""
    return {"start": start, "end": end or start, "precision": precision}
