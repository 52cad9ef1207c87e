"""Doers that stand away from what they do: whose mission it is, who did the whole list, whose decision is open."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType

from ..cast import state
from ..draft import ActorDraft, Draft, StatementDraft
from .frames import Frame, is_infinitive, lemma, word_set
from .participants import BLAMING, DEEPEST, UMBRELLAS, behind, who
from .predicates import Predicate

UNDERTAKINGS = word_set("mission operation raid visit trip tour patrol talk talks meeting negotiation consultation")
"""Nouns that lend their verb's subject as their doer: "entered the country for a mission"."""
_SEVERAL = word_set("string series spate wave number round campaign")


def undertaker(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return whose mission it is that somebody enters, flies or sets out for: "entered the country for a mission"."""
    noun = predicate.noun or predicate.head
    while noun.dep_ == "conj" and noun.head.pos_ == noun.pos_ and not predicate.frame.is_verb:
        noun = noun.head  # "charged with kidnapping and murder"
    if noun.dep_ == "pobj" and predicate.coding.type is EventType.ASSAULT and noun.head.lower_ in {"of", "with", "for"}:
        verb = noun.head.head if noun.head.head.pos_ == "VERB" else noun.head.head.head
        if lemma(verb) in BLAMING and verb.pos_ == "VERB":  # "charged the general with murder"
            return [a for thing in Frame(verb).objects for a in who(draft, thing)]
    if noun.dep_ != "pobj" or lemma(noun) not in UNDERTAKINGS:
        return []
    met = predicate.coding.type is EventType.CONSULT and noun.head.lower_ == "after" and behind(noun, "with")
    if noun.head.lower_ not in {"for", "on", "in", "during"} and not met:
        return []
    verb = noun.head.head
    for _ in range(2):  # past an adverb: "at least once for a mission"
        if verb.pos_ not in {"VERB", "AUX"}:
            verb = verb.head
    frame = Frame(verb)
    return who(draft, frame.subject) if frame.is_verb and frame.subject is not None else []


def shared_doers(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return who did what a list tells: "an offensive by the group and a string of abuses, including the *murder*"."""
    above = predicate.head
    if predicate.frame.is_verb or predicate.coding.type is not EventType.ASSAULT:
        return []
    for _ in range(DEEPEST):
        listed: Token | None = None
        if above.dep_ == "conj":
            listed = above.head if above.head.pos_ in {"NOUN", "PROPN"} else _before(above)
        elif above.dep_ == "pobj" and (above.head.lower_ in UMBRELLAS or lemma(above.head.head) in _SEVERAL):
            listed = above.head.head
        elif above is not predicate.head and above.dep_ == "pobj" and above.head.head.pos_ == "NOUN":
            listed = above.head.head  # "an offensive by the group through parts of Iraq and abuses": hung on "parts"
        if listed is None:
            return []
        above = listed
        found = [a for one in behind(above, "by") for a in who(draft, one)]
        if found:
            return found
    return []


def _before(noun: Token) -> Token | None:
    """Return the noun before a noun that the parser joined to the verb: "rising after *an offensive* and a murder"."""
    preps = [c for c in noun.head.children if c.dep_ == "prep" and c.i < noun.i]
    return next((c for c in preps[-1].children if c.dep_ == "pobj"), None) if preps else None


def by_attribution(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return the source as the one who would act, where the words leave open only who holds the plan or decision.

    "The ministry says no decision has been taken on whether to strike": the deciding is the ministry's.
    """
    verb = predicate.head
    if not is_infinitive(verb):
        return []
    top: Token | None = None
    for above in verb.ancestors:
        if lemma(above) in {"decision", "plan", "intention", "option", "decide"}:
            top = above
        elif above.pos_ in {"VERB", "AUX"} and (top is not None or lemma(above) in {"take", "make"}):
            plan = above if top is None else top
            if any(c.dep_ == "poss" for c in plan.children):
                return []
            break
    decided = top is not None or any(
        c.dep_ in {"nsubjpass", "attr"} and lemma(c) in {"decision", "plan", "intention"}
        for a in verb.ancestors
        for c in a.children
    )
    if not decided:
        return []
    held = statement_of(draft, verb.i)
    return [_institution(draft, held.actor)] if held is not None and held.actor is not None else []


def _institution(draft: Draft, actor: ActorDraft) -> ActorDraft:
    """Return the body that a person speaks for, where the report names it; for an office of a state the state."""
    for role in actor.roles:
        if role.of is not None:
            actor = role.of
            break
    if actor.kind is ActorKind.GOVERNMENT and actor.country is not None:
        return state(draft, actor.country)
    return actor


def statement_of(draft: Draft, token: int) -> StatementDraft | None:
    """Return the innermost statement that holds a token."""
    holding = draft.told_at(token)
    return min(holding, key=lambda s: sum(w.end - w.start for w in s.content)) if holding else None
