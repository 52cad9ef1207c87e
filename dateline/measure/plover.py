"""What the tasks on PLOVER and CAMEO share: reading single sentences to events, and the manuals' own conventions."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from dateline.lexicon.actors import rulers
from dateline.read.draft import ActorDraft, Draft, EventDraft, Words
from dateline.read.events.frames import lemma
from dateline.read.events.learned.blending import Rule, blended
from dateline.read.events.learned.weights import Typer
from dateline.read.events.predicates import rules
from dateline.read.events.retyping import question_of
from dateline.record.choices import ActorKind, EventType, Status
from dateline.record.report import Report, Span

from .task import Row

COOPERATIVE = frozenset(
    {EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.CONCEDE, EventType.RETREAT, EventType.CONSULT}
)
CONFLICTUAL = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.PROTEST})
_OF_ORIGIN = frozenset({"of", "in", "from"})
_TELLING = frozenset({"compound", "amod", "nmod", "poss", "prep", "pobj", "appos", "npadvmod"})
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


def rule_read(draft: Draft, event: EventDraft | None) -> Rule:
    """Return what the rules read of an event and of the words around it."""
    word = word_type(draft)
    if event is None:
        return Rule(word=word)
    return Rule(event.type.value, event.confidence, manual_type(event).value, word)


def word_type(draft: Draft) -> str | None:
    """Return the type of the surest rule for any verb or noun of the sentence, its conditions put aside."""
    table = rules()
    known = [
        rule.coding
        for token in draft.doc
        for tag, kinds in (("v", {"VERB", "AUX"}), ("n", {"NOUN"}), ("a", {"ADJ"}))
        if token.pos_ in kinds
        for rule in table.get((tag, lemma(token)), ())
    ]
    return max(known, key=lambda c: c.weight).type.value if known else None


def manual_types(typer: Typer, told: list[tuple[Draft, EventDraft]]) -> list[EventType]:
    """Return the types of events as PLOVER's manual codes them, the learned typer's answer weighed in.

    It is asked where somebody who did it stands in the sentence; elsewhere the status alone turns the type.
    """
    kinds = [manual_type(event) for _, event in told]
    asked = [(row, q) for row, (d, e) in enumerate(told) if (q := question_of(d, e)).source is not None]
    read = [rule_read(*told[row]) for row, _ in asked]
    joint = blended(typer.ask([q for _, q in asked]), typer.labels, read, typer.blends["records"])
    for (row, _), chances in zip(asked, joint, strict=True):
        kinds[row] = max(EventType, key=lambda kind: float(chances[typer.index(kind)]))
    return kinds


def country_code(draft: Draft, actor: ActorDraft, event: EventDraft) -> str | None:
    """Return the country of an actor, or the sets' code for a body without one.

    The coders give a person or group the country that its words or its ties name where the record gives it none: "the
    mayor of Nablus", "UN troops", a former ruler by his name, and else that of the place where it was.
    """
    if actor.kind is ActorKind.INTERGOVERNMENTAL:
        return "IGO"
    found = actor.country or _country_told(draft, actor, event) or _BODIES.get(actor.kind)
    if found is None and event.place is not None and actor.kind is not ActorKind.UNKNOWN:
        return event.place.country  # "prisoners rioted in Dili"
    return found


def _country_told(draft: Draft, actor: ActorDraft, event: EventDraft) -> str | None:
    """Return the country that an actor's phrase, offices, ties or name tell, or IGO for a world body's people."""
    for tie in (*(r.of for r in actor.roles), *(a.with_ for a in actor.affiliations)):
        if tie is not None and (tie.country is not None or tie.kind is ActorKind.INTERGOVERNMENTAL):
            return tie.country or "IGO"
    nearest = nearest_mention(actor, event)
    if nearest is None:
        return None
    for token in _phrase(draft.doc[nearest.start : nearest.end].root, event.head):
        beside = draft.actor_of[token.i]
        if token.lower_ == "european" or (
            beside is not None and beside is not actor and beside.kind is ActorKind.INTERGOVERNMENTAL
        ):
            return "IGO"
        place = draft.place_of[token.i]
        country: str | None = draft.country_of[token.i] or (place.country if place is not None else None)
        if country is not None:
            return country
    return rulers().get(draft.text_of(nearest).split()[-1].lower()) if actor.kind is ActorKind.PERSON else None


def _phrase(noun: Token, event_head: int) -> Iterator[Token]:
    """Yield the words of a noun phrase that tell whose or where from it is, nearest first; clauses are left out."""
    for child in sorted(noun.children, key=lambda c: abs(c.i - noun.i)):
        if child.i == event_head or (child.dep_ == "prep" and child.lower_ not in _OF_ORIGIN):
            continue
        if child.dep_ in _TELLING:
            yield child
            yield from _phrase(child, event_head)


def nearest_mention(actor: ActorDraft, event: EventDraft) -> Words | None:
    """Return the actor's mention that stands nearest to the event's trigger."""
    return min(
        actor.mentions,
        key=lambda w: min(abs(w.start - event.trigger.end), abs(event.trigger.start - w.end)),
        default=None,
    )


def words_near(draft: Draft, actor: ActorDraft, event: EventDraft) -> str:
    """Return the actor's words that stand nearest to the event's trigger."""
    nearest = nearest_mention(actor, event)
    return actor.name if nearest is None else draft.text_of(nearest)


def importance(draft: Draft, event: EventDraft) -> tuple[float, int]:
    """Order events as a coder with one event a sentence would: both sides named, high in the sentence, then first."""
    depth = sum(1 for _ in draft.doc[event.head].ancestors)
    score = event.confidence + 0.5 * bool(event.actors) + 0.5 * bool(event.recipients) - 0.2 * min(depth, 6)
    if event.status in {Status.CONDITIONAL, Status.DEMANDED}:
        score -= 0.3
    return -score, event.trigger.start
