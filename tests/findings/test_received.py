"""What the Data page says."""

from datetime import date
from types import SimpleNamespace

import pandas as pd

from dashboard.findings.received import received

COUNTS = ["read", "accepted", "rejected", "duplicate", "superseded", "redacted"]


def published(
    receipts: list[tuple],
    rejected: list[tuple] = (),
    tables: tuple = ("cases",),
    vanished: list[tuple] = (),
):
    frame = pd.DataFrame(
        [
            {
                "file": file,
                "table_name": table,
                "layout": table,
                "received_on": pd.Timestamp("2026-01-04"),
                "notes": "",
                **dict(zip(COUNTS, counts, strict=True)),
            }
            for file, table, *counts in receipts
        ]
    )
    return SimpleNamespace(
        receipts=frame,
        rejected_rows=pd.DataFrame(
            list(rejected), columns=["file", "row_number", "column_name", "reason"]
        ),
        vanished_rows=pd.DataFrame(
            list(vanished),
            columns=["file", "row_number", "table_name", "gone_from", "gone_since"],
        ),
        coverage=pd.DataFrame(
            [
                (table, None, pd.Timestamp("2025-01-01"), pd.Timestamp("2025-12-31"))
                for table in tables
            ],
            columns=["table_name", "site", "first_day", "last_day"],
        ),
        as_of=date(2025, 12, 31),
    )


def test_everything_taken_is_said_so():
    page = received(published([("cases.csv", "cases", 10, 7, 0, 2, 1, 3)]), date(2026, 1, 5))
    assert page.finding == "7 rows are in, from one file; none was left out."
    assert "4 January 2026, yesterday" in page.lead
    assert "out of 3 texts" in page.lead
    assert page.rejected is None
    assert page.vanished is None


def test_rows_a_later_export_lacks_are_named_by_where_they_last_stood():
    taken = [("cases.csv", "cases", 10, 7, 0, 2, 1, 3)]
    gone = [("march.csv", 1214, "cases", "cases.csv", pd.Timestamp("2026-01-04"))]
    page = received(published(taken, vanished=gone), date(2026, 1, 5))
    assert page.vanished is not None
    assert page.vanished.shown.iloc[0].tolist() == [
        "march.csv", 1214, "Peer learning cases", "cases.csv", "4 Jan 2026",
    ]  # fmt: skip


def test_rejected_rows_are_counted_with_their_reasons():
    rejected = [
        ("cases.csv", 4, "Submitted On", "the day cannot be read"),
        ("cases.csv", 9, "Submitted On", "the day cannot be read"),
        ("cases.csv", 11, None, "no submitter is given"),
    ]
    page = received(
        published([("cases.csv", "cases", 10, 7, 3, 0, 0, 0)], rejected), date(2026, 1, 4)
    )
    assert page.finding == (
        "7 rows are in, from one file; 3 rows could not be taken, each listed with its reason."
    )
    assert page.reasons == ("2 × the day cannot be read", "1 × no submitter is given")
    assert page.rejected is not None
    assert page.rejected.shown["Row"].tolist() == [4, 9, 11]


def test_what_was_never_taken_says_what_it_would_fill():
    page = received(published([("cases.csv", "cases", 1, 1, 0, 0, 0, 0)]), date(2026, 1, 4))
    assert any(line.startswith("Exam volumes: nothing taken yet.") for line in page.missing)
    assert not any(line.startswith("Peer learning cases") for line in page.missing)
