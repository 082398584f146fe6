"""Templates explain every column and code, and can be taken once they are filled in."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from dashboard.ingest.template import headings, template_csv, write_template_workbook
from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, tables
from tests.ingest.exports import Department, write_workbook

VALUES = {
    "id": "N-1",
    "person": "Lee, Ann",
    "day": "2025-03-25",
    "number": "1",
    "yes_no": "Yes",
    "place": "North",
    "words": "Words, and a comma",
    "text": "text",
}


def value_for(column: Column) -> str:
    if column.vocabulary:
        return vocabularies()[column.vocabulary].codes[0].code
    return VALUES[column.kind]


@pytest.mark.parametrize("name", tables())
def test_a_filled_in_csv_is_taken(department: Department, name: str) -> None:
    table = tables()[name]
    text = StringIO()
    csv.writer(text).writerow(
        [value_for(column) for column in table.columns]
        + ["Ann Lee", "a@b.example", "E1", ""][: len(table.people)]
    )
    department.write(f"{name}.csv", template_csv(table) + text.getvalue())
    receipt = department.receipt()
    assert (receipt.table, receipt.read, receipt.accepted) == (name, 1, 1)


@pytest.mark.parametrize("name", ["cases", "radiologists", "targets"])
def test_a_filled_in_workbook_is_taken(department: Department, name: str) -> None:
    table = tables()[name]
    blank = department.folder.parent / "blank.xlsx"
    write_template_workbook(table, blank)
    sheets = {
        sheet: CalamineWorkbook.from_path(str(blank)).get_sheet_by_name(sheet).to_python()
        for sheet in CalamineWorkbook.from_path(str(blank)).sheet_names
    }
    assert list(sheets) == [table.title, "Columns", "Codes"]
    people = ["Ann Lee", "a@b.example", "E1", ""][: len(table.people)]
    sheets[table.title].append([*(value_for(column) for column in table.columns), *people])
    write_workbook(department.folder / "filled.xlsx", sheets)
    receipt = department.receipt()
    assert (receipt.table, receipt.read, receipt.accepted) == (name, 1, 1)


@pytest.mark.parametrize("name", tables())
def test_every_column_and_code_is_explained(tmp_path: Path, name: str) -> None:
    table = tables()[name]
    path = tmp_path / "t.xlsx"
    write_template_workbook(table, path)
    book = CalamineWorkbook.from_path(str(path))
    explained = [row[0] for row in book.get_sheet_by_name("Columns").to_python()[1:]]
    assert explained == headings(table)
    text = template_csv(table)
    codes = [row[1] for row in book.get_sheet_by_name("Codes").to_python()[1:]]
    for column in table.columns_of("vocabulary"):
        for entry in vocabularies()[column.vocabulary].codes:
            assert entry.code in text
            assert entry.code in codes
    for column in table.columns:
        assert column.about in text
