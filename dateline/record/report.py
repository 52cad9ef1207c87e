"""A report as received, and spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

PublishedBasis = Literal["given", "metadata", "text", "unknown"]


class Span(NamedTuple):
    """Characters of a report's text, Unicode code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Agency:
    """The wire a text came from, with the words that say so (None where only metadata says it)."""

    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place and day a wire text opens with: "DAMASCUS, Aug 27 (AFP) -"."""

    text: str
    span: Span
    place: str | None = None  # id of a place of the reading
    date: str | None = None  # ISO 8601 date, or None where the dateline gives none


@dataclass(frozen=True, slots=True)
class Report:
    """One text as received, with what is known of its publication.

    ``published`` is an ISO 8601 date or date-time; ``language`` an ISO 639-1 code; ``body`` the part that is the
    report itself, without bylines, share links and reader comments.
    """

    id: str
    text: str
    body: Span
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "unknown"
    dateline: Dateline | None = None
    agency: Agency | None = None

    def quote(self, span: Span) -> str:
        """Return the words of the report at this span."""
        return self.text[span.start : span.end]
