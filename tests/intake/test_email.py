"""E-mails: subject, date, sender and the text."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.intake.email import read_email

from .made import TEXT, message_of, page_of

HEAD = (
    "From: AFP Newsroom <news@afp.example>\nTo: desk@courier.example\nSubject: Market shelled\n"
    "Date: Fri, 10 Oct 2025 10:30:00 +0300\n"
)


def test_plain_message() -> None:
    found = read_email(message_of(HEAD + "Content-Type: text/plain; charset=utf-8", f"{TEXT}\n-- \nThe desk"), "x")
    assert (found.title, found.published, found.agency, found.outlet) == (
        "Market shelled",
        "2025-10-10T10:30:00+03:00",
        "AFP",
        "AFP Newsroom",
    )
    assert found.body is not None
    assert found.text[found.body.start : found.body.end] == TEXT.strip()


def test_html_message() -> None:
    found = read_email(message_of(HEAD + "Content-Type: text/html; charset=utf-8", page_of()), "x")
    assert found.title == "Market shelled"
    assert "Shelling killed nine" in found.text
    assert "<p>" not in found.text


def test_person_is_the_author_and_prefixes_go() -> None:
    headers = "From: Amal Haddad <amal@x.example>\nSubject: Fwd: Re: Market shelled\nContent-Type: text/plain"
    found = read_email(message_of(headers, TEXT), "x")
    assert (found.authors, found.outlet, found.title, found.published) == (
        ("Amal Haddad",),
        None,
        "Market shelled",
        None,
    )


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_transfer_encodings(encoding: str) -> None:
    import base64
    import quopri

    body = "Café “closed” in Orléans, the army said."
    packed = base64.b64encode(body.encode()) if encoding == "base64" else quopri.encodestring(body.encode())
    headers = f"{HEAD}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: {encoding}"
    assert read_email(message_of(headers, packed.decode()), "x").text == body


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"just words, no headers at all", "no e-mail headers"),
        (
            message_of(HEAD + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64", "AAAA"),
            "only attachments",
        ),
        (message_of(HEAD + "Content-Type: text/plain", ""), "only attachments"),
    ],
)
def test_unreadable_messages(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read_email(data, "x.eml")
    assert reason in raised.value.reason


@pytest.mark.parametrize("date", ["garbage", "Fri, 99 Foo 2025", "", "Fri, 10 Oct 99999 10:30:00 +0300"])
def test_broken_dates_are_unknown(date: str) -> None:
    headers = f"From: a@b.example\nDate: {date}\nContent-Type: text/plain"
    assert read_email(message_of(headers, TEXT), "x").published is None
