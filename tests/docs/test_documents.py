"""The documents: each page and each part of a measure is explained, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dashboard.measures.catalogue import read_catalogue
from dashboard.measures.definition import Measure
from dashboard.ui.navigation import NAVIGATION
from tests.house.project_files import ROOT, project_files, shown

DOCUMENTS = project_files(".md")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s#]+)[^)]*\)")
GIVEN_BY_THE_FILE = {"name", "sql"}
MEASURES = read_catalogue().measures


def words() -> str:
    readers = [ROOT / "README.md", *(path for path in DOCUMENTS if path.parent.name == "docs")]
    return "\n".join(path.read_text(encoding="utf-8") for path in readers)


@pytest.mark.parametrize("title", [entry.title for entry in NAVIGATION])
def test_every_page_is_documented(title: str) -> None:
    assert re.search(rf"(?:\*\*|^#+ |`|\| ){re.escape(title)}\b", words(), re.M)


@pytest.mark.parametrize("measure", MEASURES.values(), ids=MEASURES.keys())
def test_every_measure_explains_itself(measure: Measure) -> None:
    assert measure.question.endswith("?")
    for sentence in (measure.why_it_matters, measure.how_calculated):
        assert sentence.endswith(".")
        assert len(sentence.split()) >= 4
    assert measure.numerator
    assert measure.source


def test_every_key_of_a_measures_header_is_documented() -> None:
    text = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    keys = set(Measure.model_fields) - GIVEN_BY_THE_FILE
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_every_link_between_documents_leads_somewhere() -> None:
    broken = [
        f"{shown(document)}: {target}"
        for document in DOCUMENTS
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / Path(target)).exists()
    ]
    assert broken == []


def test_the_newcomers_documents_are_there() -> None:
    for name in ("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "docs/commands.md"):
        assert (ROOT / name).read_text(encoding="utf-8").strip(), name
