from pathlib import Path

import pytest

from dashboard.home import create_home
from tests.ingest.exports import ANN, BOB, Department, numbered


@pytest.fixture
def department(tmp_path: Path) -> Department:
    """A home with a roster and three cases in its one generation."""
    folder = tmp_path / "exports"
    folder.mkdir()
    new = Department(create_home(tmp_path / "home"), folder)
    new.roster(ANN, BOB)
    new.cases(*numbered(3))
    new.feedback({})
    new.take()
    return new
