"""Accounts and groups of copies in, how many sources that do not depend on each other stand behind them out.

The answer is an interval: its low end counts what cannot be one source by what the reports say, its high end whatever
may be another. docs/standing.md has the rules in plain words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from dateline.record.account import Account, Chain, Voice
from dateline.record.choices import Act, SourceKind, Status
from dateline.record.occurrence import Independence, Reliance, Root

from .reliance import Citing, Groups, Own, Press, follow_citing, own_nodes, own_words
from .reprints import ReprintGroup
from .terms import stem_of, stems_of
from .unnamed import MOST, is_country
from .voices import Found, Heard, find_voices, holder_of

_SMALL = frozenset(("for", "of", "and", "the", "in", "on", "to", "a", "an", "by", "at"))
FIRM = frozenset((Status.HAPPENED, Status.ONGOING))


class Sides(NamedTuple):
    """The accounts that assert something and those that deny it, each with the chains of that side alone.

    Where some tell it as happened, those that only plan, demand or think it possible are on neither side.
    """

    asserting: tuple[Account, ...]
    denying: tuple[Account, ...]


def sides_of(accounts: Iterable[Account]) -> Sides:
    """Part accounts by what they say of the event; one that gives both words is on both sides."""
    asserting, denying = [], []
    for account in accounts:
        if account.status is Status.DENIED:
            denying.append(account)
            continue
        against = tuple(chain for chain in account.chains if is_denial(chain[0]))
        if against:
            denying.append(replace(account, chains=against))
        if len(against) < len(account.chains) or not account.chains:
            asserting.append(replace(account, chains=tuple(c for c in account.chains if c not in against)))
    firm = [account for account in asserting if account.status in FIRM]
    return Sides(tuple(firm or asserting), tuple(denying))


def is_denial(voice: Voice) -> bool:
    """Tell whether a voice denies what it tells: to refuse to do or say something ("to comment") is no denial."""
    return voice.act is Act.DENY or (
        voice.act is Act.REFUSE and not voice.said.lstrip(' "“').casefold().startswith("to ")
    )


def independent_sources(accounts: Sequence[Account], reprints: Sequence[ReprintGroup] = ()) -> Independence:
    """Count the sources behind accounts of one side that do not depend on each other, with the reasons in words.

    The members of ``reprints`` are the reports of accounts. Without accounts there is no source.
    """
    ordered = sorted({account.id: account for account in accounts}.values(), key=lambda a: a.id)
    if not ordered:
        return Independence(0, 0)
    press = Press(ordered, reprints)
    chains = [(account, chain) for account in ordered for chain in press.chains[account.id]]
    heard = [Heard(account, chain[0], press.text(account.report)) for account, chain in chains]
    of = find_voices(press, heard)
    citing = follow_citing(press)
    own = own_words(press, citing)
    found = sorted(
        {id(source): source for source in of.values()}.values(), key=lambda s: (s.name.casefold(), str(s.key))
    )
    _hang_on_text(found)
    standing_on = _accounts_of(press, of, own.told_by, own.sources, citing)
    weighed = _Weighed(found, own.sources)
    low = max(weighed.quoted + len(weighed.apart), weighed.speaking)
    high = sum(source.most for source in found) + len(own.sources) + len(citing.circles)
    return Independence(
        low=max(low, 1) if found or own.sources else 0,
        high=max(high, 1),
        reasons=tuple(_reasons(press, found, own.sources, own.told_by, citing, weighed)),
        roots=_roots(found, own.sources, standing_on),
        reliances=_reliances(press, chains, of),
        circles=tuple(tuple(press.labels[key] for key in circle) for circle in citing.circles),
    )


class _Weighed:
    """How many of these sources do not depend on each other for sure.

    ``quoted`` counts the voices with a name, those of one body or state once; ``apart`` are voices without a name that
    cannot be one; ``hanging`` are those without a name that may be one that is counted. ``speaking`` counts who tells
    it in its own words: they may have it from those that others quote, so that the two do not add up.
    """

    def __init__(self, found: Sequence[Found], own: Sequence[Own]) -> None:
        self._groups = Groups()
        self.joined: list[tuple[Found, Hashable]] = []
        for source in found:
            if source.is_named:
                for body in sorted(source.hangs_on, key=str):
                    if self._groups.join(body, source.key):
                        self.joined.append((source, body))
        named = {self._groups.find(source.key): source for source in found if source.is_named}
        self.quoted = len(named)
        self.speaking = len({o.component for o in own if o.counts})
        self.hanging: list[tuple[Found, Found]] = []
        self.apart: list[Found] = []
        rest = []
        for source in found:
            if source.is_named:
                continue
            on = sorted({str(self._groups.find(body)): self._groups.find(body) for body in source.hangs_on}.items())
            counted = next((named[body] for _, body in on if body in named), None)
            if counted is not None:
                self.hanging.append((source, counted))
            else:
                rest.append(source)
        self.apart = self._tell_apart(rest)
        self.may_be_one = [source for source in rest if source not in self.apart]

    def _tell_apart(self, sources: Sequence[Found]) -> list[Found]:
        """Return those of which one thing is told that differs: their bodies, their work, towns, countries or order.

        One kind of thing at a time, that of which most is told: two voices that differ in their work and two that
        differ in their town may be the same two.
        """
        for source in sources:
            for body in source.hangs_on:
                self._groups.join(source.key, body)
        of_body: dict[Hashable, list[Found]] = defaultdict(list)
        for source in sources:
            of_body[self._groups.find(source.key)].append(source)
        with_body = [members[0] for members in of_body.values() if members[0].hangs_on]
        alone = [members[0] for members in of_body.values() if len(members) == 1]
        best = with_body
        for values in (_works(alone), _towns(alone), _countries(alone), *_orders(alone)):
            if len(values) > len(best):
                best = list(values.values())
        return sorted(best, key=lambda source: (source.name.casefold(), str(source.key))) or list(sources[:1])


def _works(sources: Sequence[Found]) -> dict[str, Found]:
    """Return one source of each line of work; the media are one."""
    works = [("media" if s.kind is SourceKind.MEDIA else s.told.work if s.told else None, s) for s in sources]
    return {work: source for work, source in reversed(works) if work is not None}


def _towns(sources: Sequence[Found]) -> dict[str, Found]:
    """Return one source of each town; of a whole country, one may be anywhere."""
    towns = [(sorted(place for place in s.localities if not is_country(place)), s) for s in sources]
    return {town[0]: source for town, source in reversed(towns) if len(town) == 1}


def _countries(sources: Sequence[Found]) -> dict[str, Found]:
    countries = [(s.told.country if s.told else None, s) for s in sources]
    return {country: source for country, source in reversed(countries) if country is not None}


def _orders(sources: Sequence[Found]) -> Iterable[dict[str, Found]]:
    """Return for each text one of the voices it tells first and one of which it says that it is another."""
    texts: dict[Hashable, dict[str, Found]] = defaultdict(dict)
    for source in reversed(sources):
        for text in source.texts:
            texts[text]["another" if source.told is not None and source.told.is_other else "first"] = source
    return [texts[text] for text in sorted(texts, key=str)]


def _hang_on_text(found: Sequence[Found]) -> None:
    """Have voices hang on the bodies that their text names: "an army spokesman", "its director", "a doctors' group"."""
    everywhere = [source for source in found if source.is_named and source.kind is SourceKind.INSTITUTION]
    bodies: dict[Hashable, list[Found]] = defaultdict(list)
    for source in everywhere:
        for text in source.texts:
            bodies[text].append(source)
    for source in found:
        if source.kind is SourceKind.INSTITUTION and not source.is_named:  # "a local committee" of another report
            of_kind = [body for body in everywhere if body.bodies & source.bodies]
            source.hangs_on |= {body.key for body in _sharing_words(source, of_kind)}
        if source.told is not None or source.is_its:
            for text in sorted(source.texts, key=str):
                source.hangs_on |= {body.key for body in _bodies_of(source, bodies[text]) if body is not source}


def _bodies_of(source: Found, bodies: Sequence[Found]) -> Sequence[Found]:
    """Return the bodies of a text that a voice may belong to or be."""
    of_kind = [b for b in bodies if not b.bodies or not source.bodies or b.bodies & source.bodies]
    if source.is_named and source.is_its:
        return [body for body in of_kind if body.bodies and source.bodies]
    if shared := _sharing_words(source, bodies):
        return shared
    if source.kind is SourceKind.INSTITUTION and not source.is_named:
        return of_kind
    return bodies if source.kind is SourceKind.PERSON and source.is_its else ()


def _sharing_words(source: Found, bodies: Sequence[Found]) -> list[Found]:
    """Return the bodies whose names share a word with the words for a voice."""
    stems = {stem_of(token) for token in source.told.tokens} - _SMALL if source.told is not None else set()
    return [body for body in bodies if stems & set(stems_of(body.name))]


def _accounts_of(
    press: Press,
    of: dict[tuple[str, int], Found],
    told_by: dict[str, tuple[str, ...]],
    own: Sequence[Own],
    citing: Citing,
) -> dict[Hashable, set[str]]:
    """Return the accounts that stand on each source, by its key: directly, or through those that they rely on."""
    standing: dict[Hashable, set[str]] = defaultdict(set)
    of_account: dict[str, set[Hashable]] = defaultdict(set)
    for (account_id, _), source in of.items():
        of_account[account_id].add(source.key)
    for one in own:
        for account_id in one.accounts:
            of_account[account_id].add(one)
    of_outlet: dict[str, set[Hashable]] = defaultdict(set)
    for account in press.accounts:
        for node in own_nodes(press, account):
            of_outlet[node] |= of_account[account.id]
    for account in press.accounts:
        echoed = press.names_itself[account.id] if account.id in citing.echoes else ()
        for cited in (*press.cites[account.id], *echoed):
            for node in citing.grounds.get(cited, ()):
                of_account[account.id] |= of_outlet[node]
    for account in press.accounts:
        keys = set(of_account[account.id])
        for other in told_by.get(account.id, ()):
            keys |= of_account[other]
        for key in keys:
            standing[key].add(account.id)
    return standing


def _roots(found: Sequence[Found], own: Sequence[Own], standing: dict[Hashable, set[str]]) -> tuple[Root, ...]:
    """Return the sources, those that can be told from others first."""
    roots = [
        Root(_name(s), s.kind.value, s.is_named, _interested(s.interested), tuple(sorted(standing[s.key])))
        for s in found
    ]
    roots += [Root(s.name, s.kind, True, None, tuple(sorted(standing[s]))) for s in own]
    return tuple(sorted(roots, key=lambda root: (not root.named, -len(root.accounts), root.name, root.kind)))


def _name(source: Found) -> str:
    """Return the name of a source in words; without a name, by whom it was heard too."""
    return source.name if source.is_named else f"{source.name} quoted by {_list(sorted(source.holders))}"


def _interested(said: set[bool | None]) -> bool | None:
    """Return whether every voice of a source is interested, None where that is not known of all."""
    if said == {True}:
        return True
    return False if False in said else None


def _reliances(
    press: Press, chains: Sequence[tuple[Account, Chain]], of: dict[tuple[str, int], Found]
) -> tuple[Reliance, ...]:
    """Return who relies on whom, from the outlet through agency and relays to the voice, each once."""
    links: dict[tuple[str, str], set[str]] = defaultdict(set)
    for account in press.accounts:
        outlet, speaker = press.outlet[account.id], press.speaker[account.id]
        if outlet != speaker:
            links[press.labels[outlet], press.labels[speaker]].add(account.id)
        for cited in press.cites[account.id]:
            links[press.labels[speaker], press.labels[cited]].add(account.id)
    at: dict[str, int] = defaultdict(int)
    for account, chain in chains:
        source = of[account.id, at[account.id]]
        at[account.id] += 1
        speaker_name = press.labels[press.speaker[account.id]]
        holder = holder_of(press, account, chain[0])
        told = [holder] if len(chain) == 1 else []
        way = [speaker_name, *told, *(_label(voice) for voice in reversed(chain[1:])), source.name]
        for who, on in pairwise(way):
            if who != on:
                links[who, on].add(account.id)
    return tuple(Reliance(who, on, tuple(sorted(ids))) for (who, on), ids in sorted(links.items()))


def _label(voice: Voice) -> str:
    return voice.name or voice.words or "a voice without a name"


def _reasons(
    press: Press,
    found: Sequence[Found],
    own: Sequence[Own],
    told_by: dict[str, tuple[str, ...]],
    citing: Citing,
    weighed: _Weighed,
) -> Iterable[str]:
    """Return in plain words why the count is what it is, from copies to voices without a name."""
    yield from _text_reasons(press)
    outlets: dict[str, set[str]] = defaultdict(set)
    outlet_of = press.outlet
    for source in found:
        outlets[str(source.key)] = {outlet_of[id_] for id_ in source.accounts}
        if source.is_named and len(outlets[str(source.key)]) > 1:
            yield f"{len(outlets[str(source.key)])} outlets quote {source.name}: one source"
    for source, body in weighed.joined:
        yield from _join_reason(source, body, found)
    for one in own:
        yield f"{one.name} tells it in its own words" + (
            "; it may have it from others" if found or not one.counts else ""
        )
    if told_by:
        yield f"{_number(len(told_by), 'account')} in a report's own words, which say elsewhere whose word it is"
    for who, cited in sorted({(press.speaker[a.id], c) for a in press.accounts for c in press.cites[a.id]}):
        yield f"{press.labels[who]} has it from {press.labels[cited]}"
    for circle in citing.circles:
        yield f"{_list([press.labels[key] for key in circle])} only cite each other"
    yield from _unnamed_reasons(found, weighed)


def _text_reasons(press: Press) -> Iterable[str]:
    here = {account.report for account in press.accounts}
    for group in press.groups:
        reports = len(here & set(group.members))
        if reports > 1:
            whose = f"{group.origin.agency} text" if group.origin.agency else "text"
            yield f"{reports} reports carry one {whose}"


def _join_reason(source: Found, body: Hashable, found: Sequence[Found]) -> Iterable[str]:
    if isinstance(body, tuple) and body[0] == "state":
        together = [s.name for s in found if s.is_named and body in s.hangs_on]
        if len(together) > 1 and together[0] == source.name:
            yield f"{_list(together)} are of one state"
        return
    whose = next((s.name for s in found if s.key == body), None)
    if whose is not None:
        yield f"{source.name} is of {whose}"


def _unnamed_reasons(found: Sequence[Found], weighed: _Weighed) -> Iterable[str]:
    for source, other in weighed.hanging:
        yield f'"{source.name}" may be no other source than {other.name}'
    if len(weighed.apart) > 1:
        yield f"{_list([_quoted(s) for s in weighed.apart])} cannot be one"
    if weighed.may_be_one:
        unnamed = [*weighed.apart, *weighed.may_be_one]
        holders = sorted({holder for source in unnamed for holder in source.holders})
        yield f"{len(unnamed)} voices without a name in {_list(holders)} may be {_as_few(len(weighed.apart))}"
    for source in found:
        if source.is_named or source.most < 2 or source.told is None:
            continue
        if source.told.number and source.most == MOST:
            yield f"{_quoted(source)}: 1 to {MOST}, since nobody says how many were asked"
        else:
            yield f"{_quoted(source)} may have it from one briefing: 1 to {source.most}"


def _quoted(source: Found) -> str:
    return f'"{source.name}"'


def _as_few(number: int) -> str:
    return "one" if number == 1 else f"as few as {number}"


def _number(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
