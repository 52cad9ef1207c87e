"""Heads of pasted texts: what stands above the report, and texts that only look as if they had a head."""

from __future__ import annotations

import time

import pytest

from dateline.intake.head import find_head, read_top

BODY = (
    "At least nine people were killed on Friday when shells hit a market in the town of Kafr Zita, residents and "
    "medics said.\n\nThe army denied it had fired on the town. A commander of the rebels blamed the air force."
)
TITLE = "Nine killed as shells hit market"

HEADS = [
    # head, title, outlet, authors, agency, published
    (
        f"{TITLE}\nThe Harbour Courier\nBy Jane Doe | AFP\n14 May 2024",
        (TITLE, "The Harbour Courier", ("Jane Doe",), "AFP", "2024-05-14"),
    ),
    (
        f"{TITLE}\n\nThe Harbour Courier\n\nBy Jane Doe\n\n14 May 2024",
        (TITLE, "The Harbour Courier", ("Jane Doe",), None, "2024-05-14"),
    ),
    ("Al Jazeera\nPublished On 14 Oct 2025", (None, "Al Jazeera", (), None, "2025-10-14")),
    (
        f"News|Syria’s War\n{TITLE}\nArmy denies firing on the town, rebels blame the air force.\n"
        "By Jane Doe and News Agencies\nPublished On 14 Oct 2025\n14 Oct 2025",
        (TITLE, None, ("Jane Doe",), None, "2025-10-14"),
    ),
    ("REUTERS | 3 March 2022 10:15 GMT", (None, None, (), "Reuters", "2022-03-03T10:15:00+00:00")),
    (f"{TITLE}\nREUTERS | 3 March 2022", (TITLE, None, (), "Reuters", "2022-03-03")),
    (
        f"{TITLE}\nBy Jane Doe and John Roe\nMay 14, 20243:05 PM GMT+3Updated 2 hours ago",
        (TITLE, None, ("Jane Doe", "John Roe"), None, "2024-05-14T15:05:00+03:00"),
    ),
    (TITLE, (TITLE, None, (), None, None)),
    (
        f"{TITLE}\n\n3 hours ago\n\nShare\nSave\nJane Doe\nBBC News, Beirut",
        (TITLE, "BBC News", ("Jane Doe",), None, None),
    ),
    (
        f"{TITLE}\nResidents blame the air force\n\nJane Doe in Beirut\nTue 14 May 2024 10.15 BST\nShare",
        (TITLE, None, ("Jane Doe",), None, "2024-05-14T10:15:00"),
    ),
    (
        f"{TITLE}\nBy Jane Doe, CNN\n 5 minute read \nUpdated 10:15 AM EDT, Tue May 14, 2024",
        (TITLE, "CNN", ("Jane Doe",), None, "2024-05-14T10:15:00-04:00"),
    ),
    (
        f"{TITLE}\nBy Jane Doe and John Roe\nReporting from Beirut, Lebanon\nMay 14, 2024",
        (TITLE, None, ("Jane Doe", "John Roe"), None, "2024-05-14"),
    ),
    (
        f"The Washington Post\n{TITLE}\nBy Jane Doe\nMay 14, 2024",
        (TITLE, "The Washington Post", ("Jane Doe",), None, "2024-05-14"),
    ),
    (f"{TITLE}\nDawn | Reuters Published May 14, 2024 Updated May 15", (TITLE, "Dawn", (), "Reuters", "2024-05-14")),
    (
        f"{TITLE}\nIssued on: 14/05/2024 - 10:15Modified: 14/05/2024 - 10:13\n1 min",
        (TITLE, None, (), None, "2024-05-14T10:15:00"),
    ),
    (
        f"{TITLE}\nThe Levant Star\nMay. 14, 2014 | 12:11 AM\nAgence France Presse",
        (TITLE, "The Levant Star", (), "AFP", "2014-05-14T00:11:00"),
    ),
    (f"{TITLE}\nAgencies\nMay 14, 2024", (TITLE, None, (), None, "2024-05-14")),
    (f"{TITLE}\nAmina Hassan, Mogadishu\n14 May 2024", (TITLE, None, ("Amina Hassan",), None, "2024-05-14")),
    (f"{TITLE}\nThe Harbour Courier, 14 May 2024", (TITLE, "The Harbour Courier", (), None, "2024-05-14")),
    (
        f"Kyiv Independent\nby Jane Doe\nMay 14, 2024 3:05 PM\n\n{TITLE}",
        (TITLE, "Kyiv Independent", ("Jane Doe",), None, "2024-05-14T15:05:00"),
    ),
    (f"harbourcourier.example\n14 May 2024\n{TITLE}", (TITLE, "harbourcourier.example", (), None, "2024-05-14")),
    (f"SYRIA\n{TITLE}\n14 May 2024", (TITLE, None, (), None, "2024-05-14")),
    ("OCHA Syria: Flash Update No. 4\n14 May 2024", ("OCHA Syria: Flash Update No. 4", None, (), None, "2024-05-14")),
]


@pytest.mark.parametrize(("head", "told"), HEADS)
def test_reads_head(head: str, told: tuple[object, ...]) -> None:
    text = f"{head}\n\n{BODY}"
    top = read_top(text)
    assert (top.title, top.outlet, top.authors, top.agency, top.published) == told
    assert text[top.body.start : top.body.end] == BODY


def test_headline_and_second_line_over_a_dateline() -> None:
    text = f"Syria: Shells Hit Market\nInvestigate Attack on Civilians\n\n(Beirut, May 14, 2024) – {BODY}"
    top = read_top(text)
    assert top.title == "Syria: Shells Hit Market"
    assert text[top.body.start :].startswith("(Beirut, May 14")


def test_a_chronicle_has_no_day_of_publication() -> None:
    text = f"The road to war\n\n3 March 2022\nTroops cross the border.\n5 March 2022\nA truce fails.\n\n{BODY}"
    top = read_top(text)
    assert top.published is None
    assert text[top.body.start :].startswith("3 March 2022")


NO_HEADS = [
    ("Nine people were killed on Friday.\nThe army denied it.\n\nA commander spoke.", "short first sentences"),
    (f"Nine people were killed on Friday.\n\n{BODY}", "a short first paragraph"),
    (f"Nine people were killed on Friday.\n\n14 May 2024\n\n{BODY}", "a sentence, then a date as a heading"),
    ("Monday, 14 May\n- Kafr Zita: nine killed by shells\n- Morek: two wounded by a mine", "a list of a day"),
    ("We walked at dawn\nThe river cold\nThe guns were still\nThe night was old\n\nAnd no one came", "a poem"),
    (
        "We walked at dawn\nThe river cold\nThe guns were still\nThe night was old\nMay 14, 2024\n\nAnd no one came "
        "to call our names, and no one came to tell them.",
        "a poem with its day",
    ),
    (
        "SOUTHWEST ASIA, May 14, 2017 - On May 13, coalition forces conducted 18 strikes.\n\n* Near Abu Kamal, three "
        "strikes destroyed two wellheads.\n\n* Near Raqqa, two strikes engaged two units.",
        "a military's list of strikes",
    ),
    (
        "Bomber and fighter aircraft conducted 10 strikes:\n-- Near Abu Kamal, three strikes destroyed two wellheads.\n"
        f"-- Near Raqqa, two strikes engaged two units.\n14 May 2017\n\n{BODY}",
        "a list over a date",
    ),
    (
        "The Times and the Post\nare sold here\n\nA kiosk was hit by a shell, its owner said.",
        "newspapers in a sentence",
    ),
    (
        "At least nine people were killed on Friday when shells hit a market\nin the town of Kafr Zita, residents "
        "and medics said. The army denied\nit had fired on the town.",
        "wrapped lines",
    ),
    ("Troops moved in\nBy dawn the army held the town\n\nNine people were killed, residents said.", "no byline"),
    (f'"We hold the town," he said\n\n{BODY}', "a quotation"),
    (f"Jane Doe, 34\nJohn Roe, 12\nAmina Hassan, 3\n\n{BODY}", "a list of the dead"),
    (
        f"The road to war\n3 March 2022\nTroops cross the border\n5 March 2022\nA truce fails\n\n{BODY}",
        "a chronicle: dates are headings",
    ),
    (f"QUESTION: Who fired?\nANSWER: The army.\n\n{BODY}", "a transcript"),
    (f"Dear friends,\nThe Harbour Courier\n14 May 2024\n\n{BODY}", "a letter"),
    ("14 May 2024", "a date and no report"),
    ("", "nothing"),
]


@pytest.mark.parametrize(("text", "why"), NO_HEADS)
def test_no_head(text: str, why: str) -> None:
    assert find_head(text) is None, why


@pytest.mark.parametrize("word", ["A ", "Ab | ", "14 May 2024 ", "By A B\n", "The Star\n", "a.b.", "(", "Jane Doe, "])
def test_odd_heads_cost_little(word: str) -> None:
    begun = time.process_time()
    find_head(word * 5000)
    assert time.process_time() - begun < 2
