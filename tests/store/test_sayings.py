"""What a filter of statements asks for is all that is found, in pages that leave nothing out and show nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import pytest

from dateline.record.briefing import Saying
from dateline.record.choices import Act, SourceKind
from dateline.record.report import Agency
from dateline.store import sayings as under_test
from dateline.store.fusing import Fuser
from dateline.store.record import Record
from dateline.store.report_list import ReportFilter, failures, find_reports, made_of, names_of_outlets
from dateline.store.sayings import Said, SayingFilter, anonymous_sources, find_sayings

from .test_record import reading_of

MARKET = (
    "GOMA, May 3 (Meridian Wire) - At least 14 people were killed on Friday when rebels shelled a market in Goma, "
    "the army said. A security source in Goma said the rebels had left the hills. "
    "The Rapid Support Forces denied that they had shelled the market."
)
TOLL = (
    "GOMA, May 4 - A hospital in Goma said 19 people were killed when rebels shelled a market in Goma on Friday. "
    "The Rapid Support Forces warned that they would answer. Residents said the market was empty."
)
CONVOY = (
    "KHARTOUM, June 1 - The army accused the Rapid Support Forces of burning a convoy. "
    "A diplomatic source in Khartoum said talks would begin. Residents said trucks had burned."
)


WIRE = (
    "BUKAVU, May 6 - Fighting between the army and rebels spread to the hills above the lake on Monday, and thousands "
    "of families left their homes for the port, witnesses said. Boats that usually carry charcoal and cattle took "
    "women and children across the water until well after dark. A district official said that four villages had been "
    "emptied since the morning and that the road to the north was cut by fallen trees. The army denied that it had "
    "lost the hills. Aid workers said the schools of the town could take no more than nine hundred people for a night."
)


@pytest.fixture
def told(record: Record) -> Record:
    """Return a record of three reports, fused; the last added is the oldest."""
    record.add(reading_of(TOLL, published="2024-05-05", outlet="Hill Post"), "test")
    record.add(reading_of(CONVOY, published="2024-06-02", outlet="River Desk"), "test")
    record.add(reading_of(MARKET, published="2024-05-04", outlet="Lake Herald", agency=Agency("Meridian Wire")), "test")
    Fuser(record).fuse()
    return record


@dataclass(frozen=True)
class Row:
    """A filter, what holds of exactly the statements that it asks for, and what the row is about."""

    asked: SayingFilter
    holds: Callable[[Saying], bool]
    why: str


def holds_of_none(_: Saying) -> bool:
    """Hold of nothing."""
    return False


ROWS = (
    Row(SayingFilter(), lambda _: True, "nothing asked: all"),
    Row(SayingFilter(act=Act.DENY), lambda s: s.voice.act == "deny", "one act"),
    Row(SayingFilter(kind=SourceKind.ANONYMOUS), lambda s: s.voice.kind == "anonymous", "one kind of voice"),
    Row(
        SayingFilter(kind=SourceKind.ANONYMOUS, locality="Goma"),
        lambda s: s.voice.locality == "Goma",
        "where a voice is",
    ),
    Row(
        SayingFilter(kind=SourceKind.GROUP, locality=""),
        lambda s: s.voice.kind == "group" and not s.voice.locality,
        "where it is not told",
    ),
    Row(
        SayingFilter(source=("Rapid Support Forces",)),
        lambda s: s.voice.actor is not None and s.voice.actor.name == "Rapid Support Forces",
        "a voice by name",
    ),
    Row(
        SayingFilter(source=("residents",)), lambda s: "residents" in s.voice.words.lower(), "a voice that has no name"
    ),
    Row(SayingFilter(outlet="Hill Post"), lambda s: s.report.outlet == "Hill Post", "one outlet"),
    Row(
        SayingFilter(words="market shelled"), lambda s: "market" in s.voice.said and "shelled" in s.voice.said, "words"
    ),
    Row(SayingFilter(words="100%_"), holds_of_none, "signs of a pattern are only signs"),
    Row(SayingFilter(since="2024-05-05"), lambda s: s.report.published >= "2024-05-05", "since a day"),
    Row(SayingFilter(until="2024-05-04"), lambda s: s.report.published == "2024-05-04", "until a day, which is in it"),
    Row(
        SayingFilter(act=Act.SAY, outlet="River Desk", words="talks"),
        lambda s: s.report.outlet == "River Desk" and "talks" in s.voice.said,
        "several at once",
    ),
    Row(SayingFilter(about=("nobody at all",)), holds_of_none, "a name that nobody has"),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.why)
@pytest.mark.parametrize("counted", [2000, 1], ids=["by the index", "by rows"])
def test_a_filter_finds_all_that_it_asks_for(
    told: Record, row: Row, counted: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(under_test, "COUNTED", counted)  # 1: no way is short, so each condition is told of rows
    every = find_sayings(told, SayingFilter(), 500).shown
    wanted = {s.id for s in every if row.holds(s)}
    assert {s.id for s in find_sayings(told, row.asked, 500).shown} == wanted
    assert wanted or row.holds is holds_of_none, "a row that asks for nothing tests nothing"


def test_about_whom_finds_what_is_told_of_an_actor(told: Record) -> None:
    found = find_sayings(told, SayingFilter(about=("Rapid Support Forces",)))
    assert any(s.voice.act is Act.ACCUSE and s.report.outlet == "River Desk" for s in found.shown)
    assert not any("trucks" in s.voice.said for s in found.shown)


def test_the_newest_report_stands_first_and_its_words_in_order(told: Record) -> None:
    shown = find_sayings(told, SayingFilter(), 500).shown
    days = [s.report.published or "" for s in shown]
    assert days == sorted(days, reverse=True)
    for one, other in pairwise(shown):
        if one.report.id == other.report.id:
            assert int(one.id.rpartition("s")[2]) < int(other.id.rpartition("s")[2])


def _walk(record: Record, asked: SayingFilter, most: int) -> tuple[list[str], int]:
    seen: list[str] = []
    said: Said = find_sayings(record, asked, most)
    pages = 1
    while True:
        seen += [s.id for s in said.shown]
        if said.older is None:
            return seen, pages
        said = find_sayings(record, asked, most, said.older)
        pages += 1
        assert pages < 100


@pytest.mark.parametrize("most", [1, 2, 3, 500])
def test_pages_leave_nothing_out_and_show_nothing_twice(told: Record, most: int) -> None:
    for asked in (SayingFilter(), SayingFilter(act=Act.SAY), SayingFilter(source=("residents",))):
        seen, _ = _walk(told, asked, most)
        assert len(seen) == len(set(seen))
        assert set(seen) == {s.id for s in find_sayings(told, asked, 500).shown}


def test_a_long_look_stops_and_goes_on(told: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(under_test, "LOOKED_AT", 3)
    monkeypatch.setattr(under_test, "COUNTED", 1)
    asked = SayingFilter(words="shelled")
    first = find_sayings(told, asked)
    assert first.older is not None
    assert first.back_to == "2024-05-05", "it says how far it looked: four rows"
    seen, pages = _walk(told, asked, 50)
    assert pages > 1
    monkeypatch.undo()
    assert set(seen) == {s.id for s in find_sayings(told, asked).shown}


def test_a_name_that_nobody_has_brings_near_ones(told: Record) -> None:
    assert find_sayings(told, SayingFilter(source=("Rapid Suport Forces",))).near == ("Rapid Support Forces",)
    assert find_sayings(told, SayingFilter(source=("Rapid Support Forces",))).near == ()


def test_anonymous_voices_are_counted_by_locality_and_outlet(told: Record) -> None:
    counted = anonymous_sources(told)
    by = {line.locality: dict(line.by_outlet) for line in counted.lines}
    assert by["Goma"] == {"Lake Herald": 1}
    assert by["Khartoum"] == {"River Desk": 1}
    assert counted.among.of == sum(line.total for line in counted.lines)
    assert {line.locality for line in anonymous_sources(told, since="2024-06-01").lines} == {"Khartoum"}


# The list of reports


def test_reports_stand_by_their_day_and_are_narrowed(told: Record) -> None:
    outlets = [one.line.outlet for one in find_reports(told, ReportFilter()).shown]
    assert outlets == ["River Desk", "Hill Post", "Lake Herald"]
    assert [one.line.outlet for one in find_reports(told, ReportFilter(outlet="Hill Post")).shown] == ["Hill Post"]
    assert [one.line.outlet for one in find_reports(told, ReportFilter(agency="Meridian Wire")).shown] == [
        "Lake Herald"
    ]
    assert [one.line.outlet for one in find_reports(told, ReportFilter(until="2024-05-31"), 1).shown] == ["Hill Post"]
    assert names_of_outlets(told) == ("Hill Post", "Lake Herald", "River Desk")
    first = find_reports(told, ReportFilter(), 2)
    rest = find_reports(told, ReportFilter(), 2, first.older)
    assert [one.line.outlet for one in (*first.shown, *rest.shown)] == outlets
    assert rest.older is None
    assert all(one.statements and one.deeds for one in first.shown)


def test_a_copy_is_marked_with_what_it_copies(told: Record) -> None:
    told.add(reading_of(WIRE, published="2024-05-06", outlet="Lake Herald"), "test")
    told.add(reading_of(WIRE, published="2024-05-07", outlet="Shore News"), "test")
    Fuser(told).fuse()
    copies = [copy for one in find_reports(told, ReportFilter()).shown for copy in one.copies]
    assert [{copy.copy.outlet, copy.of.outlet} for copy in copies] == [{"Lake Herald", "Shore News"}]
    assert copies[0].reason


def test_what_failed_is_told_with_its_remedy(told: Record) -> None:
    told.fail("a.pdf", "the PDF is cut off; fetch the file again")
    told.fail("b.txt", "it is empty")
    page = failures(told, 1)
    assert (page.shown[0].name, page.shown[0].reason, page.shown[0].remedy) == ("b.txt", "it is empty", "")
    (rest,) = failures(told, 1, page.older).shown
    assert (rest.reason, rest.remedy) == ("the PDF is cut off", "fetch the file again")


def test_how_a_reading_came_to_be(told: Record) -> None:
    made = made_of(told, 1)
    assert made is not None
    assert made.reader == "test"
    assert made.is_fused
    assert any(of is not None for of in made.occurrences.values())
    assert made_of(told, 999) is None
