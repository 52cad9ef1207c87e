"""The head of a pasted text: headline, outlet, byline and date as short lines without keys, before the first paragraph.

Lines are told by their own form ("By Jane Doe | AFP", "Published On 14 Oct 2025", "The Guardian"). Only where at least
one line is plainly no sentence of a report, and all lines before it can belong to a head, is there a head.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from dateline.lexicon.actors import first_names, known_actors, split_actor
from dateline.lexicon.countries import countries
from dateline.record.report import Span

from .agencies import agency_named
from .boilerplate import find_body, is_boilerplate
from .credits import is_byline, is_signature, read_byline
from .dateline import find_dateline
from .published import DateLine, date_of_line
from .words import line_pattern, word_list

_MOST_LINES = 16  # of a head: headline, standfirst, outlet, byline, place, date, share links
_LONG = 170  # characters: a headline or a standfirst is shorter
_WORDS_OF_SENTENCE = 14  # a line that long and with a full stop is the report's first sentence, not a standfirst
_MOST_TEXTS = 3  # lines of words in a head: section, headline, standfirst

_SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*$")
_BULLET = re.compile(r"[-–—•*·>]\s|\(?\d{1,3}[.)]\s|[\"“‘'(\[]|[a-zà-ÿ]")
_PART = re.compile(r"\s*(?:[|•·]|\s[-–—/]\s|[,:;(]|\bon\b|\b(?=(?:published|posted|updated)\b)|\s)\s*", re.IGNORECASE)
_BAR = re.compile(r"\s*[|•·]\s*|\s+[-–—/]\s+|,\s+")
_NAMED = re.compile(r"(?:The\s|Al[- ])?[A-ZÀ-Þ][\w'’&.\-]*(?:\s(?:of|the|de|and|&|[A-ZÀ-Þ][\w'’&.\-]*)){0,4}")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]{2,40}(?:\.[a-z0-9-]{2,24}){1,3}(?:/\S*)?", re.IGNORECASE)
_REPORTING_FROM = re.compile(r"(?:reporting|reported)\s+(?:from|in)\s.{2,80}|(?:in|from)\s+[A-Z][\w'’ ,-]{2,40}", re.I)
_PLACE = re.compile(r"[A-ZÀ-Þ][\w'’.\-]+(?:\s[A-ZÀ-Þ][\w'’.\-]+){0,2}")
_NOT_NAMED_SO = re.compile(r"[.!?,;:\d]")


@dataclass(slots=True)
class Head:
    """What stands above the report, and where it ends."""

    end: int
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    published: str | None = None


class Top(NamedTuple):
    """Where the body of a text lies and what stands above it."""

    body: Span
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    agency: str | None
    published: str | None


@dataclass(slots=True)
class _Line:
    """One line of the head: what it tells, and whether it can be nothing else (``plain``)."""

    words: str
    end: int
    plain: bool = False
    is_text: bool = False
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    date: DateLine | None = None


def read_top(text: str, title: str | None = None, start: int = 0) -> Top:
    """Return the body of a text from here on, with what its head tells."""
    head = find_head(text, start, title) or Head(start)
    lines = find_body(text, title or head.title, head.end)
    byline = read_byline(lines.byline) if lines.byline else None
    return Top(
        lines.body,
        head.title or lines.title,
        head.outlet,
        head.authors or (byline.authors if byline else ()),
        head.agency or (byline.agency if byline else None),
        head.published or lines.published,
    )


def find_head(text: str, start: int = 0, title: str | None = None) -> Head | None:
    """Return the head that stands on top of a text from here on, or None where it opens with its report.

    The headline alone, with nothing else above the report, is no head: ``find_body`` tells it.
    """
    lines = _top_lines(text, start)
    if lines is None:
        return None
    last = max((i for i, line in enumerate(lines) if line.plain), default=-1)
    over_dateline = _over_dateline(text, lines)
    lines = lines if over_dateline else lines[: last + 1]
    if not lines or not _belong_together(lines, title):
        return None
    head = Head(lines[-1].end)
    dates = [line.date for line in lines if line.date]
    first = next((d for d in dates if not d.updated), dates[0] if dates else None)
    head.published = first.published if first else None
    head.authors = tuple(dict.fromkeys(name for line in lines for name in line.authors))
    agencies = list(dict.fromkeys(line.agency for line in lines if line.agency))
    head.agency = agencies[0] if len(agencies) == 1 else None
    head.outlet = next((line.outlet for line in lines if line.outlet), None)
    head.title = title or _title(lines)
    return head


def _over_dateline(text: str, lines: list[_Line]) -> bool:
    """Tell whether a dateline follows these lines, so that headline and standfirst need no other line to be told."""
    if not lines or find_dateline(text, Span(lines[-1].end, len(text))) is None:
        return False
    texts = [line.words for line in lines if line.is_text]
    return bool(texts) and not _ends_a_statement(texts[0]) and not any(w[-1] in ":;," or len(w) < 8 for w in texts)


def _top_lines(text: str, start: int) -> list[_Line] | None:
    """Return the short lines before the first paragraph, told apart; None where no paragraph follows."""
    lines: list[_Line] = []
    at = start
    for raw in text[start : start + 8_000].splitlines(keepends=True):
        words, here = " ".join(raw.split()), at
        at += len(raw)
        if not words:
            continue
        if len(words) > _LONG or len(lines) >= _MOST_LINES:
            return lines
        if find_dateline(text, Span(here, len(text))) is not None and not date_of_line(words):
            return lines
        line = _told(words.strip("*_# "), here + len(raw.rstrip()))
        if line.is_text and _SENTENCE_END.search(words) and len(words.split()) > _WORDS_OF_SENTENCE:
            return lines
        lines.append(line)
    return None


def _told(words: str, end: int) -> _Line:
    """Return the line with what it tells."""
    line = _Line(words, end)
    dated = date_of_line(words)
    if dated is not None:
        line.plain, line.date = True, dated
    elif is_byline(words):
        byline = read_byline(words)
        line.plain, line.authors, line.agency = True, byline.authors, byline.agency
        line.outlet = next((part for part in _BAR.split(words)[1:] if _is_known_outlet(part)), None)
    elif is_signature(words):
        line.is_text = True
    elif _is_label(words, line) or _with_date(words, line):
        line.plain = line.plain or line.date is not None
    elif not (is_boilerplate(words) or line_pattern("kicker").fullmatch(words) or _REPORTING_FROM.fullmatch(words)):
        line.is_text = not _is_section(words)
    return line


def _with_date(words: str, line: _Line) -> bool:
    """Read a line of a label and a date: "REUTERS | 3 March 2022 10:15 GMT", "14 May 2024, The Harbour Courier"."""
    if len(words) > 120 or not re.search(r"\d{4}", words):
        return False
    for mark in _PART.finditer(words):
        before, after = words[: mark.start()].strip(" ,|("), words[mark.end() :].strip(" ,|)")
        for label, date in ((before, after), (after, before)):
            dated = date_of_line(date) if label else None
            if dated is None:
                continue
            if _is_label(label, line, with_date=True) or is_byline(label) or _is_section(label):
                byline = read_byline(label) if is_byline(label) else None
                line.authors = line.authors or (byline.authors if byline else ())
                line.agency = line.agency or (byline.agency if byline else None)
                line.date = dated
                return True
    return False


def _is_label(words: str, line: _Line, with_date: bool = False) -> bool:
    """Read a line that names who publishes or writes, in parts: "Dawn | Reuters", "BBC News, Beirut", "AFP, Kyiv"."""
    parts = [part for part in _BAR.split(words) if part]
    if not 1 <= len(parts) <= 4 or len(words) > 80:
        return False
    outlet: str | None = None
    agency: str | None = None
    authors: tuple[str, ...] = ()
    plain = False
    for at, part in enumerate(parts):
        named = agency_named(part)
        if named is not None:
            agency, plain = named, True
        elif _is_known_outlet(part):
            outlet, plain = outlet or part, True
        elif part.casefold() in word_list("not_authors"):
            plain = True
        elif found := _people(part):
            authors = (*authors, *found)
        elif _DOMAIN.fullmatch(part) and "." in part:
            outlet = outlet or (part if "/" not in part else None)
            plain = True
        elif _is_named_like_an_outlet(part):
            outlet = outlet or part
        elif not (at and _PLACE.fullmatch(part)) and not (len(parts) > 1 and _is_section(part)):
            return False
    if not (outlet or agency or authors or plain):
        return False
    line.outlet, line.agency, line.authors = outlet, agency, authors
    line.plain = plain or (with_date and bool(outlet or authors))
    return True


def _people(words: str) -> tuple[str, ...]:
    """Return the names of a byline without its "By", known by their first names: "Jane Doe in Beirut"."""
    if not 5 <= len(words) <= 80 or _NOT_NAMED_SO.search(words.replace(". ", " ")) or not is_byline(f"By {words}"):
        return ()
    authors = read_byline(words).authors
    return authors if authors and all(name.split()[0].casefold() in first_names() for name in authors) else ()


def _is_known_outlet(words: str) -> bool:
    """Tell whether these words are a medium of the lexicon and nothing else ("Al Jazeera English" too)."""
    bare = re.sub(r"\s+(?:English|Online|Newspaper|Staff|World|International)$", "", words.strip(" *_"))
    for name in (bare, re.sub(r"^[Tt]he\s+", "", bare), f"The {bare}"):
        key = split_actor(name)
        if key and any(s.words == key and s.actor.kind == "media" for s in known_actors().get(key[0], ())):
            return words[:1].isupper() or words[:1].isdigit()
    return bare.casefold() in word_list("outlets")


def _is_named_like_an_outlet(words: str) -> bool:
    """Tell whether a name ends as newspapers and stations do: "The Harbour Courier", "Kafr Zita Media Office"."""
    if not _NAMED.fullmatch(words) or " " not in words or len(words) > 50:
        return False
    return words.split()[-1].casefold() in word_list("outlet_words")


def _is_section(words: str) -> bool:
    """Tell whether the line names a section of an outlet: a country, a region, "News | World"."""
    parts = [part.strip().casefold() for part in re.split(r"\s*[|>»/•·]\s*", words) if part.strip()]
    if len(words) > 60 or not parts:
        return False
    names = {name.casefold() for c in countries().values() for name in (c.name, *c.names)} | word_list("sections")
    return parts[0] in names and (len(parts) <= 3)


def _belong_together(lines: list[_Line], title: str | None) -> bool:
    """Tell whether these lines are one head: few lines of words, none of which can only be of a report or a list."""
    texts = [line for line in lines if line.is_text]
    if len(texts) > _MOST_TEXTS:
        return False
    if any(_BULLET.match(line.words) and not re.match(r"[\"“‘']", line.words) for line in texts):
        return False
    if texts and title is None and (texts[0].words[-1] in ",;:" or _ends_a_statement(texts[0].words)):
        return False  # a report that opens with a short sentence
    dates = [i for i, line in enumerate(lines) if line.date]
    days = {d.published[:10] for line in lines if (d := line.date) is not None and not d.updated}
    if len(days) > 1 and any(line.is_text for line in lines[dates[0] : dates[-1]]):
        return False  # a chronicle: its dates are headings
    plain = sum(line.plain for line in lines)
    if plain != 1 or any(line.date or line.agency for line in lines):
        return True
    return len(texts) < 2 or any(is_byline(line.words) for line in lines)


def _ends_a_statement(words: str) -> bool:
    return words.endswith(".") and not re.search(r"\b(?:[A-Z]|No|St|Dr|Jr|Gen|vs)\.$", words)


def _title(lines: list[_Line]) -> str | None:
    """Return the headline: the first line of words, or the longer one behind a label that no list knows."""
    texts = [i for i, line in enumerate(lines) if line.is_text]
    if not texts:
        return None
    first = texts[0]
    for at in texts[1:]:
        label = len(lines[first].words.split()) <= 3
        if label and len(lines[at].words.split()) >= 4 and not _ends_a_statement(lines[at].words):
            return lines[at].words
    return lines[first].words
