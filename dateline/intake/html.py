"""A web page to one text: title line, credit line, blank, and the paragraphs of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from dateline.errors import InputError

from .boilerplate import find_body, is_boilerplate, is_end_heading
from .credits import is_byline, is_signature
from .encoding import decode
from .evidence import Evidence, find_evidence, one_line, plain_words
from .limits import MAX_HTML_BYTES, MEGABYTE
from .published import date_of_line
from .received import Received

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_SHORT = 100  # characters: a page of which less is found is looked at again
_HIDDEN = (
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "form",
    "button",
    "nav",
    "aside",
    "footer",
    "figure",
    "figcaption",
    "iframe",
)


def read_html(data: bytes, name: str, declared: str | None = None, url: str | None = None) -> Received:
    """Return the report of a page; meant for the worker process, which bounds its time and memory."""
    if len(data) > MAX_HTML_BYTES:
        reason = (
            f"{len(data) / MEGABYTE:.1f} MB of HTML are no page of one report (limit {MAX_HTML_BYTES // MEGABYTE} MB)"
        )
        raise InputError(name, reason, "save the report's own page, or its text")
    match = _CHARSET.search(data[:4096])
    page = decode(data, name, declared or (match[1].decode("ascii", "replace") if match else None))
    return receive_html(page, name, url)


def receive_html(page: str, name: str, url: str | None = None) -> Received:
    """Return the report of a page that is text already."""
    tree = _tree(page, name)
    found = find_evidence(tree, url)
    paragraphs = _paragraphs(tree, found)
    if not paragraphs:
        raise InputError(
            name, "no text of a report was found in the page", "save the report's text, or the page after it has loaded"
        )
    credit = " | ".join(part for part in (", ".join(found.authors), found.agency) if part)
    head = [part for part in (found.title, f"By {credit}" if credit else None) if part]
    top = "\n".join(head) + "\n\n" if head else ""
    text = top + "\n\n".join(paragraphs)
    lines = find_body(text, found.title, len(top))
    return Received(
        text,
        lines.body,
        title=found.title,
        outlet=found.outlet,
        authors=found.authors,
        agency=found.agency,
        url=found.url,
        language=found.language,
        published=found.published,
        dated=lines.published,
    )


def _tree(page: str, name: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, "the HTML cannot be parsed", "save the page again, or its text") from error
    if tree is None:
        raise InputError(name, "the HTML holds nothing", "save the page again, or its text")
    return tree


def _paragraphs(tree: Any, found: Evidence) -> list[str]:
    """Return the paragraphs of the report, without what is about the page, wherever it stands."""
    lines = _extracted(tree)
    if sum(map(len, lines)) < _SHORT:
        data = [one_line(line) for line in re.sub(r"<[^>]{1,80}>", "\n", unescape(found.text or "")).splitlines()]
        lines = max(lines, list(_own_paragraphs(tree)), data, key=lambda part: sum(map(len, part)))
    return _without_furniture(lines, found.title)


def _extracted(tree: Any) -> list[str]:
    """Return what trafilatura takes for the text of the page, by lines."""
    from trafilatura import bare_extraction  # 0.6 s, for pages only

    try:
        document = bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            include_images=False,
            include_links=False,
            with_metadata=False,
            favor_recall=False,
        )
        text = (document.text if document is not None else "") or ""
    except (ValueError, TypeError, AttributeError, RecursionError, etree.LxmlError):
        text = ""
    return [one_line(line) for line in text.splitlines()]


def _without_furniture(lines: list[str], title: str | None) -> list[str]:
    plain_title = plain_words(title)
    kept: list[str] = []
    paragraphs = [i for i, line in enumerate(lines) if len(line) > 120 and not is_boilerplate(line)]
    going_on = paragraphs[-2] if len(paragraphs) > 1 else -1
    for i, line in enumerate(lines):
        if kept and is_end_heading(line) and not is_signature(line):
            if i > going_on or re.search(r"comment|reply", line, re.IGNORECASE):
                break
            continue
        if is_boilerplate(line) and not is_signature(line):
            continue
        if not kept and (plain_words(line) == plain_title or is_byline(line) or date_of_line(line)):
            continue
        if line not in kept[-3:]:
            kept.append(line)
    return kept


def _own_paragraphs(tree: Any) -> Iterator[str]:
    """Yield the text of the page's paragraphs, for pages too short or too odd for trafilatura."""
    roots = tree.xpath("//article") or tree.xpath("//main") or tree.xpath("//body") or [tree]
    for root in roots[:1]:
        found = False
        for element in root.iter("p", "blockquote", "li"):
            if any(parent.tag in _HIDDEN for parent in element.iterancestors()):
                continue
            line = one_line(element.text_content())
            if line:
                found = True
                yield line
        if not found:
            etree.strip_elements(root, *_HIDDEN, with_tail=False)
            yield from filter(None, (one_line(part) for part in root.text_content().splitlines()))
