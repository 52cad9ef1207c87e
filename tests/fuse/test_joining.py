"""Joining accounts by what is known of them: days, places, kinds of deed, numbers, and where in its report each stands."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from dateline.fuse.joining import KNOWN, by_what_is_known, known_of, weights
from dateline.fuse.mentions import Mention, Mentions, Where
from dateline.fuse.occurrences import find_occurrences
from dateline.fuse.telling_terms import ReportTerms, report_terms

HARBOUR = Where(13.63, 25.35, 10.0, "SDN")
STRUCK = Mention(
    "r1e1",
    "r1",
    "strike",
    "struck",
    "A drone struck the market of Qasr Lima on Friday, killing at least 30 people, a local committee said.",
    type="ASSAULT",
    subtype="air_drone_strike",
    recipients=("people",),
    places=("Qasr Lima",),
    where=HARBOUR,
    around=HARBOUR,
    start="2024-05-03",
    end="2024-05-03",
    around_start="2024-05-03",
    around_end="2024-05-03",
    effects=(("killed", 30),),
    published="2024-05-04",
    is_real=True,
)
TOLD = replace(
    STRUCK,
    id="r2e1",
    report="r2",
    lemma="attack",
    trigger="attack",
    sentence="At least 34 people died in an attack on the market of Qasr Lima, doctors said.",
    subtype="attack",
    start=None,
    end=None,
    around_start=None,
    around_end=None,
    effects=(("killed", 34),),
)
WOUNDED = replace(
    STRUCK,
    id="r1e2",
    lemma="wound",
    trigger="wounded",
    sentence="Fifty more were wounded, two of them badly.",
    subtype="attack",
    recipients=("others",),
    places=(),
    where=None,
    start=None,
    end=None,
    effects=(("injured", 50),),
    position=1,
)


def terms_of(*mentions: Mention) -> dict[str, ReportTerms]:
    """Return the terms of each report, its text being the sentences of its mentions."""
    texts: dict[str, list[str]] = {}
    for mention in mentions:
        texts.setdefault(mention.report, []).append(mention.sentence)
    return {report: report_terms("Market of Qasr Lima", " ".join(told)) for report, told in texts.items()}


def groups(*mentions: Mention) -> int:
    """Return how many occurrences these mentions make."""
    return len(find_occurrences(mentions, terms_of(*mentions), scoring=by_what_is_known()))


def known(one: Mention, other: Mention) -> dict[str, float]:
    """Return what is known of a pair by name."""
    read = Mentions([one, other], terms_of(one, other))
    pairs = next(p for p in read.pairs() if p.one.size)
    return dict(zip(KNOWN, known_of(read, pairs)[0].tolist(), strict=True))


def test_two_reports_of_one_strike_in_other_words_are_one() -> None:
    assert groups(STRUCK, TOLD) == 1


def test_what_a_deed_led_to_is_that_deed() -> None:
    assert groups(STRUCK, WOUNDED) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"start": "2024-05-09", "end": "2024-05-09"}, "six days later"),
        ({"where": Where(15.5, 32.5, 10.0, "SDN"), "places": ("Omdurman",)}, "another town"),
        (
            {"where": Where(13.6, 25.4, 10.0, "TCD"), "places": ("Adre",), "start": "2024-06-03"},
            "another day and country",
        ),
        ({"is_real": False, "start": None, "end": None, "position": 2}, "one that may come"),
        ({"published": "2024-04-20"}, "told before it happened"),
    ],
)
def test_likeness_is_not_enough(change: dict[str, object], why: str) -> None:
    assert groups(STRUCK, replace(TOLD, **change)) == 2, why  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ({}, "day_same", 0),
        ({"start": "2024-05-03", "end": "2024-05-03"}, "day_same", 1),
        ({"start": "2024-05-04", "end": "2024-05-04"}, "day_differs", 0),  # a night may stand between
        ({"start": "2024-05-05", "end": "2024-05-05"}, "day_differs", 1),
        ({"start": "2024-05-01", "end": "2024-05-31"}, "day_same", 1),  # a month that holds the day
        ({"start": "no day"}, "day_differs", 0),
        ({"around_start": "2024-05-03"}, "near_day_same", 1),
        ({}, "place_same", 1),
        ({"where": Where(13.6, 25.4, inf, "SDN")}, "place_within", 1),  # its country
        ({"where": Where(13.6, 25.4, inf, "TCD")}, "place_differs", 1),
        ({"where": Where(13.6, 25.4, 120.0, "SDN")}, "place_within", 1),  # its province
        ({"where": Where(15.5, 32.5, 10.0, "SDN")}, "place_differs", 1),
        ({"where": None}, "near_place_same", 1),
        ({"where": None, "around": None}, "near_place_same", 0),
        ({"effects": (("killed", 30),)}, "count_same", 1),
        ({"effects": (("injured", 30),)}, "count_same", 0),
        ({"effects": (("killed", 40_000),)}, "count_far", 1),
        ({"effects": (("killed", 34), ("killed", 17))}, "count_same", 0),  # the first is the whole, the rest are parts
        ({"subtype": "suicide_bomb"}, "family_differs", 1),
        ({"subtype": "shelling_artillery_missile"}, "family_differs", 0),
        ({"type": "PROTEST"}, "one_assault", 1),
        ({"is_real": False}, "unreal", 1),
        ({"published": "2024-05-11"}, "lag", 1),
        ({"published": None}, "told_before", 0),
        ({"published": "2024-05-01"}, "told_before", 1),
    ],
)
def test_what_is_known_of_a_pair(change: dict[str, object], name: str, value: float) -> None:
    assert known(STRUCK, replace(TOLD, **change))[name] == value  # type: ignore[arg-type]


def test_every_feature_has_a_weight() -> None:
    factors, level = weights()
    assert factors.shape == (len(KNOWN),)
    assert level < 0


def test_the_order_of_mentions_changes_nothing() -> None:
    mentions = (STRUCK, TOLD, WOUNDED)
    made = find_occurrences(mentions, terms_of(*mentions), scoring=by_what_is_known())
    again = find_occurrences(mentions[::-1], terms_of(*mentions), scoring=by_what_is_known())
    assert made == again
