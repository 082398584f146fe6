"""The one-way flow: the import contracts of pyproject.toml hold, and they can break."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.project_files import ROOT

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
BREACHES = {
    "analysis asks the database": ("dashboard/analysis/breach.py", "import duckdb"),
    "findings draw on the screen": ("dashboard/findings/breach.py", "import streamlit"),
    "readers open the warehouse": ("dashboard/published/breach.py", "import dashboard.ingest"),
    "a lower layer knows an upper one": ("dashboard/measures/breach.py", "import dashboard.charts"),
    "ingest knows the measures": ("dashboard/ingest/breach.py", "import dashboard.measures"),
    "a page counts": ("pages/breach.py", "import pandas"),
    "a page takes exports in by itself": ("pages/breach.py", "import dashboard.intake"),
    "findings know intake": ("dashboard/findings/breach.py", "import dashboard.intake"),
    "a module without a layer": ("dashboard/breach.py", "import json"),
}


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT_IMPORTS), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_every_import_contract_is_kept() -> None:
    found = lint_imports(ROOT)
    assert found.returncode == 0, found.stdout


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("layers")
    shutil.copy(ROOT / "pyproject.toml", copy)
    for folder in ("dashboard", "pages"):
        shutil.copytree(
            ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "*.svg")
        )
    return copy


@pytest.mark.parametrize(("file", "line"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_is_seen(copied: Path, file: str, line: str) -> None:
    breach = copied / file
    breach.write_text(f"{line}\n")
    try:
        assert lint_imports(copied).returncode != 0
    finally:
        breach.unlink()
