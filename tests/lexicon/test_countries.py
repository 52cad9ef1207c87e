"""Names, adjectives, peoples and capitals of countries."""

from __future__ import annotations

import pytest

from dateline.lexicon.countries import countries, country_at, country_by_word, split_name
from dateline.read.parse import load_model

WORDS = [  # words of a sentence, where to look, country, role, end
    ("The US said it had no plans", 1, "USA", "name", 2),
    ("They told us nothing", 2, None, None, 0),  # a pronoun
    ("South Korean troops fired", 0, "KOR", "adjective", 2),
    ("South Sudanese rebels", 0, "SSD", "adjective", 2),
    ("Sudanese rebels", 0, "SDN", "adjective", 1),
    ("Nigerien soldiers", 0, "NER", "adjective", 1),
    ("Nigerian soldiers", 0, "NGA", "adjective", 1),
    ("the Democratic Republic of Congo", 1, "COD", "name", 5),
    ("the Republic of Congo", 1, "COG", "name", 4),
    ("Congolese army", 0, "COD", "adjective", 1),
    ("N'Djamena denied it", 0, "TCD", "capital", 1),
    ("Kiev said", 0, "UKR", "capital", 1),
    ("Kyiv said", 0, "UKR", "capital", 1),
    ("Syrians fled", 0, "SYR", "people", 1),
    ("Britons were among the dead", 0, "GBR", "people", 1),
    ("the chad in the ballot", 1, None, None, 0),  # not written as a name
    ("in the Hague", 1, "NLD", "capital", 3),
    ("U.S.-led coalition", 0, "USA", "adjective", 1),
]


@pytest.mark.parametrize(("sentence", "at", "iso3", "role", "end"), WORDS)
def test_country_at(sentence: str, at: int, iso3: str | None, role: str | None, end: int) -> None:
    found = country_at(sentence.split(), at)
    if iso3 is None:
        assert found is None
    else:
        assert found == (iso3, role, end)


def test_every_name_is_split_as_the_tokenizer_splits_it() -> None:
    tokenizer = load_model().tokenizer
    for country in countries().values():
        for name in (*country.names, *country.adjectives, *country.people, *country.capitals):
            assert split_name(name) == tuple(t.lower_ for t in tokenizer(name)), name


def test_all_countries_are_there_with_known_neighbours() -> None:
    table = countries()
    assert len(table) >= 249
    assert {"XKX", "PSE", "TWN", "ESH"} <= set(table)
    assert all(n in table for c in table.values() for n in c.neighbours)
    assert country_by_word()["u.k.",] == ("GBR", "name")
