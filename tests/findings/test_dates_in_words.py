"""Days and months as a person reads them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.dates_in_words import day_name, months_in_words, short_day


def test_a_day_has_no_zero_before_it() -> None:
    assert (day_name(date(2026, 1, 4)), short_day(date(2026, 1, 4))) == (
        "4 January 2026",
        "4 Jan 2026",
    )


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2025, 3), (2025, 3), "March 2025"),
        ((2025, 7), (2025, 9), "July to September 2025"),
        ((2025, 1), (2025, 12), "2025"),
        ((2024, 1), (2025, 12), "2024 to 2025"),
        ((2024, 11), (2025, 2), "November 2024 to February 2025"),
        ((2024, 3), (2025, 3), "March 2024 to March 2025"),
    ],
)
def test_months_in_a_row(first: tuple[int, int], last: tuple[int, int], words: str) -> None:
    assert months_in_words(date(*first, 1), date(*last, 1)) == words
