"""What is handed on can be checked by others' programs alone, and holds nothing of a protected source."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator
from sqlalchemy import select

from dateline.bench.synthetic import readings
from dateline.cli.sheltering import DeskShelter
from dateline.errors import UsageError
from dateline.evidence.errors import EvidenceError
from dateline.evidence.handing_on import Format, hand_on
from dateline.evidence.keeping import Keeper
from dateline.evidence.packing import Packed
from dateline.evidence.readme import STAMPS, STEPS
from dateline.evidence.sealing import seal
from dateline.evidence.shelter import ForTheSteward, may_hold_a_name, without
from dateline.evidence.stamps import Server, stamp_heads
from dateline.evidence.web_archive import sort_key
from dateline.export.lines import read_line
from dateline.intake.answer import Answer
from dateline.record.occurrence import Occurrence
from dateline.store.audits import Who
from dateline.store.brief import open_occurrences
from dateline.store.chain import tie_report
from dateline.store.fusing import Fuser
from dateline.store.protecting import protect
from dateline.store.readings import Readings
from dateline.store.record import Record
from dateline.store.schema import actor, event
from dateline.store.schema_collecting import chained

from ..store.telling import Deed, told
from .conftest import Desk
from .making import answer
from .stamping import stamping

DOCS = Path(__file__).parent.parent.parent / "docs" / "evidence.md"
SHELLED = Deed("Rebels shelled a market in Goma on Friday, General Amadou Kasereka said.", "shelled")
SENDERS = Deed("Rebels shelled the market of Goma on Friday, traders said.", "shelled")


def _steps(folder: Path) -> list[str]:
    """Return the commands of the page in a package, those of each step."""
    page = (folder / "evidence" / "README.txt").read_text()
    how = page.partition("How to check it")[2]
    blocks = re.findall(r"(?:^    .*\n)+", how, re.MULTILINE)
    return [re.sub(r"^    ", "", block, flags=re.MULTILINE) for block in blocks]


def _check(folder: Path, most: int | None = None) -> list[int]:
    """Return the exit status of each step, or the first of them, done as the page says."""
    steps = _steps(folder)[:most]
    return [subprocess.run(["sh", "-c", step], cwd=folder, capture_output=True).returncode for step in steps]


def _hand_on(desk: Desk, to: Path, number: int | None = None, shelter: object = None) -> Packed:
    with desk.record.engine.connect() as connection:
        first = connection.scalar(select(event.c.occurrence_id).where(event.c.report_id == 1, event.c.is_deed))
    form = Format.WACZ if to.suffix == ".wacz" else Format.FOLDER
    return hand_on(desk.record, desk.folder, desk.key, number or first or 1, to, shelter or ForTheSteward(), form)  # type: ignore[arg-type]


@pytest.fixture
def package(desk: Desk, tmp_path: Path) -> Path:
    _hand_on(desk, tmp_path / "package")
    return tmp_path / "package"


def test_a_package_is_checked_by_the_commands_in_it(package: Path) -> None:
    assert len(_steps(package)) == len(STEPS)
    assert _check(package) == [0] * len(STEPS)
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    assert files >= {
        "archive/capture-1.warc.gz",
        "datapackage.json",
        "datapackage-digest.json",
        "evidence/README.txt",
        "evidence/SHA256SUMS",
        "evidence/heads/1.json",
        "evidence/items.txt",
        "evidence/occurrence.jsonl",
        "evidence/readings/1.json",
        "indexes/index.cdxj",
        "pages/pages.jsonl",
    }


def test_the_commands_are_those_of_the_documentation() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for _, commands in (*STEPS, STAMPS):
        assert f"```\n{commands}\n```" in page


def _harmed(package: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(one for one in package.rglob("*") if one.is_file()):
        name = path.relative_to(package).as_posix()
        if not name.startswith("datapackage"):  # for programs that show web archives, which check it themselves
            yield name, path


def test_one_byte_of_any_file_of_a_package_is_found_by_its_commands(package: Path) -> None:
    for name, path in _harmed(package):
        data = path.read_bytes()
        if "README" in name:
            continue  # is in SHA256SUMS as the others are, and is what the steps are read from
        at = len(data) // 2
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert any(_check(package, 1)), name
        path.write_bytes(data)
    assert not any(_check(package))


def _signed_anew(package: Path) -> None:
    """Make the list of files anew, as somebody would who has no key."""
    names = [line.split("  ")[1] for line in (package / "evidence/SHA256SUMS").read_text().splitlines()]
    sums = "".join(f"{hashlib.sha256((package / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (package / "evidence/SHA256SUMS").write_text(sums)


@pytest.mark.parametrize("part", ["archive/*.gz", "evidence/items/*", "evidence/items.txt", "evidence/links/*"])
def test_what_is_chained_is_found_changed_also_where_the_list_of_files_was_made_anew(package: Path, part: str) -> None:
    path = sorted(package.glob(part))[0]
    data = path.read_bytes()
    digits = [at for at in range(len(data) // 2, len(data)) if data[at : at + 1].isalnum()]
    path.write_bytes(data[: digits[0]] + (b"0" if data[digits[0]] != 48 else b"1") + data[digits[0] + 1 :])
    _signed_anew(package)
    status = _check(package)
    assert status[0] != 0  # the signature of the list
    assert any(status[2:4])


def test_a_head_and_a_signature_are_found_changed(package: Path) -> None:
    for name in ("evidence/heads/1.json", "evidence/heads/1.sig", "evidence/heads/1.pem"):
        data = (package / name).read_bytes()
        (package / name).write_bytes(data[:60] + bytes([data[60] ^ 1]) + data[61:] if len(data) > 61 else b"x")
        assert any(_check(package)[3:]), name
        (package / name).write_bytes(data)


def test_a_stamp_is_checked_by_openssl(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "tsa").mkdir()
    with stamping(tmp_path / "tsa") as server:
        stamp_heads(desk.record, Server(server.address))
        _hand_on(desk, tmp_path / "package")
        (tmp_path / "package" / "roots.pem").write_bytes(server.roots.read_bytes())
    steps = _steps(tmp_path / "package")
    assert len(steps) == len(STEPS) + 1
    assert not any(_check(tmp_path / "package"))
    (tmp_path / "package" / "evidence/heads/1.tsr").write_bytes(b"\x30\x03\x02\x01\x00")
    assert _check(tmp_path / "package")[-1] != 0


def test_each_capture_is_followed_to_the_head_that_comes_next(desk: Desk, tmp_path: Path) -> None:
    number = 1
    first, second = (told(name, SENDERS) for name in ("north", "south"))
    added = desk.record.add(first, "test")
    seal(desk.record, desk.key)
    desk.record.add_all(readings(12, 100), "test")  # of others, between
    seal(desk.record, desk.key)
    desk.record.add(second, "test")
    Fuser(desk.record).fuse()
    with desk.record.engine.connect() as connection:
        number = connection.scalar(select(event.c.occurrence_id).where(event.c.report_id == added.id)) or 0
        end = connection.scalar(select(chained.c.number).order_by(chained.c.number.desc()).limit(1)) or 0
    packed = _hand_on(desk, tmp_path / "package", number)
    assert len(packed.reports) == 2
    assert packed.heads == (2, 4)  # the one after the other's day is not needed, that of the last is made now
    leaves = sum(len(path.read_text().splitlines()) for path in (tmp_path / "package/evidence/links").iterdir())
    assert leaves < end
    assert _check(tmp_path / "package") == [0] * len(STEPS)
    assert len(list((tmp_path / "package/evidence/texts").iterdir())) == 2


def test_of_other_links_nothing_is_told(package: Path, desk: Desk) -> None:
    shown = {line.split()[0] for line in (package / "evidence/items.txt").read_text().splitlines()}
    everything = b"".join(path.read_bytes() for path in package.rglob("*") if path.is_file())
    with desk.record.engine.connect() as connection:
        rows = connection.execute(select(chained)).all()
    for row in rows:
        assert (row.salt.encode() in everything) is (str(row.number) in shown)
        if str(row.number) not in shown:
            assert row.digest.encode() not in everything


def test_a_wacz_is_as_the_format_wants_it(desk: Desk, tmp_path: Path) -> None:
    _hand_on(desk, tmp_path / "one.wacz")
    with zipfile.ZipFile(tmp_path / "one.wacz") as archive:
        names = set(archive.namelist())
        package = json.loads(archive.read("datapackage.json"))
        assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
        assert {one["path"] for one in package["resources"]} == names - {"datapackage.json", "datapackage-digest.json"}
        for one in package["resources"]:
            data = archive.read(one["path"])
            assert (one["hash"], one["bytes"]) == (f"sha256:{hashlib.sha256(data).hexdigest()}", len(data))
            assert re.fullmatch(r"[-a-z0-9._/]+", one["name"])
        digest = json.loads(archive.read("datapackage-digest.json"))
        assert digest["hash"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
        assert all(archive.getinfo(name).compress_type == zipfile.ZIP_STORED for name in names if "archive/" in name)
        head, *pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
        assert head["format"] == "json-pages-1.0"
        assert pages[0]["url"] == "https://paper.example/1?of=day"
        for line in archive.read("indexes/index.cdxj").decode().splitlines():
            key, stamp, about = line.split(" ", 2)
            entry = json.loads(about)
            assert (key, len(stamp)) == (sort_key(entry["url"]), 14)
            data = archive.read(f"archive/{entry['filename']}")
            part = data[int(entry["offset"]) : int(entry["offset"]) + int(entry["length"])]
            (record,) = ArchiveIterator(io.BytesIO(part), parse_http=False)
            assert record.headers["WARC-Target-URI"] == entry["url"]
        archive.extractall(tmp_path / "unpacked")
    assert _check(tmp_path / "unpacked") == [0] * len(STEPS)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Paper.example/A?b=2&a=1#c", "example,paper)/a?a=1&b=2"),
        ("http://paper.example", "example,paper)/"),
        ("http://paper.example:8080/x y", "example,paper:8080)/x%20y"),
    ],
)
def test_an_address_is_sorted_as_indexes_do(url: str, key: str) -> None:
    assert sort_key(url) == key


def test_evidence_goes_to_what_is_new_and_is_whole_or_not_there(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        _hand_on(desk, tmp_path / "there")
    with pytest.raises(UsageError, match=r"ends with \.wacz"):
        hand_on(desk.record, desk.folder, desk.key, 1, tmp_path / "x.zip", ForTheSteward(), Format.WACZ)
    with pytest.raises(UsageError, match="no occurrence 999"):
        _hand_on(desk, tmp_path / "new", 999)
    (path,) = desk.folder.rglob("*.gz")
    data = path.read_bytes()
    path.write_bytes(data[:40] + b"x" + data[41:])
    with pytest.raises(EvidenceError, match="not as it was kept"):
        _hand_on(desk, tmp_path / "new")
    path.write_bytes(data)
    with desk.record.writing() as connection:
        connection.exec_driver_sql("UPDATE report SET outlet = 'Other' WHERE id = 1")
    with pytest.raises(EvidenceError, match="report 1 is not what the chain says"):
        _hand_on(desk, tmp_path / "new")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith((".evidence", "new"))]


# Protected sources


@dataclass(frozen=True, slots=True)
class Told:
    """A record in which three reports tell of one thing."""

    desk: Desk
    number: int


def _page(name: str, body: bytes, **fields: object) -> Answer:
    return answer(1, body, url=f"https://paper.example/{name}", payload=body, **fields)


@pytest.fixture
def three(record: Record, tmp_path: Path) -> Told:
    desk = Desk(record, tmp_path / "ev", tmp_path / "key")
    pages = [
        _page("north", b"<p>Rebels shelled a market.</p>", headers=(("Content-Type", "text/html"),)),
        _page(
            "south",
            b"<p>the market</p><i>by <b>Amadou</b> Kas&#101;reka</i>",
            headers=(("Content-Type", "text/html"),),
        ),
        _page("east", b"%PDF", headers=(("Content-Type", "application/pdf"),)),
    ]
    with Keeper(record, desk.folder) as keeper:
        captures = keeper.keep([(one, None) for one in pages])
    texts = [SHELLED, SENDERS, Deed("Rebels shelled a busy market in Goma on Friday, officials said.", "shelled")]
    for at, (name, deed) in enumerate(zip(("north", "south", "east"), texts, strict=True)):
        record.add(told(name, deed), "t", lambda c, added, of=captures[at]: tie_report(c, of, added.id))
    Fuser(record).fuse()
    with record.engine.connect() as connection:
        number = connection.scalar(select(event.c.occurrence_id).where(event.c.report_id == 1)) or 0
        assert set(connection.scalars(select(event.c.occurrence_id))) == {number}
    return Told(desk, number)


def _everything(folder: Path) -> bytes:
    """Return all bytes of a package, those of the archive unpacked."""
    found = b""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        found += path.name.encode() + path.read_bytes()
        if path.suffix == ".gz":
            found += gzip.decompress(path.read_bytes())
    return found


def test_what_names_a_protected_source_is_left_out_and_said_by_number(three: Told, tmp_path: Path) -> None:
    desk = three.desk
    seal(desk.record, desk.key)
    packed = _hand_on(desk, tmp_path / "open", three.number, DeskShelter(desk.record))
    assert (packed.reports, packed.captures, packed.withheld) == ((1, 2, 3), (1, 2, 3), ())
    with desk.record.writing() as connection:
        connection.execute(actor.insert().values(name="Amadou Kasereka", kind="person", country=""))
    protect(desk.record, Who("Ada"), "Amadou Kasereka", "asked us to")
    packed = _hand_on(desk, tmp_path / "package", three.number, DeskShelter(desk.record))
    assert (packed.reports, packed.withheld) == ((2, 3), (1,))
    assert (packed.captures, packed.withheld_captures) == ((), (1, 2, 3))  # its own, a name in tags, a PDF
    everything = _everything(tmp_path / "package")
    assert b"Kasereka" not in everything
    assert b"Amadou" not in everything
    assert _check(tmp_path / "package") == [0] * len(STEPS)
    page = (tmp_path / "package/evidence/README.txt").read_text()
    assert "  report 1\n" in page
    assert "  capture 1, 2, 3\n" in page
    whole = read_line((tmp_path / "package/evidence/occurrence.jsonl").read_text().strip())
    assert {one.report for one in whole.accounts} == {"2", "3"}


def test_a_report_of_a_protected_sender_is_left_out_and_the_steward_gets_it(three: Told, tmp_path: Path) -> None:
    desk = three.desk
    protect(desk.record, Who("Ada"), "r2", "asked us to")
    packed = _hand_on(desk, tmp_path / "package", three.number, DeskShelter(desk.record))
    assert packed.withheld == (2,)
    assert 2 not in packed.captures
    assert b"traders said" not in _everything(tmp_path / "package")
    packed = _hand_on(desk, tmp_path / "whole", three.number)
    assert (packed.reports, packed.withheld, packed.captures) == ((1, 2, 3), (), (1, 2, 3))


def test_an_occurrence_without_an_account_names_it_nowhere(three: Told) -> None:
    with three.desk.record.engine.connect() as connection:
        whole = open_occurrences(connection, Readings(), [three.number])[three.number]
    gone = {one.id for one in whole.accounts if one.report == "1"}
    left = without(whole, frozenset({1}))
    assert isinstance(left, Occurrence)
    assert not any(name in repr(left) for name in gone)
    assert without(whole, frozenset()) == whole


class _Named:
    """A shelter for one made-up name."""

    is_needed = True

    def hides_sender(self, report: int) -> bool:
        return False

    def names(self, reports: frozenset[int], texts: Iterable[str]) -> bool:
        return any("Amadou" in text for text in texts)

    def protect(self, occurrence: Occurrence) -> Occurrence | None:
        return occurrence


@pytest.mark.parametrize(
    ("body", "fields", "held", "why"),
    [
        (b"quiet", {}, False, "nothing"),
        (b"Amadou", {}, True, "as it is"),
        (b"A<b>ma</b>dou", {}, True, "with tags in it"),
        (b"Am&#97;dou", {}, True, "as entities"),
        (b'{"by":"\\u0041madou"}', {}, True, "as JSON escapes it"),
        (b"href=/%41madou", {}, True, "as an address escapes it"),
        ("Amadou".encode("utf-16"), {}, True, "in another encoding"),
        (b"quiet", {"url": "https://a.example/Amad%6fu"}, True, "in the address"),
        (b"quiet", {"headers": (("Content-Type", "text/html"), ("X-By", "Amadou"))}, True, "in a header"),
        (b"\xff\xd8", {"headers": (("Content-Type", "image/jpeg"),)}, True, "a picture cannot be told"),
        (b"\xff\xd8", {"headers": ()}, True, "nobody says what it is"),
        (b"", {"headers": ()}, False, "nothing was sent"),
    ],
)
def test_a_page_is_looked_through_in_whatever_way_it_may_write_a_name(
    body: bytes, fields: dict[str, object], held: bool, why: str
) -> None:
    one = answer(1, body, **{"headers": (("Content-Type", "text/html"),), "payload": body, **fields})
    assert may_hold_a_name(_Named(), frozenset({1}), [one.last]) is held, why
    assert not may_hold_a_name(ForTheSteward(), frozenset({1}), [one.last])
