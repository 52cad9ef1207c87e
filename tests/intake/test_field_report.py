"""A form's words become plain sentences that are read as they were meant, with nobody's name in them."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.intake.field_report import check_field_report, field_text, places_csv

DAY = "2025-10-16"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (
            {"what": "Shells hit a school.", "where": "Zamzam", "on": DAY, "seen": True},
            "Shells hit a school in Zamzam on 16 October 2025. A monitor saw it.\n",
        ),
        (
            {"what": "Shells hit a school in Zamzam", "where": "Zamzam", "heard_from": "residents."},
            "Shells hit a school in Zamzam. A monitor heard of it from residents.\n",
        ),
        (
            {
                "what": "Two drones struck the market. Shops burned.",
                "where": "Zamzam",
                "seen": True,
                "photographed": True,
                "at": "14:30",
                "numbers": {"killed": "at least 3", "injured": "5-7", "displaced": "1"},
            },
            "Two drones struck the market in Zamzam, killing at least 3 people and injuring between 5 and 7 people. "
            "Shops burned. It was about 14:30. 1 person was displaced. A monitor saw it and photographed it.\n",
        ),
        (
            {
                "what": "Shells hit a camp!",
                "lat": "13,5",
                "lon": "25.1",
                "seen": True,
                "more": "It burned.\n\nAll day.",
            },
            "Shells hit a camp in Marked Place. A monitor saw it.\n\nIt burned.\n\nAll day.\n",
        ),
    ],
)
def test_a_form_becomes_sentences(told: dict[str, object], text: str) -> None:
    assert field_text(check_field_report(**told)) == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"what": " ", "seen": True}, "What happened"),
        ({"what": "Shells fell."}, "How it is known"),
        ({"what": "Shells fell.", "seen": True, "numbers": {"killed": "many"}}, "Killed"),
        ({"what": "Shells fell.", "seen": True, "lat": "13.5"}, "Coordinates"),
        ({"what": "Shells fell.", "seen": True, "lat": "113.5", "lon": "25"}, "Latitude"),
        ({"what": "Shells fell.", "seen": True, "lat": "nan", "lon": "25"}, "Latitude"),
        ({"what": "Shells fell.", "seen": True, "on": "16 October"}, "Day"),
        ({"what": "Shells fell.", "seen": True, "at": "noon"}, "Time"),
    ],
)
def test_what_cannot_be_meant_is_said_by_field(told: dict[str, object], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        check_field_report(**told)  # type: ignore[arg-type]


def test_coordinates_go_with_the_name_of_the_place() -> None:
    told = check_field_report("Shells fell.", 'The "old" camp', "13.5", "25.1", DAY, seen=True)
    assert told.on == date(2025, 10, 16)
    assert places_csv(told) == 'name,lat,lon,precision\n"The ""old"" camp",13.5,25.1,site\n'
    assert places_csv(check_field_report("Shells fell.", "Zamzam", seen=True)) is None
