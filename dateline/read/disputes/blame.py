"""Rival accounts of who did a deed: two voices that name two doers, that blame each other, or that blame two others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from dateline.record.choices import Act, DisputeKind, EventType, Status, Strength

from ..draft import ActorDraft, DisputeDraft, EventDraft, StatementDraft
from .denials import accused
from .matter import Accounts, Keys, Side, differs_in_place_or_day
from .questions import who_did

_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})
_BLAMING = frozenset({"accuse", "blame", "fault", "charge", "implicate", "hold"})
_EACH_OTHER = frozenset({"each", "one"})
_DEEDS = frozenset(
    {"attack", "strike", "airstrike", "blast", "explosion", "bombing", "bomb", "raid", "ambush", "assault", "shelling"}
    | {"massacre", "killing", "killings", "fire", "shooting", "incident", "clash", "clashes", "violence", "murder"}
    | {"assassination", "sabotage", "violation", "fighting", "breach"}
)
_ANYONE = (["attackers"], ["assailants"], ["men"], ["people"], ["perpetrators"], ["attacker"], ["assailant"])
_NEAR = 4  # sentences: two accounts of one event stand close, unless they share a place or a day


class _Blame(NamedTuple):
    """One voice that lays a deed on someone: who speaks, who is blamed, for what, and what stands for it."""

    voice: Keys
    blamed: Keys
    deed: str | None  # the noun of the deed, where it is one told before: "for the attack"
    about: frozenset[str]  # what else is said of the deed: "on Kharkiv", "cyber"
    line: int
    side: Side
    event: EventDraft | None


def rival_doers(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield the disputes over who did a deed."""
    yield from _two_doers(told)
    blames = list(_blames(told))
    for one, other in combinations(blames, 2):
        if one.voice & other.voice or abs(one.line - other.line) > _NEAR:
            continue
        mutual = one.voice & other.blamed and other.voice & one.blamed
        same_deed = one.deed and other.deed and not one.blamed & other.blamed and one.blamed and other.blamed
        if mutual or (same_deed and not _differ(one, other)):
            events = (b.event for b in (one, other) if b.event is not None and not mutual)
            about = who_did(next(events, None))
            yield DisputeDraft(DisputeKind.ACTOR, about, (one.side, other.side), Strength.CONTRADICTION)
    yield from _blamed_beside_a_doer(told, blames)
    yield from _each_other(told)


def _two_doers(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield the deeds that two voices lay on different parties by telling them."""
    for one, other in combinations(told.draft.events, 2):
        if one.type is not other.type or one.type not in _FORCE or not one.actors or not other.actors:
            continue
        if not told.two_voices(one, other) or (_of_itself(told, one) and _of_itself(told, other)):
            continue
        if told.meet(one.actors, other.actors) or not (one.alleged or other.alleged or _told(told, one, other)):
            continue
        if one.status not in _DONE or other.status not in _DONE or differs_in_place_or_day(one, other):
            continue
        if told.is_other_one(one) or told.is_other_one(other) or not (_known(told, one) and _known(told, other)):
            continue
        if told.sentences(one, other) <= _NEAR and told.evidence(one, other) >= 2 and told.tied(one, other):
            sides = (told.side(one), told.side(other))
            yield DisputeDraft(DisputeKind.ACTOR, who_did(one), sides, Strength.CONTRADICTION)


def _known(told: Accounts, event: EventDraft) -> bool:
    """Tell whether the doers are more than "attackers", who may be anyone."""
    return any(a.named or a.name.lower().split()[-1:] not in _ANYONE for a in told.doers(event))


def _of_itself(told: Accounts, event: EventDraft) -> bool:
    """Tell whether a voice tells of its own deed; two who do so tell of two deeds."""
    return bool(told.voices(event) & told.doing(event))


def _told(told: Accounts, one: EventDraft, other: EventDraft) -> bool:
    return bool(told.tellers(one)) and bool(told.tellers(other))


def _blames(told: Accounts) -> Iterator[_Blame]:
    doc = told.draft.doc
    for statement in told.draft.statements:
        if statement.act is Act.ACCUSE and statement.content:
            head = doc[statement.cue_head]
            if head.lemma_.lower() not in _BLAMING or _is_mutual(told, statement):
                continue
            alleged = [e for e in told.draft.events if e.alleged and statement in e.reported_by]
            blamed = accused(told, statement) or frozenset().union(*(told.doing(e) for e in alleged))
            event = alleged[0] if alleged else None
            deed, about = _deed(told, statement)
            yield _Blame(told.voice(statement), blamed, deed, about, told.line(head.i), [statement], event)
        elif statement.act is Act.CLAIM and _claims_deed(told, statement) and not told.holders(statement.cue_head):
            voice = told.voice(statement)
            deed, about = _deed(told, statement)
            yield _Blame(voice, voice, deed, about, told.line(statement.cue_head), [statement], None)
    for event in told.draft.events:
        if event.type is EventType.ACCUSE and doc[event.head].lemma_.lower() in _BLAMING and event.actors:
            in_cue = any(w.start <= event.head < w.end for s in told.draft.statements for w in s.cue)
            if not in_cue and event.recipients and event.status is Status.HAPPENED:
                side = told.side(event)
                blamed = told.getting(event)
                yield _Blame(told.doing(event), blamed, None, frozenset(), told.line(event.head), side, event)


def _claims_deed(told: Accounts, statement: StatementDraft) -> bool:
    opening = (told.draft.doc[w.start : min(w.end, w.start + 3)] for w in statement.content[:1])
    return any(t.lemma_ == "responsibility" for words in opening for t in words)


def _deed(told: Accounts, statement: StatementDraft) -> tuple[str | None, frozenset[str]]:
    """Return the deed that blame is laid for where it was told before: "for the attack", "for Monday's blast"."""
    doc = told.draft.doc
    for words in statement.content:
        for i in range(words.start, words.end):
            token = doc[i]
            if token.lemma_.lower() in _DEEDS and token.dep_ == "pobj" and token.head.lower_ == "for":
                opens = {c.lower_ for c in token.lefts if c.dep_ in {"det", "poss"}}
                if opens & {"a", "an", "another"}:
                    return None, frozenset()
                more = [*token.lefts, *doc[i + 1 : min(words.end, i + 6)]]
                told_of = (t.lemma_.lower() for t in more if t.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"})
                return str(token.lemma_.lower()), frozenset(told_of)
    return None, frozenset()


def _differ(one: _Blame, other: _Blame) -> bool:
    """Tell whether the deeds named differ: in kind ("the shelling", "the ambush") or in what is said of them."""
    if one.about and other.about and not one.about & other.about:
        return True
    broad = {"attack", "violence", "incident", "killing", "massacre", "assault"}
    return one.deed != other.deed and one.deed not in broad and other.deed not in broad


def _blamed_beside_a_doer(told: Accounts, blames: list[_Blame]) -> Iterator[DisputeDraft]:
    """Yield blame for "the attack" on one party where another voice told that attack as another's."""
    for blame in blames:
        if blame.deed is None or not blame.blamed:
            continue
        before = [
            e
            for e in told.draft.events
            if e.type is EventType.ASSAULT
            and e.status in _DONE
            and not e.alleged
            and told.line(e.head) < blame.line <= told.line(e.head) + _NEAR
        ]
        if not before:
            continue
        deed = before[-1]
        doers = [a for a in told.doers(deed) if a.named]
        if not doers or told.doing(deed) & blame.blamed or told.voices(deed) & blame.voice:
            continue
        if not told.tellers(deed) or told.voices(deed) & told.parties(doers):
            continue
        around = {t.lemma_.lower() for t in told.draft.doc[deed.head].sent}
        if blame.about and not blame.about & around:
            continue
        yield DisputeDraft(DisputeKind.ACTOR, who_did(deed), (told.side(deed), blame.side), Strength.CONTRADICTION)


def _is_mutual(told: Accounts, statement: StatementDraft) -> bool:
    doc = told.draft.doc
    return any(
        doc[i].lower_ in _EACH_OTHER and i + 1 < len(doc) and doc[i + 1].lower_ in {"other", "another"}
        for w in statement.content[:1]
        for i in range(w.start, min(w.end, w.start + 2))
    )


def _each_other(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield "A and B accused each other": two events with swapped sides, else the statement beside what it tells."""
    for statement in told.draft.statements:
        if statement.act is not Act.ACCUSE or not _is_mutual(told, statement):
            continue
        twins = [
            s for s in told.draft.statements if s is not statement and s.cue == statement.cue and s.act is Act.ACCUSE
        ]
        made = [
            e
            for e in told.draft.events
            if e.type is EventType.ACCUSE and any(w.start <= e.head < w.end for w in statement.cue)
        ]
        swapped = next(
            (
                (a, b)
                for a, b in combinations(made, 2)
                if told.doing(a) & told.getting(b) and told.doing(b) & told.getting(a)
            ),
            None,
        )
        sides: tuple[Side, Side]
        if twins:
            if statement is not min([statement, *twins], key=lambda s: s.source):
                continue
            sides = ([statement], list(twins))
        elif swapped is not None:
            sides = ([swapped[0]], [swapped[1]])
        elif made and len(_pair(told, statement)) > 1:
            sides = ([statement], [made[0]])
        else:
            continue
        alleged = next((e for e in told.draft.events if e.alleged and statement in e.reported_by), None)
        yield DisputeDraft(DisputeKind.ACTOR, who_did(alleged), sides, Strength.CONTRADICTION)


def _pair(told: Accounts, statement: StatementDraft) -> list[ActorDraft]:
    """Return the parties that a source of several names or counts holds: "Armenia and Azerbaijan"."""
    found: list[ActorDraft] = []
    for words in statement.source:
        for i in range(words.start, words.end):
            actor = told.draft.actor_of[i]
            if actor is not None and actor not in found:
                found.append(actor)
    return found
