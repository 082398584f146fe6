"""The figure of a study on the Research workbench, and the line that says what a mark is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.drawing import Drawing
from dashboard.charts.frame import Reading
from dashboard.findings.workings import Figure

MARKS: dict[Figure, str] = {
    "sequence": "A dot is a period; the band holds what chance would do, an ochre diamond lies "
    "beyond it.",
    "interrupted": "Dots are periods, grey before the change and blue after; solid lines are "
    "fitted, the dashed line is what was expected, the ink bar is the effect.",
    "funnel": "A dot is a unit over its size; dashed and solid lines hold 95% and 99.8% of what "
    "chance would do, an ochre diamond lies beyond the wider. No order is meant.",
    "ratio": "The dot is after over before with its 95% interval, hollow if it includes no change.",
    "two_units": "The dot is the second unit named over the first with its 95% interval, hollow if "
    "it includes no difference.",
}


def study_figure(
    kind: Figure, frame: pd.DataFrame, marks: Mapping[str, Any], percent: bool, unit: str = ""
) -> Drawing:
    """Draw a study; builders are imported when drawn."""
    if kind in ("ratio", "two_units"):
        from dashboard.charts.ratio_dots import UNITS, ratio_dots

        return ratio_dots(frame, words=UNITS) if kind == "two_units" else ratio_dots(frame)
    reading = Reading(percent, _decimals(frame, percent))
    if kind == "interrupted":
        from dashboard.charts.interrupted import interrupted

        return interrupted(frame, reading, marks)
    if kind == "funnel":
        from dashboard.charts.funnel import funnel

        return funnel(frame, reading, marks["target"])
    from dashboard.charts.sequence import sequence

    return sequence(frame, reading, unit=unit)


def _decimals(frame: pd.DataFrame, percent: bool) -> int:
    most = float(frame["value"].abs().max()) * (100 if percent else 1)
    whole = 10 if percent else 100
    return 0 if most >= whole else 1 if most >= 1 else 2
