"""Whether two events of a report, told by two voices, are about one matter: who, whom, where, when, in what words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import TypeVar

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import Act, ActorKind, EventType, PlacePrecision, TimePrecision

from ..draft import ActorDraft, Draft, EventDraft, StatementDraft, TimeDraft, Words

MUTUAL = frozenset({EventType.COOPERATE, EventType.CONSULT})  # what two do together: either may be named first
_STATE_KINDS = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
_STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "COP"})
_OTHER_ONE = frozenset(
    {"another", "second", "third", "separate", "other", "further", "similar", "previous", "earlier", "new"}
)
_LIGHT_WORDS = frozenset(
    {"carry", "conduct", "launch", "begin", "start", "use", "make", "take", "be", "have", "the", "a", "an", "of", "out"}
    | {"in", "to", "on", "no", "not", "plan", "possible", "two", "three"}
)

_FAMILIES = {
    word: line.split()[0]
    for line in (
        "fighters rebels militants insurgents gunmen jihadists combatants guerrillas militiamen",
        "troops soldiers army military forces servicemen",
        "people civilians residents villagers persons",
        "aircraft jets warplanes planes helicopters",
        "weapon drone drones strike strikes airstrike airstrikes raid raids attack attacks blast blasts",
        "weapon bomb bombs explosion shell shells shelling missile missiles rocket rockets fire shots",
        "weapon bombing offensive clashes fighting",
    )
    for word in line.split()
}  # descriptions that two voices may use of the same unnamed ones

_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "official", "commander", "officer", "leader", "minister"}
)
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which"})
_INSTITUTIONS = frozenset(
    {"police", "army", "military", "government", "ministry", "opposition", "hospital", "committee", "network", "rebel"}
    | {"militia", "court", "mission", "monitor", "observatory", "council", "union", "agency", "navy", "parliament"}
)
_ARMY = frozenset({"army", "military"})
_UNSPECIFIC = frozenset({"official", "source", "authority", "activist", "doctor", "medic", "resident", "witness"})
Keys = frozenset[int | str]
Side = list[StatementDraft | EventDraft]
T = TypeVar("T")


def family(words: str) -> str:
    """Return the kind of those that a description names by its last word: "Kenyan soldiers" are troops."""
    last = words.lower().split()[-1] if words.split() else ""
    return _FAMILIES.get(last, last)


def _is_regime(actor: ActorDraft | None) -> bool:
    """Tell whether an actor is a state without its name: "the regime"."""
    return actor is not None and not actor.named and actor.name.lower().split()[-1:] in (["regime"], ["government"])


def differs_in_place_or_day(one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two events are placed or dated so that they cannot be one; a country may hold the other's place."""
    if one.place is not None and other.place is not None and one.place is not other.place:
        grains = {one.place.precision, other.place.precision}
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


class Accounts:
    """The events of one draft as the accounts of its voices; what is asked of an event twice is worked out once."""

    def __init__(self, draft: Draft, first: int = 0, last: int | None = None) -> None:
        """Take a draft whose events and statements are complete, or the stretch of one from a token to another."""
        self.draft = draft
        self._stretch = first, len(draft.doc) if last is None else last
        self._known: dict[tuple[str, int], object] = {}

    def _once(self, question: str, thing: object, answer: Callable[[], T]) -> T:
        key = (question, id(thing))
        if key not in self._known:
            self._known[key] = answer()
        return self._known[key]  # type: ignore[return-value]

    def party(self, actor: ActorDraft) -> Keys:
        """Return what this actor counts as: itself, the state it acts for, the bodies it holds office in or speaks for.

        "An RSF spokesman" counts as the RSF: a name that modifies the noun of an office is whom the office is held for.
        """
        return self._once("party", actor, lambda: self._party(actor))

    def _party(self, actor: ActorDraft) -> Keys:
        keys: set[int | str] = {id(actor)}
        if actor.country is not None and (actor.kind in _STATE_KINDS or actor.sector in _STATE_SECTORS):
            keys.add(actor.country)
        bodies = [role.of for role in actor.roles if role.of is not None]
        if not actor.named:
            bodies += self._bodies(actor.mentions)
            for words in actor.mentions[:1]:
                lemmas = (self.draft.doc[i].lemma_.lower() for i in range(words.start, words.end))
                keys |= {f"of {lemma}" for lemma in lemmas if lemma in _INSTITUTIONS}
        for body in bodies:
            keys.add(id(body))
            if body.country is not None and body.kind in _STATE_KINDS:
                keys.add(body.country)
        return frozenset(keys)

    def parties(self, actors: list[ActorDraft]) -> Keys:
        """Return what these actors count as together."""
        return frozenset().union(*(self.party(a) for a in actors))

    def doing(self, event: EventDraft) -> Keys:
        """Return the parties that act in an event; a weapon named for those who use it counts as nobody."""
        return self._once("doing", event, lambda: self.parties(self.doers(event)))

    def getting(self, event: EventDraft) -> Keys:
        """Return the parties that an event is done to."""
        return self._once("getting", event, lambda: self.parties(event.recipients))

    def doers(self, event: EventDraft) -> list[ActorDraft]:
        """Return the actors without deeds and weapons that a verb has for its subject ("a drone killed ten")."""
        return [a for a in event.actors if a.named or "weapon" not in self._families(a)]

    def _families(self, actor: ActorDraft) -> frozenset[str]:
        return self._once("family", actor, lambda: frozenset(family(self.draft.text_of(w)) for w in actor.mentions))

    def meet(self, ours: list[ActorDraft], theirs: list[ActorDraft]) -> bool:
        """Tell whether two sides have an actor in common; an unnamed description meets what else is called like it."""
        if self.parties(ours) & self.parties(theirs):
            return True
        return any(self._alike(a, b) for a in ours for b in theirs)

    def _alike(self, one: ActorDraft, other: ActorDraft) -> bool:
        if one.named and other.named:
            return False
        if one.country is not None and other.country is not None and one.country != other.country:
            return False
        return bool(self._families(one) & self._families(other))

    def voice(self, statement: StatementDraft) -> Keys:
        """Return what the voice of a statement counts as; an unnamed voice is its own."""
        if statement.actor is not None:
            return self.party(statement.actor)
        return self._once("voice", statement, lambda: self._unnamed_voice(statement))

    def _unnamed_voice(self, statement: StatementDraft) -> Keys:
        """Return what a voice without an actor counts as: its words, the institution in them, whoever "he" is."""
        doc = self.draft.doc
        words = [t for w in statement.source for t in doc[w.start : w.end]]
        if len(words) == 1 and words[0].lower_ in _PRONOUNS:
            before = [s for s in self.draft.statements if s.cue_head < statement.cue_head and s.source]
            spoke: StatementDraft | None = max(before, key=lambda s: s.cue_head) if before else None
            alone = spoke is not None and doc[spoke.source[0].end - 1].tag_ in {"NN", "NNP"}
            if spoke is not None and not (alone and words[0].lower_ == "they"):
                return self.voice(spoke) | {id(statement)}  # left open by the reader: no second voice beside the last
        keys: set[int | str] = {id(statement)} if statement.name is None else {statement.name}
        if any(t.pos_ in {"NOUN", "PROPN"} for t in words):
            keys.add(" ".join(t.lower_ for t in words if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}))
        for body in self._bodies(statement.source):
            keys |= self.party(body)
        nouns = [t.lemma_.lower() for t in words if t.pos_ in {"NOUN", "PROPN"}]
        keys |= {f"of {noun}" for noun in nouns if noun in _INSTITUTIONS}
        if nouns and nouns[-1] in _ARMY:
            armies = (a for a in self.draft.actors if a.kind is ActorKind.ARMED_FORCE)
            keys |= {key for army in armies for key in self.party(army)}
        if len(nouns) == 1 and nouns[0] in _UNSPECIFIC:  # "officials": no second voice beside the "health officials"
            for other in self.draft.statements:
                last = other.source[-1].end - 1 if other.source else 0
                if other.source and other.actor is None and doc[last].lemma_.lower() == nouns[0] and other.name:
                    keys.add(other.name)
        return frozenset(keys)

    def holders(self, token: int) -> tuple[StatementDraft, ...]:
        """Return the statements that tell what stands at this token; a voice inside another's words comes last."""
        found = [s for s in self.draft.told_at(token) if s.act is not Act.BELIEVE]
        return tuple(sorted(found, key=lambda s: -sum(w.end - w.start for w in s.content)))

    def own_sentences(self) -> list[tuple[int, Sentence]]:
        """Return the sentences that begin in the stretch, each with its number in the report."""
        first, last = self._stretch
        return [(n, s) for n, s in enumerate(self.draft.doc.sents) if first <= s.start < last]

    def line(self, token: int) -> int:
        """Return the number of the sentence in which a token stands."""
        starts = self._once("lines", self.draft, lambda: [s.start for s in self.draft.doc.sents])
        return bisect_right(starts, token) - 1

    def _bodies(self, mentions: list[Words]) -> list[ActorDraft]:
        """Return whom the holders of an office in these words speak for: "an RSF spokesman"."""
        found: list[ActorDraft] = []
        for words in mentions:
            if self.draft.doc[words.end - 1].lemma_.lower() in _SPEAKING_FOR:
                inside = (self.draft.actor_of[i] for i in range(words.start, words.end - 1))
                found += [body for body in inside if body is not None and body.named]
        return found

    def voices(self, event: EventDraft) -> Keys:
        """Return what the voices that tell an event count as; nobody where the report tells it itself."""
        told = self.tellers(event)
        return self._once("voices", event, lambda: frozenset().union(*(self.voice(s) for s in told)))

    def tellers(self, event: EventDraft) -> list[StatementDraft]:
        """Return the statements that tell an event: those that report it and those of the same voice that hold it."""
        return self._once("tellers", event, lambda: self._tellers(event))

    def _tellers(self, event: EventDraft) -> list[StatementDraft]:
        statements = self.draft.statements
        told = list(event.reported_by)
        if told and all(t.act is Act.BELIEVE for t in told):  # "they have no plans to", he said: the word is his
            told = [s for s in statements if s not in told and any(s.holds(t.cue_head) for t in told)] or told
        known = frozenset().union(*(self.voice(s) for s in told))
        for statement in statements:
            if statement not in told and statement.holds(event.head) and (not told or self.voice(statement) & known):
                told.append(statement)
        if len(told) < 2:
            return told
        # "they said they did not plan to": the planning is no second voice
        return [s for s in told if not any(t.holds(s.cue_head) and self.voice(t) & self.voice(s) for t in told)]

    def two_voices(self, one: EventDraft, other: EventDraft) -> bool:
        """Tell whether two events are told by different voices; the report's own voice is one of them at most."""
        ours, theirs = self.voices(one), self.voices(other)
        return bool(ours or theirs) and not ours & theirs

    def same_matter(self, one: EventDraft, other: EventDraft) -> int:
        """Return how much speaks for two events being one matter; 0 where something speaks against it.

        The type and those who act must agree, unless a side leaves them open; of what is done to whom, where, when
        and in which words at least one must agree and none of place and day may differ. That a country is the target
        is enough only where the one who acts is the same too.
        """
        if one.type is not other.type or differs_in_place_or_day(one, other):
            return 0
        if one.type in MUTUAL:
            shared = self._shared(one, other)
            return shared if shared > 1 and not (self.is_other_one(one) or self.is_other_one(other)) else 0
        ours, theirs = self.doers(one), self.doers(other)
        if ours and theirs and not self.meet(ours, theirs):
            return 0
        if one.recipients and other.recipients and not self.meet(one.recipients, other.recipients):
            return 0
        if self.is_other_one(one) or self.is_other_one(other):
            return 0
        return self.evidence(one, other)

    def _shared(self, one: EventDraft, other: EventDraft) -> int:
        """Return how many parties two events have in common, whichever side they stand on.

        "The regime" meets a state that nothing else meets. Where nobody is said to act ("there is no coordination"),
        the voice speaks of itself.
        """
        ours, theirs = self._taking_part(one), self._taking_part(other)
        met = [(a, b) for a, (mine, _) in enumerate(ours) for b, (yours, _) in enumerate(theirs) if mine & yours]
        ours_left = [actor for a, (_, actor) in enumerate(ours) if all(a != m[0] for m in met)]
        theirs_left = [actor for b, (_, actor) in enumerate(theirs) if all(b != m[1] for m in met)]
        regimes = any(
            (_is_regime(a) and b is not None and b.kind in _STATE_KINDS)
            or (_is_regime(b) and a is not None and a.kind in _STATE_KINDS)
            for a in ours_left
            for b in theirs_left
        )
        return min(len({m[0] for m in met}), len({m[1] for m in met})) + int(regimes)

    def _taking_part(self, event: EventDraft) -> list[tuple[Keys, ActorDraft | None]]:
        found: list[tuple[Keys, ActorDraft | None]] = []
        for actor in (*event.actors, *event.recipients):
            keys = self.party(actor)
            if all(not keys & known for known, _ in found):
                found.append((keys, actor))
        if not event.actors and (speaking := self.voices(event)):
            found.append((speaking, None))
        return found

    def evidence(self, one: EventDraft, other: EventDraft) -> int:
        """Return how many of target, place, day, words and mode two events share."""
        others = self._same_place(one, other) + self._same_day(one, other)
        others += bool(self.lemmas(one) & self.lemmas(other))
        others += one.mode is not None and one.mode == other.mode
        target = self.meet(one.recipients, other.recipients) and not self._are_people(one.recipients)
        known = bool(self.doing(one) & self.doing(other)) or not any(a.country for a in one.recipients)
        return others + int(target and (others > 0 or known))

    def tied(self, one: EventDraft, other: EventDraft) -> bool:
        """Tell whether target, place or day of two events agree: the same words alone may tell of two deeds."""
        if one.recipients and other.recipients and not self.meet(one.recipients, other.recipients):
            return False
        target = self.meet(one.recipients, other.recipients)
        return target or bool(self._same_place(one, other) or self._same_day(one, other))

    @staticmethod
    def _same_place(one: EventDraft, other: EventDraft) -> int:
        wide = {PlacePrecision.COUNTRY, PlacePrecision.REGION}
        return int(one.place is not None and one.place is other.place and one.place.precision not in wide)

    @staticmethod
    def _same_day(one: EventDraft, other: EventDraft) -> int:
        return int(one.when is not None and other.when is not None and one.when.value == other.when.value)

    def _are_people(self, actors: list[ActorDraft]) -> bool:
        return all(not a.named and self._families(a) <= {"people"} for a in actors)

    def lemmas(self, event: EventDraft) -> frozenset[str]:
        """Return the words of an event's trigger that carry meaning, by lemma."""
        return self._once("lemmas", event, lambda: self._lemmas(event))

    def _lemmas(self, event: EventDraft) -> frozenset[str]:
        found = set()
        for token in self.draft.doc[event.trigger.start : event.trigger.end]:
            lemma = token.lemma_.lower()
            if token.is_alpha and lemma not in _LIGHT_WORDS and token.pos_ in {"VERB", "NOUN", "ADJ", "PROPN"}:
                found.add(lemma)
        return frozenset(found)

    def is_other_one(self, event: EventDraft) -> bool:
        """Tell whether the words set the event apart from one told before ("another attack")."""
        return self._once("other", event, lambda: self._is_other_one(event))

    def _is_other_one(self, event: EventDraft) -> bool:
        doc = self.draft.doc
        head = doc[event.head]
        nouns: list[Token] = [*doc[event.trigger.start : event.trigger.end], head]
        nouns += [c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]  # "another strike killed 31"
        nouns += [n for c in head.children if c.dep_ in {"prep", "agent"} for n in c.children if n.dep_ == "pobj"]
        return any(c.lower_ in _OTHER_ONE and c.dep_ in {"amod", "det", "nummod"} for n in nouns for c in n.lefts)

    def side(self, event: EventDraft) -> Side:
        """Return what stands for an event on a side: the statements that tell it, or itself in the report's voice."""
        told = self.tellers(event)
        return list(told) if told else [event]

    def sentences(self, one: EventDraft | StatementDraft, other: EventDraft | StatementDraft) -> int:
        """Return how many sentences lie between two events or statements."""
        heads = [x.head if isinstance(x, EventDraft) else x.cue_head for x in (one, other)]
        return abs(self.line(heads[0]) - self.line(heads[1]))
