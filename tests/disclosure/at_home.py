"""An invented department in a home of its own, published again and again as months go by."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pandas as pd

from dashboard.home import Home, create_home
from dashboard.ingest.generation import republish
from dashboard.publish import publish_generation
from dashboard.sql_files import QUERIES
from tests.disclosure.department import Rows, write_warehouse
from tests.disclosure.published import ledger_of

FEW = (
    "case_kinds",
    "cases_submitted",
    "days_to_feedback",
    "discrepancy_rate",
    "great_call_share",
    "learning_themes",
    "radiologists_submitting",
    "review_scores",
    "submissions_per_1000_exams",
    "submissions_per_radiologist_month",
)
GENERATION = "generation-000001.duckdb"
OTHERS_SIGN_IN = """sign_in = "proxy"
[proxy]
secret = "not-a-secret-but-long-enough-for-one-0123456789"
[[roles]]
role = "chair"
emails = ["chair@example.org"]
"""


def home_with(rows: Rows, folder: Path, *, keeps: bool = True) -> Home:
    """Return a new home that holds a department and has published nothing.

    Others sign in, so that it keeps what it publishes; or it is still being set up.
    """
    home = create_home(folder / "home")
    if keeps:
        (home.path / "access.toml").write_text(OTHERS_SIGN_IN)
    write_warehouse(rows, home.warehouse_folder / GENERATION)
    home.point_to(GENERATION, None)
    return home


def warehouse_of(home: Home) -> Path:
    """Return the warehouse of such a home."""
    return home.warehouse_folder / GENERATION


def take_instead(home: Home, rows: Rows) -> None:
    """Let the home hold other rows: what came, changed or went since."""
    warehouse_of(home).unlink()
    write_warehouse(rows, warehouse_of(home))


@cache
def few_measures() -> Path:
    """Return a folder of queries with one measure of each kind: a run takes a third of the time."""
    folder = Path(tempfile.mkdtemp(prefix="few-measures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(QUERIES / "bases", folder / "bases")
    (folder / "measures").mkdir()
    for name in FEW:
        shutil.copy(QUERIES / "measures" / f"{name}.sql", folder / "measures")
    return folder


def publish_home(home: Home, today: date, **options: Any) -> pd.DataFrame:
    """Publish a few measures of the home on a day; return its ledger, members as tuples."""
    options = {"queries": few_measures(), **options}
    republish(home, partial(publish_generation, today=today, **options))
    path = home.published_path()
    assert path is not None
    ledger = ledger_of(path)
    ledger["members"] = ledger["members"].map(tuple)
    return ledger
