"""The draft becomes the record: ids in the order of the text, words to spans, objects to references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from dateline.record.entities import Actor, Affiliation, Metonym, Place, Role, Time
from dateline.record.event import Count, Dispute, Event
from dateline.record.reading import Reading
from dateline.record.report import Span
from dateline.record.statement import Cue, Source, Statement

from .draft import (
    ActorDraft,
    Draft,
    EventDraft,
    PlaceDraft,
    StatementDraft,
    TimeDraft,
    Words,
)

T = TypeVar("T")


class _Mentioned(Protocol):
    mentions: list[Words]


class _Ids:
    """Ids of the draft's objects, by identity."""

    def __init__(self) -> None:
        self._of: dict[int, str] = {}

    def number(self, letter: str, objects: Sequence[object]) -> None:
        for n, thing in enumerate(objects, 1):
            self._of[id(thing)] = f"{letter}{n}"

    def get(self, thing: object | None) -> str | None:
        return None if thing is None else self._of.get(id(thing))

    def all(self, things: Iterable[object]) -> tuple[str, ...]:
        found = [self._of[id(t)] for t in things if id(t) in self._of]
        return tuple(dict.fromkeys(found))


def assemble(draft: Draft) -> Reading:
    """Return the reading that a finished draft holds; things without words of their own follow those with."""
    ids = _Ids()
    actors = _kept_actors(draft)
    places = sorted(_kept_places(draft), key=_first)
    times = sorted(draft.times, key=lambda t: t.span)
    statements = sorted(draft.statements, key=lambda s: (min((*s.content, *s.cue)), s.cue_head))
    events = sorted(draft.events, key=lambda e: (e.trigger, e.head, e.type.value))
    for letter, objects in (("a", actors), ("p", places), ("t", times), ("s", statements), ("e", events)):
        ids.number(letter, objects)
    report = draft.report
    if report.dateline is not None and draft.dateline_place is not None:
        report = replace(report, dateline=replace(report.dateline, place=ids.get(draft.dateline_place)))
    return Reading(
        report=report,
        actors=tuple(_actor(draft, ids, a) for a in actors),
        places=tuple(_place(draft, ids, p) for p in places),
        metonyms=tuple(
            Metonym(draft.span(m.words), ids.get(m.place), ids.get(m.actor) or "")
            for m in sorted(draft.metonyms, key=lambda m: m.words)
            if ids.get(m.actor)
        ),
        times=tuple(_time(draft, ids, t) for t in times),
        statements=tuple(_statement(draft, ids, s) for s in statements),
        events=tuple(_event(draft, ids, e) for e in events),
        disputes=tuple(
            Dispute(f"d{n}", d.kind, d.about, (ids.all(d.sides[0]), ids.all(d.sides[1])), d.strength)
            for n, d in enumerate(draft.disputes, 1)
        ),
    )


def _first(thing: _Mentioned) -> tuple[int, int]:
    return min(thing.mentions, default=Words(1 << 30, 0))


def _kept_actors(draft: Draft) -> list[ActorDraft]:
    """Named actors, and descriptions that a statement or an event needs."""
    used: set[int] = set()
    for s in draft.statements:
        used |= {id(s.actor), id(s.to)}
    for e in draft.events:
        used |= {id(a) for a in (*e.actors, *e.recipients, *e.via)}
    for a in draft.actors:
        used |= {id(r.of) for r in a.roles} | {id(f.with_) for f in a.affiliations}
    used |= {id(m.actor) for m in draft.metonyms}
    return sorted((a for a in draft.actors if a.named or id(a) in used), key=_first)


def _kept_places(draft: Draft) -> list[PlaceDraft]:
    kept = list(draft.places)
    known = {id(p) for p in kept}
    extra = [draft.dateline_place, *(m.place for m in draft.metonyms)]
    for place in extra:
        if place is not None and id(place) not in known:
            kept.append(place)
            known.add(id(place))
    return kept


def _spans(draft: Draft, words: Iterable[Words]) -> tuple[Span, ...]:
    return tuple(sorted({draft.span(w) for w in words if w.end > w.start}))


def _sentence(draft: Draft, token: int) -> Span:
    sent = draft.doc[token].sent
    return draft.span(Words(sent.start, sent.end))


def _actor(draft: Draft, ids: _Ids, a: ActorDraft) -> Actor:
    return Actor(
        id=ids.get(a) or "",
        name=a.name,
        kind=a.kind,
        country=a.country,
        sector=a.sector,
        mentions=_spans(draft, a.mentions),
        roles=tuple(Role(r.title, ids.get(r.of), draft.span(r.words)) for r in a.roles),
        affiliations=tuple(
            Affiliation(f.relation, ids.get(f.with_) or "", draft.span(f.words))
            for f in a.affiliations
            if ids.get(f.with_)
        ),
    )


def _place(draft: Draft, ids: _Ids, p: PlaceDraft) -> Place:
    return Place(
        id=ids.get(p) or "",
        name=p.name,
        lat=p.lat,
        lon=p.lon,
        country=p.country,
        admin1=p.admin1,
        precision=p.precision,
        radius_km=p.radius_km,
        geonames_id=p.geonames_id,
        mentions=_spans(draft, p.mentions),
    )


def _time(draft: Draft, ids: _Ids, t: TimeDraft) -> Time:
    anchor = ids.get(t.anchored_on) if isinstance(t.anchored_on, TimeDraft) else t.anchored_on
    return Time(
        id=ids.get(t) or "",
        span=t.span,
        text=draft.report.quote(t.span),
        type=t.type,
        value=t.value,
        start=t.start,
        end=t.end,
        precision=t.precision,
        anchored_on=anchor,
    )


def _statement(draft: Draft, ids: _Ids, s: StatementDraft) -> Statement:
    return Statement(
        id=ids.get(s) or "",
        source=Source(
            spans=_spans(draft, s.source),
            actor=ids.get(s.actor),
            name=s.name,
            kind=s.kind,
            locality=ids.get(s.locality),
            proximity=draft.text_of(s.proximity) if s.proximity else None,
            reason=draft.text_of(s.reason) if s.reason else None,
        ),
        cue=Cue(_spans(draft, s.cue), s.cue_lemma, s.act),
        content=_spans(draft, s.content),
        quoted=_spans(draft, s.quoted),
        form=s.form,
        to=ids.get(s.to),
        when=ids.get(s.when),
        where=ids.get(s.where),
        within=ids.get(s.within),
        interested=s.interested,
        sentence=_sentence(draft, s.cue_head),
        confidence=round(s.confidence, 3),
    )


def _event(draft: Draft, ids: _Ids, e: EventDraft) -> Event:
    return Event(
        id=ids.get(e) or "",
        type=e.type,
        subtype=e.subtype,
        mode=e.mode,
        contexts=tuple(e.contexts),
        cameo=e.cameo,
        trigger=draft.span(e.trigger),
        actors=ids.all(e.actors),
        recipients=ids.all(e.recipients),
        via=ids.all(e.via),
        place=ids.get(e.place),
        when=ids.get(e.when),
        start=e.start,
        end=e.end,
        precision=e.precision,
        status=e.status,
        status_cues=_spans(draft, e.status_cues),
        outcome=e.outcome,
        reported_by=ids.all(e.reported_by),
        alleged=e.alleged,
        counts=tuple(
            Count(c.what, c.effect, c.low, c.high, draft.span(c.words)) for c in sorted(e.counts, key=lambda c: c.words)
        ),
        sentence=_sentence(draft, e.head),
        confidence=round(e.confidence, 3),
    )
