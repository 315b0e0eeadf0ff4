"""The whole walk in a real browser, by keyboard; nothing in the console, no other host, nothing serious for axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: install the package chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PICTURES = os.environ.get("TRIALMATCH_TEST_PICTURES")  # a folder to leave screenshots in


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page with what it said in the console and whom it asked."""

    def __init__(self, browser: Browser, address: str, **options: object):
        self.address = address
        self.context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def check(self) -> None:
        assert self.said == []
        assert all(url.startswith((self.address, "data:")) for url in self.asked)
        found = Axe().run(self.page)
        serious = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious]

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=False)


def test_from_the_form_to_a_trial_a_file_and_print_by_keyboard_alone(browser: Browser, address: str) -> None:
    watched = Watched(browser, address)
    page = watched.page
    page.goto(address)
    watched.check()
    page.focus("#f-er_percent")
    page.keyboard.type("90")
    for _ in range(4):  # ER status, PR %, PR status, HER2 IHC
        page.keyboard.press("Tab")
    page.keyboard.type("1+")
    expect(page.locator("#derived")).to_contain_text("HER2 low")
    page.focus("#f-stage")
    page.keyboard.type("IV")
    page.focus("#f-ecog")
    page.keyboard.type("1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.card")
    watched.check()
    page.focus("article.card button")
    page.keyboard.press("Enter")
    page.wait_for_selector(".criteria")
    watched.check()
    page.focus(".criteria .s[tabindex]")
    assert page.locator(".criteria .s[tabindex] .tip").first.is_visible()
    page.focus("text=Back to the answer")
    page.keyboard.press("Enter")
    page.wait_for_selector("article.card")
    with page.expect_download() as download:
        page.focus("button:text-is('CSV')")
        page.keyboard.press("Enter")
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith("patient_id,nct_id,verdict")
    page.focus("text=Print view")
    page.keyboard.press("Enter")
    page.wait_for_selector(".sheet")
    watched.check()


@pytest.mark.parametrize("path", ["/cohort", "/freshness", "/docs", "/no-such-page"])
def test_nothing_serious_stands_in_the_way_on_the_other_pages(browser: Browser, address: str, path: str) -> None:
    watched = Watched(browser, address, color_scheme="dark")
    watched.page.goto(address + path)
    if path != "/no-such-page":  # the console tells of the 404 itself
        watched.check()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_width_needs_scrolling_sideways(browser: Browser, address: str, width: int) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900})
    page = watched.page
    page.goto(address)
    watched.picture(f"ask-{width}")
    page.select_option("#sample", "0")
    page.click("section.other form:first-child button")
    page.click("text=Find trials")
    page.wait_for_selector("article.card")
    watched.picture(f"answer-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("article.card button")
    page.wait_for_selector(".criteria")
    watched.picture(f"trial-{width}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_walk_works_without_script(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.page
    page.goto(address)
    page.select_option("#f-stage", "IV")
    page.click("text=Find trials")
    assert page.locator("article.card").count() > 0
