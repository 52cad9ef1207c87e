"""The list of occurrences: narrowed in the address, told what is wrong in place, walked page by page, taken along."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

from dateline.desk.app import make_app
from dateline.desk.pages import occurrences as page
from dateline.desk.settings import Settings
from dateline.export import FORMATS
from dateline.record.briefing import Filter
from dateline.store.listing import Sort, list_occurrences
from dateline.store.record import Record
from dateline.store.schema_desk import audit

from .forms import post


def rows(html: str) -> list[int]:
    """Return the numbers of the rows of a page."""
    return [int(number) for number in re.findall(r'<li class="row" data-row id="o(\d+)"', html)]


def links(html: str, path: str = "/occurrences") -> list[str]:
    return [unescape(one) for one in re.findall(r'href="([^"]+)"', html) if urlsplit(unescape(one)).path == path]


def test_the_list_is_that_of_the_store(client: TestClient, examples: Record) -> None:
    for sort in Sort:
        listed = list_occurrences(examples, Filter(), sort=sort)
        answer = client.get("/occurrences", params={"sort": sort.value})
        assert rows(answer.text) == [line.id for line in listed.lines], sort
        assert f"{listed.number.of:,} occurrences" in answer.text


def test_more_goes_on_to_the_end_by_link_and_by_part(client: TestClient, examples: Record) -> None:
    wanted = [line.id for line in list_occurrences(examples, Filter(), 1000).lines]
    assert len(wanted) > page._ON_A_PAGE, "the examples fill more than one page"
    for headers in ({}, {"hx-request": "true"}):
        found: list[int] = []
        address = "/occurrences"
        while address:
            answer = client.get(address, headers=headers if found else {})
            found += rows(answer.text)
            more = re.search(r'rel="next" data-key="n" href="([^"]+)"', answer.text)
            address = unescape(more[1]) if more else ""
            assert ("<h1>" in answer.text) == (not headers or len(found) == page._ON_A_PAGE), "a part has rows alone"
        assert found == wanted


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("country=Sudann", "country", "Did you mean Sudan?"),
        ("type=dron+strike", "type", "Did you mean"),
        ("since=yesterday", "since", "is no day"),
        ("status=hapened", "status", "They are: happened"),
        ("source=angel", "source", "They are: person"),
        ("sort=best", "sort", "there are newest"),
        ("after=zzz", "after", "cannot go on"),
    ],
)
def test_a_wrong_word_is_told_in_place_and_the_rest_holds(
    client: TestClient, query: str, field: str, words: str
) -> None:
    answer = client.get(f"/occurrences?{query}&standing=contested")
    assert answer.status_code == 200
    assert re.search(rf'id="wrong-{field}"[^>]*>[^<]*{re.escape(words)}', unescape(answer.text))
    assert rows(answer.text) == rows(client.get("/occurrences?standing=contested").text) != []


def test_each_facet_leads_to_as_many_as_it_says_and_keeps_the_rest(client: TestClient) -> None:
    answer = client.get("/occurrences?standing=claimed&sort=oldest")
    facets = re.findall(
        r'<li><a href="([^"]+)"(?: aria-current="true"[^>]*)?><span>[^<]+</span> <span class="n">(\d+)</span>',
        answer.text,
    )
    assert len(facets) > 10
    for address, number in facets:
        query = parse_qs(urlsplit(unescape(address)).query)
        assert query["sort"] == ["oldest"]
        if "standing" not in query:
            continue  # the chosen one: leads to where it is not
        found = client.get(unescape(address)).text
        assert re.search(rf"<strong>{number} occurrences?</strong>", found), address


def test_each_chip_drops_what_it_names(client: TestClient) -> None:
    asked = "q=hospital&country=Sudan&contested=1"
    html = client.get(f"/occurrences?{asked}").text
    dropped = [unescape(one) for one in re.findall(r'<a href="([^"]+)" aria-label="Do not ask for', html)]
    left = [set(parse_qs(urlsplit(address).query)) for address in dropped]
    assert left == [{"country", "contested"}, {"q", "contested"}, {"q", "country"}]


def test_nothing_found_offers_what_is_near(client: TestClient) -> None:
    html = client.get("/occurrences", params={"place": "El Fascher"}).text
    assert rows(html) == [] and "Nothing in the record" in html
    assert any("El+Fasher" in address for address in links(html))


def test_a_mark_in_a_word_stays_a_word(client: TestClient) -> None:
    html = client.get("/occurrences", params={"actor": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in html


def test_ticked_rows_are_merged(client: TestClient, examples: Record) -> None:
    first, second, third = rows(client.get("/occurrences").text)[:3]
    asked = f"/occurrences/merge?ids={third}&ids={first}&ids={third}&ids=999999"
    shown = client.get(asked).text
    assert rows(shown) == [third, first]
    others = re.search(r'name="others" value="([^"]*)"', shown)
    assert others is not None
    answer = post(client, shown, f"/occurrences/{third}/merge", why="one thing told twice", others=others[1])
    assert answer.status_code == 303 and "?told=" in answer.headers["location"]
    left = [line.id for line in list_occurrences(examples, Filter(), 1000).lines]
    assert len({first, third} & set(left)) == 1 and second in left


@pytest.mark.parametrize("ids", ["", "?ids=1", "?ids=1&ids=1", "?ids=999999&ids=999998"])
def test_one_row_is_nothing_to_merge(client: TestClient, ids: str) -> None:
    answer = client.get(f"/occurrences/merge{ids}")
    assert answer.status_code == 200 and "tick two occurrences or more" in answer.text


@pytest.mark.parametrize("name", list(FORMATS))
def test_each_format_can_be_taken_along(client: TestClient, examples: Record, name: str) -> None:
    answer = client.get("/occurrences/download", params={"as": name, "country": "Sudan"})
    assert answer.status_code == 200 and answer.content
    assert re.fullmatch(rf'attachment; filename="occurrences-{name}[.a-zA-Z]+"', answer.headers["content-disposition"])
    if name == "jsonl":
        told = [json.loads(line) for line in answer.text.splitlines()]
        wanted = list_occurrences(examples, Filter(country="SDN"), 1000).lines
        assert len(told) == len(wanted) > 0
    with examples.engine.connect() as connection:
        assert [row.what for row in connection.execute(audit.select())] == [f"download {name}"]


def test_all_formats_have_words() -> None:
    assert list(page.FORMAT_WORDS) == list(FORMATS)


def test_a_format_that_is_none_and_a_filter_that_is_wrong_are_told(client: TestClient) -> None:
    assert "csv" in client.get("/occurrences/download?as=xls").text
    assert client.get("/occurrences/download?country=Sudann").status_code == 422


def test_a_download_is_sent_in_pieces(examples: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.export import Options
    from dateline.store.matching import matching_occurrences

    monkeypatch.setattr(page, "_CHUNK", 1000)
    pieces = list(page.write_pieces(matching_occurrences(examples), FORMATS["jsonl"], Options()))
    assert len(pieces) > 10
    whole = b"".join(pieces)
    assert whole == b"".join(page.write_pieces(matching_occurrences(examples), FORMATS["jsonl"], Options()))


def test_the_empty_record_says_how_to_fill_it(record_of_nothing: Record) -> None:
    client = TestClient(make_app(record_of_nothing, Settings("new.db", single_user=True)), base_url="http://localhost")
    html = client.get("/occurrences").text
    assert "dateline add" in html and rows(html) == []


@pytest.fixture
def record_of_nothing(tmp_path: Path) -> Iterator[Record]:
    """Yield an empty record."""
    with Record.open(str(tmp_path / "new.db")) as record:
        yield record
