"""Feeds and sitemaps to the addresses that they tell of; read in the worker process, which bounds time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Any

from dateline.errors import InputError


@dataclass(frozen=True, slots=True)
class Entry:
    """One address that a feed or a sitemap tells of, with what is said of it there.

    ``content`` is the whole text where the feed gives it, as HTML, ``summary`` what it gives instead. Times are ISO
    8601 as far as they could be read. ``is_map`` marks a sitemap that a sitemap names.
    """

    address: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    language: str | None = None
    content: str | None = None
    summary: str | None = None
    is_map: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the plain values that are not the usual ones, for the way from the worker process."""
        usual = Entry("")
        values = {key: value for key, value in asdict(self).items() if value != getattr(usual, key)}
        return {"address": self.address, **values}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Entry:
        """Return what ``as_json`` was made from."""
        known = {f.name: values[f.name] for f in fields(cls) if f.name in values}
        known["authors"] = tuple(known.get("authors") or ())
        return cls(**known)


Reader = Callable[[bytes, str, str, str], Iterator[Entry]]


def _feed(data: bytes, name: str, url: str, media_type: str) -> Iterator[Entry]:
    from .feed import read_feed

    return read_feed(data, name, url, media_type)


def _sitemap(data: bytes, name: str, url: str, media_type: str) -> Iterator[Entry]:
    from .sitemap import read_sitemap

    return read_sitemap(data, name, url)


LISTS: dict[str, Reader] = {"feed": _feed, "sitemap": _sitemap}
"""What lists addresses, by its kind."""


def read_list(kind: str, data: bytes, name: str, url: str, media_type: str) -> Iterator[Entry | InputError]:
    """Yield what a feed or a sitemap tells of, each address once, or the error that says why it cannot be read."""
    seen = set()
    try:
        for entry in LISTS[kind](data, name, url, media_type):
            if entry.address not in seen:
                seen.add(entry.address)
                yield entry
    except InputError as error:
        yield error
