"""What a word above a predicate does to it: "plans to", "denied", "failed to", "foiled", "decision on".

``Governors`` folds the effect of one governor into the status; ``nouns``, ``prepositions`` and ``clauses`` find it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from spacy.tokens import Token

from dateline.record.choices import Status

from .marks import Marks
from .predicate_words import governor_kind, is_infinitive, is_past, modal_of, own_negation

STATUSES = frozenset(s.value for s in Status)
PENDING = frozenset({"expect", "await", "anticipate", "postpone", "delay", "defer", "pend"})
FALSE = frozenset({"false", "untrue", "baseless", "unfounded", "groundless", "fabricated", "fake", "wrong"})
LIES = frozenset({"lie", "fabrication", "falsehood", "invention", "hoax", "nonsense", "propaganda", "fiction"})
COPULAS = frozenset({"be", "remain", "seem", "appear", "look", "become"})
CONFIRMING = frozenset({"confirm", "verify", "corroborate"})
MAX_STEPS = 14  # governors above one word: longer chains are errors of the parse


class Governors(Marks, ABC):
    """The effects of governors, each followed by the climb above it, which a subclass knows."""

    def __init__(self, ignored: frozenset[int]) -> None:
        super().__init__(ignored)
        self.steps = 0

    @abstractmethod
    def start(self, token: Token) -> None:
        """Judge a governor as a predicate of its own, its tense included."""

    @abstractmethod
    def go_on(self, word: Token) -> None:
        """Climb on above a governor without its own tense."""

    @abstractmethod
    def above_verb(self, verb: Token) -> None:
        """Climb on above a clause."""

    def kept_from(self, verb: Token) -> None:
        """Fold in "prevented rebels from taking the town"."""
        negation = self.negator(verb)
        if negation is None:
            self.fold(Status.DENIED, verb)
            if verb.lemma_ in {"prevent", "stop", "block"} and is_past(verb):
                self.ended("foiled", verb)
            self.above_verb(verb)

    def governor_negation(self, word: Token) -> Token | None:
        """Return what negates a governor, an adjective by its copula, a noun by its verb."""
        negation = self.negator(word)
        if negation is None and word.pos_ in {"ADJ", "ADV"} and word.head.lemma_ in COPULAS:
            negation = self.negator(word.head)
        if negation is None and word.pos_ == "NOUN" and word.dep_ in {"dobj", "attr", "nsubjpass"}:
            light = word.head.lemma_ in {"have", "be", "make", "take", "reach"}
            negation = own_negation(word.head) if light else None
        return None if negation is not None and negation.i in self.ignored else negation

    def apply(self, kind: str, word: Token) -> None:
        """Fold in the effect of a governor, then climb on above it."""
        self.steps += 1
        if not kind or kind == "-" or self.steps > MAX_STEPS:
            return
        if kind == "through":
            self.start(word)
        elif kind in {"say", "claim"}:
            self.told(kind, word)
        elif kind == "accuse":
            self.alleged = True
            self.cues.append(word.i)
        elif kind == "warned":
            if self.status is Status.PLANNED:
                self.apply_status("possible", word, None)
        elif kind == "happened":
            self.told_of(word)
        elif kind == "ongoing":
            if self.status is None and not is_past(word) and word.pos_ in {"VERB", "AUX"} and modal_of(word) is None:
                self.fold(Status.ONGOING, word)
            self.start(word)
        elif kind in {"achieved", "tried"}:
            if kind == "tried":
                self.attempted = True
                self.cues.append(word.i)
            elif self.governor_negation(word) is None:
                self.ended("achieved", word)
            self.start(word)
        elif kind == "failed":
            self.failed(word)
        elif kind == "foiled":
            self.foiled(word)
        else:
            double = self.doubled(word) if kind in {"denied", "rejected"} else None
            if double is not None:  # "refused to rule out strikes", "neither confirmed nor denied the raid"
                self.fold(Status.POSSIBLE, double, word)
                if word.dep_ == "xcomp":
                    self.go_on(double)
            else:
                self.apply_status(kind, word, self.governor_negation(word))
                self.go_on(word)

    def apply_status(self, kind: str, word: Token, negation: Token | None) -> None:
        open_yet = word.pos_ == "VERB" and (is_infinitive(word) or modal_of(word) is not None)
        if open_yet and not any(c.lower_ in {"on", "about", "over"} for c in word.children):
            open_yet = False
        if kind == "decided" and negation is None and (open_yet or self.is_pending(word)):
            self.fold(Status.UNDECIDED, word)
        elif kind == "decided":
            self.fold(Status.UNDECIDED if negation else Status.PLANNED, word, negation)
        elif kind == "rejected":
            if self.status is not Status.DEMANDED:
                self.fold(Status.POSSIBLE if negation else Status.DENIED, word, negation)
        elif kind == "denied" and negation is not None and word.lemma_ == "hesitate":
            self.fold(Status.PLANNED, negation, word)
        elif kind in {"denied", "demanded"} and negation is not None:
            self.fold(Status.POSSIBLE, word, negation)
        elif kind in {"planned", "possible"} and negation is not None:
            self.fold(Status.DENIED, negation, word)
        elif kind in STATUSES:
            self.fold(Status(kind), word)
        condition = self.condition(word) if word.pos_ == "VERB" else None
        if condition is not None and self.status in {Status.PLANNED, Status.POSSIBLE}:  # "warned of revenge if"
            self.fold(Status.CONDITIONAL, condition)

    @staticmethod
    def is_pending(decision: Token) -> bool:
        """Tell whether a decision is still to come: "a decision on sanctions is expected", "will be taken"."""
        if decision.pos_ != "NOUN":
            return False
        verb = decision.head
        if decision.dep_ not in {"nsubj", "nsubjpass", "dobj"} or verb.pos_ not in {"VERB", "AUX"}:
            return False
        due = any(c.lower_ in {"due", "pending", "near", "imminent"} for c in verb.children)
        return due or verb.lemma_ in PENDING or modal_of(verb) is not None

    def doubled(self, word: Token) -> Token | None:
        """Return what takes a denial back: "refused to rule out", "neither confirmed nor denied"."""
        if word.lemma_ == "deny":
            confirm = next((t for t in word.conjuncts if t.lemma_ == "confirm"), None)
            if confirm is not None:
                return confirm
        if word.dep_ == "xcomp" and governor_kind(word.head, "clause") in {"denied", "failed"}:
            return word.head
        return None

    def told_of(self, word: Token) -> None:
        """Fold in what leaves open whether it is so: "did not confirm", "declined to confirm", "could not verify"."""
        if word.lemma_ not in CONFIRMING:
            return
        cue = self.governor_negation(word)
        if cue is None and word.dep_ == "xcomp":
            unable = word.head.lower_ in {"unable", "reluctant", "unwilling"}
            cue = word.head if unable or governor_kind(word.head, "clause") in {"denied", "failed"} else None
        if cue is None:
            deny = next((t for t in word.conjuncts if t.lemma_ == "deny"), None)
            cue = deny
        if cue is not None:
            self.fold(Status.POSSIBLE, cue, word)

    def told(self, kind: str, word: Token) -> None:
        """Stop at the voice that tells it, or climb on above a noun of telling ("denied claims that")."""
        if kind == "claim":
            self.alleged = True
            self.cues.append(word.i)
        self.told_of(word)
        condition = self.condition(word) if word.pos_ == "VERB" else None
        if condition is not None and self.status is Status.PLANNED:
            self.fold(Status.CONDITIONAL, condition)
        if word.pos_ not in {"NOUN", "PROPN"}:
            return
        negation = self.governor_negation(word)
        if negation is not None:
            self.fold(Status.DENIED, negation, word)
        elif word.dep_ == "nsubj" and word.head.lemma_ in COPULAS:
            called = next((c for c in word.head.children if c.lower_ in FALSE or c.lemma_ in LIES), None)
            if called is not None:  # "the claim that they fired first is false"
                taken_back = self.governor_negation(word.head)
                self.fold(Status.POSSIBLE if taken_back is not None else Status.DENIED, called, taken_back)
        elif word.dep_ in {"dobj", "nsubjpass"} and word.head.lemma_ in CONFIRMING:
            self.told_of(word.head)  # "could not confirm reports that"
        elif word.dep_ in {"dobj", "nsubjpass"} and governor_kind(word.head, "object") in {"denied", "rejected"}:
            taken_back = self.governor_negation(word.head)  # "did not deny a report that": it stays open
            if taken_back is not None:
                self.fold(Status.POSSIBLE, word.head, taken_back)
            else:
                self.fold(Status.DENIED, word.head)

    def failed(self, word: Token) -> None:
        """Fold in "failed to": an attempt that is told is an event that happened and failed, else it did not happen."""
        negation = self.governor_negation(word)
        if negation is not None:
            self.start(word)
            return
        tried = [t for t in (word, *word.conjuncts) if governor_kind(t, "clause") == "tried"]
        self.ended("failed", word)
        if tried:
            self.attempted = True
            self.cues += [t.i for t in tried]
        else:
            self.fold(Status.DENIED, word)
        self.go_on(word)

    def foiled(self, word: Token) -> None:
        """Fold in "foiled": told as done, the undertaking keeps its outcome; as a purpose it is a possibility."""
        negation = self.governor_negation(word)
        if negation is not None:
            return
        governor = governor_kind(word.head, "clause") if word.dep_ == "xcomp" else ""
        if governor == "failed":
            return
        if is_infinitive(word) and governor not in {"achieved", "through"}:
            self.fold(Status.POSSIBLE, word)
            return
        if modal_of(word) is not None:
            self.fold(Status.POSSIBLE, word)
            return
        self.ended("foiled", word)
        if word.lemma_ in {"prevent", "avert"}:
            self.fold(Status.DENIED, word)
