"""Plain text and Markdown as received."""

from __future__ import annotations

import pytest

from dateline.errors import InputError
from dateline.intake.limits import MAX_TEXT_BYTES
from dateline.intake.text import read_text, receive_text

BODY = "Shelling killed nine people on Friday, residents said. The army denied it."


def test_text_is_untouched() -> None:
    text = f"\ufeffNine killed in shelling\r\n\r\n{BODY}\r\n"
    found = read_text(text.encode("utf-8"), "x")
    assert found.text == text[1:]
    assert found.title == "Nine killed in shelling"
    assert found.body is not None
    assert found.text[found.body.start : found.body.end] == BODY


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "---\ntitle: 'Nine killed'\ndate: 2025-10-10\nauthor: Amal Haddad\n"
            "source: The Harbour Courier\nlang: en\n---\n"
            f"\n{BODY}",
            {
                "title": "Nine killed",
                "published": "2025-10-10",
                "authors": ("Amal Haddad",),
                "outlet": "The Harbour Courier",
                "language": "en",
            },
        ),
        (
            f"Title: Nine killed\nSource: AFP\nDate: 10 October 2025\n\n{BODY}",
            {"title": "Nine killed", "published": "2025-10-10", "agency": "AFP", "outlet": "AFP"},
        ),
        (
            f"**Headline:** Nine killed\n**Byline:** Amal Haddad, Reuters\n\n{BODY}",
            {"title": "Nine killed", "authors": ("Amal Haddad",), "agency": "Reuters"},
        ),
        (
            f"# Nine killed\n\nBy Amal Haddad | AFP\n10 October 2025\n\n{BODY}",
            {"title": "Nine killed", "agency": "AFP", "dated": "2025-10-10"},
        ),
        (f"Source: residents said so and more.\n\n{BODY}", {"title": None, "outlet": None}),  # one field is a sentence
        (f"---\n\n{BODY}", {"title": None}),
    ],
)
def test_head_fields(text: str, fields: dict[str, object]) -> None:
    found = receive_text(text)
    assert {key: getattr(found, key) for key in fields} == fields
    assert found.body is not None
    assert found.text[found.body.end - len(BODY) : found.body.end] == BODY


def test_too_long_a_file_is_refused() -> None:
    with pytest.raises(InputError, match="split it"):
        read_text(b"word " * (MAX_TEXT_BYTES // 5 + 1), "x")
