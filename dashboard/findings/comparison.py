"""What the page on peer review and peer learning says: the finding, its blocks, their limits."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard.findings.before_after import BeforeAfter, across_go_live
from dashboard.findings.comparison_tables import eras_table, ratio_table, score_table
from dashboard.findings.eras import ErasSeries, by_site, shared_base
from dashboard.findings.events import Event
from dashboard.findings.go_lives import go_lives, still_scoring, tool_changes
from dashboard.findings.months import published_by
from dashboard.findings.scores import PER_REVIEWS, ScoreShift, score_shift
from dashboard.findings.sentences import (
    figure,
    listed,
    month_name,
    plural,
)
from dashboard.findings.table import Table
from dashboard.findings.unlike_shares import UnlikeShares, unlike_shares
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer
from dashboard.published.open import Published

NOT_ERRORS = "More captured does not mean more errors, nor fewer: it means more was put forward."


@dataclass(frozen=True, slots=True)
class ErasBlock:
    """One or several series on the shared base, with what stands around the chart."""

    mark: str
    series: tuple[ErasSeries, ...]
    source: str
    sentences: tuple[str, ...]
    table: Table
    empty: str

    @property
    def top(self) -> float:
        """The highest rate of any series, for panels on one scale; 1 without any."""
        return max((float(one.points["value"].max()) for one in self.series), default=1.0)

    @property
    def columns(self) -> int:
        """How many panels side by side: four make two rows of two, not three and one."""
        return 2 if len(self.series) in (2, 4) else 3


@dataclass(frozen=True, slots=True)
class RatioBlock:
    """Before and after as a description: rows for charts.ratio_dots, in order."""

    mark: str
    rows: tuple[BeforeAfter, ...]
    alt: str
    source: str
    table: Table
    empty: str

    @property
    def frame(self) -> pd.DataFrame:
        """The rows as charts.ratio_dots takes them."""
        return pd.DataFrame([row.printed for row in self.rows])


@dataclass(frozen=True, slots=True)
class ScoreBlock:
    """The legacy scores and their table; `empty` says why there are none."""

    shift: ScoreShift | None
    table: Table | None
    alt: str
    sentences: tuple[str, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """Everything the page shows, computed from the published file alone."""

    tool: tuple[Event, ...]
    sites: ErasBlock
    ratios: RatioBlock
    scores: ScoreBlock
    unlike: UnlikeShares | None
    limits: str


def comparison_page(published: Published, lens: Lens) -> ComparisonPage:
    """Return the page for the months and units of `lens`."""
    tool, live = tool_changes(published), go_lives(published)
    _, both = shared_base(published, lens)
    site_answer, sites = by_site(published, lens)
    main = across_go_live(both, _whole_label(lens), tool) if both else None
    score_answer, shift = score_shift(published, _all_units(lens), tool, live)
    changes = _changes(main, sites, tool, live, shift)
    return ComparisonPage(
        tool=tool,
        sites=_site_block(site_answer, sites, lens),
        ratios=_ratio_block(changes),
        scores=_score_block(score_answer, shift, lens),
        unlike=unlike_shares(published, lens),
        limits=_limits(live, tool, shift, still_scoring(published, live)),
    )


def _all_units(lens: Lens) -> Lens:
    """Return the lens over the whole department: scores are too few to split further."""
    return Lens(lens.start, lens.end)


def _whole_label(lens: Lens) -> str:
    return listed(lens.members) if lens.members else "Department"


def _site_block(answer: Answer, sites: tuple[ErasSeries, ...], lens: Lens) -> ErasBlock:
    mark = (
        "The same scale in every panel, learning opportunities captured per 1,000 exams. Line: "
        "go-live of that site, or the change of tool; hollow dots: the phase-in lies in them."
    )
    table = eras_table(sites)
    if not sites:
        return ErasBlock(mark, (), "", (), table, answer.empty_reason or "")
    crossed = (
        ("All sections, modalities and patient groups: sites cannot be crossed with them.",)
        if lens.members and lens.axis != "site"
        else ()
    )
    source = (
        f"By site, published {published_by(answer.frame)}: too few radiologists stand behind the "
        "months of one site."
        if (answer.frame["grain"] != "month").any()
        else "By site and month."
    )
    return ErasBlock(mark, sites, source, (*answer.notes, *crossed), table, "")


def _changes(
    main: BeforeAfter | None,
    sites: tuple[ErasSeries, ...],
    tool: tuple[Event, ...],
    live: tuple[Event, ...],
    shift: ScoreShift | None,
) -> tuple[BeforeAfter, ...]:
    alone = [
        across_go_live(site, _site_label(site), tool, live) for site in sites if len(sites) > 1
    ]
    thresholds = shift.thresholds[:1] if shift else ()
    return tuple(row for row in (main, *alone, *thresholds) if row is not None)


def _site_label(site: ErasSeries) -> str:
    return site.title if site.live else f"{site.title}, still scoring"


def _ratio_block(changes: tuple[BeforeAfter, ...]) -> RatioBlock:
    crosses = any(row.unit == PER_REVIEWS for row in changes)
    last = "; the last row crosses the change of tool" if crosses else ""
    mark = (
        f"The last twelve months divided by the twelve before go-live, 95% interval{last}. Open "
        "dots: the interval includes no change. A description, not an estimate of effect."
    )
    empty = (
        ""
        if changes
        else "A go-live in the events export, with exams and reports either side of it."
    )
    wide = [row for row in changes if row.spread > 1]
    source = (
        "Where periods vary more than chance would make them, the interval is wider by as much "
        f"({len(wide)} of {plural(len(changes), 'row')}). Taking part, feedback and conferences "
        "are recorded in one era only, or in ways that differ, so no ratio is drawn for them."
    )
    alt = "; ".join(f"{row.label} {figure(row.ratio)} times" for row in changes)
    return RatioBlock(mark, changes, alt, source, ratio_table(changes), empty)


def _score_block(answer: Answer, shift: ScoreShift | None, lens: Lens) -> ScoreBlock:
    if shift is None:
        return ScoreBlock(None, None, "", (), answer.empty_reason or "")
    whole = (
        ("The whole department: scores are too few to show for a part of it.",)
        if lens.members
        else ()
    )
    alt = "; ".join(
        f"{row['label']}: {row['before']:.1f} before, {row['after']:.1f} after"
        for row in shift.rows.to_dict("records")
    )
    return ScoreBlock(shift, score_table(shift), alt, (*whole, *shift.sentences), "")


def _limits(
    live: tuple[Event, ...],
    tool: tuple[Event, ...],
    shift: ScoreShift | None,
    controls: tuple[str, ...],
) -> str:
    parts = [
        "Neither system counts what it missed, so no number here says how often a reading is "
        "wrong. Scored review found what a draw of reports happened to hold; peer learning holds "
        "what people chose to put forward, and the program itself asks for more of that. Before "
        "and after also differ in staff, exam mix and season, and a trend that was under "
        "way would show as a change."
    ]
    if tool and shift and shift.thresholds and shift.thresholds[0].clear:
        change = tool[-1]
        parts.append(
            f"A change of tool alone ({change.label}, {month_name(change.happened_on)}) went with "
            f"{figure(shift.thresholds[0].ratio)} times the discrepancies per review."
        )
    if controls and live:
        parts.append(
            f"{listed(controls)} still {'scores' if len(controls) == 1 else 'score'} and "
            f"{'is' if len(controls) == 1 else 'are'} the only guard against that here; sites were "
            "not drawn by lot."
        )
    return " ".join(parts)
