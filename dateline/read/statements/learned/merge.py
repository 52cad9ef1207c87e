"""One list of candidates from what the encoder and what the rules find, each with one confidence."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

from dateline.record.choices import Act

from ...draft import Words
from ..candidates import Spans
from ..cues import Construction
from ..page import Page
from .finder import Learned, spans_of
from .weights import Calibration

_TURNS = frozenset({"despite", "although", "though", "while", "whereas", "even", "amid", "with", "but"})
_NOT = frozenset({"not", "n't", "never", "neither", "nor"})
_ASSERTED = frozenset({Act.SAY, Act.REPORT, Act.CONFIRM, Act.CLAIM, Act.DENY, Act.BELIEVE})
_THINKING = frozenset({"believe", "think", "expect"})
_MOST = 0.5  # share of the shorter content
_UNSURE, _GUESSED = -0.15, -0.3  # mean log probability of the content's labels
_LIKELY = 0.7
_DOUBTED = 0.35  # where the encoder doubts what a rule finds, a reading has the rule's words
_SURE = 1e-3  # chances nearer to 0 or 1 are taken for this


def merge(page: Page, learned: list[Learned], rules: list[Spans], weigh: Calibration) -> list[Spans]:
    """Return the candidates of both, those with one cue as one, in the order of the text.

    Source and content are the encoder's; lemma, act and construction the rule's where one found the cue too, and its
    source where the encoder names none. What only a rule finds is rarely marked in the texts that the encoder learned
    from; a reading keeps it by the rule's own chance all the same, since those tell of politics and not of war.
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
                voice=rule.voice if _is_no_voice(made, rule) else made.voice,
                content=_content(page, one, made, rule),
            )
        if rule is not None and not rule.by_order and _is_speaker_in_content(one, rule):
            made = replace(made, voice=rule.voice, content=rule.content)
        if rule is not None and rule.by_order:
            made = replace(rule, confidence=max(rule.confidence, made.confidence))
        elif rule is not None and not page.keeps_tails:
            made = replace(rule if made.confidence < _DOUBTED else made, confidence=made.confidence)
            made = replace(made, by_rule=rule.confidence)
        if page.keeps_tails or not _is_withheld(page, made):
            found.append(made)
    held: dict[int, list[Spans]] = {}
    for spans in found:
        for i in _words(spans):
            held.setdefault(i, []).append(spans)
    for rule in rules:
        if id(rule) in taken:
            continue
        # Within another's words the encoder looks for none, so the rule stands alone there.
        if rule.by_order or rule.head.i in held:
            found.append(rule)
            continue
        alone = replace(
            rule,
            confidence=_chance(weigh.alone_bias + weigh.alone * odds(rule.confidence)),
            by_rule=0.0 if page.keeps_tails else rule.confidence,
        )
        if not _is_told_already(alone, held):
            found.append(alone)
    return sorted(found, key=lambda s: s.head.i)


def _content(page: Page, one: Learned, made: Spans, rule: Spans) -> list[Words]:
    """Return the encoder's content, or the rule's where the encoder saw a part of it only.

    PolNeAR dev: where the encoder's is a part of the rule's, the rule's is the exact one twice as often, and no less
    often where the encoder is unsure of its words. In readings the rule's also where it leaves out the report's own
    turn at the end.
    """
    words, theirs = _words(made), _words(rule)
    parts = len(made.content) > 1 or rule.confidence >= _LIKELY
    if one.sure < _GUESSED or (one.sure < _UNSURE and parts):
        return rule.content
    if words < theirs or (not page.keeps_tails and _leaves_a_tail(page, words, theirs)):
        return rule.content
    return made.content


def _is_no_voice(made: Spans, rule: Spans) -> bool:
    """Tell whether the encoder has no source, or "a" alone, or a part of the cue: "(in) the view of negotiators"."""
    if made.voice.head is None or (made.voice.head.pos_ == "DET" and rule.voice.words):
        return True
    cue = {i for w in rule.cue for i in range(w.start, w.end)}
    return any(i in cue for w in made.voice.words for i in range(w.start, w.end))


def _is_speaker_in_content(one: Learned, rule: Spans) -> bool:
    """Tell whether the encoder takes for content who speaks right after the cue: "Cairo, wrote Al-Ahram, has never"."""
    inverted = bool(rule.voice.words) and rule.voice.words[0].start == one.cue.end
    return inverted and all(w in one.content for w in rule.voice.words)


def _is_withheld(page: Page, spans: Spans) -> bool:
    """Tell whether the cue says that nothing is said: "did not respond to", "did not deny"."""
    words = [page.doc[i].lower_ for w in spans.cue for i in range(w.start, w.end)]
    if spans.lemma in _THINKING and spans.construction in {Construction.THAT, Construction.CLAUSE}:
        return False  # "does not believe the pact will hold" tells what is believed
    return spans.act in _ASSERTED and not _NOT.isdisjoint(words)


def _leaves_a_tail(page: Page, words: set[int], theirs: set[int]) -> bool:
    """Tell whether all that the rule leaves out is the report's own turn at the end: ", although jets were seen"."""
    rest = sorted(words - theirs)
    if not theirs < words or not rest or rest[0] < max(theirs):
        return False
    first = next((i for i in rest if not page.doc[i].is_punct), None)
    return first is not None and page.doc[first].lower_ in _TURNS


def _is_told_already(alone: Spans, held: dict[int, list[Spans]]) -> bool:
    """Tell whether the encoder more surely gives another cue most of what a rule gives this one.

    A cue that itself stands in what the rule gives is told within it.
    """
    words = _words(alone)
    rivals = {
        id(s): _words(s)
        for i in words
        for s in held.get(i, ())
        if s.confidence >= alone.confidence and s.head.i not in words
    }
    return any(len(words & theirs) > _MOST * min(len(words), len(theirs)) for theirs in rivals.values())


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
