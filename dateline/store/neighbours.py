"""Which reports of the record may tell of the same things, and which are copies: keys written, neighbours found.

A report costs by its neighbours: what is looked up are its own terms within some days, its own days and its own
sentences, never the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

import numpy as np
from sqlalchemy import Connection, bindparam, delete, select, text

from dateline.fuse.mentions import ASKED
from dateline.fuse.reprints import is_copy
from dateline.fuse.telling_terms import heaviest
from dateline.fuse.wording import Runs, common_wording

from .readings import Kept, Readings
from .rows import UNKNOWN_DAY, Row
from .schema import event
from .schema_fused import report_term, reprint, wording_key

_DAYS = 15  # between reports that are looked for by their terms; a later one is found by the day it tells of
_SHARED = 3  # heaviest terms that two reports share; with fewer next to none is as like as is asked
_MOST = 60  # reports compared with one, those that share most first
_SAME_DAY = 20  # reports that tell of a thing of the same day, country and type, beyond these
_SHARED_SENTENCES = 2  # keys of sentences that two copies share
_COPIES = 40  # reports compared in wording with one
# Odd numbers without a pattern: by each another run is the least of a sentence.
_MIXES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))

_BY_TERMS = text(
    """
    SELECT report_id, COUNT(*) AS shared FROM report_term
    WHERE term IN :terms AND (day BETWEEN :first AND :last OR day = -1) AND report_id <> :id
    GROUP BY report_id HAVING COUNT(*) >= :least ORDER BY shared DESC, report_id LIMIT :most
    """
).bindparams(bindparam("terms", expanding=True))
_BY_SENTENCES = text(
    """
    SELECT report_id, COUNT(*) AS shared FROM wording_key WHERE key IN :keys AND report_id <> :id
    GROUP BY report_id HAVING COUNT(*) >= :least ORDER BY shared DESC, report_id LIMIT :most
    """
).bindparams(bindparam("keys", expanding=True))


def write_keys(connection: Connection, reports: Iterable[Kept]) -> None:
    """Write by what these reports are found from now on, in place of what was there."""
    terms: list[Row] = []
    keys: list[Row] = []
    for one in reports:
        for table in (report_term, wording_key):
            connection.execute(delete(table).where(table.c.report_id == one.id))
        terms += [{"term": term, "day": one.day, "report_id": one.id} for term in _terms(one)]
        keys += [{"key": key, "report_id": one.id} for key in _keys(one)]
    if terms:
        connection.execute(report_term.insert(), terms)
    if keys:
        connection.execute(wording_key.insert(), keys)


def neighbours_of(connection: Connection, one: Kept) -> set[int]:
    """Return the numbers of the reports whose events are compared with those of one."""
    found: set[int] = set()
    terms = _terms(one)
    if terms:
        known = one.day != UNKNOWN_DAY
        days = (one.day - _DAYS, one.day + _DAYS) if known else (UNKNOWN_DAY, 1_000_000)
        asked = {"terms": terms, "first": days[0], "last": days[1], "id": one.id, "least": _SHARED, "most": _MOST}
        found |= {row.report_id for row in connection.execute(_BY_TERMS, asked)}
    for account in one.accounts:
        place = account.place
        if account.start is None or place is None or place.country is None:
            continue
        same = (
            select(event.c.report_id)
            .distinct()
            .where(
                event.c.start_on == account.start, event.c.country == place.country, event.c.type == account.type.value
            )
        )
        found |= set(connection.scalars(same.order_by(event.c.report_id).limit(_SAME_DAY)))
    found.discard(one.id)
    return found


def write_reprints(connection: Connection, readings: Readings, reports: Iterable[Kept]) -> None:
    """Write which reports hold wording of these, and of which these do."""
    for one in reports:
        connection.execute(delete(reprint).where((reprint.c.copy_id == one.id) | (reprint.c.of_id == one.id)))
    written: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for one in reports:
        keys = _keys(one)
        if not keys:
            continue
        asked = {"keys": keys, "id": one.id, "least": min(_SHARED_SENTENCES, len(keys)), "most": _COPIES}
        others = [row.report_id for row in connection.execute(_BY_SENTENCES, asked)]
        for number, other in sorted(readings.get(connection, others).items()):
            pair = (min(one.id, number), max(one.id, number))
            if pair in written:
                continue
            first, second = (one, other) if one.id < number else (other, one)
            common = common_wording(first.wording, second.wording)
            if is_copy(common):
                written.add(pair)
                copy, of = (first, second) if common.shorter_is_first else (second, first)
                rows.append(
                    {"copy_id": copy.id, "of_id": of.id, "share": common.share, "reason": _reason(common.share)}
                )
    if rows:
        connection.execute(reprint.insert(), rows)


def _reason(share: float) -> str:
    return "the wording is the same" if share == 1.0 else f"{share:.0%} of the shorter text's wording is the other's"


def _terms(one: Kept) -> list[int]:
    return sorted({_signed(crc32(term.encode())) for term in heaviest(one.terms, ASKED)})


def _keys(one: Kept) -> list[int]:
    return sorted({key for sentence in one.sentences for key in _least(sentence)})


def _least(sentence: Runs) -> Iterator[int]:
    """Yield a sentence's least run by each mix: two that differ by a word or two mostly have one in common."""
    for mix in _MIXES:
        yield int((sentence * mix).min().astype(np.int64))


def _signed(number: int) -> int:
    return number - (1 << 32) if number >= 1 << 31 else number
