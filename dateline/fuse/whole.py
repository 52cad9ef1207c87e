"""Accounts of one thing in, the occurrence out: what they say together, who stands behind it, what they differ on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.record.account import Account
from dateline.record.choices import DisputeKind
from dateline.record.occurrence import DisputeAcross, Independence, Occurrence, Side, Summary

from .disputes import find_disputes
from .reprints import ReprintGroup
from .sources import independent_sources, sides_of
from .standing import standing_of
from .summary import summarise


def occurrence_of(name: str, accounts: Sequence[Account], reprints: Sequence[ReprintGroup] = ()) -> Occurrence:
    """Return the occurrence of these accounts, the same in whatever order they are given; there must be one at least.

    The sources are those of the accounts that assert it, or of the denials where nobody does.
    """
    ordered = tuple(sorted(accounts, key=_told_first))
    # Where nothing else decides, the id does; and ids are given by who came first into the record.
    named = {f"{rank:05}": account.id for rank, account in enumerate(ordered)}
    ranked = tuple(replace(account, id=rank) for rank, account in zip(named, ordered, strict=True))
    sides = sides_of(ranked)
    independence = independent_sources(sides.asserting or sides.denying, reprints)
    disputes = tuple(_with_sources(one, ranked, reprints) for one in find_disputes(ranked))
    standing, reason = standing_of(ranked, independence, disputes, reprints)
    back = named.__getitem__
    return Occurrence(
        name,
        ordered,
        _summary(summarise(ranked), back),
        _independence(independence, back),
        standing,
        reason,
        tuple(_dispute(one, back) for one in disputes),
    )


def _with_sources(
    dispute: DisputeAcross, accounts: Sequence[Account], reprints: Sequence[ReprintGroup]
) -> DisputeAcross:
    """Return a dispute with the sources of each side; in a denial an account may hold words of both."""
    by_id = {account.id: account for account in accounts}
    sides = []
    for side in dispute.sides:
        held = [by_id[i] for i in side.accounts]
        if dispute.kind is DisputeKind.DENIAL:
            told = sides_of(held)
            held = list((told.denying if side is dispute.sides[-1] else told.asserting) or held)
        sides.append(replace(side, independence=independent_sources(held, reprints)))
    return replace(dispute, sides=tuple(sides))


Back = Callable[[str], str]
"""The record's id of an account by the one that it has here."""


def _summary(summary: Summary, back: Back) -> Summary:
    ranges = tuple(replace(one, said=tuple((back(of), figure) for of, figure in one.said)) for one in summary.ranges)
    return replace(summary, ranges=ranges)


def _independence(independence: Independence, back: Back) -> Independence:
    return replace(
        independence,
        roots=tuple(replace(one, accounts=tuple(map(back, one.accounts))) for one in independence.roots),
        reliances=tuple(replace(one, accounts=tuple(map(back, one.accounts))) for one in independence.reliances),
    )


def _dispute(dispute: DisputeAcross, back: Back) -> DisputeAcross:
    settled_by = back(dispute.settled_by) if dispute.settled_by is not None else None
    return replace(dispute, sides=tuple(_side(one, back) for one in dispute.sides), settled_by=settled_by)


def _side(side: Side, back: Back) -> Side:
    independence = _independence(side.independence, back) if side.independence is not None else None
    return replace(side, accounts=tuple(map(back, side.accounts)), independence=independence)


def _told_first(account: Account) -> tuple[str, str, str, int, str]:
    """Order accounts by publication, then by what does not hang on who came first into the record."""
    local = account.id.rsplit("e", 1)[-1]
    return (
        account.published or "9999",
        account.outlet or "",
        account.title or "",
        int(local) if local.isdigit() else 0,
        account.sentence,
    )
