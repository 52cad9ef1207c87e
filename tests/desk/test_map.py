"""The map's page and the parts it asks for."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from dateline.desk.timeline_drawing import HIGH, WIDE, draw
from dateline.record.choices import EventType
from dateline.record.occurrence import Standing
from dateline.store.timeline import Stretch, TimeLine, TimeRow


def test_the_page_lists_in_words_what_the_map_shows(client: TestClient) -> None:
    page = client.get("/map").text
    assert 'data-ground="/static/map.' in page
    assert page.count('data-open href="/occurrences/') == 40
    assert re.search(r"\d+ without a place", page)
    assert re.search(r"\d+ without a day", page)


def test_the_ground_is_ours_and_kept_by_the_browser(client: TestClient) -> None:
    address = re.search(r'data-ground="([^"]+)"', client.get("/map").text)
    assert address is not None
    answer = client.get(address[1])
    assert answer.json()["type"] == "Topology"
    assert "immutable" in answer.headers["cache-control"]


def test_marks_and_what_stands_beside_are_all_that_is_asked_for(client: TestClient) -> None:
    told = client.get("/map/marks").json()
    drawn = sum(mark["count"] for mark in (*told["marks"], *told["areas"]))
    unplaced = re.search(r"(\d+) occurrences?</p>|of (\d+);", client.get("/map/list?unplaced=true").text)
    everything = re.search(r"of (\d+);", client.get("/map").text)
    assert unplaced is not None
    assert everything is not None
    assert drawn + int(unplaced[1] or unplaced[2]) == int(everything[1])


def test_what_is_known_to_its_country_is_an_area_and_no_point(client: TestClient) -> None:
    told = client.get("/map/marks?zoom=12").json()
    assert {area["precision"] for area in told["areas"]} >= {"country", "province"}
    assert {mark["precision"] for mark in told["marks"]} <= {"city", "site", None}


@pytest.mark.parametrize(
    "asked", ["country=Sudan", "contested=1", "type=drone+strike&since=2025", "standing=contested", "status=&place="]
)
def test_each_mark_opens_the_list_of_what_it_counts(client: TestClient, asked: str) -> None:
    told = client.get(f"/map/marks?{asked}&zoom=4").json()
    for mark in (*told["marks"], *told["areas"]):
        area = f"&area={mark['precision']}" if mark in told["areas"] else ""
        part = client.get(f"/map/list?{asked}&box={mark['box']}{area}").text
        assert part.count("data-row") == mark["count"], mark["words"]


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/map?country=Atlantis", 422, "There is no country"),
        ("/map?since=yesterday", 422, "is no day"),
        ("/map/marks?box=1,2,3", 422, "south,west,north,east"),
        ("/map/marks?box=nan,0,1,1", 422, "degrees go from"),
        ("/map/list?area=city", 422, "is a point of the map"),
        ("/map/outline?country=SDN&admin1=Nowhere", 204, ""),
        ("/map/outline?country=SDN&admin1=South+Darfur", 200, "MultiPolygon"),
        ("/map/outline?country=sdn", 200, "MultiPolygon"),
    ],
)
def test_a_wrong_word_is_told_with_what_to_write(client: TestClient, address: str, status: int, words: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text


def test_the_time_line_tells_each_row_in_words_and_leaves_out_nothing(client: TestClient) -> None:
    part = client.get("/map/line").text
    rows = re.findall(r'aria-label="([^"]+): (\d+) occurrences?', part)
    undated = sum(int(number) for number in re.findall(r"; (\d+) more without a day", part))
    everything = re.search(r"of (\d+);", client.get("/map").text)
    assert everything is not None
    assert sum(int(number) for _, number in rows) + undated == int(everything[1])
    assert part.count("<rect") >= sum(int(number) for _, number in rows)


def _line(rows: tuple[TimeRow, ...], first: str = "2025-01-01", last: str = "2025-12-31") -> TimeLine:
    return TimeLine(first, last, 7, rows)


def test_bars_at_one_time_stand_above_each_other_and_within_the_row() -> None:
    same = tuple(Stretch("2025-12-31", "2025-12-31", 1, 0, Standing.CLAIMED, n) for n in range(6))
    drawn = draw(_line((TimeRow(EventType.ASSAULT, 6, 0, (), same, 0),)))
    assert drawn is not None
    bars = drawn.rows[0].bars
    assert len({bar.y for bar in bars[:4]}) == 4
    assert all(bar.x >= 0 and bar.x + bar.wide <= WIDE and bar.y >= 0 and bar.y + bar.high <= HIGH for bar in bars)


def test_a_month_is_as_long_as_a_month_and_a_day_is_seen_over_years() -> None:
    bars = (
        Stretch("2025-03-01", "2025-03-31", 1, 0, Standing.CLAIMED, 1),
        Stretch("2025-06-01", "2025-06-01", 1, 0, Standing.CLAIMED, 2),
    )
    drawn = draw(_line((TimeRow(EventType.AID, 2, 0, (), bars, 0),), "2015-01-01", "2025-12-31"))
    assert drawn is not None
    month, day = drawn.rows[0].bars
    assert month.wide == pytest.approx(31 / 4018 * WIDE)
    assert day.wide == 3.0
    assert [tick.label for tick in drawn.ticks][:2] == ["2016", "2018"]


def test_columns_show_how_many_and_how_many_of_them_are_contested() -> None:
    cells = (
        Stretch("2025-01-06", "2025-01-12", 100, 25, Standing.CONTESTED),
        Stretch("2025-01-13", "2025-01-19", 25, 0, Standing.CLAIMED),
    )
    drawn = draw(_line((TimeRow(EventType.ASSAULT, 125, 25, cells, (), 4),)))
    assert drawn is not None
    high, part, low = drawn.rows[0].bars
    assert high.high == pytest.approx(2 * low.high)
    assert part.high == pytest.approx(high.high / 4)
    assert drawn.rows[0].words == "assault: 125 occurrences; accounts differ on 25; 4 more without a day"


def test_nothing_with_a_day_is_no_line() -> None:
    assert draw(TimeLine(None, None, 1, ())) is None
