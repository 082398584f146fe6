"""What was never received is absent from the ledger, never a zero."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.publish import publish_generation
from tests.disclosure.department import TWELVE, invent, write_warehouse

SOURCES = ("cases", "reviews", "feedback", "exam_volumes", "conferences", "actions", "attendance")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Path:
    return write_warehouse(invent(TWELVE, 1), tmp_path_factory.mktemp("twelve") / "w.duckdb")


def measures_with(warehouse: Path, folder: Path, *received: str) -> set[str]:
    path = Path(shutil.copy(warehouse, folder / "alone.duckdb"))
    with duckdb.connect(str(path)) as connection:
        for table in set(SOURCES) - set(received):
            connection.execute(f"delete from {table}")
            connection.execute("delete from coverage where table_name = ?", [table])
    published = folder / "published.duckdb"
    publish_generation(path, published)
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute("select distinct measure from ledger").fetchall()
    return {name for (name,) in found}


FROM_CASES = {
    "addendum_share",
    "case_kinds",
    "cases_submitted",
    "great_call_share",
    "last_days_of_month",
    "learning_themes",
    "meaningful_share",
    "radiologists_submitting",
    "radiologists_taking_part",
    "submissions_a_year",
    "submissions_per_radiologist_month",
}
FROM_REVIEWS = {
    "discrepancy_rate",
    "radiologists_taking_part",
    "review_scales",
    "review_scores",
    "reviews_in_last_days_of_month",
    "reviews_per_finding",
    "scored_reviews",
    "significant_discrepancy_rate",
}


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("cases", FROM_CASES),
        ("reviews", FROM_REVIEWS),
        ("feedback", set()),
        ("exam_volumes", set()),
    ],
)
def test_a_source_alone_tells_only_what_it_can(warehouse, tmp_path, source, told):
    assert measures_with(warehouse, tmp_path, source) == told


def test_feedback_beside_the_cases_tells_more(warehouse, tmp_path):
    told = measures_with(warehouse, tmp_path, "cases", "feedback")
    assert "days_to_feedback" in told
    assert told > FROM_CASES
