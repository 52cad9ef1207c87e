"""Whether the clause of a noun of action is about it: that it takes place, or is planned, feared, demanded, ruled out.

A noun in passing ("the mayor, who spoke of the ceasefire") is no event where nobody does it; one that the clause
weighs is ("a ceasefire will take effect", "the prospect of new sanctions", "the meeting ended without a ceasefire").
The words that weigh are those of the status table.
"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from .frames import lemma, modifiers, word_set
from .predicates import lexicon_lines

_SAYING = frozenset({"say", "through", "happened", "-"})
"""Effects of words that take what they govern as it is."""
_TAKING_PLACE = word_set(
    "open take occur happen begin start continue resume erupt break go proceed unfold last rage commence intensify "
    "escalate persist end stop fail collapse hold succeed spread ease enter follow halt cease fall stall expire drag "
    "loom come near approach pass run widen worsen spill flare subside abate crumble unravel work"
)
_UNDER_WAY = word_set("be remain seem appear become look get")
_AMID = word_set("without amid amidst pending barring during throughout")
_NOUN_DEPS = frozenset({"compound", "nmod", "amod", "poss"})
_MANY = word_set("series string wave spate number round act case instance pattern use day week dozens hundreds scores")


@cache
def weighing_words() -> dict[str, frozenset[str]]:
    """Return the words of the status table that leave open or deny what they govern, by part of speech."""
    found: dict[str, set[str]] = {}
    for kind, _, object_, words in lexicon_lines("status.tsv"):
        if object_ not in _SAYING and kind in {"verb", "noun", "adjective", "modifier"}:
            found.setdefault(kind, set()).update(words.split())
    return {kind: frozenset(words) for kind, words in found.items()}


def is_weighed(noun: Token) -> bool:
    """Tell whether a noun of action is what its clause is about, rather than named in passing."""
    table = weighing_words()
    if not table["modifier"].isdisjoint(modifiers(noun)) or any(c.lower_ == "no" for c in noun.lefts):
        return True
    if noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return is_weighed(noun.head)
    head = noun.head
    if noun.dep_ in {"nsubj", "nsubjpass", "attr", "csubj"} and head.pos_ in {"VERB", "AUX"}:
        return _is_of_subject(noun, head)
    if noun.dep_ == "dobj" and head.pos_ == "VERB":
        return lemma(head) in table["verb"] or _has_modal(head)
    if noun.dep_ in {"pobj", "pcomp"}:
        return head.lower_ in _AMID or _weighs(head.head, noun)
    return noun.dep_ == "ROOT" or (noun.dep_ in _NOUN_DEPS and lemma(head) in table["noun"])


def _is_of_subject(noun: Token, verb: Token) -> bool:
    """Tell whether a verb says of its subject that it takes place, may, or was stopped, planned, ruled out."""
    word = lemma(verb)
    if word in _TAKING_PLACE or word in _UNDER_WAY or noun.dep_ == "attr" or _has_modal(verb):
        return True
    table = weighing_words()
    return noun.dep_ == "nsubjpass" and (word in table["verb"] or verb.lower_ in table["adjective"])


def _weighs(above: Token, noun: Token) -> bool:
    """Tell whether the word that a preposition hangs on weighs its noun: "prospect of", "called for", "ready for"."""
    table = weighing_words()
    word = lemma(above)
    if above.pos_ in {"NOUN", "PROPN"}:
        if word in _MANY or noun.head.lower_ not in {"of", "for", "on", "to", "in"}:
            return False
        return word in table["noun"] or word in {"end", "halt", "event", "case", "resumption", "start", "outbreak"}
    if above.pos_ in {"VERB", "AUX"}:
        return noun.head.lower_ in {"for", "on", "of", "to", "against", "about"} and (
            word in table["verb"] or word in {"push", "lead", "prepare"}
        )
    return above.pos_ == "ADJ" and above.lower_ in table["adjective"]


def _has_modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in verb.children)
