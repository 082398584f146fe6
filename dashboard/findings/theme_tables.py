"""The tables under the charts of the Learning themes page, and the files with the same rows."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dashboard.findings.improvement_statements import p_words
from dashboard.findings.sentences import short_span
from dashboard.findings.table import Table
from dashboard.findings.theme_by_section import ThemeBySection
from dashboard.findings.theme_changes import ThemeShift
from dashboard.findings.theme_panels import ThemePanel

WHOLE, SHARE = "{:,.0f}", "{:.1%}"


def ranking_table(ranking: pd.DataFrame) -> Table:
    """Return one row a theme: cases, share, running total."""
    raw = ranking[["label", "count", "share", "running"]].set_axis(
        ["theme", "cases", "share", "running_total"], axis=1
    )
    shown = raw.set_axis(["Theme", "Cases", "Share", "Running total"], axis=1)
    return Table(
        "learning_themes", shown, raw, {"Cases": WHOLE, "Share": SHARE, "Running total": SHARE}
    )


def panels_table(panels: Sequence[ThemePanel]) -> Table:
    """Return one row a theme and period, with centre, limits and signal."""
    columns = ["period", "numerator", "denominator", "value", "centre", "lower", "upper", "signal"]
    parts = [panel.chart.points[columns].assign(theme=panel.title) for panel in panels]
    raw = (
        pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["theme", *columns])
    )
    raw = raw[["theme", *columns]].rename(columns={"value": "share"})
    shown = raw.assign(signal=raw["signal"].map({True: "yes", False: ""}))
    shown.columns = [
        "Theme", "Period", "Cases", "Of", "Share", "Centre", "Lower limit", "Upper limit", "Signal",
    ]  # fmt: skip
    share = dict.fromkeys(("Share", "Centre", "Lower limit", "Upper limit"), SHARE)
    return Table("learning_themes_over_time", shown, raw, {"Cases": WHOLE, "Of": WHOLE, **share})


def shifts_table(shifts: Sequence[ThemeShift], labels: dict[str, str]) -> Table:
    """Return every theme before and after every improvement; its own theme is marked."""
    raw = pd.DataFrame(
        [
            {
                "improvement": shift.improvement.label,
                "happened_on": shift.improvement.happened_on.isoformat(),
                "theme": labels.get(shift.theme, shift.theme),
                "answers_this_theme": shift.own,
                "before_months": short_span(shift.before.first, shift.before.last),
                "before_cases": shift.before.hits,
                "before_of": shift.before.n,
                "before_share": shift.before.share,
                "after_months": short_span(shift.after.first, shift.after.last),
                "after_cases": shift.after.hits,
                "after_of": shift.after.n,
                "after_share": shift.after.share,
                "difference": shift.difference,
                "lower": shift.lower,
                "upper": shift.upper,
                "spread_of_periods": shift.spread,
                "p_value": shift.p_value,
                "p_adjusted": shift.p_adjusted,
            }
            for shift in shifts
        ]
    )
    own = [shift for shift in shifts if shift.own]
    shown = pd.DataFrame(
        {
            "Improvement": [shift.improvement.label for shift in own],
            "Theme": [labels.get(shift.theme, shift.theme) for shift in own],
            "Before": [shift.before.share for shift in own],
            "Since": [shift.after.share for shift in own],
            "Difference": [100 * shift.difference for shift in own],
            "95% from": [100 * shift.lower for shift in own],
            "to": [100 * shift.upper for shift in own],
            "Adjusted p": [p_words(shift.p_adjusted) for shift in own],
        }
    )
    points = dict.fromkeys(("Difference", "95% from", "to"), "{:+.1f}")
    formats = {"Before": SHARE, "Since": SHARE, **points}
    return Table("themes_before_and_after_improvements", shown, raw, formats)


def section_table(table: ThemeBySection) -> Table:
    """Return one row a section and theme, in the order of the page."""
    raw = table.frame
    shown = raw.drop(columns="cases_of_the_section").set_axis(
        ["Section", "Theme", "Cases", "Share", "Residual"], axis=1
    )
    formats = {"Cases": WHOLE, "Share": SHARE, "Residual": "{:+.1f}"}
    return Table("learning_themes_by_section", shown, raw, formats)
