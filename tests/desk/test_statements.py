"""Statements at the desk: what the address asks for is shown, every row leads to its words."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient


def test_every_row_leads_to_its_words(client: TestClient) -> None:
    html = client.get("/statements").text
    rows = re.findall(r'<li class="row" data-row id="(r\d+s\d+)">', html)
    assert len(rows) == 50
    for one in rows[:5]:
        number = one[1 : one.index("s")]
        assert f'href="/reports/{number}#{one}"' in html
        assert f'id="{one}"' in client.get(f"/reports/{number}").text


def test_pages_go_on_to_the_end(client: TestClient) -> None:
    seen: list[str] = []
    html = client.get("/statements").text
    for _ in range(20):
        seen += re.findall(r'data-row id="(r\d+s\d+)"', html)
        older = re.search(r'href="(/statements\?[^"]*before=[^"]*)"', html)
        if older is None:
            break
        html = client.get(older[1].replace("&amp;", "&")).text
    assert len(seen) == len(set(seen)) > 100


@pytest.mark.parametrize(
    ("asked", "shown", "left_out"),
    [
        ({"act": "deny"}, '<span class="act">denied</span>', '<span class="act">warned</span>'),
        ({"kind": "anonymous"}, 'class="voice anonymous"', 'class="voice named"'),
        ({"source": "RSF"}, "Rapid Support Forces", "Minni Minnawi"),
        ({"outlet": "Sahel Line"}, "Sahel Line", "Cedar Dispatch</p>"),
        ({"words": "shelter"}, "shelter", "sovereignty"),
        ({"until": "2014"}, "2014", "Oct 2025"),
        ({"about": "Rapid Support Forces", "act": "accuse"}, "accused", "denied</span>"),
    ],
)
def test_what_is_asked_for_is_shown(client: TestClient, asked: dict[str, str], shown: str, left_out: str) -> None:
    html = client.get("/statements", params=asked).text
    rows = html[html.index('<ol class="rows">') :]
    assert shown in rows
    assert left_out not in rows


def test_voices_stand_together_with_the_rest_of_what_they_say(client: TestClient) -> None:
    html = client.get("/statements", params={"group": "source", "since": "2025"}).text
    counts = [int(n) for n in re.findall(r'<span class="quiet">(\d+) statements?</span></h2>', html)]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) > 5
    more = re.search(r'<a href="/statements\?([^"]*)">(\d+) more of this voice', html)
    assert more is not None
    rest = client.get(f"/statements?{more[1].replace('&amp;', '&')}").text
    assert rest.count('<li class="row"') >= int(more[2])


def test_a_name_that_nobody_has_is_answered_with_near_ones(client: TestClient) -> None:
    html = client.get("/statements", params={"about": "Rapid Suport Forces"}).text
    assert re.search(r'Near: .*<a href="/statements\?about=Rapid\+Support\+Forces">', html)


@pytest.mark.parametrize("asked", [{"act": "sing"}, {"kind": "x"}, {"since": "soon"}, {"before": "-"}])
def test_what_cannot_be_asked_is_said(client: TestClient, asked: dict[str, str]) -> None:
    assert client.get("/statements", params=asked).status_code == 422


def test_anonymous_voices_by_locality_open_their_statements(client: TestClient) -> None:
    html = client.get("/statements/anonymous").text
    link = re.search(r'href="/statements\?([^"]*locality=Damascus)">Damascus</a>', html)
    assert link is not None
    told = client.get(f"/statements?{link[1].replace('&amp;', '&')}").text
    assert told.count('<li class="row"') == int(re.search(r"Damascus</a></th>.*?<b>(\d+)</b>", html, re.S)[1])  # type: ignore[index]
    not_told = client.get("/statements", params={"kind": "anonymous", "locality": "-"}).text
    assert "in Damascus" not in not_told
