"""Where the learned typer is surer of an event's type than the lexicon, its type is taken."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Token

from dateline.record.choices import EventType

from ..draft import ActorDraft, Draft, EventDraft, Words
from .coding import refine
from .learned.asking import Question
from .learned.blending import Rule, blended
from .learned.weights import LogChances, Typer
from .predicates import Coding, Predicate

TOLD_APART = frozenset(
    {
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.COOPERATE,
        EventType.AID,
        EventType.ACCUSE,
        EventType.PROTEST,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
    }
)
"""Types that the typer tells apart as we do.

The relations that it learned from have one type for what concedes and retreats, take embargoes for COERCE, and give
what is only planned, refused or demanded types of its own, where we have a status.
"""

_SURE = 0.8  # by hand: of what the typer changed above it, on relations and records it had not seen, half was wrong


def retype(draft: Draft, told: list[tuple[EventDraft, Predicate]], typer: Typer) -> None:
    """Give those events another type that the typer is surer of than the lexicon; mode and code are then found anew.

    Asked is where the words leave the lexicon unsure, doer and recipient stand in the sentence, and no other event
    does: the typer learned from sentences of one event each, and answers for the main one where there are more.
    """
    beside = Counter(draft.doc[event.head].sent.start for event, _ in told)
    alone = [(e, p) for e, p in told if beside[draft.doc[e.head].sent.start] == 1]
    unsure = [(e, p) for e, p in alone if e.confidence < _SURE and e.type in TOLD_APART]
    asked = [(e, p, question_of(draft, e)) for e, p in unsure if e.actors and e.recipients]
    asked = [(e, p, q) for e, p, q in asked if q.source is not None and q.target is not None]
    if not asked:
        return
    read = [Rule(event.type.value, event.confidence) for event, _, _ in asked]
    joint = blended(typer.ask([q for _, _, q in asked]), typer.labels, read, typer.blends["reading"])
    for (event, predicate, _), row in zip(asked, joint, strict=True):
        kind = _surest(typer, row)
        if kind is not event.type:
            event.type = kind
            predicate.coding = Coding(kind, None, (), None, predicate.coding.weight)
            refine(event, predicate)


def _surest(typer: Typer, joint: LogChances) -> EventType:
    """Return the likeliest of the types that the typer tells apart as we do."""
    return max(sorted(TOLD_APART), key=lambda kind: float(joint[typer.index(kind)]))


def question_of(draft: Draft, event: EventDraft) -> Question:
    """Return an event as a question: its sentence with the nearest mentions of a doer and of a recipient there."""
    sentence = draft.doc[event.head].sent
    start, end = sentence.start, sentence.end

    def inside(span: Words | None) -> Words | None:
        return Words(max(span.start, start) - start, min(span.end, end) - start) if span is not None else None

    source = _mention(event.actors, start, end, event.trigger)
    target = _mention(event.recipients, start, end, event.trigger)
    if source is not None and target is not None and source.start < target.end and target.start < source.end:
        target = None  # "the army's own barracks": one stands in the other
    return Question([_word(t) for t in sentence], inside(source), inside(target), inside(event.trigger))


def _word(token: Token) -> str:
    return str(token.text)


def _mention(actors: list[ActorDraft], start: int, end: int, trigger: Words) -> Words | None:
    """Return the mention in a sentence of the first of these actors that has one, the nearest to the trigger."""
    for actor in actors:
        here = [w for w in actor.mentions if start <= w.start and w.end <= end]
        if here:
            return min(here, key=lambda w: min(abs(w.start - trigger.end), abs(trigger.start - w.end)))
    return None
