"""What holds for every format: a whole file whatever comes, one way out, the same bytes for the same occurrences."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.export import FORMATS, Options, Table, Tally, export_occurrences
from dateline.record.choices import Status
from dateline.record.occurrence import Occurrence, Standing
from tests.export.handmade import bare, contested, hostile, many, with_status

# Data sets of what happened, which have no column for the status.
OF_FACTS = ("gdelt", "polecat", "acled", "ged")


def written(name: str, *occurrences: Occurrence, options: Options | None = None) -> bytes:
    """Return the bytes of an export."""
    out = io.BytesIO()
    export_occurrences(occurrences, FORMATS[name], out, options)
    return out.getvalue()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_occurrences_give_the_same_bytes(name: str) -> None:
    assert written(name, contested(), bare(), hostile()) == written(name, contested(), bare(), hostile())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_the_same_as_a_stream(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"record{FORMATS[name].suffix}"
    tally = export_occurrences([contested()], FORMATS[name], path)
    assert tally == Tally(1, {})
    assert path.read_bytes() == written(name, contested())


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_that_cannot_be_written_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing/x: cannot be written .*; name a file in a folder that exists"):
        FORMATS[name](tmp_path / "missing" / "x")


@pytest.mark.parametrize("name", FORMATS)
def test_all_leaves_through_one_function(name: str) -> None:
    """Whatever is withheld there is in no format: neither the whole nor a field."""
    out = io.BytesIO()
    whole = Options(protect=lambda occurrence: None)
    assert export_occurrences([contested()], FORMATS[name], out, whole) == Tally(0, {"withheld": 1})
    assert b"Malvora" not in out.getvalue()

    def without_words(occurrence: Occurrence) -> Occurrence:
        return replace(occurrence, accounts=tuple(replace(a, chains=()) for a in occurrence.accounts))

    for table in Table:
        assert b"Teshi" not in written(name, contested(), options=Options(table, protect=without_words))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonl"])
def test_an_anonymous_voice_has_only_its_words(name: str) -> None:
    """Even where something else of it came into the record."""
    made = contested()
    (chain,) = made.accounts[2].chains
    known = replace(chain[0], name="Jane Secret", actor=replace(made.summary.actors[0], name="Jane Secret"))
    accounts = (*made.accounts[:2], replace(made.accounts[2], chains=((known,),)), *made.accounts[3:])
    for table in Table:
        text = written(name, replace(made, accounts=accounts), options=Options(table))
        assert b"Secret" not in text


@pytest.mark.parametrize("name", OF_FACTS)
@pytest.mark.parametrize(
    ("status", "standing", "reason"),
    [
        (Status.PLANNED, Standing.CLAIMED, "planned"),
        (Status.DEMANDED, Standing.CLAIMED, "demanded"),
        (Status.DENIED, Standing.DENIED, "denied"),
        (Status.HAPPENED, Standing.RETRACTED, "retracted"),
    ],
)
def test_what_nobody_tells_as_fact_is_no_fact_elsewhere(
    name: str, status: Status, standing: Standing, reason: str
) -> None:
    out = io.BytesIO()
    tally = export_occurrences([with_status(status, standing), contested()], FORMATS[name], out)
    assert tally == Tally(1, {reason: 1})


@pytest.mark.parametrize("name", sorted(set(FORMATS) - set(OF_FACTS)))
def test_our_own_formats_take_every_status(name: str) -> None:
    tally = export_occurrences(
        [replace(with_status(status), id=str(n)) for n, status in enumerate(Status)], FORMATS[name], io.BytesIO()
    )
    assert tally == Tally(len(Status), {})


def test_finish_may_be_called_twice(tmp_path: Path) -> None:
    export = FORMATS["geojson"](tmp_path / "a.geojson")
    export.write(contested())
    assert export.finish() == export.finish() == Tally(1, {})


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_that_breaks_off_leaves_the_file_as_it_was(name: str, tmp_path: Path) -> None:
    path = tmp_path / "record"
    path.write_bytes(b"before")

    def break_off(occurrence: Occurrence) -> Occurrence:
        if occurrence.id == "8":
            raise ZeroDivisionError
        return occurrence

    with pytest.raises(ZeroDivisionError):
        export_occurrences([contested(), bare()], FORMATS[name], path, Options(protect=break_off))
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_plain_file_is_written_at_once() -> None:
    assert export_occurrences([contested()], FORMATS["gdelt"], Path("/dev/null")) == Tally(1, {})
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("name", "table", "traced", "most"),
    [
        # What a format kept of 3,000 occurrences, of which each is over 1 kB, would show; that it keeps none of the
        # 17,000 before, too. A group of 2,000 rows of Parquet takes 5 MB as Python objects, all 20,000 would take 50.
        ("csv", Table.ACCOUNTS, 3_000, 1_000_000),
        ("jsonl", Table.OCCURRENCES, 3_000, 1_000_000),
        ("gdelt", Table.OCCURRENCES, 3_000, 1_000_000),
        ("parquet", Table.ACCOUNTS, 20_000, 16_000_000),
    ],
)
def test_memory_does_not_grow_with_the_number_of_occurrences(
    name: str, table: Table, traced: int, most: int, tmp_path: Path
) -> None:
    occurrences = many(20_000)
    with FORMATS[name](tmp_path / "file", Options(table)) as export:
        for occurrence in islice(occurrences, 20_000 - traced):
            export.write(occurrence)
        tracemalloc.start()
        try:
            for occurrence in occurrences:
                export.write(occurrence)
            tally = export.finish()
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert tally == Tally(20_000, {})
    assert peak < most
