"""Adding at the desk: each way in, what cannot be read among what can, stopping, and reporters that are protected."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import select

from dateline.desk import adding
from dateline.desk.adding import Adding, BusyError, Submission
from dateline.desk.app import make_app
from dateline.desk.formkeys import masked
from dateline.desk.pages import adding as pages
from dateline.desk.settings import Settings
from dateline.desk.visitor import EVERYTHING, Visitor
from dateline.intake.reach import VARIABLE
from dateline.record.reading import from_json_line
from dateline.store.record import Outcome, Record
from dateline.store.schema import event, failure, report
from dateline.store.schema_desk import audit, protection

TEXT = "GOMA, May 3 - Rebels shelled a market in Goma on Friday, killing 14 people, the army said."
MANY = 120
ANNA, BEN = Visitor("anna", EVERYTHING, 1), Visitor("ben", EVERYTHING, 2)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Yield an empty record."""
    with Record.open(str(tmp_path / "new.db")) as record:
        yield record


@pytest.fixture
def client(record: Record) -> Iterator[TestClient]:
    """Yield a client of a desk for one person over it, who sends the key of forms as htmx does."""
    app = make_app(record, Settings("new.db", single_user=True, is_fast=True))
    with TestClient(app, base_url="http://localhost") as client:
        client.headers["X-Form-Key"] = masked(app.state.desk.form_secret)
        yield client
        assert app.state.desk.adding.wait(60)


def _send(client: TestClient, way: str, fields: dict[str, str], files: list[tuple[str, bytes]] = []) -> Response:  # noqa: B006
    parts = [(name, (None, value)) for name, value in fields.items()] + [("files", file) for file in files]
    return client.post(f"/add/{way}", files=parts)


def _done(client: TestClient, answer: Response) -> str:
    """Return the page of a job when it is over."""
    assert re.fullmatch(r"/add/jobs/[0-9a-f]{16}", answer.url.path), answer.text
    assert client.app.state.desk.adding.wait(120)  # type: ignore[attr-defined]
    page = client.get(answer.url.path).text
    assert "hx-get" not in page, "a job that is over asks no more"
    return page


def _reports(record: Record) -> list[tuple[str, str | None, str | None, str | None]]:
    with record.engine.connect() as connection:
        rows = connection.execute(select(report.c.name, report.c.outlet, report.c.published, report.c.url))
        return [tuple(row) for row in rows]  # type: ignore[misc]


def test_a_pasted_text_is_read_and_compared(client: TestClient, record: Record) -> None:
    fields = {"text": TEXT, "outlet": "Lake Herald", "published": "2024-05-04", "url": "https://lake.example/a"}
    page = _done(client, _send(client, "text", {**fields, "title": "A market"}))
    assert "done: 1 added" in page
    assert '<a class="open" data-open href="/reports/1">A market</a>' in page
    assert _reports(record) == [("pasted-text", "Lake Herald", "2024-05-04", "https://lake.example/a")]
    with record.engine.connect() as connection:
        assert all(of is not None for of in connection.scalars(select(event.c.occurrence_id).where(event.c.is_deed)))
    again = _done(client, _send(client, "text", {**fields, "title": "A market"}))
    assert "done: 1 already there" in again
    assert client.get("/add").text.count("/add/jobs/") == 2, "jobs are listed, also after a reload"


def test_a_broken_file_among_good_ones_stops_nothing(client: TestClient, record: Record) -> None:
    files = [
        ("../../good one.txt", TEXT.encode()),
        ("broken.pdf", b"%PDF-1.4 and then nothing"),
        ("notes.docx", b"PK\x03\x04"),
        ("rows.csv", b"id,text\n1,The army said talks go on in Goma.\n2,Rebels left the hills on Monday.\n"),
        ("empty.txt", b""),
    ]
    page = _done(client, _send(client, "files", {"outlet": "Lake Herald"}, files))
    assert "done: 3 added, 3 could not be read" in page
    assert "What to do: save it as PDF or plain text" in page
    assert {name for name, *_ in _reports(record)} == {"good one", "1", "2"}
    failed = client.get("/reports/failed").text
    assert all(name in failed for name in ("broken.pdf", "notes.docx", "empty.txt"))
    assert "dateline-" not in failed, "no path of the desk's own"
    assert not adding._FOLDERS, "nothing stays on the disk"


@pytest.mark.parametrize(
    ("way", "fields", "word"),
    [
        ("text", {"text": "  "}, "paste"),
        ("text", {"text": TEXT, "published": "yesterday"}, "Published"),
        ("text", {"text": TEXT, "url": "file:///etc/passwd"}, "https://"),
        ("files", {}, "choose one"),
        ("url", {"url": "file:///etc/passwd"}, "https://"),
        ("field", {"what": "Shells fell."}, "How it is known"),
    ],
)
def test_what_cannot_be_meant_is_said_and_what_was_typed_is_kept(
    client: TestClient, way: str, fields: dict[str, str], word: str
) -> None:
    answer = _send(client, way, fields or {"outlet": "Lake Herald"})
    assert answer.status_code == 422
    told = re.search(r'class="wrong" role="alert">([^<]*)<', answer.text)
    assert told is not None
    assert word in told[1]
    for value in filter(str.strip, fields.values()):
        assert value in answer.text


def test_too_much_at_once_is_refused_before_it_is_read(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "MAX_BYTES", 0)
    big = [("a.txt", b"x" * 1_100_000)]
    assert _send(client, "files", {"outlet": "x"}, big).status_code == 413
    monkeypatch.setattr(pages, "MAX_FILES", 2)
    assert _send(client, "files", {"outlet": "x"}, [("a.txt", b"x")] * 3).status_code == 400


# An address


@pytest.fixture
def site() -> Iterator[str]:
    """Yield the address of a page on loopback."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/report.txt" else 404)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.end_headers()
            if self.path == "/report.txt":
                self.wfile.write(TEXT.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_fetched_once_and_kept(
    client: TestClient, record: Record, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "127.0.0.1")
    page = _done(client, _send(client, "url", {"url": f"{site}/report.txt", "outlet": "Lake Herald"}))
    assert "done: 1 added" in page
    assert _reports(record)[0][0] == "report"
    missing = _done(client, _send(client, "url", {"url": f"{site}/nothing"}))
    assert "the site answered 404" in missing


def test_an_address_of_the_desk_s_own_network_is_not_fetched(client: TestClient, record: Record, site: str) -> None:
    page = _done(client, _send(client, "url", {"url": f"{site}/report.txt"}))
    assert "1 could not be read" in page
    assert "What to do: save the page and give the file" in page
    assert _reports(record) == []


# A field report


FIELD = {"what": "Two drones struck the market.", "where": "Zamzam Camp", "lat": "13.5", "lon": "25.3", "seen": "yes"}
NAME = "Maryam Samplename"


def test_a_field_report_is_read_and_its_reporter_protected(
    client: TestClient, record: Record, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told = {**FIELD, "on": "2025-10-16", "killed": "at least 3", "reporter": NAME, "shelter": "yes", "why": "at risk"}
    answer = _send(client, "field", {**told, "published": "2025-10-17"})
    page = _done(client, answer)
    assert "done: 1 added" in page
    with record.engine.connect() as connection:
        row = connection.execute(select(report)).one()
        kept = connection.execute(select(protection)).one()
        log = [" ".join(map(str, line)) for line in connection.execute(select(audit.c.what, audit.c.subject))]
        place = connection.execute(select(event.c.place, event.c.lat, event.c.lon, event.c.start_on)).first()
    assert (kept.report_id, kept.start, kept.why, kept.lifted_at) == (row.id, None, "at risk", None)
    assert row.authors == NAME
    assert NAME not in row.text
    assert place is not None
    assert tuple(place) == ("Zamzam Camp", 13.5, 25.3, "2025-10-16")
    assert "protected a source r1" in log
    for said in (page, str(answer.url), " ".join(log), caplog.text, row.name, client.get("/add").text):
        assert "Samplename" not in said


def test_the_reporter_is_protected_unless_the_form_says_not(client: TestClient, record: Record) -> None:
    assert re.search(r'name="shelter" value="yes" checked', client.get("/add?way=field").text)
    assert not re.search(r'name="shelter" value="yes" checked', client.get("/add?way=text").text)
    _done(client, _send(client, "field", FIELD))
    with record.engine.connect() as connection:
        assert connection.execute(select(protection)).all() == []


def test_files_of_a_protected_sender_lose_their_names(client: TestClient, record: Record) -> None:
    files = [("from Samplename.txt", TEXT.encode()), ("Samplename.pdf", b"%PDF-1.4")]
    page = _done(client, _send(client, "files", {"shelter": "yes"}, files))
    with record.engine.connect() as connection:
        names = [*connection.scalars(select(report.c.name)), *connection.scalars(select(failure.c.name))]
        assert len(connection.execute(select(protection)).all()) == 1
    assert names == ["received-1", "received-2.pdf"]
    assert "Samplename" not in page


def test_a_report_and_its_protection_come_together_or_not_at_all(
    client: TestClient, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no room: Samplename")

    monkeypatch.setattr("dateline.store.sheltering.note", broken)
    page = _done(client, _send(client, "field", {**FIELD, "shelter": "yes", "reporter": NAME}))
    assert "A fault of the desk (OSError)" in page
    assert "Samplename" not in page
    assert _reports(record) == []


# Jobs


def _several(folder: Path, number: int) -> Submission:
    paths = []
    for at in range(number):
        path = folder / f"{at}.txt"
        path.write_text(f"The army said on Monday that {at + 2} villages near Goma were shelled by rebels.")
        paths.append(str(path))
    return Submission("files", tuple(paths))


def test_a_job_can_be_stopped_and_keeps_what_it_added(record: Record, tmp_path: Path) -> None:
    begun = threading.Event()
    jobs = Adding(record, lambda: 0, True)
    known = record.known

    def tell(*given: object) -> int | None:
        begun.set()
        return known(*given)  # type: ignore[arg-type]

    record.known = tell  # type: ignore[method-assign]
    job = jobs.submit(ANNA, _several(tmp_path, MANY))
    assert begun.wait(120)
    jobs.stop(ANNA, job.id)
    assert jobs.wait(120)
    stopped = jobs.job(ANNA, job.id)
    assert stopped.stage is adding.Stage.STOPPED
    assert stopped.total == MANY
    assert stopped.read < MANY
    assert len(_reports(record)) == stopped.outcomes.get(Outcome.ADDED, 0)


def test_jobs_are_their_own_persons(record: Record, tmp_path: Path) -> None:
    jobs = Adding(record, lambda: 0, True)
    job = jobs.submit(ANNA, _several(tmp_path, 1))
    assert [one.id for one in jobs.jobs(ANNA)] == [job.id]
    assert jobs.jobs(BEN) == []
    for ask in (jobs.job, jobs.stop):
        with pytest.raises(Exception, match="not known"):
            ask(BEN, job.id)
    assert jobs.wait(60)


def test_a_full_queue_says_so(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_WAITING", 0)
    jobs = Adding(record, lambda: 0, True)
    with pytest.raises(BusyError):
        jobs.submit(ANNA, _several(tmp_path, 1))


def test_a_job_that_is_not_known_says_why(client: TestClient) -> None:
    answer = client.get("/add/jobs/0123456789abcdef")
    assert answer.status_code == 404
    assert "the desk was started anew" in answer.text


def test_what_was_added_is_the_text_that_was_given(client: TestClient, record: Record) -> None:
    text = "Line one of it.\r\nThe army said talks go on – in Goma.\r\n"
    _done(client, _send(client, "text", {"text": text}))
    line = record.reading_of(1)
    assert line is not None
    assert from_json_line(line).report.text.splitlines() == text.splitlines()
