"""Accounts of one thing in, what each of them says field by field out, and where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from dateline.record.account import Account

from .record_words import figure_words, kind_words, names_of, place_of, status_words, who_words
from .words import day_words, listed, printable

_ARROW = "→"


def _time_words(account: Account) -> str:
    day = day_words(account.start, account.end, precision=account.precision)
    own = f'"{printable(account.when)}"' if account.when else ""
    return f"{day} ({own})" if day and own else day or own


FIELDS: tuple[tuple[str, Callable[[Account], str]], ...] = (
    ("what", lambda a: f"{kind_words(a.type, a.subtype)}, {status_words(a.status, a.outcome, a.alleged)}"),
    ("who", lambda a: who_words(names_of(a.actors), names_of(a.recipients), _ARROW)),
    ("numbers", lambda a: "; ".join(figure_words(f.what, f.effect, f.low, f.high, f.words) for f in a.figures)),
    ("place", lambda a: place_of(a.place)),
    ("time", _time_words),
    ("via", lambda a: listed(names_of(a.via), 4)),
)
"""What an account says, field by field, in words; empty where it says nothing."""


def differing_values(accounts: Iterable[Account]) -> dict[str, str | None]:
    """Return for each field of accounts that is told in several ways the one most have; None where none leads."""
    told = list(accounts)
    found: dict[str, str | None] = {}
    for label, of in FIELDS:
        values = Counter(value for account in told if (value := of(account)))
        if len(values) > 1:
            (first, most), (_, next_) = values.most_common(2)
            found[label] = first if most > next_ else None
    return found
