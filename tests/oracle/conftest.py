"""The recount reads a copy: DuckDB wants all connections of a process to one file to be alike."""

from __future__ import annotations

import shutil

import pytest

from dashboard.home import Home


@pytest.fixture(scope="session")
def demo_home(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    copy = tmp_path_factory.mktemp("recounted") / "home"
    shutil.copytree(demo_home.path, copy)
    return Home(copy)
