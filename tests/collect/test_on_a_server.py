"""The same over a record on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dateline.store.collecting import SeedKind
from dateline.store.record import Record
from tests.store.conftest import server, server_record  # noqa: F401  fixtures

from .conftest import Desk
from .server import SENTENCES, Site, page, rss


def test_collected_read_and_a_changed_page_its_next_version(
    site: Site,
    server_record: Callable[[], str],  # noqa: F811
    tmp_path: Path,
) -> None:
    site.pages |= {
        "/feed": rss([site.url("/a"), site.url("/b")]),
        "/a": page("A"),
        "/b": page("B", SENTENCES + "It rained."),
    }
    with Record.open(server_record()) as record:
        desk = Desk(record, tmp_path / "evidence")
        desk.add(SeedKind.FEED, site.url("/feed"))
        assert desk.run().added == 2
        site.pages["/a"] = page("A", SENTENCES.replace("nine", "twelve"))
        desk.later(hours=1.2)
        assert desk.run().versions == 1
        newer = desk.reports()[2]
        assert newer.earlier_id == next(row.id for row in desk.reports() if row.url == newer.url)
        assert desk.captures() == 3
