"""A feed (RSS, Atom, JSON Feed), also one whose XML is broken, to its entries in their order."""

from __future__ import annotations

import io
import json
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape, unescape
from time import struct_time
from typing import Any
from urllib.parse import urljoin

from dateline.errors import InputError

from .listed import Entry
from .published import parse_date

MAX_ENTRIES = 2_000  # of one feed: those of news have 10 to 200
_MAX_FIELD = 1_000  # characters of a title, a name
_MAX_CONTENT = 400_000  # as of one report's body
_TAG = re.compile(r"<[^<>]*>")
_ENCODING = re.compile(rb"""(<\?xml[^<>?]{0,60})\sencoding\s*=\s*["'][\w.:-]{0,40}["']""")
_WHOLE = 500  # characters of plain text: what is shorter is a teaser, wherever it stands


def read_feed(data: bytes, name: str, url: str, media_type: str = "") -> Iterator[Entry]:
    """Yield the entries of a feed that have an address of the web; raises InputError for what is no feed."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{"):
        yield from _json_feed(data, name, url)
        return
    found = _parsed_feed(data, url, media_type)
    if not found.entries and _ENCODING.search(start):  # it may name an encoding that it is not in
        found = _parsed_feed(_ENCODING.sub(rb"\1", data, count=1), url, "")
    if not found.get("version") and not found.entries:
        raise InputError(name, "it is no feed", "give the address of its RSS, Atom or JSON feed")
    outlet, language = _words(found.feed.get("title")), _words(found.feed.get("language"))
    for one in found.entries[:MAX_ENTRIES]:
        if entry := _entry(one, url, outlet, language):
            yield entry


def _parsed_feed(data: bytes, url: str, media_type: str) -> Any:
    import feedparser

    told = {"content-location": url, **({"content-type": media_type} if media_type else {})}
    # bytes in a stream: a text would be taken for an address or the name of a file
    return feedparser.parse(io.BytesIO(data), response_headers=told)


def _entry(one: Any, url: str, outlet: str | None, language: str | None) -> Entry | None:
    address = _address(url, one.get("link") or (one.get("id") if one.get("guidislink", True) else None))
    if address is None:
        return None
    contents = [str(part.get("value") or "") for part in one.get("content", ())]
    content = max(contents, key=len, default="")[:_MAX_CONTENT]
    source = one.get("source")
    return Entry(
        address,
        title=_words(one.get("title")),
        published=_moment(one.get("published_parsed")),
        updated=_moment(dict(one).get("updated_parsed")),  # asked itself, it gives what was published in its place
        authors=_names([part.get("name") for part in one.get("authors", ())] or [one.get("author")]),
        outlet=(_words(source.get("title")) if isinstance(source, dict) else None) or outlet,
        language=language,
        content=content if len(plain_of_html(content)) >= _WHOLE else None,
        summary=str(one.get("summary") or "")[:_MAX_CONTENT] or None,
    )


def _json_feed(data: bytes, name: str, url: str) -> Iterator[Entry]:
    """Yield the entries of a JSON Feed (jsonfeed.org, 1 and 1.1)."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(name, "its JSON is broken", "check the feed's address") from error
    if not isinstance(found, dict) or not isinstance(items := found.get("items"), list):
        raise InputError(name, "it is no feed", "give the address of its RSS, Atom or JSON feed")
    outlet, language = _words(found.get("title")), _words(found.get("language"))
    for one in items[:MAX_ENTRIES]:
        if not isinstance(one, dict):
            continue
        address = _address(url, one.get("url") or one.get("id"))
        if address is None:
            continue
        authors = one.get("authors") if isinstance(one.get("authors"), list) else [one.get("author")]
        html, text = one.get("content_html"), one.get("content_text")
        content = html if isinstance(html, str) else _as_html(text) if isinstance(text, str) else ""
        summary = one.get("summary")
        yield Entry(
            address,
            title=_words(one.get("title")),
            published=_parsed(one.get("date_published")),
            updated=_parsed(one.get("date_modified")),
            authors=_names([part.get("name") for part in authors or () if isinstance(part, dict)]),
            outlet=outlet,
            language=_words(one.get("language")) or language,
            content=content[:_MAX_CONTENT] if len(plain_of_html(content)) >= _WHOLE else None,
            summary=(_as_html(summary)[:_MAX_CONTENT] if isinstance(summary, str) else content[:_MAX_CONTENT]) or None,
        )


def plain_of_html(html: str) -> str:
    """Return the words of a piece of HTML."""
    return unescape(_TAG.sub(" ", html))


def _as_html(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())


def _address(base: str, link: object) -> str | None:
    if not isinstance(link, str) or not link.strip() or len(link) > 4_000:
        return None
    try:
        joined = urljoin(base, link.strip())
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None


def _words(value: object) -> str | None:
    return " ".join(plain_of_html(value).split())[:_MAX_FIELD] or None if isinstance(value, str) else None


def _names(values: list[object]) -> tuple[str, ...]:
    return tuple(name for value in values[:20] if (name := _words(value)))


def _moment(value: object) -> str | None:
    """Return a moment that feedparser read, which it gives in UTC."""
    if not isinstance(value, struct_time):
        return None
    try:
        return datetime.fromtimestamp(timegm(value), UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError, OSError):
        return None


def _parsed(value: object) -> str | None:
    return parse_date(value) if isinstance(value, str) else None
