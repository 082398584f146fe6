"""Every page, light and dark, wide and narrow: drawn, readable, and talking to nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from dashboard.ui.navigation import NAVIGATION
from tests.browser.screen import PATHS, PHONE, View, links_in_the_navigation

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_the_navigation_leads_to_every_page(browser: Browser, base_url: str) -> None:
    shown = links_in_the_navigation(browser, base_url)
    titles = [entry.title for entry in NAVIGATION]
    assert shown == {
        title: f"{base_url}/{path}" for title, path in zip(titles, PATHS.values(), strict=True)
    }


def test_the_page_opens_with_a_sentence_and_no_exception(view: View) -> None:
    assert view.page.get_by_test_id("stException").count() == 0
    assert view.page.locator(".st-key-page_fault").count() == 0
    assert len(view.headings) == 1
    assert len(view.headings[0].split()) >= 3


def test_no_request_leaves_the_origin(view: View) -> None:
    assert view.requests
    assert view.foreign_requests == []


def test_axe_finds_nothing(view: View) -> None:
    assert view.violations() == []


def test_nothing_scrolls_sideways_on_a_phone(view: View) -> None:
    if view.width == PHONE:
        assert view.sideways() == []


def test_the_front_page_answers_to_its_own_address_too(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/overview")
    page.get_by_role("heading", level=1).wait_for()
    assert page.get_by_role("dialog").count() == 0
