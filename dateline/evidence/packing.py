"""One occurrence in, a folder with its evidence out, that anybody can check with ``sha256sum`` and ``openssl``.

In it are the reports that tell of it, what they were read from, and of the chain what ties them to signed heads. Of all
other links there are leaves alone, which tell nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.export.base import Options, as_it_may_leave, export_occurrences
from dateline.export.lines import JsonLines
from dateline.record.occurrence import Occurrence
from dateline.store.asking import in_parts
from dateline.store.brief import open_occurrences
from dateline.store.chain import BEGINNING, LINKS, Link
from dateline.store.digests import Kind, captured_line, lines_of
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.schema import CURRENT, reading, report
from dateline.store.schema_collecting import capture, captured, chained

from .errors import EvidenceError
from .heads import Head, head_after
from .keeping import read_bytes
from .keys import SigningKey, public_pem
from .readme import readme_of
from .sealing import current_key, seal
from .shelter import Shelter, may_hold_a_name, without
from .warc import exchanges_of
from .web_archive import Page, add_web_archive

OURS = "evidence"
_AT_ONCE = 500  # links


@dataclass(frozen=True, slots=True)
class Packed:
    """What went into a package: numbers of reports and captures; ``withheld`` are reports that were left out."""

    occurrence: int
    reports: tuple[int, ...]
    captures: tuple[int, ...]
    heads: tuple[int, ...]
    links: int
    withheld: tuple[int, ...]
    withheld_captures: tuple[int, ...] = ()


@dataclass(slots=True)
class _Chosen:
    """What is to go into a package."""

    whole: Occurrence
    reports: list[int]
    withheld: list[int]
    captures: dict[int, bytes] = field(default_factory=dict)
    withheld_captures: list[int] = field(default_factory=list)
    ties: list[tuple[int, int]] = field(default_factory=list)  # report, capture


def pack(record: Record, evidence: Path | None, key_file: Path, number: int, to: Path, shelter: Shelter) -> Packed:
    """Write the evidence of an occurrence into an empty folder and return what went in; the chain is sealed before.

    Raises UsageError where there is no such occurrence, EvidenceError where evidence is gone or damaged.
    """
    seal(record, key_file)
    key = current_key(record, key_file)
    with record.engine.connect() as connection:
        chosen = _choose(connection, evidence, number, shelter)
        ours = to / OURS
        for part in ("items", "links", "heads", "readings", "texts"):
            (ours / part).mkdir(parents=True)
        (to / "archive").mkdir()
        links = _write_items(connection, chosen, ours)
        heads = _write_links(connection, links, ours)
        _write_readings(connection, chosen, ours)
        for of, data in chosen.captures.items():
            (to / "archive" / f"capture-{of}.warc.gz").write_bytes(data)
        pages = _pages(connection, chosen)
    _write_occurrence(chosen, ours, shelter)
    packed = Packed(
        occurrence=number,
        reports=tuple(chosen.reports),
        captures=tuple(chosen.captures),
        heads=tuple(one.id for one in heads),
        links=len(links),
        withheld=tuple(chosen.withheld),
        withheld_captures=tuple(chosen.withheld_captures),
    )
    items = [(link.number, link.kind, link.subject) for link in links]
    told = readme_of(number, items, heads, packed.withheld, packed.withheld_captures)
    (ours / "README.txt").write_text(told, encoding="utf-8")
    add_web_archive(to, pages, f"Evidence of occurrence {number}", _sign_sums(to, ours, key))
    return packed


def _choose(connection: Connection, evidence: Path | None, number: int, shelter: Shelter) -> _Chosen:
    whole = open_occurrences(connection, Readings(), [number]).get(number)
    if whole is None:
        raise UsageError(f"The record has no occurrence {number}; dateline brief shows which it has.")
    reports = sorted({int(one.report) for one in whole.accounts})
    withheld = [of for of in reports if _is_withheld(connection, of, shelter)]
    chosen = _Chosen(whole, [of for of in reports if of not in set(withheld)], withheld)
    rows = select(capture.c.id, capture.c.file, capture.c.offset, capture.c.length, capture.c.digest)
    rows = rows.join(captured, captured.c.capture_id == capture.c.id).where(captured.c.report_id.in_(reports))
    for of, file, offset, length, digest in connection.execute(rows.distinct().order_by(capture.c.id)).all():
        told = list(connection.scalars(select(captured.c.report_id).where(captured.c.capture_id == of)))
        if any(_is_withheld(connection, one, shelter) for one in told):
            chosen.withheld_captures.append(of)
            continue
        if evidence is None:
            raise EvidenceError("Where what was fetched is kept is not known; name it: --evidence FOLDER.")
        data = read_bytes(evidence, file, offset, length)
        if hashlib.sha256(data).hexdigest() != digest:
            raise EvidenceError(f"{file}, byte {offset}: capture {of} is not as it was kept; see: dateline verify")
        exchanges = exchanges_of(data)
        if may_hold_a_name(shelter, frozenset(told), exchanges):
            chosen.withheld_captures.append(of)
            continue
        chosen.captures[of] = data
        chosen.ties += [(one, of) for one in sorted(told) if one in set(chosen.reports)]
    return chosen


def _is_withheld(connection: Connection, number: int, shelter: Shelter) -> bool:
    """Tell whether a report has a sender that is protected, or says something of a protected source."""
    if not shelter.is_needed:
        return False
    if shelter.hides_sender(number):
        return True
    columns = (report.c.name, report.c.title, report.c.outlet, report.c.agency, report.c.authors, report.c.url)
    row = connection.execute(select(*columns, report.c.text).where(report.c.id == number)).one()
    return shelter.names(frozenset({number}), [words for words in row if words])


def _write_items(connection: Connection, chosen: _Chosen, ours: Path) -> list[Link]:
    """Write what is chained of the reports, the captures and which is from which; return their links."""
    known = {(Kind.REPORT, of): line for of, line in lines_of(connection, Kind.REPORT, chosen.reports)}
    known |= {(Kind.CAPTURE, of): line for of, line in lines_of(connection, Kind.CAPTURE, chosen.captures)}
    lines = {(kind.value, of, hashlib.sha256(line).hexdigest()): line for (kind, of), line in known.items()}
    for of, number in chosen.ties:
        line = captured_line(number, of)
        lines[Kind.CAPTURED.value, of, hashlib.sha256(line).hexdigest()] = line
    links: list[Link] = []
    for kind in (Kind.REPORT, Kind.CAPTURE, Kind.CAPTURED):
        numbers = sorted({of for of_kind, of, _ in lines if of_kind == kind.value})
        for part in in_parts(numbers):
            rows = connection.execute(LINKS.where(chained.c.kind == kind.value, chained.c.subject_id.in_(part)))
            links += [link for row in rows if (link := Link(*row))[2:5] in lines]
    found = {link[2:5] for link in links}
    if missing := sorted(f"{kind} {of}" for kind, of, digest in lines if (kind, of, digest) not in found):
        raise EvidenceError(f"{missing[0]} is not what the chain says; see: dateline verify")
    links.sort()
    with (ours / "items.txt").open("w", encoding="ascii", newline="\n") as out:
        for link in links:
            out.write(f"{link.number} {link.salt} {link.at} {link.kind} {link.subject} {link.digest}\n")
            (ours / "items" / f"{link.number}.json").write_bytes(lines[link[2:5]])
    return links


def _write_links(connection: Connection, links: Sequence[Link], ours: Path) -> list[Head]:
    """Write for each head that comes next after some of these links the leaves from the first of them to it."""
    heads: list[Head] = []
    for link in links:
        if heads and link.number <= heads[-1].number:
            continue
        head = head_after(connection, link.number)
        if head is None:
            raise EvidenceError(f"link {link.number} is behind the last signed head; run: dateline evidence seal")
        heads.append(head)
        _write_leaves(connection, link.number, head, ours / "links" / f"{head.id}.txt")
        said = head.read()
        if said is None:
            raise EvidenceError(f"head {head.id} is not as it was signed; see: dateline verify")
        (ours / "heads" / f"{head.id}.json").write_bytes(head.body)
        (ours / "heads" / f"{head.id}.sig").write_bytes(head.signature)
        (ours / "heads" / f"{head.id}.pem").write_bytes(public_pem(bytes.fromhex(said.public_key)))
        if head.stamp is not None:
            (ours / "heads" / f"{head.id}.tsr").write_bytes(head.stamp)
    return heads


def _write_leaves(connection: Connection, first: int, head: Head, to: Path) -> None:
    before = connection.scalar(select(chained.c.hash).where(chained.c.number == first - 1)) or BEGINNING
    with to.open("w", encoding="ascii", newline="\n") as out:
        out.write(f"{first - 1} - {before}\n")
        after = first - 1
        while after < head.number:
            asked = LINKS.where(chained.c.number > after, chained.c.number <= head.number).limit(_AT_ONCE)
            part = [Link(*row) for row in connection.execute(asked)]
            if not part:
                raise EvidenceError(f"link {after + 1} is not there; see: dateline verify")
            for link in part:
                out.write(f"{link.number} {link.leaf} {link.hash}\n")
            after = part[-1].number


def _write_readings(connection: Connection, chosen: _Chosen, ours: Path) -> None:
    """Write what Dateline read in each report, and the text of those that have no capture here."""
    with_capture = {of for of, _ in chosen.ties}
    for part in in_parts(chosen.reports):
        asked = select(report.c.id, report.c.text, reading.c.json).join(reading, reading.c.report_id == report.c.id)
        for of, text, line in connection.execute(asked.where(report.c.id.in_(part), CURRENT)):
            (ours / "readings" / f"{of}.json").write_text(line, encoding="utf-8", newline="\n")
            if of not in with_capture:
                (ours / "texts" / f"{of}.txt").write_text(text, encoding="utf-8", newline="\n")


def _write_occurrence(chosen: _Chosen, ours: Path, shelter: Shelter) -> None:
    """Write the occurrence with its accounts, as it may leave."""
    left = without(chosen.whole, frozenset(chosen.withheld))
    protect: Callable[[Occurrence], Occurrence | None] = shelter.protect
    if left.accounts and as_it_may_leave(left, protect) is not None:
        export_occurrences([left], JsonLines, ours / "occurrence.jsonl", Options(protect=protect))


def _pages(connection: Connection, chosen: _Chosen) -> list[Page]:
    rows = connection.execute(select(report.c.id, report.c.title).where(report.c.id.in_(chosen.reports)))
    titles = {row.id: row.title for row in rows}
    of = {number: one for one, number in reversed(chosen.ties)}
    return [Page(number, chosen.captures[number], titles.get(of.get(number, 0)) or "") for number in chosen.captures]


def _sign_sums(to: Path, ours: Path, key: SigningKey) -> Callable[[], None]:
    """Return what writes the digests of all files that are there, with a signature: to be done when all are."""

    def sign() -> None:
        sums = ours / "SHA256SUMS"
        lines = []
        for path in sorted(one for one in to.rglob("*") if one.is_file()):
            with path.open("rb") as stream:
                lines.append(
                    f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {path.relative_to(to).as_posix()}\n"
                )
        sums.write_text("".join(lines), encoding="utf-8", newline="\n")
        (ours / "SHA256SUMS.sig").write_bytes(key.sign(sums.read_bytes()))
        (ours / "SHA256SUMS.pem").write_bytes(public_pem(key.public))

    return sign
