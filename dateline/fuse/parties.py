"""Which side an actor or a voice belongs to: actors of many accounts in, one key for each side out.

A state is one side with its army, its ministries and whoever speaks from an office of it; a group is one side under all
its names. "Gunmen", "unidentified aircraft" and "residents" are no side: they may be anyone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dateline.lexicon.actors import KnownActor, Spelling, agents, known_actors, split_actor, word_list
from dateline.lexicon.countries import countries, country_at, country_by_word, split_name
from dateline.record.account import Account, Voice
from dateline.record.choices import ActorKind, SourceKind
from dateline.record.entities import Actor

STATE = "state:"  # opens the key of a state, before its ISO 3166-1 alpha-3 code
_OF_STATE = frozenset({ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE})
STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})  # PLOVER: offices of a state
_STATE_KINDS = frozenset(kind.value for kind in _OF_STATE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SPEAKING = _words(
    "spokesman spokeswoman spokesperson spokesmen official officials commander commanders leader leaders leadership "
    "minister ministry command statement representative envoy"
)
_VAGUE = _words(
    "drones drone men people sides side others parties powers aircraft jets planes elements troops forces units "
    "sources media television committee teams staff"
)
_TIED = _words(
    "backed led linked affiliated allied aligned inspired funded trained armed supported held controlled run"
)
_TOWARDS = _words("anti pro non ex")
_LOOSE = _words("unidentified unknown unnamed unspecified")
_BARE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


@cache
def plain_name(name: str) -> str:
    """Return a name as it is compared: small letters, no article, no typographic signs."""
    return " ".join(split_actor(_BARE.sub("", name.strip()).replace('"', "")))


@cache
def _common() -> frozenset[str]:
    lists = ("cast.forces", "cast.members", "cast.officials", "cast.rulers", "cast.anyone", "model_names.body_nouns")
    return frozenset({*_VAGUE, *agents(), *(word for name in lists for word in word_list(name))})


def _is_common(word: str) -> bool:
    lower = word.lower()
    return lower in _common() or (lower.endswith("s") and lower[:-1] in _common())


@cache
def _listed(name: str, country: str | None) -> KnownActor | None:
    """Return the actor that the lexicon knows by this name; letters that others share need the country."""
    words = split_actor(_BARE.sub("", name.strip()))
    for spelling in known_actors().get(words[0], ()) if words else ():
        if spelling.words == words and _counts(spelling, name, country):
            return spelling.actor
    return None


@cache
def canonical_name(name: str, country: str | None = None) -> str:
    """Return the one name that all names of an actor have, as it is compared: "RSF" is "rapid support forces"."""
    listed = _listed(name, country)
    return plain_name(name if listed is None else listed.name)


@cache
def state_called(name: str) -> str | None:
    """Return the key of the state that a name is the name of: "Sudan", "the United States"."""
    found = country_by_word().get(split_name(_BARE.sub("", name.strip())))
    return f"{STATE}{found[0]}" if found is not None and found[1] == "name" else None


@cache
def _known(name: str, country: str | None = None) -> str | None:
    listed = _listed(name, country)
    return None if listed is None else _key_of(listed)


@cache
def _names_listed() -> dict[str, str]:
    """Return the names of the lexicon by how they are compared."""
    return {plain_name(s.actor.name): s.actor.name for found in known_actors().values() for s in found}


@cache
def _known_within(name: str, country: str | None = None) -> str | None:
    """Return the key of the longest actor of the lexicon that a longer name holds: "suspected Boko Haram fighters"."""
    written = re.split(r"[-–/\s]+", name.strip())
    lower = [word.lower() for word in written]
    best: tuple[int, str] | None = None
    for at, first in enumerate(lower):
        for spelling in known_actors().get(first, ()):
            size = len(spelling.words)
            if tuple(lower[at : at + size]) != spelling.words or _is_tied(lower, at, at + size):
                continue
            here = " ".join(written[at : at + size])
            if here != here.lower() and _counts(spelling, here, country) and (best is None or size > best[0]):
                best = size, _key_of(spelling.actor)
    return None if best is None else best[1]


def _counts(spelling: Spelling, written: str, country: str | None) -> bool:
    """Tell whether a spelling of the lexicon counts as it is written here."""
    if spelling.is_shared and (country is None or country != spelling.actor.country):
        return False
    return not spelling.is_acronym or written.isupper()


def _key_of(actor: KnownActor) -> str:
    return f"{STATE}{actor.country}" if actor.kind in _STATE_KINDS and actor.country else plain_name(actor.name)


@cache
def _country_within(name: str) -> str | None:
    words = _BARE.sub("", name.strip()).replace("-", " - ").split()
    lower = [word.lower() for word in words]
    for at in range(len(words)):
        found = country_at(words, at)
        if found is not None and found.role != "people" and not _is_tied(lower, at, found.end, dash=True):
            return found.iso3
    return None


def _is_tied(lower: list[str], start: int, end: int, dash: bool = False) -> bool:
    """Tell whether a name in words only tells of a tie: "Iran-backed forces", "anti-Hamas militia"."""
    before = [word for word in lower[:start] if word != "-"] if dash else lower[:start]
    after = [word for word in lower[end:] if word != "-"] if dash else lower[end:]
    return bool(after[:1] and after[0] in _TIED) or bool(before[-1:] and before[-1] in _TOWARDS)


@cache
def _is_loose(name: str) -> bool:
    words = _BARE.sub("", name.strip()).split()
    return not words or words[0].lower() in _LOOSE


@cache
def _has_name(name: str) -> bool:
    words = _BARE.sub("", name.strip()).split()
    if _is_loose(name):
        return False
    if _known(name) is not None or _known_within(name) is not None or any(w[:1].isupper() for w in words[1:]):
        return True
    return words[0][:1].isupper() and not _is_common(words[-1])


def is_named(actor: Actor) -> bool:
    """Tell whether an actor is called by a name, and not by what it is ("gunmen", "Drones", "Local activists")."""
    return _has_name(actor.name) or (actor.kind in _OF_STATE and actor.country is not None)


@cache
def _by_itself(name: str, kind: ActorKind, country: str | None, sector: str | None) -> str | None:
    """Return the key of the side of an actor, by what is known of it alone."""
    if country is not None and (kind in _OF_STATE or (kind is ActorKind.PERSON and sector in STATE_SECTORS)):
        return f"{STATE}{country}"
    known = _known(name, country) or _known_within(name, country)
    if known is not None or _is_loose(name):
        return known
    if kind in _OF_STATE and (of := _country_within(name)) is not None:
        return f"{STATE}{of}"
    return plain_name(name) if _has_name(name) else None


class Parties:
    """The sides that some actors and their voices belong to, and the names they have for them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._names: dict[str, set[str]] = {}
        for actor in actors:
            key = self.of(actor)
            if key is not None and (actor.kind is not ActorKind.PERSON or key == plain_name(actor.name)):
                self._names.setdefault(key, set()).add(actor.name)

    def of(self, actor: Actor) -> str | None:
        """Return the key of the side of an actor, that of the state whose office it holds; None if it may be anyone."""
        return _by_itself(actor.name, actor.kind, actor.country, actor.sector)

    def of_voice(self, voice: Voice) -> str | None:
        """Return the key of the side that a voice speaks for; None for one that nobody can place.

        "A State Department official" speaks for a state, but not one who is said to hide its name or to be close to it.
        """
        if voice.kind is SourceKind.ANONYMOUS and (
            voice.reason or voice.proximity or not _SPEAKING & {*voice.words.lower().split()}
        ):
            return None
        if voice.actor is not None and (key := self.of(voice.actor)) is not None:
            return key
        called = voice.name or voice.words
        if _known(called) is not None:
            return _by_itself(called, ActorKind.UNKNOWN, None, None)
        if _SPEAKING & {*called.lower().split()}:
            within = _known_within(called)
            country = _country_within(called) if within is None else None
            return within or (f"{STATE}{country}" if country else None)
        return None

    def name(self, key: str) -> str:
        """Return the name of a side as the accounts have it, the shortest and first."""
        names = self._names.get(key, set())
        if key.startswith(STATE):
            country = countries().get(key.removeprefix(STATE))
            return country.name if country is not None else min(names, default=key.removeprefix(STATE))
        if not names:
            return _names_listed().get(key, key)
        return min(names, key=lambda name: (plain_name(name) != key, len(name), name))

    def actor(self, key: str) -> Actor:
        """Return a side as an actor, by its key and its name."""
        if key.startswith(STATE):
            return Actor(key, self.name(key), ActorKind.GOVERNMENT, key.removeprefix(STATE), "GOV", ())
        return Actor(key, self.name(key), ActorKind.UNKNOWN, None, None, ())


def actors_of(accounts: Iterable[Account]) -> Iterator[Actor]:
    """Yield every actor of accounts: those who take part, and the voices."""
    for account in accounts:
        yield from account.actors
        yield from account.recipients
        yield from account.via
        for chain in account.chains:
            yield from (voice.actor for voice in chain if voice.actor is not None)


@cache
def are_related(one: str, other: str) -> bool:
    """Tell whether two sides are one or may be part of each other: "houthi" and "houthi rebels"."""
    states = [key for key in (one, other) if key.startswith(STATE)]
    if one == other or not states:
        return one == other or f" {one} " in f" {other} " or f" {other} " in f" {one} "
    words = {word for key in (one, other) if key not in states for word in key.split()}
    country = countries().get(states[0].removeprefix(STATE))
    if country is None or "coalition" not in words:
        return False
    return any(plain_name(name) in words for name in (*country.names, *country.adjectives))
