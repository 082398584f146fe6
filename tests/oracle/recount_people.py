"""Measures of radiologists: each at the home site and section of the end of the period."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from tests.oracle.cells import cells
from tests.oracle.coverage import (
    case_months,
    exam_months,
    peer_learning_months,
    scored_review_months,
    within,
)
from tests.oracle.exports import Exports
from tests.oracle.recount_content import feedback_sent
from tests.oracle.roster import (
    GRAIN_MONTHS,
    person_days,
    person_months,
    required_in_months,
    start_of_period,
)

HALF = 0.5
BANDS = ((0, "0"), (3, "1-3"), (6, "4-6"), (12, "7-12"), (24, "13-24"), (48, "25-48"))
MOST = "49+"


@dataclass(frozen=True, slots=True)
class People:
    """Person-days and person-months of the roster while any export was received.

    `months` has, for each person and month: home, share present, whether the program ran at the
    home (`live`), the share present where it ran (`present_live`), and `submissions`.
    """

    days: pd.DataFrame
    months: pd.DataFrame


def people_of(exports: Exports) -> People:
    """Lay the roster over the months of the case and review exports."""
    received = pd.concat([exports.cases["day"], exports.reviews["day"]])
    first = received.min().to_period("M").start_time
    days = person_days(exports, first, received.max().to_period("M").end_time.normalize())
    months = person_months(days)
    home = pd.MultiIndex.from_frame(months[["site", "month"]])
    months["live"] = home.isin(peer_learning_months(exports))
    months["scored"] = home.isin(scored_review_months(exports))
    months["present_live"] = months["present"].where(months["live"], 0.0)
    months["submissions"] = _count_by(
        months, within(exports.cases, case_months(exports)).rename(columns={"submitter": "person"})
    )
    return People(days, months)


def _count_by(months: pd.DataFrame, rows: pd.DataFrame) -> np.ndarray:
    """Return how many of `rows` each person and month has."""
    counted = rows.groupby(["person", "month"]).size()
    return counted.reindex(
        pd.MultiIndex.from_frame(months[["person", "month"]]), fill_value=0
    ).to_numpy()


def _periods(months: pd.DataFrame, grain: str, **sums: str) -> pd.DataFrame:
    """Return one row a person and period of `grain`, with the home of its last month."""
    placed = months.assign(month=start_of_period(months["month"], grain), own=months["month"])
    added = {name: (column, "sum") for name, column in sums.items()}
    return (
        placed.sort_values("own")
        .groupby(["person", "month"], as_index=False)
        .agg(site=("site", "last"), section=("section", "last"), **added)
    )


def _taking_part(people: People, grain: str) -> pd.DataFrame:
    """Return people present at least half of the period where the program runs."""
    periods = _periods(people.months, grain, present="present_live", submissions="submissions")
    return periods[periods["present"] >= HALF * GRAIN_MONTHS[grain] - 1e-9]


def radiologists_submitting(exports: Exports) -> pd.DataFrame:
    """Radiologists with a submission, of those taking part, for each length of period."""
    people = people_of(exports)
    counted = []
    for grain in GRAIN_MONTHS:
        present = _taking_part(people, grain)
        counted.append(cells(present, present["submissions"] >= 1, 1, grain=f"people by {grain}"))
    return pd.concat(counted, ignore_index=True)


def radiologists_taking_part(exports: Exports) -> pd.DataFrame:
    """Radiologists who did anything in the system their home was under, month by month.

    A home is under one system or none in a month, so each month counts for one of the two.
    """
    months = people_of(exports).months
    scored = _count_by(months, exports.reviews.rename(columns={"reviewer": "person"}))
    months["under_one"] = months["present"].where(months["live"] | months["scored"], 0.0)
    months["did"] = np.select(
        [months["live"], months["scored"]], [months["submissions"], scored], default=0
    )
    counted = []
    for grain, length in GRAIN_MONTHS.items():
        periods = _periods(months, grain, present="under_one", did="did")
        there = periods[periods["present"] >= HALF * length - 1e-9]
        counted.append(cells(there, there["did"] >= 1, 1, grain=f"people by {grain}"))
    return pd.concat(counted, ignore_index=True)


def radiologists_meeting_target(exports: Exports) -> pd.DataFrame:
    """Radiologists who reached their prorated target, for each length of period that judges it."""
    people = people_of(exports)
    required = required_in_months(people.days, exports.targets, "submissions")
    months = people.months.merge(required, on=["person", "month"], how="left")
    asked = months["live"] & months["required"].notna()
    months["required"] = [
        share if counts else Fraction(0)
        for share, counts in zip(months["required"], asked, strict=True)
    ]
    counted = []
    for grain, length in GRAIN_MONTHS.items():
        periods = _periods(months, grain, required="required", submissions="submissions")
        longest = months.assign(month=start_of_period(months["month"], grain))
        judged_over = longest[asked].groupby(["person", "month"])["months"].max()
        own_period = judged_over.reindex(pd.MultiIndex.from_frame(periods[["person", "month"]]))
        whole = periods["required"].map(_rounded)
        judged = (whole >= 1) & (own_period.to_numpy() <= length)
        met = periods["submissions"] >= whole
        counted.append(cells(periods[judged], met[judged], 1, grain=f"people by {grain}"))
    return pd.concat(counted, ignore_index=True)


def _rounded(asked: Fraction) -> int:
    """Round to a whole number, halves up."""
    return int((asked + Fraction(1, 2)) // 1)


def submissions_a_year(exports: Exports) -> pd.DataFrame:
    """Radiologists taking part in a year, by how many cases each put forward."""
    present = _taking_part(people_of(exports), "year")
    return cells(present, 1, 1, part=present["submissions"].map(_band), grain="people by year")


def _band(submissions: int) -> str:
    return next((band for most, band in BANDS if submissions <= most), MOST)


def submissions_per_radiologist_month(exports: Exports) -> pd.DataFrame:
    """Cases put forward over months present."""
    months = people_of(exports).months
    present = months[months["present_live"] > 0]
    return cells(present, present["submissions"], present["present_live"])


def submissions_per_1000_exams(exports: Exports) -> pd.DataFrame:
    """Cases put forward by radiologists of sites that run the program, over those sites' exams."""
    months = people_of(exports).months
    live = months[months["live"]]
    running = peer_learning_months(exports).intersection(exam_months(exports))
    exams = within(exports.exams, running)
    return pd.concat(
        [cells(live, live["submissions"]), cells(exams, 0, exams["exams"])], ignore_index=True
    )


def feedback_per_radiologist_month(exports: Exports) -> pd.DataFrame:
    """Cases for which feedback was sent over months present."""
    months = people_of(exports).months
    return pd.concat(
        [cells(feedback_sent(exports), 1), cells(months, 0, months["present_live"])],
        ignore_index=True,
    )


def radiologists_receiving_feedback(exports: Exports) -> pd.DataFrame:
    """Months of radiologists present for at least half of them, with a message sent or without."""
    months = people_of(exports).months
    sent = exports.feedback.rename(columns={"receiver": "person"})
    sent = sent.assign(month=sent["sent"].dt.to_period("M").dt.to_timestamp())
    months["messages"] = _count_by(months, sent)
    present = months[months["present_live"] >= HALF - 1e-9]
    return cells(present, present["messages"] >= 1, 1)


def conference_attendance(exports: Exports) -> pd.DataFrame:
    """Conferences attended, of those held for each radiologist's site and section.

    Nobody is invited in a month spent away from its first day to its last.
    """
    months = people_of(exports).months
    present = months[months["present_live"] > 0].merge(
        exports.conferences.rename(columns={"site": "for_site", "section": "for_section"}),
        on="month",
    )
    invited = present[
        ((present["for_site"] == "") | (present["for_site"] == present["site"]))
        & ((present["for_section"] == "") | (present["for_section"] == present["section"]))
    ]
    came = pd.MultiIndex.from_frame(exports.attendance[["conference", "person"]])
    return cells(invited, pd.MultiIndex.from_frame(invited[["conference", "person"]]).isin(came), 1)


def legacy_review_compliance(exports: Exports) -> pd.DataFrame:
    """Scored reviews done, at most those required of each radiologist, of those required."""
    people = people_of(exports)
    required = required_in_months(people.days, exports.targets, "legacy_reviews")
    months = people.months[people.months["scored"]].merge(required, on=["person", "month"])
    done = _count_by(months, exports.reviews.rename(columns={"reviewer": "person"}))
    asked = months["required"].astype(float)
    return cells(months, np.minimum(done, asked), asked)
