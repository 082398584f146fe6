"""The tab of published evidence: search it, filter it, add a study of one's own for the session."""

from __future__ import annotations

from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.findings.published_evidence import blank_row
from dashboard.findings.published_measures import published_measures
from dashboard.home import Home


def tab() -> None:
    from dashboard.ui.admission import admit
    from dashboard.ui.navigation import navigation
    from dashboard.ui.published_evidence import published_evidence

    navigation(admit().reader)
    published_evidence()


@pytest.fixture
def evidence(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    return sound(AppTest.from_function(tab, default_timeout=60).run())


def sound(app: AppTest) -> AppTest:
    assert [error.message for error in app.exception] == []
    return app


def html(app: AppTest) -> str:
    return unescape(" ".join(str(element.proto.body) for element in app.get("html")))


def dropped(app: AppTest, text: str) -> AppTest:
    app.file_uploader(key="evidence_file").set_value(("mine.csv", text.encode(), "text/csv"))
    return sound(app.run())


def test_it_says_how_many_percents_follow_from_their_counts(evidence: AppTest) -> None:
    assert "Of 34 printed percents 32 follow from their counts." in html(evidence)
    assert "Where the counts do not give" in " ".join(one.value for one in evidence.header)


def test_every_question_is_drawn(evidence: AppTest) -> None:
    asked = [question.name for question in published_measures()]
    assert len(asked) >= 25
    for name in asked:
        sound(evidence.pills(key="evidence_question").set_value(name).run())
        assert evidence.session_state["evidence_question"] == name


def test_trinh_stands_there_with_its_warning(evidence: AppTest) -> None:
    sound(evidence.text_input(key="evidence_search").set_value("Trinh addenda").run())
    assert "Risk ratio 41.75 (21.5 to 81.2;" in html(evidence)
    assert "so the difference is not an effect." in html(evidence)


def test_a_search_without_a_hit_says_what_to_do(evidence: AppTest) -> None:
    sound(evidence.text_input(key="evidence_search").set_value("zebra").run())
    assert "Clear the search" in html(evidence)


def test_a_study_of_ones_own_is_drawn_and_its_bad_rows_are_said(evidence: AppTest) -> None:
    bad = '"b2026","B et al.",2026,,peer_learning,addenda,9,3,"cases submitted",,,,,,""\n'
    dropped(evidence, blank_row() + bad)
    assert "1 row of yours among them" in html(evidence)
    assert "mine.csv: row 2: 9 of 3 is no count out of a number." in html(evidence)
    sound(evidence.text_input(key="evidence_search").set_value("Smith").run())
    assert "Smith 2026" in html(evidence)


def test_a_file_that_is_no_table_of_studies_is_one_sentence(evidence: AppTest) -> None:
    dropped(evidence, "a,b\n1,2\n")
    assert "there is no column 'study_id'" in html(evidence)
