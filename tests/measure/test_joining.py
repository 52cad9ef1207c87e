"""The measure of joining, on accounts few enough to count by hand, and the form of the reports it is measured on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from dateline.measure.joining import TASK, label_at
from dateline.measure.registry import load_task
from dateline.measure.task import Row, load_rows
from dateline.record.report import Span

REPORTS = Path(__file__).parent.parent / "fuse"
HALVES = {half: load_rows(REPORTS / f"joining_{half}.jsonl") for half in ("learn", "test")}
SENTENCE = re.compile(r"(?<=[.!?”\"])\s+")


def _row(id: str, text: str, *events: tuple[str, str]) -> Row:
    return {
        "id": id,
        "published": "2025-11-09",
        "title": "",
        "text": text,
        "events": [{"words": words, "event": event} for words, event in events],
    }


A = _row(
    "a",
    "Rebels shelled Tolmin on Friday and sank a ferry. The shelling lasted an hour.",
    ("shelled Tolmin", "shells"),
    ("sank a ferry", "ferry"),
    ("The shelling", "shells"),
)
B = _row("b", "Tolmin was shelled and its ferry sunk.", ("was shelled", "shells"), ("ferry sunk", "ferry"))


def _guess(row: Row, **joined: str) -> Row:
    """Return the prediction for a row: words of its text with the occurrence that their account is joined to."""
    accounts = []
    for words, occurrence in joined.items():
        at = row["text"].index(words)
        accounts.append({"account": words, "trigger": [at, at + len(words)], "occurrence": occurrence})
    return {"id": row["id"], "accounts": accounts}


@pytest.mark.parametrize(
    ("a", "b", "figures", "errors"),
    [
        pytest.param(
            {"shelled": "1", "sank": "2", "shelling": "1"},
            {"shelled": "1", "sunk": "2"},
            {"b_cubed_f1": 1.0, "pairwise_f1": 1.0, "conll_f1": 1.0, "mentions_found": 1.0, "tellings_found": 1.0},
            {},
            id="all as labelled",
        ),
        pytest.param(
            {"shelled": "1", "sank": "2", "shelling": "3"},
            {"shelled": "4", "sunk": "5"},
            {"b_cubed_precision": 1.0, "b_cubed_recall": 0.4, "pairwise_recall": 0.0, "predicted_occurrences": 5},
            {"pair parted, in one report": 1, "pair parted, of two reports": 3},
            id="each by itself: recall is 2 events of 5 accounts",
        ),
        pytest.param(
            {"shelled": "1", "sank": "1", "shelling": "1"},
            {"shelled": "1", "sunk": "1"},
            # precision: three accounts with 3/5 and two with 2/5; pairs: 4 right of 10
            {"b_cubed_precision": 0.52, "b_cubed_recall": 1.0, "pairwise_precision": 0.4, "pairwise_recall": 1.0},
            {"pair put together, in one report": 3, "pair put together, of two reports": 3},
            id="all as one",
        ),
        pytest.param(
            {"shelled": "1"},
            {"shelled": "1"},
            {"b_cubed_f1": 1.0, "accounts": 2, "gold_events": 1, "mentions_found": 0.4, "tellings_found": 0.5},
            {},
            id="what is not found is not held against joining",
        ),
        pytest.param(
            {"shelled": "1", "sank": "2", "Friday": "1", "lasted": "2"},
            {"shelled": "1", "sunk": "2"},
            {"b_cubed_f1": 1.0, "accounts": 4, "mentions_found": 0.8, "tellings_found": 1.0},
            {},
            id="accounts on no label are left out; an event told twice is found by one of its words",
        ),
        pytest.param(
            {},
            {},
            {"b_cubed_f1": 0.0, "accounts": 0, "mentions_found": 0.0, "tellings_found": 0.0},
            {},
            id="nothing found",
        ),
    ],
)
def test_score(a: dict[str, str], b: dict[str, str], figures: dict[str, float], errors: dict[str, int]) -> None:
    scores = TASK.score([A, B], [_guess(A, **a), _guess(B, **b)])
    assert scores.main == "b_cubed_f1"
    assert {name: scores.figures[name] for name in figures} == figures
    assert scores.errors == errors


def test_each_by_itself_is_told_beside_the_main_figure() -> None:
    predictions = [_guess(A, shelled="1", sank="2", shelling="3"), _guess(B, shelled="4", sunk="5")]
    figures = TASK.score([A, B], predictions).figures
    assert figures["none_joined_b_cubed_f1"] == figures["b_cubed_f1"] == pytest.approx(0.5714)  # of 1 and 2/5


def test_two_accounts_on_one_label_are_both_counted() -> None:
    row = _row("a", "The raid killed ten.", ("The raid killed ten", "raid"))
    scores = TASK.score([row], [_guess(row, raid="1", killed="2")])
    assert (scores.figures["accounts"], scores.figures["mentions_found"]) == (2, 1.0)
    assert scores.errors == {"pair parted, in one report": 1}


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("killed", 1),  # inside both: the smaller
        ("raid", 0),  # inside the larger alone
        ("a raid killed ten people near", 1),  # beyond both: it is enough to overlap
        ("near", None),
        ("burned a mill", 2),  # as long as another: the first
        ("Troops", None),  # ends where none has begun
    ],
)
def test_label_at(words: str, label: int | None) -> None:
    text = "Troops said a raid killed ten people near Tolmin and burned a mill."
    labels = ("a raid killed ten people", "killed ten", "burned a mill", "burned a mill")
    row = _row("a", text, *((said, str(number)) for number, said in enumerate(labels)))
    at = text.index(words)
    assert label_at(row, Span(at, at + len(words))) == label


def test_predict_yields_the_accounts_of_each_report() -> None:
    rows = [
        _row("first", "Rebels shelled the market of Goma on Saturday, killing nine people, the army said."),
        _row("second", "GOMA, Nov 9 - Nine people were killed when rebels shelled a market in Goma on Saturday."),
        _row("third", "Police in Bogota arrested a banker on Monday."),
    ]
    first, second, third = TASK.predict(rows, fast=True)
    assert [guess["id"] for guess in (first, second, third)] == ["first", "second", "third"]
    words = [rows[0]["text"][slice(*account["trigger"])] for account in first["accounts"]]
    assert "shelled" in words
    shelled = first["accounts"][words.index("shelled")]["occurrence"]
    assert shelled in {account["occurrence"] for account in second["accounts"]}
    assert third["accounts"]
    assert shelled not in {account["occurrence"] for account in third["accounts"]}


def test_task_is_found_by_its_name() -> None:
    assert load_task("joining") is TASK


@pytest.mark.parametrize("half", HALVES)
def test_each_label_has_its_words_once_in_the_text(half: str) -> None:
    wrong = [
        (row["id"], event["words"])
        for row in HALVES[half]
        for event in row["events"]
        if row["text"].count(event["words"]) != 1
    ]
    assert not wrong
    for row in HALVES[half]:
        assert len({event["words"] for event in row["events"]}) == len(row["events"]), row["id"]


@pytest.mark.parametrize("half", HALVES)
def test_reports_are_whole_and_named_once(half: str) -> None:
    rows = HALVES[half]
    assert len(rows) >= 60
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) - {"agency"} == {"id", "outlet", "published", "title", "text", "events"}, row["id"]
        assert all(row[name] == row[name].strip() != "" for name in ("id", "outlet", "title", "text")), row["id"]
        assert date.fromisoformat(row["published"])
        assert 60 <= len(row["text"].split()) <= 140, row["id"]
        assert row["events"], row["id"]


@pytest.mark.parametrize("half", HALVES)
def test_events_are_told_by_many_and_most_by_one(half: str) -> None:
    tellers = Counter(event for row in HALVES[half] for event in {e["event"] for e in row["events"]})
    assert sum(number >= 4 for number in tellers.values()) >= 10
    assert sum(number == 1 for number in tellers.values()) >= 100


def test_halves_share_no_event_and_no_sentence() -> None:
    learn, test = HALVES.values()

    def events(rows: Iterable[Row]) -> set[str]:
        return {event["event"] for row in rows for event in row["events"]}

    def sentences(rows: Iterable[Row]) -> set[str]:
        return {sentence for row in rows for sentence in SENTENCE.split(row["text"])}

    assert not {row["id"] for row in learn} & {row["id"] for row in test}
    assert not events(learn) & events(test)
    assert not sentences(learn) & sentences(test)
