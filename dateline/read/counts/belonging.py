"""To which event of its sentence a count belongs: by its own word, by the grammar between them, by what fits.

A count told of another matter than the events found ("protests ... left 105 dead" beside a curfew) belongs to none.
"""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Effect, EventType, Status

from ..draft import CountDraft, EventDraft
from ..status.modality import status_of
from ..status.predicate_words import mark_of
from .effect_words import HARM, MAX_STEPS, TOLL_NOUNS, effect_words

COMPATIBLE: dict[Effect, frozenset[EventType]] = {
    Effect.KILLED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.INJURED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.MISSING: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.DETAINED: frozenset({EventType.COERCE, EventType.ASSAULT, EventType.PROTEST}),
    Effect.DISPLACED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.RETREAT}),
    Effect.DESTROYED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.DAMAGED: frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST}),
    Effect.SEIZED: frozenset({EventType.COERCE, EventType.ASSAULT, EventType.SANCTION}),
    Effect.LAUNCHED: frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.THREATEN}),
    Effect.CONDUCTED: frozenset(EventType),
    Effect.INVOLVED: frozenset(EventType),
}
# Nouns of harm that are no acts: they take the event they came of, "the deaths of 12 in the raid".
OUTCOMES = frozenset({"death", "body", "corpse", "remains", "injury", "wound", "toll", "displacement", "destruction"})
APART = frozenset({"after", "before", "since", "because", "as", "while", "whereas", "although", "though", "despite"})
REASONS = frozenset({"for", "over", "after", "following", "before", "since", "against", "about"})
UNDONE = frozenset({Status.PLANNED, Status.DENIED, Status.DEMANDED, Status.CONDITIONAL})
TELLING_ON = frozenset({"die", "succumb", "perish", "be", "find", "recover", "flee", "displace", "uproot"})


class Found(NamedTuple):
    """A count before it has its event: ``by`` is the word that tells the effect."""

    told: CountDraft
    by: Token
    noun: Token


def event_of(found: Found, events: list[EventDraft]) -> EventDraft | None:
    """Return the event that a count belongs to: its own word, the one above or below it, else the nearest that fits."""
    by, noun = found.by, found.noun
    for word in (noun, by):
        for event in events:
            is_its_word = event.head == word.i or event.trigger.start <= word.i < event.trigger.end
            if is_its_word and (word is by or found.told.effect is Effect.CONDUCTED):
                return event
    fitting = [e for e in events if e.type in COMPATIBLE[found.told.effect]]
    if not fitting or (by.pos_ == "VERB" and found.told.effect in HARM and status_of(by).status in UNDONE):
        return None
    above, is_toll = _chain(by), by.lemma_ in TOLL_NOUNS
    ranked = []
    for event in fitting:
        head = by.doc[event.head]
        below = _chain(head)
        if event.head in above:
            steps = above.index(event.head)
            if found.told.effect in HARM and not is_toll and _is_apart(by, above[: steps + 1]):
                continue
        elif by.i in below:
            steps = below.index(by.i)
            if found.told.effect in HARM and not is_toll and _is_of_part(by, below, by.i):
                continue
        else:
            shared = next((n for n, i in enumerate(above) if i in below), MAX_STEPS)
            steps = shared + (below.index(above[shared]) if shared < len(above) else MAX_STEPS)
            top = above[shared] if shared < len(above) else -1
            if found.told.effect in HARM and not is_toll and _is_of_part(by, below, top):
                continue
            if is_toll:
                if event.head > by.i and _is_other_clause(by, below, top):
                    continue
            elif top >= 0 and found.told.effect in HARM and _is_apart(by, above[: shared + 1]):
                continue
        harm = event.type in {EventType.ASSAULT, EventType.COERCE}
        ranked.append((steps, not harm, abs(event.head - by.i), event))
    return min(ranked, key=lambda r: r[:3])[3] if ranked else None


def tells_on(by: Token) -> bool:
    """Tell whether a word counts harm that was told before: a toll, the dead, those who died."""
    if by.lemma_ in TOLL_NOUNS or by.lemma_.lower() in OUTCOMES or by.lemma_ in TELLING_ON:
        return True
    return by.lower_ in {"dead", "wounded", "injured", "victims", "fatalities", "casualties"} or by.dep_ == "acl"


def _is_apart(by: Token, path: list[int]) -> bool:
    """Tell whether a clause or a noun on the way up is of another matter: "imposed a curfew after 105 were killed"."""
    doc = by.doc
    own_act = by.pos_ == "NOUN" and by.lemma_.lower() in effect_words().noun and by.lemma_.lower() not in OUTCOMES
    for i in path[:-1]:
        word = doc[i]
        if word.dep_ == "advcl":
            mark = mark_of(word)
            has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in word.children)
            if mark is not None and mark.lower_ in APART and has_subject:
                return True
        elif own_act and word.dep_ == "prep" and word.lower_ in REASONS:
            return True  # "a reprisal for the arrest of two commanders"
        elif word.dep_ == "prep" and word.lower_ in {"after", "since"} and word.i == path[-2]:
            return own_act
    return False


def _is_other_clause(by: Token, below: list[int], shared: int) -> bool:
    """Tell whether an event stands in a clause beside that of a toll: "put the toll at 11 and said it killed 16"."""
    doc = by.doc
    for i in below:
        if i == shared:
            return False
        word = doc[i]
        if word.dep_ == "conj" and word.pos_ in {"VERB", "AUX"}:
            return not any(c.dep_ == "cc" and c.lower_ == "but" for c in word.head.children)
    return False


def _is_of_part(by: Token, below: list[int], shared: int) -> bool:
    """Tell whether an event is told of a part only: "46 have died, including a policeman who was burned alive"."""
    doc = by.doc
    for i in below:
        if i == shared:
            return False
        if doc[i].dep_ == "prep" and doc[i].lower_ in {"including", "among"}:
            return True
    return False


def _chain(token: Token) -> list[int]:
    """Return a word and its governors, from the inside out."""
    chain = [token.i]
    while token.head.i != token.i and len(chain) < 2 * MAX_STEPS:
        token = token.head
        chain.append(token.i)
    return chain
