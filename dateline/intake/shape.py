"""What came in becomes a Report: what the user gives wins, then metadata, then what the text itself tells."""

from __future__ import annotations

from collections import Counter

from dateline.errors import InputError
from dateline.record.report import Agency, PublishedBasis, Report, Span

from .agencies import agency_named, agency_pattern
from .credits import find_agency, read_byline
from .dateline import Opening, find_dateline
from .head import read_top
from .language import find_language, language_code
from .limits import MAX_BODY_CHARS
from .published import parse_date
from .received import SURROGATE, Given, Received


class Ids:
    """Gives each report its id: a second of one name gets "-2", so that the same inputs give the same ids."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def new(self, name: str) -> str:
        """Return this name, or the name with a number where it is taken."""
        name = name or "report"
        found = name
        while self._seen[found]:
            self._seen[name] += 1
            found = f"{name}-{self._seen[name]}"
        self._seen[found] += 1
        return found


def make_report(received: Received, given: Given, name: str, id: str, place: str | None = None) -> Report | InputError:
    """Return the report, or the error that says why it cannot be read (its body is too long)."""
    text = SURROGATE.sub("\ufffd", received.text)
    title = given.title or received.title
    body, authors, agency_name, dated = received.body, received.authors, received.agency, received.dated
    outlet = received.outlet
    if body is None:
        top = read_top(text, title)
        body, title, dated = top.body, title or top.title, dated or top.published
        authors, agency_name, outlet = authors or top.authors, agency_name or top.agency, outlet or top.outlet
    if body.end - body.start > MAX_BODY_CHARS:
        reason = f"{body.end - body.start:,} characters are more than one report (limit {MAX_BODY_CHARS:,})"
        return InputError(name, reason, "split it into one file or row for each report", place)
    published, basis = _published(given, received.published, dated)
    opening = find_dateline(text, body, published)
    if published is None and opening is not None and opening.dateline.date:
        published, basis = opening.dateline.date, "text"  # a dateline with its year, and nothing else tells the day
    return Report(
        id=id,
        text=text,
        body=body,
        title=_sound(title),
        outlet=_sound(given.outlet or outlet),
        authors=_authors(given.author) if given.author else tuple(filter(None, map(_sound, authors))),
        url=_sound(given.url or received.url),
        language=language_code(given.language) or find_language(text[body.start : body.end], received.language),
        published=published,
        published_basis=basis,
        dateline=opening.dateline if opening else None,
        agency=_agency(text, body, given, opening, agency_name, given.outlet or outlet, bool(authors)),
    )


def _published(given: Given, metadata: str | None, dated: str | None) -> tuple[str | None, PublishedBasis]:
    if given.published:
        return parse_date(given.published), "given"
    if metadata:
        return metadata, "metadata"
    return (dated, "text") if dated else (None, "unknown")


def _authors(given: str) -> tuple[str, ...]:
    return read_byline(given).authors or (given.strip(),)


def _agency(
    text: str, body: Span, given: Given, opening: Opening | None, known: str | None, outlet: str | None, signed: bool
) -> Agency | None:
    """Return the wire: as given, as the dateline says, as metadata and bylines say, as the text itself says."""
    if given.agency:
        return Agency(agency_named(given.agency) or given.agency.strip())
    if opening is not None and opening.agency is not None:
        return opening.agency
    if known is not None:
        return Agency(known, _named_at(text, known, body))
    own_story = signed and outlet is not None and agency_named(outlet) is None
    return find_agency(text, body, outlet, own_story)


def _named_at(text: str, name: str, body: Span) -> Span | None:
    """Return where the lines before or after the body name this agency."""
    for start, end in ((0, body.start), (body.end, min(len(text), body.end + 3_000))):
        for match in agency_pattern().finditer(text, start, end):
            if agency_named(match[0]) == name:
                return Span(match.start(), match.end())
    return None


def _sound(words: str | None) -> str | None:
    """Return words that can be written as UTF-8, in one line."""
    return " ".join(SURROGATE.sub("\ufffd", words).split()) or None if words else None
