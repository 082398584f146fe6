"""The comparison page takes its outcome, threshold and view from the link."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.commands.serve import ROOT, SCREEN
from dashboard.home import Home

PAGE = str(ROOT / "pages" / "peer_review_vs_peer_learning.py")


def opened(home: Home, monkeypatch: pytest.MonkeyPatch, **link: str) -> str:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(home.path))
    app = AppTest.from_file(str(SCREEN), default_timeout=60)
    for key, value in link.items():
        app.query_params[key] = value
    app.run()
    app.switch_page(PAGE).run()
    assert not app.exception
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_a_link_restores_the_outcome(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    said = opened(demo_home, monkeypatch, outcome="feedback", significant="2a")
    assert "Feedback received per radiologist-month has no before" in said
    assert "were scored 2a or above" in said


def test_an_outcome_that_stayed_is_not_called_changed(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = opened(demo_home, monkeypatch, outcome="addenda")
    assert "Addenda per 1,000 exams show no clear change." in said
    assert "After adjusting for the three outcomes judged" in said
    assert "times what was expected" not in said


def test_a_link_to_no_outcome_begins_with_the_first(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = opened(demo_home, monkeypatch, outcome="nothing")
    assert "times what was expected had scored review gone on" in said


def test_published_evidence_is_the_other_view(
    demo_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = opened(demo_home, monkeypatch, view="Published evidence")
    assert "What others have published" in said
