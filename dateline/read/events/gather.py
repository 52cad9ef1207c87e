"""The predicates of a sentence: found verbs first, then nouns, with what belongs to another event joined or dropped."""

from __future__ import annotations

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import EventType

from ..draft import Draft, Words
from .frames import PARTICLES, Frame, is_infinitive, is_verb, lemma, word_set
from .predicates import AMOUNTS, LIGHT_VERBS, NO_PREDICATE, Coding, Predicate, code, has_rules, is_actor

SPOKEN = frozenset({EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})
"""Acts done in words: what they agree to, refuse or threaten is their content and no event of its own."""
STOPPING = word_set("thwart foil repel prevent avert stop halt end suspend intercept avoid")
_ARMED = word_set("arm equip")
_WORTH = 0.5  # a verb below this weight is no event and hides none
_AVERTING = word_set("avert prevent avoid")
UNDERGOING = word_set("suffer sustain face endure witness see undergo survive")
_EFFECTS = word_set(
    "kill wound injure hurt maim destroy damage flatten level hit strike leave cause displace burn raze capture seize "
    "die come trigger demolish shoot neutralise neutralize set steal loot torch eliminate liquidate massacre "
    "slaughter execute"
)
_REACH = 5  # words from a noun to the verb that carries it in the passive: beyond them the trigger is the noun alone
_RAZING = frozenset({"burn", "raze", "flatten", "level", "demolish"})
_HARMS = word_set("kill wound injure hurt die destroy damage")
_OF_CLAUSES = frozenset({"nsubj", "nsubjpass", "auxpass", "aux", "agent"})
_SINCE = word_set("after following since despite over response reaction retaliation reprisal revenge because")
"""Words that lead from an act in words to what went before it and is no content of it."""
_REJECTING = word_set("deny dismiss reject rule refuse decline veto rebuff spurn turn")
"""Verbs by which something did not happen: it is told too, as denied. What is opposed may well happen."""
LEAST_NOUN = 0.4  # below it a noun means something else as often, by hand: "game", "movement"
_MEDIATING = word_set("broker mediate facilitate")
_EFFECT_LINKS = frozenset({"in", "by", "during", "from", "after", "under"})
_SUPPRESSING = word_set("put crush quell suppress")
SIGHTING = word_set("see spot sight observe detect")
_KIND_WORDS = word_set(
    "military ethnic sexual armed joint aerial chemical naval general nuclear terrorist diplomatic ground bilateral"
)
_PARTITIVE = word_set(
    "round series string wave spate number campaign day week spell part set couple dozen handful barrage volley"
)


class SentencePredicates:
    """The predicates of one sentence, found verbs first, with what belongs to another event taken out."""

    def __init__(self, draft: Draft, sentence: Sentence) -> None:
        self.draft = draft
        self.sentence = sentence
        self.taken: set[int] = set()
        self.by_token: dict[int, Predicate] = {}
        self.joined: dict[int, Predicate] = {}  # words whose predicate was joined to this one
        self.contents: list[tuple[Predicate, Predicate]] = []  # acts in words, each with what is their content

    def predicates(self) -> list[Predicate]:
        """Return the sentence's predicates in the order of its words."""
        verbs: list[Token] = []
        nouns: list[Token] = []
        for token in self.sentence:
            if (token.pos_ == "ADJ" or is_verb(token)) and token.dep_ not in {"aux", "auxpass", "compound", "amod"}:
                verbs.append(token)
            if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.dep_ not in {"compound", "amod", "nmod", "acomp"}:
                nouns.append(token)
        for token in verbs:
            self._verb(token)
        for token in nouns:
            self._noun(token)
        self._merge()
        return sorted({id(p): p for p in self.by_token.values()}.values(), key=lambda p: p.words)

    def contents_of(self, act: Predicate) -> list[Predicate]:
        """Return the predicates that were left out as the content of an act in words."""
        return [content for governing, content in self.contents if governing is act]

    def _add(self, predicate: Predicate) -> None:
        for token in predicate.tokens:
            self.by_token[token.i] = predicate
            self.taken.add(token.i)

    def _verb(self, token: Token) -> None:
        if token.i in self.taken or _is_harmed(token):
            return
        light = lemma(token) in LIGHT_VERBS or lemma(token) in STOPPING | UNDERGOING
        if not light and not has_rules(token):
            return
        frame = Frame(token)
        found = code(self.draft, frame) if has_rules(token) else None
        carried = self._carried(frame) if light else None
        if found is not None and carried is not None and found[0].type is not carried[1].type:
            by_object = any(slot in {"obj", "prt", "on", "under", "neg"} for slot, _ in found[1].conditions)
            margin = 0.2 if lemma(token) in STOPPING else 0.0  # "halted the bombing" is not bombing
            if by_object and found[0].weight + margin >= carried[1].weight:
                carried = None
        elif found is not None and carried is not None and found[0].weight > carried[1].weight:
            carried = carried[0], found[0]
        if carried is not None:
            noun, coding = carried
            if lemma(token) in _AVERTING and is_infinitive(token):
                self.taken.add(noun.i)  # "an effort to avert a clash": there was none
                return
            self._add(Predicate(token, noun, _words(token, noun, carried=True), coding, frame, carried=True))
            return
        if found is None:
            return
        coding, rule = found
        noun = frame.object
        specific = any(
            slot == "obj" and "@actor" not in values and "*" not in values for slot, values in rule.conditions
        )
        amount = noun is not None and (noun.pos_ == "NUM" or lemma(noun) in AMOUNTS)  # "free dozens of hostages"
        if (
            noun is None
            or amount
            or not specific
            or is_actor(self.draft, noun)
            or lemma(token) in _SUPPRESSING | SIGHTING
        ):
            self._add(Predicate(token, None, _words(token, None, frame), coding, frame))
        else:
            self._add(Predicate(token, noun, _words(token, noun), coding, frame))

    def _carried(self, frame: Frame) -> tuple[Token, Coding] | None:
        """Return the noun of action that a light verb carries, with its coding."""
        if frame.head.dep_ == "acl" or (frame.passive and lemma(frame.head) in UNDERGOING) or _names(frame):
            return None
        for noun in frame.objects:
            for each in (noun, *(c for c in noun.conjuncts if c.i > noun.i)):
                for inner in each.children if lemma(each) in _PARTITIVE else ():  # "a new round of exercises"
                    if inner.lower_ == "of":
                        each = next(iter(inner.children), each)
                if each.pos_ in {"NOUN", "PROPN", "ADJ"} and has_rules(each):
                    found = code(self.draft, Frame(each))
                    if found is not None:
                        return each, found[0]
        if (not frame.objects and lemma(frame.head) == "engage") or _takes_part(frame):
            for noun in frame.linked("in"):
                found = code(self.draft, Frame(noun)) if has_rules(noun) else None
                if found is not None:
                    return noun, found[0]
        return None

    def _noun(self, token: Token) -> None:
        if token.i in self.taken or not has_rules(token) or self.draft.time_of[token.i] is not None:
            return  # "March" is a month
        if token.head.lower_ == "of" and token.head.head.lower_ == "one":  # "in one of the deadliest attacks"
            return
        if token.dep_ in {"dobj", "oprd"} and token.head.pos_ == "VERB" and _only_names(token.head):
            return
        found = code(self.draft, Frame(token))
        if found is None or found[0].weight < 0.3:
            return
        self._add(Predicate(token, None, _words(token, token), found[0], Frame(token)))

    def _merge(self) -> None:
        """Join what tells one event twice, and drop what is only the content of an act in words."""
        for predicate in list(dict.fromkeys(self.by_token.values())):
            if self.by_token.get(predicate.head.i) is not predicate:
                continue
            into = self._event_of_effect(predicate)
            if into is not None and into is not predicate:
                into.merged += list(predicate.tokens)
                into.merged += predicate.merged
                for token in (*predicate.tokens, *predicate.merged):
                    self.joined[token.i] = into
                self._drop(predicate)
            else:
                act = self._act_above(predicate)
                if act is not None:
                    self.contents.append((act, predicate))
                    self._drop(predicate)

    def _drop(self, predicate: Predicate) -> None:
        for token in predicate.tokens:
            if self.by_token.get(token.i) is predicate:
                del self.by_token[token.i]

    def _event_of_effect(self, predicate: Predicate) -> Predicate | None:
        """Return the event that this predicate only tells the effect of, or the means of."""
        if predicate.coding.type is not EventType.ASSAULT:
            return None
        head = predicate.head
        if head.dep_ == "advcl" and any(c.lower_ == "when" for c in head.children):
            found = self._assault_at(head.head)  # "were killed when a drone struck a shelter" is one event
            if found is not None and lemma(found.head) in _HARMS and found.frame.passive:
                return found
        if head.pos_ in {"VERB", "AUX"} and lemma(head) in _EFFECTS:
            doer = predicate.frame.subject
            if doer is not None and doer.dep_ in {"nsubj", "nsubjpass"} and doer.head == head:
                for each in (doer, *doer.conjuncts):  # "a drone and artillery attack killed nine"
                    found = self._assault_at(each) if each.i < head.i else None
                    if found is not None:
                        return found
            if head.dep_ == "relcl":
                found = self._assault_at(head.head)
                if found is not None:
                    return found
            has_own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children)
            joined = head.dep_ == "conj" and lemma(head.head) in _EFFECTS
            if not has_own and (joined or (head.tag_ in {"VBG", "VBN"} and head.dep_ != "conj")):
                for above in head.ancestors:
                    found = self._assault_at(above)
                    if found is not None and found.words.start < predicate.words.start:
                        return found
            if has_own and joined and lemma(head) in _HARMS | _RAZING and head.tag_ == "VBN":
                return self._assault_at(head.head)
            return None
        named = head.pos_ in {"NOUN", "PROPN"} or head.tag_ == "VBG"  # "wounded in shelling"
        if named and head.dep_ in {"pobj", "pcomp"} and head.head.lower_ in _EFFECT_LINKS:
            verb = head.head.head
            if verb.dep_ in {"dobj", "nsubjpass", "nsubj"}:
                verb = verb.head
            found = self._assault_at(verb)
            if found is not None and lemma(found.head) in _EFFECTS:  # "took the town after fighting" is two
                return found if head.head.lower_ != "after" or lemma(found.head) in _HARMS else None
        if head.pos_ in {"NOUN", "PROPN"} and head.dep_ in {"nsubj"}:
            found = self._assault_at(head.head)
            if found is not None and (lemma(found.head) in _EFFECTS or lemma(found.head) == "target"):
                return found
        return None

    def _assault_at(self, token: Token) -> Predicate | None:
        found = self.by_token.get(token.i) or self.joined.get(token.i)
        return found if found is not None and found.coding.type is EventType.ASSAULT else None

    def _act_above(self, predicate: Predicate) -> Predicate | None:
        """Return the act in words that a predicate is the content of, or the event that it is the purpose of."""
        token = predicate.head
        if token.dep_ == "acl" and lemma(token) in _MEDIATING and token.tag_ == "VBN":
            return next(iter(self.by_token.values()), None)  # "talks mediated by Oman": a go-between of the talks
        way: list[Token] = [token]
        for above in token.ancestors:
            below = way[-1]
            way.append(above)
            governing = self.by_token.get(above.i)
            weak = governing is not None and NO_PREDICATE < governing.coding.weight < _WORTH
            if governing is None or governing is predicate or weak:
                if below.dep_ in {"relcl", "advcl"} and not is_infinitive(below):
                    return None
                if above.lower_ in _SINCE and above.dep_ in {"prep", "pobj"}:
                    return None
                if lemma(above) in _AVERTING and below.lower_ == "from":
                    return predicate  # "to prevent judges from being murdered"
                if len(way) > 6:
                    return None
                continue
            return governing if _is_content(predicate, governing, below) else None
        return None


def _is_content(predicate: Predicate, governing: Predicate, below: Token) -> bool:
    """Tell whether a predicate is the content of the one that governs it; ``below`` is the way's last word under it."""
    token = predicate.head
    kind = governing.coding.type
    if below.dep_ == "relcl" and not is_infinitive(below):
        return False
    if below.dep_ in {"conj", "nsubj", "nsubjpass"} or below.i < governing.words.start:
        return False
    if below.dep_ == "advcl" and not is_infinitive(below):
        return False
    if any(c.lower_ in {"whether", "if"} and c.dep_ == "mark" for c in below.children):
        return False  # "discussing whether to join"
    act = lemma(governing.head)
    if act in _REJECTING and not (is_infinitive(below) and below == token):
        return not _is_told(predicate)  # "refused to rule out a blockade"; what is refused is the refusal's own
    if (kind is EventType.REQUEST and act != "invite") or act == "order":
        return not _is_told(predicate)  # what is asked for is told too, as demanded
    if kind in SPOKEN:
        return below.dep_ not in {"advcl"} or is_infinitive(below)
    if token.pos_ in {"NOUN", "PROPN"}:
        if governing.noun is not None and below.dep_ in {"prep", "pobj"}:
            return kind in {EventType.RETREAT, EventType.CONCEDE, EventType.CONSULT, EventType.COOPERATE}
        return kind in {EventType.RETREAT, EventType.CONCEDE} and below.dep_ == "dobj"
    if lemma(governing.head) == "help" and below == token and token.tag_ == "VB":
        return True  # "helped Chad train its police"
    return is_infinitive(token) and below == token and kind is not EventType.ACCUSE


def _is_told(predicate: Predicate) -> bool:
    """Tell whether what stands as the content of an act in words is sure enough to be told beside it."""
    return predicate.coding.weight >= (_WORTH if predicate.frame.is_verb else LEAST_NOUN)


def _is_harmed(token: Token) -> bool:
    """Tell whether a participle stands for people: "treated 75 wounded", "left 20 wounded", "men armed with clubs"."""
    if lemma(token) in _ARMED and token.dep_ == "acl" and token.tag_ == "VBN":
        return not any(c.dep_ == "agent" or c.lower_ == "by" for c in token.children)
    if (
        (lemma(token) not in _HARMS and lemma(token) != "accuse")
        or token.tag_ != "VBN"
        or token.dep_ not in {"advcl", "acl", "dobj", "conj", "oprd"}
    ):
        return False
    if token.i == 0 or token.nbor(-1).tag_ != "CD" or any(c.dep_ in _OF_CLAUSES for c in token.children):
        return False
    return token.dep_ != "acl" or str(token.head.head.pos_) == "VERB"


def _names(frame: Frame) -> bool:
    """Tell whether somebody only calls something so: "called it a reprisal", "what he called a massacre"."""
    if lemma(frame.head) != "call":
        return False
    named = any(c.dep_ == "oprd" or c.lower_ == "what" for c in frame.head.children)
    return named or len(frame.objects) > 1


def _only_names(verb: Token) -> bool:
    """Tell whether a verb's noun of action is no event: "an effort to avert a war", "called it a reprisal"."""
    return (lemma(verb) in _AVERTING and is_infinitive(verb)) or _names(Frame(verb))


def _takes_part(frame: Frame) -> bool:
    """Tell whether somebody takes part in what a noun tells: "took part in the killings"."""
    if lemma(frame.head) == "participate":
        return True
    return lemma(frame.head) == "take" and any(o.lower_ == "part" for o in frame.objects)


def _words(head: Token, noun: Token | None, frame: Frame | None = None, carried: bool = False) -> Words:
    """Return the words of the trigger: verb to noun where they stand close, the noun with its compounds otherwise."""
    if noun is None:
        first, last = head.i, head.i + 1
        if frame is not None:
            for child in head.children:
                beside = child.dep_ == "prt" or (child.dep_ == "advmod" and child.lower_ in PARTICLES)
                if beside and child.i == head.i + 1:
                    last = child.i + 1
                if child.dep_ == "neg" and child.i == head.i - 1:
                    first = child.i
        return Words(first, last)
    if noun.i < head.i and not carried:  # "the shelter was hit": the thing is no part of what happened
        return Words(head.i, head.i + 1)
    last = head.i if carried and 0 < head.i - noun.i <= _REACH else noun.i  # "arrests are being made"
    start = noun.i
    for child in noun.lefts:
        if (
            child.dep_ in {"compound", "amod"}
            and child.ent_type_ not in {"GPE", "NORP", "ORG"}
            and child.pos_ != "PROPN"
        ):
            start = min(start, child.i)
    if start >= 2 and noun.doc[start - 1].text == "-":  # "student-led protests"
        start -= 2
    if noun != head and 0 < start - head.i <= 3 and not noun.doc[start - 1].is_quote:
        start = head.i
    elif noun != head and not carried:  # the verb tells, the thing is only known by it
        return Words(head.i, head.i + 1)
    return Words(start, last + 1) if last >= start else Words(noun.i, last + 1)
