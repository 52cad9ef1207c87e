"""From text to time expressions: the patterns over word classes, and the choice between those that overlap."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dateline.record.choices import TimeType

from . import dates, relative, spans
from .calendar import parse_day
from .context import Context, TenseAt, Value
from .words import Word, code, pattern, split

Reader = Callable[[list[Word], Context], Value | None]


class Timex(NamedTuple):
    """One time expression: its characters, type and TIMEX3 value, and what the value was counted from."""

    start: int
    end: int
    type: TimeType
    value: str
    anchor: str | int | None  # "published", "dateline", the index of an earlier expression, or None


_PARTS = {
    "dot": "DOT?",
    "day": "(?:DIGITS|ORD)",
    "plain": "(?:DIGITS|YEAR|NUM(?:DASH?NUM)?)",
    "card": "(?:(?:A(?=HUNDRED))?{plain}?HUNDRED|DIGITS FRACTION|FRACTION|{plain})",
    "over": "(?:(?<=FOR)OVER|(?<=AFTER)OVER|(?<=IN)OVER)",
    "than": "(?:(?:MORE|LESS|FEWER|NO MORE|NO LESS|NO FEWER) THAN)",
    "approx": "(?:APPROX|{over}|{than}|AT (?:LEAST|MOST)|UP TO|AS (?:MUCH|MANY) AS)",
    "some": "(?:SOME|MANY|SOMEWORD|A FEW|FEW|A COUPLE OF?|COUPLE OF?|DOZENS OF|HALF A|A HALF)",
    "quant": "(?:{card} (?:AND A HALF)?|{some})",
    "filler": "(?:DASH|MORE|FULL|CONSECUTIVE|TRADING)*",
    "units": "(?:UNITS|UNIT)(?!DASH?OLD)",
    "week": "(?:WEEKDAY {dot} COMMA? THE?)?",
    "phase": "(?:PHASE DASH?|(?:THE? (?:PHASENOUN|END) OF)|EARLIER|LATER)",
    "shift": "(?:LAST|THIS|NEXT|FOLLOWING|LATEST)",
}

_RULES: tuple[tuple[str, Reader], ...] = (
    ("ISO", dates.iso_date),
    ("SLASHED", dates.slashed_date),
    ("{phase}? {week} MONTH {dot} {day} (?:DASH {day})? (?:COMMA? YEAR)?", dates.month_day),
    ("{week} THE? {day} (?:DASH {day})? OF? MONTH (?:{dot} COMMA? YEAR)?", dates.month_day),
    ("THIS NEXT WEEKDAY COMMA? MONTH ORD", dates.month_day),
    ("{phase}? MONTH {dot} (?:OF|COMMA)? YEAR", dates.month_year),
    ("{phase}? MONTH OF? (?:LAST|THIS|NEXT) UNIT", dates.month_year),
    ("{phase}? (?:THIS? LAST|THIS|NEXT)? MONTH", dates.bare_month),
    ("{phase}? FISCAL? YEAR", dates.year),
    ("(?:THE UNIT) YEAR", dates.year),
    ("THE YEAR (?:PERIOD|UNIT)", dates.year),
    ("UNIT (?:POSSESSIVE|DASH)? END", dates.year_end),
    ("(?:THE UNIT)? NUM NUM (?:DASH? NUM)?", dates.spelled_year),
    ("THE? {phase}? PLURALYEAR", dates.decade),
    ("THE? {phase}? THE? (?:PHASE DASH?)? PLURALYEAR", dates.decade),
    ("THE {phase}? DECADE", dates.decade),
    ("{phase}? FISCAL? DASH? ORD DASH UNIT", dates.quarter),
    ("THE? {phase}? THE? FISCAL? DASH? ORD UNIT (?:OF? FISCAL? YEAR|OF (?:LAST|THIS|NEXT) UNIT)?", dates.quarter),
    ("THE? {phase}? THE? ORD HALF OF (?:YEAR|(?:LAST|THIS|NEXT) UNIT)", dates.quarter),
    ("THE? YEAR ORD DASH? UNIT", dates.quarter),
    ("THE? {phase}? ORD DASH? UNIT", dates.century),
    ("(?:LAST|THIS|NEXT) UNIT POSSESSIVE ORD DASH? UNIT", dates.quarter),
    ("{phase}? THE? SEASON (?:OF|COMMA)? YEAR", dates.season),
    ("{phase}? (?:THE? PHASE? THIS? LAST|THE? PHASE? THIS|THE? PHASE? NEXT|THE PHASE?)? SEASON", dates.season),
    ("{phase}? (?:THE? LAST|THIS NEXT?|THE? NEXT|THE? FOLLOWING)? WEEKDAY (?:POSSESSIVE? PART|NOON)?", dates.weekday),
    ("WEEKDAY (?:OF)? (?:LAST|THIS|NEXT) UNIT", dates.weekday),
    ("(?:LAST|THIS|NEXT)? (?:HOLIDAY|THANKSGIVING) (?:UNIT|PART)? (?:COMMA? YEAR)?", dates.holiday),
    ("HIJRI YEAR?", dates.hijri_month),
    ("THE UNIT OF MONTH {dot} {day}", dates.week_of),
    ("{phase}? DEICTIC PART?", relative.deictic),
    ("PHASE DASH? PART DEICTIC?", relative.deictic),
    ("{phase}? (?:LAST|THIS) PART", relative.deictic),
    ("TONIGHT|OVERNIGHT", relative.deictic),
    ("(?:THE? {phase})? THE? {shift} (?:FISCAL|FINANCIAL|FULL)? (?:UNIT|WEEKEND)", relative.last_unit),
    ("(?:EARLIER|LATER) IN THE UNIT", relative.that_unit),
    ("(?:{approx}? (?:{quant}|A)? {filler} {units} (?:AND A HALF)? (?:OR SO)? AGO)", relative.ago),
    ("(?:{approx}? (?:{quant}|A) {filler} {units} (?:LATER|EARLIER|BEFORE(?=COMMA|DOT|BREAK|CLOSE)))", relative.later),
    ("{phase}? (?:THAT|THE SAME|THAT SAME) (?:UNIT|WEEKEND)", relative.that_unit),
    ("(?:THE {phase})? THE (?:FISCAL|FULL)? (?:UNIT|WEEKEND)", relative.that_unit),
    ("UNIT DASH (?:AGO|EARLIER)", relative.year_ago),
    ("THE? COMPARABLE? UNIT DASH (?:AGO|EARLIER) (?:PERIOD|ORD? DASH? UNIT)", relative.year_ago),
    ("MORE? RECENTLY|PAST|RECENT", relative.past_reference),
    ("RECENT UNITS", spans.past_span),
    ("THE LAST(?!UNIT|UNITS|NUM|DIGITS)", relative.past_reference),
    ("RIGHT? NOW|PRESENT|THESE UNITS|AT THE MOMENT|THIS", relative.present_reference),
    ("THE NEAR? FUTURE|THE NEAR TERM|NEXT UNITS|THE NEXT UNITS", relative.future_reference),
    ("{approx}? (?:CLOCK MERIDIEM?|DIGITS MERIDIEM|DIGITS OCLOCK|NUM OCLOCK|NOON) (?:LOCAL TIME)? "
     "(?:OPEN ZONE CLOSE|ZONE)? (?:OPEN (?:DIGITS|YEAR|CLOCK) ZONE CLOSE)? "
     "(?:COMMA? (?:ON? WEEKDAY|DEICTIC|ON? MONTH {dot} {day}(?:COMMA? YEAR)?))?", relative.clock),
    ("{approx}? (?:DIGITS|YEAR|CLOCK) ZONE (?:ON? WEEKDAY|DEICTIC)?", relative.clock),
    ("(?:DIGITS|NUM) IN THE PART", relative.clock),
    ("{approx}? (?:{quant}|A) {filler} {units} (?:AND A HALF)?", spans.duration),
    ("THE {quant} {filler} UNITS", spans.duration),
    ("{approx} (?:{quant}|A) (?:TO|OR|DASH) (?:{quant}|A) {filler} {units}", spans.duration),
    ("{quant} (?:TO|OR|DASH) {quant} {filler} {units}", spans.duration),
    ("UNITS", spans.bare_plural),
    ("(?:UNIT|UNITS) DASH LONG", spans.duration),
    ("(?:AT LEAST)? THE? (?:LAST|NEXT|ORD|THESE|THOSE|FOLLOWING) {quant} {filler} {units} (?:OR SO)?", spans.past_span),
    ("(?:EVERY|EACH) (?:{quant})? (?:UNITS|UNIT|WEEKDAY|MONTH|PART|SEASON|WEEKEND)", spans.every),
    ("ADVSET", spans.adverb_set),
    ("WEEKDAYS", spans.every),
    ("(?:ONCE|TWICE) (?:A|EVERY|EACH) UNIT", spans.times_a),
)  # fmt: skip


@cache
def _compiled() -> list[tuple[re.Pattern[str], Reader]]:
    return [(pattern(source, **_PARTS), reader) for source, reader in _RULES]


def find_timexes(
    text: str,
    published: str | None = None,
    tense_at: TenseAt = lambda at: None,
    dateline_date: str | None = None,
    begin: int = 0,
    end: int | None = None,
) -> list[Timex]:
    """Return the time expressions of a text in order, each with the value that the anchors allow.

    ``tense_at`` tells the tense of the clause around a character; without it, weekdays and months are taken as past.
    Without a day of writing a weekday stays "XXXX-WXX-2" and a day without a year "XXXX-08-08".
    """
    words = split(text, begin, end)
    letters = code(words)
    day = parse_day(dateline_date)
    name = "dateline" if day is not None else "published"
    day = day or parse_day(published)
    context = Context(day, name if day else None, tense_at, text)
    found: list[Timex] = []
    for cluster in _clusters(letters):
        taken: list[tuple[int, int]] = []
        chosen: list[tuple[int, int, Value]] = []
        for first, last, reader in cluster:
            if any(first < b and a < last for a, b in taken):
                continue
            context.start = words[first].start
            context.before = words[first - 1] if first else None
            context.after = words[last] if last < len(words) else None
            value = reader(words[first:last], context)
            if value is not None:
                taken.append((first, last))
                chosen.append((first, last, value))
        for first, last, value in sorted(chosen, key=lambda c: c[0]):
            context.said.append((words[first].start, value))
            found.append(Timex(words[first].start, words[last - 1].end, value.type, value.value, value.anchor))
    return found


def _clusters(letters: str) -> list[list[tuple[int, int, Reader]]]:
    """Return matches in groups that overlap, in the order of the text; in a group the longest comes first."""
    matches: list[tuple[int, int, int, Reader]] = []
    for rank, (rule, reader) in enumerate(_compiled()):
        for match in rule.finditer(letters):
            if match.end() > match.start():
                matches.append((match.start(), match.end(), rank, reader))
    matches.sort(key=lambda m: (m[0], m[1]))
    groups: list[list[tuple[int, int, int, Reader]]] = []
    reach = -1
    for found in matches:
        if found[0] < reach and groups:
            groups[-1].append(found)
        else:
            groups.append([found])
        reach = max(reach, found[1]) if found[0] < reach else found[1]
    return [
        [(first, last, reader) for first, last, _, reader in sorted(g, key=lambda m: (m[0] - m[1], m[2]))]
        for g in groups
    ]
