"""The whole walk in a real browser: by keyboard, by tap, without script; nothing in the console, no other host, nothing
serious for axe, one page of print."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here: install the package chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=30_000)  # the machine may be busy
PICTURES = os.environ.get("TRIALMATCH_TEST_PICTURES")  # a folder to leave screenshots in


@pytest.fixture(scope="module")
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
        assert not any("?" in url and "/static/" not in url for url in self.asked)  # a patient is in no address
        found = Axe().run(self.page)
        serious = [v for v in found.response["violations"] if v["impact"] in ("serious", "critical")]
        assert not serious, [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in serious]

    def tab_to(self, wanted: Locator, steps: int = 120) -> None:
        """Presses Tab until the focus is there."""
        for _ in range(steps):
            self.page.keyboard.press("Tab")
            if wanted.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{steps} tabs do not lead to {wanted}")

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"))


def test_from_the_form_to_a_trial_a_file_and_print_by_keyboard_alone(browser: Browser, address: str) -> None:
    watched = Watched(browser, address)
    page, keys = watched.page, watched.page.keyboard
    page.goto(address)
    watched.check()
    watched.tab_to(page.locator("#f-er_percent"))
    keys.type("90")
    watched.tab_to(page.locator("input[name=her2_ihc]").first)
    keys.press("ArrowRight")
    keys.press("ArrowRight")  # from unknown over 0 to 1+
    expect(page.locator("#a-receptors")).to_contain_text("HER2-low")
    watched.tab_to(page.locator("#f-stage"))
    keys.type("IV")
    expect(page.locator("#a-disease")).to_contain_text("Metastatic")
    watched.tab_to(page.locator("#f-prior_therapies"))
    keys.type("ibra")
    expect(page.locator("#l-f-prior_therapies li").first).to_contain_text("palbociclib")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("#f-prior_therapies")).to_have_value("palbociclib; ")
    expect(page.locator("#a-therapies")).to_contain_text("CDK4/6 inhibitor")
    watched.tab_to(page.get_by_role("button", name="Find trials"))
    keys.press("Enter")
    page.wait_for_selector("article.card")
    expect(page.locator(".settles")).to_be_visible()
    watched.check()
    title = page.locator("article.card h2 button").first
    watched.tab_to(title)
    nct_id = title.get_attribute("formaction")
    keys.press("Enter")
    page.wait_for_selector(".criteria")
    assert page.url == f"{address}{nct_id}"
    watched.check()
    watched.tab_to(page.locator(".criteria .s").first)
    expect(page.locator(".criteria .tip").first).to_be_visible()
    keys.press("Escape")
    expect(page.locator(".criteria .tip").first).to_be_hidden()
    page.go_back()
    expect(page.locator("article.card").first).to_be_visible()
    watched.tab_to(page.get_by_role("button", name=re.compile("^CSV")))
    with page.expect_download() as download:
        keys.press("Enter")
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith("patient_id,nct_id,verdict")
    keys.press("Shift+Tab")  # the button before: one page to print
    keys.press("Enter")
    page.wait_for_selector(".sheet")
    watched.check()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1


def test_a_filter_takes_effect_when_it_is_ticked_and_keeps_the_focus(browser: Browser, address: str) -> None:
    watched = Watched(browser, address)
    page = watched.page
    page.goto(address)
    page.get_by_role("button", name="Find trials").click()
    page.wait_for_selector("article.card")
    box = page.locator("#phase-PHASE3")
    count = int(page.locator("label", has=box).locator(".count").inner_text())
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("article.card")).to_have_count(count)
    expect(page.locator("#phase-PHASE3")).to_be_focused()
    page.select_option("#view", "table")
    expect(page.locator("table.trials tbody tr")).to_have_count(count)
    watched.check()
    page.go_back()
    expect(page.locator("#question")).to_be_visible()


def test_a_mistake_is_told_as_it_is_typed_and_by_the_sent_form(browser: Browser, address: str) -> None:
    watched = Watched(browser, address)
    page = watched.page
    page.goto(address)
    page.fill("#f-er_percent", "0")
    page.locator("input[name=er_status][value=positive]").check()
    expect(page.locator("#e-er_status")).to_contain_text("positive means at least 1 percent")
    page.get_by_role("button", name="Find trials").click()
    expect(page.get_by_role("alert")).to_contain_text("positive means at least 1 percent")
    expect(page.locator("#f-er_percent")).to_have_value("0")
    watched.said.clear()  # the console tells of the 422 itself
    watched.check()


@pytest.mark.parametrize("path", ["/cohort", "/freshness", "/docs"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_the_way_on_the_other_pages(
    browser: Browser, address: str, path: str, scheme: str
) -> None:
    watched = Watched(browser, address, color_scheme=scheme)
    watched.page.goto(address + path)
    watched.check()


def test_the_coordinators_result_is_shown_and_taken_away(browser: Browser, address: str) -> None:
    watched = Watched(browser, address)
    page = watched.page
    page.goto(f"{address}/cohort")
    page.fill("#rows", "patient_id,stage\na,IV\nb,IX\n")
    page.get_by_role("button", name="Show here").click()
    expect(page.get_by_role("cell", name="is not one of")).to_be_visible()
    watched.check()
    with page.expect_download() as download:
        page.get_by_role("button", name="XLSX report").click()
    assert download.value.suggested_filename == "cohort.xlsx"


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1920, "dark")])
def test_no_width_needs_scrolling_sideways(browser: Browser, address: str, width: int, scheme: str) -> None:
    watched = Watched(
        browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 500
    )
    page = watched.page

    def check(name: str) -> None:
        watched.picture(f"{name}-{width}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        watched.check()

    page.goto(address)
    page.select_option("#sample", "0")
    page.click("#fill-sample")
    expect(page.locator("#a-disease")).to_contain_text("Recurrent metastatic")
    check("ask")
    page.get_by_role("button", name="Find trials").click()
    expect(page.locator(".settles")).to_be_visible()
    check("answer")
    page.locator("article.card h2 button").first.click()
    page.wait_for_selector(".criteria")
    sentence = page.locator(".criteria .s").first
    sentence.tap() if width < 500 else sentence.hover()
    expect(page.locator(".criteria .tip").first).to_be_visible()
    check("trial")


def test_the_walk_works_without_script(browser: Browser, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.page
    page.goto(address)
    page.select_option("#f-stage", "IV")
    page.get_by_role("button", name="Find trials").click()
    assert page.locator("article.card").count() > 0
    page.get_by_role("button", name="Show which facts would settle more").click()
    assert page.locator(".settles li").count() > 0
    page.locator("#tab-ineligible").click()
    assert page.locator("article.card.ineligible").count() > 0
    page.locator("article.card h2 button").first.click()
    page.locator("#every").check()
    assert page.locator(".criteria .tip").first.is_visible()
    page.locator("#back").click()
    assert page.locator("article.card.ineligible").count() > 0


def test_where_keys_are_set_the_browser_signs_in_and_out(browser: Browser, guarded_address: str) -> None:
    watched = Watched(browser, guarded_address)
    page = watched.page
    page.goto(guarded_address)
    page.get_by_label("Key").fill("one-key")
    watched.check()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which trials")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sign in")
