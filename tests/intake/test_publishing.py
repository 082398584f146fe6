"""What the screen publishes is published by a process of its own, and says what became of it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from dashboard.home import Home
from dashboard.intake.publishing import ROOT, publish, publish_and_restate
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
    told: list[float] = []
    publish_and_restate(warehouse_of(home), published, lambda what, share: told.append(share))
    assert told[-1] == 1.0
    assert published.exists()
    assert entry_of(published).exists() is restated
    if restated:
        said = json.loads((entry_of(published) / SAID).read_text(encoding="utf-8"))
        assert said == {
            "event": "restate", "period": "all", "why": "words mapped on the Data page",
        }  # fmt: skip


def test_what_cannot_be_written_is_raised_here_as_ingest_knows_it(
    home: Home, tmp_path: Path
) -> None:
    warehouse = home.warehouse_path()
    assert warehouse is not None
    with pytest.raises((OSError, duckdb.IOException), match="no_such_folder"):
        publish(warehouse, tmp_path / "no_such_folder" / "published" / "building-000001.duckdb")


def test_it_ends_with_whoever_asked(home: Home) -> None:
    warehouse = home.warehouse_path()
    published = home.published_folder / "building-000001.duckdb"
    asked = {"warehouse": str(warehouse), "published": str(published), "restate": None}
    child = subprocess.run(
        [sys.executable, "-m", "dashboard.intake.publishing_child"],
        input=f"{json.dumps(asked)}\n",  # and then it is closed, as when the server is killed
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert child.returncode == 1
    assert "done" not in child.stdout
