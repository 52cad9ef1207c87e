"""The terminal brief: its parts, its lines at any width, and what it says when there is nothing to say."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from dateline.record.reading import Reading
from dateline.record.report import Report, Span
from dateline.show.brief import SHORT, Brief, Overview, Shortness
from tests.show.handmade import handmade


def shown(renderable: object, width: int = 80, terminal: bool = False) -> str:
    """Return what a console of this width shows."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, highlight=False, markup=False)
    console.print(renderable)
    return out.getvalue()


def test_disputes_lead_and_each_part_has_its_title() -> None:
    text = shown(Brief(handmade()))
    titles = [line for line in text.splitlines() if line.isupper()]
    assert titles == ["ACCOUNTS DIFFER", "REPORTED", "PLANNED, POSSIBLE, DENIED", "SAID", "LEFT OPEN"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Sahel Line from Meridian Wire, Malvora, 12 Oct 2025", "outlet, agency, dateline place, day"),
        ("5 statements  5 events  1 dispute", "what was found"),
        ("Did the Northern Front strike the shelter?", "what accounts differ on"),
        ("both cannot be true", "how strongly"),
        ("not told by whom -> people", "an actor the text leaves open is not guessed"),
        ("2 drones launched; at least 14 people killed", "counts with what befell them"),
        ("on the word of Doctors' Circle", "whose word"),
        ("denied by Northern Front (speaks of its own side)", "an interested party"),
        ("[aid, happened and failed]", "how an undertaking ended"),
        ("in the report's own words", "what no voice tells"),
        ("in a warning by Omar Teshi, spokesman, Northern Front", "name and office, and the act"),
        ("near Kesra, SDN", "nearness is not the place"),
        ("a nurse close to the clinic (anonymous)", "a voice without a name"),
        ('said          "We counted dozens of wounded,"', "its words"),
        ("no day for        attempt to reach the city by road failed", "what could not be dated"),
    ],
)
def test_the_brief_says(words: str, why: str) -> None:
    assert words in " ".join(shown(Brief(handmade(), plain=True), width=120).split("\n")), why


@pytest.mark.parametrize("width", [60, 80, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal_or_ends_in_blanks(width: int) -> None:
    for line in shown(Brief(handmade()), width).splitlines():
        assert cell_len(line) <= min(width, 120)
        assert line == line.rstrip()


def test_plain_output_has_neither_colour_nor_signs_beyond_ascii() -> None:
    text = shown(Brief(handmade(), plain=True))
    assert text.isascii()
    assert "\x1b" not in text
    assert "\x1b[" in shown(Brief(handmade()), terminal=True)


def test_a_text_that_steers_the_terminal_is_shown_as_words() -> None:
    reading = handmade()
    hostile = replace(reading.report, title="\x1b]0;owned\x07 [bold]x[/bold]", outlet="a\x1b[2Jb")
    text = shown(Brief(replace(reading, report=hostile), plain=True))
    assert "\x1b" not in text
    assert "[bold]x[/bold]" in text


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Kept but not read: the text is in another language (fr)"),
        ("en", "No statement and no event was found"),
        (None, "No statement and no event was found"),
    ],
)
def test_an_empty_reading_says_why(language: str | None, words: str) -> None:
    reading = Reading(Report("leer.txt", "Rien.", Span(0, 5), language=language))
    assert words in shown(Brief(reading))


def test_a_short_brief_says_what_it_leaves_out() -> None:
    reading = handmade()
    many = replace(reading, events=reading.events * 3)
    text = shown(Brief(many, Shortness(reported=2, other=2, said=1, open=1), plain=True))
    assert "more: --full shows them" in text
    assert "2 drones launched" in text  # what has numbers weighs most


def test_days_stay_open_without_a_day_of_publication() -> None:
    reading = handmade()
    times = tuple(replace(t, start=None, end=None, anchored_on=None) for t in reading.times)
    events = tuple(replace(e, start=None, end=None) for e in reading.events)
    report = replace(reading.report, published=None)
    text = shown(Brief(replace(reading, report=report, times=times, events=events), plain=True))
    assert '"Saturday"' in text  # the report's word stands for the day it does not fix
    assert "give the day of publication with --published" in " ".join(text.split())


def test_the_overview_counts_all_reports() -> None:
    overview = Overview()
    for _ in range(3):
        overview.add(handmade())
    text = shown(overview)
    assert text.startswith("3 REPORTS")
    assert text.splitlines()[-1].split() == ["15", "15", "3"]
    assert SHORT.reported
