"""The dateline that a wire text opens with: "DAMASCUS:", "BEIRUT, Aug 27 (AFP) -", "KYIV/GENEVA (Reuters) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dateline.record.report import Agency, Dateline, Span

from .agencies import agency_named, agency_pattern
from .published import MONTHS, day_near, day_of
from .words import word_list

_UPPER = r"A-ZÀ-ÖØ-Þ"
_UPPER_WORD = rf"[{_UPPER}](?:[{_UPPER}'’ʿ\-]|\.(?=[{_UPPER}\s,]))*"
_UPPER_PLACE = re.compile(rf"{_UPPER_WORD}(?:(?:\s?/\s?|\s?&\s?|\s){_UPPER_WORD}){{0,4}}(?![\w])")
_TITLE_WORD = rf"[{_UPPER}][\w'’ʿ\-]*"
_TITLE_PLACE = re.compile(
    rf"{_TITLE_WORD}(?:(?:\s?/\s?|\s(?:(?:de|del|la|el|al|du|des|da|dos|am|an|and)\s)?){_TITLE_WORD}){{0,3}}"
)
_QUALIFIER = re.compile(
    rf",\s(?:(?:the|northern|southern|eastern|western|central|north|south|east|west)\s)?"
    rf"({_TITLE_WORD}\.?(?:[A-Z]\.)*(?:\s(?:of\s|and\s)?{_TITLE_WORD}){{0,4}})"
)
_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATE = re.compile(
    rf"[,.]?\s?\(?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH})|(?P<month2>{_MONTH})\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b)"
    r"(?:,?\s(?P<year>(?:19|20)\d\d\b|\d\d(?=\s*(?:\(|--|-\s|—|–))))?\)?|[,.]?\s?no\sdate\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[,.]?\s?(?:\(([^()\n]{2,40})\)|\[([^\[\]\n]{2,40})\]|/([A-Za-z][\w .-]{1,24})/)")
_SERVICE = re.compile(r",\s?([A-Z]{2,8})(?=\s?(?:--|—|–|\s-\s|:\s))")
_FILLED = re.compile(r"\S")
_SERVICE_WORDS = re.compile(r"\b(?:wire|newswire|news|press|agency|radio|tv|television|network)\b", re.IGNORECASE)
_SEPARATOR = re.compile(r"\.?\s?(?:--+|—|–|―)|\s-(?=\s|$)|\s?_(?=\s|$)|:(?=\s|$)|\.(?=\s|$)")
_BLANK = re.compile(
    r"[ \t\u00a0]*(?:\[(?:TEXT|REPORT|COMMENTARY|EXCERPTS?|COMMUNIQUE|SPEECH|EDITORIAL|ARTICLE|INTERVIEW)\][ \t]*)*"
)
_BARE = re.compile(r"\(?(?P<agency>[^()\n]{2,30}?)\)?(?P<separator>\s?(?:--|—|–)|\s-(?=\s))")
_ENCLOSED = re.compile(r"[(\[](?P<inner>[^()\[\]\n]{3,80})[)\]](?=\s?(?:--+|—|–|―|:\s)|\s-\s)")
_SENTENCE_START = re.compile(r"[\"“”'‘’(\[«]{0,2}[A-Z0-9À-Þ\u0400-\u042f\u0590-\u06ff]|#|@|$")

_LONG_LINE = 90  # characters: a paragraph, not a headline such as "Kabul: talks to resume"


class Opening(NamedTuple):
    """A dateline with the agency that stands in it."""

    dateline: Dateline
    agency: Agency | None


@dataclass(slots=True)
class _Parts:
    """What stands between the head of the line and its report, as the scan goes on."""

    place: str
    capitals: bool
    end: int
    qualifier: str | None = None
    day: re.Match[str] | None = None
    credit: tuple[int, int] | None = None  # a bracket that is neither place nor date
    agency: str | None = None
    separator: str = ""
    enclosed: bool = False  # "(Nairobi, November 9, 2023) –"


def find_dateline(text: str, body: Span, published: str | None = None) -> Opening | None:
    """Return the dateline at the head of the body, or None where it opens without one.

    Its span takes in the separator and the blank behind it. The date has a year only where the dateline gives one or
    the day of publication does.
    """
    start = body.start
    while start < body.end and text[start].isspace():
        start += 1
    stop = text.find("\n", start, body.end)
    stop = body.end if stop < 0 else stop
    line = text[start:stop].rstrip()
    more = _FILLED.search(text, stop, body.end) is not None
    parts = _bare(line[:200]) or _enclosed(line[:200]) or _scan(line[:200])
    if parts is None:
        return None
    rest = line[parts.end :]
    if not (rest or more) or not _SENTENCE_START.match(rest):
        return None  # "Beirut (AFP) officials said", "GENEVA - and not Vienna - was": the sentence goes on
    if parts.place and not _is_sure(parts, rest, len(line), text[stop : min(body.end, stop + 6000)]):
        return None
    span = Span(start, start + parts.end)
    agency = None
    if parts.credit is not None and parts.agency is None and _SERVICE_WORDS.search(line[slice(*parts.credit)]):
        parts.agency = " ".join(line[slice(*parts.credit)].split())  # a wire that the lexicon does not know
    if parts.agency is not None and parts.credit is not None:
        agency = Agency(parts.agency, Span(start + parts.credit[0], start + parts.credit[1]))
    return Opening(Dateline(text[span.start : span.end], span, None, _date(parts.day, published)), agency)


def _scan(line: str) -> _Parts | None:
    """Return the parts of a dateline that opens with a place."""
    match = _UPPER_PLACE.match(line)
    capitals = match is not None and _has_long_capital(match[0])
    if match is None or not capitals:
        match = _TITLE_PLACE.match(line)
    if match is None:
        return None
    parts = _Parts(match[0].strip(), capitals, match.end())
    if parts.place.endswith("."):
        parts.end -= 1
    while not parts.separator and parts.end < len(line) and _take_part(line, parts):
        pass
    if (
        not parts.separator
        and not (parts.credit and (parts.day or parts.agency))
        and not (parts.day and (parts.end == len(line) or (parts.day[0].endswith(")") and parts.day["year"])))
    ):
        return None
    blank = _BLANK.match(line, parts.end)
    parts.end = blank.end() if blank else parts.end
    return parts


def _take_part(line: str, parts: _Parts) -> bool:
    """Take the next part of the dateline, in the one place where it fits; False where none does."""
    day = _DATE.match(line, parts.end) if parts.day is None else None
    if day:
        parts.day, parts.end = day, day.end()
        return True
    bracket = _BRACKET.match(line, parts.end) if parts.credit is None else None
    if bracket:
        which = next(i for i in (1, 2, 3) if bracket[i] is not None)
        parts.agency = _agency_in(bracket[which])
        if parts.agency is None and parts.qualifier is None and _is_known_place(bracket[which]):
            parts.qualifier = bracket[which]
        else:
            parts.credit = bracket.span(which)
        parts.end = bracket.end()
        return True
    service = _SERVICE.match(line, parts.end) if parts.credit is None else None
    if service and agency_named(service[1]):
        parts.agency, parts.credit, parts.end = agency_named(service[1]), service.span(1), service.end()
        return True
    separator = _SEPARATOR.match(line, parts.end)
    if separator and (separator[0] != "." or (parts.credit and (parts.day or parts.agency))):
        parts.separator, parts.end = separator[0].strip(), separator.end()
        return True
    qualifier = _QUALIFIER.match(line, parts.end) if parts.qualifier is None and parts.day is None else None
    if qualifier:
        parts.qualifier, parts.end = qualifier[1], qualifier.end()
        return True
    return False


def _bare(line: str) -> _Parts | None:
    """Return an opening that names the agency and no place: "(Reuters) -", "AFP --", "Dec 29 (Reuters) -"."""
    day = _DATE.match(line)
    match = _BARE.match(line, day.end() + len(line[day.end() :]) - len(line[day.end() :].lstrip()) if day else 0)
    name = agency_named(match["agency"]) if match else None
    if match is None or name is None:
        return None
    blank = _BLANK.match(line, match.end())
    return _Parts(
        "",
        True,
        blank.end() if blank else match.end(),
        day=day,
        credit=match.span("agency"),
        agency=name,
        separator=match["separator"],
    )


def _enclosed(line: str) -> _Parts | None:
    """Return the parts of a dateline in brackets: "(Nairobi, November 9, 2023) –"."""
    match = _ENCLOSED.match(line)
    parts = _scan(match["inner"] + line[match.end() :]) if match else None
    if match is None or parts is None or parts.end <= len(match["inner"]):
        return None
    parts.end += 2
    if parts.credit is not None:
        parts.credit = (parts.credit[0] + 1, parts.credit[1] + 1)
    parts.enclosed = True
    return parts


def _is_sure(parts: _Parts, rest: str, length: int, later: str) -> bool:
    """Tell whether what stands before the separator is a place: by its capitals, its company or its being known."""
    words = [w.strip(".,'’") for w in re.split(r"[\s/]+", parts.place.lower()) if w]
    if (
        not words
        or words[0] in word_list("dateline_labels")
        or words[-1] in word_list("dateline_labels")
        or words[0] in MONTHS
        or agency_named(parts.place)
    ):
        return False
    if parts.agency or (parts.day and (parts.credit or parts.capitals or parts.qualifier)):
        return words[0] not in word_list("dateline_openers")
    if parts.enclosed:  # "(NEXSTAR) –" is a station, "(LAUGHTER) –" an aside
        return _is_known_capital(parts.place) or (parts.qualifier is not None and _is_known_place(parts.qualifier))
    if parts.capitals:
        if len(parts.place) <= 4 and not (
            parts.qualifier or parts.credit or _is_known_place(parts.place) or words[0] in word_list("short_cities")
        ):
            return False  # "NCAA:", "RSF -" are no places
        if parts.separator == ":" and (set(words) & word_list("english") or _is_dialogue(later)):
            return False  # "CHARGED WITH MURDER:", "SECRETARY KERRY:" before "QUESTION:"
        return len(parts.place) > 3
    if words[0] in word_list("dateline_openers") or (
        parts.separator in ("-", "–", "—") and re.search(rf"\s{parts.separator}\s", rest.split(". ")[0])
    ):
        return False  # a pair of dashes holds an aside
    if parts.separator == ":":
        return length > _LONG_LINE and _is_known_capital(parts.place) and not _is_dialogue(later)
    if parts.qualifier and _is_known_place(parts.qualifier):
        return True
    return _is_known_capital(parts.place) or bool(parts.day)


def _agency_in(words: str) -> str | None:
    """Return the agency that a bracket names alone or once among others ("Reuters/AFP" names two, so none)."""
    alone = agency_named(words)
    if alone is not None:
        return alone
    names = {agency_named(m[0]) for m in agency_pattern().finditer(words)}
    return (
        names.pop()
        if len(names) == 1 and not re.search(r"\b(?:and|with|radio|tv|television)\b", words, re.IGNORECASE)
        else None
    )


def _date(match: re.Match[str] | None, published: str | None) -> str | None:
    if match is None or not (match["day"] or match["day2"]):
        return None
    month, day = match["month"] or match["month2"], int(match["day"] or match["day2"])
    number, year = MONTHS[month.lower().rstrip(".")], match["year"]
    if not year:
        return day_near(number, day, published)
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 50 else 2000)
    return day_of(full, number, day)


def _has_long_capital(place: str) -> bool:
    """Tell whether the place is written in capitals, as a dateline is: one word of three letters or more."""
    return re.search(rf"[{_UPPER}]{{3,}}", re.sub(r"['’ʿ-]", "", place)) is not None


def _is_dialogue(later: str) -> bool:
    """Tell whether later lines open with a label in capitals and a colon too, as speakers do in a transcript."""
    return re.search(rf"^[ \t]*[{_UPPER}][{_UPPER} .'’-]{{1,30}}:\s", later, re.MULTILINE) is not None


@cache
def _known_places() -> tuple[frozenset[str], frozenset[str]]:
    from dateline.lexicon.countries import countries  # only in doubt: most datelines say enough by themselves

    names = {name.casefold() for c in countries().values() for name in (c.name, *c.names)}
    capitals = {name.casefold() for c in countries().values() for name in c.capitals}
    return frozenset(names), frozenset(capitals | word_list("datelined_cities"))


def _is_known_place(words: str) -> bool:
    """Tell whether these words are a country or a capital."""
    names, capitals = _known_places()
    return words.strip(" .").casefold() in names | capitals


def _is_known_capital(words: str) -> bool:
    """Tell whether these words are capitals or cities with many datelines, one or several ("Geneva/Khartoum")."""
    return all(part.strip().casefold() in _known_places()[1] for part in words.split("/"))
