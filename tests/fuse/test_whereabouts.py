"""Places and days that can be one or exclude each other."""

from __future__ import annotations

import pytest

from dateline.fuse.days import days_of
from dateline.fuse.whereabouts import are_apart, are_exact, are_together, distance_km
from dateline.record.choices import PlacePrecision, TimePrecision
from dateline.record.entities import Place

from .telling import QASR, place

NORTH = place("North", 14.0, 30.0, PlacePrecision.PROVINCE, admin1="North")
CHAD = place("Chad", 15.4, 18.7, PlacePrecision.COUNTRY, "TCD")
PAIRS = [
    ("one place", QASR, QASR, False),
    ("one name in two countries", QASR, place("Qasr", 30.0, 30.0, country="EGY"), True),
    ("thirty kilometres", QASR, place("Near", 10.27, 30.0), False),
    ("a hundred kilometres", QASR, place("Other", 10.9, 30.0), True),
    ("the same with a wide doubt", QASR, place("Other", 10.9, 30.0, radius_km=100), False),
    ("a town of a province far from its point", place("Edge", 18.0, 30.0, admin1="North"), NORTH, False),
    ("two towns of one province", place("A", 10.0, 30.0, admin1="North"), place("B", 12.0, 30.0, admin1="North"), True),
    ("a town on the border of a country", place("Border", 13.0, 22.5), CHAD, False),
    ("a town far from a country", place("Coast", 19.6, 37.2), CHAD, True),
    ("another country without a point", place("Lima", None, None, country="OMN"), QASR, True),
    ("the same country without a point", place("Lima", None, None), QASR, False),
    ("a country that is not told", place("Lima", None, None, country=None), QASR, False),
]


@pytest.mark.parametrize(("why", "one", "other", "apart"), PAIRS, ids=[row[0] for row in PAIRS])
def test_places_are_apart_beyond_their_doubt(why: str, one: Place, other: Place, apart: bool) -> None:
    assert are_apart(one, other) is are_apart(other, one) is apart, why
    assert are_together(one, other) is not apart


def test_distance_is_along_the_great_circle() -> None:
    london, paris = place("London", 51.5074, -0.1278), place("Paris", 48.8566, 2.3522)
    assert distance_km(london, paris) == pytest.approx(343.6, abs=0.5)
    assert distance_km(london, london) == 0
    assert distance_km(place("Pole", 90, 0), place("Other pole", -90, 0)) == pytest.approx(20015, abs=1)
    assert distance_km(london, place("Nowhere", None, None)) is None


def test_towns_are_exact_and_provinces_are_not() -> None:
    assert are_exact(QASR, QASR)
    assert not are_exact(QASR, NORTH)


DAY, WEEK = TimePrecision.DAY, TimePrecision.WEEK
GAPS = [
    ("the same day", ("2031-05-01", "2031-05-01", DAY), ("2031-05-01", "2031-05-01", DAY), 0),
    ("the next day", ("2031-05-01", "2031-05-01", DAY), ("2031-05-02", None, DAY), 1),
    ("over the end of a year", ("2031-12-31", None, DAY), ("2032-01-02", None, DAY), 2),
    ("a day in its week", ("2031-05-01", None, DAY), ("2031-04-28", "2031-05-04", WEEK), 0),
    ("since", ("2031-05-01", None, WEEK), ("2031-09-01", None, DAY), 0),
    ("before since", ("2031-05-01", None, WEEK), ("2031-04-01", None, DAY), 30),
    ("until", (None, "2031-05-01", WEEK), ("2031-05-04", None, DAY), 3),
]


@pytest.mark.parametrize(("why", "one", "other", "gap"), GAPS, ids=[row[0] for row in GAPS])
def test_days_have_a_gap_or_meet(why: str, one: tuple, other: tuple, gap: int) -> None:  # type: ignore[type-arg]
    first, second = days_of(*one), days_of(*other)
    assert first is not None and second is not None
    assert first.gap(second) == second.gap(first) == gap, why
    assert first.meets(second) is (gap <= 1)


NO_DAYS = [
    ("nothing told", (None, None, DAY)),
    ("vague words", ("2031-05-01", "2031-05-09", TimePrecision.VAGUE)),
    ("no grain", ("2031-05-01", "2031-05-01", None)),
    ("a broken day", ("soon", None, DAY)),
    ("an end before its start", ("2031-05-02", "2031-05-01", DAY)),
]


@pytest.mark.parametrize(("why", "told"), NO_DAYS, ids=[row[0] for row in NO_DAYS])
def test_days_that_cannot_be_compared(why: str, told: tuple) -> None:  # type: ignore[type-arg]
    assert days_of(*told) is None, why


def test_how_long_days_are() -> None:
    lengths = [
        days_of("2031-05-01", None, DAY),
        days_of("2031-05-01", "2031-05-07", WEEK),
        days_of("2031-05-01", None, WEEK),
    ]
    assert [days.length for days in lengths if days is not None] == [1, 7, 10**6]
