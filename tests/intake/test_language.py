"""The language of a text."""

from __future__ import annotations

import pytest

from dateline.intake.language import find_language, language_code


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army said on Monday that it had retaken the town from the rebels after two days of fighting.", "en"),
        ("Troops killed nine rebels near Mopti, Mali's army said in a statement read on state television.", "en"),
        ("L'armée a annoncé lundi avoir repris la ville aux rebelles après deux jours de combats.", "fr"),
        ("El ejército dijo el lunes que había retomado la ciudad tras dos días de combates.", "es"),
        ("Die Armee teilte am Montag mit, sie habe die Stadt nach zwei Tagen zurückerobert.", "de"),
        ("Hæren sagde mandag, at den havde taget byen tilbage efter to dages kampe, og at ti var blevet dræbt.", "da"),
        ("Het leger zei maandag dat het de stad na twee dagen van gevechten over had genomen van de rebellen.", "nl"),
        ("Tentara mengatakan pada hari Senin bahwa mereka telah merebut kembali kota itu dari pemberontak.", "id"),
        ("Армия сообщила в понедельник, что отбила город у повстанцев после двух дней боев.", "ru"),
        ("قال الجيش يوم الاثنين إنه استعاد المدينة من المتمردين بعد يومين من القتال", "ar"),
        ("Ordu pazartesi günü iki gün süren çatışmaların ardından kenti geri aldığını açıkladı.", "tr"),
        ("Kabul falls", None),
        ("", None),
        ("12 345 67", None),
    ],
)
def test_finds_language(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_declared_language_counts_only_for_short_texts() -> None:
    assert find_language("Kabul falls", "en-GB") == "en"
    assert find_language("L'armée a annoncé lundi avoir repris la ville aux rebelles après deux jours.", "en") == "fr"


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en-GB", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("FR", "fr"),
        ("pt_BR", "pt"),
        ("iw", "he"),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_language_code(declared: str | None, code: str | None) -> None:
    assert language_code(declared) == code
