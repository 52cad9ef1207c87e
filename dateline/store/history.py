"""What was decided, by whom, when and why: of the whole record, of an occurrence, an account or a report.

Nothing is ever taken out of it: a decision that was taken back stands there with the one that did so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.fuse.accounts import account_id

from .asking import in_parts
from .decided import Correction, DecisionKind, decided_on, decisions_naming, is_judged, subjects_of
from .pointing import Told, find_told, told_of
from .record import Record
from .refused import DecisionError
from .schema import actor, event, reading, report
from .schema_decisions import decision, subject


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: words of a report, or an actor.

    ``account`` is the account that tells of these words in the current reading, None where a newer reader finds none.
    ``report`` is the report's number, ``name`` that of the report or of the actor.
    """

    side: int
    name: str
    report: int | None = None
    start: int | None = None
    end: int | None = None
    words: str = ""
    account: str | None = None
    actor: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it was made: ``undoes`` is the one that it takes back, ``undone_by`` the one that took it back.

    ``field`` is the field that is put right, or the scheme of a verdict; ``value`` the JSON of the field, or the grade.
    """

    id: int
    kind: DecisionKind
    field: str | None
    value: str | None
    who: str
    why: str
    made_at: str
    undone_by: int | None
    undoes: int | None
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A reading of a report: by which reader, when, and whether it is the one that counts now."""

    report: int
    reader: str
    read_at: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class ReportHistory:
    """How often a report was read and what was decided on what it tells."""

    readings: tuple[Read, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A person's verdict on an occurrence, or that they accept it, as it stands.

    It was given on ``of`` accounts, of which ``here`` are of the occurrence now: one given before accounts joined or
    left says so.
    """

    who: str
    scheme: str | None
    grade: str | None
    why: str
    made_at: str
    decision: int
    of: int
    here: int


@dataclass(frozen=True, slots=True)
class Judged:
    """What people hold of an occurrence now. ``last`` is the newest decision on it, to be given as ``seen``; 0: none.

    Each person has one verdict by each scheme, the newest; verdicts are never made into one.
    """

    occurrence: int
    last: int
    accounts: int
    accepted: tuple[Opinion, ...] = ()
    verdicts: tuple[Opinion, ...] = ()
    corrections: tuple[Correction, ...] = ()


def history_of_record(record: Record) -> tuple[Decision, ...]:
    """Return all decisions, the first made first."""
    with record.engine.connect() as connection:
        return _decisions(connection, connection.scalars(select(decision.c.id)))


def history_of_occurrence(record: Record, name: str) -> tuple[Decision, ...]:
    """Return the decisions on any account of an occurrence; raises DecisionError where there is none of this number."""
    with record.engine.connect() as connection:
        return decisions_on(connection, told_of(connection, name))


def history_of_account(record: Record, name: str) -> tuple[Decision, ...]:
    """Return the decisions on an account; raises DecisionError where there is none of this id."""
    with record.engine.connect() as connection:
        return decisions_on(connection, find_told(connection, [name]))


def history_of_report(record: Record, number: int) -> ReportHistory:
    """Return the readings of a report and the decisions on its words, also on those that no reading has any more."""
    with record.engine.connect() as connection:
        if connection.scalar(select(report.c.id).where(report.c.id == number)) is None:
            raise DecisionError(f"The record has no report {number}.")
        rows = connection.execute(select(reading).where(reading.c.report_id == number).order_by(reading.c.id))
        readings = tuple(Read(number, row.reader, row.read_at, row.is_current) for row in rows)
        on = select(subject.c.decision_id).distinct().where(subject.c.report_id == number)
        return ReportHistory(readings, _decisions(connection, connection.scalars(on)))


def last_decisions(record: Record, most: int, before: int | None = None) -> tuple[Decision, ...]:
    """Return the newest decisions of the record, or those before one, the newest first."""
    asked = select(decision.c.id).order_by(decision.c.id.desc()).limit(most)
    with record.engine.connect() as connection:
        numbers = connection.scalars(asked.where(decision.c.id < before) if before is not None else asked)
        return tuple(sorted(_decisions(connection, numbers), key=lambda one: -one.id))


def last_decision(record: Record) -> int:
    """Return the number of the newest decision of the record, 0 where there is none."""
    with record.engine.connect() as connection:
        return connection.scalar(select(decision.c.id).order_by(decision.c.id.desc()).limit(1)) or 0


def judged(record: Record, name: str) -> Judged:
    """Return what people hold of an occurrence now; raises DecisionError where there is none of this number."""
    with record.engine.connect() as connection:
        return judged_on(connection, told_of(connection, name))


def judged_on(connection: Connection, told: Iterable[Told]) -> Judged:
    """Return what people hold of the occurrence that has these accounts."""
    own = list(told)
    number = own[0].occurrence or 0
    if not is_judged(connection):
        return Judged(number, 0, len(own))
    made = decisions_on(connection, own)
    here = {one.account for one in own}
    accepted: dict[str, Opinion] = {}
    verdicts: dict[tuple[str, str | None], Opinion] = {}
    for one in made:
        if one.undone_by is not None or one.kind not in {DecisionKind.ACCEPT, DecisionKind.VERDICT}:
            continue
        among = sum(of.account in here for of in one.subjects)
        opinion = Opinion(one.who, one.field, one.value, one.why, one.made_at, one.id, len(one.subjects), among)
        if one.kind is DecisionKind.ACCEPT:
            accepted[one.who] = opinion
        else:
            verdicts[one.who, one.field] = opinion
    events = {one.id for one in own}
    fields = {
        correction.field: correction for of, correction in decided_on(connection, events).corrections if of in events
    }
    return Judged(
        number,
        max((one.id for one in made), default=0),
        len(own),
        tuple(accepted.values()),
        tuple(verdicts[key] for key in sorted(verdicts, key=str)),
        tuple(fields.values()),
    )


def decisions_on(connection: Connection, told: Iterable[Told]) -> tuple[Decision, ...]:
    """Return the decisions on these accounts, the first made first, those that took them back among them."""
    return _decisions(connection, decisions_naming(connection, (one.id for one in told)))


def decision_of(connection: Connection, number: int) -> Decision | None:
    """Return a decision, None where there is none of this number."""
    return next(iter(_decisions(connection, [number])), None)


def _decisions(connection: Connection, numbers: Iterable[int]) -> tuple[Decision, ...]:
    wanted = sorted(set(numbers))
    subjects = _subjects(connection, wanted)
    made = []
    for part in in_parts(wanted):
        for row in connection.execute(select(decision).where(decision.c.id.in_(part))):
            kind = DecisionKind(row.kind)
            is_undo = kind is DecisionKind.UNDO
            made.append(
                Decision(
                    id=row.id,
                    kind=kind,
                    field=row.field,
                    value=None if is_undo else row.value,
                    who=row.who,
                    why=row.why,
                    made_at=row.made_at,
                    undone_by=row.undone_by,
                    undoes=int(row.value) if is_undo else None,
                    subjects=tuple(subjects.get(row.id, ())),
                )
            )
    return tuple(sorted(made, key=lambda one: (one.made_at, one.id)))


def _subjects(connection: Connection, numbers: list[int]) -> dict[int, list[Subject]]:
    overlap = (event.c.start < subject.c.end) & (subject.c.start < event.c.end) & event.c.is_deed
    words = func.substr(report.c.text, subject.c.start + 1, subject.c.end - subject.c.start).label("words")
    found: dict[int, dict[int, tuple[int, Subject]]] = defaultdict(dict)
    for part in in_parts(numbers):
        rows = connection.execute(
            select(subject, report.c.name, actor.c.name.label("actor_name"), words, event.c.local_id)
            .add_columns(event.c.start.label("from_"), event.c.end.label("to"))
            .outerjoin(report, report.c.id == subject.c.report_id)
            .outerjoin(actor, actor.c.id == subject.c.actor_id)
            .outerjoin(event, (event.c.report_id == subject.c.report_id) & overlap)
            .where(subject.c.decision_id.in_(part))
            .order_by(subject.c.decision_id, subject.c.position, event.c.start)
        )
        for row in rows:
            common = min(row.end, row.to) - max(row.start, row.from_) if row.local_id is not None else 0
            of = found[row.decision_id]
            if row.position in of and of[row.position][0] >= common:
                continue
            of[row.position] = (
                common,
                Subject(
                    side=row.side,
                    name=row.name if row.report_id is not None else row.actor_name,
                    report=row.report_id,
                    start=row.start,
                    end=row.end,
                    words=row.words or "",
                    account=account_id(str(row.report_id), row.local_id) if row.local_id is not None else None,
                    actor=row.actor_id,
                ),
            )
    return {number: [one for _, (_, one) in sorted(of.items())] for number, of in found.items()}


def occurrences_now(record: Record, number: int) -> dict[int | None, int]:
    """Return the occurrences that the accounts of a decision are of now, with the number of all their accounts.

    None stands for accounts of no occurrence: those that were rejected.
    """
    with record.engine.connect() as connection:
        events = {of for side in subjects_of(connection, [number]).get(number, ((), ())) for of in side}
        found: dict[int | None, int] = {}
        for part in in_parts(sorted(events)):
            for of in connection.scalars(select(event.c.occurrence_id).where(event.c.id.in_(part)).distinct()):
                whole = select(func.count()).where(event.c.occurrence_id == of, event.c.is_deed)
                found[of] = connection.scalar(whole) or 0 if of is not None else 0
        return found
