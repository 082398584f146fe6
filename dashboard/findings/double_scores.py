"""How far two reviewers of one report agree, and how far beyond what chance alone would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.analysis.intervals import Interval, proportion_interval
from dashboard.findings.block import Block
from dashboard.findings.months import day
from dashboard.findings.sentences import MINUS, out_of, share_words, span
from dashboard.findings.table import Table
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published

if TYPE_CHECKING:
    from dashboard.analysis.agreement import Agreement

TITLE = "Agreement where a report was scored twice"
PAIRS, SCORES = "double_score_agreement", "review_scores"
ALIKE = "same score"
NO_PAIRS = (
    "No two reviews of one report can be shown side by side for these months. A scored-review "
    "export with a column of accession numbers, the same on both reads, fills this; below five "
    "radiologists behind scores that differ it stays empty."
)
METHOD = (
    "Kappa is the agreement beyond chance, as a share of what chance leaves open: 0 is what two "
    "reviewers who score blindly would reach, 1 is agreement in all. Reviewers stand for one "
    "another, so chance follows from the shares of all scores of the same months (Scott 1955), "
    "as published; its interval is Wilson's for the agreement, carried over."
)


@dataclass(frozen=True, slots=True)
class _Span:
    """Months with what was scored twice in them, and how far beyond chance it agrees."""

    first: date
    last: date
    alike: int
    twice: int
    kappa: Agreement | None

    @property
    def words(self) -> str:
        return span(self.first, self.last)

    @property
    def share(self) -> Interval:
        return proportion_interval(self.alike, self.twice)


def double_scores(published: Published, months: Lens) -> Block:
    """Return the share of double-scored reports that got one score, over all and by year."""
    if PAIRS not in published.measures:
        return Block(TITLE, empty=NO_PAIRS)
    # Two questions in all: a page that asks for each year anew is a tenth of a second slower.
    pairs = series(published, PAIRS, months).frame
    pairs = pairs[(pairs["part"] == ALIKE) & (pairs["denominator"] > 0)]
    if pairs.empty:
        return Block(TITLE, empty=NO_PAIRS)
    scores = series(published, SCORES, months).frame
    whole = _span(pairs, scores)
    years = [_span(own, scores) for _, own in pairs.groupby(pairs["from_month"].dt.year)]
    lower, upper = whole.share.lower or 0.0, whole.share.upper or 1.0
    return Block(
        title=TITLE,
        notes=(
            f"Both reviewers gave the same score to "
            f"{out_of(whole.alike, whole.twice, 'reports')} scored twice, "
            f"{share_words(whole.alike / whole.twice)} ({share_words(lower)} to "
            f"{share_words(upper)}).",
            *_beyond_chance(whole.kappa),
        ),
        source=f"Reports scored by two reviewers, {whole.words}.",
        table=_table(years),
        measures=(published.measures[PAIRS], published.measures[SCORES]),
        method=METHOD,
    )


def _span(pairs: pd.DataFrame, scores: pd.DataFrame) -> _Span:
    """Add periods up, and give kappa by the scores of the same months where they are published."""
    from dashboard.analysis.agreement import kappa_given_chance

    first, last = pairs["from_month"].min(), pairs["to_month"].max()
    alike, twice = int(pairs["numerator"].sum()), int(pairs["denominator"].sum())
    beside = scores[(scores["from_month"] >= first) & (scores["to_month"] <= last)]
    of_parts = beside.groupby("part")["numerator"].sum()
    shares = (of_parts / of_parts.sum()).tolist()
    kappa = kappa_given_chance(alike, twice, shares) if of_parts.sum() else None
    return _Span(day(first), day(last), alike, twice, kappa)


def _beyond_chance(kappa: Agreement | None) -> tuple[str, ...]:
    if kappa is None or kappa.estimate is None or kappa.lower is None or kappa.upper is None:
        return ()
    told = "more than chance gives" if kappa.lower > 0 else "not told from what chance gives"
    return (
        "Nearly all scores concur, so most of that is chance. Beyond chance, kappa is "
        f"{_signed(kappa.estimate)} ({_signed(kappa.lower)} to {_signed(kappa.upper)}): {told}.",
    )


def _signed(value: float) -> str:
    return f"{round(value, 2) + 0.0:.2f}".replace("-", MINUS)


def _table(years: Sequence[_Span]) -> Table:
    raw = pd.DataFrame(
        [
            {
                "from_month": pd.Timestamp(year.first),
                "to_month": pd.Timestamp(year.last),
                "numerator": year.alike,
                "denominator": year.twice,
                "estimate": year.share.estimate,
                "lower": year.share.lower,
                "upper": year.share.upper,
                "kappa": year.kappa.estimate if year.kappa else None,
                "kappa_lower": year.kappa.lower if year.kappa else None,
                "kappa_upper": year.kappa.upper if year.kappa else None,
            }
            for year in years
        ]
    )
    columns = raw.columns[2:]
    titles = (
        *("Same score", "Scored twice", "Share", "95% from", "to"),
        *("Kappa", "Kappa from", "Kappa to"),
    )
    shown = raw[columns].astype(float).set_axis(list(titles), axis="columns")
    shown.insert(0, "Year", [year.words for year in years])
    formats = {
        **dict.fromkeys(("Scored twice", "Same score"), "{:,.0f}"),
        **dict.fromkeys(("Share", "95% from", "to"), "{:.1%}"),
        **dict.fromkeys(("Kappa", "Kappa from", "Kappa to"), "{:.2f}"),
    }
    return Table("double_score_agreement", shown, raw, formats)
