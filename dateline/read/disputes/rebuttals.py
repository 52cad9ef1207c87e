"""What a voice calls false and what the report itself sets against each other: "a lie", "contradicting", "differs"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.record.choices import Act, DisputeKind, Strength

from ..draft import DisputeDraft, StatementDraft
from .denials import ACCUSING, FAR, NEAR, NO_ACCOUNT, TELLING, before, lemmas, mentions, negated, question
from .matter import Accounts, Side

_FALSE = frozenset(
    {"lie", "lies", "false", "baseless", "untrue", "fabricate", "fabricated", "fabrication", "propaganda", "nonsense"}
    | {"speculation", "unfounded", "absurd", "ridiculous", "groundless", "misleading", "incorrect", "inaccurate"}
    | {"fiction", "rubbish", "disinformation"}
)
_CALLING = frozenset({"call", "describe", "dismiss", "brand", "label", "reject", "denounce"})
_AT_ODDS = frozenset({"contradict", "contradicting", "contrary", "refute", "rebut", "dispute"})
_DIFFERENT = frozenset({"different", "contradictory", "conflicting", "contrasting", "opposite"})
_VERSION = frozenset({"account", "picture", "version", "story", "explanation"})


def rebutted(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield what one voice calls false of another's words, and what the report sets against each other."""
    for statement in told.draft.statements:
        against = _called_false(told, statement)
        if against:
            sides: tuple[Side, Side] = ([statement], against)
            yield DisputeDraft(DisputeKind.DENIAL, question(told, against), sides, Strength.TENSION)
    yield from _told_as_at_odds(told)


def _called_false(told: Accounts, statement: StatementDraft) -> Side:
    """Return what a voice calls a lie: "called the denial 'a lie'", "dismissed the report as propaganda"."""
    doc = told.draft.doc
    if doc[statement.cue_head].lemma_.lower() not in _CALLING or negated(told, statement):
        return []
    words = lemmas(told, statement)
    if not _FALSE & {*words}:
        return []
    if "denial" in words:
        return list(before(told, statement, FAR, lambda s: s.act is Act.DENY)[:1])
    if ACCUSING & {*words}:
        return list(before(told, statement, NEAR, lambda s: s.act is Act.ACCUSE)[:1])
    if TELLING & {*words}:
        voice = told.voice(statement)
        naming = before(told, statement, FAR, lambda s: s.act not in NO_ACCOUNT and mentions(told, s, voice))
        return list((naming or before(told, statement, 1, lambda s: s.act not in NO_ACCOUNT))[:1])
    return []


def _told_as_at_odds(told: Accounts) -> Iterator[DisputeDraft]:
    """Yield the statements that the report itself sets against each other: "contradicting", "a different picture"."""
    doc = told.draft.doc
    cues = {i for s in told.draft.statements for w in s.cue for i in range(w.start, w.end)}
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma in _AT_ODDS and (token.tag_ == "VBG" or (token.i not in cues and token.tag_ in {"RB", "IN", "JJ"})):
            here = [s for s in told.draft.statements if told.line(s.cue_head) == told.line(token.i) and s.content]
            one = [s for s in here if s.content[0].start < token.i and s.act not in NO_ACCOUNT]
            below = range(token.left_edge.i, token.right_edge.i + 1)
            other = [
                s for s in here if s.content[0].start > token.i and s.cue_head in below and s.act is not Act.BELIEVE
            ]
            if any(c.dep_ == "neg" for c in token.children):
                continue
            strength = Strength.CONTRADICTION
        elif lemma in _DIFFERENT and token.head.lemma_.lower() in _VERSION:
            line = told.line(token.i)
            after = (
                s for s in told.draft.statements if 0 <= told.line(s.cue_head) - line <= 1 and s.cue_head > token.i
            )
            other = [s for s in after if s.act not in NO_ACCOUNT][:1]
            one = _lastbefore(told, other, line)
            strength = Strength.TENSION
        else:
            continue
        if one and other and not told.voice(one[-1]) & told.voice(other[-1]):
            about = question(told, [other[-1]])
            yield DisputeDraft(DisputeKind.DENIAL, about, ([one[-1]], [other[-1]]), strength)


def _lastbefore(told: Accounts, others: list[StatementDraft], line: int) -> list[StatementDraft]:
    if not others:
        return []
    voice = told.voice(others[-1])
    return [
        s
        for s in told.draft.statements
        if 0 < line - told.line(s.cue_head) <= 2 and s.content and not told.voice(s) & voice
    ]
