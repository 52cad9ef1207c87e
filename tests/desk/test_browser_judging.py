"""In a browser, by keyboard alone: an occurrence is opened, put right, merged and had back; the queue is worked off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from dateline.store.history import history_of_record
from dateline.store.record import Record
from dateline.store.schema_fused import occurrence

_WAIT_MS = 20_000  # on a machine that is busy with other things


@pytest.fixture
def number(examples: Record) -> int:
    """Return the occurrence of the examples that most accounts tell."""
    with examples.engine.connect() as connection:
        return connection.scalars(select(occurrence.c.id).order_by(occurrence.c.accounts.desc()).limit(1)).one()


def kinds(record: Record) -> list[str]:
    return [one.kind.value for one in history_of_record(record)]


def test_an_occurrence_is_judged_by_keys(page: Page, serve: Callable[..., str], examples: Record, number: int) -> None:
    page.goto(f"{serve()}/occurrences/{number}")
    # correct its place
    page.keyboard.press("e")
    expect(page.locator("select[name=field]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#value-{number}")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Zamzam")
    page.keyboard.press("Enter")
    expect(page.locator(".decided")).to_contain_text("put right the place: Zamzam", timeout=_WAIT_MS)
    assert kinds(examples) == ["correct"]
    # merge it with the nearest
    page.keyboard.press("m")
    expect(page.locator("details[open] [data-first]")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".decided")).to_contain_text("joined", timeout=_WAIT_MS)
    assert kinds(examples) == ["correct", "same"]
    # and have both back
    page.keyboard.press("u")
    expect(page.locator(".decided")).to_contain_text("took decision 2 back", timeout=_WAIT_MS)
    page.keyboard.press("u")
    expect(page.locator(".decided")).to_contain_text("took decision 1 back", timeout=_WAIT_MS)
    assert kinds(examples) == ["correct", "same", "undo", "undo"]
    assert page.locator(".undone").count() == 2


def test_another_field_brings_its_own_values(page: Page, serve: Callable[..., str], number: int) -> None:
    page.goto(f"{serve()}/occurrences/{number}")
    page.keyboard.press("e")
    page.locator("select[name=field]").select_option("status")
    expect(page.locator(f"select#value-{number}")).to_have_value("happened", timeout=_WAIT_MS)
    page.keyboard.press("Escape")
    expect(page.locator("details[data-act][open]")).to_have_count(0)


def test_a_reason_stays_as_given(page: Page, serve: Callable[..., str], number: int) -> None:
    address = serve()
    page.goto(f"{address}/occurrences/{number}")
    page.locator("#why-accept").fill("read twice")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".decided")).to_be_visible(timeout=_WAIT_MS)
    page.goto(f"{address}/occurrences/{number}")
    expect(page.locator("#why-accept")).to_have_value("read twice")


def test_the_queue_goes_on_by_itself(page: Page, serve: Callable[..., str], examples: Record) -> None:
    page.goto(f"{serve()}/review")
    rows = page.locator(".todo > [data-row]")
    first, second, third = (rows.nth(at).get_attribute("id") for at in range(3))
    assert first and second and third
    expect(page.locator(f"#{first}")).to_be_focused()
    page.keyboard.press("a")
    expect(page.locator(f"#{first}")).to_have_count(0, timeout=_WAIT_MS)
    expect(page.locator(f"#{second}")).to_be_focused()
    page.keyboard.press("x")
    expect(page.locator(f"#{second}")).to_have_count(0, timeout=_WAIT_MS)
    expect(page.locator(f"#{third}")).to_be_focused()
    assert kinds(examples) == ["accept", "reject"]
    assert [one.why for one in history_of_record(examples)] == ["read the accounts", "the report tells no such thing"]
    page.keyboard.press("u")
    expect(page.locator("#last")).to_contain_text("decision 1", timeout=_WAIT_MS)
    expect(rows.first).to_be_focused()
    # put right the place of the one that came back
    page.keyboard.press("e")
    expect(page.locator(".more-of select[name=field]")).to_be_focused(timeout=_WAIT_MS)
    page.locator(".more-of select[name=field]").select_option("status")
    value = page.locator(".more-of select[name=value]")
    expect(value).to_be_visible(timeout=_WAIT_MS)
    value.select_option("possible")
    page.locator(".more-of input[name=why]").press("Enter")
    expect(page.locator("#last")).to_contain_text("put right the status: possible", timeout=_WAIT_MS)
    assert kinds(examples)[-1] == "correct"


def test_nothing_lies_beside_the_page(page: Page, serve: Callable[..., str], number: int) -> None:
    address = serve()
    for path in (f"/occurrences/{number}", "/differ", "/review"):
        for width in (360, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + path)
            beside = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert beside <= 0, (path, width)
