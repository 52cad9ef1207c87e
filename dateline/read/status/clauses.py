"""What stands above a clause: the verb, the noun or the conjunction that it depends on.

``Clauses`` folds what they do to the clause into the status, and climbs on above them.
"""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Status

from .governors import COPULAS, MAX_STEPS
from .marks import CONDITIONS
from .nouns import Nouns
from .predicate_words import (
    governor_kind,
    has_auxiliary,
    is_infinitive,
    is_passive_verb,
    is_past,
    mark_of,
    modal_of,
    negation_of,
)

ASKED = frozenset({"decide", "ask", "know", "determine", "wonder", "clear"})  # their "if" means "whether"
WISHES = frozenset({"want", "like", "prefer", "wish"})  # with a subject of its own the clause is demanded
BELIEFS = frozenset({"believe", "think", "suspect", "fear", "assume", "understand", "presume", "feel"})
DEADLINES = frozenset({"minute", "hour", "day", "week", "month", "time", "deadline"})
CHANGES = frozenset(
    {"fall", "drop", "rise", "climb", "slip", "rebound", "recover", "gain", "jump", "sink", "grow", "return", "wake"}
)
REACHED = frozenset({"reach", "close", "end", "finish", "settle", "stand", "hit", "become", "find", "slip", "total"})
HEARSAY = frozenset({"report", "say", "allege", "claim", "rumour", "rumor", "purport"})


def is_result(verb: Token, head: Token) -> bool:
    """Tell whether an infinitive is what came of it, and no purpose: "rose to reach 40", "returned to find"."""
    return head.lemma_ in CHANGES and verb.lemma_ in REACHED and is_past(head)


class Clauses(Nouns):
    """The way up from a clause."""

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
            asked = head.lemma_ in ASKED or governor_kind(head, "clause") in {"say", "claim", "decided", "undecided"}
            if dep == "pcomp" or head.lemma_ in ASKED or (dep == "ccomp" and (asked or verb.i < head.i)):
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
        if infinitive and is_result(verb, head):
            self.predicate(head)
            return
        if infinitive and lemma == "have" and any(c.lower_ == "yet" for c in head.children):
            self.fold(Status.DENIED, head, next(c for c in head.children if c.lower_ == "yet"))
            return
        if infinitive and lemma == "ought":
            self.fold(Status.DEMANDED, head)
            return
        if infinitive and lemma in COPULAS - {"be"}:  # "the goal remains to capture the airfield"
            named = self.named_by(head)
            if named is not None:
                self.apply(governor_kind(named, "clause"), named)
                return
        if not infinitive and lemma == "be":
            quality = next((c for c in head.children if c.dep_ == "acomp" and head.i < c.i < verb.i), None)
            asking = any(c.tag_ in {"WP", "WRB", "WDT"} for c in verb.lefts)
            if quality is not None and not asking:  # "it is likely that", "it is not true that"
                self.quality_of(quality, head)
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

    def quality_of(self, quality: Token, copula: Token) -> None:
        """Fold in an adjective that a clause is said to be: "it is likely that", "it is not true that"."""
        negation = self.negator(copula)
        if negation is not None and quality.lower_ in {"true", "correct"}:
            self.fold(Status.DENIED, negation, quality)
        elif negation is not None and quality.lower_ in {"clear", "certain", "sure", "known"}:
            self.fold(Status.POSSIBLE, negation, quality)
        else:
            self.apply(governor_kind(quality, "clause"), quality)

    def under_verb(self, verb: Token, head: Token, infinitive: bool) -> None:
        lemma = head.lemma_
        has_subject = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
        kind = governor_kind(head, "clause")
        if infinitive and is_passive_verb(head) and lemma in BELIEFS:
            self.fold(Status.POSSIBLE, head)
        elif infinitive and is_passive_verb(head) and lemma in HEARSAY:
            self.alleged = True
            self.cues.append(head.i)
        elif lemma in WISHES and has_subject and verb.tag_ == "VBN" and not has_auxiliary(verb):
            self.fold(Status.DEMANDED, head)  # "wants the hostages released"
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
            if kind == "accuse" and lemma == "suspect" and not infinitive and verb.tag_ != "VBG":
                kind = "possible"  # "suspects that the envoys met them"
            if (
                kind == "planned" and not infinitive and has_subject and lemma in {"hope", "hop"}
            ):  # "hoped" is lemma hop
                kind = "possible"
            self.apply(kind, head)

    def noun_clause(self, verb: Token, noun: Token, infinitive: bool, mark: Token | None) -> None:
        effect = self.table["noun"].get(noun.lemma_.lower())
        that = verb.doc[verb.left_edge.i]
        if verb.dep_ == "relcl" and that.lower_ == "that" and sum(c.dep_ == "dobj" for c in verb.children) > 1:
            mark = that  # "the rumour that rebels captured the airport", taken for what they captured
        if infinitive and noun.dep_ == "nsubj" and noun.head.lower_ == "were" and noun.head.i < noun.i:
            self.fold(Status.CONDITIONAL, noun.head)  # "were the king to abdicate", taken for a relative clause
        elif infinitive and noun.dep_ == "dobj" and noun.head.lemma_ == "give" and noun.lemma_ in DEADLINES:
            self.fold(Status.DEMANDED, noun.head)  # "were given 48 hours to surrender"
        elif infinitive and noun.lemma_ == "time" and noun.head.lemma_ == "be":
            self.fold(Status.DEMANDED, noun)  # "it is time for the blockade to be lifted"
        elif infinitive:
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
        if infinitive and is_result(verb, head):
            self.predicate(head)
        elif infinitive and head.lemma_ in {"go", "move"} and any(c.lower_ == "on" for c in head.children):
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
            if head.lemma_ == "rule" and verb.i - head.i == 2:  # "ruled out sending troops", taken for while it ruled
                self.apply(governor_kind(head, "clause"), head)
            else:
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
