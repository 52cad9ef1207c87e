"""The report's page in a browser: one set of keys walks the notes, opens words and occurrences, decides in the note."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from dateline.store.record import Record
from dateline.store.report_list import made_of

REPORT = 9  # of the examples: several voices, events within and outside of their statements


def test_the_keys_of_the_desk_walk_the_notes(page: Page, serve: Callable[..., str], examples: Record) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{serve()}/reports/{REPORT}")
    notes = page.locator(".note")
    page.keyboard.press("j")
    expect(notes.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(notes.nth(1)).to_be_focused()  # one step, not one for each of two handlers
    expect(page.locator(".note.here")).to_have_count(1)
    lit = notes.nth(1).get_attribute("data-of")
    expect(page.locator(f'.words .lit[data-of="{lit}"]').first).to_be_visible()
    page.keyboard.press("k")
    expect(notes.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{notes.nth(0).get_attribute('data-of')}"), "Enter leads to the words"
    page.keyboard.press("j")
    expect(notes.nth(1)).to_be_focused()

    told = page.locator(f"#{page.locator('.note:has(a[data-key=o])').first.get_attribute('id')}")
    told.focus()
    told.locator("a[data-key=o]").first.wait_for()
    page.keyboard.press("x")
    why = told.locator("input[name=why]")
    expect(why).to_be_focused()
    page.keyboard.press("j")
    expect(why).to_have_value(re.compile("j"))  # keys are letters where somebody writes
    why.fill("the report tells no such thing")
    page.keyboard.press("Enter")
    expect(told.get_by_text("left out by a person")).to_be_visible()
    made = made_of(examples, REPORT)
    assert made is not None
    assert None in made.occurrences.values()

    page.keyboard.press("Escape")
    other = page.locator(".note:has(a[data-key=o])").first
    other.focus()
    page.keyboard.press("o")
    page.wait_for_url(re.compile(r"/occurrences/\d+$"))
    page.go_back()
    page.wait_for_url(re.compile(rf"/reports/{REPORT}"))
    assert wrong == []


def test_an_address_with_an_account_shows_its_words_and_note(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve()}/reports/{REPORT}#r{REPORT}e3")
    expect(page.locator(f"#r{REPORT}e3")).to_be_in_viewport()
    expect(page.locator(f"#n-r{REPORT}e3")).to_be_in_viewport()
    expect(page.locator(f'.words .lit[data-of="r{REPORT}e3"]').first).to_be_visible()
