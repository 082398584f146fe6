"""The first hour of a researcher in a real browser, on a desk and on a phone."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from playwright.sync_api import Locator, Page

from dashboard.commands.analysis import analysis as command
from dashboard.home import Home
from tests.browser.screen import (
    PATHS,
    PHONE,
    WIDE,
    Profile,
    Scheme,
    View,
    view_page,
    wait_until_drawn,
)

pytestmark = pytest.mark.browser
OWN_FILE = Path(__file__).parents[1] / "reference" / "inputs" / "synthetic_pl_monthly.csv"
ON_A_DESK = pytest.mark.parametrize(
    "workbench", [("light", WIDE)], ids=["light-desk"], indirect=True
)
TABS = ("This department", "Ask in SQL", "Your own file", "Plan a study")


@pytest.fixture(
    scope="module",
    params=[("light", WIDE), ("dark", PHONE)],
    ids=["light-desk", "dark-phone"],
)
def workbench(request: pytest.FixtureRequest, profile: Profile, base_url: str) -> Iterator[View]:
    scheme: Scheme
    scheme, width = request.param
    seen = view_page(profile(scheme, width), f"{base_url}/{PATHS['research_workbench']}", width)
    yield seen
    seen.page.close()


def open_tab(page: Page, name: str) -> Locator:
    page.get_by_role("tab", name=name).click()
    wait_until_drawn(page)
    return page.get_by_role("tabpanel", name=name)


def saved(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as started:
        button.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


@pytest.mark.parametrize("name", TABS)
def test_each_tab_reads_well_and_asks_nobody_else(workbench: View, name: str) -> None:
    open_tab(workbench.page, name)
    assert workbench.violations() == []
    if workbench.width == PHONE:
        assert workbench.sideways() == []
    assert workbench.foreign_requests == []
    assert workbench.page.locator(".st-key-page_fault").count() == 0


@ON_A_DESK
def test_what_is_saved_on_the_page_runs_on_the_command_line(
    workbench: View, demo_home: Home, tmp_path: Path
) -> None:
    page = workbench.page
    tab = open_tab(page, "This department")
    downloaded = saved(page, tab.get_by_role("button", name="Download CSV"), tmp_path)
    page.get_by_role("button", name=re.compile("Save or open")).click()
    toml = saved(page, page.get_by_role("button", name="Save this analysis"), tmp_path)
    page.keyboard.press("Escape")
    done = CliRunner().invoke(
        command, ["run", str(toml), "--home", str(demo_home.path), "--format", "csv"]
    )
    assert done.exit_code == 0, done.stderr
    theirs = list(csv.reader(io.StringIO(done.stdout)))
    ours = [
        row[:-1]  # the confidentiality line
        for row in csv.reader(io.StringIO(downloaded.read_text(encoding="utf-8")))
    ]
    assert [[number(cell) for cell in row] for row in ours] == [
        [number(cell) for cell in row] for row in theirs
    ]


def number(cell: str) -> object:
    try:
        return float(cell)
    except ValueError:
        return cell.removeprefix("'")


@ON_A_DESK
def test_the_methods_come_as_a_word_file(workbench: View, tmp_path: Path) -> None:
    tab = open_tab(workbench.page, "This department")
    word = saved(workbench.page, tab.get_by_role("button", name="Download Word"), tmp_path)
    assert len(Document(str(word)).tables) == 3


@ON_A_DESK
def test_an_example_in_sql_is_run_by_a_click(workbench: View) -> None:
    tab = open_tab(workbench.page, "Ask in SQL")
    tab.get_by_role("button", name="One measure, month by month").click()
    tab.get_by_text("60 rows.").wait_for()
    assert workbench.violations() == []


@ON_A_DESK
def test_an_own_file_is_drawn_and_a_broken_one_is_one_sentence(
    workbench: View, tmp_path: Path
) -> None:
    tab = open_tab(workbench.page, "Your own file")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"month,x\n\xff\xfe,1\n")
    drop = tab.locator("input[type=file]")
    drop.set_input_files(broken)
    tab.get_by_text("is not UTF-8 text").wait_for()
    tab.get_by_role("button", name=re.compile("Remove|Clear|Delete")).first.click()
    drop.set_input_files(OWN_FILE)
    tab.get_by_text("36 points:").wait_for()
    wait_until_drawn(workbench.page)
    assert tab.locator(".js-plotly-plot").count() == 1
    assert workbench.violations() == []
