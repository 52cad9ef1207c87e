"""Positions: how a party stands to a matter by its own word, and where it turned."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fuse.positions import Family, Said, Stance, find_positions, said_of, stance_of
from dateline.record.account import Account
from dateline.record.choices import Act, ActorKind, EventType, SourceKind, Status
from dateline.record.entities import Actor

from .telling import AMERICA, CIVILIANS, HARAD, MONITOR, SYRIA, TOLMIN, account, actor, voice

WHITE_HOUSE = actor("White House", ActorKind.GOVERNMENT, "USA", "GOV")


def _said(
    act: Act = Act.SAY,
    status: Status = Status.HAPPENED,
    words: str = "we work with them",
    day: str | None = "2031-05-01",
    type_: EventType = EventType.COOPERATE,
    party: Actor = AMERICA,
    others: tuple[Actor, ...] = (SYRIA,),
    occurrence: str | None = None,
) -> Said:
    return Said(party, act, words, day, day, "r1", "Quay Paper", type_, status, others, "r1e1", occurrence)


STANCES = [
    ("it says that it does", Act.SAY, Status.ONGOING, "we work with them", EventType.COOPERATE, Stance.ASSERTS),
    ("no plans", Act.SAY, Status.DENIED, "there are no plans to work with them", EventType.COOPERATE, Stance.REFUSES),
    (
        "does not intend",
        Act.SAY,
        Status.DENIED,
        "it does not intend to coordinate",
        EventType.COOPERATE,
        Stance.REFUSES,
    ),
    ("will not", Act.INSIST, Status.DENIED, "we will never talk to them", EventType.CONSULT, Stance.REFUSES),
    ("there is none", Act.SAY, Status.DENIED, "there is no coordination", EventType.COOPERATE, Stance.DENIES),
    ("an act of denial", Act.DENY, Status.HAPPENED, "working with them", EventType.COOPERATE, Stance.DENIES),
    ("an act of refusal", Act.REFUSE, Status.DENIED, "to sit with them", EventType.CONSULT, Stance.REFUSES),
    ("a rejection", Act.SAY, Status.HAPPENED, "America ruled out a deal", EventType.REJECT, Stance.REFUSES),
    ("an acknowledgement", Act.ACKNOWLEDGE, Status.HAPPENED, "having met them", EventType.CONSULT, Stance.ACKNOWLEDGES),
    ("a confirmation", Act.CONFIRM, Status.HAPPENED, "that it met them", EventType.CONSULT, Stance.ACKNOWLEDGES),
    ("a promise", Act.PROMISE, Status.PLANNED, "to send aid", EventType.AID, Stance.WILLING),
    ("an agreement", Act.SAY, Status.HAPPENED, "it has agreed to talks", EventType.AGREE, Stance.AGREES),
    ("an offer", Act.SAY, Status.HAPPENED, "it is ready to work with anyone", EventType.AGREE, Stance.WILLING),
    ("on terms", Act.SAY, Status.CONDITIONAL, "it will if asked", EventType.COOPERATE, Stance.WILLING),
    ("not decided", Act.SAY, Status.UNDECIDED, "no decision has been taken", EventType.ASSAULT, Stance.UNDECIDED),
    ("a demand", Act.DEMAND, Status.DEMANDED, "that they withdraw", EventType.RETREAT, Stance.DEMANDS),
    ("a threat", Act.THREATEN, Status.PLANNED, "to strike", EventType.ASSAULT, Stance.THREATENS),
    ("a warning", Act.WARN, Status.CONDITIONAL, "that any strike is aggression", EventType.ASSAULT, Stance.WARNS),
    ("an accusation", Act.ACCUSE, Status.HAPPENED, "them of shelling", EventType.ASSAULT, Stance.ACCUSES),
]


@pytest.mark.parametrize(("why", "act", "status", "words", "type_", "stance"), STANCES, ids=[row[0] for row in STANCES])
def test_a_stance_follows_from_act_status_and_words(
    why: str, act: Act, status: Status, words: str, type_: EventType, stance: Stance
) -> None:
    assert stance_of(_said(act, status, words, type_=type_)) is stance, why


REFUSED = {"act": Act.REFUSE, "status": Status.DENIED}
DENIED = {"act": Act.DENY, "status": Status.DENIED}
OWNED = {"act": Act.ACKNOWLEDGE}
AGREED = {"act": Act.AGREE}
TURNS = [
    # why, what was said on one day, on the next, is it a reversal
    ("refuses, then agrees", REFUSED, AGREED, True),
    ("denies, then acknowledges", DENIED, OWNED, True),
    ("agrees, then refuses", AGREED, REFUSED, True),
    ("refuses, then says that it does", REFUSED, {}, True),
    ("denies, then is willing: it may still not have done so", DENIED, {"act": Act.PROMISE}, False),
    ("denies twice", DENIED, DENIED, False),
    ("says it, then acknowledges it", {}, OWNED, False),
    ("praises, then condemns", {"act": Act.PRAISE}, {"act": Act.CONDEMN}, True),
    ("demands, then refuses", {"act": Act.DEMAND}, REFUSED, False),
]


@pytest.mark.parametrize(("why", "one", "other", "turned"), TURNS, ids=[row[0] for row in TURNS])
def test_a_reversal_is_a_stance_turned_over(why: str, one: dict, other: dict, turned: bool) -> None:  # type: ignore[type-arg]
    (line,) = find_positions([_said(**one), _said(**other, day="2031-05-02")])
    assert [(r.before.day, r.after.day) for r in line.reversals] == (
        [("2031-05-01", "2031-05-02")] if turned else []
    ), why


def test_two_stances_of_one_day_are_no_reversal() -> None:
    (line,) = find_positions([_said(**REFUSED), _said(**AGREED)])
    assert (len(line.positions), line.reversals) == (2, ())


def test_a_stance_without_a_day_turns_nothing_over() -> None:
    (line,) = find_positions([_said(**REFUSED, day=None), _said(**AGREED)])
    assert line.reversals == ()


def test_a_turn_is_from_the_last_stance_that_it_turns_over() -> None:
    days = [_said(**REFUSED), _said(Act.DEMAND, day="2031-05-02"), _said(**REFUSED, day="2031-05-03")]
    (line,) = find_positions([*days, _said(**AGREED, day="2031-05-04"), _said(**AGREED, day="2031-05-05")])
    assert [(r.before.day, r.after.day) for r in line.reversals] == [("2031-05-03", "2031-05-04")]


def test_one_stance_told_by_many_is_one_position() -> None:
    (line,) = find_positions([_said(**REFUSED), _said(**REFUSED, words="no talks, ever")])
    assert [(p.stance, len(p.said)) for p in line.positions] == [(Stance.REFUSES, 2)]


def test_a_matter_is_a_counterpart_and_a_family() -> None:
    said = [
        _said(),
        _said(type_=EventType.CONSULT),
        _said(others=(HARAD,)),
        _said(type_=EventType.SANCTION),
        _said(others=()),
    ]
    assert [(line.counterpart, line.family) for line in find_positions(said)] == [
        (None, Family.TOGETHER),
        ("Harad Front", Family.TOGETHER),
        ("Syria", Family.PRESSURE),
        ("Syria", Family.TOGETHER),
    ]


def test_a_state_speaks_through_all_its_organs() -> None:
    (line,) = find_positions([_said(**DENIED, party=WHITE_HOUSE), _said(**OWNED, day="2031-05-02")])
    assert (line.party, len(line.reversals)) == ("United States", 1)


def test_of_deeds_of_force_each_occurrence_is_a_matter_of_its_own() -> None:
    force = {"type_": EventType.ASSAULT, "party": HARAD, "others": (TOLMIN,)}
    before = _said(**DENIED, **force, occurrence="1")
    for other, turned in (("1", 1), ("2", 0), (None, 0)):
        (line,) = find_positions([before, _said(**OWNED, **force, day="2031-05-02", occurrence=other)])
        assert len(line.reversals) == turned


# From accounts.


def _together(report: str, *chains: object, **fields: object) -> Account:
    named = {"type": EventType.COOPERATE, "subtype": None, "actors": (AMERICA,), "recipients": (SYRIA,)}
    return account(report, *chains, **{**named, **fields})  # type: ignore[arg-type]


NO_PLANS = voice(WHITE_HOUSE, said="there are no plans to work with Syria")
OWN_WORDS = [
    # why, account, stance (None: nobody's position)
    ("a state on itself", _together("r1", NO_PLANS, status=Status.DENIED), Stance.REFUSES),
    ("who speaks leaves itself out", _together("r1", NO_PLANS, status=Status.DENIED, actors=()), Stance.REFUSES),
    ("another on the state", _together("r1", voice(MONITOR)), None),
    ("sources", _together("r1", voice("two sources close to the talks")), None),
    ("the outlet on what goes on", _together("r1"), None),
    (
        "the outlet on a refusal",
        _together("r1", type=EventType.REJECT, lemma="reject"),
        Stance.REFUSES,
    ),
    ("the outlet on a denial of who knows what", _together("r1", type=EventType.REJECT, lemma="deny"), None),
    (
        "an unnamed official of a ministry",
        _together(
            "r1",
            voice("a ministry official", actor=AMERICA, said="there is no link"),
            status=Status.DENIED,
        ),
        Stance.DENIES,
    ),
    (
        "one who hides its name speaks for nobody",
        _together("r1", voice("a ministry official", actor=AMERICA, reason="not authorised to speak")),
        None,
    ),
    (
        "our forces",
        account(
            "r1",
            voice(HARAD, said="our fighters bombed nobody"),
            actors=(actor("fighters"),),
            recipients=(TOLMIN,),
            status=Status.DENIED,
        ),
        Stance.DENIES,
    ),
    (
        "a party on what was done to it",
        account("r1", voice(HARAD, said="our camp was bombed"), recipients=(HARAD, TOLMIN)),
        None,
    ),
    (
        "a party on what befell another",
        account("r1", voice(HARAD, said="a store blew up", interested=True), recipients=(TOLMIN,)),
        None,
    ),
]


@pytest.mark.parametrize(("why", "told", "stance"), OWN_WORDS, ids=[row[0] for row in OWN_WORDS])
def test_only_its_own_word_is_a_position_of_a_party(why: str, told: Account, stance: Stance | None) -> None:
    assert [stance_of(said) for said in said_of([told])] == ([stance] if stance else []), why


def test_what_is_said_keeps_its_words_and_where_they_stand() -> None:
    (said,) = said_of([_together("r1", NO_PLANS, status=Status.DENIED)], occurrence="7")
    assert (said.party, said.counterparts, said.account, said.occurrence) == (AMERICA, (SYRIA,), "r1e1", "7")
    assert (said.words, said.said_on, said.outlet) == (
        "there are no plans to work with Syria",
        "2031-05-01",
        "Outlet r1",
    )


def test_those_without_a_name_are_no_counterparts() -> None:
    (said,) = said_of([account("r1", voice(HARAD), actors=(HARAD,), recipients=(CIVILIANS,))])
    assert said.counterparts == ()


def test_a_spokesman_speaks_for_his_group() -> None:
    spokesman = actor("RSF spokesman", ActorKind.PERSON, "SDN", "REB")
    rsf = actor("Rapid Support Forces", country="SDN", sector="REB")
    denial = account("r1", voice(spokesman, Act.DENY), actors=(rsf,), recipients=(HARAD,), status=Status.DENIED)
    (line,) = find_positions(said_of([denial]))
    assert (line.party, line.counterpart) == ("Rapid Support Forces", "Harad Front")


def test_a_side_that_only_an_official_speaks_for_has_its_name() -> None:
    official = voice("a State Department official", said="there is no link with Syria")
    (said,) = said_of([_together("r1", official, status=Status.DENIED, actors=())])
    assert (said.party.name, said.party.country, stance_of(said)) == ("United States", "USA", Stance.DENIES)


def test_from_accounts_to_a_reversal() -> None:
    accounts = [
        _together("r1", NO_PLANS, status=Status.DENIED),
        _together("r2", voice(AMERICA, Act.CONFIRM), day="2031-05-09"),
    ]
    ((line,),) = {find_positions(said_of(list(order))) for order in permutations(accounts)}
    assert [(r.before.stance, r.after.stance) for r in line.reversals] == [(Stance.REFUSES, Stance.ACKNOWLEDGES)]


def test_voices_by_what_they_are() -> None:
    person = voice("a White House spokesman", kind=SourceKind.PERSON, said="we will not work with Syria")
    assert len(said_of([_together("r1", person, status=Status.DENIED)])) == 1


SAYINGS = st.builds(
    _said,
    act=st.sampled_from(list(Act)),
    status=st.sampled_from(list(Status)),
    words=st.sampled_from(["we will not", "it is so"]),
    day=st.sampled_from([None, "2031-05-01", "2031-05-02", "2031-05-03"]),
    type_=st.sampled_from(list(EventType)),
    party=st.sampled_from([AMERICA, WHITE_HOUSE, HARAD]),
    others=st.sampled_from([(), (SYRIA,), (SYRIA, TOLMIN)]),
    occurrence=st.sampled_from([None, "1", "2"]),
)


@given(st.lists(SAYINGS, max_size=12), st.randoms(use_true_random=False))
def test_any_sayings_in_any_order(sayings: list[Said], chance: object) -> None:
    lines = find_positions(sayings)
    shuffled = list(sayings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_positions(shuffled) == lines
    for line in lines:
        days = [p.day or "" for p in line.positions]
        assert days == sorted(days)
        assert all((r.before.day or "") < (r.after.day or "") for r in line.reversals)
