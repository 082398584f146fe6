"""What became of each improvement: one computed sentence an action, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.findings.improvements import Improvement
from dashboard.findings.sentences import MINUS, count, month_name, percent, sentence, signed, span
from dashboard.findings.statements import Statement
from dashboard.findings.theme_changes import ThemeShift
from dashboard.findings.theme_ranking import in_text

NO_ACTION = (
    "An improvement-action log with “opened”, “closed” and “category” would fill it: actions for "
    "the whole department, finished within these months."
)


def statements(
    own: Sequence[ThemeShift], dated: Sequence[Improvement], labels: dict[str, str]
) -> tuple[Statement, ...]:
    """Return one sentence an improvement, oldest first; those whose theme is too small say so."""
    told = {shift.improvement: shift for shift in own}
    return tuple(
        _told(told[each], labels) if each in told else _untold(each, labels) for each in dated
    )


def _told(shift: ThemeShift, labels: dict[str, str]) -> Statement:
    theme = in_text(labels.get(shift.theme, shift.theme))
    if shift.changed:
        rest = (
            f"the share of {theme} {direction(shift)} from {percent(shift.before.share)} to "
            f"{percent(shift.after.share)}, {points_moved(shift)}."
        )
    else:
        rest = (
            f"{theme} shows no clear change: {percent(shift.before.share)} before and "
            f"{percent(shift.after.share)} since, {points_moved(shift)}."
        )
    return Statement(
        f"{sentence(shift.improvement.label)}, {month_name(shift.improvement.happened_on)}:",
        rest,
        f"{count(shift.before.hits)} of {count(shift.before.n)} learning opportunities in "
        f"{span(shift.before.first, shift.before.last)}, {count(shift.after.hits)} of "
        f"{count(shift.after.n)} in {span(shift.after.first, shift.after.last)}; adjusted p "
        f"{_p(shift.p_adjusted)}",
    )


def _p(value: float) -> str:
    return "under 0.001" if value < 0.001 else f"{value:.2g}"


def _untold(each: Improvement, labels: dict[str, str]) -> Statement:
    theme = in_text(labels.get(each.theme, each.theme))
    return Statement(
        f"{sentence(each.label)}, {month_name(each.happened_on)}:",
        f"{theme} holds too few cases to be shown on its own throughout, before and since.",
        "Small themes are shown together",
    )


def statements_source(shifts: Sequence[ThemeShift]) -> str:
    """Return what stands under the sentences: where they come from and when they claim."""
    if not shifts:
        return NO_ACTION
    return (
        "Finished actions for the whole department, by the theme each answers. Difference of "
        "shares with Newcombe's 95% interval; a change is claimed only where the interval leaves "
        f"out 0 and p is under 0.05 after Holm's adjustment over all {len(shifts)} themes and "
        "actions compared. What else happened at the time is not known here."
    )


def direction(shift: ThemeShift) -> str:
    """Return "fell" or "rose"; say it only of a shift that changed."""
    return "fell" if shift.difference < 0 else "rose"


def points_moved(shift: ThemeShift) -> str:
    """Return the difference in points with its interval, signs included."""
    ends = f"({signed(100 * shift.lower)} to {signed(100 * shift.upper)})"
    moved = signed(100 * shift.difference)
    return f"{moved} {'point' if moved.lstrip(f'+{MINUS}') == '1' else 'points'} {ends}"
