"""Accounts by whom they quote, in a few words: ``tell("Quay Tribune", said("Sudan Doctors Network"))``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.fuse.origins import Origin
from dateline.fuse.reprints import ReprintGroup
from dateline.record.account import Account, Chain, Figure, Voice
from dateline.record.choices import Act, ActorKind, EventType, SourceKind, Status
from dateline.record.entities import Actor

_KINDS = {
    ActorKind.PERSON: SourceKind.PERSON,
    ActorKind.MEDIA: SourceKind.MEDIA,
    ActorKind.PEOPLE: SourceKind.GROUP,
}


def actor(
    name: str, kind: ActorKind = ActorKind.ORGANIZATION, country: str | None = None, sector: str | None = None
) -> Actor:
    """Return an actor whose id is its name."""
    return Actor(name, name, kind, country, sector, ())


RSF = actor("Rapid Support Forces", ActorKind.ARMED_GROUP, "SDN", "REB")
ARMY = actor("Sudanese army", ActorKind.ARMED_FORCE, "SDN", "MIL")
SUDAN = actor("Sudan", ActorKind.GOVERNMENT, "SDN", "GOV")
DOCTORS = actor("Sudan Doctors Network", ActorKind.ORGANIZATION, "SDN")
COMMITTEE = actor("El Fasher Resistance Committee")
CIVILIANS = actor("civilians", ActorKind.PEOPLE, None, "CVL")
PENTAGON = actor("Pentagon", ActorKind.GOVERNMENT, "USA", "MIL")
WHITE_HOUSE = actor("White House", ActorKind.GOVERNMENT, "USA", "GOV")


def said(
    who: Actor | str,
    act: Act = Act.SAY,
    *,
    words: str | None = None,
    on: str | None = None,
    interested: bool | None = None,
    content: str = "that it was so",
) -> Voice:
    """Return a voice with a name."""
    one = actor(who) if isinstance(who, str) else who
    return Voice(
        statement="s1",
        kind=_KINDS.get(one.kind, SourceKind.INSTITUTION),
        name=one.name,
        words=words or one.name,
        act=act,
        said=content,
        actor=one,
        interested=interested,
        said_on=on,
    )


def unnamed(
    words: str,
    kind: SourceKind = SourceKind.ANONYMOUS,
    act: Act = Act.SAY,
    *,
    who: Actor | None = None,
    locality: str | None = None,
    to: str | None = None,
) -> Voice:
    """Return a voice without a name."""
    teller = actor(to, ActorKind.MEDIA) if to else None
    return Voice("s1", kind, None, words, act, "that it was so", who, locality, to=teller)


def group(words: str) -> Voice:
    """Return several persons without a name."""
    return unnamed(words, SourceKind.GROUP)


def office(words: str, who: Actor | None = None, act: Act = Act.SAY) -> Voice:
    """Return one person known by an office."""
    return unnamed(words, SourceKind.PERSON, act, who=who)


def outlet(name: str) -> Voice:
    """Return an outlet that a report cites."""
    return said(actor(name, ActorKind.MEDIA))


def tell(
    outlet: str | None,
    *voices: Voice | Chain,
    report: str = "",
    agency: str | None = None,
    status: Status = Status.HAPPENED,
    published: str | None = "2025-10-12",
    type: EventType = EventType.ASSAULT,
    actors: Sequence[Actor] = (),
    recipients: Sequence[Actor] = (),
    figures: Sequence[Figure] = (),
    alleged: bool = False,
) -> Account:
    """Return an account; each voice is a chain of its own, a tuple of voices one of several."""
    return Account(
        id="",
        report=report,
        outlet=outlet,
        agency=agency,
        published=published,
        type=type,
        subtype=None,
        mode=None,
        cameo=None,
        contexts=(),
        status=status,
        outcome=None,
        alleged=alleged,
        trigger="shelled",
        lemma="shell",
        sentence="They shelled it.",
        actors=tuple(actors),
        recipients=tuple(recipients),
        figures=tuple(figures),
        chains=tuple(voice if isinstance(voice, tuple) else (voice,) for voice in voices),
    )


def numbered(accounts: Sequence[Account]) -> list[Account]:
    """Return accounts with ids, each in a report of its own where it names none."""
    return [replace(a, id=f"a{n}", report=a.report or f"r{n}") for n, a in enumerate(accounts, start=1)]


def copies(*reports: str, agency: str | None = None, first: str | None = None) -> ReprintGroup:
    """Return reports as a group of copies."""
    return ReprintGroup(tuple(sorted(reports)), Origin(agency, first, "they are copies"), ())
