"""A person's decisions on a record: taken at once or refused with the reason, never lost, each of them to be undone.

A decision outweighs what the machine made of the reports. What it touches is grouped anew in the same call.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum

from sqlalchemy import Connection, Engine, func, select, text, update

from dateline.record.choices import ActorKind
from dateline.record.entities import Actor

from .actors import actor_number, weigh_actors
from .asking import in_parts
from .chain import append_decisions
from .correcting import checked_value, known_of
from .decided import DecisionKind, decided_on, subjects_of, weighed_on
from .fusing import Fuser
from .history import Decision, decision_of, decisions_on
from .loose import loosen
from .occurrences import load_occurrence
from .pointing import Told, find_told, occurrence_number
from .record import Record
from .refused import ConflictError, ContradictionError, DecisionError
from .rows import Row
from .schema import actor, event
from .schema_decisions import decision, subject
from .weighing import Weighed

_LOCK = 0x6A756467  # PostgreSQL's advisory lock while somebody decides
_TOLD = 3  # decisions that an error tells of
_ADMIRALTY = re.compile(r"[A-F][1-6]")


class Scheme(StrEnum):
    """By which scale an assessor grades."""

    ADMIRALTY = "admiralty"  # reliability of the source A to F, credibility of what it tells 1 to 6
    AIRWARS = "airwars"  # how well a claim is grounded, after Airwars' grading of reported civilian harm


class Airwars(StrEnum):
    """The grades of the scheme airwars."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class Judge:
    """One person's decisions on a record. Occurrences are named as "12", accounts as "r3e5".

    ``seen`` is the newest decision on the occurrence (or on the record) that the person knew of: where another was
    made since, nothing is decided and ConflictError says what. Each method returns the number of the decision.
    """

    def __init__(self, record: Record, who: str, fuser: Fuser | None = None) -> None:
        if not who.strip():
            raise DecisionError("A decision has a name behind it; say who decides.")
        self.record = record
        self.who = who.strip()
        self._fuser = fuser or Fuser(record)

    def accept(self, name: str, why: str, seen: int | None = None) -> int:
        """Say that an occurrence, or an account, is as the record has it; an account that was rejected is back."""
        with self._deciding(why) as connection:
            told = self._told(connection, [name], seen)
            return self._decide(connection, DecisionKind.ACCEPT, why, told)

    def reject(self, name: str, why: str, seen: int | None = None) -> int:
        """Say that an account, or each of an occurrence, is of nothing that its report tells: it is left out."""
        with self._deciding(why) as connection:
            told = self._told(connection, [name], seen)
            return self._decide(connection, DecisionKind.REJECT, why, told)

    def correct(self, name: str, field: str, value: str, why: str, seen: int | None = None) -> int:
        """Put a field of an occurrence right; ``value`` as ``checked_value`` takes it."""
        with self._deciding(why) as connection:
            told = self._told(connection, [str(occurrence_number(name))], seen)
            kept = self._checked(connection, told, field, value)
            return self._decide(connection, DecisionKind.CORRECT, why, told, field=field, value=kept)

    def merge(self, names: Sequence[str], why: str, seen: int | None = None) -> int:
        """Say that occurrences, or accounts, are one thing; all accounts of a named occurrence are meant.

        Raises ContradictionError where a standing decision keeps some of them apart, itself or through others.
        """
        with self._deciding(why) as connection:
            told = self._told(connection, names, seen)
            if len(told) < 2:
                raise DecisionError("To merge, name two occurrences or accounts at least.")
            numbers = [one.id for one in told]
            rejected = decided_on(connection, numbers).rejected
            if out := [one.account for one in told if one.id in rejected]:
                raise DecisionError(f"{out[0]} was rejected, so it is of no occurrence; accept it before you merge it.")
            _refuse_parted(connection, weighed_on(connection, numbers), numbers)
            return self._decide(connection, DecisionKind.SAME, why, told)

    def split(self, name: str, accounts: Sequence[str], why: str, seen: int | None = None) -> int:
        """Say that accounts of an occurrence are of another than its other accounts; an earlier merge gives way."""
        with self._deciding(why) as connection:
            whole = self._told(connection, [str(occurrence_number(name))], seen)
            out = find_told(connection, accounts)
            inside = {one.id for one in whole}
            if foreign := [one.account for one in out if one.id not in inside]:
                there = ", ".join(one.account for one in whole)
                raise DecisionError(f"{foreign[0]} is not of occurrence {name}; its accounts are {there}.")
            leaving = {one.id for one in out}
            rest = [one for one in whole if one.id not in leaving]
            if not out or not rest:
                raise DecisionError(f"To split, name some of the {len(whole)} accounts of occurrence {name}, not all.")
            return self._decide(connection, DecisionKind.NOT_SAME, why, out, rest)

    def keep_apart(self, one: str, other: str, why: str, seen: int | None = None) -> int:
        """Say that two occurrences, or accounts, are not one thing, whatever reports are still to come."""
        with self._deciding(why) as connection:
            first, second = (self._told(connection, [name], seen) for name in (one, other))
            if {told.id for told in first} & {told.id for told in second}:
                raise DecisionError(f"{one} and {other} share an account; split the occurrence instead.")
            return self._decide(connection, DecisionKind.NOT_SAME, why, first, second)

    def same_actor(self, names: Sequence[str], why: str) -> int:
        """Say that actors, by name or as "a12", are one.

        Raises ContradictionError where a standing decision keeps them apart.
        """
        with self._deciding(why) as connection:
            numbers = list(dict.fromkeys(actor_number(connection, name) for name in names))
            if len(numbers) < 2:
                raise DecisionError("Name two different actors at least.")
            _refuse_parted(connection, weigh_actors(connection), numbers)
            return self._decide_on_actors(connection, DecisionKind.SAME_ACTOR, why, numbers)

    def not_same_actor(self, one: str, other: str, why: str) -> int:
        """Say that two actors are not one; an earlier word that they are gives way."""
        with self._deciding(why) as connection:
            first, second = actor_number(connection, one), actor_number(connection, other)
            if first == second:
                raise DecisionError(f"{one} and {other} are one actor of the record; name two.")
            return self._decide_on_actors(connection, DecisionKind.NOT_SAME_ACTOR, why, [first], [second])

    def verdict(self, name: str, scheme: str, grade: str, why: str, seen: int | None = None) -> int:
        """Grade an occurrence as an assessor; it stands beside the verdicts of others and changes nothing else."""
        with self._deciding(why) as connection:
            told = self._told(connection, [str(occurrence_number(name))], seen)
            kept = checked_grade(scheme, grade)
            return self._decide(connection, DecisionKind.VERDICT, why, told, field=scheme.lower(), value=kept)

    def undo(self, number: int, why: str) -> int:
        """Take a decision back, also one that took another back; raises DecisionError where it is taken back already.

        What comes back this way stands where it stood: decisions later than it still outweigh it.
        """
        with self._deciding(why) as connection:
            old = decision_of(connection, number)
            if old is None:
                last = connection.scalar(select(func.max(decision.c.id)))
                raise DecisionError(f"There is no decision {number}; they go up to {last or 'none'}.")
            if old.undone_by is not None:
                by = decision_of(connection, old.undone_by)
                assert by is not None
                raise DecisionError(
                    f"Decision {number} is undone already: {told_in_words(by)}; undo that to have it back."
                )
            made = self._insert(connection, DecisionKind.UNDO, why, None, str(number))
            copied = select(subject).where(subject.c.decision_id == number).order_by(subject.c.position)
            rows: list[Row] = [{**row._mapping, "decision_id": made} for row in connection.execute(copied)]
            connection.execute(subject.insert(), rows)
            take_back(connection, number)
            loosen_named(connection, [number])
            return made

    @contextmanager
    def _deciding(self, why: str) -> Iterator[Connection]:
        """Yield a connection on which one decision is taken, whole or not; then what it touches is grouped anew."""
        if not why.strip():
            raise DecisionError("A decision has a reason; say why.")
        with alone(self.record.engine):
            with self.record.writing() as connection:
                yield connection
                append_decisions(connection)
            regroup(self._fuser)

    def _decide(
        self,
        connection: Connection,
        kind: DecisionKind,
        why: str,
        one: Sequence[Told],
        other: Sequence[Told] = (),
        *,
        field: str | None = None,
        value: str | None = None,
    ) -> int:
        number = self._insert(connection, kind, why, field, value)
        rows: list[Row] = [
            {
                "decision_id": number,
                "position": position,
                "side": side,
                "report_id": told.report,
                "start": told.start,
                "end": told.end,
            }
            for position, (side, told) in enumerate([*((0, told) for told in one), *((1, told) for told in other)])
        ]
        connection.execute(subject.insert(), rows)
        if kind is not DecisionKind.VERDICT:  # nothing of the record follows from it
            loosen_named(connection, [number])
        return number

    def _decide_on_actors(
        self, connection: Connection, kind: DecisionKind, why: str, one: Sequence[int], other: Sequence[int] = ()
    ) -> int:
        number = self._insert(connection, kind, why, None, None)
        sides = [*((0, of) for of in one), *((1, of) for of in other)]
        rows: list[Row] = [
            {"decision_id": number, "position": position, "side": side, "actor_id": of}
            for position, (side, of) in enumerate(sides)
        ]
        connection.execute(subject.insert(), rows)
        return number

    def _insert(
        self, connection: Connection, kind: DecisionKind, why: str, field: str | None, value: str | None
    ) -> int:
        made = decision.insert().values(
            kind=kind.value, field=field, value=value, who=self.who, why=why.strip(), made_at=_moment(connection)
        )
        number: int = connection.scalars(made.returning(decision.c.id)).one()
        return number

    def _told(self, connection: Connection, names: Sequence[str], seen: int | None) -> list[Told]:
        """Return the accounts of these names; raises ConflictError where others decided on them, or on what is gone."""
        try:
            told = find_told(connection, names)
        except DecisionError as error:
            since = select(decision.c.id).where(decision.c.id > seen) if seen is not None else None
            last = connection.scalar(since.order_by(decision.c.id.desc()).limit(1)) if since is not None else None
            if last is None or (newest := decision_of(connection, last)) is None:
                raise
            raise ConflictError(f"{error} Since you looked there was {told_in_words(newest)}.") from None
        self._check_seen(connection, told, seen)
        return told

    def _check_seen(self, connection: Connection, told: Sequence[Told], seen: int | None) -> None:
        if seen is None:
            return
        since = [one for one in decisions_on(connection, told) if one.id > seen]
        if since:
            words = "; ".join(told_in_words(one) for one in since[-_TOLD:])
            raise ConflictError(f"It was decided on since you looked: {words}. Look again, then decide.")

    def _checked(self, connection: Connection, told: Sequence[Told], field: str, value: str) -> str:
        number = told[0].occurrence or 0
        self._fuser.readings.begin(connection)
        whole = load_occurrence(connection, self._fuser.readings, number, decided_on(connection, (t.id for t in told)))
        assert whole is not None  # it has accounts
        names = [part.strip() for part in value.split(";")] if not value.lstrip().startswith(("[", "{")) else []
        rows = connection.execute(select(actor).where(actor.c.name.in_(names)).order_by(actor.c.id))
        more = [Actor(f"a{r.id}", r.name, ActorKind(r.kind), r.country or None, r.sector, ()) for r in rows]
        return checked_value(field, value, known_of(whole, more))


def checked_grade(scheme: str, grade: str) -> str:
    """Return a grade as it is kept; raises DecisionError with the grades that the scheme has."""
    known = {one.value: one for one in Scheme}
    if scheme.lower() not in known:
        raise DecisionError(f"There is no scheme {scheme!r}; the schemes are {' and '.join(known)}.")
    if known[scheme.lower()] is Scheme.ADMIRALTY:
        wanted = grade.strip().upper()
        if not _ADMIRALTY.fullmatch(wanted):
            raise DecisionError(
                f"{grade!r} is no grade of admiralty: a letter for the source, A (reliable) to F (cannot be judged), "
                "and a figure for what it tells, 1 (confirmed) to 6 (cannot be judged), as B2."
            )
        return wanted
    wanted = grade.strip().lower()
    grades = [one.value for one in Airwars]
    if wanted not in grades:
        near = get_close_matches(wanted, grades, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise DecisionError(f"{grade!r} is no grade of airwars.{hint} Its grades are {', '.join(grades)}.")
    return wanted


def told_in_words(one: Decision) -> str:
    """Return a decision in one line: its number, what, who, when and why."""
    what = one.kind.value if one.undoes is None else f"undo of {one.undoes}"
    about = f" of {one.field}" if one.field is not None else ""
    return f'decision {one.id} ("{what}"{about}, by {one.who} on {one.made_at[:10]}: {one.why})'


def regroup(fuser: Fuser) -> None:
    """Group all events that are loose."""
    while fuser.group_some():
        pass


def loosen_named(connection: Connection, decisions: Sequence[int]) -> None:
    """Have the events that decisions name, with all of their occurrences, grouped anew."""
    named = {of for sides in subjects_of(connection, decisions).values() for side in sides for of in side}
    occurrences: set[int] = set()
    for part in in_parts(sorted(named)):
        of = select(event.c.occurrence_id).where(event.c.id.in_(part), event.c.occurrence_id.is_not(None))
        occurrences |= set(connection.scalars(of))
    for part in in_parts(sorted(occurrences)):
        named |= set(connection.scalars(select(event.c.id).where(event.c.occurrence_id.in_(part))))
    loosen(connection, named)


def take_back(connection: Connection, number: int) -> None:
    """Write down which standing decision takes this one back, if any, and what follows for the one it took back."""
    kind, value = connection.execute(select(decision.c.kind, decision.c.value).where(decision.c.id == number)).one()
    undoing = select(func.max(decision.c.id)).where(
        decision.c.kind == DecisionKind.UNDO.value, decision.c.value == str(number), decision.c.undone_by.is_(None)
    )
    by = connection.scalar(undoing)
    connection.execute(update(decision).where(decision.c.id == number).values(undone_by=by))
    if kind == DecisionKind.UNDO.value:
        take_back(connection, int(value))


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Have others who decide on a server wait; in a file the transaction that writes does so by itself."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})


def _moment(connection: Connection) -> str:
    """Return the time of a new decision: now, or just behind the newest where that is dated later.

    So a decision comes after all that could be known when it was made, whatever clocks of others say.
    """
    now = datetime.now(UTC)
    last = connection.scalar(select(func.max(decision.c.made_at)))
    if last is not None:
        now = max(now, datetime.fromisoformat(last) + timedelta(microseconds=1))
    return now.isoformat(timespec="microseconds")


def _refuse_parted(connection: Connection, held: Weighed, numbers: Sequence[int]) -> None:
    """Raise ContradictionError where a standing decision keeps some of these apart, directly or through others."""
    pair = held.parted_by(numbers)
    if pair is None:
        return
    standing = decision_of(connection, pair.decision)
    assert standing is not None
    direct = pair.one in numbers and pair.other in numbers
    through = "" if direct else ", through others that are one with them"
    raise ContradictionError(
        f"A standing {told_in_words(standing)} keeps apart what would be one{through}; "
        f"to decide otherwise, undo {pair.decision} first.",
        pair.decision,
    )
