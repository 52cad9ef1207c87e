"""What the accounts of an occurrence say together: every field is one that an account gives."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.summary import summarise
from dateline.record.account import Account
from dateline.record.choices import ActorKind, Effect, EventType, Outcome, PlacePrecision, Status, TimePrecision

from .telling import (
    ARMY,
    CIVILIANS,
    CLINIC,
    DAY1,
    DAY2,
    DAY3,
    HARAD,
    MONITOR,
    QASR,
    TOLMIN,
    account,
    actor,
    days,
    dead,
    figure,
    place,
    voice,
)


def _told(*fields: dict[str, Any]) -> list[Account]:
    """Return an account for each of these, each by a holder of its own."""
    return [
        account(f"r{at}", voice(actor(f"Monitor {at}", ActorKind.ORGANIZATION)), **f) for at, f in enumerate(fields)
    ]


AIR, SHELLED, PLAIN = {"subtype": "air_drone_strike"}, {"subtype": "shelling_artillery_missile"}, {"subtype": "attack"}
SUBTYPES = [
    ("an exact subtype wins over a plain attack", (PLAIN, PLAIN, AIR), "air_drone_strike"),
    ("most holders decide between two exact ones", (AIR, SHELLED, SHELLED), "shelling_artillery_missile"),
    ("a plain attack where nobody says more", (PLAIN, PLAIN), "attack"),
    ("none told", ({"subtype": None},), None),
    ("a denial says nothing where others tell", (AIR, {**SHELLED, "status": Status.DENIED}), "air_drone_strike"),
]


@pytest.mark.parametrize(("why", "fields", "subtype"), SUBTYPES, ids=[row[0] for row in SUBTYPES])
def test_the_subtype_is_the_most_exact(why: str, fields: tuple[dict[str, Any], ...], subtype: str | None) -> None:
    assert summarise(_told(*fields)).subtype == subtype, why


def test_the_type_is_that_of_most_holders_and_not_of_most_accounts() -> None:
    shouting = [account(f"r{at}", voice(MONITOR), type=EventType.COERCE) for at in range(3)]
    others = [account("r7", voice(CLINIC)), account("r8", voice(HARAD))]
    assert summarise([*shouting, *others]).type is EventType.ASSAULT


HAPPENED, ONGOING, PLANNED, DENIED = (
    {"status": s} for s in (Status.HAPPENED, Status.ONGOING, Status.PLANNED, Status.DENIED)
)
STATUSES = [
    ("denied only where nobody asserts it", (DENIED, DENIED), Status.DENIED),
    ("one who asserts it", (DENIED, DENIED, HAPPENED), Status.HAPPENED),
    ("a deed outweighs plans", (PLANNED, PLANNED, HAPPENED), Status.HAPPENED),
    ("most of those who tell it as done", (ONGOING, ONGOING, HAPPENED), Status.ONGOING),
    ("planned beside denied", (PLANNED, DENIED), Status.PLANNED),
]


@pytest.mark.parametrize(("why", "fields", "status"), STATUSES, ids=[row[0] for row in STATUSES])
def test_the_status_is_that_of_who_asserts_it(why: str, fields: tuple[dict[str, Any], ...], status: Status) -> None:
    assert summarise(_told(*fields)).status is status, why


def test_the_newest_word_of_a_holder_is_its_status() -> None:
    plan = account("r1", voice(HARAD), status=Status.PLANNED, day=DAY1)
    assert summarise([plan, account("r2", voice(HARAD), status=Status.ONGOING, day=DAY2)]).status is Status.ONGOING


TOWN, HILL = QASR, place("Hill", 12.0, 30.0)
PROVINCE = place("North", 10.5, 30.5, PlacePrecision.PROVINCE, admin1="North")
CLINIC_SITE = place("Qasr clinic", 10.01, 30.0, PlacePrecision.SITE)
FAR_SITE = place("Dar", -20.0, 30.0, PlacePrecision.SITE, "ZWE")
PLACES = [
    ("the most exact", (TOWN, CLINIC_SITE, PROVINCE), "Qasr clinic"),
    ("not one that fits few", (TOWN, TOWN, FAR_SITE), "Qasr"),
    ("a province holds its towns", (PROVINCE, PROVINCE, TOWN), "Qasr"),
    ("of two towns the one that most name", (TOWN, HILL, HILL), "Hill"),
    ("no place", (None, None), None),
]


@pytest.mark.parametrize(("why", "places", "name"), PLACES, ids=[row[0] for row in PLACES])
def test_the_place_is_the_most_exact_that_fits_most(why: str, places: tuple[Any, ...], name: str | None) -> None:
    found = summarise(_told(*({"place": one} for one in places))).place
    assert (found.name if found else None) == name, why


WEEK = days("2031-04-28", "2031-05-04", TimePrecision.WEEK)
TIMES = [
    ("the narrowest", (WEEK, days("2031-05-01")), ("2031-05-01", "2031-05-01")),
    ("not a day that fits few", (WEEK, WEEK, days("2031-06-01")), ("2031-04-28", "2031-05-04")),
    (
        "two days with a midnight between fit",
        (days("2031-05-01"), days("2031-05-02"), WEEK),
        ("2031-05-01", "2031-05-01"),
    ),
    ("most", (days("2031-05-01"), days("2031-05-09"), days("2031-05-09")), ("2031-05-09", "2031-05-09")),
    ("a broken day is none", (days("soon"), days("2031-05-09")), ("2031-05-09", "2031-05-09")),
    ("none", ({},), (None, None)),
]


@pytest.mark.parametrize(("why", "fields", "interval"), TIMES, ids=[row[0] for row in TIMES])
def test_the_days_are_the_narrowest_that_fit_most(why: str, fields: tuple[Any, ...], interval: tuple[Any, Any]) -> None:
    found = summarise(_told(*fields))
    assert (found.start, found.end) == interval, why


RANGES = [
    ("from the least to the most", (dead(30), dead(57), dead(60)), [("people", 30, 60)]),
    ("an open end stays open", (dead(30, -1), dead(57, -1)), [("people", 30, None)]),
    ("at most is an end too", (dead(30, -1), (figure(None, 9),)), [("people", 9, 30)]),
    ("only at most", ((figure(None, 9),),), [("people", None, 9)]),
    ("dozens name no number", ((figure(24, 99, words="dozens of people"),), dead(57)), [("people", 57, 57)]),
    ("dozens alone", ((figure(24, 99, words="dozens of people"),),), [("people", 24, 99)]),
    ("a part apart", ((*dead(57), figure(17, 17, "children")),), [("people", 57, 57), ("children", 17, 17)]),
    ("of two numbers of an account the greater", ((*dead(60), *dead(30)),), [("people", 60, 60)]),
    ("no number", ((figure(None, None),),), []),
    ("a victim told by name", ((figure(1, 1, words="Amal Dole"),), dead(9)), [("people", 9, 9)]),
    ("others beside", ((figure(2, 2, words="two others"),), dead(9)), [("people", 9, 9)]),
]


@pytest.mark.parametrize(("why", "figures", "ranges"), RANGES, ids=[row[0] for row in RANGES])
def test_numbers_are_ranges_and_never_averaged(why: str, figures: tuple[Any, ...], ranges: list[Any]) -> None:
    found = summarise(_told(*({"figures": f} for f in figures))).ranges
    assert [(r.what, r.low, r.high) for r in found] == ranges, why


def test_each_range_says_who_said_what() -> None:
    hurt = figure(9, 9, effect=Effect.INJURED)
    accounts = _told({"figures": dead(30)}, {"figures": (*dead(57), hurt)})
    killed, injured = summarise(accounts).ranges
    assert killed.said == (("r0e1", dead(30)[0]), ("r1e1", dead(57)[0]))
    assert (injured.effect, injured.said) == (Effect.INJURED, (("r1e1", hurt),))


def test_those_taking_part_stand_by_how_many_accounts_name_them() -> None:
    accounts = _told(
        {"actors": (TOLMIN,), "recipients": (CIVILIANS,)},
        {"actors": (HARAD,)},
        {"actors": (HARAD,), "via": (ARMY,)},
        {"actors": (actor("the Harad Front"), TOLMIN, TOLMIN)},
    )
    found = summarise(accounts)
    assert [a.name for a in found.actors] == ["Harad Front", "Tolmin Brigades"]
    assert (found.recipients, found.via) == ((CIVILIANS,), (ARMY,))


def test_a_denier_is_no_doer_by_its_own_denial() -> None:
    accounts = _told({"actors": ()}, {"actors": (HARAD,), "status": Status.DENIED})
    assert summarise(accounts).actors == ()


def test_the_rest_of_the_fields() -> None:
    accounts = _told(
        {"contexts": ("military",), "outcome": Outcome.FAILED, "alleged": True, "day": DAY3, "cameo": "190"},
        {"contexts": ("military", "aid"), "alleged": False, "day": None, "cameo": "195", **AIR},
        {"day": f"{DAY2}T10:00:00+00:00", "mode": "drone", "cameo": "195", **AIR},
    )
    found = summarise(accounts)
    assert (found.contexts, found.outcome, found.alleged) == (("military", "aid"), Outcome.FAILED, False)
    assert (found.first_told, found.last_told, found.mode, found.cameo) == (DAY2, DAY3, "drone", "195")


def test_without_accounts_there_is_no_occurrence() -> None:
    with pytest.raises(ValueError, match="at least one account"):
        summarise([])


def test_alleged_only_where_nobody_tells_it_otherwise() -> None:
    assert summarise(_told({"alleged": True}, {"alleged": True})).alleged


@st.composite
def _occurrences(draw: st.DrawFn) -> list[Account]:
    return [
        account(
            f"r{at}",
            voice(draw(st.sampled_from([HARAD, TOLMIN, MONITOR, CLINIC]))),
            day=draw(st.sampled_from([None, DAY1, DAY2])),
            status=draw(st.sampled_from(list(Status))),
            subtype=draw(st.sampled_from([None, "attack", "air_drone_strike", "remote_explosive"])),
            place=draw(st.sampled_from([None, TOWN, HILL, PROVINCE, FAR_SITE])),
            figures=tuple(figure(n, n) for n in draw(st.lists(st.integers(0, 99), max_size=3))),
            actors=draw(st.sampled_from([(), (HARAD,), (TOLMIN, HARAD)])),
            **draw(st.sampled_from([{}, WEEK, days("2031-05-01"), days("2031-05-04")])),
        )
        for at in range(draw(st.integers(1, 6)))
    ]


@settings(max_examples=120, deadline=None)
@given(_occurrences())
def test_any_order_gives_one_summary_and_every_value_is_told_by_an_account(accounts: list[Account]) -> None:
    found = summarise(accounts)
    orders = list(permutations(accounts)) if len(accounts) < 4 else [accounts[::-1], accounts[2:] + accounts[:2]]
    assert all(summarise(list(order)) == found for order in orders)
    assert found.place is None or found.place in [a.place for a in accounts]
    assert found.subtype in [a.subtype for a in accounts]
    assert (found.start, found.end) in [(None, None), *((a.start, a.end) for a in accounts)]
    numbers = {n for a in accounts for f in a.figures for n in (f.low, f.high)}
    assert all({r.low, r.high} <= numbers | {None} for r in found.ranges)
    assert (found.status is Status.DENIED) == all(a.status is Status.DENIED for a in accounts)
