"""Occurrences as events of ACLED: the 31 columns of its export as CSV with their heading, one row an occurrence.

Columns, their names, order and values: ACLED Codebook, "ACLED data columns at a glance"
(acleddata.com/knowledge-base/codebook, as of 2025), and "Guide to 2023 ACLED column changes".
"""

from __future__ import annotations

from datetime import date, timedelta

from dateline.record.choices import Effect, PlacePrecision, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Occurrence

from .base import Exporter, untold_as_fact
from .cells import Cell, comma_rows, day_of, joined, moment_of, safe
from .codes import AcledEvent, acled_event, actor_side, country_codes, country_name, is_near
from .notes import note_of
from .tolls import toll_of

COLUMNS = (
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
)
# In the order in which the codebook's table 3 puts them together.
_TYPES = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "External/Other forces",
    "Civilians",
)
_ARMED = frozenset(_TYPES[:4]) | {"External/Other forces"}
_TIME_PRECISION = {TimePrecision.TIME: 1, TimePrecision.DAY: 1, TimePrecision.WEEK: 2, TimePrecision.MONTH: 3}
_GEO_PRECISION = {
    PlacePrecision.SITE: 1,
    PlacePrecision.CITY: 1,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
}


class Acled(Exporter):
    """The table of events; only kinds that ACLED codes, told as having happened."""

    suffix = ".csv"

    def _begin(self) -> None:
        self._row = comma_rows(self._text)
        self._row(COLUMNS)

    def _unfit(self, occurrence: Occurrence) -> str | None:
        untold = untold_as_fact(occurrence)
        return untold or (None if acled_event(occurrence.summary) else "no kind of event that ACLED codes")

    def _put(self, occurrence: Occurrence) -> None:
        self._row([safe(cell) for cell in acled_row(occurrence).values()])


def acled_row(occurrence: Occurrence) -> dict[str, Cell]:
    """Return the row of an occurrence, a value for each column; the fatalities are the least number that is told."""
    summary, accounts = occurrence.summary, occurrence.accounts
    inter1, inter2 = _inter(occurrence, summary.actors), _inter(occurrence, summary.recipients)
    event = _event(occurrence, inter1, inter2)
    day, precision = _day(occurrence)
    added = moment_of(max((a.added for a in accounts if a.added), default=None))
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    row |= {
        "event_id_cnty": f"{summary.place.country if summary.place and summary.place.country else ''}{occurrence.id}",
        "event_date": day.isoformat() if day else None,
        "year": day.year if day else None,
        "time_precision": precision,
        "disorder_type": event.disorder_type,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "inter1": inter1,
        "inter2": inter2,
        "interaction": _interaction(occurrence, inter1, inter2),
        # The codebook's table has "Civilians targeted"; the files have this.
        "civilian_targeting": "Civilian targeting" if _targets_civilians(event, inter2) else None,
        "source": joined(account.outlet or account.agency for account in accounts),
        "notes": note_of(occurrence),
        "fatalities": toll_of(occurrence).low or 0,  # the codebook: no information is 0
        "timestamp": int(added.timestamp()) if added else None,
    }
    row |= _actors(1, summary.actors) | _actors(2, summary.recipients) | _place(summary.place)
    return row


def _actors(number: int, actors: tuple[Actor, ...]) -> dict[str, Cell]:
    return {
        f"actor{number}": actors[0].name if actors else None,
        f"assoc_actor_{number}": joined(actor.name for actor in actors[1:]),
    }


def _place(place: Place | None) -> dict[str, Cell]:
    if place is None:
        return {}
    iso = country_codes(place.country).numeric
    return {
        "iso": int(iso) if iso else None,
        "country": country_name(place.country),
        "admin1": place.admin1 or (place.name if place.precision is PlacePrecision.PROVINCE else None),
        "admin2": place.name if place.precision is PlacePrecision.DISTRICT else None,
        "location": place.name,
        "latitude": None if place.lat is None else f"{place.lat:.4f}",
        "longitude": None if place.lon is None else f"{place.lon:.4f}",
        "geo_precision": 2 if is_near(place) else _GEO_PRECISION.get(place.precision),
    }


def _inter(occurrence: Occurrence, actors: tuple[Actor, ...]) -> str:
    """Return ACLED's type of the first of these actors; a state's forces outside their country are external."""
    if not actors:
        return ""
    known, place = actor_side(actors[0]).acled, occurrence.summary.place
    abroad = place and place.country and actors[0].country and actors[0].country != place.country
    if known == "State forces" and abroad:
        return "External/Other forces"
    event = acled_event(occurrence.summary)
    demonstrators = {"Protests": "Protesters", "Riots": "Rioters"}.get(event.event_type if event else "")
    return demonstrators if demonstrators and known in ("", "Civilians") else known


def _interaction(occurrence: Occurrence, inter1: str, inter2: str) -> str:
    """Return both types as one; empty where an actor is told whose type is not known."""
    if not inter1 or (occurrence.summary.recipients and not inter2):
        return ""
    return "-".join(sorted((inter1, inter2), key=_TYPES.index)) if inter2 else f"{inter1} only"


def _event(occurrence: Occurrence, inter1: str, inter2: str) -> AcledEvent:
    """Return the event type where it depends on who did it to whom, or on whether anybody was hurt."""
    event = acled_event(occurrence.summary)
    assert event is not None
    subtype = occurrence.summary.subtype
    if subtype == "territory_taken" and inter1 == "State forces":
        return event._replace(sub_event_type="Government regains territory")
    if subtype == "attack" and inter1 in _ARMED and inter2 in _ARMED:
        return AcledEvent("Battles", "Armed clash", event.disorder_type)
    if subtype == "attack" and inter2 != "Civilians":
        return AcledEvent("", "", event.disorder_type)  # a battle or violence against civilians: it is not told which
    hurt = toll_of(occurrence).high or toll_of(occurrence).low or toll_of(occurrence, Effect.INJURED).low
    if subtype == "excessive_force_against_protesters" and hurt:
        return AcledEvent("Protests", "Excessive force against protesters", "Political violence; Demonstrations")
    return event


def _targets_civilians(event: AcledEvent, inter2: str) -> bool:
    violent = ("Violence against civilians", "Explosions/Remote violence")
    return event.event_type == violent[0] or (event.event_type == violent[1] and inter2 == "Civilians")


def _day(occurrence: Occurrence) -> tuple[date | None, int | None]:
    """Return the day with its precision: the middle of a week or month; none for anything coarser."""
    summary = occurrence.summary
    start, end = day_of(summary.start), day_of(summary.end)
    precision = _TIME_PRECISION.get(summary.precision) if summary.precision else None
    if start is None or precision is None:
        return None, None
    if precision == 1 or end is None or end < start:
        return start, precision
    return start + timedelta(days=(end - start).days // 2), precision
