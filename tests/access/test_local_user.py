"""The one user of a machine without sign-in: nobody who came another way is taken for them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

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
[[roles]]
role = "coordinator"
emails = ["coordinator@example.org"]
"""
THE_PROXY_SAYS = {
    "X-Proxy-Secret": "0123456789abcdef0123456789abcdef",
    "X-Forwarded-Email": "coordinator@example.org",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening, "_opened_with", [])
    return create_home()


def come_by(monkeypatch: pytest.MonkeyPatch, host: str, **headers: str) -> None:
    context = SimpleNamespace(headers={"Host": host, **headers}, ip_address=None)
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


def test_who_drops_a_file_is_told_where_it_goes(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the machine it stays there; signed in from another, it is sent to the server."""
    come_by(monkeypatch, "localhost:8501")
    assert "Only for whoever sits at this machine" in words_beside_the_drop()
    (home.path / "access.toml").write_text(ACCESS)
    come_by(monkeypatch, "quality.example.org", **THE_PROXY_SAYS)
    words = words_beside_the_drop()
    assert "is sent to the server of your department" in words
    assert "this machine" not in words


def words_beside_the_drop() -> str:
    def page() -> None:
        from dashboard.ui.exports_drop import exports_drop

        exports_drop(None)

    app = AppTest.from_function(page).run()
    assert not app.exception
    return " ".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"X-Forwarded-Email": "stranger@example.org"}, "stranger@example.org"),
        ({"X-Forwarded-Email": "chair@example.org", "X-Proxy-Secret": "guessed"}, "nobody"),
    ],
    ids=["no role", "past the proxy"],
)
def test_who_is_refused_by_way_of_a_proxy_is_written_down(
    home: Home, monkeypatch: pytest.MonkeyPatch, changes: dict[str, str], who: str
) -> None:
    (home.path / "access.toml").write_text(ACCESS)
    come_by(monkeypatch, "quality.example.org", **(THE_PROXY_SAYS | changes))
    monkeypatch.setattr(st, "session_state", {})
    assert admit().reader is None
    assert admit().reader is None
    written = [(one.event, one.facts["who"]) for one in home.audit_trail().entries()]
    assert written == [("sign-in refused", who)]
