"""Write screenshots/<page>-<light|dark>-<1440|390>.png: python -m tests.browser.screenshots."""

from __future__ import annotations

import sys

from playwright.sync_api import Browser, Page, sync_playwright

from dashboard.commands.demo_home import demo_home
from dashboard.commands.serve import ROOT
from tests.browser.screen import (
    HEIGHTS,
    PATHS,
    PHONE,
    WIDE,
    Scheme,
    launch_options,
    new_context,
    open_page,
    wait_until_drawn,
)
from tests.browser.server import serving

FOLDER = ROOT / "screenshots"
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


def main() -> int:
    """Photograph every page of the demo department, whole, as a desk and a phone show it."""
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, serving(demo_home().path) as url:
        browser = playwright.chromium.launch(**launch_options())
        for name, path in PATHS.items():
            for scheme in SCHEMES:
                for width in (WIDE, PHONE):
                    photograph(browser, f"{url}/{path}", f"{name}-{scheme}-{width}", scheme, width)
    return 0


def photograph(browser: Browser, address: str, name: str, scheme: Scheme, width: int) -> None:
    context = new_context(browser, scheme, width)
    page = context.new_page()
    open_page(page, address)
    show_whole(page, width)
    page.screenshot(path=FOLDER / f"{name}.png")
    print(f"screenshots/{name}.png")
    context.close()


def show_whole(page: Page, width: int) -> None:
    """Make the window as high as the page: Streamlit scrolls a part of it, not the page."""
    height: int = page.get_by_test_id("stMain").evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, HEIGHTS[width])})
    wait_until_drawn(page)


if __name__ == "__main__":
    sys.exit(main())
