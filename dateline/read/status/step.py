"""The status step: for each event whether it is put as having happened, how it ended, and on whose word.

It reads the draft's events and statements and fills ``status``, ``status_cues``, ``outcome``, ``reported_by`` and
``alleged``. The grammar is in ``modality``; here stands what depends on the event's type and on the statements.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.record.choices import Act, EventType, Status

from ..draft import Draft, EventDraft, StatementDraft, Words
from .modality import Judgement, status_of
from .predicate_words import governor_kind, modal_kind, modal_of, negation_of

ALLEGING = frozenset({Act.ACCUSE, Act.CLAIM})
SPEECH = frozenset({EventType.AGREE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.ACCUSE})
# The governor that is the act itself, where an event of speech is found on the clause below it: the agreement in
# "was willing to work with" happened, whatever becomes of the work.
OWN_GOVERNOR = {
    EventType.AGREE: frozenset({"planned"}),
    EventType.REQUEST: frozenset({"demanded"}),
    EventType.REJECT: frozenset({"denied", "rejected"}),
}
# What a verb does to the deed that it carries and is no part of: "foiled an attack", "approved the deployment". A ban
# or a retreat is itself what bans or abandons, so that for these only the words count that leave it to come.
_TO_COME = frozenset({"foiled", "planned", "possible", "demanded", "decided", "undecided"})
_BEFALLING = _TO_COME | {"denied", "rejected", "happened", "claim"}
BEFALLING = {
    EventType.ASSAULT: _BEFALLING,
    EventType.PROTEST: _BEFALLING,
    EventType.MOBILIZE: _BEFALLING,
    EventType.COERCE: _TO_COME,
    EventType.RETREAT: _TO_COME,
}
LASTING = frozenset({EventType.SUPPORT})  # "Tehran backs the militia": the present tense of a lasting tie
MAX_DEPTH = 8  # statements within statements


def find_status(draft: Draft) -> None:
    """Fill status, its cues, outcome, reporting statements and ``alleged`` of every event."""
    for event in draft.events:
        judgement = judge(draft, event)
        event.status = judgement.status
        event.status_cues = _runs(judgement.cues)
        event.outcome = judgement.outcome
        event.reported_by = asserting(draft, event)
        event.alleged = judgement.alleged or any(s.act in ALLEGING for s in event.reported_by)


def judge(draft: Draft, event: EventDraft) -> Judgement:
    """Return the status of an event by the grammar around its trigger and by its type."""
    start = _top(draft.doc[event.head], event)
    ignored: list[int] = []
    if event.type is EventType.REJECT:
        negation = negation_of(start)
        if negation is not None:  # "would not accept": the refusal happened in these words
            modal = modal_of(start)
            ignored = [negation.i] + ([modal.i] if modal is not None else [])
    deed = _deed(start, event)
    judgement = status_of(deed, ignored)
    if deed is not start and judgement.status is Status.PLANNED and modal_kind(start) in {"may", "could"}:
        judgement = judgement._replace(status=Status.POSSIBLE)  # "may be planning a raid"
    if event.type in LASTING and judgement.status is Status.HAPPENED and start.tag_ in {"VBZ", "VBP"}:
        judgement = judgement._replace(status=Status.ONGOING)
    return judgement


def _deed(head: Token, event: EventDraft) -> Token:
    """Return the noun of the deed where the event's verb only tells what became of it: "foiled an attack"."""
    if head.pos_ != "VERB" or governor_kind(head, "object") not in BEFALLING.get(event.type, ()):
        return head
    for child in head.children:
        is_object = child.pos_ == "NOUN" and child.dep_ in {"dobj", "nsubjpass"}
        if is_object and event.trigger.start <= child.i < event.trigger.end:
            return child
    return head


def _top(head: Token, event: EventDraft) -> Token:
    """Return the word to judge: the highest of the trigger for an act of speech, else the event's head."""
    if event.type not in SPEECH:
        return head
    top = head
    while top.head.i != top.i and event.trigger.start <= top.head.i < event.trigger.end:
        top = top.head
    own = OWN_GOVERNOR.get(event.type, frozenset())
    governor = top.head
    if top.dep_ in {"xcomp", "ccomp"} and governor.i != top.i and governor_kind(governor, "clause") in own:
        return governor
    return top


def asserting(draft: Draft, event: EventDraft) -> list[StatementDraft]:
    """Return the statements that assert an event: the innermost whose content holds it, without those it is the cue of.

    Two voices for the same words ("both ministries said") are both kept.
    """
    holding = [s for s in draft.told_at(event.head) if not _is_cue_of(event, s)]
    if len(holding) < 2:
        return holding
    depths = [_depth(s) for s in holding]
    deepest = max(depths)
    innermost = [s for s, d in zip(holding, depths, strict=True) if d == deepest]
    lengths = [sum(w.end - w.start for w in s.content) for s in innermost]
    shortest = min(lengths)
    return [s for s, n in zip(innermost, lengths, strict=True) if n == shortest]


def _is_cue_of(event: EventDraft, statement: StatementDraft) -> bool:
    return any(w.start < event.trigger.end and event.trigger.start < w.end for w in statement.cue)


def _depth(statement: StatementDraft) -> int:
    depth = 0
    outer = statement.within
    while outer is not None and depth < MAX_DEPTH:
        depth += 1
        outer = outer.within
    return depth


def _runs(indexes: Iterable[int]) -> list[Words]:
    """Return indexes as runs of neighbouring words."""
    runs: list[Words] = []
    for i in sorted(set(indexes)):
        if runs and runs[-1].end == i:
            runs[-1] = Words(runs[-1].start, i + 1)
        else:
            runs.append(Words(i, i + 1))
    return runs
