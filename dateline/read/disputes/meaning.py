"""Kindred words: what the words of a statement mean for a denial, so that "ammunition" answers "rounds"."""

from __future__ import annotations

from spacy.tokens import Token

from ..draft import Draft, StatementDraft

_KINDRED: dict[str, frozenset[str]] = {}
for _line in (
    "harm kill die dead death hit harm hurt injure wound shoot victim casualty massacre",
    "harm execute behead murder body corpse",
    "attack shell bomb strike attack raid hit bombard storm assault shelling bombing airstrike bombardment",
    "hold lose seize capture retake recapture take overrun fall control withdraw",
    "rounds round ammunition bullet munition",
    "civilian civilian resident villager people person child woman family inhabitant population",
    "support support back arm fund finance train supply aid sponsor equip assist",
    "talks talk negotiate negotiation dialogue contact meet meeting",
    "share share pass hand give coordinate cooperate exchange coordination cooperation",
    "deploy deploy send dispatch troops troop soldier force",
    "fighter fighter rebel militant insurgent gunman terrorist",
    "chemical chemical gas chlorine sarin",
    "cross cross enter incursion invade violate",
    "detain detain arrest hold imprison abduct kidnap capture",
    "loot loot steal rob plunder",
    "shoot shoot fire shot open",
):
    for _word in _line.split()[1:]:
        _KINDRED[_word] = _KINDRED.get(_word, frozenset()) | {_line.split()[0]}
_LIGHT = frozenset(
    {"have", "be", "do", "use", "make", "take", "carry", "conduct", "launch", "begin", "start", "get", "any", "such"}
    | {"other", "same", "own", "ever", "also", "even", "only", "more", "most", "one", "several", "many", "some", "all"}
    | {"accuse", "say", "tell", "report", "claim", "deny", "try", "want", "intend", "plan", "possible"}
    | {"territory", "soil", "border"}
)
_MEANT = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


def senses(draft: Draft, statement: StatementDraft) -> frozenset[str]:
    """Return all that the words of a statement's content may mean, kindred words as one."""
    found: set[str] = set()
    for words in statement.content:
        for token in draft.doc[words.start : words.end]:
            if token.pos_ in _MEANT or token.lemma_.lower() in _KINDRED:
                found |= _senses(token)
    return frozenset(found)


def meanings(draft: Draft, statement: StatementDraft) -> list[frozenset[str]]:
    """Return what another voice would have to tell to tell the same: no light words, no times, not who did it.

    Each word with all that it may mean: one of its meanings is enough.
    """
    found: list[frozenset[str]] = []
    for words in statement.content:
        for token in draft.doc[words.start : words.end]:
            lemma = token.lemma_.lower()
            if token.pos_ not in _MEANT or lemma in _LIGHT or draft.time_of[token.i] is not None or not token.is_alpha:
                continue
            if not _acts(token) and _senses(token) not in found:
                found.append(_senses(token))
    return found


def kindred(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of lemmas have a word or a meaning in common."""
    if one & other:
        return True
    theirs = {meaning for word in other for meaning in _KINDRED.get(word, ())}
    return any(meaning in theirs for word in one for meaning in _KINDRED.get(word, ()))


def _acts(token: Token) -> bool:
    """Tell whether a word stands in the subject of an active verb, and not in "any fighters"."""
    while token.dep_ in {"compound", "amod", "nmod", "poss"} and token.head.i != token.i:
        token = token.head
    return str(token.dep_) == "nsubj" and all(c.lower_ != "any" for c in token.lefts)


def _senses(token: Token) -> frozenset[str]:
    kindred = _KINDRED.get(token.lemma_.lower(), frozenset())
    return kindred or frozenset({_plain(token)})


def _plain(token: Token) -> str:
    return str(token.lemma_.lower())
