"""Disputes across reports: what rival accounts of one occurrence come to, and what is no dispute."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.disputes import find_disputes
from dateline.record.account import Account, Figure
from dateline.record.choices import (
    Act,
    ActorKind,
    DisputeKind,
    Effect,
    EventType,
    PlacePrecision,
    SourceKind,
    Status,
    Strength,
    TimePrecision,
)
from dateline.record.occurrence import DisputeAcross

from .telling import (
    AMERICA,
    ARMY,
    CIVILIANS,
    CLINIC,
    DAY1,
    DAY2,
    DAY3,
    HARAD,
    MONITOR,
    QASR,
    SUDAN,
    SYRIA,
    TOLMIN,
    account,
    actor,
    days,
    dead,
    figure,
    place,
    voice,
)

CONTRADICTION, TENSION = Strength.CONTRADICTION, Strength.TENSION


def _of(kind: DisputeKind, accounts: list[Account]) -> list[DisputeAcross]:
    return [dispute for dispute in find_disputes(accounts) if dispute.kind is kind]


def _one(kind: DisputeKind, accounts: list[Account]) -> DisputeAcross:
    found = _of(kind, accounts)
    assert len(found) == 1, found
    return found[0]


def _labels(dispute: DisputeAcross) -> list[str]:
    return [side.label for side in dispute.sides]


def _tolls(*told: tuple[str, tuple[Figure, ...]]) -> list[Account]:
    """Return an account a holder and day, "A 1" for holder A on the first day."""
    made = []
    for at, (who, figures) in enumerate(told):
        name, day = who.split()
        chain = voice(actor(f"Monitor {name}", ActorKind.ORGANIZATION))
        made.append(account(f"r{at}", chain, day=f"2031-05-0{day}", figures=figures, place=QASR))
    return made


NUMBERS = [
    # why, accounts, labels from the most to the fewest (none: no dispute), strength
    ("two holders on one day", [("A 1", dead(30)), ("B 1", dead(57))], ["57 killed", "30 killed"], CONTRADICTION),
    ("at least 30 holds 57, and was told first", [("A 1", dead(30, -1)), ("B 2", dead(57))], [], None),
    (
        "at least 30 beside 57 on one day: both may be so",
        [("A 1", dead(30, -1)), ("B 1", dead(57))],
        ["57 killed", "at least 30 killed"],
        TENSION,
    ),
    (
        "at least 30 said after 57",
        [("A 2", dead(30, -1)), ("B 1", dead(57))],
        ["57 killed", "at least 30 killed"],
        TENSION,
    ),
    ("one source raises its toll", [("A 1", dead(30)), ("A 2", dead(60))], [], None),
    (
        "the newest of each source counts",
        [("A 1", dead(30)), ("A 2", dead(60)), ("B 2", dead(44))],
        ["60 killed", "44 killed"],
        CONTRADICTION,
    ),
    (
        "the lower number is a day older: it may have grown",
        [("A 1", dead(30)), ("B 2", dead(57))],
        ["57 killed", "30 killed"],
        TENSION,
    ),
    (
        "the lower number is a day younger",
        [("A 2", dead(30)), ("B 1", dead(57))],
        ["57 killed", "30 killed"],
        CONTRADICTION,
    ),
    (
        "fewer than ten cannot be 57, told later",
        [("A 1", dead(57, -1)), ("B 2", (figure(None, 9),))],
        ["at least 57 killed", "fewer than 10 killed"],
        CONTRADICTION,
    ),
    (
        "nor can it have grown to 57: it is a bound",
        [("A 2", dead(57)), ("B 1", (figure(None, 9),))],
        ["57 killed", "fewer than 10 killed"],
        CONTRADICTION,
    ),
    (
        "four sides from the most to the fewest",
        [("A 3", dead(60)), ("B 2", dead(57, -1)), ("C 1", dead(30, -1)), ("D 3", (figure(None, 9),))],
        ["60 killed", "at least 57 killed", "at least 30 killed", "fewer than 10 killed"],
        CONTRADICTION,
    ),
    ("two that say the same", [("A 1", dead(30)), ("B 1", dead(30))], [], None),
    (
        "who says the same stands on one side",
        [("A 1", dead(30)), ("B 1", dead(30)), ("C 1", dead(9))],
        ["30 killed", "9 killed"],
        CONTRADICTION,
    ),
    ("children are a part of the dead", [("A 1", dead(57)), ("B 1", (figure(17, 17, "children"),))], [], None),
    (
        "a part above its whole",
        [("A 1", dead(9)), ("B 1", (figure(17, 17, "children"),))],
        ["17 children killed", "9 killed"],
        CONTRADICTION,
    ),
    (
        "like parts are compared",
        [("A 1", (figure(17, 17, "children"),)), ("B 1", (figure(5, 5, "kids"),))],
        ["17 children killed", "5 kids killed"],
        CONTRADICTION,
    ),
    (
        "women and children are two parts",
        [("A 1", (figure(17, 17, "children"),)), ("B 1", (figure(5, 5, "women"),))],
        [],
        None,
    ),
    ("killed and injured", [("A 1", dead(30)), ("B 1", (figure(9, 9, effect=Effect.INJURED),))], [], None),
    (
        "villagers and bodies are people",
        [("A 1", (figure(30, 30, "villagers"),)), ("B 1", (figure(9, 9, "bodies"),))],
        ["30 killed", "9 killed"],
        CONTRADICTION,
    ),
    (
        "soldiers of two nations",
        [("A 1", (figure(30, 30, "Turkish soldiers"),)), ("B 1", (figure(9, 9, "Syrian soldiers"),))],
        [],
        None,
    ),
    ("200 may be 212 rounded", [("A 1", dead(200)), ("B 1", dead(212))], [], None),
    ("dozens may be 57", [("A 1", (figure(24, 99, words="dozens of people"),)), ("B 1", dead(57))], [], None),
    (
        "dozens are not 207, in vague words",
        [("A 1", (figure(24, 99, words="dozens of people"),)), ("B 1", dead(207))],
        ["207 killed", "dozens killed"],
        TENSION,
    ),
    (
        "about 50 cannot be 70",
        [("A 1", (figure(50, 50, words="about 50 people"),)), ("B 1", dead(70))],
        ["70 killed", "about 50 killed"],
        CONTRADICTION,
    ),
    ("about 50 may be 52", [("A 1", (figure(50, 50, words="about 50 people"),)), ("B 1", dead(52))], [], None),
    (
        "vehicles destroyed",
        [
            ("A 1", (figure(2, 2, "vehicles", Effect.DESTROYED),)),
            ("B 1", (figure(5, 5, "vehicles", Effect.DESTROYED),)),
        ],
        ["5 vehicles destroyed", "2 vehicles destroyed"],
        CONTRADICTION,
    ),
    (
        "tanks and trucks are two things",
        [("A 1", (figure(2, 2, "tanks", Effect.DESTROYED),)), ("B 1", (figure(5, 5, "trucks", Effect.DESTROYED),))],
        [],
        None,
    ),
    ("a victim told by name is no toll", [("A 1", (figure(1, 1, words="Amal Dole"),)), ("B 1", dead(30))], [], None),
    ("a teenager neither", [("A 1", (figure(1, 1, "teenager", words="a teenager"),)), ("B 1", dead(0))], [], None),
    (
        "one is a number",
        [("A 1", (figure(1, 1, words="one person"),)), ("B 1", dead(30))],
        ["30 killed", "1 killed"],
        CONTRADICTION,
    ),
    (
        "who took part, by the police and by the organisers",
        [
            ("A 1", (figure(5000, 5000, "protesters", Effect.INVOLVED),)),
            ("B 1", (figure(50000, None, "people", Effect.INVOLVED),)),
        ],
        ["at least 50,000 people taking part", "5,000 protesters taking part"],
        CONTRADICTION,
    ),
    (
        "two other buildings",
        [
            ("A 1", (figure(2, 2, "buildings", Effect.DESTROYED, "two other buildings"),)),
            ("B 1", (figure(9, 9, "buildings", Effect.DESTROYED),)),
        ],
        [],
        None,
    ),
    (
        "of two numbers of one account the greater is the toll",
        [("A 1", (*dead(60), figure(30, 30, words="30"))), ("B 1", dead(60))],
        [],
        None,
    ),
]


@pytest.mark.parametrize(("why", "told", "labels", "strength"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_numbers_are_compared_with_care(
    why: str, told: list[tuple[str, tuple[Figure, ...]]], labels: list[str], strength: Strength | None
) -> None:
    found = _of(DisputeKind.COUNT, _tolls(*told))
    assert [_labels(dispute) for dispute in found] == ([labels] if labels else []), why
    assert [dispute.strength for dispute in found] == ([strength] if strength else []), why


SENTENCES = [
    ("received bodies are a least number", "The hospital received the bodies of 52 people.", "52 people", []),
    ("an age", "A nurse, 52, was killed in Qasr.", "52", []),
    ("what comes on top", "Another 52 people were killed.", "52 people", []),
    (
        "a correction keeps no old number",
        "The toll rose to 60 from 52 people.",
        "52 people",
        ["60 killed", "52 killed"],
    ),
]


@pytest.mark.parametrize(("why", "sentence", "words", "labels"), SENTENCES, ids=[row[0] for row in SENTENCES])
def test_the_words_around_a_number_count(why: str, sentence: str, words: str, labels: list[str]) -> None:
    ward = account("r1", voice(CLINIC), sentence=sentence, figures=(figure(52, 52, words=words),))
    found = _of(DisputeKind.COUNT, [ward, account("r2", voice(MONITOR), figures=dead(60))])
    assert [_labels(dispute) for dispute in found] == ([labels] if labels else []), why


def test_a_number_outside_the_words_of_a_voice_is_not_its_own() -> None:
    said = voice(MONITOR, said="21 people were hurt")
    beside = account("r1", said, figures=dead(60), sentence="60 people were killed; 21 people were hurt, it said.")
    assert _of(DisputeKind.COUNT, [beside, account("r2", voice(CLINIC), figures=dead(9))]) == []


def test_numbers_of_two_places_or_days_are_of_two_incidents() -> None:
    here = account("r1", voice(MONITOR), figures=dead(60), place=QASR, **days("2031-05-01"))
    there = account("r2", voice(CLINIC), figures=dead(9), place=place("Tawila", 12.0, 30.0))
    then = account("r3", voice(CLINIC), figures=dead(9), **days("2031-02-01"))
    assert _of(DisputeKind.COUNT, [here, there]) == _of(DisputeKind.COUNT, [here, then]) == []


def test_a_toll_that_was_put_right_counts_as_it_is_now() -> None:
    text = "The toll was lowered to 30 from 60 people."
    numbers = (figure(60, 60, words="60 people"), figure(30, 30, words="30"))
    lowered = account("r1", voice(MONITOR), sentence=text, figures=numbers)
    assert _of(DisputeKind.COUNT, [lowered, account("r2", voice(CLINIC), figures=dead(30))]) == []
    assert _labels(_one(DisputeKind.COUNT, [lowered, account("r2", voice(CLINIC), figures=dead(60))])) == [
        "60 killed",
        "30 killed",
    ]


def test_a_source_that_comes_to_the_number_of_another_settles_it() -> None:
    accounts = _tolls(("A 1", (figure(None, 9),)), ("B 1", dead(60)), ("A 3", dead(60)))
    found = _one(DisputeKind.COUNT, accounts)
    assert (found.settled_by, found.settled_how) == (
        "r2e1",
        "Monitor A, who had said fewer than 10 killed, now says 60 killed",
    )
    assert _labels(found) == ["60 killed", "fewer than 10 killed"]


def test_a_toll_that_grew_to_the_number_of_another_was_never_a_dispute() -> None:
    assert _of(DisputeKind.COUNT, _tolls(("A 1", dead(30)), ("B 2", dead(60)), ("A 3", dead(60)))) == []


def test_a_question_says_what_is_counted_and_where() -> None:
    accounts = _tolls(("A 1", dead(30)), ("B 1", dead(57)))
    assert _one(DisputeKind.COUNT, accounts).about == "How many people were killed in the attack in Qasr?"


def test_copies_of_one_wire_text_are_one_holder_and_all_stand_on_its_side() -> None:
    text = "At least 57 people were killed in Qasr, doctors said."
    copies = [account(r, voice("doctors"), sentence=text, figures=dead(57), outlet=f"Paper {r}") for r in ("r1", "r2")]
    assert find_disputes(copies) == ()
    found = _one(DisputeKind.COUNT, [*copies, account("r3", voice(MONITOR), figures=dead(9))])
    assert [side.accounts for side in found.sides] == [("r1e1", "r2e1"), ("r3e1",)]


def test_an_outlet_does_not_differ_with_the_wire_it_prints() -> None:
    wire = account("r1", agency="Meridian Wire", outlet="Quay Paper", figures=dead(57))
    own = account("r2", outlet="Quay Paper", figures=dead(30), day=DAY2)
    assert find_disputes([wire, own]) == ()


# Denials.

BOMBED = {"actors": (HARAD,), "recipients": (CIVILIANS,), "subtype": "air_drone_strike", "place": QASR}


def _denial(report: str, by: object, day: str = DAY2, **fields: object) -> Account:
    said = voice(by, Act.DENY, "bombing anyone in Qasr")  # type: ignore[arg-type]
    return account(report, said, day=day, status=Status.DENIED, **fields)


def test_a_denial_of_the_doer_stands_against_those_who_name_it() -> None:
    told = account("r1", voice(MONITOR), **BOMBED)
    nameless = account("r2", voice(CLINIC), subtype="air_drone_strike", place=QASR)
    found = _one(DisputeKind.DENIAL, [told, nameless, _denial("r3", HARAD, **BOMBED)])
    assert found.about == 'Did the Harad Front bomb civilians in Qasr? Denied: "bombing anyone in Qasr".'
    assert [(side.label, side.accounts) for side in found.sides] == [("yes", ("r1e1",)), ("no", ("r3e1",))]
    assert (found.strength, found.settled_by, found.sides[0].independence) == (CONTRADICTION, None, None)


def test_who_denies_a_deed_that_nobody_lays_on_it_does_not_deny_that_it_happened() -> None:
    nameless = account("r1", voice(CLINIC), place=QASR)
    found = _one(DisputeKind.DENIAL, [nameless, _denial("r2", HARAD, actors=(HARAD,))])
    assert (_labels(found), found.strength) == (["yes; by whom is not told", "no"], TENSION)


def test_a_denial_that_it_happened_stands_against_all_who_tell_it() -> None:
    told = [account("r1", voice(MONITOR)), account("r2", voice(CLINIC), actors=(TOLMIN,))]
    found = _one(DisputeKind.DENIAL, [*told, account("r3", voice(SUDAN), status=Status.DENIED)])
    assert [side.accounts for side in found.sides] == [("r1e1", "r2e1"), ("r3e1",)]
    assert found.strength is CONTRADICTION


NO_DENIALS = [
    ("a denial alone", [_denial("r1", HARAD, **BOMBED)]),
    (
        "a deed laid on another",
        [account("r1", voice(MONITOR), actors=(TOLMIN,)), _denial("r2", HARAD, actors=(HARAD,))],
    ),
    ("one voice that says both on one day", [account("r1", voice(HARAD)), _denial("r2", HARAD, DAY1, actors=())]),
    (
        "who refuses talks tells in passing of what happened",
        [account("r1", voice(MONITOR), **BOMBED), account("r2", voice(HARAD, Act.REFUSE), **BOMBED)],
    ),
    (
        "a deed that was not meant",
        [
            account("r1", voice(MONITOR), **BOMBED),
            account("r2", voice(HARAD, said="we did not mean to hit anyone"), status=Status.DENIED, **BOMBED),
        ],
    ),
    (
        "a denial beside the deed",
        [account("r1", voice(MONITOR), actors=(TOLMIN,)), account("r2", voice(HARAD, Act.DENY), actors=(TOLMIN,))],
    ),
]


@pytest.mark.parametrize(("why", "accounts"), NO_DENIALS, ids=[row[0] for row in NO_DENIALS])
def test_what_is_no_denial(why: str, accounts: list[Account]) -> None:
    assert _of(DisputeKind.DENIAL, accounts) == [], why


def test_our_forces_are_those_of_who_speaks() -> None:
    ours = actor("forces", ActorKind.ARMED_FORCE)
    told = account("r1", voice(MONITOR), **BOMBED)
    denial = account("r2", voice(HARAD, said="Our forces bombed nobody"), status=Status.DENIED, actors=(ours,))
    found = _one(DisputeKind.DENIAL, [told, denial])
    assert found.about == 'Did the Harad Front bomb civilians in Qasr? The denial: "Our forces bombed nobody".'


def test_who_is_blamed_denies_its_own_part() -> None:
    told = [account("r1", voice(MONITOR), actors=(HARAD,)), account("r2", voice(CLINIC))]
    found = _one(DisputeKind.DENIAL, [*told, account("r3", voice(HARAD, Act.DENY, "any role"), status=Status.DENIED)])
    assert [side.accounts for side in found.sides] == [("r1e1",), ("r3e1",)]


def test_an_army_denies_what_is_laid_on_its_state() -> None:
    told = account("r1", voice(MONITOR), actors=(SUDAN,))
    found = _one(DisputeKind.DENIAL, [told, _denial("r2", ARMY, actors=(ARMY,))])
    assert [side.accounts for side in found.sides] == [("r1e1",), ("r2e1",)]


def test_a_denier_that_acknowledges_settles_it() -> None:
    told = account("r1", voice(MONITOR), **BOMBED)
    owned = account("r3", voice(HARAD, Act.ACKNOWLEDGE), day=DAY3, **BOMBED)
    found = _one(DisputeKind.DENIAL, [told, _denial("r2", HARAD, **BOMBED), owned])
    assert found.settled_by == "r3e1"
    assert found.settled_how == f"The Harad Front, who had denied it, now acknowledges it ({DAY3})"
    assert [side.accounts for side in found.sides] == [("r1e1",), ("r2e1",)]


def test_another_voice_of_the_same_side_can_acknowledge() -> None:
    told = account("r1", voice(MONITOR), actors=(SUDAN,))
    owned = account("r3", voice(SUDAN, Act.ACKNOWLEDGE), day=DAY3, actors=(ARMY,))
    found = _one(DisputeKind.DENIAL, [told, _denial("r2", ARMY, actors=(ARMY,)), owned])
    assert found.settled_by == "r3e1"


def test_another_denier_keeps_it_open() -> None:
    told = account("r1", voice(MONITOR))
    denials = [account(r, voice(of), day=DAY2, status=Status.DENIED) for r, of in (("r2", HARAD), ("r3", TOLMIN))]
    owned = account("r4", voice(HARAD, Act.CONFIRM), day=DAY3)
    found = _one(DisputeKind.DENIAL, [told, *denials, owned])
    assert found.settled_by is None
    assert [side.accounts for side in found.sides] == [("r1e1", "r4e1"), ("r3e1",)]


def test_who_told_it_and_takes_it_back_settles_it() -> None:
    told = account("r1", voice(MONITOR))
    denial = account("r2", voice(HARAD), day=DAY2, status=Status.DENIED)
    back = account("r3", voice(MONITOR), day=DAY3, status=Status.DENIED)
    found = _one(DisputeKind.DENIAL, [told, denial, back])
    assert (found.settled_by, found.settled_how) == (
        "r3e1",
        f"Lima Monitor, who had told it, now denies it ({DAY3})",
    )
    assert [side.accounts for side in found.sides] == [("r1e1",), ("r2e1",)]


def test_a_side_is_called_by_its_name_where_only_its_spokesman_is_told_of() -> None:
    spokesman = actor("RSF spokesman", ActorKind.PERSON, "SDN", "REB")
    ours = actor("forces", ActorKind.ARMED_FORCE)
    denial = account("r2", voice(spokesman, said="our forces hit nobody"), status=Status.DENIED, actors=(ours,))
    found = _one(DisputeKind.DENIAL, [account("r1", voice(MONITOR)), denial])
    assert found.about.startswith("Did the Rapid Support Forces carry out the attack?")


# Scope.


def _working(report: str, of: object, said: str, status: Status, **fields: object) -> Account:
    together = {"type": EventType.COOPERATE, "subtype": None, "actors": (AMERICA,), "recipients": (SYRIA,)}
    return account(report, voice(of, said=said), status=status, **{**together, **fields})  # type: ignore[arg-type]


SCOPES = [
    # why, what is told, what is denied, kind, strength
    (
        "pictures against targets",
        "America passes pictures of convoys to Syria",
        "America does not choose targets with Syria",
        DisputeKind.SCOPE,
        TENSION,
    ),
    (
        "through others against directly",
        "messages reach Syria through Iraqi channels",
        "America does not deal directly with Syria",
        DisputeKind.SCOPE,
        TENSION,
    ),
    (
        "a deed against a plan",
        "officers already coordinate with Syria",
        "there are no plans to coordinate with Syria",
        DisputeKind.SCOPE,
        TENSION,
    ),
    (
        "directly or otherwise is everything",
        "intelligence reaches Syria through Iraqi channels",
        "America shares no intelligence, directly or through anybody",
        DisputeKind.DENIAL,
        CONTRADICTION,
    ),
    (
        "the same object",
        "America passes pictures to Syria",
        "America gives Syria no intelligence",
        DisputeKind.DENIAL,
        CONTRADICTION,
    ),
    (
        "a general no, in other words",
        "America passes pictures to Syria",
        "there is no link with Syria",
        DisputeKind.DENIAL,
        TENSION,
    ),
]


@pytest.mark.parametrize(("why", "told", "denied", "kind", "strength"), SCOPES, ids=[row[0] for row in SCOPES])
def test_a_denial_has_a_scope(why: str, told: str, denied: str, kind: DisputeKind, strength: Strength) -> None:
    one = _working("r1", "two sources", told, Status.ONGOING, trigger="passes", lemma="pass")
    other = _working("r2", AMERICA, denied, Status.DENIED, trigger="no", lemma="no")
    found = find_disputes([one, other])
    assert [(dispute.kind, dispute.strength) for dispute in found] == [(kind, strength)], why
    assert found[0].about.startswith("Do Syria and the United States cooperate?")


def test_violence_has_no_scope() -> None:
    told = account("r1", voice(MONITOR, said="Harad Front bombed the clinic with drones"), **BOMBED)
    denial = account("r2", voice(HARAD, said="we sent no troops"), status=Status.DENIED, **BOMBED)
    assert [dispute.kind for dispute in find_disputes([told, denial])] == [DisputeKind.DENIAL]


# Doers.

GUNMEN, AIRCRAFT = actor("gunmen"), actor("Unidentified aircraft", ActorKind.ARMED_FORCE)
LED = actor("US-led coalition", ActorKind.INTERGOVERNMENTAL)
DOERS = [
    # why, doer by one holder, doer by another, is it a dispute
    ("two groups", HARAD, TOLMIN, True),
    ("a group and an army", HARAD, ARMY, True),
    ("an army and its state", ARMY, SUDAN, False),
    ("two states", SUDAN, SYRIA, True),
    ("gunmen may be anyone", HARAD, GUNMEN, False),
    ("unidentified aircraft may be anyone's", SUDAN, AIRCRAFT, False),
    ("drones have no name", HARAD, actor("Drones", ActorKind.ARMED_FORCE), False),
    ("a group and its fighters", HARAD, actor("Harad Front fighters"), False),
    ("a name and its short form", actor("Islamic State"), actor("ISIS"), False),
    ("a state and its coalition", AMERICA, LED, False),
    ("a state and rebels of its people", SYRIA, actor("Syrian Democratic Forces", country="SYR"), True),
]


@pytest.mark.parametrize(("why", "one", "other", "differ"), DOERS, ids=[row[0] for row in DOERS])
def test_rival_doers_have_names_and_are_not_one_side(why: str, one: object, other: object, differ: bool) -> None:
    accounts = [account("r1", voice(MONITOR), actors=(one,)), account("r2", voice(CLINIC), actors=(other,))]
    assert bool(_of(DisputeKind.ACTOR, accounts)) is differ, why


def test_each_side_blames_the_other() -> None:
    accounts = [
        account("r1", voice(HARAD, Act.ACCUSE), actors=(TOLMIN,), alleged=True, place=QASR),
        account("r2", voice(TOLMIN, Act.ACCUSE), actors=(HARAD,), alleged=True),
    ]
    found = _one(DisputeKind.ACTOR, accounts)
    assert found.about == "Who is responsible for the attack in Qasr? Each side blames the other."
    assert sorted(_labels(found)) == ["the Harad Front", "the Tolmin Brigades"]
    assert found.strength is CONTRADICTION


def test_fighting_told_from_two_sides_is_no_dispute_unless_one_blames() -> None:
    clash = [
        account("r1", voice(MONITOR), actors=(HARAD,), recipients=(TOLMIN,), subtype="armed_clash"),
        account("r2", voice(CLINIC), actors=(TOLMIN,), recipients=(HARAD,), subtype="armed_clash"),
    ]
    assert _of(DisputeKind.ACTOR, clash) == []


def test_one_voice_that_names_both_names_no_rivals() -> None:
    both = [account("r1", voice(MONITOR), actors=(HARAD,)), account("r2", voice(MONITOR), actors=(TOLMIN,))]
    assert find_disputes(both) == ()


def test_who_names_two_rivals_together_stands_on_neither_side() -> None:
    doers = [(HARAD,), (TOLMIN,), (ARMY,), (HARAD, TOLMIN)]
    accounts = [account(f"r{at}", voice(f"source {at}"), actors=of) for at, of in enumerate(doers)]
    found = _one(DisputeKind.ACTOR, accounts)
    assert sorted(side.accounts for side in found.sides) == [("r0e1",), ("r1e1",), ("r2e1",)]


def test_private_persons_are_no_rivals() -> None:
    suspects = [actor(name, ActorKind.PERSON) for name in ("Omar Kell", "Sami Vell")]
    accounts = [account(f"r{at}", voice(f"source {at}"), actors=(one,)) for at, one in enumerate(suspects)]
    assert find_disputes(accounts) == ()


def test_three_doers_are_three_sides() -> None:
    told = [(MONITOR, HARAD), (CLINIC, TOLMIN), (AMERICA, SUDAN)]
    accounts = [account(f"r{at}", voice(by), actors=(of,)) for at, (by, of) in enumerate(told)]
    assert len(_one(DisputeKind.ACTOR, accounts).sides) == 3


# Places.

FAR = place("Tawila", 12.0, 30.0, admin1="North")
PLACES = [
    # why, one place, another, strength
    ("two towns", QASR, FAR, CONTRADICTION),
    ("a town and a near one", QASR, place("Qasr South", 10.2, 30.0), None),
    ("a town within its radius of another", QASR, place("Tawila", 12.0, 30.0, radius_km=250), None),
    ("a town in its province", FAR, place("North", 14.0, 30.0, PlacePrecision.PROVINCE, admin1="North"), None),
    ("a town in its country", QASR, place("Sudan", 15.0, 30.0, PlacePrecision.COUNTRY), None),
    ("a region has no borders", QASR, place("the east", 40.0, 60.0, PlacePrecision.REGION, None), None),
    ("a town and another province", QASR, place("West", 15.0, 22.0, PlacePrecision.PROVINCE, admin1="West"), TENSION),
    ("two towns of two countries", QASR, place("Lima", 20.0, 50.0, country="OMN"), CONTRADICTION),
    (
        "two countries",
        place("Sudan", 15, 30, PlacePrecision.COUNTRY),
        place("Oman", 21, 57, PlacePrecision.COUNTRY, "OMN"),
        TENSION,
    ),
    ("a town whose point is not known", QASR, place("Tawila", None, None), None),
]


@pytest.mark.parametrize(("why", "one", "other", "strength"), PLACES, ids=[row[0] for row in PLACES])
def test_places_exclude_each_other_by_their_doubt(why: str, one: object, other: object, strength: object) -> None:
    accounts = [account("r1", voice(MONITOR), place=one), account("r2", voice(CLINIC), place=other)]
    assert [d.strength for d in _of(DisputeKind.PLACE, accounts)] == ([strength] if strength else []), why


def test_one_voice_that_tells_two_places_tells_of_both() -> None:
    accounts = [account("r1", voice(MONITOR), place=QASR), account("r2", voice(MONITOR), place=FAR)]
    assert _of(DisputeKind.PLACE, accounts) == []


def test_a_place_that_one_voice_tells_beside_another_excludes_nothing() -> None:
    both = [account("r1", voice(MONITOR), place=QASR), account("r2", voice(MONITOR), place=FAR)]
    assert _of(DisputeKind.PLACE, [*both, account("r3", voice(CLINIC), place=QASR)]) == []


def test_cooperation_has_no_one_place() -> None:
    together = {"type": EventType.COOPERATE, "subtype": None}
    accounts = [account("r1", place=QASR, **together), account("r2", place=FAR, **together)]
    assert find_disputes(accounts) == ()


def test_a_dispute_over_a_place_names_both() -> None:
    accounts = [account("r1", voice(MONITOR), place=QASR), account("r2", voice(CLINIC), place=FAR)]
    found = _one(DisputeKind.PLACE, accounts)
    assert (found.about, _labels(found)) == ("Where was the attack?", ["Qasr", "Tawila"])


# Days.

DAYS = [
    # why, days by one holder, days by another, strength
    ("two days apart", days("2031-05-01"), days("2031-05-03"), CONTRADICTION),
    ("two days with one midnight between", days("2031-05-01"), days("2031-05-02"), TENSION),
    ("the same day", days("2031-05-01"), days("2031-05-01"), None),
    ("a day in its week", days("2031-05-01"), days("2031-04-28", "2031-05-04", TimePrecision.WEEK), None),
    (
        "a day and another month",
        days("2031-05-10"),
        days("2031-03-01", "2031-03-31", TimePrecision.MONTH),
        CONTRADICTION,
    ),
    ("since a day, with no end", days("2031-05-10"), {"start": "2031-05-01", "precision": TimePrecision.MONTH}, None),
    ("vague words", days("2031-05-10"), days("2031-01-01", "2031-01-31", TimePrecision.VAGUE), None),
]


@pytest.mark.parametrize(("why", "one", "other", "strength"), DAYS, ids=[row[0] for row in DAYS])
def test_days_exclude_each_other_by_their_grain(why: str, one: dict, other: dict, strength: object) -> None:  # type: ignore[type-arg]
    accounts = [account("r1", voice(MONITOR), **one), account("r2", voice(CLINIC), **other)]
    assert [d.strength for d in _of(DisputeKind.TIME, accounts)] == ([strength] if strength else []), why


def test_what_goes_on_has_many_days() -> None:
    going = [account(f"r{d}", voice(f"source {d}"), status=Status.ONGOING, **days(f"2031-05-0{d}")) for d in (1, 5)]
    assert find_disputes(going) == ()


# Stages.

STAGES = [
    # why, status and day by one holder, status and day by another, strength
    ("a plan told before the deed", (Status.PLANNED, DAY1), (Status.HAPPENED, DAY2), None),
    ("not decided, said after the deed was told", (Status.UNDECIDED, DAY2), (Status.HAPPENED, DAY1), CONTRADICTION),
    ("planned and done on one day", (Status.PLANNED, DAY1), (Status.ONGOING, DAY1), TENSION),
    ("a doubt after the deed was told", (Status.POSSIBLE, DAY2), (Status.HAPPENED, DAY1), TENSION),
    ("a demand is no account", (Status.DEMANDED, DAY2), (Status.HAPPENED, DAY1), None),
    ("a day that is not known", (Status.PLANNED, None), (Status.HAPPENED, DAY1), None),
]


@pytest.mark.parametrize(("why", "one", "other", "strength"), STAGES, ids=[row[0] for row in STAGES])
def test_stages_differ_only_once_the_deed_is_told(why: str, one: tuple, other: tuple, strength: object) -> None:  # type: ignore[type-arg]
    accounts = [
        account("r1", voice(MONITOR), status=one[0], day=one[1]),
        account("r2", voice(CLINIC), status=other[0], day=other[1]),
    ]
    assert [d.strength for d in _of(DisputeKind.STATUS, accounts)] == ([strength] if strength else []), why


def test_a_holder_that_planned_and_then_did_is_at_one_with_itself() -> None:
    plan = account("r1", voice(HARAD), status=Status.PLANNED, day=DAY1)
    assert find_disputes([plan, account("r2", voice(HARAD), day=DAY2)]) == ()


# The whole.


def test_no_accounts_no_disputes() -> None:
    assert find_disputes([]) == ()


def test_the_clock_orders_two_words_of_one_day() -> None:
    early = account("r1", voice(MONITOR), day="2031-05-01T06:00:00+00:00", figures=dead(30))
    late = account("r2", voice(MONITOR), day="2031-05-01T20:00:00+03:00", figures=dead(60))
    other = account("r3", voice(CLINIC), day=DAY1, figures=dead(60))
    assert _of(DisputeKind.COUNT, [early, late, other]) == []


HOLDERS_OF_ONE = [
    # why, who gives one number, who gives another later, are they one source
    ("a state and its government", SYRIA, actor("Syrian government", ActorKind.GOVERNMENT, "SYR", "GOV"), True),
    ("an army and a ministry", ARMY, actor("Sudanese Health Ministry", ActorKind.GOVERNMENT, "SDN", "GOV"), False),
    ("a group and its spokesman", actor("Hamas"), actor("Hamas spokesman", ActorKind.PERSON), True),
    ("a group under two names", actor("ISIS"), actor("Islamic State"), True),
    ("two groups", HARAD, TOLMIN, False),
]


@pytest.mark.parametrize(("why", "one", "other", "same"), HOLDERS_OF_ONE, ids=[row[0] for row in HOLDERS_OF_ONE])
def test_a_holder_is_known_by_all_its_names(why: str, one: object, other: object, same: bool) -> None:
    accounts = [
        account("r1", voice(one), figures=dead(60)),  # type: ignore[arg-type]
        account("r2", voice(other), figures=dead(9), day=DAY2),  # type: ignore[arg-type]
    ]
    assert bool(_of(DisputeKind.COUNT, accounts)) is not same, why


def test_unnamed_voices_of_two_outlets_are_two_holders() -> None:
    one = account("r1", voice("a doctor", kind=SourceKind.PERSON), figures=dead(30))
    other = account("r2", voice("a doctor", kind=SourceKind.PERSON), figures=dead(9))
    assert _labels(_one(DisputeKind.COUNT, [one, other])) == ["30 killed", "9 killed"]


MANY = [
    account("r1", voice(MONITOR), figures=dead(60), place=QASR, actors=(HARAD,), **days("2031-05-01")),
    account("r2", voice(CLINIC), day=DAY2, figures=(figure(None, 9),), place=FAR, actors=(TOLMIN,)),
    _denial("r3", HARAD, DAY3, actors=(HARAD,)),
    account("r4", figures=dead(57, -1), day=DAY1, **days("2031-05-04")),
    account("r5", voice(HARAD, Act.CLAIM), day=DAY2, status=Status.PLANNED),
]


def test_the_order_of_accounts_changes_nothing() -> None:
    whole = find_disputes(MANY)
    assert {dispute.kind for dispute in whole} >= {DisputeKind.DENIAL, DisputeKind.COUNT, DisputeKind.PLACE}
    assert all(find_disputes(list(order)) == whole for order in permutations(MANY))


HOLDERS = [HARAD, TOLMIN, ARMY, MONITOR, CLINIC, "a doctor", "residents"]


@st.composite
def _told(draw: st.DrawFn, at: int) -> Account:
    by = draw(st.sampled_from([None, *HOLDERS]))
    numbers = draw(
        st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["people", "children", "soldiers"])), max_size=2)
    )
    chains = () if by is None else (voice(by, draw(st.sampled_from([Act.SAY, Act.DENY, Act.ACKNOWLEDGE]))),)
    return account(
        f"r{at}",
        *chains,
        day=draw(st.sampled_from([None, DAY1, DAY2, DAY3])),
        status=draw(st.sampled_from([Status.HAPPENED, Status.DENIED, Status.PLANNED, Status.POSSIBLE])),
        figures=tuple(figure(n, draw(st.sampled_from([n, None])), what) for n, what in numbers),
        actors=draw(st.sampled_from([(), (HARAD,), (TOLMIN,), (ARMY, HARAD), (GUNMEN,)])),
        place=draw(st.sampled_from([None, QASR, FAR])),
        outlet=draw(st.sampled_from(["Quay Paper", "Hill Paper"])),
        sentence=draw(st.sampled_from(["One sentence.", "Another sentence.", f"Sentence {at}."])),
        **draw(st.sampled_from([{}, days("2031-04-30"), days("2031-05-02")])),
    )


@st.composite
def _occurrences(draw: st.DrawFn) -> list[Account]:
    return [draw(_told(at)) for at in range(draw(st.integers(1, 7)))]


@settings(max_examples=150, deadline=None)
@given(_occurrences(), st.randoms(use_true_random=False))
def test_any_accounts_in_any_order(accounts: list[Account], chance: object) -> None:
    found = find_disputes(accounts)
    shuffled = list(accounts)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_disputes(shuffled) == found
    ids = {one.id for one in accounts}
    for dispute in found:
        assert len(dispute.sides) > 1
        assert all(side.accounts and side.label for side in dispute.sides)
        assert {i for side in dispute.sides for i in side.accounts} <= ids
        assert (dispute.settled_by is None) == (dispute.settled_how is None)
        assert dispute.about[0].isupper() and "?" in dispute.about
