"""What stands above a noun of action: its verb, its copula, the subject that it is named by.

``Nouns`` folds what they do to the noun into the status, and climbs on above them.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Status

from .governors import COPULAS, MAX_STEPS
from .predicate_words import (
    governor_kind,
    has_auxiliary,
    is_definite,
    is_existential,
    is_infinitive,
    is_passive_verb,
    is_past,
    modal_of,
)
from .prepositions import ONLY_BY_PREPOSITION, Prepositions

PARTICLES = {
    ("call", "off"): "denied",
    ("put", "off"): "planned",
    ("set", "out"): "planned",
    ("break", "off"): "happened",
}
AT_HAND = frozenset({"reach", "table", "cards", "horizon", "offing"})  # "a deal is within reach"
NAMED_BY = frozenset({"planned", "possible", "demanded", "denied", "undecided"})
UNDER_DECISION = frozenset({"consideration", "review", "study", "examination", "discussion", "deliberation"})
ENDING = frozenset({"end", "abate", "ease", "stop", "let", "relent", "slow", "subside", "wane"})
PLOTS = frozenset({"plot", "conspiracy", "scheme", "plan"})
UNCOVERING = frozenset({"uncover", "discover", "expose", "unearth", "crack", "unmask", "unravel", "bust", "dismantle"})


class Nouns(Prepositions):
    """The way up from a noun."""

    def noun(self, noun: Token) -> None:
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        self.noun_marks(noun)
        self.above_noun(noun)

    def above_noun(self, noun: Token) -> None:
        head, dep = noun.head, noun.dep_
        if head.i == noun.i:
            return
        if dep in {"compound", "nmod", "amod", "npadvmod", "nsubj"} and head.pos_ in {"NOUN", "PROPN"}:
            effect = self.table["noun"].get(head.lemma_.lower())
            if effect is not None and effect.object not in {"say", "through"}:
                self.apply(effect.object, head)
            return
        if dep == "conj" and head.pos_ in {"NOUN", "PROPN"}:
            if not any(c.dep_ in {"det", "poss", "amod", "nummod"} for c in noun.lefts):
                self.noun_marks(head)
            self.above_noun(head)
            return
        if dep in {"dobj", "nsubjpass", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
            self.above_object(noun, head)
        elif dep in {"nsubj", "csubj"} and head.pos_ in {"VERB", "AUX"}:
            self.above_subject(noun, head)
        elif dep in {"pobj", "pcomp"}:
            self.above_preposition(noun, head)

    def above_object(self, noun: Token, verb: Token) -> None:
        if verb.lemma_ == "be" or (noun.dep_ == "attr" and (verb.pos_ == "AUX" or verb.lemma_ in COPULAS)):
            if is_existential(verb) or noun.dep_ == "attr":
                named = self.named_by(verb)
                if named is not None:
                    self.apply(governor_kind(named, "object"), named)
                else:
                    self.predicate(verb)
            return
        effect = self.table["verb"].get(verb.lemma_)
        if verb.lemma_ == "discuss" and is_definite(noun) and not any(c.lower_ == "of" for c in noun.rights):
            return  # "met to discuss the massacre": what is done already
        if noun.lemma_ in PLOTS and verb.lemma_ in UNCOVERING and self.negator(verb) is None:
            self.ended("foiled", verb)
            return
        particle = PARTICLES.get((verb.lemma_, next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")))
        if particle is not None:
            self.apply(particle, verb)
            return
        elsewhere = verb.lemma_ in ONLY_BY_PREPOSITION
        if elsewhere and noun.dep_ == "nsubjpass":  # "a truce was called for"
            elsewhere = not any(c.dep_ == "prep" and c.lower_ in {"for", "on"} for c in verb.children)
        if effect is None or effect.object == "-" or elsewhere:
            self.unknown(noun, verb)
            return
        if noun.dep_ == "nsubjpass" and self.infinitive_below(verb):
            return
        self.apply(effect.object, verb)

    @staticmethod
    def named_by(copula: Token) -> Token | None:
        """Return what a noun is said to be, where that decides: "their main demand is the release of the founder"."""
        subject = next((c for c in copula.lefts if c.dep_ in {"nsubj", "csubj"}), None)
        if subject is None or governor_kind(subject, "object") not in NAMED_BY:
            return None
        return subject if subject.pos_ in {"NOUN", "VERB"} else None

    def unknown(self, noun: Token, verb: Token) -> None:
        """Fold in a verb that says nothing of its noun: only an indefinite noun shares its modal or its "any"."""
        if is_definite(noun):
            return
        modal = modal_of(verb)
        if modal is not None:
            kind = self.table["modal"].get(modal.lower_)
            if kind is not None and any(c.lower_ == "any" for c in noun.lefts):
                self.fold(Status.CONDITIONAL, modal)  # "any attack will be answered"
            elif kind is not None:
                of_modal = {"would": Status.CONDITIONAL, "planned": Status.PLANNED}
                self.fold(of_modal.get(kind.object, Status.POSSIBLE), modal)
            return
        negation = self.negator(verb)
        if negation is not None and any(c.lower_ == "any" for c in noun.lefts):
            self.fold(Status.DENIED, negation)

    def above_subject(self, noun: Token, verb: Token) -> None:
        lemma = verb.lemma_
        if lemma in COPULAS:
            if is_existential(verb):
                self.predicate(verb)
            elif not self.infinitive_below(verb):
                self.complement(noun, verb)
        elif lemma == "take" and not any(c.lower_ in {"place", "effect"} for c in verb.children):
            self.unknown(noun, verb)
        elif self.infinitive_below(verb):
            return
        elif lemma in self.table["occurrence"]:
            self.ongoing_if(verb, lemma)
            self.scheduled(verb)
            self.predicate(verb)
        elif lemma in {"fail", "succeed", "collapse", "backfire"}:
            self.ended("achieved" if lemma == "succeed" else "failed", verb)
            self.predicate(verb)
        elif lemma == "show" and self.endless(verb):
            return
        else:
            self.unknown(noun, verb)

    def infinitive_below(self, verb: Token) -> bool:
        """Go on from "to begin" where a subject stands above it: "the talks are expected to begin"."""
        for child in verb.children:
            if child.dep_ == "xcomp" and is_infinitive(child):
                takes_place = child.lemma_ in self.table["occurrence"]
                if takes_place or (is_passive_verb(child) and governor_kind(child, "object") == "through"):
                    self.predicate(child)
                    return True
        return False

    def ongoing_if(self, verb: Token, lemma: str) -> None:
        going_on = not is_past(verb) or verb.tag_ == "VBG"  # "was continuing on Sunday night"
        if lemma in {"continue", "persist", "rage", "rag"} and self.status is None and going_on:
            self.fold(Status.ONGOING, verb)

    def noun_marks(self, noun: Token) -> None:
        super().noun_marks(noun)
        for child in noun.rights:
            if child.lower_ == "in" and child.nbor(-1).lower_ == "now" and self.counted_period(child):
                self.fold(Status.ONGOING, child)  # "the offensive, now in its second week"

    @staticmethod
    def counted_period(preposition: Token) -> bool:
        period = next((c for c in preposition.children if c.dep_ == "pobj"), None)
        return (
            period is not None
            and period.lemma_ in {"hour", "day", "week", "month", "year"}
            and any(c.lower_ in {"its", "their"} for c in period.lefts)
        )

    def endless(self, verb: Token) -> bool:
        """Fold in "shows no sign of ending"."""
        for sign in verb.children:
            no = next((c for c in sign.lefts if c.lower_ in {"no", "few", "little"}), None)
            if sign.lemma_ == "sign" and no is not None and not is_past(verb):
                ends = {t.lemma_.lower() for t in sign.subtree} & ENDING
                if ends:
                    self.fold(Status.ONGOING, no, sign)
                    return True
        return False

    def scheduled(self, verb: Token) -> None:
        """Fold in a timetable: "talks open on Monday", in the present tense."""
        if self.status is not None or verb.tag_ not in {"VBZ", "VBP"} or has_auxiliary(verb):
            return
        for child in verb.children:
            named = child if child.dep_ == "npadvmod" else next((c for c in child.children if c.dep_ == "pobj"), None)
            timed = child.dep_ == "npadvmod" or (child.dep_ == "prep" and child.lower_ in {"on", "in", "at"})
            if timed and named is not None and named.ent_type_ in {"DATE", "TIME"}:
                self.fold(Status.PLANNED, verb)
                return

    def complement(self, noun: Token, copula: Token) -> None:
        """Fold in what a copula says of its subject: "an attack is imminent", "strikes are under consideration"."""
        for child in copula.children:
            if child.i < noun.i:
                continue
            word = child.lower_
            effect = self.table["adjective"].get(word) if child.pos_ in {"ADJ", "ADV", "VERB"} else None
            mark = self.table["modifier"].get(word)
            if word in {"underway", "ongoing"} or (child.dep_ == "prep" and word == "under"):
                for inner in (child, *child.children):
                    if inner.dep_ == "pobj" and inner.lemma_ in UNDER_DECISION:
                        self.fold(Status.UNDECIDED, inner)
                        return
                    lasting = not is_past(copula) or any(c.tag_ in {"VBZ", "VBP"} for c in copula.lefts)
                    if inner.lower_ in {"underway", "ongoing", "way"} and lasting:
                        self.fold(Status.ONGOING, inner)
                    elif inner.dep_ == "pobj" and inner.lemma_ in self.table["noun"]:
                        self.apply_status(self.table["noun"][inner.lemma_].object, inner, self.negator(copula))
                self.marks(copula)
                return
            if child.dep_ == "prep" and word == "in" and not is_past(copula) and self.counted_period(child):
                self.fold(Status.ONGOING, child)  # "is now in its third month"
                return
            at_hand = next((c for c in child.children if c.lower_ in AT_HAND), None) if child.dep_ == "prep" else None
            if at_hand is not None:
                self.fold(Status.POSSIBLE, at_hand)
                return
            if child.dep_ in {"acomp", "oprd", "attr", "advmod"} and (effect or mark):
                if mark is not None:
                    self.modifier(child)
                elif effect is not None:
                    self.apply_status(effect.object, child, self.negator(copula))
                return
            if child.dep_ == "attr" and child.lemma_ in {"failure", "success"}:
                self.ended("failed" if child.lemma_ == "failure" else "achieved", child)
                return
        self.unknown(noun, copula)
