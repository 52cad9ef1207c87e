"""Rival doers: the words of accounts in, disputes over who did a deed of violence out.

Only bodies with a name, and persons of a state or group, are rivals, and only where they are not one side or part of
each other. Two reports that name two private persons make no dispute of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.record.choices import Act, ActorKind, DisputeKind, EventType, Strength
from dateline.record.entities import Actor
from dateline.record.occurrence import DisputeAcross, Side, Summary

from ..holders import Word
from ..naming import listed, with_article
from ..parties import Parties, are_related
from .asking import who_did
from .sides import accounts_of, group_rivals

_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})
# In fighting each side attacks the other: that two reports name it by two of them is no dispute, unless one blames.
_BY_BOTH = frozenset({"armed_clash", "territory_taken"})

Doers = frozenset[str]


def rival_doers(words: Sequence[Word], summary: Summary, parties: Parties) -> Iterator[DisputeAcross]:
    """Yield the dispute over who did it."""
    if summary.type not in _FORCE:
        return
    held: dict[Doers, list[Word]] = {}
    for word in words:
        if word.doers and word.asserts and word.account.type in _FORCE and _blames(word, summary):
            bodies = (actor for actor in word.account.actors if not _is_private(actor))
            doers = frozenset(key for key in map(parties.of, bodies) if key is not None)
            if doers:
                held.setdefault(doers, []).append(word)
    groups, strength = group_rivals(held, _exclude, lambda doers: (len(doers), sorted(doers)))
    if strength is None:
        return
    sides = tuple(
        Side(listed(with_article(parties.name(key)) for key in sorted(doers[0])), accounts_of(told))
        for doers, told in groups
    )
    is_mutual = any(_blame_each_other(one, other) for one in groups for other in groups if one is not other)
    yield DisputeAcross(DisputeKind.ACTOR, who_did(summary, is_mutual), sides, strength)


def _is_private(actor: Actor) -> bool:
    return actor.kind is ActorKind.PERSON and (actor.country is None or actor.sector is None)


def _blames(word: Word, summary: Summary) -> bool:
    if summary.subtype not in _BY_BOTH:
        return True
    return word.account.alleged or (word.voice is not None and word.voice.act is Act.ACCUSE)


def _exclude(one: Doers, other: Doers) -> Strength | None:
    related = any(are_related(a, b) for a in one for b in other)
    return None if related else Strength.CONTRADICTION


def _blame_each_other(one: tuple[list[Doers], list[Word]], other: tuple[list[Doers], list[Word]]) -> bool:
    """Tell whether a voice of each group is a side that the other group names."""
    blamed, blaming = frozenset().union(*one[0]), {w.party for w in one[1]}
    counter, answering = frozenset().union(*other[0]), {w.party for w in other[1]}
    return bool(blaming & counter) and bool(answering & blamed)
