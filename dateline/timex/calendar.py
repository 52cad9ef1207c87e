"""Days, weeks and months in TIMEX3 values: what a value covers, and what lies some units before or after it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from dateline.record.choices import TimePrecision

_SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(T.*)?$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE|-\d)?$")
_PART = re.compile(r"(\d{4})-(?:Q([1-4])|H([12])|(SP|SU|FA|WI))$")

Bounds = tuple[str | None, str | None, TimePrecision]


def bounds(value: str) -> Bounds:
    """Return first day, last day and grain of a DATE or TIME value; both days None where the value has gaps."""
    if "/" in value:
        first, last = value.split("/", 1)
        start, _, grain = bounds(first)
        return start, bounds(last)[1], grain
    if match := _DAY.match(value):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day is not None:
            iso = day.isoformat()
            return iso, iso, TimePrecision.TIME if match[4] else TimePrecision.DAY
    elif match := _WEEK.match(value):
        try:
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None, None, TimePrecision.VAGUE
        first_day = monday + timedelta(5) if match[3] == "-WE" else monday
        return first_day.isoformat(), (monday + timedelta(6)).isoformat(), TimePrecision.WEEK
    elif match := re.fullmatch(r"(\d{4})-(\d\d)", value):
        if 1 <= int(match[2]) <= 12:
            return *_months(int(match[1]), int(match[2]), int(match[2])), TimePrecision.MONTH
    elif match := _PART.match(value):
        year = int(match[1])
        if match[2]:
            last_month = 3 * int(match[2])
            return *_months(year, last_month - 2, last_month), TimePrecision.SEASON
        if match[3]:
            last_month = 6 * int(match[3])
            return *_months(year, last_month - 5, last_month), TimePrecision.SEASON
        return *_months(year, *_SEASON_MONTHS[match[4]]), TimePrecision.SEASON
    elif re.fullmatch(r"\d{4}", value):
        return f"{value}-01-01", f"{value}-12-31", TimePrecision.YEAR
    elif re.fullmatch(r"\d{3}", value):
        return f"{value}0-01-01", f"{value}9-12-31", TimePrecision.DECADE
    return None, None, _grain_of_gap(value)


def _grain_of_gap(value: str) -> TimePrecision:
    if "T" in value and value[0] in "X0123456789":
        return TimePrecision.TIME
    if re.fullmatch(r"XXXX-(WXX-\d|\d\d-\d\d|XX-\d\d|XX-XX)", value):
        return TimePrecision.DAY
    if re.fullmatch(r"XXXX-W(XX|\d\d)(-WE)?", value):
        return TimePrecision.WEEK
    if re.fullmatch(r"XXXX-(\d\d|XX)", value):
        return TimePrecision.MONTH
    if re.fullmatch(r"(XXXX|\d{4})-(Q.|H.|SP|SU|FA|WI)", value):
        return TimePrecision.SEASON
    if value == "XXXX":
        return TimePrecision.YEAR
    return TimePrecision.VAGUE


def _months(year: int, first: int, last: int) -> tuple[str, str]:
    end_year, end_month = (year, last) if last <= 12 else (year + 1, last - 12)
    return f"{year:04}-{first:02}-01", f"{end_year:04}-{end_month:02}-{monthrange(end_year, end_month)[1]:02}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_day(value: str | None) -> date | None:
    """Return the day that an ISO date or date-time begins with, or None."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", value or "")
    if match is None or not 1000 <= int(match[1]) <= 9000:  # keeps all counting from it within the calendar
        return None
    return _day(int(match[1]), int(match[2]), int(match[3]))


def day_of(value: str) -> date | None:
    """Return the day of a DATE or TIME value that names one."""
    match = _DAY.match(value)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def week_value(day: date) -> str:
    """Return the ISO week of a day as TIMEX3 writes it."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def quarter_value(day: date) -> str:
    """Return the quarter of a day."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def month_shift(year: int, month: int, by: int) -> tuple[int, int]:
    """Return year and month so many months on."""
    total = year * 12 + month - 1 + by
    return total // 12, total % 12 + 1


def shifted(day: date, by: int, unit: str) -> str | None:
    """Return the value of the day, week, month ... that lies this many units from a day, in the unit's own grain."""
    try:
        if unit == "D":
            return (day + timedelta(by)).isoformat()
        if unit in {"W", "2W"}:
            return week_value(day + timedelta(7 * by * (2 if unit == "2W" else 1)))
        if unit == "M":
            year, month = month_shift(day.year, day.month, by)
            if not 1 <= year <= 9999:
                return None
            return f"{year:04}-{month:02}"
        if unit == "Q":
            year, month = month_shift(day.year, day.month, 3 * by)
            return quarter_value(date(year, month, 1))
        years = {"Y": 1, "E": 10, "C": 100}.get(unit)
        if years is not None and 1 <= day.year + by * years <= 9999:
            return f"{day.year + by * years:04}"
    except (OverflowError, ValueError):
        return None
    return None
