"""Which actors of the record are one by people's decisions; their rows stay as the readings have them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from .decided import DecisionKind
from .naming import find_actors, near_actors
from .refused import DecisionError
from .schema import actor
from .schema_decisions import decision, subject
from .weighing import Said, Weighed


def one_actor(connection: Connection, number: int) -> set[int]:
    """Return the numbers of all actors that people say are this one, itself among them."""
    return weigh_actors(connection).group(number)


def one_of_actors(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """Return these actors and all that people say are one with them."""
    weighed = weigh_actors(connection)
    return {one for number in numbers for one in weighed.group(number)}


def weigh_actors(connection: Connection) -> Weighed:
    """Return what holds of people's decisions on actors."""
    kinds = [DecisionKind.SAME_ACTOR.value, DecisionKind.NOT_SAME_ACTOR.value]
    rows = connection.execute(
        select(decision.c.id, decision.c.kind, subject.c.side, subject.c.actor_id)
        .join(subject, subject.c.decision_id == decision.c.id)
        .where(decision.c.kind.in_(kinds), decision.c.undone_by.is_(None), subject.c.actor_id.is_not(None))
        .order_by(decision.c.made_at.desc(), decision.c.id.desc(), subject.c.position)
    )
    sides: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for row in rows:
        sides[row.id][row.side].append(row.actor_id)
    return Weighed(Said(number, one, other) for number, (one, other) in sides.items())


def actor_number(connection: Connection, name: str) -> int:
    """Return the number of the actor that a name or "a12" stands for.

    Raises DecisionError with what there is where there is none of it, or more than one.
    """
    wanted = name.strip()
    if wanted[:1] == "a" and wanted[1:].isdigit():
        number = int(wanted[1:])
        if connection.scalar(select(actor.c.id).where(actor.c.id == number)) is not None:
            return number
    numbers = find_actors(connection, [wanted])
    if len(numbers) == 1:
        return numbers[0]
    if not numbers:
        near = near_actors(connection, wanted)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise DecisionError(f"No actor of the record is called {wanted!r}.{hint}")
    rows = connection.execute(select(actor).where(actor.c.id.in_(numbers)).order_by(actor.c.id))
    there = "; ".join(f"a{row.id} is {row.name}, {row.kind.replace('_', ' ')} {row.country}".rstrip() for row in rows)
    raise DecisionError(f"More than one actor of the record is called {wanted!r}; name one by its number: {there}.")
