"""What Dateline finds in a text, in the words that re3d marks: whole noun phrases, groups and sites without a name.

The set marks more than the actors of events and the places on a map: every group of people ("residents of Mosul",
"our partners"), sites by their common nouns ("the city", "a petrol station"), places with their kind and their country
beside the bare name ("eastern Aleppo", "Anbar province", "Istanbul, Turkey"), titles alone and with the name. These
are read from the draft's words with our tables of people and titles; pronouns as far as the set's training half marks
more than half of them ("we", "they" as subjects; "I", "he", "she").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.lexicon.actors import agents, titles
from dateline.read.draft import Words
from dateline.record.choices import ActorKind, TimeType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.read.draft import ActorDraft, Draft

Found = tuple[int, int, str]

_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "himself", "itself"})
_SPEAKERS = {"i": "Person", "he": "Person", "she": "Person", "we": "Organisation", "they": "Organisation"}
# Bodies and groups by a noun in the singular; in the plural all nouns of people count.
_GROUPS = frozenset(
    ["regime", "coalition", "community", "group", "enemy", "organization", "organisation", "tribe", "clan", "navy",
     "unit", "squadron", "population", "militia"]
)  # fmt: skip
_MORE_GROUPS = frozenset(
    ["nations", "teams", "communities", "countries", "businesses", "backers", "partners", "others"]
)
# Arms and things that act for people in our tables, and are something else in the set.
_ARMS = frozenset(
    ["helicopters", "jets", "planes", "warplanes", "drones", "tanks", "warships", "gunships", "bombers", "divisions",
     "ambulances", "boats", "ships", "vehicles", "strikes", "headquarters", "associations"]
)  # fmt: skip
_SITES = frozenset(
    ["city", "area", "town", "station", "province", "district", "hospital", "location", "country", "border", "region",
     "restaurant", "safehouse", "building", "buildings", "facilities", "schools", "mountains", "position", "positions",
     "territory", "village", "villages", "base", "camp", "airfield", "bridge", "bridges", "homes", "island", "suburbs",
     "barracks", "dam", "hospitals", "market", "markets", "marketplace", "airport", "river", "terrain", "complex",
     "governorate", "neighbourhood", "neighborhood", "stations", "fortifications", "reservoir", "canal", "towns",
     "cities", "areas", "locations", "facility", "tunnel", "tunnels", "entrance", "entrances", "site", "sites",
     "factory", "compound"]
)  # fmt: skip
_KINDS_OF_PLACE = _SITES - {"country", "homes", "positions", "buildings"}
_DIRECTIONS = frozenset(
    ["northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeast",
     "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern", "southwestern"]
)  # fmt: skip
_LEFT_OUT = frozenset({"det", "poss", "predet", "quantmod", "advmod", "neg", "case", "punct", "nummod"})
_COUNTING = frozenset({"many", "more", "several", "additional", "dozens", "few", "fewer", "numerous", "various"})
_LONGEST_OF = 6  # words of "of ..." that still belong to a group
_VAGUE_TIMES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})


def entities_of(draft: Draft) -> set[Found]:
    """Return start, end and type of each entity of a draft, by character."""
    found: set[Found] = set()
    held = [False] * len(draft.starts)

    def add(words: Words, kind: str) -> None:
        span = draft.span(words)
        found.add((span.start, span.end, kind))
        held[words.start : words.end] = [True] * (words.end - words.start)

    for words, kind in _actors(draft):
        add(words, kind)
    for words in _places(draft):
        add(words, "Location")
    for time in draft.times:
        if time.value not in _VAGUE_TIMES and time.type is not TimeType.SET:
            found.add((time.span.start, time.span.end, "Temporal"))
    for token in draft.doc:
        kind_of = _without_a_name(token)
        if token.lower_ in _SPEAKERS and token.dep_ in {"nsubj", "nsubjpass"}:
            add(Words(token.i, token.i + 1), _SPEAKERS[token.lower_])
        elif kind_of is not None and not held[token.i]:
            add(_phrase(token, kind_of), kind_of)
    return found


def _actors(draft: Draft) -> Iterator[tuple[Words, str]]:
    """Yield the mentions of actors, persons with and without their titles as the text sets them."""
    for actor in draft.actors:
        person = actor.kind is ActorKind.PERSON
        if actor.kind is ActorKind.UNKNOWN:
            continue
        if not actor.named:
            continue  # they come from their nouns, with or without an event
        for role in actor.roles:
            if any(w.end < role.words.start <= w.end + 3 or role.words.end < w.start <= role.words.end + 2
                   for w in actor.mentions):  # fmt: skip
                yield role.words, "Person"  # "X, the group's leader," is two entities in the set
        for words in actor.mentions:
            if draft.text_of(words).lower() in _PRONOUNS:
                continue
            if person and any(r.words.start <= words.start and words.end <= r.words.end for r in actor.roles):
                continue  # the title alone, inside its role
            yield (
                (_with_roles(draft, actor, words) if person else _with_head(draft, words)),
                ("Person" if person else "Organisation"),
            )


def _with_roles(draft: Draft, actor: ActorDraft, words: Words) -> Words:
    """Return a person's name with the titles right before it: "Foreign Minister X", "Lt. Gen. Y", "Mr Z"."""
    start = min([words.start, *(r.words.start for r in actor.roles if r.words.end == words.start)])
    doc = draft.doc
    while start and doc[start - 1].text[:1].isupper():
        word = doc[start - 1].lower_
        if word not in titles() and f"{word} {doc[start].lower_}" not in titles():
            break
        start -= 1
    return Words(start, words.end)


def _with_head(draft: Draft, words: Words) -> Words:
    """Return a group's name with the people that it stands before: "ISIL terrorists" is one organisation in the set."""
    last = draft.doc[words.end - 1]
    head = last.head
    if last.dep_ in {"compound", "amod", "nmod"} and words.end <= head.i < words.end + 3 and _is_group(head):
        return Words(words.start, head.i + 1)
    return words


def _places(draft: Draft) -> Iterator[Words]:
    """Yield the mentions of places with what belongs to them; "Istanbul, Turkey" also as one."""
    doc = draft.doc
    for place in draft.places:
        for words in place.mentions:
            start, end = words
            while start and doc[start - 1].lower_ in _DIRECTIONS and doc[start - 1].sent == doc[start].sent:
                start -= 1
            if end < len(doc) and doc[end].lower_ in _KINDS_OF_PLACE and doc[end - 1].head.i == end:
                end += 1
            if start >= 2 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in _KINDS_OF_PLACE:
                start = min([start - 2, *(c.i for c in doc[start - 2].lefts if c.dep_ in {"amod", "compound"})])
            yield Words(start, end)
            if end + 1 < len(doc) and doc[end].text == "," and end - words.end == 0:
                country = draft.place_of[end + 1]
                if country is not None and country is not place and doc[end + 1].dep_ in {"appos", "npadvmod"}:
                    ends = [w.end for w in country.mentions if w.start == end + 1]
                    if ends:
                        yield Words(start, ends[0])


def _is_group(token: Token) -> bool:
    lower = token.lower_
    if lower in _GROUPS:
        return True
    if lower in _ARMS or lower in _SITES:
        return False
    agent = agents().get(lower)
    return token.tag_ in {"NNS", "NNPS"} and (lower in _MORE_GROUPS or (agent is not None and agent.kind != "person"))


def _without_a_name(token: Token) -> str | None:
    """Return what the set has a common noun for: a group of people, a site, or neither."""
    if token.dep_ in {"compound", "amod", "nmod"} or token.pos_ not in {"NOUN", "PROPN"}:
        return None
    if token.tag_ in {"NN", "NNP"} and token.lower_ in titles() and titles()[token.lower_].of in {"state", "body"}:
        return "Person" if token.i and token.nbor(-1).tag_ != "CD" else None
    if token.pos_ == "PROPN" and token.lower_ not in _GROUPS:
        return "Organisation" if token.tag_ == "NNPS" and token.ent_type_ == "NORP" else None
    if _is_group(token):
        return "Organisation"
    return "Location" if token.lower_ in _SITES else None


def _phrase(token: Token, kind: str) -> Words:
    """Return a noun with its modifiers, and with whose or of what: "residents of Mosul", "Minister for Trade"."""
    left = token.i
    for child in token.lefts:
        is_part = child.dep_ not in _LEFT_OUT or child.lower_ in {"all", "both"}
        if is_part and child.lower_ not in _COUNTING:
            left = min(left, child.left_edge.i)
    end, doc = token.i + 1, token.doc
    joins = {"Organisation": {"of"}, "Person": {"of", "for"}}.get(kind, set())
    if end < len(doc) and doc[end].lower_ in joins and doc[end].head.i == token.i:
        right = doc[end].right_edge.i + 1
        if right - end <= _LONGEST_OF and not doc[right - 1].is_punct:
            end = right
    return Words(left, end)
