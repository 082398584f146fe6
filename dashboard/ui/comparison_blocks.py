"""The blocks of the comparison page: one outcome's series, designs and checks, and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from dashboard.charts.control import control_chart
from dashboard.charts.effect_dots import effect_dots
from dashboard.charts.eras import eras
from dashboard.charts.event_study import event_study
from dashboard.charts.frame import Reading, scale_up_to
from dashboard.charts.outcome_series import EffectBar, outcome_series
from dashboard.charts.pareto import pareto
from dashboard.charts.ratio_dots import ratio_dots
from dashboard.charts.score_bars import score_bars
from dashboard.charts.specification_plot import specification_plot
from dashboard.findings.before_after import RATIO_METHOD
from dashboard.findings.block import Block
from dashboard.findings.comparison import ComparisonPage
from dashboard.findings.each_system import EachSystem
from dashboard.findings.outcome_view import OutcomeView
from dashboard.measures.definition import Measure
from dashboard.ui.chart import chart
from dashboard.ui.notes import empty_state, heading, note, prose, said, source_line
from dashboard.ui.outcome_choice import chosen_threshold
from dashboard.ui.panel import block_panel, foot_row, shown_table
from dashboard.ui.sheet import block
from dashboard.ui.small_multiples import Multiple, small_multiples
from dashboard.ui.wide_table import wide_table

RATE = Reading(decimals=1)
SHARED_BASE = "learning_opportunities_per_1000_exams"
CONTROL_HEIGHT = 300


def series_of(view: OutcomeView) -> None:
    """Write the outcome over both eras, with what was expected and the effect."""
    mark = view.bar
    bar = EffectBar(mark.month, mark.expected, mark.seen, mark.lines) if mark else None
    draw = partial(
        outcome_series,
        reading=_reading(view),
        events=view.outcome.events,
        levels=view.levels,
        expected=view.expected,
        bar=bar,
    )
    block_panel("outcome", view.series, draw)


def limits(view: OutcomeView, page: ComparisonPage) -> None:
    """Write the finding in plain words, and what the data cannot show, side by side."""
    left, right = st.columns(2, gap="large")
    with left, block():
        heading("The finding in plain words")
        prose(view.plain)
    with right, block():
        if view.outcome.fractions:
            note("Not one series", (view.outcome.reason,), view.outcome.fractions)
        heading("What the data cannot show")
        prose((*view.cannot, page.limits))


def designs(view: OutcomeView) -> None:
    """Write the effect by each design, the event study, the control chart and the checks."""
    one = view.outcome
    if one.claimed_by is None:
        return
    left, right = st.columns(2, gap="large")
    with left:
        unit = "points" if one.is_share else one.unit
        effects = partial(effect_dots, reading=_reading(view, finer=1), unit=unit)
        block_panel("effects", view.effects, effects)
    with right:
        study = partial(event_study, reading=_reading(view, finer=1))
        block_panel("event_study", view.event_study, study)
    control = partial(control_chart, reading=_reading(view), height=CONTROL_HEIGHT)
    block_panel("control", view.control, control)
    specification = partial(
        specification_plot, kinds=list(view.kinds), reading=_reading(view, finer=1)
    )
    block_panel("specifications", view.specifications, specification)
    with st.expander(view.diagnostics.title):
        if view.diagnostics.empty:
            prose((view.diagnostics.empty,))
        else:
            prose((view.diagnostics.mark, *view.diagnostics.notes))
            shown_table(view.diagnostics.table)


def _reading(view: OutcomeView, finer: int = 0) -> Reading:
    return Reading(decimals=min(2, view.outcome.decimals + finer))


def site_by_site(page: ComparisonPage, measures: Mapping[str, Measure]) -> None:
    """Write one panel a site, all on one scale."""
    with block():
        heading("Site by site", page.sites.mark)
        said(page.sites.sentences)
        if page.sites.empty:
            empty_state("Nothing by site for these months", page.sites.empty)
            return
        top = scale_up_to(page.sites.top, 2)[0]
        small_multiples(
            [
                Multiple(
                    f"site_{place}",
                    site.title,
                    partial(
                        eras,
                        site.points,
                        RATE,
                        events=site.events,
                        levels=site.levels,
                        height=200,
                        top=top,
                    ),
                    site.alt,
                    site.small,
                )
                for place, site in enumerate(page.sites.series)
            ],
            columns=page.sites.columns,
        )
        source_line(page.sites.source)
        foot_row("sites", page.sites.table, measures[SHARED_BASE])


def before_and_after(
    page: ComparisonPage, measures: Mapping[str, Measure], *, unlike: bool = True
) -> None:
    """Write the ratios of two years as a description, beside the shares that have none.

    unlike: False where the page is about these shares already.
    """
    left, right = st.columns([3, 2], gap="large")
    with left, block():
        if page.ratios.empty:
            heading("Before and after, as a description")
            empty_state("No before and after for these months", page.ratios.empty)
        else:
            heading("Before and after, as a description", page.ratios.mark)
            chart(partial(ratio_dots, page.ratios.frame), "ratios", page.ratios.alt)
            source_line(page.ratios.source)
            described = (measures[SHARED_BASE], measures["discrepancy_rate"])
            foot_row("ratios", page.ratios.table, *described, method=RATIO_METHOD)
    with right, block():
        if page.unlike and unlike:
            note(page.unlike.title, page.unlike.sentences, page.unlike.fractions)


def what_each_system_found(
    page: ComparisonPage, own: EachSystem, measures: Mapping[str, Measure]
) -> None:
    """Write what scored review found, and what peer learning found, each by its own measures."""
    said([own.of_all] if own.of_all else [])
    scored_review(page, measures)
    if own.scales is not None:
        worded("scales", own.scales)
    left, right = st.columns(2, gap="large")
    with left:
        thresholds(own)
    with right:
        worded("crowding", own.crowding)
    worded("agreement", own.agreement)
    block_panel("kinds", own.learning, partial(pareto))


def thresholds(own: EachSystem) -> None:
    """Write the scores at or above the threshold a reader chooses."""
    with block():
        heading("Found significant by scored review")
        chosen = chosen_threshold(tuple(own.thresholds))
        _worded_body(f"threshold_{chosen}", own.thresholds[chosen])


def worded(key: str, found: Block) -> None:
    """Write a block of sentences, and its table in the open where that says more than they do."""
    with block():
        heading(found.title)
        _worded_body(key, found)


def _worded_body(key: str, found: Block) -> None:
    if found.empty:
        empty_state("Not published for these months", found.empty)
        return
    prose((*found.notes, *((found.mark,) if found.mark else ())))
    if len(found.table.shown) > len(found.notes):
        wide_table(found.table, found.title)
    source_line(found.source)
    foot_row(key, found.table, *found.measures, method=found.method)


def scored_review(page: ComparisonPage, measures: Mapping[str, Measure]) -> None:
    """Write the scores around the change of tool, and the effort for each."""
    with block():
        shift = page.scores.shift
        if shift is None or page.scores.table is None:
            heading("Scores given in scored review")
            empty_state("No scores for these months", page.scores.empty)
            return
        heading(shift.title, shift.mark)
        bars, thresholds = st.columns([3, 2], gap="large")
        with bars, block():
            draw = partial(score_bars, shift.rows, RATE, unit="per 1,000 reviews")
            chart(draw, "scores", page.scores.alt)
        with thresholds, block():
            prose(page.scores.sentences)
        source_line(shift.source)
        foot_row(
            "scores",
            page.scores.table,
            measures["review_scores"],
            measures["discrepancy_rate"],
            measures["significant_discrepancy_rate"],
            measures["reviews_per_finding"],
        )
