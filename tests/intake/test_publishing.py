"""Words mapped on the screen reach closed months where that tells of nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dashboard.home import Home
from dashboard.intake.publishing import publish_and_restate
from dashboard.published_folder import SAID, entry_of
from tests.disclosure.at_home import home_with, publish_home, take_instead, warehouse_of
from tests.disclosure.department import TWELVE, Rows, invent

ROWS = invent(TWELVE, 1)
MEANT = (ROWS.cases["theme"] == "perception").to_numpy()


def unmapped(which: np.ndarray) -> Rows:
    """Return the department with the theme of some cases not mapped yet."""
    theme = ROWS.cases["theme"].where(~which, "unmapped")
    return replace(ROWS, cases=ROWS.cases.assign(theme=theme))


@pytest.mark.parametrize(
    ("mapped", "restated"), [("all", True), pytest.param("one", False, marks=pytest.mark.long)]
)
def test_mapped_words_restate_what_closed_or_are_held(
    tmp_path: Path, mapped: str, restated: bool
) -> None:
    one = np.cumsum(MEANT) == 1
    home: Home = home_with(unmapped(MEANT if mapped == "all" else MEANT & one), tmp_path)
    publish_home(home, date(2025, 6, 1), queries=None)
    take_instead(home, ROWS)
    published = home.published_folder / "building-000002.duckdb"
    publish_and_restate(warehouse_of(home), published)
    assert published.exists()
    assert entry_of(published).exists() is restated
    if restated:
        said = json.loads((entry_of(published) / SAID).read_text(encoding="utf-8"))
        assert said == {
            "event": "restate", "period": "all", "why": "words mapped on the Data page",
        }  # fmt: skip
