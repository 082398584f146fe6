"""A file from a system never seen before: dropped, mapped, tried, saved, and on screen."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from dashboard.home import Home
from dashboard.ingest.generation import current_number
from dashboard.intake.uploads import Upload
from tests.browser.screen import (
    PATHS,
    PHONE,
    WIDE,
    Scheme,
    View,
    new_context,
    view_page,
)
from tests.browser.screen import wait_until_drawn as drawn
from tests.browser.server import serving
from tests.browser.small_department import small_department
from tests.ingest.exports import CASE, table
from tests.intake.dropped import MRN, PATIENT, flags, holds, numbered_flags

pytestmark = pytest.mark.browser

MOST_SECONDS = 120.0
A_PUBLISHING = 60_000  # milliseconds
FLAGS = [
    *numbered_flags(30),
    *({"Flag No": f"RF-9{n}", "Error Category": "Hanging protocol"} for n in range(4)),
    {"Flag No": "", "Flagged By": "Lee, Ann"},
]


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return small_department(tmp_path_factory.mktemp("scratch"))


@pytest.fixture(scope="module")
def address(scratch: Home) -> Iterator[str]:
    with serving(scratch.path) as url:
        yield f"{url}/{PATHS['data']}"


@pytest.fixture
def open_view(browser: Browser, address: str) -> Iterator[Callable[..., View]]:
    contexts = []

    def opened(scheme: Scheme = "light", width: int = WIDE) -> View:
        contexts.append(new_context(browser, scheme, width))
        return view_page(contexts[-1], address, width)

    yield opened
    for context in contexts:
        context.close()


def drop(page: Page, *uploads: Upload) -> None:
    payloads: list[FilePayload] = [
        {"name": one.name, "mimeType": "text/csv", "buffer": one.data} for one in uploads
    ]
    page.locator("input[type=file]").first.set_input_files(payloads)
    expect(page.locator(".pl-export").filter(has_text=uploads[-1].name)).to_be_visible()
    drawn(page)


def choose(page: Page, label: str | re.Pattern[str], option: str | re.Pattern[str]) -> None:
    box = page.get_by_role("combobox", name=label)
    box.scroll_into_view_if_needed()
    drawn(page)  # a list that opens while the page still scrolls closes again
    box.click()
    page.get_by_role("option", name=option).click()
    drawn(page)


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def test_a_system_never_seen_before_is_on_screen_in_under_two_minutes(
    open_view: Callable[..., View],
    scratch: Home,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    view = open_view()
    page = view.page
    finding = page.locator("h1").inner_text()
    began = time.monotonic()

    drop(page, flags(*FLAGS))
    expect(page.get_by_text("Not known yet")).to_be_visible()
    expect(page.locator(".pl-column").filter(has_text="MRN")).to_contain_text("99999999")
    assert MRN not in page.content()
    assert PATIENT not in page.content()
    expect(page.get_by_role("button", name="Dry run")).to_be_disabled()
    assert view.violations() == []

    choose(page, "Case type", "Learning opportunity, every row")
    choose(page, "In Flagged On", re.compile("is 3 October 2025|is 1 October 2025"))
    choose(page, re.compile("Error Category: “Hanging protocol”, 4 rows"), "Technique")
    press(page, "Dry run")
    outcome = page.locator(".pl-said").filter(has_text="Nothing was kept")
    expect(outcome).to_contain_text("of 35 rows, 34 would be new, 1 would be rejected")
    expect(page.get_by_text("Case ID is empty; every row needs one.")).to_be_visible()
    drawn(page)
    assert view.violations() == []

    press(page, "Save the layout and take the file in")
    expect(page.get_by_text("Taken in: 35 rows were read")).to_be_visible(timeout=A_PUBLISHING)
    drawn(page)
    seconds = time.monotonic() - began
    record_property("a new system on screen", round(seconds, 1))
    assert seconds < MOST_SECONDS
    expect(page.get_by_role("link", name="See it on the Overview")).to_be_visible()

    expect(page.locator("h1")).not_to_have_text(finding)
    receipts = page.get_by_role("region", name="Receipts")
    expect(receipts).to_contain_text("radflow_flags_2025-10.csv")
    assert view.violations() == []
    assert view.foreign_requests == []
    assert (scratch.layouts_folder / "radflow_flags.toml").exists()
    assert not (scratch.path / "uploads").exists()
    assert holds(scratch.path, MRN, PATIENT) == []

    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("Download the rejected rows")).click()
    saved = tmp_path / started.value.suggested_filename
    started.value.save_as(saved)
    heading, row = csv.reader(saved.read_text(encoding="utf-8-sig").splitlines())
    assert heading[:2] == ["Row", "Why it was rejected"]
    assert row[0] == "37"

    drop(page, flags({"Flag No": "RF-1", "Flagged On": "12/11/2025"}, name="november.csv"))
    known = page.locator(".pl-export").filter(has_text="november.csv")
    expect(known).to_contain_text("Recognised")
    expect(known).to_contain_text("layout radflow_flags")
    press(page, "Take in the file")
    expect(page.get_by_text("Taken in: 1 row was read")).to_be_visible(timeout=A_PUBLISHING)
    drawn(page)
    expect(page.locator(".st-key-page_fault")).to_have_count(0)
    expect(page.get_by_role("link", name="See it on the Overview")).to_have_count(1)


def test_the_assistant_is_clean_on_a_phone_in_the_dark(open_view: Callable[..., View]) -> None:
    view = open_view("dark", PHONE)
    another = flags(*FLAGS, name="another_system.csv").data.replace(b"Flagged On", b"Flag Date")
    drop(view.page, Upload("another_system.csv", another))
    expect(view.page.get_by_role("button", name="Dry run")).to_be_visible()
    assert view.violations() == []
    assert view.sideways() == []


def test_what_cannot_be_read_is_one_sentence(open_view: Callable[..., View]) -> None:
    page = open_view().page
    drop(page, Upload("report.csv", b"%PDF-1.7 \x00\x01\x02"))
    told = page.locator(".pl-export")
    expect(told).to_contain_text("Cannot be read")
    expect(told).to_contain_text("the name says a text table but the file is a PDF document")
    expect(page.get_by_test_id("stException")).to_have_count(0)
    press(page, "Remove")
    expect(told).to_have_count(0)


def test_what_is_being_taken_in_is_taken_though_its_reader_goes_elsewhere(
    open_view: Callable[..., View], scratch: Home
) -> None:
    page = open_view().page
    before = current_number(scratch)
    rows = table(CASE, [{"Case ID": f"PL-9{number}"} for number in range(3)], ";")
    drop(page, Upload("cases_of_may.csv", rows.encode()))
    page.get_by_test_id("stTopNavSection").first.click()
    page.get_by_role("button", name="Take in the file").dispatch_event("click")
    page.get_by_test_id("stProgress").wait_for()
    page.get_by_role("menuitem").first.click()
    expect(page.locator("h1")).not_to_contain_text("rows are in", timeout=A_PUBLISHING)
    deadline = time.monotonic() + A_PUBLISHING / 1000
    while current_number(scratch) == before and time.monotonic() < deadline:
        time.sleep(0.2)
    assert current_number(scratch) != before


@pytest.mark.long
def test_a_target_is_entered_and_corrected(open_view: Callable[..., View]) -> None:
    view = open_view()
    page = view.page
    choose(page, re.compile("^Metric"), re.compile("Conferences held"))
    page.get_by_label("Threshold", exact=True).fill("10")
    choose(page, re.compile("^Period"), "Half-year")
    page.get_by_label("Effective from", exact=True).fill("2026-01-01")
    press(page, "Save the target")
    saved = page.get_by_text("The target was taken in; the pages now show")
    expect(saved).to_be_visible(timeout=A_PUBLISHING)
    drawn(page)
    row = (
        page.get_by_role("region", name="Targets").get_by_role("row").filter(has_text="1 Jan 2026")
    )
    expect(row).to_contain_text("10")
    assert view.violations() == []

    choose(page, "Which one", re.compile("Conferences held by the program, 1 Jan 2026"))
    page.get_by_label("Threshold", exact=True).fill("8")
    press(page, "Save the target")
    expect(row).to_contain_text("8", timeout=A_PUBLISHING)
    expect(row).to_have_count(1)
