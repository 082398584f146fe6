from pathlib import Path

import pytest

from tests.faults.department import Department, copy_of, new_department


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Department:
    """A department that has taken its roster; only ever copied."""
    return new_department(tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def department(untouched: Department, tmp_path: Path) -> Department:
    """A department of this test's own, with its roster taken."""
    return copy_of(untouched, tmp_path)
