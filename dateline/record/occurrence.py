"""A thing in the world as many reports tell it: what it is, how many sources tell it, what they differ on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .account import Account, Figure
from .choices import DisputeKind, Effect, EventType, Outcome, Status, Strength, TimePrecision
from .entities import Actor, Place


class Standing(StrEnum):
    """How an occurrence stands, by rules alone and never by a person's verdict."""

    CLAIMED = "claimed"  # by one source
    CORROBORATED = "corroborated"  # by sources that do not depend on each other
    CONFIRMED = "confirmed"  # by an involved party against its own interest
    CONTESTED = "contested"  # asserted and denied
    DENIED = "denied"  # only its denial is told
    RETRACTED = "retracted"  # whoever asserted it took it back


@dataclass(frozen=True, slots=True)
class Root:
    """A source that accounts go back to: ``name`` in plain words, the accounts that stand on it.

    ``named`` is whether it can be told from other sources: two voices without a name may be one.
    """

    name: str
    kind: str
    named: bool
    interested: bool | None
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reliance:
    """Who relies on whom for what they tell: an outlet on an agency, an agency on a voice."""

    who: str
    on: str
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independence:
    """How many sources that do not depend on each other stand behind accounts: an interval with its reasons in words.

    ``circles`` are outlets that only cite each other.
    """

    low: int
    high: int
    reasons: tuple[str, ...] = ()
    roots: tuple[Root, ...] = ()
    reliances: tuple[Reliance, ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a dispute: what it holds in a few words ("at least 57 killed", "no"), and the accounts behind it."""

    label: str
    accounts: tuple[str, ...]
    independence: Independence | None = None


@dataclass(frozen=True, slots=True)
class DisputeAcross:
    """Accounts of one occurrence that differ, over however many reports.

    ``settled_by`` is the account of a later report that settles it, with ``settled_how`` in words; both None while it
    is open.
    """

    kind: DisputeKind
    about: str
    sides: tuple[Side, ...]
    strength: Strength
    settled_by: str | None = None
    settled_how: str | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that accounts give of one effect, from the least to the most, and which account says which.

    Nothing is averaged. ``low`` is the least number said, ``high`` the most; None where no account gives that end.
    """

    effect: Effect
    what: str
    low: int | None
    high: int | None
    said: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the accounts of an occurrence say together, each field from the accounts that tell most exactly.

    ``status`` is that of those who assert it, denied only where nobody does. Those taking part stand by the number of
    accounts that name them. ``first_told`` and ``last_told`` are days of publication.
    """

    type: EventType
    subtype: str | None
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    status: Status
    outcome: Outcome | None
    alleged: bool
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    via: tuple[Actor, ...]
    place: Place | None
    start: str | None
    end: str | None
    precision: TimePrecision | None
    ranges: tuple[Range, ...]
    first_told: str | None
    last_told: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One thing in the world: its accounts, the first told first, and what follows from them.

    ``id`` is the record's number as text. ``corrected`` are the fields of the summary that stand as a person put them
    right, whatever the accounts say.
    """

    id: str
    accounts: tuple[Account, ...]
    summary: Summary
    independence: Independence
    standing: Standing
    standing_reason: str
    disputes: tuple[DisputeAcross, ...] = ()
    corrected: tuple[str, ...] = ()
