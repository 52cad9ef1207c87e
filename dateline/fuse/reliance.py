"""Accounts and groups of copies in, who relies on whom out: outlets on agencies and on each other, and what is left.

What is left are the accounts that a report tells in its own words: whose they are, and which of them may stand on one
text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.record.account import Account, Chain, Voice
from dateline.record.choices import ActorKind, SourceKind

from .reaching import reached
from .reprints import ReprintGroup
from .unnamed import plain_name


@cache
def _agencies() -> dict[str, str]:
    """Return the name of each agency of the lexicon by its spellings."""
    lines = files("dateline.lexicon").joinpath("agencies.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {plain_name(s): plain_name(name) for name, spellings, _ in rows for s in (name, *spellings.split("|"))}


@cache
def outlet_key(name: str) -> str:
    """Return one name for an outlet or agency however it is written: "The Associated Press" is "AP"."""
    plain = plain_name(name)
    known = _agencies()
    return known.get(plain) or known.get(plain.removesuffix(" news agency"), plain)


def medium_of(voice: Voice) -> str | None:
    """Return the name of the outlet or agency that a voice is, or None."""
    if voice.kind is not SourceKind.MEDIA and (voice.actor is None or voice.actor.kind is not ActorKind.MEDIA):
        return None
    return voice.name


class Groups:
    """Things of which some are joined."""

    def __init__(self) -> None:
        self._of: dict[Hashable, Hashable] = {}

    def find(self, thing: Hashable) -> Hashable:
        """Return what stands for all that a thing is joined with."""
        while (above := self._of.get(thing, thing)) != thing:
            self._of[thing] = self._of.get(above, above)
            thing = above
        return thing

    def join(self, one: Hashable, other: Hashable) -> bool:
        """Join two things; tell whether they were apart."""
        first, second = self.find(one), self.find(other)
        self._of[second] = first
        return first != second


class Press:
    """The outlets and agencies behind accounts: who printed each, whose text it is, and who cites whom.

    Outlets and agencies go by keys; ``labels`` are their names as written.
    """

    def __init__(self, accounts: Sequence[Account], reprints: Sequence[ReprintGroup]) -> None:
        self.accounts = accounts
        self.labels: dict[str, str] = {}
        here = {account.report for account in accounts}
        self.groups = sorted(
            (g for g in reprints if here & set(g.members)), key=lambda g: (g.members, g.origin.agency or "")
        )
        self._texts: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for report in here & set(group.members):
                self._texts[report].append(number)
        self.outlet: dict[str, str] = {}  # by account
        self.speaker: dict[str, str] = {}  # by account: whose text it is, where the text speaks for itself
        self.chains: dict[str, tuple[Chain, ...]] = {}  # by account, without those in which it only cites itself
        self.cites: dict[str, set[str]] = {}  # by account
        self.names_itself: dict[str, set[str]] = {}  # by account: its own outlet or agency, where it cites that
        for account in accounts:
            self.outlet[account.id] = self._key(account.outlet) or self._report_key(account.report)
            agency = self._key(self._agency(account))
            self.speaker[account.id] = agency or self.outlet[account.id]
        self._held = {*self.outlet.values(), *self.speaker.values()}
        for account in accounts:
            self._read_chains(account)

    def texts(self, report: str) -> list[int]:
        """Return the numbers of the groups of copies that a report is in, several where it holds several wordings."""
        return self._texts.get(report, [])

    def text(self, report: str) -> Hashable:
        """Return what stands for the wording of a report: that of its group, else its own."""
        texts = self.texts(report)
        return texts[0] if len(texts) == 1 else report

    def is_voiced(self, account: Account) -> bool:
        """Tell whether an account stands on somebody's word besides that of the report itself."""
        return bool(self.chains[account.id] or self.cites[account.id])

    def _key(self, name: str | None) -> str | None:
        if not name:
            return None
        key = outlet_key(name)
        self.labels[key] = max(self.labels.get(key, ""), name, key=lambda n: (len(n), n))
        return key

    def _report_key(self, report: str) -> str:
        key = f"report {report}"
        self.labels[key] = key
        return key

    def _agency(self, account: Account) -> str | None:
        texts = self.texts(account.report)
        origin = self.groups[texts[0]].origin.agency if len(texts) == 1 else None
        return origin or account.agency

    def _read_chains(self, account: Account) -> None:
        """Part the chains of an account into those that go back to a voice and the outlets that it only cites."""
        own = {self.outlet[account.id], self.speaker[account.id]}
        chains: list[Chain] = []
        cites: set[str] = set()
        itself: set[str] = set()
        for chain in account.chains:
            medium = medium_of(chain[0])
            key = outlet_key(medium) if medium else None
            if key is None or key not in self._held:
                chains.append(chain)
            else:
                (itself if key in own else cites).add(key)
        self.chains[account.id] = tuple(chains)
        self.cites[account.id] = cites
        self.names_itself[account.id] = itself


def own_nodes(press: Press, account: Account) -> tuple[str, str]:
    """Return the outlet that printed an account and the one whose text it is, by key."""
    return press.outlet[account.id], press.speaker[account.id]


@dataclass(frozen=True, slots=True)
class Citing:
    """Where the citing of outlets leads: ``grounds`` are the outlets that each cited one goes back to, itself maybe.

    ``voiced`` are the cited ones that go back to a voice, ``circles`` those that only cite each other; all by key.
    ``echoes`` are accounts of an outlet that cites itself, where it tells it elsewhere too: they are no new words.
    ``reach`` is whoever an outlet cites, over however many steps.
    """

    grounds: dict[str, frozenset[str]]
    voiced: frozenset[str]
    circles: tuple[tuple[str, ...], ...]
    echoes: frozenset[str]
    reach: dict[str, set[str]]

    def leads_away(self, cited: str, own: Collection[str]) -> bool:
        """Tell whether an outlet that one of these cites goes back to somebody who has it from none of them."""
        return any(not self.reach.get(node, {node}) & set(own) for node in self.grounds.get(cited, ()))


def follow_citing(press: Press) -> Citing:
    """Return what each cited outlet goes back to; nothing for those of a circle and those that hang on one."""
    cites: dict[str, set[str]] = defaultdict(set)
    voiced = set()
    for account in press.accounts:
        for node in {*own_nodes(press, account)}:
            cites[node] |= press.cites[account.id] - {node}
            if press.chains[account.id]:
                voiced.add(node)
    citing = {node for node, cited in cites.items() if cited}
    speaking = [account for account in press.accounts if not press.is_voiced(account)]
    telling = citing | voiced | {node for a in speaking if not a.chains for node in own_nodes(press, a)}
    echoing = [account for account in speaking if press.names_itself[account.id] & telling]
    echoes = {account.id for account in echoing}
    grounded = voiced.union(*(own_nodes(press, account) for account in speaking if account.id not in echoes))
    echoed = {node for account in echoing for node in press.names_itself[account.id]}
    reach = {
        node: reached(node, lambda n: cites[n])
        for node in sorted(citing | {c for s in cites.values() for c in s} | echoed)
    }
    grounds = {node: frozenset(reached & grounded) for node, reached in reach.items()}
    circles = {
        tuple(sorted(other for other in reached if node in reach.get(other, ())))
        for node, reached in reach.items()
        if not grounds[node]
    }
    return Citing(
        grounds,
        frozenset(node for node, nodes in grounds.items() if nodes & voiced),
        tuple(sorted(circle for circle in circles if len(circle) > 1)),
        frozenset(echoes),
        reach,
    )


@dataclass(frozen=True, slots=True)
class Own:
    """What reports tell in their own words on one text or outlet: its name, kind and accounts.

    Those with one ``component`` may stand on one text. ``counts`` is whether they are a source for sure: not where
    the same outlet or agency says elsewhere whose word it is.
    """

    name: str
    kind: str
    component: Hashable
    counts: bool
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The sources that reports are themselves, and those that are none: accounts by those that tell whose word it is.

    ``told_by`` holds for each such account the accounts of the same text that do.
    """

    sources: tuple[Own, ...]
    told_by: dict[str, tuple[str, ...]]


def own_words(press: Press, citing: Citing) -> OwnWords:
    """Return what reports tell in their own words: each outlet once, copies of one text once."""
    speaking = [a for a in press.accounts if not press.is_voiced(a) and a.id not in citing.echoes]
    voiced: dict[Hashable, list[str]] = defaultdict(list)
    presses = set()
    for account in press.accounts:
        if press.is_voiced(account):
            presses |= {*own_nodes(press, account)}
        if press.chains[account.id] or press.cites[account.id] & citing.voiced:
            for text in (account.report, *press.texts(account.report)):
                voiced[text].append(account.id)
        elif any(citing.leads_away(cited, own_nodes(press, account)) for cited in press.cites[account.id]):
            voiced[account.report].append(account.id)
    told_by: dict[str, tuple[str, ...]] = {}
    for account in speaking:
        by = {id_ for text in (account.report, *press.texts(account.report)) for id_ in voiced.get(text, ())}
        if by:
            told_by[account.id] = tuple(sorted(by))
    joined, speakers = _join_speakers(press, speaking)
    members: dict[Hashable, list[Account]] = defaultdict(list)
    for account in speaking:
        members[joined.find(_speaker(press, account, speakers))].append(account)
    sources: list[Own] = []
    for component, accounts in sorted(members.items(), key=lambda item: str(item[0])):
        untold = [account for account in accounts if account.id not in told_by]
        counts = len(untold) == len(accounts) and not any({*own_nodes(press, a)} & presses for a in accounts)
        sources += _sources_of(press, component, untold, speakers, counts)
    return OwnWords(tuple(sources), told_by)


def _join_speakers(press: Press, speaking: Sequence[Account]) -> tuple[Groups, dict[int, set[str]]]:
    """Return whose texts may be one, and whose name the copies of each group bear."""
    joined = Groups()
    speakers: dict[int, set[str]] = defaultdict(set)
    for account in speaking:
        texts = press.texts(account.report)
        if len(texts) == 1:
            speakers[texts[0]].add(press.speaker[account.id])
    everyone = {press.speaker[account.id] for account in speaking}
    for names in speakers.values():
        first, *others = sorted(names)
        for other in others:
            joined.join(first, other)
    for account in speaking:
        if press.outlet[account.id] in everyone:  # it ran the agency's text, and tells it in its own words too
            joined.join(press.speaker[account.id], press.outlet[account.id])
    return joined, speakers


def _speaker(press: Press, account: Account, speakers: dict[int, set[str]]) -> str:
    """Return whose text an account is of; a round-up's is that of a text it holds, if it is there by itself."""
    texts = press.texts(account.report)
    if len(texts) > 1:
        for text in texts:
            if speakers.get(text):
                return min(speakers[text])
    return press.speaker[account.id]


def _sources_of(
    press: Press, component: Hashable, accounts: Sequence[Account], speakers: dict[int, set[str]], counts: bool
) -> list[Own]:
    """Return the sources among accounts that may stand on one text: each outlet that has a text of its own, or one."""
    if not accounts:
        return []
    having: dict[str, list[str]] = defaultdict(list)
    with_own = set()
    for account in accounts:
        speaker = _speaker(press, account, speakers)
        having[speaker].append(account.id)
        texts = press.texts(account.report)
        if not account.chains and len(texts) < 2 and all(speakers[text] <= {speaker} for text in texts):
            with_own.add(speaker)
    named = sorted(with_own) or [_first_speaker(press, accounts, speakers)]
    rest = [id_ for speaker, ids in having.items() if speaker not in named for id_ in ids]
    agencies = {press.speaker[a.id] for a in accounts if press.speaker[a.id] != press.outlet[a.id]}
    return [
        Own(
            press.labels[speaker],
            "agency" if speaker in agencies else "report" if speaker.startswith("report ") else "outlet",
            component,
            counts,
            tuple(sorted([*having.get(speaker, ()), *(rest if i == 0 else ())])),
        )
        for i, speaker in enumerate(named)
    ]


def _first_speaker(press: Press, accounts: Sequence[Account], speakers: dict[int, set[str]]) -> str:
    """Return whose text was first: that of the origin of a group, else the one that was published first."""
    origins = {group.origin.report for group in press.groups}
    first = min(
        accounts, key=lambda a: (a.report not in origins, a.published or "9", _speaker(press, a, speakers), a.id)
    )
    return _speaker(press, first, speakers)
