"""Durations and repetitions: "three days", "several years", "every week", "weekly"."""

from __future__ import annotations

from fractions import Fraction

from dateline.record.choices import TimeType

from .context import Context, Value
from .dates import Words, first
from .words import word_set

DURATION, SET = TimeType.DURATION, TimeType.SET
_UNITS = {"TS", "TM", "TH", "D", "W", "2W", "M", "Q", "Y", "E", "C", "6M", "L", "WE"}
_NAMES = {"WEEKEND": "WE"}


def unit_of(words: Words) -> str | None:
    """Return the unit's letter in TIMEX3 ("TM" for minutes, which stand behind the T)."""
    word = first(words, "UNIT", "UNITS", "WEEKEND")
    if word is None:
        return None
    return word.value or _NAMES.get(word.name)


def number_of(words: Words) -> Fraction | str | None:
    """Return the number of units, "X" for an unknown one ("several", "few"), or None where none is said.

    Of "two to three" it is the lower.
    """
    cut = next((i for i, w in enumerate(words) if i and w.name in {"TO", "OR"} and words[i - 1].name != "UP"), None)
    if cut is not None and any(w.name in {"NUM", "DIGITS"} for w in words[:cut]):
        words = words[:cut]
    total: Fraction | None = None
    for word in words:
        if word.name in {"SOME", "MANY", "FEW", "DOZENS", "SOMEWORD"}:
            return "X"
        if word.name in {"DIGITS", "YEAR"}:
            try:
                total = (total or Fraction(0)) + Fraction(word.value)
            except ValueError:
                return None
        elif word.name == "FRACTION":
            above, below = word.value.split("/")
            if int(below) == 0:
                return None
            total = (total or Fraction(0)) + Fraction(int(above), int(below))
        elif word.name == "NUM":
            total = (total or Fraction(0)) + int(word.value)
        elif word.name == "HUNDRED":
            total = (total or Fraction(1)) * int(word.value)
        elif word.name == "COUPLE":
            total = Fraction(2)
        elif word.name == "HALF":
            total = (total if total is not None else Fraction(0)) + Fraction(1, 2)
        elif word.name == "A" and total is None and first(words, "HUNDRED", "COUPLE", "HALF", "FEW") is None:
            total = Fraction(1)
    if first(words, "A") is not None and first(words, "HALF") is not None and first(words, "AND") is not None:
        total = Fraction(3, 2) if first(words, "NUM", "DIGITS") is None else total
    return total


def period(number: Fraction | str, unit: str) -> str:
    """Return the TIMEX3 period of so many units: P3D, PT1H30M, PXY; half a unit becomes smaller whole ones."""
    lead, letter = ("PT", unit[1]) if unit.startswith("T") and len(unit) == 2 else ("P", unit)
    if isinstance(number, str):
        return f"{lead}X{letter}" if letter not in {"2W", "6M"} else f"PX{letter[1]}"
    if letter in {"2W", "6M"}:
        number, letter = number * int(letter[0]), letter[1]
    if letter == "E":
        number, letter = number * 10, "Y"
    elif letter == "C":
        number, letter = number * 100, "Y"
    if number.denominator == 1:
        return f"{lead}{number}{letter}"
    whole, rest = number.numerator // number.denominator, number - number.numerator // number.denominator
    smaller = {
        ("P", "Y"): ("", "M", 12),
        ("P", "D"): ("T", "H", 24),
        ("PT", "H"): ("", "M", 60),
        ("PT", "M"): ("", "S", 60),
    }
    if (lead, letter) in smaller and (rest * smaller[(lead, letter)][2]).denominator == 1:
        mark, name, times = smaller[(lead, letter)]
        return f"{lead}{f'{whole}{letter}' if whole else ''}{mark}{rest * times}{name}"
    return f"{lead}{float(number):g}{letter}"


_LEADS_SPAN = word_set(
    "for in within after over of than about nearly almost only half lasted lasting last took take takes taking spent "
    "spend at under around roughly approximately every until till by through during throughout just some full past "
    "exactly least most the since to another once waited wait"
)


def duration(words: Words, context: Context) -> Value | None:
    """Read "three days", "a ten-year", "several more weeks"; ages and rates are no durations."""
    unit, number = unit_of(words), number_of(words)
    if unit is None:
        return None
    before = context.before
    if before is not None and before.name == "AS" and first(words, "MANY") is not None:
        return None
    if number is None:
        number = Fraction(1) if first(words, "UNIT") else "X"
    if first(words, "YEAR") is not None and first(words, "UNITS") is None:
        return None
    if unit == "Q" and (first(words, "A", "DASH") is not None or number == 1):
        return None
    if len(words) == 2 and words[0].name == "A" and before is not None and before.text.lower() not in _LEADS_SPAN:
        return None
    if words[0].name in {"DIGITS", "YEAR"} and before is not None and before.name == "MONEY":
        return None
    return Value(DURATION, period(number, unit))


def bare_plural(words: Words, context: Context) -> Value | None:
    """Read "for years", "in weeks", "within days": a plural unit without a number, led by a preposition."""
    unit = unit_of(words)
    before = context.before
    if (
        unit is None
        or before is None
        or before.text.lower() not in {"for", "in", "within", "over", "after", "of", "took"}
    ):
        return None
    if before.text.lower() == "of" and context.after is not None and context.after.name == "OF":
        return None
    return Value(DURATION, period("X", unit))


def past_span(words: Words, context: Context) -> Value | None:
    """Read "the past two months", "the last few years", "the next four years", "the first nine months"."""
    unit, number = unit_of(words), number_of([w for w in words if w.name != "ORD"])
    if words[0].name == "RECENT":
        number = "X"
    if unit is None or number is None:
        return None
    return Value(DURATION, period(number, unit))


def every(words: Words, context: Context) -> Value | None:
    """Read "every day", "each month", "every two years", "every Monday", "each July"."""
    if (day := first(words, "WEEKDAY", "WEEKDAYS")) is not None:
        return Value(SET, f"XXXX-WXX-{day.value}")
    if (month := first(words, "MONTH")) is not None:
        return Value(SET, f"XXXX-{int(month.value):02}")
    if (part := first(words, "PART")) is not None:
        return Value(SET, f"XXXX-XX-XXT{part.value}")
    if (season := first(words, "SEASON")) is not None:
        return Value(SET, f"XXXX-{season.value}")
    unit, number = unit_of(words), number_of([w for w in words if w.name != "A"])
    if unit is None:
        return None
    return Value(SET, period(number if number is not None else Fraction(1), unit))


def adverb_set(words: Words, context: Context) -> Value | None:
    """Read "daily", "weekly", "monthly"."""
    return Value(SET, words[0].value)


def times_a(words: Words, context: Context) -> Value | None:
    """Read "once a week", "twice a year", "three times a day"."""
    unit = unit_of(words)
    return None if unit is None else Value(SET, period(Fraction(1), unit))
