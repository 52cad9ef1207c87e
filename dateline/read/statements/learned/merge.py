"""One list of candidates from what the encoder and what the rules find, each with one confidence."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

from ..candidates import Spans
from ..page import Page
from .finder import Learned, spans_of
from .weights import Calibration

_SURE = 1e-3  # chances nearer to 0 or 1 are taken for this


def merge(page: Page, learned: list[Learned], rules: list[Spans], weigh: Calibration) -> list[Spans]:
    """Return the candidates of both, those with one cue as one, in the order of the text.

    Source and content are the encoder's; lemma, act and construction the rule's where one found the cue too, and its
    source where the encoder names none.
    """
    by_word = {i: spans for spans in rules for w in spans.cue for i in range(w.start, w.end)}
    taken: set[int] = set()
    found = []
    for one in learned:
        rule = next((by_word[i] for i in range(one.cue.start, one.cue.end) if i in by_word), None)
        made = spans_of(page, one, confidence(weigh, one, rule))
        if rule is not None:
            taken.add(id(rule))
            made = replace(
                made,
                lemma=rule.lemma,
                act=rule.act,
                head=rule.head,
                entry=rule.entry,
                construction=rule.construction,
                voice=made.voice if made.voice.words else rule.voice,
            )
        found.append(made)
    for rule in rules:
        if id(rule) not in taken:
            found.append(replace(rule, confidence=_chance(weigh.alone_bias + weigh.alone * _odds(rule.confidence))))
    return sorted(found, key=lambda s: s.head.i)


def confidence(weigh: Calibration, one: Learned, rule: Spans | None) -> float:
    """Return the chance that source, cue and content are right, by the calibration that came with the weights."""
    total = weigh.bias + weigh.cue * _odds(one.chance) + weigh.whole * one.whole + weigh.sure * one.sure
    if rule is not None:
        total += weigh.agreed + weigh.rule * _odds(rule.confidence)
    return _chance(total)


def _odds(chance: float) -> float:
    chance = min(max(chance, _SURE), 1 - _SURE)
    return log(chance / (1 - chance))


def _chance(odds: float) -> float:
    return 1 / (1 + exp(-odds))
