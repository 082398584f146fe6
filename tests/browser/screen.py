"""Open a page in the browser, wait until it is drawn, and say what is wrong with it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from dashboard.commands.serve import ROOT
from dashboard.ui.navigation import NAVIGATION

Scheme = Literal["light", "dark"]
Profile = Callable[..., BrowserContext]
"""Gives the browser profile of a colour scheme and width, with its cache."""
WIDE, PHONE = 1440, 390
HEIGHTS = {WIDE: 900, PHONE: 844}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCRIPT = Path(__file__).with_name("screen.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# On a phone Streamlit turns the top navigation into its sidebar, whose section headings stand
# between the items of one list.
EXCEPTED_ON_A_PHONE = {"list", "listitem"}
# Each page's name, the name of its file, and its path; the first is the front page.
PATHS = {
    Path(entry.file).stem: entry.url_path if place else "" for place, entry in enumerate(NAVIGATION)
}


def chromium() -> str:
    """Return the path of Chromium: CHROMIUM if set, else the first one installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError("Chromium is missing: run make test, or set CHROMIUM to its path.")
    return found


def launch_options() -> dict[str, Any]:
    return {"executable_path": chromium(), "args": ["--no-sandbox", "--disable-gpu"]}


def new_context(browser: Browser, scheme: Scheme = "light", width: int = WIDE) -> BrowserContext:
    """Return a fresh browser profile with an empty cache."""
    context = browser.new_context(
        color_scheme=scheme,
        viewport={"width": width, "height": HEIGHTS[width]},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    context.add_init_script(path=SCRIPT)
    return context


def open_page(page: Page, url: str) -> float:
    """Open `url` and return the seconds until the last thing on it was drawn."""
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => window.screenState && document.body")
    return wait_until_drawn(page)


def wait_until_drawn(page: Page) -> float:
    milliseconds: float = page.evaluate("() => window.screenState.atRest()")
    return milliseconds / 1000


def click_and_time(page: Page, target: Locator) -> float:
    """Click `target` and return the seconds until the last change it brought to the screen."""
    page.evaluate("() => window.screenState.timeChange()")
    target.click()
    milliseconds: float = page.evaluate("() => window.timedChange")
    return milliseconds / 1000


def go_to(page: Page, name: str) -> float:
    """Choose a page in the top navigation; return the seconds from the click until it is drawn."""
    entry = next(entry for entry in NAVIGATION if Path(entry.file).stem == name)
    page.get_by_test_id("stTopNavSection").filter(has_text=entry.section).click()
    link = page.get_by_role("menuitem", name=entry.title, exact=True)
    return click_and_time(page, link)


def lens_pages() -> list[str]:
    """Return the pages that are read through the lens, by name."""
    return [name for name in PATHS if "lens_bar(" in (ROOT / "pages" / f"{name}.py").read_text()]


def links_in_the_navigation(browser: Browser, url: str) -> dict[str, str]:
    """Return what the navigation on screen leads to: the address behind each title."""
    context = new_context(browser, width=PHONE)  # here it is one flat list
    page = context.new_page()
    open_page(page, url)
    links = page.get_by_test_id("stSidebarNavLink")
    found = {
        str(link.text_content()).strip(): urljoin(url, str(link.get_attribute("href")))
        for link in links.all()
    }
    context.close()
    return found


@dataclass
class View:
    """One page as one reader sees it, with all that the browser asked for on the way."""

    page: Page
    origin: str
    width: int
    requests: list[str] = field(default_factory=list)

    @property
    def foreign_requests(self) -> list[str]:
        return [url for url in self.requests if not _is_local(url, self.origin)]

    @property
    def headings(self) -> list[str]:
        return [text.strip() for text in self.page.locator("h1").all_inner_texts()]

    def violations(self) -> list[str]:
        """Return what axe finds, less what Streamlit itself brings on a phone."""
        if not AXE.exists():
            raise FileNotFoundError("axe-core is missing: run make test, or npm ci.")
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("rules => axe.run({runOnly: rules})", RULES)["violations"]
        excepted = EXCEPTED_ON_A_PHONE if self.width == PHONE else set()
        return [_described(rule) for rule in found if rule["id"] not in excepted]

    def sideways(self) -> list[str]:
        """Return the elements that make the page wider than the screen."""
        elements: list[str] = self.page.evaluate("() => window.screenState.sideways()")
        return elements


def view_page(context: BrowserContext, address: str, width: int) -> View:
    """Open a page of the dashboard and wait until it is drawn."""
    parts = urlsplit(address)
    view = View(context.new_page(), f"{parts.scheme}://{parts.netloc}", width)
    view.page.on("request", lambda request: view.requests.append(request.url))
    view.page.on("websocket", lambda socket: view.requests.append(socket.url))
    open_page(view.page, address)
    return view


def turned(view: View, width: int) -> View:
    """Give the page of `view` another width and wait until it is drawn again."""
    view.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    wait_until_drawn(view.page)
    return View(view.page, view.origin, width, view.requests)


def _is_local(url: str, origin: str) -> bool:
    if url.startswith(("data:", "blob:")):
        return True
    return urlsplit(url).netloc == urlsplit(origin).netloc


def _described(rule: dict[str, Any]) -> str:
    nodes = "; ".join(f"{node['target']} {node['failureSummary']}" for node in rule["nodes"][:3])
    return f"{rule['id']} ({len(rule['nodes'])}): {nodes}"
