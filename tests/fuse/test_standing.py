"""How occurrences stand, by whose word they are told and denied."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.reprints import ReprintGroup
from dateline.fuse.sources import independent_sources, sides_of
from dateline.fuse.standing import standing_of
from dateline.record.account import Account, Figure
from dateline.record.choices import Act, ActorKind, DisputeKind, Effect, EventType, SourceKind, Status, Strength
from dateline.record.occurrence import DisputeAcross, Side, Standing

from .quoting import (
    ARMY,
    CIVILIANS,
    COMMITTEE,
    DOCTORS,
    PENTAGON,
    RSF,
    SUDAN,
    actor,
    copies,
    group,
    numbered,
    office,
    outlet,
    said,
    tell,
    unnamed,
)

IS = actor("Islamic State", ActorKind.ARMED_GROUP, None, "REB")
USA = actor("United States", ActorKind.GOVERNMENT, "USA", "GOV")
OBAMA = actor("Barack Obama", ActorKind.PERSON, "USA", "GOV")
DENIED = Status.DENIED
MONDAY, TUESDAY, WEDNESDAY = "2025-10-13", "2025-10-14", "2025-10-15"
HARMED = [Figure("displaced people", Effect.KILLED, 57, None, "at least 57 displaced people")]


def standing(
    accounts: Sequence[Account], reprints: Sequence[ReprintGroup] = (), disputes: Sequence[DisputeAcross] = ()
) -> tuple[Standing, str]:
    """Return the standing of accounts as a caller gets it."""
    sides = sides_of(accounts)
    return standing_of(accounts, independent_sources(sides.asserting or sides.denying, reprints), disputes, reprints)


CASES: list[tuple[str, list[Account], Standing, str]] = [
    # why, accounts, standing, words of the reason
    ("one monitor", [tell("A", said(DOCTORS))], Standing.CLAIMED, "It is told by Sudan Doctors Network alone."),
    (
        "one monitor whom many quote",
        [tell("A", said(DOCTORS)), tell("B", said(DOCTORS)), tell("C", said(DOCTORS))],
        Standing.CLAIMED,
        "Sudan Doctors Network alone",
    ),
    (
        "two voices without a name that may be one",
        [tell("A", unnamed("an official")), tell("B", unnamed("a source"))],
        Standing.CLAIMED,
        "one source or up to 2",
    ),
    (
        "two monitors",
        [tell("A", said(DOCTORS)), tell("B", said(COMMITTEE))],
        Standing.CORROBORATED,
        "2 sources that do not depend on each other: El Fasher Resistance Committee and Sudan Doctors Network",
    ),
    (
        "a monitor and residents",
        [tell("A", said(DOCTORS)), tell("B", group("three residents"))],
        Standing.CORROBORATED,
        "2 to 4 sources",
    ),
    (
        "two sides of a war that both have a part in it",
        [tell("A", said(RSF, interested=True)), tell("B", said(ARMY, interested=True))],
        Standing.CLAIMED,
        "all of them parties to it",
    ),
    (
        "a party and a monitor",
        [tell("A", said(ARMY, interested=True)), tell("B", said(DOCTORS, interested=False))],
        Standing.CORROBORATED,
        "2 sources",
    ),
    (
        "outlets that only cite each other",
        [tell("A", outlet("B")), tell("B", outlet("A"))],
        Standing.CLAIMED,
        "outlets that only cite each other",
    ),
    (
        "a plan, however many tell it",
        [tell("A", said(PENTAGON), status=Status.PLANNED), tell("B", said(DOCTORS), status=Status.PLANNED)],
        Standing.CLAIMED,
        "told as planned, not as done",
    ),
    (
        "nothing decided",
        [tell("A", said(PENTAGON), status=Status.UNDECIDED)],
        Standing.CLAIMED,
        "told as undecided, not as done",
    ),
    (
        "a plan is no second source for the deed",
        [tell("A", said(PENTAGON), status=Status.PLANNED), tell("B", said(DOCTORS))],
        Standing.CLAIMED,
        "Sudan Doctors Network alone",
    ),
    ("only a denial", [tell("A", said(RSF, Act.DENY), status=DENIED)], Standing.DENIED, "by Rapid Support Forces"),
    (
        "denials by several",
        [tell("A", said(RSF), status=DENIED), tell("B", said(ARMY), status=DENIED)],
        Standing.DENIED,
        "by Rapid Support Forces and Sudanese army",
    ),
    (
        "told by a monitor, denied by the accused",
        [tell("A", said(DOCTORS)), tell("B", said(RSF, Act.DENY), status=DENIED)],
        Standing.CONTESTED,
        "What is told by Sudan Doctors Network alone is denied by Rapid Support Forces.",
    ),
    (
        "told by several, denied by the accused",
        [tell("A", said(DOCTORS)), tell("B", said(COMMITTEE)), tell("C", said(RSF, Act.DENY), status=DENIED)],
        Standing.CONTESTED,
        "What is told by 2 sources that do not depend on each other is denied by Rapid Support Forces.",
    ),
    (
        "told and denied in one account",
        [tell("A", said(DOCTORS), said(RSF, Act.DENY))],
        Standing.CONTESTED,
        "denied by Rapid Support Forces",
    ),
    (
        "a plan that is denied",
        [tell("A", unnamed("an official"), status=Status.PLANNED), tell("B", said(USA, Act.DENY), status=DENIED)],
        Standing.CONTESTED,
        "denied by United States",
    ),
    (
        "to decline to say is no denial",
        [tell("A", said(DOCTORS)), tell("B", said(PENTAGON, Act.REFUSE, content="to say whether it was so"))],
        Standing.CORROBORATED,
        "",
    ),
    (
        "a source that says both, nobody knows in what order",
        [tell("A", said(RSF), published=None), tell("B", said(RSF, Act.DENY), published=None)],
        Standing.CONTESTED,
        "both told and denied by Rapid Support Forces",
    ),
    (
        "a source that says both on one day",
        [tell("A", said(RSF), published=MONDAY), tell("B", said(RSF, Act.DENY), published=MONDAY)],
        Standing.CONTESTED,
        "both told and denied",
    ),
    (
        "a source that takes it back",
        [tell("A", said(ARMY), published=MONDAY), tell("B", said(ARMY, Act.DENY), published=TUESDAY)],
        Standing.RETRACTED,
        "What was told by Sudanese army is denied later by the same",
    ),
    (
        "an outlet that corrects itself",
        [tell("A", published=MONDAY), tell("A", status=DENIED, published=TUESDAY)],
        Standing.RETRACTED,
        "told by A",
    ),
    (
        "the day of saying goes before the day of printing",
        [tell("A", said(ARMY, on=MONDAY), published=WEDNESDAY), tell("B", said(ARMY, Act.DENY), published=TUESDAY)],
        Standing.RETRACTED,
        "",
    ),
    (
        "told again after the denial",
        [
            tell("A", said(ARMY), published=MONDAY),
            tell("B", said(ARMY, Act.DENY), published=TUESDAY),
            tell("C", said(ARMY), published=WEDNESDAY),
        ],
        Standing.CONTESTED,
        "",
    ),
    (
        "taken back by one of two",
        [
            tell("A", said(ARMY), published=MONDAY),
            tell("B", said(DOCTORS), published=MONDAY),
            tell("C", said(ARMY, Act.DENY), published=TUESDAY),
        ],
        Standing.CONTESTED,
        "denied by Sudanese army",
    ),
    (
        "an official without a name takes nothing back",
        [
            tell("A", unnamed("an official"), published=MONDAY),
            tell("A", unnamed("an official", act=Act.DENY), published=TUESDAY),
        ],
        Standing.CONTESTED,
        "",
    ),
    (
        "the doer acknowledges it",
        [tell("A", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA])],
        Standing.CONFIRMED,
        "Confirmed by Pentagon for United States against its own interest: it admits the deed as its own.",
    ),
    (
        "its spokesman does",
        [tell("A", office("An RSF spokesman", actor("RSF spokesman"), Act.ACKNOWLEDGE), actors=[RSF])],
        Standing.CONFIRMED,
        "",
    ),
    (
        "its president does",
        [tell("A", said(OBAMA, Act.ACKNOWLEDGE), actors=[USA])],
        Standing.CONFIRMED,
        "Barack Obama for United States",
    ),
    (
        "an official of it who is not named does not speak for it",
        [tell("A", unnamed("a US official", act=Act.ACKNOWLEDGE), actors=[USA])],
        Standing.CLAIMED,
        "",
    ),
    (
        "another's acknowledgement is none",
        [tell("A", said(ARMY, Act.ACKNOWLEDGE), actors=[RSF])],
        Standing.CLAIMED,
        "",
    ),
    (
        "to confirm a strike on the enemy is a boast",
        [tell("A", said(PENTAGON, Act.CONFIRM), actors=[USA], recipients=[IS])],
        Standing.CLAIMED,
        "",
    ),
    (
        "to confirm what one is accused of is not",
        [
            tell("A", said(PENTAGON, Act.CONFIRM), actors=[USA]),
            tell("B", said(DOCTORS, Act.ACCUSE), actors=[USA], alleged=True),
        ],
        Standing.CONFIRMED,
        "confirms what others charge it with",
    ),
    (
        "to confirm a strike on civilians is not",
        [tell("A", said(PENTAGON, Act.CONFIRM), actors=[USA], recipients=[CIVILIANS])],
        Standing.CONFIRMED,
        "",
    ),
    (
        "a state that says itself that it hit displaced people",
        [tell("A", said(ARMY), actors=[ARMY], figures=HARMED)],
        Standing.CONFIRMED,
        "hit those who should be spared",
    ),
    (
        "an armed group that claims it may boast",
        [tell("A", said(IS, Act.CLAIM), actors=[IS], recipients=[CIVILIANS])],
        Standing.CLAIMED,
        "",
    ),
    (
        "so may one that says it",
        [tell("A", said(IS), actors=[IS], recipients=[CIVILIANS])],
        Standing.CLAIMED,
        "",
    ),
    (
        "an arrest that the police tell is no admission",
        [tell("A", said(SUDAN), type=EventType.COERCE, actors=[SUDAN], recipients=[CIVILIANS])],
        Standing.CLAIMED,
        "",
    ),
    (
        "an army acknowledges its dead",
        [tell("A", said(ARMY, Act.ACKNOWLEDGE), actors=[RSF], recipients=[ARMY])],
        Standing.CONFIRMED,
        "it admits its own loss",
    ),
    (
        "who merely says that it was hit does not",
        [tell("A", said(ARMY), actors=[RSF], recipients=[ARMY])],
        Standing.CLAIMED,
        "",
    ),
    (
        "a government that tells of its dead civilians is no army",
        [tell("A", said(SUDAN, Act.CONFIRM), actors=[RSF], recipients=[SUDAN])],
        Standing.CLAIMED,
        "",
    ),
    (
        "an army confirms its retreat",
        [tell("A", said(ARMY, Act.CONFIRM), type=EventType.RETREAT, actors=[ARMY])],
        Standing.CONFIRMED,
        "it admits its own defeat",
    ),
    (
        "an army says that it redeployed",
        [tell("A", said(ARMY), type=EventType.RETREAT, actors=[ARMY])],
        Standing.CLAIMED,
        "",
    ),
    (
        "what is only possible cannot be confirmed",
        [tell("A", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA], status=Status.POSSIBLE)],
        Standing.CLAIMED,
        "",
    ),
    (
        "first denied, then admitted",
        [
            tell("A", said(PENTAGON, Act.DENY), actors=[USA], status=DENIED, published=MONDAY),
            tell("B", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA], published=TUESDAY),
        ],
        Standing.CONFIRMED,
        "",
    ),
    (
        "admitted, then denied",
        [
            tell("A", said(PENTAGON, Act.DENY), actors=[USA], status=DENIED, published=WEDNESDAY),
            tell("B", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA], published=TUESDAY),
            tell("C", said(DOCTORS), actors=[USA], published=TUESDAY),
        ],
        Standing.CONTESTED,
        "denied by Pentagon",
    ),
    (
        "admitted by one party, denied by another",
        [
            tell("A", said(ARMY, Act.DENY), actors=[USA], status=DENIED, published=MONDAY),
            tell("B", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA], published=TUESDAY),
        ],
        Standing.CONTESTED,
        "denied by Sudanese army",
    ),
]


@pytest.mark.parametrize(("why", "accounts", "expected", "words"), CASES, ids=[case[0] for case in CASES])
def test_standing(why: str, accounts: list[Account], expected: Standing, words: str) -> None:
    told = numbered(accounts)
    found, reason = standing(told)
    assert (found, words in reason) == (expected, True), (why, reason)
    assert reason.endswith(".") and "\n" not in reason
    assert standing(told[::-1]) == (found, reason)


def _denial(strength: Strength, settled_by: str | None = None) -> DisputeAcross:
    sides = (Side("yes", ("a1",)), Side("no", ("a2",)))
    how = "the Pentagon acknowledged it" if settled_by else None
    return DisputeAcross(DisputeKind.DENIAL, "whether it was so", sides, strength, settled_by, how)


@pytest.mark.parametrize(
    ("dispute", "expected", "why"),
    [
        (_denial(Strength.CONTRADICTION), Standing.CONTESTED, "an open contradiction"),
        (_denial(Strength.CONTRADICTION, "a3"), Standing.CORROBORATED, "settled by one who tells it"),
        (_denial(Strength.CONTRADICTION, "a2"), Standing.CONTESTED, "settled by the denial"),
    ],
)
def test_a_settled_denial_contests_no_more(dispute: DisputeAcross, expected: Standing, why: str) -> None:
    told = numbered(
        [tell("A", said(DOCTORS)), tell("B", said(RSF, Act.DENY), status=DENIED), tell("C", said(COMMITTEE))]
    )
    assert standing(told, disputes=[dispute])[0] is expected, why


@pytest.mark.parametrize(
    ("strength", "expected"), [(Strength.CONTRADICTION, Standing.CONTESTED), (Strength.TENSION, Standing.CLAIMED)]
)
def test_a_dispute_that_no_account_of_it_shows(strength: Strength, expected: Standing) -> None:
    assert standing(numbered([tell("A", said(DOCTORS))]), disputes=[_denial(strength)])[0] is expected


def test_an_admission_answers_the_dispute_on_an_earlier_denial() -> None:
    told = numbered(
        [
            tell("A", said(PENTAGON, Act.ACKNOWLEDGE), actors=[USA], published=TUESDAY),
            tell("B", said(PENTAGON, Act.DENY), actors=[USA], status=DENIED, published=MONDAY),
        ]
    )
    assert standing(told, disputes=[_denial(Strength.CONTRADICTION)])[0] is Standing.CONFIRMED


def test_copies_of_a_denial_are_one() -> None:
    told = numbered([tell("A", said(DOCTORS)), *(tell(n, unnamed("a spokesman", act=Act.DENY)) for n in "BC")])
    _, reason = standing(told, [copies("r2", "r3", agency="Meridian Wire")])
    assert reason == "What is told by Sudan Doctors Network alone is denied by a spokesman quoted by Meridian Wire."


def test_nothing_is_guessed_without_accounts() -> None:
    with pytest.raises(ValueError, match="give its accounts"):
        standing_of([], independent_sources([]))


def test_the_count_has_to_be_of_one_side() -> None:
    told = numbered([tell("A", said(DOCTORS)), tell("B", said(RSF, Act.DENY), status=DENIED)])
    with pytest.raises(ValueError, match="sides_of"):
        standing_of(told, independent_sources(told))


TOLD = st.builds(
    lambda who, act, status, published, actors: tell("A", who(act), status=status, published=published, actors=actors),
    st.sampled_from(
        [
            lambda act: said(DOCTORS, act),
            lambda act: said(RSF, act),
            lambda act: said(PENTAGON, act),
            lambda act: unnamed("an official", SourceKind.ANONYMOUS, act),
            lambda act: office("An RSF spokesman", None, act),
        ]
    ),
    st.sampled_from([Act.SAY, Act.DENY, Act.ACKNOWLEDGE, Act.CONFIRM, Act.ACCUSE, Act.REFUSE]),
    st.sampled_from([Status.HAPPENED, Status.PLANNED, Status.DENIED, Status.POSSIBLE]),
    st.sampled_from([None, MONDAY, TUESDAY]),
    st.sampled_from([(), (RSF,), (USA,), (RSF, USA)]),
)


@given(st.lists(TOLD, min_size=1, max_size=6), st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_order_does_not_matter(accounts: list[Account], chance: random.Random) -> None:
    told = numbered(accounts)
    found = standing(told)
    mixed = told.copy()
    chance.shuffle(mixed)
    assert standing(mixed) == found
    sides = sides_of(told)
    if not sides.denying:
        assert found[0] in (Standing.CLAIMED, Standing.CORROBORATED, Standing.CONFIRMED)
    if not sides.asserting:
        assert found[0] is Standing.DENIED
