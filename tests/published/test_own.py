"""One person's own rows: theirs, all of them, and nobody else's."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from dashboard.command_line import PROGRAM
from dashboard.home import Home
from dashboard.people_names import names_on_roster, pseudonym_with_email
from dashboard.published.lens import Lens
from dashboard.published.lookup import series
from dashboard.published.open import Published
from dashboard.published.own import own_rows, targets_by_person
from dashboard.published_folder import own_file_of


@pytest.fixture(scope="module")
def cases(demo_home: Home) -> pd.DataFrame:
    """Every case of the demo as the warehouse has it, read past all gates."""
    path = demo_home.warehouse_path()
    assert path is not None
    with duckdb.connect(str(path), read_only=True) as warehouse:
        return warehouse.execute("from cases").df()


def test_a_person_has_what_they_put_forward_and_read_and_nothing_else(
    demo_home: Home, demo_published: Published, cases: pd.DataFrame
) -> None:
    for person in sorted(names_on_roster(demo_home))[:5]:
        points = own_rows(demo_published.path, person).points
        for part, column in (
            ("put forward", "submitting_radiologist"),
            ("received", "interpreting_radiologist"),
        ):
            own = cases[cases[column].astype(str) == person]
            found = points[points["part_played"] == part]
            assert sorted(found["learning_point"].dropna()) == sorted(
                own["learning_point"].dropna()
            )
            assert len(found) == len(own)


def test_the_months_of_all_add_up_to_the_departments(
    demo_home: Home, demo_published: Published
) -> None:
    months = [
        own_rows(demo_published.path, person).periods for person in names_on_roster(demo_home)
    ]
    own = pd.concat(months)
    own = own[own["grain"] == "month"].groupby("from_month")["submissions"].sum()
    lens = Lens(demo_published.months[0], demo_published.months[-1])
    ledger = series(demo_published, "submissions_per_radiologist_month", lens).frame
    expected = ledger.set_index("from_month")["numerator"]
    assert len(expected) > 30
    pd.testing.assert_series_equal(
        own.reindex(expected.index).astype(float),
        expected.astype(float),
        check_names=False,
        check_index_type=False,
    )


def test_the_feedback_of_a_quarter_is_that_of_its_months(
    demo_home: Home, demo_published: Published
) -> None:
    for person in sorted(names_on_roster(demo_home))[:5]:
        periods = own_rows(demo_published.path, person).periods
        periods["quarter"] = periods["from_month"].dt.to_period("Q")
        months = periods[periods["grain"] == "month"].groupby("quarter")["feedback_received"]
        quarters = periods[periods["grain"] == "quarter"].set_index("quarter")["feedback_received"]
        whole = months.count()[months.count() == 3].index
        assert (months.sum()[whole] == quarters[whole]).all()


def test_the_list_of_targets_holds_nothing_that_was_received(demo_published: Published) -> None:
    rows = targets_by_person(demo_published.path)
    assert list(rows) == [
        "person_id",
        "grain",
        "from_month",
        "site",
        "section",
        "submissions",
        "target",
    ]
    assert len(rows) > 100


def test_a_stranger_has_nothing(demo_published: Published) -> None:
    rows = own_rows(demo_published.path, "00000000-0000-0000-0000-000000000000")
    assert rows.periods.empty
    assert rows.points.empty


def test_a_file_that_was_never_made_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=f"{PROGRAM} publish"):
        own_rows(tmp_path / "generation-000001.duckdb", "00000000-0000-0000-0000-000000000000")


def test_the_file_is_its_owners_alone_and_holds_no_name(
    demo_home: Home, demo_published: Published
) -> None:
    path = own_file_of(demo_published.path)
    assert path.stat().st_mode & 0o777 == 0o600
    with duckdb.connect(str(path), read_only=True) as own:
        tables = {name for (name,) in own.execute("show tables").fetchall()}
        assert tables == {"own_months", "own_learning_points"}
    held = path.read_bytes()
    for name in names_on_roster(demo_home).values():
        assert name.encode() not in held


def test_a_reader_is_found_by_e_mail_and_only_if_one_person_has_it(
    demo_home: Home, tmp_path: Path
) -> None:
    book = json.loads(demo_home.people_path.read_text(encoding="utf-8"))
    who = next(who for who, person in book["people"].items() if person["emails"])
    address = book["people"][who]["emails"][0]
    assert pseudonym_with_email(demo_home, f" {address.upper()} ") == who
    assert pseudonym_with_email(demo_home, "nobody@radiology.example") is None
    assert pseudonym_with_email(demo_home, "") is None
    other = next(other for other in book["people"] if other != who)
    book["people"][other]["emails"] = [address]
    (tmp_path / "people.json").write_text(json.dumps(book), encoding="utf-8")
    assert pseudonym_with_email(Home(tmp_path), address) is None
