"""A calendar cut into years and periods."""

from datetime import date

from dashboard.publish.periods import Calendar


def test_a_calendar_counts_months_across_years():
    calendar = Calendar(date(2024, 11, 1), 4)
    assert [calendar.month(position) for position in range(4)] == [
        date(2024, 11, 1),
        date(2024, 12, 1),
        date(2025, 1, 1),
        date(2025, 2, 1),
    ]
    assert calendar.position(date(2025, 2, 14)) == 3
    assert calendar.position(date(2024, 10, 1)) == -1
    assert calendar.years() == {2024: (0, 1), 2025: (2, 3)}


def test_a_period_may_begin_late_but_must_have_ended():
    calendar = Calendar(date(2025, 2, 1), 9)  # February to October
    quarters = calendar.periods(calendar.years()[2025], "quarter")
    assert [period.months for period in quarters] == [(0, 1), (2, 3, 4), (5, 6, 7)]
    assert calendar.periods(calendar.years()[2025], "year") == ()
    assert [period.months for period in calendar.periods(calendar.years()[2025], "half")] == [
        (0, 1, 2, 3, 4)
    ]
