"""Places of war by the spellings of news, each from one sentence; the rows and their first score are in the table."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.gazetteer.index import kilometres
from tests.build import draft_of
from tests.read.test_places import place_named


def rows() -> list[list[str]]:
    """Return sentence, name, lat, lon and kilometres allowed of each row."""
    lines = files("tests.read").joinpath("conflict_places.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")][1:]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[1])
def test_place_of_war(row: list[str]) -> None:
    sentence, name, lat, lon, km = row
    draft = draft_of(sentence, until="places")
    place = place_named(draft, name)
    assert place is not None, [p.name for p in draft.places]
    assert place.lat is not None and place.lon is not None
    assert kilometres(place.lat, place.lon, float(lat), float(lon)) <= float(km), place
