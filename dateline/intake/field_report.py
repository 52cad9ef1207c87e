"""A monitor's own sighting as a form or a row of a table holds it in, a report in plain sentences out.

The sentences are made of the form's words. Who reports goes with the report as its author and is not named in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time

from dateline.errors import UsageError

_NUMBER = re.compile(r"(?:(at least|up to|about)\s+)?(\d{1,6})(?:\s*(?:-|–|to)\s*(\d{1,6}))?", re.IGNORECASE)
_END = re.compile(r"[.!?]+[\"”’)]*\s*$|[.!?]+[\"”’)]*\s+(?=[A-Z\"“])")
_MONTHS = "January February March April May June July August September October November December"
MARKED = "Marked Place"  # what a place is called that is given by coordinates alone
_DOING = {"killed": "killing", "injured": "injuring"}
COUNTED = ("killed", "injured", "detained", "displaced")


class FieldError(UsageError):
    """A field of a field report does not fit; write there what the message says."""

    def __init__(self, field: str, label: str, what_to_do: str) -> None:
        self.field, self.what_to_do = field, what_to_do
        super().__init__(f"{label}: {what_to_do}")


@dataclass(frozen=True, slots=True)
class FieldReport:
    """What a monitor tells: what happened, where, when, how many, and how it is known."""

    what: str
    where: str = ""
    lat: float | None = None
    lon: float | None = None
    on: date | None = None
    at: time | None = None
    seen: bool = False
    photographed: bool = False
    heard_from: str = ""
    numbers: tuple[tuple[str, str], ...] = ()  # how many, by what befell them
    more: str = ""

    @property
    def place_name(self) -> str:
        """What its place is called in the text; empty where none is given."""
        return self.where or (MARKED if self.lat is not None else "")


def check_field_report(
    what: str,
    where: str = "",
    lat: str = "",
    lon: str = "",
    on: str = "",
    at: str = "",
    seen: bool = False,
    photographed: bool = False,
    heard_from: str = "",
    numbers: dict[str, str] | None = None,
    more: str = "",
) -> FieldReport:
    """Return the report that a form holds; raises FieldError, which names the field and what to write there."""
    if not what.strip():
        raise FieldError("what", "What happened", "write one sentence at least.")
    if not (seen or photographed or heard_from.strip()):
        ask = "tick that it was seen or photographed, or write from whom it was heard."
        raise FieldError("seen", "How it is known", ask)
    found = []
    for effect, words in (numbers or {}).items():
        if words.strip():
            if _NUMBER.fullmatch(words.strip()) is None:
                raise FieldError(effect, effect.capitalize(), "write a number, as 3, at least 3, or 3-5.")
            found.append((effect, words.strip()))
    latitude, longitude = _degrees(lat, "lat", "Latitude", 90), _degrees(lon, "lon", "Longitude", 180)
    if (latitude is None) != (longitude is None):
        missing = "lon" if longitude is None else "lat"
        raise FieldError(missing, "Coordinates", "give both or none, in degrees, as 13.63 and 25.35.")
    return FieldReport(
        what=_line(what),
        where=_line(where).strip(" ."),
        lat=latitude,
        lon=longitude,
        on=_day(on),
        at=_time(at),
        seen=seen,
        photographed=photographed,
        heard_from=_line(heard_from).strip(" ."),
        numbers=tuple(found),
        more=more.strip(),
    )


def field_text(one: FieldReport) -> str:
    """Return the report in sentences, the monitor's own first."""
    first, rest = _first_sentence(one.what)
    words = first
    if one.place_name and one.place_name.lower() not in one.what.lower():
        words += f" in {one.place_name}"
    if one.on is not None and day_words(one.on).lower() not in one.what.lower():
        words += f" on {day_words(one.on)}"
    # In one sentence with what happened, so that the numbers are of it and not of something by itself.
    befell = [_number(number, _DOING[effect]) for effect, number in one.numbers if effect in _DOING]
    words += f", {' and '.join(befell)}" if befell else ""
    sentences = [f"{words}.", *([rest] if rest else [])]
    if one.at is not None:
        sentences.append(f"It was about {one.at:%H:%M}.")
    for effect, number in one.numbers:
        if effect not in _DOING:
            sentences.append(f"{_number(number)} {effect}.")
    ways = ["saw it"] * one.seen + ["photographed it"] * one.photographed
    ways += [f"heard of it from {one.heard_from}"] if one.heard_from else []
    sentences.append(f"A monitor {' and '.join(ways)}.")
    text = " ".join(sentences)
    return f"{text}\n\n{one.more}\n" if one.more else f"{text}\n"


def places_csv(one: FieldReport) -> str | None:
    """Return the list of places that tells where the named place lies, None where no coordinates are given."""
    if one.lat is None or one.lon is None:
        return None
    name = one.place_name.replace('"', '""')
    return f'name,lat,lon,precision\n"{name}",{one.lat},{one.lon},site\n'


def day_words(day: date) -> str:
    """Return a day as a text has it."""
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def _first_sentence(words: str) -> tuple[str, str]:
    end = _END.search(words)
    if end is None:
        return words.strip(), ""
    return words[: end.start()].strip(), words[end.end() :].strip()


def _number(words: str, doing: str = "") -> str:
    """Return a number of people in words: "killing at least 3 people", or "At least 3 people were"."""
    found = _NUMBER.fullmatch(words)
    assert found is not None  # checked before
    about, low, high = (found[1] or "").lower(), int(found[2]), found[3]
    noun = "person" if low == 1 and high is None else "people"
    number = f"between {low} and {int(high)}" if high is not None else f"{about} {low}".strip()
    if doing:
        return f"{doing} {number} {noun}"
    return f"{number[:1].upper()}{number[1:]} {noun} {'was' if noun == 'person' else 'were'}"


def _line(words: str) -> str:
    return " ".join(words.split())


def _degrees(words: str, field: str, label: str, most: float) -> float | None:
    if not words.strip():
        return None
    try:
        found = float(words.strip().replace(",", "."))
    except ValueError:
        found = most + 1
    if not -most <= found <= most:
        raise FieldError(field, label, f"write degrees, from -{most:g} to {most:g}.")
    return round(found, 6)


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words.strip()) if words.strip() else None
    except ValueError:
        raise FieldError("on", "Day", "write it as 2025-10-12.") from None


def _time(words: str) -> time | None:
    try:
        return time.fromisoformat(words.strip()) if words.strip() else None
    except ValueError:
        raise FieldError("at", "Time", "write it as 14:30.") from None
