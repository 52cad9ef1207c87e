"""What is in the record and not in the chain: what was there before there was a chain, or whose link is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, func, select

from .chain import Entry, append_all, entries_of, wait_for_others
from .digests import Kind, captured_line, digest_of
from .schema import report
from .schema_collecting import capture, captured, chained, head
from .schema_decisions import decision

_AT_ONCE = 500  # taken in by one transaction
_KEYS: Final = {
    Kind.REPORT: report.c.id,
    Kind.DECISION: decision.c.id,
    Kind.CAPTURE: capture.c.id,
    Kind.HEAD: head.c.id,
}
_LINKS_OF = (
    select(func.count())
    .select_from(chained)
    .where(chained.c.kind == Kind.CAPTURED.value, chained.c.subject_id == captured.c.report_id)
    .correlate(captured)
    .scalar_subquery()
)


def untied(connection: Connection, kind: Kind) -> Iterator[Entry]:
    """Yield what of a kind has no link, as it would be chained, in the order of its numbers."""
    after = 0
    if kind is Kind.STAMP:
        keys = select(head.c.id).where(head.c.stamp.is_not(None))
        key = head.c.id
    elif kind is Kind.CAPTURED:
        yield from _untied_captures(connection)
        return
    else:
        key = _KEYS[kind]
        keys = select(key)
    tied = select(chained.c.number).where(chained.c.kind == kind.value, chained.c.subject_id == key)
    keys = keys.where(~tied.exists()).order_by(key).limit(_AT_ONCE)
    while numbers := connection.scalars(keys.where(key > after)).all():
        yield from entries_of(connection, kind, numbers)
        after = numbers[-1]


def take_in(connection: Connection, kind: Kind) -> int:
    """Append links for some of what of a kind has none, in the caller's transaction, and return for how many."""
    wait_for_others(connection)  # before one looks: another may be taking in the same
    entries = [entry for _, entry in zip(range(_AT_ONCE), untied(connection, kind), strict=False)]
    if entries:
        append_all(connection, entries)
    return len(entries)


def _untied_captures(connection: Connection) -> Iterator[Entry]:
    """Yield which reports were read from which captures without a link that says so."""
    short = select(captured.c.report_id).group_by(captured.c.report_id).having(func.count() > _LINKS_OF).limit(_AT_ONCE)
    after = 0
    while numbers := connection.scalars(short.where(captured.c.report_id > after).order_by(captured.c.report_id)).all():
        links = select(chained.c.subject_id, chained.c.digest)
        links = links.where(chained.c.kind == Kind.CAPTURED.value, chained.c.subject_id.in_(numbers))
        tied: dict[int, set[str]] = defaultdict(set)
        for number, digest in connection.execute(links):
            tied[number].add(digest)
        rows = select(captured.c.report_id, captured.c.capture_id).where(captured.c.report_id.in_(numbers))
        for number, of in connection.execute(rows.order_by(captured.c.report_id, captured.c.capture_id)).all():
            digest = digest_of(captured_line(of, number))
            if digest not in tied[number]:
                yield Entry(Kind.CAPTURED, number, digest)
        after = numbers[-1]
