"""All inputs as reports in order, and one clear error for each that cannot be read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest

from dateline.errors import InputError, UsageError
from dateline.intake import Given, count_inputs, open_inputs
from dateline.record.report import Report

from .made import TEXT, message_of, page_of, pdf_of

BODY = TEXT.strip()


def opened(*arguments: object, given: Given | None = None, stdin: bytes | None = None) -> list[Report | InputError]:
    stream = io.BufferedReader(io.BytesIO(stdin)) if stdin is not None else None
    return list(open_inputs([str(a) for a in arguments], given, stream))


def one(*arguments: object, given: Given | None = None, stdin: bytes | None = None) -> Report:
    (report,) = opened(*arguments, given=given, stdin=stdin)
    assert isinstance(report, Report), report
    return report


def test_each_format_gives_its_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.md").write_text(f"# Market shelled\n\n{TEXT}")
    (tmp_path / "c.html").write_text(page_of())
    (tmp_path / "d.pdf").write_bytes(pdf_of(["BEIRUT (AFP) - Shelling killed nine people on Friday, medics said."]))
    (tmp_path / "e.eml").write_bytes(message_of("From: x@y.example\nContent-Type: text/plain", TEXT))
    (tmp_path / "f.jsonl").write_text(json.dumps({"id": "row", "text": TEXT}) + "\n")
    (tmp_path / "g.csv").write_text("text\nShelling killed nine people.\n")
    reports = opened(tmp_path)
    assert [r.id if isinstance(r, Report) else str(r) for r in reports] == ["a", "b", "c", "d", "e", "row", "g-1"]
    for report in reports:
        assert isinstance(report, Report)
        assert "Shelling killed nine" in report.quote(report.body)


def test_plain_text_keeps_every_character(tmp_path: Path) -> None:
    text = (
        "Nine killed in shelling\r\n\r\n\tBEIRUT (AFP) - Shelling   killed nine people on Friday.\r\n\r\n"
        "Comments are closed.\r\n"
    )
    (tmp_path / "a.txt").write_bytes(text.encode())
    report = one(tmp_path / "a.txt")
    assert report.text == text
    assert report.quote(report.body) == "BEIRUT (AFP) - Shelling   killed nine people on Friday."
    assert report.dateline is not None
    assert report.quote(report.dateline.span) == report.dateline.text == "BEIRUT (AFP) - "


def test_given_wins_over_metadata(tmp_path: Path) -> None:
    head = (
        "<meta property='article:published_time' content='2025-10-10T06:15:00Z'>"
        "<meta property='og:site_name' content='X'>"
    )
    (tmp_path / "a.html").write_text(page_of(head))
    own = one(tmp_path / "a.html")
    assert (own.published, own.published_basis, own.outlet) == ("2025-10-10T06:15:00+00:00", "metadata", "X")
    given = Given(
        published="9 October 2025",
        outlet="Courier",
        title="T",
        url="https://c.example/",
        author="Ann Roe",
        agency="Agence France-Presse",
        language="EN",
    )
    told = one(tmp_path / "a.html", given=given)
    assert (told.published, told.published_basis, told.outlet, told.title) == ("2025-10-09", "given", "Courier", "T")
    assert (told.url, told.authors, told.language) == ("https://c.example/", ("Ann Roe",), "en")
    assert told.agency is not None
    assert (told.agency.name, told.agency.span) == ("AFP", None)


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        (f"10 October 2025\n\n{BODY}", "2025-10-10", "text"),
        (f"Title: X\nDate: 2025-10-10\n\n{BODY}", "2025-10-10", "metadata"),
        (BODY, None, "unknown"),
    ],
)
def test_basis_of_publication(tmp_path: Path, text: str, published: str | None, basis: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    report = one(tmp_path / "a.txt")
    assert (report.published, report.published_basis) == (published, basis)


@pytest.mark.parametrize(
    ("text", "published", "basis"),
    [
        (f"GENEVA (8 March 2023) – {BODY}", "2023-03-08", "text"),
        (f"Market Shelled\n\n(Beirut, May 14, 2024) – {BODY}", "2024-05-14", "text"),
        (f"LIMA, 11 NOV 89 (KYODO) -- [TEXT] {BODY}", "1989-11-11", "text"),
        (f"9 March 2023\n\nGENEVA (8 March 2023) – {BODY}", "2023-03-09", "text"),  # a line of its own says more
        (f"GENEVA (8 March) – {BODY}", None, "unknown"),
    ],
)
def test_dateline_with_its_year_dates_the_report(tmp_path: Path, text: str, published: str | None, basis: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    report = one(tmp_path / "a.txt")
    assert (report.published, report.published_basis) == (published, basis)


def test_dateline_gets_its_year_from_publication(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("JUBA, Oct 9 (AFP) - Fighting went on in the north, residents said on Thursday.")
    without = one(tmp_path / "a.txt")
    given = one(tmp_path / "a.txt", given=Given(published="2025-10-10"))
    assert without.dateline is not None
    assert without.dateline.date is None
    assert given.dateline is not None
    assert given.dateline.date == "2025-10-09"
    assert given.agency is not None
    assert given.quote(given.agency.span or given.body) == "AFP"


def test_other_languages_are_kept_and_marked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "L'armée a annoncé lundi avoir repris la ville aux rebelles après deux jours.", "utf-8"
    )
    assert one(tmp_path / "a.txt").language == "fr"


def test_ids_are_new_and_stable(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(TEXT)
    rows = [{"id": "story", "text": TEXT}, {"id": "story-2", "text": TEXT}, {"text": TEXT}]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    ids = [r.id for r in opened(tmp_path) if isinstance(r, Report)]
    assert ids == ["story", "story-2", "story-3", "story-2-2", "t-3"]
    assert ids == [r.id for r in opened(tmp_path) if isinstance(r, Report)]


STDIN = [
    (TEXT.encode(), ["stdin"]),
    (TEXT.encode("utf-16"), ["stdin"]),
    (page_of().encode(), ["stdin"]),
    (pdf_of(["BEIRUT (AFP) - Shelling killed nine people on Friday, medics said."]), ["stdin"]),
    (message_of("From: x@y.example\nMessage-ID: <1@x>\nContent-Type: text/plain", TEXT), ["stdin"]),
    (b'{"id": "a", "text": "Shelling killed nine people."}\n{"id": "b", "text": "x"}\n', ["a", "b"]),
    (b"id,text\na,Shelling killed nine people.\n", ["a"]),
]


@pytest.mark.parametrize(("data", "ids"), STDIN)
def test_standard_input_of_any_format(data: bytes, ids: list[str]) -> None:
    reports = opened("-", stdin=data)
    assert [r.id if isinstance(r, Report) else str(r) for r in reports] == ids


def bad_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    return {
        "empty.txt": (b"", "it is empty"),
        "blank.md": (b" \n\n ", "it is empty"),
        "binary.txt": (bytes(range(256)) * 40, "binary data"),
        "long.txt": (b"The army shelled the town. " * 16_000, "431,999 characters are more than one report"),
        "line.txt": (b"x" * 5_000_000, "over 4 MB"),
        "cut.txt": ("Café “no".encode() + b"\xe2\x80", "middle of a character"),
        "empty.html": (b"", "it is empty"),
        "nothing.html": (b"<html><body></body></html>", "no text of a report"),
        "big.html": (b"<p>" + b"word " * 10_000_000, "over 10 MB"),
        "empty.pdf": (b"", "it is empty"),
        "false.pdf": (b"words", "it is no PDF"),
        "scan.pdf": (pdf_of([]), "only pictures"),
        "cut.pdf": (pdf_of([TEXT])[:300], "cut off"),
        "none.eml": (b"words without headers", "no e-mail headers"),
        "none.jsonl": (b'{"id": 1}\n', "no 'text'"),
        "none.csv": (b"id,body\n1,x\n", "no column 'text'"),
        "empty.csv": (b"", "it is empty"),
        "false.parquet": (b"words that are no table", "cannot be read"),
        "a.docx": (b"PK\x03\x04", "files of type .docx are not read"),
        "a.json": (b"[]", "files of type .json are not read"),
        "a.zip": (b"PK\x03\x04", "files of type .zip are not read"),
        "a.xyz": (b"\x00\x01\x02\x03" * 50, "files of type .xyz are not read"),
        "a.log": (b"words of some program", "files of type .log are not read"),  # in a folder; by itself it is text
    }


def test_bad_files_are_one_error_each_and_the_others_are_read(tmp_path: Path) -> None:
    files = bad_files(tmp_path)
    for name, (data, _) in files.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / ".hidden").write_bytes(b"\0")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    results = opened(tmp_path)
    assert [r.id for r in results if isinstance(r, Report)] == ["good"]
    errors = {os.path.basename(r.name): r for r in results if isinstance(r, InputError)}
    assert len(errors) == len(results) - 1 == len(files) + 1
    for name, (_, reason) in files.items():
        assert reason in errors[name].reason, name
        assert errors[name].remedy
        assert "\n" not in str(errors[name])
    assert errors["gone.txt"].reason == "there is no such file or folder"


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("nowhere.txt", "there is no such file"),
        ("/dev/zero", "no regular file"),
        ("bad\0name", "no file name"),
        ("ftp://h.example/x", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
    ],
)
def test_bad_arguments(argument: str, reason: str) -> None:
    (error,) = opened(argument)
    assert isinstance(error, InputError)
    assert reason in error.reason


def test_folders_without_files_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    errors = opened(tmp_path / "inner", tmp_path / "pipe.txt")
    assert [e.reason for e in errors if isinstance(e, InputError)] == [
        "the folder holds no files",
        "it is no regular file",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    (error,) = opened(tmp_path / "a.txt")
    assert isinstance(error, InputError)
    assert error.reason == "it may not be read"


def test_a_file_named_by_itself_may_have_any_suffix(tmp_path: Path) -> None:
    (tmp_path / "story.log").write_text(TEXT)
    (tmp_path / "page").write_text(page_of())
    assert [r.id for r in opened(tmp_path / "story.log", tmp_path / "page") if isinstance(r, Report)] == [
        "story",
        "page",
    ]


@pytest.mark.parametrize(
    "given", [Given(published="yesterday"), Given(published="08/09/2014"), Given(language="Klingon!")]
)
def test_what_cannot_be_meant_is_refused_at_once(given: Given) -> None:
    with pytest.raises(UsageError):
        open_inputs([], given)


def test_count_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "t.jsonl").write_text('{"text": "a"}\n{"text": "b"}')
    assert count_inputs([str(tmp_path)]) == 3
    assert count_inputs([str(tmp_path), "-"]) is None
    assert count_inputs([]) == 0


def test_a_table_is_streamed(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text("\n".join(json.dumps({"id": i, "text": TEXT}) for i in range(5000)))
    reports = open_inputs([str(tmp_path / "t.jsonl")])
    first = next(reports)
    assert isinstance(first, Report)
    assert first.id == "0"
