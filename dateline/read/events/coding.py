"""The finer code of an event: mode, contexts, subtype and CAMEO code, from the lexicon and the words of its clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dateline.record.choices import EventType

from ..draft import EventDraft
from .frames import lemma, word_set
from .predicates import Predicate, lexicon_lines, noun_classes

VIOLENT = frozenset({EventType.ASSAULT})
_GENERIC = frozenset({None, "attack", "armed_clash"})  # subtypes that a named weapon makes finer
_FINER = {  # what a named weapon may still make of a subtype that the predicate tells
    "remote_explosive": frozenset({"grenade", "suicide_bomb", "chemical_weapon"}),
    "shelling_artillery_missile": frozenset({"chemical_weapon", "excessive_force_against_protesters"}),
    "air_drone_strike": frozenset({"chemical_weapon"}),
}
_LEAST_TOLD = "remote_explosive"  # "a grenade blast", "a suicide car bomb": the other word says more
_AERIAL = "air_drone_strike"
_USED = word_set("use fire launch drop throw hurl lob toss burst detonate explode set shell")
"""Verbs whose object is the weapon."""
_SHARES = word_set("round volley barrage salvo canister shell number series dozen hundred cylinder")
"""Words for an amount of a weapon: "several rounds of tear gas"."""
_LOADED = word_set("load fill lace tip contain stuff carry")
_AIRCRAFT = word_set("warplane aircraft jet helicopter gunship plane drone uav bomber")
_FINDING = word_set(
    "seize confiscate recover find discover uncover unearth defuse intercept clear neutralise neutralize"
)
_BURIED = word_set("mine landmine ied explosive explosives device cache")
_MOST_CONTEXTS = 4
_REACH = 8  # words on either side of the predicate whose contexts count


@cache
def instruments() -> dict[tuple[str, ...], tuple[str, str]]:
    """Return (mode, subtype) by the words of a weapon or means."""
    return {tuple(words.split()): (mode, subtype) for words, mode, subtype in lexicon_lines("instruments.tsv")}


@cache
def context_words() -> dict[str, tuple[str, ...]]:
    """Return the contexts that a word shows."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for context, words in lexicon_lines("contexts.tsv"):
        for word in words.split():
            found[word] += (context,)
    return dict(found)


@cache
def cameo_rows() -> dict[str, tuple[tuple[str, str, str, str], ...]]:
    """Return (mode, context, subtype, code) rows by event type."""
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for kind, mode, context, subtype, code in lexicon_lines("cameo.tsv"):
        found[kind].append((mode, context, subtype, code))
    return {kind: tuple(rows) for kind, rows in found.items()}


def refine(event: EventDraft, predicate: Predicate) -> None:
    """Fill in the event's mode, contexts, subtype and CAMEO code."""
    coding = predicate.coding
    event.mode, event.subtype = coding.mode, coding.subtype
    event.contexts = list(coding.contexts)
    if event.type in VIOLENT:
        _name_the_weapon(event, predicate)
    if event.type is EventType.PROTEST and event.subtype == "peaceful_protest" and _is_violent(predicate):
        event.mode, event.subtype = "riot", "violent_demonstration"
    elif event.type in {EventType.COERCE, EventType.ASSAULT} and _disarms(predicate):
        event.subtype = "disrupted_weapons_use"
    for token in _clause(predicate):
        for context in context_words().get(lemma(token), ()) or context_words().get(token.lower_, ()):
            if context not in event.contexts and len(event.contexts) < _MOST_CONTEXTS:
                event.contexts.append(context)
    event.cameo = cameo_code(event)


def _name_the_weapon(event: EventDraft, predicate: Predicate) -> None:
    """Fill in mode and subtype by the weapon that the predicate's own words name."""
    means = _means(predicate)
    chemical = _load(predicate)
    if event.subtype in _GENERIC and (chemical or means) is not None:
        event.mode, event.subtype = chemical or means or (event.mode, event.subtype)
    elif chemical is not None and event.subtype in _FINER:
        event.mode, event.subtype = chemical
    elif means is not None and means[1] in _FINER.get(event.subtype or "", ()):
        event.mode, event.subtype = means
    if event.subtype == "shelling_artillery_missile" and any(lemma(s) in _AIRCRAFT for s in predicate.frame.subjects):
        event.mode, event.subtype = "aerial", _AERIAL  # "warplanes fired a missile"


def cameo_code(event: EventDraft) -> str | None:
    """Return the CAMEO code of an event's type, mode, contexts and subtype, the closest of the crosswalk."""
    best: tuple[int, str] | None = None
    for mode, context, subtype, code in cameo_rows().get(event.type.value, ()):
        if (mode and mode != event.mode) or (subtype and subtype != event.subtype):
            continue
        if context and context not in event.contexts[:2]:
            continue
        score = 5 * bool(mode) + 2 * bool(context) + 2 * bool(subtype)
        if best is None or score > best[0]:
            best = (score, code)
    return best[1] if best is not None else None


def _clause(predicate: Predicate) -> Iterator[Token]:
    doc = predicate.head.doc
    first, last = predicate.words
    sent = predicate.head.sent
    for i in range(max(sent.start, first - _REACH), min(sent.end, last + _REACH)):
        yield doc[i]


def _means(predicate: Predicate) -> tuple[str, str] | None:
    """Return the mode and subtype that a weapon named in the predicate's own slots gives."""
    frame = predicate.frame
    slots: list[Token] = [*predicate.tokens, *predicate.merged, *frame.subjects]
    slots += [c for verb in predicate.merged for c in verb.children if c.dep_ == "nsubj"]
    slots += [noun for word, _, noun in frame.links if word in {"in", "by", "with", "from", "using"}]
    slots += _shared(frame.objects[0]) if frame.objects and frame.head.lemma_.lower() in _USED else []
    for token in slots:
        found = _weapon(token)
        if found is not None:
            return found
    return None


def _shared(thing: Token) -> list[Token]:
    """Return a thing, and for an amount what it is an amount of, first."""
    inner = [n for c in thing.children if c.lower_ == "of" for n in c.children if n.dep_ == "pobj"]
    return [*inner, thing] if lemma(thing) in _SHARES else [thing]


def _weapon(token: Token) -> tuple[str, str] | None:
    """Return the mode and subtype of a weapon by a noun and its modifiers, the longest words first.

    Of several the first that is no mere bomb or blast wins: "a grenade blast".
    """
    words = [w for w in (*token.lefts, token) if w.dep_ in {"compound", "amod", "nmod"} or w == token]
    names = [lemma(w) for w in words]
    table = instruments()
    least: tuple[str, str] | None = None
    for size in (3, 2, 1):
        for at in range(len(names) - size, -1, -1):
            found = table.get(tuple(names[at : at + size]))
            if found is not None and found[1] != _LEAST_TOLD:
                return found
            least = least or found
    return least


def _load(predicate: Predicate) -> tuple[str, str] | None:
    """Return the mode and subtype of poison that a weapon carries: "barrel bombs loaded with chlorine"."""
    frame = predicate.frame
    things = [*frame.objects, *(n for word, _, n in frame.links if word in {"with", "of", "by", "in"})]
    for thing in things:
        loads = [n for c in thing.children if lemma(c) in _LOADED for n in c.subtree]
        loads += [n for c in thing.children if c.lower_ in {"of", "with"} for n in c.children if n.dep_ == "pobj"]
        for token in (thing, *loads):
            found = _weapon(token) if token.pos_ in {"NOUN", "PROPN", "ADJ"} else None
            if found is not None and found[1] == "chemical_weapon":
                return found
    return None


def _is_violent(predicate: Predicate) -> bool:
    """Tell whether a protest is called violent."""
    noun = predicate.noun or predicate.head
    return any(c.dep_ == "amod" and c.lower_ == "violent" for c in noun.lefts)


def _disarms(predicate: Predicate) -> bool:
    """Tell whether arms are found, seized, defused or intercepted; what is destroyed counts where it was laid."""
    frame = predicate.frame
    verb = lemma(frame.head)
    if not frame.is_verb or not frame.objects or verb not in _FINDING | {"destroy"}:
        return False
    things = [n for each in (frame.objects[0], *frame.objects[0].conjuncts) for n in (each, *_inner(each))]
    arms = _BURIED if verb == "destroy" else noun_classes()["arms"]
    return any(lemma(t) in arms or t.lower_ in arms for t in things)


def _inner(noun: Token) -> list[Token]:
    return [n for c in noun.children if c.lower_ == "of" for n in (*c.children,) if n.dep_ == "pobj"]
