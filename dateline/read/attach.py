"""Which time and which place a predicate has: the phrase that modifies it, not the nearest one in the line.

A phrase is followed upwards from its own words: each noun on the way and the first verb may claim it, the lower the
better. Where the parser hangs a phrase over the edge of a clause ("said on Monday it was willing") the order of the
words decides. A predicate without a phrase of its own shares that of the verb that carries it ("carried out
surveillance", "began bombing", "attacked and killed").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Token

from dateline.record.choices import PlacePrecision, TimeType

from .draft import Draft, PlaceDraft, TimeDraft, Words
from .grammar import SUBJECTS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIGHT_VERBS = _words(
    "carry conduct launch stage mount hold make begin start stop end resume continue perform undertake commit wage "
    "open halt suspend call plan do have execute order fly run deliver lead suffer see witness face"
)
OCCURRENCE_VERBS = _words("happen occur erupt begin start come break continue end resume unfold last take")
ASPECT_VERBS = _words("begin start continue stop resume cease keep finish try attempt manage help")
SPEECH_VERBS = _words(
    "say tell report claim deny confirm accuse warn insist add announce state note explain acknowledge admit declare "
    "allege assert argue stress reiterate write tweet estimate believe think predict urge call demand"
)
_STANCE_VERBS = _words(
    "condemn denounce praise welcome criticize criticise deplore support offer express thank hail blame reject lament "
    "mourn applaud decry regret oppose back discuss protest investigate"
)  # what they are about may lie elsewhere: "condemned the bombing in Kenya"
_ADDRESSING = _words("tell brief inform address")
_SPEECHES = _words("statement speech interview conference briefing address remark summit meeting visit rally news talk")
_PLACE_NOUNS = _words(
    "town city village province district region area outskirt suburb capital state camp port island part neighbourhood "
    "neighborhood county governorate municipality settlement west east north south centre center border edge"
)  # "in the village of X": the noun is a step of the name, not a thing that happens
_LEAVING = _words(
    "withdraw pull evacuate remove expel drive flee fire launch escape rescue free release retreat eject oust dislodge "
    "push smuggle transfer move bring send ship recover retake capture seize steal take fly deport extradite leave"
)  # "withdrew its troops from Kherson": the parse hangs on the noun what belongs to the verb
_HARMING = _words("kill wound injure hurt")
_NO_PLACE = _words("for about regarding despite concerning")
_PARTING = _words("after before since following despite of for regarding against about as than until because")
_VERBAL = frozenset({"VERB", "AUX"})
_SHIFTING = frozenset({"late", "early", "earlier", "later", "again", "also", "once", "only", "just", "shortly"})
_PLACE_RANK = {
    **dict.fromkeys(("in", "at", "near", "inside", "outside", "around", "within", "over", "above", "off"), 0),
    **dict.fromkeys(("across", "through", "throughout", "along", "between", "on", "into", "against", "upon"), 1),
    **dict.fromkeys(("of", "to", "towards", "toward", "from", "via"), 2),
}
_GRAIN = {grain: rank for rank, grain in enumerate(PlacePrecision)}
_LONGEST_WAY = 12  # heads followed upwards; longer ways are broken parses


class _Way(NamedTuple):
    """How a phrase hangs: who may claim it, from the nearest on, and the preposition that it hangs by."""

    claims: list[Token]
    preposition: str | None
    dependency: str
    top: int  # where the whole phrase below the verb begins: "through" of "through parts of Iraq"


def time_of(draft: Draft, head: Token) -> TimeDraft | None:
    """Return the date or time of day that this verb or event noun is told for, or None.

    Durations and repetitions do not say when. A dated time wins over a vague one ("now", "recently").
    """
    found = _own_time(draft, head)
    if found is not None:
        return found
    for carrier in _carriers(head):
        found = _own_time(draft, carrier)
        if found is not None:
            return found
    return None


def place_of(draft: Draft, head: Token) -> PlaceDraft | None:
    """Return the place that this verb or event noun is told for, or None; of two the more exact one.

    The place in the description of a voice ("sources in Damascus said") is not the place of the saying.
    """
    found = _own_place(draft, head)
    if found is not None:
        return found
    if head.pos_ in _VERBAL and _speaks(head):
        return None
    for carrier in _carriers(head):
        found = _own_place(draft, carrier, inherited=True)
        if found is not None:
            return found
    return None


def time_preposition(draft: Draft, time: TimeDraft) -> str | None:
    """Return the preposition a time hangs by ("since", "until", "on"), lower case, or None for a bare one."""
    return _way(draft, time.words).preposition


def governor(draft: Draft, words: Words) -> Token | None:
    """Return the verb that a phrase modifies, or None where it hangs on no verb."""
    for claim in _way(draft, words).claims:
        if claim.pos_ in _VERBAL:
            return claim
    return None


def _own_time(draft: Draft, head: Token) -> TimeDraft | None:
    best: tuple[tuple[int, int, int], TimeDraft] | None = None
    seen: TimeDraft | None = None
    sent = head.sent
    for i in range(sent.start, sent.end):
        time = draft.time_of[i]
        if time is None or time is seen:
            continue
        seen = time
        if time.type not in (TimeType.DATE, TimeType.TIME) or time.words.start <= head.i < time.words.end:
            continue
        way = _way(draft, time.words)
        for depth, claim in enumerate(way.claims):
            if claim.i == head.i:
                key = (int(time.start is None), depth, abs(i - head.i))
                if best is None or key < best[0]:
                    best = (key, time)
                break
    return best[1] if best else None


def _own_place(draft: Draft, head: Token, inherited: bool = False) -> PlaceDraft | None:
    best: tuple[tuple[int, int, int, int], PlaceDraft] | None = None
    sent = head.sent
    i = sent.start
    while i < sent.end:
        place = draft.place_of[i]
        if place is None:
            i += 1
            continue
        first = i
        while i < sent.end and draft.place_of[i] is place:
            i += 1
        if first <= head.i < i:
            continue
        way = _way(draft, Words(first, i))
        depth = _place_depth(way, head)
        if depth is None:
            continue
        if inherited and way.dependency in {"dobj", "nsubj", "nsubjpass"}:
            continue
        rank = _PLACE_RANK.get(way.preposition or "", 1) if way.preposition else 1
        if way.dependency == "nsubj":
            rank = 3
        key = (depth + rank, _GRAIN[place.precision], rank, abs(first - head.i))
        if best is None or key < best[0]:
            best = (key, place)
    return best[1] if best else None


def _place_depth(way: _Way, head: Token) -> int | None:
    """Return how far up the way this head claims the place, or None where it does not."""
    below: Token | None = None
    if way.preposition in _NO_PLACE or _is_origin(way):
        return None
    for depth, claim in enumerate(way.claims):
        if claim.i == head.i:
            return None if _lies_elsewhere(way, head, below, depth) else depth
        below = claim
    opener = head.doc[way.top].lower_
    if head.pos_ in {"NOUN", "PROPN"} and head.right_edge.i == way.top - 1 and opener in _PLACE_RANK and opener != "of":
        # "led an offensive through parts of Mali": hung on the verb, it stands right behind the noun's own words
        near = {head.head.i, head.head.head.i}
        return 2 if any(c.i in near for c in way.claims) else None
    return None


def _is_origin(way: _Way) -> bool:
    """Tell whether a place behind a noun says where those named come from: "peacekeepers from South Africa"."""
    if way.preposition != "from" or not way.claims or way.claims[0].pos_ in _VERBAL:
        return False
    if way.dependency != "pobj":
        return False
    noun = way.claims[0]
    above = noun.head
    return not (noun.dep_ in {"dobj", "nsubjpass"} and above.lemma_.lower() in _LEAVING and noun.i < way.top)


def _lies_elsewhere(way: _Way, head: Token, below: Token | None, depth: int) -> bool:
    """Tell whether a place up whose way a verb lies is that of something else the clause names."""
    if head.pos_ not in _VERBAL:
        return False
    lemma = head.lemma_.lower()
    told = _speaks(head) or lemma in _STANCE_VERBS
    if below is None:  # "accused groups in Iraq of murder", hung on the verb
        behind = (c for c in head.children if c.dep_ in {"dobj", "dative"} and c.right_edge.i == way.top - 1)
        return told and lemma not in _ADDRESSING and any(behind)
    if below.dep_ in {
        "nsubj",
        "nsubjpass",
    }:  # "sources in Damascus said", "suspects in the Kenya bombing were handed over"
        return _speaks(head) or depth > 1
    if below.dep_ in {"dobj", "dative"}:
        return told and lemma not in _ADDRESSING
    return told and (depth > 1 or below.lemma_.lower() not in _SPEECHES)


def _speaks(verb: Token) -> bool:
    return verb.lemma_.lower() in SPEECH_VERBS or any(c.dep_ == "ccomp" for c in verb.children)


def _way(draft: Draft, words: Words) -> _Way:
    """Follow a phrase upwards and return who may claim it; the first verb ends the way."""
    doc = draft.doc
    node: Token = doc[words.start : words.end].root
    first = min(words.start, node.left_edge.i)
    preposition: str | None = None
    dependency = node.dep_
    top = first
    claims: list[Token] = []
    link: str | None = None  # the preposition between the last noun claimed and what is above it
    for _ in range(_LONGEST_WAY):
        head = node.head
        if head.i == node.i:
            break
        if words.start <= head.i < words.end:
            node = head
            continue
        if head.pos_ in {"ADP", "SCONJ", "PART"} or (head.dep_ == "prep" and head.pos_ not in _VERBAL):
            if not claims and preposition is None:
                preposition = head.lower_
                first = min(first, head.i)
            link = head.lower_
            node = head
            continue
        if head.pos_ in _VERBAL:
            if head.dep_ in {"aux", "auxpass"} and head.head.i != head.i:
                node = head
                continue
            if node.dep_ == "prep" and head.dep_ == "prep":  # "following an attack on Monday", "according to"
                preposition = preposition or head.lower_
                node = head
                continue
            top = node.left_edge.i
            if not claims or link not in _PARTING:
                claims.append(head)
                claims.extend(_aspects_above(head))
            break
        if head.lemma_.lower() not in _PLACE_NOUNS:
            claims.append(head)
        link = None
        node = head
    return _Way(_mended(draft, claims, first), preposition, dependency, top)


def _aspects_above(verb: Token) -> Iterator[Token]:
    while verb.dep_ in {"xcomp", "pcomp"} and verb.head.lemma_.lower() in ASPECT_VERBS:
        verb = verb.head
        yield verb


def _mended(draft: Draft, claims: list[Token], first: int) -> list[Token]:
    """Return the claims with a phrase that hangs over the edge of its clause put right by the order of the words."""
    doc = draft.doc
    before = first - 1
    while before >= 0 and doc[before].lower_ in _SHIFTING:
        before -= 1
    if before >= 0 and doc[before].pos_ in _VERBAL and doc[before].sent.start == doc[first].sent.start:
        verb = doc[before]
        if verb.dep_ in {"aux", "auxpass"} and verb.head.i > before:
            verb = verb.head
        if all(c.i != verb.i for c in claims):
            return [verb, *_aspects_above(verb)]
        return claims
    if not claims or claims[0].pos_ not in _VERBAL:
        return claims
    verb = claims[0]
    above = verb.head
    if verb.dep_ in {"ccomp", "advcl", "conj"} and above.i < first < verb.i and above.pos_ in _VERBAL:
        opens = [c.left_edge.i for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "expl", "mark", "csubj"}]
        if opens and first < min(opens) and verb.dep_ == "ccomp":
            return [above, *_aspects_above(above)]
    for child in verb.children:  # "On Monday rebels attacked the town, officials said"
        if child.dep_ == "ccomp" and child.i < verb.i and first < child.left_edge.i and child.pos_ in _VERBAL:
            return [child]
    return claims


def _carriers(head: Token) -> Iterator[Token]:
    """Yield the predicates whose time and place this one shares when it has none of its own."""
    above = head.head
    if head.pos_ in {"NOUN", "PROPN"}:
        if above.i == head.i:
            return
        if head.dep_ == "conj":
            yield from _carriers(above)
            return
        lemma = above.lemma_.lower()
        if above.pos_ in _VERBAL:
            carried = head.dep_ in {"dobj", "nsubjpass", "attr"} and lemma in LIGHT_VERBS
            if carried or (head.dep_ == "nsubj" and lemma in OCCURRENCE_VERBS):
                yield above
        elif head.dep_ == "pobj" and above.lower_ in {"in", "during", "by", "with"}:
            verb = above.head
            if verb.pos_ in _VERBAL and verb.lemma_.lower() not in SPEECH_VERBS:
                yield verb
        return
    if head.pos_ not in _VERBAL:
        return
    for child in head.children:  # "12 were killed and 30 wounded in a bombing on Thursday"
        if child.dep_ != "conj" or child.tag_ != "VBN" or head.tag_ != "VBN":
            continue
        harmed = {head.lemma_, child.lemma_} <= _HARMING  # "two were killed and a third was injured in an ambush"
        if harmed or all(c.dep_ != "auxpass" for c in child.children):
            yield child
    if head.dep_ in {"xcomp", "pcomp"} and above.lemma_.lower() in ASPECT_VERBS:
        yield above
    elif head.dep_ == "advcl" and head.tag_ == "VBG" and above.i < head.i and above.pos_ in _VERBAL:
        if above.lemma_.lower() not in SPEECH_VERBS and not any(c.dep_ == "mark" for c in head.children):
            yield above
    elif head.dep_ == "conj" and above.pos_ in _VERBAL and not any(c.dep_ in SUBJECTS for c in head.children):
        yield above
