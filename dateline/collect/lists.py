"""What a user gives to be kept in view: an address or a file of them in, kind and whole address out."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from dateline.errors import UsageError
from dateline.intake.addresses import is_url, is_web_url, shown_url
from dateline.intake.web import fetch
from dateline.store.collecting import SeedKind

from .folder import address_of
from .mailbox import Mailbox

_LIMIT = 10_000_000  # bytes of a list
_SNIFFED = 200_000
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_NAMES_FEED = re.compile(
    rb"<link\b[^<>]{0,500}\btype\s*=\s*[\"']application/(?:rss|atom)\+xml[\"'][^<>]{0,500}>", re.IGNORECASE
)
_HREF = re.compile(rb"\bhref\s*=\s*[\"']([^\"'<>\s]{1,1000})", re.IGNORECASE)


def read_seed_list(path: Path) -> list[tuple[str, str | None]]:
    """Return addresses with their names from OPML, or from a list with one a line; each once."""
    data = path.read_bytes()
    if len(data) > _LIMIT:
        raise UsageError(f"{path} is over {_LIMIT // 1_000_000} MB, which is no list of addresses.")
    found = _opml(data, path) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _lines(data)
    return list({address: (address, name) for address, name in found}.values())


def _opml(data: bytes, path: Path) -> list[tuple[str, str | None]]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UsageError(f"{path} is no OPML: its XML is broken (line {error.lineno}).") from None
    if tree is None:
        raise UsageError(f"{path} is no OPML.")
    found = []
    for outline in tree.iter("{*}outline", "outline"):
        values = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        if values.get("xmlurl"):
            found.append((values["xmlurl"], values.get("title") or values.get("text") or None))
    return found


def _lines(data: bytes) -> list[tuple[str, str | None]]:
    lines = (re.split(r"(?:^|\s)#", line)[0].strip() for line in data.decode("utf-8-sig", "replace").splitlines())
    return [(line, None) for line in lines if line]


def whole_address(kind: SeedKind, address: str) -> str:
    """Return an address as it is kept; raises UsageError for one that does not fit its kind or holds a password."""
    if kind is SeedKind.MAILBOX:
        Mailbox.at(address)
        return address
    if kind is SeedKind.FOLDER:
        path = address.removeprefix("file://")
        if not os.path.isdir(path):
            raise UsageError(f"{path} is no folder.")
        return address_of(path)
    if not is_web_url(address):
        raise UsageError(f"{shown_url(address)} is no address of the web. Write it with http:// or https://.")
    if shown_url(address) != address:
        raise UsageError(f"{shown_url(address)} holds a user's name or password. Give the address without it.")
    try:
        if not urlsplit(address).hostname:
            raise ValueError
    except ValueError:
        raise UsageError(f"{address} is no address of the web.") from None
    return address.partition("#")[0]


def kind_of_address(address: str) -> SeedKind:
    """Return what an address is, by a look at it where it is of the web; raises UsageError where that cannot be told.

    A page that names its feed raises it too, with the feed's address.
    """
    if os.path.isdir(address) or address.lower().startswith("file:"):
        return SeedKind.FOLDER
    if address.lower().startswith(("imap://", "imaps://")):
        return SeedKind.MAILBOX
    if not is_web_url(address):
        remedy = "Write it with http:// or https://." if not is_url(address) else "Only http, https and imaps are."
        raise UsageError(f"{shown_url(address)} cannot be kept in view: it is no folder and no web address. {remedy}")
    whole_address(SeedKind.PAGE, address)
    answer = fetch(address)
    head = answer.data[:_SNIFFED]
    if head.startswith(b"\x1f\x8b") or _SITEMAP.search(head):
        return SeedKind.SITEMAP
    if _FEED.search(head[:5_000]) or head.lstrip().startswith(b"{"):
        return SeedKind.FEED
    if feed := _feed_named(head):
        from urllib.parse import urljoin

        whole = urljoin(answer.url, feed)
        raise UsageError(
            f"{address} is a page; it names its feed: {whole}. Add that, or the page alone by --kind page."
        )
    return SeedKind.PAGE


def _feed_named(head: bytes) -> str | None:
    link = _NAMES_FEED.search(head)
    href = _HREF.search(link[0]) if link else None
    return href[1].decode("utf-8", "replace") if href else None
