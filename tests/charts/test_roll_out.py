"""Both eras with sites that changed one after another: every label has a row of its own."""

from datetime import date

import pandas as pd

from dashboard.charts.frame import Reading
from dashboard.charts.palette import PAPER
from dashboard.charts.roll_out import roll_out
from dashboard.findings.events import Event

MONTHS = pd.date_range("2021-01-01", "2025-12-01", freq="MS")
EVENTS = (
    Event(date(2022, 1, 1), "Scoring built into PACS", kind="tool_change"),
    Event(date(2023, 1, 1), "Peer learning at North Campus", 3, "go_live", "North Campus"),
    Event(date(2023, 2, 1), "Peer learning at Harbour", 3, "go_live", "Harbour"),
    Event(date(2025, 6, 1), "A label far longer than any phone can hold on one line", kind="other"),
)


def drawn():
    live = MONTHS >= "2023-01-01"
    points = pd.DataFrame(
        {
            "month": MONTHS,
            "value": [3.0 if on else 1.0 for on in live],
            "era": ["peer_learning" if on else "scored_review" for on in live],
            "said": "1 of 1,000 exams",
        }
    )
    levels = pd.DataFrame(
        {
            "month": [MONTHS[0], MONTHS[23], MONTHS[24], MONTHS[-1]],
            "value": [1.0, 1.0, 3.0, 3.0],
            "era": ["scored_review"] * 2 + ["peer_learning"] * 2,
            "line": [0, 0, 1, 1],
        }
    )
    return roll_out(
        points, Reading(decimals=1), events=EVENTS, levels=levels, palette=PAPER
    ).figure()


def labels(figure):
    return [note for note in figure.layout.annotations if note.yref == "paper"]


def test_each_event_has_a_row_of_its_own_the_oldest_on_top():
    rows = [label.y for label in labels(drawn())]
    assert len(rows) == len(EVENTS)
    assert rows == sorted(rows, reverse=True) and len(set(rows)) == len(rows)
    assert min(rows) > 1


def test_a_line_reaches_its_own_label_and_no_higher():
    figure = drawn()
    lines = [shape for shape in figure.layout.shapes if shape.type == "line"]
    assert [line.y1 for line in lines] == [label.y for label in labels(figure)]
    assert [line.x0 for line in lines] == [event.happened_on.isoformat() for event in EVENTS]


def test_go_lives_are_named_by_site_and_late_labels_stand_left_of_their_line():
    words = labels(drawn())
    assert words[1].text == "Jan 2023  North Campus"
    assert [label.xanchor for label in words] == ["left", "left", "left", "right"]
    assert words[3].text.endswith("…")


def test_a_single_month_has_its_labels_too():
    points = pd.DataFrame(
        {"month": MONTHS[:1], "value": [3.0], "era": ["peer_learning"], "said": "1 of 1,000 exams"}
    )
    figure = roll_out(points, Reading(decimals=1), events=EVENTS[:2], palette=PAPER).figure()
    assert [label.xanchor for label in labels(figure)] == ["right", "right"]


def test_phase_ins_are_shaded():
    strips = [shape for shape in drawn().layout.shapes if shape.type == "rect"]
    assert [(strip.x0, strip.x1) for strip in strips] == [
        ("2023-01-01", "2023-04-01"),
        ("2023-02-01", "2023-05-01"),
    ]


def test_the_newest_level_stands_in_the_margin_and_older_ones_under_their_dots():
    told = {note.text: note for note in drawn().layout.annotations if note.yref == "y"}
    assert told["<b>3.0</b>"].xanchor == "left" and told["<b>3.0</b>"].y == 3.0
    assert told["<b>1.0</b>"].yanchor == "top" and told["<b>1.0</b>"].y == 1.0
