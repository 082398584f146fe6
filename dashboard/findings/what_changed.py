"""What changed: at most five sentences, each one a fact with a date or a claim an interval bears.

Several things are looked at, so each claim is held to a stricter interval than a single look
would need: the looks of one kind share the 5 % between them.
"""

from __future__ import annotations

from collections.abc import Callable

from dashboard.findings.change import FIGURES_LOOKED_AT, spread_of_shares
from dashboard.findings.go_lives import go_lives
from dashboard.findings.improvements import improvements
from dashboard.findings.months import day
from dashboard.findings.overview_figures import Figured
from dashboard.findings.sentences import (
    count,
    listed,
    month_name,
    out_of,
    percent,
    sentence,
    span,
)
from dashboard.findings.statements import Statement
from dashboard.findings.theme_changes import ThemeShift, theme_shifts
from dashboard.findings.windows import Windows, last_day
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published

MOST = 5
LAST_DAYS = 5
DAYS_A_MONTH = 365.25 / 12
EVEN_FLOW = LAST_DAYS / DAYS_A_MONTH


def what_changed(
    published: Published, spans: Windows, figures: tuple[Figured, ...]
) -> tuple[Statement, ...]:
    """Return what changed in the lens against the months before it, the weightiest first."""
    sources: tuple[Callable[[], list[Statement]], ...] = (
        lambda: _sites_that_joined(published, spans),
        lambda: _themes_that_moved(published, spans),
        lambda: _figures_that_moved(spans, figures),
        lambda: _acknowledgement_apart(published, spans.now),
        lambda: _crowding(published, spans.now),
        lambda: _targets_that_changed(published, spans),
    )
    found: list[list[Statement]] = [source() for source in sources]
    # One of each kind before a second of any: five sentences should not all say one thing.
    rounds = max((len(statements) for statements in found), default=0)
    in_turn = [
        statements[place]
        for place in range(rounds)
        for statements in found
        if place < len(statements)
    ]
    return tuple(in_turn[:MOST])


def _sites_that_joined(published: Published, spans: Windows) -> list[Statement]:
    if spans.now.axis not in ("all", "site"):
        return []
    members = spans.now.members
    joined = [
        event
        for event in go_lives(published)
        if event.site is not None
        and spans.both.start <= event.happened_on <= last_day(spans.now)
        and (not members or event.site in members)
        # Where the data begin nobody joined.
        and event.happened_on > last_day(Lens(published.months[0], published.months[0]))
    ]
    lens = Lens(spans.now.start, spans.now.end, "site")
    now = totals(published, "radiologists_submitting", lens).frame
    statements = []
    for event in joined:
        own = now[[event.site in units for units in now["members"]]] if len(now) else now
        if own.empty:
            continue
        row = own.iloc[0]
        share = percent(row["estimate"])
        joins = f"{event.site} joined in {month_name(event.happened_on)}."
        average = "" if spans.now.start == spans.now.end else " in an average month"
        together = "" if len(row["members"]) == 1 else f" at {row['member']}"
        statements.append(
            Statement(
                joins,
                f"In {span(spans.now.start, spans.now.end)}, {share} of radiologists there"
                f"{together} submitted{average}.",
                "Participation, "
                + out_of(row["numerator"], row["denominator"], "radiologist-months"),
                dated=True,
            )
        )
    return statements[::-1]


def _themes_that_moved(published: Published, spans: Windows) -> list[Statement]:
    if spans.now.axis != "all" or not published.months:
        return []
    whole = Lens(published.months[0], published.months[-1])
    rows = series(published, "learning_themes", whole).frame
    if rows.empty:
        return []
    labels = published.labels("theme")
    moved = [
        shift
        for shift in theme_shifts(rows, improvements(published))
        if shift.changed
        and spans.both.start <= shift.improvement.happened_on <= last_day(spans.now)
    ]
    return [_theme_statement(shift, labels[shift.theme]) for shift in moved]


def _theme_statement(shift: ThemeShift, label: str) -> Statement:
    verb = "fell" if shift.difference < 0 else "rose"
    before, after = shift.before, shift.after
    event = f"“{shift.improvement.label}” ({month_name(shift.improvement.happened_on)})"
    return Statement(
        f"{label} {verb}",
        f"after {event}: {percent(after.share)} of learning opportunities, "
        f"{percent(before.share)} before.",
        f"Learning themes, {count(after.hits)} of {count(after.n)} and "
        f"{count(before.hits)} of {count(before.n)}",
    )


def _figures_that_moved(spans: Windows, figures: tuple[Figured, ...]) -> list[Statement]:
    statements = []
    for figured in figures:
        if figured.change is None or not figured.change.sure:
            continue
        words = figured.subject.rose if figured.change.sure > 0 else figured.subject.fell
        size = f"{figured.change.words} {figured.change.interval_words} {spans.on_before}"
        statements.append(
            Statement(
                f"{sentence(words)}:",
                f"{figured.tile.value}{_unit(figured)} now, {size}.",
                f"Overview, {figured.tile.n}",
            )
        )
    return statements


def _acknowledgement_apart(published: Published, lens: Lens) -> list[Statement]:
    """Compare each section's acknowledgement with the others' together."""
    from dashboard.analysis.two_groups.differences import newcombe_difference

    if lens.axis not in ("all", "section") or lens.members:
        return []
    by_section = Lens(lens.start, lens.end, "section")
    rows = totals(published, "feedback_acknowledged", by_section).frame
    rows = rows[rows["denominator"] > 0]
    if len(rows) < 2:
        return []
    periods = series(published, "feedback_acknowledged", by_section).frame
    wider = spread_of_shares(*(own for _, own in periods.groupby("member", sort=False)))
    hits, out = rows["numerator"].sum(), rows["denominator"].sum()
    apart = []
    for row in rows.to_dict("records"):
        others = hits - row["numerator"], out - row["denominator"]
        gap = newcombe_difference(
            row["numerator"], row["denominator"], *others, confidence=1 - 0.05 / len(rows)
        )
        if gap.estimate is None or gap.lower is None or gap.upper is None:
            continue
        low, high = (
            gap.estimate + wider * (edge - gap.estimate) for edge in (gap.lower, gap.upper)
        )
        if low > 0 or high < 0:
            apart.append((gap.estimate, row, others))
    apart.sort(key=lambda each: -abs(each[0]))
    return [
        Statement(
            f"{row['member']} acknowledges {'more' if gap > 0 else 'less'} feedback:",
            f"{percent(row['estimate'])} within 30 days, the other sections together "
            f"{percent(others[0] / others[1])}.",
            f"Participation, {out_of(row['numerator'], row['denominator'], 'messages')} and "
            f"{count(others[0])} of {count(others[1])}",
        )
        for gap, row, others in apart
    ]


def _crowding(published: Published, lens: Lens) -> list[Statement]:
    """Say so when the last five days bring surely more than an even flow would."""
    from dashboard.analysis.intervals import proportion_interval

    if lens.axis != "all":
        return []
    rows = totals(published, "last_days_of_month", lens).frame
    if not rows["denominator"].sum():
        return []
    row = rows.iloc[0]
    strict = proportion_interval(
        row["numerator"], row["denominator"], confidence=1 - 0.05 / FIGURES_LOOKED_AT
    )
    if strict.lower is None or strict.lower <= EVEN_FLOW:
        return []
    return [
        Statement(
            "Cases crowd into month ends:",
            f"{percent(row['estimate'])} arrive in the last {LAST_DAYS} days of a month, where an "
            f"even flow would bring {percent(EVEN_FLOW)}.",
            f"Participation, {out_of(row['numerator'], row['denominator'], 'cases')}",
        )
    ]


def _targets_that_changed(published: Published, spans: Windows) -> list[Statement]:
    events = published.events
    if events.empty:
        return []
    rows = events[events["event_kind"] == "target_change"]
    inside = [
        row
        for row in rows.to_dict("records")
        if spans.both.start <= day(row["happened_on"]) <= last_day(spans.now)
    ]
    return [
        Statement(
            f"The target changed in {month_name(day(row['happened_on']))}.",
            f"{sentence(_ended(str(row['label'])))} Each month is judged by the target then in "
            "force.",
            "Participation, policy record",
            dated=True,
        )
        for row in inside
    ]


def nothing_changed(spans: Windows) -> str:
    """Return the sentence for a department of which no interval bears a change."""
    if spans.before is None:
        return "There are no earlier months to compare with yet."
    periods = listed([span(each.start, each.end) for each in (spans.before, spans.now)])
    return (
        f"No change between {periods} is claimed: with four figures looked at, each is held to a "
        "stricter interval than the one in brackets."
    )


def _unit(figured: Figured) -> str:
    unit = figured.tile.unit
    return unit if unit in ("", "%") else f" {unit}"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."
