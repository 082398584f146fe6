"""The dashboard served to a real browser, on the demo department."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from dashboard.home import Home
from tests.browser.screen import (
    PATHS,
    PHONE,
    WIDE,
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
def view(request: pytest.FixtureRequest, browser: Browser, base_url: str) -> Iterator[View]:
    """Each page, light and dark, on a desk and on a phone."""
    name: str
    scheme: Scheme
    width: int
    name, scheme, width = request.param
    context = new_context(browser, scheme, width)
    yield view_page(context, f"{base_url}/{PATHS[name]}", width)
    context.close()
