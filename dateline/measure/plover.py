"""What the tasks on PLOVER and CAMEO share: reading single sentences to events, and the manuals' own conventions."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read.draft import ActorDraft, Draft, EventDraft
from dateline.record.choices import ActorKind, EventType, Status
from dateline.record.report import Report, Span

from .task import Row

COOPERATIVE = frozenset(
    {EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.CONCEDE, EventType.RETREAT, EventType.CONSULT}
)
CONFLICTUAL = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST})
_BODIES = {ActorKind.INTERGOVERNMENTAL: "IGO", ActorKind.ORGANIZATION: "NGO"}


def drafts(rows: list[Row], fast: bool = False) -> Iterator[tuple[Row, Draft]]:
    """Yield each row with its text read up to the status of its events."""
    from dateline.read.pipeline import draft_reports

    reports = (Report(str(r["id"]), r["text"], Span(0, len(r["text"])), language="en", published=_day(r)) for r in rows)
    yield from zip(rows, draft_reports(reports, until="status", fast=fast), strict=True)


def _day(row: Row) -> str | None:
    day = str(row.get("date") or "")
    return f"{day[:4]}-{day[4:6]}-{day[6:8]}" if len(day) == 8 and day.isdigit() else None


def manual_type(event: EventDraft) -> EventType:
    """Return the type as PLOVER's manual codes it, which has no status.

    What is planned is an agreement or a threat there, and what is refused a rejection.
    """
    if event.status is Status.PLANNED:
        if event.type in COOPERATIVE:
            return EventType.AGREE
        if event.type in CONFLICTUAL:
            return EventType.THREATEN
    if event.status is Status.DENIED and event.type in COOPERATIVE:
        return EventType.REJECT
    if event.status is Status.DEMANDED:
        return EventType.REQUEST
    return event.type


def country_code(actor: ActorDraft) -> str | None:
    """Return the country of an actor, or the sets' code for a body without one."""
    if actor.kind is ActorKind.INTERGOVERNMENTAL:
        return "IGO"
    return actor.country or _BODIES.get(actor.kind)


def words_near(draft: Draft, actor: ActorDraft, event: EventDraft) -> str:
    """Return the actor's words that stand nearest to the event's trigger."""
    if not actor.mentions:
        return actor.name
    nearest = min(actor.mentions, key=lambda w: min(abs(w.start - event.trigger.end), abs(event.trigger.start - w.end)))
    return draft.text_of(nearest)


def importance(draft: Draft, event: EventDraft) -> tuple[float, int]:
    """Order events as a coder with one event a sentence would: both sides named, high in the sentence, then first."""
    depth = sum(1 for _ in draft.doc[event.head].ancestors)
    score = event.confidence + 0.5 * bool(event.actors) + 0.5 * bool(event.recipients) - 0.2 * min(depth, 6)
    if event.status in {Status.CONDITIONAL, Status.DEMANDED}:
        score -= 0.3
    return -score, event.trigger.start
