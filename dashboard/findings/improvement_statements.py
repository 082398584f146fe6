"""What became of each improvement: one computed sentence an action, whatever came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.findings.improvements import Improvement
from dashboard.findings.sentences import (
    MINUS,
    count,
    month_name,
    percent,
    round_half_up,
    sentence,
    signed,
    signed_interval,
    span,
)
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
    moved = in_percent(shift)
    if shift.changed:
        rest = (
            f"the share of {theme} {direction(shift)} from {moved.before} to {moved.after}, "
            f"{moved.points} {moved.interval}."
        )
    else:
        rest = (
            f"{theme} shows no clear change: {moved.before} before and {moved.after} since, "
            f"{moved.points} {moved.interval}."
        )
    return Statement(
        f"{sentence(shift.improvement.label)}, {month_name(shift.improvement.happened_on)}:",
        rest,
        f"{count(shift.before.hits)} of {count(shift.before.n)} learning opportunities in "
        f"{span(shift.before.first, shift.before.last)}, {count(shift.after.hits)} of "
        f"{count(shift.after.n)} in {span(shift.after.first, shift.after.last)}; adjusted p "
        f"{p_words(shift.p_adjusted)}",
    )


def p_words(value: float) -> str:
    """Return "under 0.001", or two significant figures."""
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


@dataclass(frozen=True, slots=True)
class InPercent:
    """A shift in words: "21%", "9%", "-12 points", "(-15 to -9)", with true minus signs."""

    before: str
    after: str
    points: str
    interval: str


def in_percent(shift: ThemeShift) -> InPercent:
    """Return a shift in whole percents, or with one decimal where those would not add up.

    Nor may a limit be rounded to no change where the interval leaves it out.
    """
    before, after, by, lower, upper = (
        100 * value
        for value in (
            shift.before.share, shift.after.share, shift.difference, shift.lower, shift.upper,
        )
    )  # fmt: skip
    whole = round_half_up(after) - round_half_up(before) == round_half_up(by)
    near = lower * upper > 0 and min(abs(lower), abs(upper)) < 0.5
    decimals = 0 if whole and not near else 1
    shares = [f"{share:.1f}%" if decimals else percent(share / 100) for share in (before, after)]
    moved = signed(by, decimals)
    unit = "point" if moved.lstrip(f"+{MINUS}") == "1" else "points"
    ends = signed_interval(lower, upper, decimals)
    return InPercent(shares[0], shares[1], f"{moved} {unit}", ends)
