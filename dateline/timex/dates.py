"""Calendar dates: days, months, years, weekdays, seasons, quarters, holidays; the year is never invented."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.record.choices import TimeType

from .calendar import month_shift, week_value
from .context import PAST, Context, Value
from .words import Word, is_short, word_set

Words = Sequence[Word]
DATE, TIME = TimeType.DATE, TimeType.TIME
_AGAINST_OWN_VERB = 40  # "was attacked on Sept. 11" is never the day to come
_AGAINST_TENSE = 2.5  # a report may tell of a near day in the other tense ("said it is set for Dec. 7")


def first(words: Words, *names: str) -> Word | None:
    """Return the first word of one of these classes."""
    for word in words:
        if word.name in names:
            return word
    return None


def iso_date(words: Words, context: Context) -> Value | None:
    """Read "2014-08-26" and "2014-08-26T10:00"."""
    match = re.match(r"(\d{4})-(\d\d?)-(\d\d?)(t.*)?$", words[0].value)
    if match is None or not _valid(match[1], match[2], match[3]):
        return None
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    return Value(TIME, day + match[4].upper()) if match[4] else Value(DATE, day)


def slashed_date(words: Words, context: Context) -> Value | None:
    """Read "26/8/2014", "26.08.2014", "2014/8/26"; where day and month cannot be told apart both stay open."""
    parts = re.split(r"[/.]", words[0].value)
    if len(parts[0]) == 4:
        year, month, day = parts
        return Value(DATE, f"{year}-{int(month):02}-{int(day):02}") if _valid(year, month, day) else None
    one, two, year = parts
    if len(year) == 2:
        if context.base is None:
            return None
        century_part, year_part = divmod(context.base.year, 100)
        year = f"{century_part if int(year) <= year_part + 1 else century_part - 1}{year}"
    if "." in words[0].value or int(one) > 12:
        return Value(DATE, f"{year}-{int(two):02}-{int(one):02}") if _valid(year, two, one) else None
    if int(two) > 12 or one == two:
        return Value(DATE, f"{year}-{int(one):02}-{int(two):02}") if _valid(year, one, two) else None
    return Value(DATE, f"{year}-XX-XX")


def _valid(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def month_day(words: Words, context: Context) -> Value | None:
    """Read "August 8", "Friday, Oct. 23, 1998", "8th of August", "8-10 August"."""
    month_word = first(words, "MONTH")
    assert month_word is not None
    month = int(month_word.value)
    days = [
        int(w.value) for w in words if w.name in {"DIGITS", "ORD", "NUM"} and "." not in w.value and int(w.value) <= 31
    ]
    year_word = first(words, "YEAR")
    if not days or days[0] == 0:
        return None
    if year_word is not None:
        year: int | None = int(year_word.value)
        anchor: str | None = None
    elif (shift := first(words, "LAST", "THIS", "NEXT")) is not None and context.base is not None:
        year, anchor = context.base.year + int(shift.value), context.base_name
    else:
        year, anchor = _year_of(month, days[0], context)
    if year is None:
        return Value(DATE, f"XXXX-{month:02}-{days[0]:02}") if _valid("2000", str(month), str(days[0])) else None
    if not _valid(str(year), str(month), str(days[0])):
        return None
    value = f"{year:04}-{month:02}-{days[0]:02}"
    if len(days) > 1 and days[1] > days[0] and _valid(str(year), str(month), str(days[1])):
        value += f"/{year:04}-{month:02}-{days[1]:02}"
    return Value(DATE, value, anchor)


def _year_of(month: int, day: int, context: Context) -> tuple[int | None, str | None]:
    """Return the year that puts this day nearest in the direction of the tense."""
    base = context.base
    if base is None:
        return None, None
    candidates = []
    for year in (base.year - 1, base.year, base.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    if not candidates:
        return base.year, context.base_name
    chosen = min(candidates, key=lambda c: _distance((c - base).days, context))
    return chosen.year, context.base_name


def _distance(by: int, context: Context) -> float:
    """Return how far a date lies from the day of writing, further where the tense points the other way."""
    tense = context.tense
    if by > 0 and tense == "past" and not _is_due(context):
        return abs(by) * _AGAINST_OWN_VERB
    ahead = tense == "future" or _is_due(context)
    against = (by < 0) if ahead else (by > 0 and tense == "told")
    return abs(by) * (_AGAINST_TENSE if against else 1)


def month_year(words: Words, context: Context) -> Value | None:
    """Read "March 2011", "March of 2011", "March last year"."""
    month = first(words, "MONTH")
    year = first(words, "YEAR")
    assert month is not None
    if year is not None:
        return Value(DATE, f"{year.value}-{int(month.value):02}")
    shift = first(words, "LAST", "THIS", "NEXT")
    if shift is not None and context.base is not None:
        return Value(DATE, f"{context.base.year + int(shift.value)}-{int(month.value):02}", context.base_name)
    return Value(DATE, f"XXXX-{int(month.value):02}")


def bare_month(words: Words, context: Context) -> Value | None:
    """Read "August", "last August", "early August", by tense where nothing else tells the year."""
    word = first(words, "MONTH")
    assert word is not None
    month = int(word.value)
    if is_short(word) and (context.after is None or context.after.name != "DOT"):
        return None
    if word.text in {"May", "March", "August"} and not _is_month(words, context):
        return None
    base = context.base
    if base is None:
        return Value(DATE, f"XXXX-{month:02}")
    if first(words, "LAST") is not None:
        year = base.year - 1 if month >= base.month - 1 else base.year  # the month just past is "last month"
    elif first(words, "NEXT") is not None:
        year = base.year + 1 if month <= base.month else base.year
    elif first(words, "THIS") is not None:
        year = base.year
    else:
        year = _year_of_month(month, base, context)
    return Value(DATE, f"{year}-{month:02}", context.base_name)


def _year_of_month(month: int, base: date, context: Context) -> int:
    choices = [(*month_shift(base.year, base.month, by), by) for by in range(-11, 12)]
    return min((c for c in choices if c[1] == month), key=lambda c: (_distance(c[2], context), c[2]))[0]


_BEFORE_MONTH = word_set(
    "in since by until till of from to late early mid during through last next this and between before after on around"
)


def _is_month(words: Words, context: Context) -> bool:
    """Tell whether "May", "March" or "August" is the month: led by a preposition or a word of order."""
    if words[0].name != "MONTH":
        return True
    if context.before is None:
        return False
    led = context.before.text.lower()
    owned = led in _OWNERS and context.after is not None and context.after.name in {"LOWER", "PLURAL"}
    return led in _BEFORE_MONTH or owned  # "the March offensive"


_BEFORE_YEAR = word_set(
    "in since by of from until till during to through after before late early mid between and for around about the than"
)


_OWNERS = word_set("the a an his her its their our that this whose")


def year(words: Words, context: Context) -> Value | None:
    """Read "2011", "fiscal 1989", "early 1990", "the end of 1994"."""
    word = first(words, "YEAR")
    assert word is not None
    if len(words) == 1:
        before, after = context.before, context.after
        if before is not None and before.name in {"MONEY", "DASH", "SLASH"}:
            return None
        owned = before is not None and before.text.lower() in _OWNERS and int(word.value) % 100 != 0
        if (
            owned
            and 1900 <= int(word.value) <= 2060
            and after is not None
            and after.name in {"LOWER", "PLURAL", "OTHER"}
        ):
            return Value(DATE, word.value)  # "the 2003 invasion", "its 1996 campaign"
        if after is not None and after.name in {"PERCENT", "PLURAL", "UNITS", "DASH", "HUNDRED", "SLASH"}:
            return None
        led = before is None or before.text.lower() in _BEFORE_YEAR or before.name in {"OPEN", "POSSESSIVE", "BREAK"}
        if not led and not 1900 <= int(word.value) <= 2060:
            return None
        if not led and before is not None and before.name not in {"LOWER", "COMMA", "DOT", "PLURAL", "OTHER"}:
            return None
        if not led and after is not None and after.name == "LOWER":
            return None
    if not 1500 <= int(word.value) <= 2060:
        return None
    return Value(DATE, word.value)


def spelled_year(words: Words, context: Context) -> Value | None:
    """Read "nineteen ninety-seven"."""
    numbers = [int(w.value) for w in words if w.name == "NUM"]
    if numbers[0] not in {17, 18, 19} or numbers[1] < 10 or (len(numbers) > 2 and numbers[2] > 9):
        return None
    return Value(DATE, f"{numbers[0] * 100 + sum(numbers[1:])}")


def decade(words: Words, context: Context) -> Value | None:
    """Read "the 1990s", "the '80s", "the eighties"."""
    word = first(words, "PLURALYEAR", "DECADE")
    assert word is not None
    digits = word.value
    if word.name == "DECADE":
        return Value(DATE, f"19{digits}") if first(words, "THE") else None
    if len(digits) == 4 and digits[3] == "0":
        return Value(DATE, digits[:3])
    if len(digits) == 2 and digits[1] == "0" and (first(words, "THE") or not word.text[0].isdigit()):
        return Value(DATE, ("19" if digits[0] > "2" else "20") + digits[0])
    return None


def century(words: Words, context: Context) -> Value | None:
    """Read "the 20th century"."""
    word, unit = first(words, "ORD"), first(words, "UNIT")
    assert word is not None
    if unit is None or unit.value != "C":
        return None
    return Value(DATE, f"{int(word.value) - 1:02}") if 1 < int(word.value) < 23 else None


def quarter(words: Words, context: Context) -> Value | None:
    """Read "the third quarter", "the second half of 1990", "last year's fourth quarter"."""
    number = first(words, "ORD")
    is_half = first(words, "HALF") is not None
    assert number is not None
    n = int(number.value)
    if n > (2 if is_half else 4) or (not is_half and all(w.value != "Q" for w in words if w.name == "UNIT")):
        return None
    mark = f"{'H' if is_half else 'Q'}{n}"
    year_word = first(words, "YEAR")
    if year_word is not None:
        return Value(DATE, f"{year_word.value}-{mark}")
    if context.base is None:
        return Value(DATE, f"XXXX-{mark}")
    shift = first(words, "LAST", "THIS", "NEXT")
    if shift is not None:
        return Value(DATE, f"{context.base.year + int(shift.value)}-{mark}", context.base_name)
    opens = 6 * n - 5 if is_half else 3 * n - 2
    base_year = context.base.year
    closes = opens + (5 if is_half else 2)
    if context.tense == "future" or 0 < opens - context.base.month <= 4:
        chosen = (
            base_year if closes + 5 >= context.base.month else base_year + 1
        )  # results come months after the quarter
    else:
        chosen = base_year if opens <= context.base.month else base_year - 1
    return Value(DATE, f"{chosen}-{mark}", context.base_name)


def season(words: Words, context: Context) -> Value | None:
    """Read "last summer", "the winter of 1994", "this spring"; a bare "spring" or "fall" is too often another word."""
    word = first(words, "SEASON")
    year_word = first(words, "YEAR")
    assert word is not None
    if year_word is not None:
        return Value(DATE, f"{year_word.value}-{word.value}")
    base = context.base
    if len(words) == 1:
        led = context.before is not None and context.before.text.lower() in {
            "in",
            "since",
            "by",
            "until",
            "during",
            "of",
        }
        if word.text[0].isupper() or not led:
            return None
    if base is None:
        return Value(DATE, f"XXXX-{word.value}")
    opens = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[word.value]
    if first(words, "LAST") is not None:
        chosen = base.year - 1 if base.month <= opens + 2 else base.year
    elif first(words, "NEXT") is not None:
        chosen = base.year + 1 if base.month >= opens else base.year
    elif first(words, "THIS") is not None or context.tense not in PAST:
        chosen = base.year
    else:
        chosen = base.year if base.month >= opens else base.year - 1
    return Value(DATE, f"{chosen}-{word.value}", context.base_name)


def weekday(words: Words, context: Context) -> Value | None:
    """Read "Tuesday", "last Friday", "Sunday night", "Monday of next week"."""
    word = first(words, "WEEKDAY")
    assert word is not None
    if is_short(word) and (context.after is None or context.after.name != "DOT"):
        return None
    n = int(word.value)
    part = first(words, "PART", "NOON")
    suffix = "" if part is None else f"T{part.value}"
    kind = TIME if suffix else DATE
    base = context.base
    if base is None:
        return Value(kind, f"XXXX-WXX-{n}{suffix}")
    shift = first(words, "LAST", "NEXT", "THIS", "FOLLOWING")
    in_week = first(words, "UNIT") is not None
    day: date
    anchor: str | int | None = context.base_name
    if shift is not None and in_week:
        day = base + timedelta(n - base.isoweekday() + 7 * int(shift.value))
    elif (
        shift is not None
        and shift.text.lower() in {"previous", "preceding", "following"}
        and (known := context.last_day())
    ):
        back = (
            -((known[0].isoweekday() - n) % 7 or 7) if shift.name == "LAST" else ((n - known[0].isoweekday()) % 7 or 7)
        )
        day, anchor = known[0] + timedelta(back), known[1]
    elif shift is not None and shift.name == "LAST":
        day = base - timedelta((base.isoweekday() - n) % 7 or 7)
    elif shift is not None and shift.name in {"NEXT", "FOLLOWING"}:
        day = base + timedelta((n - base.isoweekday()) % 7 or 7)
    elif context.tense == "future" or _is_due(context) or (shift is not None and context.tense not in PAST):
        day = base + timedelta((n - base.isoweekday()) % 7)
    else:
        day = base - timedelta((base.isoweekday() - n) % 7)
    return Value(kind, day.isoformat() + suffix, anchor)


def _is_due(context: Context) -> bool:
    """Tell whether the day is a term set: "until Friday", "by Monday"."""
    return context.before is not None and context.before.text.lower() in {"until", "till", "by"}


def holiday(words: Words, context: Context) -> Value | None:
    """Read "Christmas", "Thanksgiving Day" in the year that the tense points to."""
    word = first(words, "HOLIDAY", "THANKSGIVING")
    assert word is not None
    year_word = first(words, "YEAR")
    month = 11 if word.name == "THANKSGIVING" else int(word.value[:2])
    if year_word is not None:
        chosen: int | None = int(year_word.value)
    elif context.base is None:
        chosen = None
    elif first(words, "LAST"):
        chosen = context.base.year - (month >= context.base.month)
    else:
        chosen = _year_of_month(month, context.base, context)
    if chosen is None:
        return Value(DATE, f"XXXX-{word.value}" if word.value else "XXXX-11")
    if word.name == "THANKSGIVING":
        opens = date(chosen, 11, 1).isoweekday()
        return Value(
            DATE, date(chosen, 11, 1 + (4 - opens) % 7 + 21).isoformat(), None if year_word else context.base_name
        )
    return Value(DATE, f"{chosen}-{word.value}", None if year_word else context.base_name)


def hijri_month(words: Words, context: Context) -> Value | None:
    """Keep a month of the Islamic calendar as a vague date: its days are not known from the text."""
    return Value(DATE, "XXXX-XX")


def week_of(words: Words, context: Context) -> Value | None:
    """Read "the week of March 6"."""
    found = month_day([w for w in words if w.name not in {"THE", "UNIT", "OF"}], context)
    if found is None or found.value.startswith("X"):
        return None
    return Value(DATE, week_value(date.fromisoformat(found.value[:10])), found.anchor)


def year_end(words: Words, context: Context) -> Value | None:
    """Read "year-end" and "year's end"."""
    if words[0].value != "Y":
        return None
    if context.base is None:
        return Value(DATE, "XXXX-12-31")
    return Value(
        DATE, f"{context.base.year}-12-31" if words[1].name == "DASH" else str(context.base.year), context.base_name
    )
