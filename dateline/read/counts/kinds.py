"""What a count is beside the others of its sentence: harm told new, a part of it, or the sum so far.

"Three children" of "14 people, including three children" is a part of the fourteen and no further harm; "31" of
"bringing the toll to 31", like what was done "since January", holds what was told before. Goes by the words around a
number and needs no word of how it was found.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.record.choices import Effect

from ..draft import CountDraft
from .effect_words import MAX_STEPS, TOLL_NOUNS, WHOLE, effect_words, harmed

_LISTING = frozenset({",", "and", "as", "well"})
_TO_THE_WHOLE = frozenset({"them", "whom", "which"})
_TOLL_VERBS = frozenset({"be", "put", "stand"})  # state a toll, where the others of ``toll_verb`` move it


class CountKind(StrEnum):
    """Whether a count adds to the harm told, is part of it, or sums it up."""

    NEW = "new"
    PART = "part"
    TOTAL = "total"


def kind_of(doc: Doc, count: CountDraft, beside: Iterable[CountDraft]) -> CountKind:
    """Return what a count is among those ``beside`` it, itself or not; ``new`` where the text tells nothing else."""
    same = [c for c in beside if c.effect is count.effect and c.words.start < count.words.start]
    if _is_of_harmed(doc, count) or (same and _is_of_these(doc, count)):
        return CountKind.PART
    last = max(same, key=lambda c: c.words, default=None)
    if last is not None and all(t.lower_ in _LISTING for t in doc[last.words.end : count.words.start]):
        return kind_of(doc, last, same)  # "including eight women and three children"
    is_state = count.effect is Effect.MISSING  # "missing since the attack" is from when, and no sum
    return CountKind.TOTAL if not is_state and _is_total(doc, count) else CountKind.NEW


def _is_of_these(doc: Doc, count: CountDraft) -> bool:
    """Tell whether a count is of those just counted: "including three children", "four of them children"."""
    start, end = count.words
    if doc[start - 1].lower_ == "all":
        start -= 1
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    if before[-1:] == ["including"] or before in (["among", "them"], ["among", "whom"]):
        return True
    within = [t.lower_ for t in doc[start : end + 2]]
    if [t.lower_ for t in doc[end : end + 2]] == ["among", "them"]:
        return True
    return any(a == "of" and b in _TO_THE_WHOLE for a, b in pairwise(within))


def _is_of_harmed(doc: Doc, count: CountDraft) -> bool:
    """Tell whether a count is of a whole named by its harm: "five of the dead", "were among those killed"."""
    start, end = count.words
    sentence = doc[start].sent
    for i in range(start, min(end + 4, sentence.end - 2)):
        word, whole = doc[i].lower_, doc[i + 1].lower_
        if word in {"of", "among", "amongst"} and whole in WHOLE and (word == "of" or i >= end):
            return any(harmed(t) is count.effect for t in doc[i + 2 : min(i + 5, sentence.end)])
    verb = doc[start - 1] if start > sentence.start else doc[start]
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return verb.lemma_ == "include" and subject is not None and harmed(subject) is count.effect


def _is_total(doc: Doc, count: CountDraft) -> bool:
    """Tell whether a count is a toll, or all since a day: "the toll rose to 30", "have been killed since January"."""
    token = doc[count.words.end - 1]
    if all(t.i != token.i and not t.is_digit for t in doc[count.words.start : count.words.end]):
        token = doc[count.words.start]
    for _ in range(MAX_STEPS):
        if _is_summing(token):
            return True
        of_toll = token.dep_ == "acl" and token.head.lemma_.lower() in TOLL_NOUNS  # "the number killed to 112"
        if (token.pos_ in {"VERB", "AUX"} and not of_toll) or token.head.i == token.i:
            return False
        token = token.head
    return False


def _is_summing(token: Token) -> bool:
    if token.lemma_.lower() == "toll":
        return True
    perfect = any(c.lemma_ == "have" and c.dep_ == "aux" for c in token.lefts)
    shared = [t for t in token.conjuncts if t.i > token.i and t.pos_ == "VERB"] if perfect else []
    for child in (c for t in (token, *shared) for c in t.children):  # "killed and thousands displaced since"
        if child.lower_ == "since" or (child.lower_ == "far" and any(c.lower_ == "so" for c in child.children)):
            return True
        if child.dep_ == "advcl" and any(c.lower_ == "since" for c in child.children):
            return True
    if token.lemma_ not in effect_words().sets["toll_verb"] | _TOLL_VERBS:
        return False
    nearby = [n for p in token.children if p.dep_ == "prep" and p.lower_ == "to" for n in p.children]
    return any(n.lemma_.lower() in TOLL_NOUNS for n in (*token.children, *nearby))
