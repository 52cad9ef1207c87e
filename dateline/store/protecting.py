"""Which sources are protected, by whom and why; and what such a source is called in the reports, to find it by.

A protected source is an actor under all its names ("a7"), who sent or wrote a report ("r3"), or one voice of a report
("r3s2"), which is kept by the characters of its words, so that it stays protected whatever a newer reader numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, and_, func, select, update

from dateline.errors import DatelineError
from dateline.record.reading import from_json_line

from .actors import actor_number, one_actor
from .asking import in_parts
from .audits import Who, note
from .moments import moment
from .naming import find_actors
from .record import Record
from .schema import CURRENT, actor, event, reading, report
from .schema_decisions import decision
from .schema_desk import protection

_REPORT = re.compile(r"r(\d{1,9})")
_VOICE = re.compile(r"r(\d{1,9})(s\d{1,6})")
WAYS = "Write an actor's name or a7, r3 for who sent report 3, r3s2 for the voice of its statement s2."


class ProtectionError(DatelineError):
    """A source cannot be protected, or lifted, so; name what the record has, with the reason."""


@dataclass(frozen=True, slots=True)
class Protection:
    """A source that is protected, or was until ``lifted_at``; ``subject`` is its id, ``words`` what it is called."""

    id: int
    subject: str
    words: str
    who: str
    why: str
    made_at: str
    lifted_at: str | None


class Kept(NamedTuple):
    """One protection as it stands in its table."""

    id: int
    actor: int | None
    report: int | None
    start: int | None
    end: int | None

    @property
    def subject(self) -> str:
        """Its id in the record: "a7", "r3", for a voice "r3:120"."""
        if self.actor is not None:
            return f"a{self.actor}"
        return f"r{self.report}" if self.start is None else f"r{self.report}:{self.start}"


class Version(NamedTuple):
    """What changes when another source is protected, or something is read or decided that tells what one is called."""

    protections: int
    newest: int
    lifted: str
    reading: int
    decision: int
    report: int


_STANDING = protection.c.lifted_at.is_(None)
_VERSION = select(
    select(func.count()).select_from(protection).where(_STANDING).scalar_subquery(),
    select(func.coalesce(func.max(protection.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(protection.c.lifted_at), "")).scalar_subquery(),
    select(func.coalesce(func.max(reading.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(decision.c.id), 0)).scalar_subquery(),
    select(func.coalesce(func.max(report.c.id), 0)).scalar_subquery(),
)


def version_of(connection: Connection) -> Version:
    """Return the version of what is protected: five looks at the ends of indexes, and a count of few rows."""
    return Version(*connection.execute(_VERSION).one())


def standing(connection: Connection) -> tuple[Kept, ...]:
    """Return the protections that stand."""
    columns = (protection.c.id, protection.c.actor_id, protection.c.report_id, protection.c.start, protection.c.end)
    return tuple(Kept(*row) for row in connection.execute(select(*columns).where(_STANDING).order_by(protection.c.id)))


def protections_of(record: Record) -> tuple[Protection, ...]:
    """Return all protections, those that stand first, the newest first."""
    words = func.substr(report.c.text, protection.c.start + 1, protection.c.end - protection.c.start)
    asked = (
        select(protection, actor.c.name, report.c.name.label("report_name"), words.label("words"))
        .outerjoin(actor, actor.c.id == protection.c.actor_id)
        .outerjoin(report, report.c.id == protection.c.report_id)
        .order_by(protection.c.lifted_at.is_not(None), protection.c.id.desc())
    )
    found = []
    with record.engine.connect() as connection:
        for row in connection.execute(asked):
            kept = Kept(row.id, row.actor_id, row.report_id, row.start, row.end)
            called = row.name or (row.words if row.start is not None else f"who sent {row.report_name}")
            found.append(Protection(row.id, kept.subject, called or "", row.who, row.why, row.made_at, row.lifted_at))
    return tuple(found)


def protect(record: Record, who: Who, source: str, why: str) -> int:
    """Protect a source, by the name or the id that a person writes, and return the number of the protection.

    Raises ProtectionError where the record has no such source, or it is protected already.
    """
    if not why.strip():
        raise ProtectionError("A source is protected for a reason; say why.")
    asked = source.strip()
    with record.writing() as connection:
        values = _found(connection, asked)
        same = [
            getattr(protection.c, name).is_not_distinct_from(values.get(name))
            for name in ("actor_id", "report_id", "start", "end")
        ]
        if connection.scalar(select(protection.c.id).where(_STANDING, *same)) is not None:
            raise ProtectionError("That source is protected already.")
        row = {**values, "who": who.name, "why": why.strip(), "made_at": moment()}
        number: int = connection.scalars(protection.insert().values(row).returning(protection.c.id)).one()
        kept = Kept(number, values.get("actor_id"), values.get("report_id"), values.get("start"), values.get("end"))
        note(connection, who, "protected a source", kept.subject)
        return number


def lift(record: Record, who: Who, number: int) -> None:
    """Protect a source no longer; that it was stays in the list. Raises ProtectionError where it is not protected."""
    with record.writing() as connection:
        row = next((one for one in standing(connection) if one.id == number), None)
        if row is None:
            raise ProtectionError("That source is not protected; the list shows which are.")
        connection.execute(update(protection).where(protection.c.id == number).values(lifted_at=moment()))
        note(connection, who, "lifted a protection", row.subject)


def _found(connection: Connection, asked: str) -> dict[str, int]:
    if found := _VOICE.fullmatch(asked):
        number, local = int(found[1]), found[2]
        line = connection.scalar(select(reading.c.json).where(reading.c.report_id == number, CURRENT))
        said = from_json_line(line).statements if line is not None else ()
        one = next((one for one in said if one.id == local), None)
        if one is None or not one.source.spans:
            raise ProtectionError(f"The record has no voice {asked}. {WAYS}")
        return {"report_id": number, "start": one.source.spans[0].start, "end": one.source.spans[0].end}
    if found := _REPORT.fullmatch(asked):
        if connection.scalar(select(report.c.id).where(report.c.id == int(found[1]))) is None:
            raise ProtectionError(f"The record has no report {asked}. {WAYS}")
        return {"report_id": int(found[1])}
    try:
        return {"actor_id": actor_number(connection, asked)}
    except DatelineError as error:
        raise ProtectionError(f"{error} {WAYS}") from None


# What a protected source is called

Aliases = Callable[[str], Sequence[str]]
"""Gives further names that an actor of a name goes by, the name itself among them."""


@dataclass(frozen=True, slots=True)
class Called:
    """What one protected source is called.

    ``names`` are whole names, which mean it wherever they stand. ``forms`` are the words of reports for it, in
    ``reports`` alone where they are no names ("the commander"). ``sender`` is the report whose sender it is, ``outlet``
    what only tells who sent it.
    """

    subject: str
    is_person: bool
    names: frozenset[str]
    forms: frozenset[str]
    reports: frozenset[int]
    actors: frozenset[int] = frozenset()
    sender: int | None = None
    sent_as: frozenset[str] = frozenset()


class Collected:
    """What protected sources are called, read from the record once and then from what is new in it."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, str], frozenset[str]] = {}  # by reading and the actor's id in it

    def collect(self, connection: Connection, aliases: Aliases) -> tuple[Called, ...]:
        """Return what each source that is protected now is called."""
        return tuple(self._called(connection, one, aliases) for one in standing(connection))

    def _called(self, connection: Connection, one: Kept, aliases: Aliases) -> Called:
        if one.actor is not None:
            return self._actor(connection, one, one.actor, aliases)
        assert one.report is not None
        return _sender(connection, one) if one.start is None else self._voice(connection, one)

    def _actor(self, connection: Connection, one: Kept, number: int, aliases: Aliases) -> Called:
        from .schema import mention

        numbers = one_actor(connection, number)
        own = set(connection.scalars(select(actor.c.name).where(actor.c.id.in_(numbers))))
        names = {name for of in own for name in (of, *aliases(of))}
        numbers |= set(find_actors(connection, names))
        rows = connection.execute(select(actor.c.name, actor.c.kind).where(actor.c.id.in_(numbers))).all()
        names |= {row.name for row in rows}
        asked = select(mention.c.report_id, mention.c.local_id, reading.c.id)
        asked = asked.join(reading, and_(reading.c.report_id == mention.c.report_id, CURRENT))
        where = [
            (row.report_id, row.local_id, row.id)
            for row in connection.execute(asked.where(mention.c.actor_id.in_(numbers)))
        ]
        missing = {of for _, local, of in where if (of, local) not in self._read}
        for part in in_parts(sorted(missing)):
            for row in connection.execute(select(reading.c.id, reading.c.json).where(reading.c.id.in_(part))):
                self._read |= {(row.id, local): forms for local, forms in _forms_in(row.json).items()}
        forms = {form for _, local, of in where for form in self._read.get((of, local), ())}
        return Called(
            subject=one.subject,
            is_person="person" in {row.kind for row in rows},
            names=frozenset(names),
            forms=frozenset(forms),
            reports=frozenset(report for report, _, _ in where),
            actors=frozenset(numbers),
        )

    def _voice(self, connection: Connection, one: Kept) -> Called:
        from .schema_fused import reprint

        names: set[str] = set()
        forms: set[str] = set()
        of = connection.execute(
            select(reading.c.json, report.c.text)
            .join(report, report.c.id == reading.c.report_id)
            .where(reading.c.report_id == one.report, CURRENT)
        ).first()
        is_person = False
        if of is not None and one.start is not None and one.end is not None:
            read = from_json_line(of.json)
            forms.add(of.text[one.start : one.end])
            for said in read.statements:
                if any(span.start < one.end and one.start < span.end for span in said.source.spans):
                    forms |= {read.report.quote(span) for span in said.source.spans}
                    forms |= {words for words in (said.source.proximity, said.source.reason) if words}
                    is_person = is_person or said.source.kind.value == "person"
                    names |= {said.source.name} if said.source.name else set()
                    forms |= {
                        read.report.quote(span)
                        for who in read.actors
                        if who.id == said.source.actor and is_person
                        for span in who.mentions
                    }
        rows = connection.execute(
            select(reprint.c.copy_id, reprint.c.of_id).where(
                (reprint.c.copy_id == one.report) | (reprint.c.of_id == one.report)
            )
        )
        reports = {one.report or 0, *(number for row in rows for number in row)}
        return Called(one.subject, is_person, frozenset(names), frozenset(forms), frozenset(reports))


class _Text(msgspec.Struct):
    text: str


class _Named(msgspec.Struct):
    id: str
    mentions: tuple[tuple[int, int], ...]


class _Metonym(msgspec.Struct):
    span: tuple[int, int]


class _Naming(msgspec.Struct):
    """What of a reading tells what its actors are called; the rest of its JSON is passed over, which is quick."""

    report: _Text
    actors: tuple[_Named, ...]
    metonyms: tuple[_Metonym, ...] = ()


def _forms_in(line: str) -> dict[str, frozenset[str]]:
    """Return the words of a report for each actor of its reading."""
    read = msgspec.json.decode(line, type=_Naming)
    places = {one.span for one in read.metonyms}  # "Damascus said": the word means the place elsewhere
    return {
        one.id: frozenset(read.report.text[start:end] for start, end in one.mentions if (start, end) not in places)
        for one in read.actors
    }


def _sender(connection: Connection, one: Kept) -> Called:
    row = connection.execute(
        select(report.c.name, report.c.outlet, report.c.authors, report.c.url).where(report.c.id == one.report)
    ).one()
    authors = frozenset(name for name in row.authors.split("; ") if name)
    sent_as = frozenset(words for words in (row.name, row.outlet, row.url) if words)
    reports = frozenset({one.report or 0})
    return Called(one.subject, True, authors, frozenset(), reports, sender=one.report, sent_as=sent_as)


def told_by_reports(connection: Connection, numbers: Sequence[int], reports: frozenset[int]) -> frozenset[int]:
    """Return which of these occurrences are told by one of these reports."""
    found: set[int] = set()
    for part in in_parts(numbers):
        asked = select(event.c.occurrence_id, event.c.report_id).where(event.c.occurrence_id.in_(part))
        found |= {row.occurrence_id for row in connection.execute(asked) if row.report_id in reports}
    return frozenset(found)
