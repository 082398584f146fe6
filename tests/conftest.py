"""What every test may ask for: the demo department, taken in once through the product itself."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from dashboard.commands.demo_home import EXPORTS, build
from dashboard.file_lock import LockHeld, lock_file
from dashboard.home import Home
from dashboard.published.open import Published, open_published

# The same examples each time, and no clock: a busy machine is not a wrong answer.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep on one worker what shares what it needs."""
    from tests.side_by_side import ByWhatIsShared

    return ByWhatIsShared(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest files begin first."""
    from tests.side_by_side import turn

    items.sort(key=lambda item: turn(item.nodeid))


@pytest.fixture(scope="session", autouse=True)
def nobody_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests away from the homes, logs and settings of whoever runs them."""
    elsewhere = tmp_path_factory.mktemp("nobody")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PEER_LEARNING_HOME", raising=False)
        for variable in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            patch.setenv(variable, str(elsewhere / variable.lower()))
        yield


@pytest.fixture(autouse=True)
def main_program_put_back() -> Iterator[None]:
    """Streamlit makes the page it draws the main program, and leaves it: a process that is started
    later would begin by drawing it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """Streamlit looks through all that is installed for each page that is opened in a test."""
    from streamlit.components.v2 import manifest_scanner

    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def demo_exports() -> Path:
    """The folder of the demo department's export files."""
    return EXPORTS


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Home:
    """The demo department's home. Built once however many workers ask; nobody writes to it.

    `make test` names a folder for it, so that its two parts build it once together.
    """
    mine = tmp_path_factory.getbasetemp()
    shared = mine if worker_id == "master" else mine.parent
    if named := os.environ.get("DEMO_OF_THIS_RUN"):
        shared = Path(named)
        shared.mkdir(parents=True, exist_ok=True)
    home = Home(shared / "demo-home")
    with one_at_a_time(shared / "demo-home.lock"):
        if home.published_path() is None:
            build(home)
    return home


@pytest.fixture(scope="session")
def demo_published(demo_home: Home) -> Published:
    """What the demo department has published."""
    path = demo_home.published_path()
    assert path is not None
    return open_published(path)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    with lock.open("ab") as file:
        while True:
            try:
                lock_file(file)
                break
            except LockHeld:
                time.sleep(0.2)
        yield
