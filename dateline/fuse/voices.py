"""The voices that accounts go back to in, the sources that they are out: one voice however often it is quoted.

Who speaks for a body is that body; a person of a body hangs on it; voices without a name are matched by their words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.record.account import Account, Voice
from dateline.record.choices import ActorKind, SourceKind
from dateline.record.entities import Actor

from .reliance import Press, medium_of
from .unnamed import Told, canonical_name, is_country, names_in, plain_name, plain_words, read_voice

_STATE = frozenset((ActorKind.GOVERNMENT, ActorKind.ARMED_FORCE))
_BODIES = _STATE | {ActorKind.ARMED_GROUP, ActorKind.PARTY, ActorKind.ORGANIZATION, ActorKind.INTERGOVERNMENTAL}
_SERVANTS = frozenset(("GOV", "MIL", "COP", "SPY"))  # sectors of persons who serve a state
_SMALL = frozenset(("for", "of", "and", "the", "in", "on", "to", "'s"))
_ITS = ("its ", "their ", "his ", "her ")
_ONE_BODY = frozenset((SourceKind.INSTITUTION, SourceKind.PERSON, SourceKind.DOCUMENT))


class Heard(NamedTuple):
    """A voice that an account goes back to; ``text`` stands for the wording that it is in."""

    account: Account
    voice: Voice
    text: Hashable


@dataclass(slots=True, eq=False)
class Found:
    """One source: its accounts, how many persons it may be, and the bodies and states that it hangs on.

    ``told`` is what its words tell where it has no name; ``holders`` are who heard it; ``bodies`` the kinds of body
    that it is, and ``is_its`` whether the words make it part of another ("its Sixth Division").
    """

    key: tuple[Hashable, ...]
    kind: SourceKind
    is_named: bool
    names: set[str] = field(default_factory=set)
    accounts: set[str] = field(default_factory=set)
    interested: set[bool | None] = field(default_factory=set)
    hangs_on: set[Hashable] = field(default_factory=set)
    most: int = 1
    told: Told | None = None
    texts: set[Hashable] = field(default_factory=set)
    localities: set[str] = field(default_factory=set)
    holders: set[str] = field(default_factory=set)
    bodies: set[ActorKind] = field(default_factory=set)
    is_its: bool = False

    @property
    def name(self) -> str:
        """The longest of its names."""
        longest = max(self.names, key=lambda name: (len(name), name), default="a voice without a name")
        return longest if self.told is None else plain_words(longest)


class Names:
    """The names of bodies and persons in accounts, each with one key whatever its spelling and country."""

    def __init__(self, accounts: Iterable[Account], heard: Iterable[Heard]) -> None:
        self._countries: dict[str, set[str]] = defaultdict(set)
        self._as_written: dict[str, str] = {}
        self._bodies: set[str] = set()
        self.states: dict[str, set[str]] = defaultdict(set)
        whole = {actor.name for account in accounts for actor in (*account.actors, *account.recipients)}
        whole |= {h.voice.name for h in heard if h.voice.name}
        self._whole = {plain_name(name) for name in whole}
        persons = set()
        for account in accounts:
            for actor in (*account.actors, *account.recipients):
                self._add(actor.name, actor)
        for h in heard:
            if h.voice.name:
                name = self._add(h.voice.name, h.voice.actor)
                if h.voice.kind is SourceKind.PERSON:
                    persons.add(name)
        self._person = {
            name: longer[0]
            for name in persons
            if " " not in name and len(longer := [p for p in persons if p.endswith(f" {name}")]) == 1
        }
        first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._initials: dict[str, str] = {}
        for body in sorted(self._bodies):
            words = read_voice(body).tokens
            if words and not is_country(body):
                first[words[0]].add(words)
                letters = "".join(word[0] for word in words if word not in _SMALL)
                if len(letters) > 2:  # "SDN" for a Sudan Doctors Network
                    self._initials.setdefault(letters, body)
        self._first = {word: tuple(sorted(names, key=lambda n: (-len(n), n))) for word, names in first.items()}

    def key(self, name: str, country: str | None = None) -> tuple[Hashable, ...]:
        """Return the key of a name; countries part it only where accounts give it several."""
        plain = self._plain(name)
        plain = self._person.get(plain, plain)
        countries = sorted(self._countries.get(plain, ()))
        if len(countries) < 2:
            return ("name", plain)
        return ("name", plain, country if country in countries else countries[0])

    def bodies_in(self, told: Told, country: str | None) -> list[tuple[Hashable, ...]]:
        """Return the keys of the bodies that words name: those of the lexicon and those of the accounts.

        Letters that mean several things count where the accounts name the body in full, or the voice is of its country.
        """
        names = [
            body.name
            for body in told.bodies
            if not body.is_shared
            or plain_name(body.name) in self._whole
            or (country is not None and body.country == country)
        ]
        names += [" ".join(words) for words in names_in(told.tokens, self._first)]
        names += [self._initials[letters] for letters in told.acronyms if letters in self._initials]
        for name in names:
            self._write(self._plain(name), name)
        keys = {self.key(name, told.country): None for name in names if not is_country(plain_name(name))}
        return list(keys)

    def written(self, key: tuple[Hashable, ...]) -> str:
        """Return the name of a key as it is written."""
        return self._as_written.get(str(key[1]), str(key[1]))

    def _write(self, plain: str, name: str) -> None:
        self._as_written[plain] = max(self._as_written.get(plain, ""), name, key=lambda n: (n != plain, len(n), n))

    def _plain(self, name: str) -> str:
        known = canonical_name(name)
        if known.is_shared and plain_name(known.name) not in self._whole:
            return plain_name(name)
        return plain_name(known.name)

    def _add(self, name: str, actor: Actor | None) -> str:
        plain = self._plain(name)
        self._write(plain, name)
        if actor is not None:
            if actor.country:
                self._countries[plain].add(actor.country)
            if actor.kind in _BODIES and name[:1].isupper():
                self._bodies.add(plain)
                if actor.kind in _STATE and actor.country:
                    self.states[plain].add(actor.country)
        return plain


def find_voices(press: Press, heard: Sequence[Heard]) -> dict[tuple[str, int], Found]:
    """Return the source that each voice is, by its account and its place among the voices heard there."""
    names = Names(press.accounts, heard)
    words = _fullest_words(heard)
    found: dict[tuple[Hashable, ...], Found] = {}
    of: dict[tuple[str, int], tuple[Hashable, ...]] = {}
    count: dict[str, int] = defaultdict(int)
    spoken = [(h, _words_of(h, words)) for h in heard]
    plain_in = {(h.text, read_voice(w).plain) for h, w in spoken if h.voice.name is None}
    for h, told_by in spoken:
        source = _source_of(press, names, h, told_by, plain_in)
        known = found.setdefault(source.key, source)
        known.names |= source.names
        known.accounts.add(h.account.id)
        known.interested.add(h.voice.interested)
        known.hangs_on |= source.hangs_on
        known.texts.add(h.text)
        known.kind = min(known.kind, source.kind)
        known.is_its |= h.voice.words.casefold().startswith(_ITS)
        if h.voice.actor is not None and h.voice.actor.kind in _BODIES and source.kind is SourceKind.INSTITUTION:
            known.bodies.add(h.voice.actor.kind)
        if h.voice.locality:
            known.localities.add(plain_name(h.voice.locality))
        known.holders.add(holder_of(press, h.account, h.voice))
        of[h.account.id, count[h.account.id]] = source.key
        count[h.account.id] += 1
    merged = _merge_references(found)
    return {place: found[merged.get(key, key)] for place, key in of.items()}


def holder_of(press: Press, account: Account, voice: Voice) -> str:
    """Return the name of the outlet or agency that heard a voice: the one it told, else the one it is printed by."""
    if voice.to is not None and voice.to.kind is ActorKind.MEDIA:
        return voice.to.name
    for chain in account.chains:
        if len(chain) > 1 and chain[0] is voice and (medium := medium_of(chain[1])):
            return medium
    return press.labels[press.speaker[account.id]]


def _fullest_words(heard: Sequence[Heard]) -> dict[tuple[str, str], str]:
    """Return the words that tell most of each actor of a report: of "she" and "a volunteer near the centre", these."""
    fullest: dict[tuple[str, str], str] = {}
    for h in heard:
        if h.voice.actor is not None and h.voice.name is None:
            key = (h.account.report, h.voice.actor.id)
            told = read_voice(h.voice.words)
            rank = (not told.is_reference, not told.is_definite, len(h.voice.words), h.voice.words)
            before = fullest.get(key)
            if before is None:
                fullest[key] = h.voice.words
                continue
            other = read_voice(before)
            if rank > (not other.is_reference, not other.is_definite, len(before), before):
                fullest[key] = h.voice.words
    return fullest


def _words_of(h: Heard, fullest: dict[tuple[str, str], str]) -> str:
    if h.voice.actor is None or h.voice.name is not None:
        return h.voice.words
    words = fullest[h.account.report, h.voice.actor.id]
    return h.voice.actor.name if read_voice(words).is_reference else words


def _source_of(press: Press, names: Names, h: Heard, words: str, plain_in: set[tuple[Hashable, str]]) -> Found:
    """Return the source that one voice is, by its name, its body, its office or its words."""
    voice, actor = h.voice, h.voice.actor
    told = read_voice(words)
    country = actor.country if actor is not None else None
    bodies = names.bodies_in(told, country)
    if voice.name and voice.kind not in (SourceKind.GROUP, SourceKind.ANONYMOUS):
        key = names.key(voice.name, country)
        hangs: set[Hashable] = {body for body in bodies if body != key and voice.kind is SourceKind.PERSON}
        return Found(key, voice.kind, True, {voice.name}, hangs_on=hangs | _states(names, key, actor))
    if voice.kind in _ONE_BODY and len(bodies) == 1 and (told.speaks_for or voice.kind is SourceKind.DOCUMENT):
        name = names.written(bodies[0])
        return Found(bodies[0], SourceKind.INSTITUTION, True, {name}, hangs_on=_states(names, bodies[0]))
    hangs = {*bodies, *(("state", body.state) for body in told.bodies if body.state is not None)}
    if voice.kind is SourceKind.GROUP and voice.name:
        hangs.add(names.key(voice.name, country))
    if told.is_official and (of := told.country or (country if voice.kind is SourceKind.PERSON else None)):
        hangs.add(("state", of))
    if voice.kind is SourceKind.PERSON and (len(told.plain.split()) > 1 or bodies):
        office = ("office", told.plain, country or "")
        return Found(office, voice.kind, True, {words}, hangs_on=hangs, told=told)
    text = h.text
    for number in press.texts(h.account.report):
        if (number, told.plain) in plain_in:
            text = number
            break
    is_one = voice.kind in (SourceKind.INSTITUTION, SourceKind.MEDIA, SourceKind.DOCUMENT)
    most = 1 + told.others if is_one else told.most
    if voice.kind is SourceKind.GROUP and not told.number:
        most = max(most, 2)
    return Found(
        ("words", str(text), told.plain), voice.kind, False, {words} - {""}, hangs_on=hangs, most=most, told=told
    )


def _states(names: Names, key: tuple[Hashable, ...], actor: Actor | None = None) -> set[Hashable]:
    """Return the state that a body is part of or a person serves."""
    states: set[Hashable] = {("state", country) for country in names.states.get(str(key[1]), ())}
    if len(key) > 2 or actor is not None:
        states = set()
        if actor is not None and actor.country:
            serves = actor.kind is ActorKind.PERSON and actor.sector in _SERVANTS
            if serves or actor.kind in _STATE:
                states = {("state", actor.country)}
    return states


def _merge_references(found: dict[tuple[Hashable, ...], Found]) -> dict[tuple[Hashable, ...], tuple[Hashable, ...]]:
    """Merge voices that only point to another of their text ("one of them"), and return which went into which."""
    in_text: dict[Hashable, list[Found]] = defaultdict(list)
    unnamed = sorted((source for source in found.values() if not source.is_named), key=lambda source: str(source.key))
    for source in unnamed:
        for text in source.texts:
            in_text[text].append(source)
    target: dict[tuple[Hashable, ...], Found] = {}
    for source in unnamed:
        pointed = [o for text in source.texts for o in in_text[text] if o is not source and _points_to(source, o)]
        if pointed:
            target[source.key] = min(pointed, key=lambda o: str(o.key))
    merged = {}
    for key in target:
        last = target[key]
        while last.key in target:  # ends: "one of them" points to "the sources", these to "three sources"
            last = target[last.key]
        source = found[key]
        last.accounts |= source.accounts
        last.interested |= source.interested
        last.localities |= source.localities
        last.texts |= source.texts
        last.holders |= source.holders
        merged[key] = last.key
    return merged


def _points_to(one: Found, other: Found) -> bool:
    """Tell whether the words of a voice may only point to another voice of the text."""
    if one.told is None or other.told is None or other.told.is_reference:
        return False
    if one.told.is_reference:
        return True
    same_noun = one.told.head in {word.removesuffix("s") for word in other.told.content}
    if one.told.is_definite and not other.told.is_definite:
        return same_noun
    return one.told.is_other and not other.told.is_other and other.told.most > 1 and same_noun
