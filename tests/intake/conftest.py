from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dashboard.home import Home, create_home
from dashboard.intake.uploads import Upload
from tests.ingest.exports import ANN, BOB, CASE, Department, numbered, table


@pytest.fixture(scope="session")
def small_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a roster of two and three cases, published by a stand-in; nobody writes to it."""
    folder = tmp_path_factory.mktemp("exports")
    department = Department(create_home(tmp_path_factory.mktemp("homes") / "home"), folder)
    department.roster(ANN, BOB)
    department.cases(*numbered(3))
    department.take()
    shutil.copy(folder / "roster.xlsx", department.home.path.parent)
    return department.home.path


@pytest.fixture
def home(small_home: Path, tmp_path: Path) -> Home:
    """A copy of that home, to write to."""
    shutil.copytree(small_home, tmp_path / "home")
    return create_home(tmp_path / "home")


@pytest.fixture
def cases() -> Upload:
    """Four cases of the layout that is built in, one of them known already."""
    rows = [{"Case ID": f"PL-{number}"} for number in (3, 4, 5, 6)]
    return Upload("cases_april.csv", table(CASE, rows, ";").encode())


@pytest.fixture
def small_roster(small_home: Path) -> Upload:
    """The roster that was taken, as a workbook."""
    return Upload("roster.xlsx", (small_home.parent / "roster.xlsx").read_bytes())
