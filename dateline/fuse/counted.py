"""What a number counts, so that only like is laid beside like: the words of a figure in, a kind and a range out."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from dateline.lexicon.countries import country_at
from dateline.record.account import Figure
from dateline.record.choices import Effect

_OF_PEOPLE = frozenset({Effect.KILLED, Effect.INJURED, Effect.MISSING, Effect.DETAINED, Effect.DISPLACED})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whoever was there: one voice's villagers are another's dead.
_CROWD = _words(
    "people person persons dead death deaths victim victims casualty casualties life lives body bodies corpses "
    "fatality fatalities toll villagers worshippers residents protesters demonstrators passengers pilgrims inmates "
    "prisoners students mourners shoppers migrants refugees families marchers herders farmers inhabitants individuals "
    "others wounded injured displaced killed souls"
)
_KINDS = {
    word: kind
    for kind, line in (
        ("children", "child children kid kids minor minors boy boys girl girls infant infants baby babies toddlers"),
        ("women", "woman women mother mothers"),
        ("civilians", "civilian civilians noncombatants"),
        ("soldiers", "soldier soldiers troop troops serviceman servicemen conscripts marines paratroopers personnel"),
        ("police", "police policeman policemen policewoman policewomen gendarmes"),
        ("fighters", "fighter fighters militant militants rebel rebels insurgent insurgents gunman gunmen jihadists"),
        ("fighters", "terrorist terrorists extremists combatants militiamen attackers"),
        ("aid workers", "aid-workers humanitarians"),
        ("journalists", "journalist journalists reporters"),
        ("medics", "medic medics doctor doctors nurse nurses paramedics"),
        ("peacekeepers", "peacekeeper peacekeepers"),
        ("air strikes", "airstrike airstrikes"),
    )
    for word in line.split()
}
_NUMBERS = _words(
    "one two three four five six seven eight nine ten eleven twelve dozen dozens scores hundreds thousands many some "
    "all both third fourth fifth"
)
_VAGUE = (
    "tens of thousands",
    "hundreds of thousands",
    "thousands",
    "hundreds",
    "dozens",
    "scores",
    "several",
    "a handful",
)
_APART = re.compile(r"[^\w'-]+")
_ROUGHLY = re.compile(r"\b(?:about|around|some|roughly|approximately|nearly|almost|or so|estimated|an estimated)\b")
_TOLERANCE = 0.1  # by hand, as within one report: "about 50" does not exclude 52


class Counted(NamedTuple):
    """What is counted: ``kind`` in small letters, whose men they are where told, whether it is a whole or a part."""

    kind: str
    nation: str | None
    is_whole: bool


@cache
def counted(what: str, effect: Effect) -> Counted:
    """Return what a figure counts: "displaced people" are people, "17 children" a part of them.

    Of things the whole is the noun alone: "armed vehicles" are a part of "vehicles".
    """
    written = [word for word in _APART.split(what.strip()) if word]
    words = [word.lower() for word in written]
    last = words[-1] if words else ""
    if effect is Effect.INVOLVED and last in _CROWD:
        return Counted("people", None, True)
    if effect in _OF_PEOPLE:
        if not last or last in _CROWD or last in _NUMBERS:
            return Counted("people", None, True)
        nation = next((f.iso3 for at in range(len(written)) if (f := country_at(written, at)) is not None), None)
        two = " ".join(words[-2:])
        kind = (
            "aid workers" if two in {"aid worker", "aid workers"} else _KINDS.get(last, two if len(words) > 1 else last)
        )
        return Counted(kind, nation, False)
    kind = " ".join(words) or "things"
    return Counted(_KINDS.get(kind, kind), None, len(words) == 1)


def is_part_of(part: Counted, whole: Counted, effect: Effect) -> bool:
    """Tell whether what one figure counts is some of what another counts."""
    if part.is_whole or not whole.is_whole:
        return False
    return effect in _OF_PEOPLE or _stem(part.kind.split()[-1]) == _stem(whole.kind)


def are_alike(one: Counted, other: Counted, effect: Effect) -> bool:
    """Tell whether two figures count the same; soldiers of two nations are two things."""
    if one.nation is not None and other.nation is not None and one.nation != other.nation:
        return False
    return one.kind == other.kind or (effect not in _OF_PEOPLE and _stem(one.kind) == _stem(other.kind))


def _stem(noun: str) -> str:
    return noun[:-1] if noun.endswith("s") else noun


def loosened(figure: Figure, before: str) -> tuple[int | None, int | None]:
    """Return a figure's range as wide as its words mean it, "about 50" as 45 to 55; ``before`` stands before it."""
    near = f"{before[-16:].lower()} {figure.words.lower()}"
    if not _ROUGHLY.search(near):
        return figure.low, figure.high
    slack = [max(1, round(n * _TOLERANCE)) if n is not None else 0 for n in (figure.low, figure.high)]
    return (
        None if figure.low is None else figure.low - slack[0],
        None if figure.high is None else figure.high + slack[1],
    )


_DONE = {
    Effect.KILLED: "killed",
    Effect.INJURED: "injured",
    Effect.MISSING: "missing",
    Effect.DETAINED: "detained",
    Effect.DISPLACED: "displaced",
    Effect.DESTROYED: "destroyed",
    Effect.DAMAGED: "damaged",
    Effect.SEIZED: "seized",
    Effect.LAUNCHED: "launched",
    Effect.CONDUCTED: "carried out",
    Effect.INVOLVED: "taking part",
}


@lru_cache(maxsize=4096)
def in_words(figure: Figure) -> str:
    """Return a figure as words: "at least 57 killed", "fewer than 10 killed", "2 armed vehicles destroyed"."""
    kind = counted(figure.what, figure.effect)
    of = "" if kind == ("people", None, True) and figure.effect is not Effect.INVOLVED else f" {figure.what.strip()}"
    many = amount(figure)
    joint = " of" if of and many.endswith("s") else ""  # "dozens of protesters"
    return f"{many}{joint}{of} {_DONE[figure.effect]}"


def amount(figure: Figure) -> str:
    """Return how many a figure says: "at least 57", "fewer than 10", "dozens", "20 to 25"."""
    low, high, words = figure.low, figure.high, figure.words.lower()
    if low is not None and high is None:
        return (
            f"more than {low - 1:,}"
            if re.search(r"\b(?:more than|over|above|exceed\w*)\b", words)
            else f"at least {low:,}"
        )
    if low is None and high is not None:
        under = re.search(r"\b(?:fewer than|less than|under|below|not even)\b", words)
        return f"fewer than {high + 1:,}" if under else f"at most {high:,}"
    if low == high and low is not None:
        return f"about {low:,}" if _ROUGHLY.search(words) else f"{low:,}"
    return _vague(words) or f"{low:,} to {high:,}"


def is_numbered(figure: Figure) -> bool:
    """Tell whether a figure's words hold a number: not a victim told by name, or by "a teenager"."""
    if figure.low != 1 or figure.high != 1 or any(c.isdigit() for c in figure.words):
        return True
    return any(word.lower() in _NUMBERS for word in _APART.split(figure.words))


def is_vague(figure: Figure) -> bool:
    """Tell whether a figure's words name no number: "dozens", "several"."""
    return figure.low != figure.high and _vague(figure.words.lower()) is not None


def _vague(words: str) -> str | None:
    return next((vague for vague in _VAGUE if re.search(rf"\b{vague}\b", words)), None)


def as_told(figure: Figure) -> tuple[int, int, str, str]:
    """Return a figure as a key to sort by: the most first."""
    return -(figure.low or figure.high or 0), -(figure.high or 0), figure.what, figure.words
