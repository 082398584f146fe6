"""A generation is published whole, or not at all."""

import shutil
from pathlib import Path

import pytest

from dashboard.publish import publish_generation
from dashboard.published.open import open_published
from dashboard.sql_files import QUERIES, BrokenQueryFile


@pytest.fixture
def queries(tmp_path) -> Path:
    """Return a copy of the product's queries, to be broken."""
    return Path(shutil.copytree(QUERIES, tmp_path / "queries"))


def test_progress_is_told_and_ends_at_one(demo_home, tmp_path):
    told: list[tuple[str, float]] = []
    publish_generation(
        demo_home.warehouse_path(),
        tmp_path / "published.duckdb",
        lambda what, done: told.append((what, done)),
    )
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1][1] == 1.0
    assert "Cases" in {what for what, _ in told}


def test_the_readers_file_names_nobody(demo_home, tmp_path):
    path = tmp_path / "published.duckdb"
    publish_generation(demo_home.warehouse_path(), path)
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
    demo_home, tmp_path, queries, old, new, says
):
    file = queries / "measures/great_call_share.sql"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    published = tmp_path / "published.duckdb"
    with pytest.raises(BrokenQueryFile, match=says) as fault:
        publish_generation(demo_home.warehouse_path(), published, queries=queries)
    assert str(fault.value).startswith("great_call_share.sql: ")
    assert "\n" not in str(fault.value)
    assert not published.exists()
