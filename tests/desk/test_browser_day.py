"""An analyst's day in a browser: rival reports come in, are laid side by side, put right, joined, exported, printed."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dateline.record.occurrence import Standing
from dateline.store.record import Record
from dateline.store.schema_fused import dispute, occurrence

# Own texts: a market, two tolls, and an army that denies it.
REPORTS = (
    (
        "Harbour Courier",
        "Drone strike kills 30 in Kassala",
        "KASSALA, Sudan, Oct 14 - A Sudanese army drone strike killed 30 people at a market in Kassala on Tuesday, the "
        "Kassala Doctors Union said.\n\nThe union said women and children were among the dead.",
    ),
    (
        "Sahel Line",
        "Toll of Kassala market strike at 45",
        "PORT SUDAN, Oct 14 - A Sudanese army drone strike killed 45 people at a market in Kassala on Tuesday, a local "
        "resistance committee said.",
    ),
    (
        "The Quay Tribune",
        "Army denies strike",
        "PORT SUDAN, Oct 15 - The Sudanese army denied that its drones struck the market in Kassala on Tuesday. "
        '"Our aircraft did not bomb any market in Kassala," an army spokesman said.',
    ),
)
EVERY_PAGE = (
    "/", "/occurrences", "/occurrences/43", "/differ", "/map", "/actors", "/actors/a1", "/statements",
    "/statements/anonymous", "/review", "/reports", "/reports/9", "/reports/failed", "/search?q=shelter", "/add",
    "/add?way=files", "/add?way=url", "/add?way=field", "/sources", "/people",
)  # fmt: skip


def test_a_day(page: Page, serve: Callable[..., str], tmp_path: Path) -> None:
    with Record.open(str(tmp_path / "day.db")) as record:
        desk = serve(record)
        for outlet, title, text in REPORTS:
            page.goto(f"{desk}/add")
            page.get_by_label("The report's text").fill(text)
            page.get_by_label("Headline").fill(title)
            page.get_by_label("Outlet").fill(outlet)
            page.get_by_label("Published").fill("2025-10-15" if "denies" in title else "2025-10-14")
            page.get_by_role("button", name="Add", exact=True).click()
            expect(page.get_by_role("link", name=title)).to_be_visible(timeout=120_000)
        with record.engine.connect() as connection:
            strike = connection.execute(occurrence.select().order_by(occurrence.c.accounts.desc())).first()
            assert strike is not None
            assert connection.scalar(dispute.select().with_only_columns(dispute.c.id).limit(1)) is not None
        assert strike.reports >= 2

        # what accounts differ on, and the words behind it
        page.keyboard.press("g")
        page.keyboard.press("d")
        expect(page.get_by_role("heading", name="Accounts differ")).to_be_visible()
        expect(page.locator("main")).to_contain_text("30")
        expect(page.locator("main")).to_contain_text("45")
        page.locator("main a[href^='/reports/']").first.click()
        assert "/reports/" in page.url
        assert "#r" in page.url
        expect(page.locator(f"[id='w-{page.url.partition('#')[2]}']").or_(page.locator(":target"))).to_be_visible()
        page.go_back()
        expect(page.get_by_role("heading", name="Accounts differ")).to_be_visible()

        # put its place right, join it with another, have both back
        page.goto(f"{desk}/occurrences/{strike.id}")
        page.keyboard.press("e")
        page.locator("select[name=field]").select_option("place")
        page.locator(f"#value-{strike.id}").fill("Kassala market")
        page.keyboard.press("Enter")
        expect(page.locator(".decided")).to_contain_text("put right the place")
        page.keyboard.press("u")
        expect(page.locator(".decided")).to_contain_text("back")
        expect(page.locator("main")).not_to_contain_text("put right by people")

        page.goto(f"{desk}/occurrences")
        rows = page.locator("[data-row]")
        if rows.count() > 1:
            for at in (0, 1):
                rows.nth(at).locator("[name=ids]").check()
            page.get_by_role("button", name="Merge what is ticked").click()
            page.get_by_role("button", name="Merge").last.click()
            expect(page.locator(".decided")).to_contain_text("joined")
            page.keyboard.press("u")
            expect(page.locator(".decided")).to_contain_text("back")

        # take what is contested away, and print it
        page.goto(f"{desk}/occurrences?standing={Standing.CONTESTED}")
        with page.expect_download() as kept:
            page.locator("a[download]", has_text="CSV").first.evaluate("link => link.click()")
        with Path(kept.value.path()).open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert lines
        page.goto(f"{desk}/occurrences/{strike.id}")
        assert page.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_out(page: Page, serve: Callable[..., str], scheme: str) -> None:
    desk = serve()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = {}
    for path in EVERY_PAGE:
        page.goto(desk + path)
        page.wait_for_load_state("networkidle")
        told = Axe().run(page, options=options).response["violations"]
        # marks of a map lie where the places lie; each stands in the list beside it too (WCAG 2.5.8, "equivalent")
        told = [one for one in told if not (path == "/map" and one["id"] == "target-size")]
        if told:
            found[path] = [(one["id"], [node["html"][:160] for node in one["nodes"][:2]]) for one in told]
    assert found == {}


@pytest.mark.parametrize("width", [360, 2560])
def test_no_page_is_wider_than_its_window(page: Page, serve: Callable[..., str], width: int) -> None:
    desk = serve()
    page.set_viewport_size({"width": width, "height": 800})
    beside = {}
    for path in EVERY_PAGE:
        page.goto(desk + path)
        page.wait_for_load_state("networkidle")
        beside[path] = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert {path: by for path, by in beside.items() if by > 0} == {}
