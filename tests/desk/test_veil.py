"""The veil: no byte of a protected name gets out to who may not see it, by whatever page, spelling or way of asking."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

import dateline
from dateline.desk.judging import VeiledJudge
from dateline.desk.naming_words import Matcher, names_of
from dateline.desk.veil import PROTECTED, Veil, _Moved, _replaced
from dateline.desk.visitor import MAY, Role, Visitor
from dateline.export import FORMATS, Options, export_occurrences
from dateline.record.briefing import Filter, OpenedReport
from dateline.record.report import Span
from dateline.store.audits import entries
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.lookup import open_name
from dateline.store.matching import matching_occurrences
from dateline.store.protecting import Called, lift, protect, protections_of
from dateline.store.record import Record
from dateline.store.refused import DecisionError
from dateline.store.schema import actor, report
from dateline.store.search import search

from .forms import send
from .people import WHO, logged_in, person
from .walking import doors

STORIES = {
    "qelmith-story": (
        "Doctor Qelmith says clinic shelled in Tawila\n\n"
        "TAWILA, Sudan, Oct 12 (Reuters) - Shells hit a clinic in Tawila on Saturday, killing at least 14 people, "
        "Zorvan Qelmith, a surgeon there, told Reuters on Sunday.\n\n"
        'Qelmith said the Rapid Support Forces shelled the clinic from the east. "We buried them at night," Zorvan '
        "Qelmith said. He said the army had not come.\n\n"
        "The Rapid Support Forces denied that they shelled the clinic. Dr Qelmith’s brother was among the dead. "
        "The Brelvane Doctors Network, a local group, said 17 people were killed. BDN said the network would go on. "
        "A midwife at the clinic said drones had circled for hours.\n",
        {"author": "Zorvan Qelmith", "outlet": "Qelmith Wire", "url": "https://example.org/zorvan-qelmith/1"},
    ),
    "second": (
        "Clinic hit again\n\nTAWILA, Sudan, Oct 13 (AFP) - A drone hit the clinic in Tawila on Sunday, killing three "
        "nurses, the Brelvane Doctors Network said. ZORVAN\u00a0QELMITH, whose brother died on Saturday, was not there. "
        "Write to zorvan.qelmith@example.org or read https://example.org/Zorvan%20Qelmith?x=1. Z. Qelmith and Zor\u00advan "
        "Qelmith are one, said Qelmith, Zorvan. The Rapid Support Forces shelled Tawila on Saturday, killing 15 people, "
        "residents said.\n",
        {"outlet": "The Daily Elsewhere", "url": "https://example.org/2"},
    ),
    "fesk-1": (
        "Market burns in Nyala\n\nNYALA, Sudan, Oct 13 - Shells burned a market in Nyala on Sunday, killing four people, "
        "residents said.\n",
        {"author": "Ulbrane Fesk", "outlet": "Fesk Notes", "url": "https://fesk.example/1"},
    ),
}
CANARIES = re.compile(rb"qel\W?mith|zor\W{0,3}van|brelvane|\bBDN\b|midwife|ulbrane|fesk", re.IGNORECASE)
VALUES = ("1", "2", "3", "4", "5", "6", "7", "8", "a1", "a6", "r1", "r1s1", "r1e1", "d1", "12")


def _visitor(role: Role) -> Visitor:
    return Visitor(role.value, MAY[role], 1, role)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record with protected names in every kind of field, each kind of source protected."""
    folder = tmp_path_factory.mktemp("veil")
    with dateline.open_record(folder / "veil.db") as record:
        for name, (text, given_) in STORIES.items():
            path = folder / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            dateline.add(record, path, fast=True, published="2025-10-13", **given_)
        record.fail("zorvan-qelmith.pdf", "it is not a PDF; send it again, Qelmith")
        judge = Judge(record, "an editor", Fuser(record))
        judge.accept("1", "Zorvan Qelmith told me so")
        for source in ("Zorvan Qelmith", "Brelvane Doctors Network", "r1s8", "r3"):
            protect(record, WHO, source, "at risk, as Qelmith said")
        for role in Role:
            person(record, role)
        with record.engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(report)) == len(STORIES)
    with Record.open(str(folder / "veil.db")) as record, record.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder / "veil.db"


@pytest.fixture
def record(planted: Path, tmp_path: Path) -> Iterator[Record]:
    path = tmp_path / "veil.db"
    shutil.copy(planted, path)
    with Record.open(str(path)) as opened:
        yield opened


# Spellings

CALLED = [
    Called(
        "a7",
        True,
        frozenset({"Ahmed Al-Hassan"}),
        frozenset({"Mr Hassan", "he", "the commander", "Col. Hassan", "Abu Layth"}),
        frozenset({3}),
    ),
    Called(
        "a8", False, frozenset({"Sudan Doctors Network"}), frozenset({"the network", "Network", "US"}), frozenset({4})
    ),
    Called("a9", True, frozenset({"أحمد حسن", "Seán O’Brien", "José Núñez", "Łukasz Øst"}), frozenset(), frozenset()),
]


@pytest.mark.parametrize(
    ("text", "veiled", "why"),
    [
        ("AHMED  al hassan came", "protected came", "letters and blanks"),
        ("Ahmed\nAl-Hassan came", "protected came", "over a line end"),
        ("Hassan’s house, Hassan's", "protected's house, protected's", "possessive"),
        ("x ahmed-al-hassan-held y", "x protected-held y", "joined by dashes"),
        ("see https://a.b/ahmed-al-hassan/1 now", "see protected now", "in an address: all of it"),
        ("mail ahmed.alhassan@x.org now", "mail protected now", "in a mailbox"),
        ("AhmedAlHassan", "protected", "in one word"),
        ("Ah\u200bmed Al-Has\u00adsan", "protected", "signs that are not seen"),
        ("\u202eAhmed\u202c Hassan", "\u202eprotected", "signs that turn the text"),
        ("A. Hassan and Hassan, Ahmed", "protected and protected", "initial, turned round"),
        ("Abu Layth", "protected", "what a report calls it"),
        ("Hassanabad", "Hassanabad", "a longer word is another"),
        ("he and the man", "he and the man", "a pronoun is no name"),
        ("the commander", "the protected", "its words, in its report"),
        ("the network", "the protected", "likewise"),
        ("told us, the US said", "told us, the protected said", "letters that are a word are a name in capitals alone"),
        ("SDN said", "protected said", "by its first letters"),
        ("وأحمد حسن قال", "وprotected قال", "with a particle written onto it"),
        ("Sean OBrien, Seán O'Brien", "protected, protected", "accents and apostrophes"),
        ("Jose Nun\u0303ez and JOSÉ NÚÑEZ", "protected and protected", "accents apart and together"),
        ("Lukasz Ost", "protected", "a stroke left out"),
        ("Ahmed \x02Al-Hassan\x03 said", "protected\x02\x03 said", "the marks of the search stay in pairs"),
        ("\x02Hassan\x03 said", "\x02protected\x03 said", "likewise"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, veiled: str, why: str) -> None:
    found = Matcher(names_of(CALLED)).find(text, frozenset({3, 4}))
    assert _replaced(text, found) == veiled, why


def test_words_of_one_report_are_hidden_there_alone() -> None:
    matcher = Matcher(names_of(CALLED))
    assert not matcher.find("the commander of the network", frozenset({5}))
    assert matcher.find("the commander", frozenset({3}))


@pytest.mark.parametrize(
    ("asked", "hides"),
    [
        ("Hassan", True),
        ("ahmed hassan", True),
        ("hassan shelling", True),
        ("Sudan Doctors", True),
        ("doctors", False),
        ("Sudan", False),
        ("commander", False),
    ],
)
def test_what_a_visitor_asks_with_is_hidden_where_it_names_a_source(asked: str, hides: bool) -> None:
    assert Matcher(names_of(CALLED)).is_named_by(asked) is hides


@given(
    st.lists(st.sampled_from(["Ahmed Hassan", "x", "the town", "Hassan's", " ", "\n", "ü", "\u00ad", "."]), max_size=30)
)
def test_spans_hold_the_same_words_in_the_new_text(parts: list[str]) -> None:
    text = " ".join(parts)
    found = Matcher(names_of(CALLED)).find(text, frozenset())
    new = _replaced(text, found)
    moved = _Moved(text, found)
    assert "hassan" not in new.lower()
    for start in range(len(text)):
        for end in range(start + 1, min(start + 25, len(text) + 1)):
            span = moved.span(Span(start, end))
            assert 0 <= span.start <= span.end <= len(new)
            if not any(one.start < end and start < one.end for one in found):
                assert new[span.start : span.end] == text[start:end]
            else:
                assert PROTECTED in new[span.start : span.end]


# What leaves


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR, Role.ADMINISTRATOR])
def test_no_page_part_feed_or_file_has_a_protected_name(record: Record, role: Role) -> None:
    client = logged_in(record, role, login=f"veiled{role}")
    leaks, seen = [], 0
    values = VALUES if role is Role.EDITOR else ("1", "a6")  # an editor gets everywhere but to what is protected
    queries = ("?q=clinic", "?q=Tawila+surgeon", "?words=clinic", "?country=SDN", "?as=csv", "?sort=name", "?most=50")
    for door in doors(client.app):
        if door.method != "GET":
            continue
        addresses = {door.address(dict.fromkeys(re.findall(r"{(\w+)", door.path), value)) for value in values}
        if "{" not in door.path:
            addresses |= {door.path + query for query in queries}
        for address in sorted(addresses):
            for headers in ({}, {"hx-request": "true"}):
                answer = client.get(address, headers=headers, follow_redirects=True)
                assert answer.status_code != 500, address
                seen += answer.status_code == 200
                whole = answer.content + str(answer.headers).encode() + str(answer.url).encode()
                found = CANARIES.search(whole)
                if found:
                    at = whole.find(found[0])
                    leaks.append((address, whole[max(at - 80, 0) : at + 60]))
    assert not leaks, leaks[:6]
    assert seen > 40, "the walk has come to pages"


def test_a_steward_sees_them_and_each_look_is_written_down(record: Record) -> None:
    client = logged_in(record, Role.STEWARD, login="veiled")
    before = len(entries(record))
    page = client.get("/occurrences/1")
    assert CANARIES.search(page.content)
    new = entries(record)[: len(entries(record)) - before]
    assert [one.what for one in new] == ["saw a protected source"], "once for a page"
    with record.engine.connect() as connection:
        number = connection.scalar(select(actor.c.id).where(actor.c.name == "Zorvan Qelmith"))
    assert f"a{number}" in new[0].subject
    assert not CANARIES.search(str(entries(record)).encode()), "the log holds ids alone"


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_no_export_has_a_protected_name(record: Record, format_: str) -> None:
    veil = Veil.of(record, _visitor(Role.ANALYST))
    out = io.BytesIO()
    tally = export_occurrences(matching_occurrences(record), FORMATS[format_], out, Options(protect=veil.protect))
    assert tally.written or tally.left_out
    assert not CANARIES.search(out.getvalue())
    open_to = io.BytesIO()
    export_occurrences(matching_occurrences(record), FORMATS["jsonl"], open_to)
    assert CANARIES.search(open_to.getvalue()), "it is in what is veiled"


def test_a_reading_stays_whole(record: Record) -> None:
    opened = open_name(record, "r1")
    assert isinstance(opened, OpenedReport)
    veiled = Veil.of(record, _visitor(Role.READER)).over(opened)
    assert not CANARIES.search(repr(veiled).encode())
    text = veiled.reading.report.text
    assert veiled.line.outlet != "Qelmith Wire"
    for old, new in zip(opened.reading.events, veiled.reading.events, strict=True):
        was, now = opened.reading.report.quote(old.trigger), text[new.trigger.start : new.trigger.end]
        assert was == now
    for old, new in zip(opened.reading.statements, veiled.reading.statements, strict=True):
        for was, now in zip(old.content, new.content, strict=True):
            said = opened.reading.report.quote(was)
            if not CANARIES.search(said.encode()) and "network" not in said:
                assert text[now.start : now.end] == said
    hidden = next(one for one in veiled.reading.statements if one.id == "s1")
    assert hidden.source.name == PROTECTED and text[slice(*hidden.source.spans[0])].startswith(PROTECTED)


# Asking for what is hidden


@pytest.mark.parametrize(
    "address",
    [
        "/search?q={}",
        "/occurrences?actor={}",
        "/occurrences?words={}",
        "/actors?name={}",
        "/actors/{}",
        "/statements?source={}",
        "/api/v1/search?q={}",
        "/api/v1/occurrences?actor={}",
        "/map?actor={}",
    ],
)
@pytest.mark.parametrize("name", ["Zorvan Qelmith", "qelmith", "Zorvan", "Brelvane Doctors Network"])
def test_a_protected_name_is_told_as_one_that_is_not_there(record: Record, address: str, name: str) -> None:
    client = logged_in(record, Role.EDITOR, login="veiled")
    answers = []
    for asked in (name, re.sub("[a-z]", "x", name)):  # of the same length, and of nobody
        answer = client.get(address.format(asked), follow_redirects=False)
        page = re.sub(r'[0-9a-f]{64}|"etag[^,]*|nonce-\S+', "", answer.text + str(answer.headers.get("location")))
        for way in (asked, asked.replace(" ", "%20"), asked.replace(" ", "+")):
            page = page.replace(way, "NAME")
        answers.append((answer.status_code, page))
    assert answers[0] == answers[1]


def test_a_protected_actor_is_not_there_by_its_number(record: Record) -> None:
    client = logged_in(record, Role.EDITOR, login="veiled")
    with record.engine.connect() as connection:
        number = connection.scalar(select(actor.c.id).where(actor.c.name == "Zorvan Qelmith"))
    hidden, missing = (client.get(f"/actors/{one}") for one in (number, 999999))
    assert hidden.status_code == missing.status_code
    assert PROTECTED not in hidden.text


def test_a_search_finds_what_may_be_read_alone(record: Record) -> None:
    veil = Veil.of(record, _visitor(Role.READER))
    hits = search(record, "clinic", 10)
    assert hits and veil.hits("clinic", hits)
    assert search(record, "Zorvan", 10) and not veil.hits("Zorvan", search(record, "Zorvan", 10))
    for words in ("midwife", "Fesk"):
        assert not veil.hits(words, search(record, words, 10)), "words that only stand under the veil"


def test_a_decision_on_a_protected_actor_is_refused_as_on_nobody(record: Record) -> None:
    judge = VeiledJudge(record, _visitor(Role.EDITOR), Fuser(record))
    for name in ("Zorvan Qelmith", "Zorvan Qelmixx"):
        with pytest.raises(DecisionError, match=f"No actor of the record is called '{name}'"):
            judge.same_actor([name, "Rapid Support Forces"], "one")


# Protecting


def test_a_source_is_protected_and_lifted_on_the_page(record: Record) -> None:
    steward, reader = logged_in(record, Role.STEWARD, login="veiled"), logged_in(record, Role.READER, login="veiled2")
    assert "Sudanese army" in reader.get("/api/v1/reports/1").text or "army" in reader.get("/reports/1").text
    shown = send(steward, "/sources", "/sources/protect", source="Rapid Support Forces", why="a test")
    assert shown.status_code == 303
    assert "Rapid Support Forces" not in reader.get("/").text
    assert "Rapid Support Forces" in steward.get("/").text
    twice = send(steward, "/sources", "/sources/protect", source="Rapid Support Forces", why="a test")
    assert twice.status_code == 422 and "protected already" in twice.text
    number = next(one.id for one in protections_of(record) if one.words == "Rapid Support Forces")
    assert send(steward, "/sources", f"/sources/{number}/lift").status_code == 303
    assert "Rapid Support Forces" in reader.get("/").text
    assert send(steward, "/sources", f"/sources/{number}/lift").status_code == 404
    assert "protected a source" in str(entries(record)) and "lifted a protection" in str(entries(record))


@pytest.mark.parametrize("source", ["", "nobody", "a999", "r99", "r1s99", "r1e1x"])
def test_what_is_not_there_is_not_protected(record: Record, source: str) -> None:
    steward = logged_in(record, Role.STEWARD, login="veiled")
    answer = send(steward, "/sources", "/sources/protect", source=source, why="x")
    assert answer.status_code == 422 and "Write an actor" in answer.text


def test_a_name_that_a_new_report_brings_is_hidden_at_once(record: Record, tmp_path: Path) -> None:
    veil = Veil.of(record, _visitor(Role.READER))
    veil.over("x")
    path = tmp_path / "new.txt"
    path.write_text("Zorvan Qelmith told Reuters on Monday that he had left. Qelmith said Tawila was empty.", "utf-8")
    dateline.add(record, path, fast=True, published="2025-10-14")
    with record.engine.connect() as connection:
        number = connection.scalar(select(func.max(report.c.id)))
    assert not CANARIES.search(repr(veil.over(open_name(record, f"r{number}"))).encode())


def test_where_nothing_is_protected_the_veil_is_what_it_is_over(record: Record) -> None:
    for one in protections_of(record):
        lift(record, WHO, one.id)
    opened = open_name(record, "r1")
    assert Veil.of(record, _visitor(Role.READER)).over(opened) is opened


def test_a_filter_is_the_visitors_own_words(record: Record) -> None:
    veil = Veil.of(record, _visitor(Role.READER))
    asked = Filter(actor=("Zorvan Qelmith",))
    assert veil.over(asked) == asked, "to hide it would say that it names a source"
    assert veil.asked(asked) != asked


def test_what_the_veil_cannot_see_into_does_not_leave(record: Record) -> None:
    with pytest.raises(TypeError, match="cannot see into"):
        Veil.of(record, _visitor(Role.READER)).over(object())
