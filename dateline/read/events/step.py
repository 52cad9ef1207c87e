"""Events: who did what to whom, one predicate with all its actors, as one report tells it."""

from __future__ import annotations

from spacy.tokens import Token

from dateline.record.choices import EventType, PlacePrecision

from ..attach import place_of, time_of
from ..draft import ActorDraft, Draft, EventDraft, PlaceDraft, TimeDraft
from .coding import refine
from .far_doers import UNDERTAKINGS, by_attribution, shared_doers, statement_of, undertaker
from .frames import Frame, is_infinitive, lemma, word_set
from .gather import LEAST_NOUN, SIGHTING, SPOKEN, STOPPING, UNDERGOING, SentencePredicates
from .participants import controller, doers, who
from .predicates import Predicate
from .recipients import done_to, go_betweens
from .weighing import is_weighed

_TIMED_BY_SAYING = SPOKEN | {EventType.ACCUSE, EventType.SUPPORT, EventType.CONCEDE}
_TOLD_OF_NOBODY = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT}
)
"""Types that a report tells of without anybody named; the others need somebody, or a subject not yet made out."""
_DEFINITE = word_set("the this that these those such")
_REMEMBERED = 25  # events that "the attack" may take up
_CONTAINING = word_set("put crush quell suppress face end disperse contain fight")
_UPRISINGS = word_set("uprising rebellion revolt insurrection revolution insurgency")
_OWN_PEOPLE = word_set("people population citizen civilian")
_INCEPTIVE = frozenset({"begin", "start", "commence", "erupt"})
_CONDITIONS = word_set("if unless until till whether before")
_SURE = 0.56  # a verb without anybody who does it must be surer: "was forced to defend itself"
_PLACELESS = SPOKEN | {EventType.ACCUSE, EventType.SUPPORT, EventType.SANCTION, EventType.CONCEDE, EventType.AID}
"""Types whose recipient's country is not where it was done: "cancelled a visit to Spain"."""
_WORTH = 0.5  # a bare noun below this weight needs an actor or a recipient; chosen on wire stories of our own
_ALONE = 0.65  # a bare noun below this weight of which nobody is named must be what its clause is about
_OWN_GROUND = frozenset({"airspace", "soil", "territory", "waters", "water", "border", "land", "skies"})


def find_events(draft: Draft) -> None:
    """Fill ``draft.events``; status, counts and the statements that report them are later steps' work.

    The lexicon finds and types them; where the learned typer is there and surer of a type, its type is taken.
    """
    told: list[tuple[EventDraft, Predicate]] = []
    for sentence in draft.doc.sents:
        told += _of_sentence(draft, SentencePredicates(draft, sentence))
    if draft.fast:
        return
    from .learned.weights import load_typer  # here: who reads by rules alone loads no encoder
    from .retyping import retype

    typer = load_typer()
    if typer is not None:
        retype(draft, told, typer)


def _of_sentence(draft: Draft, found: SentencePredicates) -> list[tuple[EventDraft, Predicate]]:
    """Add the events of one sentence to the draft and return them with their predicates, in the order of its words.

    What an act in words agrees to or threatens is its content; where the act is no event ("the pledge to lift the
    curfew", of nobody), the content stands for itself.
    """
    told: list[tuple[EventDraft, Predicate]] = []
    predicates = found.predicates()
    first = len(draft.events)
    waiting = list(predicates)
    while waiting:
        predicate = waiting.pop(0)
        event = _event(draft, predicate, predicates)
        contents = found.contents_of(predicate)
        if contents and event is not None and _is_of_nobody(event, predicate):
            event = None
        if event is None:
            waiting = contents + waiting
            continue
        draft.events.append(event)
        told.append((event, predicate))
    told.sort(key=lambda pair: pair[0].trigger)
    draft.events[first:] = [event for event, _ in told]
    return told


def _is_of_nobody(event: EventDraft, predicate: Predicate) -> bool:
    """Tell whether an act in words is a noun without anybody: "the offer to arbitrate came late"."""
    return event.type in SPOKEN and not predicate.frame.is_verb and not event.actors and not event.recipients


def _event(draft: Draft, predicate: Predicate, beside: list[Predicate]) -> EventDraft | None:
    """Return the event of a predicate, or None where it only mentions one told before or tells of nobody."""
    coding = predicate.coding
    light = lemma(predicate.head)
    if (predicate.noun is not None and light in STOPPING and coding.type is EventType.ASSAULT) or (
        predicate.noun is not None and light in UNDERGOING
    ):
        doing = doers(draft, Predicate(predicate.noun, None, predicate.words, coding, Frame(predicate.noun)))
    else:
        doing = doers(draft, predicate) or undertaker(draft, predicate) or shared_doers(draft, predicate)
        if not doing:
            doing = by_attribution(draft, predicate)
    if light in SIGHTING and coding.type is EventType.MOBILIZE and predicate.frame.objects:
        doing = who(draft, predicate.frame.objects[0])
    done = done_to(draft, predicate, doing)
    if light in SIGHTING and coding.type is EventType.MOBILIZE:
        done = []
    if predicate.noun is not None and light in UNDERGOING and predicate.frame.subject is not None:
        done = [a for a in who(draft, predicate.frame.subject) if a not in doing]
    done = done or _context_recipients(draft, predicate, doing) or _perpetrators(draft, predicate, doing)
    if done:
        voices = _voices(draft, predicate)
        done = [a for a in done if a not in voices]
    is_noun = not predicate.frame.is_verb and predicate.head.dep_ not in {"acomp", "oprd"}
    if is_noun:
        weighed = coding.weight >= LEAST_NOUN and is_weighed(predicate.head)
        if coding.weight < _WORTH and not (doing and done) and not weighed:
            return None
        if not doing and not done and _told_before(draft, predicate):
            return None
        if not doing and not done and coding.weight < _ALONE and not weighed:
            return None
    elif coding.weight < (_WORTH if doing else _SURE) or (_of_those(predicate) and _told(draft, coding.type)):
        return None
    if not doing and not done and coding.type not in _TOLD_OF_NOBODY and not is_noun and not _has_subject(predicate):
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
    word = lemma(noun)
    before = draft.events[-_REMEMBERED:]
    return any(e.type is predicate.coding.type or draft.doc[e.trigger.end - 1].lemma_.endswith(word) for e in before)


def _told(draft: Draft, kind: EventType) -> bool:
    return any(e.type is kind for e in draft.events[-_REMEMBERED:])


def _of_those(predicate: Predicate) -> bool:
    """Tell whether a participle only points at people told of before: "those killed in the raid"."""
    verb = predicate.head
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.lower_ in {"those", "others"}


def _has_subject(predicate: Predicate) -> bool:
    """Tell whether a clause has a subject, though it may be nobody known: "the curfew was lifted"."""
    frame = predicate.frame
    if frame.subject is not None or (frame.head.dep_ == "acl" and is_infinitive(frame.head)):  # "the pledge to lift"
        return True
    told = [c for c in frame.head.children if c.dep_ in {"auxpass", "mark"}]
    if any(c.lower_ in _CONDITIONS for c in told):  # "until our demands are met"
        return False
    return frame.passive and predicate.coding.weight >= 0.7 and any(c.dep_ == "auxpass" for c in told)


def _voices(draft: Draft, predicate: Predicate) -> list[ActorDraft]:
    """Return who only tells of it: named in this sentence as the source of the statement that holds it, else nowhere.

    The parser joins them to the list before: "fighting with the army and its allies, residents said".
    """
    statement = statement_of(draft, predicate.head.i)
    if statement is None or not statement.source:
        return []
    sentence = predicate.head.sent
    found: list[ActorDraft] = []
    for actor in {id(a): a for a in draft.actor_of[sentence.start : sentence.end] if a is not None}.values():
        here = [i for i in range(sentence.start, sentence.end) if draft.actor_of[i] is actor]
        if all(any(w.start <= i < w.end for w in statement.source) for i in here):
            found.append(actor)
    return found


def _perpetrators(draft: Draft, predicate: Predicate, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return who did what is condemned, where the report told it before: "condemned the strikes"."""
    if predicate.coding.type is not EventType.ACCUSE or predicate.coding.mode != "disapprove":
        return []
    for thing in predicate.frame.objects:
        if not any(c.lower_ in _DEFINITE for c in thing.lefts):
            continue
        word = lemma(thing)
        for event in reversed(draft.events[-_REMEMBERED:]):
            if event.actors and draft.doc[event.trigger.end - 1].lemma_.lower().endswith(word):
                return [a for a in event.actors if a not in doing]
    return []


def _context_recipients(draft: Draft, predicate: Predicate, doing: list[ActorDraft]) -> list[ActorDraft]:
    """Return against whom an uprising is that somebody puts down: against them."""
    noun = predicate.noun or predicate.head
    if predicate.coding.type is not EventType.PROTEST or noun.dep_ != "dobj" or lemma(noun.head) not in _CONTAINING:
        return []
    frame = Frame(noun.head)
    holder = who(draft, frame.subject) if frame.subject is not None else controller(draft, noun.head)
    return [a for a in holder if a not in doing]


def _place(draft: Draft, predicate: Predicate, event: EventDraft) -> PlaceDraft | None:
    """Return where it is told to have been; a place name that stands for one who takes part is not the place."""
    sentence = predicate.head.sent
    for token in (predicate.noun, predicate.head, *predicate.merged):
        found = place_of(draft, token) if token is not None else None
        if found is not None:
            here = [w.start for w in found.mentions if sentence.start <= w.start < sentence.end]
            roots = [
                draft.doc[w.start : w.end].root for w in found.mentions if sentence.start <= w.start < sentence.end
            ]
            sides = (*event.actors, *event.recipients, *event.via)
            first, last = predicate.words  # a name inside the trigger takes part: "giving Kabul information"
            if all(_is_origin(name, predicate) for name in roots):
                continue  # "peacekeepers from Nepal were killed"
            whole = event.type in _PLACELESS and found.precision is PlacePrecision.COUNTRY
            if whole and any(a.country == found.country for a in event.recipients):
                continue
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
    if lemma(noun) in UNDERTAKINGS and draft.events and draft.events[-1].head >= sentence.start:
        return draft.events[-1].place if draft.events[-1].actors == event.actors else None
    return None


def _is_origin(name: Token, predicate: Predicate) -> bool:
    """Tell whether a place name only says where people are from."""
    preposition = name.head
    return (
        preposition.lower_ == "from"
        and preposition.head.pos_ in {"NOUN", "PROPN"}
        and preposition.head != (predicate.noun or predicate.head)
    )


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
    if when is None:
        for after in predicate.head.children:  # "imposed a curfew and deployed the army on Saturday"
            if (
                after.dep_ == "conj"
                and after.tag_ == predicate.head.tag_
                and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in after.children)
            ):
                when = time_of(draft, after)
    opens = lemma(predicate.head) in _INCEPTIVE
    noun = predicate.noun or predicate.head
    if noun.dep_ == "nsubj" and lemma(noun.head) in _INCEPTIVE:  # "the uprising began in March"
        opens = True
        when = when or time_of(draft, noun.head)
    if when is None:
        for child in noun.children:
            if child.dep_ == "relcl" and lemma(child) in _INCEPTIVE:
                when = time_of(draft, child)
                opens = when is not None
    if when is None and event.type in _TIMED_BY_SAYING:
        statement = statement_of(draft, event.head)
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
