"""A table in a Word document: columns as wide as their words ask, rows whole on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.reports.word_text import printable

MARGIN, SIZE = 1.0, 9
LETTER_WIDTH = 8.5
GRID, HAIRLINE, RULE = "Table Grid", "C3CAD2", {"top", "bottom", "insideH"}


def narrow_margins(document: Any) -> None:
    """Leave `MARGIN` inches on each side, so that a table has the rest of the page."""
    from docx.shared import Inches

    for section in document.sections:
        section.left_margin = section.right_margin = Inches(MARGIN)


def word_table(
    document: Any, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> None:
    """Add a table whose columns take `shares` of the width; its head comes again on each page."""
    from docx.shared import Inches

    table = document.add_table(rows=1, cols=len(head))
    table.style = GRID
    _hairlines(document)
    table.autofit = False
    widths = [Inches((LETTER_WIDTH - 2 * MARGIN) * share / sum(shares)) for share in shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], head, widths, bold=True)
    _mark(table.rows[0], "tblHeader")
    for row in rows:
        added = table.add_row()
        _fill(added, row, widths)
        _mark(added, "cantSplit")


def _hairlines(document: Any) -> None:
    """Draw the grid of the document's tables as hairlines between rows, and no line beside them."""
    from docx.oxml.ns import qn

    for border in document.styles[GRID].element.xpath("w:tblPr/w:tblBorders/*"):
        kept = border.tag.rpartition("}")[2] in RULE
        border.set(qn("w:val"), "single" if kept else "nil")
        border.set(qn("w:color"), HAIRLINE)


def _fill(row: Any, words: Sequence[str], widths: Sequence[Any], bold: bool = False) -> None:
    from docx.shared import Pt

    for cell, text, width in zip(row.cells, words, widths, strict=True):
        cell.width = width
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
        run = paragraph.add_run(printable(text))
        run.bold, run.font.size = bold, Pt(SIZE)


def _mark(row: Any, name: str) -> None:
    """Set a property of a row that the library has no word for."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement(f"w:{name}"))
