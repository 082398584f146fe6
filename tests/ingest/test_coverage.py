"""Which days were received: inside them nothing is a zero, outside it is unknown."""

from datetime import date, timedelta

import pytest

from dashboard.ingest.coverage import covered_days
from tests.ingest.exports import Department

DAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("last", "rows", "received", "covered_to"),
    [
        (date(2025, 3, 30), 60, date(2025, 4, 2), date(2025, 3, 31)),
        (date(2025, 3, 20), 60, date(2025, 4, 2), date(2025, 3, 20)),
        (date(2025, 3, 20), 5, date(2025, 4, 2), date(2025, 3, 31)),
        (date(2025, 3, 24), 60, date(2025, 4, 2), date(2025, 3, 31)),
        (date(2025, 3, 30), 60, date(2025, 3, 31), date(2025, 3, 30)),
    ],
    ids=["month over", "cut short", "a quiet table", "within a week", "month not over"],
)
def test_to_which_day(last: date, rows: int, received: date, covered_to: date) -> None:
    assert covered_days(DAY, last, rows, received).last_day == covered_to


def test_a_cut_short_export_says_so() -> None:
    span = covered_days(DAY, DAY + timedelta(9), 30, date(2026, 1, 1))
    assert span.last_day == date(2025, 3, 10)
    assert span.note is not None
    assert span.note.startswith("the rows stop on 10 March 2025, before the end of their month")


def cases_on(department: Department, name: str, *days: str, site: str = "North") -> str:
    rows = [
        {
            "Case ID": f"{name}-{site}-{n}",
            "Submitted On": f"{day} 09:00",
            "Site": site,
            "Exam Date": "",
        }
        for n, day in enumerate(days)
    ]
    return department.cases(*rows, name=name)


def coverage(department: Department, table: str = "cases") -> list[tuple[str | None, str, str]]:
    return department.rows(
        "select site, first_day::text, last_day::text from coverage "
        f"where table_name = '{table}' order by site nulls first, first_day"
    )


def test_neighbouring_months_join(department: Department) -> None:
    department.take(cases_on(department, "jan.csv", "2025-01-03"))
    department.take(cases_on(department, "feb.csv", "2025-02-10"))
    assert coverage(department) == [
        (None, "2025-01-03", "2025-02-28"),
        ("North", "2025-01-03", "2025-02-28"),
    ]


def test_a_month_never_received_is_a_gap(department: Department) -> None:
    department.take(cases_on(department, "jan.csv", "2025-01-03"))
    department.take(cases_on(department, "mar.csv", "2025-03-10"))
    assert coverage(department) == [
        (None, "2025-01-03", "2025-01-31"),
        (None, "2025-03-10", "2025-03-31"),
        ("North", "2025-01-03", "2025-01-31"),
        ("North", "2025-03-10", "2025-03-31"),
    ]
    department.take(cases_on(department, "feb.csv", "2025-02-10"))
    assert coverage(department)[0] == (None, "2025-01-03", "2025-03-31")


def test_a_site_that_stopped_ends_and_a_quiet_one_does_not(department: Department) -> None:
    cases_on(department, "a.csv", "2025-01-03", "2025-06-10", site="North")
    cases_on(department, "b.csv", "2025-02-03", "2025-05-20", site="Quiet")
    cases_on(department, "c.csv", "2025-01-05", "2025-03-20", site="Stopped")
    department.take()
    assert coverage(department) == [
        (None, "2025-01-03", "2025-06-30"),
        ("North", "2025-01-03", "2025-06-30"),
        ("Quiet", "2025-02-03", "2025-06-30"),
        ("Stopped", "2025-01-05", "2025-03-20"),
    ]


def test_monthly_counts_cover_whole_months_that_are_over(department: Department) -> None:
    department.volumes({"Month": "2025-11"}, {"Month": "2025-12"}, {"Month": "2026-01"})
    receipt = department.receipt()
    assert coverage(department, "exam_volumes")[0] == (None, "2025-11-01", "2025-12-31")
    assert any("January 2026 was not over" in note for note in receipt.notes)


def test_a_file_taken_again_later_covers_no_more(department: Department) -> None:
    name = cases_on(department, "jan.csv", "2025-01-03", "2025-01-15")
    department.take(name, received_on=date(2025, 1, 16))
    assert coverage(department)[0] == (None, "2025-01-03", "2025-01-15")
    assert not department.take(name, received_on=date(2025, 3, 1)).new
    longer = cases_on(department, "jan.csv", "2025-01-03", "2025-01-15", "2025-01-29")
    department.take(longer, received_on=date(2025, 3, 1))
    assert coverage(department)[0] == (None, "2025-01-03", "2025-01-31")


def test_a_new_export_without_new_rows_can_cover_more(department: Department) -> None:
    first = cases_on(department, "jan.csv", "2025-01-03", "2025-01-15")
    department.take(first, received_on=date(2025, 1, 16))
    department.write("again.csv", (department.folder / first).read_bytes() + b"\r\n")
    taken = department.take("again.csv", received_on=date(2025, 2, 3))
    assert taken.new
    assert [receipt.accepted for receipt in taken.receipts] == [0]
    assert coverage(department)[0] == (None, "2025-01-03", "2025-01-31")
