"""To whom an event was done and through whom it went: objects, prepositions, purposes, go-betweens."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType

from ..cast import actor_for
from ..draft import ActorDraft, Draft
from .frames import Frame, is_infinitive, lemma, word_set
from .participants import (
    DEEPEST,
    OF_THE_VICTIM,
    OWNED_THROUGH,
    befalls,
    behind,
    controller,
    modifier,
    noun_doers,
    owner,
    who,
)
from .predicates import Predicate, is_actor, noun_classes, rules

RECIPIENT_PREPOSITIONS: dict[EventType, tuple[str, ...]] = {
    EventType.ASSAULT: ("on", "against", "at", "upon", "with", "into"),
    EventType.COERCE: ("on", "against", "from", "of", "in"),
    EventType.SANCTION: ("on", "against", "to", "from", "with"),
    EventType.MOBILIZE: ("against", "on", "into", "to", "toward", "towards"),
    EventType.CONSULT: ("with", "to", "between"),
    EventType.COOPERATE: ("with", "to"),
    EventType.AID: ("to", "for", "with"),
    EventType.SUPPORT: ("with", "to", "for"),
    EventType.AGREE: ("with", "to"),
    EventType.CONCEDE: ("to", "on", "for", "of", "by", "with"),
    EventType.RETREAT: ("to", "from"),
    EventType.REQUEST: ("on", "upon", "to", "from", "of", "with"),
    EventType.ACCUSE: ("against", "into", "on", "of", "over", "for", "at"),
    EventType.REJECT: ("by", "from", "to", "with", "for"),
    EventType.THREATEN: ("to", "against", "with"),
    EventType.PROTEST: ("against", "at", "outside"),
}
"""Prepositions that lead to the one it is done to, by type, the surer first."""

_FOUGHT_WITH = word_set("clash fight battle skirmish exchange trade engage fighting war firefight gunfight combat")
"""Words of violence whose "with" leads to the other side; elsewhere it leads to a means or an ally."""
_GIVING_OVER = word_set("hand turn transfer extradite return repatriate deport pass")
_CALLING_BACK = word_set("withdraw recall")
_STAFF = word_set("staff team worker employee diplomat")
_OFFICES = word_set("resignation removal ouster departure dismissal impeachment extradition arrest")
_MOVING_FORCE = word_set("send deploy dispatch withdraw pull move redeploy")
_MOVES = frozenset({EventType.RETREAT, EventType.MOBILIZE})
_OF_THE_THING = frozenset({EventType.SANCTION, EventType.CONCEDE, EventType.REQUEST, EventType.REJECT})
_AIMING = word_set("fire shoot throw hurl launch lob aim pelt open direct")
_HARMING = word_set(
    "kill wound injure abduct kidnap arrest detain murder execute behead rape torture deport free jail assassinate "
    "massacre slaughter imprison lynch beat"
)
"""Verbs whose object can only be alive: it takes part whatever it is called."""
_JUDGING = frozenset({EventType.ACCUSE, EventType.SUPPORT})
_DEEDS = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.AID})
_PURPOSES = word_set(
    "track target hit fight combat counter attack strike tackle defeat destroy bomb crush punish pressure deter "
    "contain monitor watch observe protect help support aid assist expel dislodge oust drive topple overthrow retake "
    "kill capture arrest find hunt repel stop evacuate force warn dislodge flush eliminate disperse"
)


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
    if befalls(predicate):
        hit = who(draft, frame.subject) if frame.subject is not None else controller(draft, frame.head)
        return [a for a in hit if a not in doing]
    nouns = {t.i for t in (predicate.noun, *predicate.merged) if t is not None}
    if frame.is_verb:
        for thing in frame.objects:
            if thing.i in nouns or _is_moved(predicate, thing):
                continue  # whose troops are moved or withdrawn is the doer himself
            if kind in _JUDGING and not is_actor(draft, thing) and ("n", lemma(thing)) in rules():
                add(noun_doers(draft, thing, EventType.ASSAULT))  # who is condemned for a murder is not the victim
            else:
                add(_apart(draft, thing, doing))
                add(_victims(draft, frame, thing))
        for child in frame.head.children:
            if child.dep_ == "dative" and child.pos_ in {"NOUN", "PROPN", "PRON"}:
                add(who(draft, child))
        if kind is EventType.AID or kind is EventType.COOPERATE:
            add(_inner_recipient(draft, frame))
            if lemma(frame.head) == "help":  # "helped Chad train its police"
                add(a for v in frame.complements() for c in v.children if c.dep_ == "nsubj" for a in who(draft, c))
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
    elif lemma(frame.head) in _GIVING_OVER and kind in _MOVES | {EventType.COERCE, EventType.COOPERATE}:
        add(a for noun in frame.linked("to") for a in who(draft, noun))  # "handed the rebels over to Congo"
    for verb in predicate.merged:
        if verb.pos_ in {"VERB", "AUX"}:
            for thing in Frame(verb).objects:
                add(_apart(draft, thing, doing))
    if (
        not found and lemma(frame.head) != "deny" and kind not in _JUDGING
    ):  # who is denied to have been bombed is not who is denied
        add(_clause_recipients(draft, predicate))
    return found


def _asked(draft: Draft, frame: Frame) -> list[ActorDraft]:
    """Return who is to do what is demanded: the subject of the clause, "demanded that *the rebels* leave"."""
    for verb in frame.complements():
        if verb.dep_ not in {"ccomp", "xcomp"} or verb.i < frame.head.i:
            continue
        for child in verb.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.i > frame.head.i:
                found = who(draft, child)
                if found:
                    return found
    offices = [n for n in (*frame.objects, *frame.linked("for")) if lemma(n) in _OFFICES]
    return [a for noun in offices for a in owner(draft, noun)]  # "called for the resignation of the governor"


def _is_moved(predicate: Predicate, thing: Token) -> bool:
    """Tell whether an object is what the doer moves of his own: troops sent, staff recalled."""
    kind, verb = predicate.coding.type, lemma(predicate.frame.head)
    if kind is EventType.SANCTION:
        return verb in _CALLING_BACK
    if kind is EventType.AID and verb in _MOVING_FORCE:
        return lemma(thing) in noun_classes()["person"]  # "sent 400 peacekeepers to Liberia"
    if kind is EventType.RETREAT and lemma(thing) in _STAFF:
        return verb in _CALLING_BACK | {"pull"}
    if kind not in _MOVES or lemma(thing) not in noun_classes()["force"]:
        return False
    return not predicate.frame.passive or predicate.coding.mode != "release"


def _victims(draft: Draft, frame: Frame, thing: Token) -> Iterable[ActorDraft]:
    if lemma(frame.head) not in _HARMING:
        return
    for each in (thing, *thing.conjuncts):
        if each.pos_ == "NOUN" and each.i >= thing.i and draft.actor_of[each.i] is None and not who(draft, each):
            made = actor_for(draft, each)
            if made is not None:
                yield made


def _apart(draft: Draft, thing: Token, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return the actors of an object; where they are the doers themselves ("its blockade of Gaza") whom it is upon."""
    found = who(draft, thing)
    if found and all(a in doing for a in found) and draft.actor_of[thing.i] is None:
        for preposition in OWNED_THROUGH:
            other = [a for n in behind(thing, preposition) for a in who(draft, n) if a not in doing]
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
                found += modifier(draft, child, DEEPEST)
    return found


def _noun_recipients(draft: Draft, noun: Token, kind: EventType) -> list[ActorDraft]:
    found: list[ActorDraft] = []
    for preposition in RECIPIENT_PREPOSITIONS[kind]:
        if kind in {EventType.RETREAT, EventType.MOBILIZE} and preposition in {"from"}:
            continue
        for one in behind(noun, preposition):
            found += who(draft, one)
        if found:
            return found
    if lemma(noun) in OF_THE_VICTIM or noun.lower_ in OF_THE_VICTIM or kind in _OF_THE_THING:
        for one in behind(noun, "of"):
            found += who(draft, one)
    if not found:
        for child in noun.children:
            if child.dep_ == "acl" and child.lower_ in {"targeting", "hitting", "striking", "involving", "aimed"}:
                found += [a for o in Frame(child).objects for a in who(draft, o)]
    return found


def _is_fought_with(frame: Frame) -> bool:
    words = [lemma(t) for t in (frame.head, *frame.objects)]
    return not _FOUGHT_WITH.isdisjoint(words)


def _linked_recipients(draft: Draft, frame: Frame, kind: EventType) -> list[ActorDraft]:
    wanted = RECIPIENT_PREPOSITIONS[kind]
    for preposition in wanted:
        if frame.is_verb and kind is EventType.ACCUSE and preposition in {"of", "for"} and lemma(frame.head) != "call":
            continue  # the deed, not the doer
        nouns = [n for n in frame.linked(preposition) if n.pos_ not in {"VERB", "AUX"}]
        if kind is EventType.ASSAULT and preposition == "with":  # "attacked with drones"
            nouns = [n for n in nouns if lemma(n) not in noun_classes()["hardware"]]
        if kind is EventType.ASSAULT and preposition == "with" and not _is_fought_with(frame):
            continue
        if kind in {EventType.ASSAULT, EventType.ACCUSE} and preposition == "at" and lemma(frame.head) not in _AIMING:
            continue  # "killed nine at a mosque": a place
        found = [a for n in nouns for a in who(draft, n)]
        if found:
            return found
    if kind in {EventType.COOPERATE, EventType.AID, EventType.CONSULT} and frame.is_verb:
        return _later_partner(draft, frame, wanted)
    if kind is EventType.ASSAULT and frame.is_verb and lemma(frame.head) in _AIMING:
        return _later_partner(draft, frame, ("at", "on"))  # "fired water cannon laced with an irritant at the crowd"
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
        if verb.dep_ == "advcl" and not is_infinitive(verb):
            continue  # what happens while, or after
        if kind is EventType.PROTEST and not is_infinitive(verb):
            continue
        if kind in _DEEDS and not (is_infinitive(verb) and lemma(verb) in _PURPOSES):
            continue
        moving = noun_classes()["force"] if lemma(verb) in _MOVING_FORCE else frozenset()
        things = [
            o
            for o in inner.objects
            if lemma(o) not in moving and (kind is not EventType.AGREE or not behind(o, "against"))
        ]
        found = [a for o in things for a in who(draft, o)]
        if not found:
            for preposition in ("with", "to", "against", "from", "on", "for", "into"):
                found = [a for n in inner.linked(preposition) if n.pos_ not in {"VERB", "AUX"} for a in who(draft, n)]
                if found:
                    break
        if not found:
            deeper = inner.complements()
            found = [a for below in deeper for o in Frame(below).objects for a in who(draft, o)]
            if not found and lemma(verb) in {"let", "allow", "permit"}:
                found = [a for v in deeper for c in v.children if c.dep_ == "nsubj" for a in who(draft, c)]
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
                    owners = [a for c in noun.lefts for a in modifier(draft, c, 0)]
                    owners = owners or [a for n in behind(noun, "of") for a in who(draft, n)]
                    found += owners or who(draft, noun)
                elif _can_mediate(draft, noun) or (
                    word == "via" and predicate.coding.type not in _MOVING and draft.country_of[noun.i] is not None
                ):
                    found += who(draft, noun)
        elif word == "way" and token.head.lower_ == "by":
            found += [a for noun in behind(token, "of") if draft.country_of[noun.i] for a in who(draft, noun)]
        elif word in {"brokered", "mediated", "facilitated"} and token.tag_ == "VBN":
            found += [a for n in Frame(token).linked("by") for a in who(draft, n)]
            if i >= 2 and doc[i - 1].text == "-":
                found += modifier(draft, doc[i - 2], DEEPEST)
    return list(dict.fromkeys(found))


_MOVING = frozenset({EventType.MOBILIZE, EventType.ASSAULT, EventType.RETREAT, EventType.AID})


def _can_mediate(draft: Draft, noun: Token) -> bool:
    """Tell whether something can go through this one: an actor, not the place that one passes through."""
    actor = draft.actor_of[noun.i]
    return actor is not None and draft.place_of[noun.i] is None and actor.kind is not ActorKind.PEOPLE
