"""The plain words and signs of the record: one word for each status, act and kind, one shape for each status, dates."""

from __future__ import annotations

import calendar
import unicodedata
from collections.abc import Iterable
from datetime import date

from dateline.record.choices import Act, DisputeKind, EventType, SourceKind, Status, TimePrecision

STATUS_WORDS = {
    Status.HAPPENED: "happened",
    Status.ONGOING: "ongoing",
    Status.PLANNED: "planned",
    Status.POSSIBLE: "possible",
    Status.CONDITIONAL: "if",
    Status.UNDECIDED: "undecided",
    Status.DEMANDED: "demanded",
    Status.DENIED: "denied",
}
# Two columns each. The plain row stands where the output cannot show the shapes, and wherever it is not a terminal.
STATUS_SIGNS = {
    Status.HAPPENED: "● ",
    Status.ONGOING: "◐ ",
    Status.PLANNED: "○ ",
    Status.POSSIBLE: "◌ ",
    Status.CONDITIONAL: "⊖ ",
    Status.UNDECIDED: "○?",
    Status.DEMANDED: "○>",
    Status.DENIED: "⊗ ",
}
PLAIN_SIGNS = {
    Status.HAPPENED: "* ",
    Status.ONGOING: "*~",
    Status.PLANNED: "o ",
    Status.POSSIBLE: "o~",
    Status.CONDITIONAL: "o-",
    Status.UNDECIDED: "o?",
    Status.DEMANDED: "o>",
    Status.DENIED: "x ",
}
TYPE_WORDS = {
    EventType.AGREE: "agreement",
    EventType.CONSULT: "talks",
    EventType.SUPPORT: "support",
    EventType.CONCEDE: "concession",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "retreat",
    EventType.REQUEST: "request",
    EventType.ACCUSE: "accusation",
    EventType.REJECT: "rejection",
    EventType.THREATEN: "threat",
    EventType.PROTEST: "protest",
    EventType.SANCTION: "sanction",
    EventType.MOBILIZE: "mobilization",
    EventType.COERCE: "coercion",
    EventType.ASSAULT: "assault",
}
SUBTYPE_WORDS = {
    "air_drone_strike": "air or drone strike",
    "shelling_artillery_missile": "shelling or missile",
    "remote_explosive": "remote explosive",
    "suicide_bomb": "suicide bomb",
    "armed_clash": "armed clash",
    "sexual_violence": "sexual violence",
    "mob_violence": "mob violence",
    "looting_property_destruction": "looting or destruction",
    "excessive_force_against_protesters": "force against protesters",
    "disrupted_weapons_use": "weapons seized or defused",
    "base_established": "base established",
}
# In the past, which is the same for one voice and for several, and was so when the report was written.
ACT_WORDS = {
    Act.SAY: "said",
    Act.REPORT: "reported",
    Act.CLAIM: "claimed",
    Act.CONFIRM: "confirmed",
    Act.DENY: "denied",
    Act.ACCUSE: "accused",
    Act.WARN: "warned",
    Act.THREATEN: "threatened",
    Act.PROMISE: "promised",
    Act.DEMAND: "demanded",
    Act.URGE: "urged",
    Act.ACKNOWLEDGE: "acknowledged",
    Act.INSIST: "insisted",
    Act.PREDICT: "predicted",
    Act.PRAISE: "praised",
    Act.CONDEMN: "condemned",
    Act.REFUSE: "refused",
    Act.AGREE: "agreed",
    Act.ASK: "asked",
    Act.BELIEVE: "believed",
}
# How an event stands on a statement: by the act of its cue.
WORD_OF = {
    Act.SAY: "on the word of",
    Act.REPORT: "on the word of",
    Act.CLAIM: "claimed by",
    Act.CONFIRM: "confirmed by",
    Act.DENY: "in a denial by",
    Act.ACCUSE: "in an accusation by",
    Act.WARN: "in a warning by",
    Act.THREATEN: "in a threat by",
    Act.PROMISE: "in a promise by",
    Act.DEMAND: "in a demand by",
    Act.URGE: "in an appeal by",
    Act.ACKNOWLEDGE: "acknowledged by",
    Act.INSIST: "insisted on by",
    Act.PREDICT: "predicted by",
    Act.PRAISE: "in praise by",
    Act.CONDEMN: "condemned by",
    Act.REFUSE: "in a refusal by",
    Act.AGREE: "agreed by",
    Act.ASK: "in a question by",
    Act.BELIEVE: "believed by",
}
KIND_WORDS = {
    SourceKind.PERSON: "a named person",
    SourceKind.INSTITUTION: "an institution",
    SourceKind.GROUP: "a group without names",
    SourceKind.MEDIA: "a news outlet",
    SourceKind.DOCUMENT: "a document",
    SourceKind.ANONYMOUS: "anonymous",
    SourceKind.UNKNOWN: "a voice not told",
}
DISPUTE_WORDS = {
    DisputeKind.DENIAL: "one side denies what the other says",
    DisputeKind.COUNT: "the numbers differ",
    DisputeKind.ACTOR: "who did it differs",
    DisputeKind.PLACE: "the place differs",
    DisputeKind.TIME: "the time differs",
    DisputeKind.STATUS: "whether it happened differs",
    DisputeKind.SCOPE: "what is covered differs",
}
NOT_ENGLISH = "Kept but not read: the text is in another language ({}). Dateline reads English."
NOTHING_FOUND = "No statement and no event was found. A text without a verb of saying or doing gives none."
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def subtype_words(subtype: str) -> str:
    """Return a subtype of violence in plain words."""
    return SUBTYPE_WORDS.get(subtype, subtype.replace("_", " "))


def printable(text: str) -> str:
    """Return a text as one line that cannot steer a terminal: no control, direction or private characters."""
    if text.isprintable():  # nothing to leave out: most texts, and far faster
        return " ".join(text.split())
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


def shorten(text: str, width: int) -> str:
    """Return a text as one line of at most ``width`` characters, cut at the end of a word and marked with "..."."""
    line = printable(text)
    if len(line) <= width:
        return line
    room = max(width - 4, 1)
    cut = line[: room + 1].rsplit(" ", 1)[0] if " " in line[: room + 1] else line[:room]
    return cut.rstrip(" ,;:-–—(\"'“‘") + " ..."


def listed(names: Iterable[str], limit: int | None = None, last: str = "and") -> str:
    """Return names as a list in prose, "A, B and C", those past the limit as "2 more"."""
    all_names = list(dict.fromkeys(names))
    if limit is not None and len(all_names) > limit + 1:
        all_names = [*all_names[:limit], f"{len(all_names) - limit} more"]
    if len(all_names) < 2:
        return "".join(all_names)
    return f"{', '.join(all_names[:-1])} {last} {all_names[-1]}"


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: "1 event", "3 events"."""
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def singular(noun: str) -> str:
    """Return the singular of a noun phrase by its last word: "armed vehicle", "person"."""
    head, space, last = noun.rpartition(" ")
    irregular = {"people": "person", "women": "woman", "men": "man", "children": "child", "policemen": "policeman"}
    if last in irregular:
        last = irregular[last]
    elif last.endswith("ies") and len(last) > 4:
        last = f"{last[:-3]}y"
    elif last.endswith(("ches", "shes", "sses", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")):
        last = last[:-1]
    return f"{head}{space}{last}"


def day_words(
    start: str | None, end: str | None, year: int | None = None, precision: TimePrecision | None = None
) -> str | None:
    """Return an interval of ISO dates in words, or None where both are missing.

    A year equal to ``year`` is left out where a day is named: "26 Aug", "25-31 Aug", "Aug 2014", "since 8 Aug", "2011".
    An interval open at one end is as coarse as ``precision``: "since Mar 2011".
    """
    first, last = _date(start), _date(end)
    if first is None and last is None:
        return start or end
    if first is None or last is None:
        known = first or last
        assert known is not None
        coarse = {TimePrecision.MONTH: f"{_MONTHS[known.month]} {known.year}", TimePrecision.YEAR: str(known.year)}
        shown = coarse.get(precision) if precision else None
        return f"{'since' if last is None else 'until'} {shown or _day(known, year)}"
    if first == last:
        return _day(first, year)
    if _is_months(first, last):
        if (first.month, last.month) == (1, 12):
            return str(first.year) if first.year == last.year else f"{first.year}-{last.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{_MONTHS[first.month]} {first.year}"
        head = _MONTHS[first.month] if first.year == last.year else f"{_MONTHS[first.month]} {first.year}"
        return f"{head}-{_MONTHS[last.month]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{_day(last, year)}"
    return f"{_day(first, last.year)}-{_day(last, year)}"


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _day(day: date, year: int | None) -> str:
    return f"{day.day} {_MONTHS[day.month]}" + ("" if day.year == year else f" {day.year}")


def _is_months(first: date, last: date) -> bool:
    return first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1] and first != last


def range_words(low: int | None, high: int | None) -> str:
    """Return a count in words: "14", "at least 14", "up to 20", "24 to 99", "some"."""
    if low is None and high is None:
        return "some"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
