"""Feeds and sitemaps, whole, broken and hostile, to what they tell of; read in the worker process."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.intake.apart import Worker
from dateline.intake.listed import Entry, read_list

URL = "https://news.example/feed"
LONG = "<p>" + "Shelling killed nine people in the port on Friday, the office said. " * 12 + "</p>"

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour &amp; Port Wire</title><language>en</language>
<item><title>Nine killed in &lt;b&gt;Adra&lt;/b&gt;</title><link>/a?utm_source=rss</link><author>desk@example.org (Mona Adel)</author>
<pubDate>Fri, 08 May 2026 08:30:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[{LONG}]]></content:encoded></item>
<item><title>No address</title></item>
<item><title>Again</title><link>https://news.example/a?utm_source=rss</link></item>
<item><title>Not of the web</title><link>javascript:alert(1)</link></item>
<item><guid isPermaLink="true">https://news.example/b</guid></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><title>One</title><link rel="self" href="/x.atom"/><link rel="alternate" href="https://news.example/one"/>
<author><name>Ali Omar</name></author><published>2026-05-08T06:00:00Z</published><updated>2026-05-08T07:00:00Z</updated>
<content type="html">{LONG.replace("<", "&lt;")}</content></entry></feed>"""
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Wire",
        "items": [
            {
                "id": "1",
                "url": "https://news.example/j",
                "title": "J",
                "content_html": LONG,
                "date_published": "2026-05-08T06:00:00Z",
            },
            {"id": "https://news.example/k", "content_text": "Short."},
            "no entry",
        ],
    }
)


def listed(kind: str, data: bytes | str, media_type: str = "") -> list[Entry]:
    """Return what a list tells of; raises what is wrong with it."""
    found = list(read_list(kind, data.encode() if isinstance(data, str) else data, "list", URL, media_type))
    for one in found:
        if isinstance(one, InputError):
            raise one
    return [one for one in found if isinstance(one, Entry)]


def test_rss() -> None:
    first, second = listed("feed", RSS)
    assert first.address == "https://news.example/a?utm_source=rss"
    assert (first.title, first.outlet, first.language) == ("Nine killed in Adra", "Harbour & Port Wire", "en")
    assert first.published == "2026-05-08T06:30:00+00:00"
    assert first.authors == ("Mona Adel",)
    assert first.content is not None and "nine people" in first.content and first.summary == "Short."
    assert second.address == "https://news.example/b" and second.content is None


def test_atom() -> None:
    (one,) = listed("feed", ATOM)
    assert one.address == "https://news.example/one" and one.authors == ("Ali Omar",)
    assert (one.published, one.updated) == ("2026-05-08T06:00:00+00:00", "2026-05-08T07:00:00+00:00")
    assert one.content is not None


def test_json_feed() -> None:
    one, two = listed("feed", JSON)
    assert (one.address, one.title, one.published) == ("https://news.example/j", "J", "2026-05-08T06:00:00+00:00")
    assert one.content is not None
    assert two.address == "https://news.example/k" and two.content is None and two.summary == "<p>Short.</p>"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (RSS.replace("</item>", "", 1), "an element that is not closed"),
        (RSS[: RSS.index("<item><guid")], "it breaks off"),
        (RSS.replace("Short.", "A & B &nbsp; <br>"), "entities of HTML, a bare ampersand"),
        (RSS.replace("Short.", "\x0b\x01"), "characters that XML does not have"),
        ("\n\n  " + RSS, "space before the declaration"),
        (RSS.replace('<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-16"?>'), "a wrong encoding named"),
        (RSS.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss').replace("Short.", "&x;"), "an entity of a file"),
    ],
)  # fmt: skip
def test_a_broken_feed_still_tells(data: str, why: str) -> None:
    found = listed("feed", data)
    assert found[0].address == "https://news.example/a?utm_source=rss", why
    assert "root:" not in str(found)


def test_a_feed_in_another_charset() -> None:
    data = RSS.replace("Adra", "Adrá").replace('"1.0"?', '"1.0" encoding="windows-1252"?').encode("cp1252")
    assert listed("feed", data)[0].title == "Nine killed in Adrá"
    assert (
        listed("feed", data.replace(b' encoding="windows-1252"', b""), "text/xml; charset=windows-1252")[0].title
        == "Nine killed in Adrá"
    )


@pytest.mark.parametrize(
    "data", [b"<html><body>Not here</body></html>", b"no feed", b"", b"{}", b'{"items": 3}', b"{" * 100_000]
)
def test_what_is_no_feed_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        listed("feed", data)


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://news.example/i.png</image:loc></image:image><loc> https://news.example/a </loc>
<lastmod>2026-05-08T06:00:00Z</lastmod><news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language>
</news:publication><news:publication_date>2026-05-07</news:publication_date><news:title>Nine killed</news:title></news:news></url>
<url><loc>/b</loc></url><url><loc>ftp://news.example/c</loc></url><url></url></urlset>"""


@pytest.mark.parametrize("data", [SITEMAP.encode(), gzip.compress(SITEMAP.encode())], ids=["plain", "packed"])
def test_sitemap(data: bytes) -> None:
    one, two = listed("sitemap", data)
    assert (one.address, one.title, one.outlet, one.language) == (
        "https://news.example/a",
        "Nine killed",
        "Harbour Post",
        "en",
    )
    assert (one.published, one.updated) == ("2026-05-07", "2026-05-08T06:00:00+00:00")
    assert two == Entry("https://news.example/b")


def test_an_index_names_sitemaps_and_a_plain_list_is_one() -> None:
    index = "<sitemapindex><sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2026-05-08</lastmod></sitemap></sitemapindex>"
    assert listed("sitemap", index) == [Entry("https://news.example/s1.xml.gz", updated="2026-05-08", is_map=True)]
    assert [one.address for one in listed("sitemap", "https://news.example/a\nhttps://news.example/b\n")] == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def test_a_sitemap_that_breaks_off_tells_what_it_has() -> None:
    assert [one.address for one in listed("sitemap", SITEMAP[: SITEMAP.index("<url><loc>ftp")])] == [
        "https://news.example/a",
        "https://news.example/b",
    ]
    with pytest.raises(InputError, match="broken"):
        listed("sitemap", SITEMAP[:200])


@pytest.mark.parametrize(
    "data",
    [gzip.compress(bytes(60_000_000)), gzip.compress(SITEMAP.encode())[:60], b"no address at all"],
    ids=["too much", "it breaks off", "no address"],
)
def test_what_is_no_sitemap_is_told(data: bytes) -> None:
    with pytest.raises(InputError):
        listed("sitemap", data)


@given(
    st.binary(max_size=400)
    | st.text(max_size=300).map(lambda words: f"<rss><item><link>{words}</link>".encode("utf-8", "replace"))
)
@settings(max_examples=40, deadline=None)
def test_whatever_is_sent_is_told_or_refused(data: bytes) -> None:
    for kind in ("feed", "sitemap"):
        for one in read_list(kind, data, "list", URL, ""):
            assert isinstance(one, InputError) or one.address.startswith(("http://", "https://"))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(seconds=10.0) as made:
        yield made


def test_the_worker_lists_and_goes_on_after_a_hostile_list(worker: Worker) -> None:
    laughs = '<!DOCTYPE r [<!ENTITY a "' + "x" * 50 + '">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 12}">' for n in range(9)
    ) + "]><rss><channel><item><link>https://news.example/a</link><title>&j;</title></item></channel></rss>"  # fmt: skip
    began = time.monotonic()
    for one in worker.list("feed", "laughs", laughs.encode(), URL):
        assert isinstance(one, InputError) or len(one.title or "") <= 1_000
    assert time.monotonic() - began < 15
    assert [e.address for e in worker.list("feed", "ok", RSS.encode(), URL) if isinstance(e, Entry)] == [
        "https://news.example/a?utm_source=rss",
        "https://news.example/b",
    ]
    (error,) = worker.list("feed", "none", b"nothing", URL)
    assert isinstance(error, InputError)
