"""An address in; what it asks for out, with what is wrong said beside its field, and every narrower or wider address.

Whatever a person chooses stays in the address: each facet, chip and order is a link that keeps the other choices.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import Request

from dateline.errors import UsageError
from dateline.lexicon.countries import countries
from dateline.record.briefing import Facet, Facets
from dateline.record.choices import EventType, SourceKind
from dateline.record.occurrence import Standing
from dateline.show.asked import day_asked, last_day_asked
from dateline.show.record_words import kind_words
from dateline.show.words import KIND_WORDS, STATUS_WORDS, TYPE_WORDS, day_words, subtype_words
from dateline.store.ordering import Sort

from .asked import Asked, read_asked

SORT_WORDS = {
    Sort.NEWEST: "newest first",
    Sort.OLDEST: "oldest first",
    Sort.SOURCES: "most sources",
    Sort.KILLED: "most killed",
    Sort.CHANGED: "changed last",
}
SHORT_STANDING = {
    Standing.CONTESTED: "contested",
    Standing.CORROBORATED: "independent sources",
    Standing.CONFIRMED: "confirmed against interest",
    Standing.CLAIMED: "one source",
    Standing.DENIED: "only denied",
    Standing.RETRACTED: "taken back",
}
_VOICES = {**KIND_WORDS, SourceKind.ANONYMOUS: "an anonymous voice"}


@dataclass(frozen=True, slots=True)
class Choice:
    """What an address asks for, as far as it can be meant.

    ``wrong`` says by field what cannot; ``typed`` is all of it as it was written.
    """

    asked: Asked
    typed: Mapping[str, str]
    wrong: Mapping[str, str]
    sort: Sort

    def address(self, path: str = "/occurrences", /, **others: object) -> str:
        """Return an address that asks for the same and for others beside or in place of it; None leaves one out."""
        sort = self.sort.value if self.sort is not Sort.NEWEST else None
        query = self.asked.query(**{"sort": sort, **others})
        return f"{path}?{query}" if query else path


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; with the number of what is there, and whether it is chosen already."""

    words: str
    address: str
    number: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one facet."""

    title: str
    links: tuple[Link, ...]


def read_choice(request: Request) -> Choice:
    """Return what a request asks for; a word that cannot be meant is left out and told, the others hold."""
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip()}
    wrong: dict[str, str] = {}
    for name in list(given):
        try:
            read_asked({name: given[name]})
        except UsageError as error:
            wrong[name] = str(error)
    try:
        sort = Sort(given.get("sort", Sort.NEWEST))
    except ValueError:
        sort = Sort.NEWEST
        wrong["sort"] = f"There is no such order; there are {', '.join(one.value for one in Sort)}."
    asked = read_asked({name: value for name, value in given.items() if name not in wrong})
    return Choice(asked, given, wrong, sort)


def chips(choice: Choice) -> tuple[Link, ...]:
    """Return what is asked for in words, each with the address that no longer asks for it."""
    words, asked = choice.asked.words, choice.asked.filter
    told = {
        "q": f"words: {words.get('q')}",
        "actor": f"by, to or through {words.get('actor')}",
        "place": f"in {words.get('place')}",
        "country": f"in {_country(asked.country)}" if asked.country else "",
        "type": _type(asked.type) if asked.type else "",
        "since": f"since {day_words(asked.since, asked.since)}",
        "until": f"until {day_words(asked.until, asked.until)}",
        "status": STATUS_WORDS[asked.status] if asked.status is not None else "",
        "standing": SHORT_STANDING[asked.standing] if asked.standing is not None else "",
        "source": f"told by {_VOICES[asked.source_kind]}" if asked.source_kind is not None else "",
        "contested": "accounts differ" if asked.contested else "",
    }
    return tuple(Link(told[name], choice.address(**{name: None})) for name in words if told.get(name))


def groups(choice: Choice, found: Facets) -> tuple[Group, ...]:
    """Return the facets as links; one that is chosen leads to where it is not."""
    asked = choice.asked.filter

    def links(
        facets: Iterable[Facet], name: str, words: Mapping[str, str] | None, chosen: str | None
    ) -> tuple[Link, ...]:
        made = []
        for one in facets:
            is_chosen = one.value == chosen
            address = choice.address(**{name: None if is_chosen else one.value})
            told = words.get(one.value, one.value) if words is not None else one.value
            made.append(Link(told, address, _number(one), is_chosen))
        return tuple(made)

    names = {code: country.name for code, country in countries().items()}
    typed = {type_.value: words for type_, words in TYPE_WORDS.items()}
    subtypes = {one.value: subtype_words(one.value) for one in found.subtypes}
    actor = asked.actor[0] if asked.actor else None
    place = asked.place[0] if asked.place else None
    made = (
        Group("Standing", links(found.standings, "standing", dict(SHORT_STANDING.items()), asked.standing)),
        Group("Status", links(found.statuses, "status", dict(STATUS_WORDS.items()), asked.status)),
        Group("Country", links(found.countries, "country", names, asked.country)),
        Group("Type", links(found.types, "type", typed, asked.type)),
        Group("Kind of it", links(found.subtypes, "type", subtypes, asked.type)),
        Group("Told by", links(found.source_kinds, "source", dict(_VOICES.items()), asked.source_kind)),
        Group("Who", links(found.actors, "actor", None, actor)),
        Group("Place", links(found.places, "place", None, place)),
        Group("Month", tuple(_month(choice, one) for one in found.months)),
    )
    return tuple(group for group in made if group.links)


def _month(choice: Choice, one: Facet) -> Link:
    words = choice.asked.words
    is_chosen = words.get("since") == one.value == words.get("until")
    month = None if is_chosen else one.value
    return Link(_month_words(one.value), choice.address(since=month, until=month), _number(one), is_chosen)


def _month_words(month: str) -> str:
    return day_words(day_asked(month, "month"), last_day_asked(month, "month")) or month


def _number(one: Facet) -> str:
    return f"{one.number.of:,}{'+' if one.number.is_least else ''}"


def _country(code: str) -> str:
    found = countries().get(code)
    return found.name if found is not None else code


def _type(name: str) -> str:
    return kind_words(EventType(name), None) if name in list(EventType) else subtype_words(name)
