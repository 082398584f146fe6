"""Every number published about the demo department, against the recount from its export files."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pandas as pd
import pytest

from dashboard.home import Home
from dashboard.measures.catalogue import read_catalogue
from tests.oracle.exports import read_exports
from tests.oracle.ledger import Recounted, disagreements, read_ledger, units_left_out
from tests.oracle.recount import COUNTED, TIMED
from tests.oracle.sums import ALL

MEASURES = read_catalogue().measures
SHOWN_IN_A_FAILURE = 10


@pytest.fixture(scope="module")
def ledger(demo_home: Home) -> pd.DataFrame:
    published = demo_home.published_path()
    assert published is not None
    return read_ledger(published)


@pytest.fixture(scope="module")
def recounted(demo_exports: Path) -> Recounted:
    return Recounted(read_exports(demo_exports))


def test_each_measure_is_recounted() -> None:
    missing = MEASURES.keys() - COUNTED.keys() - TIMED.keys()
    gone = (COUNTED.keys() | TIMED.keys()) - MEASURES.keys()
    assert not missing, (
        f"{missing}: write the recount in pandas, name it in tests/oracle/recount.py"
    )
    assert not gone, f"{gone}: no such measure any more, take its recount out of recount.py"


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_each_number_published_is_the_recounts(
    measure: str, ledger: pd.DataFrame, recounted: Recounted
) -> None:
    rows = ledger[ledger["measure"] == measure]
    assert len(rows) > 0
    wrong = list(islice(disagreements(rows, recounted), SHOWN_IN_A_FAILURE))
    assert not wrong, "\n".join(str(one) for one in wrong)


def test_no_unit_is_left_out_or_shown_twice(ledger: pd.DataFrame, recounted: Recounted) -> None:
    left_out = list(islice(units_left_out(ledger, recounted), SHOWN_IN_A_FAILURE))
    assert not left_out, "\n".join(left_out)


@pytest.mark.parametrize(
    "measure",
    sorted(name for name, one in MEASURES.items() if one.sensitivity == "participation"),
)
def test_participation_is_published_for_each_period_there_is(
    measure: str, ledger: pd.DataFrame, recounted: Recounted
) -> None:
    rows = ledger[(ledger["measure"] == measure) & (ledger["axis"] == ALL)]
    for grain in MEASURES[measure].grains:
        published = set(rows[rows["grain"] == grain]["to_month"])
        assert published == recounted.last_months(measure, grain), grain


def test_a_wrong_number_is_found(ledger: pd.DataFrame, recounted: Recounted) -> None:
    """The comparison can fail: one case too many in one row is reported, and nothing else."""
    row = ledger["measure"].eq("cases_submitted").idxmax()
    changed = ledger.assign(numerator=ledger["numerator"].where(ledger.index != row, -1.0))
    of_measure = changed[changed["measure"] == "cases_submitted"]
    assert [one["number"] for one in disagreements(of_measure, recounted)] == ["numerator"]
