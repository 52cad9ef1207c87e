"""Rival stages: the words of accounts in, a dispute over whether it has happened out.

A plan told before the deed is how things went. A plan, doubt or open decision told by another once the deed is told is
a dispute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.choices import DisputeKind, Status, Strength
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..holders import DONE, NO_ACCOUNT, Word, are_apart, is_later, newest
from .asking import is_done
from .sides import accounts_of

_NOT_YET = frozenset({Status.PLANNED, Status.UNDECIDED})
_DOUBTED = frozenset({Status.POSSIBLE})
_LABELS = {Status.PLANNED: "it is planned", Status.UNDECIDED: "it is not decided", Status.POSSIBLE: "it is possible"}


def rival_stages(words: Sequence[Word], summary: Summary) -> Iterator[DisputeAcross]:
    """Yield the dispute over whether it has happened or is still ahead, by the newest word of each holder."""
    last = [word for word in newest(words).values() if word.voice is None or word.voice.act not in NO_ACCOUNT]
    done = [word for word in last if word.account.status in DONE]
    if not done:
        return
    open_ = [
        word
        for word in last
        if word.account.status in _NOT_YET | _DOUBTED and any(_is_against(word, deed) for deed in done)
    ]
    if not open_:
        return
    told = [deed for deed in done if any(_is_against(word, deed) for word in open_)]
    # Said on a later day than the deed was told, "not decided" cannot be so; a doubt can.
    excluded = any(w.account.status in _NOT_YET and is_later(w, d) and are_apart(w, d) for w in open_ for d in told)
    statuses = sorted({word.account.status for word in open_}, key=list(Status).index)
    sides = [Side("it goes on" if _is_ongoing(told) else "it has happened", accounts_of(told))]
    for status in statuses:
        sides.append(Side(_LABELS[status], accounts_of(w for w in open_ if w.account.status is status)))
    strength = Strength.CONTRADICTION if excluded else Strength.TENSION
    yield DisputeAcross(DisputeKind.STATUS, is_done(summary), tuple(sides), strength)


def _is_against(word: Word, deed: Word) -> bool:
    """Tell whether what one holder says is ahead is told as done by another, no later."""
    return are_apart(word, deed) and word.day is not None and deed.day is not None and not is_later(deed, word)


def _is_ongoing(told: Sequence[Word]) -> bool:
    return all(word.account.status is Status.ONGOING for word in told)
