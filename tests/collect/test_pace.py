"""When something is asked next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.collect.pace import backoff, is_dead, next_look, next_pace, next_try, retry_after, spread

NOW = datetime(2026, 5, 8, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "pace", "has_brought", "then"),
    [
        (900, None, False, 1350),  # nothing new: more seldom
        (900, 1350, True, 900),  # never more often than asked for
        (900, 20_000, False, 21_600),  # nor more seldom than each six hours
        (86_400, 86_400, False, 86_400),  # unless that is what was asked for
        (900, 7200, True, 3600),
    ],
)
def test_a_seed_is_asked_as_often_as_it_brings(every: int, pace: int | None, has_brought: bool, then: int) -> None:
    assert next_pace(every, pace, has_brought) == then


@given(st.integers(60, 90_000), st.integers(1, 200), st.text(max_size=20))
def test_backing_off_grows_and_has_an_end(pace: int, failures: int, by: str) -> None:
    wait = backoff(pace, failures, by).total_seconds()
    assert pace <= wait * 1.2 and wait <= max(86_400, pace) * 1.11
    assert backoff(pace, failures, by).total_seconds() == wait  # no chance in it


@given(st.floats(1, 1e6), st.text(max_size=20))
def test_what_is_spread_stays_near(seconds: float, by: str) -> None:
    assert 0.89 * seconds <= spread(seconds, by).total_seconds() <= 1.11 * seconds


def test_addresses_are_spread_apart() -> None:
    assert len({spread(900, f"https://site{n}.example/") for n in range(100)}) > 90


@pytest.mark.parametrize(
    ("failures", "silent", "dead"),
    [(5, timedelta(days=3), True), (50, timedelta(days=2), False), (4, timedelta(days=9), False)],
)
def test_dead_is_what_fails_often_and_for_days(failures: int, silent: timedelta, dead: bool) -> None:
    assert is_dead(failures, NOW - silent, NOW) is dead


def test_a_page_is_tried_for_about_a_day_and_looked_at_for_two_weeks() -> None:
    waits = []
    while (wait := next_try(len(waits) + 1, "x")) is not None:
        waits.append(wait)
    assert timedelta(hours=6) < sum(waits, timedelta()) < timedelta(days=1) and waits == sorted(waits)
    at, looks = NOW, 0
    while (later := next_look(NOW, at, "x")) is not None:
        assert later - at >= timedelta(minutes=50)
        at, looks = later, looks + 1
    assert 8 <= looks <= 12 and at - NOW > timedelta(days=14)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("120", 120), (" 5 ", 5), ("Fri, 08 May 2026 07:10:00 GMT", 600), ("Fri, 08 May 2026 06:00:00 GMT", 0),
        ("Friday, 08-May-26 07:10:00 GMT", 600), ("999999999999", 86_400), ("soon", None), ("-5", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_retry_after_in_both_forms(words: str | None, seconds: int | None) -> None:
    assert retry_after(words, NOW) == (timedelta(seconds=seconds) if seconds is not None else None)
