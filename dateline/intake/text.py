"""Plain text and Markdown: the text untouched, with title, date and names from its head."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.errors import InputError
from dateline.record.report import Span

from .agencies import agency_named
from .credits import read_byline
from .encoding import decode
from .head import read_top
from .language import language_code
from .limits import MAX_TEXT_BYTES, MEGABYTE
from .published import parse_date
from .received import Received

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?P<fields>.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^\s*\**(?P<key>[A-Za-z][A-Za-z _-]{1,20}?)\**\s*:\**[ \t]+(?P<value>\S.*?)\s*$")
_KEYS = {
    "title": "title",
    "headline": "title",
    "subject": "title",
    "date": "published",
    "published": "published",
    "publication date": "published",
    "published on": "published",
    "pubdate": "published",
    "outlet": "outlet",
    "publication": "outlet",
    "newspaper": "outlet",
    "publisher": "outlet",
    "source": "outlet",
    "site": "outlet",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "by": "author",
    "agency": "agency",
    "wire": "agency",
    "credit": "agency",
    "url": "url",
    "link": "url",
    "canonical": "url",
    "language": "language",
    "lang": "language",
}


def read_text(data: bytes, name: str, declared: str | None = None) -> Received:
    """Return the text of these bytes with what its head tells."""
    if len(data) > MAX_TEXT_BYTES:
        raise InputError(
            name,
            f"{len(data) / MEGABYTE:.1f} MB of text are more than one report (limit {MAX_TEXT_BYTES // MEGABYTE} MB)",
            "split it into one file for each report",
        )
    return receive_text(decode(data, name, declared))


def receive_text(text: str) -> Received:
    """Return a text with the fields that stand above it: front matter, or lines such as "Source: AFP"."""
    front = _FRONT_MATTER.match(text)
    if front:
        fields, start = _fields(front["fields"].splitlines()), front.end()
    else:
        fields, start = _head_fields(text)
    found = _received(text, fields)
    top = read_top(text, found.title, start)
    return replace(
        found,
        body=top.body,
        title=found.title or top.title,
        outlet=found.outlet or top.outlet,
        authors=found.authors or top.authors,
        agency=found.agency or top.agency,
        dated=top.published,
    )


def _head_fields(text: str) -> tuple[dict[str, str], int]:
    """Return fields in the lines on top of the text and where they end; two at least, or they are sentences."""
    lines: list[str] = []
    end = 0
    for line in text[:8_000].splitlines(keepends=True):
        match = _FIELD.match(line)
        if match is None or match["key"].strip().lower() not in _KEYS:
            if line.strip() or not lines:
                break
        else:
            lines.append(line)
        end += len(line)
    fields = _fields(lines)
    return (fields, end) if len(fields) >= 2 else ({}, 0)


def _fields(lines: list[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in lines:
        match = _FIELD.match(line)
        key = _KEYS.get(match["key"].strip().lower()) if match else None
        if match and key and key not in fields:
            value = match["value"].strip("[]")
            fields[key] = value[1:-1] if value[:1] in "\"'" and value[-1:] == value[:1] and len(value) > 1 else value
    return fields


def _received(text: str, fields: dict[str, str]) -> Received:
    byline = read_byline(fields["author"]) if "author" in fields else None
    outlet = fields.get("outlet")
    agency = agency_named(fields.get("agency")) or agency_named(outlet) or (byline.agency if byline else None)
    return Received(
        text,
        Span(0, len(text)),
        title=fields.get("title"),
        outlet=outlet,
        authors=byline.authors if byline else (),
        agency=agency,
        url=fields.get("url"),
        language=language_code(fields.get("language")),
        published=parse_date(fields.get("published")),
    )
