"""The write-up of an analysis: its methods paragraph, and checklists filled as far as data can."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.findings.reporting import Report, report_of
from dashboard.findings.saved_analysis import Analysis
from dashboard.findings.workings import Workings
from dashboard.published.open import Published
from dashboard.reports.methods.markdown import markdown
from dashboard.reports.methods.word import word_document
from dashboard.ui.department import confidentiality
from dashboard.ui.download import download
from dashboard.ui.notes import heading, prose, source_line
from dashboard.ui.sheet import block
from dashboard.ui.wide_table import wide_table

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def methods_block(department: Published, analysis: Analysis, workings: Workings) -> None:
    """Write the paragraph, the checklists and the two files."""
    report = report_of(department, analysis, workings)
    with block():
        heading(
            "Methods, as they would stand in a paper",
            "Computed from the analysis above; change that, and this follows.",
        )
        prose(report.methods)
        source_line(f"Methods: {'; '.join(report.citations)}.")
        for checklist in report.checklists:
            with st.expander(f"**{checklist.title}**, {checklist.use} · {checklist.summary}"):
                wide_table(checklist.table, checklist.title)
                source_line(f"In our own words, after {checklist.citation}.")
        _files(report, f"{analysis.design}_{analysis.measure}")


def _files(report: Report, name: str) -> None:
    with st.container(horizontal=True, gap="small", key="foot_methods"):
        download(
            "Download Markdown",
            partial(markdown, report, confidentiality()),
            f"{name}.md",
            "text/markdown",
            key="methods_markdown",
        )
        download(
            "Download Word",
            partial(word_document, report, confidentiality()),
            f"{name}.docx",
            WORD,
            key="methods_word",
        )
