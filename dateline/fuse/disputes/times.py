"""Rival days: the words of accounts in, disputes over when it was out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.choices import DisputeKind, Status, Strength
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..days import Days, days_of_account
from ..holders import Word
from .asking import when_was
from .sides import accounts_of, group_rivals


def rival_days(words: Sequence[Word], summary: Summary) -> Iterator[DisputeAcross]:
    """Yield the dispute over when it was; what still goes on has many days, so only what happened is compared."""
    held: dict[Days, list[Word]] = {}
    for word in words:
        days = days_of_account(word.account)
        if days is not None and word.asserts and word.account.status is Status.HAPPENED:
            held.setdefault(days, []).append(word)
    groups, strength = group_rivals(held, _exclude, lambda days: (days.length, days.start or "", days.end or ""))
    if strength is not None:
        sides = tuple(Side(_called(days[0]), accounts_of(told)) for days, told in groups)
        yield DisputeAcross(DisputeKind.TIME, when_was(summary), sides, strength)


def _exclude(one: Days, other: Days) -> Strength | None:
    """Return how two times exclude each other: with one midnight between them both can be right, in two time zones."""
    gap = one.gap(other)
    if gap == 0:
        return None
    return Strength.TENSION if gap == 1 else Strength.CONTRADICTION


def _called(days: Days) -> str:
    if days.start == days.end:
        return days.start or ""
    if days.start is None:
        return f"until {days.end}"
    return f"since {days.start}" if days.end is None else f"{days.start} to {days.end}"
