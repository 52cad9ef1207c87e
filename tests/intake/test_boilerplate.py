"""Where the body of a report starts and ends, and what looks like boilerplate and is not."""

from __future__ import annotations

import pytest

from dateline.intake.boilerplate import find_body, is_boilerplate

BODY = (
    "Shelling killed nine people in the market of Omdurman on Friday, residents said, as a truce was ignored.\n\n"
    "The army denied that it had fired. It blamed the paramilitary Rapid Support Forces for the attack."
)

TAILS = [
    "Comments\nComments are closed.",
    "3 Comments\n\nJoe says: They should stop this war. I have said so for years and years now.\n\nAnn says: Yes.",
    "Leave a Reply\nYour email address will not be published.",
    "Share this:\nFacebook\nTwitter\nWhatsApp",
    "Read more: Five things to know about the war",
    "Reporting by Ann Roe in Juba; editing by Jo Doe",
    "(Reporting by Ann Roe; Editing by Jo Doe)\n\nOur Standards: The Trust Principles.",
    "Additional reporting by Jo Doe in Cairo",
    "© 2025 The Harbour Courier. All rights reserved.",
    "Copyright 2025 The Associated Press. All rights reserved. This material may not be published.",
    "Sign up for our newsletter here",
    "Subscribe to our newsletter to get the news in your inbox every day",
    "Related stories\nArmy retakes bridge\nTalks in Geneva stall",
    "ADVERTISEMENT",
    "(This story has been refiled to correct the name in paragraph 2.)",
    "This story has been edited by our staff and is published from a syndicated feed.",
    "Photo: Market in Omdurman after the attack",
    "Smoke over Omdurman on Friday [Ali Noor/Reuters]",
    "abc/de/fgh",
    "- Reuters",
    "(Harbour Wire, bureaus in Juba and Cairo)",
    "(Our correspondents)",
    "Tags: Sudan, war, truce",
    "Follow us on Twitter @harbourcourier",
    "___\n\nAssociated Press writer Jo Doe in Cairo contributed to this report.",
    "Click here to read the full report",
    "5 min read",
]


@pytest.mark.parametrize("tail", TAILS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_tail_is_outside(tail: str, gap: str) -> None:
    text = f"{BODY}{gap}{tail}\n"
    body = find_body(text).body
    assert text[body.start : body.end] == BODY


HEADS = [
    ("By Amal Haddad | AFP\n\n", None),
    ("Nine killed in Omdurman shelling\n\n", "Nine killed in Omdurman shelling"),
    ("# Nine killed in Omdurman shelling\n\n", "Nine killed in Omdurman shelling"),
    ("Nine killed in Omdurman shelling\nBy Amal Haddad\n10 October 2025\n\n", "Nine killed in Omdurman shelling"),
    ("BREAKING NEWS\n\nNine killed in Omdurman shelling\n\n", "Nine killed in Omdurman shelling"),
    ("Published: October 10, 2025\n\n", None),
    (
        "Home | World | Africa\n\nNine killed in Omdurman shelling\n\nShare\nTweet\n\n",
        "Nine killed in Omdurman shelling",
    ),
    ("ADVERTISEMENT\n\n", None),
    ("By Amal Haddad | 10 October 2025\n\n", None),
    ("Smoke over the market (Photo by Ali Noor)\n\n", None),
]


@pytest.mark.parametrize(("head", "title"), HEADS)
def test_head_is_outside(head: str, title: str | None) -> None:
    text = head + BODY
    found = find_body(text)
    assert text[found.body.start :] == BODY
    assert found.title == title


SENTENCES = [
    "Comments by the minister on Monday had raised hopes of a truce.",
    "Comments were made by both sides.",
    "Related offensives in the north went on.",
    "Reporting from the front, our correspondent saw tanks.",
    "Copyright law was among the bills passed.",
    "Share prices fell in Khartoum on Friday.",
    "Tags on the shells showed that they were made abroad.",
    "Photographs of the dead were posted online.",
    "Photos by satellite show burnt villages, the monitor said.",
    "Follow-up strikes hit the depot on Sunday.",
    "Subscribers to the pact met in Jeddah on Friday.",
    "This story has two sides, the mayor said.",
    "This report was denied by the army.",
    "Read the letter, he told them.",
    "Sources: residents said that nine were killed. Others spoke of twelve.",
    "Listen to us, the women shouted.",
    "Watch towers were set on fire.",
    "More than 40 people were hurt.",
    "Contacts between the sides have begun.",
    "Next week the council meets.",
    "In pictures shown on state television, tanks cross the bridge.",
    "Editing of the tape was denied by the ministry.",
    "Sign-up centres for recruits opened in Port Sudan.",
    "World leaders condemned the attack.",
    "Print works were bombed too.",
    "All rights groups left the town.",
    "Advertisements for mercenaries were found.",
    "(The agency could not confirm this. It asked the army.)",
    "Copies of the order were seen by AFP.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_stay_inside(sentence: str) -> None:
    assert not is_boilerplate(sentence)
    for text in (f"{BODY}\n\n{sentence}", f"{sentence}\n\n{BODY}", f"{BODY}\n\n{sentence}\n\n{BODY}"):
        body = find_body(text).body
        assert text[body.start : body.end] == text


def test_signature_behind_the_last_sentence() -> None:
    text = f"{BODY} (Reporting by Ann Roe (Juba) and Ali Noor; Editing by Jo Doe)"
    body = find_body(text).body
    assert text[body.start : body.end] == BODY


def test_related_box_in_the_middle_cuts_nothing() -> None:
    long = "Rescuers dug for survivors until late in the night, a doctor said, while drones circled over the river."
    text = f"{BODY}\n\nRelated stories\n\nTalks stall\n\n{long}\n\n{long}"
    assert find_body(text).body.end == len(text)


def test_headline_over_a_dateline_may_end_with_a_full_stop() -> None:
    text = "Nine killed in Omdurman shelling.\n\nOMDURMAN, Sudan (AFP) - Shelling killed nine."
    found = find_body(text)
    assert text[found.body.start :].startswith("OMDURMAN")


@pytest.mark.parametrize(
    "text", ["", "   \n", "Comments are closed.", "By Amal Haddad", "A short line", "Army retakes town"]
)
def test_a_text_with_nothing_else_is_all_body(text: str) -> None:
    body = find_body(text).body
    assert text[body.start : body.end] == text.strip()
