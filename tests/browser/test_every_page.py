"""Every page, light and dark, wide and narrow: drawn, readable, and talking to nobody else."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from dashboard.ui.navigation import NAVIGATION
from tests.browser.screen import PATHS, PHONE, WIDE, View, links_in_the_navigation, open_page

DOWNLOADS_IN_A_ROW = 10  # Chromium asks before a page saves more without being opened anew

pytestmark = pytest.mark.browser


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


def test_every_download_is_a_table(view: View, tmp_path: Path) -> None:
    """What a reader saves is the table the page shows."""
    buttons = view.page.get_by_role("button", name="Download CSV")
    assert buttons.count() >= 1
    for place in range(buttons.count() if view.width == WIDE else 0):
        if place and place % DOWNLOADS_IN_A_ROW == 0:
            open_page(view.page, view.page.url)
        with view.page.expect_download() as started:
            buttons.nth(place).click()
        saved = tmp_path / started.value.suggested_filename
        started.value.save_as(saved)
        assert re.fullmatch(r"[\w.-]+\.csv", saved.name)
        heading, *rows = csv.reader(saved.read_text(encoding="utf-8-sig").splitlines())
        assert all(heading)
        assert rows
        assert {len(row) for row in rows} == {len(heading)}
        assert not {"nan", "inf", "None", "NaT"} & {cell for row in rows for cell in row}


def test_the_front_page_answers_to_its_own_address_too(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/overview")
    page.get_by_role("heading", level=1).wait_for()
    assert page.get_by_role("dialog").count() == 0
