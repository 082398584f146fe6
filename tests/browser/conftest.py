"""The dashboard served to a real browser, on the demo department."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from dashboard.home import Home
from tests.browser.screen import (
    PATHS,
    PHONE,
    WIDE,
    Profile,
    Scheme,
    View,
    launch_options,
    new_context,
    turned,
    view_page,
)
from tests.browser.server import serving

# Each page in both widths each time, one page in light and the next in dark; both in the long form.
SCHEME_EACH_TIME: dict[str, Scheme] = {
    name: "dark" if place % 2 else "light" for place, name in enumerate(PATHS)
}


Opened = Callable[[str, Scheme, int], View]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return launch_options()


@pytest.fixture(scope="session")
def base_url(demo_home: Home) -> Iterator[str]:
    with serving(demo_home.path) as url:
        yield url


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[Profile]:
    """A browser profile for each appearance: its cache spares every page but the first a load."""
    kept: dict[tuple[Scheme, int], BrowserContext] = {}

    def of(scheme: Scheme = "light", width: int = WIDE) -> BrowserContext:
        if (scheme, width) not in kept:
            kept[scheme, width] = new_context(browser, scheme, width)
        return kept[scheme, width]

    yield of
    for context in kept.values():
        context.close()


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            (name, scheme, width),
            id=f"{name}-{scheme}-{width}",
            marks=[] if scheme == SCHEME_EACH_TIME[name] else pytest.mark.long,
        )
        for name in PATHS
        for scheme in ("light", "dark")
        for width in (WIDE, PHONE)
    ],
)
def view(request: pytest.FixtureRequest, opened: Opened) -> View:
    """Each page, light and dark, on a desk and then, the same page, on a phone."""
    name: str
    scheme: Scheme
    width: int
    name, scheme, width = request.param
    return opened(name, scheme, width)


@pytest.fixture(scope="module")
def opened(profile: Profile, base_url: str) -> Iterator[Opened]:
    """Open a page, or turn the page that is open to another width: a load takes seconds."""
    last: list[tuple[str, Scheme, View]] = []

    def open_or_turn(name: str, scheme: Scheme, width: int) -> View:
        if last and last[0][:2] == (name, scheme):
            return turned(last[0][2], width)
        if last:
            last.pop()[2].page.close()
        view = view_page(profile(scheme), f"{base_url}/{PATHS[name]}", width)
        last.append((name, scheme, view))
        return view

    yield open_or_turn
    for _, _, view in last:
        view.page.close()
