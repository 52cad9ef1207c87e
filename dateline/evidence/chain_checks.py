"""The chain in, findings out: links in their order, each with what it stands for, and what has no link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, func, select

from dateline.store.asking import in_parts
from dateline.store.chain import BEGINNING, LINKS, Link, hash_of, leaf_of
from dateline.store.digests import Kind, captured_line, digest_of, lines_of
from dateline.store.schema_collecting import captured, chained, head
from dateline.store.unchained import untied

from .findings import Fault, Finding, Found

_AT_ONCE = 500  # links
_KINDS = {kind.value: kind for kind in Kind}
_MAY_WAIT = (Kind.REPORT, Kind.DECISION)  # what a record can hold since before there was a chain
_NAMES = {Kind.CAPTURED: "report", Kind.STAMP: "stamp of head"}


class ChainCheck:
    """Follows a chain from its beginning; ``counts`` are the links by what they stand for."""

    def __init__(self, connection: Connection, found: Found) -> None:
        self.counts: Counter[Kind] = Counter()
        self._connection = connection
        self._found = found
        self._expected = 1
        self._before: tuple[str, ...] = (BEGINNING,)  # as it is kept, and as it should be where that differs

    def follow(self, told: Callable[[int], None]) -> None:
        """Check all links and what they stand for, some at a time."""
        after: int | None = None
        while True:
            asked = LINKS.limit(_AT_ONCE) if after is None else LINKS.where(chained.c.number > after).limit(_AT_ONCE)
            links = [Link(*row) for row in self._connection.execute(asked)]
            if not links:
                return
            now = self._now(links)
            for link in links:
                self._check(link, now)
            after = links[-1].number
            told(len(links))

    def _check(self, link: Link, now: dict[tuple[str, int], set[str]]) -> None:
        kind = _KINDS.get(link.kind)
        if kind is not None:
            self.counts[kind] += 1
        if link.number != self._expected:
            self._report_gap(link)
        before = self._before
        is_whole = self._is_tied(link)
        there = now.get((link.kind, link.subject))
        if is_whole and kind is not None:
            if there is None:
                self._found(Finding(Fault.MISSING, self._name(kind, link), f"link {link.number} stands for it"))
            elif link.digest not in there:
                self._found(self._changed(kind, link))
        elif not is_whole:
            self._report_broken(link, kind, before, there)

    def _report_gap(self, link: Link) -> None:
        if link.number > self._expected:
            last = link.number - 1
            which = f"link {last}" if last == self._expected else f"links {self._expected} to {last}"
            self._found(Finding(Fault.MISSING, which, f"link {link.number} comes after"))
        else:
            self._found(Finding(Fault.MOVED, f"link {link.number}", "links are numbered from 1"))
        self._before = ()

    def _is_tied(self, link: Link) -> bool:
        """Tell whether a link is tied to the one before it, and go on behind it."""
        should = [hash_of(before, link.leaf) for before in self._before]
        self._expected = link.number + 1
        if not should or link.hash in should:
            self._before = (link.hash,)
            return True
        # Where the hash alone was changed, the next link still goes by what it was.
        self._before = (link.hash, *should)
        return False

    def _report_broken(self, link: Link, kind: Kind | None, before: tuple[str, ...], there: set[str] | None) -> None:
        """Report a link that is not tied to the one before it, and what it stands for where that is changed too."""
        name = f"link {link.number}"
        for digest in (there or set()) - {link.digest}:
            leaf = leaf_of(link.number, link.salt, link.at, link.kind, link.subject, digest)
            if link.hash in {hash_of(one, leaf) for one in before}:
                self._found(Finding(Fault.CHANGED, name, f"its digest; {link.kind} {link.subject} is as it was"))
                return
        self._found(Finding(Fault.CHANGED, name, "it is not tied to the link before it: changed, or not in its place"))
        if kind is not None and there is not None and link.digest not in there:
            why = f"it is not what link {link.number} says, which was changed itself"
            self._found(Finding(Fault.CHANGED, self._name(kind, link), why))

    def _changed(self, kind: Kind, link: Link) -> Finding:
        what = self._name(kind, link)
        if kind is Kind.CAPTURED:
            return Finding(Fault.MISSING, what, f"that it was read from a capture, as link {link.number} says")
        return Finding(Fault.CHANGED, what, f"it is not what link {link.number} was made of")

    @staticmethod
    def _name(kind: Kind, link: Link) -> str:
        return f"{_NAMES.get(kind, kind.value)} {link.subject}"

    def _now(self, links: Sequence[Link]) -> dict[tuple[str, int], set[str]]:
        """Return the digests of what is there now of what these links stand for."""
        numbers: dict[Kind, set[int]] = defaultdict(set)
        for link in links:
            if (kind := _KINDS.get(link.kind)) is not None and isinstance(link.subject, int):
                numbers[kind].add(link.subject)
        there: dict[tuple[str, int], set[str]] = defaultdict(set)
        for kind, wanted in numbers.items():
            if kind is Kind.CAPTURED:
                for part in in_parts(sorted(wanted)):
                    rows = select(captured.c.report_id, captured.c.capture_id).where(captured.c.report_id.in_(part))
                    for of, capture in self._connection.execute(rows):
                        there[kind.value, of].add(digest_of(captured_line(capture, of)))
                continue
            for of, line in lines_of(self._connection, kind, wanted):
                there[kind.value, of].add(digest_of(line))
        return there


def check_doubled(connection: Connection, found: Found) -> None:
    """Report what has more than one link."""
    many = select(chained.c.kind, chained.c.subject_id, func.min(chained.c.number), func.max(chained.c.number))
    grouped = many.group_by(chained.c.kind, chained.c.subject_id, chained.c.digest)
    once = many.where(chained.c.kind != Kind.CAPTURED.value).group_by(chained.c.kind, chained.c.subject_id)
    for asked in (once, grouped.where(chained.c.kind == Kind.CAPTURED.value)):
        for kind, of, first, last in connection.execute(asked.having(func.count() > 1)):
            found(Finding(Fault.DOUBLED, f"{kind} {of}", f"links {first} and {last} both stand for it"))


def check_untied(connection: Connection, found: Found) -> int:
    """Report what has no link though it should, and return how much waits to be taken in when the chain is sealed."""
    is_sealed = connection.scalar(select(head.c.id).limit(1)) is not None
    waiting = 0
    for kind in Kind:
        first = connection.scalar(select(func.min(chained.c.subject_id)).where(chained.c.kind == kind.value))
        for entry in untied(connection, kind):
            if kind in _MAY_WAIT and not is_sealed and (first is None or entry.subject < first):
                waiting += 1
                continue
            name = f"{_NAMES.get(kind, kind.value)} {entry.subject}"
            why = "that it was read from a capture is not in the chain" if kind is Kind.CAPTURED else "it has none"
            found(Finding(Fault.UNTIED, name, why))
    return waiting
