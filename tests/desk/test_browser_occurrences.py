"""In a browser, by keyboard alone: the list is narrowed, walked, ticked, opened and come back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

_WAIT_MS = 20_000  # on a machine that is busy with other things


def test_the_list_is_walked_by_keys(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve()}/occurrences")
    rows = page.locator("[data-row]")
    first = rows.count()
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    # tick two, and see that the button to merge comes up
    page.keyboard.press("Space")
    expect(rows.nth(0).locator("input")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(page.locator("#pick button")).to_be_visible()
    page.keyboard.press("Space")
    expect(rows.nth(1).locator("input")).not_to_be_checked()
    page.keyboard.press("Space")
    ticked = [one.get_attribute("value") for one in page.locator("[name=ids]:checked").all()]
    # more rows come in place
    page.keyboard.press("n")
    expect(rows).not_to_have_count(first, timeout=_WAIT_MS)
    assert len({row.get_attribute("id") for row in rows.all()}) == rows.count() > first
    page.keyboard.press("m")
    page.wait_for_url("**/occurrences/merge?" + "&".join(f"ids={one}" for one in ticked))
    expect(rows).to_have_count(2)
    page.keyboard.press("m")
    page.wait_for_url(f"**/occurrences/{ticked[0]}?told=*")


def test_words_narrow_the_list_and_the_way_back_works(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve()}/occurrences")
    page.keyboard.press("w")
    expect(page.locator("#f-q")).to_be_focused()
    page.keyboard.type("hospital jk")  # keys typed into a field are letters
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=hospital*")
    expect(page.locator(".chip")).to_contain_text("words: hospital")
    page.keyboard.press("j")
    number = page.locator("[data-row]").nth(0).get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/occurrences/{(number or '')[1:]}")
    page.go_back()
    expect(page.locator(".chip")).to_contain_text("words: hospital")


@pytest.mark.parametrize("width", [360, 1280, 2560])
def test_nothing_runs_over_the_edge(page: Page, serve: Callable[..., str], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    address = serve()
    for path in ("/occurrences?country=Sudan&since=2020&q=hospital", "/occurrences", "/search?q=hospital"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    facets = page.goto(f"{address}/occurrences") and page.locator(".facets")
    assert facets
    expect(facets).to_be_visible() if width > 1000 else expect(facets).not_to_be_visible()
