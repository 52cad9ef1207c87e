"""A mailbox in view, on a real IMAP server."""

from __future__ import annotations

import imaplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from dateline.collect.mailbox import Mailbox
from dateline.errors import UsageError
from dateline.intake.reach import VARIABLE
from dateline.store.collecting import SeedKind

from .conftest import Desk
from .server import SENTENCES

USER, PASSWORD = "desk", "a-secret-word"


def message(number: int, identity: str | None = None) -> bytes:
    made = EmailMessage()
    made["From"], made["To"] = "Mona Adel <mona@press.example>", "desk@news.example"
    made["Subject"], made["Date"] = f"{number} killed in Adra", "Fri, 08 May 2026 08:30:00 +0200"
    made["Message-ID"] = identity or f"<{number}@press.example>"
    made.set_content(SENTENCES.replace("nine", str(number)))
    return made.as_bytes()


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of a server with one mailbox, in memory."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    command = [sys.executable, "-c", "from pymap.main import main; main()", "--no-service", "admin", "--host", "127.0.0.1",
               "--port", str(number), "--no-tls", "dict", "--demo-user", USER, "--demo-password", PASSWORD]  # fmt: skip
    folder = tmp_path_factory.mktemp("mail")
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            try:
                imaplib.IMAP4("127.0.0.1", number).logout()
                break
            except OSError:
                assert process.poll() is None, process.stderr.read() if process.stderr else ""
                time.sleep(0.1)
        yield number
    finally:
        process.terminate()
        process.wait()
        if process.stderr:
            process.stderr.close()


@pytest.fixture
def box(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[imaplib.IMAP4]:
    """Yield a connection to the mailbox, which is empty, and may be reached."""
    monkeypatch.setenv(VARIABLE, "127.0.0.1")
    monkeypatch.setenv("DESK_MAIL", PASSWORD)
    with imaplib.IMAP4("127.0.0.1", port) as connection:
        connection.login(USER, PASSWORD)
        connection.select("INBOX")
        connection.store("1:*", "+FLAGS", "\\Deleted")
        connection.expunge()
        yield connection


def address(port: int, folder: str = "INBOX", user: str = USER) -> str:
    return f"imap://{user}@127.0.0.1:{port}/{folder}?password-in=DESK_MAIL"


def put(box: imaplib.IMAP4, *messages: bytes) -> None:
    for one in messages:
        assert box.append("INBOX", "", "", one)[0] == "OK"


def test_new_messages_are_read_once_and_left_unseen(port: int, box: imaplib.IMAP4, desk: Desk) -> None:
    put(box, message(5), message(6))
    desk.add(SeedKind.MAILBOX, address(port), every_s=300)
    tally = desk.run()
    assert tally.added == 2 and tally.failing == 0, desk.seed().problem
    assert {row.title for row in desk.reports()} == {"5 killed in Adra", "6 killed in Adra"}
    desk.later(hours=7)
    assert desk.run().added == 0 and desk.captures() == 2
    put(box, message(7), message(6))  # one is new, one came a second time
    desk.later(hours=7)
    assert desk.run().added == 1 and desk.captures() == 3
    box.select("INBOX")
    assert b"\\Seen" not in b"".join(part for part in box.fetch("1:*", "(FLAGS)")[1] if isinstance(part, bytes))
    assert PASSWORD not in repr(desk.seed()) and PASSWORD not in repr(desk.found())


def test_a_server_that_numbers_anew_brings_nothing_twice(port: int, box: imaplib.IMAP4, desk: Desk) -> None:
    put(box, message(15), message(16))
    desk.add(SeedKind.MAILBOX, address(port))
    desk.run()
    with desk.record.writing() as connection:
        connection.exec_driver_sql("UPDATE seed SET etag = '1:99999'")  # as by another UIDVALIDITY
    desk.later(hours=7)
    assert desk.run().added == 0 and desk.captures() == 2


@pytest.mark.parametrize(
    ("where", "word", "problem"),
    [
        (address, "wrong", "does not let desk in; check the password in DESK_MAIL"),
        (address, "", "the variable DESK_MAIL holds no password"),
        (lambda port: address(port, "Nowhere"), PASSWORD, "it has no folder 'Nowhere'"),
        (lambda _: address(1), PASSWORD, "its server cannot be reached"),
        (lambda _: f"imaps://{USER}@127.0.0.2/INBOX?password-in=DESK_MAIL", PASSWORD, "not of the public web"),
    ],
)
def test_what_is_wrong_is_told_without_the_password(
    port: int, box: imaplib.IMAP4, desk: Desk, monkeypatch: pytest.MonkeyPatch, where: object, word: str, problem: str
) -> None:
    monkeypatch.setenv("DESK_MAIL", word)
    desk.add(SeedKind.MAILBOX, where(port))  # type: ignore[operator]
    assert desk.run().failing == 1
    told = desk.seed().problem or ""
    assert problem in told and "secret" not in told


@pytest.mark.parametrize(
    "wrong",
    ["imaps://mail.example/INBOX?password-in=P", "imaps://desk@mail.example/INBOX", "imaps://desk:secret@mail.example/INBOX?password-in=P",
     "imaps://desk@/INBOX?password-in=P", "imaps://desk@mail.example/INBOX?password-in=a%20b"],
)  # fmt: skip
def test_an_address_is_whole_and_holds_no_password(wrong: str) -> None:
    with pytest.raises(UsageError) as raised:
        Mailbox.at(wrong)
    assert "secret" not in str(raised.value)


def test_what_an_address_says() -> None:
    found = Mailbox.at("imaps://desk@news.example@mail.example/Reports%2FSudan?password-in=P")
    assert found == Mailbox("mail.example", 993, True, "desk@news.example", "Reports/Sudan", "P")


def test_a_password_does_not_go_in_the_clear_over_the_web(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> None:
    monkeypatch.setenv("DESK_MAIL", PASSWORD)
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *a, **k: real("93.184.216.34", port, *a, **k))
    desk.add(SeedKind.MAILBOX, "imap://desk@mail.example/INBOX?password-in=DESK_MAIL")
    desk.run()
    assert "write imaps://" in (desk.seed().problem or "")


def test_the_folder_is_kept(tmp_path: Path) -> None:
    assert Mailbox.at("imap://a@b.example?password-in=P").folder == "INBOX"
