"""Tables in Word: widths by share, a head on every page, no row cut by a page's end."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.shared import Inches

from dashboard.reports.word_table import narrow_margins, word_table

ROWS = [("1 Title", "Say what it is about.", "A long answer.")] * 3


@pytest.fixture
def opened():
    document = Document()
    narrow_margins(document)
    word_table(document, ("Item", "Asks", "Answer"), ROWS, (1, 2, 3))
    file = io.BytesIO()
    document.save(file)
    return Document(io.BytesIO(file.getvalue()))


def test_columns_share_the_page_between_its_margins(opened) -> None:
    widths = [cell.width for cell in opened.tables[0].rows[1].cells]
    section = opened.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(widths) == pytest.approx(room, abs=Inches(0.01))
    assert widths[1] == pytest.approx(2 * widths[0], abs=10)
    assert widths[2] == pytest.approx(3 * widths[0], abs=10)


def test_rows_are_told_apart_by_hairlines_alone(opened) -> None:
    borders = opened.tables[0].style.element.xpath("w:tblPr/w:tblBorders/*")
    drawn = {each.tag.split("}")[1] for each in borders if "nil" not in each.values()}
    assert drawn == {"top", "bottom", "insideH"}


def test_the_head_comes_again_and_rows_stay_whole(opened) -> None:
    head, *rows = opened.tables[0].rows
    assert head._tr.trPr.xpath("w:tblHeader")
    assert len(rows) == len(ROWS)
    assert all(row._tr.trPr.xpath("w:cantSplit") for row in rows)
    assert [cell.text for cell in rows[0].cells] == list(ROWS[0])
