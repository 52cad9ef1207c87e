"""Whether a predicate is put as having happened: rules over the grammar around one word, from the inside out.

The word's own tense, modals, negation and modifiers come first ("has begun", "may", "no", "possible"; see
``marks``), then each word that governs it in turn ("plans to", "denied that", "threat of"; see ``nouns``,
``prepositions``, ``clauses``, ``governors``), as far as the voice that asserts it. The words and what they do stand
in ``lexicon/status.tsv``; these modules hold only the grammar. They know tokens of a parse, nothing of a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Outcome, Status

from .clauses import Clauses
from .governors import COPULAS, MAX_STEPS
from .predicate_words import is_clause, listed_after


class Judgement(NamedTuple):
    """What the grammar says of one predicate; ``cues`` are the indexes of the deciding words, in their order.

    ``attempted`` is true where only the attempt is asserted ("tried to storm"), ``alleged`` where a word of hearsay
    or accusation stands above it ("allegedly", "accused of").
    """

    status: Status
    cues: tuple[int, ...]
    outcome: Outcome | None
    alleged: bool
    attempted: bool


def status_of(token: Token, ignored: Iterable[int] = ()) -> Judgement:
    """Return the status of the predicate that this word heads.

    Words whose indexes are ``ignored`` belong to the predicate itself: the "not" of "would not accept" for a
    rejection does not deny the rejection.
    """
    climb = _Climb(frozenset(ignored))
    climb.start(token)
    return climb.judgement()


class _Climb(Clauses):
    """The way up from one predicate; each step folds what the next governor does into the status so far."""

    def judgement(self) -> Judgement:
        cues = tuple(sorted({i for i in self.cues if i not in self.ignored}))
        return Judgement(self.status or Status.HAPPENED, cues, self.outcome, self.alleged, self.attempted)

    def start(self, token: Token) -> None:
        listed = listed_after(token) if token.tag_ == "VBG" else None
        before = token.doc[token.i - 1] if token.i else token
        if listed is not None:
            self.above_verb(listed)
        elif token.tag_ == "VBG" and token.dep_ == "amod" and token.head.head.i == before.i and before.pos_ == "ADP":
            self.above_preposition(token, before)  # "accused of burning villages", taken for villages that burn
        elif token.tag_ == "VBG" and token.dep_ == "amod" and before.pos_ == "VERB" and token.head.head == before:
            self.complement_clause(token, before, infinitive=False)  # "denied supplying missiles", taken likewise
        elif is_clause(token):
            self.predicate(token)
        elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ccomp"}:
            self.adjective(token)
        else:
            self.noun(token)

    def predicate(self, verb: Token) -> None:
        """Fold in a verb's own marks, then its governors."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        self.marks(verb)
        self.above_verb(verb)

    def adjective(self, word: Token) -> None:
        """Fold in a predicate adjective ("was willing to"): its negation and modal stand on its copula."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        if word.head.lemma_ in COPULAS and word.dep_ in {"acomp", "oprd"}:
            self.predicate(word.head)
        else:
            negation = self.negator(word)
            if negation is not None:
                self.fold(Status.DENIED, negation)
            self.above_verb(word)
