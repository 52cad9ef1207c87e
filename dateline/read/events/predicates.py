"""Predicates that tell an event: verbs, nouns, light-verb phrases and adjectives, coded by the predicate lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType

from ..draft import Draft, Words
from .frames import Frame, is_infinitive, lemma, modifiers, word_set

LIGHT_VERBS = word_set(
    "carry conduct launch stage mount hold make begin start resume continue perform undertake commit wage open take "
    "give do execute order plan run lead intensify escalate step increase unleash suffer sustain face renew halt stop "
    "see witness have engage deliver call announce impose authorize authorise approve organize organise join end "
    "repel thwart foil claim mount expand widen initiate attempt complete finish pursue host attend endure "
    "prepare participate"
)
"""Verbs that lend a noun of action their subject and tense: "carried out surveillance", "launched an offensive"."""

_ACTOR = "@actor"
_PLACE = "@place"
_STATESMAN = "@statesman"
_PERSONAL = frozenset({"he", "him", "she", "her", "they", "them", "who", "whom", "us", "me"})
AMOUNTS = word_set(
    "dozen hundred thousand score other more most all both ton tonne box bag load kilo million % percent number group "
    "majority half third crowd family"
)
"""Words for an amount of something: what they are of decides, where it is told."""
_OF_STATES = frozenset({ActorKind.PERSON, ActorKind.GOVERNMENT, ActorKind.INTERGOVERNMENTAL})
_PERSON_ENDINGS = ("er", "or", "ist", "ian", "eer", "man", "men")
NO_PREDICATE = 0.1  # a rule below this weight says that the word, so used, tells nothing and hides nothing
_TAGS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a"}


class Coding(NamedTuple):
    """What the lexicon says of a predicate."""

    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    subtype: str | None
    weight: float  # how sure the words alone are, 0 to 1


class Rule(NamedTuple):
    """Conditions on the frame of a word, with the coding that holds where all are met."""

    conditions: tuple[tuple[str, frozenset[str]], ...]
    coding: Coding


@dataclass(slots=True, eq=False)
class Predicate:
    """A found predicate: the token that carries tense, the noun of a light-verb phrase, the words, the coding."""

    head: Token
    noun: Token | None
    words: Words
    coding: Coding
    frame: Frame
    carried: bool = False  # the noun is what happens ("launched an offensive"), not what it happens to
    merged: list[Token] = field(default_factory=list)  # verbs and nouns that tell the same event's effects

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Return the head and the noun, where there are both."""
        return (self.head,) if self.noun is None else (self.head, self.noun)


def lexicon_lines(name: str) -> Iterator[list[str]]:
    """Yield the rows of one of our tables, cut at tabs; lines that open with # are notes."""
    text = resources.files("dateline.lexicon").joinpath(name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


@cache
def noun_classes() -> dict[str, frozenset[str]]:
    """Return the classes of nouns that conditions name with @."""
    return {name: frozenset(words.split()) for name, words in lexicon_lines("predicate_nouns.tsv")}


@cache
def rules() -> dict[tuple[str, str], tuple[Rule, ...]]:
    """Return the rules of each (part of speech, word), the one with most conditions first."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for words, pos, when, kind, mode, contexts, subtype, weight in lexicon_lines("predicates.tsv"):
        coding = Coding(EventType(kind), mode or None, tuple(contexts.split()), subtype or None, float(weight))
        rule = Rule(tuple(_condition(c) for c in when.split()), coding)
        for word in words.split():
            found.setdefault((pos, word), []).append(rule)
    return {key: tuple(sorted(listed, key=_specificity)) for key, listed in found.items()}


def _specificity(rule: Rule) -> tuple[float, float]:
    """Order rules: the one that asks most first, a condition that any word meets counting half; then the surer."""
    return -sum(0.5 if "*" in values else 1.0 for _, values in rule.conditions), -rule.coding.weight


def _condition(text: str) -> tuple[str, frozenset[str]]:
    slot, _, values = text.partition(":")
    words: set[str] = set()
    for value in values.split(",") if values else ():
        words |= noun_classes().get(value[1:], frozenset({value})) if value.startswith("@") else {value}
    return slot, frozenset(words)


def is_actor(draft: Draft, token: Token) -> bool:
    """Tell whether a word stands for someone who can act: an actor of the cast, a person noun, a name."""
    if draft.actor_of[token.i] is not None or draft.country_of[token.i] is not None:
        return True
    person = noun_classes()["person"]
    return lemma(token) in person or token.text in person or token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE"}


def is_person_by_form(noun: Token) -> bool:
    """Tell whether only the ending of a noun shows that it means people: "smugglers", "geologists"."""
    word = lemma(noun)
    return noun.pos_ == "NOUN" and word.endswith(_PERSON_ENDINGS) and word not in noun_classes()["thing"]


def _fits(draft: Draft, values: frozenset[str], tokens: list[Token]) -> bool:
    """Tell whether one of these words, or one coordinated to it, is among the values."""
    if "*" in values:
        return bool(tokens)
    for token in tokens:
        for each in (token, *token.conjuncts):
            if _is_one(draft, values, each):
                return True
            if each.pos_ == "NUM" or lemma(each) in AMOUNTS:  # "1,000 of its nationals", "40 tonnes of rice", "dozens"
                inner = [n for c in each.children if c.lower_ == "of" for n in c.children]
                if any(_is_one(draft, values, n) for n in inner) or (not inner and "person" in values):
                    return True
    return False


def _is_one(draft: Draft, values: frozenset[str], token: Token) -> bool:
    if lemma(token) in values or token.lower_ in values:
        return True
    if _ACTOR in values and is_actor(draft, token):
        return True
    if (_ACTOR in values or "person" in values) and (token.lower_ in _PERSONAL or is_person_by_form(token)):
        return True
    if _PLACE in values and draft.place_of[token.i] is not None:
        return True
    if _STATESMAN in values:  # a named person, a state, or who speaks for one: not a gunman or a wounded sailor
        actor = draft.actor_of[token.i]
        named = actor is not None and actor.kind in _OF_STATES and token.pos_ in {"PROPN", "PRON"}
        return named or lemma(token) in noun_classes()["dignitary"]
    return False


def _met(draft: Draft, frame: Frame, slot: str, values: frozenset[str]) -> bool:
    head = frame.head
    if slot == "obj":
        return _fits(draft, values, frame.objects)
    if slot == "subj":
        doers = frame.subjects or (frame.linked("by") if frame.passive else [])
        if not doers and head.dep_ == "acl" and head.tag_ == "VBG":  # "a school sheltering families"
            doers = [head.head]
        elif not doers and head.dep_ == "advcl" and head.tag_ == "VBG":  # "a quake struck Haiti, killing 200"
            doers = [c for c in head.head.children if c.dep_ == "nsubj"]
        return _fits(draft, values, doers)
    if slot == "prt":
        return frame.particle() in values
    if slot == "comp":
        nouns = frame.objects if frame.is_verb else [head]
        return any(not values.isdisjoint(modifiers(noun)) for noun in nouns)
    if slot == "gov":
        return head.dep_ in {"dobj", "nsubjpass", "nsubj"} and lemma(head.head) in values
    if slot == "intransitive":
        return not frame.objects and head.dep_ != "acl"  # "police firing killed three"
    if slot == "single":  # "called the king", not "called the king a friend"
        return len(frame.objects) == 1
    if slot == "xcomp":
        verbs = [v for v in frame.complements() if v.dep_ != "advcl" or is_infinitive(v)]
        return bool(verbs) if "*" in values else any(lemma(v) in values for v in verbs)
    if slot == "infinitive":  # "told them to leave", not "told them that they would"
        below = frame.complements() if frame.is_verb else head.children
        return any(is_infinitive(v) for v in below)
    if slot == "ccomp":
        return any(c.dep_ == "ccomp" for c in head.children)
    if slot == "neg":
        return frame.is_negated()
    if slot == "modal":
        return frame.modal() in values
    if slot == "reflexive":
        return any(o.lower_.endswith(("self", "selves")) for o in frame.objects)
    if slot == "reciprocal":
        doer = frame.subject
        return (
            doer is not None
            and not frame.objects
            and (bool(doer.conjuncts) or doer.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "appos" for c in doer.rights))
        )
    if not values:  # a bare word: it stands beside the predicate
        doc = head.doc
        return any(doc[i].lower_ == slot for i in range(head.i + 1, min(head.i + 8, len(doc))))
    return _fits(draft, values, frame.linked(slot))


def code(draft: Draft, frame: Frame) -> tuple[Coding, Rule] | None:
    """Return the coding of the best rule for the head of this frame, or None where none is met."""
    tag = "v" if frame.is_verb else _TAGS.get(frame.head.pos_)
    if frame.head.tag_ in {"VBG", "VBN", "JJ"} and frame.head.dep_ in {"pobj", "dobj", "nsubj"}:
        tag = "n"  # "a lightning offensive", tagged as an adjective
    if tag is None:
        return None
    for rule in _rules_of(tag, frame.head):
        if all(_met(draft, frame, slot, values) for slot, values in rule.conditions):
            return (rule.coding, rule) if rule.coding.weight >= NO_PREDICATE else None
    return None


def _rules_of(tag: str, head: Token) -> tuple[Rule, ...]:
    table = rules()
    own, form = lemma(head), head.lower_
    if tag == "n" and head.tag_ == "VBG":  # a gerund is a noun by its own form: "police firing", "the beating"
        own, form = form, own
    found = table.get((tag, own))
    return table.get((tag, form), ()) if found is None else found


def has_rules(token: Token) -> bool:
    """Tell whether the lexicon knows the word at all: the quick question before a frame is built."""
    table = rules()
    word = lemma(token)
    lower = token.lower_
    return any((tag, w) in table for tag in "vna" for w in (word, lower))
