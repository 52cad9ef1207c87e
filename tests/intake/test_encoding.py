"""Bytes to text in any encoding; what is no text says so."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from dateline.errors import InputError
from dateline.intake.encoding import decode

ENGLISH = "The minister said: “We won’t go” – and the café in Orléans closed."
FRENCH = "Le président a dit « non » à Genève, où l’armée française était arrivée la veille."
RUSSIAN = "Министерство обороны сообщило в понедельник о новых ударах по городу. Жители говорят о взрывах."
ARABIC = "قالت وزارة الدفاع يوم الاثنين إن القوات قصفت مواقع المسلحين في شرق البلاد وإن عشرات قتلوا"
CHINESE = "国防部周一表示，军队在边境地区打死了九名武装人员，但当地居民说死者是平民。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"), (RUSSIAN, "utf-8"), (ARABIC, "utf-8"), (CHINESE, "utf-8"), (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"), (ENGLISH, "utf-16-le"), (ENGLISH, "utf-16-be"), (RUSSIAN, "utf-16"), (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (CHINESE, "gb18030"),
    ],
)  # fmt: skip
def test_decodes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x") == text


def test_line_ends_stay() -> None:
    assert decode(b"one\r\ntwo\rthree\n", "x") == "one\r\ntwo\rthree\n"


def test_declared_encoding_counts_where_it_fits() -> None:
    assert decode(RUSSIAN.encode("koi8_r"), "x", "koi8-r") == RUSSIAN
    assert decode(ENGLISH.encode(), "x", "iso-8859-1") == ENGLISH  # declared wrongly


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"", "empty", None),
        (b" \n\t ", "empty", None),
        (b"\xef\xbb\xbf", "empty", None),
        (bytes(range(256)) * 20, "binary", None),
        (b"\x7fELF\x02\x01\x01\0\0\0\0\0" + b"\0\x01\x02" * 300, "binary", None),
        ("Café “quoted” – naïve\nsecond “line”".encode() + b"\xff\xfe\x80 bad\n", "damaged", "line 2, byte 47"),
        (ENGLISH.encode()[:21], "middle of a character", "byte 19"),
        (ENGLISH.encode("utf-16")[:-1], "middle of a character", "byte 132"),
        (b"\xfe\xff\xd8\x00\x00a\x00b", "not valid UTF-16", "byte 2"),
    ],
)
def test_what_is_no_text_says_so(data: bytes, reason: str, place: str | None) -> None:
    with pytest.raises(InputError) as raised:
        decode(data, "name")
    assert reason in raised.value.reason
    assert raised.value.place == place
    assert raised.value.remedy


def test_random_bytes_give_text_or_input_error() -> None:
    chance = random.Random(7)
    for size in (1, 2, 3, 10, 100, 3000):
        for _ in range(20):
            with suppress(InputError):
                assert isinstance(decode(chance.randbytes(size), "x"), str)
