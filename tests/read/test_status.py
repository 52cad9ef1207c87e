"""The status step: whose word an event rests on, what is alleged, and what depends on its type."""

from __future__ import annotations

import pytest

from dateline.read.draft import Draft, EventDraft, StatementDraft, Words
from dateline.read.status.step import find_status
from dateline.record.choices import Act, EventType
from tests.build import draft_of


def _words(draft: Draft, phrase: str) -> Words:
    start = draft.report.text.index(phrase)
    words = draft.words_at(type(draft.span(Words(0, 1)))(start, start + len(phrase)))
    assert words is not None
    return words


def _event(draft: Draft, phrase: str, head: str, kind: EventType) -> EventDraft:
    words = _words(draft, phrase)
    index = next(i for i in range(words.start, words.end) if draft.doc[i].text == head)
    event = EventDraft(words, index, kind)
    draft.events.append(event)
    return event


def _statement(draft: Draft, cue: str, content: str, act: Act, within: StatementDraft | None = None) -> StatementDraft:
    words = _words(draft, cue)
    made = StatementDraft([], [words], [_words(draft, content)], cue, act, words.start, within=within)
    draft.statements.append(made)
    return made


# Acts of speech: the word that carries the act is judged, not the clause below it.
TYPED = [
    (
        "Chad would not accept foreign troops.",
        "not accept",
        "accept",
        "REJECT",
        "happened",
        "a refusal by its negation",
    ),
    ("Iran will not allow inspectors into the site.", "not allow", "allow", "REJECT", "happened", "a refusal"),
    ("Serbia cannot accept the plan, its envoy said.", "not accept", "accept", "REJECT", "happened", "a refusal"),
    (
        "Mali refused to sign the accord.",
        "refused to sign",
        "sign",
        "REJECT",
        "happened",
        "the refusal, not the signing",
    ),
    ("The junta may reject the offer.", "reject", "reject", "REJECT", "possible", "a refusal that may come"),
    ("Libya said it was willing to work with Chad.", "willing to work", "work", "AGREE", "happened", "the consent"),
    (
        "The rebels agreed to free hostages.",
        "agreed to free",
        "free",
        "AGREE",
        "happened",
        "the consent, not the freeing",
    ),
    ("The rebels have not agreed to a truce.", "agreed", "agreed", "AGREE", "denied", "no consent"),
    ("Peru urged Chile to withdraw.", "urged", "urged", "REQUEST", "happened", "the request"),
    ("Peru urged Chile to withdraw.", "withdraw", "withdraw", "RETREAT", "demanded", "what is asked for"),
    ("Peru may ask for help.", "ask for", "ask", "REQUEST", "possible", "a request that may come"),
    ("Niger accused Benin of arming rebels.", "accused", "accused", "ACCUSE", "happened", "the accusation"),
    ("Niger accused Benin of arming rebels.", "arming", "arming", "AID", "happened", "what it accuses of"),
    ("Kim threatened to strike Guam.", "threatened", "threatened", "THREATEN", "happened", "the threat"),
    ("Kim threatened to strike Guam.", "strike", "strike", "ASSAULT", "planned", "what it threatens"),
    ("Tehran backs the militia.", "backs", "backs", "SUPPORT", "ongoing", "a lasting tie in the present"),
    ("Tehran backed the militia.", "backed", "backed", "SUPPORT", "happened", "a past tie"),
    ("Rome denounces the raid.", "denounces", "denounces", "ACCUSE", "happened", "an act told in the present"),
    (
        "There are no plans to cooperate with Asmara.",
        "no plans to cooperate",
        "cooperate",
        "COOPERATE",
        "denied",
        "denied",
    ),
]


@pytest.mark.parametrize(("text", "trigger", "head", "kind", "status", "why"), TYPED)
def test_status_by_type(text: str, trigger: str, head: str, kind: str, status: str, why: str) -> None:
    draft = draft_of(text, until="times")
    event = _event(draft, trigger, head, EventType(kind))
    find_status(draft)
    assert event.status == status, why


def test_the_cue_of_a_statement_is_in_the_voice_of_the_report() -> None:
    draft = draft_of("Niger accused Benin of arming rebels.", until="times")
    accusation = _event(draft, "accused", "accused", EventType.ACCUSE)
    arming = _event(draft, "arming", "arming", EventType.AID)
    statement = _statement(draft, "accused", "of arming rebels", Act.ACCUSE)
    find_status(draft)
    assert accusation.reported_by == []
    assert not accusation.alleged
    assert arming.reported_by == [statement]
    assert arming.alleged


def test_the_innermost_statement_asserts() -> None:
    text = "The monitor, citing residents, said that jets had bombed the village."
    draft = draft_of(text, until="times")
    event = _event(draft, "bombed", "bombed", EventType.ASSAULT)
    outer = _statement(draft, "said", "that jets had bombed the village", Act.SAY)
    inner = _statement(draft, "citing", "that jets had bombed the village", Act.SAY, within=outer)
    find_status(draft)
    assert event.reported_by == [inner]


def test_a_statement_within_another_by_its_words_alone() -> None:
    text = "The ministry said that rebels claimed they had shot down a jet."
    draft = draft_of(text, until="times")
    event = _event(draft, "shot down", "shot", EventType.ASSAULT)
    _statement(draft, "said", "that rebels claimed they had shot down a jet", Act.SAY)
    inner = _statement(draft, "claimed", "they had shot down a jet", Act.CLAIM)
    find_status(draft)
    assert event.reported_by == [inner]
    assert event.alleged


def test_two_voices_for_the_same_words_are_both_kept() -> None:
    draft = draft_of("Army and police said gunmen attacked a bus.", until="times")
    event = _event(draft, "attacked", "attacked", EventType.ASSAULT)
    first = _statement(draft, "said", "gunmen attacked a bus", Act.SAY)
    second = _statement(draft, "said", "gunmen attacked a bus", Act.SAY)
    find_status(draft)
    assert event.reported_by == [first, second]


def test_an_event_outside_every_content_is_the_reports_own() -> None:
    draft = draft_of("Gunmen attacked a bus, police said, after a raid.", until="times")
    event = _event(draft, "raid", "raid", EventType.ASSAULT)
    _statement(draft, "said", "Gunmen attacked a bus", Act.SAY)
    find_status(draft)
    assert event.reported_by == []


@pytest.mark.parametrize(
    ("act", "alleged"),
    [(Act.ACCUSE, True), (Act.CLAIM, True), (Act.SAY, False), (Act.CONFIRM, False), (Act.ACKNOWLEDGE, False)],
)
def test_alleged_by_the_act_of_the_voice(act: Act, alleged: bool) -> None:
    draft = draft_of("The envoy stated that troops had burned the village.", until="times")
    event = _event(draft, "burned", "burned", EventType.ASSAULT)
    _statement(draft, "stated", "that troops had burned the village", act)
    find_status(draft)
    assert event.alleged is alleged


def test_cues_are_runs_of_words_of_the_text() -> None:
    draft = draft_of('Ghana insisted it has "no plans" to coordinate with Togo.', until="times")
    event = _event(draft, "coordinate", "coordinate", EventType.COOPERATE)
    find_status(draft)
    assert [draft.text_of(w) for w in event.status_cues] == ["no plans"]
