"""What people decided on some events: which are one and which are not, what is left out, what is put right.

Decisions name events by the words of their triggers; here they are those of the current readings. Of two decisions on
one thing the later counts; one that was taken back counts no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from .asking import in_parts
from .schema import event
from .schema_decisions import decision, subject
from .weighing import Said, Weighed


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


GROUPING = (DecisionKind.SAME, DecisionKind.NOT_SAME)
_ON_EVENTS = (*GROUPING, DecisionKind.ACCEPT, DecisionKind.REJECT, DecisionKind.CORRECT)  # what changes occurrences


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an occurrence as a person put it right; ``value`` is JSON."""

    field: str
    value: str
    decision: int
    who: str = ""
    made_at: str = ""


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
Sides = tuple[tuple[int, ...], tuple[int, ...]]


def decided_on(connection: Connection, events: Iterable[int]) -> Decided:
    """Return what holds of these events, with the other events that decisions on them name."""
    if not is_judged(connection):
        return NOTHING
    rows, named = _standing_on(connection, events)
    if not rows:
        return NOTHING
    held = _weigh(rows, named)
    rejected: dict[int, bool] = {}
    corrections: list[tuple[tuple[int, ...], Correction]] = []
    for row in rows:
        kind, own = row.kind, named.get(row.id, ((), ()))[0]
        if kind in {DecisionKind.REJECT, DecisionKind.ACCEPT}:
            rejected |= dict.fromkeys(own, kind is DecisionKind.REJECT)
        elif kind is DecisionKind.CORRECT and own:
            corrections.append((own, Correction(row.field, row.value, row.id, row.who, row.made_at)))
    return Decided(
        same=tuple(sorted((pair.one, pair.other) for pair in held.same)),
        not_same=tuple(sorted({(pair.one, pair.other) for pair in held.not_same})),
        rejected=frozenset(number for number, is_rejected in rejected.items() if is_rejected),
        # a correction goes with the first account it was made on that still tells of something
        corrections=tuple((next((n for n in own if not rejected.get(n)), own[0]), one) for own, one in corrections),
    )


def weighed_on(connection: Connection, events: Iterable[int]) -> Weighed:
    """Return what holds of these events being one or not, with the decision behind each pair."""
    return _weigh(*_standing_on(connection, events, GROUPING))


def is_judged(connection: Connection) -> bool:
    """Tell whether anybody has decided anything: where nobody has, there is nothing more to ask."""
    return connection.scalar(select(decision.c.id).limit(1)) is not None


def subjects_of(connection: Connection, decisions: Sequence[int]) -> dict[int, Sides]:
    """Return for each decision the current events that it names, those of either side, in the order it names them.

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
        )
        # Of several events on the words, the one that has most of them; of two alike, the first in the text.
        best: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for row in connection.execute(rows):
            common = min(row.end, row.to) - max(row.start, row.from_)
            place = (row.decision_id, row.position)
            best[place] = max(best.get(place, (0, 0, 0, 0)), (common, -row.start, -row.id, row.side))
        for (number, _), (_, _, of, side) in sorted(best.items()):
            found[number][side].append(-of)
    return {number: (tuple(one), tuple(other)) for number, (one, other) in found.items()}


def decisions_naming(connection: Connection, events: Iterable[int]) -> set[int]:
    """Return the numbers of all decisions that name these events, those taken back among them."""
    numbers: set[int] = set()
    for part in in_parts(sorted(set(events))):
        rows = (
            select(subject.c.decision_id)
            .distinct()
            .join(event, event.c.report_id == subject.c.report_id)
            .where(event.c.id.in_(part), event.c.start < subject.c.end, subject.c.start < event.c.end)
        )
        numbers |= set(connection.scalars(rows))
    return numbers


@dataclass(frozen=True, slots=True)
class _Row:
    """A standing decision."""

    id: int
    kind: DecisionKind
    field: str
    value: str
    who: str
    made_at: str


def _standing_on(
    connection: Connection, events: Iterable[int], kinds: Sequence[DecisionKind] = _ON_EVENTS
) -> tuple[list[_Row], dict[int, Sides]]:
    """Return the decisions that hold of these events and of all that decisions make one with them, the earlier first.

    Earlier is by time of the decision, so that decisions carried here from another record take their place.
    """
    rows: dict[int, _Row] = {}
    named: dict[int, Sides] = {}
    known = set(events)
    new = set(known)
    while new:
        found = []
        for part in in_parts(sorted(decisions_naming(connection, new) - rows.keys())):
            standing = decision.c.undone_by.is_(None) & decision.c.kind.in_([kind.value for kind in kinds])
            for row in connection.execute(select(decision).where(decision.c.id.in_(part), standing)):
                found.append(_Row(row.id, DecisionKind(row.kind), row.field, row.value, row.who, row.made_at))
        rows |= {row.id: row for row in found}
        named |= subjects_of(connection, [row.id for row in found])
        joined = (named.get(row.id, ((), ()))[0] for row in found if row.kind is DecisionKind.SAME)
        new = {number for one in joined for number in one} - known
        known |= new
    return sorted(rows.values(), key=lambda row: (row.made_at, row.id)), named


def _weigh(rows: Iterable[_Row], named: dict[int, Sides]) -> Weighed:
    said = []
    for row in rows:
        one, other = named.get(row.id, ((), ()))
        if row.kind is DecisionKind.SAME:
            said.append(Said(row.id, one))
        elif row.kind is DecisionKind.NOT_SAME and one and other:
            said.append(Said(row.id, one, other))
    return Weighed(reversed(said))
