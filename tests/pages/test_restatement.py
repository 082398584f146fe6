"""The Data page's form to restate a period: what it offers, what it says, how it is refused."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.findings.restatement import HeldPeriod
from dashboard.intake.publishing import Tell
from dashboard.intake.refused import Refused

MARCH = HeldPeriod("2025-03", "March 2025", date(2025, 3, 1), date(2025, 3, 1), (("Cases", 2),))
AUGUST = HeldPeriod("2025-08", "August 2025", date(2025, 8, 1), date(2025, 8, 1), (("Cases", 81),))


def form(periods: tuple) -> None:
    from dashboard.findings.closed_periods import ClosedPeriods
    from dashboard.ui.restatement import restatement

    restatement(ClosedPeriods((), None, periods, "Some stand as first published."))


@pytest.fixture(autouse=True)
def main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back what AppTest takes the place of: processes that other tests start look at it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What the form asked for; March is refused."""
    found: list[tuple[str, str]] = []

    def restate(home: Any, period: str, why: str, tell: Tell) -> None:
        found.append((period, why))
        if period == "2025-03":
            raise Refused("March 2025 cannot be restated: too few.")

    monkeypatch.setattr("dashboard.ui.restatement.acting_home", lambda: None)
    monkeypatch.setattr("dashboard.ui.restatement.open_department", lambda: None)
    monkeypatch.setattr("dashboard.ui.restatement.restate", restate)
    monkeypatch.setattr(
        "dashboard.ui.restatement.restated_sentences",
        lambda period, after: (f"{period.words} was restated.",),
    )
    return found


def shown(app: AppTest) -> str:
    assert [error.message for error in app.exception] == []
    return " ".join(str(element.proto.body) for element in app.get("html"))


def test_a_period_is_chosen_and_the_answer_is_in_words(asked: list[tuple[str, str]]) -> None:
    app = AppTest.from_function(form, args=((MARCH, AUGUST),)).run()
    assert app.selectbox[0].options == ["March 2025", "August 2025"]
    assert "Held: 2 rows of cases." in shown(app)
    assert "Some stand as first published." in shown(app)
    app.text_input[0].input("An export came late")
    app.button[0].click().run()
    assert "March 2025 cannot be restated: too few." in shown(app)
    app.selectbox[0].select_index(1).run()
    assert "Held: 81 rows of cases." in shown(app)
    app.button[0].click().run()
    assert asked == [("2025-03", "An export came late"), ("2025-08", "An export came late")]
    assert "August 2025 was restated." in shown(app)
    assert "Some stand as first published." not in shown(app)


def test_where_nothing_is_held_there_is_no_form() -> None:
    app = AppTest.from_function(form, args=((),)).run()
    assert len(app.button) == 0
