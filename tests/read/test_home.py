"""The outlet's home by its name and its address."""

from __future__ import annotations

import pytest

from dateline.read.places.home import home_country
from tests.build import draft_of, report_of
from tests.read.test_places import place_named


@pytest.mark.parametrize(
    ("outlet", "url", "country"),
    [
        ("Sudan Tribune", None, "SDN"),
        ("The Times of India", None, "IND"),
        ("Kyiv Independent", None, "UKR"),
        ("dailytrust.com.ng", None, "NGA"),
        ("thisisoxfordshire.co.uk", None, "GBR"),
        ("Vanguard", "https://www.vanguardngr.com.ng/2024/05/a-report/", "NGA"),
        ("Reuters", "https://www.reuters.com/world/", None),
        ("example.io", None, None),  # an ending that sites anywhere use
        ("The Daily Star", None, None),
        ("Iran Iraq Observer", None, None),  # two: neither
        (None, None, None),
        ("A. B.", "http://[", None),
    ],
)
def test_home(outlet: str | None, url: str | None, country: str | None) -> None:
    assert home_country(report_of("Text.", outlet=outlet, url=url)) == country


@pytest.mark.parametrize(
    ("outlet", "country"),
    [("Guyana Chronicle", "GUY"), ("jamaica-star.com.jm", "JAM")],
)
def test_a_bare_name_is_the_one_at_home(outlet: str, country: str) -> None:
    draft = draft_of("Police arrested two men in Georgetown and in Kingston on Monday.", "places", outlet=outlet)
    found = {p.country for name in ("Georgetown", "Kingston") if (p := place_named(draft, name)) is not None}
    assert country in found
