"""The learned typer of events: what it is asked, how its answer is weighed, and when it changes a type."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.reader import is_fast
from dateline.read.draft import Draft, Words
from dateline.read.events.learned.asking import FIRST, LAST, MOST_PIECES, OPENS, Question, Role, batch, pieces_of
from dateline.read.events.learned.blending import Rule, blended
from dateline.read.events.learned.weights import NO_EVENT, Blend, Typer, load_typer
from dateline.read.events.retyping import TOLD_APART, question_of
from dateline.read.pipeline import draft_reports
from dateline.record.choices import EventType
from tests.build import report_of

LABELS = (*(kind.value for kind in EventType), NO_EVENT)


def of_letters(word: str) -> tuple[int, ...]:
    """Stand in for word pieces: one piece a letter."""
    return tuple(1000 + ord(c) for c in word)


@cache
def typer() -> Typer:
    found = load_typer()
    assert found is not None, "the weights are part of the package"
    return found


# Asking


def test_mentions_stand_between_their_marks_and_pieces_know_their_role() -> None:
    question = Question(["US", "hit", "it"], Words(0, 1), Words(2, 3), Words(1, 2))
    pieces, roles = pieces_of(question, of_letters)
    u, s, h, i, t = (1000 + ord(c) for c in "UShit")
    assert pieces == [FIRST, OPENS, 2, u, s, 3, h, i, t, 4, i, t, 5, LAST]
    assert roles == [0, 0, 0, 1, 1, 0, 3, 3, 3, 0, 2, 2, 0, 0]


def test_what_is_not_known_is_not_marked() -> None:
    pieces, roles = pieces_of(Question(["a"], None, None, None), of_letters)
    assert pieces == [FIRST, OPENS, 1000 + ord("a"), LAST]
    assert roles == [0, 0, 0, 0]


words = st.lists(st.text("ab", min_size=1, max_size=20), min_size=1, max_size=60)


@given(words, st.data())
def test_every_question_is_as_long_as_its_roles_and_not_too_long(given_words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(given_words) - 1))
    source = Words(start, data.draw(st.integers(start + 1, len(given_words))))
    pieces, roles = pieces_of(Question(given_words, source, None, None), of_letters)
    assert len(pieces) == len(roles) <= MOST_PIECES + 1
    assert pieces[0] == FIRST and pieces[-1] == LAST
    letters = sum(len(w) for w in given_words[source.start : source.end])
    assert roles.count(Role.SOURCE) <= letters


def test_a_batch_is_padded_to_its_longest() -> None:
    arrays = batch([([1, 2, 3], [0, 1, 0]), ([1], [0])])
    assert arrays["pieces"].tolist() == [[1, 2, 3], [1, 0, 0]]
    assert arrays["roles"].tolist() == [[0, 1, 0], [0, 0, 0]]


# Weighing


def answers(**chances: float) -> np.ndarray:
    """Return one row of log chances, what is left spread over the other labels."""
    rest = (1 - sum(chances.values())) / (len(LABELS) - len(chances))
    return np.log(np.array([[chances.get(label, rest) for label in LABELS]], dtype=np.float32))


@pytest.mark.parametrize(
    ("rule", "best", "why"),
    [
        (Rule(), "COERCE", "nothing read: the encoder's"),
        (Rule("ASSAULT", 0.9), "ASSAULT", "a sure verb outweighs it"),
        (Rule("ASSAULT", 0.1), "COERCE", "an unsure one does not"),
        (Rule("AID", 0.9, manual="AGREE"), "AID", "the deed is sure, its status only hints"),
    ],
)
def test_rules_are_weighed_in(rule: Rule, best: str, why: str) -> None:
    weights = Blend(encoder=1.0, event=0.0, sure=4.0, manual=0.5, word=0.0)
    joint = blended(answers(COERCE=0.5, ASSAULT=0.3, AID=0.1), LABELS, [rule], weights)
    assert LABELS[int(joint[0].argmax())] == best, why
    assert np.exp(joint).sum() == pytest.approx(1.0, abs=1e-5)


def test_weighing_leaves_the_encoders_answer_as_it_was() -> None:
    given_answers = answers(AID=0.5)
    before = given_answers.copy()
    blended(given_answers, LABELS, [Rule("ASSAULT", 0.9)], Blend(1.0, 1.0, 1.0, 1.0, 1.0))
    assert (given_answers == before).all()


# The weights as shipped


@pytest.mark.parametrize(
    ("text", "source", "target", "kind"),
    [
        ("Kenya accused Somalia of harbouring gunmen.", "Kenya", "Somalia", "ACCUSE"),
        ("Norway praised Malawi for holding a free election.", "Norway", "Malawi", "SUPPORT"),
        ("Police detained nine activists in the harbour district.", "Police", "activists", "COERCE"),
        ("Norway delivered tents and blankets to Malawi.", "Norway", "Malawi", "AID"),
        ("Gunmen killed a mayor on the coastal road.", "Gunmen", "mayor", "ASSAULT"),
    ],
)
def test_plain_sentences_are_typed(text: str, source: str, target: str, kind: str) -> None:
    split = text.replace(".", " .").split()
    at = {word: Words(split.index(word), split.index(word) + 1) for word in (source, target)}
    (row,) = typer().ask([Question(split, at[source], at[target], None)])
    assert typer().labels[int(row.argmax())] == kind


def test_the_order_of_questions_does_not_matter() -> None:
    asked = [
        Question(["Mali", "praised", "Niger", "."], Words(0, 1), Words(2, 3), Words(1, 2)),
        Question(["Rebels", "in", "the", "north", "shelled", "Taiz", "."], Words(0, 1), Words(5, 6), Words(4, 5)),
    ]
    there, back = typer().ask(asked), typer().ask(asked[::-1])
    assert np.allclose(there, back[::-1], atol=0.1)  # 8 bits: a batch's padding moves the scales a little


def test_no_question_no_answer() -> None:
    assert typer().ask([]).shape == (0, len(LABELS))


# In the reader


def drafted(text: str, fast: bool = False) -> Draft:
    (draft,) = draft_reports([report_of(text)], until="events", fast=fast)
    return draft


def test_an_event_is_asked_about_where_both_sides_stand_in_its_sentence() -> None:
    draft = drafted("The army shelled rebels near the dam.")
    question = question_of(draft, draft.events[0])
    assert question.source is not None and question.target is not None
    assert question.words[question.target.start : question.target.end] == ["rebels"]
    assert list(question.words) == ["The", "army", "shelled", "rebels", "near", "the", "dam", "."]


def test_an_event_without_a_doer_has_no_source() -> None:
    draft = drafted("Nine people were killed in the raid.")
    assert [question_of(draft, e).source for e in draft.events] == [None]


UNSURE = "The navy intercepted smugglers."  # COERCE by the lexicon: .73


class Sure:
    """Stands in for a typer that holds every deed to be one type."""

    def __init__(self, kind: EventType) -> None:
        self.kind = kind
        self.labels = LABELS
        self.blends = {"reading": Blend(1.0, 0.0, 2.0, 0.0, 0.0)}

    def ask(self, questions: list[Question]) -> np.ndarray:
        return np.repeat(answers(**{self.kind.value: 0.98}), len(questions), axis=0)

    def index(self, kind: EventType) -> int:
        return LABELS.index(kind.value)


@pytest.fixture
def believe(monkeypatch: pytest.MonkeyPatch) -> Callable[[EventType], None]:
    """Return what makes the typer hold every deed to be one type."""
    return lambda kind: monkeypatch.setattr("dateline.read.events.learned.weights.load_typer", lambda: Sure(kind))


def types_of(text: str, fast: bool = False) -> list[EventType]:
    return [e.type for e in drafted(text, fast).events]


def test_a_surer_type_is_taken_and_the_code_found_anew(believe: Callable[[EventType], None]) -> None:
    believe(EventType.ASSAULT)
    (event,) = drafted(UNSURE).events
    assert (event.type, event.mode, event.subtype) == (EventType.ASSAULT, None, None)
    assert event.cameo is not None and event.cameo.startswith(("18", "19"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The army shelled rebels near the dam.", "the words are sure"),
        ("The navy intercepted smugglers, and Kenya condemned Somalia.", "two events in the sentence"),
        ("Smugglers were intercepted.", "nobody is named who did it"),
    ],
)
def test_the_lexicon_keeps_its_type(text: str, why: str, believe: Callable[[EventType], None]) -> None:
    before = types_of(text, fast=True)
    believe(EventType.MOBILIZE)
    assert types_of(text) == before, why


@pytest.mark.parametrize("kind", ["AGREE", "REJECT", "THREATEN", "RETREAT", "SANCTION"])
def test_types_that_the_relations_mean_otherwise_are_not_taken(kind: str, believe: Callable[[EventType], None]) -> None:
    assert EventType(kind) not in TOLD_APART
    believe(EventType(kind))
    assert types_of(UNSURE) == [EventType.COERCE]


def test_fast_and_missing_weights_leave_the_lexicons_types(
    believe: Callable[[EventType], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    believe(EventType.ASSAULT)
    assert types_of(UNSURE, fast=True) == [EventType.COERCE]
    monkeypatch.setattr("dateline.read.events.learned.weights.load_typer", lambda: None)
    assert types_of(UNSURE) == [EventType.COERCE]


def test_missing_weights_are_told_and_statements_are_still_learned(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dateline.read.events.learned.weights.has_weights", lambda: False)
    assert not is_fast("learned")
    (line,) = capsys.readouterr().err.splitlines()
    assert "typer's weights are missing" in line and "install" in line
