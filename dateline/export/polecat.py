"""Occurrences as events of POLECAT: 40 columns parted by tabs, with their heading, one row an occurrence.

Columns, their names and order: the yearly files ngecEvents.DV.*.txt of "POLECAT Weekly Data" (Halterman, Bagozzi,
Beger, Schrodt and Scarborough, Harvard Dataverse, doi 10.7910/DVN/AJGVIT), described in doi 10.7910/DVN/LMFPIP. Earlier
releases name the fifth column "Intensity". As there, a text that is missing is "None", and a number is empty.
"""

from __future__ import annotations

from dateline import __version__
from dateline.record.choices import PlacePrecision
from dateline.record.entities import Actor
from dateline.record.occurrence import Occurrence

from .base import Exporter, untold_as_fact
from .cells import Cell, day_of, joined, safe, tab_row
from .codes import first_account, quad_codes

COLUMNS = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Event Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
)
_NUMBERS = ("Event Intensity", "Actor COW", "Recipient COW", "Latitude", "Longitude", "GeoNames ID")
# GeoNames' feature codes, which the column holds.
_FEATURES = {
    PlacePrecision.CITY: "PPL",
    PlacePrecision.DISTRICT: "ADM2",
    PlacePrecision.PROVINCE: "ADM1",
    PlacePrecision.COUNTRY: "PCLI",
}


class Polecat(Exporter):
    """The table of events; only what is told as having happened, as POLECAT has no status."""

    suffix = ".txt"

    def _begin(self) -> None:
        self._text(tab_row(COLUMNS))

    def _unfit(self, occurrence: Occurrence) -> str | None:
        return untold_as_fact(occurrence)

    def _put(self, occurrence: Occurrence) -> None:
        cells = [safe(cell) for cell in polecat_row(occurrence).values()]
        none = [None if name in _NUMBERS else "None" for name in COLUMNS]
        self._text(tab_row([none[n] if cell in (None, "") else cell for n, cell in enumerate(cells)]))


def polecat_row(occurrence: Occurrence) -> dict[str, Cell]:
    """Return the row of an occurrence, a value for each column, None where we have nothing for it."""
    summary, first = occurrence.summary, first_account(occurrence)
    row: dict[str, Cell] = dict.fromkeys(COLUMNS)
    day, published = day_of(summary.start), day_of(first.published) if first else None
    row |= {
        "Event ID": occurrence.id,
        "Event Date": day.isoformat() if day else None,
        "Event Type": summary.type.value,
        "Event Mode": summary.mode,
        "Quad Code": quad_codes()[summary.type.value],
        "Contexts": joined(summary.contexts, ";"),
        "Source": joined((account.outlet for account in occurrence.accounts), ";"),
        "Publication Date": published.isoformat() if published else None,
        "Version": f"dateline-{__version__}",
    }
    row |= _actors("Actor", summary.actors)
    row |= _actors("Recipient", summary.recipients)
    if (place := summary.place) is not None:
        row |= {
            "Placename": place.name,
            "City": place.name if place.precision is PlacePrecision.CITY else None,
            "District": place.name if place.precision is PlacePrecision.DISTRICT else None,
            "Province": place.admin1 or (place.name if place.precision is PlacePrecision.PROVINCE else None),
            "Country": place.country,
            "Latitude": place.lat,
            "Longitude": place.lon,
            "GeoNames ID": place.geonames_id,
            "Feature Type": _FEATURES.get(place.precision),
        }
    return row


def _actors(which: str, actors: tuple[Actor, ...]) -> dict[str, Cell]:
    return {
        f"{which} Name": joined((actor.name for actor in actors), ";"),
        f"{which} Country": joined((actor.country for actor in actors), ";"),
        f"Primary {which} Sector": actors[0].sector if actors else None,
        f"{which} Sectors": joined((actor.sector for actor in actors), ";"),
        f"{which} Title": joined((role.title for actor in actors for role in actor.roles), ";"),
    }
