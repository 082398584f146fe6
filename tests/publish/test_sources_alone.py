"""What was never received is absent from the ledger, never a zero."""

import shutil
from pathlib import Path

import duckdb
import pytest

from dashboard.measures.catalogue import read_catalogue
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
    published = folder / f"{'_'.join(received)}.duckdb"
    publish_generation(path, published)
    with duckdb.connect(str(published), read_only=True) as connection:
        found = connection.execute("select distinct measure from ledger").fetchall()
    return {name for (name,) in found}


def can_tell(*received: str) -> set[str]:
    """Return the measures whose base says that what was received is enough for it."""
    catalogue = read_catalogue()
    enough = {
        base.name
        for base in catalogue.bases.values()
        if {*base.needs} <= {*received} and {*base.covered_by} & {*received}
    }
    return {measure.name for measure in catalogue.measures.values() if measure.base in enough}


@pytest.mark.parametrize(
    ("source", "at_least"),
    [
        ("cases", {"cases_submitted", "learning_themes", "radiologists_submitting"}),
        ("reviews", {"scored_reviews", "review_scores"}),
        ("feedback", set()),
        ("exam_volumes", set()),
    ],
)
def test_a_source_alone_tells_only_what_it_can(warehouse, tmp_path, source, at_least):
    told = measures_with(warehouse, tmp_path, source)
    assert at_least <= told <= can_tell(source)
    # No exams were received, so nothing is told per exam.
    assert not [name for name in told if name.endswith("per_1000_exams")]


def test_feedback_beside_the_cases_tells_more(warehouse, tmp_path):
    told = measures_with(warehouse, tmp_path, "cases", "feedback")
    assert "days_to_feedback" in told
    assert told <= can_tell("cases", "feedback")
    assert told > measures_with(warehouse, tmp_path, "cases")
