"""Events: who did what to whom, one predicate with all its actors, as one report tells it."""

from __future__ import annotations

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from dateline.record.choices import ActorKind, EventType, PlacePrecision

from .attach import place_of, time_of
from .cast import state
from .coding import refine
from .draft import ActorDraft, Draft, EventDraft, PlaceDraft, StatementDraft, TimeDraft, Words
from .frames import Frame, is_infinitive, lemma, word_set
from .participants import controller, doers, done_to, go_betweens, who
from .predicates import LIGHT_VERBS, Coding, Predicate, code, has_rules, is_actor

SPOKEN = frozenset({EventType.AGREE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})
"""Acts done in words: what they agree to, refuse or threaten is their content and no event of its own."""
_TIMED_BY_SAYING = SPOKEN | {EventType.ACCUSE, EventType.SUPPORT, EventType.CONCEDE}
_STOPPING = word_set("thwart foil repel prevent avert stop halt end suspend intercept avoid")
_UNDERGOING = word_set("suffer sustain face endure witness see undergo survive")
_EFFECTS = word_set(
    "kill wound injure hurt maim destroy damage flatten level hit strike leave cause displace burn raze capture seize "
    "die trigger demolish"
)
_EFFECT_LINKS = frozenset({"in", "by", "during", "from", "after"})
_SUPPRESSING = word_set("put crush quell suppress")
_SIGHTING = word_set("see spot sight observe detect")
_KIND_WORDS = word_set(
    "military ethnic sexual armed joint aerial chemical naval general nuclear terrorist diplomatic ground bilateral"
)
_DEFINITE = word_set("the this that these those such")
_UNDERTAKINGS = word_set("mission operation raid visit trip tour patrol")
_REMEMBERED = 25  # events that "the attack" may take up
_UPRISINGS = word_set("uprising rebellion revolt insurrection revolution insurgency")
_OWN_PEOPLE = word_set("people population citizen civilian")
_PARTITIVE = word_set(
    "round series string wave spate number campaign day week spell part set couple dozen handful barrage volley"
)
_INCEPTIVE = frozenset({"begin", "start", "commence", "erupt"})
_AGREEMENT_NOUNS = frozenset({"plan", "decision", "intention"})
_WORTH = 0.5  # a bare noun below this weight needs an actor or a recipient; chosen on wire stories of our own
_OWN_GROUND = frozenset({"airspace", "soil", "territory", "waters", "water", "border", "land", "skies"})


def find_events(draft: Draft) -> None:
    """Fill ``draft.events``; status, counts and the statements that report them are later steps' work."""
    for sentence in draft.doc.sents:
        predicates = _Sentence(draft, sentence).predicates()
        for predicate in predicates:
            event = _event(draft, predicate, predicates)
            if event is not None:
                draft.events.append(event)


class _Sentence:
    """The predicates of one sentence, found verbs first, with what belongs to another event taken out."""

    def __init__(self, draft: Draft, sentence: Sentence) -> None:
        self.draft = draft
        self.sentence = sentence
        self.taken: set[int] = set()
        self.by_token: dict[int, Predicate] = {}

    def predicates(self) -> list[Predicate]:
        """Return the sentence's predicates in the order of its words."""
        verbs: list[Token] = []
        nouns: list[Token] = []
        for token in self.sentence:
            if token.pos_ in {"VERB", "ADJ", "AUX"} and token.dep_ not in {"aux", "auxpass", "compound"}:
                if token.dep_ != "amod":
                    verbs.append(token)
            if token.pos_ in {"NOUN", "PROPN", "ADJ"} and token.dep_ not in {"compound", "amod", "nmod", "acomp"}:
                nouns.append(token)
        for token in verbs:
            self._verb(token)
        for token in nouns:
            self._noun(token)
        self._merge()
        return sorted({id(p): p for p in self.by_token.values()}.values(), key=lambda p: p.words)

    def _add(self, predicate: Predicate) -> None:
        for token in predicate.tokens:
            self.by_token[token.i] = predicate
            self.taken.add(token.i)

    def _verb(self, token: Token) -> None:
        if token.i in self.taken:
            return
        light = lemma(token) in LIGHT_VERBS or lemma(token) in _STOPPING | _UNDERGOING
        if not light and not has_rules(token):
            return
        frame = Frame(token)
        found = code(self.draft, frame) if has_rules(token) else None
        carried = self._carried(frame) if light else None
        if found is not None and carried is not None and found[0].type is not carried[1].type:
            by_object = any(slot in {"obj", "prt", "on", "under"} for slot, _ in found[1].conditions)
            if by_object and found[0].weight + 0.1 >= carried[1].weight:
                carried = None
        elif found is not None and carried is not None and found[0].weight > carried[1].weight:
            carried = None
        if carried is not None:
            noun, coding = carried
            self._add(Predicate(token, noun, _words(token, noun), coding, frame, carried=True))
            return
        if found is None:
            return
        coding, rule = found
        noun = frame.object
        specific = any(
            slot == "obj" and "@actor" not in values and "*" not in values for slot, values in rule.conditions
        )
        if noun is None or not specific or is_actor(self.draft, noun) or lemma(token) in _SUPPRESSING | _SIGHTING:
            self._add(Predicate(token, None, _words(token, None, frame), coding, frame))
        else:
            self._add(Predicate(token, noun, _words(token, noun), coding, frame))

    def _carried(self, frame: Frame) -> tuple[Token, Coding] | None:
        """Return the noun of action that a light verb carries, with its coding."""
        if frame.passive and lemma(frame.head) in _UNDERGOING:
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
        if not frame.objects and lemma(frame.head) == "engage":
            for noun in frame.linked("in"):
                found = code(self.draft, Frame(noun)) if has_rules(noun) else None
                if found is not None:
                    return noun, found[0]
        return None

    def _noun(self, token: Token) -> None:
        if token.i in self.taken or not has_rules(token):
            return
        if token.i + 1 < len(self.draft.doc) and token.dep_ == "poss":
            pass
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
                self._drop(predicate)
            elif self._is_content(predicate):
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
        if head.pos_ in {"VERB", "AUX"} and lemma(head) in _EFFECTS:
            doer = predicate.frame.subject
            if doer is not None and doer.dep_ in {"nsubj", "nsubjpass"} and doer.head is head:
                return self._assault_at(doer)
            if head.dep_ == "relcl":
                found = self._assault_at(head.head)
                if found is not None:
                    return found
            has_own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in head.children)
            if not has_own and (head.tag_ in {"VBG", "VBN"} or head.dep_ == "conj"):
                for above in head.ancestors:
                    found = self._assault_at(above)
                    if found is not None and found.words.start < predicate.words.start:
                        return found
            if has_own and head.dep_ == "conj" and lemma(head.head) in _EFFECTS and head.tag_ == "VBN":
                return self._assault_at(head.head)
            return None
        if head.pos_ in {"NOUN", "PROPN"} and head.dep_ == "pobj" and head.head.lower_ in _EFFECT_LINKS:
            verb = head.head.head
            if verb.dep_ in {"dobj", "nsubjpass", "nsubj"}:
                verb = verb.head
            found = self._assault_at(verb)
            if found is not None and lemma(found.head) in _EFFECTS:
                return found
        if head.pos_ in {"NOUN", "PROPN"} and head.dep_ in {"nsubj"}:
            found = self._assault_at(head.head)
            if found is not None and (lemma(found.head) in _EFFECTS or lemma(found.head) == "target"):
                return found
        return None

    def _assault_at(self, token: Token) -> Predicate | None:
        found = self.by_token.get(token.i)
        return found if found is not None and found.coding.type is EventType.ASSAULT else None

    def _is_content(self, predicate: Predicate) -> bool:
        """Tell whether a predicate is the content of an act in words, or the purpose of another event."""
        token = predicate.head
        way: list[Token] = [token]
        for above in token.ancestors:
            below = way[-1]
            way.append(above)
            governing = self.by_token.get(above.i)
            if governing is None or governing is predicate:
                if below.dep_ in {"relcl", "advcl"} and not is_infinitive(below):
                    return False
                if len(way) > 6:
                    return False
                continue
            kind = governing.coding.type
            if below.dep_ == "relcl" and not is_infinitive(below):
                return False
            if below.dep_ in {"conj", "nsubj", "nsubjpass"} or below.i < governing.words.start:
                return False
            if below.dep_ == "advcl" and not is_infinitive(below):
                return False
            if lemma(governing.head) in {"deny", "dismiss"}:
                return False
            if kind is EventType.REQUEST:
                return not (
                    predicate.coding.weight >= 0.8 and token.pos_ == "VERB" and below.dep_ in {"ccomp", "xcomp"}
                )
            if kind in SPOKEN:
                return below.dep_ not in {"advcl"} or is_infinitive(below)
            if token.pos_ in {"NOUN", "PROPN"}:
                if governing.noun is not None and below.dep_ in {"prep", "pobj"}:
                    return kind in {EventType.RETREAT, EventType.CONCEDE, EventType.CONSULT, EventType.COOPERATE}
                return kind in {EventType.RETREAT, EventType.CONCEDE} and below.dep_ == "dobj"
            return is_infinitive(token) and below is token and kind is not EventType.ACCUSE
        return False


def _words(head: Token, noun: Token | None, frame: Frame | None = None) -> Words:
    """Return the words of the trigger: verb to noun where they stand close, the noun with its compounds otherwise."""
    if noun is None:
        first, last = head.i, head.i + 1
        if frame is not None:
            for child in head.children:
                if child.dep_ == "prt" and child.i == head.i + 1:
                    last = child.i + 1
                if child.dep_ == "neg" and child.i == head.i - 1:
                    first = child.i
        return Words(first, last)
    start = noun.i
    for child in noun.lefts:
        if (
            child.dep_ in {"compound", "amod"}
            and child.ent_type_ not in {"GPE", "NORP", "ORG"}
            and child.pos_ != "PROPN"
        ):
            start = min(start, child.i)
    if noun is not head and 0 < start - head.i <= 3:
        start = head.i
    return Words(start, noun.i + 1) if noun.i >= start else Words(noun.i, noun.i + 1)


def _event(draft: Draft, predicate: Predicate, beside: list[Predicate]) -> EventDraft | None:
    """Return the event of a predicate, or None where it only mentions one told before or tells of nobody."""
    coding = predicate.coding
    light = lemma(predicate.head)
    if (predicate.noun is not None and light in _STOPPING and coding.type is EventType.ASSAULT) or (
        predicate.noun is not None and light in _UNDERGOING
    ):
        doing = doers(draft, Predicate(predicate.noun, None, predicate.words, coding, Frame(predicate.noun)))
    else:
        doing = doers(draft, predicate) or _undertaker(draft, predicate)
        if not doing:
            doing = _by_attribution(draft, predicate)
    if light in _SIGHTING and coding.type is EventType.MOBILIZE and predicate.frame.objects:
        doing = who(draft, predicate.frame.objects[0])
    done = done_to(draft, predicate, doing)
    if light in _SIGHTING and coding.type is EventType.MOBILIZE:
        done = []
    if predicate.noun is not None and light in _UNDERGOING and predicate.frame.subject is not None:
        done = [a for a in who(draft, predicate.frame.subject) if a not in doing]
    done = done or _context_recipients(draft, predicate, doing)
    if not predicate.frame.is_verb and predicate.head.dep_ not in {"acomp", "oprd"}:
        if coding.weight < _WORTH and not (doing and done):
            return None
        if not doing and not done and _told_before(draft, predicate):
            return None
        if not doing and not done and coding.weight < 0.65:
            return None
    elif coding.weight < _WORTH and not (doing and done):
        return None
    event = EventDraft(predicate.words, predicate.head.i, coding.type, actors=doing, recipients=done)
    refine(event, predicate)
    event.via = [a for a in go_betweens(draft, predicate, _last(predicate, beside)) if a not in doing]
    if event.via:
        event.recipients = [a for a in event.recipients if a not in event.via] or event.recipients
    event.place = _place(draft, predicate, event)
    _date(draft, event, predicate)
    event.confidence = min(0.98, coding.weight + 0.04 * bool(doing) + 0.04 * bool(done))
    return event


def _last(predicate: Predicate, beside: list[Predicate]) -> int:
    """Return where the reach of an event ends: at the next event with a subject of its own, else the sentence's end."""
    for other in beside:
        if other.words.start > predicate.words.end and any(c.dep_ == "nsubj" for c in other.head.children):
            return other.words.start
    return int(predicate.head.sent.end)


def _told_before(draft: Draft, predicate: Predicate) -> bool:
    """Tell whether "the attack" only takes up an event of the sentences before."""
    noun = predicate.noun or predicate.head
    if not any(c.dep_ == "poss" or c.lower_ in _DEFINITE for c in noun.lefts if c.dep_ in {"det", "poss"}):
        return False
    return any(e.type is predicate.coding.type for e in draft.events[-_REMEMBERED:])


def _undertaker(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return whose mission it is that somebody enters, flies or sets out for: "entered the country for a mission"."""
    noun = predicate.noun or predicate.head
    if noun.dep_ != "pobj" or lemma(noun) not in _UNDERTAKINGS or noun.head.lower_ not in {"for", "on", "in", "during"}:
        return []
    verb = noun.head.head
    for _ in range(2):  # past an adverb: "at least once for a mission"
        if verb.pos_ not in {"VERB", "AUX"}:
            verb = verb.head
    frame = Frame(verb)
    return who(draft, frame.subject) if frame.is_verb and frame.subject is not None else []


def _by_attribution(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return the source as the one who would act, where the words leave open only who holds the plan or decision.

    "The ministry says no decision has been taken on whether to strike": the deciding is the ministry's.
    """
    verb = predicate.head
    if not is_infinitive(verb):
        return []
    top: Token | None = None
    for above in verb.ancestors:
        if lemma(above) in {"decision", "plan", "intention", "option", "decide"}:
            top = above
        elif above.pos_ in {"VERB", "AUX"} and (top is not None or lemma(above) in {"take", "make"}):
            plan = above if top is None else top
            if any(c.dep_ == "poss" for c in plan.children):
                return []
            break
    decided = top is not None or any(
        c.dep_ in {"nsubjpass", "attr"} and lemma(c) in {"decision", "plan", "intention"}
        for a in verb.ancestors
        for c in a.children
    )
    if not decided:
        return []
    held = _statement_of(draft, verb.i)
    return [_institution(draft, held.actor)] if held is not None and held.actor is not None else []


def _institution(draft: Draft, actor: ActorDraft) -> ActorDraft:
    """Return the body that a person speaks for, where the report names it; for an office of a state the state."""
    for role in actor.roles:
        if role.of is not None:
            actor = role.of
            break
    if actor.kind is ActorKind.GOVERNMENT and actor.country is not None:
        return state(draft, actor.country)
    return actor


def _statement_of(draft: Draft, token: int) -> StatementDraft | None:
    """Return the innermost statement that holds a token."""
    holding = [s for s in draft.statements if s.holds(token)]
    return min(holding, key=lambda s: sum(w.end - w.start for w in s.content)) if holding else None


def _context_recipients(draft: Draft, predicate: Predicate, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return against whom an uprising is that somebody puts down: against them."""
    noun = predicate.noun or predicate.head
    if predicate.coding.type is EventType.PROTEST and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        if lemma(noun.head) in {"put", "crush", "quell", "suppress", "face", "end", "disperse", "contain", "fight"}:
            frame = Frame(noun.head)
            holder = who(draft, frame.subject) if frame.subject is not None else controller(draft, noun.head)
            return [a for a in holder if a not in doing]
    return []


def _place(draft: Draft, predicate: Predicate, event: EventDraft) -> PlaceDraft | None:
    """Return where it is told to have been; a place name that stands for one who takes part is not the place."""
    sentence = predicate.head.sent
    for token in (predicate.noun, predicate.head, *predicate.merged):
        found = place_of(draft, token) if token is not None else None
        if found is not None:
            here = [w.start for w in found.mentions if sentence.start <= w.start < sentence.end]
            sides = (*event.actors, *event.recipients, *event.via)
            first, last = predicate.words  # a name inside the trigger takes part: "giving Kabul information"
            if any(draft.actor_of[i] not in sides and not first <= i < last for i in here):
                return found
    for thing in predicate.frame.objects:
        if thing.lower_ in _OWN_GROUND:
            for word in thing.lefts:
                place = _country_place(draft, draft.country_of[word.i])
                if place is not None:
                    return place
    noun = predicate.noun or predicate.head
    if lemma(noun) in _UPRISINGS and event.recipients:  # against a government: in its country
        return _country_place(draft, event.recipients[0].country)
    if event.actors and any(_are_own(n) for _, _, n in predicate.frame.links):  # "against its own people"
        return _country_place(draft, event.actors[0].country)
    if lemma(noun) in _UNDERTAKINGS and draft.events and draft.events[-1].head >= sentence.start:
        return draft.events[-1].place if draft.events[-1].actors == event.actors else None
    return None


def _country_place(draft: Draft, country: str | None) -> PlaceDraft | None:
    """Return the report's place for a country."""
    for place in draft.places:
        if country is not None and place.country == country and place.precision is PlacePrecision.COUNTRY:
            return place
    return None


def _are_own(noun: Token) -> bool:
    """Tell whether a noun means the people of the doer's own country."""
    return lemma(noun) in _OWN_PEOPLE and any(c.lower_ == "own" for c in noun.lefts)


def _date(draft: Draft, event: EventDraft, predicate: Predicate) -> None:
    """Fill in when: the time that modifies the predicate; an act done in saying has the time of the saying."""
    when: TimeDraft | None = None
    for token in (predicate.head, predicate.noun, *predicate.merged):
        if token is not None and when is None:
            when = time_of(draft, token)
    opens = lemma(predicate.head) in _INCEPTIVE
    if when is None:
        noun = predicate.noun or predicate.head
        for child in noun.children:
            if child.dep_ == "relcl" and lemma(child) in _INCEPTIVE:
                when = time_of(draft, child)
                opens = when is not None
    if when is None and event.type in _TIMED_BY_SAYING:
        statement = _statement_of(draft, event.head)
        if statement is not None and (statement.actor in event.actors or not event.actors):
            when = statement.when
    if when is None:
        return
    event.when = when
    event.precision = when.precision
    before = draft.doc[when.words.start - 1].lower_ if when.words.start else ""
    if before in {"until", "till", "by"}:
        event.end = when.end
    elif opens or before == "since":
        event.start = when.start
    else:
        event.start, event.end = when.start, when.end
