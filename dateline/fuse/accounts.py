"""A reading in, its accounts out: each deed that the report tells, whole, with the voices it stands on.

What was said, and is no deed of its own, stays a statement and gives no account.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import inf

from dateline.record.account import Account, Chain, Figure, Voice
from dateline.record.choices import PlacePrecision, Status
from dateline.record.entities import Actor, Place
from dateline.record.event import Event
from dateline.record.reading import Reading
from dateline.record.report import Span
from dateline.record.statement import Statement

from .lemmas import lemma_of
from .mentions import Mention, Where

REAL = frozenset({Status.HAPPENED, Status.ONGOING, Status.DENIED})
"""Of what is told so, that it is one thing with another can be asked; of a plan, only with other plans."""

# Kilometres around a place's point within which it may be meant; by hand, the half of a usual extent.
_RADIUS_KM = {
    PlacePrecision.SITE: 1.0,
    PlacePrecision.CITY: 10.0,
    PlacePrecision.DISTRICT: 30.0,
    PlacePrecision.PROVINCE: 120.0,
    PlacePrecision.COUNTRY: inf,
    PlacePrecision.REGION: inf,
}


_DEFINITE = re.compile(r"\b(?:the|that|this)\s+(?:\w+\s+)?$", re.IGNORECASE)


def accounts_of(reading: Reading, report: str | None = None) -> tuple[Account, ...]:
    """Return the accounts of a reading in the order of its text; ``report`` is the record's name of the report."""
    return _Accounts(reading, report or reading.report.id).all()


def account_id(report: str, event: str) -> str:
    """Return the id of an account in the record: "r12e5" is event e5 of report 12."""
    return f"r{report}{event}"


def mentions_of(accounts: Sequence[Account]) -> tuple[Mention, ...]:
    """Return what the accounts of one report have that accounts of one thing have in common.

    An account without a place or a day of its own stands by those that its report spoke of last, else first.
    """
    places = [_where(account.place) for account in accounts]
    days = [(account.start, account.end) if account.start else None for account in accounts]
    place = next((one for one in places if one is not None), None)
    day = next((one for one in days if one is not None), None)
    mentions = []
    for position, (account, own_place, own_day) in enumerate(zip(accounts, places, days, strict=True)):
        place, day = own_place or place, own_day or day
        start, end = day or (None, None)
        mentions.append(
            Mention(
                id=account.id,
                report=account.report,
                lemma=account.lemma,
                trigger=account.trigger,
                sentence=account.sentence,
                type=account.type,
                actors=tuple(actor.name for actor in account.actors),
                recipients=tuple(actor.name for actor in account.recipients),
                places=(account.place.name,) if account.place is not None else (),
                when=account.when,
                start=account.start,
                end=account.end,
                counts=tuple((f"{f.what} {f.effect}", f.low) for f in account.figures if f.low is not None),
                published=account.published,
                where=own_place,
                is_real=account.status in REAL,
                subtype=account.subtype,
                effects=tuple((f.effect, n) for f in account.figures if (n := f.low or f.high)),
                position=position,
                is_definite=_DEFINITE.search(account.sentence.partition(account.trigger)[0]) is not None,
                around=place,
                around_start=start,
                around_end=end,
            )
        )
    return tuple(mentions)


def _where(place: Place | None) -> Where | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return Where(place.lat, place.lon, max(_RADIUS_KM[place.precision], place.radius_km or 0.0), place.country)


class _Accounts:
    """The parts of one reading by id."""

    def __init__(self, reading: Reading, report: str) -> None:
        self.reading = reading
        self.report = report
        self.actors: Mapping[str, Actor] = {a.id: replace(a, mentions=(), roles=()) for a in reading.actors}
        self.places: Mapping[str, Place] = {p.id: replace(p, mentions=()) for p in reading.places}
        self.times = {t.id: t for t in reading.times}
        self.statements = {s.id: s for s in reading.statements}

    def all(self) -> tuple[Account, ...]:
        return tuple(self.account(event) for event in self.reading.deeds())

    def account(self, event: Event) -> Account:
        report = self.reading.report
        trigger = _words(report.quote(event.trigger))
        when = self.times.get(event.when or "")
        return Account(
            id=account_id(self.report, event.id),
            report=self.report,
            outlet=report.outlet,
            agency=report.agency.name if report.agency is not None else None,
            published=report.published,
            type=event.type,
            subtype=event.subtype,
            mode=event.mode,
            cameo=event.cameo,
            contexts=event.contexts,
            status=event.status,
            outcome=event.outcome,
            alleged=event.alleged,
            trigger=trigger,
            lemma=lemma_of(trigger),
            sentence=_words(report.quote(event.sentence)),
            actors=self.known(event.actors),
            recipients=self.known(event.recipients),
            via=self.known(event.via),
            place=self.places.get(event.place or ""),
            start=event.start,
            end=event.end,
            precision=event.precision,
            when=when.text if when is not None else None,
            figures=tuple(Figure(c.what, c.effect, c.low, c.high, _words(report.quote(c.span))) for c in event.counts),
            chains=self.chains(event),
            title=report.title,
            url=report.url,
            confidence=event.confidence,
        )

    def known(self, ids: tuple[str, ...]) -> tuple[Actor, ...]:
        return tuple(self.actors[i] for i in ids if i in self.actors)

    def chains(self, event: Event) -> tuple[Chain, ...]:
        """Return the voices an event stands on: each statement that none of the others reports, and who reports it."""
        told = [self.statements[i] for i in dict.fromkeys(event.reported_by) if i in self.statements]
        relays = {s.within for s in told}
        return tuple(self.chain(s) for s in told if s.id not in relays)

    def chain(self, statement: Statement) -> Chain:
        chain, seen = [], set()
        one: Statement | None = statement
        while one is not None and one.id not in seen:
            seen.add(one.id)
            chain.append(self.voice(one))
            one = self.statements.get(one.within or "")
        return tuple(chain)

    def voice(self, statement: Statement) -> Voice:
        source = statement.source
        locality = self.places.get(source.locality or "")
        said_on = self.times.get(statement.when or "")
        return Voice(
            statement=f"r{self.report}{statement.id}",
            kind=source.kind,
            name=source.name,
            words=self.joined(source.spans),
            act=statement.cue.act,
            said=self.joined(statement.content),
            actor=self.actors.get(source.actor or ""),
            locality=locality.name if locality is not None else None,
            proximity=source.proximity,
            reason=source.reason,
            interested=statement.interested,
            to=self.actors.get(statement.to or ""),
            said_on=said_on.start if said_on is not None else None,
        )

    def joined(self, spans: tuple[Span, ...]) -> str:
        return " ... ".join(_words(self.reading.report.quote(s)) for s in spans)


def _words(text: str) -> str:
    """Return words of a report as one line."""
    return " ".join(text.split())
