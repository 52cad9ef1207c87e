"""All decisions of a record as lines of JSON, and such lines into a record that holds the same reports.

A line stands on its own: it names reports by their key and their words, actors by name, kind and country, an undone
decision by the key of its line. The same lines twice change nothing, and the order in which records exchange lines
changes nothing either: what counts is when each decision was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
from sqlalchemy import Connection, select

from dateline.errors import InputError

from .chain import append_decisions
from .correcting import checked_value
from .decided import DecisionKind
from .fusing import Fuser
from .judging import alone, checked_grade, loosen_named, regroup, take_back
from .record import Record
from .refused import DecisionError
from .rows import Row
from .schema import actor, report
from .schema_decisions import decision, subject

SCHEMA = "dateline/decision/1"
_AHEAD = timedelta(days=1)  # by which another's clock may be ahead; a decision dated later would outweigh all of today


class _Subject(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of a report (``start`` and ``end`` from its first letter on), or an actor."""

    side: int
    name: str
    report: str | None = None
    start: int | None = None
    end: int | None = None
    words: str | None = None
    kind: str | None = None
    country: str | None = None


class _Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision as it is carried; ``key`` is SHA-256 of all the rest."""

    schema: str
    key: str
    kind: DecisionKind
    field: str | None
    value: str | None
    who: str
    why: str
    made_at: str
    undoes: str | None
    subjects: tuple[_Subject, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """How many decisions were taken over and how many were there; ``waiting`` says which cannot be yet, and why."""

    added: int
    known: int
    waiting: tuple[str, ...] = ()


def export_decisions(record: Record) -> Iterator[str]:
    """Yield all decisions as lines of JSON without line ends, the first made first."""
    with record.engine.connect() as connection:
        lines = list(_lines(connection))
    yield from (msgspec.json.encode(line).decode() for _, line in lines)


def import_decisions(record: Record, lines: Iterable[str], fuser: Fuser | None = None) -> Carried:
    """Take over the decisions of these lines that the record has not, all or none, and group anew what they touch.

    Those on reports or actors that the record does not have are left out and named; import again when it has them.
    Raises InputError, with the line, where one is no decision.
    """
    given = sorted(_parsed(lines), key=lambda line: line.made_at)
    with alone(record.engine):
        with record.writing() as connection:
            number_of = {line.key: number for number, line in _lines(connection)}
            places = _Places(connection)
            added: list[int] = []
            known, waiting = 0, []
            for line in given:
                if line.key in number_of:
                    known += 1
                    continue
                missing = places.missing(line.subjects)
                if line.undoes is not None and line.undoes not in number_of:
                    missing = "the decision that it takes back"
                if missing:
                    waiting.append(
                        f"{line.kind.value} by {line.who} on {line.made_at[:10]}: the record lacks {missing}"
                    )
                    continue
                number_of[line.key] = _put(connection, line, number_of, places)
                added.append(number_of[line.key])
            loosen_named(connection, added)
            append_decisions(connection)
        regroup(fuser or Fuser(record))
    return Carried(len(added), known, tuple(waiting))


def _put(connection: Connection, line: _Line, number_of: dict[str, int], places: _Places) -> int:
    undoes = number_of[line.undoes] if line.undoes is not None else None
    made = decision.insert().values(
        kind=line.kind.value,
        field=line.field,
        value=str(undoes) if undoes is not None else line.value,
        who=line.who,
        why=line.why,
        made_at=line.made_at,
    )
    number: int = connection.scalars(made.returning(decision.c.id)).one()
    rows: list[Row] = [
        {"decision_id": number, "position": position, **places.row(of)} for position, of in enumerate(line.subjects)
    ]
    if rows:
        connection.execute(subject.insert(), rows)
    if undoes is not None:
        take_back(connection, undoes)
    return number


class _Places:
    """Where the subjects of lines stand in this record."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._reports: dict[str, tuple[int, str] | None] = {}
        self._actors: dict[tuple[str, str, str], int | None] = {}

    def missing(self, subjects: Sequence[_Subject]) -> str:
        """Return in words what the record does not have of these, "" where it has all."""
        for of in subjects:
            if of.report is None:
                if self._actor(of) is None:
                    return f"the actor {of.name}"
            elif (found := self._report(of.report)) is None:
                return f"the report {of.name}"
            elif self._span(of, found[1]) is None:
                return f"the words {of.words!r} in the report {of.name}"
        return ""

    def row(self, of: _Subject) -> Row:
        """Return the row of a subject that is not missing."""
        if of.report is None:
            return {"side": of.side, "report_id": None, "start": None, "end": None, "actor_id": self._actor(of)}
        found = self._report(of.report)
        span = self._span(of, found[1]) if found is not None else None
        assert found is not None
        assert span is not None
        return {"side": of.side, "report_id": found[0], "start": span[0], "end": span[1], "actor_id": None}

    def _report(self, key: str) -> tuple[int, str] | None:
        if key not in self._reports:
            row = self.connection.execute(select(report.c.id, report.c.text).where(report.c.key == key)).first()
            self._reports[key] = (row.id, row.text) if row is not None else None
        return self._reports[key]

    def _span(self, of: _Subject, whole: str) -> tuple[int, int] | None:
        start, end = (of.start or 0) + _lead(whole), (of.end or 0) + _lead(whole)
        return (start, end) if whole[start:end] == of.words else None

    def _actor(self, of: _Subject) -> int | None:
        key = (of.name, of.kind or "", of.country or "")
        if key not in self._actors:
            found = select(actor.c.id).where(actor.c.name == key[0], actor.c.kind == key[1], actor.c.country == key[2])
            self._actors[key] = self.connection.scalar(found)
        return self._actors[key]


def _lines(connection: Connection) -> Iterator[tuple[int, _Line]]:
    """Yield the decisions of the record with their numbers, the first made first."""
    subjects: dict[int, list[_Subject]] = {}
    about: dict[int, tuple[str, str, str]] = {}
    rows = connection.execute(
        select(subject, actor.c.name, actor.c.kind, actor.c.country)
        .outerjoin(actor, actor.c.id == subject.c.actor_id)
        .order_by(subject.c.decision_id, subject.c.position)
    )
    for row in rows.all():
        of = subjects.setdefault(row.decision_id, [])
        if row.report_id is None:
            of.append(_Subject(row.side, row.name, kind=row.kind, country=row.country))
            continue
        if row.report_id not in about:
            named = select(report.c.key, report.c.name, report.c.text).where(report.c.id == row.report_id)
            key, name, whole = connection.execute(named).one()
            about[row.report_id] = (key, name, whole)
        key, name, whole = about[row.report_id]
        lead = _lead(whole)
        words = whole[row.start : row.end]
        of.append(_Subject(row.side, name, report=key, start=row.start - lead, end=row.end - lead, words=words))
    key_of: dict[int, str] = {}
    for row in connection.execute(select(decision).order_by(decision.c.made_at, decision.c.id)).all():
        is_undo = row.kind == DecisionKind.UNDO.value
        line = _Line(
            schema=SCHEMA,
            key="",
            kind=DecisionKind(row.kind),
            field=row.field,
            value=None if is_undo else row.value,
            who=row.who,
            why=row.why,
            made_at=row.made_at,
            undoes=key_of[int(row.value)] if is_undo else None,
            subjects=tuple(subjects.get(row.id, ())),
        )
        key_of[row.id] = _key(line)
        yield row.id, msgspec.structs.replace(line, key=key_of[row.id])


def _key(line: _Line) -> str:
    """Return what tells a decision from all others, whatever record it is in.

    What a report is called does not count: another record may have the same report by another name.
    """
    subjects = tuple(msgspec.structs.replace(s, name="") if s.report is not None else s for s in line.subjects)
    plain = msgspec.to_builtins(msgspec.structs.replace(line, key="", subjects=subjects))
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _lead(whole: str) -> int:
    """Return how many characters stand before the first letter: a report's key takes no notice of them."""
    return len(whole) - len(whole.lstrip())


def _parsed(lines: Iterable[str]) -> Iterator[_Line]:
    latest = (datetime.now(UTC) + _AHEAD).isoformat(timespec="microseconds")
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            line = msgspec.json.decode(text, type=_Line)
            wrong = _wrong(line, latest)
        except (msgspec.DecodeError, DecisionError) as error:
            wrong = str(error)
        if wrong:
            raise InputError("decisions", wrong, "nothing was imported; export them again", f"line {number}")
        yield line


def _wrong(line: _Line, latest: str) -> str:
    """Return in words what is wrong with a line, "" where it is a decision; may raise DecisionError."""
    sides = [sum(of.side == side for of in line.subjects) for side in (0, 1)]
    if line.schema != SCHEMA:
        return f"its schema is {line.schema}, not {SCHEMA}"
    if line.key != _key(line):
        return "its key is not that of what it says"
    try:
        made = datetime.fromisoformat(line.made_at)
    except ValueError:
        made = None
    if made is None or made.tzinfo is None or made.astimezone(UTC).isoformat(timespec="microseconds") != line.made_at:
        return f"{line.made_at!r} is no moment in UTC"
    if line.made_at > latest:
        return f"it is dated {line.made_at[:10]}, which is still to come; set the clock of that computer right"
    if not line.who.strip() or not line.why.strip():
        return "who decided, or why, is missing"
    if (line.undoes is not None) != (line.kind is DecisionKind.UNDO):
        return "only an undo names a decision that it takes back"
    if any(of.side not in (0, 1) for of in line.subjects):
        return "a side is 0 or 1"
    if line.kind in {DecisionKind.NOT_SAME, DecisionKind.NOT_SAME_ACTOR} and not all(sides):
        return "one of its two sides is empty"
    if line.kind not in {DecisionKind.UNDO, DecisionKind.NOT_SAME, DecisionKind.NOT_SAME_ACTOR} and not sides[0]:
        return "it is about nothing"
    if line.kind is DecisionKind.CORRECT:
        return "" if checked_value(line.field or "", line.value or "") == line.value else "its value is not plain JSON"
    if line.kind is DecisionKind.VERDICT:
        return "" if checked_grade(line.field or "", line.value or "") == line.value else "its grade is not plain"
    return ""
