"""A user's own actors: what a file gives, how it wins over ours, and what is said of one that does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.read.actors.own_actors import read_own_actors
from dateline.read.own import OwnLists
from dateline.read.pipeline import draft_reports
from dateline.record.choices import ActorKind
from tests.build import report_of

HEAD = "name,kind,country,sector,aliases\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "actors.csv"
    path.write_text(text, encoding="utf-8")
    return path


def actors_of(path: Path, text: str) -> list[tuple[str, ActorKind, str | None, str | None, list[str]]]:
    own = OwnLists(actors=read_own_actors(path))
    draft = next(iter(draft_reports([report_of(text)], until="actors", own=own)))
    return [
        (a.name, a.kind, a.country, a.sector, [draft.text_of(w) for w in sorted(a.mentions)])
        for a in draft.actors
        if a.named
    ]


def test_an_actor_that_no_table_has(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "River Guard,armed_group,South Sudan,PRM,RGX; Guardians of the River\n")
    assert actors_of(path, "The River Guard left. RGX men, known as Guardians of the River, had burned huts.") == [
        ("River Guard", ActorKind.ARMED_GROUP, "SSD", "PRM", ["River Guard", "RGX", "Guardians of the River"])
    ]


def test_an_own_actor_wins_and_takes_the_other_names(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "Rapid Support Forces,armed_force,SDN,MIL,\n")
    assert actors_of(path, "The RSF denied it.") == [
        ("Rapid Support Forces", ActorKind.ARMED_FORCE, "SDN", "MIL", ["RSF"])
    ]


def test_an_own_alias_wins_over_the_actor_that_we_take_it_for(tmp_path: Path) -> None:
    path = written(tmp_path, HEAD + "Harbour Front,party,KE,,IS\n")
    assert actors_of(path, "IS said so.") == [("Harbour Front", ActorKind.PARTY, "KEN", None, ["IS"])]


def test_ours_stand_beside_own_ones(tmp_path: Path) -> None:
    path = written(tmp_path, "Kind,Name\nperson,Jon Doe\n")
    assert [a[0] for a in actors_of(path, "Hamas met Jon Doe.")] == ["Hamas", "Jon Doe"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nXy\n", "line 1: no column kind; the first line names the columns: name,kind"),
        ("name,kind,sectr\nXy,party,\n", "line 1: unknown column 'sectr'; did you mean sector?"),
        ("name,kind,zz\nXy,party,\n", "line 1: unknown column 'zz'; the columns are"),
        (HEAD + ",party,,,\n", "line 2: the actor has no name; fill in the column name"),
        (HEAD + "Ab,party,,,\nXy,gang,,,\n", "line 3: unknown kind 'gang'; write one of person, "),
        (HEAD + "Xy,party,Atlantis,,\n", "line 2: unknown country 'Atlantis'; write its English name"),
        (HEAD + "Xy,party,,ZZZ,\n", "line 2: unknown sector 'ZZZ'; write one of "),
        (HEAD + "Xy,party,,,a,b\n", "line 2: more cells than columns; put cells that hold a comma in quotes"),
        (HEAD + "Xy,party,,,Q1\nAb,party,,,Q1\n", "line 3: 'Q1' is also on line 2, for Xy; keep it once"),
    ],
)
def test_what_does_not_hold_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as error:
        read_own_actors(path)
    assert f"{path}, {said}" in str(error.value)


def test_no_such_file_no_text_and_no_actor(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_own_actors(tmp_path / "none.csv")
    with pytest.raises(UsageError, match="holds no actor"):
        read_own_actors(written(tmp_path, HEAD))
    path = tmp_path / "table.xlsx"
    path.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(UsageError, match="is no CSV file in UTF-8"):
        read_own_actors(path)
