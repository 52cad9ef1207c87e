"""An event as one report tells it, and disputes between accounts."""

from __future__ import annotations

from dataclasses import dataclass

from .choices import DisputeKind, Effect, EventType, Outcome, Status, Strength, TimePrecision
from .report import Span


@dataclass(frozen=True, slots=True)
class Count:
    """A number the text gives: ``low`` to ``high`` of ``what``, either end None where the text leaves it open."""

    what: str
    effect: Effect
    low: int | None
    high: int | None
    span: Span


@dataclass(frozen=True, slots=True)
class Event:
    """One thing in the world told in one place of the text: one predicate with all its actors."""

    id: str
    type: EventType
    subtype: str | None
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    trigger: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    via: tuple[str, ...]
    place: str | None
    when: str | None
    start: str | None
    end: str | None
    precision: TimePrecision | None
    status: Status
    status_cues: tuple[Span, ...]
    outcome: Outcome | None
    reported_by: tuple[str, ...]
    alleged: bool
    counts: tuple[Count, ...]
    sentence: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """Accounts of one thing that differ; each side lists ids of statements or events."""

    id: str
    kind: DisputeKind
    about: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    strength: Strength
