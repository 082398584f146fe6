"""The warehouse: what the headers say is what the tables are."""

from pathlib import Path

import duckdb
import pytest

from dashboard.ingest.connection import create_macros, staging
from dashboard.sql_files import query_folder
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.create import PROVENANCE, create_warehouse
from dashboard.warehouse.names import quoted, with_names
from dashboard.warehouse.open import build_warehouse, read_warehouse
from dashboard.warehouse.tables import books, tables


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    with build_warehouse(folder / "w.duckdb", folder) as connection:
        create_warehouse(connection)
    return folder / "w.duckdb"


def test_every_schema_file_is_a_table(warehouse: Path) -> None:
    with read_warehouse(warehouse) as connection:
        made = {name for (name,) in connection.execute("show tables").fetchall()}
    assert made == set(tables()) | set(books()) == {file.name for file in query_folder("schema")}


def test_the_headers_describe_every_column(warehouse: Path) -> None:
    with read_warehouse(warehouse) as connection:
        for table in tables().values():
            described = connection.execute(f"describe {quoted(table.name)}").fetchall()
            names = [column.name for column in table.columns]
            names += [f"{column.name}_raw" for column in table.columns if column.keeps_raw]
            names += ["exam_key"] if table.same_exam else []
            assert sorted(row[0] for row in described) == sorted([*names, *PROVENANCE])
            nullable = {row[0]: row[2] == "YES" for row in described}
            for column in table.columns:
                assert not (column.required and nullable[column.name]), (table.name, column.name)
                assert column.about, (table.name, column.name)
            assert set(table.key) <= set(names)
            assert table.day is None or table.column(table.day).kind == "day"


def test_the_kinds_of_columns() -> None:
    cases = tables()["cases"]
    kinds = {column.name: column.kind for column in cases.columns}
    assert kinds["case_id"] == "id"
    assert kinds["submitting_radiologist"] == "person"
    assert kinds["theme"] == "vocabulary"
    assert kinds["submitted_on"] == "day"
    assert kinds["site"] == "place"
    assert kinds["meaningful"] == "yes_no"
    assert kinds["learning_point"] == "words"
    assert kinds["status"] == "text"
    assert tables()["exam_volumes"].column("exams").kind == "number"
    with pytest.raises(KeyError):
        cases.column("nothing")


def test_enums_are_the_vocabularies_in_their_order(warehouse: Path) -> None:
    with read_warehouse(warehouse) as connection:
        for name, vocabulary in vocabularies().items():
            sql = f"select unnest(enum_range(null::{quoted(name)}))"
            codes = [code for (code,) in connection.execute(sql).fetchall()]
            assert codes == [entry.code for entry in vocabulary.codes]
            kept = connection.execute(
                "select code, label, about from vocabularies where vocabulary = $name "
                "order by position",
                {"name": name},
            ).fetchall()
            assert kept == [(entry.code, entry.label, entry.about) for entry in vocabulary.codes]


@pytest.mark.parametrize("name", tables())
def test_every_reading_gives_the_columns_of_its_table(warehouse: Path, name: str) -> None:
    table = tables()[name]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        create_macros(connection)
        connection.execute(staging("create_readings"))
        connection.execute(staging("create_redacted"))
        cells = ", ".join(f"{quoted(column.name)} text" for column in table.columns)
        connection.execute(
            f"create temp table given (row_number bigint, exam_number text, {cells})"
        )
        parameters: dict[str, object] = {}
        sql = staging(name)
        if "$days" in sql:
            parameters["days"] = {column.name: ["%Y"] for column in table.columns_of("day")}
        if "$pads" in sql:
            parameters["pads"] = {"inner_pad": b"", "outer_pad": b""}
        read = connection.execute(f"select * from ({sql})", parameters).description or []
        made = {row[0]: row[1] for row in connection.execute(f"describe {quoted(name)}").fetchall()}
    read_names = [column[0] for column in read]
    assert sorted([*read_names, *PROVENANCE]) == sorted([*made, "row_number"])


def test_names_go_in_quoted() -> None:
    assert quoted('a"b') == '"a""b"'
    sql = with_names("select the_column, the_columns from the_table", the_column="x", the_table="t")
    assert sql == 'select "x", the_columns from "t"'
    assert with_names("the_columns", the_columns=["a", "b"]) == '"a", "b"'


@pytest.mark.parametrize(
    "statement",
    [
        "delete from cases",
        "create table x (a int)",
        "copy cases to 'x.csv'",
        "attach 'y.duckdb'",
        "from read_csv('/etc/hostname')",
        "from glob('/*')",
        "install httpfs",
        "set memory_limit = '10GB'",
    ],
)
def test_the_reader_is_locked_down(warehouse: Path, statement: str) -> None:
    with read_warehouse(warehouse) as connection:
        assert connection.execute("select count(*) from cases").fetchone() == (0,)
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
