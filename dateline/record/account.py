"""One report's version of an event, whole: what it says happened, and through which voices it says so.

A reading refers to its actors, places and statements by id; an account holds them, so that accounts of many reports
can be laid side by side.
"""

from __future__ import annotations

from dataclasses import dataclass

from .choices import Act, Effect, EventType, Outcome, SourceKind, Status, TimePrecision
from .entities import Actor, Place


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that an account gives, ``low`` to ``high`` of ``what``, either end None where it is open; its words."""

    what: str
    effect: Effect
    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose word an account stands on, as one statement of the report gives it.

    ``actor`` is None for a voice that is not named; ``words`` are the report's for it. ``to`` is whom it told ("told
    AFP"), ``said`` the words of what it says.
    """

    statement: str
    kind: SourceKind
    name: str | None
    words: str
    act: Act
    said: str
    actor: Actor | None = None
    locality: str | None = None
    proximity: str | None = None
    reason: str | None = None
    interested: bool | None = None
    to: Actor | None = None
    said_on: str | None = None


Chain = tuple[Voice, ...]
"""Voices of which each was reported by the next: the first is whose word it is, the last speaks to the report."""


@dataclass(frozen=True, slots=True)
class Account:
    """One event as one report tells it.

    ``id`` is the record's, ``report`` the number of the report as text; ``start`` and ``end`` are ISO 8601 days,
    inclusive, of ``precision``; ``when`` the words of its time; ``trigger`` its words and ``lemma`` the lemma of their
    head; ``sentence`` the words around it. ``chains`` are the voices it stands on, none where the report speaks for
    itself. Actors and places have no mentions and the ids of the record.
    """

    id: str
    report: str
    outlet: str | None
    agency: str | None
    published: str | None
    type: EventType
    subtype: str | None
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    status: Status
    outcome: Outcome | None
    alleged: bool
    trigger: str
    lemma: str
    sentence: str
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    via: tuple[Actor, ...] = ()
    place: Place | None = None
    start: str | None = None
    end: str | None = None
    precision: TimePrecision | None = None
    when: str | None = None
    figures: tuple[Figure, ...] = ()
    chains: tuple[Chain, ...] = ()
    title: str | None = None
    url: str | None = None
    added: str | None = None
    confidence: float = 1.0
