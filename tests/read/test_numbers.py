"""Numbers in words and figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.counts.numbers import find_quantities, is_rounded, loosened, number_range

ROWS = [
    ("14 people", (14, 14), "a figure"),
    ("1,500 fighters", (1500, 1500), "a figure with a comma"),
    ("1.5 million people", (1_500_000, 1_500_000), "a decimal with its scale"),
    ("40 thousand", (40_000, 40_000), "a figure with its scale"),
    ("twenty-five", (25, 25), "a compound in words"),
    ("two hundred and ten", (210, 210), "hundreds in words"),
    ("three thousand five hundred", (3500, 3500), "two scales"),
    ("a hundred", (100, 100), "an article for one"),
    ("a dozen", (12, 12), "a dozen"),
    ("two dozen", (24, 24), "dozens counted"),
    ("half a dozen", (6, 6), "half a dozen"),
    ("a couple of men", (2, 2), "a couple"),
    ("at least 14", (14, None), "open above"),
    ("no fewer than 12", (12, None), "open above"),
    ("20 or more", (20, None), "open above, after the number"),
    ("30+ people", (30, None), "open above, by a sign"),
    ("more than 30", (31, None), "not 30 itself"),
    ("over a dozen", (13, None), "not twelve itself"),
    ("up to 20", (None, 20), "open below"),
    ("as many as 1,500", (None, 1500), "open below"),
    ("no more than five", (None, 5), "open below"),
    ("nearly 50", (None, 50), "just short of it"),
    ("fewer than 20", (None, 19), "not 20 itself"),
    ("about 50", (50, 50), "rounded: the number given, its word in the span"),
    ("an estimated 20,000", (20_000, 20_000), "rounded"),
    ("some 200", (200, 200), "rounded"),
    ("between 10 and 15", (10, 15), "a range"),
    ("between two and three thousand", (2000, 3000), "a range that shares its scale"),
    ("2 or 3 thousand", (2000, 3000), "a range that shares its scale"),
    ("between 200 and 3,000", (200, 3000), "no scale to share"),
    ("half a million", (500_000, 500_000), "half of a scale"),
    ("a quarter of a million", (250_000, 250_000), "a quarter of a scale"),
    ("a third was hurt", (1, 1), "one more"),
    ("a third of them", None, "a share"),
    ("half of them", None, "a share"),
    ("10 to 15", (10, 15), "a range"),
    ("14-16", (14, 16), "a range by a dash"),
    ("two or three", (2, 3), "a range by or"),
    ("several", (3, 9), "vague"),
    ("several hundred", (300, 999), "vague with its scale"),
    ("a few thousand", (3000, 9999), "vague with its scale"),
    ("dozens of civilians", (24, 99), "vague"),
    ("scores", (40, 199), "vague"),
    ("tens of thousands", (20_000, 99_999), "vague"),
    ("hundreds of thousands", (200_000, 999_999), "vague"),
    ("at least dozens", (24, None), "vague and open above"),
    ("another 20", (20, 20), "further ones"),
    ("at least another six", (6, None), "two modifiers"),
    ("another", (1, 1), "one more"),
    ("the people", None, "no number"),
    ("a man", None, "an article alone is no number here"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("phrase", "expected", "why"), ROWS)
def test_number_range(phrase: str, expected: tuple[int | None, int | None] | None, why: str) -> None:
    assert number_range(phrase) == expected, why


@given(st.integers(0, 10**9))
def test_a_figure_is_itself(n: int) -> None:
    assert number_range(f"{n:,}") == (n, n)


WORDS = [
    "at",
    "least",
    "more",
    "than",
    "up",
    "to",
    "a",
    "few",
    "dozen",
    "dozens",
    "of",
    "thousands",
    "between",
    "and",
    "14",
    "20",
    "two",
    "hundred",
    "-",
    "or",
    "another",
    "half",
    "several",
]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_quantities_lie_in_order_and_low_is_not_above_high(words: list[str]) -> None:
    last = 0
    for quantity in find_quantities(words):
        assert last <= quantity.core < quantity.end <= len(words)
        assert quantity.start <= quantity.core
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        last = quantity.end


LOOSENED = [
    ("about 50 people", 50, 50, (45, 55), "a tenth to each side"),
    ("some 5 rebels", 5, 5, (4, 6), "one at least"),
    ("50 people", 50, 50, (50, 50), "exact as it stands"),
    ("at least 50", 50, None, (50, None), "open above, not rounded"),
    ("nearly 200", None, 200, (None, 220), "a rounded upper end"),
]


@pytest.mark.parametrize(("phrase", "low", "high", "expected", "why"), LOOSENED)
def test_rounded_numbers_are_compared_loosely(
    phrase: str, low: int | None, high: int | None, expected: tuple[int | None, int | None], why: str
) -> None:
    assert loosened(low, high, phrase) == expected, why
    assert is_rounded(phrase) == (expected != (low, high))
