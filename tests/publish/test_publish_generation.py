"""A generation is published whole, or not at all."""

import shutil
from pathlib import Path

import pytest

from dashboard.publish import publish_generation
from dashboard.published.open import open_published
from dashboard.sql_files import QUERIES, BrokenQueryFile
from tests.disclosure.department import TWELVE, invent, write_warehouse


@pytest.fixture
def queries(tmp_path) -> Path:
    """Return a copy of the product's queries, to be broken."""
    return Path(shutil.copytree(QUERIES, tmp_path / "queries"))


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Path:
    """A department of twelve: small enough to be published again for each test."""
    return write_warehouse(invent(TWELVE, 1), tmp_path_factory.mktemp("twelve") / "w.duckdb")


def test_progress_is_told_and_ends_at_one(warehouse, tmp_path):
    told: list[tuple[str, float]] = []
    publish_generation(
        warehouse,
        tmp_path / "published.duckdb",
        lambda what, done: told.append((what, done)),
        audited=True,
    )
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1][1] == 1.0
    assert {"Cases", "Audit of 2024"} <= {what for what, _ in told}


def test_the_readers_file_names_nobody(warehouse, tmp_path):
    path = tmp_path / "published.duckdb"
    publish_generation(warehouse, path)
    cursor = open_published(path).connection.cursor()
    columns = cursor.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall()
    assert not [name for name in columns if name[2] == "UUID" or "person" in name[1]]
    assert {name[0] for name in columns} == {
        "ledger",
        "measures",
        *(file.stem for file in (QUERIES / "publish/carried").glob("*.sql")),
    }


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "case_kind = 'great_call' as hit",
            "case_kind = 'great_call' as great",
            "needs the column hit",
        ),
        ("select *, case_kind", "select happened_on, case_kind", "needs the column person_id"),
        (
            "where case_kind <> 'unclassified'",
            "where kind <> 'unclassified'",
            "does not run on its base",
        ),
        ('kind = "proportion"', 'kind = "share"', "the header is wrong: kind"),
    ],
)
def test_a_broken_measure_is_one_sentence_and_leaves_nothing(
    warehouse, tmp_path, queries, old, new, says
):
    file = queries / "measures/great_call_share.sql"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    published = tmp_path / "published.duckdb"
    with pytest.raises(BrokenQueryFile, match=says) as fault:
        publish_generation(warehouse, published, queries=queries)
    assert str(fault.value).startswith("great_call_share.sql: ")
    assert "\n" not in str(fault.value)
    assert not published.exists()
