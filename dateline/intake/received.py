"""What came in: one text with what its wrapping (headers, metadata, a table's columns) tells, before it is a report."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from dateline.record.report import Span

SURROGATE = re.compile(r"[\ud800-\udfff]")  # half a character: JSON and PDF can hold it, no file in UTF-8 can


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of the inputs; it wins over what they say themselves.

    ``published`` is a date or date-time in ISO 8601 or a plain form ("27 August 2014").
    """

    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    author: str | None = None
    agency: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One text as it came in, with what is known of it from outside the text.

    ``body`` is None where the text itself has to tell where the report starts and ends. ``published`` is ISO 8601.
    ``dated`` is a date that stands on a line of its own in the text. ``language`` is what the wrapping declares, which
    may be wrong. ``id`` is a table row's own.
    """

    text: str
    body: Span | None = None
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None
    dated: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the plain values, for the way from the worker process."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Received:
        """Return what ``as_json`` was made from."""
        known = {f.name: values[f.name] for f in fields(cls) if f.name in values}
        known["authors"] = tuple(known.get("authors") or ())
        body = known.get("body")
        known["body"] = None if body is None else Span(*body)
        return cls(**known)
