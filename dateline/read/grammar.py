"""Small questions to the dependency parse, shared by the steps: subject, phrase, negation, passive."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from .draft import Words

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "conj", "parataxis", "ROOT"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "nobody", "none", "without"})


def phrase(token: Token) -> Words:
    """Return the whole subtree of a token, without the comma or quote at its edges."""
    left, right = token.left_edge.i, token.right_edge.i + 1
    doc = token.doc
    while right - 1 > token.i and doc[right - 1].is_punct:
        right -= 1
    while left < token.i and doc[left].is_punct:
        left += 1
    return Words(left, right)


def noun_phrase(token: Token) -> Words:
    """Return a noun with its determiners and modifiers, without relative clauses, appositions and conjuncts."""
    left = token.i
    for child in token.lefts:
        if child.dep_ in {
            "det",
            "amod",
            "compound",
            "nummod",
            "poss",
            "nmod",
            "quantmod",
            "predet",
            "punct",
            "advmod",
            "neg",
            "case",
        }:
            left = min(left, child.left_edge.i)
    doc = token.doc
    while left < token.i and doc[left].is_punct and doc[left].text not in {'"', "-"}:
        left += 1
    return Words(left, token.i + 1)


def conjuncts(token: Token) -> list[Token]:
    """Return the token with the ones coordinated to it, in the order of the text."""
    return sorted({token, *token.conjuncts}, key=lambda t: t.i)


def subject(verb: Token) -> Token | None:
    """Return the subject of a verb, also where it is shared with the verb that governs it (conj, xcomp)."""
    seen = 0
    node = verb
    while seen < 6:
        for child in node.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.tag_ != "EX":
                if child.tag_ in {"WDT", "WP"} and node.dep_ == "relcl":
                    return node.head
                return child
        if node.dep_ in {"conj", "xcomp"} and node.head.pos_ in {"VERB", "AUX", "ADJ"}:
            node = node.head
            seen += 1
            continue
        if node.dep_ == "acl" and node.tag_ in {"VBG"}:
            return node.head
        return None
    return None


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive, bare participles after a noun included ("troops killed in ...")."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    return bool(verb.dep_ == "acl" and verb.tag_ == "VBN")


def agent(verb: Token) -> Token | None:
    """Return the noun after the "by" of a passive."""
    for child in verb.children:
        if child.dep_ in {"agent", "prep"} and child.lower_ == "by":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def prepositional(token: Token, *prepositions: str) -> Iterator[Token]:
    """Yield the nouns that hang on a token by one of these prepositions (all of them where none is named)."""
    for child in token.children:
        if child.dep_ in {"prep", "dative", "agent"} and (not prepositions or child.lower_ in prepositions):
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield noun


def is_negated(token: Token) -> bool:
    """Tell whether a word is negated itself: "not", "never", "no", by its own children."""
    return any(c.dep_ == "neg" or (c.dep_ in {"det", "preconj"} and c.lower_ in NEGATIONS) for c in token.children)


def governors(token: Token) -> Iterator[Token]:
    """Yield the heads of a token up to the root of its sentence."""
    while token.head is not token and token.head.i != token.i:
        token = token.head
        yield token
