"""Rival numbers: the words of accounts in, disputes over how many were killed, injured, destroyed and so on out.

Each holder stands with its newest number of a kind, since a toll that one source raises is a running toll and no
dispute of the source with itself. Only like is laid beside like: the killed beside the killed, a whole beside a whole,
and a part beside a whole only where the part is greater.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.record.account import Account, Figure
from dateline.record.choices import DisputeKind, Effect, Strength
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..counted import Counted, are_alike, as_told, counted, in_words, is_part_of, is_vague, loosened
from ..days import days_of_account
from ..holders import Word, are_apart, is_later, same_text
from ..totals import context_of, is_older, is_only_seen, is_total
from ..whereabouts import are_together
from .asking import how_many
from .sides import accounts_of

_GROWING = frozenset(
    {Effect.KILLED, Effect.INJURED, Effect.DETAINED, Effect.DISPLACED, Effect.DESTROYED, Effect.DAMAGED}
)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as one holder gives it; ``low`` and ``high`` as wide as the words mean them."""

    word: Word
    figure: Figure
    kind: Counted
    low: int | None
    high: int | None

    @property
    def least(self) -> int:
        return self.low if self.low is not None else self.high or 0


def rival_numbers(words: Sequence[Word], summary: Summary) -> Iterator[DisputeAcross]:
    """Yield the disputes over numbers, one for each effect and kind of thing counted."""
    numbers = [number for word in words for number in _numbers(word)]
    for effect in Effect:
        of_effect = [n for n in numbers if n.figure.effect is effect]
        kinds: list[list[_Number]] = []
        for number in of_effect:
            like = next((k for k in kinds if are_alike(k[0].kind, number.kind, effect)), None)
            if like is None:
                kinds.append([number])
            else:
                like.append(number)
        disputed: set[int] = set()
        for like in sorted(kinds, key=lambda k: (not k[0].kind.is_whole, min(n.kind.kind for n in k))):
            found = _open(like, effect, summary) or _settled(like, effect, summary)
            if found is not None:
                yield found
                disputed.add(id(like))
        wholes = [k for k in kinds if id(k) not in disputed]
        yield from _parts_over_wholes(kinds, wholes, effect, summary)


def _numbers(word: Word) -> Iterator[_Number]:
    """Yield the numbers that a word gives, of each kind the greatest: the others are parts or what it was before."""
    if not word.asserts:
        return
    best: dict[tuple[Effect, Counted], _Number] = {}
    older: dict[tuple[Effect, Counted], _Number] = {}  # what a number was before, kept where it stands alone
    for figure in sorted(word.account.figures, key=as_told):
        if (figure.low is None and figure.high is None) or not _is_said_by(figure, word):
            continue
        context = context_of(figure, word.account.sentence)
        if not is_total(figure, context):
            continue
        low, high = loosened(figure, context.before)
        if low is not None and high is not None and is_only_seen(figure, context):
            high = None
        kind = counted(figure.what, figure.effect)
        kept = older if is_older(context) else best
        kept.setdefault((figure.effect, kind), _Number(word, figure, kind, low, high))
    yield from {**older, **best}.values()


def _is_said_by(figure: Figure, word: Word) -> bool:
    """Tell whether the voice of a word says this number: one that stands outside its words may be another's."""
    if word.voice is None or not word.voice.said:
        return True
    return f" {same_text(figure.words)} " in f" {same_text(word.voice.said)} "


def _last(numbers: Iterable[_Number]) -> list[_Number]:
    """Return the newest number of each holder; of several at one time the greatest."""
    last: dict[str, _Number] = {}
    for number in sorted(numbers, key=lambda n: (n.word.moment, n.least, n.word.account.id)):
        last[number.word.holder] = number
    return list(last.values())


def _open(like: list[_Number], effect: Effect, summary: Summary) -> DisputeAcross | None:
    """Return the dispute of the holders whose newest numbers differ."""
    last = _last(like)
    strengths = {
        (n, m): found for (n, one), (m, other) in combinations(enumerate(last), 2) if (found := _differ(one, other))
    }
    if not strengths:
        return None
    rivals = [last[n] for n in sorted({n for pair in strengths for n in pair})]
    strength = Strength.CONTRADICTION if Strength.CONTRADICTION in strengths.values() else Strength.TENSION
    return DisputeAcross(DisputeKind.COUNT, how_many(summary, effect, like[0].kind), _sides(rivals, like), strength)


def _sides(numbers: Iterable[_Number], like: Iterable[_Number] = ()) -> tuple[Side, ...]:
    """Return a side for each number, from the most to the fewest, with all accounts in which its holders give it."""
    sides: dict[tuple[int, str], list[Word]] = {}
    for number in numbers:
        sides.setdefault((-number.least, in_words(number.figure)), []).append(number.word)
    for number in like:
        words = sides.get((-number.least, in_words(number.figure)), [])
        if number.word.holder in {word.holder for word in words}:
            words.append(number.word)
    return tuple(
        Side(label, accounts_of(words)) for (_, label), words in sorted(sides.items(), key=lambda item: item[0])
    )


def _differ(one: _Number, other: _Number) -> Strength | None:
    """Return how two holders' numbers of the same thing differ; None where both fit or one has grown to the other."""
    few, many = (one, other) if one.least <= other.least else (other, one)
    strength = _strength(few, many)
    if strength is None or not are_apart(few.word, many.word):
        return None
    is_one = are_alike(few.kind, many.kind, few.figure.effect) and _may_be_one(few.word.account, many.word.account)
    return strength if is_one else None


def _strength(few: _Number, many: _Number) -> Strength | None:
    if _exclude(few, many):
        if _is_rounded(few, many):
            return None
        if is_vague(few.figure) or is_vague(many.figure):
            return Strength.TENSION
        has_grown = few.figure.effect in _GROWING and few.low is not None and is_later(many.word, few.word)
        return Strength.TENSION if has_grown else Strength.CONTRADICTION
    if few.high is None and few.low is not None and many.low is not None and few.least < many.least:
        # "At least 30" and 57 can both be so; told first, the 30 has grown.
        told_before = is_later(many.word, few.word) or _is_rounded(few, many)
        return None if told_before or not _is_exact(few, many) else Strength.TENSION
    return None


def _may_be_one(one: Account, other: Account) -> bool:
    """Tell whether two accounts can tell of one incident by place and day; else their numbers are of two."""
    ours, theirs = days_of_account(one), days_of_account(other)
    if ours is not None and theirs is not None and not ours.meets(theirs):
        return False
    return one.place is None or other.place is None or are_together(one.place, other.place)


def _exclude(few: _Number, many: _Number) -> bool:
    below = few.high is not None and many.low is not None and few.high < many.low
    above = few.low is not None and many.high is not None and many.high < few.low
    return below or above


def _is_exact(few: _Number, many: _Number) -> bool:
    """Tell whether a least number is meant as the number: not "more than 40", "dozens" or "about 50"."""
    return few.figure.low == few.low and in_words(few.figure).startswith("at least") and many.figure.low == many.low


def _is_rounded(few: _Number, many: _Number) -> bool:
    """Tell whether one number may be the other rounded: "200" beside "212"."""
    small, great = few.least, many.least
    return small >= 100 and (small % 100 == 0 or great % 100 == 0) and great - small <= great // 10


def _parts_over_wholes(
    kinds: list[list[_Number]], undisputed: list[list[_Number]], effect: Effect, summary: Summary
) -> Iterator[DisputeAcross]:
    """Yield where one holder counts more of a part than another of a whole that is not disputed as it is."""
    for wholes in undisputed:
        over = [
            (part, whole)
            for parts in kinds
            if is_part_of(parts[0].kind, wholes[0].kind, effect)
            for part in _last(parts)
            for whole in _last(wholes)
            if part.low is not None and whole.high is not None and whole.high < part.low
            if are_apart(part.word, whole.word) and not _is_rounded(whole, part)
            if not is_vague(part.figure) and not is_vague(whole.figure)
        ]
        if over:
            about = how_many(summary, effect, wholes[0].kind)
            sides = _sides([*{id(p): p for p, _ in over}.values(), *{id(w): w for _, w in over}.values()])
            yield DisputeAcross(DisputeKind.COUNT, about, sides, Strength.CONTRADICTION)


def _settled(like: list[_Number], effect: Effect, summary: Summary) -> DisputeAcross | None:
    """Return the contradiction that was until one holder came to give the other's number."""
    last = {number.word.holder: number for number in _last(like)}
    for number in sorted(like, key=lambda n: (n.word.moment, n.word.account.id)):
        now = last[number.word.holder]
        if now is number or not is_later(now.word, number.word):
            continue
        for other in sorted(last.values(), key=lambda n: (n.word.moment, n.word.account.id)):
            stood = is_later(now.word, other.word) and _differ(number, other) is Strength.CONTRADICTION
            if stood and _differ(now, other) is None and (now.low, now.high) != (number.low, number.high):
                how = f"{now.word.called}, who had said {in_words(number.figure)}, now says {in_words(now.figure)}"
                sides = _sides([number, other])
                about = how_many(summary, effect, number.kind)
                return DisputeAcross(DisputeKind.COUNT, about, sides, Strength.CONTRADICTION, now.word.account.id, how)
    return None
