"""Any list of occurrences as an Atom feed (RFC 4287): what changed last first, in one sentence with its words."""

from __future__ import annotations

from typing import Annotated
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from dateline.record.briefing import Filter, OccurrenceLine
from dateline.show.record_words import STANDING_WORDS, kind_words, place_words, status_words, who_words
from dateline.show.words import day_words, listed, printable
from dateline.store.ordering import Sort

from ..desk import Desk, Needs, desk_of
from ..visitor import May, Visitor
from .asked import filter_of
from .tagged import TaggedRoute

router = APIRouter(route_class=TaggedRoute, include_in_schema=False)

_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 50
_EPOCH = "1970-01-01T00:00:00+00:00"


@router.get("/feeds/occurrences.atom")
def occurrences(
    request: Request,
    desk: Annotated[Desk, Depends(desk_of)],
    visitor: Annotated[Visitor, Depends(Needs(May.READ))],
    asked: Annotated[Filter, Depends(filter_of)],
) -> Response:
    """Return what changed last among the occurrences that are asked for."""
    found = desk.seen_by(visitor).listed(asked, _MOST, None, Sort.CHANGED)
    base = str(request.base_url).rstrip("/")
    query = f"?{request.url.query}" if request.url.query else ""
    feed = Xml.Element("feed", xmlns=_ATOM)
    _put(feed, "title", f"dateline {desk.settings.record_name}")
    _put(feed, "id", f"{base}/feeds/occurrences.atom{query}")
    _put(feed, "updated", max((line.changed or _EPOCH for line in found.lines), default=_EPOCH))
    Xml.SubElement(feed, "link", rel="self", href=f"{base}{request.url.path}{query}")
    Xml.SubElement(feed, "link", rel="alternate", href=f"{base}/occurrences{query}")
    author = Xml.SubElement(feed, "author")
    _put(author, "name", "dateline")
    for line in found.lines:
        _enter(feed, line, base)
    body = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/atom+xml")


def _enter(feed: Xml.Element, one: OccurrenceLine, base: str) -> None:
    entry = Xml.SubElement(feed, "entry")
    day = day_words(one.start, one.end, precision=one.precision) or "no day"
    place = place_words(one.place, one.country, one.place_precision) or "no place"
    who = who_words(one.actors, one.recipients, "→")
    status = status_words(one.status, one.outcome, one.alleged)
    _put(entry, "title", f"{kind_words(one.type, one.subtype)}, {who}: {status}; {place}, {day}")
    _put(entry, "id", f"{base}/occurrences/{one.id}")
    _put(entry, "updated", one.changed or _EPOCH)
    Xml.SubElement(entry, "link", rel="alternate", href=f"{base}/occurrences/{one.id}")
    told = [STANDING_WORDS[one.standing], listed(one.sources, 4), *one.figures]
    _put(entry, "summary", f"{'; '.join(part for part in told if part)}. “{one.words}”")
    Xml.SubElement(entry, "category", term=one.type.value)
    Xml.SubElement(entry, "category", term=one.standing.value)


def _put(parent: Xml.Element, name: str, words: str) -> None:
    Xml.SubElement(parent, name).text = printable(words)
