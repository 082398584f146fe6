"""Numbers, months and changes in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.findings import sentences as say


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.714, "71%"),
        (0.715, "72%"),
        (0.0, "0%"),
        (1.0, "100%"),
        (0.997, "99%"),
        (0.7 + 0.2 + 0.1, "100%"),  # a last digit short of all
        (0.0072, "0.7%"),
        (0.0001, "under 0.1%"),
    ],
)
def test_a_share_is_a_percent_and_never_all_or_none_by_rounding(share: float, words: str) -> None:
    assert say.percent(share) == words


@given(st.floats(min_value=1e-6, max_value=1 - 1e-6))
def test_what_is_neither_none_nor_all_never_reads_so(share: float) -> None:
    assert say.percent(share) not in ("0%", "100%")


@pytest.mark.parametrize(
    ("value", "words"), [(2.94, "2.9"), (0.4212, "0.42"), (23.4, "23"), (0, "0"), (1234.5, "1,234")]
)
def test_a_rate_has_two_significant_figures(value: float, words: str) -> None:
    assert say.figure(value) == words


def test_counts_carry_their_denominator_and_unit() -> None:
    assert say.out_of(509, 716, "radiologist-months") == "509 of 716 radiologist-months"
    assert say.out_of(2037.1, 31543.0, "reviews") == "2,037 of 31,543 reviews"
    assert say.count(12.4) == "12.4"
    assert say.plural(1, "case") == "1 case"
    assert say.plural(2, "case") == "2 cases"


def test_spans_are_said_as_people_say_them() -> None:
    assert say.span(date(2025, 1, 1), date(2025, 12, 1)) == "2025"
    assert say.span(date(2024, 1, 1), date(2025, 12, 1)) == "2024 to 2025"
    assert say.span(date(2025, 3, 1), date(2025, 3, 1)) == "March 2025"
    assert say.span(date(2024, 4, 1), date(2025, 3, 1)) == "the twelve months to March 2025"
    assert say.short_span(date(2025, 1, 1), date(2025, 12, 1)) == "Jan 2025 – Dec 2025"


def test_changes_have_a_sign_and_a_true_minus() -> None:
    assert say.signed(9) == "+9"
    assert say.signed(-4.2, 1) == f"{say.MINUS}4.2"
    assert say.signed(-0.04, 1) == "0.0"
    assert say.signed_interval(-8, -1) == f"({say.MINUS}8 to {say.MINUS}1)"


def test_lists_and_intervals() -> None:
    assert say.listed(["a", "b", "c"]) == "a, b and c"
    assert say.listed(["a"]) == "a"
    assert say.interval(0.684, 0.741, share=True) == "95% interval 68% to 74%"
    assert say.interval(None, 0.7) == ""
    assert say.interval(float("nan"), 0.7) == ""
