"""Which months of which site the exports hold whole."""

from __future__ import annotations

import pandas as pd

from tests.oracle.exports import Exports

SILENT_DAYS = 60  # scored reviews of a site that stops this long before the file does have ended

SiteMonths = pd.MultiIndex


def last_day_received(days: pd.Series) -> pd.Timestamp:
    """Return the last day of the month of the file's last row."""
    return days.max().to_period("M").end_time.normalize()


def site_months(frame: pd.DataFrame, ends_by_site: bool = False) -> SiteMonths:
    """Return the (site, month) pairs a file covers to the month's last day."""
    ends = last_day_received(frame["day"])
    pairs = []
    for site, days in frame.groupby("site")["day"]:
        silent = (frame["day"].max() - days.max()).days > SILENT_DAYS
        covered_to = days.max() if ends_by_site and silent else ends
        for month in pd.period_range(days.min(), covered_to, freq="M"):
            if month.end_time.normalize() <= covered_to:
                pairs.append((site, month.to_timestamp()))
    return pd.MultiIndex.from_tuples(pairs, names=["site", "month"])


def case_months(exports: Exports) -> SiteMonths:
    """Return the site-months covered by the case export."""
    return site_months(exports.cases)


def review_months(exports: Exports) -> SiteMonths:
    """Return the site-months covered by the scored review export."""
    return site_months(exports.reviews, ends_by_site=True)


def exam_months(exports: Exports) -> SiteMonths:
    """Return the site-months covered by the exam volumes."""
    return site_months(exports.exams.rename(columns={"month": "day"}))


def peer_learning_months(exports: Exports) -> SiteMonths:
    """Return the covered site-months from the site's go-live on."""
    covered = case_months(exports).to_frame(index=False)
    go_live = covered["site"].map(exports.go_lives)
    return pd.MultiIndex.from_frame(covered[covered["month"] >= go_live])


def scored_review_months(exports: Exports) -> SiteMonths:
    """Return the covered site-months of scored review before the site's go-live."""
    covered = review_months(exports).to_frame(index=False)
    go_live = pd.to_datetime(covered["site"].map(exports.go_lives))
    return pd.MultiIndex.from_frame(covered[~(covered["month"] >= go_live)])


def within(frame: pd.DataFrame, covered: SiteMonths) -> pd.DataFrame:
    """Return the rows of `frame` whose site and month are covered."""
    return frame[pd.MultiIndex.from_frame(frame[["site", "month"]]).isin(covered)]
