"""The Research workbench: choose, see, save, open again; and ask the ledger in SQL."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.findings.saved_analysis import DESIGNS
from dashboard.home import Home
from dashboard.ui import page_fault

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def workbench(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("PEER_LEARNING_HOME", str(demo_home.path))
    app = AppTest.from_file(str(ROOT / "dashboard" / "screen.py"), default_timeout=60).run()
    return sound(app.switch_page(str(ROOT / "pages" / "research_workbench.py")).run())


def sound(app: AppTest) -> AppTest:
    assert [error.message for error in app.exception] == []
    assert page_fault.TITLE not in html(app)
    return app


def html(app: AppTest) -> str:
    return " ".join(str(element.proto.body) for element in app.get("html"))


def finding(app: AppTest) -> str:
    found = re.findall(r"<h1[^>]*>(.*?)</h1>", html(app), re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", found[0])).strip()


def test_it_opens_with_what_an_interval_supports(workbench: AppTest) -> None:
    assert "what was expected" in finding(workbench)
    assert "intercept + time + level + after" in html(workbench)


def test_every_design_is_drawn_or_refused_in_words(workbench: AppTest) -> None:
    for design in DESIGNS:
        sound(workbench.radio(key="wb_design").set_value(design).run())
        assert len(finding(workbench).split()) >= 4


def test_two_units_are_chosen_and_set_side_by_side(workbench: AppTest) -> None:
    sound(workbench.radio(key="wb_design").set_value("two_units").run())
    sound(workbench.pills(key="wb_member").set_value("Westgate").run())
    sound(workbench.pills(key="wb_other").set_value("Harbour").run())
    assert ": Westgate is at" in finding(workbench)
    assert "times Harbour" in finding(workbench)
    assert "not an effect of the site" in html(workbench)


def test_a_measure_of_one_side_alone_is_refused_in_words(workbench: AppTest) -> None:
    sound(workbench.selectbox(key="wb_measure").set_value("radiologists_submitting").run())
    assert finding(workbench) == "This measure cannot be analysed that way."
    assert "no period on one side" in html(workbench)


def test_an_example_is_run_when_clicked(workbench: AppTest) -> None:
    sound(workbench.button(key="sql_example_0").click().run())
    assert "per_1000" in html(workbench)
    assert "60 rows." in html(workbench)


def test_a_statement_that_is_refused_is_one_sentence(workbench: AppTest) -> None:
    workbench.text_area(key="sql_text").set_value("attach '/tmp/x' as x")
    sound(workbench.button(key="run_sql").click().run())
    assert "the box only reads" in unescape(html(workbench))


def test_a_query_is_in_the_audit_trail_without_its_words(
    workbench: AppTest, demo_home: Home
) -> None:
    workbench.text_area(key="sql_text").set_value("select 'a surname' as who")
    sound(workbench.button(key="run_sql").click().run())
    events = [entry.event for entry in demo_home.audit_trail().entries()]
    assert "query" in events
    assert "surname" not in (demo_home.path / "audit.log").read_text()
