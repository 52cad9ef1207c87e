"""Protected sources in, what may be shown out: every word of an object that would name one is replaced.

The veil knows no page: it goes through whatever is shown, field by field, so that what is new is veiled as what is old.
What it is not sure of it hides.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from dateline.lexicon.countries import countries
from dateline.record.account import Voice
from dateline.record.briefing import ActorName, Facet, Filter, OccurrenceLine, ReportLine
from dateline.record.entities import Actor
from dateline.record.occurrence import Occurrence, Root
from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.record.statement import Source
from dateline.show.asked import actor_names
from dateline.store.actor_list import ActorFilter
from dateline.store.protecting import Called, Collected, Version, told_by_reports, version_of
from dateline.store.record import Record
from dateline.store.report_list import ReportFilter
from dateline.store.sayings import SayingFilter
from dateline.store.schema import actor, report
from dateline.store.search import MARKS, Hit

from .naming_words import Matcher, Range, fold, names_of, parts_of
from .visitor import May, Visitor

T = TypeVar("T")
PROTECTED = "protected"  # the one word for all, so that none tells how long the name is
NOBODY = "nobodyofthisname\ufffd"  # asked for in place of a protected name: what no report has
_AROUND = 24  # words around those that are found, as the search has it
_ADDRESS = re.compile(r"https?://\S+")
# What the record's own lists of codes fill; such a word is hidden where it is a name as a whole and stays a code else.
_CODES = frozenset(("subtype", "mode", "cameo", "contexts", "country", "sector", "language", "published_basis"))
_OFFERED = frozenset(("near", "aliases"))  # names that are offered: one that is protected is not there
_OF_SENDER = frozenset(("name", "outlet", "agency", "url", "authors", "author", "source_url"))


@dataclass(frozen=True, slots=True)
class _Hidden:
    """What is protected in one version of the record."""

    version: Version
    matcher: Matcher
    actors: dict[int, str]  # by number: whose
    senders: dict[int, str]  # by report


class _Known:
    """What is protected in one record, worked out anew when its version changes and at hand else."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._collected = Collected()
        self._called: tuple[Called, ...] = ()
        self._hidden: _Hidden | None = None

    def now(self, engine: Engine) -> _Hidden | None:
        """Return what is protected now, None where nothing is."""
        with engine.connect() as connection:
            version = version_of(connection)
            if not version.protections:
                return None
            hidden = self._hidden
            if hidden is not None and hidden.version == version:
                return hidden
            with self._lock:
                called = self._collected.collect(connection, actor_names)
                if self._hidden is not None and called == self._called:
                    self._hidden = replace(self._hidden, version=version)
                else:
                    actors = {number: one.subject for one in called for number in one.actors}
                    senders = {one.sender: one.subject for one in called if one.sender is not None}
                    self._called = called
                    self._hidden = _Hidden(version, Matcher(names_of(called)), actors, senders)
                return self._hidden


_KNOWN: WeakKeyDictionary[Engine, _Known] = WeakKeyDictionary()
_MAKING = threading.Lock()


class Veil:
    """What stands between the record and one visitor."""

    def __init__(self, record: Record, visitor: Visitor) -> None:
        self._record, self._visitor = record, visitor
        with _MAKING:
            self._known = _KNOWN.setdefault(record.engine, _Known())

    @classmethod
    def of(cls, record: Record, visitor: Visitor) -> Veil:
        """Return the veil for a visitor; for one who may see protected sources it hides nothing and notes each look."""
        return cls(record, visitor)

    @property
    def is_open(self) -> bool:
        """Whether the visitor may see what is protected."""
        return self._visitor.may(May.PROTECT)

    def over(self, shown: T) -> T:
        """Return what is to be shown with every word that names a protected source replaced."""
        hidden = self._known.now(self._record.engine)  # after the record was asked: what came since is known too
        if hidden is None:
            return shown
        veiled = _Over(hidden, self._record, shown)
        answer = veiled.go(shown)
        if self.is_open:
            self._visitor.looks.update(veiled.met)
            return shown
        return answer  # type: ignore[return-value]

    def hides(self, words: str | None) -> bool:
        """Tell whether words that the visitor asks with would find a protected source: nothing is there by them."""
        if not words or self.is_open:
            return False
        hidden = self._known.now(self._record.engine)
        return hidden is not None and hidden.matcher.is_named_by(words)

    def hides_actor(self, number: int) -> bool:
        """Tell whether an actor is not there for the visitor."""
        if self.is_open:
            return False
        hidden = self._known.now(self._record.engine)
        if hidden is None:
            return False
        if number in hidden.actors:
            return True
        with self._record.engine.connect() as connection:
            name = connection.scalar(select(actor.c.name).where(actor.c.id == number))
        return name is not None and bool(hidden.matcher.find(name, frozenset()))

    def asked(self, asked: T) -> T:
        """Return what a visitor asks for, a filter, so that it finds nothing by the name of a protected source."""
        if self.is_open or self._known.now(self._record.engine) is None:
            return asked
        made: dict[str, object] = {}
        for field in _fields(type(asked)):
            value = getattr(asked, field)
            is_outlet = field in ("outlet", "agency")
            if isinstance(value, str) and not isinstance(value, Enum) and self._is_hidden(value, is_outlet):
                made[field] = NOBODY
            elif isinstance(value, tuple) and any(isinstance(one, str) and self.hides(one) for one in value):
                made[field] = (NOBODY,)
        return replace(asked, **made) if made else asked  # type: ignore[type-var]

    def _is_hidden(self, words: str, is_outlet: bool) -> bool:
        return self.hides(words) or (is_outlet and not self.without([words]))

    def hits(self, words: str, hits: Iterable[Hit]) -> list[Hit]:
        """Return the reports that hold words in what the visitor may read of them, the words around them veiled."""
        found = list(hits)
        hidden = self._known.now(self._record.engine)
        if hidden is None or self.is_open or not found:
            return self.over(found)
        if self.hides(words):
            return []
        wanted = set(parts_of(words))
        with self._record.engine.connect() as connection:
            rows = connection.execute(
                select(report.c.id, report.c.title, report.c.text).where(report.c.id.in_([one.id for one in found]))
            )
            texts = {row.id: (row.title or "", row.text) for row in rows}
        kept = []
        for one in found:
            of = frozenset({one.id})
            title, text = texts.get(one.id, ("", ""))
            named = (hidden.matcher.find(title, of), hidden.matcher.find(text, of))
            if not any(named):
                kept.append(one)
                continue
            left = [_replaced(words_of, ranges) for words_of, ranges in zip((title, text), named, strict=True)]
            if wanted <= {part for words_of in left for part in parts_of(words_of)}:
                kept.append(replace(one, around=_around(left[1], wanted)))
        return self.over(kept)

    def without(self, names: Iterable[str]) -> list[str]:
        """Return names that are offered, such as those near to what was asked, but for those of protected sources."""
        offered = list(names)
        hidden = None if self.is_open else self._known.now(self._record.engine)
        if hidden is None:
            return offered
        every = hidden.matcher.reports()
        return [name for name in offered if not hidden.matcher.find(name, every)]

    def over_error(self, words: str, own: str) -> str:
        """Return what went wrong in words, but for names that are not among the visitor's own words.

        Those stay as they were typed: to hide them would say that they name a source.
        """
        hidden = None if self.is_open else self._known.now(self._record.engine)
        if hidden is None:
            return words
        typed = fold(own)[0]
        found = hidden.matcher.find(words, hidden.matcher.reports())
        return _replaced(words, [one for one in found if fold(words[one.start : one.end])[0] not in typed])

    def protect(self, occurrence: Occurrence) -> Occurrence | None:
        """Return an occurrence as it may leave for this visitor, for exports (``export.base.Protect``)."""
        return self.over(occurrence)


class _Gone:
    """What stands for a thing that is not there for the visitor; lists leave it out."""


_GONE = _Gone()


class _Over:
    """One walk through what is shown."""

    def __init__(self, hidden: _Hidden, record: Record, shown: object) -> None:
        self.hidden = hidden
        self.met: set[str] = set()
        self.every = hidden.matcher.reports()
        self._told: frozenset[int] = frozenset()
        if self.every:
            numbers = sorted(_occurrences_in(shown))
            if numbers:
                with record.engine.connect() as connection:
                    self._told = told_by_reports(connection, numbers, self.every)

    def go(self, shown: object) -> object:
        """Return what is shown, veiled."""
        return self._value(shown, "", self.every, None)

    def _value(self, value: object, name: str, of: frozenset[int], moved: _Moved | None) -> object:
        if value is None or isinstance(value, Enum | bool | int | float | bytes):
            return value
        if isinstance(value, str):
            return self._text(value, name, of)
        if isinstance(value, Span):
            return moved.span(value) if moved is not None else value
        if isinstance(value, Filter | ReportFilter | SayingFilter | ActorFilter):
            return value  # the visitor's own words: to hide them would say that they name a source
        if is_dataclass(value) and not isinstance(value, type):
            return self._object(value, of, moved)
        if isinstance(value, tuple | list | set | frozenset):
            return self._several(value, name, of, moved)
        if isinstance(value, Mapping):
            return self._mapping(value, name, of, moved)
        if isinstance(value, range):
            return value
        raise TypeError(f"the veil cannot see into {type(value).__name__}: make it a frozen dataclass")

    def _several(self, value: Any, name: str, of: frozenset[int], moved: _Moved | None) -> object:
        made = [self._value(one, name, of, moved) for one in value]
        if len(made) == len(value) and all(a is b for a, b in zip(made, value, strict=True)):
            return value
        if name in _OFFERED:
            made = [one for one, old in zip(made, value, strict=True) if one is old]
        if hasattr(value, "_fields"):  # a named tuple keeps its fields
            return type(value)(*(None if one is _GONE else one for one in made))
        return type(value)(one for one in made if one is not _GONE)

    def _mapping(self, value: Mapping[Any, Any], name: str, of: frozenset[int], moved: _Moved | None) -> object:
        made = {}
        for key, one in value.items():
            shown_key = self._text(key, name, of) if isinstance(key, str) and not isinstance(key, Enum) else key
            shown = self._value(one, name if not isinstance(key, str) else key, of, moved)
            if shown is not _GONE:
                made[shown_key] = shown
        return made

    def _text(self, text: str, name: str, of: frozenset[int]) -> str | None:
        if name == "country" and text in countries():
            return text  # the code of a country is nobody's name, whoever else goes by these letters
        if name in _CODES:
            found = self.hidden.matcher.find(text, frozenset())
            return self._note(found, PROTECTED) if _is_whole(text, found) else text
        found = self.hidden.matcher.find(text, of)
        if not found:
            if "%" in text and (inside := unquote(text)) != text and (within := self.hidden.matcher.find(inside, of)):
                return self._note(within, None if name == "url" else PROTECTED)
            return text
        if name == "url" or _ADDRESS.fullmatch(text.strip()):
            return self._note(found, None if name == "url" else PROTECTED)
        return self._note(found, _replaced(text, found))

    def _note(self, found: Iterable[Range], answer: str | None) -> str | None:
        self.met.update(one.subject for one in found)
        return answer

    def _object(self, value: Any, of: frozenset[int], moved: _Moved | None) -> object:
        kind = type(value)
        if kind is Actor:
            return self._actor(value, of, moved)
        number = _number_of_actor(value)
        if number is not None and number in self.hidden.actors:
            self.met.add(self.hidden.actors[number])
            return _GONE
        of = self._scope(value, of)
        if kind is Reading:
            moved = _Moved(value.report.text, self.hidden.matcher.find(value.report.text, of))
        made: dict[str, object] = {}
        for field in _fields(kind):
            old = getattr(value, field)
            new = self._value(old, field, of, moved)
            if new is not old:
                made[field] = None if new is _GONE else new
        made |= self._of_sender(value, of)
        if kind in (Voice, Source, Root) and PROTECTED in (made.get("name"), made.get("words")):
            made |= _closed(value)
        if number is not None and made.get("name") == PROTECTED:
            return _GONE
        if isinstance(value, Facet) and made.get("value") == PROTECTED:
            return _GONE
        return replace(value, **made) if made else value

    def _of_sender(self, value: Any, of: frozenset[int]) -> dict[str, object]:
        """Return the fields that tell who sent a report, hidden where its sender is protected."""
        number = _report_of(value)
        if number is None and type(value) is Report and len(of) == 1:
            (number,) = of
        if number is None or number not in self.hidden.senders:
            return {}
        self.met.add(self.hidden.senders[number])
        made: dict[str, object] = {}
        for field in _fields(type(value)):
            old = getattr(value, field)
            if (field in _OF_SENDER or (field == "id" and type(value) is Report)) and old:
                made[field] = () if isinstance(old, tuple) else None if field in ("url", "agency") else PROTECTED
        return made

    def _actor(self, value: Actor, of: frozenset[int], moved: _Moved | None) -> Actor:
        found = self.hidden.matcher.find(value.name, of)
        number = int(value.id.removeprefix("a")) if moved is None and value.id.removeprefix("a").isdigit() else None
        if not found and (number is None or number not in self.hidden.actors):
            roles = self._value(value.roles, "roles", of, moved)
            ties = self._value(value.affiliations, "affiliations", of, moved)
            mentions = self._value(value.mentions, "mentions", of, moved)
            if roles is value.roles and ties is value.affiliations and mentions is value.mentions:
                return value
            return replace(value, roles=roles, affiliations=ties, mentions=mentions)  # type: ignore[arg-type]
        self.met.update(one.subject for one in found)
        if number in self.hidden.actors:
            self.met.add(self.hidden.actors[number])
        # Its country, what it is and its number would tell it from others, or it in two reports to be the same.
        mentions = self._value(value.mentions, "mentions", of, moved)
        own = value.id if moved is not None else ""
        return Actor(own, PROTECTED, value.kind, None, None, mentions)  # type: ignore[arg-type]

    def _scope(self, value: Any, of: frozenset[int]) -> frozenset[int]:
        """Return the reports whose own words for a source are looked for in an object."""
        if not self.every:
            return of
        number = _report_of(value)
        if number is not None:
            return frozenset({number})
        if isinstance(value, Occurrence):
            return frozenset(int(one.report) for one in value.accounts if one.report.isdigit())
        occurrence = _occurrence_of(value)
        if occurrence is not None:
            return self.every if occurrence in self._told else frozenset()
        line = getattr(value, "line", None)
        return self._scope(line, of) if line is not None and is_dataclass(line) else of


class _Moved:
    """Where the characters of a report's text stand once names in it are replaced."""

    def __init__(self, text: str, found: Iterable[Range]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._bounds: list[tuple[int, int]] = []  # of the replacements
        shift = 0
        for one in found:
            word = _word_for(text[one.start : one.end])
            self._starts.append(one.start)
            self._ends.append(one.end)
            self._bounds.append((one.start + shift, one.start + shift + len(word)))
            shift += len(word) - (one.end - one.start)

    def span(self, span: Span) -> Span:
        """Return the span in the new text; one that begins or ends within a name holds the whole word for it."""
        start, end = self._at(span.start, False), self._at(span.end, True)
        return span if (start, end) == span else Span(start, max(start, end))

    def _at(self, at: int, is_end: bool) -> int:
        number = bisect_right(self._starts, at - 1 if is_end else at) - 1
        if number < 0:
            return at
        if at < self._ends[number] or (is_end and at <= self._ends[number]):
            return self._bounds[number][1] if is_end else self._bounds[number][0]
        return at + self._bounds[number][1] - self._ends[number]


def _replaced(text: str, found: Iterable[Range]) -> str:
    parts, last = [], 0
    for one in found:
        parts += [text[last : one.start], _word_for(text[one.start : one.end])]
        last = one.end
    return "".join((*parts, text[last:]))


def _word_for(named: str) -> str:
    """Return what stands in place of a name: its possessive and what would part a pair of marks stay."""
    owner = "'s" if fold(named)[0].endswith(("'s", "'")) else ""
    marks = [mark for mark in named if mark in MARKS]
    open_ = marks.count(MARKS[0]) - marks.count(MARKS[1])
    return f"{MARKS[1] if open_ < 0 else ''}{PROTECTED}{owner}{MARKS[0] if open_ > 0 else ''}"


def _around(text: str, wanted: set[str]) -> str:
    """Return the words of a text near to the first of those that are wanted, each of them between the marks."""
    words = text.split()
    hits = [at for at, word in enumerate(words) if wanted & set(parts_of(word))]
    if not hits:
        return " ".join(words[:_AROUND])
    start = max(hits[0] - _AROUND // 4, 0)
    end = min(start + _AROUND, len(words))
    marked = [f"{MARKS[0]}{words[at]}{MARKS[1]}" if at in hits else words[at] for at in range(start, end)]
    return " ".join([*(["..."] if start else []), *marked, *(["..."] if end < len(words) else [])])


def _is_whole(text: str, found: list[Range]) -> bool:
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _closed(value: Any) -> dict[str, object]:
    """Return the fields that would tell who a protected voice is, beside its name."""
    made: dict[str, object] = {}
    for field in ("locality", "proximity", "reason"):
        if getattr(value, field, None) is not None:
            made[field] = None
    for field in ("name", "words"):
        if getattr(value, field, None):
            made[field] = PROTECTED
    who = getattr(value, "actor", None)
    if isinstance(who, Actor):
        made["actor"] = Actor("", PROTECTED, who.kind, None, None, ())
    return made


_FIELDS: dict[type, tuple[str, ...]] = {}


def _fields(kind: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass."""
    found = _FIELDS.get(kind)
    if found is None:
        found = _FIELDS[kind] = tuple(field.name for field in fields(kind))
    return found


def _number_of_actor(value: Any) -> int | None:
    """Return the record's number of an actor that stands in a list by itself, None for anything else."""
    if isinstance(value, ActorName):
        return value.id
    names = _fields(type(value))
    if "actor_id" in names:
        found = value.actor_id
        return found if isinstance(found, int) else None
    if {"id", "name", "kind", "sector"} <= set(names) and isinstance(value.id, int) and "outlet" not in names:
        return int(value.id)
    return None


def _report_of(value: Any) -> int | None:
    """Return the number of the report that an object is of, None where it is of none or of several."""
    names = _fields(type(value))
    if isinstance(value, ReportLine) or ("outlet" in names and "id" in names and isinstance(value.id, int)):
        return int(value.id)
    found = getattr(value, "report", None)
    if isinstance(found, ReportLine):
        return found.id
    if isinstance(found, int):
        return found
    return int(found) if isinstance(found, str) and found.isdigit() else None


def _occurrence_of(value: Any) -> int | None:
    if isinstance(value, OccurrenceLine):
        return value.id
    found = getattr(value, "occurrence", None)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _occurrences_in(shown: object) -> set[int]:
    """Return the numbers of the occurrences that are shown in a line."""
    found: set[int] = set()

    def look(value: object) -> None:
        if isinstance(value, str | int | float | bytes | Enum) or value is None:
            return
        if isinstance(value, tuple | list | set | frozenset):
            for one in value:
                look(one)
        elif isinstance(value, Mapping):
            for one in value.values():
                look(one)
        elif is_dataclass(value) and not isinstance(value, type | Reading | Occurrence):
            number = _occurrence_of(value)
            if number is not None:
                found.add(number)
            for field in _fields(type(value)):
                look(getattr(value, field))

    look(shown)
    return found
