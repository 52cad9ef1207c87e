"""PDFs: paragraphs from lines, and what cannot be read."""

from __future__ import annotations

import io
import time

import pytest
from pypdf import PdfWriter

from dateline.errors import InputError
from dateline.intake.pdf import read_pdf

from .made import pdf_of

LINES = [
    "Market shelled in the south",
    "By Amal Haddad | AFP",
    "10 October 2025",
    "BEIRUT (AFP) - Shelling killed nine people in a market of the southern city of Al-",
    "Nur on Friday, residents and medics said, hours after both sides had agreed on a",
    "truce.",
    "The army denied that it had fired and blamed the rebels for the attack.",
    "- 1 -",
]


def locked(password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pdf_of(LINES)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs() -> None:
    found = read_pdf(pdf_of(LINES), "x")
    assert found.title == "Market shelled in the south"
    assert found.dated == "2025-10-10"
    assert found.agency == "AFP"
    assert found.body is not None
    assert found.text[found.body.start : found.body.end] == (
        "BEIRUT (AFP) - Shelling killed nine people in a market of the southern city of Al- Nur on Friday, "
        "residents and medics said, "
        "hours after both sides had agreed on a truce.\n\n"
        "The army denied that it had fired and blamed the rebels for the attack."
    )


def test_encrypted_without_user_password_is_read() -> None:
    assert "Shelling killed nine" in read_pdf(locked(""), "x").text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (locked("secret"), "encrypted"),
        (pdf_of([]), "no text, only pictures"),
        (pdf_of(LINES)[:400], "cut off"),
        (b"hello, this is no PDF", "no PDF"),
        (b"%PDF-1.4\n%%EOF", "damaged"),
        (b"%PDF-1.4\n" + b"\0\xff" * 500 + b"%%EOF", "damaged"),
    ],
)
def test_unreadable_pdfs(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as raised:
        read_pdf(data, "x.pdf")
    assert reason in raised.value.reason
    assert raised.value.remedy


def test_many_short_lines_cost_no_time() -> None:
    began = time.process_time()
    found = read_pdf(pdf_of(["Shelling killed nine people on Friday,", *["endobj"] * 20_000]), "x")
    assert "nine people" in found.text
    assert time.process_time() - began < 8  # by the square of the lines it would be over twenty
