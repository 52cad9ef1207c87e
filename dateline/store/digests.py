"""Rows that are added and never change in, the bytes by which the chain knows them out: one line of JSON each.

The columns are named here one by one: a column that a later version adds changes no digest of what is kept already.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, select

from .asking import in_parts
from .rows import Value
from .schema import report
from .schema_collecting import capture, head
from .schema_decisions import decision, subject


class Kind(StrEnum):
    """What a link of the chain stands for."""

    REPORT = "report"
    DECISION = "decision"
    CAPTURE = "capture"
    CAPTURED = "captured"  # that a report was read from a capture; its subject is the report
    HEAD = "head"
    STAMP = "stamp"  # of a head, whose number is the subject


# A report may later be fused, but what it said, of whom it came and when it was added stays.
_REPORT: Final = (
    *("key", "name", "title", "outlet", "agency", "authors", "url", "language", "published", "published_basis"),
    *("day", "text", "added_at", "earlier_id"),
)
# A decision may later be taken back by another, which is chained itself.
_DECISION: Final = ("kind", "field", "value", "who", "why", "made_at")
_SUBJECT: Final = ("position", "side", "report_id", "start", "end", "actor_id")
# A capture may later be read, and forget by which address it was found.
_CAPTURE: Final = ("address", "at", "status", "media_type", "file", "offset", "length", "digest", "payload_digest")
# A head may later be stamped, which is chained itself.
_HEAD: Final = ("at", "number", "body", "key_id")
_JSON: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_TABLES: Final = {
    Kind.REPORT: (report.c.id, [report.c.id, *(report.c[name] for name in _REPORT)]),
    Kind.DECISION: (decision.c.id, [decision.c.id, *(decision.c[name] for name in _DECISION)]),
    Kind.CAPTURE: (capture.c.id, [capture.c.id, *(capture.c[name] for name in _CAPTURE)]),
    Kind.HEAD: (head.c.id, [head.c.id, *(head.c[name] for name in _HEAD), head.c.signature]),
    Kind.STAMP: (head.c.id, [head.c.id, head.c.stamp, head.c.stamped_by]),
}


def digest_of(line: bytes) -> str:
    """Return the SHA-256 of what the chain knows of something."""
    return hashlib.sha256(line).hexdigest()


def report_line(row: Mapping[str, Value]) -> bytes:
    """Return what the chain knows of a report's row."""
    return _line({name: row[name] for name in _REPORT})


def decision_line(row: Mapping[str, Value], subjects: Iterable[Mapping[str, Value]]) -> bytes:
    """Return what the chain knows of a decision's row and of those of its subjects, which stand by their position."""
    about = [[one[name] for name in _SUBJECT] for one in subjects]
    return _line({**{name: row[name] for name in _DECISION}, "subjects": about})


def capture_line(row: Mapping[str, Value]) -> bytes:
    """Return what the chain knows of a capture's row; the bytes in its file are known by the digest in it."""
    return _line({name: row[name] for name in _CAPTURE})


def captured_line(capture_id: int, report_id: int) -> bytes:
    """Return what the chain knows of a report that was read from a capture."""
    return _line({"capture": capture_id, "report": report_id})


def head_line(row: Mapping[str, Value], signature: bytes) -> bytes:
    """Return what the chain knows of a signed head."""
    return _line({**{name: row[name] for name in _HEAD}, "signature": signature.hex()})


def stamp_line(stamp: bytes, by: str | None) -> bytes:
    """Return what the chain knows of a time stamp and of who gave it."""
    return _line({"by": by, "stamp": hashlib.sha256(stamp).hexdigest()})


def lines_of(connection: Connection, kind: Kind, numbers: Iterable[int]) -> list[tuple[int, bytes]]:
    """Return what the chain knows of each of these that is there, in the order of their numbers.

    That a report was read from a capture is no row of its own: see ``captured_line``.
    """
    key, columns = _TABLES[kind]
    wanted = sorted(set(numbers))
    rows = [row for part in in_parts(wanted) for row in connection.execute(_asked(key, columns, part))]
    if kind is Kind.REPORT:
        return [(row.id, report_line(row._asdict())) for row in rows]
    if kind is Kind.CAPTURE:
        return [(row.id, capture_line(row._asdict())) for row in rows]
    if kind is Kind.HEAD:
        return [(row.id, head_line(row._asdict(), row.signature)) for row in rows]
    if kind is Kind.STAMP:
        return [(row.id, stamp_line(row.stamp, row.stamped_by)) for row in rows if row.stamp is not None]
    about = _subjects(connection, wanted)
    return [(row.id, decision_line(row._asdict(), about.get(row.id, ()))) for row in rows]


def _subjects(connection: Connection, decisions: Sequence[int]) -> dict[int, list[Mapping[str, Value]]]:
    found: dict[int, list[Mapping[str, Value]]] = {}
    for part in in_parts(decisions):
        asked = select(subject).where(subject.c.decision_id.in_(part))
        for row in connection.execute(asked.order_by(subject.c.decision_id, subject.c.position)):
            found.setdefault(row.decision_id, []).append(row._asdict())
    return found


def _asked(key: ColumnElement[int], columns: Sequence[ColumnElement[Any]], part: Sequence[int]) -> Select[Any]:
    return select(*columns).where(key.in_(part)).order_by(key)


def _line(values: Mapping[str, Value | list[list[Value]]]) -> bytes:
    # Half a surrogate pair is no text of a report, but may stand where bytes of the record were damaged.
    return _JSON.encode(values).encode("utf-8", "surrogatepass")
