"""The list of reports and the page of one: marks that lead to notes, notes that lead to occurrences, deciding on the spot."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update

from dateline.desk.formkeys import masked
from dateline.record.reading import from_json_line
from dateline.record.report import Report, Span
from dateline.show.annotate import Annotator, parts_of
from dateline.store.record import Record
from dateline.store.report_list import made_of
from dateline.store.schema import report
from dateline.store.schema_decisions import decision

PART = {"HX-Request": "true"}


@pytest.fixture
def client(client: TestClient) -> TestClient:
    """Return a client that sends the key of its forms with all that it sends, as htmx does."""
    client.headers["X-Form-Key"] = masked(client.app.state.desk.form_secret)  # type: ignore[attr-defined]
    return client


def _number(record: Record, outlet: str, day: str) -> int:
    with record.engine.connect() as connection:
        found = connection.scalar(
            select(report.c.id).where(report.c.outlet == outlet, report.c.published.startswith(day))
        )
    assert found is not None
    return found


def _deed(record: Record, number: int) -> tuple[str, int]:
    """Return a deed of a report and its occurrence."""
    made = made_of(record, number)
    assert made is not None
    return next((deed, of) for deed, of in made.occurrences.items() if of is not None)


def test_the_list_shows_reports_with_their_copies(client: TestClient) -> None:
    html = client.get("/reports").text
    assert html.index("14 Oct 2025") < html.index("28 Aug 2014"), "the newest stands first"
    assert re.search(r'copy-word">copy</span> of <a href="/reports/\d+">', html)
    assert "kept but not read, in another language (fr)" in html


def test_the_list_is_narrowed_and_paged(client: TestClient) -> None:
    html = client.get("/reports", params={"outlet": "Sahel Line", "since": "2025-10-12"}).text
    assert html.count('class="row"') == 1
    assert "Army claims advance" in html
    assert client.get("/reports", params={"since": "someday"}).status_code == 422
    assert client.get("/reports", params={"before": "1 or 1"}).status_code == 422
    assert "No report is as asked for" in client.get("/reports", params={"agency": "nobody"}).text


def test_what_failed_is_listed_with_what_to_do(client: TestClient, examples: Record) -> None:
    examples.fail("cut <b>.pdf", "the PDF is cut off; fetch the file again")
    html = client.get("/reports/failed").text
    assert "cut &lt;b&gt;.pdf" in html
    assert "What to do: fetch the file again" in html
    assert "1 input could not be read" in client.get("/reports").text


def test_marks_lead_to_notes_and_the_record_s_ids_to_words(client: TestClient, examples: Record) -> None:
    number = _number(examples, "Nile Basin Monitor", "2025-10-13")
    html = client.get(f"/reports/{number}").text
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids)), "ids are single"
    links = re.findall(r'href="#([^"]+)"', html)
    assert {link for link in links if not link.startswith("sign-")} - {"main"} <= set(ids), "links lead somewhere"
    for deed in made_of(examples, number).occurrences:  # type: ignore[union-attr]
        assert f"r{number}{deed}" in ids
    assert f"r{number}s1" in ids
    assert html.count("data-row") == len(re.findall(r'class="note ', html)), "the keys walk the notes"
    deed, of = _deed(examples, number)
    assert f'<a href="/occurrences/{of}" data-key="o">' in html
    assert f"/reports/{number}/deeds/{deed}?how=correct" in html


def test_a_report_that_is_not_there_is_said_to_be_none(client: TestClient) -> None:
    for path in ("/reports/999", "/reports/999/text", "/reports/999/reading.json", "/reports/1/versions/2"):
        assert client.get(path).status_code == 404, path
    assert client.get("/reports/0").status_code == 422


def test_confidence_is_told_on_request_alone(client: TestClient) -> None:
    assert "% sure" not in client.get("/reports/1").text
    assert re.search(r"r1s1: the reader is \d+ % sure", client.get("/reports/1?confidence=1").text)


def test_text_and_reading_come_as_they_are_kept(client: TestClient, examples: Record) -> None:
    line = examples.reading_of(1)
    assert line is not None
    answer = client.get("/reports/1/text")
    assert answer.text == from_json_line(line).report.text
    assert answer.headers["content-type"].startswith("text/plain")
    assert client.get("/reports/1/reading.json").json()["schema"] == "dateline/reading/1"


def test_the_address_gives_nothing_away_and_only_the_web_is_linked(client: TestClient, examples: Record) -> None:
    with examples.writing() as connection:
        connection.execute(update(report).where(report.c.id == 1).values(url="https://outlet.example/a"))
        connection.execute(update(report).where(report.c.id == 2).values(url="javascript:alert(1)"))
    assert 'href="https://outlet.example/a" rel="noreferrer noopener">its address' in client.get("/reports/1").text
    assert "javascript:" not in client.get("/reports/2").text


def test_another_language_is_said_to_be_kept_and_not_read(client: TestClient, examples: Record) -> None:
    html = client.get(f"/reports/{_number(examples, 'Le Courrier du Port', '2025')}").text
    assert "Kept but not read" in html
    assert "with the reader's confidence" not in html


def test_versions_at_an_address_differ_word_by_word(client: TestClient, examples: Record) -> None:
    line = examples.reading_of(1)
    assert line is not None
    first = from_json_line(line)
    url = "https://outlet.example/a"
    numbers = []
    for text in (first.report.text, first.report.text.replace("Damascus", "Aleppo", 1)):
        assert text.count("Aleppo") == (text != first.report.text)
        added = examples.add(replace(first, report=replace(first.report, text=text, url=url, outlet="Twice")), "test")
        numbers.append(added.id)
    old, new = numbers
    assert f'/reports/{new}/versions/{old}">what differs' in client.get(f"/reports/{new}").text
    for one, other in ((new, old), (old, new)):
        html = client.get(f"/reports/{one}/versions/{other}").text
        assert "<ins>Aleppo" in html.replace("</del> ", "") or "Aleppo" in re.findall(r"<ins>(.*?)</ins>", html)[0]
        assert len(re.findall("<ins>", html)) == len(re.findall("<del>", html)) == 2, "one each, and one in the key"
    assert client.get(f"/reports/{old}/versions/1").status_code == 404


# Deciding in the note


def test_an_account_is_rejected_and_accepted_again_in_its_note(client: TestClient, examples: Record) -> None:
    number = _number(examples, "Nile Basin Monitor", "2025-10-13")
    deed, of = _deed(examples, number)
    form = client.get(f"/reports/{number}/deeds/{deed}", params={"how": "reject"}, headers=PART).text
    assert f'id="deed-r{number}{deed}"' in form
    assert "<html" not in form
    seen = re.search(r'name="seen" value="(\d+)"', form)
    assert seen is not None
    post = f"/reports/{number}/deeds/{deed}"
    answer = client.post(f"{post}/reject", data={"why": "it tells no such thing", "seen": seen[1]}, headers=PART)
    assert answer.status_code == 200
    assert "left out by a person" in answer.text
    assert "Decision" in answer.headers["HX-Trigger"]
    assert made_of(examples, number).occurrences[deed] is None  # type: ignore[union-attr]
    assert f"/occurrences/{of}" not in answer.text
    assert client.post(f"{post}/accept", data={"why": "it does"}, headers=PART).status_code == 200
    assert made_of(examples, number).occurrences[deed] is not None  # type: ignore[union-attr]
    with examples.engine.connect() as connection:
        assert list(connection.scalars(select(decision.c.kind).order_by(decision.c.id))) == ["reject", "accept"]


def test_a_field_is_put_right_in_the_note(client: TestClient, examples: Record) -> None:
    number = _number(examples, "Nile Basin Monitor", "2025-10-13")
    deed, _ = _deed(examples, number)
    post = f"/reports/{number}/deeds/{deed}/correct"
    wrong = client.post(post, data={"field": "status", "value": "perhaps", "why": "as it says"}, headers=PART)
    assert wrong.status_code == 422
    assert 'class="wrong"' in wrong.text
    assert 'value="as it says"' in wrong.text, "what was typed is kept"
    right = client.post(post, data={"field": "status", "value": "possible", "why": "as it says"})
    assert right.url.path == f"/reports/{number}", "without a script the page is shown again"
    with examples.engine.connect() as connection:
        assert connection.execute(select(decision.c.field, decision.c.value)).one() == ("status", '"possible"')


def test_what_somebody_decided_since_is_not_decided_over(client: TestClient, examples: Record) -> None:
    number = _number(examples, "Nile Basin Monitor", "2025-10-13")
    deed, _ = _deed(examples, number)
    post = f"/reports/{number}/deeds/{deed}"
    assert client.post(f"{post}/accept", data={"why": "read it", "seen": "0"}, headers=PART).status_code == 200
    late = client.post(f"{post}/reject", data={"why": "read it not", "seen": "0"}, headers=PART)
    assert late.status_code == 422
    assert "since you looked" in late.text


@pytest.mark.parametrize("path", ["/reports/1/deeds/e999/accept", "/reports/1/deeds/e1/merge"])
def test_what_is_no_account_is_not_decided_on(client: TestClient, path: str) -> None:
    assert client.post(path, data={"why": "because"}).status_code == 404


# A long report


def test_a_long_report_comes_in_parts_that_leave_nothing_out(client: TestClient, examples: Record) -> None:
    line = examples.reading_of(_number(examples, "Nile Basin Monitor", "2025-10-13"))
    assert line is not None
    short = from_json_line(line)
    filling = "\n\n".join(f"Paragraph {n} tells of the weather at the lake, which was calm." * 6 for n in range(300))
    text = f"{short.report.text}\n\n{filling}\n\nThe end of it."
    whole = Report("long", text, Span(0, len(text)), outlet="Long Gazette", published="2025-10-13", language="en")
    parts = parts_of(whole)
    assert len(parts) > 2
    assert "".join(text[part.start : part.end] for part in parts) == text
    number = examples.add(replace(short, report=whole), "test").id
    first = client.get(f"/reports/{number}").text
    assert f'href="/reports/{number}?part=2"' in first
    assert f'id="r{number}s1"' in first
    assert "The end of it." not in first
    last = client.get(f"/reports/{number}?part={len(parts)}").text
    assert "The end of it." in last
    assert f'id="r{number}s1"' in client.get(f"/reports/{number}?at=r{number}s1").text
    shown = [Annotator(replace(short, report=whole), "r1", part=part).annotated() for part in parts]
    assert sum(len(one.blocks) for one in shown) == len(
        Annotator(replace(short, report=whole), "r1").annotated().blocks
    )
