"""Questions in plain words, and names as they stand in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.fuse.counted import counted
from dateline.fuse.disputes.asking import deed, how_many, is_done, when_was, where_was, whether, who_did
from dateline.fuse.naming import called, listed, opening, quoted, with_article
from dateline.fuse.summary import summarise
from dateline.record.choices import ActorKind, Effect, EventType, Status
from dateline.record.occurrence import Summary

from .telling import AMERICA, ARMY, CIVILIANS, HARAD, QASR, account, actor

CONVOY = actor("convoy", ActorKind.UNKNOWN)


def _summary(type_: EventType = EventType.ASSAULT, subtype: str | None = None, **fields: Any) -> Summary:
    return summarise([account("r1", type=type_, subtype=subtype, **fields)])


AIR = {"subtype": "air_drone_strike", "place": QASR}
QUESTIONS = [
    (
        _summary(**AIR),
        ["the Harad Front"],
        ["civilians"],
        Status.HAPPENED,
        "Did the Harad Front bomb civilians in Qasr?",
    ),
    (_summary(**AIR), ["Hamas"], [], Status.HAPPENED, "Did Hamas carry out the air or drone strike in Qasr?"),
    (_summary(**AIR), [], [], Status.HAPPENED, "Did the air or drone strike in Qasr happen?"),
    (_summary(**AIR), ["Hamas"], ["Qasr"], Status.PLANNED, "Will Hamas bomb Qasr?"),
    (_summary(EventType.COOPERATE), ["Iran", "Syria"], [], Status.ONGOING, "Do Iran and Syria cooperate?"),
    (_summary(EventType.CONSULT), ["Iran"], ["Syria"], Status.HAPPENED, "Did Iran and Syria hold talks?"),
    (_summary(EventType.AID), ["Iran"], ["Syria"], Status.ONGOING, "Does Iran give aid to Syria?"),
    (_summary(EventType.AID), ["the United States"], [], Status.ONGOING, "Do the United States give aid?"),
    (_summary(EventType.RETREAT, place=QASR), ["Hamas"], [], Status.HAPPENED, "Did Hamas withdraw in Qasr?"),
    (_summary(EventType.SANCTION), ["Iran"], ["Iran"], Status.HAPPENED, "Did Iran impose sanctions?"),
    (_summary(EventType.COERCE, "arrest"), ["Iran"], ["a nurse"], Status.HAPPENED, "Did Iran arrest a nurse?"),
]


@pytest.mark.parametrize(("summary", "who", "whom", "status", "question"), QUESTIONS, ids=[row[4] for row in QUESTIONS])
def test_a_denial_is_asked_as_a_question(
    summary: Summary, who: list[str], whom: list[str], status: Status, question: str
) -> None:
    assert whether(summary, who, whom, status) == question


def test_the_other_questions() -> None:
    air = _summary(**AIR, recipients=(CONVOY,))
    assert deed(air) == "the air or drone strike in Qasr"
    assert where_was(air) == "Where was the air or drone strike on the convoy?"
    assert when_was(air) == "When was the air or drone strike in Qasr?"
    assert is_done(air) == "Has the air or drone strike in Qasr happened?"
    assert who_did(air) == "Who is responsible for the air or drone strike in Qasr?"
    arrests = _summary(EventType.COERCE, "arrest")
    assert (where_was(arrests), when_was(arrests), is_done(arrests)) == (
        "Where were the arrests?",
        "When were the arrests?",
        "Have the arrests happened?",
    )
    clash = _summary(EventType.ASSAULT, "armed_clash")
    assert who_did(clash, mutual=True) == "Who attacked first in the fighting? Each side blames the other."
    strikes = counted("air strikes", Effect.CONDUCTED)
    assert how_many(air, Effect.CONDUCTED, strikes) == "How many air strikes were carried out in Qasr?"


def test_every_type_and_effect_can_be_asked_for() -> None:
    for type_ in EventType:
        summary = _summary(type_)
        for ask in (deed, where_was, when_was, is_done, who_did):
            assert ask(summary)
        assert whether(summary, ["Iran"], ["Syria"], Status.HAPPENED).startswith("Did Iran")
    for effect in Effect:
        assert how_many(_summary(), effect, counted("people", effect)).startswith("How many people")


NAMES = [
    (AMERICA, "the United States"),
    (HARAD, "the Harad Front"),
    (ARMY, "the Sudanese army"),
    (actor("Hamas"), "Hamas"),
    (CONVOY, "the convoy"),
    (CIVILIANS, "civilians"),
    (actor("Gunmen"), "gunmen"),
    (actor("a convoy"), "a convoy"),
    (actor("displaced people", ActorKind.PEOPLE), "displaced people"),
]


@pytest.mark.parametrize(("one", "name"), NAMES, ids=[row[1] for row in NAMES])
def test_names_stand_in_a_sentence(one: Any, name: str) -> None:
    assert called(one) == name


def test_lists_openings_and_quotes() -> None:
    assert listed(["A", "B", "A", "C"]) == "A, B and C"
    assert (listed([]), listed(["A"]), opening("the army"), with_article("")) == ("", "A", "The army", "")
    assert quoted("“We  hit\n nobody,” he said.") == '"We hit nobody, he said"'
    assert quoted("word " * 60).endswith(' ..."')
    assert len(quoted("word " * 60)) < 120
