"""What a party has said about a matter over time: what was said in, the line of its stances and its reversals out.

A matter is what a party says about others: the sides it speaks of and a family of events ("working together" with
Syria). Only a party's own word is a position of it: what others say of its stand is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateline.record.account import Account, Voice
from dateline.record.choices import Act, EventType, Status
from dateline.record.entities import Actor

from .holders import Word, words_of
from .parties import Parties, actors_of


class Family(StrEnum):
    """Kinds of event that are one matter when a party speaks of them."""

    TOGETHER = "working together"
    FORCE = "use of force"
    GIVING_WAY = "giving way"
    PRESSURE = "pressure"
    BLAME = "blame"


_FAMILIES = {
    **dict.fromkeys(
        (EventType.COOPERATE, EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.AID, EventType.REJECT),
        Family.TOGETHER,
    ),
    **dict.fromkeys((EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.THREATEN), Family.FORCE),
    **dict.fromkeys((EventType.RETREAT, EventType.CONCEDE), Family.GIVING_WAY),
    **dict.fromkeys((EventType.SANCTION, EventType.REQUEST, EventType.PROTEST), Family.PRESSURE),
    EventType.ACCUSE: Family.BLAME,
}


class Stance(StrEnum):
    """How a party stands to a matter by its own word."""

    ASSERTS = "asserts"  # it does so, or did
    ACKNOWLEDGES = "acknowledges"
    DENIES = "denies"
    AGREES = "agrees"
    WILLING = "willing"
    REFUSES = "refuses"
    UNDECIDED = "undecided"
    DEMANDS = "demands"
    THREATENS = "threatens"
    WARNS = "warns"
    ACCUSES = "accuses"
    PRAISES = "praises"
    CONDEMNS = "condemns"


_DOING = frozenset({Stance.ASSERTS, Stance.ACKNOWLEDGES})
_WANTING = frozenset({Stance.AGREES, Stance.WILLING})
# Which stance turns which over. Who denies that it does something and is willing to has not turned; who refuses and
# then says that it does has.
_OPPOSED: Mapping[Stance, frozenset[Stance]] = {
    Stance.DENIES: _DOING,
    Stance.ASSERTS: frozenset({Stance.DENIES, Stance.REFUSES}),
    Stance.ACKNOWLEDGES: frozenset({Stance.DENIES}),
    Stance.REFUSES: _WANTING | _DOING,
    Stance.AGREES: frozenset({Stance.REFUSES}),
    Stance.WILLING: frozenset({Stance.REFUSES}),
    Stance.PRAISES: frozenset({Stance.CONDEMNS}),
    Stance.CONDEMNS: frozenset({Stance.PRAISES}),
}
_BY_ACT = {
    Act.REFUSE: Stance.REFUSES,
    Act.AGREE: Stance.AGREES,
    Act.PROMISE: Stance.WILLING,
    Act.ACKNOWLEDGE: Stance.ACKNOWLEDGES,
    Act.DEMAND: Stance.DEMANDS,
    Act.URGE: Stance.DEMANDS,
    Act.ASK: Stance.DEMANDS,
    Act.THREATEN: Stance.THREATENS,
    Act.WARN: Stance.WARNS,
    Act.ACCUSE: Stance.ACCUSES,
    Act.PRAISE: Stance.PRAISES,
    Act.CONDEMN: Stance.CONDEMNS,
}
_BY_STATUS = {
    Status.HAPPENED: Stance.ASSERTS,
    Status.ONGOING: Stance.ASSERTS,
    Status.PLANNED: Stance.WILLING,
    Status.CONDITIONAL: Stance.WILLING,
    Status.POSSIBLE: Stance.UNDECIDED,
    Status.UNDECIDED: Stance.UNDECIDED,
    Status.DEMANDED: Stance.DEMANDS,
    Status.DENIED: Stance.DENIES,
}
_DONE_BY_SAYING = frozenset({EventType.REJECT, EventType.AGREE, EventType.THREATEN})
_MUTUAL = frozenset({EventType.COOPERATE, EventType.CONSULT, EventType.AGREE})
_BY_OCCURRENCE = frozenset({Family.FORCE, Family.PRESSURE, Family.BLAME})
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
# "No plans to", "will not": what is denied is a wish and not a deed.
_WILL = re.compile(
    r"\b(?:no (?:plans?|intention|wish)|(?:not|n't|never) (?:plan|intend|going|seek|accept|join|allow|negotiate)|"
    r"(?:will|would|shall) (?:not|never)|won't|rule[ds]? out)\b",
    re.IGNORECASE,
)
_WISHING = re.compile(r"\b(?:ready|willing|prepared|open to|offer\w*|want\w*|hope\w*)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Said:
    """One party's own word about something it does or may do with others.

    ``counterparts`` are those it speaks of; ``said_on`` is the day it was said, else published; ``account`` is the
    account that tells it and ``occurrence`` what that is of.
    """

    party: Actor
    act: Act
    words: str
    said_on: str | None
    published: str | None
    report: str
    outlet: str | None
    type: EventType
    status: Status
    counterparts: tuple[Actor, ...]
    account: str | None = None
    occurrence: str | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """One stance of a party at one time, with every place that tells it."""

    stance: Stance
    said: tuple[Said, ...]

    @property
    def day(self) -> str | None:
        """The day it was said, else published."""
        return _day(self.said[0])


@dataclass(frozen=True, slots=True)
class Reversal:
    """Two positions of which the later turns the earlier over."""

    before: Position
    after: Position


@dataclass(frozen=True, slots=True)
class Line:
    """The stances of a party on a matter in the order of time, and where it turned; nobody else may be told of."""

    party: str
    counterpart: str | None
    family: Family
    positions: tuple[Position, ...]
    reversals: tuple[Reversal, ...]


def stance_of(said: Said) -> Stance:
    """Return how a party stands to what it speaks of: by its act, then by how it tells it."""
    if said.act is Act.DENY or said.status is Status.DENIED:
        wish = said.act is Act.REFUSE or (said.act is not Act.DENY and _WILL.search(said.words) is not None)
        return Stance.REFUSES if wish else Stance.DENIES
    if said.type is EventType.REJECT and said.act not in _BY_ACT:
        return Stance.REFUSES
    if said.act in _BY_ACT:
        return _BY_ACT[said.act]
    if said.act is Act.CONFIRM and said.status in (Status.HAPPENED, Status.ONGOING):
        return Stance.ACKNOWLEDGES
    stance = _BY_STATUS[said.status]
    if said.type is EventType.AGREE and stance is Stance.ASSERTS:
        return Stance.WILLING if _WISHING.search(said.words) else Stance.AGREES
    return stance


def said_of(accounts: Sequence[Account], occurrence: str | None = None) -> tuple[Said, ...]:
    """Return what parties say of themselves in accounts: each voice that is a side of what it tells.

    ``occurrence`` is what the accounts are of, where they are of one. A report's own words count where they tell that a
    party refused, agreed or threatened, since that is done by saying it. A voice that cannot be placed says nothing of
    a party, however close to it.
    """
    parties = Parties(actors_of(accounts))
    found = [said for word in words_of(accounts, parties) if (said := _said(word, parties, occurrence)) is not None]
    return tuple(sorted(found, key=_order))


def _said(word: Word, parties: Parties, occurrence: str | None) -> Said | None:
    account, voice = word.account, word.voice
    party = _told_party(account, parties) if voice is None else _own_party(word, voice, parties)
    if party is None:
        return None
    key = parties.of(party)
    others = {
        o: actor for actor in (*account.actors, *account.recipients) if (o := parties.of(actor)) not in (None, key)
    }
    return Said(
        party=party,
        act=Act.SAY if voice is None else voice.act,
        words=(voice.said if voice is not None else "") or account.sentence,
        said_on=word.day,
        published=account.published,
        report=account.report,
        outlet=account.outlet,
        type=account.type,
        status=account.status,
        counterparts=tuple(others[o] for o in sorted(o for o in others if o is not None)),
        account=account.id,
        occurrence=occurrence,
    )


def _told_party(account: Account, parties: Parties) -> Actor | None:
    """Return who a report says in its own words refused, agreed or threatened; what is denied is told by the denial."""
    if account.type not in _DONE_BY_SAYING or account.lemma.lower() == "deny" or not account.recipients:
        return None
    return next((actor for actor in account.actors if parties.of(actor) is not None), None)


def _own_party(word: Word, voice: Voice, parties: Parties) -> Actor | None:
    """Return the side that a voice speaks for where it is a side of what it tells, as the account names it."""
    if word.party is None:
        return None
    account = word.account
    own = [actor for actor in account.actors if parties.of(actor) == word.party]
    if account.type in _MUTUAL:
        own += [actor for actor in account.recipients if parties.of(actor) == word.party]
    if own:
        return own[0]
    # "There is no coordination with them", "our forces did not strike": who speaks leaves itself out.
    is_left_out = not any(parties.of(actor) is not None for actor in account.actors)
    denies = voice.interested is True and word.denies
    is_own = denies or _FIRST_PERSON.search(voice.said) is not None or account.type in _MUTUAL
    told_of = {parties.of(actor) for actor in account.recipients}
    if not (is_left_out and is_own) or word.party in told_of:
        return None
    is_speaker = voice.actor is not None and parties.of(voice.actor) == word.party
    return voice.actor if is_speaker else parties.actor(word.party)


def find_positions(said: Iterable[Said]) -> tuple[Line, ...]:
    """Return the stances of each party towards each of those it speaks of, by time, with its reversals.

    Of deeds of force each occurrence is a matter of its own for a reversal: who owns to one attack and denies another
    has not turned. Two stances of one day are no reversal, since nobody tells which came first.
    """
    all_ = sorted(said, key=_order)
    parties = Parties(actor for one in all_ for actor in (one.party, *one.counterparts))
    lines: dict[tuple[str, str, Family], list[Said]] = {}
    for one in all_:
        party = parties.of(one.party)
        if party is None:
            continue
        others = sorted(key for actor in one.counterparts if (key := parties.of(actor)) not in (None, party) and key)
        for other in dict.fromkeys(others or [""]):
            lines.setdefault((party, other, _FAMILIES[one.type]), []).append(one)
    return tuple(
        _line(parties.name(party), parties.name(other) if other else None, family, lines[party, other, family])
        for party, other, family in sorted(lines)
    )


def _line(party: str, counterpart: str | None, family: Family, said: Sequence[Said]) -> Line:
    groups: dict[tuple[str, Stance, str], list[Said]] = {}
    for one in said:
        matter = (one.occurrence or "") if family in _BY_OCCURRENCE else ""
        groups.setdefault((_day(one) or "", stance_of(one), matter), []).append(one)
    stances = list(Stance)
    ordered = sorted(groups, key=lambda key: (key[0], stances.index(key[1]), key[2]))
    positions = tuple(Position(stance, tuple(groups[day, stance, matter])) for day, stance, matter in ordered)
    return Line(party, counterpart, family, positions, tuple(_reversals(positions, family)))


def _reversals(positions: Sequence[Position], family: Family) -> Iterator[Reversal]:
    for at, after in enumerate(positions):
        for before in reversed(positions[:at]):
            if not _are_of_one(before, after, family) or before.day is None or after.day is None:
                continue
            if before.day == after.day:
                continue
            if before.stance is after.stance or {before.stance, after.stance} <= _DOING | _WANTING:
                break
            if after.stance in _OPPOSED.get(before.stance, frozenset()):
                yield Reversal(before, after)
                break


def _are_of_one(one: Position, other: Position, family: Family) -> bool:
    if family not in _BY_OCCURRENCE:
        return True
    matter = one.said[0].occurrence
    return matter is not None and matter == other.said[0].occurrence


def _day(said: Said) -> str | None:
    return (said.said_on or said.published or "")[:10] or None


def _order(said: Said) -> tuple[str, ...]:
    told = (said.report, said.account or "", said.occurrence or "", said.words)
    spoken = (said.act, said.type, said.status, said.party.name, *sorted(actor.name for actor in said.counterparts))
    return _day(said) or "", said.published or "", *told, *spoken
