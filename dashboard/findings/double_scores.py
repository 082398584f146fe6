"""How far two reviewers of one report agree, and how far beyond what chance alone would give."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.findings.block import Block
from dashboard.findings.months import day
from dashboard.findings.sentences import MINUS, out_of, share_words, span
from dashboard.findings.table import Table
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
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
COLUMNS = ("from_month", "to_month", "numerator", "denominator", "estimate", "lower", "upper")


def double_scores(published: Published, months: Lens) -> Block:
    """Return the share of double-scored reports that got one score, over all and by year."""
    if PAIRS not in published.measures:
        return Block(TITLE, empty=NO_PAIRS)
    periods = series(published, PAIRS, months).frame
    if periods.empty or not periods["denominator"].sum():
        return Block(TITLE, empty=NO_PAIRS)
    whole = _alike(published, months)
    years = sorted(set(periods["from_month"].dt.year))
    lenses = [
        Lens(max(months.start, date(year, 1, 1)), min(months.end, date(year, 12, 1)))
        for year in years
    ]
    rows = pd.DataFrame([_with_kappa(published, _alike(published, lens)) for lens in lenses])
    kappa = _kappa(published, whole)
    return Block(
        title=TITLE,
        mark="The table has a row a year.",
        notes=(
            f"Both reviewers gave the same score to "
            f"{out_of(whole['numerator'], whole['denominator'], 'reports')} scored twice, "
            f"{share_words(whole['estimate'])} ({share_words(whole['lower'])} to "
            f"{share_words(whole['upper'])}).",
            *_beyond_chance(kappa),
        ),
        source=f"Reports scored by two reviewers, {_span(whole)}.",
        table=_table(rows),
        measures=(published.measures[PAIRS], published.measures[SCORES]),
        method=METHOD,
    )


def _alike(published: Published, months: Lens) -> pd.Series:
    rows = totals(published, PAIRS, months).frame
    return rows[rows["part"] == ALIKE].iloc[0]


def _kappa(published: Published, pairs: pd.Series) -> Agreement | None:
    """Return kappa over the months of `pairs`; None where no scores are published for them."""
    from dashboard.analysis.agreement import kappa_given_chance

    months = Lens(day(pairs["from_month"]), day(pairs["to_month"]))
    scores = totals(published, SCORES, months).frame
    if scores.empty:
        return None
    shares = [float(share) for share in scores["numerator"] / scores["denominator"]]
    return kappa_given_chance(int(pairs["numerator"]), int(pairs["denominator"]), shares)


def _with_kappa(published: Published, pairs: pd.Series) -> dict[str, object]:
    kappa = _kappa(published, pairs)
    return {
        **{name: pairs[name] for name in COLUMNS},
        "kappa": kappa.estimate if kappa else None,
        "kappa_lower": kappa.lower if kappa else None,
        "kappa_upper": kappa.upper if kappa else None,
    }


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


def _span(row: pd.Series) -> str:
    return span(day(row["from_month"]), day(row["to_month"]))


def _table(rows: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "Year": [_span(row) for _, row in rows.iterrows()],
            "Scored twice": rows["denominator"].astype(float),
            "Same score": rows["numerator"].astype(float),
            "Share": rows["estimate"].astype(float),
            "95% from": rows["lower"].astype(float),
            "to": rows["upper"].astype(float),
            "Kappa": rows["kappa"].astype(float),
            "Kappa from": rows["kappa_lower"].astype(float),
            "Kappa to": rows["kappa_upper"].astype(float),
        }
    )
    formats = {
        **dict.fromkeys(("Scored twice", "Same score"), "{:,.0f}"),
        **dict.fromkeys(("Share", "95% from", "to"), "{:.1%}"),
        **dict.fromkeys(("Kappa", "Kappa from", "Kappa to"), "{:.2f}"),
    }
    return Table("double_score_agreement", shown, rows, formats)
