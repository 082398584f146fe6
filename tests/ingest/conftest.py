from pathlib import Path

import pytest

from dashboard.home import create_home
from tests.ingest.exports import Department


@pytest.fixture
def department(tmp_path: Path) -> Department:
    """A new home, and an empty folder for exports."""
    folder = tmp_path / "exports"
    folder.mkdir()
    return Department(create_home(tmp_path / "home"), folder)
