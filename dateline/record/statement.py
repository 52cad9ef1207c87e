"""A statement: whose word, by which cue, with what content."""

from __future__ import annotations

from dataclasses import dataclass

from .choices import Act, Form, SourceKind
from .report import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The voice behind a statement.

    ``locality`` is the id of the place an unnamed voice is said to be in; ``proximity`` ("close to the issue") and
    ``reason`` ("not authorised to speak") are the text's words for how it knows and why it is not named.
    """

    spans: tuple[Span, ...]
    actor: str | None
    name: str | None
    kind: SourceKind
    locality: str | None = None
    proximity: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that say that something is said."""

    spans: tuple[Span, ...]
    lemma: str
    act: Act


@dataclass(frozen=True, slots=True)
class Statement:
    """Source, cue and content together; ids point to actors, places, times and statements of the same reading."""

    id: str
    source: Source
    cue: Cue
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    form: Form
    to: str | None
    when: str | None
    where: str | None
    within: str | None
    interested: bool | None
    sentence: Span
    confidence: float
