"""Where the body of a report starts and ends: lines about the page, not of the report, stay outside."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.record.report import Span

from .credits import is_byline, is_signature
from .dateline import find_dateline
from .published import date_of_line
from .words import line_pattern

_PARAGRAPH = 100  # characters, at least, of a line that is a paragraph
_HEAD_LINES = 40  # a head longer than this is no head
_LONG = 140  # characters: lines over this are boilerplate only by what they are known to say

# "(Reporting by Amal Haddad; Editing by Jo Roe)" behind the last sentence of the last paragraph.
_SIGNED_END = re.compile(
    r"\s*\((?:additional\s+)?(?:reporting|writing|compiled|edited|editing|translated)\s+by\s[^()]{3,400}(?:\([^()]{0,60}\)[^()]{0,200})*\)?\W*\Z",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{1,30}:\s")
_SENTENCE = re.compile(r"[a-zà-ÿ\d)\]”\"’'][.!?][”\"’')\]]*$")


class Lines(NamedTuple):
    """What was found at the head of a text: the body, and the lines before it that say something."""

    body: Span
    title: str | None
    byline: str | None
    published: str | None


def is_boilerplate(line: str) -> bool:
    """Tell whether a line of its own is about the page: share links, credits, copyright, "ADVERTISEMENT"."""
    words = " ".join(line.split()).strip()
    if not words:
        return True
    if len(words) > 400:
        return False
    return (
        is_signature(words)
        or line_pattern("line").fullmatch(words) is not None
        or line_pattern("end").fullmatch(words) is not None
    )


def is_end_heading(line: str) -> bool:
    """Tell whether this line opens reader comments or a list of other stories."""
    words = " ".join(line.split()).strip(" *#_=-")
    return line_pattern("end").fullmatch(words) is not None or line_pattern("related").fullmatch(words) is not None


def find_body(text: str, title: str | None = None, start: int = 0) -> Lines:
    """Return where the report's body lies in a text, with title, byline and date line where its head has them.

    A text of which nothing would be left is all body. Nothing is cut out of the middle: the body is one span.
    """
    lines = _lines(text, start)
    first, last = 0, len(lines)
    found_title, byline, published = title, None, None
    plain_title = _plain(title)
    while first < min(last, _HEAD_LINES):
        words = text[lines[first].start : lines[first].end].strip()
        if len(words) < _LONG and find_dateline(text, Span(lines[first].start, len(text))):
            break
        dated = date_of_line(words)
        if dated is not None:
            if not dated.updated and _is_chronicle(text, lines, first, dated.published):
                break
            published = published if published and dated.updated else dated.published
        elif is_byline(words) and first < 12:
            byline = byline or words
        elif _plain(words) == plain_title != "" or is_boilerplate(words) or line_pattern("kicker").fullmatch(words):
            pass
        elif found_title is None and first < 8 and _is_title(text, lines, first):
            found_title = words.strip("#*_= ")
        else:
            split = _byline_with_date(words)
            if split is None:
                break
            byline, published = byline or split[0], published or split[1]
        first += 1
    last = _end_of_body(text, lines, first)
    if first < last:
        signed = _SIGNED_END.search(text, max(lines[first].start + 40, lines[last - 1].end - 600), lines[last - 1].end)
        if signed:
            lines[last - 1] = Span(lines[last - 1].start, signed.start())
    if first >= last:
        return Lines(_stripped(text, start, len(text)), title, None, None)
    return Lines(Span(lines[first].start, lines[last - 1].end), found_title, byline, published)


def _is_chronicle(text: str, lines: list[Span], at: int, published: str) -> bool:
    """Tell whether the date on this line is a heading: words follow it, and then another day on a line of its own."""
    words_between = 0
    for line in lines[at + 1 : at + _HEAD_LINES]:
        words = text[line.start : line.end]
        other = date_of_line(words)
        if other is None:
            words_between += not (is_byline(words) or is_boilerplate(words))
        elif words_between and not other.updated:
            return other.published[:10] != published[:10]
    return False


def _end_of_body(text: str, lines: list[Span], first: int) -> int:
    last = len(lines)
    going_on = _last_paragraphs(text, lines)
    seen = 0  # characters of report before this line
    for i in range(first, len(lines)):
        words = text[lines[i].start : lines[i].end].strip()
        if seen >= 80 and len(words) < 80:
            bare = " ".join(words.split()).strip(" *#_=-")
            if line_pattern("end").fullmatch(bare) or (line_pattern("related").fullmatch(bare) and i > going_on):
                last = i
                break
        seen += len(words)
    while last > first and is_boilerplate(text[lines[last - 1].start : lines[last - 1].end]):
        last -= 1
    return last


def _last_paragraphs(text: str, lines: list[Span]) -> int:
    """Return the number of the second-last line that is a paragraph of a report, or -1.

    Before it a heading over related stories is a box in the report's middle, and behind it the report's end.
    """
    seen = 0
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].end - lines[i].start > _PARAGRAPH:
            words = text[lines[i].start : lines[i].end]
            seen += _SENTENCE.search(words[-12:]) is not None and not is_boilerplate(words)
        if seen == 2:
            return i
    return -1


def _is_title(text: str, lines: list[Span], at: int) -> bool:
    """Tell whether this line is a headline: short, no sentence end, parted from a longer text that follows."""
    words = text[lines[at].start : lines[at].end].strip()
    if at + 1 >= len(lines):
        return False
    if words.startswith("#"):
        return True
    if _SPEAKER.match(words) and _SPEAKER.match(text[lines[at + 1].start : lines[at + 1].end]):
        return False  # a transcript
    if len(words) <= 160 and " " in words and find_dateline(text, Span(lines[at + 1].start, len(text))):
        return True  # what stands over a dateline is a headline, even with a full stop
    if (
        not 12 <= len(words) <= 160
        or words[-1:] in '.!:;,"”'
        or " " not in words
        or words[:1] in '-•*"“('
        or words[:1].islower()
    ):
        return False
    between = text[lines[at].end : lines[at + 1].start]
    rest = [text[s.start : s.end].strip() for s in lines[at + 1 : at + 8]]
    parted = between.count("\n") > 1 or is_byline(rest[0]) or date_of_line(rest[0]) is not None
    # Without a blank line between: a headline over paragraphs of one line each, not a wrapped paragraph.
    if not parted and (len(rest[0]) < 1.5 * len(words) or not _SENTENCE.search(rest[0])):
        return False
    body = next((r for r in rest if not (is_byline(r) or date_of_line(r) or is_boilerplate(r))), "")
    return bool(body) and (len(body) > len(words) or _SENTENCE.search(body) is not None)


def _byline_with_date(words: str) -> tuple[str, str] | None:
    """Return byline and date of a line that holds both: "By Amal Haddad | 27 August 2014"."""
    if len(words) > 160:
        return None
    for mark in re.finditer(r"\s*(?:\||•|·|\s[-–—]\s|,|\bon\b)\s*", words):
        dated = date_of_line(words[mark.end() :])
        if dated and (
            is_byline(words[: mark.start()])
            or (re.fullmatch(r"[^.]{2,40}", words[: mark.start()]) and mark[0].strip() in "|•·")
        ):
            return words[: mark.start()], dated.published
    return None


def _plain(words: str | None) -> str:
    return re.sub(r"\W+", " ", words or "").strip().casefold()


def _lines(text: str, start: int) -> list[Span]:
    """Return the lines that hold something, without blanks at either end."""
    lines, at = [], start
    for line in text[start:].splitlines(keepends=True):
        span = _stripped(text, at, at + len(line))
        if span.end > span.start:
            lines.append(span)
        at += len(line)
    return lines


def _stripped(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
