"""Small control charts in a row: an event changes no plot's place."""

from datetime import date

import pandas as pd

from dashboard.charts.dated_control import dated_control
from dashboard.charts.frame import Reading
from dashboard.charts.palette import PAPER
from dashboard.findings.events import Event

MONTHS = pd.date_range("2024-01-01", periods=12, freq="MS")
POINTS = pd.DataFrame(
    {
        "month": MONTHS,
        "value": [0.2] * 6 + [0.1] * 6,
        "centre": 0.2,
        "lower": 0.12,
        "upper": 0.28,
        "signal": [False] * 6 + [True] * 6,
        "complete": True,
        "said": "1 of 5",
    }
)
EVENT = Event(date(2024, 7, 1), "Worklist shows priors", kind="improvement")


def drawn(event=None):
    return dated_control(POINTS, Reading(percent=True), event=event, palette=PAPER).figure()


def test_panels_with_and_without_an_event_line_up():
    with_event, without = drawn(EVENT).layout, drawn().layout
    assert with_event.height == without.height
    assert with_event.margin.t == without.margin.t


def test_only_the_month_stands_at_the_line_since_the_title_says_the_rest():
    (line,) = (shape for shape in drawn(EVENT).layout.shapes if shape.type == "line")
    assert line.x0 == "2024-07-01"
    assert "Jul 2024" in [note.text for note in drawn(EVENT).layout.annotations]
    assert not any(shape.type == "line" for shape in drawn().layout.shapes)


def test_signals_are_ochre_diamonds():
    (dots,) = (trace for trace in drawn().data if trace.mode == "lines+markers")
    assert list(dots.marker.symbol) == ["circle"] * 6 + ["diamond"] * 6
    assert set(dots.marker.color[6:]) == {PAPER.signal}
