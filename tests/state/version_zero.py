"""A home as an invented version 0 of the program would have left it, and the steps to version 1.

It is made from today's tables: a column under another name, one in another unit, a list that was
a text, and columns and tables that were not there. From version 1 on the real steps lead.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from dashboard.home import Home
from dashboard.state.steps import MIGRATIONS

BACK_TO_THREE = ("drop table vanished_rows", "update schema_version set version = 3")
BACK_TO_TWO = (
    *BACK_TO_THREE,
    "alter table exam_volumes drop column addenda",
    "update schema_version set version = 2",
)
BACK_TO_ONE = (
    *BACK_TO_TWO,
    "alter table cases drop column exam_key",
    "alter table reviews drop column exam_key",
    "update cases set source_key = case_id",
    "update reviews set source_key = review_id",
    "update schema_version set version = 1",
)
BACK_TO_ZERO = (
    "alter table cases rename column submitted_on to captured_on",
    "alter table leaves add column days bigint",
    "update leaves set days = to_on - from_on + 1",
    "alter table leaves drop column to_on",
    "alter table receipts alter notes type text using array_to_string(notes, '; ')",
    "alter table reviews drop column body_system",
    *BACK_TO_ONE,
    "drop table survey_responses",
    "drop table coverage",
    "update schema_version set version = 0",
)
STEPS = {
    "0_to_1_01": "alter table cases rename column captured_on to submitted_on",
    "0_to_1_02": "alter table leaves add column to_on date",
    "0_to_1_03": "update leaves set to_on = cast(from_on + cast(days - 1 as integer) as date)",
    "0_to_1_04": "alter table receipts alter notes type text[] using"
    " case when notes = '' then cast([] as text[]) else string_split(notes, '; ') end",
}
HEADER = '/*\ntitle = "A step"\ngrain = "None."\n*/\n'


def go_back_to_version_zero(home: Home) -> None:
    """Give the current generation of `home` the tables of version 0."""
    go_back(home, BACK_TO_ZERO)


def go_back(home: Home, statements: tuple[str, ...]) -> None:
    """Change the current generation of `home` in place, as no program does."""
    path = home.warehouse_path()
    assert path is not None
    with duckdb.connect(str(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("checkpoint")


def write_steps(folder: Path, steps: dict[str, str]) -> Path:
    """Write a folder of migrations, as queries/migrations is one, and the real steps beside."""
    shutil.copytree(MIGRATIONS, folder)
    for name, sql in steps.items():
        (folder / f"{name}.sql").write_text(HEADER + sql + "\n")
    return folder
