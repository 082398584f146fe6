"""What the gate costs readers: the share of rows that are shown without their own unit's name."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.published.open import Published

# By the rules alone, as docs/disclosure.md says; small modalities and sections merge by any rule.
MOST = {"site": 0.01, "patient_group": 0.055, "modality": 0.1, "section": 0.15}
GATED = ("cases", "reviews", "feedback", "captures")


@pytest.fixture(scope="module")
def rows(demo_published: Published) -> pd.DataFrame:
    """Return how many rows each group of each measure has in each year, once."""
    ledger = demo_published.connection.cursor().execute("from ledger").df()
    ledger = ledger[ledger["base"].isin(GATED)]
    whole = ledger["denominator"].where(~ledger["measure"].str.contains("_per_"))
    whole = whole.where(ledger["part"].isna())  # parts add up to their whole
    told = ledger.assign(
        year=ledger["from_month"].dt.year,
        group=ledger["members"].map(tuple),
        rows=whole.fillna(ledger["numerator"]),
    )
    keys = ["measure", "axis", "year", "group"]
    by_grain = told.groupby([*keys, "grain"], as_index=False)["rows"].sum()
    return by_grain.groupby(keys, as_index=False)["rows"].max()


@pytest.mark.parametrize(("axis", "most"), MOST.items())
def test_few_rows_lose_the_name_of_their_unit(rows, axis, most):
    alone = rows[(rows["axis"] == axis) & (rows["group"].map(len) == 1)]
    department = rows[(rows["axis"] == "all") & rows["measure"].isin(alone["measure"])]
    assert len(department) > 20
    assert 1 - alone["rows"].sum() / department["rows"].sum() <= most


def test_the_headline_is_shown_month_by_month_in_every_year(demo_published):
    ledger = demo_published.connection.cursor().execute("from ledger").df()
    headline = ledger[ledger["measure"] == "learning_opportunities_per_1000_exams"]
    assert (headline.query("axis == 'all'")["grain"] == "month").sum() == 60
    assert set(headline["axis"]) == {"all", "site"}
