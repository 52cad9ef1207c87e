"""Whether a predicate is put as having happened: rules over the grammar around one word, from the inside out.

The word's own tense, modals, negation and modifiers come first ("has begun", "may", "no", "possible"), then each
word that governs it in turn ("plans to", "denied that", "threat of"), as far as the voice that asserts it. The
words and what they do stand in ``lexicon/status.tsv``; this module holds only the grammar. It knows tokens of a
parse, nothing of a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import Outcome, Status

NEGATORS = frozenset({"not", "n't", "never", "hardly", "scarcely", "nor", "neither"})
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "few", "little", "zero"})
NEGATIVE_SUBJECTS = frozenset({"nobody", "none", "nothing", "neither"})
DEFINITE = frozenset({"the", "this", "these", "that", "those", "both", "such", "his", "her", "its", "their", "our"})
FUTURE_WORDS = frozenset({"tomorrow", "next"})
OBJECT_PREPOSITIONS = frozenset(
    {"for", "of", "about", "against", "to", "from", "with", "on", "into", "at", "over", "towards", "toward"}
)
VERB_PREPOSITIONS = OBJECT_PREPOSITIONS - {"at", "over"}  # after a verb these two are of place: "discussed at talks"
ONLY_BY_PREPOSITION = frozenset(  # "called for strikes", but "called the strikes illegal"
    "call appeal press push plead petition lobby ask insist beg hint speculate warn caution tend come go step".split()
)
WISHES = frozenset({"want", "like", "prefer", "wish"})  # with a subject of its own the clause is demanded
BELIEFS = frozenset({"believe", "think", "suspect", "fear", "assume", "understand", "presume", "feel"})
HEARSAY = frozenset({"report", "say", "allege", "claim", "rumour", "rumor", "purport"})
KNOWN_SAID = frozenset({"happened", "say", "claim", "accuse", "warned"})
CONDITIONS = frozenset({"if", "unless", "provided", "providing", "lest"})
COPULAS = frozenset({"be", "remain", "seem", "appear", "look", "become"})
STATUSES = frozenset(s.value for s in Status)
MAX_STEPS = 14  # governors above one word: longer chains are errors of the parse


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


def status_of(token: Token, ignored: Iterable[int] = ()) -> Judgement:
    """Return the status of the predicate that this word heads.

    Words whose indexes are ``ignored`` belong to the predicate itself: the "not" of "would not accept" for a
    rejection does not deny the rejection.
    """
    climb = _Climb(frozenset(ignored))
    climb.start(token)
    return climb.judgement()


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
            return child
        if word in NEGATIVE_DETERMINERS and child.dep_ in {"det", "amod", "advmod"} and child.i < token.i:
            if not (word in {"few", "little"} and child.i > 0 and child.nbor(-1).lower_ == "a"):
                return child
        if child.dep_ in {"nsubj", "nsubjpass"} and token.pos_ in {"VERB", "AUX"}:
            if word in NEGATIVE_SUBJECTS:
                return child
            for det in child.children:
                if det.lower_ in {"no", "neither"} and det.dep_ in {"det", "preconj"}:
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


def is_past(verb: Token) -> bool:
    """Tell whether a verb is past or perfect, its auxiliaries seen."""
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass"} and child.tag_ in {"VBD", "VBZ", "VBP", "MD", "VB"}:
            return child.tag_ == "VBD" or (child.lemma_ == "have" and verb.tag_ in {"VBN", "VBD", "VBG"})
    return verb.tag_ in {"VBD", "VBN"}


def _is_clause(token: Token) -> bool:
    """Tell whether a word heads a clause, whatever its tag ("unless the army withdraws", tagged a noun)."""
    if token.pos_ in {"VERB", "AUX"} or (token.tag_.startswith("VB") and token.dep_ not in {"amod", "compound"}):
        return True
    return token.dep_ in {"ccomp", "advcl", "xcomp"} and any(c.dep_ in {"mark", "nsubj", "aux"} for c in token.lefts)


def _listed_after(token: Token) -> Token | None:
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


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts)


def _mark(verb: Token) -> Token | None:
    for child in verb.lefts:
        if child.dep_ == "mark" or child.lower_ in {"whether", "if", "unless"}:
            return child
    return None


def _is_definite(noun: Token) -> bool:
    if noun.pos_ == "PROPN":
        return True
    return any(c.lower_ in DEFINITE or c.dep_ == "poss" for c in noun.lefts)


def _is_existential(verb: Token) -> bool:
    return any(c.dep_ == "expl" or c.tag_ == "EX" for c in verb.children)


def _merge(inner: Status | None, outer: Status) -> Status:
    """Return the status of a predicate of this status when an outer word adds its own."""
    if inner in {None, Status.HAPPENED, Status.ONGOING}:
        return outer
    if inner is Status.PLANNED and outer is Status.POSSIBLE:  # "feared that the army will storm the camp"
        return outer
    if outer is Status.DENIED:
        return Status.HAPPENED if inner is Status.DENIED else Status.DENIED
    if outer in {Status.CONDITIONAL, Status.UNDECIDED}:
        return outer
    return inner or outer


class _Climb:
    """The way up from one predicate; each step folds what the next governor does into the status so far."""

    def __init__(self, ignored: frozenset[int]) -> None:
        self.ignored = ignored
        self.status: Status | None = None
        self.cues: list[int] = []
        self.outcome: Outcome | None = None
        self.alleged = False
        self.attempted = False
        self.steps = 0
        self.table = effects()

    def judgement(self) -> Judgement:
        cues = tuple(sorted({i for i in self.cues if i not in self.ignored}))
        return Judgement(self.status or Status.HAPPENED, cues, self.outcome, self.alleged, self.attempted)

    def start(self, token: Token) -> None:
        listed = _listed_after(token) if token.tag_ == "VBG" else None
        before = token.doc[token.i - 1] if token.i else token
        if listed is not None:
            self.above_verb(listed)
        elif token.tag_ == "VBG" and token.dep_ == "amod" and token.head.head.i == before.i and before.pos_ == "ADP":
            self.above_preposition(token, before)  # "accused of burning villages", taken for villages that burn
        elif _is_clause(token):
            self.predicate(token)
        elif token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ccomp"}:
            self.adjective(token)
        else:
            self.noun(token)

    def fold(self, status: Status, *cues: Token | None) -> None:
        merged = _merge(self.status, status)
        if merged is not self.status or merged is status:
            self.cues += [c.i for c in cues if c is not None]
        self.status = merged

    # what a word says of itself

    def predicate(self, verb: Token) -> None:
        """Fold in a verb's own marks, then its governors."""
        self.steps += 1
        if self.steps > MAX_STEPS:
            return
        self.marks(verb)
        self.above_verb(verb)

    def marks(self, verb: Token) -> None:
        negation = self.negator(verb)
        modal = modal_of(verb)
        if modal is not None and modal.i in self.ignored:
            modal = None
        for child in verb.children:
            if child.dep_ == "advmod" and child.pos_ == "ADV":
                self.adverb(child)
        condition = self.condition(verb)
        if modal is not None:
            self.modal(verb, modal, negation)
        elif negation is not None:
            self.fold(Status.DENIED, negation)
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
        else:
            self.ended(effect.object, word)

    def ended(self, outcome: str, word: Token) -> None:
        """Note how the undertaking ended; the innermost word wins."""
        if self.outcome is None:
            self.outcome = Outcome(outcome)
        self.cues.append(word.i)

    def condition(self, verb: Token) -> Token | None:
        """Return the "if" of a clause that conditions this verb."""
        for child in verb.children:
            if child.dep_ == "advcl":
                mark = _mark(child)
                if mark is not None and mark.lower_ in CONDITIONS:
                    return mark
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
        if helper is None or verb.lemma_ == "go":
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
        elif helper.tag_ == "VBD" and verb.dep_ == "ccomp" and not any(c.dep_ == "advcl" for c in verb.children):
            if governor_kind(verb.head, "clause") in {"say", "claim"}:  # "said it was withdrawing": then under way
                self.fold(Status.ONGOING, *self.aspect(verb))

    @staticmethod
    def aspect(verb: Token) -> list[Token]:
        return [c for c in verb.lefts if c.dep_ in {"aux", "auxpass"}]

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

    def noun_marks(self, noun: Token) -> None:
        doc = noun.doc
        for child in noun.children:
            if child.lower_ in NEGATIVE_DETERMINERS and child.dep_ in {"det", "amod"} and child.i not in self.ignored:
                if child.lower_ in {"few", "little"} and child.i > 0 and doc[child.i - 1].lower_ == "a":
                    continue
                self.fold(Status.DENIED, child)
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
        if verb.dep_ == "relcl" and not _is_passive(verb):
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
            if _is_existential(verb) or noun.dep_ == "attr":
                self.predicate(verb)
            return
        effect = self.table["verb"].get(verb.lemma_)
        if effect is None or effect.object == "-" or (verb.lemma_ in ONLY_BY_PREPOSITION and noun.dep_ != "nsubjpass"):
            self.unknown(noun, verb)
            return
        if noun.dep_ == "nsubjpass" and self.infinitive_below(verb):
            return
        self.apply(effect.object, verb)

    def unknown(self, noun: Token, verb: Token) -> None:
        """Fold in a verb that says nothing of its noun: only an indefinite noun shares its modal or its "any"."""
        if _is_definite(noun):
            return
        modal = modal_of(verb)
        if modal is not None:
            kind = self.table["modal"].get(modal.lower_)
            if kind is not None:
                self.fold(Status.CONDITIONAL if kind.object == "would" else Status.POSSIBLE, modal)
            return
        negation = self.negator(verb)
        if negation is not None and any(c.lower_ == "any" for c in noun.lefts):
            self.fold(Status.DENIED, negation)

    def above_subject(self, noun: Token, verb: Token) -> None:
        lemma = verb.lemma_
        if lemma in COPULAS:
            if _is_existential(verb):
                self.predicate(verb)
            elif not self.infinitive_below(verb):
                self.complement(noun, verb)
        elif lemma == "take" and not any(c.lower_ in {"place", "effect"} for c in verb.children):
            self.unknown(noun, verb)
        elif self.infinitive_below(verb):
            return
        elif lemma in self.table["occurrence"]:
            self.ongoing_if(verb, lemma)
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
                if takes_place or (_is_passive(child) and governor_kind(child, "object") == "through"):
                    self.predicate(child)
                    return True
        return False

    def ongoing_if(self, verb: Token, lemma: str) -> None:
        if lemma in {"continue", "persist", "rage"} and self.status is None and not is_past(verb):
            self.fold(Status.ONGOING, verb)

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
                    if inner.lower_ in {"underway", "ongoing", "way"} and not is_past(copula):
                        self.fold(Status.ONGOING, inner)
                    elif inner.dep_ == "pobj" and inner.lemma_ in self.table["noun"]:
                        self.apply_status(self.table["noun"][inner.lemma_].object, inner, self.negator(copula))
                self.marks(copula)
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
            elif word == "by" and frame == "clause":
                self.predicate(head)
            elif word in VERB_PREPOSITIONS or (word == "in" and frame == "clause"):
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

    def kept_from(self, verb: Token) -> None:
        """Fold in "prevented rebels from taking the town"."""
        negation = self.negator(verb)
        if negation is None:
            self.fold(Status.DENIED, verb)
            if verb.lemma_ in {"prevent", "stop", "block"} and is_past(verb):
                self.ended("foiled", verb)
            self.above_verb(verb)

    # a clause and what stands above it

    def above_verb(self, verb: Token) -> None:
        head, dep = verb.head, verb.dep_
        self.steps += 1
        if head.i == verb.i or self.steps > MAX_STEPS:
            return
        mark = _mark(verb)
        infinitive = is_infinitive(verb)
        if mark is not None and mark.lower_ == "whether":
            self.fold(Status.UNDECIDED, mark)
            self.negated_decision(verb)
            return
        if dep == "conj":
            self.coordinated(verb, head)
            return
        if mark is not None and mark.lower_ in CONDITIONS:
            if dep in {"ccomp", "pcomp"} or (head.lemma_ in {"decide", "ask", "know", "say", "see"} and dep != "advcl"):
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
        own = _has_auxiliary(verb) or verb.tag_ in {"VBD", "VBZ", "VBP"}
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        if not own and not has_subject:
            contrast = any(c.dep_ == "cc" and c.lower_ == "but" for c in head.children)
            if not contrast and (verb.tag_ != "VBN" or head.tag_ == "VBN" or _is_passive(head)):
                self.marks(head)
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
        if infinitive and lemma == "be":
            quality = next((c for c in head.children if c.dep_ == "acomp" and head.i < c.i < verb.i), None)
            if quality is not None:  # "it is necessary to"
                self.apply(governor_kind(quality, "clause"), quality)
                return
            self.fold(Status.PLANNED, head)
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
            self.noun_clause(verb, head, infinitive, _mark(verb))
        else:
            self.under_verb(verb, head, infinitive)

    def under_verb(self, verb: Token, head: Token, infinitive: bool) -> None:
        lemma = head.lemma_
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        kind = governor_kind(head, "clause")
        if infinitive and _is_passive(head) and lemma in BELIEFS:
            self.fold(Status.POSSIBLE, head)
        elif infinitive and _is_passive(head) and lemma in HEARSAY:
            self.alleged = True
            self.cues.append(head.i)
        elif infinitive and (lemma in WISHES or lemma == "tell") and (has_subject or lemma == "tell"):
            self.fold(Status.DEMANDED, head)
        elif kind == "warned" and infinitive:
            self.fold(Status.DEMANDED, head)
        elif kind == "-" or not kind:
            if infinitive:
                self.fold(Status.PLANNED, head if head.lemma_ in {"aim", "vote"} else None)
            elif verb.tag_ == "VBG" and not _has_auxiliary(verb):
                self.predicate(head)
        else:
            if kind == "planned" and not infinitive and has_subject and lemma in {"hope", "expect"}:
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
        elif effect is not None and (mark is not None or verb.dep_ in {"acl", "ccomp"}) and verb.tag_ != "VBN":
            self.apply(effect.clause, noun)
        elif effect is not None and mark is not None:
            self.apply(effect.clause, noun)
        elif verb.tag_ in {"VBN", "VBG"} and not _has_auxiliary(verb):
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
        if infinitive:
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
        elif mark is None and verb.tag_ in {"VBG", "VBN"} and not _has_auxiliary(verb):
            if head.pos_ in {"VERB", "AUX"}:
                self.predicate(head)

    def noun_between(self, head: Token, verb: Token) -> Token | None:
        """Return the object just before an infinitive, where it is a word that takes one ("a plot to bomb")."""
        noun = verb.left_edge.i - 1
        if noun <= head.i:
            return None
        word = verb.doc[noun]
        effect = self.table["noun"].get(word.lemma_) if word.pos_ == "NOUN" else None
        return word if effect is not None and effect.clause not in {"say", "claim"} else None

    # what a governor does

    def go_on(self, word: Token) -> None:
        """Climb on above a governor without its own tense."""
        if word.pos_ in {"NOUN", "PROPN"}:
            self.above_noun(word)
        elif word.pos_ in {"ADJ", "ADV"} and word.head.lemma_ in COPULAS:
            self.above_verb(word.head)
        elif word.pos_ in {"VERB", "AUX", "ADJ"}:
            self.above_verb(word)

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
            return
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
            self.apply_status(kind, word, self.governor_negation(word))
            self.go_on(word)

    def apply_status(self, kind: str, word: Token, negation: Token | None) -> None:
        if kind == "decided":
            self.fold(Status.UNDECIDED if negation else Status.PLANNED, word, negation)
        elif kind == "rejected":
            if self.status is not Status.DEMANDED:
                self.fold(Status.POSSIBLE if negation else Status.DENIED, word, negation)
        elif kind in {"denied", "demanded"} and negation is not None:
            self.fold(Status.POSSIBLE, word, negation)
        elif kind in {"planned", "possible"} and negation is not None:
            self.fold(Status.DENIED, negation, word)
        elif kind in STATUSES:
            self.fold(Status(kind), word)
        condition = self.condition(word) if word.pos_ == "VERB" else None
        if condition is not None and self.status in {Status.PLANNED, Status.POSSIBLE}:  # "warned of revenge if"
            self.fold(Status.CONDITIONAL, condition)

    def told(self, kind: str, word: Token) -> None:
        """Stop at the voice that tells it, or climb on above a noun of telling ("denied claims that")."""
        if kind == "claim":
            self.alleged = True
            self.cues.append(word.i)
        condition = self.condition(word) if word.pos_ == "VERB" else None
        if condition is not None and self.status is Status.PLANNED:
            self.fold(Status.CONDITIONAL, condition)
        if word.pos_ not in {"NOUN", "PROPN"}:
            return
        negation = self.governor_negation(word)
        if negation is not None:
            self.fold(Status.DENIED, negation, word)
        elif word.dep_ in {"dobj", "nsubjpass"} and governor_kind(word.head, "object") in {"denied", "rejected"}:
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
        """Fold in "foiled": told as done, the undertaking is kept with its outcome; as a purpose it is a possibility."""
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
