"""Look-ups on the demo department: what a lens gives, adds up, merges and refuses."""

from datetime import date

import pytest

from dashboard.published.lens import CrossedAxes, Lens
from dashboard.published.lookup import COLUMNS, series, totals

YEAR = Lens(date(2025, 1, 1), date(2025, 12, 1))


def test_a_series_adds_up_to_its_total(demo_published):
    for name in ("radiologists_submitting", "great_call_share", "cases_submitted"):
        parts = series(demo_published, name, YEAR).frame
        whole = totals(demo_published, name, YEAR).frame
        assert parts["numerator"].sum() == whole["numerator"].sum(), name
        assert list(whole.columns) == COLUMNS


def test_units_add_up_to_the_department(demo_published):
    for axis in ("site", "section", "modality", "patient_group"):
        by_unit = totals(demo_published, "cases_submitted", YEAR, by=axis).frame
        whole = totals(demo_published, "cases_submitted", YEAR).frame
        assert by_unit["numerator"].sum() == whole["numerator"].sum(), axis


def test_a_unit_asked_for_alone_shows_the_group_it_is_in(demo_published):
    merged = totals(demo_published, "great_call_share", YEAR, by="section")
    pair = next(row for row in merged.frame.itertuples() if len(row.members) > 1)
    asked = Lens(YEAR.start, YEAR.end, "section", (pair.members[1],))
    answer = totals(demo_published, "great_call_share", asked)
    assert answer.frame["members"].tolist() == [pair.members]
    assert answer.frame["member"].iloc[0].startswith(pair.members[1])
    assert "shown together: too few radiologists in one of them." in answer.notes[0]


def test_a_second_axis_is_refused(demo_published):
    neuro = Lens(YEAR.start, YEAR.end, "section", ("Neuro",))
    with pytest.raises(CrossedAxes, match="Showing Neuro, all sites"):
        series(demo_published, "great_call_share", neuro, by="site")


def test_a_lens_snaps_to_published_edges_and_says_so(demo_published):
    february = Lens(date(2025, 2, 1), date(2025, 2, 1))
    answer = series(demo_published, "meaningful_share", february)
    grain = answer.frame["grain"].iloc[0]
    assert grain in ("month", "quarter")
    if grain == "quarter":
        assert answer.snapped == (date(2025, 1, 1), date(2025, 3, 1))
        assert answer.notes == (
            "Shown from January 2025 to March 2025: these numbers are published by the quarter.",
        )


def test_a_median_of_one_year_is_given_and_of_other_spans_refused(demo_published):
    year = totals(demo_published, "days_to_feedback", YEAR).frame
    assert year["grain"].tolist() == ["year"]
    assert year["lower"].iloc[0] <= year["estimate"].iloc[0] <= year["upper"].iloc[0]
    months = totals(demo_published, "days_to_feedback", Lens(date(2025, 2, 1), date(2025, 6, 1)))
    assert months.frame.empty
    assert "cannot be added up" in (months.empty_reason or "")


def test_rare_themes_have_names_in_the_total_of_a_year(demo_published):
    monthly = set(series(demo_published, "learning_themes", YEAR).frame["part"])
    yearly = set(totals(demo_published, "learning_themes", YEAR).frame["part"])
    assert monthly - {"unmapped"} < yearly  # it says nothing of anyone, so a month may name it
    whole = totals(demo_published, "learning_themes", YEAR).frame
    assert whole["numerator"].sum() == whole["denominator"].iloc[0]


def test_reviews_per_finding_turn_the_share_over(demo_published):
    lens = Lens(date(2022, 1, 1), date(2022, 12, 1))
    share = totals(demo_published, "discrepancy_rate", lens).frame.iloc[0]
    turned = totals(demo_published, "reviews_per_finding", lens).frame.iloc[0]
    assert turned["estimate"] == pytest.approx(1 / share["estimate"])
    assert turned["lower"] == pytest.approx(1 / share["upper"])
    assert (turned["numerator"], turned["denominator"]) == (
        share["denominator"],
        share["numerator"],
    )


def test_what_cannot_be_had_has_a_reason(demo_published):
    by_site = totals(demo_published, "submissions_per_1000_exams", YEAR, by="site")
    assert by_site.empty_reason == "Submissions per 1,000 exams is not split by site."
    before = Lens(date(2021, 1, 1), date(2021, 12, 1))
    assert "Peer learning case export" in (
        totals(demo_published, "great_call_share", before).empty_reason or ""
    )


def test_the_published_file_cannot_be_written_or_look_elsewhere(demo_published):
    for attempt in (
        "create table x as select 1",
        "select * from read_csv('data/demo/targets.csv')",
        "attach 'other.duckdb'",
        "set enable_external_access = true",
        "copy ledger to 'ledger.csv'",
    ):
        with pytest.raises(
            Exception, match=r"(?i)read-only|disabled|locked|not allowed|permission"
        ):
            demo_published.connection.cursor().execute(attempt)


def test_a_unit_nothing_was_published_of_is_empty_with_a_reason(demo_published):
    never_live = Lens(YEAR.start, YEAR.end, "site", ("Westgate",))
    answer = totals(demo_published, "great_call_share", never_live)
    assert answer.frame.empty
    assert "cannot be shown by site" in (answer.empty_reason or "")
    before_any = Lens(date(2021, 1, 1), date(2021, 6, 1), "site", ("Westgate",))
    assert series(demo_published, "radiologists_submitting", before_any).frame.empty


def test_a_unit_alone_in_one_year_brings_its_partners_of_another(demo_published):
    both = Lens(date(2024, 1, 1), date(2025, 12, 1))
    whole = totals(demo_published, "great_call_share", both, by="section").frame
    pair = next(row for row in whole.itertuples() if len(row.members) > 1)
    asked = Lens(both.start, both.end, "section", (pair.members[0],))
    alone = totals(demo_published, "great_call_share", asked).frame.iloc[0]
    assert alone["members"] == pair.members
    assert (alone["numerator"], alone["denominator"]) == (pair.numerator, pair.denominator)
