"""The place index: what it holds, where it lies, how it is looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.gazetteer.build import index_dir, index_path
from dateline.gazetteer.index import gazetteer, kilometres, moved


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Mosul", "city", "IRQ"),
        ("MOSUL", "city", "IRQ"),
        ("al-Mawsil", "city", "IRQ"),
        ("Helmand", "province", "AFG"),
        ("Travis County", "district", "USA"),
        ("Ivory Coast", "country", "CIV"),
        ("Black Sea", "region", None),
        ("N.Y.", "province", "USA"),
        ("São Paulo", "city", "BRA"),
        ("Sao Paulo", "city", "BRA"),
    ],
)
def test_a_name_finds_its_place(name: str, kind: str, country: str | None) -> None:
    assert any(e.kind == kind and e.country == country for e in gazetteer().find(name))


def test_places_of_one_name_come_by_size() -> None:
    found = gazetteer().find("Springfield")
    assert len(found) > 5
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)


@pytest.mark.parametrize(
    ("name", "country"),
    [("Deir al-Zour", "SYR"), ("Slaviansk", "UKR"), ("Khan Shaikhun", "SYR"), ("Qusayr", "SYR"), ("Ar Ramadi", "IRQ")],
)
def test_another_spelling_finds_it_too(name: str, country: str) -> None:
    places = gazetteer()
    assert any(e.country == country for e in (*places.find(name), *places.find_respelt(name)))


@pytest.mark.parametrize("name", ["", "-", "Qxzptlk", "the", "'"])
def test_no_place_is_called_so(name: str) -> None:
    assert gazetteer().find(name) == ()
    assert gazetteer().find_respelt(name) == ()


def test_a_city_knows_its_province() -> None:
    city = next(e for e in gazetteer().find("Falluja") if e.country == "IRQ")
    assert gazetteer().province_name(city.country, city.admin1) == "Anbar"


def test_the_index_is_small_and_lies_where_the_user_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gazetteer()
    assert index_path().stat().st_size < 40e6
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    assert index_dir() == tmp_path
    monkeypatch.delenv("DATELINE_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert index_dir() == tmp_path / "dateline"


def test_distances() -> None:
    assert kilometres(36.19, 44.01, 36.34, 43.13) == pytest.approx(80.6, abs=1)
    lat, lon = moved(36.2, 37.16, 30, 0)
    assert kilometres(36.2, 37.16, lat, lon) == pytest.approx(30, abs=0.2)
    assert lat > 36.2
    assert lon == pytest.approx(37.16)
