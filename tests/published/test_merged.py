"""Groups that change between years, added up like to like."""

import pandas as pd

from dashboard.measures.catalogue import read_catalogue
from dashboard.published.estimates import with_estimates
from dashboard.published.merged import fold_changing_parts, joined_units, label_units


def rows(*records: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(
        records, columns=["from_month", "members", "part", "numerator", "denominator"]
    )
    return frame.assign(
        to_month=frame["from_month"],
        grain="year",
        complete=True,
        median=None,
        median_lower=None,
        median_upper=None,
    )


def test_units_ever_shown_together_are_one_throughout():
    joined = joined_units([("A",), ("B", "C"), ("C", "D"), ("E",)])
    assert joined["B"] == ("B", "C", "D")
    assert joined["D"] == ("B", "C", "D")
    assert joined["A"] == ("A",)


def test_a_unit_alone_in_one_year_and_merged_in_the_next_stays_merged():
    labelled = label_units(
        rows(
            (2024, ["A"], None, 1, 10),
            (2024, ["B"], None, 2, 20),
            (2025, ["A", "B"], None, 5, 50),
            (2025, ["C"], None, 7, 70),
        )
    )
    found = {
        (row.from_month, row.member): (row.numerator, row.denominator)
        for row in labelled.itertuples()
    }
    assert found == {(2024, "A + B"): (3, 30), (2025, "A + B"): (5, 50), (2025, "C"): (7, 70)}


def test_a_count_of_joined_units_is_still_out_of_nothing():
    labelled = label_units(
        rows(
            (2024, ["A"], None, 1, None),
            (2024, ["B"], None, 2, None),
            (2025, ["A", "B"], None, 5, None),
        )
    )
    assert labelled["numerator"].tolist() == [3, 5]
    assert labelled["denominator"].isna().all()


def test_joined_units_have_no_median_where_they_stood_apart():
    frame = rows(
        (2024, ["A"], None, 1, 10), (2024, ["B"], None, 2, 20), (2025, ["A", "B"], None, 5, 50)
    )
    labelled = label_units(frame.assign(median=[7.0, 9.0, 8.0], median_lower=6.0, median_upper=9.0))
    shown = with_estimates(labelled, read_catalogue().measures["days_to_feedback"])
    assert shown["estimate"].isna().tolist() == [True, False]
    assert shown["estimate"].tolist()[1] == 8.0
    assert shown["note"].tolist() == ["shown apart in this period: medians cannot be added", ""]


def test_a_label_speaks_words_and_puts_the_unit_asked_for_first():
    frame = rows((2025, ["MR", "US"], None, 1, 2))
    assert label_units(frame, ("US",), {"US": "Ultrasound"})["member"].tolist() == [
        "Ultrasound + MR"
    ]


def test_a_part_in_other_in_one_year_is_in_other_in_the_sum():
    frame = label_units(
        rows(
            (2024, ["all"], "perception", 5, 10),
            (2024, ["all"], "technique", 2, 10),
            (2024, ["all"], "system", 3, 10),
            (2025, ["all"], "perception", 6, 10),
            (2025, ["all"], "other", 4, 10),
        )
    )
    folded = fold_changing_parts(frame)
    found = {
        (row.from_month, row.part): (row.numerator, row.denominator) for row in folded.itertuples()
    }
    assert found == {
        (2024, "perception"): (5, 10),
        (2024, "other"): (5, 10),
        (2025, "perception"): (6, 10),
        (2025, "other"): (4, 10),
    }
