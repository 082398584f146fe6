"""The yearly accreditation summary as a Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from dashboard.confidentiality import CONFIDENTIAL
from dashboard.dates_in_words import day_name
from dashboard.findings.accreditation import Accreditation
from dashboard.findings.sentences import month_name
from dashboard.reports.deck.same_bytes import steady
from dashboard.reports.word_table import narrow_margins, word_table
from dashboard.reports.word_text import printable

FACE, SPACE = "Calibri", 6
MADE_UP = "Made-up demo department: the people, cases and numbers are invented."


def accreditation_document(
    page: Accreditation,
    data_through: date,
    made_up: bool = False,
    confidential: str = CONFIDENTIAL,
) -> bytes:
    """Return the summary as the bytes of a .docx file, the same for the same data."""
    from docx import Document
    from docx.shared import Pt

    document = Document()
    narrow_margins(document)
    document.styles["Normal"].font.name = FACE
    document.styles["Normal"].paragraph_format.space_after = Pt(SPACE)
    _set_properties(document, page, data_through)
    document.add_heading(f"Peer learning, yearly summary: {printable(page.period)}", level=0)
    said = f"{confidential} Data through {day_name(data_through)}."
    _paragraphs(document, [f"{MADE_UP} {said}" if made_up else said, page.finding])
    _section(document, "1. Submissions", [page.submissions])
    _section(document, "2. Radiologists meeting their target", [page.meeting])
    _section(document, "3. The program's own minimum standard", [page.standards_said])
    _table(
        document,
        ("Standard", "Asked", "Reached", "Counted", "Verdict"),
        [
            (each.label, each.asked, each.reached, each.counted, each.verdict)
            for each in page.standards
        ],
        (2.2, 1.1, 0.9, 2.2, 0.8),
    )
    _section(document, "4. Improvement work", [page.actions_said])
    _table(
        document,
        ("Action", "Theme", "Opened", "Closed"),
        [
            (
                each.title,
                each.theme,
                month_name(each.opened),
                month_name(each.closed) if each.closed else "open",
            )
            for each in page.actions
        ],
        (3.2, 1.2, 1.2, 1.2),
    )
    _paragraphs(document, [f"{each.subject} {each.rest}" for each in page.followed])
    _section(document, "Written policy, to be attached", ["Each is asked of the program:"])
    for asked in page.asked:
        line = document.add_paragraph(printable(f"[ ] {asked}"))
        line.paragraph_format.space_after = 0
    _section(document, "How it was counted", [])
    for measure in page.measures:
        _paragraphs(document, [f"{measure.title}: {measure.how_calculated}"])
    _paragraphs(document, [page.sources])
    file = io.BytesIO()
    document.save(file)
    return steady(file.getvalue(), data_through)


def _set_properties(document: Any, page: Accreditation, dated: date) -> None:
    properties = document.core_properties
    properties.title = printable(f"Peer learning, yearly summary: {page.period}")
    properties.author = "Peer learning program"
    properties.comments = properties.last_modified_by = ""
    properties.created = properties.modified = datetime.combine(dated, time())


def _section(document: Any, title: str, sentences: Sequence[str]) -> None:
    document.add_heading(title, level=1)
    _paragraphs(document, sentences)


def _paragraphs(document: Any, sentences: Sequence[str]) -> None:
    for each in sentences:
        document.add_paragraph(printable(each))


def _table(
    document: Any, head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> None:
    if rows:
        word_table(document, head, rows, shares)
        document.add_paragraph()
