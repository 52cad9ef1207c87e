"""The words of an address in, the filter out, with the words themselves for forms and for addresses like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from dateline.api import make_filter
from dateline.record.briefing import Filter

_WORDS = ("q", "actor", "place", "country", "type", "since", "until", "status", "standing", "source", "contested")
_LONGEST = 300  # characters of a word; longer ones are no name


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the words as they were written, none of them empty, and the filter they make."""

    words: Mapping[str, str]
    filter: Filter

    def query(self, **others: object) -> str:
        """Return the words, and others beside or in place of them, as the query of an address; None leaves one out."""
        merged = {**self.words, **others}
        return urlencode({name: value for name, value in merged.items() if value not in (None, "")})


def asked_of(request: Request) -> Asked:
    """Return what a request asks for; raises UsageError, with the nearest word, for one that names nothing."""
    return read_asked(request.query_params)


def read_asked(given: Mapping[str, str]) -> Asked:
    """Return what the words of an address ask for; raises UsageError as ``asked_of`` does."""
    words = {name: given[name].strip()[:_LONGEST] for name in _WORDS if given.get(name, "").strip()}
    contested = words.get("contested", "").lower() not in ("", "0", "false", "no")
    found = make_filter(
        actor=words.get("actor"),
        place=words.get("place"),
        country=words.get("country"),
        type=words.get("type"),
        since=words.get("since"),
        until=words.get("until"),
        status=words.get("status"),
        standing=words.get("standing"),
        contested=contested,
        source_kind=words.get("source"),
        words=words.get("q"),
    )
    return Asked(words, found)
