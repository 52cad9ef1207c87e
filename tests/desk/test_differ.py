"""Where accounts differ: each dispute with its sides, by what is asked for, the rest a link or a part away."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from dateline.record.choices import DisputeKind
from dateline.store import disputed
from dateline.store.record import Record
from dateline.store.schema_fused import dispute

from .forms import words


def disputes(record: Record) -> list[tuple[int, str]]:
    with record.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(dispute.c.id, dispute.c.kind))]


def test_each_dispute_has_its_sides_with_words_and_sources(client: TestClient, examples: Record) -> None:
    page = client.get("/differ").text
    assert {number for number, _ in disputes(examples) if f'id="d{number}"' in page} == {
        n for n, _ in disputes(examples)
    }
    assert page.count('class="side"') >= 2 * len(disputes(examples))
    assert page.count("<blockquote>") >= page.count('class="side"')
    assert "One source" in page
    assert "since" in page


@pytest.mark.parametrize("kind", list(DisputeKind))
def test_by_kind(client: TestClient, examples: Record, kind: DisputeKind) -> None:
    page = client.get(f"/differ?kind={kind.value}").text
    for number, of in disputes(examples):
        assert (f'id="d{number}"' in page) == (of == kind.value)
    if kind.value not in {of for _, of in disputes(examples)}:
        assert "No dispute of this kind" in page


def test_by_state_and_country(client: TestClient, examples: Record) -> None:
    number = disputes(examples)[0][0]
    with examples.writing() as connection:
        connection.execute(update(dispute).where(dispute.c.id == number).values(settled_how="it is admitted"))
    settled = client.get("/differ?state=settled").text
    assert f'id="d{number}"' in settled
    assert "settled: it is admitted" in words(settled)
    assert f'id="d{number}"' not in client.get("/differ?state=open").text
    assert 'class="dispute"' in client.get("/differ?country=Sudan").text
    assert 'class="dispute"' not in client.get("/differ?country=Norway").text


@pytest.mark.parametrize(
    "query", ["kind=shouting", "state=ajar", "country=Atlantis", "after=x", "after=1.2", "after=1.2.99999999999999"]
)
def test_what_cannot_be_asked_is_told(client: TestClient, query: str) -> None:
    answer = client.get(f"/differ?{query}")
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.text


def test_more_goes_on_where_the_page_ends(
    client: TestClient, examples: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.desk.pages import differ

    monkeypatch.setattr(differ, "_MOST", 1)
    seen: list[int] = []
    address = "/differ"
    while address:
        page = client.get(address).text
        seen += [number for number, _ in disputes(examples) if f'id="d{number}"' in page]
        address = page.partition('class="more"><a href="')[2].partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == sorted(number for number, _ in disputes(examples))


def test_sides_that_found_no_room_come_as_a_part(
    client: TestClient, examples: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disputed, "_OPENED", 0)
    page = client.get("/differ").text
    number = disputes(examples)[0][0]
    assert 'class="side"' not in page
    assert f'hx-get="/differ/{number}"' in page
    part = client.get(f"/differ/{number}", headers={"hx-request": "true"}).text
    assert 'class="side"' in part
    assert "<html" not in part
    whole = client.get(f"/differ/{number}", follow_redirects=False)
    assert whole.headers["location"].endswith(f"#dispute-{number}")


def test_a_dispute_that_is_not_there(client: TestClient) -> None:
    assert client.get("/differ/99999").status_code == 422
