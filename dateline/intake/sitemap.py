"""A sitemap (XML, plain list, also gzipped), an index of sitemaps, or one of news, to the addresses in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree

from dateline.errors import InputError

from .addresses import is_web_url
from .listed import Entry
from .published import parse_date
from .unpacking import PackedWronglyError, TooMuchError, unpack_gzip

MAX_ADDRESSES = 50_000  # of one sitemap, as its protocol has it
_MAX_BYTES = 52_428_800  # likewise, unpacked
_REMEDY = "give the address of a sitemap (XML, or one address a line)"


def read_sitemap(data: bytes, name: str, url: str) -> Iterator[Entry]:
    """Yield what a sitemap tells of; raises InputError for what is none, or breaks off before the first address."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = unpack_gzip(data, _MAX_BYTES)
        except TooMuchError as error:
            raise InputError(name, "the sitemap is over 50 MB", _REMEDY) from error
        except PackedWronglyError as error:
            raise InputError(name, "the sitemap is packed wrongly", "try again") from error
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _of_xml(data, url) if start.startswith(b"<") else _of_lines(data, url)
    number = 0
    try:
        for number, entry in enumerate(found, 1):
            yield entry
            if number == MAX_ADDRESSES:
                break
    except etree.XMLSyntaxError as error:
        if not number:
            raise InputError(name, f"its XML is broken (line {error.lineno})", _REMEDY) from error
    if not number and not start.startswith(b"<"):
        raise InputError(name, "it is no sitemap", _REMEDY)


def _of_lines(data: bytes, url: str) -> Iterator[Entry]:
    for line in data.decode("utf-8-sig", "replace").splitlines():
        address = _address(url, line) if is_web_url(line.strip()) else None  # a whole one: any word is a path
        if address is not None:
            yield Entry(address)


def _of_xml(data: bytes, url: str) -> Iterator[Entry]:
    """Yield the entries of a sitemap's XML, in which no entity is resolved and nothing is loaded."""
    parts = etree.iterparse(
        io.BytesIO(data), events=("end",), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for _, element in parts:
        kind = _local(element)
        if kind not in ("url", "sitemap"):
            continue
        words: dict[str, str] = {}
        for child in (*element, *element.iter()):  # its own first: a picture of it has an address too
            if child.text and isinstance(child.tag, str):
                words.setdefault(_local(child), " ".join(child.text.split())[:4_000])
        address = _address(url, words.get("loc"))
        if address is not None:
            yield Entry(
                address,
                title=words.get("title"),
                published=parse_date(words.get("publication_date") or ""),
                updated=parse_date(words.get("lastmod") or ""),
                outlet=words.get("name"),
                language=words.get("language"),
                is_map=kind == "sitemap",
            )
        element.clear()
        while element.getprevious() is not None:  # so that a long one takes no memory
            del element.getparent()[0]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _address(base: str, words: str | None) -> str | None:
    if not words or not words.strip() or len(words) > 4_000:
        return None
    try:
        joined = urljoin(base, words.strip())
    except ValueError:
        return None
    return joined if joined.lower().startswith(("http://", "https://")) else None
