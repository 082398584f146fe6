import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.department import Department, copy_of, new_department
from tests.faults.trials import Laboratory, open_laboratory


@pytest.fixture(scope="session", autouse=True)
def no_power_cuts() -> Iterator[None]:
    """Do not wait for the disk: these tests end processes, they do not cut the power."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory, no_power_cuts: None) -> Department:
    """A department that has taken its roster; only ever copied."""
    return new_department(tmp_path_factory.mktemp("untouched"))


@pytest.fixture
def department(untouched: Department, tmp_path: Path) -> Department:
    """A department of this test's own, with its roster taken."""
    return copy_of(untouched, tmp_path)


@pytest.fixture(scope="session")
def first_laboratory(tmp_path_factory: pytest.TempPathFactory, no_power_cuts: None) -> Laboratory:
    """A home with half of every export taken and published; only ever copied."""
    return open_laboratory(tmp_path_factory.mktemp("laboratory"))


@pytest.fixture
def laboratory(first_laboratory: Laboratory, tmp_path: Path) -> Laboratory:
    """A place of this test's own to try mutants in."""
    return Laboratory(tmp_path, first_laboratory.start)
