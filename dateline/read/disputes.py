"""The disputes step: where the voices of one report cannot all be right, or speak past each other.

A dispute needs two voices. One voice that corrects itself, a running total and two events of one kind are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from dateline.record.choices import Act, DisputeKind, EventType, Outcome, Status, Strength

from .draft import CountDraft, DisputeDraft, Draft, EventDraft, StatementDraft
from .grammar import prepositional
from .matter import (
    MUTUAL,
    Keys,
    differs_in_day,
    differs_in_place_or_day,
    doers,
    evidence,
    family,
    lemmas,
    meet,
    parties,
    party,
    same_matter,
    tellers,
    voice,
)
from .questions import how_many, whether, who_did

Side = list[StatementDraft | EventDraft]
_ASSERTED = frozenset({Status.HAPPENED, Status.ONGOING, Status.PLANNED})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_SCOPES = ("on", "over", "about", "against", "for", "in")
_REVISING = frozenset(
    {
        "toll",
        "total",
        "bring",
        "raise",
        "rise",
        "climb",
        "earlier",
        "initially",
        "initial",
        "previous",
        "previously",
        "revise",
    }
    | {"update", "overall", "altogether", "cumulative", "since"}
)
_ANYONE = frozenset(
    {"people", "person", "persons", "dead", "deaths", "victims", "casualties", "others", "lives", "bodies", ""}
)
_BLAME_WORDS = frozenset(
    {
        "accusation",
        "allegation",
        "charge",
        "claim",
        "involvement",
        "responsibility",
        "role",
        "report",
        "it",
        "that",
        "this",
    }
    | {"them", "link", "blame", "wrongdoing", "complicity"}
)
_NEAR = 4  # sentences: two accounts of one event stand close, unless they share a place or a day


def find_disputes(draft: Draft) -> None:
    """Find the disputes inside the report."""
    found = [
        *_denials(draft),
        *_rejected_blame(draft),
        *_rival_counts(draft),
        *_rival_actors(draft),
        *_rival_states(draft),
        *_rival_days_and_places(draft),
    ]
    draft.disputes.extend(_merged(found))


def _side(draft: Draft, event: EventDraft) -> Side:
    """Return what stands for an event on a side: the statements that tell it, or itself in the report's own voice."""
    told = tellers(draft, event)
    return list(told) if told else [event]


def _voices(draft: Draft, event: EventDraft) -> Keys:
    return frozenset().union(*(voice(draft, s) for s in tellers(draft, event)))


def _two_voices(draft: Draft, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two events are told by different voices; the report's own voice is one of them at most."""
    ours, theirs = _voices(draft, one), _voices(draft, other)
    return bool(ours or theirs) and not ours & theirs


def _is_denied(draft: Draft, event: EventDraft) -> bool:
    if event.status is Status.DENIED:
        return True
    # where the denial's only event was not judged as denied; beside others it may be what surrounds the matter
    return any(s.act is Act.DENY and sum(s in e.reported_by for e in draft.events) == 1 for s in event.reported_by)


def _denials(draft: Draft) -> Iterator[DisputeDraft]:
    denied = [e for e in draft.events if _is_denied(draft, e) and tellers(draft, e)]
    asserted = [e for e in draft.events if e.status in _ASSERTED and not _is_denied(draft, e)]
    for no in denied:
        for yes in asserted:
            if not _two_voices(draft, no, yes) or not (no.actors or no.recipients):
                continue
            unblamed = no.type not in MUTUAL and not doers(draft, yes.actors)  # that it was done is not what is denied
            if same_matter(draft, no, yes) < (2 if unblamed else 1):
                continue
            tense = unblamed or _differ_in_scope(draft, no, yes)
            strength = Strength.TENSION if tense else Strength.CONTRADICTION
            yield DisputeDraft(
                DisputeKind.DENIAL, whether(no if unblamed else yes), (_side(draft, no), _side(draft, yes)), strength
            )


def _differ_in_scope(draft: Draft, no: EventDraft, yes: EventDraft) -> bool:
    """Tell whether what is denied is narrower or other than what is asserted: another deed, plan or subject."""
    if not lemmas(draft, no) & lemmas(draft, yes):
        return True
    if any(draft.doc[w.start : w.end].text.lower().find("plan") >= 0 for w in no.status_cues) and yes.status in _DONE:
        return True
    scopes = [{n.lemma_.lower() for n in prepositional(draft.doc[e.head], *_SCOPES)} for e in (no, yes)]
    places = {draft.doc[w.end - 1].lemma_.lower() for p in draft.places for w in p.mentions}
    times = {t.lemma_.lower() for t in draft.doc if draft.time_of[t.i] is not None}
    one, other = (s - places - times for s in scopes)
    return one != other


def _rejected_blame(draft: Draft) -> Iterator[DisputeDraft]:
    """Yield denials that name no event ("denied the accusation") against the blame laid on the one who denies."""
    for denial in draft.statements:
        if denial.act not in {Act.DENY, Act.REFUSE} or denial.actor is None:
            continue
        if any(e for e in draft.events if denial in e.reported_by or denial.holds(e.head)):
            continue
        words = {draft.doc[i].lemma_.lower() for w in denial.content for i in range(w.start, w.end)}
        if not words & _BLAME_WORDS and (denial.content or denial.act is Act.REFUSE):
            continue
        denier = party(draft, denial.actor)
        blame = [e for e in draft.events if e.alleged and parties(draft, e.actors) & denier]
        blame += [e for e in draft.events if e.type is EventType.ACCUSE and parties(draft, e.recipients) & denier]
        others = [
            e
            for e in blame
            if not _voices(draft, e) & voice(draft, denial) and abs(_sentences(draft, e, denial)) <= _NEAR
        ]
        if others:
            sides = _distinct([s for e in others for s in _blame_side(draft, e)])
            yield DisputeDraft(DisputeKind.DENIAL, whether(others[0]), ([denial], sides), Strength.CONTRADICTION)


def _sentences(draft: Draft, one: EventDraft | StatementDraft, other: EventDraft | StatementDraft) -> int:
    """Return how many sentences lie between two events or statements."""
    heads = sorted(x.head if isinstance(x, EventDraft) else x.cue_head for x in (one, other))
    return sum(1 for t in draft.doc[heads[0] + 1 : heads[1] + 1] if t.is_sent_start)


def _rival_counts(draft: Draft) -> Iterator[DisputeDraft]:
    counted = [e for e in draft.events if e.counts and e.status in _DONE]
    for one, other in combinations(counted, 2):
        if not _two_voices(draft, one, other) or not _seem_one(draft, one, other):
            continue
        for ours in one.counts:
            for theirs in other.counts:
                if _rival(ours, theirs) and not (_is_revising(draft, ours) or _is_revising(draft, theirs)):
                    about = how_many(one if one.place else other, ours.what, ours.effect)
                    sides = (_side(draft, one), _side(draft, other))
                    yield DisputeDraft(DisputeKind.COUNT, about, sides, Strength.CONTRADICTION)


def _seem_one(draft: Draft, one: EventDraft, other: EventDraft) -> bool:
    """Tell whether two counted events seem one: nothing against it, something for it, or told side by side."""
    if not same_matter(draft, one, other):
        return False
    shared = one.place is not None and one.place is other.place
    return shared or _sentences(draft, one, other) <= _NEAR


def _rival(one: CountDraft, other: CountDraft) -> bool:
    """Tell whether two counts of one thing exclude each other; "at least" leaves the upper end open."""
    if one.effect is not other.effect or not _same_thing(one.what, other.what):
        return False
    low, high = (one.low or 0), one.high
    return (high is not None and other.low is not None and high < other.low) or (
        other.high is not None and one.low is not None and other.high < low
    )


def _same_thing(one: str, other: str) -> bool:
    ours, theirs = one.lower(), other.lower()
    if ours in _ANYONE or theirs in _ANYONE:
        return True
    return family(ours).rstrip("s") == family(theirs).rstrip("s")


def _is_revising(draft: Draft, count: CountDraft) -> bool:
    """Tell whether a count stands in a sentence that carries a total on or corrects an older number."""
    return any(t.lemma_.lower() in _REVISING for t in draft.doc[count.words.start].sent)


def _rival_actors(draft: Draft) -> Iterator[DisputeDraft]:
    """Yield rival perpetrators: two voices that lay one deed on different parties, or lay blame on each other."""
    for one, other in combinations(draft.events, 2):
        if one.type is not other.type or not one.actors or not other.actors or not _two_voices(draft, one, other):
            continue
        if one.type is EventType.ACCUSE or (_of_itself(draft, one) and _of_itself(draft, other)):
            continue
        if meet(draft, one.actors, other.actors) or not (one.alleged or other.alleged or _told(draft, one, other)):
            continue
        if one.status not in _DONE or other.status not in _DONE or differs_in_place_or_day(one, other):
            continue
        close = _sentences(draft, one, other) <= _NEAR
        if close and evidence(draft, one, other) >= 2 and one.type in {EventType.ASSAULT, EventType.COERCE}:
            sides = (_side(draft, one), _side(draft, other))
            yield DisputeDraft(DisputeKind.ACTOR, who_did(one), sides, Strength.CONTRADICTION)
    blames = [e for e in draft.events if e.type is EventType.ACCUSE and e.actors and e.recipients]
    for one, other in combinations(blames, 2):
        mutual = parties(draft, one.actors) & parties(draft, other.recipients) and parties(
            draft, other.actors
        ) & parties(draft, one.recipients)
        if mutual and _sentences(draft, one, other) <= _NEAR:
            sides = (_blame_side(draft, one), _blame_side(draft, other))
            yield DisputeDraft(DisputeKind.ACTOR, who_did(one), sides, Strength.CONTRADICTION)


def _of_itself(draft: Draft, event: EventDraft) -> bool:
    """Tell whether a voice tells of its own deed; two who do so tell of two deeds."""
    return bool(_voices(draft, event) & parties(draft, event.actors))


def _told(draft: Draft, one: EventDraft, other: EventDraft) -> bool:
    return bool(tellers(draft, one)) and bool(tellers(draft, other))


def _blame_side(draft: Draft, accusation: EventDraft) -> Side:
    """Return the statement that an accusation is, or the event where no statement was found for it."""
    if accusation.type is not EventType.ACCUSE:
        return _side(draft, accusation)
    made = [s for s in draft.statements if any(w.start <= accusation.head < w.end for w in s.cue)]
    return list(made) if made else _side(draft, accusation)


def _rival_states(draft: Draft) -> Iterator[DisputeDraft]:
    """Yield events that one voice calls done and another undecided, or achieved and failed."""
    for one, other in combinations(draft.events, 2):
        if not _two_voices(draft, one, other) or not same_matter(draft, one, other):
            continue
        if not (one.actors and other.actors and lemmas(draft, one) & lemmas(draft, other)):
            continue
        states = {one.status, other.status}
        outcomes = {one.outcome, other.outcome}
        if Status.UNDECIDED in states and states & _DONE:
            strength = Strength.TENSION
        elif Outcome.ACHIEVED in outcomes and outcomes & {Outcome.FAILED, Outcome.FOILED}:
            strength = Strength.CONTRADICTION
        else:
            continue
        yield DisputeDraft(DisputeKind.STATUS, whether(one), (_side(draft, one), _side(draft, other)), strength)


def _rival_days_and_places(draft: Draft) -> Iterator[DisputeDraft]:
    """Yield one deed, same in doer, target and words and told close by, that two voices date or place apart."""
    for one, other in combinations(draft.events, 2):
        if one.type is not other.type or one.status not in _DONE or other.status not in _DONE:
            continue
        if not (tellers(draft, one) and tellers(draft, other)) or not _two_voices(draft, one, other):
            continue
        same = parties(draft, one.actors) & parties(draft, other.actors) and parties(draft, one.recipients) & parties(
            draft, other.recipients
        )
        if not same or not lemmas(draft, one) & lemmas(draft, other) or _sentences(draft, one, other) > 2:
            continue
        sides = (_side(draft, one), _side(draft, other))
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
