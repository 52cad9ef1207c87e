"""What stands above a preposition: "accused of", "plans for", "prevented from", "in the event of".

``Prepositions`` folds it into the status of the noun or the -ing form behind the preposition.
"""

from __future__ import annotations

from abc import abstractmethod

from spacy.tokens import Token

from dateline.record.choices import Status

from .governors import Governors
from .predicate_words import governor_kind

OBJECT_PREPOSITIONS = frozenset(
    {"for", "of", "about", "against", "to", "from", "with", "on", "into", "at", "over", "towards", "toward"}
)
VERB_PREPOSITIONS = OBJECT_PREPOSITIONS - {"at", "over"}  # after a verb these two are of place: "discussed at talks"
ONLY_BY_PREPOSITION = frozenset(  # "called for strikes", but "called the strikes illegal"
    {"call", "appeal", "press", "push", "plead", "petition", "lobby", "ask", "insist", "beg", "hint", "speculate"}
    | {"warn", "caution", "tend", "come", "go", "step", "aim"}
)
LIGHT = frozenset({"make", "take", "reach", "have", "hold", "issue"})
CLEARING = frozenset({"clear", "acquit", "absolve", "exonerate"})
BY_PREPOSITION = {
    ("push", "for"): "demanded",
    ("campaign", "for"): "demanded",
    ("vote", "on"): "undecided",
    ("tear", "between"): "undecided",
    ("choose", "between"): "undecided",
    ("think", "about"): "undecided",
    ("think", "of"): "undecided",
}
KEEPING_FROM = frozenset({"prevent", "stop", "ban", "bar", "keep", "deter", "block", "prohibit"})


class Prepositions(Governors):
    """The way up from what a preposition governs."""

    @abstractmethod
    def predicate(self, verb: Token) -> None:
        """Fold in a verb's own marks, then its governors."""

    @abstractmethod
    def noun(self, noun: Token) -> None:
        """Fold in a noun's own marks, then what stands above it."""

    @abstractmethod
    def unknown(self, noun: Token, verb: Token) -> None:
        """Fold in what a verb without an effect of its own lends to its noun."""

    def above_preposition(self, noun: Token, preposition: Token) -> None:
        word = preposition.lower_
        head = preposition.head
        if word == "without" or (
            word in {"of", "than"} and preposition.i and preposition.nbor(-1).lower_ in {"instead", "rather"}
        ):
            self.fold(Status.DENIED, preposition)
            return
        if word in {"event", "case"} or (word == "of" and head.lower_ in {"event", "case"} and noun.dep_ == "pobj"):
            self.fold(Status.CONDITIONAL, head)
            return
        if head.i == preposition.i:
            return
        if word == "of" and head.lower_ == "short" and head.head.lemma_ in {"stop", "fall", "pull"}:
            self.fold(Status.DENIED, head)  # "stopped short of firing"
            return
        if head.pos_ == "ADP" and head.head.i != head.i:  # "out of", "because of"
            return
        frame = "clause" if noun.pos_ in {"VERB", "AUX"} or noun.tag_ == "VBG" else "object"
        verb = (
            head.head if head.pos_ in {"NOUN", "PROPN", "PRON"} and head.dep_ in {"dobj", "conj", "nsubjpass"} else None
        )
        if verb is not None and verb.pos_ == "NOUN":
            verb = verb.head
        if verb is not None and word in {"of", "from", "over", "for", "against"}:
            # the object of "accused the army of shelling" often takes the "of" that is the verb's
            kind = governor_kind(verb, "clause")
            if kind == "accuse" and word == "of":
                self.apply("accuse", verb)
                return
            if word == "of" and verb.lemma_ in CLEARING:
                self.fold(Status.DENIED, verb)
                return
            if word == "from" and verb.lemma_ in KEEPING_FROM:
                self.kept_from(verb)
                return
        if head.lemma_ in LIGHT and word in {"on", "about", "over", "for"}:
            deed = next((c for c in head.children if c.dep_ in {"dobj", "nsubjpass"} and c.i < preposition.i), None)
            effect = self.table["noun"].get(deed.lemma_) if deed is not None else None
            if deed is not None and effect is not None and effect.object != "through":  # "a decision was made on it"
                self.apply(effect.clause if frame == "clause" else effect.object, deed)
                return
        if head.pos_ in {"VERB", "AUX"}:
            if (head.lemma_, word) in BY_PREPOSITION and (frame == "clause" or word != "of"):
                self.apply_status(BY_PREPOSITION[head.lemma_, word], head, self.negator(head))
                self.go_on(head)
            elif word == "from" and head.lemma_ in KEEPING_FROM:
                self.kept_from(head)
            elif word == "of" and head.lemma_ in CLEARING:
                self.fold(Status.DENIED, head)
            elif word == "by" and frame == "clause":
                self.predicate(head)
            elif word == "against" and head.lemma_ in {"warn", "caution", "advise", "counsel"}:
                self.fold(Status.POSSIBLE, head)
            elif word == "for" and not governor_kind(head, frame):  # "will travel to Cairo for talks"
                self.unknown(noun, head)
            elif word in VERB_PREPOSITIONS or (word in {"in", "at"} and (frame == "clause" or head.lemma_ == "hint")):
                self.apply(governor_kind(head, frame), head)
        elif head.pos_ == "ADJ":
            if word in OBJECT_PREPOSITIONS:
                self.apply(governor_kind(head, frame), head)
        elif word in OBJECT_PREPOSITIONS:
            effect = self.table["noun"].get(head.lemma_.lower())
            if effect is None:
                return
            if effect.object == "through" and effect.clause == "planned":  # "a series of raids"
                self.noun(head)
            else:
                self.apply(effect.clause if frame == "clause" else effect.object, head)
