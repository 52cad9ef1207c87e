"""Statements as the encoder and the rules find them together, on sentences in the manner of wire reports."""

from __future__ import annotations

from functools import cache

import pytest

from dateline.read.draft import Draft
from dateline.read.pipeline import draft_reports
from dateline.read.statements.learned.weights import load_reader
from dateline.record.choices import Act
from tests.build import report_of

# text, source, cue, content, act
ROWS: list[tuple[str, str, str, str, Act]] = [
    ("The governor said the bridge had been cut.", "The governor", "said", "the bridge had been cut", Act.SAY),
    ("The bridge had been cut, the governor said.", "the governor", "said", "The bridge had been cut", Act.SAY),
    ('"They burned the clinic," said Amina Yusuf, a nurse.', "Amina Yusuf, a nurse", "said", '"They burned the clinic,"', Act.SAY),
    ("According to the monitor, nine people died in the raid.", "the monitor", "According to", "nine people died in the raid", Act.SAY),
    ("The rebels denied that they had shelled the port.", "The rebels", "denied", "they had shelled the port", Act.DENY),
    ("Residents warned on Friday that the dam could burst.", "Residents", "warned", "the dam could burst", Act.WARN),
    ("The minister insisted that no order had been given.", "The minister", "insisted", "no order had been given", Act.INSIST),
    ("Officials acknowledged that the convoy had been hit by mistake.", "Officials", "acknowledged", "the convoy had been hit by mistake", Act.ACKNOWLEDGE),
    ('"We will not leave," the commander told reporters. "This is our land."', "the commander", "told", '"We will not leave,"', Act.SAY),
    ("The envoy predicted that the talks would fail.", "The envoy", "predicted", "the talks would fail", Act.PREDICT),
]  # fmt: skip


@cache
def drafts() -> dict[str, Draft]:
    texts = [row[0] for row in ROWS]
    return dict(zip(texts, draft_reports((report_of(t) for t in texts), until="statements"), strict=True))


@pytest.mark.parametrize(("text", "source", "cue", "content", "act"), ROWS, ids=[r[0] for r in ROWS])
def test_source_cue_content(text: str, source: str, cue: str, content: str, act: Act) -> None:
    draft = drafts()[text]
    found = [
        (draft.text_of(s.source[0]) if s.source else None, draft.text_of(s.cue[0]), draft.text_of(s.content[0]), s.act)
        for s in draft.statements
    ]
    assert any(
        (whose or "").startswith(source)
        and by.startswith(cue)
        and what.strip('",') == content.strip('",')
        and done is act
        for whose, by, what, done in found
    ), found


def test_nobody_says_anything() -> None:
    (draft,) = draft_reports([report_of("Rain fell on the hills. The road was empty.")], until="statements")
    assert draft.statements == []


@pytest.mark.parametrize("text", ["", " ", "\n\n", "—", '"', "said", "a " * 3000])
def test_anything_can_be_read(text: str) -> None:
    (draft,) = draft_reports([report_of(text)], until="statements")
    assert all(w.start < w.end for s in draft.statements for w in s.content)


def test_speech_over_many_sentences_is_one_statement() -> None:
    speech = " ".join(
        f"We walked for {n} days and nobody gave us water." for n in ("two", "three", "four", "five", "six")
    )
    (draft,) = draft_reports([report_of(f'"{speech}" said Amina Yusuf. It rained.')], until="statements")
    (statement,) = draft.statements
    assert draft.text_of(statement.content[0]).strip('"') == speech


def test_fast_loads_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    load_reader.cache_clear()
    (draft,) = draft_reports([report_of(ROWS[0][0])], until="statements", fast=True)
    assert len(draft.statements) == 1
    assert load_reader.cache_info().currsize == 0
