"""How long a reader waits: a page's first load, a change of lens, a step to another page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from statistics import median
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.screen import PATHS, click_and_time, go_to, lens_pages, new_context, open_page

pytestmark = [pytest.mark.browser, pytest.mark.timed]

TIMES = 5
OPENED_MOST = ("peer_review_vs_peer_learning",)
STEPPED_TO = (*OPENED_MOST, "participation", "learning_themes")
CHANGED = ("participation", "peer_review_vs_peer_learning")
FIRST_LOAD_SECONDS = 5.0
CHANGE_SECONDS = 1.0

COLD_SECONDS = 2.5

Say = Callable[[str, float], None]


def each_time(names: Iterable[str], these: Sequence[str]) -> list[Any]:
    """Measure `these` each time and the rest of `names` in the long form."""
    return [name if name in these else pytest.param(name, marks=pytest.mark.long) for name in names]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]) -> Say:
    """Print a measured time, a median of five, among the dots, and keep it with the results."""

    def said(what: str, seconds: float) -> None:
        record_property(what, round(seconds, 3))
        with capsys.disabled():
            print(f"\n  {what}: {seconds:.2f} s", end="")

    return said


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", each_time(PATHS, OPENED_MOST))
def test_a_first_load(browser: Browser, base_url: str, say: Say, name: str) -> None:
    seconds = []
    for _ in range(TIMES):
        context = new_context(browser)  # an empty cache, as on the first day
        seconds.append(open_page(context.new_page(), f"{base_url}/{PATHS[name]}"))
        context.close()
    say(f"{name}, first load", median(seconds))
    assert median(seconds) <= FIRST_LOAD_SECONDS


@pytest.mark.parametrize("name", each_time(lens_pages(), CHANGED))
def test_a_change_of_lens(page: Page, base_url: str, say: Say, name: str) -> None:
    open_page(page, f"{base_url}/{PATHS[name]}")
    page.locator(".st-key-lens_axis button").first.click()
    sites = page.locator(".st-key-site [role=radiogroup] > *, .st-key-site button")
    sites.first.wait_for()
    seconds = [click_and_time(page, sites.nth(step % 2)) for step in range(TIMES)]
    say(f"{name}, change of lens", median(seconds))
    assert median(seconds) <= CHANGE_SECONDS


def test_the_comparison_over_months_nobody_asked_for_before(
    page: Page, base_url: str, say: Say
) -> None:
    for months in ((2, 3, 4), (5, 6, 7)):  # a busy moment of the machine is not a slow page
        seconds = []
        for month in months:
            open_page(page, f"{base_url}/?months=2021-{month:02}&months=2025-11")
            seconds.append(go_to(page, "peer_review_vs_peer_learning"))
        if median(seconds) <= COLD_SECONDS:
            break
    say("peer_review_vs_peer_learning, computed anew", median(seconds))
    assert median(seconds) <= COLD_SECONDS


@pytest.mark.parametrize(
    "names", [STEPPED_TO, pytest.param(tuple(PATHS), marks=pytest.mark.long)], ids=["most", "all"]
)
def test_a_step_from_page_to_page(
    page: Page, base_url: str, say: Say, names: tuple[str, ...]
) -> None:
    open_page(page, base_url)
    round_of = [*names[1:], names[0]]  # round and round, never to the page that is open
    for _ in range(2):  # a busy moment of the machine is not a slow page
        rounds = [{name: go_to(page, name) for name in round_of} for _ in range(TIMES)]
        medians = {name: median(steps[name] for steps in rounds) for name in round_of}
        if max(medians.values()) <= CHANGE_SECONDS:
            break
    for name, seconds in medians.items():
        say(f"{name}, from another page", seconds)
    assert {name: time for name, time in medians.items() if time > CHANGE_SECONDS} == {}
