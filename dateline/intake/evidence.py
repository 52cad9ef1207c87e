"""What a page's raw HTML says of its report: title, outlet, names, address, language and time of publication."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any, NamedTuple

from .agencies import agency_named, agency_pattern
from .credits import is_byline, read_byline
from .published import date_of_line, parse_date

_DATE_METAS = (  # the most exact first; dates of the last change are left out
    "article:published_time",
    "article.published",
    "og:published_time",
    "og:article:published_time",
    "parsely-pub-date",
    "datepublished",
    "publication_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "date",
    "cdate",
)
_AUTHOR_METAS = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "cxenseparse:author",
)
_OUTLET_METAS = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "twitter:app:name:iphone",
)
_TITLE_METAS = ("og:title", "parsely-title", "dc.title", "twitter:title")
_CREDIT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|credit|source|agency|provider|dateline|meta-?author)s?(?:$|[\s_-])", re.IGNORECASE
)
_NOT_CREDIT = re.compile(r"photo|image|picture|caption|bio|comment|related|avatar|share|footer|widget", re.IGNORECASE)
_REPORT_TYPES = re.compile(
    r"(?:News|Report|Analysis|Background|Opinion|Blog|Live|Tech|Reportage)\w*|Article|WebPage", re.IGNORECASE
)


class Evidence(NamedTuple):
    """What the page says of the report outside the report."""

    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agency: str | None
    url: str | None
    language: str | None
    published: str | None
    text: str | None  # of the report, where the page carries it as data


def find_evidence(tree: Any, url: str | None) -> Evidence:
    """Return what the page says of the report outside the report; JSON-LD wins over meta tags, those over elements."""
    metas = _metas(tree)
    linked = _linked_data(tree)
    authors: list[str] = []
    agencies: list[str] = []
    for words in (*linked.authors, *(metas[key] for key in _AUTHOR_METAS if key in metas), *_credit_lines(tree)):
        if words.startswith("http"):
            continue
        found = read_byline(words)
        authors += found.authors
        agencies += [found.agency] if found.agency else []
    outlet = linked.publisher or next((metas[key] for key in _OUTLET_METAS if metas.get(key)), None)
    title = linked.headline or next((metas[key] for key in _TITLE_METAS if metas.get(key)), None) or _heading(tree)
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip() or metas.get("og:url") or url
    language = (
        tree.xpath("string(/html/@lang)")
        or metas.get("og:locale")
        or metas.get("content-language")
        or metas.get("language")
    )
    return Evidence(
        _clean(title),
        _clean(outlet),
        tuple(dict.fromkeys(a for a in authors if plain_words(a) != plain_words(outlet)))[:8],
        agencies[0] if agencies else agency_named(outlet),
        canonical if canonical and canonical.startswith(("http://", "https://")) else url,
        language or linked.language or None,
        _published(tree, metas, linked),
        linked.text,
    )


def _metas(tree: Any) -> dict[str, str]:
    """Return the first content of each meta tag, by its name or property in small letters."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        content = " ".join((meta.get("content") or "").split())
        if key and content and len(content) < 2_000:
            metas.setdefault(key.strip().lower(), content)
    return metas


class _Linked(NamedTuple):
    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    text: str | None = None


def _linked_data(tree: Any) -> _Linked:
    """Return what the page's JSON-LD says of the report; of several, the one with a headline and a date."""
    best, best_score = _Linked(), -1
    for script in tree.xpath("//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]")[:20]:
        try:
            values = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(values, 0):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if not any(isinstance(k, str) and _REPORT_TYPES.fullmatch(k) for k in names):
                continue
            linked = _Linked(
                _string(node.get("headline") or node.get("name")),
                _name_of(node.get("publisher")),
                tuple(_names(node.get("author") or node.get("creator"))),
                _string(node.get("datePublished") or node.get("dateCreated")),
                _string(node.get("inLanguage")),
                node["articleBody"] if isinstance(node.get("articleBody"), str) else None,
            )
            score = (
                2 * bool(linked.published) + bool(linked.headline) + bool(linked.authors) + 2 * ("WebPage" not in names)
            )
            if score > best_score:
                best, best_score = linked, score
    return best


def _nodes(values: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 6:
        return
    if isinstance(values, list):
        for value in values[:200]:
            yield from _nodes(value, depth + 1)
    elif isinstance(values, dict):
        yield values
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            if key in values:
                yield from _nodes(values[key], depth + 1)


def _string(value: Any) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return _clean(value) if isinstance(value, str) else None


def _name_of(value: Any) -> str | None:
    return next(iter(_names(value)), None)


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if not value.startswith("http") else []
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [name for part in value[:10] for name in _names(part)]
    return []


def _credit_lines(tree: Any) -> Iterator[str]:
    """Yield the short lines of the page that credit someone: byline elements, and "Agence France-Presse" alone."""
    for element in tree.iter(
        "p", "span", "div", "a", "address", "li", "small", "cite", "em", "strong", "h4", "h5", "h6", "td"
    ):
        marks = " ".join(
            filter(None, (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel")))
        )
        named = (
            bool(marks)
            and len(marks) < 300
            and _CREDIT_CLASS.search(marks) is not None
            and not _NOT_CREDIT.search(marks)
        )
        if not named and len(element) > 3:
            continue
        words = one_line(element.text_content()) if named or len(element) < 4 else ""
        if not 2 <= len(words) <= 140:
            continue
        credit = _credit(element, words, named)
        if credit is not None and not _in_comments(
            element
        ):  # asked last: it is the dearest, and few lines are a credit
            yield credit


def _credit(element: Any, words: str, named: bool) -> str | None:
    """Return the credit that a line gives, None where it gives none; ``named`` where its element says that it does."""
    if is_byline(words):
        return _without_date(words)
    agency = agency_named(words)
    if named and (agency or (agency_pattern().search(words) and re.search(r"[|/•·]|\bsource\b", words, re.IGNORECASE))):
        return re.sub(r"^source\s*:?\s*", "", _without_date(words), flags=re.IGNORECASE)
    if (named and element.get("itemprop") == "author") or element.get("rel") == "author":
        return words
    is_alone = element.tag in ("p", "span", "div") and element.getparent() is not None
    return words if agency and len(words) > 8 and is_alone else None


def _without_date(words: str) -> str:
    """Return a credit line without the date and time behind its last bar."""
    parts = re.split(r"\s*[|•·]\s*", words)
    return " | ".join(part for part in parts if not re.search(r"\d", part)) or words


def _in_comments(element: Any) -> bool:
    for parent in (element, *element.iterancestors()):
        marks = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if parent.tag in ("footer", "nav", "aside", "figcaption", "figure") or re.search(
            r"comment|related|caption|sidebar|recommend|widget", marks, re.IGNORECASE
        ):
            return True
    return False


def _published(tree: Any, metas: dict[str, str], linked: _Linked) -> str | None:
    """Return the time of publication by the best evidence: a time of day wins over a bare day of the same date."""
    found = [parse_date(linked.published)]
    found += [parse_date(metas.get(key)) for key in _DATE_METAS]
    for element in tree.xpath("//time[@datetime] | //*[@itemprop='datePublished']")[:20]:
        if _in_comments(element) or re.search(
            r"updat|modif", f"{element.get('class') or ''} {element.get('itemprop') or ''}", re.IGNORECASE
        ):
            continue
        found.append(parse_date(element.get("datetime") or element.get("content") or element.text_content()))
    dates = [date for date in found if date]
    if not dates:
        return _written_date(tree)
    first = dates[0]
    return next((date for date in dates if len(date) > 10 and date[:10] == first[:10]), first)


def _written_date(tree: Any) -> str | None:
    """Return the date of a short line near the headline that holds nothing else."""
    for element in tree.xpath(
        "//time | //*[contains(@class, 'date') or contains(@class, 'time') or contains(@class, 'publish')]"
    )[:30]:
        if len(element) < 4 and not _in_comments(element):
            dated = date_of_line(one_line(element.text_content()))
            if dated and not dated.updated:
                return dated.published
    return None


def _heading(tree: Any) -> str | None:
    headings = [one_line(h.text_content()) for h in tree.iter("h1")]
    title = tree.find(".//title")
    return next((h for h in headings if h), None) or (one_line(title.text_content()) if title is not None else None)


def _clean(words: str | None) -> str | None:
    if not words:
        return None
    return " ".join(re.sub(r"<[^>]{1,80}>", "", unescape(words)).split())[:500] or None


def one_line(line: str) -> str:
    """Return words in one line, without the mark of a list or heading before them."""
    return " ".join(re.sub(r"^\s*(?:[-•*]|#{1,6})\s+", "", line).replace("\u00ad", "").split())


def plain_words(words: str | None) -> str:
    """Return words in small letters without signs, to compare headlines."""
    return re.sub(r"\W+", " ", words or "").strip().casefold()
