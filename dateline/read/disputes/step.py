"""The disputes step: where the voices of one report cannot all be right, or speak past each other.

A dispute needs two voices. One voice that corrects itself, a running total and two events of one kind are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from itertools import combinations, pairwise

from dateline.record.choices import Act, DisputeKind, EventType, Outcome, Status, Strength

from ..counts.effects import HARM
from ..draft import CountDraft, DisputeDraft, Draft, EventDraft, StatementDraft
from ..grammar import prepositional
from .blame import rival_doers
from .denials import answered
from .matter import MUTUAL, Accounts, Side, differs_in_day, differs_in_place_or_day, family
from .meaning import kindred
from .questions import how_many, whether
from .rebuttals import rebutted
from .tolls import Toll, rivals

_ASSERTED = frozenset({Status.HAPPENED, Status.ONGOING, Status.PLANNED})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_SCOPES = ("on", "over", "about", "against", "for", "in")
_REVISING = frozenset(
    {"toll", "total", "bring", "raise", "rise", "climb", "earlier", "initially", "initial", "previous", "previously"}
    | {"revise", "update", "overall", "altogether", "cumulative", "since"}
)
_ANYONE = frozenset(
    {"people", "person", "persons", "dead", "deaths", "victims", "casualties", "others", "lives", "bodies", ""}
)
_BLAME_WORDS = frozenset(
    {"accusation", "allegation", "charge", "claim", "involvement", "responsibility", "role", "report", "link", "blame"}
    | {"wrongdoing", "complicity", "it", "that", "this", "them"}
)
STRETCH = 300  # events and statements compared with each other: a report of 4,000 words has about as many
_NEAR = 4  # sentences: two accounts of one event stand close, unless they share a place or a day


def find_disputes(draft: Draft) -> None:
    """Find the disputes inside the report; of a long compilation, those within each of its stretches."""
    for told in _stretches(draft):
        found = [
            *_denials(told),
            *_rejected_blame(told),
            *answered(told),
            *rebutted(told),
            *_rival_tolls(told),
            *_rival_counts(told),
            *rival_doers(told),
            *_rival_states(told),
            *_rival_days_and_places(told),
        ]
        for dispute in found:
            dispute.sides = (_inner(dispute.sides[0]), _inner(dispute.sides[1]))
        draft.disputes.extend(_merged(found))


def _stretches(draft: Draft) -> Iterator[Accounts]:
    """Yield the accounts of a draft, of a long one in stretches: all its pairs would take time by their square."""
    if len(draft.events) + len(draft.statements) <= STRETCH:
        yield Accounts(draft)
        return
    heads = sorted([e.head for e in draft.events] + [s.cue_head for s in draft.statements])
    cuts = [0, *heads[STRETCH::STRETCH], len(draft.doc)]
    for first, last in pairwise(cuts):
        part = copy(draft)
        part.events = [e for e in draft.events if first <= e.head < last]
        part.statements = [s for s in draft.statements if first <= s.cue_head < last]
        part.forget_told()
        yield Accounts(part, first, last)


def _inner(side: Side) -> Side:
    """Return a side without what surrounds another of its statements: "ruled out talks with X, whom it accuses"."""
    statements = [s for s in side if isinstance(s, StatementDraft)]
    return [
        thing
        for thing in side
        if not isinstance(thing, StatementDraft)
        or thing.act is not Act.REFUSE
        or not any(thing.holds(s.cue_head) for s in statements if s is not thing)
    ]


def _is_denied(told: Accounts, event: EventDraft) -> bool:
    if event.status is Status.DENIED:
        return True
    # where the denial's only event was not judged as denied; beside others it may be what surrounds the matter
    return any(s.act is Act.DENY and sum(s in e.reported_by for e in told.draft.events) == 1 for s in event.reported_by)


def _denials(told: Accounts) -> Iterator[DisputeDraft]:
    denied = [e for e in told.draft.events if _is_denied(told, e) and told.tellers(e)]
    asserted = [e for e in told.draft.events if e.status in _ASSERTED and not _is_denied(told, e)]
    for no in denied:
        for yes in asserted:
            if not told.two_voices(no, yes) or not (no.actors or no.recipients):
                continue
            if all(s.act is Act.BELIEVE for s in told.tellers(no)):
                continue  # what is hoped or feared is not denied
            unblamed = no.type not in MUTUAL and not told.doers(yes)  # that it was done is not what is denied
            if told.same_matter(no, yes) < (2 if unblamed else 1):
                continue
            tense = unblamed or _differ_in_scope(told, no, yes)
            strength = Strength.TENSION if tense else Strength.CONTRADICTION
            yield DisputeDraft(
                DisputeKind.DENIAL, whether(no if unblamed else yes), (told.side(no), told.side(yes)), strength
            )


def _differ_in_scope(told: Accounts, no: EventDraft, yes: EventDraft) -> bool:
    """Tell whether what is denied is narrower or other than what is asserted: another deed, plan or subject."""
    alike = told.doing(no) & told.doing(yes) and told.getting(no) & told.getting(yes) and no.type not in MUTUAL
    ours, theirs = told.lemmas(no), told.lemmas(yes)
    if not (ours & theirs or alike or (no.type not in MUTUAL and kindred(ours, theirs))):
        return True
    if (
        any(told.draft.doc[w.start : w.end].text.lower().find("plan") >= 0 for w in no.status_cues)
        and yes.status in _DONE
    ):
        return True
    scopes = [{n.lemma_.lower() for n in prepositional(told.draft.doc[e.head], *_SCOPES)} for e in (no, yes)]
    places = {told.draft.doc[w.end - 1].lemma_.lower() for p in told.draft.places for w in p.mentions}
    times = {t.lemma_.lower() for t in told.draft.doc if told.draft.time_of[t.i] is not None}
    one, other = (s - places - times for s in scopes)
    return one != other


def _rejected_blame(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield denials that name no event ("denied the accusation") against the blame laid on the one who denies."""
    for denial in told.draft.statements:
        if denial.act not in {Act.DENY, Act.REFUSE} or denial.actor is None:
            continue
        if any(e for e in told.draft.events if denial in e.reported_by or denial.holds(e.head)):
            continue
        words = {told.draft.doc[i].lemma_.lower() for w in denial.content for i in range(w.start, w.end)}
        if not words & _BLAME_WORDS and (denial.content or denial.act is Act.REFUSE):
            continue
        denier = told.party(denial.actor)
        blame = [e for e in told.draft.events if e.alleged and told.doing(e) & denier]
        blame += [e for e in told.draft.events if e.type is EventType.ACCUSE and told.getting(e) & denier]
        others = [
            e for e in blame if not told.voices(e) & told.voice(denial) and abs(told.sentences(e, denial)) <= _NEAR
        ]
        if others:
            sides = _distinct([s for e in others for s in _blame_side(told, e)])
            yield DisputeDraft(DisputeKind.DENIAL, whether(others[0]), ([denial], sides), Strength.CONTRADICTION)


def _rival_tolls(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield the tolls of one incident that two voices tell apart."""
    for one, other in rivals(told):
        sides = (_toll_side(one), _toll_side(other))
        if not all(sides):
            continue
        placed = next((t.event for t in (one, other) if t.event is not None and t.event.place is not None), None)
        more_exact = one if one.number.what not in _ANYONE else other
        about = how_many(placed, more_exact.number.what, one.number.effect)
        yield DisputeDraft(DisputeKind.COUNT, about, sides, Strength.CONTRADICTION)


def _toll_side(toll: Toll) -> Side:
    if toll.told_by:
        return list(toll.told_by[-1:])
    return [toll.event] if toll.event is not None and not toll.event.reported_by else []


def _rival_counts(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield rival numbers of what is no harm to people: strikes, things destroyed."""
    counted = [e for e in told.draft.events if e.counts and e.status in _DONE]
    for one, other in combinations(counted, 2):
        if not told.two_voices(one, other) or not _seem_one(told, one, other):
            continue
        for ours in one.counts:
            for theirs in other.counts:
                if ours.effect not in HARM and _rival(ours, theirs) and not _is_revising(told, ours, theirs):
                    about = how_many(one if one.place else other, ours.what, ours.effect)
                    sides = (told.side(one), told.side(other))
                    yield DisputeDraft(DisputeKind.COUNT, about, sides, Strength.CONTRADICTION)


def _seem_one(told: Accounts, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two counted events seem one: nothing against it, something for it, or told side by side."""
    if not told.same_matter(one, other):
        return False
    shared = one.place is not None and one.place is other.place
    return shared or told.sentences(one, other) <= _NEAR


def _rival(one: CountDraft, other: CountDraft) -> bool:
    """Tell whether two counts of one thing exclude each other; "at least" leaves the upper end open."""
    if one.effect is not other.effect or family(one.what).rstrip("s") != family(other.what).rstrip("s"):
        return False
    low, high = (one.low or 0), one.high
    return (high is not None and other.low is not None and high < other.low) or (
        other.high is not None and one.low is not None and other.high < low
    )


def _is_revising(told: Accounts, *counts: CountDraft) -> bool:
    """Tell whether a count stands in a sentence that carries a total on or corrects an older number."""
    doc = told.draft.doc
    return any(t.lemma_.lower() in _REVISING for count in counts for t in doc[count.words.start].sent)


def _blame_side(told: Accounts, accusation: EventDraft) -> Side:
    """Return the statement that an accusation is, or the event where no statement was found for it."""
    if accusation.type is not EventType.ACCUSE:
        return told.side(accusation)
    made = [s for s in told.draft.statements if any(w.start <= accusation.head < w.end for w in s.cue)]
    return list(made) if made else told.side(accusation)


def _rival_states(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield events that one voice calls done and another undecided, or achieved and failed."""
    for one, other in combinations(told.draft.events, 2):
        if one.type is not other.type or not told.two_voices(one, other) or not told.same_matter(one, other):
            continue
        if not (one.actors and other.actors and told.lemmas(one) & told.lemmas(other)):
            continue
        states = {one.status, other.status}
        outcomes = {one.outcome, other.outcome}
        if Status.UNDECIDED in states and states & _DONE:
            strength = Strength.TENSION
        elif Outcome.ACHIEVED in outcomes and outcomes & {Outcome.FAILED, Outcome.FOILED}:
            strength = Strength.CONTRADICTION
        else:
            continue
        yield DisputeDraft(DisputeKind.STATUS, whether(one), (told.side(one), told.side(other)), strength)


def _rival_days_and_places(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield one deed, same in doer, target and words and told close by, that two voices date or place apart."""
    for one, other in combinations(told.draft.events, 2):
        if one.type is not other.type or one.status not in _DONE or other.status not in _DONE:
            continue
        if not (told.tellers(one) and told.tellers(other)) or not told.two_voices(one, other):
            continue
        same = told.doing(one) & told.doing(other) and told.getting(one) & told.getting(other)
        if not same or not told.lemmas(one) & told.lemmas(other) or told.sentences(one, other) > 2:
            continue
        sides = (told.side(one), told.side(other))
        same_place = one.place is None or other.place is None or one.place is other.place
        if same_place and differs_in_day(one.when, other.when):
            yield DisputeDraft(DisputeKind.TIME, f"When {whether(one).lower()}", sides, Strength.TENSION)
        elif not same_place and not differs_in_day(one.when, other.when) and differs_in_place_or_day(one, other):
            yield DisputeDraft(DisputeKind.PLACE, f"Where {whether(one).lower()}", sides, Strength.TENSION)


def _distinct(things: Iterable[StatementDraft | EventDraft]) -> Side:
    seen: dict[int, StatementDraft | EventDraft] = {}
    for thing in things:
        seen.setdefault(id(thing), thing)
    return list(seen.values())


def _merged(found: Iterable[DisputeDraft]) -> list[DisputeDraft]:
    """Join disputes of one kind that share a member on the same side, so that each matter stands once."""
    kept: list[DisputeDraft] = []
    for dispute in found:
        for old in kept:
            straight = _meets(old.sides[0], dispute.sides[0]) or _meets(old.sides[1], dispute.sides[1])
            crossed = _meets(old.sides[0], dispute.sides[1]) or _meets(old.sides[1], dispute.sides[0])
            if old.kind is not dispute.kind or straight == crossed:
                continue
            new = dispute.sides if straight else (dispute.sides[1], dispute.sides[0])
            old.sides = (_distinct([*old.sides[0], *new[0]]), _distinct([*old.sides[1], *new[1]]))
            if dispute.strength is Strength.TENSION and old.kind is DisputeKind.DENIAL:
                old.strength = Strength.TENSION
            break
        else:
            kept.append(dispute)
    return kept


def _meets(one: Side, other: Side) -> bool:
    return bool({id(x) for x in one} & {id(x) for x in other})
