"""Methods and checklists: filled from the data, asked of the writer, or not applicable."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import date
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from dashboard.commands.analysis import analysis as command
from dashboard.findings.reporting import CHECKLISTS, Report, report_of
from dashboard.findings.saved_analysis import Analysis, as_toml
from dashboard.findings.workbench import run_analysis
from dashboard.home import Home
from dashboard.published.open import Published
from dashboard.reports.methods.markdown import markdown
from dashboard.reports.methods.word import word_document

NAME = "learning_opportunities_per_1000_exams"
MONTHS = (date(2021, 1, 1), date(2025, 12, 1))
ITS = Analysis(NAME, "interrupted_time_series", *MONTHS, change=date(2023, 1, 1), phase_in=3)
FUNNEL = Analysis(NAME, "funnel", *MONTHS, "site")


def report(published: Published, analysis: Analysis) -> Report:
    return report_of(published, analysis, run_analysis(published, analysis))


def test_the_paragraph_has_model_points_interval_and_versions(demo_published: Published) -> None:
    words = " ".join(report(demo_published, ITS).methods)
    assert "5 rejected with a reason each. " in words  # and no rows beyond these
    assert "Breusch-Godfrey, lag 1: p" in words
    assert "24 points before and 33 after January 2023, 3 months of phase-in left out" in words
    assert "intercept + time + level + after" in words
    assert "95% intervals" in words
    for package in ("duckdb", "numpy", "scipy", "pandas"):
        assert f"{package} {version(package)}" in words


def test_every_item_is_answered_and_none_is_filled_from_nothing(
    demo_published: Published,
) -> None:
    for analysis in (ITS, FUNNEL):
        for checklist in report(demo_published, analysis).checklists:
            for item in checklist.items:
                asked = "Asked of you:" in item.text
                assert item.text.endswith(".")
                assert asked is (item.state in ("asked", "partly")), item
                assert (item.state == "asked") is item.text.startswith("Asked of you:")


def test_what_does_not_apply_says_why(demo_published: Published) -> None:
    by_title = {one.title: one for one in report(demo_published, FUNNEL).checklists}
    epoc = by_title["EPOC criteria for interrupted time series"]
    assert {item.state for item in epoc.items} == {"not_applicable"}
    assert epoc.summary.startswith("Not applicable, because")
    its = {one.title: one for one in report(demo_published, ITS).checklists}
    assert {item.state for item in its[epoc.title].items} == {"filled", "partly", "asked"}


def test_a_change_of_collection_is_never_called_low_risk(demo_published: Published) -> None:
    epoc = report(demo_published, ITS).checklists[1]
    assert "This risk is not low" in epoc.items[2].text


@pytest.mark.parametrize(("name", "numbers"), [("squire", 18), ("epoc_its", 7), ("strobe", 22)])
def test_each_checklist_has_all_its_items_in_our_words_with_its_source(
    name: str, numbers: int
) -> None:
    entries = tomllib.loads((CHECKLISTS / f"{name}.toml").read_text(encoding="utf-8"))
    assert [item["number"] for item in entries["item"]] == [str(n + 1) for n in range(numbers)]
    assert re.search(r"20\d\d", entries["citation"])
    for item in entries["item"]:
        assert item["asks"].endswith(".")
        assert item.get("facts") or item.get("you")


def test_markdown_and_word_hold_the_same(demo_published: Published) -> None:
    written = report(demo_published, ITS)
    text = markdown(written)
    document = Document(io.BytesIO(word_document(written)))
    paragraphs = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for sentence in written.methods:
        assert sentence in paragraphs
    assert len(document.tables) == text.count("| item | asks |") == 3
    for checklist, table in zip(written.checklists, document.tables, strict=True):
        cells = [row.cells[3].text for row in table.rows[1:]]
        assert cells == [item.text for item in checklist.items]
    assert written.saved.strip() in text


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_the_command_writes_the_pages_file(
    demo_home: Home, demo_published: Published, tmp_path: Path, ending: str
) -> None:
    saved, out = tmp_path / "a.toml", tmp_path / f"report.{ending}"
    saved.write_text(as_toml(ITS), encoding="utf-8")
    done = CliRunner().invoke(
        command, ["report", str(saved), "--out", str(out), "--home", str(demo_home.path)]
    )
    assert done.exit_code == 0, done.stderr
    if ending == "md":
        assert out.read_text(encoding="utf-8") == markdown(report(demo_published, ITS))
    else:
        assert len(Document(out).tables) == 3


def test_a_file_of_another_kind_is_refused(demo_home: Home, tmp_path: Path) -> None:
    saved = tmp_path / "a.toml"
    saved.write_text(as_toml(ITS), encoding="utf-8")
    done = CliRunner().invoke(
        command, ["report", str(saved), "--out", "x.pdf", "--home", str(demo_home.path)]
    )
    assert done.exit_code == 2
    assert "neither .md nor .docx" in done.stderr
