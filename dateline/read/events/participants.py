"""Who takes part in an event: the actors behind subjects, objects, possessors and prepositions, and go-betweens."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType

from ..cast import actor_for, state
from ..draft import ActorDraft, Draft
from ..grammar import subject
from .frames import Frame, is_infinitive, lemma, word_set
from .predicates import Predicate, is_actor, is_person_by_form, noun_classes

OF_THE_VICTIM = word_set(
    "murder assassination beheading lynching execution killing slaying massacre slaughter abduction kidnapping "
    "hijacking arrest detention imprisonment deportation expulsion bombing bombardment shelling blockade siege "
    "invasion capture seizure surveillance reconnaissance torture rape condemnation criticism rejection persecution "
    "destruction shooting stabbing release stoning oppression denunciation genocide storming overthrow ambush "
    "eviction beating flogging whipping caning poisoning trial retrial prosecution conviction sentencing dismissal "
    "sacking removal impeachment ouster extradition repatriation evacuation rescue pardon internment hanging "
    "displacement banishment occupation annexation encirclement closure enslavement desecration robbery interrogation "
    "acquittal recall liberation freeing recognition training arming funding pursuit recruitment handover punishment "
    "recapture conquest fall demolition looting"
)
"""Nouns whose "of" leads to the one it is done to; the others' leads to the doer ("the uprising of the tribes")."""

OWNED_THROUGH = ("by", "on", "against", "from", "of", "to", "into", "with", "between", "for")
_NEGATING_PREFIXES = frozenset({"non", "anti", "pro", "ex"})
UMBRELLAS = frozenset({"including", "like", "namely"})
_PARTS = word_set(
    "group number dozen hundred thousand million score majority third half part rest handful pair couple most many "
    "some several one two three crowd team series kind"
)
"""Words for an amount of people: those of whom it is an amount are meant ("dozens of Iraqi soldiers")."""
_MAKES_OF_MACHINES = word_set("spy fighter passenger bomber pilot cargo transport attack patrol police")
"""Words that say what a plane or ship is for, not whose it is."""
_HOLDING = word_set("use hold run operate control own guard man")
_WEAPONS = word_set("missile rocket drone uav artillery")
_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE, ActorKind.ARMED_GROUP, ActorKind.PARTY})
_CAPTIVES = frozenset({"hostage", "captive", "prisoner"})
DEEPEST = 4  # nouns followed from a thing to its owner


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
        if listed or (child.dep_ == "conj" and child.pos_ in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}):
            yield from _spread(child)
        elif child.dep_ == "prep" and child.lower_ in UMBRELLAS:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield from _spread(noun)
        elif child.dep_ == "prep" and child.lower_ == "as" and token.doc[child.i - 1].lower_ == "such":
            for noun in child.children:
                yield from _spread(noun)


def _single(draft: Draft, token: Token, depth: int) -> list[ActorDraft]:
    if lemma(token) in _PARTS and depth < DEEPEST:
        whole = [a for noun in behind(token, "of") for a in who(draft, noun, depth + 1)]
        if whole:
            return whole
    if lemma(token) in _CAPTIVES:  # "took the crew hostage"
        taken = [c for c in token.lefts if c.dep_ in {"compound", "nsubj"} and c.pos_ == "NOUN"]
        found = [a for a in (actor_for(draft, c) for c in taken if lemma(c) != "war") if a is not None]
        if found:
            return found
    known = draft.actor_of[token.i]
    if token.tag_ in {"WDT", "WP"} or token.lower_ == "that":
        verb = token.head
        return who(draft, verb.head, depth + 1) if verb.dep_ == "relcl" and depth < DEEPEST else []
    if lemma(token) in noun_classes()["hardware"]:
        owners = owner(draft, token, depth, before_only=True)
        if owners:
            return owners
    body = _body(draft, token, known) if token.pos_ == "NOUN" and depth < DEEPEST else None
    if body is not None:
        return [body]
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
    built = lemma(token) in noun_classes()["site"] or lemma(token) in noun_classes()["territory"]
    named = token.ent_type_ in {"PERSON", "ORG", "NORP"} or unplaced
    if token.pos_ == "PROPN" and named and token.text.istitle() and not built:
        made = actor_for(draft, token)
        return [made] if made is not None else []
    if depth < DEEPEST and token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        owners = owner(draft, token, depth)
        if owners:
            return owners
    told = lemma(token) not in _WEAPONS or any(c.dep_ in {"amod", "compound"} for c in token.lefts)
    if told and lemma(token) in noun_classes()["hardware"]:
        made = actor_for(draft, token)
        return [made] if made is not None else []
    if token.pos_ == "PROPN" and token.head.lower_ == "with" and draft.time_of[token.i] is None:  # "ties with"
        made = actor_for(draft, token)
        return [made] if made is not None else []
    if token.pos_ == "NUM":  # "dozens of civilians", "two of the rebels"
        return [a for noun in behind(token, "of") for a in who(draft, noun, depth + 1)]
    return []


def _body(draft: Draft, token: Token, known: ActorDraft | None) -> ActorDraft | None:
    """Return the body that people without a name or country are from: "ministers from the Georgian government"."""
    if (known is not None and (known.named or known.country is not None)) or token.tag_ != "NNS":
        return None
    for noun in behind(token, "from"):
        actor: ActorDraft | None = draft.actor_of[noun.i]
        if actor is not None and actor.named and actor.kind in _BODIES and draft.place_of[noun.i] is None:
            return actor
    return None


def owner(draft: Draft, thing: Token, depth: int = 0, before_only: bool = False) -> list[ActorDraft]:
    """Return whose a thing is: "positions of the militants", "Syrian airspace", "the army's convoy", "US jets"."""
    if not before_only:
        for preposition in OWNED_THROUGH if thing.pos_ != "PROPN" else ("of", "by", "from"):
            for noun in behind(thing, preposition):
                found = who(draft, noun, depth + 1)
                if found:
                    return found
    for child in thing.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "npadvmod", "poss", "nsubj"}:
            found = modifier(draft, child, depth)
            if found:
                return found
    for child in thing.rights if not before_only else ():  # "a command centre used by the militants"
        if child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in _HOLDING:
            return [a for noun in behind(child, "by") for a in who(draft, noun, depth + 1)]
    return []


def modifier(draft: Draft, word: Token, depth: int) -> list[ActorDraft]:
    """Return the actors that a modifier before a noun names, "Iraqi and Russian channels" both of them."""
    doc = word.doc
    if lemma(word) in _MAKES_OF_MACHINES and lemma(word.head) in noun_classes()["hardware"]:
        return []
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
        elif (each.ent_type_ in {"ORG", "NORP", "PERSON"} and each.pos_ == "PROPN") or (
            each.pos_ == "NOUN"
            and each.dep_ in {"poss", "compound", "conj"}
            and lemma(each) in noun_classes()["person"]
        ):
            made = actor_for(draft, each)
            found += [made] if made is not None else []
    if not found and depth < DEEPEST:
        for deeper in word.lefts:
            if deeper.dep_ in {"compound", "amod", "npadvmod", "poss"}:
                found += modifier(draft, deeper, depth + 1)
    return found


def behind(noun: Token, preposition: str) -> list[Token]:
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
    if befalls(predicate):
        links = [n for word in ("from", "by") for n in frame.linked(word)]
        return [a for n in (links or _from_within(frame)) for a in who(draft, n)]
    if frame.is_verb:
        found = _verb_doers(draft, frame)
    if not found and predicate.noun is not None and (predicate.carried or not frame.passive):
        found = noun_doers(draft, predicate.noun, predicate.coding.type)
    elif not frame.is_verb:
        found = noun_doers(draft, frame.head, predicate.coding.type)
        if frame.head.dep_ == "acomp":
            found = _verb_doers(draft, frame)
    if not found and predicate.coding.type is EventType.MOBILIZE and frame.passive:
        found = [a for thing in frame.objects for a in who(draft, thing)]  # "300 soldiers were sent": they moved
    for token in predicate.merged if not found else ():
        if token.pos_ in {"NOUN", "PROPN"}:
            found = noun_doers(draft, token, predicate.coding.type)
        elif token.dep_ == "advcl":
            found = _verb_doers(draft, Frame(token))
        if found:
            break
    return found


def befalls(predicate: Predicate) -> bool:
    """Tell whether the subject of an active verb is the one it is done to."""
    frame = predicate.frame
    word = lemma(frame.head)
    if not frame.is_verb or frame.passive or predicate.coding.type is EventType.CONSULT:
        return False
    if word in _DRAWING:
        return predicate.coding.type is EventType.ACCUSE
    return word in RECEIVING or (word in BURSTING and not frame.objects)


def _from_within(frame: Frame) -> list[Token]:
    """Return the nouns behind "from" or "by" of the noun in "under attack from", "in a raid by"."""
    return [n for _, _, noun in frame.links for word in ("from", "by") for n in behind(noun, word)]


def _verb_doers(draft: Draft, frame: Frame) -> list[ActorDraft]:
    if frame.passive:
        for noun in frame.linked("by"):
            found = who(draft, noun)
            if found:
                return found
        for other in frame.head.children:  # "were raped and beaten by gunmen"
            if other.dep_ == "conj" and other.tag_ == "VBN" and not any(c.dep_ == "nsubjpass" for c in other.children):
                return [a for noun in behind(other, "by") for a in who(draft, noun)]
        return []
    doer = frame.subject
    if doer is None:
        return controller(draft, frame.head)
    found = who(draft, doer) or _doer_by_form(draft, doer)
    return _headline_partner(draft, doer, found)


def _headline_partner(draft: Draft, doer: Token, found: list[ActorDraft]) -> list[ActorDraft]:
    """Return the doers with the one that a headline puts before a comma: "Iran, Iraq sign pact"."""
    comma = doer.left_edge.i - 1
    start = doer.sent.start
    if not found or comma - 1 < start or comma - start > 3 or doer.doc[comma].text != ",":
        return found
    other = doer.doc[comma - 1]
    if other.pos_ not in {"PROPN", "NOUN"} or draft.time_of[comma - 1] is not None:
        return found
    first = who(draft, other)
    return [*first, *(a for a in found if a not in first)]


def _doer_by_form(draft: Draft, noun: Token) -> list[ActorDraft]:
    """Return a doer that only its place in the clause or the ending of its name shows to be one: "smugglers"."""
    if noun.pos_ == "PROPN" and draft.time_of[noun.i] is None:  # a place that acts stands for whoever acts there
        made = actor_for(draft, noun)
        return [made] if made is not None else []
    if not is_person_by_form(noun):
        return []
    made = actor_for(draft, noun)
    return [made] if made is not None else []


def controller(draft: Draft, verb: Token, depth: int = 0) -> list[ActorDraft]:
    """Return who is to do what an infinitive or participle without a subject of its own tells."""
    if depth > DEEPEST:
        return []
    head = verb.head
    if head == verb or (lemma(head) in _FOILING and is_infinitive(verb)):
        return []
    if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
        for child in head.children:
            if child.dep_ in {"dobj", "dative"} and child.i < verb.i:
                return who(draft, child)
        return _subject_or_control(draft, head, depth)
    if verb.dep_ in {"conj", "dep"}:
        return _subject_or_control(draft, head, depth)
    if verb.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"}:
        return _subject_or_control(draft, head, depth)
    if verb.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN"} and is_infinitive(verb):
        return _holder(draft, head, depth)
    if verb.dep_ == "pcomp" and head.dep_ in {"prep", "agent", "dative"}:
        above = head.head
        if above.pos_ in {"VERB", "AUX"}:
            for child in above.children:
                if child.dep_ == "dobj" and lemma(above) in BLAMING and child.i < verb.i:
                    return who(draft, child)
            return _subject_or_control(draft, above, depth)
        if above.dep_ == "dobj" and lemma(above.head) in BLAMING:
            return who(draft, above)
        return _holder(draft, above, depth)
    if verb.dep_ == "acomp" or head.pos_ == "ADJ" or head.dep_ == "acomp":
        head = head.head if head.dep_ == "acomp" and head.pos_ not in {"VERB", "AUX", "ADJ"} else head
        return _subject_or_control(draft, head, depth)
    return []


RECEIVING = word_set("receive obtain get come die perish remain")
"""Verbs whose subject is the one it is done to: "received arms from", "came under attack from", "died in a raid"."""
_DRAWING = word_set("face draw attract provoke")
"""Verbs of one who is criticised: "drew condemnation from Jordan"."""
_PLOTS = frozenset({"plot", "conspiracy", "threat"})
_FOILING = word_set("foil thwart prevent avert stop uncover disrupt")
_MUTUAL = word_set("clash fighting battle talk talks meeting skirmish cooperation war")
_CARRYING = word_set("claim conduct launch carry stage lead perpetrate commit mount execute order")
BURSTING = word_set("explode blow burn detonate")
BLAMING = word_set("accuse blame condemn charge suspect criticize criticise convict denounce sanction punish")


def _subject_or_control(draft: Draft, verb: Token, depth: int) -> list[ActorDraft]:
    frame = Frame(verb) if verb.pos_ in {"VERB", "AUX"} else None
    if frame is not None and frame.passive:
        patient = frame.object
        if lemma(verb) in BLAMING or depth > 0 or patient is not None:
            return who(draft, patient) if patient is not None and is_actor(draft, patient) else []
    doer = subject(verb)
    if doer is not None:
        return who(draft, doer) or _doer_by_form(draft, doer)
    return controller(draft, verb, depth + 1)


def _holder(draft: Draft, noun: Token, depth: int) -> list[ActorDraft]:
    """Return who holds a plan, effort or decision: its possessor, else the subject of the clause that it stands in."""
    found = [a for c in noun.lefts if c.dep_ in {"poss", "compound", "amod"} for a in modifier(draft, c, DEEPEST)]
    if not found:
        found = [a for n in behind(noun, "by") for a in who(draft, n)]
    if found:
        return found
    above = noun.head
    hops = 0
    while above.pos_ not in {"VERB", "AUX"} and above.head != above and hops < DEEPEST:
        above = above.head
        hops += 1
    if above.pos_ in {"VERB", "AUX"} and above.i != noun.i:
        doer = (
            subject(above) if lemma(above) not in _FOILING and lemma(noun) not in _PLOTS else None
        )  # "foiled a plot to blow up a plane"
        if doer is not None and doer.i != noun.i and doer.tag_ != "EX":
            return who(draft, doer)
    return []


def noun_doers(draft: Draft, noun: Token, kind: EventType) -> list[ActorDraft]:
    moved = kind in {EventType.RETREAT, EventType.MOBILIZE} and lemma(noun) not in OF_THE_VICTIM
    for preposition in ("by", "of") if moved else ("by", "from"):
        for one in behind(noun, preposition):
            found = who(draft, one)
            if found:
                return found
    mutual = not _MUTUAL.isdisjoint({lemma(noun), noun.lower_})
    found = [a for n in behind(noun, "between") for a in who(draft, n)] if mutual else []
    if found:
        return found
    for child in noun.lefts:
        if child.dep_ in {"poss", "compound", "amod", "nmod", "npadvmod"}:
            found = modifier(draft, child, 0)
            if not found and child.dep_ == "poss":
                found = who(draft, child)
            if found:
                return found
    if kind in {EventType.PROTEST, EventType.ASSAULT, EventType.RETREAT} and lemma(noun) not in OF_THE_VICTIM:
        for one in behind(noun, "of"):
            if is_actor(draft, one):
                return who(draft, one)
    if mutual and kind is EventType.ASSAULT and noun.dep_ == "pobj" and behind(noun, "with"):
        above = next((a for a in noun.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        doer = subject(above) if above is not None else None  # "took the town after fighting with the army"
        return who(draft, doer) if doer is not None else []
    for child in noun.children:  # "an attack claimed by the group"
        if child.dep_ == "acl" and child.tag_ == "VBN" and lemma(child) in _CARRYING:
            found = [a for n in Frame(child).linked("by") for a in who(draft, n)]
            if found:
                return found
    return []
