"""A period is counted once: what comes later is held, and the next periods keep its groups."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.home import Home, HomeProblem
from dashboard.measures.catalogue import read_catalogue
from dashboard.publish.closing import closes_on, last_closed_month
from dashboard.publish.setting_up import begin_closing
from dashboard.published.lens import Lens
from dashboard.published.lookup import series, totals
from dashboard.published.open import Published, open_published
from dashboard.written_down import check_written
from tests.disclosure.at_home import home_with, publish_home, take_instead, warehouse_of
from tests.disclosure.department import TWELVE, invent

GATED = [
    name
    for name, measure in read_catalogue().measures.items()
    if measure.sensitivity in ("volume", "content", "score")
]
YEAR_CLOSED, HALF_CLOSED = date(2025, 2, 1), date(2025, 8, 1)
ROWS = invent(TWELVE, 1, months=18)


def test_a_month_closes_thirty_days_after_its_last():
    assert closes_on(date(2026, 6, 1), 30) == date(2026, 7, 30)
    assert last_closed_month(date(2026, 7, 30), 30) == date(2026, 6, 1)
    assert last_closed_month(date(2026, 7, 29), 30) == date(2026, 5, 1)


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Path:
    """A home that published 2024, and had more months of which it published none."""
    home = home_with(ROWS, tmp_path_factory.mktemp("closing"))
    publish_home(home, YEAR_CLOSED)
    return home.path


@pytest.fixture
def home(once, tmp_path) -> Home:
    return Home(Path(shutil.copytree(once, tmp_path / "home")))


def published(home: Home) -> Published:
    path = home.published_path()
    assert path is not None
    return open_published(path)


def gated(ledger: pd.DataFrame) -> pd.DataFrame:
    return ledger[ledger["measure"].isin(GATED)].reset_index(drop=True)


def before(home: Home) -> pd.DataFrame:
    ledger = published(home).connection.cursor().execute("from ledger").df()
    return gated(ledger.assign(members=ledger["members"].map(tuple)))


def change(home: Home, sql: str) -> None:
    with duckdb.connect(str(warehouse_of(home))) as connection:
        connection.execute(sql)


def test_nothing_of_an_open_month_is_shown(home):
    assert before(home)["to_month"].max() == pd.Timestamp(2024, 12, 1)


def test_what_is_open_is_said_with_the_day_it_closes(home):
    department = published(home)
    answer = totals(department, "cases_submitted", Lens(date(2024, 10, 1), date(2025, 6, 1)))
    assert answer.notes[-1] == "January 2025 closes on 2 March 2025."
    only_open = series(department, "cases_submitted", Lens(date(2025, 2, 1), date(2025, 6, 1)))
    assert only_open.frame.empty
    assert only_open.empty_reason == "February 2025 closes on 30 March 2025."
    live = series(department, "radiologists_submitting", Lens(date(2025, 2, 1), date(2025, 6, 1)))
    assert len(live.frame) == 5
    assert not any("closes" in note for note in live.notes)


def test_late_corrected_and_removed_rows_change_nothing_and_are_counted(home):
    shown = before(home)
    change(home, "update reviews set score = '3b' where reviewed_on < '2024-02-01'")
    change(home, "delete from cases where submitted_on between '2024-03-01' and '2024-03-31'")
    again = publish_home(home, YEAR_CLOSED)
    pd.testing.assert_frame_equal(shown, gated(again))
    held = published(home).held
    assert (held["base"] == "reviews").any()
    assert set(held.loc[held["base"] == "cases", "month_start"]) == {pd.Timestamp(2024, 3, 1)}
    assert len(home.ledger().entries()) == 1


def test_a_running_year_goes_on_with_the_groups_of_the_last(home):
    shown = before(home)
    ledger = gated(publish_home(home, HALF_CLOSED))
    old = ledger[ledger["from_month"] < pd.Timestamp(2025, 1, 1)].reset_index(drop=True)
    pd.testing.assert_frame_equal(shown, old)
    new = ledger[ledger["from_month"] >= pd.Timestamp(2025, 1, 1)]
    assert set(new["to_month"]) <= set(pd.date_range("2025-01-01", "2025-06-01", freq="MS"))
    assert len(new)
    grains = old.groupby(["measure", "axis"])["grain"].agg(set)
    for key, lines in new.groupby(["measure", "axis"]):
        assert set(lines["grain"]) <= grains.get(key, set(lines["grain"]))
    again = gated(publish_home(home, HALF_CLOSED))
    pd.testing.assert_frame_equal(ledger, again)
    assert len(home.ledger().entries()) == 2


def test_an_export_that_comes_later_is_shown_beside_what_closed(tmp_path):
    home = home_with(ROWS, tmp_path)
    change(home, "delete from coverage where table_name = 'reviews'")
    first = gated(publish_home(home, YEAR_CLOSED))
    assert not (first["base"] == "reviews").any()
    take_instead(home, ROWS)
    second = gated(publish_home(home, YEAR_CLOSED))
    assert (second["base"] == "reviews").any()
    cases = [each[each["base"] == "cases"].reset_index(drop=True) for each in (first, second)]
    pd.testing.assert_frame_equal(*cases)


def test_months_that_showed_nothing_are_not_closed(tmp_path):
    """One reader's cases may not be shown; when the others come, all are counted."""
    one = ROWS.cases["interpreting_radiologist"] == ROWS.roster["person_id"][0]
    home = home_with(replace(ROWS, cases=ROWS.cases[one]), tmp_path)
    assert gated(publish_home(home, YEAR_CLOSED)).query("base == 'cases'").empty
    take_instead(home, ROWS)
    shown = gated(publish_home(home, YEAR_CLOSED))
    counted = shown.query("measure == 'cases_submitted' and axis == 'all'")["numerator"].sum()
    assert counted == (pd.to_datetime(ROWS.cases["submitted_on"]) < "2025-01-01").sum()


def test_a_ledger_changed_by_hand_is_refused(home):
    numbers = home.path / "ledger" / "000001" / "numbers.parquet"
    changed = numbers.with_suffix(".changed")
    duckdb.sql(
        f"copy (select * replace (numerator + 1 as numerator) from '{numbers}') "
        f"to '{changed}' (format parquet)"
    )
    changed.replace(numbers)
    files = sorted(home.published_folder.iterdir())
    with pytest.raises(HomeProblem, match="Entry 1 of the ledger is not as it was written"):
        publish_home(home, HALF_CLOSED)
    assert sorted(home.published_folder.iterdir()) == files


def test_an_entry_that_was_taken_out_shows(home):
    assert home.ledger().problems() == ()
    shutil.rmtree(home.path / "ledger" / "000001")
    assert home.ledger().problems() == ("Entry 1 of the ledger is not as it was written.",)


@pytest.mark.parametrize("asks", [True, False], ids=["others sign in", "by command"])
def test_a_ledger_that_was_taken_away_shows_and_nothing_begins_anew(home, asks):
    if not asks:
        begin_closing(home, "others read")
        (home.path / "access.toml").unlink()
    shutil.rmtree(home.path / "ledger")
    (problem,) = check_written(home).problems
    assert problem.startswith("The ledger has 0 of the 1 entries that the audit trail tells of")
    files = sorted(home.published_folder.iterdir())
    with pytest.raises(HomeProblem, match="closed months was taken away"):
        publish_home(home, HALF_CLOSED)
    assert sorted(home.published_folder.iterdir()) == files


def test_an_audit_takes_back_nothing_that_readers_saw(home):
    seen = before(home)
    later = gated(publish_home(home, HALF_CLOSED, audited=True))
    cells = ["measure", "axis", "grain", "from_month", "members", "part"]
    both = seen.merge(later, how="left", on=cells, suffixes=("", "_now"))
    assert len(both) == len(seen)
    assert (both["numerator"] == both["numerator_now"]).all()
    assert len(later) > len(seen)
