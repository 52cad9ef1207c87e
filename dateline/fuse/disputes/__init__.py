"""Where the accounts of one occurrence differ: accounts of however many reports in, disputes out.

Each kind of dispute is a module: what is denied (``denials``), rival ``numbers``, ``doers``, ``places``, days
(``times``), and whether it has happened yet (``stages``). A dispute needs two holders; a wire text and its copies are
one. The order of the accounts changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.record.account import Account
from dateline.record.occurrence import DisputeAcross

from ..holders import words_of
from ..parties import Parties, actors_of
from ..summary import summarise_words
from .denials import denials
from .doers import rival_doers
from .numbers import rival_numbers
from .places import rival_places
from .stages import rival_stages
from .times import rival_days


def find_disputes(accounts: Sequence[Account]) -> tuple[DisputeAcross, ...]:
    """Return what the accounts of one occurrence differ on; nothing where they can all be so.

    Sides list their accounts in the order of time; how independent they are of each other is left to the caller.
    """
    if not accounts:
        return ()
    parties = Parties(actors_of(accounts))
    words = words_of(accounts, parties)
    summary = summarise_words(words)
    return (
        *denials(words, summary, parties),
        *rival_numbers(words, summary),
        *rival_doers(words, summary, parties),
        *rival_places(words, summary),
        *rival_days(words, summary),
        *rival_stages(words, summary),
    )
