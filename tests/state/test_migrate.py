"""migrate: a home of an older program goes on in this one, with every row it had."""

import json
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest

from dashboard.command_line import PROGRAM
from dashboard.home import HomeProblem
from dashboard.publish import publish_generation
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.sql_files import BrokenQueryFile
from dashboard.state.migrate import Migrated, migrate
from dashboard.state.steps import MIGRATIONS, steps_between
from dashboard.state.version import stamp_of
from dashboard.warehouse.create import create_warehouse
from tests.ingest.exports import Department, leave_a_file, numbered, table
from tests.state.homes import beside, contents, no_file_above, rows
from tests.state.version_zero import (
    BACK_TO_ONE,
    BACK_TO_TWO,
    STEPS,
    go_back,
    go_back_to_version_zero,
    write_steps,
)

WITHOUT_EXAMS = ("update cases set exam_key = null", "update reviews set exam_key = null")
LEAVE = {"Radiologist": "E1", "From": "2025-02-03", "To": "2025-02-14"}


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The steps from version 0 to 1."""
    return write_steps(tmp_path / "migrations", STEPS)


@pytest.fixture
def older(department: Department) -> Department:
    """The department with leave and reviews, as version 0 had it."""
    department.write("leave.csv", table(LEAVE, [{}, {"From": "2025-06-01", "To": ""}], ","))
    department.reviews({"Body System": ""})
    department.take("leave.csv", "reviews.csv")
    go_back_to_version_zero(department.home)
    return department


def shape(path: Path) -> list[tuple[str, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(
            "select table_name, column_name, data_type, is_nullable, column_default "
            "from duckdb_columns() where not internal order by table_name, column_index"
        ).fetchall()


def set_version(department: Department, version: int) -> None:
    path = department.home.warehouse_path()
    assert path is not None
    with duckdb.connect(str(path)) as connection:
        connection.execute("update schema_version set version = $version", {"version": version})
    pointer = json.loads(department.home.pointer_path.read_text())
    department.home.pointer_path.write_text(json.dumps({**pointer, "version": version}))


def test_every_row_of_a_home_of_the_version_before_is_there(
    department: Department, migrations: Path
) -> None:
    department.write("leave.csv", table(LEAVE, [{}, {"From": "2025-06-01", "To": ""}], ","))
    department.reviews({"Body System": ""})
    department.take("leave.csv", "reviews.csv")
    go_back(department.home, WITHOUT_EXAMS)
    before = rows(department.home)
    go_back_to_version_zero(department.home)
    assert migrate(department.home, publish_generation, migrations) == Migrated(3, 0)
    assert rows(department.home) == before
    assert len(before["leaves"]) == 2
    assert len(before["cases"]) == 3


def test_a_home_of_version_one_knows_its_rows_again(department: Department) -> None:
    department.reviews({})
    department.take("reviews.csv")
    go_back(department.home, WITHOUT_EXAMS)
    before = rows(department.home)
    go_back(department.home, BACK_TO_ONE)
    with pytest.raises(HomeProblem, match=f"with `{PROGRAM} migrate`"):
        department.take("reviews.csv")
    assert migrate(department.home, leave_a_file) == Migrated(3, 1)
    assert rows(department.home) == before
    department.cases(*numbered(3), name="again.csv")
    assert department.receipt("again.csv").duplicate == 3


def test_a_home_of_version_two_keeps_its_exams_and_reads_addenda_when_asked_again(
    department: Department,
) -> None:
    department.volumes({}, {"Month": "2025-04", "Addenda": ""})
    department.take("volumes.csv")
    before = rows(department.home)
    # The layout of version 2 read no addenda, and its fingerprint was another one.
    go_back(department.home, (*BACK_TO_TWO, "update exports set layout_hash = 'of version two'"))
    assert migrate(department.home, leave_a_file) == Migrated(3, 2)
    after = rows(department.home)
    assert len(after["exam_volumes"]) == 2
    assert department.rows("select exams, addenda from exam_volumes") == 2 * [(812, None)]
    assert {name: after[name] for name in ("cases", "feedback", "radiologists")} == {
        name: before[name] for name in ("cases", "feedback", "radiologists")
    }
    taken = department.receipt("volumes.csv")
    assert (taken.duplicate, taken.superseded, taken.accepted) == (1, 1, 0)
    assert department.rows("select addenda from exam_volumes order by month") == [(7,), (None,)]


def test_its_tables_are_those_of_a_new_home(
    older: Department, migrations: Path, tmp_path: Path
) -> None:
    migrate(older.home, leave_a_file, migrations)
    with duckdb.connect(str(tmp_path / "new.duckdb")) as connection:
        create_warehouse(connection)
    path = older.home.warehouse_path()
    assert path is not None
    assert shape(path) == shape(tmp_path / "new.duckdb")
    assert stamp_of(path).of_today


def test_the_generation_before_is_kept_as_it_was(older: Department, migrations: Path) -> None:
    before = contents(older.home.warehouse_folder)
    migrate(older.home, leave_a_file, migrations)
    after = contents(older.home.warehouse_folder)
    assert before.items() <= after.items()
    assert older.home.generations() == [1, 2, 3]
    last = json.loads((older.home.path / "audit.log").read_text().splitlines()[-1])
    assert (last["event"], last["version_before"]) == ("migrate", 0)


def test_exports_go_in_as_ever_afterwards(older: Department, migrations: Path) -> None:
    migrate(older.home, leave_a_file, migrations)
    older.cases(*numbered(5))
    assert older.receipt("cases.csv").accepted == 2
    assert not older.take("leave.csv", "reviews.csv").new


def test_there_is_nothing_to_do_in_a_home_of_today(department: Department) -> None:
    before = contents(department.home.path)
    assert migrate(department.home, leave_a_file) is None
    assert contents(department.home.path) == before


def test_words_learned_since_are_a_reason(department: Department) -> None:
    department.write("o.csv", "Nr,Who,When,Where,What\n7,Lee,2025-03-04,North,Gremlins\n")
    layout = department.home.layouts_folder / "own.toml"
    text = """title = "Own"\nsystem = "Own"\ntable = "cases"
        [columns]\ncase_id = "Nr"\nsubmitting_radiologist = "Who"\nsubmitted_on = "When"
        site = "Where"\ntheme = { source = "What"%s }"""
    layout.write_text(text % "")
    department.take("o.csv")
    assert migrate(department.home, leave_a_file) is None
    layout.write_text(text % ', values = { Gremlins = "system" }')
    assert migrate(department.home, leave_a_file) == Migrated(3, SCHEMA_VERSION)
    assert department.one("select theme::text from cases where theme_raw = 'Gremlins'") == "system"
    assert migrate(department.home, leave_a_file) is None


def test_newer_tables_are_left_alone(department: Department) -> None:
    set_version(department, SCHEMA_VERSION + 1)
    before = contents(department.home.path)
    with pytest.raises(HomeProblem, match=f"knows none above {SCHEMA_VERSION}; use the newer"):
        migrate(department.home, leave_a_file)
    assert contents(department.home.path) == before


def test_a_damaged_generation_is_said(department: Department) -> None:
    path = department.home.warehouse_path()
    assert path is not None
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(HomeProblem, match="this generation cannot be read, it is damaged"):
        migrate(department.home, leave_a_file)


def test_steps_are_taken_one_after_the_other(tmp_path: Path) -> None:
    named = {"2_to_3": "select 3", "0_to_1": "select 1", "1_to_2_02": "select 2.2"}
    folder = write_steps(tmp_path / "m", {**named, "1_to_2_01": "select 2.1"})
    names = [[file.name for file in step.statements] for step in steps_between(0, 3, folder)]
    assert names == [["0_to_1"], ["1_to_2_01", "1_to_2_02"], ["2_to_3"]]
    assert [step.version for step in steps_between(1, 2, folder)] == [1]
    assert steps_between(3, 3, folder) == ()


def test_every_version_of_this_program_leads_to_the_next() -> None:
    assert len(steps_between(1, SCHEMA_VERSION, MIGRATIONS)) == SCHEMA_VERSION - 1


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ({}, "no step leads from version 0 to 1"),
        ({**STEPS, "0_to_2": "select 1"}, r"0_to_2.sql: not named as a step"),
        ({**STEPS, "first": "select 1"}, r"first.sql: not named as a step"),
        ({**STEPS, "0_to_1_05": "alter table gone drop column x"}, r"0_to_1_05.sql: does not run"),
    ],
)
def test_a_step_that_is_missing_or_fails_changes_nothing(
    older: Department, tmp_path: Path, steps: dict[str, str], says: str
) -> None:
    folder = write_steps(tmp_path / "m", steps)
    before = contents(older.home.path)
    with pytest.raises(BrokenQueryFile, match=says):
        migrate(older.home, leave_a_file, folder)
    assert contents(older.home.path) == before


def test_a_full_disk_changes_nothing(older: Department, migrations: Path) -> None:
    before = contents(older.home.path)
    with (
        no_file_above(500_000),
        pytest.raises(HomeProblem, match=r"cannot be written .* Nothing was changed"),
    ):
        migrate(older.home, leave_a_file, migrations)
    assert contents(older.home.path) == before


def test_a_run_that_dies_while_publishing_changes_nothing(
    older: Department, migrations: Path
) -> None:
    def die(_warehouse: Path, published: Path) -> NoReturn:
        published.write_text("half")
        raise KeyboardInterrupt

    before = contents(older.home.path)
    with pytest.raises(KeyboardInterrupt):
        migrate(older.home, die, migrations)
    assert contents(older.home.path) == before
    assert "working" not in beside(older.home.key_path)
