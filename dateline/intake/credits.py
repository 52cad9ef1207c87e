"""Who wired and who wrote a text: bylines, credit lines, copyright lines, and "told AFP" in the text itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.record.report import Agency, Span

from .agencies import agency_named, agency_pattern
from .words import word_list

_UPPER = r"A-ZÀ-ÖØ-Þ"
_NAME_WORD = (
    rf"(?:(?:[ae][a-z]{{1,2}}-)?[{_UPPER}][\w'’.\-]*|de|del|della|da|dos|van|von|der|den|bin|bint|ibn"
    r"|al|el|abu|le|la|ul|y)"
)
_NAME = re.compile(rf"(?!(?:The|A|An)\b)[{_UPPER}][\w'’.\-]*(?:\s{_NAME_WORD}){{1,4}}$|[{_UPPER}][\w'’\-]+$")
_BY = re.compile(r"^(?:(?:story|report|written|posted|text|words|published)\s+)?by\s*:?\s+(?=\S)", re.IGNORECASE)
_NOT_BY = re.compile(
    r"^(?i:by)\s+(?:[a-z0-9]|(?i:the\s+(?:time|end|way|morning|evening|afternoon|night|middle|early|late|mid|summer|winter|numbers))"
    r"|(?i:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|"
    r"november|december|contrast|comparison|now|then|noon|midnight|nightfall|dawn|law|far|sea|air|land)\b)"
)
_PARTS = re.compile(r"\s*(?:\||;|•|·|/|\s[-–—]\s|,|\band\b|&)\s*")
_PLACE_TAIL = re.compile(rf"\s+in\s+[{_UPPER}][\w'’.\- ]*(?:,\s*[{_UPPER}][\w'’.\- ]*)?(?:\s+and\s+.*)?$")
_OFFICE_TAIL = re.compile(r"\s+(?:(?:staff|senior|special)\s+)?(?:writer|correspondent|reporter)s?$", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"^\W{0,3}(?:(?:additional\s+)?(?:reporting|writing|compiled|translated|edited|editing)\s+"
    r"(?:for\s+[\w ]+\s+)?by\b|additional\s+reporting\b)",
    re.IGNORECASE,
)
_REUTERS_SIGNATURE = re.compile(
    r"\(?(?:additional\s+)?(?:reporting|writing)\s+by\s[^\n]{3,300}?;\s*(?:writing|editing)\s+by\s", re.IGNORECASE
)
_SOURCE_LINE = re.compile(r"^(?:source|sources?\s*:|credit|agency|via|from)\s*:?\s+(?P<who>.{2,60})$", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:\d{4}(?:\s?[-–]\s?\d{4})?,?)?\s*(?:by\s+)?(?P<who>(?:the\s+)?[^\W\d_][^\n,;]{1,50})",
    re.IGNORECASE,
)
_WIRE_NAME = re.compile(rf"(?:[{_UPPER}][\w'’-]+\s){{1,3}}(?:Wire|Newswire|News\s+Agency|Press\s+Agency)")
_STAFF = re.compile(
    r"(?P<who>(?:the\s+)?\w+(?:\s\w+)?)\s+(?:writers?|journalists?|reporters?|correspondents?)\s.{3,200}\bcontributed\b",
    re.I,
)
# Behind an agency's name: words that cite it, or a day too long ago for its own report of today.
_CITED = re.compile(
    r"\s+(?:\w+\s+)?(?:news\s+)?(?:agency|service|wire)\b|\s*\(|['’]s\b|\s+(?:earlier\s+this|last\s+(?:week|month|year)|in\s+\d{4})\b"
    r"|\s+in\s+(?:an?\s+interview\s+in\s+)?(?:late\s+|early\s+|mid-)?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)

# A text that says this of an agency or of its outlet is the agency's no more; {} is the name.
_CITING = (
    r"\b{},?\s+(?:has\s+|also\s+|first\s+)?(?:reported|reports|quoted|cited|wrote|learned)\b",
    r"\b(?:[Aa]ccording\s+to|(?:cited|quoted|reported|told)\s+(?:by|in)|[Cc]iting)\s+(?:the\s+)?{}\b(?!\s\w+(?:er|ist)s?\b)",
)
_TOLD_OUTLET = r"\b(?:told|tells|speaking\s+to|interview\s+with|seen\s+by)\s+(?:the\s+)?{}\b"


class Byline(NamedTuple):
    """Who a byline names: authors, and the agency where it names one."""

    authors: tuple[str, ...]
    agency: str | None


def is_byline(line: str) -> bool:
    """Tell whether a line of its own is a byline: "By Amal Haddad | AFP", not "By the end of May ..."."""
    words = line.strip().strip("*_ ")
    if len(words) > 140 or not _BY.match(words):
        return False
    rest = _BY.sub("", words)
    if rest.casefold().strip(" .") in word_list("not_authors"):
        return True
    if _NOT_BY.match(words) and not re.match(r"(?:the|an?)\s", rest):
        return False
    if re.search(r"[.!?]['”\"]?$", rest) and not re.search(r"\b(?:[A-Z]|Jr|Sr)\.$", rest):
        return False
    found = read_byline(words)
    return bool(found.authors or found.agency)


def read_byline(line: str) -> Byline:
    """Return the people and the agency that a byline or an author field names."""
    words = _BY.sub("", " ".join(line.split()).strip("*_ |"))
    agency: str | None = None
    authors: list[str] = []
    words = re.sub(r"\s*\(([^)]*)\)", lambda m: f", {m[1]}" if agency_named(m[1]) else "", words)
    parts = [words] if agency_named(words) else _PARTS.split(words)
    for part in parts:
        part = _OFFICE_TAIL.sub("", part)
        part = _PLACE_TAIL.sub("", part).strip(" .,;:|*_")
        if not part:
            continue
        named = agency_named(part) or agency_named(
            re.sub(r"^(?:for|of|at|with)\s+(?:the\s+)?", "", part, flags=re.IGNORECASE)
        )
        if named is None:
            tail = re.match(r"(?P<name>.+?)\s+(?:of\s+|for\s+)?(?P<agency>(?:the\s+)?[\w'’-]+(?:\s[\w'’-]+)?)$", part)
            if tail and agency_named(tail["agency"]) and len(tail["agency"]) > 2 and " " in tail["name"]:
                named, part = agency_named(tail["agency"]), tail["name"]
                authors += _as_author(part)
        if named is None and _WIRE_NAME.fullmatch(part):
            named = part  # a wire that the lexicon does not know
        if named is not None:
            agency = agency or named
            continue
        authors += _as_author(part)
    return Byline(tuple(dict.fromkeys(authors)), agency)


def _as_author(part: str) -> list[str]:
    """Return the part as a name, or nothing where it is a desk, an office, an address or a sentence."""
    low = part.casefold()
    if (
        low in word_list("not_authors")
        or "@" in part
        or "http" in low
        or re.search(r"\d", part)
        or not _NAME.match(part)
    ):
        return []
    if word_list("offices") & set(low.split()):
        return []
    if part.isupper() and len(part) > 3:
        part = " ".join(w if len(w) < 3 and w.endswith(".") else w.title() for w in part.split())
    return [part] if " " in part else []


def is_signature(line: str) -> bool:
    """Tell whether the line names those who worked on the report: "Reporting by ...; editing by ..."."""
    return bool(_SIGNATURE.match(line.strip()))


def find_agency(text: str, body: Span, outlet: str | None = None, own_byline: bool = False) -> Agency | None:
    """Return the agency that the text itself names as its origin, with the words that say so, or None.

    Looked at in this order: credit lines before and after the body, a credit that ends the body, and "told AFP" in
    the body. Two agencies in one kind of evidence decide nothing. "told the AFP news agency" cites the agency, and so
    does a newspaper's own story: one under its own byline (``own_byline``) or with "told The Guardian" in it.
    """
    outside = [_line_credit(text, line) for line in (*_lines(text, 0, body.start), *_lines(text, body.end, len(text)))]
    return (
        _only(found for found in outside if found is not None)
        or _closing_credit(text, body)
        or _signed(text, body)
        or (None if own_byline else _only(_told(text, body, outlet)))
    )


def _only(found: object) -> Agency | None:
    """Return the first of these where all name one agency."""
    credits = list(found)  # type: ignore[call-overload]
    return credits[0] if credits and len({c.name for c in credits}) == 1 else None


def _lines(text: str, start: int, end: int) -> list[Span]:
    lines, at = [], start
    for line in text[start:end][:20_000].splitlines(keepends=True):
        lines.append(Span(at, at + len(line.rstrip())))
        at += len(line)
    return [s for s in lines if s.end > s.start]


def _line_credit(text: str, line: Span) -> Agency | None:
    words = text[line.start : line.end]
    bare = words.strip().strip("*_-–—•|()[] ")
    if len(words) > 300 or re.search(r"\b(?:photo|picture|image|inputs?)\b", words, re.IGNORECASE):
        return None
    name = agency_named(bare)
    if name is None and is_byline(words):
        name = read_byline(bare).agency
    staff = _STAFF.match(bare)
    if name is None and staff:
        name = agency_named(staff["who"])
    for pattern in (_SOURCE_LINE, _COPYRIGHT):
        match = pattern.search(bare)
        if name is None and match:
            who = re.split(r"[.|]|\ball\s+rights\b", match["who"], maxsplit=1, flags=re.IGNORECASE)[0]
            name = agency_named(who)
    if name is None:
        return None
    for match in agency_pattern().finditer(words):
        if agency_named(match[0]) == name:
            return Agency(name, Span(line.start + match.start(), line.start + match.end()))
    return Agency(name, line)


def _closing_credit(text: str, body: Span) -> Agency | None:
    """Return the agency in brackets or behind a dash at the end of the body: "... on Monday. (AFP)", "- Reuters"."""
    tail = text[max(body.start, body.end - 60) : body.end]
    match = re.search(
        r"(?:\(([^()\n]{2,30})\)|(?:[.!?”\"]\s?|\n)\s*[-–—]+\s*([^\n()]{2,30})|[\n]\s*([^\n()]{2,30}))\W*$", tail
    )
    if match is None:
        return None
    which = next(i for i in (1, 2, 3) if match[i] is not None)
    name = agency_named(match[which])
    start = max(body.start, body.end - 60)
    return Agency(name, Span(start + match.start(which), start + match.end(which))) if name else None


def _signed(text: str, body: Span) -> Agency | None:
    """Return Reuters for "Reporting by ...; editing by ...", which is its signature, at the end of the text."""
    start = max(0, min(body.end, len(text)) - 600)
    match = _REUTERS_SIGNATURE.search(text, start, min(len(text), body.end + 2_000))
    return Agency("Reuters", Span(match.start(), match.end())) if match else None


def _told(text: str, body: Span, outlet: str | None) -> list[Agency]:
    """Return the agencies that were told something, none where the text speaks of itself or of them as another."""
    words = text[body.start : body.end]
    if (
        outlet
        and agency_named(outlet) is None
        and re.search(_TOLD_OUTLET.format(_spaced(outlet)), words, re.IGNORECASE)
    ):
        return []
    found = []
    for match in re.finditer(r"\b(?:told|tells|speaking\s+to)\s+(?:an?\s+)?", words):
        at = body.start + match.end()
        named = agency_pattern(True).match(text, at + 4 if text[at : at + 4] == "the " else at)
        if named is None or named.end() > body.end or _CITED.match(text, named.end(), named.end() + 60):
            continue
        name = agency_named(named[0])
        if name == "AP" and not named[0].startswith("The A"):
            continue  # its own reports write "told The Associated Press"; all 4 others seen (PolNeAR) were newspapers'
        if name is not None and not _is_cited(words, named[0]):
            found.append(Agency(name, Span(named.start(), named.end())))
    return found


def _is_cited(words: str, agency: str) -> bool:
    """Tell whether a text cites the agency as another's word: "the AP reported", "according to Reuters"."""
    name = _spaced(agency)
    return any(re.search(pattern.format(name), words) for pattern in _CITING)


def _spaced(name: str) -> str:
    """Return a pattern for the name without its article."""
    return re.escape(re.sub(r"^[Tt]he\s+", "", name)).replace(r"\ ", r"\s+")
