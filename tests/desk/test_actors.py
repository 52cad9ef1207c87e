"""The list of actors, an actor's page, and saying which are one."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from dateline.desk.network_drawing import WIDE, draw_network, tie_words
from dateline.record.choices import ActorKind
from dateline.store.actor_ties import Tie

from .forms import send


def _number(client: TestClient, name: str) -> int:
    found = re.search(r'href="/actors/(\d+)">' + re.escape(name) + "<", client.get(f"/actors?name={name}").text)
    assert found is not None
    return int(found[1])


def test_the_list_begins_with_who_is_in_most_and_goes_on(client: TestClient) -> None:
    page = client.get("/actors").text
    numbers = [int(number) for number in re.findall(r'<td class="n">(\d+)</td>', page)]
    assert numbers == sorted(numbers, reverse=True)
    following = re.search(r'rel="next" href="([^"]+)"', page)
    assert following is not None
    behind = client.get(following[1].replace("&amp;", "&")).text
    first, second = (set(re.findall(r'data-open href="(/actors/\d+)"', text)) for text in (page, behind))
    assert second
    assert not first & second


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ("name=support", "Rapid Support Forces", "Islamic State"),
        ("kind=armed_force&country=Sudan", "Sudanese army", "Rapid Support Forces"),
        ("name=nobody-of-that-name", "No actor of the record is called so", "Rapid Support Forces"),
    ],
)
def test_the_list_is_narrowed(client: TestClient, query: str, there: str, not_there: str) -> None:
    page = client.get(f"/actors?{query}").text
    assert there in page
    assert not_there not in page


def test_an_actor_is_found_by_number_and_by_name(client: TestClient) -> None:
    number = _number(client, "Rapid Support Forces")
    by_number, by_name = client.get(f"/actors/{number}").text, client.get("/actors/rapid support forces").text
    for page in (by_number, by_name):
        assert "<h1>Rapid Support Forces</h1>" in page
        assert 'class="network"' in page
        assert "In words" in page
    assert client.get("/actors/999999").status_code == 404
    assert client.get("/actors/Nobody at all").status_code == 404


def test_what_is_told_of_an_actor_has_places_days_and_whose_word(client: TestClient) -> None:
    part = client.get(f"/actors/{_number(client, 'Rapid Support Forces')}/told").text
    assert "Where it is told to have been" in part
    assert 'data-marks="' in part
    assert re.search(r'data-open href="/occurrences/\d+', part)
    assert "What it says" in part
    assert "denied by some" in part


def test_no_track_of_a_private_person(client: TestClient) -> None:
    number = _number(client, "James Foley")
    page, part = client.get(f"/actors/{number}").text, client.get(f"/actors/{number}/told").text
    assert "No track is kept of private persons" in page
    assert "Where it is told to have been" not in part
    assert "data-marks" not in part


def test_two_are_said_to_be_one_and_then_not(client: TestClient) -> None:
    obama, other = _number(client, "Barack Obama"), _number(client, "Obama")
    page = f"/actors/{obama}"
    made = send(client, page, f"{page}/same", other=f"a{other}", why="one man")
    assert (made.status_code, made.headers["location"]) == (303, f"/actors/{obama}")
    assert f"a{other}, in" in client.get(f"/actors/{obama}").text
    send(client, page, f"{page}/apart", other=f"a{other}", why="two after all")
    assert f"a{other}, in" not in client.get(f"/actors/{obama}").text


@pytest.mark.parametrize(
    ("other", "why", "words"),
    [("Nobody", "one", "No actor of the record is called"), ("a1", "", "A decision has a reason")],
)
def test_a_decision_that_is_refused_keeps_what_was_typed(client: TestClient, other: str, why: str, words: str) -> None:
    number = _number(client, "Rapid Support Forces")
    answer = send(client, f"/actors/{number}", f"/actors/{number}/same", other=other, why=why)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{other}"' in answer.text


def _tie(name: str, to: int = 0, by: int = 0, beside: int = 0, contested: int = 0) -> Tie:
    return Tie(hash(name) % 100, name, ActorKind.ARMED_GROUP, to, by, beside, contested)


def test_a_network_has_doers_at_the_left_and_the_done_to_at_the_right() -> None:
    ties = [_tie("Army", to=4, by=1, contested=2), _tie("Monitors", beside=1), _tie("People", to=2)]
    drawn = draw_network("RSF", ties)
    assert drawn is not None
    sides = {(node.label, node.is_left) for node in drawn.nodes}
    assert sides == {("Army", True), ("Army", False), ("People", False), ("Monitors", True)}
    assert all(0 <= node.x <= WIDE and 0 <= node.y <= drawn.high for node in drawn.nodes)
    army = next(node for node in drawn.nodes if node.label == "Army" and not node.is_left)
    assert (army.stroke.number, army.stroke.has_arrow, army.stroke.share) == (4, True, 2 / 5)
    assert tie_words("RSF", ties[0]) == "RSF did to Army: 4; Army did to RSF: 1; accounts differ on 2"


def test_a_network_of_nobody_is_none() -> None:
    assert draw_network("RSF", []) is None
