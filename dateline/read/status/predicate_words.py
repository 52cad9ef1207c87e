"""Small questions about one predicate: its tense, modal, negation, and what a word above does to it.

The words and what they do stand in ``lexicon/status.tsv``. Knows tokens of a parse, nothing of a draft.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Span, Token

NEGATORS = frozenset({"not", "n't", "never", "hardly", "scarcely", "nor", "neither"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "few", "little", "zero"})
ADDING = frozenset({"only", "just", "merely"})
NEGATIVE_SUBJECTS = frozenset({"nobody", "none", "nothing", "neither"})
DEFINITE = frozenset({"the", "this", "these", "that", "those", "both", "such", "his", "her", "its", "their", "our"})


class Effect(NamedTuple):
    """What a word does to the clause and to the noun that it governs."""

    clause: str
    object: str


@cache
def effects() -> dict[str, dict[str, Effect]]:
    """Return the effects by kind of word ("verb", "noun", "modifier" ...) and word."""
    table: dict[str, dict[str, Effect]] = {}
    text = files("dateline.lexicon").joinpath("status.tsv").read_text(encoding="utf-8")
    for line in text.splitlines()[1:]:
        kind, clause, object_, words = line.split("\t")
        of_kind = table.setdefault(kind, {})
        for word in words.split():
            of_kind[word] = Effect(clause, object_)
    return table


def governor_kind(word: Token, frame: str) -> str:
    """Return what a governor does to its "clause" or its "object": an effect of the table, or "" for nothing known."""
    table = effects()
    effect: Effect | None
    if word.pos_ in {"VERB", "AUX"}:
        effect = table["verb"].get(word.lemma_)
        if effect is None and word.dep_ == "acomp":
            effect = table["adjective"].get(word.lower_)
    elif word.pos_ in {"ADJ", "ADV"}:
        effect = table["adjective"].get(word.lower_)
    else:
        effect = table["noun"].get(word.lemma_.lower())
    if effect is None:
        return ""
    return effect.clause if frame == "clause" else effect.object


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb stands with its own "to"."""
    return any(c.tag_ == "TO" for c in verb.lefts)


def is_quoted(token: Token) -> bool:
    """Tell whether a word stands inside quotation marks that its sentence opens before it."""
    inside = False
    for other in token.sent:
        if other.i >= token.i:
            break
        if other.text == '"':
            inside = not inside
    return inside


def negation_of(token: Token) -> Token | None:
    """Return the word that negates a predicate: by itself, by its determiner or by its subject."""
    for child in token.children:
        word = child.lower_
        if word in NEGATORS and child.dep_ in {"neg", "advmod", "preconj", "cc", "det"} and child.i < token.i + 3:
            if child.i + 1 < len(token.doc) and child.nbor().lower_ in ADDING:
                continue  # "not only did they attack"
            return child
        if word == "longer" and child.i and child.nbor(-1).lower_ == "no" and child.i < token.i + 3:
            return child
        a_few = word in {"few", "little"} and child.i > 0 and child.nbor(-1).lower_ == "a"
        if word in NEGATIVE_DETERMINERS and child.dep_ in {"det", "amod", "advmod"} and child.i < token.i and not a_few:
            return child
        if child.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"VERB", "AUX"}:
            if word in NEGATIVE_SUBJECTS:
                return child
            for det in child.children:
                if det.lower_ in {"no", "neither"} and det.dep_ in {"det", "preconj"}:
                    return det
                if det.lower_ in {"hardly", "scarcely", "barely"} and child.tag_ == "NN":
                    return det  # "hardly anyone protested"
                if det.lower_ == "few" and det.i == child.left_edge.i and child.tag_ == "NNS":
                    return det
    return None


def own_negation(verb: Token) -> Token | None:
    """Return the "not" or "never" of a verb itself, without those of its nouns."""
    for child in verb.children:
        if child.lower_ in NEGATORS and child.dep_ in {"neg", "advmod", "preconj"}:
            return child
    return None


def modal_of(verb: Token) -> Token | None:
    """Return the modal verb before a verb, or None."""
    for child in verb.lefts:
        if child.tag_ == "MD" and child.dep_ in {"aux", "auxpass"}:
            return child
    return None


def modal_kind(verb: Token) -> str:
    """Return what the modal before a verb does ("planned", "may", "could" ...), or "" where it has none."""
    modal = modal_of(verb)
    effect = effects()["modal"].get(modal.lower_) if modal is not None else None
    return effect.object if effect is not None else ""


def is_past(verb: Token) -> bool:
    """Tell whether a verb is past or perfect, its auxiliaries seen."""
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass"} and child.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"}:
            return child.tag_ == "VBD" or (child.lemma_ == "have" and verb.tag_ in {"VBN", "VBD", "VBG"})
    return verb.tag_ in {"VBD", "VBN"}


def is_clause(token: Token) -> bool:
    """Tell whether a word heads a clause, whatever its tag ("unless the army withdraws", tagged a noun)."""
    if token.pos_ in {"VERB", "AUX"} or (token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"}):
        return True
    return token.dep_ in {"ccomp", "advcl", "xcomp"} and any(c.dep_ in {"mark", "nsubj", "aux"} for c in token.lefts)


def listed_after(token: Token) -> Token | None:
    """Return the first -ing of "of using gas and burning villages" where the parse hangs the second on the noun."""
    noun = (
        token.head
        if token.dep_ == "conj"
        else token.head.head
        if token.dep_ == "amod" and token.head.dep_ == "conj"
        else None
    )
    if noun is None or noun.dep_ != "dobj" or noun.head.tag_ != "VBG" or noun.head.i >= token.i:
        return None
    return noun.head


def is_passive_verb(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def inverted_auxiliary(verb: Token) -> Token | None:
    """Return the first word of "should they attack", "were they to attack", "did they attack?", or None."""
    subject = next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None:
        return None
    first = next((c for c in verb.lefts if c.dep_ in {"aux", "auxpass"} and c.i < subject.left_edge.i), None)
    if first is None or first.i != verb.left_edge.i:
        return None
    if is_asked(verb):
        return first
    return first if first.lower_ in {"should", "had", "were"} else None


def is_asked(verb: Token) -> bool:
    """Tell whether a clause stands in a question: one with its mark, or "Would Delhi accept, deputies asked."."""
    asked = verb.dep_ == "ccomp" and verb.head.lemma_ in {"ask", "wonder", "inquire"}
    return asked or bool(verb.doc[verb.sent.end - 1].text == "?")


def opened_condition(token: Token) -> Token | None:
    """Return the "should" that opens a sentence as its condition ("Should talks fail, ..."), or None."""
    first = token.doc[token.sent.start]
    if first.is_quote and first.i + 1 < token.sent.end:
        first = first.nbor()
    if first.lower_ != "should" or token.doc[token.sent.end - 1].text == "?":
        return None
    return first


def condition_alone(sentence: Span) -> Token | None:
    """Return the "if" of a sentence that is nothing but a condition: one half of what the parse cut in two."""
    root = sentence.root
    if root.is_punct or governor_kind(root, "clause") == "say":  # "Unless they leave, he said."
        if any(c.dep_ in {"ccomp", "dobj", "attr"} for c in root.children):
            return None
        clauses = [c for c in root.children if c.dep_ == "advcl"]
    else:
        clauses = [root]
    for clause in clauses:
        for child in clause.lefts:
            if child.lower_ in {"if", "unless"} and child.dep_ in {"mark", "advmod"}:
                return child
    return None


def cut_condition(verb: Token) -> Token | None:
    """Return the condition of a clause that stands as a sentence of its own before or after it, or None."""
    sentence, doc = verb.sent, verb.doc
    before = condition_alone(doc[sentence.start - 1].sent) if sentence.start else None
    if before is not None:
        return before
    after = doc[sentence.end : sentence.end + 2]
    opens = next((t for t in after if not t.is_quote), None)
    return condition_alone(opens.sent) if opens is not None and opens.lower_ in {"if", "unless"} else None


def is_imperative(verb: Token) -> bool:
    """Tell whether a bare verb opens its sentence: "Withdraw your troops"."""
    if verb.tag_ != "VB" or verb.dep_ not in {"ROOT", "ccomp", "advcl"} or has_auxiliary(verb):
        return False
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children):
        return False
    return all(
        t.is_punct or t.lower_ in {"please", "do", "n't", "not", "and", "but"}
        for t in verb.doc[verb.sent.start : verb.i]
    )


def is_headline_future(verb: Token) -> bool:
    """Tell whether a sentence's own verb is an infinitive with a subject: "Lithuania to close border crossings"."""
    if verb.dep_ != "ROOT" or not is_infinitive(verb):
        return False
    to = next(c for c in verb.lefts if c.tag_ == "TO")
    return any(c.dep_ in {"nsubj", "nsubjpass"} and c.i < to.i for c in verb.lefts)


def has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts)


def mark_of(verb: Token) -> Token | None:
    for child in verb.lefts:
        if child.dep_ == "mark" or child.lower_ in {"whether", "if", "unless", "provided", "providing"}:
            return child
    return None


def is_definite(noun: Token) -> bool:
    if noun.pos_ == "PROPN":
        return True
    return any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in noun.lefts)


def is_existential(verb: Token) -> bool:
    return any(c.dep_ == "expl" or c.tag_ == "EX" for c in verb.children)
