"""The lens stands in the link: a link restores it, a choice changes it, pages hand it on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import PATHS, Profile, click_and_time, go_to, lens_pages, open_page

pytestmark = pytest.mark.browser

MONTHS = "months=2024-01&months=2024-12"
SITE = "Harbour"
# tests/pages opens every page under such a link, without a browser.
RESTORED_EACH_TIME = ("peer_review_vs_peer_learning",)


@pytest.fixture
def page(profile: Profile) -> Iterator[Page]:
    opened = profile().new_page()
    yield opened
    opened.close()


def shows(page: Page, months: str, axis: str) -> None:
    """The bar is labelled by what it holds."""
    expect(page.locator(".st-key-lens_months button").first).to_contain_text(months)
    expect(page.locator(".st-key-lens_axis button").first).to_contain_text(axis)


@pytest.mark.parametrize(
    "name",
    [
        name if name in RESTORED_EACH_TIME else pytest.param(name, marks=pytest.mark.long)
        for name in lens_pages()
    ],
)
def test_a_link_restores_the_lens(page: Page, base_url: str, name: str) -> None:
    open_page(page, f"{base_url}/{PATHS[name]}?{MONTHS}&site={SITE}")
    shows(page, "Jan 2024 – Dec 2024", f"Site: {SITE}")
    expect(page.locator("h1")).to_contain_text(re.compile(r"\w+ \w+"))
    page.reload()
    page.wait_for_function("() => window.screenState && document.body")
    shows(page, "Jan 2024 – Dec 2024", f"Site: {SITE}")


def test_a_choice_goes_into_the_link(page: Page, base_url: str) -> None:
    open_page(page, base_url)
    page.locator(".st-key-lens_axis button").first.click()
    click_and_time(page, page.locator(".st-key-site").get_by_text(SITE, exact=True))
    expect(page).to_have_url(re.compile(rf"[?&]site={SITE}\b"))
    click_and_time(page, page.locator(".st-key-section").get_by_text("Neuro", exact=True))
    expect(page).to_have_url(re.compile(r"[?&]section=Neuro\b"))
    assert "site=" not in page.url


def test_the_lens_goes_along_to_the_next_page(page: Page, base_url: str) -> None:
    first, second = lens_pages()[:2]
    open_page(page, f"{base_url}/{PATHS[first]}?{MONTHS}&site={SITE}")
    go_to(page, second)
    shows(page, "Jan 2024 – Dec 2024", f"Site: {SITE}")
    assert f"site={SITE}" in page.url


def test_two_axes_in_a_link_become_one_and_it_is_said(page: Page, base_url: str) -> None:
    open_page(page, f"{base_url}/?site={SITE}&section=Neuro")
    shows(page, "20", f"Site: {SITE}")
    assert "section=" not in page.url
    expect(page.locator(".pl-said").first).to_contain_text("Site and section cannot be combined")
