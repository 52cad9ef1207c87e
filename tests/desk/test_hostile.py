"""Text of reports that would be markup, a script, an address that runs or a template: words on the page, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import dateline
from dateline.desk.app import make_app
from dateline.desk.settings import Settings
from dateline.store.fusing import Fuser
from dateline.store.judging import Judge
from dateline.store.record import Record
from dateline.store.views import save_view

from .walking import doors

EVIL = (
    "<x-evil data-evil=1>", "<script>evil()</script>", "<img src=x onerror=evil()>", '" onmouseover="evil()" x="',
    "' onfocus='evil()' autofocus x='", "</textarea></title></style><x-evil>", "{{ 'qq' ~ 'zz' }}", "{% evil %}", "${evil}",
    "]]><x-evil/>", "<!-- --><svg onload=evil()>", "javascript:evil()", "&lt;x-evil&gt;", "\u202e\u2066", "\x1b[31m",
)  # fmt: skip
ALL = " ".join(EVIL)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    with Record.open(str(folder / "hostile.db")) as record:
        path = folder / "<img src=x onerror=evil()>.txt"
        path.write_text(
            f"Strike {ALL}\n\nTAWILA, Sudan, Oct 12 (Reuters) - A drone killed 14 people in Tawila on Saturday {ALL}, the "
            f'Sudan {EVIL[0]} Network said. "We saw {ALL} it," Omar {EVIL[3]} Evil, a surgeon {EVIL[4]}, said. Two '
            "officials denied that a drone killed people in Tawila.\n",
            encoding="utf-8",
        )
        given = {"outlet": f"Outlet {ALL}", "author": f"Author {ALL}", "title": f"Title {ALL}", "agency": f"A {ALL}"}
        dateline.add(record, path, fast=True, published="2025-10-13", url='https://x.example/"><x-evil>', **given)
        dateline.add(
            record, path, fast=True, published="2025-10-13", url="javascript:evil()", failed=lambda _: None, **given
        )
        record.fail(f"name {ALL}", f"reason {ALL}")
        judge = Judge(record, f"who {ALL}", Fuser(record))
        judge.accept("1", f"why {ALL}")
        judge.verdict("1", "admiralty", "B2", f"why {ALL}")
        save_view(record, None, f"v {EVIL[0]}", "/occurrences", "actor=" + EVIL[3])
        settings = Settings(record_name=f"r {ALL}", single_user=True, user_name=f"u {ALL}", is_fast=True)
        yield TestClient(make_app(record, settings), base_url="http://localhost")


class Page(HTMLParser):
    """Collects what could run: elements and attributes that no template of ours writes."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        given = dict(attrs)
        if tag in {"x-evil", "img", "iframe", "object", "embed", "base", "style"} or "evil" in tag:
            self.wrong.append(f"<{tag}>")
        if tag == "script":
            self.in_script = True
            if not (given.get("src") or "").startswith("/static/") and given.get("type") != "application/json":
                self.wrong.append(f"<script {given}>")
        for name, value in attrs:
            if name.startswith("on") or "evil" in name or name == "srcdoc":
                self.wrong.append(f"{tag} {name}")
            if name in {"href", "src", "action", "formaction", "hx-get", "hx-post", "xlink:href"}:
                scheme = re.sub(r"[\x00-\x20]", "", value or "").lower().partition(":")[0]
                if scheme in {"javascript", "vbscript"} or (scheme == "data" and value != "data:,"):
                    self.wrong.append(f"{tag} {name}={value}")

    def handle_endtag(self, tag: str) -> None:
        """Leave a script."""
        self.in_script = self.in_script and tag != "script"

    def handle_data(self, data: str) -> None:
        """Look at what stands in a script."""
        if self.in_script and "evil()" in data and "<" in data:
            self.wrong.append("script with markup")


def test_no_stored_word_becomes_a_part_of_a_page(client: TestClient) -> None:
    wrong, shown = [], 0
    queries = (
        "",
        "?q=evil",
        f"?q={EVIL[0]}",
        f"?actor={EVIL[3]}",
        f"?words={EVIL[1]}",
        f"?next={EVIL[11]}",
        f"?why={EVIL[4]}",
    )
    for door in doors(client.app):
        if door.method != "GET" or door.path.startswith("/static"):
            continue
        values = ("1", "2", "a1", "r1", "r1s1", "r1e1", EVIL[0]) if "{" in door.path else ("",)
        for value in values:
            address = door.address(dict.fromkeys(re.findall(r"{(\w+)", door.path), value.replace("/", "%2F")))
            for query in queries if value in ("", "1") else ("",):
                answer = client.get(address + query, follow_redirects=True)
                assert answer.status_code != 500, address + query
                if not answer.headers.get("content-type", "").startswith("text/html"):
                    assert answer.headers["x-content-type-options"] == "nosniff"
                    continue
                page = Page()
                page.feed(answer.text)
                shown += "x-evil" in answer.text
                wrong += [(address + query, one) for one in page.wrong]
                if "qqzz" in answer.text:
                    wrong.append((address + query, "a template ran"))
    assert not wrong, wrong[:8]
    assert shown > 10, "the words themselves are shown"


def test_no_header_holds_a_stored_line_end(client: TestClient) -> None:
    answer = client.get("/login?next=/%0d%0aSet-Cookie:%20a=b", follow_redirects=False)
    assert "a=b" not in str(answer.headers)


def test_a_feed_and_the_interface_hold_it_as_text(client: TestClient) -> None:
    from xml.etree import ElementTree

    for door in doors(client.app):
        if door.method == "GET" and "{" not in door.path:
            answer = client.get(door.path)
            kind = answer.headers.get("content-type", "")
            if "xml" in kind:
                tree = ElementTree.fromstring(answer.content)
                assert not [one.tag for one in tree.iter() if "evil" in one.tag]
            elif "json" in kind:
                answer.json()


def test_the_file_of_a_report_has_a_name_of_our_own(client: TestClient, tmp_path: Path) -> None:
    for door in doors(client.app):
        if door.method == "GET":
            answer = client.get(door.address({}))
            assert "evil" not in answer.headers.get("content-disposition", "")
