import shutil
from pathlib import Path

import pytest

from dashboard.home import Home, create_home
from dashboard.publish import publish_generation
from dashboard.state.backup import back_up
from tests.ingest.exports import ANN, BOB, Department, numbered


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a home and the exports it took: a roster, three cases, their feedback."""
    folder = tmp_path_factory.mktemp("made-once")
    (folder / "exports").mkdir()
    first = Department(create_home(folder / "home"), folder / "exports")
    first.roster(ANN, BOB)
    first.cases(*numbered(3))
    first.feedback({})
    first.take(publish=publish_generation)
    return folder


@pytest.fixture
def department(tmp_path: Path, made_once: Path) -> Department:
    """A copy of that home, with one generation that is published, and of its exports."""
    shutil.copytree(made_once, tmp_path, dirs_exist_ok=True)
    return Department(Home(tmp_path / "home"), tmp_path / "exports")


@pytest.fixture
def backup(department: Department, tmp_path: Path) -> Path:
    """A backup of the department."""
    back_up(department.home, tmp_path / "b.zip")
    return tmp_path / "b.zip"
