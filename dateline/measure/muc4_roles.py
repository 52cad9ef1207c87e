"""Who and what fills the roles of a report's incidents, as the MUC-4 templates ask: perpetrators, targets, victims,
weapons.

A draft goes in; out come, by role, the entities that fill it, each with its words, the surest first. An entity is
every noun phrase of a report that stands for one thing: the mentions of one named actor, or phrases of one noun with
one country. It is judged by what its phrases are (head, modifiers, kind of actor, class of noun), where they stand
(what governs them, by which preposition, beside what), which part they have in the events that were read, and by
what the report is about. The weights are one line of ``muc4_roles.tsv`` a feature (``models.roles.fit``,
models/roles/CARD.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dateline.lexicon.actors import agents, titles
from dateline.read.draft import Words
from dateline.read.events.coding import instruments
from dateline.read.events.predicates import noun_classes
from dateline.read.grammar import noun_phrase
from dateline.record.choices import ActorKind, EventType, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.read.draft import ActorDraft, Draft, EventDraft

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_VIOLENT = frozenset({EventType.ASSAULT, EventType.COERCE})
_INNER = frozenset({"compound", "amod", "nmod", "poss", "nummod", "det", "punct", "case", "advmod"})
_CLASSES = ("person", "site", "hardware", "territory", "property", "weaponfire", "dignitary", "force", "intermediary")
_LEFT_OUT = frozenset({"det", "quantmod", "predet", "advmod", "neg", "punct"})
_FAR = 5  # sentences: what stands behind them is "later"
_MOST_GOVERNORS = 2
_WIDEST = 3  # of the log-odds of relevance, which are taken in whole steps


@dataclass(slots=True)
class Entity:
    """One thing that the report names, with its phrases and what is known of it."""

    key: str
    mentions: list[Words] = field(default_factory=list)
    features: set[str] = field(default_factory=set)


def entities_of(draft: Draft, relevance: float | None = None) -> list[Entity]:
    """Return the entities of a draft in the order of their first words, with their features.

    ``relevance`` are the log-odds that the report tells of an incident at all.
    """
    parts = _parts(draft)
    about = set(_about(draft))
    found: dict[str, Entity] = {}
    for token in draft.doc:
        if not _is_head(draft, token):
            continue
        actor: ActorDraft | None = draft.actor_of[token.i]
        entity = found.setdefault(_key(draft, token, actor), Entity(""))
        entity.key = entity.key or _key(draft, token, actor)
        entity.mentions.append(_words(draft, token))
        entity.features.update(_features(draft, token, actor, parts))
    for entity in found.values():
        kinds = about_words(entity.features)
        times = min(len(entity.mentions), 4)
        entity.features.add(f"times={times}")
        entity.features.update(f"{a}&{k}" for a in about for k in (*kinds, "any"))
        if relevance is not None:
            entity.features.update(relevance_features(kinds, relevance))
    return list(found.values())


def about_words(features: Iterable[str]) -> list[str]:
    """Return the features of an entity that say what it is: what a report is about is told of each."""
    return [f for f in features if f.startswith(("kind=", "class=", "weapon=")) and "&" not in f]


def relevance_features(kinds: Iterable[str], relevance: float) -> list[str]:
    """Return the features of how likely the report tells of an incident, alone and by what the entity is."""
    step = f"relevance={max(-_WIDEST, min(_WIDEST, round(relevance)))}"
    return [f"{step}&{k}" for k in (*kinds, "any")]


def _is_head(draft: Draft, token: Token) -> bool:
    """Tell whether a noun phrase has this word as its head, times aside."""
    if token.pos_ not in {"NOUN", "PROPN"} or draft.time_of[token.i] is not None or not token.text[:1].isalnum():
        return False
    if token.dep_ in {"compound", "nmod", "amod"} and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > token.i:
        actor = draft.actor_of[token.i]
        last = token.i + 1 == len(draft.doc) or draft.actor_of[token.i + 1] is not actor
        return actor is not None and actor.named and last and draft.actor_of[token.head.i] is not actor
    return True


def _key(draft: Draft, token: Token, actor: ActorDraft | None) -> str:
    if actor is not None and actor.named:
        return f"actor {draft.actors.index(actor)}"
    country = next((c for c in (draft.country_of[i] for i in range(*_words(draft, token))) if c), "")
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN":
        return f"{draft.text_of(_words(draft, token)).lower()} {country}"
    return f"{lemma} {country}"


def _words(draft: Draft, token: Token) -> Words:
    """Return the noun phrase of a head, without article and number."""
    actor: ActorDraft | None = draft.actor_of[token.i]
    if actor is not None and actor.named:
        for words in actor.mentions:
            if words.start <= token.i < words.end:
                return words
    start, end = noun_phrase(token)
    while start < token.i and (draft.doc[start].dep_ in _LEFT_OUT or draft.doc[start].tag_ in {"CD", "PRP$", "POS"}):
        start += 1
    return Words(start, end)


def _parts(draft: Draft) -> dict[int, list[str]]:
    """Return by the id of an actor what part it has in which event."""
    parts: dict[int, list[str]] = defaultdict(list)
    for event in draft.events:
        word = draft.doc[event.head].lemma_.lower()
        for side, actors in (("does", event.actors), ("done", event.recipients)):
            for actor in actors:
                parts[id(actor)] += [f"{side}={event.type.value}", f"{side}={event.subtype}", f"{side}={word}"]
                if event.type in _VIOLENT:
                    parts[id(actor)].append(f"{side}={event.type.value} {event.status.value}")
    return parts


def _about(draft: Draft) -> Iterator[str]:
    """Yield what the report is about: subtypes of violence told as done, how many, and which comes first."""
    violent = [e for e in draft.events if e.type in _VIOLENT and e.status in {Status.HAPPENED, Status.ONGOING}]
    kinds = Counter(e.subtype or e.type.value for e in violent)
    yield f"violent={min(len(violent), 6)}"
    yield from (f"about={kind}" for kind, times in kinds.items() if times > 1 or len(violent) < 3)
    if draft.events:
        yield f"first={draft.events[0].type.value} {draft.events[0].subtype}"


def _features(draft: Draft, token: Token, actor: ActorDraft | None, parts: dict[int, list[str]]) -> Iterator[str]:
    lemma = token.lemma_.lower()
    kind = _kind(draft, token, actor)
    yield f"head={lemma}" if not (actor is not None and actor.named) else f"name={actor.name.lower()}"
    yield f"kind={kind}"
    yield f"tag={token.tag_} {kind}"
    if actor is not None:
        yield f"sector={actor.sector}"
        yield from (f"{part}" for part in parts.get(id(actor), ()))
        yield from (f"role={r.title.lower()}" for r in actor.roles)
    classes = [c for c in _CLASSES if lemma in noun_classes()[c]]
    yield from (f"class={c}" for c in classes)
    weapon = _weapon(token)
    if weapon:
        yield f"weapon={weapon}"
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod"} and child.i < token.i:
            yield f"with={child.lemma_.lower()}"
            yield f"with={child.lemma_.lower()} {lemma}"
        elif child.dep_ in {"det", "poss", "nummod"}:
            yield f"{child.dep_}={child.lower_ if child.dep_ == 'det' else ''}"
        elif child.dep_ in {"relcl", "acl"}:
            yield f"{child.dep_}={child.lemma_.lower()} {_voice(child)}"
        elif child.dep_ == "prep":
            yield f"prep={child.lower_}"
        elif child.dep_ == "appos":
            yield f"appos={child.lemma_.lower()}"
    if token.i and draft.doc[token.i - 1].lower_ in titles():
        yield "titled"
    yield from _place_in_clause(token, kind, classes)
    sentence = token.sent
    yield f"at={min(_number_of(draft, sentence.start), _FAR)}"
    for event in _events_in(draft, sentence.start, sentence.end):
        yield f"near={event.type.value} {event.subtype}"
        side = "before" if token.i < event.head else "behind"
        yield f"{side}={event.type.value} {event.subtype} {kind}"


def _place_in_clause(token: Token, kind: str, classes: list[str]) -> Iterator[str]:
    node = token
    for _ in range(3):  # a list shares its place: "killed a judge and two guards"
        if node.dep_ != "conj" and node.dep_ != "appos":
            break
        yield f"{node.dep_}={node.head.lemma_.lower()}"
        node = node.head
    role = node.dep_
    above = node.head
    for depth in range(_MOST_GOVERNORS):
        if above.pos_ == "ADP":
            role = f"{above.lower_}"
            above = above.head
        word = above.lemma_.lower()
        yield f"gov{depth}={role} {word}"
        yield f"gov{depth}={role} {word} {kind}"
        yield from (f"gov{depth}={role} {word} {c}" for c in classes)
        if above.pos_ in {"VERB", "AUX"} or above.head == above:
            break
        role, above = f"{role}<{above.dep_}", above.head


def _voice(verb: Token) -> str:
    return "passive" if verb.tag_ == "VBN" else "active"


def _kind(draft: Draft, token: Token, actor: ActorDraft | None) -> str:
    if actor is not None and actor.kind is not ActorKind.UNKNOWN:
        return f"{actor.kind.value}{'' if actor.named else ' noun'}"
    if draft.place_of[token.i] is not None:
        return "place"
    agent = agents().get(token.lower_)
    if agent is not None:
        return f"{agent.kind} noun"
    return token.ent_type_ or ("name" if token.pos_ == "PROPN" else "thing")


def _weapon(token: Token) -> str | None:
    words = [w.lemma_.lower() for w in token.lefts if w.dep_ in {"compound", "amod"}] + [token.lemma_.lower()]
    for size in (2, 1):
        found = instruments().get(tuple(words[-size:]))
        if found is not None:
            return found[1]
    return None


def _number_of(draft: Draft, start: int) -> int:
    for number, sentence in enumerate(draft.doc.sents):
        if sentence.start >= start or number >= _FAR:
            return number
    return _FAR


def _events_in(draft: Draft, start: int, end: int) -> list[EventDraft]:
    return [e for e in draft.events if start <= e.head < end]


@cache
def _weights() -> dict[str, tuple[float, ...]]:
    """Return by feature the weight of each role; ``bias`` is each role's own and holds its threshold."""
    found: dict[str, tuple[float, ...]] = {}
    for line in files("dateline.measure").joinpath("muc4_roles.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *numbers = line.split("\t")
            found[name] = tuple(float(n or 0) for n in numbers)
    return found


def words_of(draft: Draft) -> set[str]:
    """Return the words of a report by which it is told whether it tells of an incident."""
    return {t.lemma_.lower() for t in draft.doc if t.pos_ in {"NOUN", "VERB", "ADJ"} and t.is_alpha}


def relevance_of(words: set[str]) -> float:
    """Return the log-odds that a report with these words tells of an incident."""
    weights = _weights()
    return sum(weights[f"word={w}"][0] for w in words if f"word={w}" in weights) + weights["relevant"][0]


def fillers(draft: Draft) -> dict[str, list[tuple[Entity, float]]]:
    """Return by role the entities that fill it, with the log-odds above the threshold, the surest first."""
    weights = _weights()
    found: dict[str, list[tuple[Entity, float]]] = {role: [] for role in ROLES}
    for entity in entities_of(draft, relevance_of(words_of(draft))):
        scores = list(weights["bias"])
        for feature in entity.features:
            for at, weight in enumerate(weights.get(feature, ())):
                scores[at] += weight
        for role, score in zip(ROLES, scores, strict=True):
            if score > 0:
                found[role].append((entity, score))
    for listed in found.values():
        listed.sort(key=lambda pair: -pair[1])
    return found
