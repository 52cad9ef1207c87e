"""A user's own lists in the reading: their places win over ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import all_commands
from dateline.gazetteer.own import read_own_places
from dateline.read.own import OwnLists
from dateline.read.pipeline import draft_reports
from tests.build import report_of
from tests.read.test_places import place_named

ROWS = """name,lat,lon,country,precision,aliases
Palma,10.5,-2.5,BFA,city,
Checkpoint Zulu,12.25,44.25,Yemen,site,Zulu Gate;Bab Zulu
Wadi Haram,16.1,44.9,YEM,region,
Ghost Hill,15.0,45.0,YEM,city,
"""


@pytest.fixture
def own(tmp_path: Path) -> OwnLists:
    path = tmp_path / "places.csv"
    path.write_text(ROWS, encoding="utf-8")
    return OwnLists(read_own_places(path))


@pytest.mark.parametrize(
    ("sentence", "name", "lat", "precision"),
    [
        ("Gunmen attacked Palma on Friday, residents said.", "Palma", 10.5, "city"),
        ("Insurgents in Mozambique entered Palma on Friday.", "Palma", 10.5, "city"),  # ours would be another
        ("Three soldiers were killed at Checkpoint Zulu on Sunday.", "Checkpoint Zulu", 12.25, "site"),
        ("A car bomb exploded near Zulu Gate, police said.", "Zulu Gate", 12.25, "site"),
        ("Houthi fighters left BAB ZULU overnight.", "BAB ZULU", 12.25, "site"),
        ("Tribesmen fought rebels across Wadi Haram for a week.", "Wadi Haram", 16.1, "region"),
        ("The army shelled Ghost Hill.", "Ghost Hill", 15.0, "city"),
    ],
)
def test_own_places_win(own: OwnLists, sentence: str, name: str, lat: float, precision: str) -> None:
    draft = next(draft_reports([report_of(sentence)], until="places", own=own))
    place = place_named(draft, name)
    assert place is not None, [p.name for p in draft.places]
    assert (place.lat, place.precision) == (lat, precision)
    assert place.geonames_id is None


def test_a_person_of_the_name_stays_a_person(own: OwnLists) -> None:
    draft = next(draft_reports([report_of("Mayor Carlos Palma said the town was calm.")], until="places", own=own))
    assert place_named(draft, "Palma") is None


def test_the_next_reading_has_ours_again(own: OwnLists) -> None:
    text = "Militants attacked the town of Palma in northern Mozambique."
    next(draft_reports([report_of(text)], until="places", own=own))
    draft = next(draft_reports([report_of(text)], until="places"))
    place = place_named(draft, "Palma")
    assert place is not None
    assert place.country == "MOZ"


def test_the_option_of_the_command(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Three soldiers were killed at Checkpoint Zulu on Sunday, the army said.", encoding="utf-8")
    places = tmp_path / "places.csv"
    places.write_text(ROWS, encoding="utf-8")
    asked = ["read", str(report), "--places", str(places), "--format", "json"]
    shown = CliRunner().invoke(all_commands(), asked)
    assert shown.exit_code == 0, shown.output
    assert '"lat": 12.25' in shown.output
    places.write_text("name,lat,lon\nXy,north,1\n", encoding="utf-8")
    from dateline.errors import UsageError

    refused = CliRunner().invoke(all_commands(), asked)
    assert isinstance(refused.exception, UsageError)
    assert "line 2: lat is 'north'" in str(refused.exception)
