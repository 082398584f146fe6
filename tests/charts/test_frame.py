"""Scales, ticks and words that every figure shares."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.charts.frame import Reading, in_lines, month_ticks, scale_up_to, short_month


@pytest.mark.parametrize(
    ("largest", "ticks", "top"),
    [(4.7, 4, 6), (0.93, 2, 1.0), (152, 4, 160), (0.31, 2, 0.4), (3, 3, 3), (0.02, 2, 0.02)],
)
def test_an_axis_ends_on_a_round_number_above_the_largest(
    largest: float, ticks: int, top: float
) -> None:
    found, marks = scale_up_to(largest, ticks)
    assert found == pytest.approx(top)
    assert marks[0] == 0
    assert marks[-1] == pytest.approx(found)
    assert len(marks) <= ticks + 1


@pytest.mark.parametrize(
    ("largest", "marks"), [(9, [0, 3, 6, 9]), (5, [0, 2, 4, 6]), (2, [0, 1, 2])]
)
def test_an_axis_of_things_counted_has_no_halves(largest: float, marks: list[float]) -> None:
    assert scale_up_to(largest, whole=True)[1] == marks


def test_a_share_at_a_mark_is_rounded_as_sentences_round_it() -> None:
    assert [Reading(percent=True).text(share) for share in (0.625, 0.997, 1.0)] == [
        "63%", "99%", "100%",
    ]  # fmt: skip


@pytest.mark.parametrize("largest", [0.0, float("nan"), -1.0])
def test_an_axis_of_nothing_still_has_a_length(largest: float) -> None:
    assert scale_up_to(largest) == (1.0, [0.0, 1.0])


def test_long_spans_are_labelled_by_year_short_ones_by_month() -> None:
    assert month_ticks(date(2021, 1, 1), date(2025, 12, 1))[1] == [
        "2021", "2022", "2023", "2024", "2025",
    ]  # fmt: skip
    assert month_ticks(date(2021, 4, 1), date(2024, 6, 1))[1] == ["2022", "2023", "2024"]
    assert month_ticks(date(2024, 1, 1), date(2025, 12, 1))[1] == ["Jan 2024", "Jan 2025"]
    assert month_ticks(date(2025, 1, 1), date(2025, 12, 1))[1] == ["Jan 2025", "Jul 2025"]
    assert month_ticks(date(2025, 3, 1), date(2025, 3, 1))[1] == ["Mar 2025"]


def test_words_break_into_lines_and_end_in_an_ellipsis_when_they_are_too_many() -> None:
    assert in_lines("Worklist shows priors", 15) == ["Worklist shows", "priors"]
    assert in_lines("one two three four five six", 8, most=2) == ["one two", "three…"]


def test_values_are_read_in_their_own_unit() -> None:
    assert Reading(percent=True).text(0.714) == "71%"
    assert Reading(percent=True).tick(0.125) == "12.5%"
    assert Reading(decimals=1).text(2.94) == "2.9"
    assert Reading().tick(1500) == "1,500"
    assert short_month(date(2025, 12, 1)) == "Dec 2025"
