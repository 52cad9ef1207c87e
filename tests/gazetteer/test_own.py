"""A user's own places: what a file gives, and what is said of one that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.gazetteer.own import read_own_places


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    """Return a file with this text."""
    path = folder / "places.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_full_row(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "name,lat,lon,country,precision,radius_km,aliases\nPoint Echo,36.5,41.2,Iraq,site,2,Echo Post;Hill 26\n",
    )
    places = read_own_places(path).by_key
    assert places.keys() == {"point echo", "echo post", "hill 26"}
    (entry,) = places["hill 26"]
    assert (entry.name, entry.lat, entry.lon, entry.country, entry.kind, entry.radius_km) == (
        "Point Echo", 36.5, 41.2, "IRQ", "site", 2.0,
    )  # fmt: skip


@pytest.mark.parametrize("country", ["SYR", "sy", "Syria", "syria", ""])
def test_the_country_by_code_name_or_point(tmp_path: Path, country: str) -> None:
    path = written(tmp_path, f"lat,lon,name,country\n35.95,39.01,Camp West,{country}\n", "utf-8-sig")
    (entry,) = read_own_places(path).by_key["camp west"]
    assert entry.country == "SYR"
    assert entry.admin1 == "04"  # Raqqa, by its point


def test_empty_lines_and_places_of_one_name(tmp_path: Path) -> None:
    path = written(tmp_path, "Name,Lat,Lon\nBase One,1.5,30\n\nBase One,2.5,31\n")
    assert len(read_own_places(path).by_key["base one"]) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: no column name, lat, lon"),
        ("name,lat\nX,1\n", "line 1: no column lon"),
        ("name,lat,lon,presicion\nXy,1,2,city\n", "line 1: unknown column 'presicion'; did you mean precision?"),
        ("name,lat,lon,zz\nXy,1,2,city\n", "line 1: unknown column 'zz'; the columns are"),
        ("name,lat,lon\nOk,1,2\nXy,north,2\n", "line 3: lat is 'north'; write a number from -90 to 90"),
        ("name,lat,lon\nXy,1,200\n", "line 2: lon is '200'"),
        ("name,lat,lon\nXy,nan,20\n", "line 2: lat is 'nan'"),
        ("name,lat,lon\n,1,2\n", "line 2: the place has no name"),
        ("name,lat,lon\nXy,36,5,41,2\n", "line 2: more cells than columns"),
        ("name,lat,lon,country\nXy,1,2,Atlantis\n", "line 2: unknown country 'Atlantis'"),
        ("name,lat,lon,precision\nXy,1,2,exact\n", "line 2: unknown precision 'exact'; write one of"),
        ("name,lat,lon,radius_km\nXy,1,2,wide\n", "line 2: radius_km is 'wide'"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as error:
        read_own_places(path)
    assert f"{path}, {said}" in str(error.value)


def test_no_such_file_and_no_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_own_places(tmp_path / "none.csv")
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(UsageError, match="is no CSV file in UTF-8"):
        read_own_places(path)
