"""Who takes part in an event: the actors behind subjects, objects, possessors and prepositions, and go-betweens."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType

from .cast import actor_for, state
from .draft import ActorDraft, Draft
from .frames import Frame, is_infinitive, lemma, word_set
from .grammar import subject
from .predicates import Predicate, is_actor, noun_classes

RECIPIENT_PREPOSITIONS: dict[EventType, tuple[str, ...]] = {
    EventType.ASSAULT: ("on", "against", "at", "upon", "with", "into"),
    EventType.COERCE: ("on", "against", "from", "of", "in"),
    EventType.SANCTION: ("on", "against", "to", "from", "with"),
    EventType.MOBILIZE: ("against", "on", "into", "to", "toward", "towards"),
    EventType.CONSULT: ("with", "to", "between"),
    EventType.COOPERATE: ("with", "to"),
    EventType.AID: ("to", "for", "with"),
    EventType.SUPPORT: ("with", "for", "to"),
    EventType.AGREE: ("with", "to"),
    EventType.CONCEDE: ("to", "on", "for", "of", "by", "with"),
    EventType.RETREAT: ("to", "from"),
    EventType.REQUEST: ("on", "upon", "to", "from", "of", "with"),
    EventType.ACCUSE: ("against", "into", "on", "of", "over"),
    EventType.REJECT: ("by", "from", "to", "with", "for"),
    EventType.THREATEN: ("to", "against", "with"),
    EventType.PROTEST: ("against", "at", "outside"),
}
"""Prepositions that lead to the one it is done to, by type, the surer first."""

_OF_THE_VICTIM = word_set(
    "murder assassination beheading lynching execution killing slaying massacre slaughter abduction kidnapping "
    "hijacking arrest detention imprisonment deportation expulsion bombing bombardment shelling blockade siege "
    "invasion capture seizure surveillance reconnaissance torture rape condemnation criticism rejection persecution "
    "destruction shooting stabbing release stoning oppression denunciation genocide storming overthrow ambush"
)
"""Nouns whose "of" leads to the one it is done to; the others' leads to the doer ("the uprising of the tribes")."""

_OWNED_THROUGH = ("by", "on", "against", "from", "of", "to", "into", "with", "between", "for")
_PURPOSES = word_set(
    "track target hit fight combat counter attack strike tackle defeat destroy bomb crush punish pressure deter contain "
    "monitor watch observe protect help support aid assist expel dislodge oust drive topple overthrow retake kill "
    "capture arrest find hunt repel stop evacuate force warn dislodge flush eliminate disperse"
)
_NEGATING_PREFIXES = frozenset({"non", "anti", "pro", "ex"})
_UMBRELLAS = frozenset({"including", "like", "namely"})
_PARTS = word_set(
    "group number dozen hundred thousand million score majority third half part rest handful pair couple most many "
    "some several one two three crowd team series kind"
)
"""Words for an amount of people: those of whom it is an amount are meant ("dozens of Iraqi soldiers")."""
_DEEPEST = 4  # nouns followed from a thing to its owner


def who(draft: Draft, token: Token, depth: int = 0) -> list[ActorDraft]:
    """Return the actors a noun phrase stands for, coordinated ones together; for a thing its owner's."""
    found: list[ActorDraft] = []
    for each in _spread(token):
        for actor in _single(draft, each, depth):
            if actor not in found:
                found.append(actor)
    return found


def _spread(token: Token) -> Iterable[Token]:
    """Yield a noun, the ones coordinated to it, and those that "including" names."""
    yield token
    for child in token.rights:
        listed = child.dep_ == "appos" and child.pos_ == "PROPN" and any(c.dep_ == "conj" for c in child.rights)
        if listed or child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
            yield from _spread(child)
        elif child.dep_ == "prep" and child.lower_ in _UMBRELLAS:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield from _spread(noun)
        elif child.dep_ == "prep" and child.lower_ == "as" and token.doc[child.i - 1].lower_ == "such":
            for noun in child.children:
                yield from _spread(noun)


def _single(draft: Draft, token: Token, depth: int) -> list[ActorDraft]:
    if lemma(token) in _PARTS and depth < _DEEPEST:
        whole = [a for noun in _behind(token, "of") for a in who(draft, noun, depth + 1)]
        if whole:
            return whole
    known = draft.actor_of[token.i]
    if token.tag_ in {"WDT", "WP"} or token.lower_ == "that":
        verb = token.head
        return who(draft, verb.head, depth + 1) if verb.dep_ == "relcl" and depth < _DEEPEST else []
    if lemma(token) in noun_classes()["hardware"]:
        owners = owner(draft, token, depth, before_only=True)
        if owners:
            return owners
    if known is not None:
        return [known]
    country = draft.country_of[token.i]
    if country is not None and token.pos_ in {"PROPN", "NOUN"}:
        return [state(draft, country)]
    if token.pos_ == "PRON" or token.tag_ in {"DT", "PRP"}:
        return []
    if lemma(token) in noun_classes()["person"] or token.text in noun_classes()["person"]:
        made = actor_for(draft, token)
        return [made] if made is not None else []
    unplaced = draft.place_of[token.i] is None and draft.time_of[token.i] is None
    if token.pos_ == "PROPN" and (token.ent_type_ in {"PERSON", "ORG", "NORP"} or unplaced) and token.text.istitle():
        made = actor_for(draft, token)
        return [made] if made is not None else []
    if depth < _DEEPEST and token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        owners = owner(draft, token, depth)
        if owners:
            return owners
    if lemma(token) in noun_classes()["hardware"]:
        made = actor_for(draft, token)
        return [made] if made is not None else []
    if token.pos_ == "NUM":  # "dozens of civilians", "two of the rebels"
        return [a for noun in _behind(token, "of") for a in who(draft, noun, depth + 1)]
    return []


def owner(draft: Draft, thing: Token, depth: int = 0, before_only: bool = False) -> list[ActorDraft]:
    """Return whose a thing is: "positions of the militants", "Syrian airspace", "the army's convoy", "US jets"."""
    if not before_only:
        for preposition in _OWNED_THROUGH:
            for noun in _behind(thing, preposition):
                found = who(draft, noun, depth + 1)
                if found:
                    return found
    for child in thing.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "npadvmod", "poss", "nsubj"}:
            found = _modifier(draft, child, depth)
            if found:
                return found
    return []


def _modifier(draft: Draft, word: Token, depth: int) -> list[ActorDraft]:
    """Return the actors that a modifier before a noun names, "Iraqi and Russian channels" both of them."""
    doc = word.doc
    if word.i >= 2 and doc[word.i - 1].text == "-" and doc[word.i - 2].lower_ in _NEGATING_PREFIXES:
        return []
    found: list[ActorDraft] = []
    for each in (word, *(c for c in word.rights if c.dep_ == "conj")):
        known = draft.actor_of[each.i]
        country = draft.country_of[each.i]
        if known is not None:
            found.append(known)
        elif country is not None:
            found.append(state(draft, country))
        elif each.ent_type_ in {"ORG", "NORP", "PERSON"} and each.pos_ == "PROPN":
            made = actor_for(draft, each)
            found += [made] if made is not None else []
    if not found and depth < _DEEPEST:
        for deeper in word.lefts:
            if deeper.dep_ in {"compound", "amod", "npadvmod", "poss"}:
                found += _modifier(draft, deeper, depth + 1)
    return found


def _behind(noun: Token, preposition: str) -> list[Token]:
    """Return the nouns behind a preposition of a noun, also one that follows it directly and hangs elsewhere."""
    found = [
        n
        for c in noun.children
        if c.dep_ in {"prep", "agent", "dative"} and c.lower_ == preposition
        for n in c.children
    ]
    after = noun.i + 1
    doc = noun.doc
    if not found and after < len(doc) and doc[after].lower_ == preposition and doc[after].dep_ in {"prep", "agent"}:
        found = list(doc[after].children)
    return [n for n in found if n.dep_ in {"pobj", "pcomp", "dobj"} and n.pos_ not in {"VERB", "AUX"}]


def doers(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return who did it; an agentless passive and a bare noun give nobody."""
    frame = predicate.frame
    found: list[ActorDraft] = []
    if lemma(frame.head) in RECEIVING and not frame.passive:
        return [a for n in frame.linked("from") for a in who(draft, n)]
    if frame.is_verb:
        found = _verb_doers(draft, frame)
    if not found and predicate.noun is not None:
        found = _noun_doers(draft, predicate.noun, predicate.coding.type)
    elif not frame.is_verb:
        found = _noun_doers(draft, frame.head, predicate.coding.type)
        if frame.head.dep_ == "acomp":
            found = _verb_doers(draft, frame)
    if not found:
        for token in predicate.merged:
            if token.pos_ in {"NOUN", "PROPN"}:
                found = _noun_doers(draft, token, predicate.coding.type)
                if found:
                    break
    return found


def _verb_doers(draft: Draft, frame: Frame) -> list[ActorDraft]:
    if frame.passive:
        for noun in frame.linked("by"):
            found = who(draft, noun)
            if found:
                return found
        return []
    doer = frame.subject
    if doer is None:
        return controller(draft, frame.head)
    return who(draft, doer)


def controller(draft: Draft, verb: Token, depth: int = 0) -> list[ActorDraft]:
    """Return who is to do what an infinitive or participle without a subject of its own tells."""
    if depth > _DEEPEST:
        return []
    head = verb.head
    if head is verb:
        return []
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        for child in head.children:
            if child.dep_ in {"dobj", "dative"} and child.i < verb.i:
                return who(draft, child)
        return _subject_or_control(draft, head, depth)
    if verb.dep_ == "conj":
        return _subject_or_control(draft, head, depth)
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        return _subject_or_control(draft, head, depth)
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN"} and is_infinitive(verb):
        return _holder(draft, head, depth)
    if verb.dep_ == "pcomp" and head.dep_ in {"prep", "agent", "dative"}:
        above = head.head
        if above.pos_ in {"VERB", "AUX"}:
            for child in above.children:
                if child.dep_ == "dobj" and lemma(above) in _BLAMING and child.i < verb.i:
                    return who(draft, child)
            return _subject_or_control(draft, above, depth)
        if above.dep_ == "dobj" and lemma(above.head) in _BLAMING:
            return who(draft, above)
        return _holder(draft, above, depth)
    if verb.dep_ == "acomp" or head.pos_ == "ADJ" or head.dep_ == "acomp":
        head = head.head if head.dep_ == "acomp" and head.pos_ not in {"VERB", "AUX", "ADJ"} else head
        return _subject_or_control(draft, head, depth)
    return []


RECEIVING = word_set("receive obtain get")
_BLAMING = word_set("accuse blame condemn charge suspect criticize criticise convict denounce sanction punish")


def _subject_or_control(draft: Draft, verb: Token, depth: int) -> list[ActorDraft]:
    frame = Frame(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if frame is not None and frame.passive:
        patient = frame.object
        if lemma(verb) in _BLAMING or depth > 0 or patient is not None:
            return who(draft, patient) if patient is not None and is_actor(draft, patient) else []
    doer = subject(verb)
    if doer is not None:
        return who(draft, doer)
    return controller(draft, verb, depth + 1)


def _holder(draft: Draft, noun: Token, depth: int) -> list[ActorDraft]:
    """Return who holds a plan, effort or decision: its possessor, else the subject of the clause that it stands in."""
    found = [a for c in noun.lefts if c.dep_ in {"poss", "compound", "amod"} for a in _modifier(draft, c, _DEEPEST)]
    if not found:
        found = [a for n in _behind(noun, "by") for a in who(draft, n)]
    if found:
        return found
    above = noun.head
    hops = 0
    while above.pos_ not in {"VERB", "AUX"} and above.head is not above and hops < _DEEPEST:
        above = above.head
        hops += 1
    if above.pos_ in {"VERB", "AUX"} and above.i != noun.i:
        doer = subject(above)
        if doer is not None and doer.i != noun.i and doer.tag_ != "EX":
            return who(draft, doer)
    return []


def _noun_doers(draft: Draft, noun: Token, kind: EventType) -> list[ActorDraft]:
    for preposition in ("by", "from"):
        for behind in _behind(noun, preposition):
            found = who(draft, behind)
            if found:
                return found
    if lemma(noun) in {"clash", "fighting", "battle", "talk", "talks", "meeting", "skirmish", "cooperation", "war"}:
        found = [a for n in _behind(noun, "between") for a in who(draft, n)]
        if found:
            return found
    for child in noun.lefts:
        if child.dep_ in {"poss", "compound", "amod", "nmod", "npadvmod"}:
            found = _modifier(draft, child, 0)
            if not found and child.dep_ == "poss":
                found = who(draft, child)
            if found:
                return found
    if kind in {EventType.PROTEST, EventType.ASSAULT, EventType.RETREAT} and lemma(noun) not in _OF_THE_VICTIM:
        for behind in _behind(noun, "of"):
            if is_actor(draft, behind):
                return who(draft, behind)
    for child in noun.children:  # "an attack claimed by the group"
        if (
            child.dep_ == "acl"
            and child.tag_ == "VBN"
            and lemma(child) in {"claim", "conduct", "launch", "carry", "stage", "lead"}
        ):
            found = [a for n in Frame(child).linked("by") for a in who(draft, n)]
            if found:
                return found
    return []


def done_to(draft: Draft, predicate: Predicate, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return to whom it was done, the doers left out."""
    frame = predicate.frame
    kind = predicate.coding.type
    found: list[ActorDraft] = []

    def add(actors: Iterable[ActorDraft]) -> None:
        found.extend(a for a in actors if a not in doing and a not in found)

    if kind is EventType.REQUEST:
        add(_asked(draft, frame))
        if found:
            return found
    if lemma(frame.head) in RECEIVING and not frame.passive:
        return [a for a in who(draft, frame.subject) if a not in doing] if frame.subject is not None else []
    nouns = {t.i for t in (predicate.noun, *predicate.merged) if t is not None}
    if frame.is_verb:
        for thing in frame.objects:
            if thing.i not in nouns:
                add(_apart(draft, thing, doing))
        for child in frame.head.children:
            if child.dep_ == "dative" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
                add(who(draft, child))
        if kind is EventType.AID or kind is EventType.COOPERATE:
            add(_inner_recipient(draft, frame))
    for noun in [
        t for t in (predicate.noun, *predicate.merged) if t is not None and t.pos_ in {"NOUN", "PROPN", "ADJ"}
    ]:
        add(_noun_recipients(draft, noun, kind))
    if predicate.noun is not None and not predicate.carried and not found:
        add(owner(draft, predicate.noun))
    if not frame.is_verb:
        add(_noun_recipients(draft, frame.head, kind))
    if not found or kind is EventType.ASSAULT:
        add(_linked_recipients(draft, frame, kind))
    for verb in predicate.merged:
        if verb.pos_ in {"VERB", "AUX"}:
            for thing in Frame(verb).objects:
                add(_apart(draft, thing, doing))
    if not found:
        add(_clause_recipients(draft, predicate))
    return found


def _asked(draft: Draft, frame: Frame) -> list[ActorDraft]:
    """Return who is to do what is demanded: the subject of the clause, "demanded that *the rebels* leave"."""
    for verb in frame.complements():
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.i > frame.head.i:
                found = who(draft, child)
                if found:
                    return found
    return []


def _apart(draft: Draft, thing: Token, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return the actors of an object; where they are the doers themselves ("its blockade of Gaza") whom it is upon."""
    found = who(draft, thing)
    if found and all(a in doing for a in found) and draft.actor_of[thing.i] is None:
        for preposition in _OWNED_THROUGH:
            other = [a for n in _behind(thing, preposition) for a in who(draft, n) if a not in doing]
            if other:
                return other
    return found


def _inner_recipient(draft: Draft, frame: Frame) -> list[ActorDraft]:
    """Return the receiver that the parser took for a modifier: "giving *Damascus* information"."""
    if lemma(frame.head) not in {"give", "send", "offer", "grant", "lend", "supply", "hand", "pass"}:
        return []
    found: list[ActorDraft] = []
    for thing in frame.objects:
        for child in thing.lefts:
            if child.dep_ in {"compound", "nmod"} and child.pos_ == "PROPN" and child.i > frame.head.i:
                found += _modifier(draft, child, _DEEPEST)
    return found


def _noun_recipients(draft: Draft, noun: Token, kind: EventType) -> list[ActorDraft]:
    found: list[ActorDraft] = []
    for preposition in RECIPIENT_PREPOSITIONS[kind]:
        if kind in {EventType.RETREAT, EventType.MOBILIZE} and preposition in {"from"}:
            continue
        for behind in _behind(noun, preposition):
            found += who(draft, behind)
        if found:
            return found
    if lemma(noun) in _OF_THE_VICTIM or noun.lower_ in _OF_THE_VICTIM:
        for behind in _behind(noun, "of"):
            found += who(draft, behind)
    if not found:
        for child in noun.children:
            if child.dep_ == "acl" and child.lower_ in {"targeting", "hitting", "striking", "involving", "aimed"}:
                found += [a for o in Frame(child).objects for a in who(draft, o)]
    return found


def _linked_recipients(draft: Draft, frame: Frame, kind: EventType) -> list[ActorDraft]:
    wanted = RECIPIENT_PREPOSITIONS[kind]
    for preposition in wanted:
        found = [a for n in frame.linked(preposition) if n.pos_ not in {"VERB", "AUX"} for a in who(draft, n)]
        if found:
            return found
    if kind in {EventType.COOPERATE, EventType.AID, EventType.CONSULT} and frame.is_verb:
        return _later_partner(draft, frame, wanted)
    return []


def _later_partner(draft: Draft, frame: Frame, wanted: tuple[str, ...]) -> list[ActorDraft]:
    """Return the actor behind the next "with" or "to" of the clause, where the parser hung it on a word between."""
    doc = frame.head.doc
    for i in range(frame.head.i + 1, min(frame.head.i + 12, frame.head.sent.end)):
        token = doc[i]
        if token.is_punct or token.dep_ in {"cc", "mark"} or token.tag_ in {"VBZ", "VBP", "MD"}:
            return []
        if token.lower_ in wanted and token.tag_ == "IN":
            for noun in token.children:
                if noun.dep_ == "pobj" and is_actor(draft, noun):
                    return who(draft, noun)
    return []


def _clause_recipients(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return whom the clause that completes a predicate names: "agreed to release X", "flights to track X"."""
    kind = predicate.coding.type
    frame = predicate.frame
    verbs = list(frame.complements())
    if predicate.noun is not None:
        verbs += [c for c in predicate.noun.children if c.dep_ in {"acl", "relcl"} and is_infinitive(c)]
    for verb in verbs:
        inner = Frame(verb)
        if kind in {EventType.ASSAULT, EventType.MOBILIZE, EventType.AID, EventType.PROTEST}:
            if not is_infinitive(verb) or (lemma(verb) not in _PURPOSES and kind is not EventType.PROTEST):
                continue
        found = [a for o in inner.objects for a in who(draft, o)]
        if not found:
            for preposition in ("with", "to", "against", "from", "on", "for", "into"):
                found = [a for n in inner.linked(preposition) if n.pos_ not in {"VERB", "AUX"} for a in who(draft, n)]
                if found:
                    break
        if not found:
            found = [a for deeper in inner.complements() for o in Frame(deeper).objects for a in who(draft, o)]
        if found:
            return found
    return []


def go_betweens(draft: Draft, predicate: Predicate, last: int) -> list[ActorDraft]:
    """Return through whom it went: "via Baghdad and Moscow", "through Iraqi and Russian channels", "brokered by"."""
    doc = predicate.head.doc
    found: list[ActorDraft] = []
    kinds = noun_classes()["intermediary"]
    start = min(t.i for t in predicate.tokens)
    for i in range(start, last):
        token = doc[i]
        word = token.lower_
        if word in {"via", "through"}:
            for noun in token.children:
                if noun.dep_ not in {"pobj", "dobj"}:
                    continue
                if lemma(noun) in kinds:
                    owners = [a for c in noun.lefts for a in _modifier(draft, c, 0)]
                    owners = owners or [a for n in _behind(noun, "of") for a in who(draft, n)]
                    found += owners or who(draft, noun)
                elif _can_mediate(draft, noun):
                    found += who(draft, noun)
        elif word in {"brokered", "mediated", "facilitated"} and token.tag_ == "VBN":
            found += [a for n in Frame(token).linked("by") for a in who(draft, n)]
            if i >= 2 and doc[i - 1].text == "-":
                found += _modifier(draft, doc[i - 2], _DEEPEST)
    return list(dict.fromkeys(found))


def _can_mediate(draft: Draft, noun: Token) -> bool:
    """Tell whether something can go through this one: an actor, not the place that one passes through."""
    actor = draft.actor_of[noun.i]
    return actor is not None and draft.place_of[noun.i] is None and actor.kind is not ActorKind.PEOPLE
