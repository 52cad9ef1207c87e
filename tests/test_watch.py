"""``dateline seeds`` and ``dateline watch`` on the command line, and what ``dateline add`` keeps of an address."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dateline.cli import main
from dateline.intake.reach import VARIABLE

from .collect.server import Reply, Site, page, rss, running

Run = Callable[..., tuple[int, str, str]]
OPML = """<opml version="2.0"><body><outline text="News"><outline text="Wire" type="rss" xmlUrl="https://a.example/rss"/>
<outline title="Post" text="x" xmlUrl="https://b.example/feed"/></outline></body></opml>"""


@pytest.fixture(scope="module")
def running_site() -> Iterator[Site]:
    with running() as site:
        yield site


@pytest.fixture
def site(running_site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setenv(VARIABLE, "127.0.0.0/8")
    running_site.pages.clear()
    running_site.asked.clear()
    running_site.pages |= {
        "/feed": rss([running_site.url("/a")]),
        "/a": page(),
        "/sitemap.xml": "<urlset></urlset>",
        "/page": page(),
    }
    running_site.pages["/home"] = (
        '<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )
    return running_site


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in an empty folder; return status, standard output and standard error.

    In a thread of its own: a browser of other tests keeps a loop running in this one.
    """
    monkeypatch.chdir(tmp_path)

    def _status(arguments: list[str]) -> int:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        return int(ended.value.code or 0)

    def _run(*arguments: str) -> tuple[int, str, str]:
        with ThreadPoolExecutor(1) as thread:
            status = thread.submit(_status, list(arguments)).result()
        out, err = capsys.readouterr()
        return status, out, err

    return _run


def rows(sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect("record.db") as connection:
        return connection.execute(sql).fetchall()


def test_from_an_address_to_a_report(run: Run, site: Site) -> None:
    status, out, _ = run("seeds", "add", site.url("/feed"), "--every", "10m", "--name", "Harbour")
    assert status == 0 and "feed: " in out and "1 in view" in out
    assert "1 there already" in run("seeds", "add", site.url("/feed"))[1]
    status, _, err = run("watch", "--once", "--reader", "fast")
    assert (status, err) == (0, "dateline: 1 asked, 1 new address, 1 fetched, 1 report added\n")
    assert rows("SELECT url FROM report") == [(site.url("/a"),)] and rows("SELECT count(*) FROM captured") == [(1,)]
    assert list(Path("record.db.evidence").rglob("*.warc.gz"))
    out = run("seeds", "list")[1]
    assert "Harbour" in out and " ok " in out and "1 told" in out and "every 10m" in out
    for command, says in (("pause", "is paused"), ("resume", "in view again"), ("remove", "no longer in view")):
        assert says in run("seeds", command, "harbour")[1]
    assert "Nothing is in view" in run("seeds", "list")[1]
    assert rows("SELECT count(*) FROM report") == [(1,)]


@pytest.mark.parametrize(("path", "kind"), [("/feed", "feed"), ("/sitemap.xml", "sitemap"), ("/page", "page")])
def test_what_an_address_is_is_told_by_a_look(run: Run, site: Site, path: str, kind: str) -> None:
    assert run("seeds", "add", site.url(path))[1].startswith(f"{kind}: {site.url(path)}")


def test_lists_are_imported(run: Run) -> None:
    Path("feeds.opml").write_text(OPML)
    Path("maps.txt").write_text("# of the ministry\nhttps://c.example/s.xml  # daily\n\nhttps://c.example/s.xml\n")
    assert "2 in view" in run("seeds", "import", "feeds.opml")[1]
    assert "1 in view" in run("seeds", "import", "maps.txt", "--kind", "sitemap", "--every", "6h")[1]
    assert rows("SELECT kind, address, name, every_s FROM seed ORDER BY id") == [
        ("feed", "https://a.example/rss", "Wire", 900),
        ("feed", "https://b.example/feed", "Post", 900),
        ("sitemap", "https://c.example/s.xml", None, 21_600),
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("seeds", "add", "{site}/home"), "it names its feed: {site}/feed"),
        (("seeds", "add", "{site}/gone"), "answered 404"),
        (("seeds", "add", "gopher://a.example/"), "Only http, https and imaps"),
        (("seeds", "add", "no-such-folder"), "it is no folder and no web address"),
        (("seeds", "add", "https://desk:secret@a.example/rss", "--kind", "feed"), "name or password"),
        (("seeds", "add", "imaps://desk:secret@a.example/INBOX?password-in=P"), "must not stand in an address"),
        (("seeds", "add", "{site}/feed", "--every", "5"), "Write it as 15m, 6h or 1d"),
        (("seeds", "add", "{site}/feed", "--every", "5s"), "no interval from 60s"),
        (("seeds", "add", "{site}/feed", "--kind", "fead"), "Did you mean feed?"),
        (("seeds", "add", "{site}/feed", "--evry", "5m"), "Did you mean '--every'?"),
        (("seeds", "ad"), "Did you mean add?"),
        (("seeds", "list"), "is not there"),
        (("watch", "--onse"), "Did you mean '--once'?"),
        (("watch", "--once"), "Nothing is in view"),
        (("watch", "--record", "postgresql://u:secret@127.0.0.1:1/r"), "--evidence FOLDER"),
    ],
)
def test_what_is_wrong_is_told(run: Run, site: Site, arguments: tuple[str, ...], says: str) -> None:
    status, out, err = run(*(part.replace("{site}", site.url()) for part in arguments))
    assert status == 2 and says.replace("{site}", site.url()) in " ".join(err.split())
    assert "secret" not in out + err and "Traceback" not in err


@pytest.mark.parametrize("command", [(), ("add",), ("import",), ("list",), ("pause",), ("resume",), ("remove",)])
def test_every_command_has_help(run: Run, command: tuple[str, ...]) -> None:
    assert run("seeds", *command, "--help")[0] == 0
    assert "--once" in run("watch", "--help")[1]


def test_a_dead_seed_is_an_alarm(run: Run, site: Site) -> None:
    run("seeds", "add", site.url("/none"), "--kind", "feed")
    run("watch", "--once", "--no-read")
    with sqlite3.connect("record.db") as connection:
        connection.execute("UPDATE seed SET failures = 7, made_at = '2026-01-01T00:00:00+00:00', next_at = made_at")
    status, _, err = run("watch", "--once", "--no-read")
    assert status == 1 and "seems dead" in err and "it never answered (the site answered 404 As told)" in err
    assert "the site answered 404" in run("seeds", "list", "--failing")[1]


def test_no_read_leaves_it_to_the_next(run: Run, site: Site) -> None:
    run("seeds", "add", site.url("/feed"))
    assert "1 fetched" in run("watch", "--once", "--no-read")[2]
    assert rows("SELECT count(*) FROM report") == [(0,)]
    assert "1 report added" in run("watch", "--once", "--reader", "fast")[2]


def test_an_added_address_is_kept_as_evidence(run: Run, site: Site) -> None:
    for path in ("/a", "/a", "/gone"):
        run("add", site.url(path), "--reader", "fast")
    assert rows("SELECT address, status, is_read FROM capture") == [(site.url("/a"), 200, 1)]  # once, and no failure
    assert rows("SELECT capture_id, report_id FROM captured") == [(1, 1)]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order(site: Site, tmp_path: Path, number: signal.Signals) -> None:
    def command(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "dateline", *arguments, "--record", str(tmp_path / "r.db")]

    subprocess.run(command("seeds", "add", site.url("/feed"), "--kind", "feed"), check=True, capture_output=True)
    site.pages["/feed"] = Reply(rss([site.url(f"/p{n}") for n in range(50)]))
    process = subprocess.Popen(command("watch", "--no-read"), stderr=subprocess.PIPE, text=True, env={**os.environ})
    while len(site.asked) < 3 and process.poll() is None:
        time.sleep(0.05)
    other = subprocess.run(command("watch", "--once"), capture_output=True, text=True, check=False)
    assert "another dateline watch is at work" in other.stderr and other.returncode == 0
    process.send_signal(number)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 0 and "1 asked, 50 new addresses" in err and "Traceback" not in err
