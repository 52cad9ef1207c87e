"""The page of an occurrence: what it leads with, its accounts side by side, its sources as a drawing and in words."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from dateline.desk.occurrence_sheet import occurrence_sheet
from dateline.desk.source_graph import source_graph
from dateline.record.briefing import OpenedOccurrence
from dateline.record.occurrence import Independence, Reliance, Root
from dateline.show.opened import sentence_of
from dateline.store.lookup import open_name
from dateline.store.record import Record
from dateline.store.schema_fused import occurrence

from .forms import words


@pytest.fixture
def contested(examples: Record) -> int:
    """Return the number of the occurrence of the examples that most accounts tell."""
    with examples.engine.connect() as connection:
        found = select(occurrence.c.id).where(occurrence.c.disputes > 1).order_by(occurrence.c.accounts.desc())
        return connection.scalars(found.limit(1)).one()


@pytest.fixture
def opened(examples: Record, contested: int) -> OpenedOccurrence:
    """Return that occurrence."""
    found = open_name(examples, str(contested))
    assert isinstance(found, OpenedOccurrence)
    return found


def test_it_leads_with_one_sentence_and_how_it_stands(
    client: TestClient, contested: int, opened: OpenedOccurrence
) -> None:
    page = words(client.get(f"/occurrences/{contested}").text)
    sentence = sentence_of(opened.line, opened.whole.summary)
    assert sentence in page
    assert opened.whole.standing_reason in page
    order = [
        page.index(part) for part in (sentence, "Accounts differ", "Accounts side by side", "Who stands behind it")
    ]
    order += [page.rindex(part) for part in ("Why these are one", "History", "Place")]
    assert order[1:] == sorted(order[1:])


def test_each_account_leads_to_its_words_in_its_report(
    client: TestClient, contested: int, opened: OpenedOccurrence
) -> None:
    page = client.get(f"/occurrences/{contested}").text
    for account in opened.whole.accounts:
        assert f'href="/reports/{account.report}#{account.id}"' in page
        assert f'id="{account.id}"' in page


def test_disputes_have_anchors(client: TestClient, contested: int, opened: OpenedOccurrence) -> None:
    page = client.get(f"/occurrences/{contested}").text
    assert opened.disputes
    for one in opened.disputes:
        assert f'id="dispute-{one.id}"' in page


def test_what_differs_is_marked_by_more_than_colour(
    client: TestClient, contested: int, opened: OpenedOccurrence
) -> None:
    cells = [cell for column in occurrence_sheet(opened).columns for cell in column.cells]
    marked = [cell for cell in cells if cell.is_differing]
    assert 0 < len(marked) < len(cells)
    assert client.get(f"/occurrences/{contested}").text.count("differs: ") == len(marked)


def test_more_accounts_than_stand_side_by_side_are_a_link_away(opened: OpenedOccurrence) -> None:
    sheet = occurrence_sheet(opened, 2)
    assert len(sheet.columns) == 2
    assert sheet.hidden == len(opened.whole.accounts) - 2


@pytest.mark.parametrize("name", ["999999", "0", "99999999999999999999"])
def test_what_is_not_there_says_so(client: TestClient, name: str) -> None:
    answer = client.get(f"/occurrences/{name}")
    assert answer.status_code == 404
    assert "There is no occurrence" in words(answer.text)


def test_the_drawing_has_each_source_and_says_the_same_in_words(
    client: TestClient, contested: int, opened: OpenedOccurrence
) -> None:
    graph = source_graph(opened.whole.independence, opened.whole.accounts, opened.copies)
    assert {node.name for node in graph.nodes if node.is_root} == {one.name for one in opened.whole.independence.roots}
    page = client.get(f"/occurrences/{contested}").text
    drawn = re.search(r'<svg class="graph" role="img" aria-label="([^"]*)"', page)
    assert drawn is not None
    for one in opened.whole.independence.reliances:
        assert f"{one.who} relies on" in words(page)


def reliance(who: str, on: str) -> Reliance:
    return Reliance(who, on, ("r1e1",))


def root(name: str, kind: str = "institution", named: bool = True) -> Root:
    return Root(name, kind, named, None, ("r1e1",))


def test_nodes_do_not_lie_on_each_other() -> None:
    voices = [f"voice {n}" for n in range(7)]
    of = Independence(
        1, 7, (), tuple(root(v) for v in voices), tuple(reliance(f"Outlet {n}", v) for n, v in enumerate(voices))
    )
    nodes = source_graph(of, (), ()).nodes
    for one in nodes:
        below = [other for other in nodes if other.column == one.column and other.y > one.y]
        assert all(other.y >= one.y + one.height for other in below)
        assert one.y >= 0


def test_voices_without_a_name_of_two_outlets_are_two() -> None:
    of = Independence(
        1,
        2,
        (),
        (root("a doctor quoted by One", named=False), root("a doctor quoted by Two", named=False)),
        (reliance("One", "a doctor"), reliance("Two", "a doctor")),
    )
    graph = source_graph(of, (), ())
    assert sum(node.is_root for node in graph.nodes) == 2
    assert {node.lines for node in graph.nodes if node.is_root} == {("a doctor",)}
    assert "2 voices without a name" in graph.lines


def test_a_circle_is_drawn_as_one() -> None:
    of = Independence(0, 1, (), (), (reliance("One", "Two"), reliance("Two", "One")), (("One", "Two"),))
    graph = source_graph(of, (), ())
    assert {edge.kind for edge in graph.edges} == {"circle"}
    assert "One and Two only cite each other" in graph.lines


def test_hostile_names_stay_words() -> None:
    name = '<script>alert("1")</script>\u202e'
    graph = source_graph(Independence(1, 1, (), (root(name),), (reliance("Outlet", name),)), (), ())
    assert all("\u202e" not in line for node in graph.nodes for line in node.lines)


def test_more_names_than_can_be_read_are_told_in_words_alone() -> None:
    of = Independence(1, 90, (), tuple(root(f"voice {n}") for n in range(90)), ())
    assert not source_graph(of, (), ()).is_drawn
