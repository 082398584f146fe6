"""What is put forward: kinds of case, and the shares that are great calls or judged meaningful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from dashboard.findings.months import published_by
from dashboard.findings.sentences import count, in_words, interval, percent, span
from dashboard.findings.share_chart import ShareChart, share_chart
from dashboard.findings.sides import side_of
from dashboard.findings.table import Table
from dashboard.findings.theme_ranking import ranked
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published

KINDS = "case_kinds"
OTHER_KINDS = "Other kinds, shown together"
SHARES: Mapping[str, str] = {
    "great_call_share": "cases",
    "meaningful_share": "learning opportunities",
}
FEWEST_POINTS = 6
TOO_FEW = (
    f"To be followed, a share needs {in_words(FEWEST_POINTS)} published periods. In a small "
    "department, or a part of one, they are published by half-year or year: choose more months if "
    "you can."
)


@dataclass(frozen=True, slots=True)
class ShareBlock:
    """One share over time: its measure, its chart, and the whole span in words."""

    measure: str
    title: str
    chart: ShareChart
    said: str
    source: str
    alt: str
    table: Table


@dataclass(frozen=True, slots=True)
class CaseMix:
    """Kinds in order (columns of charts.pareto), and the shares followed over time.

    notes: what must be said of the kinds (units shown together). no_shares: why none is followed.
    """

    kinds: pd.DataFrame
    source: str
    alt: str
    table: Table | None
    shares: tuple[ShareBlock, ...]
    empty: str
    notes: tuple[str, ...] = ()
    no_shares: str = ""


def case_mix(published: Published, lens: Lens) -> CaseMix:
    """Return the kinds of case and the shares of great calls and meaningful cases in `lens`."""
    whole = totals(published, KINDS, lens)
    shares = tuple(
        block for name, unit in SHARES.items() if (block := _share(published, name, unit, lens))
    )
    if whole.frame.empty or whole.snapped is None:
        reason = whole.empty_reason or ""
        return CaseMix(pd.DataFrame(), "", "", None, shares, reason, (), reason)
    n = float(whole.frame.groupby("member")["denominator"].max().sum())
    sums = whole.frame.groupby("part", as_index=False)["numerator"].sum().assign(denominator=n)
    kinds = ranked(sums, published.labels("case_kind"), OTHER_KINDS).assign(vital=True)
    source = (
        f"n = {count(n)} cases put forward, {span(*whole.snapped)}. "
        "Source: peer-learning case export."
    )
    alt = "; ".join(
        f"{row.label} {count(row.count)}, {percent(row.share)}"
        for row in kinds.itertuples(index=False)
    )
    table = _kinds_table(kinds)
    return CaseMix(kinds, source, alt, table, shares, "", whole.notes, "" if shares else TOO_FEW)


def _kinds_table(kinds: pd.DataFrame) -> Table:
    raw = kinds[["label", "count", "share"]].rename(columns={"label": "kind", "count": "cases"})
    shown = raw.rename(columns={"kind": "Kind", "cases": "Cases", "share": "Share"})
    return Table("kinds_of_case", shown, raw, {"Cases": "{:,.0f}", "Share": "{:.1%}"})


def _share(published: Published, name: str, unit: str, lens: Lens) -> ShareBlock | None:
    rows = series(published, name, lens).frame
    if rows.empty:
        return None
    keys = ["from_month", "to_month", "grain"]
    summed = rows.groupby(keys, sort=True)[["numerator", "denominator"]].sum().reset_index()
    whole = side_of(summed)
    if len(summed) < FEWEST_POINTS or whole is None:
        return None
    measure, chart = published.measures[name], share_chart(summed, unit)
    first, last = chart.points.iloc[0], chart.points.iloc[-1]
    return ShareBlock(
        measure=name,
        title=measure.title,
        chart=chart,
        said=(
            f"{percent(whole.share)} over {span(whole.first, whole.last)}; {chart.kind}, "
            f"{chart.baseline}"
        ),
        source=f"n = {count(whole.n)} {unit}, published {published_by(summed)}.",
        alt=(
            f"{measure.title}: {percent(first['value'])} in {first['period']}, "
            f"{percent(last['value'])} in {last['period']}, {percent(whole.share)} over all, "
            f"{interval(*_wilson(whole.hits, whole.n), share=True)}."
        ),
        table=_share_table(name, chart),
    )


def _wilson(hits: float, n: float) -> tuple[float | None, float | None]:
    from dashboard.analysis.intervals import proportion_interval

    found = proportion_interval(hits, n)
    return found.lower, found.upper


def _share_table(name: str, chart: ShareChart) -> Table:
    columns = ["period", "numerator", "denominator", "value", "centre", "lower", "upper", "signal"]
    raw = chart.points[columns].rename(columns={"value": "share"})
    shown = raw.iloc[::-1].assign(signal=lambda rows: rows["signal"].map({True: "yes", False: ""}))
    shown.columns = [
        "Period",
        "Hits",
        "Of",
        "Share",
        "Centre",
        "Lower limit",
        "Upper limit",
        "Signal",
    ]
    whole, share = "{:,.0f}", "{:.1%}"
    return Table(
        name,
        shown,
        raw,
        {
            "Hits": whole,
            "Of": whole,
            "Share": share,
            "Centre": share,
            "Lower limit": share,
            "Upper limit": share,
        },
    )
