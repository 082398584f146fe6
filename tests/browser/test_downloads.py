"""What a reader saves is the table the page shows."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.browser.screen import PATHS, Profile, open_page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("name", PATHS)
def test_every_download_of_the_page_is_a_table(
    profile: Profile, base_url: str, tmp_path: Path, name: str
) -> None:
    page = profile().new_page()
    open_page(page, f"{base_url}/{PATHS[name]}")
    buttons = page.get_by_role("button", name="Download CSV")
    assert buttons.count() >= 1
    for place in range(buttons.count()):
        with page.expect_download() as started:
            buttons.nth(place).click()
        saved = tmp_path / started.value.suggested_filename
        started.value.save_as(saved)
        assert re.fullmatch(r"[\w.-]+\.csv", saved.name)
        heading, *rows = csv.reader(saved.read_text(encoding="utf-8-sig").splitlines())
        assert all(heading)
        assert rows
        assert {len(row) for row in rows} == {len(heading)}
        assert not {"nan", "inf", "None", "NaT"} & {cell for row in rows for cell in row}
    page.close()
