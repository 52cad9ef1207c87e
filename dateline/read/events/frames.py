"""The frame of a predicate: a verb, noun or adjective with the words that stand in its slots.

The parser hangs prepositions on wrong heads, so a preposition that directly follows the predicate's object belongs to
the frame wherever it hangs.
"""

from __future__ import annotations

from spacy.tokens import Token

from ..grammar import is_passive, subject


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as one string."""
    return frozenset(text.split())


PARTICLES = frozenset({"up", "down", "out", "off", "over", "back", "in", "on", "away"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod", "poss", "nummod"})
_CLAUSE_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp"})
_CLAUSES = frozenset({"ROOT", "relcl", "ccomp", "advcl", "conj"})
_PREPOSITIONS = frozenset({"prep", "dative", "agent"})
_PROMISING = word_set("promise vow threaten use take make launch begin send deploy conduct hold have")
"""Verbs whose infinitive keeps their own subject although an object stands between."""
_MENDED = {
    "rap": "rape",
    "stag": "stage",
    "wag": "wage",
    "lambast": "lambaste",
    "retook": "retake",
    "overran": "overrun",
}
_STATES = word_set("engage involve oppose commit prepare determine")
"""Verbs whose passive without an agent tells of a stance of the subject: "is opposed to", "were engaged in"."""
_OBJECTS = frozenset({"dobj", "attr", "oprd"})
_SMALL_CLAUSE = word_set("hold find keep leave set")
"""Verbs whose object the parser takes for the subject of the adjective behind it: "hold *Serbia* responsible"."""


def lemma(token: Token) -> str:
    """Return the dictionary form in lower case, with the model's slips mended ("staged" is not of "stag")."""
    form = str(token.lemma_.lower())
    if form == "fire" and token.i >= 2 and token.doc[token.i - 2].lower_ == "cease":
        return "ceasefire"
    return _MENDED.get(form, form) if token.pos_ == "VERB" else form


class Frame:
    """A predicate and its slots, found when first asked for."""

    __slots__ = ("_links", "head", "is_verb", "objects", "passive", "subjects")

    def __init__(self, head: Token) -> None:
        self.head = head
        self.is_verb = is_verb(head)
        self.passive = (
            self.is_verb
            and is_passive(head)
            and not (head.lemma_ in _STATES and not any(c.dep_ == "agent" for c in head.children))
        )
        self.objects: list[Token] = []
        self.subjects: list[Token] = []
        self._links: list[tuple[str, Token, Token]] | None = None
        if self.is_verb:
            self._find_arguments()

    def _find_arguments(self) -> None:
        head = self.head
        for child in head.children:
            if (
                child.dep_ in _OBJECTS
                and child.lower_ != "dead"
                and not (child.tag_ in {"WDT", "WP"} or child.lower_ == "what")
            ):
                self.objects.append(child)
            elif child.dep_ in _OBJECTS and head.dep_ == "relcl" and child.lower_ in {"whom", "that", "which", "who"}:
                self.objects.append(head.head)
            elif child.dep_ in {"oprd", "acomp"} and child.lower_ == "dead":  # "shot dead the mayor"
                self.objects += [c for c in child.children if c.dep_ in {"pobj", "dobj"}]
            elif child.dep_ == "ccomp" and child.pos_ == "ADJ" and lemma(head) in _SMALL_CLAUSE:
                self.objects += [c for c in child.children if c.dep_ == "nsubj"]
            elif child.dep_ == "prt":  # "shot down a helicopter", the noun hung on the particle
                self.objects += [c for c in child.children if c.dep_ == "pobj"]
        if not self.objects:
            self.objects += _mistaken_object(head)
        first = _commanded(head) or subject(head)
        if self.passive:
            patient = _patient(head, first)
            if patient is not None:
                self.objects.insert(0, patient)
            if head.dep_ == "acl" or first == patient:
                first = None
        if first is None and not self.passive:  # a headline: "Turkey shells positions"
            first = next(
                (c for c in head.lefts if c.dep_ in {"compound", "nmod"} and c.pos_ in {"PROPN", "NOUN"}), None
            )
        if first is not None:
            self.subjects.append(first)

    @property
    def object(self) -> Token | None:
        """Return the first direct object, for a passive its subject."""
        return self.objects[0] if self.objects else None

    @property
    def subject(self) -> Token | None:
        """Return the doer of an active verb, shared with a governing verb where it has none of its own."""
        return self.subjects[0] if self.subjects else None

    @property
    def links(self) -> list[tuple[str, Token, Token]]:
        """Return (preposition, its token, its noun) of the predicate, of its object, and of what follows them."""
        if self._links is None:
            self._links = list(_links(self.head, self.objects))
        return self._links

    def linked(self, preposition: str) -> list[Token]:
        """Return the nouns behind a preposition."""
        return [noun for word, _, noun in self.links if word == preposition]

    def particle(self) -> str | None:
        """Return "out" of "carry out", also where the parser takes it for an adverb."""
        for child in self.head.children:
            if child.dep_ == "prt" or (child.dep_ == "advmod" and child.lower_ in PARTICLES):
                return str(child.lower_)
        after = self.head.i + 1
        doc = self.head.doc
        if after < len(doc) and doc[after].tag_ == "RP":
            return str(doc[after].lower_)
        return None

    def complements(self) -> list[Token]:
        """Return the verbs of the clauses that complete the predicate or its object: "agreed to *release*"."""
        found = [c for c in self.head.children if c.dep_ in _CLAUSE_COMPLEMENTS and c.pos_ in {"VERB", "AUX"}]
        for thing in self.objects:
            found += [c for c in thing.children if c.dep_ in {"acl", "relcl", "xcomp"} and is_infinitive(c)]
        return found

    def is_negated(self) -> bool:
        """Tell whether "not", "never" or "no longer" stands on the verb itself."""
        return any(c.dep_ == "neg" for c in self.head.children)

    def modal(self) -> str:
        """Return "will", "would", "may" or the like where it stands on the verb, else nothing."""
        return next((str(c.lower_) for c in self.head.children if c.tag_ == "MD"), "")


def is_verb(token: Token) -> bool:
    """Tell whether a word heads a clause, also where the tagger took it for a noun ("whom the court accuses")."""
    if token.pos_ in {"VERB", "AUX"}:
        return True
    if token.pos_ not in {"NOUN", "PROPN"} or token.dep_ not in _CLAUSES or not token.n_lefts:
        return False
    return any(c.dep_ == "nsubj" for c in token.lefts) and not any(c.dep_ in {"cop", "det"} for c in token.children)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb has "to" before it."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def modifiers(noun: Token) -> set[str]:
    """Return the words that stand before a noun as its modifiers, as written and as dictionary forms, lower case."""
    found: set[str] = set()
    for child in noun.lefts:
        if child.dep_ in _MODIFIERS or child.dep_ == "nsubj":
            found.add(child.lower_)
            found.add(lemma(child))
            for deeper in child.lefts:
                if deeper.dep_ in _MODIFIERS or deeper.dep_ == "advmod":
                    found.add(deeper.lower_)
    return found


def _patient(head: Token, first: Token | None) -> Token | None:
    """Return whom a passive verb befalls."""
    for child in head.children:
        if child.dep_ == "nsubjpass":
            return head.head if child.tag_ in {"WDT", "WP"} and head.dep_ == "relcl" else child
    if head.dep_ == "acl" and head.tag_ == "VBN":
        return head.head
    return first


def _commanded(head: Token) -> Token | None:
    """Return who is to do it where another makes or asks them to: "urged *Germany* to send", "called on *Mali* to"."""
    above = head.head
    if head.dep_ not in {"xcomp", "advcl"} or above.pos_ != "VERB" or not is_infinitive(head):
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children) or above.lemma_ in _PROMISING:
        return None
    for child in above.children:
        if head.dep_ == "xcomp" and child.dep_ in {"dobj", "dative"} and child.i < head.i and child.pos_ != "ADP":
            return child
        if child.dep_ == "prep" and child.lower_ in {"on", "upon"} and above.lemma_ in {"call", "prevail"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _mistaken_object(head: Token) -> list[Token]:
    """Return the object that the parser took for the subject of a participle: "sharing intelligence garnered by"."""
    for child in head.children:
        if child.dep_ == "ccomp" and child.tag_ in {"VBD", "VBN"} and child.i > head.i:
            opening = [c for c in child.children if c.dep_ in {"nsubj", "mark", "aux"}]
            if len(opening) == 1 and opening[0].dep_ == "nsubj" and opening[0].left_edge.i == head.i + 1:
                return opening
    return []


def _next_noun(preposition: Token) -> Token | None:
    """Return the noun right behind a preposition where the parser made it the subject of what follows."""
    doc = preposition.doc
    for i in range(preposition.i + 1, min(preposition.i + 7, len(doc))):
        token = doc[i]
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            return token if token.left_edge.i == preposition.i + 1 else None
        if token.pos_ not in {"DET", "ADJ", "NUM", "PROPN", "NOUN"}:
            return None
    return None


def _links(head: Token, objects: list[Token]) -> list[tuple[str, Token, Token]]:
    found: list[tuple[str, Token, Token]] = []
    seen: set[int] = set()

    def take(preposition: Token) -> None:
        if preposition.i in seen or preposition.lower_ == "according":
            return
        seen.add(preposition.i)
        word = preposition.lower_
        before = len(found)
        for noun in preposition.children:
            if noun.dep_ in {"pobj", "pcomp"} or (noun.dep_ == "dobj" and preposition.pos_ != "VERB"):
                found.append((word, preposition, noun))
            elif noun.dep_ == "prep":  # "out of", "because of"
                take(noun)
        if len(found) == before and preposition.lower_ != "than":
            follower = _next_noun(preposition)
            if follower is not None:
                found.append((word, preposition, follower))

    last = head.i
    for owner in (head, *objects):
        last = max(last, owner.i)
        for child in owner.children:
            if child.dep_ in _PREPOSITIONS:
                take(child)
    doc = head.doc
    for after in (head.i + 1, last + 1):  # a preposition beside the predicate or its object, wherever it hangs
        if (
            after < len(doc)
            and doc[after].tag_ == "IN"
            and doc[after - 1].lower_ != "according"
            and doc[after].dep_ in _PREPOSITIONS
        ):
            take(doc[after])
    return found
