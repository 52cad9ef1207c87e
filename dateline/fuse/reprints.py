"""Which reports are copies or rewrites of one text: reports go in one by one, groups with their origin come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from rensa import RMinHash, RMinHashLSH

from dateline.record.report import Report

from .origins import Copy, Origin, credit_in_common, find_origin
from .reaching import reached
from .wording import Common, Runs, Wording, common_wording, held, read_wording

# Share of the shorter text's runs that makes it a copy. On pairs made from ECB+ train by the rules of the reprints set
# (five draws) F1 is .978 to .981 from .49 to .53, .975 at .55, .969 at .45: a statement in common looks like a copy.
_COPIED = 0.5
_TOLD = 0.2  # the same outside quotation marks; by hand, for statements quoted at length: no copy of train is under .28
_LEAST_RUNS = 12  # in common, a long sentence; by hand: less may be said twice by chance
_LEAST_SAME = 5  # runs of two texts that are the same throughout; by hand, a headline
_TOUCHING = 0.15  # share under which two texts do not come from one; 98 of 100 pairs of one story in train are under it
_VERSION = 0.5  # share of both from which two texts are versions of one

# Standing sentences (on the outlet, a war's background): those in so many reports that are no versions of each other.
# Both numbers by hand, as no set has outlets.
_BY_OUTLET = 3  # of one outlet: then they do not count in its reports
_BY_ALL = 12  # of whatever outlet: then they count nowhere
_SAME_SENTENCE = 0.8  # share of a sentence's runs that has to be there for it to be the same sentence

# Signature of a sentence: 12 hashes, of which a pair has to be the same.
_BANDS, _ROWS = 6, 2
_CROWD = 16  # sentences that look like one, from which on no more are kept: an addition stays as cheap as the first
_SEED = 1


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports of which ``copy`` holds wording of ``of``: the share of the copy's wording, and the reason in words.

    The copy is the shorter of the two: which was first is for the origin of their group to say.
    """

    copy: str
    of: str
    share: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReprintGroup:
    """Reports with one wording, by id, its origin, and every pair that holds them together.

    A report that holds several wordings (a round-up, two wires in one) is a member of several groups.
    """

    members: tuple[str, ...]
    origin: Origin
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """One report of the index."""

    about: Copy
    wording: Wording


class ReprintIndex:
    """Reports by their wording; adding one costs by the reports that share sentences with it, however many there are.

    Copies are looked for by sentence: a cut, a new headline or a frame of other text leaves some sentences as they
    were. What is found is then compared exactly. Sentences that one outlet prints again and again do not count.
    """

    def __init__(self) -> None:
        self._kept: list[_Kept] = []
        self._number: dict[str, int] = {}
        self._near: list[set[int]] = []  # reports that share wording with each, few or many
        self._sentences = RMinHashLSH(threshold=0.5, num_perm=_BANDS * _ROWS, num_bands=_BANDS)
        self._report_of: list[int] = []  # for each sentence looked for
        self._standing: dict[str | None, Runs] = {}  # by outlet, under None those of all
        self._counted: dict[int, Wording] = {}  # wordings less the standing runs
        self._judged: dict[tuple[int, int], Common] = {}  # what pairs have in common of these
        self._judged_whole: dict[tuple[int, int], Common] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, report_id: object) -> bool:
        return report_id in self._number

    def add_report(self, report: Report) -> tuple[Link, ...]:
        """Add the body of a report and return its links to those that are in the index."""
        agency = report.agency.name if report.agency is not None else None
        body = report.quote(report.body)
        return self.add(report.id, body, outlet=report.outlet, agency=agency, published=report.published)

    def add(
        self,
        report_id: str,
        text: str,
        *,
        outlet: str | None = None,
        agency: str | None = None,
        published: str | None = None,
    ) -> tuple[Link, ...]:
        """Add a text and return its links to those that are in the index; an id that is known is left as it is.

        In a large group not every pair is linked: a text is compared with some copies of each of its sentences.
        """
        if report_id in self._number:
            return self.links_of(report_id)
        wording, sentences = read_wording(text)
        number = len(self._kept)
        self._number[report_id] = number
        self._kept.append(_Kept(Copy(report_id, outlet, agency, published), wording))
        self._near.append(set())
        for other in self._share_sentences(number, sentences):
            if self._compare_whole(number, other).share >= _TOUCHING:
                self._near[number].add(other)
                self._near[other].add(number)
        return self.links_of(report_id)

    def links_of(self, report_id: str) -> tuple[Link, ...]:
        """Return the links of a report, the closest first."""
        number = self._number[report_id]
        common = {other: self._compare(number, other) for other in self._copies(number)}
        closest = sorted(common, key=lambda n: (-common[n].share, -common[n].of_both, self._kept[n].about.report))
        return tuple(self._link(number, other) for other in closest)

    def groups_of(self, report_id: str) -> tuple[ReprintGroup, ...]:
        """Return the groups that hold a report: none where it is like no other, several where it is a round-up."""
        return tuple(
            group for group in self._groups(self._reachable(self._number[report_id])) if report_id in group.members
        )

    def groups(self) -> tuple[ReprintGroup, ...]:
        """Return all groups, by their first members."""
        return self._groups(range(len(self._kept)))

    def _share_sentences(self, number: int, sentences: Iterable[Runs]) -> list[int]:
        """Return the reports that share a sentence with this one, and have its sentences looked for from now on."""
        reports: set[int] = set()
        new = []
        standing = self._standing_of(number)
        for sentence in sentences:
            if any(_stands_in(sentence, runs) for runs in standing):
                continue
            signature = RMinHash(_BANDS * _ROWS, _SEED)
            signature.update(_tokens(sentence))
            found = self._sentences.query(signature)
            holders = {self._report_of[key] for key in found}
            reports |= holders
            if not self._set_aside(number, sentence, sorted(holders)) and len(found) < _CROWD:
                new.append((len(self._report_of), signature))
                self._report_of.append(number)
        for key, signature in new:  # after the last is looked for: a sentence is not to find another of its own report
            self._sentences.insert(key, signature)
        return sorted(reports)

    def _set_aside(self, number: int, sentence: Runs, holders: list[int]) -> bool:
        """Have a sentence not counted from now on if it is a standing one; tell whether it is."""
        outlet = self._kept[number].about.outlet
        of_outlet = [holder for holder in holders if self._kept[holder].about.outlet == outlet]
        if self._is_in(_BY_ALL, number, sentence, holders):
            outlet = None
        elif outlet is None or not self._is_in(_BY_OUTLET, number, sentence, of_outlet):
            return False
        self._standing[outlet] = np.union1d(self._standing.get(outlet, sentence), sentence)
        self._counted.clear()
        self._judged.clear()
        return True

    def _is_in(self, least: int, number: int, sentence: Runs, holders: list[int]) -> bool:
        """Tell whether a sentence is in so many reports that are no versions of each other, this one with them."""
        if len(holders) + 1 < least:
            return False
        differing = [number]
        for holder in holders:
            if _stands_in(sentence, self._kept[holder].wording.runs) and all(
                self._compare_whole(holder, other).of_both < _VERSION for other in differing
            ):
                differing.append(holder)
        return len(differing) >= least

    def _compare(self, one: int, other: int) -> Common:
        """Return what two reports have in common besides standing sentences."""
        pair = self._ordered(one, other)
        if pair not in self._judged:
            self._judged[pair] = common_wording(self._wording(pair[0]), self._wording(pair[1]))
        return self._judged[pair]

    def _compare_whole(self, one: int, other: int) -> Common:
        """Return what two reports have in common, standing sentences too, so that it stays as it is."""
        pair = self._ordered(one, other)
        if pair not in self._judged_whole:
            self._judged_whole[pair] = common_wording(self._kept[pair[0]].wording, self._kept[pair[1]].wording)
        return self._judged_whole[pair]

    def _wording(self, number: int) -> Wording:
        """Return the wording of a report without standing sentences."""
        if number not in self._counted:
            wording = self._kept[number].wording
            for standing in self._standing_of(number):
                wording = wording.without(standing)
            self._counted[number] = wording
        return self._counted[number]

    def _standing_of(self, number: int) -> list[Runs]:
        """Return what does not count in a report: what stands in all outlets' reports, and what in those of its own."""
        outlets = {None, self._kept[number].about.outlet}
        return [self._standing[outlet] for outlet in outlets if outlet in self._standing]

    def _copies(self, number: int) -> list[int]:
        return [other for other in sorted(self._near[number]) if is_copy(self._compare(number, other))]

    def _link(self, one: int, other: int) -> Link:
        """Return the link of two reports, with the share of common wording and the credits as its reason."""
        first, second = self._ordered(one, other)
        common = self._compare(one, other)
        copy, of = (first, second) if common.shorter_is_first else (second, first)
        about, origin = self._kept[copy].about, self._kept[of].about
        if common.of_both == 1.0:
            reason = f"the wording of {about.report} and {origin.report} is the same"
        else:
            reason = f"{common.share:.0%} of the wording of {about.report} stands in {origin.report}"
        credit = credit_in_common(about, origin)
        return Link(about.report, origin.report, common.share, f"{reason}; {credit}" if credit else reason)

    def _reachable(self, number: int) -> set[int]:
        """Return the reports that links lead to from this one, itself too."""
        return reached(number, self._copies)

    def _groups(self, numbers: Iterable[int]) -> tuple[ReprintGroup, ...]:
        """Return the groups of these reports, which no link leads out of.

        A report that holds several wordings joins nothing: it is put into each group that it has a link to.
        """
        copies = {number: self._copies(number) for number in numbers}
        several = {number for number, linked in copies.items() if self._holds_several(number, linked)}
        sets: list[set[int]] = []
        placed: set[int] = set()
        for number in sorted(copies):
            if number not in several and number not in placed:
                core = reached(number, lambda n: [other for other in copies[n] if other not in several])
                placed |= core
                sets.append(core | {other for member in core for other in copies[member]})
        for one in sorted(several):
            for other in copies[one]:
                if other in several and not any({one, other} <= members for members in sets):
                    sets.append({one, other})
        groups = [self._group(members, members - several, copies) for members in sets if len(members) > 1]
        return tuple(sorted(groups, key=lambda group: group.members))

    def _group(self, members: set[int], core: set[int], copies: Mapping[int, Iterable[int]]) -> ReprintGroup:
        pairs = {self._ordered(one, other) for one in members for other in copies[one] if other in members}
        links = [self._link(one, other) for one, other in pairs]
        return ReprintGroup(
            members=tuple(sorted(self._kept[number].about.report for number in members)),
            origin=find_origin(self._kept[number].about for number in core or members),
            links=tuple(sorted(links, key=lambda link: (link.copy, link.of))),
        )

    def _holds_several(self, number: int, copies: Iterable[int]) -> bool:
        """Tell whether the copies of a report fall into sets with no wording in common.

        A version of the report that has something of two sets joins them no more than the report itself.
        """
        sets: list[set[int]] = []
        for copy in sorted(copies, key=lambda n: (self._wording(n).runs.size, self._kept[n].about.report)):
            touching = [s for s in sets if any(self._compare(copy, other).share >= _TOUCHING for other in s)]
            if len(touching) < 2 or self._compare(number, copy).of_both < _VERSION:
                sets = [s for s in sets if s not in touching] + [{copy}.union(*touching)]
        return len(sets) > 1

    def _ordered(self, one: int, other: int) -> tuple[int, int]:
        """Return two reports in the order of their ids: what is said of them does not hang on which was added first."""
        first, second = sorted((one, other), key=lambda n: self._kept[n].about.report)
        return first, second


def is_copy(common: Common) -> bool:
    """Tell whether what two texts have in common makes one a copy of the other, in whole or in a large part."""
    if common.of_both == 1.0:
        return common.runs >= _LEAST_SAME
    return common.share >= _COPIED and common.runs >= _LEAST_RUNS and (common.told is None or common.told >= _TOLD)


def _stands_in(sentence: Runs, runs: Runs) -> bool:
    """Tell whether a sentence is among these runs, but for a word or two."""
    return bool(runs.size) and int(np.count_nonzero(held(sentence, runs))) >= _SAME_SENTENCE * sentence.size


def _tokens(runs: Runs) -> list[bytes]:
    """Return runs as the bytes that are hashed for a signature."""
    size, joined = runs.itemsize, runs.tobytes()
    return [joined[at : at + size] for at in range(0, len(joined), size)]
