"""One small frame a chart, and the figure drawn from it in a palette."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd

from dashboard.charts.band_bars import band_bars
from dashboard.charts.control import control_chart
from dashboard.charts.drawing import Drawing
from dashboard.charts.eras import eras
from dashboard.charts.forest import forest
from dashboard.charts.frame import Reading
from dashboard.charts.funnel import funnel
from dashboard.charts.interrupted import interrupted
from dashboard.charts.lines import Line, labelled_lines
from dashboard.charts.palette import Palette
from dashboard.charts.pareto import pareto
from dashboard.charts.ratio_dots import ratio_dots
from dashboard.charts.score_bars import score_bars
from dashboard.charts.sequence import sequence
from dashboard.charts.strips import strips
from dashboard.charts.unit_dots import unit_dots
from dashboard.findings.events import Event

PERCENT = Reading(percent=True)
EVENT = Event(date(2024, 7, 1), "Worklist shows priors", 3)


def months(count: int) -> list[date]:
    return [date(2024 + place // 12, place % 12 + 1, 1) for place in range(count)]


def control_points(count: int = 14) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": months(count),
            "value": [0.3 + 0.01 * (place % 3) for place in range(count)],
            "centre": 0.31,
            "lower": 0.2,
            "upper": 0.4,
            "signal": [place == 4 for place in range(count)],
            "complete": [place < count - 1 for place in range(count)],
            "said": "30 of 100 cases",
        }
    )


def line_points() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"month": month, "line": line, "value": value, "complete": month < date(2025, 2, 1)}
            for line, value in (("Learning opportunities", 120), ("Great calls", 118))
            for month in months(14)
        ]
    )


def era_points() -> pd.DataFrame:
    era = ["scored_review"] * 6 + ["phase_in"] * 3 + ["peer_learning"] * 5
    return pd.DataFrame(
        {"month": months(14), "value": [1.0] * 9 + [3.0] * 5, "era": era, "said": "4 of 4,000"}
    )


def ratio_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Captured", "Taking part"],
            "before": ["0.8", "66%"],
            "after": ["2.9", "71%"],
            "unit": ["per 1,000 exams", "in a month"],
            "ratio": [3.6, 1.08],
            "lower": [3.1, 0.97],
            "upper": [4.2, 1.2],
        }
    )


def theme_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Perception", "Interpretation", "Reporting"],
            "count": [60, 30, 10],
            "share": [0.6, 0.3, 0.1],
            "running": [0.6, 0.9, 1.0],
            "vital": [True, True, False],
        }
    )


def unit_rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Breast + Pediatric", "Harbour"],
            "estimate": [0.6, 0.7],
            "lower": [0.5, 0.6],
            "upper": [0.7, 0.8],
            "said": ["60 of 100", "70 of 100"],
            "before": [None, 0.5],
        }
    )


def study_rows() -> pd.DataFrame:
    marks = [
        ("study", "legacy", "Harvey 2016, scored review", 0.027, 0.024, 0.03, None, None),
        ("mine", "legacy", "Mine 2026, scored review", 0.03, 0.02, 0.04, None, None),
        ("department", "legacy", "This department", 0.037, 0.035, 0.039, None, None),
        ("summary", "ink", "Together, scored review", 0.03, 0.02, 0.04, 0.005, 0.2),
    ]
    columns = ["kind", "role", "label", "estimate", "lower", "upper"]
    columns += ["predicted_lower", "predicted_upper"]
    return pd.DataFrame(marks, columns=columns).assign(
        heading="reports reviewed", said="306 of 11,222"
    )


def sequence_points() -> pd.DataFrame:
    return control_points().rename(columns={"month": "label"}).astype({"label": str})


def interrupted_points() -> pd.DataFrame:
    after = [place >= 6 for place in range(14)]
    return pd.DataFrame(
        {
            "label": [f"{month:%Y-%m}" for month in months(14)],
            "value": [1.0] * 6 + [2.0] * 7 + [None],
            "fitted": [1.0] * 6 + [None] * 2 + [2.0] * 6,
            "expected": [None] * 6 + [1.1] * 8,
            "lower": [None] * 6 + [0.8] * 8,
            "upper": [None] * 6 + [1.4] * 8,
            "after": after,
            "kept": [place not in (6, 7) for place in range(14)],
        }
    )


def funnel_points() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "label": ["Breast + Pediatric", "Harbour", "Riverside"],
            "n": [100.0, 400.0, 900.0],
            "value": [0.2, 0.1, 0.09],
            "lower95": [0.05, 0.08, 0.09],
            "upper95": [0.15, 0.13, 0.12],
            "lower998": [0.02, 0.06, 0.08],
            "upper998": [0.19, 0.15, 0.13],
            "signal": [True, False, False],
        }
    )


def strip_points() -> tuple[pd.DataFrame, pd.DataFrame]:
    points = pd.DataFrame(
        [
            {
                "label": label,
                "month": month,
                "value": 0.5,
                "said": "5 of 10",
                "complete": month < date(2025, 2, 1),
            }
            for label in ("Harbour", "Riverside")
            for month in months(14)
        ]
    )
    summary = pd.DataFrame(
        {"label": ["Harbour", "Riverside"], "value": [0.5, 0.5], "said": ["70 of 140"] * 2}
    )
    return points, summary


DRAWN: dict[str, Callable[[Palette], Drawing]] = {
    "control": lambda palette: control_chart(
        control_points(), PERCENT, palette=palette, event=EVENT, target=0.35
    ),
    "lines": lambda palette: labelled_lines(
        line_points(),
        [Line("Learning opportunities", "focus"), Line("Great calls", "second")],
        Reading(),
        palette=palette,
        events=[EVENT],
        target=100,
    ),
    "eras": lambda palette: eras(
        era_points(),
        Reading(decimals=1),
        events=[EVENT],
        levels=era_points().assign(line=era_points()["era"]),
        expected=pd.DataFrame({"month": months(14)[6:], "value": 1.0, "lower": 0.8, "upper": 1.2}),
        palette=palette,
    ),
    "small_eras": lambda palette: eras(
        era_points(), Reading(decimals=1), events=[EVENT], height=220, palette=palette
    ),
    "pareto": lambda palette: pareto(theme_rows(), palette=palette),
    "ratio_dots": lambda palette: ratio_dots(ratio_rows(), palette=palette),
    "score_bars": lambda palette: score_bars(
        pd.DataFrame({"label": ["2a", "2b"], "before": [9.8, 3.1], "after": [21.4, None]}),
        Reading(decimals=1),
        palette=palette,
    ),
    "band_bars": lambda palette: band_bars(
        pd.DataFrame({"band": ["0–24", "25+"], "before": [16, 30], "now": [11, 33]}),
        now="2025",
        before="2024",
        palette=palette,
    ),
    "unit_dots": lambda palette: unit_dots(unit_rows(), PERCENT, overall=0.66, palette=palette),
    "sequence": lambda palette: sequence(
        sequence_points(), PERCENT, unit="of cases", palette=palette
    ),
    "interrupted": lambda palette: interrupted(
        interrupted_points(),
        Reading(decimals=1),
        {"change": 6, "words": "Peer learning, January 2023", "at": 12, "beyond": False},
        palette=palette,
    ),
    "funnel": lambda palette: funnel(funnel_points(), PERCENT, 0.1, palette=palette),
    "forest": lambda palette: forest(study_rows(), palette=palette),
    "strips": lambda palette: strips(*strip_points(), PERCENT, top=1.0, palette=palette),
}
