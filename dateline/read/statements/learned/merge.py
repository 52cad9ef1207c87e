"""One list of candidates from what the encoder and what the rules find, each with one confidence."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

from ..candidates import Spans
from ..page import Page
from .finder import Learned, spans_of
from .weights import Calibration

_MOST = 0.5  # share of the shorter content
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
    held: dict[int, list[Spans]] = {}
    for spans in found:
        for i in _words(spans):
            held.setdefault(i, []).append(spans)
    for rule in rules:
        if id(rule) not in taken:
            alone = replace(rule, confidence=_chance(weigh.alone_bias + weigh.alone * odds(rule.confidence)))
            if not _is_told_already(alone, held):
                found.append(alone)
    return sorted(found, key=lambda s: s.head.i)


def _is_told_already(alone: Spans, held: dict[int, list[Spans]]) -> bool:
    """Tell whether the encoder more surely gives another cue most of what a rule gives this one.

    A cue inside of the other's content is another matter: there one statement stands within the other.
    """
    words = _words(alone)
    rivals = {id(s): s for i in words for s in held.get(i, ()) if s.confidence >= alone.confidence}
    for rival in rivals.values():
        theirs = _words(rival)
        if alone.head.i not in theirs and len(words & theirs) > _MOST * min(len(words), len(theirs)):
            return True
    return False


def _words(spans: Spans) -> set[int]:
    return {i for w in spans.content for i in range(w.start, w.end)}


def confidence(weigh: Calibration, one: Learned, rule: Spans | None) -> float:
    """Return the chance that source, cue and content are right, by the calibration that came with the weights."""
    weights = (weigh.bias, weigh.cue, weigh.whole, weigh.sure, weigh.agreed, weigh.rule)
    return _chance(sum(w * t for w, t in zip(weights, told_of(one, rule), strict=True)))


def told_of(one: Learned, rule: Spans | None) -> tuple[float, ...]:
    """Return what the calibration weighs of a statement that the encoder finds, in the order of its fields."""
    agreed = (1.0, odds(rule.confidence)) if rule is not None else (0.0, 0.0)
    return 1.0, odds(one.chance), one.whole, one.sure, *agreed


def odds(chance: float) -> float:
    """Return the log odds of a chance, none beyond one in a thousand."""
    chance = min(max(chance, _SURE), 1 - _SURE)
    return log(chance / (1 - chance))


def _chance(total: float) -> float:
    return 1 / (1 + exp(-total))
