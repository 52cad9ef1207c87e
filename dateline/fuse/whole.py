"""Accounts of one thing in, the occurrence out: what they say together, who stands behind it, what they differ on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.record.account import Account
from dateline.record.occurrence import DisputeAcross, Occurrence

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
    sides = sides_of(ordered)
    independence = independent_sources(sides.asserting or sides.denying, reprints)
    disputes = tuple(_with_sources(one, ordered, reprints) for one in find_disputes(ordered))
    standing, reason = standing_of(ordered, independence, disputes, reprints)
    return Occurrence(name, ordered, summarise(ordered), independence, standing, reason, disputes)


def _with_sources(
    dispute: DisputeAcross, accounts: Sequence[Account], reprints: Sequence[ReprintGroup]
) -> DisputeAcross:
    by_id = {account.id: account for account in accounts}
    sides = tuple(
        replace(side, independence=independent_sources([by_id[i] for i in side.accounts], reprints))
        for side in dispute.sides
    )
    return replace(dispute, sides=sides)


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
