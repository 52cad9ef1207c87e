"""Times counted from another: "yesterday", "last week", "two days ago", "a year earlier", "that day", "now"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from dateline.record.choices import TimeType

from .calendar import month_shift, quarter_value, shifted, week_value
from .context import Context, Value
from .dates import Words, first, month_day, weekday
from .spans import number_of, period, unit_of

DATE, TIME, DURATION = TimeType.DATE, TimeType.TIME, TimeType.DURATION
_GAPS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX", "WE": "XXXX-WXX-WE"}


def deictic(words: Words, context: Context) -> Value | None:
    """Read "today", "yesterday morning", "late yesterday", "tonight", "this morning", "last night", "overnight"."""
    day_word = first(words, "DEICTIC", "TONIGHT", "OVERNIGHT", "LAST", "THIS", "NEXT", "PART")
    part = first(words, "PART", "NOON")
    assert day_word is not None
    by = int(day_word.value) if day_word.name in {"DEICTIC", "LAST", "THIS", "NEXT"} else 0
    suffix = part.value if part else ("NI" if day_word.name in {"TONIGHT", "OVERNIGHT"} else "")
    if day_word.name == "OVERNIGHT" and context.tense != "future":
        by = -1
    kind = TIME if suffix else DATE
    tail = f"T{suffix}" if suffix else ""
    if context.base is None:
        return Value(kind, f"XXXX-XX-XX{tail}")
    return Value(kind, (context.base + timedelta(by)).isoformat() + tail, context.base_name)


def last_unit(words: Words, context: Context) -> Value | None:
    """Read "last week", "this year", "the current quarter", "later this month", "early next week", "the next day"."""
    unit = unit_of(words)
    shift = first(words, "LAST", "LATEST", "THIS", "NEXT", "FOLLOWING")
    if unit is None or shift is None:
        return None
    said = shift.text.lower()
    told = said in {"previous", "preceding", "following"} or (said == "next" and unit == "D" and words[0].name == "THE")
    anchor: str | int | None = context.base_name
    base = context.base
    if told:
        known = _reference(unit, context)
        if known is not None:
            base, anchor = known
        elif unit == "D" and context.tense != "future":
            return Value(DATE, _GAPS["D"])
    if base is None:
        return Value(DATE, _GAPS.get(unit, "XXXX"))
    by = -1 if shift.name == "LATEST" else int(shift.value)
    if unit == "WE":
        by += context.tense == "future" and by == -1
        monday = base + timedelta(1 - base.isoweekday() + 7 * by)
        return Value(DATE, f"{week_value(monday)}-WE", anchor)
    if unit == "D" and said in {"last", "past"}:
        return None
    if said == "past" and unit in {"E", "C"}:
        return Value(DURATION, period(Fraction(1), unit))
    if unit in {"E", "C"}:
        step = 10 if unit == "E" else 100
        return Value(DATE, f"{base.year // step + by:0{3 if unit == 'E' else 2}}", anchor)
    if unit.startswith("T"):
        return None
    value = shifted(base, by, unit)
    return None if value is None else Value(DATE, value, anchor)


def _reference(unit: str, context: Context) -> tuple[date, int] | None:
    """Return the day that "the following month" counts from: the latest date said of the same grain or finer."""
    if unit in {"D", "WE"}:
        return context.last_day()
    forms = {"Y": r"\d{4}", "M": r"\d{4}-\d\d", "Q": r"\d{4}-Q\d|\d{4}-\d\d", "W": r"\d{4}-\d\d-\d\d"}
    form = forms.get(unit)
    if form is None:
        return None
    found = context.last_value(lambda v: re.match(form, v) is not None)
    if found is None:
        return None
    return _start(found[0]), found[1]


def _start(value: str) -> date:
    year = int(value[:4])
    if match := re.match(r"\d{4}-Q(\d)", value):
        return date(year, 3 * int(match[1]) - 2, 1)
    if match := re.match(r"\d{4}-(\d\d)-(\d\d)", value):
        try:
            return date(year, int(match[1]), int(match[2]))
        except ValueError:
            return date(year, 1, 1)
    if match := re.match(r"\d{4}-(\d\d)$", value):
        return date(year, int(match[1]), 1)
    return date(year, 1, 1)


def ago(words: Words, context: Context) -> Value | None:
    """Read "two years ago", "a week ago", "a few days ago", "several years ago"."""
    unit, number = unit_of(words), number_of([w for w in words if w.name != "AGO"])
    if unit is None:
        return None
    if number is None or isinstance(number, str):
        return Value(DATE, "PAST_REF")
    if unit.startswith("T"):
        if context.base is None or number > 48:
            return Value(TIME, "PAST_REF")
        return Value(TIME, context.base.isoformat(), context.base_name)
    if unit == "Y" and number == 1 and (known := context.latest_quarter(500)):
        return _year_before(known[0], known[1])
    if context.base is None:
        return Value(DATE, _GAPS.get(unit, "XXXX"))
    return _counted(context.base, -number, unit, context.base_name)


def _year_before(value: str, anchor: str | int | None, by: int = -1) -> Value:
    if value[:4] == "XXXX":
        return Value(DATE, value, anchor)
    return Value(DATE, f"{int(value[:4]) + by}{value[4:]}", anchor)


def _counted(base: date, number: Fraction, unit: str, anchor: str | int | None) -> Value | None:
    if unit == "WE":
        unit = "W"
    if unit == "6M":
        number, unit = number * 6, "M"
    if number.denominator != 1:
        if unit == "Y" and (number * 12).denominator == 1:
            number, unit = number * 12, "M"
        else:
            return Value(DATE, "PAST_REF" if number < 0 else "FUTURE_REF")
    value = shifted(base, int(number), unit)
    return None if value is None else Value(DATE, value, anchor)


def later(words: Words, context: Context) -> Value | None:
    """Read "two days later", "a year earlier", "three months before": counted from the time named before."""
    unit = unit_of(words)
    number = number_of([w for w in words if w.name not in {"LATER", "EARLIER", "AFTER", "BEFORE"}])
    if unit is None:
        return None
    back = first(words, "EARLIER", "BEFORE") is not None
    if number is None or isinstance(number, str):
        return Value(DATE, "PAST_REF") if back else None
    if unit.startswith("T"):
        return Value(DURATION, period(number, unit))
    sign = -1 if back else 1
    if unit == "Y":
        found = context.latest_quarter(500) or context.last_value(lambda v: re.match(r"\d{4}(-|$)", v) is not None)
        if found is not None and number.denominator == 1:
            return _year_before(found[0], found[1], sign * int(number))
    day = context.last_day()
    if day is not None:
        return _counted(day[0], sign * number, unit, day[1])
    if context.base is not None and back:
        return _counted(context.base, -number, unit, context.base_name)
    return Value(DURATION, period(number, unit))


def that_unit(words: Words, context: Context) -> Value | None:
    """Read "that day", "the same year", "that quarter", "the day", "the year", "the quarter"."""
    unit = unit_of(words)
    pointed = first(words, "THAT", "SAME") is not None
    if unit is None:
        return None
    if unit == "WE":
        return _weekend(context)
    if unit == "D":
        day = context.last_day()
        if day is None:
            return None
        return Value(DATE, day[0].isoformat(), day[1]) if pointed or first(words, "LATER", "EARLIER") else None
    if unit == "Q":
        found = context.latest_quarter()
        if found is not None:
            return Value(DATE, found[0], found[1])
        if context.base is None:
            return Value(DATE, "XXXX-QX")
        year, month = month_shift(context.base.year, context.base.month, -3)
        return Value(DATE, quarter_value(date(year, month, 1)), context.base_name)
    if pointed:
        known = _reference(unit, context)
        if known is None:
            return None
        value = shifted(known[0], 0, unit)
        return None if value is None else Value(DATE, value, known[1])
    if context.base is None:
        return Value(DATE, _GAPS[unit]) if unit in _GAPS else None
    if first(words, "PHASENOUN", "END", "EARLIER", "LATER", "FULL", "FISCAL", "PHASE") is not None:
        value = shifted(context.base, 0, unit)
        return None if value is None else Value(DATE, value, context.base_name)
    if (
        unit in {"W", "Y"}
        and context.before is not None
        and context.before.text.lower() in {"of", "in", "for", "during"}
    ):
        value = shifted(context.base, 0, unit)
        return None if value is None else Value(DATE, value, context.base_name)
    return None


def _weekend(context: Context) -> Value | None:
    if context.base is None:
        return Value(DATE, "XXXX-WXX-WE")
    back = 7 if context.tense != "future" and context.base.isoweekday() < 6 else 0
    return Value(DATE, f"{week_value(context.base - timedelta(back))}-WE", context.base_name)


def year_ago(words: Words, context: Context) -> Value | None:
    """Read "the year-ago quarter", "year-earlier": the period just named, a year before."""
    found = context.latest_quarter()
    if found is not None:
        return _year_before(found[0], found[1])
    if context.base is None:
        return Value(DATE, "XXXX")
    return Value(DATE, str(context.base.year - 1), context.base_name)


def past_reference(words: Words, context: Context) -> Value | None:
    """Read "recently", "recent", "the past"."""
    if words[-1].name == "LAST" and words[-1].text.lower() != "past":
        return None
    return Value(DATE, "PAST_REF")


def present_reference(words: Words, context: Context) -> Value | None:
    """Read "now", "currently", "these days", "current"."""
    if words[0].name == "THIS" and words[0].text.lower() != "current":
        return None
    return Value(DATE, "PRESENT_REF")


def future_reference(words: Words, context: Context) -> Value:
    """Read "soon", "the near future", "the coming weeks"."""
    return Value(DATE, "FUTURE_REF")


def clock(words: Words, context: Context) -> Value | None:
    """Read "10:35 a.m.", "9 a.m. Tuesday", "noon Saturday", "0300 GMT", "5 p.m. EST, Nov. 6"."""
    hour_minute = _hour(words)
    if hour_minute is None:
        return None
    day: Value | None = None
    at: Words = words
    if first(at, "MONTH") is not None:
        start = next(i for i, w in enumerate(words) if w.name in {"MONTH", "WEEKDAY"})
        day = month_day(words[start:], context)
    elif first(at, "WEEKDAY") is not None:
        day = weekday([w for w in words if w.name in {"WEEKDAY", "LAST", "NEXT"}], context)
    elif (word := first(at, "DEICTIC")) is not None:
        day = deictic([word], context)
    elif context.base is not None:
        known = context.last_day()
        if known is not None and context.start - context.said[known[1]][0] < 200:
            day = Value(DATE, known[0].isoformat(), known[1])
        else:
            day = Value(DATE, context.base.isoformat(), context.base_name)
    head = day.value if day is not None else "XXXX-XX-XX"
    zone = None if first(words, "OPEN") is not None and first(words, "MERIDIEM") is not None else first(words, "ZONE")
    return Value(TIME, f"{head}T{hour_minute}{zone.value if zone else ''}", day.anchor if day else None)


def _hour(words: Words) -> str | None:
    noon = first(words, "NOON")
    if noon is not None:
        return noon.value
    clock_word = first(words, "CLOCK", "DIGITS", "NUM", "YEAR")
    if clock_word is None:
        return None
    digits = clock_word.text if clock_word.name != "NUM" else clock_word.value
    half = first(words, "MERIDIEM", "PART")
    if ":" in digits or "." in digits:
        hour, minute = (int(x) for x in re.split(r"[:.]", digits)[:2])
    elif len(digits) == 4 and half is None:
        hour, minute = int(digits[:2]), int(digits[2:])
    else:
        hour, minute = int(digits), 0
    if half is not None:
        late = half.text.lower().startswith("p") or half.value in {"AF", "EV", "NI"}
        if hour > 12:
            return None
        hour = hour % 12 + (12 if late else 0)
    if hour > 24 or minute > 59:
        return None
    return f"{hour:02}:{minute:02}"
