"""Whose word each account is: accounts in, one :class:`Word` for each voice of each account out.

The holder of a word is its innermost voice; without a voice it is the agency or the outlet itself. Reports that print
the same sentence are one teller, so that a wire text and its copies are one holder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from dateline.record.account import Account, Voice
from dateline.record.choices import Act, SourceKind, Status

from .naming import opening, with_article
from .parties import STATE, Parties, is_named, plain_name, state_called

DONE = frozenset({Status.HAPPENED, Status.ONGOING})
# Acts that tell of no fact: who demands, predicts or praises gives no account of what happened.
NO_ACCOUNT = frozenset(
    {Act.DEMAND, Act.URGE, Act.ASK, Act.PROMISE, Act.THREATEN, Act.PREDICT, Act.REFUSE, Act.AGREE, Act.DENY}
)
_GOVERNMENT = re.compile(r"\b(?:government|regime)$", re.IGNORECASE)
_TOKENS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Word:
    """One holder's word for one account.

    ``holder`` is its key, the same in every report, and ``name`` its name in plain words. ``party`` is the key of its
    side and ``doers`` are those of whom it says that they did it, as far as they have a name. ``day`` is when it was
    said, else published; ``moment`` orders words by time as far as the reports tell it. ``tellers`` are the outlet and
    the agency.
    """

    holder: str
    name: str
    party: str | None
    account: Account
    voice: Voice | None
    day: str | None
    moment: str
    tellers: frozenset[str]
    doers: frozenset[str]

    @property
    def called(self) -> str:
        """The holder's name as it opens a sentence."""
        return opening(with_article(self.name))

    @property
    def denies(self) -> bool:
        """Whether the account is told as not so."""
        return self.account.status is Status.DENIED or (self.voice is not None and self.voice.act is Act.DENY)

    @property
    def asserts(self) -> bool:
        """Whether the account is told as so: as having happened or going on."""
        told = self.voice is None or self.voice.act not in NO_ACCOUNT
        return told and self.account.status in DONE


def in_order(accounts: Iterable[Account]) -> list[Account]:
    """Return accounts by when they were published, those without a day first, then by id."""
    return sorted(accounts, key=lambda account: (_moment(account.published), account.id))


@lru_cache(maxsize=4096)
def same_text(text: str) -> str:
    """Return a text as it is compared with others: its words in small letters."""
    return " ".join(_TOKENS.findall(text.casefold()))


def is_later(one: Word, other: Word) -> bool:
    """Tell whether a word was surely said after another: on a later day, or by the clock of both reports."""
    if one.day is None or other.day is None:
        return False
    if one.day != other.day:
        return one.day > other.day
    return len(one.moment) > 10 and len(other.moment) > 10 and one.moment > other.moment


def words_of(accounts: Sequence[Account], parties: Parties) -> tuple[Word, ...]:
    """Return the words that accounts stand on, in the order of time; a voice that an account has twice counts once."""
    ordered = in_order(accounts)
    tellers = _tellers(ordered)
    found: dict[tuple[str, str, bool], Word] = {}
    for account in ordered:
        teller = tellers[account.id]
        outlets = frozenset(filter(None, (teller, account.outlet, account.agency)))
        doers = frozenset(key for key in map(parties.of, account.actors) if key is not None)
        if not account.chains:
            word = Word(
                f"teller:{plain_name(teller)}", teller, None, account, None, *_said(account, None), outlets, doers
            )
            found.setdefault((word.holder, account.id, word.denies), word)
        for voice in (chain[0] for chain in account.chains if chain):
            party = parties.of_voice(voice)
            key, name = _holder(voice, party, teller, parties)
            word = Word(key, name, party, account, voice, *_said(account, voice), outlets, doers)
            found.setdefault((key, account.id, word.denies), word)
    return tuple(sorted(found.values(), key=lambda w: (w.moment, w.account.id, w.holder)))


def newest(words: Iterable[Word]) -> dict[str, Word]:
    """Return the last word of each holder."""
    last: dict[str, Word] = {}
    for word in words:
        known = last.get(word.holder)
        if known is None or (word.moment, word.account.id) >= (known.moment, known.account.id):
            last[word.holder] = word
    return last


def are_apart(one: Word, other: Word) -> bool:
    """Tell whether two words are of different holders; an outlet does not differ with the agency that it prints."""
    if one.holder == other.holder:
        return False
    both_tell = one.voice is None and other.voice is None
    return not (both_tell and one.tellers & other.tellers)


def _tellers(ordered: Sequence[Account]) -> dict[str, str]:
    """Return who tells each account in its own words: for copies of one sentence the agency, else the first outlet."""
    groups: dict[str, list[Account]] = {}
    for account in ordered:
        groups.setdefault(same_text(account.sentence) or account.id, []).append(account)
    tellers: dict[str, str] = {}
    for copies in groups.values():
        agency = next((c.agency for c in copies if c.agency), None)
        first = agency or next((c.outlet for c in copies if c.outlet), None)
        for copy in copies:
            tellers[copy.id] = copy.agency or first or f"report {copy.report}"
    return tellers


def _holder(voice: Voice, party: str | None, teller: str, parties: Parties) -> tuple[str, str]:
    actor = voice.actor
    if voice.kind is not SourceKind.ANONYMOUS and party is not None:
        if actor is None or not is_named(actor):
            return f"voice:{party}", parties.name(party)
        # An organ of a state is a source of its own: a ministry and an army may give two numbers.
        is_organ = party.startswith(STATE) and state_called(actor.name) is None and not _GOVERNMENT.search(actor.name)
        key = plain_name(actor.name) if is_organ else party
        return f"voice:{key}", actor.name
    if voice.kind is not SourceKind.ANONYMOUS and voice.name and (actor is None or is_named(actor)):
        return f"voice:{plain_name(voice.name)}", voice.name
    # Two voices without a name may be one; those of one teller in the same words are taken to be.
    return f"unnamed:{plain_name(teller)}:{plain_name(voice.words)}", voice.words or "an unnamed source"


def _said(account: Account, voice: Voice | None) -> tuple[str | None, str]:
    said = None if voice is None else voice.said_on
    if said and (account.published is None or said[:10] != account.published[:10]):
        return said[:10], said[:10]
    moment = _moment(account.published)
    return moment[:10] or None, moment


@lru_cache(maxsize=4096)
def _moment(published: str | None) -> str:
    """Return a day or time as text that sorts by time; a time in UTC, an unknown one before all."""
    if not published:
        return ""
    if len(published) <= 10:
        return published
    try:
        at = datetime.fromisoformat(published)
    except ValueError:
        return published[:10]
    if at.tzinfo is None:
        return published[:10]
    return at.astimezone(UTC).isoformat(timespec="seconds")[:19]
