"""What texts say in the passive or by the way, and what happens to texts that is nothing said."""

from __future__ import annotations

import pytest

from dateline.read.pipeline import draft_reports
from dateline.record.choices import SourceKind
from tests.build import report_of

TOLD: list[tuple[str, str, str]] = [
    ("Ivan Horvat is listed in a police file as a camp guard.", "a police file", "as a camp guard"),
    ("Settlers were urged to arm themselves by a pamphlet handed out in Hebron.", "a pamphlet", "to arm themselves"),
    ("As stated in the contract, the company is to supply 600 guards.", "the contract", "the company is to"),
    ("Washington had known for weeks, as a 1973 cable makes clear.", "a 1973 cable", "Washington had known"),
    ("Serbs now make up a third of the town, if the census is to be believed.", "the census", "Serbs now make up"),
    ("In one photograph a man is seen dragging a boy to a lorry.", "one photograph", "a man is seen"),
    ("Two of the dead were policemen, to judge by their identity cards.", "their identity cards", "Two of the dead"),
    ("Under article 72 of the constitution, the president may not leave.", "article 72", "the president may not"),
    # texts as subjects: what they lay down, whatever the verb
    ("An ordinance dissolves every party but one.", "An ordinance", "every party but one"),
    ("The bill would double the fines for smugglers.", "The bill", "the fines for smugglers"),
    ("The logbook has the patrol boat leaving Bosaso at 02:10.", "The logbook", "the patrol boat leaving"),
    ("The mandate does not allow it to pursue raiders.", "The mandate", "it to pursue raiders"),
]


@pytest.mark.parametrize(("text", "source", "content"), TOLD)
def test_texts_speak(text: str, source: str, content: str) -> None:
    (draft,) = draft_reports([report_of(text)], until="statements", fast=True)
    found = [
        (draft.text_of(s.source[0]), draft.text_of(s.content[0]))
        for s in draft.statements
        if s.source and s.kind is SourceKind.DOCUMENT
    ]
    assert any(s.startswith(source) and t.startswith(content) for s, t in found), found


SILENT = [
    "The law took effect on Monday.",
    "The law faces a challenge in the constitutional court.",
    "The agreement enjoys broad support in parliament.",
    "The bill would cost the party votes.",
    "The deal awaits approval by the senate.",
    "The general was seen in a village near Yei.",
    "He was named to the post in order to please the army.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_becomes_of_a_text_is_nothing_said(text: str) -> None:
    (draft,) = draft_reports([report_of(text)], until="statements", fast=True)
    assert draft.statements == []


def test_a_verdict_names_its_speaker() -> None:
    text = '"The war is over," was the verdict of Samuel Deng.'
    (draft,) = draft_reports([report_of(text)], until="statements", fast=True)
    assert [(s.kind, draft.text_of(s.source[0])) for s in draft.statements] == [(SourceKind.PERSON, "Samuel Deng")]
