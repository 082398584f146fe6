"""Odd workbooks: sheets, merged cells, dates, formulas, hostile ones, ones that are none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.faults.odd_files import Account, OddFile, Refused, Taken, Write, file, taken
from tests.faults.valid_exports import Row, cases, conferences, volumes, write_workbook
from tests.faults.workbook_parts import inline, row_of, rows_of, sheet, without_places, workbook

THREE = cases(3)
TABLE: list[Row] = [THREE.headings, *THREE.rows]
LOG: list[Row] = [conferences(2).headings, *conferences(2).rows]
DAYS = "select string_agg(cast(held_on as text), ' ' order by row_number) from conferences"
CASE_DAYS = "select string_agg(cast(exam_on as text), ' ' order by row_number) from cases"
FORMULA = "A1*2"
Cells = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Cells], name: str = "cases.xlsx", **options: Any) -> Write:
    return lambda folder: write_workbook(folder / name, sheets, **options)


def drawn(draw: Callable[[xlsxwriter.Workbook], None], name: str = "cases.xlsx") -> Write:
    """What writes a workbook that `draw` fills."""

    def write(folder: Path) -> Path:
        with xlsxwriter.Workbook(str(folder / name), {"default_date_format": "yyyy-mm-dd"}) as made:
            draw(made)
        return folder / name

    return write


def fill(
    made: xlsxwriter.Workbook, rows: Cells, title: str = "Cases", at: tuple[int, int] = (0, 0)
) -> Any:
    page = made.add_worksheet(title)
    for place, row in enumerate(rows):
        page.write_row(at[0] + place, at[1], row)
    return page


def with_cells(heading: str, cells: Sequence[Any]) -> Cells:
    """The table of cases with one column of other cells."""
    place = THREE.headings.index(heading)
    rows = [
        [*row[:place], cell, *row[place + 1 :]] for row, cell in zip(THREE.rows, cells, strict=True)
    ]
    return [THREE.headings, *rows]


def merged_title(made: xlsxwriter.Workbook) -> None:
    page = fill(made, TABLE, at=(2, 0))
    page.merge_range(0, 0, 1, 20, "Peer learning cases")


def merged_site(made: xlsxwriter.Workbook) -> None:
    page = fill(made, TABLE)
    page.merge_range(1, 5, 3, 5, "Harbour", made.add_format())


def formulas_with_values(made: xlsxwriter.Workbook) -> None:
    page = fill(made, TABLE)
    page.write_formula(1, 5, '=CONCAT("Har","bour")', None, "Harbour")
    page.write_formula(2, 5, "=NA()", None, "#N/A")


def error_cells(made: xlsxwriter.Workbook) -> None:
    page = fill(made, TABLE)
    page.write_formula(1, 20, "=1/0", None, "#DIV/0!")
    page.write_formula(2, 5, "=NA()", None, "#N/A")


def hidden_sheets(made: xlsxwriter.Workbook) -> None:
    fill(made, TABLE)
    fill(made, [*TABLE[:1], *cases(3, first=100).rows], "Old").hide()
    fill(made, [*TABLE[:1], *cases(3, first=200).rows], "Older").very_hidden()


def charts(made: xlsxwriter.Workbook) -> None:
    fill(made, TABLE)
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": "=Cases!$A$2:$A$4"})
    made.add_chartsheet("Chart").set_chart(chart)


def formulas_without_values(value: str = "") -> bytes:
    """A program that writes formulas and leaves the counting to Excel."""
    header, first, second, _ = TABLE
    cells = list(first)
    row = row_of(2, cells).replace(inline("U2", "Closed"), f'<c r="U2"><f>{FORMULA}</f>{value}</c>')
    return workbook({"Cases": sheet(rows_of(header) + row + row_of(3, second))})


SHEETS = [
    OddFile(
        "a sheet of notes before the table",
        book({"Notes": [["For the chair"]], "Cases": TABLE}),
        taken(3, notes=("sheets left out, like no layout: 1",)),
    ),
    OddFile(
        "two sheets with two tables",
        book({"Cases": TABLE, "Log": LOG}),
        Taken((Account("cases", 3), Account("conferences", 2))),
    ),
    OddFile(
        "a month a sheet",
        book({"March": TABLE, "April": [THREE.headings, *cases(2, first=40).rows]}),
        Taken((Account("cases", 3), Account("cases", 2))),
    ),
    OddFile(
        "hidden sheets",
        drawn(hidden_sheets),
        taken(3, notes=("sheets left out, hidden: 2",)),
    ),
    OddFile("a sheet with a chart", drawn(charts), taken(3)),
    OddFile(
        "empty sheets beside the table",
        book({"Sheet1": [], "Cases": TABLE, "Sheet3": []}),
        taken(3),
    ),
    OddFile(
        "sixty sheets",
        book({f"Sheet {n}": TABLE for n in range(60)}),
        Refused("has 60 sheets, expected at most 50"),
    ),
    OddFile(
        "a workbook with nothing in it", book({"Sheet1": []}), Refused("the workbook is empty")
    ),
    OddFile(
        "a workbook of notes",
        book({"Notes": [["For the chair"], ["Thank you"]]}),
        Refused("no known layout"),
    ),
    OddFile("a sheet with a strange name", book({"; drop table--": TABLE}), taken(3)),
]

PLACES = [
    OddFile(
        "a merged title above the header",
        drawn(merged_title),
        taken(3, sees={"select min(row_number) from cases": 4}),
    ),
    OddFile(
        "a table that begins in C5",
        drawn(lambda made: fill(made, TABLE, at=(4, 2))),
        taken(3, sees={"select min(row_number) from cases": 6}),
    ),
    OddFile(
        "one site merged over three rows",
        drawn(merged_site),
        taken(3, sees={"select string_agg(distinct site, ' ') from cases": "Harbour"}),
    ),
    OddFile(
        "blank rows in a sheet",
        book({"Cases": [TABLE[0], [], TABLE[1], [], [], *TABLE[2:]]}),
        taken(3, sees={"select max(row_number) from cases": 7}),
    ),
    OddFile(
        "a total at the foot of a sheet",
        book({"Log": [*LOG, ["Total", None, None, None, 3]]}),
        taken(2, table="conferences", notes=("closing lines left out: 1",)),
    ),
    OddFile(
        "a sheet of 600 columns",
        book({"Cases": [[*TABLE[0], *[f"Extra {n}" for n in range(600)]], *TABLE[1:]]}),
        Refused("columns, expected at most 500"),
    ),
]

CELLS_OF_SHEETS = [
    OddFile(
        "dates as dates",
        book(
            {
                "Cases": with_cells(
                    "Exam Date",
                    [date(2025, 3, 4), datetime(2025, 4, 3, 0, 0), datetime(2025, 5, 2, 23, 59)],
                )
            }
        ),
        taken(3, sees={CASE_DAYS: "2025-03-04 2025-04-03 2025-05-02"}),
    ),
    OddFile(
        "dates as numbers without a format",
        book({"Cases": with_cells("Exam Date", [45720, 45750, 45779.99])}),
        taken(3, sees={CASE_DAYS: "2025-03-04 2025-04-03 2025-05-02"}),
    ),
    OddFile(
        "dates counted from 1904",
        book({"Log": [LOG[0], ["PLC-1", date(2025, 3, 4), None, None, 1]]}, date_1904=True),
        taken(1, table="conferences", sees={DAYS: "2025-03-04"}),
    ),
    OddFile(
        "numbers as text and text as numbers",
        book(
            {
                "Volumes": [
                    volumes(2).headings,
                    *[
                        (*row[:-1], cell)
                        for row, cell in zip(volumes(2).rows, ("801", 802.0), strict=True)
                    ],
                ]
            }
        ),
        taken(2, table="exam_volumes", sees={"select sum(exams) from exam_volumes": 1603}),
    ),
    OddFile(
        "a case number as a number, known as text",
        book({"Cases": [TABLE[0], [1001, *TABLE[1][1:]]]}),
        taken(1, duplicate=1),
        before=(file(THREE.with_cells(0, Case_ID="1001").text()),),
    ),
    OddFile(
        "formulas with their values",
        drawn(formulas_with_values),
        taken(
            3,
            1,
            reasons={(3, "site"): "empty"},
            sees={"select site from cases where row_number = 2": "Harbour"},
        ),
    ),
    OddFile(
        "formulas without their values",
        file(formulas_without_values, "cases.xlsx"),
        taken(2, notes=("formula",)),
    ),
    OddFile(
        "formulas with a value that is empty",
        file(lambda: formulas_without_values("<v />"), "cases.xlsx"),
        taken(2, notes=("formula cells that hold no value, read as empty: 1",)),
    ),
    OddFile(
        "mistakes of a spreadsheet in cells",
        drawn(error_cells),
        taken(3, 1, reasons={(3, "site"): "empty"}, sees={"select count(status) from cases": 1}),
    ),
    OddFile(
        "yes and no as truth values",
        book({"Cases": with_cells("Meaningful", [True, False, None])}),
        taken(3, sees={"select count(*) from cases where meaningful": 1}),
    ),
    OddFile(
        "formulas as words",
        book({"Cases": with_cells("Status", ["Closed"] * 3)}, strings_to_formulas=False),
        taken(3),
    ),
    OddFile(
        "words within the cells",
        file(lambda: workbook({"Cases": sheet(rows_of(*TABLE))}), "cases.xlsx"),
        taken(3),
    ),
    OddFile(
        "cells that do not say where they stand",
        file(lambda: workbook({"Cases": sheet(without_places(rows_of(*TABLE)))}), "cases.xlsx"),
        taken(3),
    ),
]

WORKBOOKS = [*SHEETS, *PLACES, *CELLS_OF_SHEETS]
