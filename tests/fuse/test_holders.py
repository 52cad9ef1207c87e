"""Whose word accounts are: copies, unnamed voices, and the order of time."""

from __future__ import annotations

import pytest

from dateline.fuse.holders import Word, are_apart, is_later, newest, same_text, words_of
from dateline.fuse.parties import Parties, actors_of
from dateline.record.account import Account
from dateline.record.choices import Act, SourceKind, Status

from .telling import DAY1, DAY2, HARAD, MONITOR, account, voice


def _words(*accounts: Account) -> tuple[Word, ...]:
    return words_of(accounts, Parties(actors_of(accounts)))


WIRE = "Thirty were killed in Qasr."
HOLDERS = [
    # why, accounts, how many holders
    ("one group in two reports", (account("r1", voice(HARAD)), account("r2", voice(HARAD))), 1),
    ("two outlets in their own words", (account("r1"), account("r2")), 2),
    ("two outlets with one sentence", (account("r1", sentence=WIRE), account("r2", sentence=f"{WIRE} ")), 1),
    ("two outlets that name one agency", (account("r1", agency="Wire"), account("r2", agency="Wire")), 1),
    ("unnamed voices of two outlets", (account("r1", voice("a nurse")), account("r2", voice("a nurse"))), 2),
    (
        "of two reports of one outlet",
        (account("r1", voice("a nurse"), outlet="P"), account("r2", voice("a nurse"), outlet="P")),
        1,
    ),
    (
        "of one sentence",
        (account("r1", voice("a nurse"), sentence=WIRE), account("r2", voice("a nurse"), sentence=WIRE)),
        1,
    ),
    ("two unnamed voices of one report", (account("r1", voice("a nurse"), voice("a guard")),), 2),
    ("one voice that an account has twice", (account("r1", voice(HARAD), voice(HARAD)),), 1),
    ("the innermost of a chain", (account("r1", (*voice(HARAD), *voice(MONITOR))), account("r2", voice(HARAD))), 1),
]


@pytest.mark.parametrize(("why", "accounts", "holders"), HOLDERS, ids=[row[0] for row in HOLDERS])
def test_holders_are_told_apart(why: str, accounts: tuple[Account, ...], holders: int) -> None:
    assert len({word.holder for word in _words(*accounts)}) == holders, why


def test_an_account_without_outlet_or_voice_is_its_reports_word() -> None:
    (word,) = _words(account("r1", outlet=None))
    assert (word.name, word.called, word.voice) == ("report r1", "The report r1", None)


LATER = [
    ("a later day", DAY2, DAY1, True),
    ("one day", DAY1, DAY1, False),
    ("an earlier day", DAY1, DAY2, False),
    ("one day by the clock", f"{DAY1}T10:00:00+00:00", f"{DAY1}T11:00:00+03:00", True),
    ("one clock alone tells nothing", f"{DAY1}T10:00:00+00:00", DAY1, False),
    ("a time without its zone is a day", f"{DAY1}T10:00:00", f"{DAY1}T09:00:00", False),
    ("no day", None, DAY1, False),
    ("words that are no time", "2031-05-02 maybe", DAY1, True),
]


@pytest.mark.parametrize(("why", "one", "other", "later"), LATER, ids=[row[0] for row in LATER])
def test_one_word_is_later_only_where_the_reports_tell(why: str, one: str, other: str, later: bool) -> None:
    first, second = account("r1", voice(HARAD), day=one), account("r2", voice(MONITOR), day=other)
    by_report = {word.account.report: word for word in _words(first, second)}
    assert is_later(by_report["r1"], by_report["r2"]) is later, why


def test_the_day_of_saying_counts_before_the_day_of_printing() -> None:
    (word,) = _words(account("r1", voice(HARAD, said_on=DAY1), day=DAY2))
    assert (word.day, word.moment) == (DAY1, DAY1)


def test_the_newest_word_of_each_holder() -> None:
    words = _words(account("r1", voice(HARAD), day=DAY2), account("r2", voice(HARAD), day=DAY1), account("r3"))
    assert sorted(word.account.report for word in newest(words).values()) == ["r1", "r3"]


def test_an_outlet_is_not_apart_from_its_wire() -> None:
    wire, own = _words(account("r1", agency="Wire", outlet="Paper"), account("r2", outlet="Paper"))
    assert wire.holder != own.holder
    assert not are_apart(wire, own)


def test_what_a_word_does() -> None:
    (denial,) = _words(account("r1", voice(HARAD, Act.DENY)))
    (demand,) = _words(account("r1", voice(HARAD, Act.DEMAND)))
    (plan,) = _words(account("r1", voice(HARAD), status=Status.PLANNED))
    (told,) = _words(account("r1", voice("residents", kind=SourceKind.GROUP), actors=(HARAD,)))
    assert [(w.denies, w.asserts) for w in (denial, demand, plan, told)] == [
        (True, False),
        (False, False),
        (False, False),
        (False, True),
    ]
    assert told.doers == {"harad front"}


def test_texts_are_one_but_for_signs_and_capitals() -> None:
    assert same_text("“Thirty”  were killed — in Qasr!") == same_text("thirty were killed in qasr")
