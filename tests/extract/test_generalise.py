"""Rows are made no coarser than they must be, and enough people stand behind what is left."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from dashboard.extract.generalise import PLACES, generalise


def rows(*given: tuple[str, str | None, str, str, str]) -> pd.DataFrame:
    """Rows of person, other person, month, section, modality; one site, adults."""
    return pd.DataFrame(
        [
            {
                "person": person,
                "other_person": other,
                "month": pd.Timestamp(month),
                "site": "North",
                "section": section,
                "modality": modality,
                "patient_group": "adult",
                "theme": "perception",
            }
            for person, other, month, section, modality in given
        ]
    )


def test_a_kind_with_enough_people_stays_as_it_is() -> None:
    given = rows(*[(f"a{n}", f"b{n}", "2025-01-01", "Neuro", "CT") for n in range(3)])
    found = generalise(given, 3)
    assert (found.given_up, found.dropped, found.fewest) == ({}, 0, 3)
    assert set(found.rows["period"]) == {"2025-01"}
    assert list(found.rows) == ["period", *PLACES, "theme"]


def test_months_are_joined_before_the_modality_is_given_up() -> None:
    given = rows(
        ("a1", "b1", "2025-01-01", "Neuro", "CT"),
        ("a2", "b2", "2025-02-01", "Neuro", "CT"),
        ("a3", "b3", "2025-03-01", "Neuro", "CT"),
    )
    found = generalise(given, 3)
    assert set(found.rows["period"]) == {"2025 Q1"}
    assert set(found.rows["patient_group"]) == {"any"}
    assert set(found.rows["modality"]) == {"CT"}
    assert found.given_up == {"period by the quarter": 3}


def test_many_rows_of_one_person_are_one_person() -> None:
    given = rows(*[("a1", f"b{n}", "2025-01-01", "Neuro", "CT") for n in range(50)])
    found = generalise(given, 2)
    assert (len(found.rows), found.dropped) == (0, 50)


def test_one_reader_behind_many_submitters_is_one_reader() -> None:
    given = rows(*[(f"a{n}", "b1", "2025-01-01", "Neuro", "CT") for n in range(50)])
    assert generalise(given, 2).dropped == 50


def test_rows_that_name_no_reader_need_none() -> None:
    given = rows(*[(f"a{n}", None, "2025-01-01", "Neuro", "CT") for n in range(3)])
    assert generalise(given, 3).dropped == 0


def test_only_rows_that_must_are_made_coarser() -> None:
    given = rows(
        *[(f"a{n}", f"b{n}", "2025-01-01", "Neuro", "CT") for n in range(3)],
        ("a1", "b1", "2025-01-01", "Neuro", "MR"),
        ("a2", "b2", "2025-01-01", "Neuro", "XR"),
        ("a3", "b3", "2025-01-01", "Neuro", "US"),
    )
    found = generalise(given, 3)
    assert sorted(found.rows["modality"]) == ["CT"] * 3 + ["any"] * 3
    assert found.given_up == {"modality left out": 3}


@pytest.mark.parametrize("people", [2, 5, 9])
def test_whatever_the_rows_enough_people_stand_behind_each_kind(people: int) -> None:
    random = np.random.default_rng(people)
    given = rows(
        *[
            (
                f"a{random.integers(20)}",
                None if random.random() < 0.1 else f"b{random.integers(12)}",
                f"2025-{random.integers(1, 13):02}-01",
                random.choice(["Neuro", "Body", "Chest"]),
                random.choice(["CT", "MR", "XR"], p=[0.7, 0.2, 0.1]),
            )
            for _ in range(1500)
        ]
    )
    given["row"] = range(len(given))
    found = generalise(given, people)
    assert len(found.rows) + found.dropped == len(given)
    behind = found.rows.merge(given[["row", "person", "other_person"]], on="row")
    kinds = behind.groupby(["period", *PLACES])
    assert (kinds["person"].nunique() >= people).all()
    others = kinds["other_person"].nunique()
    assert ((others >= people) | (others == 0)).all()
    assert found.fewest >= people


def test_the_order_of_rows_says_nothing() -> None:
    given = rows(*[(f"a{n}", f"b{n}", "2025-01-01", "Neuro", "CT") for n in range(6)])
    given["theme"] = ["b", "a", "c", "b", "a", "c"]
    mixed = given.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(generalise(given, 3).rows, generalise(mixed, 3).rows)


def test_one_person_is_not_enough() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        generalise(rows(("a", "b", "2025-01-01", "Neuro", "CT")), 1)
