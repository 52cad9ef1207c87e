"""Which reports tell one story, on reports of our own."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.fuse.stories import Stories
from dateline.record.report import Report, Span

# One day in one country: a market shelled in Sarmin, a bridge blown up at Tadef, and what was written of each later.
MARKET = (
    "Shells hit the vegetable market of Sarmin on Monday morning, killing eleven people and wounding about thirty, "
    "the town's hospital said. Rescue workers of the White Helmets pulled two children from under a collapsed awning. "
    "Mayor Khaled Othman blamed government artillery on the hill of Qminas. The market had been full before the feast."
)
MARKET_TOO = (
    "At least eleven civilians died when artillery struck a crowded market in Sarmin, a town in Syria's Idlib province, "
    "residents said. The hospital appealed for blood. Othman, the mayor, said shells came from Qminas in the space of "
    "two minutes while families shopped for the feast."
)
MARKET_NEXT_DAY = (
    "Hundreds buried the dead of Sarmin on Tuesday, a day after shells struck the vegetable market of the town. "
    "Mayor Khaled Othman told mourners that two of the wounded had died in hospital overnight, which brings the toll "
    "to thirteen. The White Helmets said they had ended their search under the awning."
)
MARKET_A_MONTH_ON = (
    "Shells hit the vegetable market of Sarmin on Thursday, wounding four people, the town's hospital said. "
    "Mayor Khaled Othman blamed government artillery on the hill of Qminas and closed the market. "
    "Rescue workers of the White Helmets cleared the stalls."
)
BRIDGE = (
    "Gunmen blew up a railway bridge near Tadef in northern Syria on Monday, cutting the line that brings flour to "
    "Aleppo, the transport ministry said. Nobody was hurt. Engineer Samir Haddad said the repair would take six weeks "
    "and that trains would stop at Al-Bab until then. No group claimed the explosion."
)
BRIDGE_TOO = (
    "The flour trains to Aleppo have stopped after an explosion destroyed the railway bridge at Tadef on Monday. "
    "Samir Haddad, an engineer of the transport ministry, spoke of six weeks of repair. The line ends at Al-Bab now."
)
ELECTION = (
    "Voters in Lesotho chose a new parliament on Saturday. Counting went on in Maseru through the night, and the "
    "commission of Mphasa Mokhochane expects results on Tuesday. Observers of the African Union called the vote calm."
)


def _stories(*reports: tuple[str, str | None]) -> Stories:
    """Return the stories of texts with their times, named a, b, c and so on."""
    stories = Stories()
    for number, (text, published) in enumerate(reports):
        stories.add(chr(ord("a") + number), text, published=published)
    return stories


TOGETHER = [
    # reports, which go together, why
    ([(MARKET, "2024-04-08"), (MARKET_TOO, "2024-04-08")], "ab", "two accounts of one day"),
    ([(MARKET, None), (MARKET_TOO, None)], "ab", "no times"),
    ([(MARKET, "2024-04-08"), (MARKET_NEXT_DAY, "2024-04-09")], "ab", "a follow-up of the next day"),
    ([(MARKET, "2024-04-08T09:30:00+03:00"), (MARKET_NEXT_DAY, "2024-04-09")], "ab", "a moment and a day"),
    ([(MARKET_NEXT_DAY, "2024-04-09"), (MARKET, "2024-04-08")], "ab", "the later one comes first"),
    ([(MARKET, "2024-04-08"), (MARKET_NEXT_DAY, None)], "ab", "one without a time"),
    ([(BRIDGE, "2024-04-08"), (BRIDGE_TOO, "2024-04-08")], "ab", "two accounts of the other story"),
    ([(MARKET, "2024-04-08"), (BRIDGE, "2024-04-08")], "a b", "two stories of one day in one country"),
    ([(MARKET, "2024-04-08"), (MARKET_A_MONTH_ON, "2024-05-09")], "a b", "the same place a month later"),
    ([(MARKET_A_MONTH_ON, "2024-05-09"), (MARKET, "2024-04-08")], "a b", "the same, the other way round"),
    ([(MARKET, "2024-04-08"), (MARKET, "2024-04-08")], "ab", "the same text"),
    ([(MARKET, "2024-04-08"), (MARKET, "2023-04-08")], "a b", "the same text a year before"),
    (
        [(MARKET, "2024-04-08"), (BRIDGE, "2024-04-08"), (MARKET_TOO, "2024-04-08"), (ELECTION, "2024-04-08"),
         (BRIDGE_TOO, "2024-04-09"), (MARKET_NEXT_DAY, "2024-04-09"), (MARKET_A_MONTH_ON, "2024-05-09")],
        "acf be d g", "all of them",
    ),
    ([("", "2024-04-08"), ("", "2024-04-08"), (MARKET, "2024-04-08")], "a b c", "nothing is like nothing"),
    ([(" \n ", None), ("…", None)], "a b", "no words"),
    ([(MARKET, "last week"), (MARKET_TOO, "2024-04-08")], "ab", "a time that cannot be read is none"),
    ([(MARKET.upper(), None), (MARKET_TOO.upper(), None), (BRIDGE.upper(), None)], "ab c", "telex: capitals tell nothing"),
    ([(MARKET.lower(), None), (MARKET_TOO.lower(), None), (BRIDGE.lower(), None)], "ab c", "no capitals"),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "together", "why"), TOGETHER, ids=[t[2] for t in TOGETHER])
def test_reports_of_one_story_go_together(reports: list[tuple[str, str | None]], together: str, why: str) -> None:
    stories = _stories(*reports)
    assert ["".join(story.reports) for story in stories.stories()] == together.split()
    stories.settle()
    assert ["".join(story.reports) for story in stories.stories()] == together.split()


def test_a_story_is_named_by_its_first_report_and_knows_its_times() -> None:
    stories = Stories()
    assert stories.add("m1", MARKET, published="2024-04-08T06:00:00Z") == "m1"
    assert stories.add("e1", ELECTION, published="2024-04-08") == "e1"
    assert stories.add("m2", MARKET_NEXT_DAY, published="2024-04-09T18:00:00Z") == "m1"
    market, election = stories.stories()
    assert (market.name, market.reports, election.name) == ("m1", ("m1", "m2"), "e1")
    assert (str(market.first), str(market.last)) == ("2024-04-08 06:00:00+00:00", "2024-04-09 18:00:00+00:00")
    assert stories.story_of("m2") == "m1"
    assert len(stories) == 3 and "m2" in stories and "m3" not in stories


def test_the_reason_names_what_is_shared() -> None:
    stories = _stories((MARKET, "2024-04-08"), (ELECTION, "2024-04-08"), (MARKET_NEXT_DAY, "2024-04-11"))
    reason = stories.reason_of("c")
    assert (reason.report, reason.story, reason.nearest, reason.days_apart) == ("c", "a", "a", 2.0)
    assert {"Sarmin", "Othman"} <= set(reason.names)
    assert {"vegetable", "market"} & set(reason.words)
    assert not set(reason.names) & set(reason.words)
    assert reason.score is not None and reason.score > 0
    assert "Sarmin" in reason.in_words() and "2.0 days apart" in reason.in_words()


def test_a_report_alone_has_no_reason() -> None:
    stories = _stories((MARKET, None), (ELECTION, None), ("", None))
    for report in "abc":
        reason = stories.reason_of(report)
        assert (reason.names, reason.words, reason.nearest, reason.score) == ((), (), None, None)
    assert stories.reason_of("c").in_words() == "c is like no other report"


def test_a_known_report_is_left_as_it_is() -> None:
    stories = _stories((MARKET, None), (MARKET_TOO, None))
    assert stories.add("b", ELECTION) == "a"
    assert len(stories) == 2


def test_names_that_are_given_count_as_names() -> None:
    text = "the mayor said shells had struck the market. " * 2
    plain, named = Stories(), Stories()
    for number, more in enumerate(("hospital and stalls", "children and awnings")):
        plain.add(str(number), text + more + " of sarmin")
        named.add(str(number), text + more + " of sarmin", names=("sarmin", "khaled othman"))
    assert not plain.reason_of("1").names
    assert {"sarmin", "khaled", "othman"} == set(named.reason_of("1").names)


def test_a_report_is_added_by_its_body_and_title() -> None:
    stories = Stories()
    stories.add("a", MARKET, published="2024-04-08")
    text = f"{MARKET_NEXT_DAY}\n{ELECTION}"
    report = Report("r", text, Span(0, len(MARKET_NEXT_DAY)), title="Sarmin buries its dead", published="2024-04-09")
    assert stories.add_report(report) == "a"
    assert "Lesotho" not in stories.reason_of("r").names


def test_a_later_report_links_what_stood_apart() -> None:
    first = "Eleven people died in Sarmin on Monday. Doctors asked for blood, and the hospital is full."
    second = "Rockets fell on stalls of vegetables, said Khaled Othman. White Helmets dug under an awning near Qminas."
    stories = _stories((first, "2024-04-08"), (second, "2024-04-08"))
    assert len(stories.stories()) == 2
    for number in range(4):
        stories.add(f"l{number}", f"{first} {second} {MARKET}", published="2024-04-08")
    assert [story.name for story in stories.stories()] == ["a"]


def test_the_same_order_gives_the_same_stories_and_another_order_the_same_parts() -> None:
    texts = [MARKET, BRIDGE, MARKET_TOO, ELECTION, BRIDGE_TOO, MARKET_NEXT_DAY]
    parts = set()
    for seed in range(12):
        order = random.Random(seed).sample(range(len(texts)), len(texts))
        results = []
        for _ in range(2):
            stories = Stories()
            for number in order:
                stories.add(str(number), texts[number], published="2024-04-08")
            stories.settle()
            results.append((stories.stories(), [stories.reason_of(str(number)) for number in order]))
        assert results[0] == results[1]
        parts.add(frozenset(frozenset(story.reports) for story in results[0][0]))
    assert parts == {frozenset({frozenset("025"), frozenset("14"), frozenset("3")})}


def test_many_reports_of_one_story_stay_together() -> None:
    words = f"{MARKET} {MARKET_TOO}".split()
    stories = Stories()
    for number in range(240):  # more than are looked at anew one by one
        chosen = random.Random(number).sample(words, 60)
        stories.add(str(number), " ".join(chosen), published=f"2024-04-{8 + number // 48:02d}")
    assert max(len(story.reports) for story in stories.stories()) >= 230


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=200), st.none() | st.dates().map(str)), max_size=8))
def test_every_report_is_in_one_story(reports: list[tuple[str, str | None]]) -> None:
    stories = Stories()
    for number, (text, published) in enumerate(reports):
        stories.add(str(number), text, published=published)
    stories.settle()
    told = [report for story in stories.stories() for report in story.reports]
    assert sorted(told, key=int) == [str(number) for number in range(len(reports))]
    for story in stories.stories():
        assert story.name == story.reports[0]
        assert {stories.story_of(report) for report in story.reports} == {story.name}
        assert all(stories.reason_of(report).story == story.name for report in story.reports)
