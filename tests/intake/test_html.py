"""Web pages: the body alone, and what the raw HTML tells of time, names and outlet."""

from __future__ import annotations

import json

import pytest

from dateline.errors import InputError
from dateline.intake.html import read_html, receive_html
from dateline.intake.received import Received

from .made import page_of


def linked(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@context': 'https://schema.org', **fields})}</script>"


NEWS = linked(
    **{"@type": "NewsArticle"},
    headline="Market shelled in the south",
    datePublished="2025-10-10T09:15:00+03:00",
    author=[{"@type": "Person", "name": "Amal Haddad"}],
    publisher={"@type": "Organization", "name": "The Harbour Courier"},
)


def test_body_is_the_report_alone() -> None:
    found = receive_html(page_of(NEWS, "<p class='byline'>By Amal Haddad | AFP | Oct 10, 2025</p>"), "x")
    assert found.body is not None
    body = found.text[found.body.start : found.body.end]
    assert body.startswith("BEIRUT: Shelling")
    assert body.endswith("to meet at once.")
    assert "Comments by the minister" in body
    for words in ("ADVERTISEMENT", "Read more", "closed", "Home", "rights reserved", "Haddad"):
        assert words not in body
    assert found.text.startswith("Market shelled in the south\nBy Amal Haddad | AFP\n\nBEIRUT")


DAY, UTC = "2025-10-10", "2025-10-10T06:15:00+00:00"
EVIDENCE = [
    # head, body, field, expected
    (NEWS, "", "published", "2025-10-10T09:15:00+03:00"),
    (NEWS, "", "outlet", "The Harbour Courier"),
    (NEWS, "", "authors", ("Amal Haddad",)),
    (linked(**{"@graph": [{}, {"@type": ["NewsArticle"], "datePublished": DAY}]}), "", "published", DAY),
    (linked(**{"@type": "NewsArticle"}, author={"name": "AFP", "@type": "Organization"}), "", "agency", "AFP"),
    (linked(**{"@type": "ReportageNewsArticle"}, author="Reuters"), "", "agency", "Reuters"),
    ("<script type='application/ld+json'>{broken</script>", "", "published", None),
    ("<meta property='article:published_time' content='2025-10-10T06:15:00Z'>", "", "published", UTC),
    ("<meta name='parsely-pub-date' content='2025-10-10T06:15:00Z'>", "", "published", "2025-10-10T06:15:00+00:00"),
    ("<meta name='DC.date.issued' content='2025-10-10'>", "", "published", "2025-10-10"),
    ("<meta name='date' content='2025-10-10'>", "<time datetime='2025-10-10T06:15:00Z'>x</time>", "published", UTC),
    ("", "<time datetime='2025-10-10T09:15+03:00'>10 Oct</time>", "published", "2025-10-10T09:15:00+03:00"),
    ("", "<time class='updated' datetime='2025-10-12'>x</time>", "published", None),
    ("", "<div class='related'><time datetime='2024-01-01'>x</time></div>", "published", None),
    ("", "<span class='post-date'>October 10, 2025</span>", "published", "2025-10-10"),
    ("<meta property='article:modified_time' content='2025-10-12'>", "", "published", None),
    ("<meta property='og:site_name' content='Harbour Courier'>", "", "outlet", "Harbour Courier"),
    ("<meta property='og:title' content='Shells hit &amp; kill'>", "", "title", "Shells hit & kill"),
    ("", "", "title", "Market shelled in the south"),
    ("<link rel='canonical' href='https://courier.example/a'>", "", "url", "https://courier.example/a"),
    ("<meta property='og:url' content='https://courier.example/b'>", "", "url", "https://courier.example/b"),
    ("<link rel='canonical' href='javascript:x'>", "", "url", None),
    ("<meta name='author' content='Amal Haddad'>", "", "authors", ("Amal Haddad",)),
    ("<meta name='author' content='Reuters Staff'>", "", "agency", "Reuters"),
    ("<meta name='author' content='https://courier.example/haddad'>", "", "authors", ()),
    ("", "<p class='byline'>By Amal Haddad | AFP</p>", "agency", "AFP"),
    ("", "<div class='article-source'>Source: Xinhua</div>", "agency", "Xinhua"),
    ("", "<p>Agence France-Presse</p>", "agency", "AFP"),
    ("", "<span class='author'><a rel='author'>Amal Haddad</a></span>", "authors", ("Amal Haddad",)),
    ("", "<p class='photo-credit'>AFP</p>", "agency", None),
    ("", "<figure><figcaption class='credit'>Reuters</figcaption></figure>", "agency", None),
    ("", "<p>By John Roe, Associated Press</p>", "agency", "AP"),
    ("", "<p>By John Roe, Associated Press</p>", "authors", ("John Roe",)),
    ("", "", "language", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "field", "expected"), EVIDENCE)
def test_evidence_of_the_raw_page(head: str, body: str, field: str, expected: object) -> None:
    found: Received = receive_html(page_of(head, body), "x")
    assert getattr(found, field) == expected


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        "<html><body><nav>Home</nav></body></html>",
        "<html><body><script>let a = 1;</script></body></html>",
        "<!-- -->",
    ],
)
def test_page_without_text_is_an_error(page: str) -> None:
    with pytest.raises(InputError):
        receive_html(page, "x")


def test_short_page_keeps_its_words() -> None:
    found = receive_html("<html><body><p>The army left the town.</p></body></html>", "x")
    assert found.text == "The army left the town."


def test_charset_of_the_page() -> None:
    page = page_of(
        paragraphs="<p>“Кабул” — сказал президент, и армия начала наступление на город в понедельник.</p>" * 1,
        lang="ru",
    )
    data = page.replace("utf-8", "windows-1251").encode("cp1251", "ignore")
    assert "президент" in read_html(data, "x").text


def test_too_large_a_page_is_refused() -> None:
    with pytest.raises(InputError, match="no page of one report"):
        read_html(b"<p>" + b"x" * 10_000_001, "x")


FIRST = "BEIRUT (AFP) - Shelling killed nine people in a market on Friday, residents said."
SECOND = "The army denied that it had fired on the market, and blamed the rebels."
ODD = {
    "line breaks and no paragraphs": "<html><body><table><tr><td><b>Market shelled</b><br><br>"
    f"{FIRST}<br><br>{SECOND}<br></td></tr></table></body></html>",
    "text in the page's data alone": "<html><head>"
    + linked(**{"@type": "NewsArticle"}, headline="Market shelled", articleBody=f"{FIRST}\n\n{SECOND}")
    + "</head><body><div id='app'></div></body></html>",
    "paragraphs without an article": f"<p>{FIRST}<p>{SECOND}",
    "two columns": "<html><body><div id='left'><ul><li><a href='/a'>Talks stall in Geneva</a>"
    "<li><a href='/b'>Rains flood camps</a></ul></div>"
    f"<div id='content'><h2>Market shelled</h2><p>{FIRST}</p><p>{SECOND}</p></div></body></html>",
}


@pytest.mark.parametrize("page", ODD.values(), ids=ODD.keys())
def test_odd_pages(page: str) -> None:
    found = receive_html(page, "x")
    assert found.body is not None
    body = found.text[found.body.start : found.body.end]
    assert body.startswith(FIRST)
    assert body.endswith(SECOND)
