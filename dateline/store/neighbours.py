"""Which reports of the record may tell of the same things, and which are copies: keys written, neighbours found.

A report costs by its neighbours: what is looked up are its own terms within some days, its own days and its own
sentences, never the whole record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

import numpy as np
from sqlalchemy import Column, Connection, text

from dateline.fuse.mentions import ASKED
from dateline.fuse.reprints import is_copy
from dateline.fuse.telling_terms import heaviest
from dateline.fuse.wording import Runs, common_wording

from .asking import insert_new, listed
from .readings import Kept, Readings
from .rows import UNKNOWN_DAY, Row
from .schema_fused import report_term, reprint, wording_key

_DAYS = 15  # between reports that are looked for by their terms or sentences; later ones by the day they tell of
_LAST_DAY = 1_000_000
_SHARED = 3  # heaviest terms that two reports share; with fewer next to none is as like as is asked
_MOST = 30  # reports compared with one, those that share most first
_SAME_DAY = 10  # reports that tell of a thing of the same day, country and type, beyond these
_SHARED_SENTENCES = 2  # keys of sentences that two copies share
_COPIES = 12  # reports compared in wording with one, those that share most first; a copy of a copy joins them
# Odd numbers without a pattern: by each another run is the least of a sentence.
_MIXES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))

# Two stretches of the index for each key. Asked with OR it would be read from its first day to its last, so that a
# report would cost by the record's size.
_SHARING = """
    SELECT report_id, COUNT(*) AS shared FROM (
        SELECT report_id FROM {table} WHERE {column} IN ({values}) AND day BETWEEN {first} AND {last}
        UNION ALL SELECT report_id FROM {table} WHERE {column} IN ({values}) AND day = -1) AS found
    WHERE report_id <> {id}
    GROUP BY report_id HAVING COUNT(*) >= {least} ORDER BY shared DESC, report_id LIMIT {most}
    """
_BY_DAY = text(
    """
    SELECT DISTINCT event.report_id FROM event JOIN report ON report.id = event.report_id
    WHERE event.start_on = :start AND event.country = :country AND event.type = :type
      AND (report.is_fused OR report.id BETWEEN :first AND :last)
    ORDER BY event.report_id LIMIT :most
    """
)


def write_keys(connection: Connection, reports: Iterable[Kept]) -> None:
    """Write by what these reports are found from now on; keys of an older reading of one stay and do no harm."""
    terms: list[Row] = []
    keys: list[Row] = []
    for one in reports:
        terms += [{"term": term, "day": one.day, "report_id": one.id} for term in _terms(one)]
        keys += [{"key": key, "day": one.day, "report_id": one.id} for key in _keys(one)]
    for table, rows in ((report_term, terms), (wording_key, keys)):
        if rows:
            connection.execute(insert_new(connection, table), rows)


def neighbours_of(connection: Connection, one: Kept, beside: tuple[int, int]) -> set[int]:
    """Return the reports whose events are compared with those of one, by number.

    They are of those that have been fused and of the numbers from ``beside`` to ``beside``, which are being fused.
    """
    found: set[int] = set()
    terms = _terms(one)
    if terms:
        found |= set(_sharing(connection, report_term.c.term, terms, one, _SHARED, _MOST))
    asked_of = {
        (account.start, account.place.country, account.type.value)
        for account in one.accounts
        if account.start is not None and account.place is not None and account.place.country is not None
    }
    for start, country, type_ in sorted(asked_of):
        within = {"start": start, "country": country, "type": type_, "first": beside[0], "last": beside[1]}
        found |= {row.report_id for row in connection.execute(_BY_DAY, {**within, "most": _SAME_DAY})}
    found.discard(one.id)
    return found


def write_reprints(connection: Connection, readings: Readings, reports: Iterable[Kept]) -> None:
    """Write which reports hold wording of these, and of which these do."""
    written: set[tuple[int, int]] = set()
    rows: list[Row] = []
    for one in reports:
        keys = _keys(one)
        if not keys:
            continue
        least = min(_SHARED_SENTENCES, len(keys))
        others = _sharing(connection, wording_key.c.key, keys, one, least, _COPIES)
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
        connection.execute(insert_new(connection, reprint), rows)


def _reason(share: float) -> str:
    return "the wording is the same" if share == 1.0 else f"{share:.0%} of the shorter text's wording is the other's"


def _sharing(
    connection: Connection, column: Column[int], values: Sequence[int], one: Kept, least: int, most: int
) -> list[int]:
    """Return the reports that share so many of these values with one, those that share most first.

    They are of the days around it and those without a day; of all days where it has none itself.
    """
    first, last = (one.day - _DAYS, one.day + _DAYS) if one.day != UNKNOWN_DAY else (UNKNOWN_DAY + 1, _LAST_DAY)
    asked = _SHARING.format(
        table=column.table.name,
        column=column.name,
        values=listed(values),
        first=max(first, UNKNOWN_DAY + 1),
        last=last,
        id=one.id,
        least=least,
        most=most,
    )
    return [row.report_id for row in connection.exec_driver_sql(asked)]


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
