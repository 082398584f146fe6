"""A dashboard whose home has tables of another version says which, also while it runs."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.command_line import PROGRAM
from dashboard.commands.serve import SCREEN
from dashboard.home import Home
from dashboard.ingest.kept_generations import roll_back
from dashboard.publish import publish_generation
from dashboard.schema_version import SCHEMA_VERSION
from dashboard.state.migrate import migrate
from tests.ingest.exports import Department
from tests.state.version_zero import BACK_TO_ONE, go_back

SECONDS = 60


def written_by_version_one(home: Home) -> None:
    go_back(home, BACK_TO_ONE)
    pointer = json.loads(home.pointer_path.read_text())
    del pointer["version"]
    home.pointer_path.write_text(json.dumps(pointer))


def said(app: AppTest) -> str:
    assert not app.exception
    return " ".join(element.proto.body for element in app.get("html"))


def test_the_page_says_which_version_and_what_to_do(
    department: Department, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = department.home
    written_by_version_one(home)
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=SECONDS).run()
    assert f"of version 1 and this program’s of version {SCHEMA_VERSION}" in plain(app)
    assert f"{PROGRAM} migrate" in plain(app)

    migrate(home, publish_generation)
    assert f"{PROGRAM} migrate" not in plain(app.run())
    assert "The home cannot be used" not in plain(app)

    roll_back(home)
    assert f"{PROGRAM} migrate" in plain(app.run())

    pointer = home.current()
    assert pointer is not None
    home.point_to(pointer.warehouse, pointer.published, SCHEMA_VERSION + 7)
    assert "use the newer program that made them" in plain(app.run())


def plain(app: AppTest) -> str:
    return said(app).replace("'", "’").replace("&#x27;", "’").replace("&#39;", "’")
