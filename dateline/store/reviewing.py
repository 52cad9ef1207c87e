"""A filter in, what a person best looks at next out: occurrences nobody has judged, by what hangs on them and by doubt.

Looked at are the newest that accounts differ on, the newest of violence and the newest of all, so that the queue costs
the same whatever the size of the record. How heavy and how doubtful each is follows from its rows and its links.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log10
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from dateline.fuse.joining import THRESHOLD
from dateline.record.briefing import Filter, OccurrenceLine
from dateline.record.choices import EventType, SourceKind

from .asking import in_parts
from .decided import DecisionKind
from .lines import occurrence_lines
from .narrowing import Narrowed
from .near import Near, near_occurrences
from .rows import UNKNOWN_DAY
from .schema import event, statement, word
from .schema_decisions import decision, subject
from .schema_fused import link, occurrence

_CANDIDATES = 80  # unjudged ones of each walk that are weighed; by hand: some tens of milliseconds
_LOOKED_AT = (400, 2000)  # newest ones of each walk among which these are sought, first and at most
_ON_OCCURRENCES = tuple(
    kind.value
    for kind in DecisionKind
    if kind not in (DecisionKind.UNDO, DecisionKind.SAME_ACTOR, DecisionKind.NOT_SAME_ACTOR)
)
_WEAK = THRESHOLD + 0.5  # of a join, one step of ``find_blocks`` over what is not joined at all
_UNSURE = 0.5  # confidence of the reader in an event, below which it is more likely wrong than right
# By hand, in points: what hangs on an occurrence, and what makes it doubtful. The order follows from their product.
_CONTESTED, _EACH_DISPUTE, _EACH_SOURCE, _EACH_REPORT = 4.0, 1.0, 0.4, 0.3
_MANY = 6  # sources, reports from which more weigh the same
_A_DEATH, _MOST_DEATHS = 2.0, 6.0
_DAYS, _LONGER = 3, 14  # before the newest that are "recent"
_RECENT, _NOT_LONG_AGO = 2.0, 1.0
_WEAKLY_JOINED, _ONE_ANONYMOUS, _READ_UNSURELY, _NO_DAY, _NO_PLACE, _ALLEGED = 3.0, 2.0, 2.0, 1.5, 1.5, 1.0


class _Seen(NamedTuple):
    """What is weighed of an occurrence besides its line: the day it is listed under, the most killed."""

    day: int
    killed: int | None


@dataclass(frozen=True, slots=True)
class Doubted:
    """An occurrence to be judged: the ``score`` by which it stands in the queue, why in words, what may be the same."""

    line: OccurrenceLine
    score: float
    reasons: tuple[str, ...]
    near: tuple[Near, ...] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """Some of what is to be judged, the first first; ``following`` is the last shown where there is more.

    ``weighed`` is how many unjudged ones were weighed; ``last`` the newest decision of the record, 0 for none.
    """

    shown: tuple[Doubted, ...]
    weighed: int
    following: tuple[float, int] | None
    last: int


def find_doubted(connection: Connection, asked: Filter, most: int, after: tuple[float, int] | None = None) -> Queue:
    """Return what is best judged next of what a filter asks for, from behind ``after`` (a score and a number) on."""
    last = connection.scalar(select(func.max(decision.c.id))) or 0  # first, so that what is read knows of it
    rows = _candidates(connection, asked)
    lines = {line.id: line for line in occurrence_lines(connection, rows)}
    doubted = sorted(_weigh(connection, [lines[n] for n in rows if n in lines], rows), key=_place)
    rest = [one for one in doubted if after is None or _place(one) > (-after[0], -after[1])]
    shown = rest[:most]
    near = near_occurrences(connection, [one.line for one in shown], most=1)
    return Queue(
        tuple(replace(one, near=near[one.line.id]) for one in shown),
        len(doubted),
        (shown[-1].score, shown[-1].line.id) if len(rest) > most else None,
        last,
    )


def doubts_of(connection: Connection, number: int) -> Doubted | None:
    """Return one occurrence as the queue has it, judged or not; None where it is not there."""
    columns = (occurrence.c.id, occurrence.c.day, occurrence.c.killed_high)
    row = connection.execute(select(*columns).where(occurrence.c.id == number)).first()
    lines = occurrence_lines(connection, [number])
    if row is None or not lines:
        return None
    (one,) = _weigh(connection, lines, {number: _Seen(row.day, row.killed_high)})
    return replace(one, near=near_occurrences(connection, lines, most=1)[number])


def judged_among(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return which of these occurrences a standing decision of a person is about."""
    found: set[int] = set()
    overlap = (event.c.start < subject.c.end) & (subject.c.start < event.c.end)
    for part in in_parts(numbers):
        asked = (
            select(event.c.occurrence_id)
            .distinct()
            .join(subject, (subject.c.report_id == event.c.report_id) & overlap)
            .join(decision, decision.c.id == subject.c.decision_id)
            .where(
                event.c.occurrence_id.in_(part),
                event.c.is_deed,
                decision.c.undone_by.is_(None),
                decision.c.kind.in_(_ON_OCCURRENCES),
            )
        )
        found |= set(connection.scalars(asked))
    return found


def _place(one: Doubted) -> tuple[float, int]:
    return -one.score, -one.line.id


def _candidates(connection: Connection, asked: Filter) -> dict[int, _Seen]:
    """Return the rows of the unjudged occurrences that are weighed, by number."""
    violent = [replace(asked, type=EventType.ASSAULT.value)] if asked.type is None else []
    found: dict[int, _Seen] = {}
    is_judged = connection.scalar(select(decision.c.id).limit(1)) is not None
    for of, contested in ((asked, True), *((one, False) for one in violent), (asked, False)):
        narrowed = Narrowed(connection, of)
        for looked_at in _LOOKED_AT if is_judged else (_CANDIDATES,):
            rows = narrowed.newest(looked_at, contested=contested, columns=(occurrence.c.killed_high,))
            judged = judged_among(connection, [row.id for row in rows]) if is_judged else set()
            left = [row for row in rows if row.id not in judged]
            if len(left) >= _CANDIDATES or len(rows) < looked_at:
                break
        found |= {row.id: _Seen(row.day, row.killed_high) for row in left[:_CANDIDATES]}
    return found


def _weigh(connection: Connection, lines: Sequence[OccurrenceLine], seen: Mapping[int, _Seen]) -> list[Doubted]:
    numbers = [line.id for line in lines]
    weakest = _weakest_joins(connection, [line.id for line in lines if line.accounts > 1])
    surest = _surest_readings(connection, numbers)
    anonymous = _anonymous(connection, [line.id for line in lines if line.sources_high == 1])
    newest = max((row.day for row in seen.values()), default=UNKNOWN_DAY)
    made = []
    for line in lines:
        row = seen[line.id]
        weight, heavy = _weight(line, row.killed, newest - row.day)
        doubts = [
            (_WEAKLY_JOINED, "joined on weak grounds", weakest.get(line.id, _WEAK) < _WEAK),
            (_ONE_ANONYMOUS, "one anonymous source alone", line.id in anonymous),
            (_READ_UNSURELY, "read unsurely", surest.get(line.id, 1.0) < _UNSURE),
            (_NO_DAY, "no day", line.start is None and line.end is None),
            (_NO_PLACE, "no place", line.place is None),
            (_ALLEGED, "alleged", line.alleged),
        ]
        doubt = sum(points for points, _, holds in doubts if holds) + (_CONTESTED if line.disputes else 0.0)
        words = [*heavy, *(words for _, words, holds in doubts if holds)]
        made.append(Doubted(line, round(weight * (1.0 + doubt), 3), tuple(words) or ("nobody has looked at it yet",)))
    return made


def _weight(line: OccurrenceLine, killed: int | None, age: int) -> tuple[float, list[str]]:
    """Return what hangs on an occurrence in points, and what of it is worth a word."""
    weight = 1.0 + _EACH_SOURCE * min(line.sources_high, _MANY) + _EACH_REPORT * min(line.reports, _MANY)
    words = []
    if line.disputes:
        weight += _CONTESTED + _EACH_DISPUTE * min(line.disputes, _MANY)
        words.append("accounts differ")
    if killed:
        weight += min(_A_DEATH * log10(1 + killed) + 1.0, _MOST_DEATHS)
        words += [figure for figure in line.figures if figure.endswith("killed")][:1]
    if line.sources_low > 1:
        words.append(
            f"{line.sources_low} independent sources"
            if line.sources_low == line.sources_high
            else f"{line.sources_low} to {line.sources_high} independent sources"
        )
    weight += _RECENT if age <= _DAYS else _NOT_LONG_AGO if age <= _LONGER else 0.0
    return weight, words


def _weakest_joins(connection: Connection, numbers: Sequence[int]) -> dict[int, float]:
    """Return for each occurrence the surest link of its least surely joined account to any other of its accounts."""
    own, other = event.alias("own"), event.alias("other")
    best: dict[int, float] = {}
    for part in in_parts(numbers):
        # one by one, by the keys of both tables: joined at once, a server reads all links there are
        surest = (
            select(func.max(link.c.score))
            .join(other, other.c.id == link.c.other_id)
            .where(link.c.event_id == own.c.id, other.c.occurrence_id == own.c.occurrence_id)
            .correlate(own)
            .scalar_subquery()
        )
        asked = select(own.c.occurrence_id, surest.label("surest")).where(own.c.occurrence_id.in_(part), own.c.is_deed)
        for row in connection.execute(asked):
            if row.surest is not None:
                best[row.occurrence_id] = min(best.get(row.occurrence_id, row.surest), row.surest)
    return best


def _surest_readings(connection: Connection, numbers: Sequence[int]) -> dict[int, float]:
    """Return for each occurrence the confidence of the reader in the account that it read most surely."""
    found: dict[int, float] = {}
    for part in in_parts(numbers):
        asked = (
            select(event.c.occurrence_id, func.max(event.c.confidence).label("surest"))
            .where(event.c.occurrence_id.in_(part), event.c.is_deed)
            .group_by(event.c.occurrence_id)
        )
        found |= {row.occurrence_id: row.surest for row in connection.execute(asked)}
    return found


def _anonymous(connection: Connection, numbers: Sequence[int]) -> set[int]:
    """Return which of these occurrences stand on voices without a name alone."""
    named: dict[int, bool] = {}
    for part in in_parts(numbers):
        asked = (
            select(event.c.occurrence_id, statement.c.source_kind)
            .join(word, word.c.event_id == event.c.id)
            .join(statement, statement.c.id == word.c.statement_id)
            .where(event.c.occurrence_id.in_(part), event.c.is_deed)
            .distinct()
        )
        for row in connection.execute(asked):
            is_anonymous = row.source_kind == SourceKind.ANONYMOUS.value
            named[row.occurrence_id] = named.get(row.occurrence_id, False) or not is_anonymous
    return {number for number, is_named in named.items() if not is_named}
