"""What the accounts of an occurrence say together: accounts of one occurrence in, one :class:`Summary` out.

Each field is one that an account gives: the one of the accounts that tell most exactly and agree with most of the
others. Nothing is averaged and nothing is made up between two accounts. The order of the accounts changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from dateline.record.account import Account, Figure
from dateline.record.choices import Effect, Outcome, Status, TimePrecision
from dateline.record.entities import Actor, Place
from dateline.record.occurrence import Range, Summary

from .counted import Counted, as_told, counted, is_vague
from .days import Days, days_of_account
from .holders import DONE, Word, in_order, newest, words_of
from .parties import Parties, actors_of, plain_name
from .totals import context_of, is_total
from .whereabouts import GRAIN, are_together

T = TypeVar("T", bound=Hashable)

_GENERIC = "attack"  # violence by no told means: any other subtype says more
# Of accounts that are not told as having happened, the one that is nearest to it.
_NEARNESS = (Status.HAPPENED, Status.ONGOING, Status.PLANNED, Status.UNDECIDED, Status.POSSIBLE, Status.CONDITIONAL)


def summarise(accounts: Sequence[Account]) -> Summary:
    """Return what accounts of one occurrence say together; denials say nothing where anybody asserts it.

    Raises ``ValueError`` without accounts.
    """
    if not accounts:
        raise ValueError("an occurrence has at least one account")
    return summarise_words(words_of(accounts, Parties(actors_of(accounts))))


def summarise_words(all_words: Sequence[Word]) -> Summary:
    """Return what the accounts behind words say together; the words are all those of these accounts."""
    ordered = in_order({word.account.id: word.account for word in all_words}.values())
    asserting = [a for a in ordered if a.status is not Status.DENIED] or ordered
    kept = {account.id for account in asserting}
    words = [w for w in all_words if w.account.id in kept and (not w.denies or len(kept) == len(ordered))]
    holders = _holders(words)
    type_ = _most(asserting, lambda a: a.type, holders)
    typed = [a for a in asserting if a.type is type_]
    named = [a for a in typed if a.subtype and a.subtype != _GENERIC]
    exact = [a for a in typed if a.subtype]
    subtype = _most(named or exact, lambda a: a.subtype, holders) if exact else None
    start, end, precision = _when(asserting, ordered)
    return Summary(
        type=type_,
        subtype=subtype,
        mode=_most_of(typed, lambda a: a.mode, holders),
        cameo=_most_of([a for a in typed if a.subtype == subtype] or typed, lambda a: a.cameo, holders),
        contexts=_by_number(context for a in asserting for context in dict.fromkeys(a.contexts)),
        status=_status(words, asserting),
        outcome=_most_of(asserting, _outcome, holders),
        alleged=all(a.alleged for a in asserting),
        actors=_taking_part(a.actors for a in asserting),
        recipients=_taking_part(a.recipients for a in asserting),
        via=_taking_part(a.via for a in asserting),
        place=_where(asserting) or _where(ordered),
        start=start,
        end=end,
        precision=precision,
        ranges=find_ranges(asserting),
        first_told=min((a.published[:10] for a in ordered if a.published), default=None),
        last_told=max((a.published[:10] for a in ordered if a.published), default=None),
    )


def find_ranges(accounts: Iterable[Account]) -> tuple[Range, ...]:
    """Return the ranges of the numbers that accounts give, one for each effect and kind of thing counted.

    Only totals count, not "another 12" nor a victim told by name; of several of one kind in an account the greatest, as
    the others are parts of it or what it was before.
    """
    said: dict[tuple[Effect, Counted], list[tuple[str, Figure]]] = {}
    for account in in_order(accounts):
        told: dict[tuple[Effect, Counted], Figure] = {}
        totals = [f for f in account.figures if is_total(f, context_of(f, account.sentence))]
        for figure in sorted(totals, key=as_told):
            if figure.low is not None or figure.high is not None:
                told.setdefault((figure.effect, counted(figure.what, figure.effect)), figure)
        for key, figure in told.items():
            said.setdefault(key, []).append((account.id, figure))
    effects = list(Effect)
    ordered = sorted(
        said, key=lambda key: (effects.index(key[0]), not key[1].is_whole, key[1].kind, str(key[1].nation))
    )
    return tuple(_range(effect, kind, said[effect, kind]) for effect, kind in ordered)


def _range(effect: Effect, kind: Counted, said: list[tuple[str, Figure]]) -> Range:
    # "Dozens" names no number: its ends count only where nobody says one.
    exact = [figure for _, figure in said if not is_vague(figure)] or [figure for _, figure in said]
    lows = [f.low for f in exact if f.low is not None]
    highs = [f.high for f in exact if f.high is not None]
    # "Fewer than ten" beside "at least 30": the least number said is the nine, the most is the thirty.
    low = min([*lows, *highs]) if lows else None
    high = max([*lows, *highs]) if highs else None
    return Range(effect, kind.kind, low, high, tuple(said))


def _holders(words: Iterable[Word]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(word.account.id, set()).add(word.holder)
    return {account: frozenset(keys) for account, keys in found.items()}


def _most(accounts: Sequence[Account], of: Callable[[Account], T], holders: dict[str, frozenset[str]]) -> T:
    """Return the value that most holders give, then that of most accounts, then the first in the alphabet."""
    behind: dict[T, set[str]] = {}
    times: Counter[T] = Counter()
    for account in accounts:
        value = of(account)
        behind.setdefault(value, set()).update(holders.get(account.id, ()))
        times[value] += 1
    return min(behind, key=lambda value: (-len(behind[value]), -times[value], str(value)))


def _most_of(
    accounts: Sequence[Account], of: Callable[[Account], T | None], holders: dict[str, frozenset[str]]
) -> T | None:
    told = [a for a in accounts if of(a) is not None]
    return _most(told, of, holders) if told else None


def _outcome(account: Account) -> Outcome | None:
    return account.outcome


def _status(words: Sequence[Word], asserting: Sequence[Account]) -> Status:
    """Return the status that the newest word of most holders gives; what is done outweighs what was ahead."""
    told = [w.account.status for w in newest(words).values()] or [a.status for a in asserting]
    done = [status for status in told if status in DONE]
    if not done and any(a.status in DONE for a in asserting):
        done = [a.status for a in asserting if a.status in DONE]
    counts = Counter(done or told)
    rank = {status: n for n, status in enumerate(_NEARNESS)}
    return min(counts, key=lambda status: (-counts[status], rank.get(status, len(rank)), status.value))


def _by_number(values: Iterable[T]) -> tuple[T, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], str(value))))


def _taking_part(named: Iterable[tuple[Actor, ...]]) -> tuple[Actor, ...]:
    """Return the actors of accounts, one for each name, those that most accounts name first, then the first named."""
    times: Counter[str] = Counter()
    known: dict[str, Actor] = {}
    first: dict[str, int] = {}
    for at, actors in enumerate(named):
        here: set[str] = set()
        for actor in actors:
            key = plain_name(actor.name)
            here.add(key)
            first.setdefault(key, at)
            if key not in known or _fullness(actor) < _fullness(known[key]):
                known[key] = actor
        times.update(here)
    return tuple(known[key] for key in sorted(times, key=lambda key: (-times[key], first[key], key)))


def _fullness(actor: Actor) -> tuple[bool, bool, int, str, str]:
    return actor.country is None, actor.sector is None, -len(actor.roles), actor.id, actor.name


def _where(accounts: Sequence[Account]) -> Place | None:
    """Return the most precise of the places that are together with those of more than half of the accounts."""
    named: dict[tuple[str, float | None, float | None, str], list[Place]] = {}
    for place in (a.place for a in accounts if a.place is not None):
        named.setdefault((place.name, place.lat, place.lon, place.precision), []).append(place)
    if not named:
        return None
    places = {key: min(found, key=lambda p: (p.geonames_id or 0, p.id)) for key, found in named.items()}
    total = sum(map(len, named.values()))
    support = {
        key: sum(len(named[other]) for other in named if other == key or are_together(places[key], places[other]))
        for key in named
    }
    enough = [key for key in named if 2 * support[key] > total] or [
        key for key in named if support[key] == max(support.values())
    ]
    best = min(enough, key=lambda key: (GRAIN[places[key].precision], -support[key], -len(named[key]), str(key)))
    return places[best]


def _when(asserting: Sequence[Account], all_: Sequence[Account]) -> tuple[str | None, str | None, TimePrecision | None]:
    """Return the narrowest days that meet those of more than half of the accounts that have any."""
    told = [days for a in asserting if (days := days_of_account(a)) is not None]
    told = told or [days for a in all_ if (days := days_of_account(a)) is not None]
    if not told:
        return None, None, None
    counts: Counter[Days] = Counter(told)
    support = {d: sum(n for other, n in counts.items() if d.meets(other)) for d in counts}
    enough = [d for d in counts if 2 * support[d] > len(told)] or [
        d for d in counts if support[d] == max(support.values())
    ]
    best = min(enough, key=lambda d: (d.length, -support[d], -counts[d], d.start or "", d.end or "", d.precision))
    return best.start, best.end, best.precision
