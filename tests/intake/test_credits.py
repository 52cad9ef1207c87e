"""Bylines, credits, and the agency that a text names as its origin."""

from __future__ import annotations

import pytest

from dateline.intake.agencies import agencies, agency_named
from dateline.intake.boilerplate import find_body
from dateline.intake.credits import find_agency, is_byline, is_signature, read_byline
from dateline.intake.received import Given
from dateline.intake.shape import make_report
from dateline.intake.text import receive_text
from dateline.record.report import Agency, Report, Span

BYLINES = [
    ("By Amal Haddad | AFP", ("Amal Haddad",), "AFP"),
    ("By JOHN SMITH, Associated Press", ("John Smith",), "AP"),
    ("By Agence France-Presse", (), "AFP"),
    ("By the Associated Press", (), "AP"),
    ("By Jane Doe and John Roe in Beirut", ("Jane Doe", "John Roe"), None),
    ("By Jane Doe, Reuters", ("Jane Doe",), "Reuters"),
    ("By J. Hardy and Ali al-Sayed | The Associated Press", ("J. Hardy", "Ali al-Sayed"), "AP"),
    ("By SALLY MOORE Associated Press Writer", ("Sally Moore",), "AP"),
    ("By Maria Cruz (AP)", ("Maria Cruz",), "AP"),
    ("by Layal Abou Rahal", ("Layal Abou Rahal",), None),
    ("By Reuters Staff", (), "Reuters"),
    ("BY STAFF REPORTER", (), None),
    ("By Harbour Wire", (), "Harbour Wire"),  # a wire that no list knows
    ("By Amal Haddad, Harbour News Agency", ("Amal Haddad",), "Harbour News Agency"),
    ("By Anna de la Cruz", ("Anna de la Cruz",), None),
]


@pytest.mark.parametrize(("line", "authors", "agency"), BYLINES)
def test_reads_byline(line: str, authors: tuple[str, ...], agency: str | None) -> None:
    assert is_byline(line)
    assert read_byline(line) == (authors, agency)


@pytest.mark.parametrize(
    "line",
    [
        "By the end of May, troops had left",
        "By Monday the army was there",
        "By air and sea the army came.",
        "By contrast, Sudan said nothing",
        "By 2014 the group held two cities",
        "By then it was over",
        "Bystanders said so",
    ],
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert not is_byline(line)


AGENCY = [
    ('Rebels took the bridge. "We hold it," one told AFP by telephone.', "AFP", "AFP"),
    ("Rebels took the bridge, a commander told The Associated Press.", "AP", "The Associated Press"),
    ("Rebels took the bridge, a resident told Reuters.", "Reuters", "Reuters"),
    ("Rebels took the bridge, a doctor told Anadolu Agency on Friday.", "Anadolu", "Anadolu Agency"),
    ("Rebels took the bridge, a spokesman told Xinhua.", "Xinhua", "Xinhua"),
    ("Rebels took the bridge, he told the AFP news agency.", None, "an agency that is cited"),
    ("Rebels took the bridge, he told Reuters news agency.", None, "an agency that is cited"),
    ("The governor told Interfax that all was calm.", None, "Russian agencies are cited by all"),
    ("A man told AFP it burned. A woman told Reuters it did not.", None, "two agencies decide nothing"),
    ("He told the AFPU congress so.", None, "another word"),
    ("He told The Associated Press (AP) that he would go.", None, "an agency that is explained is cited"),
    ("He told Reuters in late May that he would go.", None, "a report of today does not quote itself of May"),
    ("He told AFP last week that he would go.", None, "nor of last week"),
    ("He told Reuters on Tuesday in Abuja that he would go.", "Reuters", "Reuters"),
    ("He told Bloomberg that he would go.", None, "cited more often than copied"),
    ("Rebels took the bridge on Monday. (AFP)", "AFP", "AFP"),
    ("Rebels took the bridge on Monday. - Reuters", "Reuters", "Reuters"),
    ("Rebels took the bridge.\n\nSource: Xinhua", "Xinhua", "Xinhua"),
    ("Rebels took the bridge.\n\n© 2014 AFP", "AFP", "AFP"),
    (
        "Rebels took the bridge.\n\nCopyright 2024 The Associated Press. All rights reserved.",
        "AP",
        "The Associated Press",
    ),
    ("Rebels took the bridge.\n\n(Reporting by Ann Roe in Juba; Editing by Jo Doe)", "Reuters", None),
    (
        "Rebels took the bridge on Monday.\n\nAssociated Press writer Jo Doe in Cairo contributed to this report.",
        "AP",
        "Associated Press",
    ),
    ("Agence France-Presse\n\nRebels took the bridge on Monday, residents said.", "AFP", "Agence France-Presse"),
    ("Rebels took the bridge.\n\nPhoto: AFP", None, "a picture's credit"),
    ("Rebels took the bridge.\n\n(With inputs from AFP)", None, "one source among others"),
    ("Rebels took the bridge, state media said.", None, "nothing told"),
    ("Rebels took the bridge, a commander told the AP.", None, "the AP writes itself out"),
    ("Rebels took the bridge, a commander told AP.", None, "the AP writes itself out"),
    ("He told Reuters that he would go. Reuters reported on Monday that he had gone.", None, "no agency cites itself"),
    ("He told AFP that he would go. According to AFP, he went.", None, "no agency cites itself"),
    ("He told AFP that he would go, according to an AFP reporter.", "AFP", "AFP"),
]


@pytest.mark.parametrize(("text", "name", "words"), AGENCY)
def test_finds_agency(text: str, name: str | None, words: str | None) -> None:
    found = find_agency(text, find_body(text).body)
    assert (found and found.name) == name
    if found is not None and words is not None:
        assert found.span is not None
        assert text[found.span.start : found.span.end] == words


def test_a_newspaper_that_quotes_an_agency_is_no_wire_copy() -> None:
    text = "Rebels took the bridge. A man told Reuters it burned. A woman told the Harbour Courier it did not."
    body = Span(0, len(text))
    assert find_agency(text, body, "The Harbour Courier") is None
    assert find_agency(text, body, "Levant Ledger") == Agency("Reuters", Span(35, 42))
    assert find_agency(text, body, "Levant Ledger", own_byline=True) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BEIRUT (AFP) - Rebels took the bridge, residents said.\n\n(Reporting by Ann Roe; editing by Jo Doe)", "AFP"),
        ("BEIRUT (AP) — Rebels took the bridge, a resident told Reuters on Monday.", "AP"),
        ("BEIRUT: Rebels took the bridge, residents said.\n\n(Reporting by Ann Roe; editing by Jo Doe)", "Reuters"),
        ("By Ann Roe, Associated Press\n\nRebels took the bridge.\n\n(Reporting by Ann Roe; editing by Jo Doe)", "AP"),
    ],
)
def test_the_dateline_and_the_byline_win(text: str, name: str) -> None:
    report = make_report(receive_text(text), Given(), "x", "x")
    assert isinstance(report, Report)
    assert report.agency is not None
    assert report.agency.name == name


def test_each_spelling_names_one_agency() -> None:
    seen: dict[str, str] = {}
    for agency in agencies():
        for spelling in agency.spellings:
            assert seen.setdefault(spelling.casefold(), agency.name) == agency.name
            assert agency_named(spelling) == agency.name


def test_signature() -> None:
    assert is_signature("Reporting by Ann Roe; editing by Jo Doe")
    assert is_signature("(Additional reporting by Ann Roe in Juba)")
    assert not is_signature("Reporting to the council, the envoy said no.")


def test_body_of_nothing() -> None:
    assert find_agency("", Span(0, 0)) is None
