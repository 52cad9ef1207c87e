"""What people decided on some events: which are one and which are not, what is left out, what is put right.

Decisions name events by the words of their triggers; here they are those of the current readings. Of two decisions on
one thing the later counts; one that was taken back counts no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, product

from sqlalchemy import Connection, select

from .asking import in_parts
from .schema import event
from .schema_decisions import decision, subject


class DecisionKind(StrEnum):
    """What a person decides."""

    SAME = "same"  # these accounts are of one occurrence
    NOT_SAME = "not same"  # those of one side are of another than those of the other
    ACCEPT = "accept"  # the occurrence is as the record has it
    REJECT = "reject"  # the account is of nothing that the report tells
    CORRECT = "correct"  # a field of the occurrence
    SAME_ACTOR = "same actor"
    NOT_SAME_ACTOR = "not same actor"
    VERDICT = "verdict"  # an assessor's grade, apart from what parties say
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an occurrence as a person put it right."""

    field: str
    value: str
    decision: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds of some events, by their numbers."""

    same: tuple[tuple[int, int], ...] = ()
    not_same: tuple[tuple[int, int], ...] = ()
    rejected: frozenset[int] = frozenset()
    corrections: tuple[tuple[int, Correction], ...] = ()  # the earlier first

    def events(self) -> set[int]:
        """Return all events that decisions on being one name."""
        return {number for pair in self.same for number in pair}


NOTHING = Decided()


def decided_on(connection: Connection, events: Iterable[int]) -> Decided:
    """Return what holds of these events, with the other events that decisions on them name."""
    if connection.scalar(select(decision.c.id).limit(1)) is None:
        return NOTHING
    numbers = _decisions_on(connection, sorted(set(events)))
    if not numbers:
        return NOTHING
    named = subjects_of(connection, numbers)
    same: dict[tuple[int, int], bool] = {}
    rejected: dict[int, bool] = {}
    corrections = []
    rows = select(decision).where(decision.c.id.in_(numbers), decision.c.undone_by.is_(None)).order_by(decision.c.id)
    for row in connection.execute(rows):
        sides = named.get(row.id, ((), ()))
        kind = DecisionKind(row.kind)
        if kind is DecisionKind.SAME:
            same |= {_ordered(pair): True for pair in pairwise(sides[0])}
        elif kind is DecisionKind.NOT_SAME:
            same |= {_ordered(pair): False for pair in product(*sides)}
        elif kind in {DecisionKind.REJECT, DecisionKind.ACCEPT}:
            rejected |= dict.fromkeys(sides[0], kind is DecisionKind.REJECT)
        elif kind is DecisionKind.CORRECT and sides[0]:
            corrections.append((sides[0][0], Correction(row.field, row.value, row.id)))
    return Decided(
        same=tuple(sorted(pair for pair, is_same in same.items() if is_same)),
        not_same=tuple(sorted(pair for pair, is_same in same.items() if not is_same)),
        rejected=frozenset(number for number, is_rejected in rejected.items() if is_rejected),
        corrections=tuple(corrections),
    )


def subjects_of(connection: Connection, decisions: Sequence[int]) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return for each decision the current events that it names, those of either side.

    What a newer reading does not find any more is left out.
    """
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    overlap = (event.c.start < subject.c.end) & (subject.c.start < event.c.end) & event.c.is_deed
    for part in in_parts(decisions):
        rows = (
            select(subject.c.decision_id, subject.c.position, subject.c.side, event.c.id, event.c.start, event.c.end)
            .add_columns(subject.c.start.label("from_"), subject.c.end.label("to"))
            .join(event, (event.c.report_id == subject.c.report_id) & overlap)
            .where(subject.c.decision_id.in_(part))
            .order_by(subject.c.decision_id, subject.c.position)
        )
        best: dict[tuple[int, int], tuple[int, int, int]] = {}
        for row in connection.execute(rows):
            common = min(row.end, row.to) - max(row.start, row.from_)
            place = (row.decision_id, row.position)
            best[place] = max(best.get(place, (0, 0, 0)), (common, -row.id, row.side))
        for (number, _), (_, of, side) in sorted(best.items()):
            found[number][side].append(-of)
    return {number: (tuple(one), tuple(other)) for number, (one, other) in found.items()}


def _decisions_on(connection: Connection, events: Sequence[int]) -> list[int]:
    numbers: set[int] = set()
    for part in in_parts(events):
        rows = (
            select(subject.c.decision_id)
            .distinct()
            .join(event, event.c.report_id == subject.c.report_id)
            .where(event.c.id.in_(part), event.c.start < subject.c.end, subject.c.start < event.c.end)
        )
        numbers |= set(connection.scalars(rows))
    return sorted(numbers)


def _ordered(pair: tuple[int, int]) -> tuple[int, int]:
    return (min(pair), max(pair))
