"""The annotated page: whole, self-contained, safe with any text, readable in colours that pass."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.show.annotate import paragraphs
from dateline.show.page import PageWriter, page_of
from tests.show.handmade import TEXT, at, handmade

VOID = {"meta", "br", "circle", "path", "use"}


class _Page(HTMLParser):
    """Reads a page: ids, links, elements of each kind, and the words of the annotated text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.outer: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            assert "a" not in self.open, "a link never stands in a link"
            self.links.append(values["href"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_links_lead_somewhere_and_ids_are_single() -> None:
    page = _Page(page_of(handmade()))
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links} <= set(page.ids)
    for thing in ("s1", "s5", "e1", "e5"):
        assert f"n-r1-{thing}" in page.ids, "each statement and event has its note"
        assert f"w-r1-{thing}" in page.ids, "and its mark in the words"


def test_the_page_fetches_nothing_and_runs_only_its_own_script() -> None:
    html = page_of(handmade())
    page = _Page(html)
    assert not {"link", "img", "iframe", "object", "embed", "form", "base"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name in {"src", "srcset", "action"} or name.startswith("on")]
    assert "url(" not in html
    assert "default-src 'none'" in html.replace("&#39;", "'")
    assert page.tags.count("script") == 1


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</p></article><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "{{ 7 * 7 }}{% for x in y %}",
        "</script><script>alert(1)//",
        "]]><!--",
    ],
)
def test_nothing_in_a_report_becomes_part_of_the_page(hostile: str) -> None:
    clean = _Page(page_of(handmade()))
    reading = handmade()
    text = TEXT.replace("MALVORA", hostile.ljust(7)[:7]).replace("Share this story", hostile)
    report = replace(reading.report, text=text, id=hostile, title=hostile, outlet=hostile, url=f"javascript:{hostile}")
    actors = tuple(replace(a, name=hostile) for a in reading.actors)
    statements = tuple(replace(s, source=replace(s.source, name=hostile)) for s in reading.statements)
    events = tuple(replace(e, subtype=hostile) for e in reading.events)
    disputes = tuple(replace(d, about=hostile) for d in reading.disputes)
    page = _Page(page_of(replace(reading, report=report, actors=actors, statements=statements, events=events,
                                 disputes=disputes)))  # fmt: skip
    assert set(page.tags) == set(clean.tags)
    assert page.tags.count("script") == 1
    assert all(link.startswith("#") for link in page.links)


def test_only_an_address_of_the_web_becomes_a_link() -> None:
    report = replace(handmade().report, url="https://outlet.example/a?b=1&c=2")
    assert "https://outlet.example/a?b=1&c=2" in _Page(page_of(replace(handmade(), report=report))).links


def test_several_reports_share_a_page_with_a_list_on_top() -> None:
    out = StringIO()
    writer = PageWriter()
    for _ in range(3):
        writer.add(handmade())
    writer.write(out)
    page = _Page(out.getvalue())
    assert {"#r1", "#r2", "#r3"} <= set(page.links)
    assert len(page.ids) == len(set(page.ids))
    assert "3 reports" in out.getvalue()


@pytest.mark.parametrize("language", ["fr", None])
def test_an_empty_reading_still_has_its_text(language: str | None) -> None:
    html = page_of(Reading(Report("x.txt", "Rien à lire.", Span(0, 12), language=language)))
    assert "Rien à lire." in html
    assert ("another language" in html) == (language == "fr")


def test_an_empty_text_is_a_page() -> None:
    html = page_of(Reading(Report("x.txt", "", Span(0, 0))))
    _Page(html)
    assert "x.txt" in html


def test_boilerplate_is_greyed_not_dropped() -> None:
    html = page_of(handmade())
    assert re.search(r'<details class="outside" open>.*?Comments are closed\.', html, re.DOTALL)


@settings(max_examples=60)
@given(st.text(st.sampled_from("ab. \n\t\r"), max_size=80), st.data())
def test_paragraphs_hold_every_word_once_and_in_order(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    body = Span(start, data.draw(st.integers(start, len(text))))
    position, kept = 0, ""
    for span, breaks, outside in paragraphs(text, body):
        assert position <= span.start < span.end
        assert all(span.start <= b < span.end and text[b] == "\n" for b in breaks)
        assert outside == (span.end <= body.start or span.start >= body.end)
        kept += text[span.start : span.end]
        position = span.end
    assert "".join(kept.split()) == "".join(text.split())


def test_lines_of_a_head_stay_lines_and_wrapped_lines_flow() -> None:
    text = "A headline\nThe Outlet\n\n" + "word " * 15 + "\n" + "word " * 15
    (head, head_breaks, _), (_, flow_breaks, _) = paragraphs(text, Span(0, len(text)))
    assert text[head.start : head.end] == "A headline\nThe Outlet"
    assert head_breaks == {10}
    assert not flow_breaks


def test_a_mark_that_crosses_paragraphs_is_marked_in_both() -> None:
    reading = handmade()
    long = Span(at("killing").start, at("dozens").end)
    crossing = replace(reading.statements[0], content=(long,))
    html = page_of(replace(reading, statements=(crossing, *reading.statements[1:])))
    assert html.count('class="said named" data-of="r1-s1"') >= 2


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ground", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "quiet", "link", "happened", "possible", "denied", "contested", "demanded"])
@pytest.mark.parametrize("behind", ["paper", "lit"])
def test_colours_of_text_pass_aa(name: str, behind: str, ground: int) -> None:
    css = files("dateline.show").joinpath("templates/page.css").read_text(encoding="utf-8")
    found = {key: re.findall(rf"--{key}: (#\w{{6}})", css)[ground] for key in (name, behind)}
    lighter, darker = sorted((_luminance(found[name]), _luminance(found[behind])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
