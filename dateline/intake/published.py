"""Dates and times of publication: from many written forms to ISO 8601, and from the lines of a text."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier enero", "february feb février febrero", "march mar mars marzo",
            "april apr avril abril",
            "may mai mayo", "june jun juin junio", "july jul juillet julio", "august aug août agosto",
            "september sep sept septembre septiembre", "october oct octobre octubre",
            "november nov novembre noviembre", "december dec décembre diciembre",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b[.,]*\s*)?"
_CLOCK = (
    r"(?:(?:\s*[,|·•-]|\s+at|\s*T)?\s*(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?:\s*hrs)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*\(?(?P<zone>Z|[+-]\d\d:?\d\d|(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[A-Z]{2,5})?\)?)?"
)
_WRITTEN = re.compile(
    rf"{_WEEKDAY}(?:{_DAY}\s*(?:of\s+|de\s+)?{_MONTH},?\s*(?:de\s+)?{_YEAR}|(?:{_MONTH.replace('month', 'month2')}\s*"
    rf"{_DAY.replace('day', 'day2')},?\s*{_YEAR.replace('year', 'year2')})){_CLOCK}",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"(?:[T ]\s*(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|z|[+-]\d\d(?::?\d\d)?|UTC|GMT)?)?"
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)Z?)?"
)
_SLASHED = re.compile(r"(?P<a>\d{1,4})[/.](?P<b>\d{1,2})[/.](?P<c>\d{1,4})")

_CHANGED = re.compile(r"(?<=[\w.)])[\s|·•,;-]*(?:last\s+)?(?:updated|modified|edited)\b", re.IGNORECASE)
_GLUED = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")
_CLOCK_FIRST = re.compile(
    r"(?P<clock>\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*[A-Z]{2,4}(?:[+-]\d{1,2})?)?)[\s,|·•-]+(?P<day>\D.{8,30}|\d{1,2}\s.{6,28})",
    re.IGNORECASE,
)

# Only zones that mean one offset: EST and IST mean several, so their times of day stay without a zone.
_ZONES = {
    "Z": 0,
    "UTC": 0,
    "GMT": 0,
    "CET": 60,
    "CEST": 120,
    "EET": 120,
    "EEST": 180,
    "EDT": -240,
    "PDT": -420,
    "JST": 540,
}

_LABEL = re.compile(
    r"^(?:first\s+)?(?:published|posted|publication\s+date|date|issued|released?(?:\s+on)?|updated|last\s+(?:updated|modified)|created)"
    r"\s*(?:on|at|date)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified)\b", re.IGNORECASE)


class DateLine(NamedTuple):
    """The date that a line of its own gives; ``updated`` where the line says that it is the last change."""

    published: str
    updated: bool


def parse_date(written: str | None) -> str | None:
    """Return a written date as ISO 8601, with time of day and zone where given; None where it is not one plain date.

    "08/09/2014" is none: it is a day in August or in September.
    """
    if not written:
        return None
    words = " ".join(written.split())[:120].strip(" .,;|")
    for pattern in (_ISO, _COMPACT, _WRITTEN):
        match = pattern.fullmatch(words)
        if match:
            return _iso(match)
    slashed = _SLASHED.fullmatch(words)
    if slashed:
        return _plain_slashed(int(slashed["a"]), int(slashed["b"]), int(slashed["c"]), len(slashed["a"]) == 4)
    if re.match(r"(?:[A-Za-z]{3,9},\s*)?\d{1,2} [A-Za-z]{3} \d{4} \d\d?:\d\d", words):
        return _internet_date(words)
    return None


def date_of_line(line: str) -> DateLine | None:
    """Return the date of a line that holds a date and nothing else ("Published: 27 August 2014, 10:30 GMT")."""
    words = line.strip().strip("*_|•· ")
    if not 6 <= len(words) <= 90 or not re.search(r"\d", words):
        return None
    rest = _LABEL.sub("", words)
    labelled = rest != words
    if re.fullmatch(r"\d{8,14}", rest) and not labelled:
        return None
    found = parse_date(rest) or parse_date(_tidied(rest))
    return DateLine(found, bool(_UPDATED.search(words[: len(words) - len(rest)]))) if found else None


def _tidied(words: str) -> str:
    """Return a date as it is pasted from a page with its clock behind the day and without the time of its change.

    "10:15 AM EDT, Tue May 14, 2024", "May 14, 20243:05 PM GMT+3Updated 2 hours ago", "14/05/2024 - 10:15".
    """
    words = _CHANGED.split(words, maxsplit=1)[0]
    words = _GLUED.sub(r"\1 ", words).strip(" .,;|-")
    clock = _CLOCK_FIRST.fullmatch(words)
    words = f"{clock['day']} {clock['clock']}" if clock else words
    slashed = _SLASHED.match(words)
    day = parse_date(slashed[0]) if slashed else None
    return f"{day} {words[slashed.end() :].strip(' ,|·•-')}".strip() if slashed and day else words


def day_near(month: int, day: int, published: str | None) -> str | None:
    """Return the date of a day that is told without its year: the one within 60 days before publication, or None.

    The day after publication is allowed, since the place may be ahead of the outlet's clock.
    """
    if published is None:
        return None
    limit = date.fromisoformat(published[:10]) + timedelta(days=1)
    for year in (limit.year, limit.year - 1):
        found = day_of(year, month, day)
        if found is not None and limit - timedelta(days=61) <= date.fromisoformat(found) <= limit:
            return found
    return None


def day_of(year: int, month: int, day: int) -> str | None:
    """Return this day as ISO 8601, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    month = found.get("month") or found.get("month2") or ""
    year, day = found.get("year") or found.get("year2"), found.get("day") or found.get("day2")
    number = int(month) if month.isdigit() else MONTHS.get(month.lower().rstrip("."), 0)
    try:
        on = date(int(year or 0), number, int(day or 0))
    except ValueError:
        return None
    if found.get("hour") is None:
        return on.isoformat()
    hour = int(found["hour"])
    half = (found.get("half") or "").replace(".", "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        at = datetime(on.year, on.month, on.day, hour, int(found["minute"]), int(found.get("second") or 0))
        offset = _offset(found.get("zone"))
        return at.isoformat() if offset is None else at.replace(tzinfo=timezone(timedelta(minutes=offset))).isoformat()
    except ValueError:
        return None


def _offset(zone: str | None) -> int | None:
    """Return minutes east of Greenwich, or None where no zone is told or it means several."""
    if not zone:
        return None
    name = zone.upper().replace(" ", "")
    if name in _ZONES:
        return _ZONES[name]
    shift = re.fullmatch(r"(?:GMT|UTC)?([+-])(\d{1,2})(?::?(\d\d))?", name)
    if not shift:
        return None
    return (1 if shift[1] == "+" else -1) * (int(shift[2]) * 60 + int(shift[3] or 0))


def _plain_slashed(a: int, b: int, c: int, year_first: bool) -> str | None:
    if year_first:
        year, month, day = a, b, c
    elif c < 1000:
        return None
    elif a > 12:
        year, month, day = c, b, a
    elif b > 12 or a == b:
        year, month, day = c, a, b
    else:
        return None
    return day_of(year, month, day)


def _internet_date(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
