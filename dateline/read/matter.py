"""Whether two events of a report, told by two voices, are about one matter: who, whom, where, when, in what words."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import Act, ActorKind, EventType, TimePrecision

from .draft import ActorDraft, Draft, EventDraft, StatementDraft, TimeDraft

MUTUAL = frozenset({EventType.COOPERATE, EventType.CONSULT})  # what two do together: either may be named first
_STATE_KINDS = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
_STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP"})
_OTHER_ONE = frozenset(
    {"another", "second", "third", "separate", "other", "further", "similar", "previous", "earlier", "new"}
)
_LIGHT_WORDS = frozenset(
    {
        "carry",
        "conduct",
        "launch",
        "begin",
        "start",
        "use",
        "make",
        "take",
        "be",
        "have",
        "the",
        "a",
        "an",
        "of",
        "out",
        "in",
    }
    | {"to", "on", "no", "not", "plan", "possible", "two", "three"}
)

_FAMILIES = {
    word: line.split()[0]
    for line in (
        "fighters rebels militants insurgents gunmen jihadists combatants guerrillas militiamen",
        "troops soldiers army military forces servicemen",
        "people civilians residents villagers persons",
        "aircraft jets warplanes planes helicopters",
    )
    for word in line.split()
}  # descriptions that two voices may use of the same unnamed ones

_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "commander", "officer", "leader", "minister"}
)
_THINGS = frozenset(
    {
        "drone",
        "drones",
        "strike",
        "strikes",
        "airstrike",
        "airstrikes",
        "raid",
        "raids",
        "attack",
        "attacks",
        "blast",
        "blasts",
    }
    | {
        "bomb",
        "bombs",
        "explosion",
        "shell",
        "shells",
        "shelling",
        "missile",
        "missiles",
        "rocket",
        "rockets",
        "bombing",
    }
    | {"fire", "aircraft", "clashes", "fighting", "offensive", "shot", "shots"}
)

Keys = frozenset[int | str]


def party(draft: Draft, actor: ActorDraft) -> Keys:
    """Return what this actor counts as: itself, the state it acts for, the bodies it holds office in or speaks for.

    "An RSF spokesman" counts as the RSF: a name that modifies the noun of an office is whom the office is held for.
    """
    keys: set[int | str] = {id(actor)}
    if actor.country is not None and (actor.kind in _STATE_KINDS or actor.sector in _STATE_SECTORS):
        keys.add(actor.country)
    for role in actor.roles:
        if role.of is not None:
            keys.add(id(role.of))
            if role.of.country is not None and role.of.kind in _STATE_KINDS:
                keys.add(role.of.country)
    if not actor.named:
        for words in actor.mentions:
            if draft.doc[words.end - 1].lemma_.lower() in _SPEAKING_FOR:
                for i in range(words.start, words.end - 1):
                    body = draft.actor_of[i]
                    if body is not None and body is not actor:
                        keys.add(id(body))
                        if body.country is not None and body.kind in _STATE_KINDS:
                            keys.add(body.country)
    return frozenset(keys)


def parties(draft: Draft, actors: list[ActorDraft]) -> Keys:
    """Return what these actors count as together; a weapon named for those who use it counts as nobody."""
    return frozenset().union(*(party(draft, a) for a in doers(draft, actors)))


def doers(draft: Draft, actors: list[ActorDraft]) -> list[ActorDraft]:
    """Return the actors without deeds and weapons that a verb has for its subject ("a drone killed ten")."""
    return [a for a in actors if a.named or not ({family(draft.text_of(w)) for w in a.mentions} & _THINGS)]


def family(words: str) -> str:
    """Return the kind of those that a description names by its last word: "Kenyan soldiers" are troops."""
    last = words.lower().split()[-1] if words.split() else ""
    return _FAMILIES.get(last, last)


def meet(draft: Draft, ours: list[ActorDraft], theirs: list[ActorDraft]) -> bool:
    """Tell whether two sides have an actor in common; an unnamed description meets what else is called like it."""
    if parties(draft, ours) & parties(draft, theirs):
        return True
    return any(_like(draft, a, b) for a in ours for b in theirs)


def _are_people(draft: Draft, actors: list[ActorDraft]) -> bool:
    return all(not a.named and all(family(draft.text_of(w)) == "people" for w in a.mentions) for a in actors)


def _like(draft: Draft, one: ActorDraft, other: ActorDraft) -> bool:
    if one.named and other.named:
        return False
    if one.country is not None and other.country is not None and one.country != other.country:
        return False
    ours = {family(draft.text_of(w)) for w in one.mentions}
    return bool(ours & {family(draft.text_of(w)) for w in other.mentions})


def voice(draft: Draft, statement: StatementDraft) -> Keys:
    """Return what the voice of a statement counts as; an unnamed voice is its own."""
    if statement.actor is not None:
        return party(draft, statement.actor)
    return frozenset({id(statement)} if statement.name is None else {statement.name})


def tellers(draft: Draft, event: EventDraft) -> list[StatementDraft]:
    """Return the statements that tell an event: those that report it and those of the same voice that hold it."""
    told = list(event.reported_by)
    outer = [s for s in draft.statements if s not in told and any(s.holds(t.cue_head) for t in told)]
    if outer and all(t.act is Act.BELIEVE for t in told):
        told = outer  # "they have no plans to", he said: the word is his
    known = frozenset().union(*(voice(draft, s) for s in told))
    for statement in draft.statements:
        if statement in told or not statement.holds(event.head):
            continue
        if not told or voice(draft, statement) & known:
            told.append(statement)
    # "they said they did not plan to": the planning is no second voice
    return [
        s
        for s in told
        if not any(t is not s and t.holds(s.cue_head) and voice(draft, t) & voice(draft, s) for t in told)
    ]


def same_matter(draft: Draft, one: EventDraft, other: EventDraft) -> int:
    """Return how much speaks for two events being one matter; 0 where something speaks against it.

    The type and those who act must agree, unless a side leaves them open; of what is done to whom, where, when and
    in which words at least one must agree and none of place and day may differ.
    """
    if one.type is not other.type or _is_other_one(draft, one) or _is_other_one(draft, other):
        return 0
    if one.type in MUTUAL:
        shared = len({min(map(str, k)) for k in _pairs(draft, one, other)})
        return 0 if shared < 2 or differs_in_place_or_day(one, other) else shared
    ours, theirs = doers(draft, one.actors), doers(draft, other.actors)
    if ours and theirs and not meet(draft, ours, theirs):
        return 0
    if one.recipients and other.recipients and not meet(draft, one.recipients, other.recipients):
        return 0
    return 0 if differs_in_place_or_day(one, other) else evidence(draft, one, other)


def _pairs(draft: Draft, one: EventDraft, other: EventDraft) -> list[Keys]:
    """Return the parties that two events have in common, whichever side they stand on."""
    ours = [party(draft, a) for a in (*one.actors, *one.recipients)]
    theirs = parties(draft, [*other.actors, *other.recipients])
    found: list[Keys] = []
    for keys in ours:
        common = keys & theirs
        if common and all(not common & f for f in found):
            found.append(common)
    return found


def evidence(draft: Draft, one: EventDraft, other: EventDraft) -> int:
    """Return how many of target, place, day, words and mode two events share."""
    points = meet(draft, one.recipients, other.recipients) and not _are_people(draft, one.recipients)
    same_place = one.place is not None and one.place is other.place
    same_day = one.when is not None and other.when is not None and one.when.value == other.when.value
    same_words = bool(lemmas(draft, one) & lemmas(draft, other))
    same_mode = one.mode is not None and one.mode == other.mode
    return int(points) + int(same_place) + int(same_day) + int(same_words) + int(same_mode)


def differs_in_place_or_day(one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two events are placed or dated so that they cannot be one; a country may hold the other's place."""
    if one.place is not None and other.place is not None and one.place is not other.place:
        grains = {one.place.precision.value, other.place.precision.value}
        holds = len(grains) > 1 and one.place.country == other.place.country and one.place.country is not None
        if not holds:
            return True
    return differs_in_day(one.when, other.when)


def differs_in_day(one: TimeDraft | None, other: TimeDraft | None) -> bool:
    """Tell whether two times name days that cannot be one."""
    if one is None or other is None or one.start is None or other.start is None or one.end is None or other.end is None:
        return False
    if TimePrecision.VAGUE in {one.precision, other.precision}:
        return False
    return one.end < other.start or other.end < one.start


def lemmas(draft: Draft, event: EventDraft) -> frozenset[str]:
    """Return the words of an event's trigger that carry meaning, by lemma."""
    found = set()
    for token in draft.doc[event.trigger.start : event.trigger.end]:
        lemma = token.lemma_.lower()
        if token.is_alpha and lemma not in _LIGHT_WORDS and token.pos_ in {"VERB", "NOUN", "ADJ", "PROPN"}:
            found.add(lemma)
    return frozenset(found)


def _is_other_one(draft: Draft, event: EventDraft) -> bool:
    """Tell whether the words set the event apart from one told before ("another attack")."""
    head = draft.doc[event.head]
    nouns: list[Token] = [*draft.doc[event.trigger.start : event.trigger.end], head]
    nouns += [c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]  # "another strike killed 31"
    nouns += [n for c in head.children if c.dep_ in {"prep", "agent"} for n in c.children if n.dep_ == "pobj"]
    return any(c.lower_ in _OTHER_ONE and c.dep_ in {"amod", "det", "nummod"} for n in nouns for c in n.lefts)
