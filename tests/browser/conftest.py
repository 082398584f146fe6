"""The dashboard served to a real browser, on the demo department."""

from __future__ import annotations

from collections.abc import Iterator
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
    view_page,
)
from tests.browser.server import serving

# Between them every width and every colour; the other two belong to the long form.
SEEN_EACH_TIME = (("light", WIDE), ("dark", PHONE))


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
            marks=[] if (scheme, width) in SEEN_EACH_TIME else pytest.mark.long,
        )
        for name in PATHS
        for scheme in ("light", "dark")
        for width in (WIDE, PHONE)
    ],
)
def view(request: pytest.FixtureRequest, profile: Profile, base_url: str) -> Iterator[View]:
    """Each page, light and dark, on a desk and on a phone."""
    name: str
    scheme: Scheme
    width: int
    name, scheme, width = request.param
    seen = view_page(profile(scheme, width), f"{base_url}/{PATHS[name]}", width)
    yield seen
    seen.page.close()
