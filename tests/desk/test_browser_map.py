"""The map in a browser: days chosen by pointer and by key change the marks, and nothing is fetched from outside."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect


def _count(page: Page) -> int:
    page.wait_for_selector("#map[data-ready=marks]")
    return int(page.get_attribute("#map", "data-count") or -1)


def test_the_map_asks_nobody_but_the_desk(page: Page, serve: Callable[..., str]) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    address = serve()
    page.goto(f"{address}/map")
    page.wait_for_selector("#map[data-ready=marks]")
    page.wait_for_selector("#line[data-ready=line]")
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(url).netloc for url in asked if not url.startswith("data:")}
    assert hosts == {urlsplit(address).netloc}
    assert any("/map/marks" in url for url in asked)
    assert wrong == []


def test_days_drawn_over_the_line_change_map_list_and_address(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve()}/map")
    whole = _count(page)
    page.wait_for_selector("#line[data-ready=line]")
    line = page.locator(".brush")
    line.scroll_into_view_if_needed()
    box = line.bounding_box()
    assert box is not None
    with page.expect_response(lambda answer: "/map/marks" in answer.url and "since=" in answer.url):
        page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 20)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 20, steps=4)
        page.mouse.up()
    page.wait_for_selector(f"#map:not([data-count='{whole}'])")
    assert _count(page) < whole
    assert "since=20" in page.url
    assert page.input_value("#asked-since").startswith("20")
    page.click("#all-days")
    page.wait_for_selector(f"#map[data-count='{whole}']")
    assert "since=" not in page.url


def test_days_are_chosen_and_a_mark_is_opened_by_keys_alone(page: Page, serve: Callable[..., str]) -> None:
    page.goto(f"{serve()}/map")
    whole = _count(page)
    page.wait_for_selector("#line[data-ready=line]")
    page.keyboard.press("b")
    expect(page.locator(".brush")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("m")  # the month that ends with the last day
    page.wait_for_selector(f"#map:not([data-count='{whole}'])")
    assert _count(page) < whole
    since = page.input_value("#asked-since")
    page.keyboard.press("ArrowLeft")
    assert page.input_value("#asked-since") < since
    page.keyboard.press("Backspace")
    page.wait_for_selector(f"#map[data-count='{whole}']")
    page.keyboard.press("v")
    expect(page.locator("#map")).to_be_focused()
    before = page.url
    with page.expect_response(lambda answer: "/map/marks" in answer.url):
        page.keyboard.press("ArrowRight")
    assert "view=" in page.url
    assert page.url != before
    page.wait_for_load_state("networkidle")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('mark-of')"):
            break
    with page.expect_response(lambda answer: "/map/list" in answer.url and "box=" in answer.url):
        page.keyboard.press("Enter")
    expect(page.locator("#beside [data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/occurrences/*")
