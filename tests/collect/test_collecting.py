"""What is in view becomes reports, each once, over a real server, with the clock set by hand."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.collect.collector import Collector
from dateline.collect.settings import Settings
from dateline.evidence.keeping import Keeper
from dateline.intake.reach import VARIABLE
from dateline.store.collecting import SeedKind, remove_seed
from tests.apart import run_apart

from .conftest import BEGAN, Desk
from .server import SENTENCES, Asked, Reply, Site, packed, page, rss

FEED, SITEMAP, PAGE, FOLDER = SeedKind.FEED, SeedKind.SITEMAP, SeedKind.PAGE, SeedKind.FOLDER


def say(number: int) -> str:
    """Return a page that tells of so many killed."""
    return page(f"{number} killed in Adra", SENTENCES.replace("nine", str(number)))


def conditional(body: str, etag: str) -> object:
    """Return a page that is sent once, and then only if it is another."""

    def answer(asked: Asked) -> Reply:
        same = asked.headers.get("if-none-match") == etag
        return Reply(b"", 304, {"ETag": etag}) if same else Reply(body, headers={"ETag": etag})

    return answer


def test_a_feed_s_pages_are_read_once(site: Site, desk: Desk) -> None:
    site.pages |= {
        "/feed": conditional(rss([site.url("/a"), site.url("/b?utm_source=x")]), '"1"'),
        "/a": conditional(say(5), "a"),
        "/b": conditional(say(6), "b"),
    }  # type: ignore[dict-item]
    desk.add(FEED, site.url("/feed"))
    tally = desk.run()
    assert (tally.asked, tally.told, tally.fetched, tally.added) == (1, 2, 2, 2)
    assert desk.fused and desk.captures() == 2
    assert {(r.url, r.outlet) for r in desk.reports()} == {
        (site.url("/a"), "Harbour Post"),
        (site.url("/b"), "Harbour Post"),
    }
    desk.later(minutes=5)
    assert desk.run().asked == 0  # not due
    desk.later(hours=2)
    again = desk.run()
    assert (again.asked, again.told, again.unchanged, again.added) == (1, 0, 2, 0)
    assert [one.headers.get("if-none-match") for one in site.asked if one.path == "/feed"] == [None, '"1"']
    assert desk.captures() == 2 and len(desk.reports()) == 2


def test_the_same_page_of_two_feeds_is_fetched_once(site: Site, desk: Desk) -> None:
    site.pages |= {"/one": rss([site.url("/a")]), "/two": rss([site.url("/a?utm_medium=rss#top")]), "/a": say(5)}
    desk.add(FEED, site.url("/one"))
    desk.add(FEED, site.url("/two"))
    desk.run()
    assert site.paths().count("/a") + site.paths().count("/a?utm_medium=rss") == 1 and len(desk.reports()) == 1


def test_a_changed_page_is_its_next_version_and_one_that_says_the_same_is_none(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss([site.url("/a"), site.url("/b")]), "/a": say(9), "/b": say(7)}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    site.pages |= {"/a": say(14), "/b": say(7).replace("<body>", "<body><!-- other advertisements -->")}
    desk.later(hours=1.2)
    tally = desk.run()
    assert (tally.added, tally.versions, tally.fetched) == (1, 1, 2)
    first, other, newer = desk.reports()
    pair = {first.url: first, other.url: other}[newer.url]
    assert newer.earlier_id == pair.id and "14 killed" in newer.title
    assert desk.captures() == 4  # what was sent is kept, whether it says anything new or not
    looks = [one.at for one in site.asked if one.path == "/a"]
    desk.later(days=20)
    desk.run(reads=False)
    desk.later(days=20)
    desk.run(reads=False)
    assert len([one for one in site.asked if one.path == "/a"]) == len(looks) + 1  # old, and left alone


def test_a_feed_that_says_that_a_page_was_updated_has_it_looked_at(site: Site, desk: Desk) -> None:
    def feed(updated: str) -> str:
        entry = f"<entry><title>A</title><link href='{site.url('/a')}'/><updated>{updated}</updated></entry>"
        return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title>{entry}</feed>"

    site.pages |= {"/feed": feed("2026-05-01T06:00:00Z"), "/a": say(9)}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    for _ in range(5):
        desk.later(days=6)
        desk.run(reads=False)
    before = site.paths().count("/a")
    site.pages |= {"/feed": feed("2026-06-07T06:00:00Z"), "/a": say(12)}
    desk.later(days=1)
    assert desk.run().versions == 1 and site.paths().count("/a") == before + 1


def test_what_cannot_be_fetched_is_tried_again_and_given_up(site: Site, desk: Desk) -> None:
    site.pages |= {
        "/feed": rss([site.url(p) for p in ("/gone", "/paid", "/broken", "/a")]),
        "/paid": Reply(b"pay", 402),
        "/broken": Reply(b"", 500),
        "/a": say(5),
    }
    desk.add(FEED, site.url("/feed"))
    tally = desk.run()
    assert (tally.added, tally.given_up, tally.failed) == (1, 1, 2)
    assert desk.found()["paid"].state == "given up" and desk.found()["paid"].problem == "the site answered 402 As told"
    assert desk.found()["gone"].state == "waiting"  # it may not be out yet
    site.pages["/broken"] = say(8)
    for _ in range(6):
        desk.later(hours=5)
        desk.run(reads=False)
    desk.run()
    assert desk.found()["gone"].state == "given up" and site.paths().count("/gone") == 6
    assert desk.found()["broken"].state == "read" and len(desk.reports()) == 2


def test_a_page_that_is_taken_away_stays_read(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss([site.url("/a")]), "/a": say(5)}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    site.pages["/a"] = Reply(b"gone", 410)
    desk.later(hours=3)
    desk.run()
    row = desk.found()["a"]
    assert (row.state, row.problem, row.next_at) == ("read", "the site answered 410 As told", None)


def test_robots_are_obeyed_and_a_whole_text_of_the_feed_stands_in(site: Site, desk: Desk) -> None:
    whole = f"<content:encoded><![CDATA[{''.join(f'<p>{s}.</p>' for s in SENTENCES.split('. '))}<p>{SENTENCES}</p>]]></content:encoded>"
    site.pages |= {
        "/robots.txt": "User-agent: *\nDisallow: /closed\n",
        "/feed": rss([site.url("/closed/whole")], whole),
        "/other": rss([site.url("/closed/teaser"), site.url("/open")], "<description>Nine killed.</description>"),
        "/open": say(5),
        "/closed/whole": say(1),
        "/closed/teaser": say(2),
    }
    desk.add(FEED, site.url("/feed"))
    desk.add(FEED, site.url("/other"))
    desk.run()
    assert not [path for path in site.paths() if path.startswith("/closed")]
    by_url = {row.url: row for row in desk.reports()}
    assert set(by_url) == {site.url("/open"), site.url("/closed/whole")}
    assert (
        "nine people" in by_url[site.url("/closed/whole")].text
        and by_url[site.url("/closed/whole")].outlet == "Harbour Wire"
    )
    assert "robots.txt forbids" in desk.found()["teaser"].problem and desk.found()["teaser"].state == "given up"
    assert "content" not in json.loads(desk.found()["whole"].told)  # not kept twice


def test_a_feed_s_own_text_is_taken_where_that_is_asked_for(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss([site.url("/a")], f"<description>{SENTENCES}</description>"), "/a": say(5)}
    desk.add(FEED, site.url("/feed"), takes_full_text=False)
    assert desk.run().added == 1 and site.paths() == ["/feed"]
    assert desk.reports()[0].url == site.url("/a")


def test_a_site_whose_robots_cannot_be_had_is_not_asked(site: Site, desk: Desk) -> None:
    site.pages |= {"/robots.txt": Reply(b"", 503), "/feed": rss([])}
    desk.add(FEED, site.url("/feed"))
    assert desk.run().failing == 1 and site.paths() == []
    assert desk.seed().problem == "its robots.txt cannot be had: the site answered 503"


def test_a_busy_site_is_left_alone_as_long_as_it_asks(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": Reply(b"", 429, {"Retry-After": "7200"})}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    assert desk.seed().next_at - BEGAN >= timedelta(hours=2) and "429" in (desk.seed().problem or "")
    desk.later(hours=1)
    assert desk.run().asked == 0


def test_one_that_asks_for_rest_sends_its_other_pages_back_to_wait(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss([site.url(f"/p{n}") for n in range(6)])}
    site.pages |= {f"/p{n}": Reply(b"", 429, {"Retry-After": "900"}) for n in range(6)}
    desk.add(FEED, site.url("/feed"))
    began = time.monotonic()
    desk.run(patience_s=1.0)
    assert time.monotonic() - began < 10  # nothing waits a quarter of an hour
    asked = [path for path in site.paths() if path.startswith("/p")]
    assert len(asked) == 1
    assert all(row.state == "waiting" and row.next_at > "2026-05-08T07:14" for row in desk.found().values())


def test_a_dead_seed_is_told_of_once(site: Site, desk: Desk, record: object) -> None:
    desk.add(FEED, site.url("/nothing"))
    told: list[str] = []
    for _ in range(12):
        desk.later(hours=26)

        async def run() -> None:
            with Keeper(desk.record, desk.folder) as keeper:
                settings = Settings(gap_s=0.0, patience_s=0.0, reads=False)
                collector = Collector(
                    desk.record, keeper, settings, lambda: desk.at, dead=lambda seed, why: told.append(why)
                )
                await collector.run(once=True)

        run_apart(run())
    assert told == ["the site answered 404 As told"]
    seed = desk.seed()
    assert seed.dead_since is not None and seed.dead_since - BEGAN > timedelta(days=3) and seed.failures >= 5
    site.pages["/nothing"] = rss([])
    desk.later(hours=30)
    desk.run()
    assert desk.seed().dead_since is None and desk.seed().problem is None


def test_a_sitemap_and_the_sitemaps_of_an_index(site: Site, desk: Desk) -> None:
    def urls(*entries: tuple[str, str]) -> str:
        each = "".join(
            f"<url><loc>{site.url(p)}</loc><lastmod>{d}</lastmod></url>"
            if d
            else f"<url><loc>{site.url(p)}</loc></url>"
            for p, d in entries
        )
        return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{each}</urlset>'

    index = f"<sitemapindex><sitemap><loc>{site.url('/news.xml.gz')}</loc></sitemap></sitemapindex>"
    fresh, old = ("/a", "2026-05-08T05:00:00Z"), ("/old", "2019-01-01")
    site.pages |= {"/index.xml": index, "/news.xml.gz": Reply(gzip.compress(urls(fresh, old, ("/undated", "")).encode()), headers={"Content-Type": "application/gzip"}), "/a": say(5), "/undated": say(6), "/later": say(7), "/old": say(8)}  # fmt: skip
    desk.add(SITEMAP, site.url("/index.xml"), every_s=3600)
    tally = desk.run()
    assert tally.added == 1 and desk.found()["old"].state == "left" and desk.found()["undated"].state == "left"
    site.pages["/news.xml.gz"] = urls(fresh, old, ("/undated", ""), ("/later", ""))
    desk.later(days=2)
    assert desk.run().added == 1 and desk.found()["later"].state == "read"  # without a date, but new
    assert "/old" not in site.paths()


def test_a_page_in_view(site: Site, desk: Desk) -> None:
    site.pages["/live"] = say(5)
    desk.add(PAGE, site.url("/live"), every_s=3600)
    assert desk.run().added == 1
    desk.later(hours=2)
    assert desk.run().added == 0 and desk.captures() == 1
    site.pages["/live"] = say(8)
    desk.later(hours=3)
    assert desk.run().versions == 1
    assert desk.reports()[1].earlier_id == desk.reports()[0].id


def test_a_folder_in_view(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    report = folder / "one.txt"

    def write(path: Path, words: str) -> None:
        path.write_text(words)
        os.utime(path, (BEGAN.timestamp() - 60, BEGAN.timestamp() - 60 + len(words)))

    write(report, SENTENCES)
    write(folder / "sheet.docx", "no text")
    write(
        folder / "rows.jsonl",
        "".join(json.dumps({"id": f"r{n}", "text": SENTENCES.replace("nine", str(n))}) + "\n" for n in range(3)),
    )
    desk.add(FOLDER, folder.as_uri(), every_s=300, outlet="Field desk")
    tally = desk.run()
    assert (tally.added, tally.given_up) == (4, 1)
    assert {row.outlet for row in desk.reports()} == {"Field desk"} and {row.url for row in desk.reports()} == {None}
    assert desk.found()["sheet.docx"].problem == "files of type .docx are not read; save it as PDF or plain text"
    desk.later(minutes=30)
    assert desk.run().added == 0
    write(report, SENTENCES + "The toll rose to eleven.")
    desk.later(minutes=30)
    assert desk.run().added == 1
    fresh = folder / "two.txt"
    fresh.write_text(SENTENCES.replace("nine", "two"))
    desk.later(minutes=30)
    os.utime(fresh, (desk.at.timestamp(), desk.at.timestamp()))
    assert desk.run().added == 0  # it may not be whole yet
    desk.later(minutes=30)
    assert desk.run().added == 1


def test_a_hostile_page_costs_one_capture(site: Site, desk: Desk) -> None:
    deep = "<html><body>" + "<div>" * 300_000
    site.pages |= {"/feed": rss([site.url(p) for p in ("/deep", "/image", "/a", "/empty")]), "/a": say(5)}
    site.pages |= {
        "/deep": deep,
        "/image": Reply(b"\x89PNG\r\n\x1a\n" + bytes(500), headers={"Content-Type": "image/png"}),
    }
    site.pages |= {"/empty": "<html><body><p>Menu</p></body></html>"}
    desk.add(FEED, site.url("/feed"))
    tally = desk.run()
    assert tally.added == 1 and tally.unreadable == 3 and len(desk.told) == 3
    assert {name: row.state for name, row in desk.found().items()} == {
        "deep": "given up",
        "image": "given up",
        "a": "read",
        "empty": "given up",
    }
    assert desk.captures() == 4
    desk.later(hours=5)
    assert desk.run().unreadable == 0  # nor is it read again


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15", "nonsense"])
def test_whatever_charset_a_page_says(site: Site, desk: Desk, charset: str) -> None:
    body = say(5).replace("harbour", "harbour “Émile Café”").replace('<meta charset="utf-8">', "").encode("cp1252")
    site.pages |= {
        "/feed": rss([site.url("/a")]),
        "/a": Reply(body, headers={"Content-Type": f"text/html; charset={charset}"}),
    }
    desk.add(FEED, site.url("/feed"))
    desk.run()
    assert "Émile Café" in desk.reports()[0].text


def test_a_bomb_in_a_feed_and_one_behind_it(site: Site, desk: Desk) -> None:
    site.pages |= {"/bomb": packed(bytes(80_000_000)), "/feed": rss([site.url("/b")]), "/b": packed(bytes(80_000_000))}
    desk.add(FEED, site.url("/bomb"))
    desk.add(FEED, site.url("/feed"))
    tally = desk.run()
    assert (tally.failing, tally.given_up) == (1, 1)


def test_one_host_is_asked_by_one_request_at_a_time_and_apart(site: Site, desk: Desk) -> None:
    site.pages |= {"/feed": rss([site.url(f"/p{n}") for n in range(5)]), **{f"/p{n}": say(n + 2) for n in range(5)}}
    desk.add(FEED, site.url("/feed"))
    desk.run(gap_s=0.2, patience_s=30.0, reads=False)
    times = [one.at for one in site.asked]  # when each came in, which a busy machine tells some hundredths late
    assert len(times) == 7 and times[-1] - times[0] > 1.1 and min(b - a for a, b in pairwise(times)) > 0.1


def test_a_redirect_to_another_site_obeys_that_site(site: Site, desk: Desk) -> None:
    other = site.url("/closed", host="127.0.0.9")
    site.pages |= {"/feed": rss([site.url("/go")]), "/go": Reply(b"", 302, {"Location": other}), "127.0.0.9/robots.txt": "User-agent: *\nDisallow: /\n", "/closed": say(5)}  # fmt: skip
    desk.add(FEED, site.url("/feed"))
    desk.run()
    assert "/closed" not in site.paths() and "robots.txt forbids" in desk.found()["go"].problem


def test_what_a_feed_names_on_this_machine_is_not_asked(
    site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "127.0.0.5")
    site.pages |= {"/feed": rss([site.url("/a"), "http://169.254.169.254/latest/meta-data/", site.url("/go", "127.0.0.5")]), "/a": say(5), "/go": Reply(b"", 302, {"Location": site.url("/a")})}  # fmt: skip
    desk.add(FEED, site.url("/feed", host="127.0.0.5"))
    tally = desk.run()
    assert tally.given_up == 3 and tally.fetched == 0 and "/a" not in site.paths()


def test_more_than_fits_into_memory_is_all_fetched(site: Site, desk: Desk) -> None:
    links = [site.url(f"/p{n}", host=f"127.0.1.{n % 7 + 1}") for n in range(60)]
    site.pages |= {"/feed": rss(links), **{f"/p{n}": say(n) for n in range(60)}}
    desk.add(FEED, site.url("/feed"))
    desk.run(most_at_hand=8, most_in_line=2, slots=3, reads=False)
    assert sorted(p for p in site.paths() if p != "/feed") == sorted(f"/p{n}" for n in range(60))


def test_stopped_in_the_middle_it_goes_on(site: Site, desk: Desk) -> None:
    stop: list[Callable[[], object]] = []

    def fourth(asked: Asked) -> str:
        stop[0]()
        return say(5)

    site.pages |= {"/feed": rss([site.url(f"/p{n}") for n in range(12)]), **{f"/p{n}": say(n + 2) for n in range(12)}}
    site.pages["/p3"] = fourth
    desk.add(FEED, site.url("/feed"))

    async def stopped() -> None:
        with Keeper(desk.record, desk.folder) as keeper:
            collector = Collector(desk.record, keeper, Settings(gap_s=0.05, is_fast=True), lambda: desk.at)
            loop = asyncio.get_running_loop()
            stop.append(lambda: loop.call_soon_threadsafe(collector.stop))
            async with asyncio.timeout(60):
                await collector.run()

    run_apart(stopped())
    assert 3 < len(site.paths()) < 12
    stop[0] = list
    desk.run()
    assert sorted(p for p in site.paths() if p != "/feed") == sorted(f"/p{n}" for n in range(12))  # each once
    assert len(desk.reports()) == 12 and desk.captures() == 12


def test_a_seed_removed_while_it_is_asked_brings_nothing(site: Site, desk: Desk) -> None:
    def answer(asked: Asked) -> Reply:
        with desk.record.writing() as connection:
            remove_seed(connection, 1)
        return Reply(rss([site.url("/a")]))

    site.pages |= {"/feed": answer, "/a": say(5)}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    assert desk.found() == {}


def test_an_odd_failure_of_one_seed_does_not_end_the_others(
    site: Site, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setitem(__import__("dateline.collect.collector", fromlist=["_KINDS"])._KINDS, PAGE, broken)
    site.pages |= {"/feed": rss([site.url("/a")]), "/a": say(5)}
    desk.add(PAGE, site.url("/x"))
    desk.add(FEED, site.url("/feed"))
    tally = desk.run()
    assert tally.added == 1 and tally.failing == 1


def test_dates_and_outlets_that_a_page_does_not_tell_are_the_feed_s(site: Site, desk: Desk) -> None:
    bare = (
        say(5)
        .replace('<meta property="og:site_name" content="Harbour Post">', "")
        .replace("article:published_time", "x")
    )
    site.pages |= {"/feed": rss([site.url("/a")], "<pubDate>Fri, 08 May 2026 05:00:00 GMT</pubDate>"), "/a": bare}
    desk.add(FEED, site.url("/feed"))
    desk.run()
    (row,) = desk.reports()
    assert row.outlet == "Harbour Wire" and datetime.fromisoformat(row.published) == datetime.fromisoformat(
        "2026-05-08T05:00:00+00:00"
    )
