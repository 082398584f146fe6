"""The one user of a machine without sign-in: nobody who came another way is taken for them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st

from dashboard.home import Home, create_home
from dashboard.ui import opening
from dashboard.ui.admission import admit

ACCESS = """
sign_in = "proxy"
[proxy]
secret = "0123456789abcdef0123456789abcdef"
[[roles]]
role = "chair"
groups = ["chairs"]
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening, "_opened_with", [])
    return create_home()


def come_by(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    context = SimpleNamespace(headers={"Host": host}, ip_address=None)
    monkeypatch.setattr(st, "context", context)


def test_another_name_than_this_machines_is_let_in_nowhere_but_the_demo(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    come_by(monkeypatch, "localhost:8501")
    assert admit().reader is not None
    come_by(monkeypatch, "quality.example.org")
    assert admit().reader is None
    assert "by way of quality.example.org" in admit().why_not
    home.demo_mark.touch()
    assert admit().reader is not None


def test_a_server_that_asked_for_sign_in_never_goes_on_without(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """access.toml deleted, or restored away, under a server that others reach."""
    come_by(monkeypatch, "localhost:8501")
    access = home.path / "access.toml"
    access.write_text(ACCESS)
    opening.settings_to_open_with()
    assert admit().reader is None
    access.unlink()
    assert admit().reader is None
    assert "access.toml does not ask for it now" in admit().why_not
