"""What can be taken back: accounts that people left out of the reports of an occurrence, a person's newest decision."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.fuse.accounts import account_id

from .decided import DecisionKind, decided_on, is_judged
from .history import Decision, decision_of
from .schema import event, report
from .schema_decisions import decision

_MOST = 20  # accounts that were left out and are shown beside an occurrence
_OWN = 500  # newest decisions among which a person's own is looked for


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An account that a person left out, with its words."""

    account: str
    outlet: str | None
    words: str


def left_out_of(connection: Connection, number: int) -> tuple[LeftOut, ...]:
    """Return the accounts that people left out of the reports that tell of an occurrence."""
    if not is_judged(connection):
        return ()
    reports = select(event.c.report_id).where(event.c.occurrence_id == number)
    rows = connection.execute(
        select(event.c.id, event.c.report_id, event.c.local_id, event.c.words, report.c.outlet)
        .join(report, report.c.id == event.c.report_id)
        .where(event.c.report_id.in_(reports), event.c.is_deed, event.c.occurrence_id.is_(None))
        .order_by(event.c.id)
        .limit(_MOST)
    ).all()
    rejected = decided_on(connection, [row.id for row in rows]).rejected
    return tuple(
        LeftOut(account_id(str(row.report_id), row.local_id), row.outlet, row.words)
        for row in rows
        if row.id in rejected
    )


def last_decision_of(connection: Connection, who: str) -> Decision | None:
    """Return the newest decision of a person that stands and took nothing back, None where there is none lately."""
    newest = select(decision.c.id).order_by(decision.c.id.desc()).limit(_OWN).subquery()
    own = select(func.max(decision.c.id)).where(
        decision.c.id.in_(select(newest.c.id)),
        decision.c.who == who,
        decision.c.undone_by.is_(None),
        decision.c.kind != DecisionKind.UNDO.value,
    )
    number = connection.scalar(own)
    return decision_of(connection, number) if number is not None else None
