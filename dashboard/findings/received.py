"""What the Data page says: what was taken, what was not and why, and how far the data reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dashboard.command_line import PROGRAM
from dashboard.dates_in_words import day_name, short_day
from dashboard.findings.table import Table
from dashboard.published.open import Published

TABLE_WORDS = {
    "actions": "Improvement actions",
    "attendance": "Conference attendance",
    "cases": "Peer learning cases",
    "conferences": "Conferences",
    "events": "Events",
    "exam_volumes": "Exam volumes",
    "feedback": "Feedback",
    "leaves": "Leave",
    "radiologists": "Roster",
    "reviews": "Scored reviews",
    "survey_responses": "Survey answers",
    "targets": "Targets",
}
WHAT_IT_FEEDS = {
    "actions": "improvement actions and the days they stay open",
    "attendance": "conference attendance",
    "cases": "participation, learning themes and the comparison",
    "conferences": "conferences held and attended",
    "events": "go-live and tool changes marked on the charts",
    "exam_volumes": "every figure per 1,000 exams",
    "feedback": "feedback sent, acknowledged, and the days it takes",
    "leaves": "prorated targets",
    "radiologists": (
        "every figure that is counted from people, kinds and themes among them: a number is shown "
        "only where enough radiologists could stand behind it"
    ),
    "reviews": "the legacy side of the comparison",
    "survey_responses": "survey scores",
    "targets": "whether targets are met",
}


@dataclass(frozen=True, slots=True)
class Received:
    """The Data page: a finding, a lead, and the tables under it.

    `missing` names the exports nothing was taken from, and what each would fill.
    """

    finding: str
    lead: str
    receipts: Table
    rejected: Table | None
    reasons: tuple[str, ...]
    vanished: Table | None
    coverage: Table
    missing: tuple[str, ...]
    receipts_method: str = (
        "Each file is read, recognised by its column names, and mapped row by row. A row is known "
        "by the number its own system gives it: a number not seen before is *new*; the same number "
        "with the same content is the *same*; with other content it is *changed* and takes the "
        "earlier row's place. Rows read are always the sum of new, same, changed and rejected."
    )
    rejected_method: str = (
        "Each row is checked when it is taken: required columns, readable days, known codes and "
        "people. A row that fails is not counted anywhere. The full rows are given once, to be "
        "corrected and taken again: as a download when files are dropped here, or by "
        f"`{PROGRAM} ingest PATH --rejects FILE`."
    )
    vanished_method: str = (
        "When an export of days that were received before comes again, a row of the same system "
        "on those days that is not in it is marked: its system may have taken it out, or this "
        "export may be cut short. It stays and is counted until an export has it again, with "
        "other content if that is so. A file that has none of the rows received before marks "
        "nothing."
    )
    coverage_method: str = (
        "An export covers each site from that site's first row. It reaches to the end of the month "
        "of its last row, unless that month was not over on the day it was received, or the rows "
        "stop more than a week before its end. Months that were not received whole enter no figure."
    )


def received(published: Published, today: date) -> Received:
    """Return what the Data page says on `today`."""
    receipts, rejected = published.receipts, published.rejected_rows
    return Received(
        finding=finding_of(receipts),
        lead=_lead(published, receipts, today),
        receipts=_receipts_table(receipts),
        rejected=_rejected_table(rejected) if len(rejected) else None,
        reasons=_reasons(rejected),
        vanished=_vanished_table(published.vanished_rows),
        coverage=_coverage_table(published.coverage),
        missing=_missing(published.coverage, receipts),
    )


def finding_of(receipts: pd.DataFrame) -> str:
    """Return how many rows are in, from how many files, and how many could not be taken."""
    files = receipts["file"].nunique()
    if not files:
        return "No export has been taken yet."
    accepted, left = int(receipts["accepted"].sum()), int(receipts["rejected"].sum())
    rows = "One row is in" if accepted == 1 else f"{accepted:,} rows are in"
    exports = "one file" if files == 1 else f"{files} files"
    if not left:
        return f"{rows}, from {exports}; none was left out."
    lost = "one row" if left == 1 else f"{left:,} rows"
    return f"{rows}, from {exports}; {lost} could not be taken, each listed with its reason."


def _lead(published: Published, receipts: pd.DataFrame, today: date) -> str:
    if receipts.empty:
        return "Drop a first export below."
    if published.as_of is None:
        return "Next, drop the peer-learning cases: then a first figure shows."
    newest = pd.Timestamp(receipts["received_on"].max()).date()
    days = (today - newest).days
    ago = {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")
    redacted = int(receipts["redacted"].sum())
    text = (
        f"The data reach to {day_name(published.as_of)}; the newest export was taken "
        f"{day_name(newest)}, {ago}."
    )
    if redacted:
        text += (
            f" Rules took patient details out of {redacted:,} texts; they miss some, so free text "
            "stays private until a person has read it."
        )
    return text


def _receipts_table(receipts: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "File": receipts["file"],
            "What it holds": receipts["table_name"].map(TABLE_WORDS).fillna(receipts["table_name"]),
            "Layout": receipts["layout"],
            "Taken on": [short_day(day) for day in receipts["received_on"]],
            "Read": receipts["read"],
            "New": receipts["accepted"],
            "Same": receipts["duplicate"],
            "Changed": receipts["superseded"],
            "Rejected": receipts["rejected"],
            "Texts redacted": receipts["redacted"],
            "Notes": receipts["notes"].fillna(""),
        }
    )
    counts = ["Read", "New", "Same", "Changed", "Rejected", "Texts redacted"]
    return Table("receipts", shown, receipts, dict.fromkeys(counts, "{:,}"))


def _rejected_table(rejected: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "File": rejected["file"],
            "Row": rejected["row_number"],
            "Column": rejected["column_name"].fillna(""),
            "Why": rejected["reason"],
        }
    )
    return Table("rejected_rows", shown, rejected, {"Row": "{:,}"})


def _vanished_table(vanished: pd.DataFrame) -> Table | None:
    if vanished.empty:
        return None
    shown = pd.DataFrame(
        {
            "Came in": vanished["file"],
            "Row": vanished["row_number"],
            "What it holds": vanished["table_name"].map(TABLE_WORDS),
            "No longer in": vanished["gone_from"],
            "Since": [short_day(day) for day in vanished["gone_since"]],
        }
    )
    return Table("vanished_rows", shown, vanished, {"Row": "{:,}"})


def _reasons(rejected: pd.DataFrame) -> tuple[str, ...]:
    """Return each reason with how often it came up, the most frequent first."""
    if rejected.empty:
        return ()
    counts = rejected["reason"].str.replace(r"\s*\(.*\)$", "", regex=True).value_counts()
    return tuple(f"{count:,} × {reason}" for reason, count in counts.head(6).items())


def _coverage_table(coverage: pd.DataFrame) -> Table:
    shown = pd.DataFrame(
        {
            "What": coverage["table_name"].map(TABLE_WORDS).fillna(coverage["table_name"]),
            "Site": coverage["site"].fillna("All sites"),
            "First day": [short_day(day) for day in coverage["first_day"]],
            "Last day": [short_day(day) for day in coverage["last_day"]],
        }
    )
    return Table("coverage", shown, coverage)


def _missing(coverage: pd.DataFrame, receipts: pd.DataFrame) -> tuple[str, ...]:
    found = set(coverage["table_name"]) | set(receipts["table_name"])
    return tuple(
        f"{TABLE_WORDS[table]}: nothing taken yet. It would fill {WHAT_IT_FEEDS[table]}."
        for table in TABLE_WORDS
        if table not in found
    )
