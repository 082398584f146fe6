"""The browser checks themselves can fail: each is shown a page that is wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.screen import PHONE, View, new_context

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><head><title>Wrong</title></head><body style="margin:0">
<div data-testid="stApp" data-test-script-state="notRunning">
<main data-testid="stMain" style="overflow:auto">{}</main></div></body></html>"""


@pytest.fixture
def wrong(browser: Browser) -> Iterator[View]:
    context = new_context(browser, width=PHONE)
    page = context.new_page()
    page.goto("about:blank")
    yield View(page, "http://127.0.0.1:1", PHONE)
    context.close()


def show(view: View, body: str) -> None:
    view.page.set_content(PAGE.format(body))


def test_axe_sees_pale_text_and_a_picture_without_words(wrong: View) -> None:
    show(wrong, '<h1 style="color:#bbb;background:#fff">Pale</h1><img src="data:,">')
    found = " ".join(wrong.violations())
    assert "color-contrast" in found
    assert "image-alt" in found


def test_axe_passes_a_sound_page(wrong: View) -> None:
    show(wrong, "<h1>Dark on white</h1>")
    assert wrong.violations() == []


def test_a_wide_element_is_seen(wrong: View) -> None:
    show(wrong, '<h1>Wide</h1><div style="width:700px">x</div>')
    assert any("div" in element for element in wrong.sideways())


def test_a_wide_element_cut_off_by_the_page_is_seen(wrong: View) -> None:
    body = '<h1>Cut</h1><div style="width:700px">x</div>'
    wrong.page.set_content(PAGE.replace("overflow:auto", "overflow:hidden").format(body))
    assert any("div" in element for element in wrong.sideways())


def test_a_table_in_a_region_that_scrolls_by_itself_is_fine(wrong: View) -> None:
    region = '<div style="overflow-x:auto;width:300px"><div style="width:700px">x</div></div>'
    show(wrong, f"<h1>Region</h1>{region}")
    assert wrong.sideways() == []


def test_a_foreign_request_is_seen(wrong: View) -> None:
    wrong.requests = ["http://127.0.0.1:1/a.js", "data:,", "https://elsewhere.example/font.woff2"]
    assert wrong.foreign_requests == ["https://elsewhere.example/font.woff2"]
