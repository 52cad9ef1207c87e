"""Tables for a spreadsheet: every column described and filled, no cell a formula."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.show.tables import TABLES, table_rows
from tests.show.handmade import handmade


def cells(table: str, number: int = 0) -> dict[str, object]:
    """Return one row of the hand-made reading by column."""
    return dict(zip(TABLES[table], list(table_rows(handmade(), table))[number], strict=True))


def test_an_event_is_a_row() -> None:
    row = cells("events")
    assert row["report"] == "malvora.txt"
    assert (row["status"], row["type"], row["subtype"]) == ("happened", "ASSAULT", "air_drone_strike")
    assert (row["start"], row["place"], row["country"], row["lat"]) == ("2025-10-11", "Malvora", "SDN", 10.0)
    assert row["counts"] == "2 drones launched; at least 14 people killed"
    assert (row["voices"], row["voice_kinds"]) == ("Doctors' Circle", "institution")
    assert cells("events", 3)["voices"] == ""  # the report itself tells it
    assert cells("events", 3)["interested"] is None


def test_a_statement_is_a_row() -> None:
    row = cells("statements", 3)
    assert (row["voice"], row["office"], row["act"]) == ("Omar Teshi", "spokesman, Northern Front", "warn")
    assert row["events"] == "e3"
    assert cells("statements", 0)["said_on"] == "2025-10-12"
    assert cells("statements", 1)["proximity"] == "close to the clinic"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0"])
def test_a_hostile_name_is_no_formula(name: str) -> None:
    reading = handmade()
    report = replace(reading.report, outlet=name)
    for table in TABLES:
        for row in table_rows(replace(reading, report=report), table):
            assert not any(isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_coordinates_in_the_south_and_west_stay_numbers() -> None:
    reading = handmade()
    places = tuple(replace(p, lat=-12.5, lon=-3.25) for p in reading.places)
    row = dict(zip(TABLES["events"], next(table_rows(replace(reading, places=places), "events")), strict=True))
    assert (row["lat"], row["lon"]) == (-12.5, -3.25)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_stands_in_the_documentation(table: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    for column, meaning in TABLES[table].items():
        assert f"| `{column}` | {meaning} |" in page
