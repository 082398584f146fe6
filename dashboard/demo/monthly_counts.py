"""How many exams, scored reviews and cases each site has each month, before any row is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dashboard.demo.effects import (
    DISCREPANT_SHARES,
    PLANTED,
    RATES,
    THEMES,
    Effects,
)
from dashboard.demo.sections import Cells
from dashboard.demo.timeline import Calendar, Timeline

Counts = NDArray[np.int64]
Factors = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MonthlyCounts:
    """Counts by site (first axis) and month (second); a third axis where named.

    exams: kinds of exam. first_reads: score 1 then DISCREPANT_SCORES. second_reads: after a first
    read that agreed, after one that did not. second_discrepant: those of them that found a
    discrepancy. cases: CASE_KINDS. themes: THEMES, of the learning opportunities.
    """

    exams: Counts
    first_reads: Counts
    second_reads: Counts
    second_discrepant: Counts
    cases: Counts
    themes: Counts

    @property
    def reviews(self) -> Counts:
        """Return scored reviews by site and month, second reads included."""
        return np.asarray(self.first_reads.sum(axis=2) + self.second_reads.sum(axis=2))

    @property
    def discrepancies(self) -> Counts:
        """Return scored reviews with a score above 1 by site and month."""
        return np.asarray(
            self.first_reads[:, :, 1:].sum(axis=2) + self.second_discrepant.sum(axis=2)
        )

    @property
    def captured(self) -> Counts:
        """Return learning opportunities captured by either system, by site and month."""
        return np.asarray(self.discrepancies + self.cases[:, :, 0])


def draw_monthly_counts(
    stream: np.random.Generator,
    cells: Cells,
    timeline: Timeline,
    effects: Effects,
    radiologists: int,
    volume_scale: float,
) -> MonthlyCounts:
    """Return the counts of a department of this size, its exams multiplied by `volume_scale`."""
    exams = _draw_exams(stream, cells, timeline, radiologists * volume_scale)
    base = _base_capture(timeline, effects, exams.shape[0]) * _noise(
        stream, RATES.capture_noise, exams.shape[:2]
    )
    site_exams = exams.sum(axis=2)
    first_reads, second_reads, second_discrepant = _draw_reviews(
        stream, timeline, effects, site_exams, base
    )
    cases, themes = _draw_cases(stream, timeline, effects, site_exams, base)
    return MonthlyCounts(exams, first_reads, second_reads, second_discrepant, cases, themes)


def draw_addenda(stream: np.random.Generator, exams: Counts, calendar: Calendar) -> Counts:
    """Return reports addended by site, month and kind of exam: no system changes their rate."""
    season = calendar.season(RATES.addendum_season, RATES.addendum_peak_month)
    noise = _noise(stream, RATES.addendum_noise, exams.shape[:2])
    share = np.minimum(RATES.addendum_share * season * noise, 1.0)
    return stream.binomial(exams, share[:, :, None]).astype(np.int64)


def _noise(stream: np.random.Generator, variation: float, shape: tuple[int, ...]) -> Factors:
    """Return gamma factors of mean 1 with this coefficient of variation."""
    return np.asarray(stream.gamma(variation**-2, variation**2, shape))


def _draw_exams(
    stream: np.random.Generator, cells: Cells, timeline: Timeline, radiologists: float
) -> Counts:
    calendar = timeline.calendar
    growth = (1 + RATES.growth_a_year) ** ((np.arange(calendar.months) - calendar.months + 1) / 12)
    month = growth * calendar.season(RATES.exam_season, RATES.exam_peak_month)
    mean = radiologists * RATES.exams_per_radiologist * cells.share[:, None, :] * month[:, None]
    return stream.poisson(mean * _noise(stream, RATES.exam_noise, mean.shape)).astype(np.int64)


def _base_capture(timeline: Timeline, effects: Effects, sites: int) -> Factors:
    """Return what scored review captures per exam by site and month, were it never to stop."""
    calendar = timeline.calendar
    season = calendar.season(RATES.capture_season, RATES.capture_peak_month)
    tool = np.where(np.arange(calendar.months) >= timeline.tool_change, effects.tool_change, 1.0)
    of_site = np.array(RATES.site_capture[:sites])
    return np.asarray(
        RATES.review_share * RATES.discrepancy_share * of_site[:, None] * season * tool
    )


def _legacy_share(timeline: Timeline, effects: Effects, sites: int) -> Factors:
    """Return the share of its usual scored reviews that a site still does, by site and month."""
    share = np.ones((sites, timeline.calendar.months))
    for site, go_live in enumerate(timeline.go_live):
        if go_live is not None:
            share[site, go_live:] = 0.0
            share[site, go_live] = effects.stragglers
    return share


def _strength(timeline: Timeline, effects: Effects, sites: int) -> Factors:
    """Return how far peer learning has come, by site and month: 0 before it, 1 after phase-in."""
    strength = np.zeros((sites, timeline.calendar.months))
    for site, go_live in enumerate(timeline.go_live):
        if go_live is not None:
            strength[site, go_live:] = 1.0
            ramp = effects.ramp[: timeline.calendar.months - go_live]
            strength[site, go_live : go_live + len(ramp)] = ramp
    return strength


def _draw_reviews(
    stream: np.random.Generator,
    timeline: Timeline,
    effects: Effects,
    exams: Counts,
    base: Factors,
) -> tuple[Counts, Counts, Counts]:
    share = _legacy_share(timeline, effects, exams.shape[0])
    reports = RATES.review_share / (1 + RATES.double_reads)
    mean = exams * reports * share * _noise(stream, RATES.review_noise, exams.shape)
    reviewed = stream.poisson(mean)
    discrepant_share = np.minimum(base / RATES.review_share, 0.5)
    discrepant = stream.binomial(reviewed, discrepant_share)
    scores = stream.multinomial(discrepant, DISCREPANT_SHARES)
    first_reads = np.concatenate([(reviewed - discrepant)[:, :, None], scores], axis=2)

    twice = stream.binomial(first_reads.sum(axis=2), RATES.double_reads)
    twice_discrepant = stream.hypergeometric(discrepant, reviewed - discrepant, twice)
    second_reads = np.stack([twice - twice_discrepant, twice_discrepant], axis=2)
    # A second reader repeats the first one's score with probability kappa and else scores anew.
    anew = (1 - RATES.agreement) * discrepant_share
    second_discrepant = stream.binomial(
        second_reads, np.stack([anew, RATES.agreement + anew], axis=2)
    )
    return first_reads, second_reads, second_discrepant


def _draw_cases(
    stream: np.random.Generator,
    timeline: Timeline,
    effects: Effects,
    exams: Counts,
    base: Factors,
) -> tuple[Counts, Counts]:
    strength = _strength(timeline, effects, exams.shape[0])
    kinds = np.array(RATES.kind_shares)
    opportunities = exams * base * effects.go_live
    # The other kinds keep the planted department's rates even where opportunities do not rise.
    others = exams * base / effects.tool_change * PLANTED.tool_change * PLANTED.go_live
    mean = others[:, :, None] * kinds / kinds[0]
    mean[:, :, 0] = opportunities
    cases = stream.poisson(mean * strength[:, :, None]).astype(np.int64)

    themes = np.zeros((*exams.shape, len(THEMES)), dtype=np.int64)
    for month in range(exams.shape[1]):
        shares = effects.theme_shares(month >= timeline.theme_action)
        themes[:, month] = stream.multinomial(cases[:, month, 0], shares)
    return cases, themes
