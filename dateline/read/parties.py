"""Whether a voice is a party to what it tells."""

from __future__ import annotations

from dateline.record.choices import ActorKind, SourceKind

from .draft import Draft, StatementDraft


def is_interested(draft: Draft, statement: StatementDraft) -> bool | None:
    """Tell whether the voice is a party to what it tells, None where that is not known.

    True where the content's clauses have the voice or its state as an actor; False for a monitor, the media, a body of
    many states or a document that does not figure in what it tells.
    """
    if statement.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN}:
        return None
    actor = statement.actor
    doc = draft.doc
    country = (
        actor.country
        if actor is not None and actor.kind in {ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.PERSON}
        else None
    )
    if actor is not None:
        sides = {id(actor), *(id(r.of) for r in actor.roles if r.of is not None)}
        countries_of = {country, *(r.of.country for r in actor.roles if r.of is not None)} - {None}
        for words in statement.content:
            for i in range(words.start, words.end):
                token = doc[i]
                if (
                    token.dep_ not in {"nsubj", "nsubjpass", "poss", "pobj", "dobj", "compound"}
                    and token.pos_ != "PRON"
                ):
                    continue
                if token.lower_ in {"we", "our", "us"} and statement.quoted:
                    return True
                other = draft.actor_of[i]
                if other is None:
                    continue
                if id(other) in sides:
                    return True
                if (
                    other.country in countries_of
                    and other.kind in {ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE}
                    and token.dep_ != "pobj"
                ):
                    return True
    if statement.kind in {SourceKind.MEDIA, SourceKind.DOCUMENT}:
        return False
    if (
        actor is not None
        and actor.named
        and actor.kind in {ActorKind.ORGANIZATION, ActorKind.INTERGOVERNMENTAL, ActorKind.MEDIA}
    ):
        return False
    return None
