"""Disputes of a record: the newest first, each once over all pages, by what is asked for, with their sides where room is."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from dateline.record.choices import DisputeKind
from dateline.store import disputed
from dateline.store.disputed import DisputesAsked, DisputesPage, Last, disputed_countries, find_disputed
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.schema_fused import dispute, occurrence

from .telling import Deed, told

# Two shellings of one town told as one day and another, and a raid whose two outlets name two doers.
MARKET = Deed("Rebels shelled a market in Goma.", "shelled", "Goma", "2024-05-03")
ELSEWHERE = Deed("Rebels shelled a school in Bukavu.", "shelled", "Bukavu", "2024-05-03")
BRIDGE = Deed("Rebels shelled a bridge near Beni.", "shelled", "Beni", "2024-05-06")
FARM = Deed("Raiders shelled a farm near Goma.", "shelled", "Goma", "2024-05-09", by=("Raiders",))
WHY = "one thing, as the editor sees it"


@pytest.fixture
def full(record: Record) -> Record:
    """Return a record of two occurrences whose accounts differ, made one by a person."""
    for name, deed in (("Herald", MARKET), ("Courier", ELSEWHERE), ("Monitor", BRIDGE), ("Gazette", FARM)):
        record.add(told(name, deed, published="2024-05-10"), "test 1")
    Fuser(record).fuse()
    judge = Judge(record, "anna")
    judge.merge(["r1e1", "r2e1"], WHY)
    judge.merge(["r3e1", "r4e1"], WHY)
    return record


def page(record: Record, asked: DisputesAsked, most: int = 20, after: Last | None = None) -> DisputesPage:
    with record.engine.connect() as connection:
        return find_disputed(connection, Readings(), asked, most, after)


def test_the_newest_first(full: Record) -> None:
    found = page(full, DisputesAsked()).shown
    assert len(found) >= 3
    assert [one.line.day for one in found] == sorted((one.line.day for one in found), reverse=True)
    assert {one.dispute.kind for one in found} >= {DisputeKind.PLACE, DisputeKind.TIME}


def test_pages_show_each_once(full: Record) -> None:
    all_of = [one.dispute.id for one in page(full, DisputesAsked()).shown]
    seen: list[int] = []
    after = None
    while True:
        part = page(full, DisputesAsked(), 1, after)
        seen += [one.dispute.id for one in part.shown]
        after = part.following
        if after is None:
            break
    assert seen == all_of


def test_a_dispute_comes_with_its_sides(full: Record) -> None:
    for one in page(full, DisputesAsked()).shown:
        assert one.whole is not None
        across = one.whole.disputes[one.at]
        assert (across.kind, across.about) == (one.dispute.kind, one.dispute.about)
        assert len(across.sides) > 1


def test_where_there_is_no_room_the_sides_are_left_to_be_opened(full: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disputed, "_OPENED", 2)
    found = page(full, DisputesAsked()).shown
    opened = {one.line.id for one in found if one.whole is not None}
    assert opened == {found[0].line.id}


@pytest.mark.parametrize("kind", [DisputeKind.PLACE, DisputeKind.TIME, DisputeKind.SCOPE])
def test_by_kind(full: Record, kind: DisputeKind) -> None:
    every = [one.dispute.id for one in page(full, DisputesAsked()).shown if one.dispute.kind is kind]
    assert [one.dispute.id for one in page(full, DisputesAsked(kind=kind)).shown] == every


def test_by_country(full: Record) -> None:
    assert len(page(full, DisputesAsked(country="COD")).shown) == len(page(full, DisputesAsked()).shown)
    assert page(full, DisputesAsked(country="SDN")).shown == ()


def test_open_and_settled(full: Record) -> None:
    every = page(full, DisputesAsked()).shown
    with full.writing() as connection:
        settled = every[0].dispute.id
        connection.execute(update(dispute).where(dispute.c.id == settled).values(settled_how="it is admitted"))
    assert [one.dispute.id for one in page(full, DisputesAsked(is_open=False)).shown] == [settled]
    assert settled not in {one.dispute.id for one in page(full, DisputesAsked(is_open=True)).shown}
    assert len(page(full, DisputesAsked(is_open=True)).shown) == len(every) - 1


def test_an_empty_record_has_none(record: Record) -> None:
    assert page(record, DisputesAsked()) == DisputesPage((), None)


def test_the_countries_of_a_record(full: Record) -> None:
    with full.engine.connect() as connection:
        assert disputed_countries(connection) == ("COD",)
        assert connection.scalar(select(occurrence.c.country).limit(1)) == "COD"
