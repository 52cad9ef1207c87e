"""A reading to the rows of its report: plain values, ids still those of the reading."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from urllib.parse import urldefrag

from courlan import clean_url

from dateline.record.entities import Actor
from dateline.record.event import Event
from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.record.statement import Statement

UNKNOWN_DAY = -1
_DAY_0 = date(1970, 1, 1)

Value: TypeAlias = str | int | float | bool | None
Row: TypeAlias = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Rows:
    """What is kept of one reading; ``parties`` and ``words`` name events, statements and actors by their local ids."""

    actors: dict[str, Row]
    mentions: list[Row]
    statements: list[Row]
    events: list[Row]
    parties: list[tuple[str, str, int, str]]  # event, side, position, actor
    words: list[tuple[str, str]]  # event, statement
    counts: list[tuple[str, Row]]


def key_of(report: Report) -> str:
    """Return what tells a report from all others: SHA-256 of its text, its outlet and its address.

    The same text from two outlets is two reports, since who prints a wire text is a fact of its own.
    """
    parts = [report.text.strip(), report.outlet or "", canonical(report.url) or ""]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def canonical(url: str | None) -> str | None:
    """Return an address without trackers, fragment and the like; one that is none as it is."""
    return (clean_url(urldefrag(url).url) or url) if url else None


def day_number(day: str | None) -> int:
    """Return an ISO 8601 day or moment as days since 1970, -1 where there is none or it cannot be read."""
    try:
        return (date.fromisoformat((day or "")[:10]) - _DAY_0).days
    except ValueError:
        return UNKNOWN_DAY


def report_row(report: Report) -> Row:
    """Return the row of a report, without its id and the time it was added."""
    return {
        "key": key_of(report),
        "name": report.id,
        "title": report.title,
        "outlet": report.outlet,
        "agency": report.agency.name if report.agency is not None else None,
        "authors": "; ".join(report.authors),
        "url": canonical(report.url),
        "language": report.language,
        "published": report.published,
        "published_basis": report.published_basis,
        "day": day_number(report.published),
        "text": report.text,
    }


def rows_of(reading: Reading) -> Rows:
    """Return the rows of a reading's actors, statements and events."""
    places = {p.id: p for p in reading.places}
    deeds = {e.id for e in reading.deeds()}
    times = {t.id: t for t in reading.times}
    quote = reading.report.quote
    day = day_number(reading.report.published)

    def joined(spans: tuple[Span, ...]) -> str:
        return " ... ".join(quote(s) for s in spans)

    def statement(s: Statement) -> Row:
        said = times.get(s.when) if s.when is not None else None
        return {
            "local_id": s.id,
            "act": s.cue.act.value,
            "cue": s.cue.lemma,
            "source_kind": s.source.kind.value,
            "source_id": s.source.actor,
            "source_name": s.source.name,
            "source_words": joined(s.source.spans),
            "locality": places[s.source.locality].name if s.source.locality is not None else None,
            "proximity": s.source.proximity,
            "reason": s.source.reason,
            "content": joined(s.content),
            "form": s.form.value,
            "to_id": s.to,
            "said_on": said.start if said is not None else None,
            "said_in": places[s.where].name if s.where is not None else None,
            "within": s.within,
            "interested": s.interested,
            "start": s.sentence.start,
            "end": s.sentence.end,
            "confidence": s.confidence,
            "day": day,
        }

    def event(e: Event) -> Row:
        place = places.get(e.place) if e.place is not None else None
        return {
            "local_id": e.id,
            "type": e.type.value,
            "subtype": e.subtype,
            "mode": e.mode,
            "cameo": e.cameo,
            "status": e.status.value,
            "outcome": e.outcome.value if e.outcome is not None else None,
            "alleged": e.alleged,
            "start_on": e.start,
            "end_on": e.end,
            "time_precision": e.precision.value if e.precision is not None else None,
            "place": place.name if place is not None else None,
            "country": place.country if place is not None else None,
            "admin1": place.admin1 if place is not None else None,
            "lat": place.lat if place is not None else None,
            "lon": place.lon if place is not None else None,
            "place_precision": place.precision.value if place is not None else None,
            "radius_km": place.radius_km if place is not None else None,
            "geonames_id": place.geonames_id if place is not None else None,
            "words": quote(e.sentence),
            "start": e.trigger.start,
            "end": e.trigger.end,
            "confidence": e.confidence,
            "is_deed": e.id in deeds,
            "is_loose": False,  # until it is compared
        }

    return Rows(
        actors={a.id: _actor(a) for a in reading.actors},
        mentions=[{"local_id": a.id, "times": len(a.mentions)} for a in reading.actors],
        statements=[statement(s) for s in reading.statements],
        events=[event(e) for e in reading.events],
        parties=[
            (e.id, side, number, actor)
            for e in reading.events
            for side, actors in (("actor", e.actors), ("recipient", e.recipients), ("via", e.via))
            for number, actor in enumerate(actors)
        ],
        words=[(e.id, s) for e in reading.events for s in dict.fromkeys(e.reported_by)],
        counts=[
            (
                e.id,
                {"effect": c.effect.value, "what": c.what, "low": c.low, "high": c.high, "words": quote(c.span)},
            )
            for e in reading.events
            for c in e.counts
        ],
    )


def _actor(actor: Actor) -> Row:
    return {"name": actor.name, "kind": actor.kind.value, "country": actor.country or "", "sector": actor.sector}
