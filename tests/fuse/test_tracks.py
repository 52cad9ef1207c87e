"""Tracks: where bodies are told to have been, and that nobody private is followed."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from dateline.fuse.disputes import find_disputes
from dateline.fuse.summary import summarise
from dateline.fuse.tracks import TrackSide, find_tracks, is_tracked
from dateline.record.account import Account
from dateline.record.choices import Act, ActorKind, Status
from dateline.record.entities import Actor
from dateline.record.occurrence import Independence, Occurrence, Standing

from .telling import ARMY, CIVILIANS, DAY2, HARAD, MONITOR, QASR, SUDAN, TOLMIN, account, actor, days, place, voice


def _occurrence(id_: str, *accounts: Account, standing: Standing = Standing.CLAIMED) -> Occurrence:
    summary, disputes = summarise(accounts), find_disputes(accounts)
    return Occurrence(id_, tuple(accounts), summary, Independence(1, 1), standing, "by a rule", disputes)


RSF = actor("Rapid Support Forces", country="SDN", sector="REB")
MINISTER = actor("Amin Dole", ActorKind.PERSON, "SDN", "GOV")
TEACHER = actor("Lina Orr", ActorKind.PERSON)
NURSE = actor("Sami Vell", ActorKind.PERSON, "SDN", "MED")

TRACKED = [
    ("a group", HARAD, True),
    ("an army", ARMY, True),
    ("a state", SUDAN, True),
    ("an organisation", MONITOR, True),
    ("a minister", MINISTER, True),
    ("a commander of a group", actor("Omar Kell", ActorKind.PERSON, "SDN", "REB"), True),
    ("a person of whom nothing is told", TEACHER, False),
    ("a nurse, whatever her country", NURSE, False),
    ("a person with an office of no country", actor("Omar Kell", ActorKind.PERSON, None, "GOV"), False),
    ("a people", CIVILIANS, False),
    ("an outlet", actor("Quay Paper", ActorKind.MEDIA), False),
    ("who knows what", actor("sides", ActorKind.UNKNOWN), False),
]


@pytest.mark.parametrize(("why", "one", "tracked"), TRACKED, ids=[row[0] for row in TRACKED])
def test_tracks_are_kept_of_bodies_and_offices_alone(why: str, one: Actor, tracked: bool) -> None:
    occurrence = _occurrence("1", account("r1", actors=(one,), place=QASR, **days("2031-05-01")))
    assert is_tracked(one) is tracked, why
    assert bool(find_tracks([occurrence], one.name)) is tracked, why


FIRST = _occurrence("1", account("r1", voice(MONITOR), actors=(HARAD,), place=QASR, **days("2031-05-01")))
SECOND = _occurrence(
    "2",
    account("r2", voice(MONITOR), actors=(TOLMIN,), recipients=(HARAD,), place=place("Hill"), **days("2031-05-03")),
    account("r3", actors=(TOLMIN,), recipients=(HARAD,)),
    standing=Standing.CORROBORATED,
)
THIRD = _occurrence("3", account("r4", actors=(HARAD,)))


def test_a_track_is_by_time_with_place_side_and_standing() -> None:
    found = find_tracks([THIRD, SECOND, FIRST], "Harad Front")
    assert [(s.occurrence, s.start, s.place.name if s.place else None, s.side) for s in found] == [
        ("1", "2031-05-01", "Qasr", TrackSide.ACTOR),
        ("2", "2031-05-03", "Hill", TrackSide.RECIPIENT),
        ("3", None, None, TrackSide.ACTOR),
    ]
    assert [s.standing for s in found] == [Standing.CLAIMED, Standing.CORROBORATED, Standing.CLAIMED]
    assert (found[1].accounts, found[1].voices) == (("r2e1", "r3e1"), ("Lima Monitor", "Outlet r3"))


def test_the_order_of_occurrences_changes_nothing() -> None:
    whole = find_tracks([FIRST, SECOND, THIRD], "Harad Front")
    assert all(find_tracks(order, "Harad Front") == whole for order in permutations([FIRST, SECOND, THIRD]))


NAMES = [
    ("its id", "actor Rapid Support Forces", RSF, True),
    ("another name", "RSF", RSF, True),
    ("with an article", "the Rapid Support Forces", RSF, True),
    ("another group", "Harad Front", RSF, False),
    ("a state by its army", "Sudan", ARMY, True),
    ("an army is not all of its state", "Sudanese army", SUDAN, False),
    ("a state is not its ministers", "Sudan", MINISTER, False),
]


@pytest.mark.parametrize(("why", "asked", "named", "found"), NAMES, ids=[row[0] for row in NAMES])
def test_an_actor_is_found_by_any_of_its_names(why: str, asked: str, named: Actor, found: bool) -> None:
    assert bool(find_tracks([_occurrence("1", account("r1", actors=(named,)))], asked)) is found, why


STATUSES = [
    ("happened", Status.HAPPENED, True),
    ("going on", Status.ONGOING, True),
    ("denied, and marked so", Status.DENIED, True),
    ("planned", Status.PLANNED, False),
    ("possible", Status.POSSIBLE, False),
]


@pytest.mark.parametrize(("why", "status", "seen"), STATUSES, ids=[row[0] for row in STATUSES])
def test_only_what_is_told_as_done_or_denied_is_a_sighting(why: str, status: Status, seen: bool) -> None:
    found = find_tracks([_occurrence("1", account("r1", voice(HARAD), actors=(HARAD,), status=status))], "Harad Front")
    assert [(s.status, s.denied) for s in found] == ([(status, status is Status.DENIED)] if seen else []), why


def test_a_deed_that_another_account_denies_is_marked() -> None:
    told = account("r1", voice(MONITOR), actors=(HARAD,))
    ours = actor("forces", ActorKind.ARMED_FORCE)
    denial = account("r2", voice(HARAD, Act.DENY), day=DAY2, actors=(ours,), status=Status.DENIED)
    (found,) = find_tracks([_occurrence("1", told, denial)], "Harad Front")
    assert (found.status, found.denied, found.accounts) == (Status.HAPPENED, True, ("r1e1",))


def test_an_office_holder_is_seen_in_what_he_does_and_not_in_what_is_done_to_him() -> None:
    struck = _occurrence("1", account("r1", actors=(HARAD,), recipients=(MINISTER,), place=QASR))
    assert find_tracks([struck], "Amin Dole") == ()


def test_a_place_that_only_others_tell_is_that_of_the_occurrence() -> None:
    named = account("r1", voice(MONITOR), actors=(HARAD,))
    placed = account("r2", place=QASR, **days("2031-05-01"))
    (found,) = find_tracks([_occurrence("1", named, placed)], "Harad Front")
    assert (found.place, found.start, found.accounts) == (QASR, "2031-05-01", ("r1e1",))


def test_organs_of_one_state_are_one_sighting() -> None:
    both = _occurrence("1", account("r1", actors=(ARMY,)), account("r2", actors=(replace(SUDAN, id="x"),)))
    (found,) = find_tracks([both], "Sudan")
    assert (found.actor.name, found.accounts) == ("Sudan", ("r1e1", "r2e1"))
