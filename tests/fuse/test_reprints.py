"""Copies of one wire text, on invented reports: what is joined, what is not, and what is said of it."""

from __future__ import annotations

from itertools import islice, permutations

import pytest

from dateline.fuse.reprints import ReprintIndex
from dateline.record.report import Agency, Report, Span

HEADLINE = "Shelling kills nine at market in Tel Amra"
PARAGRAPHS = (
    "Artillery shells struck a crowded vegetable market in the northern town of Tel Amra on Tuesday morning, killing "
    "at least nine people and wounding more than thirty, according to two doctors at the town's only hospital.",
    "The shells landed shortly after eight o'clock, when farmers from the surrounding villages were unloading their "
    "carts. One of them hit a bakery on the eastern side of the square and set its roof on fire.",
    '"We carried the wounded on doors and blankets because there were not enough stretchers," said Samir Odeh, a '
    "teacher who lives beside the market.",
    "The provincial governor, Nadia Karam, blamed the rebel Northern Front for the attack and promised a response. A "
    "spokesman for the group denied that its fighters had fired on the town and accused the army of shelling it by "
    "mistake.",
    "Neither account could be confirmed. Roads into Tel Amra have been closed since the weekend, when government "
    "troops withdrew from two checkpoints on the river.",
    "The town had been spared most of the fighting since a local truce was agreed in March. More than four thousand "
    "families who fled the city of Harun last year are sheltering in its schools and mosques.",
    "Aid workers said a convoy with flour and medicine that was due on Wednesday would be delayed until the roads "
    "reopen. The hospital has fuel for three more days.",
)
WIRE = "\n".join((HEADLINE, *PARAGRAPHS))
RETOLD = (
    "Nine dead as Tel Amra square comes under fire\n"
    "Medics in Tel Amra counted nine bodies and over thirty injured people yesterday after an early bombardment of the "
    "place where growers sell their produce.\n"
    "A bread shop burned. Residents improvised, using doors to move casualties, one schoolteacher recalled by phone.\n"
    "Who fired is contested. Governor Nadia Karam points at the Northern Front; the insurgents speak of a blunder by "
    "the military. No outsider has been able to reach the area since soldiers left their river posts.\n"
    "Relief groups warn that their trucks, expected the next day with food and drugs, are stuck. Generators at the "
    "clinic may stop by the end of the week.\n"
    "Displaced people from Harun, thousands of households among them, had thought the spring ceasefire made it safe."
)
FISHING = (
    "Fishing boats stayed in the harbour of Qasr Lima for a fourth day on Thursday as the coast guard searched for a "
    "mine that a trawler had reported seeing near the breakwater.\n"
    "Harbour master Idris Vale said that divers had covered half of the basin and would go on after dark. He asked "
    "captains to be patient.\n"
    "Fishermen complained that nobody had told them who would pay for the catch they lost. The ministry of trade did "
    "not answer questions about it."
)
BRIDGE = (
    "Engineers began to repair the railway bridge at Sorne on Monday, three weeks after an explosion cut the only line "
    "to the mining district.\n"
    "Trains will run at walking pace by the end of the month if the weather allows it, the head of the railway company "
    "told passengers at the station.\n"
    "Police have arrested four men over the blast, but prosecutors have not said what they are accused of."
)
ELECTION = (
    "Voters in the island district of Pellan chose a new council on Sunday in a poll that both large parties had "
    "threatened to boycott until the last evening.\n"
    "Turnout was low in the morning and rose after the ferries came in, election officials said. Counting was to start "
    "at midnight.\n"
    "Observers from the mainland reported long queues at two schools and a quarrel over ballot papers at a third."
)
OWN_OPENING = (
    "Families in our region waited by their telephones all of Tuesday for word from relatives in Tel Amra, where the "
    "worst bloodshed in months was reported.\nMany of them came here eleven years ago and have not been back since.\n"
)
FRAME = (
    "The Harbour Courier has reported from the coast for sixty years and belongs to its readers and its printers. "
    "Every weekday evening our editors send a letter with the five stories that matter most to people who live by the "
    "sea. Whoever finds a mistake in this paper may call the desk on the second floor between nine and noon, and the "
    "correction will stand on page two of the next issue."
)
PAGE_LINES = "Share this article\nFollow us on Facebook\nAll rights reserved. This material may not be published."


def index_of(**texts: str) -> ReprintIndex:
    """Return an index of these texts by id."""
    index = ReprintIndex()
    for report_id, text in texts.items():
        index.add(report_id, text)
    return index


def members(index: ReprintIndex) -> list[tuple[str, ...]]:
    return [group.members for group in index.groups()]


COPIES = [
    # what was done to the wire text, what became of it
    ("nothing", WIRE),
    ("capitals, marks and blanks", WIRE.upper().replace("\n", "\n\n").replace(",", " ,")),
    ("another headline, the tail cut", "\n".join(("Bloodbath at the market, doctors say", *PARAGRAPHS[:4]))),
    ("only the first third", "\n".join((HEADLINE, *PARAGRAPHS[:2]))),
    ("only the end", "\n".join(PARAGRAPHS[4:])),
    ("a paragraph of the desk in the middle", "\n".join((*PARAGRAPHS[:3], FISHING.split("\n")[0], *PARAGRAPHS[3:]))),
    ("half of it behind an opening of the desk", OWN_OPENING + "\n".join(PARAGRAPHS[:4])),
    ("sentences in another order", "\n".join((PARAGRAPHS[0], *reversed(PARAGRAPHS[1:])))),
    ("words changed in every paragraph", WIRE.replace("said", "told us").replace(" more than ", " over ")),
    ("put into a long report", "\n".join((FISHING, BRIDGE, *PARAGRAPHS[:2], ELECTION))),
    ("lines about the page around it", f"{PAGE_LINES}\n{WIRE}\n{PAGE_LINES}"),
    ("no full stops and no lines", WIRE.replace(".", "").replace("\n", " ")),
]
SHORT = "\n".join(PARAGRAPHS[:2])  # what a long report is compared with: all of the wire text would be the longer


@pytest.mark.parametrize(("done", "text"), COPIES, ids=[c[0] for c in COPIES])
def test_copies_are_found(done: str, text: str) -> None:
    wire = SHORT if done == "put into a long report" else WIRE
    assert members(index_of(wire=wire, copy=text)) == [("copy", "wire")]


NO_COPIES = [
    # why the two are independent, one, the other
    ("the same facts in other words", WIRE, RETOLD),
    ("another story", WIRE, FISHING),
    ("only lines about the page", f"{FISHING}\n{PAGE_LINES}", f"{BRIDGE}\n{PAGE_LINES}"),
    ("only the dateline and the agency", f"QASR LIMA, May 4 (AFP) - {FISHING}", f"QASR LIMA, May 4 (AFP) - {BRIDGE}"),
    ("one sentence", f"{FISHING}\n{PARAGRAPHS[2]}", f"{BRIDGE}\n{PARAGRAPHS[2]}"),
    (
        "a statement quoted by both at length",
        f"{FISHING}\n“{' '.join(PARAGRAPHS[:4])}”".replace('"', ""),
        f"{BRIDGE}\n“{' '.join(PARAGRAPHS[:4])}”".replace('"', ""),
    ),
    ("nothing", "", ""),
    ("nothing and something", "", WIRE),
    ("blanks and marks", " \n…", "—\n\n"),
    ("a word", "Urgent", "Urgent"),
    ("a short label", "Live updates from the front", "Live updates from the front"),
]


@pytest.mark.parametrize(("why", "one", "other"), NO_COPIES, ids=[c[0] for c in NO_COPIES])
def test_independent_reports_are_not_joined(why: str, one: str, other: str) -> None:
    index = index_of(one=one, other=other)
    assert not index.groups(), index.links_of("one")


def test_short_flash_is_a_copy_only_where_it_is_the_same_throughout() -> None:
    flash = "Urgent: nine killed as shells hit market in Tel Amra, doctors say"
    index = index_of(
        a=flash, b=f"{flash.upper()}.", c="Urgent: ten killed as shells hit school in Tel Amra, police say"
    )
    assert members(index) == [("a", "b")]


FRAMED = {
    report_id: f"{text}\n{FRAME}\n{FRAME.replace('sea', 'river').replace('desk', 'office')}"
    for report_id, text in (("fish", FISHING), ("bridge", BRIDGE), ("vote", ELECTION))
}


def test_standing_words_of_an_outlet_join_nothing() -> None:
    assert len(members(index_of(**FRAMED))) == 1  # where no outlet is told, they cannot be known for what they are
    for order in permutations(FRAMED):
        index = ReprintIndex()
        for report_id in order:
            index.add(report_id, FRAMED[report_id], outlet="Harbour Courier")
        assert not index.groups(), order


def test_standing_words_hide_no_copy() -> None:
    index = ReprintIndex()
    for report_id, text in FRAMED.items():
        index.add(report_id, text, outlet="Harbour Courier")
    index.add("wire", f"{SHORT}\n{FRAME}", outlet="Harbour Courier")
    index.add("other", SHORT, outlet="Daily Plough")
    index.add("stolen", FRAME, outlet="Upland Post")
    index.add("stolen again", FRAME, outlet="Lowland Post")
    assert members(index) == [("other", "wire"), ("stolen", "stolen again")]


def test_background_that_everyone_prints_joins_nothing() -> None:
    index = ReprintIndex()
    background = PARAGRAPHS[5]
    for number in range(14):
        own = " ".join(f"word{number}x{place}" for place in range(30))
        index.add(f"r{number:02}", f"{own}.\n{background}", outlet=f"Outlet {number}")
    assert not index.groups()


def test_updates_of_one_outlet_are_copies_and_not_standing_words() -> None:
    index = ReprintIndex()
    for end in range(4, 8):
        index.add(f"update{end}", "\n".join(PARAGRAPHS[:end]), outlet="Harbour Courier")
    assert members(index) == [("update4", "update5", "update6", "update7")]


def test_order_of_adding_does_not_matter() -> None:
    texts = {
        "wire": WIRE,
        "cut": "\n".join(PARAGRAPHS[:3]),
        "framed": OWN_OPENING + "\n".join(PARAGRAPHS[:4]),
        "retold": RETOLD,
        "fish": f"{FISHING}\n{FRAME}",
        "roundup": "\n".join((*PARAGRAPHS[:4], FISHING)),
    }
    expected = index_of(**texts).groups()
    assert [g.members for g in expected] == [("cut", "framed", "roundup", "wire"), ("fish", "roundup")]
    for order in islice(permutations(texts), None, None, 11):
        assert index_of(**{report_id: texts[report_id] for report_id in order}).groups() == expected


def test_round_up_stands_in_several_groups_and_joins_none() -> None:
    live = "\n".join((BRIDGE, *PARAGRAPHS, FISHING))
    index = index_of(bridge=BRIDGE, wire=WIRE, fish=FISHING, live=live, mirror=f"{live}\nThis is a mirror.")
    assert members(index) == [("bridge", "live", "mirror"), ("fish", "live", "mirror"), ("live", "mirror", "wire")]
    assert [g.members for g in index.groups_of("wire")] == [("live", "mirror", "wire")]
    assert len(index.groups_of("live")) == 3


def test_links_say_what_is_copied_from_what_and_how_much() -> None:
    index = ReprintIndex()
    index.add("wire", WIRE, agency="AFP")
    [link] = index.add("cut", "\n".join(PARAGRAPHS[:3]), agency="AFP")
    assert (link.copy, link.of, link.share) == ("cut", "wire", 1.0)
    assert link.reason == "100% of the wording of cut stands in wire; both credit AFP"
    same, _ = index.add("same", WIRE, agency="AP")
    assert same.reason == "the wording of same and wire is the same; same credits AP, wire AFP"
    assert index.links_of("same")[0] == same


def test_origin_is_the_agency_else_the_earliest() -> None:
    index = ReprintIndex()
    index.add("a", WIRE, outlet="Daily Plough", published="2024-05-08")
    index.add("b", WIRE, outlet="Harbour Courier", published="2024-05-07")
    [group] = index.groups()
    assert (group.origin.agency, group.origin.report) == (None, "b")
    index.add("c", "\n".join(PARAGRAPHS[:5]), agency="AFP", published="2024-05-09")
    [group] = index.groups()
    assert (group.origin.agency, group.origin.report) == ("AFP", None)
    assert group.origin.reason == "1 of 3 credit AFP"


def test_round_up_is_no_origin() -> None:
    index = ReprintIndex()
    for report_id, text, published in (("wire", WIRE, "2024-05-08"), ("fish", FISHING, "2024-05-08")):
        index.add(report_id, text, published=published)
    index.add("live", f"{FISHING}\n{WIRE}", published="2024-05-07", agency="AFP")
    assert [(g.members, g.origin.report, g.origin.agency) for g in index.groups()] == [
        (("fish", "live"), "fish", None),
        (("live", "wire"), "wire", None),
    ]


def test_report_is_added_by_its_body() -> None:
    text = f"Menu Home News\n{WIRE}"
    report = Report("r", text, Span(text.index(HEADLINE), len(text)), outlet="Daily Plough", agency=Agency("AFP"))
    index = index_of(wire=WIRE)
    [link] = index.add_report(report)
    assert link.share == 1.0
    assert index.groups()[0].origin.agency == "AFP"


def test_known_id_is_left_as_it_is() -> None:
    index = index_of(wire=WIRE, copy=WIRE)
    assert index.add("copy", FISHING) == index.links_of("wire")
    assert len(index) == 2 and "copy" in index and "fish" not in index


def test_large_group_is_one_and_stays_cheap() -> None:
    index = ReprintIndex()
    for number in range(120):
        index.add(f"r{number:03}", "\n".join((f"Headline number {number}", *PARAGRAPHS[: 4 + number % 4])))
    [group] = index.groups()
    assert len(group.members) == 120
    assert len(index.links_of("r119")) < 60
