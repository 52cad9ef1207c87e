"""One list of candidates from encoder and rules."""

from __future__ import annotations

import pytest

from dateline.read.draft import Draft, Words
from dateline.read.quotes import quotes_of
from dateline.read.statements.candidates import Spans, find_spans
from dateline.read.statements.learned.finder import Learned
from dateline.read.statements.learned.merge import confidence, merge, odds
from dateline.read.statements.learned.weights import Calibration
from dateline.read.statements.page import Page
from dateline.record.choices import Act
from tests.build import draft_of

WEIGH = Calibration(bias=0, cue=1, whole=0.1, sure=1, agreed=1, rule=0.2, alone_bias=0, alone=1)


def page_of(text: str) -> tuple[Page, list[Spans]]:
    draft = draft_of(text, until="places")
    page = Page(draft, draft.doc, quotes_of(draft))
    return page, list(find_spans(page))


def words(draft: Draft, text: str) -> Words:
    tokens = [t.text for t in draft.doc]
    wanted = text.split()
    start = next(i for i in range(len(tokens)) if tokens[i : i + len(wanted)] == wanted)
    return Words(start, start + len(wanted))


def learned(page: Page, source: str, cue: str, content: str, chance: float = 0.9) -> Learned:
    draft = page.draft
    return Learned(words(draft, cue), [words(draft, source)], [words(draft, content)], chance, 2.0, -0.1)


def test_one_cue_is_one_candidate_with_the_encoders_words() -> None:
    page, rules = page_of("The mayor of Gao warned on Monday that shells could fall.")
    (found,) = merge(page, [learned(page, "The mayor of Gao", "warned", "that shells could fall")], rules, WEIGH)
    assert page.draft.text_of(found.content[0]) == "shells could fall"  # "that" belongs to the construction
    assert (found.lemma, found.act) == ("warn", Act.WARN)
    assert found.voice.head is not None and found.voice.head.text == "mayor"


def test_a_source_that_the_encoder_does_not_name_is_the_rules() -> None:
    page, rules = page_of("The mayor said shells fell.")
    one = learned(page, "mayor", "said", "shells fell")._replace(source=[])
    (found,) = merge(page, [one], rules, WEIGH)
    assert page.draft.text_of(found.voice.words[0]) == "The mayor"


def test_what_only_a_rule_finds_stays_with_its_own_chance() -> None:
    page, rules = page_of("The mayor said shells fell. The army denied that it had fired.")
    found = merge(page, [learned(page, "The mayor", "said", "shells fell")], rules, WEIGH)
    assert [s.lemma for s in found] == ["say", "deny"]
    assert found[1].confidence == pytest.approx(rules[1].confidence, abs=1e-6)


def test_a_rules_second_cue_for_the_same_words_goes() -> None:
    page, rules = page_of("The mayor said shells fell.")
    rival = learned(page, "The mayor", "said", "shells fell")
    moved = [Spans(r.voice, [Words(0, 1)], r.head, r.lemma, r.act, r.content, 0.5) for r in rules]
    assert len(merge(page, [rival], moved, WEIGH)) == 1


def test_a_statement_within_another_stays() -> None:
    page, rules = page_of("The mayor said the army had denied that it fired.")
    whole = learned(page, "The mayor", "said", "the army had denied that it fired")
    assert [s.lemma for s in merge(page, [whole], rules, WEIGH)] == ["say", "deny"]


def test_agreement_makes_surer() -> None:
    page, rules = page_of("The mayor said shells fell.")
    one = learned(page, "The mayor", "said", "shells fell")
    assert confidence(WEIGH, one, rules[0]) > confidence(WEIGH, one, None)
    assert confidence(WEIGH, one._replace(chance=0.2), None) < confidence(WEIGH, one, None)


@pytest.mark.parametrize("chance", [0.0, 1.0, 0.5])
def test_odds_are_finite(chance: float) -> None:
    assert abs(odds(chance)) < 10
