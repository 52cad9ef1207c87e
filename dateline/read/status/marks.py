"""What a predicate says of itself: the tense, modals, negation and modifiers of a verb or a noun, as a status.

``Marks`` collects the status with the words that decide it; ``modality`` climbs on from there to the words above.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Outcome, Status

from .predicate_words import (
    NEGATIVE_DETERMINERS,
    cut_condition,
    effects,
    governor_kind,
    inverted_auxiliary,
    is_asked,
    is_headline_future,
    is_imperative,
    is_passive_verb,
    is_past,
    is_quoted,
    mark_of,
    modal_of,
    negation_of,
    opened_condition,
)

HABITS = frozenset({"often", "regularly", "routinely", "frequently", "sometimes", "occasionally", "typically"})
FUTURE_WORDS = frozenset({"tomorrow", "next"})
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "lest"})


def _merge(inner: Status | None, outer: Status) -> Status:
    """Return the status of a predicate of this status when an outer word adds its own."""
    if inner in {None, Status.HAPPENED, Status.ONGOING}:
        return outer
    if inner is Status.PLANNED and outer in {Status.POSSIBLE, Status.DEMANDED}:
        return outer  # "feared that the army will storm the camp", "urged the court to order a retreat"
    if outer is Status.DENIED:
        return Status.HAPPENED if inner is Status.DENIED else Status.DENIED
    if outer in {Status.CONDITIONAL, Status.UNDECIDED}:
        return outer
    return inner or outer


class Marks:
    """The status of one predicate as far as it is known, with the words that decide it.

    Words whose indexes are ``ignored`` count as part of the predicate.
    """

    def __init__(self, ignored: frozenset[int]) -> None:
        self.ignored = ignored
        self.status: Status | None = None
        self.cues: list[int] = []
        self.outcome: Outcome | None = None
        self.alleged = False
        self.attempted = False
        self.table = effects()

    def fold(self, status: Status, *cues: Token | None) -> None:
        merged = _merge(self.status, status)
        if merged is not self.status or merged is status:
            self.cues += [c.i for c in cues if c is not None]
        self.status = merged

    def marks(self, verb: Token) -> None:
        negation = self.negator(verb)
        modal = modal_of(verb)
        if modal is not None and modal.i in self.ignored:
            modal = None
        for child in verb.children:
            if child.dep_ == "advmod" and child.pos_ == "ADV":
                self.adverb(child)
        condition = self.condition(verb)
        inverted = inverted_auxiliary(verb)
        if inverted is not None:
            self.fold(Status.UNDECIDED if is_asked(verb) else Status.CONDITIONAL, inverted)
        elif modal is not None:
            self.modal(verb, modal, negation)
        elif negation is not None:
            self.fold(Status.DENIED, negation)
        elif is_imperative(verb):
            self.fold(Status.DEMANDED)
        elif is_headline_future(verb):
            self.fold(Status.PLANNED, next(c for c in verb.lefts if c.tag_ == "TO"))
        elif self.status is None:
            self.progressive(verb)
        if condition is not None and (modal is not None or not is_past(verb)):
            self.fold(Status.CONDITIONAL, condition)

    def negator(self, verb: Token) -> Token | None:
        negation = negation_of(verb)
        if negation is None or negation.i in self.ignored or negation.i in self.cues:  # a "no" counts once
            return None
        return negation

    def adverb(self, word: Token) -> None:
        effect = self.table["adverb"].get(word.lower_)
        if effect is None:
            return
        if effect.object == "alleged":
            self.alleged = True
            self.cues.append(word.i)
        elif effect.object == "possible":
            self.fold(Status.POSSIBLE, word)
        elif effect.object == "ongoing":
            self.fold(Status.ONGOING, word)
        elif effect.object == "denied":
            if word.i + 1 == word.head.i and word.head.tag_ in {"VBD", "VBN"}:
                self.fold(Status.DENIED, word)
        else:
            self.ended(effect.object, word)

    def ended(self, outcome: str, word: Token) -> None:
        """Note how the undertaking ended; the innermost word wins."""
        if self.outcome is None:
            self.outcome = Outcome(outcome)
        self.cues.append(word.i)

    def condition(self, verb: Token) -> Token | None:
        """Return the "if" of a clause that conditions this verb."""
        opening = opened_condition(verb)
        if opening is not None and verb.dep_ != "relcl":
            return opening
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ == "in" and child.i < verb.i:  # "in which case"
                case = next((c for c in child.children if c.lower_ == "case"), None)
                if case is not None and any(c.lower_ in {"which", "that"} for c in case.lefts):
                    return case
            if child.dep_ == "advcl" or (child.dep_ == "ccomp" and child.i < verb.i):
                mark = mark_of(child)
                if mark is not None and mark.lower_ in CONDITIONS:
                    return mark
        if modal_of(verb) is not None and verb.dep_ in {"ROOT", "ccomp"}:
            return cut_condition(verb)
        return None

    def modal(self, verb: Token, modal: Token, negation: Token | None) -> None:
        effect = self.table["modal"].get(modal.lower_)
        if effect is None:
            return
        kind = effect.object
        perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.lefts)
        if kind == "planned":
            self.fold(Status.DENIED if negation else Status.PLANNED, modal, negation)
        elif kind == "would":
            if perfect:
                self.fold(Status.CONDITIONAL, modal)
            elif self.is_habit(verb):
                if negation is not None:
                    self.fold(Status.DENIED, negation)
            elif negation is not None:
                self.fold(Status.DENIED, modal, negation)
            else:
                self.fold(Status.PLANNED if self.is_backshifted(verb) else Status.CONDITIONAL, modal)
        elif kind == "may":
            self.fold(Status.POSSIBLE, modal, negation)
        elif kind == "could":
            self.fold(Status.DENIED if negation and not perfect else Status.POSSIBLE, modal, negation)
        elif perfect:  # "must have fled" is a guess, "should have stopped" says it was not so
            self.fold(Status.POSSIBLE if modal.lower_ == "must" else Status.DENIED, modal)
        else:
            self.fold(Status.DENIED if negation else Status.DEMANDED, modal, negation)

    def is_habit(self, verb: Token) -> bool:
        """Tell whether "would" tells of what used to happen: "would often raid", "would come every night"."""
        if self.condition(verb) is not None:
            return False
        past = not self.is_backshifted(verb)
        for child in verb.children:
            word = child.lower_
            if word in HABITS or (past and word in {"always", "usually"}):
                return True
            if child.pos_ == "NOUN" and any(c.lower_ in {"every", "each"} for c in child.lefts):
                return past or child.lemma_ in {"night", "day", "evening", "morning"}
            if past and child.dep_ == "advcl" and is_past(child):
                return any(c.lower_ in {"when", "whenever"} for c in child.lefts)
        return False

    def is_backshifted(self, verb: Token) -> bool:
        """Tell whether "would" is the future of a past report ("said it would strike"), not a condition."""
        if is_quoted(verb):
            return False
        token = verb
        while token.head.i != token.i:
            token = token.head
            if token.tag_ in {"VBD", "VBN"} or token.lemma_ in {"plan", "promise", "threat", "pledge"}:
                return True
        return False

    def progressive(self, verb: Token) -> None:
        helper = None
        for child in verb.lefts:
            if child.dep_ in {"aux", "auxpass"} and child.lemma_ == "be":
                helper = child
        if helper is None or (verb.lemma_ == "go" and not any(c.dep_ == "prt" for c in verb.children)):
            return
        if verb.tag_ == "VBN" and helper.tag_ == "VBG":  # "are being carried out"
            if any(c.tag_ in {"VBZ", "VBP"} for c in self.aspect(verb)):
                self.fold(Status.ONGOING, *self.aspect(verb))
            return
        if verb.tag_ != "VBG":
            return
        if any(t.lower_ in FUTURE_WORDS for c in verb.children for t in (c, *c.children)):
            self.fold(Status.PLANNED, *self.aspect(verb))
        elif helper.tag_ in {"VBZ", "VBP"} or helper.lower_ in {"'s", "'re"}:
            self.fold(Status.ONGOING, *self.aspect(verb))
        elif helper.tag_ == "VBN":  # "has been shelling" goes on, "had been shelling" may not
            if any(c.lower_ in {"has", "have", "'ve"} for c in verb.lefts):
                self.fold(Status.ONGOING, *self.aspect(verb))
        elif helper.tag_ == "VBD" and verb.dep_ == "ccomp":  # "said it was withdrawing": then under way
            set_in_time = any(c.dep_ == "advcl" for c in verb.children)
            if not set_in_time and governor_kind(verb.head, "clause") in {"say", "claim"}:
                self.fold(Status.ONGOING, *self.aspect(verb))

    @staticmethod
    def aspect(verb: Token) -> list[Token]:
        return [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]

    def noun_marks(self, noun: Token) -> None:
        doc = noun.doc
        opening = opened_condition(noun)
        if opening is not None:
            self.fold(Status.CONDITIONAL, opening)
        for child in noun.children:
            if child.lower_ in NEGATIVE_DETERMINERS and child.dep_ in {"det", "amod"} and child.i not in self.ignored:
                if child.lower_ in {"few", "little"} and (
                    doc[child.i - 1].lower_ == "a" or (child.i < noun.i and doc[child.i + 1].text == "-")
                ):
                    continue
                self.fold(Status.DENIED, child)
            elif child.dep_ == "poss" and any(t.lower_ in FUTURE_WORDS for t in (child, *child.lefts)):
                self.fold(Status.PLANNED, child)  # "next month's summit"
            elif child.i > noun.i and child.dep_ in {"acl", "relcl"} and child.tag_ in {"VBN", "VBD", "VBG"}:
                self.participle(child)
        i = noun.i - 1
        while i >= max(noun.sent.start, noun.i - 6):  # by position: the parse often hangs these words elsewhere
            word = doc[i]
            if word.pos_ not in {"ADJ", "NOUN", "PROPN", "VERB", "ADV", "NUM"} and word.text not in {"-", '"'}:
                break
            if word.pos_ == "VERB" and word.dep_ not in {"amod", "compound", "nmod", "advmod"}:
                break
            self.modifier(word)
            i -= 1

    def participle(self, verb: Token) -> None:
        """Fold in "the attack planned for May", "those being carried out", "strikes to be carried out"."""
        if verb.dep_ == "relcl" and not is_passive_verb(verb):
            return
        effect = self.table["verb"].get(verb.lemma_)
        if effect is None or (verb.tag_ == "VBG" and effect.object != "through"):
            return
        if effect.object in {"planned", "demanded", "possible", "denied"}:
            self.fold(Status(effect.object), verb)
        elif effect.object == "foiled":
            self.ended("foiled", verb)
        elif effect.object == "through" and verb.tag_ == "VBN":
            helpers = self.aspect(verb)
            if any(h.lower_ == "being" for h in helpers):
                self.fold(Status.ONGOING, *helpers)
            elif any(h.tag_ == "TO" for h in helpers):
                self.fold(Status.PLANNED, *helpers)
            elif verb.dep_ == "relcl":
                self.marks(verb)

    def modifier(self, word: Token) -> None:
        lower = word.lower_
        effect = self.table["modifier"].get(lower)
        if effect is None:
            if word.pos_ == "ADV":
                self.adverb(word)
            return
        kind = effect.object
        if kind == "alleged":
            self.alleged = True
            self.cues.append(word.i)
        elif kind == "tried":
            self.attempted = True
            self.cues.append(word.i)
        elif kind in {"failed", "foiled", "achieved"}:
            self.ended(kind, word)
        else:
            self.fold(Status(kind), word)
