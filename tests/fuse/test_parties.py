"""Sides: which actors are one side, which may be anyone, and what a side is called."""

from __future__ import annotations

import pytest

from dateline.fuse.parties import (
    Parties,
    actors_of,
    are_related,
    canonical_name,
    is_named,
    plain_name,
    state_called,
)
from dateline.record.choices import ActorKind, SourceKind
from dateline.record.entities import Actor

from .telling import AMERICA, ARMY, HARAD, SUDAN, SYRIA, account, actor, voice

FORCE, PERSON, GOVERNMENT = ActorKind.ARMED_FORCE, ActorKind.PERSON, ActorKind.GOVERNMENT
SIDES = [
    # why, actor, the key of its side
    ("an army is its state", ARMY, "state:SDN"),
    ("a minister is his state", actor("Amin Dole", PERSON, "SDN", "GOV"), "state:SDN"),
    ("a nurse is not", actor("Sami Vell", PERSON, "SDN", "MED"), "sami vell"),
    (
        "rebels of a country are not its state",
        actor("Syrian Democratic Forces", country="SYR"),
        "syrian democratic forces",
    ),
    ("a group under its short name", actor("ISIS"), "islamic state"),
    ("letters that others share, with the country", actor("RSF", country="SDN"), "rapid support forces"),
    ("and without", actor("RSF"), "rsf"),
    ("a spokesman by the name in his office", actor("RSF spokesman", PERSON, "SDN", "REB"), "rapid support forces"),
    ("suspected members", actor("suspected Boko Haram militants"), "boko haram"),
    ("a group that no list has", HARAD, "harad front"),
    ("an army by the adjective in its name", actor("Kenyan air force", FORCE), "state:KEN"),
    ("whom a state backs is not the state", actor("Kenyan-backed forces", FORCE), None),
    ("whom a group inspired is not the group", actor("Hamas-linked gunmen"), None),
    ("who is against a group neither", actor("anti-Hamas militia"), None),
    ("gunmen", actor("gunmen"), None),
    ("a capital at the head of a sentence", actor("Local activists", ActorKind.PEOPLE), None),
    ("drones", actor("Drones", FORCE), None),
    ("what nobody identified", actor("Unidentified Syrian aircraft", ActorKind.UNKNOWN), None),
    ("forces", actor("forces", FORCE), None),
    ("no name at all", actor(""), None),
]


@pytest.mark.parametrize(("why", "one", "key"), SIDES, ids=[row[0] for row in SIDES])
def test_each_actor_belongs_to_a_side_or_may_be_anyone(why: str, one: Actor, key: str | None) -> None:
    assert Parties([one]).of(one) == key, why


VOICES = [
    ("a group's own", voice(HARAD), "harad front"),
    ("a spokesman by his words alone", voice("a White House spokesman", kind=SourceKind.PERSON), "state:USA"),
    ("an official of a country", voice("a Kenyan official", kind=SourceKind.PERSON), "state:KEN"),
    ("a source that hides its name", voice("two officials", reason="not authorised to speak"), None),
    ("a source close to a group", voice("a source close to Hamas officials", proximity="close to Hamas"), None),
    ("an unnamed official", voice("a White House official"), "state:USA"),
    ("a doctor who names a group", voice("a doctor held by Hamas", kind=SourceKind.PERSON), None),
]


@pytest.mark.parametrize(("why", "chain", "key"), VOICES, ids=[row[0] for row in VOICES])
def test_a_voice_speaks_for_a_side_or_for_nobody(why: str, chain: tuple, key: str | None) -> None:  # type: ignore[type-arg]
    assert Parties([]).of_voice(chain[0]) == key, why


RELATED = [
    ("one", "harad front", "harad front", True),
    ("a group and its fighters", "harad front", "harad front fighters", True),
    ("a word that begins alike", "harad", "harads", False),
    ("a state and a coalition that it leads", "state:USA", "us led coalition", True),
    ("a state and a coalition of others", "state:SYR", "us led coalition", False),
    ("a state and rebels", "state:SYR", "syrian rebels", False),
    ("two states", "state:SYR", "state:USA", False),
]


@pytest.mark.parametrize(("why", "one", "other", "related"), RELATED, ids=[row[0] for row in RELATED])
def test_sides_may_be_part_of_each_other(why: str, one: str, other: str, related: bool) -> None:
    assert are_related(one, other) is are_related(other, one) is related, why


def test_names() -> None:
    assert plain_name("The People’s Front-Line") == "people 's front line"
    assert canonical_name("ISIS") == canonical_name("Islamic State") == "islamic state"
    assert (state_called("the United States"), state_called("Sudanese"), state_called("Harad")) == (
        "state:USA",
        None,
        None,
    )
    assert (is_named(HARAD), is_named(actor("gunmen")), is_named(actor("army", FORCE, "SDN"))) == (True, False, True)


def test_a_side_is_called_by_its_name() -> None:
    parties = Parties(actors_of([account("r1", voice(AMERICA), actors=(HARAD, actor("Harad Front fighters")))]))
    assert (parties.name("state:SYR"), parties.name("harad front")) == ("Syria", "Harad Front")
    assert (parties.name("rapid support forces"), parties.name("nobody listed")) == (
        "Rapid Support Forces",
        "nobody listed",
    )


def test_a_side_can_stand_as_an_actor() -> None:
    parties = Parties([SUDAN, SYRIA])
    assert (parties.actor("state:SDN").country, parties.actor("state:SDN").kind) == ("SDN", GOVERNMENT)
    assert parties.actor("harad front").kind is ActorKind.UNKNOWN
    assert all(parties.of(parties.actor(key)) == key for key in ("state:SDN", "rapid support forces"))
