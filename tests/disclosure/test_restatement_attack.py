"""Whoever saw a period before it was restated, and after, learns nothing of anybody.

Nor does whoever watches a year as it goes on. Both win where the gate is broken on purpose: where
a period is simply published anew.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.own_data.refusal import RefusedByDisclosure
from dashboard.publish.restating import read_period
from tests.disclosure.at_home import home_with, publish_home, take_instead, warehouse_of
from tests.disclosure.attack.breaches import attack
from tests.disclosure.attack.raw import Raw, read_raw
from tests.disclosure.department import TWELVE, Rows, invent
from tests.disclosure.published import CATALOGUE, publish_again

CLOSED = date(2025, 6, 1)
TELLING = {
    ("cases_submitted", "hits"),
    ("case_kinds", "learning_opportunity"),
    ("great_call_share", "hits"),
}
NUMBERS = ["numerator", "denominator"]
KEY = ["measure", "axis", "grain", "from_month", "to_month", "members", "part"]
GATED = {
    n for n, m in CATALOGUE.measures.items() if m.sensitivity in ("volume", "content", "score")
}


def difference(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the tables that are not what they were, whole: what a reader can subtract."""
    shown = [each[each["measure"].isin(GATED)] for each in (before, after)]
    both = shown[0].merge(shown[1], on=KEY, suffixes=("_before", ""))
    changed = (both[[f"{name}_before" for name in NUMBERS]].fillna(0).to_numpy()
               != both[NUMBERS].fillna(0).to_numpy()).any(axis=1)  # fmt: skip
    tables = set(both.loc[changed, ["measure", "axis"]].itertuples(index=False, name=None))
    inside = [pair in tables for pair in zip(both["measure"], both["axis"], strict=True)]
    return both.loc[inside, [*KEY, *NUMBERS]]


def late_alone(raw: Raw, late: set[str]) -> Raw:
    """Return the rows that came late: what the difference counts."""
    held = raw.rows["key"].str.partition("|")[0].isin(late).to_numpy()
    rows = raw.rows[held].reset_index(drop=True)
    return Raw(rows, {name: each[held] for name, each in raw.sets.items()}, raw.homes)


def some_late(rows: Rows, share: int) -> tuple[Rows, set[str]]:
    """Return a department before its late cases came, and which those are."""
    late = (np.arange(len(rows.cases)) % 5 < share) & (np.arange(len(rows.cases)) % 50 > 2)
    return replace(rows, cases=rows.cases[~late]), set(rows.cases["case_id"][late])


def test_the_difference_that_a_restatement_makes_proves_nothing(tmp_path):
    rows = invent(TWELVE, 1)
    early, late = some_late(rows, 3)
    home = home_with(early, tmp_path)
    before = publish_home(home, CLOSED)
    take_instead(home, rows)
    after = publish_home(home, CLOSED, restate=read_period("2024"))
    told = difference(before, after)
    assert len(told) > 20
    only_late = late_alone(read_raw(warehouse_of(home), CATALOGUE), late)
    found = attack(told, only_late, CATALOGUE, 2024, only=TELLING)
    assert found.targets > 100
    assert found.breaches == ()


def test_a_period_that_is_simply_published_anew_tells_of_a_few(tmp_path):
    """The gate broken on purpose: no ledger is kept, so that nothing is closed or held."""
    rows = invent(TWELVE, 1)
    one = (rows.cases["interpreting_radiologist"] == rows.roster["person_id"][0]).to_numpy()
    late = one & (rows.cases["case_kind"] == "great_call").to_numpy()
    early = replace(rows, cases=rows.cases[~late])
    home = home_with(early, tmp_path)
    (tmp_path / "outside").mkdir()
    before = publish_again(warehouse_of(home), tmp_path / "outside", audited=False)
    kept = publish_home(home, CLOSED)
    take_instead(home, rows)
    after = publish_again(warehouse_of(home), tmp_path / "outside", audited=False)
    for each in (before, after):
        each["members"] = each["members"].map(tuple)
    raw = read_raw(warehouse_of(home), CATALOGUE)
    only_late = late_alone(raw, set(rows.cases["case_id"][late]))
    told = difference(before, after)
    told = told[told["from_month"].isin(only_late.rows["month"])]
    found = attack(told, only_late, CATALOGUE, 2024, only={("great_call_share", "hits")})
    assert found.breaches
    assert difference(kept, publish_home(home, CLOSED)).empty


@pytest.mark.long
def test_whoever_watches_a_running_year_proves_nothing(tmp_path):
    rows = invent(TWELVE, 1, months=18)
    home = home_with(rows, tmp_path)
    for today in (date(2025, 2, 1), date(2025, 5, 1), date(2025, 8, 1)):
        ledger = publish_home(home, today, audited=True)
    assert (ledger["from_month"] >= pd.Timestamp(2025, 1, 1)).any()
    raw = read_raw(warehouse_of(home), CATALOGUE)
    only = {("discrepancy_rate", "hits"), ("great_call_share", "hits")}
    assert attack(ledger, raw, CATALOGUE, 2025, only=only).breaches == ()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("share", [1, 2, 3, 4])
def test_no_restatement_of_any_department_proves_anything(seed, share, tmp_path):
    rows = invent(replace(TWELVE, people=24), seed)
    early, late = some_late(rows, share)
    home = home_with(early, tmp_path)
    before = publish_home(home, CLOSED)
    take_instead(home, rows)
    try:
        after = publish_home(home, CLOSED, restate=read_period("2024"))
    except RefusedByDisclosure as refused:
        assert "cannot be restated" in str(refused)
        return
    only_late = late_alone(read_raw(warehouse_of(home), CATALOGUE), late)
    assert attack(difference(before, after), only_late, CATALOGUE, 2024).breaches == ()
