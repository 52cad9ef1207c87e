"""Readings as rows for a spreadsheet: one row an event, or one row a statement.

Every column is described in ``EVENT_COLUMNS`` and ``STATEMENT_COLUMNS``; the documentation lists them from here.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.record.reading import Reading

from .telling import Telling
from .words import printable

Cell = str | int | float | None

EVENT_COLUMNS = {
    "report": "the report's id: its file, or its row in a table",
    "outlet": "who published it",
    "agency": "the wire it came from",
    "published": "when it was published, ISO 8601",
    "event": "the event's id in the reading of this report",
    "status": "happened, ongoing, planned, possible, conditional, undecided, demanded or denied",
    "outcome": "achieved, failed or foiled, where the text tells",
    "alleged": "yes where it is asserted by an accusation or a claim",
    "type": "PLOVER type",
    "subtype": "kind of violence",
    "cameo": "CAMEO code",
    "start": "first day, ISO 8601",
    "end": "last day, ISO 8601",
    "date_precision": "day, week, month, year ...",
    "place": "name of the place",
    "country": "its country, ISO 3166-1 alpha-3",
    "lat": "degrees north",
    "lon": "degrees east",
    "place_precision": "site, city, district, province, country or region",
    "actors": "who did it; several joined by a semicolon, as in all lists",
    "recipients": "to whom it was done",
    "via": "through whom it went",
    "counts": "number, what it counts and what befell it",
    "words": "the report's words from the predicate to the end of its clause",
    "voices": "on whose word; empty where the report itself tells it",
    "voice_kinds": "person, institution, group, media, document, anonymous or unknown, a voice each",
    "interested": "yes where each of its voices is a party to what it tells",
    "trigger_start": "offset of the predicate's first character in the report's text",
    "trigger_end": "offset after the predicate's last character",
    "confidence": "how sure the reading is of the event, 0 to 1",
}
STATEMENT_COLUMNS = {
    "report": "the report's id: its file, or its row in a table",
    "outlet": "who published it",
    "agency": "the wire it came from",
    "published": "when it was published, ISO 8601",
    "statement": "the statement's id in the reading of this report",
    "voice": "whose word: a name, or the text's words for who has none",
    "voice_kind": "person, institution, group, media, document, anonymous or unknown",
    "office": "office of a named person",
    "proximity": "the text's words for how a voice without a name knows",
    "reason": "the text's words for why it has no name",
    "interested": "yes where the voice is a party to what it tells, no where it is not, empty where not known",
    "act": "what the voice does: say, claim, deny, accuse, warn ...",
    "cue": "the words that say so",
    "form": "direct, indirect or mixed",
    "content": "what is said, in the report's words",
    "to": "to whom it was said",
    "said_on": "day of the saying, ISO 8601",
    "said_in": "place of the saying",
    "within": "id of the statement that reports this one",
    "events": "ids of the events it tells of",
    "content_start": "offset of the content's first character in the report's text",
    "content_end": "offset after the content's last character",
    "confidence": "the share of such statements that are right, 0 to 1",
}
TABLES = {"events": EVENT_COLUMNS, "statements": STATEMENT_COLUMNS}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_rows(reading: Reading, table: str) -> Iterator[list[Cell]]:
    """Yield the rows of a reading for this table, cells in the order of its columns."""
    rows = _events(reading) if table == "events" else _statements(reading)
    for row in rows:
        yield [_safe(row[column]) for column in TABLES[table]]


def _safe(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: a text that looks like one gets a leading quote mark."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _yes(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


def _joined(names: list[str]) -> str:
    return "; ".join(printable(name) for name in names)


def _report(reading: Reading) -> dict[str, Cell]:
    report = reading.report
    return {
        "report": report.id,
        "outlet": report.outlet,
        "agency": report.agency.name if report.agency else None,
        "published": report.published,
    }


def _events(reading: Reading) -> Iterator[dict[str, Cell]]:
    telling = Telling(reading)
    for event in reading.events:
        place = telling.places.get(event.place or "")
        statements = [telling.statements[i] for i in event.reported_by if i in telling.statements]
        yield {
            **_report(reading),
            "event": event.id,
            "status": event.status.value,
            "outcome": event.outcome.value if event.outcome else None,
            "alleged": _yes(event.alleged),
            "type": event.type.value,
            "subtype": event.subtype,
            "cameo": event.cameo,
            "start": event.start,
            "end": event.end,
            "date_precision": event.precision.value if event.precision else None,
            "place": place.name if place else None,
            "country": place.country if place else None,
            "lat": place.lat if place else None,
            "lon": place.lon if place else None,
            "place_precision": place.precision.value if place else None,
            "actors": _joined([telling.actors[i].name for i in event.actors if i in telling.actors]),
            "recipients": _joined([telling.actors[i].name for i in event.recipients if i in telling.actors]),
            "via": _joined([telling.actors[i].name for i in event.via if i in telling.actors]),
            "counts": telling.counts(event),
            "words": telling.happening(event),
            "voices": _joined([telling.voice(s).name for s in statements]),
            "voice_kinds": _joined([s.source.kind.value for s in statements]),
            "interested": _yes(all(s.interested for s in statements)) if statements else None,
            "trigger_start": event.trigger.start,
            "trigger_end": event.trigger.end,
            "confidence": event.confidence,
        }


def _statements(reading: Reading) -> Iterator[dict[str, Cell]]:
    telling = Telling(reading)
    for statement in reading.statements:
        voice, source = telling.voice(statement), statement.source
        hearer = telling.actors.get(statement.to or "")
        when, where = telling.times.get(statement.when or ""), telling.places.get(statement.where or "")
        spans = statement.content or statement.cue.spans
        yield {
            **_report(reading),
            "statement": statement.id,
            "voice": voice.name,
            "voice_kind": source.kind.value,
            "office": voice.office,
            "proximity": source.proximity,
            "reason": source.reason,
            "interested": _yes(statement.interested),
            "act": statement.cue.act.value,
            "cue": telling.quote(statement.cue.spans),
            "form": statement.form.value,
            "content": telling.content(statement),
            "to": hearer.name if hearer else None,
            "said_on": when.start if when else None,
            "said_in": where.name if where else None,
            "within": statement.within,
            "events": _joined([e.id for e in reading.events if statement.id in e.reported_by]),
            "content_start": spans[0].start if spans else None,
            "content_end": spans[-1].end if spans else None,
            "confidence": statement.confidence,
        }
