"""The recount's own median agrees with R's survival, from the reference files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from tests.oracle.kaplan_meier import median_days

REFERENCE = Path(__file__).resolve().parents[1] / "reference"


@pytest.mark.parametrize("era", ["before", "after"])
def test_median_and_interval_are_those_of_r(era: str) -> None:
    items = pd.read_csv(REFERENCE / "inputs" / "synthetic_turnaround.csv")
    expected = pd.read_csv(REFERENCE / "extra" / "km_medians.csv").set_index("era").loc[era]
    chosen = items[items["era"] == era]
    found = median_days(chosen["days"].to_numpy(), chosen["closed"].to_numpy(dtype=bool))
    assert found.median == pytest.approx(expected["median"], abs=1e-9)
    assert found.lower == pytest.approx(expected["lower"], abs=1e-9)
    assert found.upper == pytest.approx(expected["upper"], abs=1e-9)


def test_a_curve_level_at_one_half_gives_the_middle() -> None:
    found = median_days(np.array([1, 2, 4, 9]), np.array([True, True, True, True]))
    assert found.median == 3


def test_a_curve_that_stays_above_one_half_has_no_median() -> None:
    found = median_days(np.array([5, 7, 8]), np.array([True, False, False]))
    assert found.median is None
