"""The numbers of an occurrence where a format has room for one: the least, the most, and one where all say the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dateline.record.account import Account, Figure
from dateline.record.choices import Effect, Status
from dateline.record.occurrence import Occurrence, Range

PEOPLE = frozenset({"", "people", "person", "persons", "lives"})  # words for all who were struck, of whatever group


class Toll(NamedTuple):
    """The least and the most that anybody says; ``agreed`` is the number where all say the same one."""

    low: int | None = None
    high: int | None = None
    agreed: int | None = None


def toll_of(occurrence: Occurrence, effect: Effect = Effect.KILLED) -> Toll:
    """Return the toll over all accounts that do not deny the occurrence, nothing averaged and nothing added up.

    Numbers of all people go before those of one group. Where only groups are counted, the most that any group has is
    the least of the whole, and the most stays open: two groups may share their dead.
    """
    denying = {account.id for account in occurrence.accounts if account.status is Status.DENIED}
    counted = [one for one in occurrence.summary.ranges if one.effect is effect]
    whole = [one for one in counted if one.what in PEOPLE]
    tolls = [_toll(_said(one, denying)) for one in whole or counted]
    if whole:
        return _toll(figure for one in whole for figure in _said(one, denying))
    return _over_groups(tolls)


def toll_in(occurrence: Occurrence, account: Account, effect: Effect = Effect.KILLED) -> Toll:
    """Return the toll that one account gives."""
    whole = [
        figure
        for one in occurrence.summary.ranges
        if one.effect is effect and one.what in PEOPLE
        for said_by, figure in one.said
        if said_by == account.id
    ]
    return _toll(whole) if whole else _over_groups([_toll([f]) for f in account.figures if f.effect is effect])


def toll_of_group(occurrence: Occurrence, group: str, effect: Effect = Effect.KILLED) -> Toll:
    """Return the toll of one group as its accounts name it ("civilians")."""
    denying = {account.id for account in occurrence.accounts if account.status is Status.DENIED}
    ranges = [one for one in occurrence.summary.ranges if one.effect is effect and one.what == group]
    return _toll(figure for one in ranges for figure in _said(one, denying))


def figure_words(low: int | None, high: int | None, what: str, effect: Effect) -> str:
    """Return a number in words: "at least 14 people killed", "24 to 99 injured"."""
    if low is None and high is None:
        number = "a number of"
    elif high is None:
        number = f"at least {low}"
    elif low is None:
        number = f"at most {high}"
    else:
        number = str(low) if low == high else f"{low} to {high}"
    return " ".join(part for part in (number, what, effect.value) if part)


def _said(one: Range, denying: set[str]) -> list[Figure]:
    return [figure for account, figure in one.said if account not in denying]


def _toll(figures: Iterable[Figure]) -> Toll:
    figures = list(figures)
    lows = [figure.low for figure in figures if figure.low is not None]
    highs = [figure.high for figure in figures if figure.high is not None]
    closed = all(figure.low is not None and figure.low == figure.high for figure in figures)
    agreed = lows[0] if lows and closed and len(set(lows)) == 1 else None
    # An end is open where no account closes it; "at least 57" beside "31" makes 57 the most that is said.
    return Toll(min([*lows, *highs]) if lows else None, max([*lows, *highs]) if highs else None, agreed)


def _over_groups(tolls: list[Toll]) -> Toll:
    if len(tolls) == 1:
        return tolls[0]
    return Toll(max((toll.low for toll in tolls if toll.low is not None), default=None))
