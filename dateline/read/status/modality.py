"""Whether a predicate is put as having happened: rules over the grammar around one word, from the inside out.

The word's own tense, modals, negation and modifiers come first ("has begun", "may", "no", "possible"; see
``marks``), then each word that governs it in turn ("plans to", "denied that", "threat of"), as far as the voice that
asserts it. The words and what they do stand in ``lexicon/status.tsv``; this module holds only the grammar. It knows
tokens of a parse, nothing of a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Outcome, Status

from .governors import COPULAS, MAX_STEPS, Governors
from .marks import CONDITIONS
from .predicate_words import (
    governor_kind,
    has_auxiliary,
    is_clause,
    is_definite,
    is_existential,
    is_infinitive,
    is_passive_verb,
    is_past,
    listed_after,
    mark_of,
    modal_of,
    negation_of,
)

OBJECT_PREPOSITIONS = frozenset(
    {"for", "of", "about", "against", "to", "from", "with", "on", "into", "at", "over", "towards", "toward"}
)
VERB_PREPOSITIONS = OBJECT_PREPOSITIONS - {"at", "over"}  # after a verb these two are of place: "discussed at talks"
ONLY_BY_PREPOSITION = frozenset(  # "called for strikes", but "called the strikes illegal"
    {"call", "appeal", "press", "push", "plead", "petition", "lobby", "ask", "insist", "beg", "hint", "speculate"}
    | {"warn", "caution", "tend", "come", "go", "step", "aim"}
)
PARTICLES = {
    ("call", "off"): "denied",
    ("put", "off"): "planned",
    ("set", "out"): "planned",
    ("break", "off"): "happened",
}
ASKED = frozenset({"decide", "ask", "know", "determine", "wonder", "clear"})  # their "if" means "whether"
AT_HAND = frozenset({"reach", "table", "cards", "horizon", "offing"})  # "a deal is within reach"
LIGHT = frozenset({"make", "take", "reach", "have", "hold", "issue"})
CLEARING = frozenset({"clear", "acquit", "absolve", "exonerate"})
PLOTS = frozenset({"plot", "conspiracy", "scheme", "plan"})
UNCOVERING = frozenset({"uncover", "discover", "expose", "unearth", "crack", "unmask", "unravel", "bust", "dismantle"})
WISHES = frozenset({"want", "like", "prefer", "wish"})  # with a subject of its own the clause is demanded
BELIEFS = frozenset({"believe", "think", "suspect", "fear", "assume", "understand", "presume", "feel"})
HEARSAY = frozenset({"report", "say", "allege", "claim", "rumour", "rumor", "purport"})


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


class _Climb(Governors):
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

    # a noun and what stands above it

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
        if verb.lemma_ == "be" or (verb.pos_ == "AUX" and noun.dep_ == "attr"):
            if is_existential(verb) or noun.dep_ == "attr":
                self.predicate(verb)
            return
        effect = self.table["verb"].get(verb.lemma_)
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

    def unknown(self, noun: Token, verb: Token) -> None:
        """Fold in a verb that says nothing of its noun: only an indefinite noun shares its modal or its "any"."""
        if is_definite(noun):
            return
        modal = modal_of(verb)
        if modal is not None:
            kind = self.table["modal"].get(modal.lower_)
            if kind is not None:
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
        if lemma in {"continue", "persist", "rage", "rag"} and self.status is None and not is_past(verb):
            self.fold(Status.ONGOING, verb)

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
                    lasting = not is_past(copula) or any(c.tag_ in {"VBZ", "VBP"} for c in copula.lefts)
                    if inner.lower_ in {"underway", "ongoing", "way"} and lasting:
                        self.fold(Status.ONGOING, inner)
                    elif inner.dep_ == "pobj" and inner.lemma_ in self.table["noun"]:
                        self.apply_status(self.table["noun"][inner.lemma_].object, inner, self.negator(copula))
                self.marks(copula)
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
            if word == "from" and verb.lemma_ in {
                "prevent",
                "stop",
                "ban",
                "bar",
                "keep",
                "deter",
                "block",
                "prohibit",
            }:
                self.kept_from(verb)
                return
        if head.lemma_ in LIGHT and word in {"on", "about", "over", "for"}:
            deed = next((c for c in head.children if c.dep_ in {"dobj", "nsubjpass"} and c.i < preposition.i), None)
            effect = self.table["noun"].get(deed.lemma_) if deed is not None else None
            if deed is not None and effect is not None and effect.object != "through":  # "a decision was made on it"
                self.apply(effect.clause if frame == "clause" else effect.object, deed)
                return
        if head.pos_ in {"VERB", "AUX"}:
            if word == "from" and head.lemma_ in {
                "prevent",
                "stop",
                "ban",
                "bar",
                "keep",
                "deter",
                "block",
                "prohibit",
            }:
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

    # a clause and what stands above it

    def above_verb(self, verb: Token) -> None:
        head, dep = verb.head, verb.dep_
        self.steps += 1
        if head.i == verb.i or self.steps > MAX_STEPS:
            return
        mark = mark_of(verb)
        infinitive = is_infinitive(verb)
        first = verb.left_edge.i
        if first > 1 and verb.doc[first - 1].lower_ == "than" and verb.doc[first - 2].lower_ == "rather":
            self.fold(Status.DENIED, verb.doc[first - 2])  # "resigned rather than sign"
            return
        if verb.doc[first].lower_ == "rather" and first + 1 < verb.i and verb.doc[first + 1].lower_ == "than":
            self.fold(Status.DENIED, verb.doc[first])
            return
        if mark is not None and mark.lower_ == "whether":
            self.fold(Status.UNDECIDED, mark)
            self.negated_decision(verb)
            return
        if dep == "conj":
            self.coordinated(verb, head)
            return
        if mark is not None and mark.lower_ in CONDITIONS:
            if dep in {"ccomp", "pcomp"} or head.lemma_ in ASKED or (head.lemma_ == "say" and dep != "advcl"):
                self.fold(Status.UNDECIDED, mark)
            else:
                self.fold(Status.CONDITIONAL, mark)
            return
        if dep in {"ccomp", "xcomp", "acomp", "oprd", "csubj", "csubjpass"}:
            self.complement_clause(verb, head, infinitive)
        elif dep in {"acl", "relcl"}:
            self.noun_clause(verb, head, infinitive, mark)
        elif dep == "pcomp":
            self.above_preposition(verb, head)
        elif dep == "advcl":
            self.adverbial(verb, head, infinitive, mark)
        elif dep in {"dobj", "nsubj", "nsubjpass", "attr", "pobj"}:
            self.above_noun(verb)
        elif dep == "prep" and head.pos_ in {"VERB", "AUX"} and verb.tag_ == "VBG":
            self.predicate(head)

    def negated_decision(self, verb: Token) -> None:
        """Name the words of "no decision has been taken on whether" beside its "whether"."""
        token = verb.head
        for _ in range(3):
            for child in (token, *token.children):
                if child.lemma_ in {"decision", "decide"}:
                    negation = negation_of(child) or negation_of(token)
                    self.cues += [child.i] + ([negation.i] if negation is not None else [])
                    return
            token = token.head

    def coordinated(self, verb: Token, head: Token) -> None:
        """Fold in what a second verb shares with the first: its auxiliaries where it has none, and its governors."""
        if head.pos_ not in {"VERB", "AUX", "ADJ"}:
            if head.pos_ in {"NOUN", "PROPN"} and verb.tag_ == "VBG":
                self.above_noun(head)
            return
        own = has_auxiliary(verb) or verb.tag_ in {"VBD", "VBZ", "VBP"}
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if not own and not has_subject:
            contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children)
            if not contrast and (verb.tag_ != "VBN" or head.tag_ == "VBN" or is_passive_verb(head)):
                self.marks(head)
        if self.status is Status.PLANNED and has_subject and modal_of(verb) is not None:
            shared = self.condition(head)  # "if they come, we will stay and we will fight"
            if shared is not None and shared.i < head.i:
                self.fold(Status.CONDITIONAL, shared)
        if head.dep_ == "ROOT":
            return
        if has_subject and head.dep_ in {"advcl", "xcomp", "acl"}:
            return
        self.above_verb(head)

    def complement_clause(self, verb: Token, head: Token, infinitive: bool) -> None:
        lemma = head.lemma_
        if verb.dep_ in {"csubj", "csubjpass"}:
            self.unknown(verb, head)
            return
        if infinitive and lemma == "have" and any(c.lower_ == "yet" for c in head.children):
            self.fold(Status.DENIED, head, next(c for c in head.children if c.lower_ == "yet"))
            return
        if infinitive and lemma == "ought":
            self.fold(Status.DEMANDED, head)
            return
        if infinitive and lemma == "be":
            quality = next((c for c in head.children if c.dep_ == "acomp" and head.i < c.i < verb.i), None)
            if quality is not None:  # "it is necessary to"
                self.apply(governor_kind(quality, "clause"), quality)
                return
            inverted = head.lower_ == "were" and head.dep_ == "advcl" and head.left_edge.i == head.i
            self.fold(Status.CONDITIONAL if inverted else Status.PLANNED, head)  # "were the army to withdraw"
            self.above_verb(head)
        elif infinitive and lemma == "have":
            negation = self.negator(head)
            self.fold(Status.POSSIBLE if negation else Status.DEMANDED, head, negation)
        elif infinitive and lemma == "go" and head.tag_ == "VBG":
            negation = self.negator(head)
            self.fold(Status.DENIED if negation else Status.PLANNED, head, negation)
            self.above_verb(head)
        elif infinitive and lemma == "use":
            return
        elif head.pos_ in {"ADJ", "ADV"} or (head.dep_ == "acomp" and lemma in self.table["adjective"]):
            self.apply(governor_kind(head, "clause"), head)
        elif head.pos_ in {"NOUN", "PROPN"}:
            self.noun_clause(verb, head, infinitive, mark_of(verb))
        else:
            self.under_verb(verb, head, infinitive)

    def under_verb(self, verb: Token, head: Token, infinitive: bool) -> None:
        lemma = head.lemma_
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        kind = governor_kind(head, "clause")
        if infinitive and is_passive_verb(head) and lemma in BELIEFS:
            self.fold(Status.POSSIBLE, head)
        elif infinitive and is_passive_verb(head) and lemma in HEARSAY:
            self.alleged = True
            self.cues.append(head.i)
        elif (infinitive and (lemma in WISHES or lemma == "tell") and (has_subject or lemma == "tell")) or (
            kind == "warned" and infinitive
        ):
            self.fold(Status.DEMANDED, head)
        elif kind == "-" or not kind:
            if infinitive:
                self.fold(Status.PLANNED, head if head.lemma_ in {"aim", "vote"} else None)
            elif verb.tag_ == "VBG" and not has_auxiliary(verb):
                self.predicate(head)
        else:
            if (
                kind == "planned" and not infinitive and has_subject and lemma in {"hope", "hop"}
            ):  # "hoped" is lemma hop
                kind = "possible"
            self.apply(kind, head)

    def noun_clause(self, verb: Token, noun: Token, infinitive: bool, mark: Token | None) -> None:
        effect = self.table["noun"].get(noun.lemma_.lower())
        if infinitive:
            if effect is None or effect.clause == "say":
                self.fold(Status.PLANNED)
                self.outcome_of(noun)
            else:
                self.apply(effect.clause, noun)
        elif (effect is not None and (mark is not None or verb.dep_ in {"acl", "ccomp"}) and verb.tag_ != "VBN") or (
            effect is not None and mark is not None
        ):
            self.apply(effect.clause, noun)
        elif verb.tag_ in {"VBN", "VBG"} and not has_auxiliary(verb):
            negation = next((c for c in noun.lefts if c.lower_ == "no" and c.dep_ == "det"), None)
            if negation is not None and negation.i not in self.ignored:
                self.fold(Status.DENIED, negation)

    def outcome_of(self, noun: Token) -> None:
        """Take over how an undertaking ended: "a failed operation to free them"."""
        for child in noun.lefts:
            effect = self.table["modifier"].get(child.lower_)
            if effect is not None and effect.object in {"failed", "foiled", "achieved"}:
                self.ended(effect.object, child)

    def adverbial(self, verb: Token, head: Token, infinitive: bool, mark: Token | None) -> None:
        if infinitive and head.lemma_ in {"go", "move"} and any(c.lower_ == "on" for c in head.children):
            self.predicate(head)  # "went on to attack"
        elif infinitive:
            kind = governor_kind(head, "clause") if head.pos_ in {"VERB", "ADJ"} else ""
            if head.pos_ == "VERB" and not any(c.text == "," and c.i < verb.i for c in head.children if c.i > head.i):
                # the parse calls some complements adverbial: "foiled a plot to bomb", "urged them to leave"
                between = self.noun_between(head, verb)
                if between is not None:
                    self.apply(self.table["noun"][between.lemma_].clause, between)
                    return
                if kind in {"planned", "demanded", "denied", "failed", "tried"}:
                    self.apply(kind, head)
                    return
            self.fold(Status.PLANNED, next(c for c in verb.lefts if c.tag_ == "TO"))
        elif mark is not None and mark.lower_ == "that":
            if head.pos_ in {"VERB", "ADJ"}:
                self.apply(governor_kind(head, "clause"), head)
        elif mark is not None and mark.lower_ in {"before", "until"}:
            if not is_past(verb) and verb.tag_ != "VBG":
                self.fold(Status.POSSIBLE, mark)
        elif mark is None and verb.tag_ in {"VBG", "VBN"} and not has_auxiliary(verb) and head.pos_ in {"VERB", "AUX"}:
            self.predicate(head)

    def noun_between(self, head: Token, verb: Token) -> Token | None:
        """Return the object just before an infinitive, where it is a word that takes one ("a plot to bomb")."""
        noun = verb.left_edge.i - 1
        if noun <= head.i:
            return None
        word = verb.doc[noun]
        effect = self.table["noun"].get(word.lemma_) if word.pos_ == "NOUN" else None
        return word if effect is not None and effect.clause not in {"say", "claim"} else None

    def go_on(self, word: Token) -> None:
        """Climb on above a governor without its own tense."""
        if word.pos_ in {"NOUN", "PROPN"}:
            self.above_noun(word)
        elif word.pos_ in {"ADJ", "ADV"} and word.head.lemma_ in COPULAS:
            self.above_verb(word.head)
        elif word.pos_ in {"VERB", "AUX", "ADJ"}:
            self.above_verb(word)
