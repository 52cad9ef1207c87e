"""The finer code of an event: mode, contexts, subtype and CAMEO code, from the lexicon and the words of its clause."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from dateline.record.choices import EventType

from ..draft import EventDraft
from .frames import lemma
from .predicates import Predicate, lexicon_lines

VIOLENT = frozenset({EventType.ASSAULT})
_GENERIC = frozenset({None, "attack", "armed_clash"})  # subtypes that a named weapon makes finer
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
    if event.type in VIOLENT and event.subtype in _GENERIC:
        means = _means(predicate)
        if means is not None:
            event.mode, event.subtype = means
    for token in _clause(predicate):
        for context in context_words().get(lemma(token), ()) or context_words().get(token.lower_, ()):
            if context not in event.contexts and len(event.contexts) < _MOST_CONTEXTS:
                event.contexts.append(context)
    event.cameo = cameo_code(event)


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
    slots += frame.objects[:1] if frame.head.lemma_ in {"use", "fire", "launch", "drop", "throw", "hurl"} else []
    table = instruments()
    for token in slots:
        words = [w for w in (*token.lefts, token) if w.dep_ in {"compound", "amod", "nmod"} or w == token]
        names = [lemma(w) for w in words]
        for size in (2, 1):
            for at in range(len(names) - size, -1, -1):
                found = table.get(tuple(names[at : at + size]))
                if found is not None:
                    return found
    return None
