"""Methods and checklists as a Word document."""

from __future__ import annotations

import io
from typing import Any

from dashboard.confidentiality import CONFIDENTIAL
from dashboard.findings.reporting import STATE_WORDS, Checklist, Report
from dashboard.reports.word_table import narrow_margins, word_table
from dashboard.reports.word_text import printable

HEAD = ("Item", "Asks", "State", "Answer")
SHARES = (1.2, 1.7, 0.9, 3.4)
FIXED = "Consolas"


def word_document(report: Report, confidential: str = CONFIDENTIAL) -> bytes:
    """Return the whole report as a .docx file."""
    from docx import Document

    document = Document()
    narrow_margins(document)
    document.core_properties.title = printable(report.title)
    document.core_properties.author = ""
    document.add_heading(printable(report.title), level=0)
    document.add_paragraph(printable(confidential))
    document.add_heading("Methods", level=1)
    for sentence in report.methods:
        document.add_paragraph(printable(sentence))
    document.add_heading("References of the methods", level=1)
    for citation in report.citations:
        document.add_paragraph(printable(citation), style="List Bullet")
    for checklist in report.checklists:
        _checklist(document, checklist)
    document.add_heading("The analysis", level=1)
    saved = document.add_paragraph()
    saved.paragraph_format.keep_together = True
    saved.add_run(printable(report.saved)).font.name = FIXED
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _checklist(document: Any, checklist: Checklist) -> None:
    document.add_heading(f"{checklist.title}, {checklist.use}", level=1)
    document.add_paragraph(printable(f"{checklist.citation}. {checklist.summary}"))
    rows = [
        (f"{item.number} {item.name}", item.asks, STATE_WORDS[item.state], item.text)
        for item in checklist.items
    ]
    word_table(document, HEAD, rows, SHARES)
