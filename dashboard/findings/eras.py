"""Both eras on the base they share: learning opportunities captured per 1,000 exams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.findings.events import Event
from dashboard.findings.go_lives import (
    era_of,
    go_lives,
    of_sites,
    settled_from,
    tool_changes,
)
from dashboard.findings.months import day, months_on
from dashboard.findings.sentences import month_name, out_of, short_span
from dashboard.published.lens import Lens
from dashboard.published.lookup import Answer, series
from dashboard.published.open import Published

ERA_WORDS = {"scored_review": "scored review", "peer_learning": "peer learning"}
SHARED_BASE = "learning_opportunities_per_1000_exams"


@dataclass(frozen=True, slots=True)
class ErasSeries:
    """One line of work over both eras.

    points: columns month, value (per 1,000 exams), era, said, and from_month, to_month, grain,
    numerator, denominator, estimate, lower, upper as published. levels: columns month, value,
    era, line: the rate over each stretch between dated changes. events: go-lives and changes of
    the tool within these months.
    """

    title: str
    small: str
    points: pd.DataFrame
    levels: pd.DataFrame
    events: tuple[Event, ...]
    live: tuple[Event, ...]

    @property
    def alt(self) -> str:
        """The levels in words, for a reader who does not see the chart."""
        starts = self.levels.drop_duplicates("line")
        said = [
            f"{row.value:.2f} from {month_name(day(row.month))} ({ERA_WORDS[row.era]})"
            for row in starts.itertuples(index=False)
        ]
        return f"{self.title or 'Captured'} per 1,000 exams: {'; '.join(said) or 'no level'}."


def shared_base(published: Published, lens: Lens) -> tuple[Answer, ErasSeries | None]:
    """Return what was captured in the lens, all its units added up, and the answer it is from."""
    answer = series(published, SHARED_BASE, lens)
    if answer.frame.empty:
        return answer, None
    sites = lens.members if lens.axis == "site" else ()
    return answer, _eras(published, _added_up(answer), "", sites, lens)


def by_site(published: Published, lens: Lens) -> tuple[Answer, tuple[ErasSeries, ...]]:
    """Return one series a site, or sites shown together, the first to go live first.

    A lens on units of another axis cannot be crossed with sites: all of its months are used.
    """
    alone = lens if lens.axis in ("all", "site") else Lens(lens.start, lens.end)
    answer = series(published, SHARED_BASE, alone, "site")
    if answer.frame.empty:
        return answer, ()
    found = [
        _eras(
            published, own.reset_index(drop=True), str(title), tuple(own["members"].iloc[0]), lens
        )
        for title, own in answer.frame.groupby("member", sort=False)
    ]
    last = date.max
    return answer, tuple(
        sorted(found, key=lambda one: one.live[0].happened_on if one.live else last)
    )


def _added_up(answer: Answer) -> pd.DataFrame:
    """Return one row a period: the units chosen added up, with Garwood's interval."""
    from dashboard.analysis.intervals import rate_intervals

    keys = ["from_month", "to_month", "grain"]
    sums = answer.frame.groupby(keys, sort=True)[["numerator", "denominator"]].sum().reset_index()
    found = rate_intervals(sums["numerator"], sums["denominator"], per=answer.measure.per)
    return sums.assign(estimate=found.estimate, lower=found.lower, upper=found.upper)


def _eras(
    published: Published, rows: pd.DataFrame, title: str, sites: Sequence[str], lens: Lens
) -> ErasSeries:
    live = of_sites(go_lives(published), sites)
    if sites:
        live = tuple(event for event in live if event.site in (None, *sites))
    changes = tool_changes(published)
    points = _points(rows, live)
    first, last = day(points["from_month"].min()), day(points["to_month"].max())
    shown = tuple(
        event
        for event in sorted((*changes, *live), key=lambda each: each.happened_on)
        if first <= event.happened_on <= months_on(last, 1)
    )
    return ErasSeries(
        title, _since(live, sites), points, stretch_levels(points, changes, live), shown, live
    )


def _points(rows: pd.DataFrame, live: Sequence[Event]) -> pd.DataFrame:
    spans = [
        (day(first), day(last))
        for first, last in zip(rows["from_month"], rows["to_month"], strict=True)
    ]
    return rows.assign(
        month=[first for first, _ in spans],
        value=rows["estimate"],
        era=[era_of(first, last, live) for first, last in spans],
        said=[
            f"{out_of(hits, n, 'exams')}, {short_span(first, last)}"
            for hits, n, (first, last) in zip(
                rows["numerator"], rows["denominator"], spans, strict=True
            )
        ],
    )


def stretch_levels(
    points: pd.DataFrame, changes: Sequence[Event], live: Sequence[Event], per: float = 1000
) -> pd.DataFrame:
    """Return the rate of each stretch: scored review between changes of tool, peer learning.

    Peer learning counts from the end of the last phase-in: before that, sites are of both kinds.
    """
    parts = []
    for number, rows in enumerate(_stretches(points, changes, live)):
        rate = per * rows["numerator"].sum() / rows["denominator"].sum()
        ends = [day(rows["month"].iloc[0]), day(rows["month"].iloc[-1])]
        parts += [
            {"month": end, "value": rate, "era": rows["era"].iloc[0], "line": number}
            for end in ends
        ]
    return pd.DataFrame(parts, columns=["month", "value", "era", "line"])


def _stretches(
    points: pd.DataFrame, changes: Sequence[Event], live: Sequence[Event]
) -> list[pd.DataFrame]:
    review = points[points["era"] == "scored_review"]
    marks = pd.Series(0, index=review.index)
    for change in changes:
        marks += (review["from_month"] >= pd.Timestamp(change.happened_on)).astype(int)
    settled = settled_from(live)
    learning = points[points["from_month"] >= pd.Timestamp(settled)] if settled else points[:0]
    return [
        rows for rows in (*(own for _, own in review.groupby(marks)), learning) if len(rows) > 1
    ]


def _since(live: Sequence[Event], sites: Sequence[str]) -> str:
    if not sites:
        return ""
    if not live:
        return "still scores: the site to compare with"
    if len(sites) == 1:
        return f"live since {month_name(live[0].happened_on)}"
    return "; ".join(
        f"{event.site or 'all'} live since {month_name(event.happened_on)}" for event in live
    )
