"""Further constructions of status: sentence, predicate, its status, and a word on why."""

from __future__ import annotations

import pytest

from dateline.read.parse import load_model
from dateline.read.status.modality import status_of
from tests.build import draft_of

ROWS = [
    ("Not only did the rebels burn the mill, they shot the miller.", "burn", "happened", "not only adds"),
    ("The guards no longer search the trucks.", "search", "denied", "no longer"),
    ("Few shopkeepers fled the district.", "fled", "denied", "few of them"),
    ("Hardly anyone fled the district.", "fled", "denied", "hardly anyone"),
    ("The officers stopped short of arresting the mayor.", "arresting", "denied", "stopped short of"),
    ("The rumour that rebels captured the airport was false.", "captured", "denied", "called false"),
    ("The claim that the navy sank the boat is a lie.", "sank", "denied", "called a lie"),
    ("It is not true that police beat the boy.", "beat", "denied", "not true"),
    ("Iran has denied supplying missiles to the group.", "supplying", "denied", "an -ing form tagged an adjective"),
    ("The siege is now in its third month.", "siege", "ongoing", "a period that runs"),
    ("The offensive, now in its second week, has emptied the town.", "offensive", "ongoing", "the same beside a noun"),
    ("The shelling shows no sign of abating.", "shelling", "ongoing", "no sign of an end"),
    ("Talks are still going on in Muscat.", "Talks", "ongoing", "going on is no future"),
    ("The evacuation was continuing on Sunday night.", "evacuation", "ongoing", "under way as told"),
    ("Norway to expel two diplomats", "expel", "planned", "a headline"),
    ("Next month's summit will be held in Accra.", "summit", "planned", "a day to come before the noun"),
    ("The trial opens in Dakar on Monday.", "trial", "planned", "a timetable"),
    ("Their aim remains to capture the port.", "capture", "planned", "named an aim"),
    ("It is likely that rebels planted the mine.", "planted", "possible", "likely that"),
    ("It was not clear who planted the mine.", "planted", "happened", "who did it is open, not whether"),
    ("Police could not verify reports that the bridge had been bombed.", "bombed", "possible", "not verified"),
    ("Cairo suspects that the envoys met the rebels.", "met", "possible", "a suspicion"),
    ("The islanders fear becoming the target of an invasion.", "invasion", "possible", "the target of"),
    ("Were the premier to resign, the council would meet.", "resign", "conditional", "were, with a verb"),
    ("The treaty obliges both to help if either is attacked.", "attacked", "conditional", "if is no whether"),
    ("Any attack on the ships will be answered.", "attack", "conditional", "any, with a future"),
    ("A decision on sanctions is expected in June.", "sanctions", "undecided", "a decision to come"),
    ("The cabinet is to decide on the deployment on Friday.", "deployment", "undecided", "the same by a verb"),
    ("The evacuation of the embassy is under review.", "evacuation", "undecided", "under review"),
    ("The premier is torn between resigning and fighting on.", "resigning", "undecided", "torn between"),
    ("Lagos is thinking about closing the camp.", "closing", "undecided", "thinking about"),
    ("The assembly will vote on lifting the curfew.", "lifting", "undecided", "a vote on"),
    ("Would Delhi send troops, the deputies asked.", "send", "undecided", "a question without its mark"),
    ("Miners are pushing for a strike.", "strike", "demanded", "push for"),
    ("It is time for the siege to be lifted.", "lifted", "demanded", "it is time"),
    ("The rebels' main demand is the release of their founder.", "release", "demanded", "named a demand"),
    ("The garrison was given 48 hours to surrender.", "surrender", "demanded", "a deadline"),
    ("The families want the sailors released.", "released", "demanded", "want, with a participle"),
    ("The envoys met to discuss the massacre.", "massacre", "happened", "what is discussed is done"),
    ("The price rose to reach a new height.", "reach", "happened", "what came of it, no purpose"),
]


@pytest.mark.parametrize(("sentence", "word", "status", "why"), ROWS)
def test_status_of(sentence: str, word: str, status: str, why: str) -> None:
    token = next(t for t in load_model()(sentence) if t.text == word)
    assert status_of(token).status == status, why


# Where the event's verb only tells what became of a deed, the deed's own noun is judged.
DEEDS = [
    ("Police foiled an attack on the mosque in Lyon.", "happened", "foiled", "told as done"),
    ("Guards prevented an attack on the embassy.", "denied", "foiled", "there was none"),
    ("The militia is planning an attack on the mine.", "planned", None, "a plan"),
    ("The militia may be planning an attack on the mine.", "possible", None, "a plan that may be"),
    ("Parliament approved the deployment of 800 police in Haiti.", "planned", None, "leave for what is to come"),
    ("No group has claimed the bombing of the tax office.", "happened", None, "only the claim is denied"),
    ("The junta banned protests in Bamako.", "happened", None, "the ban itself"),
]


@pytest.mark.parametrize(("sentence", "status", "outcome", "why"), DEEDS)
def test_the_deed_is_judged_and_not_what_became_of_it(
    sentence: str, status: str, outcome: str | None, why: str
) -> None:
    (event,) = draft_of(sentence).events
    assert (event.status, event.outcome) == (status, outcome), why
