"""An empty file for a table, every column and code explained, that can be filled in and taken."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from typing import Any

from dashboard.vocabularies import vocabularies
from dashboard.warehouse.tables import Column, Table

FORM = {
    "id": "text; kept only as a keyed hash",
    "person": "staff number, e-mail or name",
    "day": "date, YYYY-MM-DD",
    "number": "number",
    "yes_no": "Yes or No, empty if unknown",
    "place": "name",
    "words": "text",
    "text": "text",
}


def headings(table: Table) -> list[str]:
    """Return the headings of the table's template."""
    return [column.label for column in (*table.columns, *table.people)]


def explanation(column: Column) -> tuple[str, str, str, str]:
    """Return a column's heading, whether it is required, what goes in it, and what it means."""
    need = "required" if column.required else "may be empty"
    if column.vocabulary:
        codes = vocabularies()[column.vocabulary].codes
        form = "one of: " + ", ".join(entry.code for entry in codes)
    else:
        form = FORM[column.kind]
    return column.label, need, form, column.about


def template_csv(table: Table) -> str:
    """Return the template as CSV: a line of explanation a column, then the header.

    Ingest looks for the header and passes over the lines above it, so the file can be taken as
    it is once rows are written below the header.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"# {table.title}. {table.grain} Write rows below the last line."])
    for column in (*table.columns, *table.people):
        label, need, form, about = explanation(column)
        writer.writerow([f"# {label} ({need}; {form}): {about}"])
    writer.writerow(headings(table))
    return text.getvalue()


def write_template_workbook(table: Table, path: Path) -> None:
    """Write the template as XLSX: a sheet to fill in, its codes as lists, a sheet that explains.

    Raises OSError when the file cannot be written.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            bold = book.add_format({"bold": True})
            wrap = book.add_format({"text_wrap": True, "valign": "top"})
            _sheet_to_fill(book.add_worksheet(table.title[:31]), table, bold)
            _sheet_of_columns(book.add_worksheet("Columns"), table, bold, wrap)
            _sheet_of_codes(book.add_worksheet("Codes"), table, bold, wrap)
    except xlsxwriter.exceptions.FileCreateError as error:
        raise OSError(0, str(error)) from error


def _sheet_to_fill(sheet: Any, table: Table, bold: Any) -> None:
    columns = (*table.columns, *table.people)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, bold)
        sheet.set_column(place, place, max(12, len(column.label) + 2))
        if column.vocabulary:
            codes = [entry.code for entry in vocabularies()[column.vocabulary].codes]
            rule = {"validate": "list", "source": codes, "error_type": "warning"}
            sheet.data_validation(1, place, 10_000, place, rule)
    sheet.freeze_panes(1, 0)


def _sheet_of_columns(sheet: Any, table: Table, bold: Any, wrap: Any) -> None:
    for place, heading in enumerate(("Name of the column", "Needed", "What goes in", "Meaning")):
        sheet.write_string(0, place, heading, bold)
    for row, column in enumerate((*table.columns, *table.people), start=1):
        for place, words in enumerate(explanation(column)):
            sheet.write_string(row, place, words, wrap)
    for place, width in enumerate((26, 14, 44, 70)):
        sheet.set_column(place, place, width)


def _sheet_of_codes(sheet: Any, table: Table, bold: Any, wrap: Any) -> None:
    for place, heading in enumerate(("Name of the column", "Code", "Label of the code", "Meaning")):
        sheet.write_string(0, place, heading, bold)
    row = 1
    for column in table.columns_of("vocabulary"):
        for entry in vocabularies()[column.vocabulary].codes:
            for place, words in enumerate((column.label, entry.code, entry.label, entry.about)):
                sheet.write_string(row, place, words, wrap)
            row += 1
    for place, width in enumerate((26, 24, 40, 70)):
        sheet.set_column(place, place, width)
