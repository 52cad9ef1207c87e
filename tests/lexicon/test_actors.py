"""The tables of actors, agents and titles: whole, and free of spellings that mean two things."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.lexicon.actors import agents, first_names, known_actors, rulers, split_actor, titles
from dateline.lexicon.countries import countries, country_by_word
from dateline.record.choices import ActorKind

_OFTEN = ["COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK"]
_SELDOM = ["AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"]
SECTORS = frozenset([*_OFTEN, *_SELDOM])


def _rows(table: str) -> list[list[str]]:
    lines = files("dateline.lexicon").joinpath(table).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith(("#", "name\t"))]


def test_every_actor_has_a_kind_a_sector_and_a_country_that_exist() -> None:
    for row in [*_rows("actors.tsv"), *_rows("older_groups.tsv")]:
        name, kind, country, sector, _ = row
        assert kind in set(ActorKind), name
        assert not country or country in countries(), name
        assert not sector or sector in SECTORS, name


def test_there_are_enough_armed_groups() -> None:
    assert sum(row[1] == "armed_group" for row in _rows("actors.tsv")) >= 150


def test_no_spelling_belongs_to_two_actors_unless_it_is_marked() -> None:
    owner: dict[str, str] = {}
    for name, _, _, _, aliases in _rows("actors.tsv"):
        for alias in (name, *filter(None, aliases.split("|"))):
            if not alias.startswith("~"):
                assert owner.setdefault(alias, name) == name, alias


def test_no_actor_is_spelt_like_a_country() -> None:
    words = {tuple(w for w in key if w != "-") for key in country_by_word()}
    spelt = {s.words for spellings in known_actors().values() for s in spellings}
    # told apart by capitals (SANA), by the report (PRC), or the same people either way
    known = {"palestinians", "kosovo albanians", "prc", "sana", "islamic emirate of afghanistan"}
    assert {" ".join(w) for w in spelt & words} <= known


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Al-Shabaab", ("al", "shabaab")),
        ("Lord's Resistance Army", ("lord", "'s", "resistance", "army")),
        ("Kurdistan Workers' Party", ("kurdistan", "workers", "'", "party")),
        ("U.N. Security Council", ("u.n.", "security", "council")),
        ("Hay'at Tahrir al-Sham", ("hay'at", "tahrir", "al", "sham")),
    ],
)
def test_names_are_split_as_the_tokenizer_splits_them(name: str, words: tuple[str, ...]) -> None:
    assert split_actor(name) == words


@pytest.mark.parametrize(
    ("noun", "kind", "sector"),
    [
        ("gunmen", "armed_group", "UAF"),
        ("rebels", "armed_group", "REB"),
        ("protesters", "people", "CVL"),
        ("police", "government", "COP"),
        ("soldiers", "armed_force", "MIL"),
        ("villagers", "people", "CVL"),
        ("aid workers", "people", "MED"),
        ("refugees", "people", "REF"),
        ("lawmakers", "government", "LEG"),
        ("journalists", "media", "JRN"),
    ],
)
def test_agents(noun: str, kind: str, sector: str) -> None:
    assert agents()[noun] == (kind, sector)


def test_agents_titles_names_and_rulers_are_whole() -> None:
    assert all(a.kind in set(ActorKind) and (a.sector is None or a.sector in SECTORS) for a in agents().values())
    assert all(t.of in {"state", "body", "rank", "work"} and t.gender in {None, "m", "f"} for t in titles().values())
    assert set(first_names().values()) == {"m", "f"}
    assert set(rulers().values()) <= set(countries())
