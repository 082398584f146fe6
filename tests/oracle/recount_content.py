"""Measures of cases, feedback and scored reviews: each row at the site and section of its exam."""

from __future__ import annotations

import pandas as pd

from tests.oracle import raw_values
from tests.oracle.cells import cells, durations
from tests.oracle.coverage import (
    case_months,
    exam_months,
    last_day_received,
    review_months,
    within,
)
from tests.oracle.exports import Exports

CONCUR = "1"
LAST_DAYS, ACKNOWLEDGED_WITHIN_DAYS = 5, 30


def _cases(exports: Exports) -> pd.DataFrame:
    return within(exports.cases, case_months(exports))


def _learning_opportunities(exports: Exports) -> pd.DataFrame:
    cases = _cases(exports)
    return cases[cases["kind"] == "learning_opportunity"]


def _reviews(exports: Exports) -> pd.DataFrame:
    return within(exports.reviews, review_months(exports))


def cases_submitted(exports: Exports) -> pd.DataFrame:
    """Cases of any kind."""
    return cells(_cases(exports), 1)


def case_kinds(exports: Exports) -> pd.DataFrame:
    """Cases by what their submitters said they are."""
    cases = _cases(exports)
    return cells(cases, 1, 1, part=cases["kind"])


def great_call_share(exports: Exports) -> pd.DataFrame:
    """Great calls, of the cases whose kind is known."""
    cases = _cases(exports)
    known = cases[cases["kind"] != "unclassified"]
    return cells(known, known["kind"] == "great_call", 1)


def learning_themes(exports: Exports) -> pd.DataFrame:
    """Learning opportunities by theme."""
    opportunities = _learning_opportunities(exports)
    return cells(opportunities, 1, 1, part=opportunities["theme"])


def meaningful_share(exports: Exports) -> pd.DataFrame:
    """Learning opportunities judged meaningful, of those judged."""
    opportunities = _learning_opportunities(exports)
    judged = opportunities[opportunities["meaningful"].notna()]
    return cells(judged, judged["meaningful"].astype(bool), 1)


def addendum_share(exports: Exports) -> pd.DataFrame:
    """Learning opportunities whose report was addended, of those for which it was recorded."""
    opportunities = _learning_opportunities(exports)
    recorded = opportunities[opportunities["addendum"].notna()]
    return cells(recorded, recorded["addendum"].astype(bool), 1)


def last_days_of_month(exports: Exports) -> pd.DataFrame:
    """Cases put forward on one of the last five days of a month."""
    cases = _cases(exports)
    days_left = cases["day"].dt.days_in_month - cases["day"].dt.day
    return cells(cases, days_left < LAST_DAYS, 1)


def _with_feedback(exports: Exports) -> pd.DataFrame:
    """Cases with an interpreting radiologist, and the first message about each."""
    cases = _cases(exports)
    first = exports.feedback.groupby("case", as_index=False)[["sent", "acknowledged"]].min()
    return cases[cases["reader"].notna()].merge(first, on="case", how="left")


def days_to_feedback(exports: Exports) -> pd.DataFrame:
    """Days from submission to feedback."""
    called_for = _with_feedback(exports)
    return durations(called_for, called_for["sent"], last_day_received(exports.feedback["sent"]))


def feedback_acknowledged(exports: Exports) -> pd.DataFrame:
    """Feedback acknowledged within 30 days, of that sent at least 30 days before the last day."""
    called_for = _with_feedback(exports)
    waited = last_day_received(exports.feedback["sent"]) - called_for["sent"]
    followed = called_for[waited.dt.days >= ACKNOWLEDGED_WITHIN_DAYS]
    took = (followed["acknowledged"] - followed["sent"]).dt.days
    return cells(followed, took <= ACKNOWLEDGED_WITHIN_DAYS, 1)


def feedback_sent(exports: Exports) -> pd.DataFrame:
    """Return the cases for which feedback was sent, by the month the case was put forward."""
    called_for = _with_feedback(exports)
    return called_for[called_for["sent"].notna()]


def scored_reviews(exports: Exports) -> pd.DataFrame:
    """Reports re-read and scored."""
    return cells(_reviews(exports), 1)


def review_scales(exports: Exports) -> pd.DataFrame:
    """Reviews by the version of the scale: the tool of this export has one."""
    return cells(_reviews(exports), 1, 1, part=raw_values.SCALE_OF_THE_TOOL)


def reviews_in_last_days_of_month(exports: Exports) -> pd.DataFrame:
    """Reviews scored on one of the last five days of a month."""
    reviews = _reviews(exports)
    left = reviews["day"].dt.days_in_month - reviews["day"].dt.day
    return cells(reviews, left < LAST_DAYS, 1)


def review_scores(exports: Exports) -> pd.DataFrame:
    """Scored reviews by score."""
    reviews = _reviews(exports)
    return cells(reviews, 1, 1, part=reviews["score"])


def double_score_agreement(exports: Exports) -> pd.DataFrame:
    """Accession numbers with two reviewers: do the first and the next one's scores agree?"""
    pairs = []
    for _, reads in _reviews(exports).groupby("accession"):
        if len(reads) < 2:
            continue
        in_order = reads.sort_values("day", kind="stable")
        first = in_order.iloc[0]
        others = in_order[in_order["reviewer"] != first["reviewer"]]
        if len(others):
            pairs.append({**others.iloc[0], "alike": others.iloc[0]["score"] == first["score"]})
    columns = [*exports.reviews.columns, "alike"]
    frame = pd.DataFrame(pairs, columns=columns)
    said = frame["alike"].map({True: "same score", False: "different scores"})
    return cells(frame, 1, 1, part=said)


def discrepancy_rate(exports: Exports) -> pd.DataFrame:
    """Reviews with any score other than 1."""
    reviews = _reviews(exports)
    return cells(reviews, reviews["score"] != CONCUR, 1)


def significant_discrepancy_rate(exports: Exports) -> pd.DataFrame:
    """Reviews scored 2b, 3a or 3b; a 3 without its letter is one of the last two."""
    reviews = _reviews(exports)
    return cells(reviews, reviews["score"].isin(["2b", "3", "3a", "3b"]), 1)


def learning_opportunities_per_1000_exams(exports: Exports) -> pd.DataFrame:
    """Discrepancies scored and learning opportunities put forward, over exams.

    A site's month counts where either system's export and the exam volumes cover it.
    """
    either = review_months(exports).union(case_months(exports))
    covered = either.intersection(exam_months(exports))
    discrepancies = exports.reviews[exports.reviews["score"] != CONCUR]
    opportunities = exports.cases[exports.cases["kind"] == "learning_opportunity"]
    exams = within(exports.exams, covered)
    return pd.concat(
        [
            cells(within(discrepancies, covered), 1),
            cells(within(opportunities, covered), 1),
            cells(exams, 0, exams["exams"]),
        ],
        ignore_index=True,
    )


def addenda_per_1000_exams(exports: Exports) -> pd.DataFrame:
    """Reports addended, over the exams read where addenda are counted."""
    exams = within(exports.exams, exam_months(exports))
    counted = exams[exams["addenda"].notna()]
    return cells(counted, counted["addenda"], counted["exams"])


def conferences_held(exports: Exports) -> pd.DataFrame:
    """Conferences in the log."""
    return cells(exports.conferences.drop(columns=["site", "section"]), 1)


def days_to_close_action(exports: Exports) -> pd.DataFrame:
    """Days from opening an action to closing it."""
    actions = exports.actions
    return durations(actions, actions["closed"], last_day_received(actions["day"]))
