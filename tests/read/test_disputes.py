"""Disputes inside one report: two voices at odds, and the look-alikes that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.read.disputes.step import find_disputes
from dateline.read.draft import ActorDraft, Draft, EventDraft, PlaceDraft, StatementDraft, TimeDraft, Words
from dateline.record.choices import (
    Act,
    ActorKind,
    EventType,
    Outcome,
    PlacePrecision,
    Status,
    TimePrecision,
    TimeType,
)

from ..build import draft_of

# kind, strength, a part of the question
WHOLE = [
    (
        "The Kenyan government denied that its troops shelled the town of Ras Kamboni. "
        "Residents said Kenyan troops shelled the town of Ras Kamboni on Monday.",
        ("denial", "contradiction", "Ras Kamboni"),
    ),
    (
        "Ethiopia has no plans to attack Eritrea, Prime Minister Abiy Ahmed said. "
        "Eritrean officials said Ethiopia attacked Eritrea on Friday.",
        ("denial", "tension", "Did Ethiopia attack Eritrea?"),  # a plan is denied, a deed asserted
    ),
    (
        "Colombia is not holding talks with the ELN, the defence minister said. "
        "An ELN commander said Colombia is holding talks with the ELN in Havana.",
        ("denial", "contradiction", "hold talks?"),
    ),
    (
        "The army did not bomb the hospital, a military spokesman said. Doctors said the army bombed the hospital.",
        ("denial", "contradiction", "the army"),
    ),
    (
        "Turkey is arming rebels in Libya, Egyptian officials said. Turkey denied it was arming rebels in Libya.",
        ("denial", "contradiction", "Turkey"),
    ),
    (
        "Ukraine accused Russia of shelling a power plant in Zaporizhzhia. Russia denied the accusation.",
        ("denial", "contradiction", "Did Russia"),  # the denial names no event
    ),
    (
        "The United Nations accused Rwanda of sending troops to Congo. Rwanda denies any involvement.",
        ("denial", "contradiction", "Did Rwanda"),
    ),
    (
        "The Congolese army accused M23 of killing 20 villagers in Kishishe. "
        "An M23 spokesman rejected the accusations.",
        (
            "denial",
            "contradiction",
            "Did the March 23 Movement attack",
        ),  # the voice of the spokesman is that of the group
    ),
    (
        '"There is no cooperation with the regime," a German Foreign Ministry spokesman said. '
        "Opposition groups said Germany is sharing intelligence with Iran.",
        ("denial", "tension", "Do Germany and Iran cooperate?"),  # the voice denies for its state; a state without name
    ),
    (
        '"There are no talks with the government," an M23 spokesman said. '
        "Diplomats said M23 is holding talks with Congo in Doha.",
        ("denial", "contradiction", "hold talks?"),
    ),
    (
        "Police said the strike killed 12 people in Gaza. "
        "The health ministry said the strike killed 31 people in Gaza.",
        ("count", "contradiction", "How many people were killed in Gaza?"),
    ),
    (
        "The army said 40 rebels were killed in the battle for Marib. "
        "The rebels said 6 fighters were killed in the battle for Marib.",
        ("count", "contradiction", "How many rebels"),  # rebels and fighters are called so by two sides
    ),
    (
        "A blast at a market in Kano killed 50 people, residents said. "
        "Police said the blast at the market in Kano killed 12 people.",
        ("count", "contradiction", "in Kano?"),
    ),
    (
        "The Red Cross said 20 civilians died in the attack on Bucha. "
        "The defence ministry said three civilians died in the attack on Bucha.",
        ("count", "contradiction", "How many civilians"),
    ),
    (
        "Kyiv said Russia blew up the dam at Kakhovka. Moscow said Ukraine blew up the dam at Kakhovka.",
        ("actor", "contradiction", "Who is responsible"),
    ),
    (
        "Azerbaijan accused Armenia of shelling its positions. Armenia accused Azerbaijan of violating the truce.",
        ("actor", "contradiction", "Who is to blame?"),
    ),
    (
        "Seoul accused North Korea of firing shells at the island. "
        "Pyongyang accused South Korea of opening fire first.",
        ("actor", "contradiction", "Who is to blame?"),
    ),
    (
        "Witnesses said soldiers killed nine protesters in Conakry. "
        "The government said gunmen killed nine protesters in Conakry.",
        ("actor", "contradiction", "Who attacked the protesters in Conakry?"),
    ),
]

NONE = [
    (
        "The strike killed 12 people in Gaza, police said. The strike killed 31 people in Gaza, police said later.",
        "one voice",
    ),
    (
        "Four people died in the clash, bringing the toll to 30, police said. Doctors said 12 died in the clash.",
        "a total",
    ),
    (
        "An attack in Kabul killed 10 people, police said. An attack in Herat killed 20, the governor said.",
        "two places",
    ),
    ("The army denied that it shelled Goma. Residents said the army shelled Bukavu.", "two towns"),
    (
        "A bomb in Kano killed at least 10 people, police said. A doctor said the bomb in Kano killed 12 people.",
        "at least",
    ),
    (
        "Police said the strike killed 12 people in Gaza. The ministry said another strike killed 31 people in Gaza.",
        "another",
    ),
    ("The minister denied he would resign. Protesters said the army killed six people.", "two matters"),
    ("Moscow said it shot down 12 drones. Kyiv said it shot down 40 drones.", "each tells of its own deed"),
    ("On Monday a bomb killed 10 people, police said. On Friday a bomb killed 20 people, doctors said.", "two days"),
    (
        '"There is no coordination with the regime," a Pentagon official said. Syria said it is cooperating with Russia.',
        "with whom differs",
    ),
    ("The envoy arrived in Doha on Monday, officials said.", "one account"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_voices_at_odds(text: str, expected: tuple[str, str, str]) -> None:
    found = [(d.kind.value, d.strength.value, d.about) for d in draft_of(text).disputes]
    assert len(found) == 1
    assert found[0][:2] == expected[:2]
    assert expected[2] in found[0][2]


@pytest.mark.parametrize(("text", "why"), NONE)
def test_no_dispute(text: str, why: str) -> None:
    assert draft_of(text).disputes == [], why


ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "dispute_rows.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize(("kind", "strength", "about", "text"), ROWS, ids=lambda field: field[:24])
def test_reports_of_several_sentences(kind: str, strength: str, about: str, text: str) -> None:
    found = [(d.kind.value, d.strength.value) for d in draft_of(text).disputes]
    assert found == ([] if kind == "none" else [(kind, strength)]), about


class _Scene:
    """A parsed text with statements and events set by hand, to test the judgement alone."""

    def __init__(self, text: str) -> None:
        self.draft: Draft = draft_of(text, until="times", published=None)
        self.actors: dict[str, ActorDraft] = {}
        self.places: dict[str, PlaceDraft] = {}

    def actor(self, name: str) -> ActorDraft:
        if name not in self.actors:
            self.actors[name] = self.draft.add_actor(ActorDraft(name, ActorKind.UNKNOWN))
        return self.actors[name]

    def place(self, name: str) -> PlaceDraft:
        if name not in self.places:
            self.places[name] = self.draft.add_place(PlaceDraft(name, PlacePrecision.CITY))
        return self.places[name]

    def told(
        self, who: str, cue: int, trigger: int, event: EventType, doer: str, target: str, **fields: object
    ) -> EventDraft:
        """Add an event told by a voice; places and days by name."""
        words = Words(trigger, trigger + 1)
        statement = StatementDraft(
            [], [Words(cue, cue + 1)], [words], "say", Act.SAY, cue, actor=self.actor(who), name=who
        )
        self.draft.statements.append(statement)
        made = EventDraft(words, trigger, event, actors=[self.actor(doer)], recipients=[self.actor(target)])
        made.reported_by = [statement]
        for key, value in fields.items():
            if key == "place":
                made.place = self.place(str(value))
            elif key == "day":
                day = str(value)
                made.when = TimeDraft(
                    self.draft.span(words), words, TimeType.DATE, day, day, day, TimePrecision.DAY, None
                )
            else:
                setattr(made, key, value)
        self.draft.events.append(made)
        return made


PAIRED = [
    ({"status": Status.HAPPENED}, {"status": Status.UNDECIDED}, ["status"], "done to one, undecided to the other"),
    ({"status": Status.ONGOING}, {"status": Status.UNDECIDED}, ["status"], "under way, undecided"),
    ({"outcome": Outcome.ACHIEVED}, {"outcome": Outcome.FAILED}, ["status"], "a success and a failure"),
    ({"outcome": Outcome.ACHIEVED}, {"outcome": Outcome.FOILED}, ["status"], "a success, foiled"),
    ({"status": Status.UNDECIDED}, {"status": Status.HAPPENED}, ["status"], "in the other order"),
    ({"status": Status.PLANNED}, {"status": Status.HAPPENED}, [], "a plan may have been carried out"),
    ({"outcome": Outcome.FAILED}, {"outcome": None}, [], "one does not tell"),
    ({"day": "2021-03-01"}, {"day": "2021-03-02"}, ["time"], "two days"),
    ({"day": "2021-03-01"}, {"day": "2021-03-01"}, [], "one day"),
    ({"day": "2021-03-01"}, {}, [], "one does not date it"),
    ({"day": "2021-03-01", "status": Status.PLANNED}, {"day": "2021-03-02"}, [], "planned for another day"),
    ({"day": "2019-12-31"}, {"day": "2020-01-01"}, ["time"], "over the year's end"),
    ({"place": "Goma"}, {"place": "Bukavu"}, ["place"], "two towns"),
    ({"place": "Goma"}, {"place": "Goma"}, [], "one town"),
    ({"place": "Goma"}, {}, [], "one does not place it"),
    ({"place": "Goma", "day": "2021-03-01"}, {"place": "Bukavu", "day": "2021-03-01"}, ["place"], "one day, two towns"),
    ({"place": "Goma", "day": "2021-03-01"}, {"place": "Bukavu", "day": "2021-03-05"}, [], "two events"),
]


@pytest.mark.parametrize(("one", "other", "kinds", "why"), PAIRED)
def test_two_accounts_of_one_deed(one: dict[str, object], other: dict[str, object], kinds: list[str], why: str) -> None:
    scene = _Scene("Police say rebels ambushed the convoy. Drivers say rebels ambushed the convoy.")
    scene.told("police", 1, 3, EventType.ASSAULT, "rebels", "convoy", **one)
    scene.told("drivers", 8, 10, EventType.ASSAULT, "rebels", "convoy", **other)
    find_disputes(scene.draft)
    assert [d.kind.value for d in scene.draft.disputes] == kinds, why


def test_one_voice_has_no_dispute_with_itself() -> None:
    scene = _Scene("Police say rebels ambushed the convoy. Police say rebels ambushed the convoy.")
    scene.told("police", 1, 3, EventType.ASSAULT, "rebels", "convoy", day="2021-03-01")
    scene.told("police", 8, 10, EventType.ASSAULT, "rebels", "convoy", day="2021-03-02", status=Status.DENIED)
    find_disputes(scene.draft)
    assert scene.draft.disputes == []


def test_sides_hold_every_voice_of_a_matter_once() -> None:
    scene = _Scene("One says X met Yu. Two says X met Yu. Three says X met Yu. Four says X met Yu.")
    for n, (who, status) in enumerate(
        [("A", Status.DENIED), ("B", Status.DENIED), ("C", Status.HAPPENED), ("D", Status.ONGOING)]
    ):
        scene.told(who, 6 * n + 1, 6 * n + 3, EventType.CONSULT, "X", "Y", status=status)
    find_disputes(scene.draft)
    assert len(scene.draft.disputes) == 1
    sides = scene.draft.disputes[0].sides
    assert [[s.name for s in side if isinstance(s, StatementDraft)] for side in sides] == [["A", "B"], ["C", "D"]]
