"""A change and its interval: known numbers, widened by the months, never narrowed."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.findings.change import (
    change_of_medians,
    change_of_rates,
    change_of_shares,
    spread_of_rates,
    spread_of_shares,
)
from dashboard.findings.sentences import MINUS


def periods(hits: list[float], out: float) -> pd.DataFrame:
    return pd.DataFrame({"numerator": hits, "denominator": out})


def test_a_share_changes_by_newcombes_interval() -> None:
    # Newcombe 1998, table II, 56/70 against 48/80.
    change = change_of_shares((56, 70), (48, 80))
    assert change is not None
    assert change.difference == pytest.approx(0.2)
    assert (change.lower, change.upper) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert change.words == "+20 points"
    assert change.interval_words == "(+5 to +33)"


def test_a_claim_needs_more_than_one_look_would() -> None:
    narrow = change_of_shares((464, 528), (442, 529))
    assert narrow is not None
    assert narrow.lower > 0
    assert narrow.sure == 0
    wide = change_of_shares((500, 528), (442, 529))
    assert wide is not None
    assert wide.sure == 1


def test_months_that_vary_more_than_chance_widen_the_interval() -> None:
    restless = periods([10, 40] * 6, 60)
    spread = spread_of_shares(restless, restless)
    assert spread > 2
    plain = change_of_shares((300, 720), (270, 720))
    widened = change_of_shares((300, 720), (270, 720), spread)
    assert plain is not None
    assert widened is not None
    assert widened.upper - widened.difference == pytest.approx(
        spread * (plain.upper - plain.difference)
    )


@pytest.mark.parametrize("spread_of", [spread_of_shares, spread_of_rates])
def test_quiet_months_never_narrow_it(spread_of: object) -> None:
    assert spread_of(periods([30] * 12, 60)) == 1.0  # type: ignore[operator]


def test_few_months_cannot_tell_a_spread() -> None:
    assert spread_of_rates(periods([1, 90], 1000)) == 1.0


def test_a_rate_changes_by_walds_interval() -> None:
    change = change_of_rates((120, 40_000), (80, 40_000), 1000)
    assert change is not None
    assert change.difference == pytest.approx(1.0)
    half = 1.959964 * 1000 * (120 + 80) ** 0.5 / 40_000
    assert (change.lower, change.upper) == pytest.approx((1 - half, 1 + half), rel=1e-6)


def test_medians_put_both_intervals_together() -> None:
    change = change_of_medians((11, 10, 13), (17, 15, 19))
    assert change is not None
    assert change.difference == -6
    assert change.lower == pytest.approx(-6 - (1 + 4) ** 0.5)
    assert change.upper == pytest.approx(-6 + (4 + 4) ** 0.5)
    assert change.words == f"{MINUS}6 days"
    assert change_of_medians((1, 1, 1), (2, 1, 3)).words == f"{MINUS}1 day"  # type: ignore[union-attr]


def test_an_empty_side_or_a_part_of_a_person_gives_no_change() -> None:
    assert change_of_shares((0, 0), (1, 2)) is None
    assert change_of_shares((1.5, 3), (1, 2)) is None
    assert change_of_rates((1, 0), (1, 2), 1) is None
    assert change_of_medians((1, float("nan"), 2), (1, 1, 2)) is None
