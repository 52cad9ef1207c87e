"""The cast of a report: the actor behind a word, made when the report has not named it before.

Shared by the steps that need an actor for a noun they stand on: statements, events, counts.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import ActorKind

from .draft import ActorDraft, Draft
from .grammar import noun_phrase


def actor_for(draft: Draft, token: Token) -> ActorDraft | None:
    """Return the actor that the noun phrase of this token stands for, made as a description where it has no name.

    A mention that covers the token wins; a relative or expletive pronoun, a number alone and a clause give None.
    """
    known = draft.actor_of[token.i]
    if known is not None:
        return known
    if token.pos_ not in {"NOUN", "PROPN"}:
        return None
    words = noun_phrase(token)
    return draft.add_actor(ActorDraft(draft.text_of(words), ActorKind.UNKNOWN, mentions=[words], named=False))


def state(draft: Draft, iso3: str) -> ActorDraft:
    """Return the government of this country as an actor of the report, made where the report has not named it."""
    for actor in draft.actors:
        if actor.kind is ActorKind.GOVERNMENT and actor.country == iso3 and actor.sector == "GOV" and actor.named:
            return actor
    return draft.add_actor(ActorDraft(iso3, ActorKind.GOVERNMENT, iso3, "GOV"))
