"""A closed period is restated where the difference tells of nobody, and left where it would."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from dashboard.audit_trail import account
from dashboard.home import Home
from dashboard.own_data.refusal import RefusedByDisclosure, WrongInput
from dashboard.publish.restating import read_period
from dashboard.published.open import open_published
from tests.disclosure.at_home import home_with, publish_home, take_instead
from tests.disclosure.department import TWELVE, Rows, invent

ROWS = invent(TWELVE, 1)
CLOSED = date(2025, 6, 1)
LATE = np.arange(len(ROWS.cases)) % 5 < 3
"""Three in five cases came late."""


def without(late: np.ndarray) -> Rows:
    return replace(ROWS, cases=ROWS.cases[~late])


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    """A home that published a year without the cases that came late."""
    home = home_with(without(LATE), tmp_path_factory.mktemp("restating"))
    publish_home(home, CLOSED)
    return home.path


@pytest.fixture
def home(once, tmp_path) -> Home:
    return Home(Path(shutil.copytree(once, tmp_path / "home")))


def cases(ledger: pd.DataFrame) -> float:
    chosen = ledger[(ledger["measure"] == "cases_submitted") & (ledger["axis"] == "all")]
    return float(chosen["numerator"].sum())


def held(home: Home) -> pd.DataFrame:
    path = home.published_path()
    assert path is not None
    return open_published(path).held


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("2024", date(2024, 1, 1), 12),
        ("2024-H2", date(2024, 7, 1), 6),
        ("2024-q2", date(2024, 4, 1), 3),
        ("2024-11", date(2024, 11, 1), 1),
    ],
)
def test_a_period_is_a_year_or_a_part_of_one(text, first, months):
    period = read_period(text)
    assert (period.months[0], len(period.months)) == (first, months)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-Q5", "last year", "2024-3"])
def test_anything_else_is_refused_in_a_sentence(text):
    with pytest.raises(WrongInput, match="expected a year, half-year, quarter or month"):
        read_period(text)


def test_late_rows_of_many_are_taken_in_once_and_the_numbers_before_stay_on_record(home):
    take_instead(home, ROWS)
    before = publish_home(home, CLOSED)
    assert cases(before) == (~LATE).sum()
    assert held(home).query("base == 'cases'")["held"].sum() == LATE.sum()
    late = read_period("2024", "an export was late")
    after = publish_home(home, CLOSED, restate=late)
    assert cases(after) == len(ROWS.cases)
    assert held(home).empty
    first, second = home.ledger().entries()
    assert (first.event, second.event) == ("publish", "restate")
    assert (second.facts["period"], second.facts["why"]) == ("2024", "an export was late")
    told = {entry.event: entry.facts for entry in home.audit_trail().entries()}["restate"]
    assert (told["who"], told["why"]) == (account(), "an export was late")
    assert home.ledger().problems() == ()
    files = str(home.path / "ledger" / "*" / "numbers.parquet")
    editions = duckdb.sql(
        f"select entry, sum(numerator) from '{files}' "
        "where measure = 'cases_submitted' and axis = 'all' group by all order by all"
    ).fetchall()
    assert editions == [(1, (~LATE).sum()), (2, len(ROWS.cases))]
    take_instead(home, without(LATE))
    assert cases(publish_home(home, CLOSED)) == len(ROWS.cases)
    assert held(home).query("base == 'cases'")["held"].sum() == LATE.sum()


def test_late_rows_of_one_person_are_refused_and_nothing_changes(home):
    theirs = (ROWS.cases["interpreting_radiologist"] == ROWS.roster["person_id"][0]).to_numpy()
    take_instead(home, without(LATE & ~theirs))
    before = publish_home(home, CLOSED)
    pointer = home.pointer_path.read_bytes()
    with pytest.raises(RefusedByDisclosure, match="2024 cannot be restated: too few radiologists"):
        publish_home(home, CLOSED, restate=read_period("2024"))
    assert home.pointer_path.read_bytes() == pointer
    assert len(home.ledger().entries()) == 1
    assert list(home.published_folder.glob("building*")) == []
    pd.testing.assert_frame_equal(before, publish_home(home, CLOSED))


def test_a_table_that_would_tell_of_a_few_stands_as_first_published(home):
    """Few rows came late in one section: some tables may change, others would tell of them."""
    smallest = ROWS.cases["section"].value_counts().index[-1]
    there = (ROWS.cases["section"] == smallest).to_numpy()
    some = there & (np.arange(len(ROWS.cases)) % 25 == 0)
    take_instead(home, without(LATE & there & ~some))
    before = publish_home(home, CLOSED, queries=None)
    after = publish_home(home, CLOSED, queries=None, restate=read_period("2024"))
    assert cases(after) > cases(before)
    path = home.published_path()
    left = open_published(path).frame("as_first_published")
    assert ("cases_submitted", "all") not in set(zip(left["measure"], left["axis"], strict=True))
    assert len(left)
    for measure, axis in left[["measure", "axis"]].drop_duplicates().itertuples(index=False):
        key = f"measure == '{measure}' and axis == '{axis}'"
        pd.testing.assert_frame_equal(
            before.query(key).reset_index(drop=True), after.query(key).reset_index(drop=True)
        )


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2023", "2023"),
        ("2024", "2024"),
        ("2024-03", "March 2024"),
        ("2024-Q3", "July to September 2024"),
        ("2024-H1", "January to June 2024"),
        ("all", "What has closed"),
    ],
)
def test_where_no_number_would_change_it_says_so(home, period, words):
    with pytest.raises(WrongInput, match=f"^{words} is not restated, as no number of it"):
        publish_home(home, CLOSED, restate=read_period(period))
