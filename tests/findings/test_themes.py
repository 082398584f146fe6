"""The Learning themes page: what it claims, what it leaves unclaimed, and how parts are shown."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.findings.case_mix import case_mix
from dashboard.findings.improvements import improvements
from dashboard.findings.share_chart import share_chart
from dashboard.findings.theme_by_section import theme_by_section
from dashboard.findings.theme_changes import theme_shifts
from dashboard.findings.theme_ranking import leading, ranked
from dashboard.findings.theme_series import theme_series
from dashboard.findings.themes import themes_page
from dashboard.published.lens import Lens
from tests.findings.small_ledger import SmallLedger, months

TWO_YEARS = Lens(date(2024, 1, 1), date(2025, 12, 1))
CHANGE = date(2025, 1, 1)


def monthly_themes(before: dict[str, int], after: dict[str, int]) -> SmallLedger:
    """Two years of monthly themes that change in January 2025."""
    ledger = SmallLedger()
    for month in months(date(2024, 1, 1), 24):
        counts = after if month >= CHANGE else before
        for theme, cases in counts.items():
            ledger.add("learning_themes", month, cases, sum(counts.values()), part=theme)
    return ledger


def falling(tmp_path: Path, event: bool = True) -> SmallLedger:
    ledger = monthly_themes(
        {"perception": 40, "prior_history": 25, "reporting": 10, "other": 5},
        {"perception": 55, "prior_history": 9, "reporting": 11, "other": 5},
    )
    ledger.action(
        "Worklist shows prior exams first", "prior_history", date(2024, 9, 1), date(2024, 12, 30)
    )
    ledger.action("Dictation checks laterality", "reporting", date(2024, 6, 1), date(2024, 12, 20))
    if event:
        ledger.event("improvement", CHANGE, "Worklist shows priors")
    return ledger


def test_a_fall_after_its_own_improvement_is_claimed_and_dated_by_the_event(tmp_path):
    page = themes_page(falling(tmp_path).write(tmp_path / "p.duckdb"), TWO_YEARS)
    assert page.finding == (
        "Two themes make up four fifths of what is learned; “Prior or history not used” fell after "
        "“Worklist shows priors”."
    )
    assert "31% before January 2025, 11% since; −20 points" in page.lead  # noqa: RUF001


def test_the_action_that_changed_nothing_is_told_as_such(tmp_path):
    page = themes_page(falling(tmp_path).write(tmp_path / "p.duckdb"), TWO_YEARS)
    told = {statement.subject: statement.rest for statement in page.statements}
    assert "shows no clear change" in told["Dictation checks laterality, December 2024:"]
    assert "fell from 31% to 11%" in told["Worklist shows priors, January 2025:"]


@pytest.mark.parametrize(("reporting", "blue"), [(30, "together pass 80%"), (2, "on their own")])
def test_what_is_blue_is_said_as_it_is(tmp_path, reporting, blue):
    counts = {"perception": 40, "prior_history": 20, "reporting": reporting, "other": 20}
    published = monthly_themes(counts, counts).write(tmp_path / "p.duckdb")
    assert blue in themes_page(published, TWO_YEARS).ranking_mark


def test_under_a_lens_on_one_section_it_still_stands_beside_the_others(tmp_path):
    ledger = falling(tmp_path)
    for section, perception in (("Chest", 60), ("Neuro", 40)):
        for part, cases in (("perception", perception), ("reporting", 100 - perception)):
            ledger.add(
                "learning_themes", CHANGE, cases, 100, months=12, axis="section",
                members=[section], part=part,
            )  # fmt: skip
    lens = Lens(CHANGE, date(2025, 12, 1), "section", ("Chest",))
    page = themes_page(ledger.write(tmp_path / "p.duckdb"), lens)
    assert set(page.by_section.rows) == {"Chest", "Neuro"}
    assert page.by_section.rows["Chest"][0].residual > 2


def test_kinds_of_sections_shown_together_are_said_to_be_so(tmp_path):
    ledger = falling(tmp_path)
    for part, cases in (("learning_opportunity", 60), ("great_call", 40)):
        ledger.add(
            "case_kinds", CHANGE, cases, 100, months=12, axis="section",
            members=["Breast", "Chest"], part=part,
        )  # fmt: skip
    lens = Lens(CHANGE, date(2025, 12, 1), "section", ("Chest",))
    mix = case_mix(ledger.write(tmp_path / "p.duckdb"), lens)
    assert any("shown together" in note for note in mix.notes)
    assert "six published periods" in mix.no_shares


def test_a_theme_that_only_takes_up_what_another_loses_is_never_claimed(tmp_path):
    published = falling(tmp_path).write(tmp_path / "p.duckdb")
    _, rows = theme_series(published, TWO_YEARS)
    shifts = {
        (shift.theme, shift.improvement.theme): shift
        for shift in theme_shifts(rows, improvements(published))
    }
    risen = shifts["perception", "prior_history"]
    assert risen.lower > 0 and risen.p_adjusted < 0.05
    assert not risen.changed
    assert not any(theme == "other" for theme, _ in shifts)


def test_without_an_action_of_its_theme_a_fall_is_not_claimed(tmp_path):
    ledger = falling(tmp_path)
    ledger.actions.clear()
    page = themes_page(ledger.write(tmp_path / "p.duckdb"), TWO_YEARS)
    assert "fell" not in page.finding
    assert page.statements == ()
    assert "improvement-action log" in page.statements_source


def test_an_event_goes_to_the_action_nearest_to_it(tmp_path):
    published = falling(tmp_path).write(tmp_path / "p.duckdb")
    found = {each.theme: (each.label, each.happened_on) for each in improvements(published)}
    assert found == {
        "prior_history": ("Worklist shows priors", CHANGE),
        "reporting": ("Dictation checks laterality", date(2024, 12, 21)),
    }


def test_actions_of_a_section_or_still_open_are_left_out(tmp_path):
    ledger = SmallLedger()
    ledger.action("For one section", "perception", CHANGE, CHANGE, section="Chest")
    ledger.action("Still open", "perception", CHANGE, None)
    assert improvements(ledger.write(tmp_path / "p.duckdb")) == ()


def test_the_month_that_holds_the_change_is_on_neither_side(tmp_path):
    published = falling(tmp_path, event=False).write(tmp_path / "p.duckdb")
    _, rows = theme_series(published, TWO_YEARS)
    shift = next(s for s in theme_shifts(rows, improvements(published)) if s.own)
    assert shift.improvement.happened_on == date(2024, 12, 21)
    assert shift.before.last == date(2024, 11, 1)
    assert shift.after.first == date(2025, 1, 1)


def test_a_theme_that_has_no_line_of_its_own_for_a_while_is_not_compared(tmp_path):
    published = falling(tmp_path).write(tmp_path / "p.duckdb")
    _, rows = theme_series(published, TWO_YEARS)
    rare = (rows["part"] == "prior_history") & (rows["from_month"] == "2025-06-01")
    assert rare.sum() == 1
    own = {shift.theme for shift in theme_shifts(rows[~rare], improvements(published)) if shift.own}
    assert own == {"reporting"}


@pytest.mark.long
def test_null_departments_are_told_of_no_change_beyond_chance(tmp_path):
    """Months vary more than chance, nothing changed: at most one department in twenty may err.

    30 departments err more than 4 times with a chance of 2 in 100 even if that share were used
    up; the seed is fixed.
    """
    random = np.random.default_rng(1)
    claims = 0
    found = improvements(falling(tmp_path).write(tmp_path / "p.duckdb"))
    for _ in range(30):
        shares = random.dirichlet([50, 30, 15, 8], size=24)
        rows = pd.DataFrame(
            [
                {
                    "from_month": pd.Timestamp(month),
                    "to_month": pd.Timestamp(month),
                    "part": part,
                    "numerator": float(cases),
                    "denominator": 80.0,
                }
                for place, month in enumerate(months(date(2024, 1, 1), 24))
                for part, cases in zip(
                    ("perception", "prior_history", "reporting", "other"),
                    random.multinomial(80, shares[place]),
                    strict=True,
                )
            ]
        )
        claims += any(shift.changed for shift in theme_shifts(rows, found))
    assert claims <= 4


def test_only_named_themes_lead_and_small_ones_stand_last():
    rows = pd.DataFrame(
        {
            "part": ["other", "unmapped", "reporting", "perception"],
            "numerator": [60.0, 50.0, 20.0, 30.0],
            "denominator": 160.0,
        }
    )
    ranking = ranked(rows, {"perception": "Perception", "unmapped": "Not mapped"})
    assert list(ranking["part"]) == ["perception", "reporting", "unmapped", "other"]
    assert not ranking.loc[ranking["part"] == "other", "vital"].any()
    assert leading(ranking, 160.0) is None


def test_a_fraction_in_words_needs_the_interval_to_hold_it():
    def said(hits: float, n: float) -> str:
        rows = pd.DataFrame(
            {"part": ["perception", "other"], "numerator": [hits, n - hits], "denominator": n}
        )
        few = leading(ranked(rows, {}), n)
        assert few is not None
        return few.said

    assert said(660, 1000) == "One theme makes up two thirds of what is learned"
    assert said(700, 1000) == "One theme makes up 70% of what is learned"
    assert said(680, 100_000 * 0.01) == "One theme makes up two thirds of what is learned"
    assert said(68_000, 100_000) == "One theme makes up 68% of what is learned"


def test_a_theme_is_followed_by_the_finest_periods_that_name_it(tmp_path):
    ledger = SmallLedger()
    for month in months(date(2025, 1, 1), 12):
        ledger.add("learning_themes", month, 50, 60, part="perception")
        ledger.add("learning_themes", month, 10, 60, part="other")
    for month in months(date(2025, 1, 1), 12)[::3]:
        ledger.add("learning_themes", month, 150, 180, months=3, part="perception")
        ledger.add("learning_themes", month, 20, 180, months=3, part="reporting")
        ledger.add("learning_themes", month, 10, 180, months=3, part="other")
    published = ledger.write(tmp_path / "p.duckdb")
    _, rows = theme_series(published, Lens(date(2025, 1, 1), date(2025, 12, 1)))
    assert rows.groupby("part")["grain"].agg(["first", "size"]).to_dict("index") == {
        "other": {"first": "month", "size": 12},
        "perception": {"first": "month", "size": 12},
        "reporting": {"first": "quarter", "size": 4},
    }


def test_sections_take_the_years_that_name_most_themes_and_say_so(tmp_path):
    ledger = SmallLedger()
    for section, cases in (("Chest", (30, 20, 10)), ("Neuro", (10, 20, 30))):
        unit = {"axis": "section", "members": [section], "months": 12}
        for part, count in zip(("perception", "other"), (40, 20), strict=True):
            ledger.add("learning_themes", date(2024, 1, 1), count, 60, part=part, **unit)
        for part, count in zip(("perception", "reporting", "other"), cases, strict=True):
            ledger.add("learning_themes", date(2025, 1, 1), count, 60, part=part, **unit)
    table = theme_by_section(ledger.write(tmp_path / "p.duckdb"), TWO_YEARS)
    assert table is not None and table.narrowed
    assert table.months == (date(2025, 1, 1), date(2025, 12, 1))
    assert table.themes == ("Perception", "Reporting", "Other themes")
    chest = dict(zip(table.themes, table.rows["Chest"], strict=True))
    assert chest["Perception"].cases == 30 and chest["Perception"].residual > 3
    assert chest["Reporting"].residual == pytest.approx(0)


def test_a_cell_that_is_not_published_is_none_never_zero(tmp_path):
    ledger = SmallLedger()
    unit = {"axis": "section", "months": 12}
    for part in ("perception", "other"):
        ledger.add(
            "learning_themes", date(2025, 1, 1), 30, 60, part=part, members=["Chest"], **unit
        )
    ledger.add(
        "learning_themes", date(2025, 1, 1), 60, 60, part="perception", members=["Neuro"], **unit
    )
    table = theme_by_section(
        ledger.write(tmp_path / "p.duckdb"), Lens(date(2025, 1, 1), date(2025, 12, 1))
    )
    assert table is not None
    assert table.rows["Neuro"][1] is None


def test_sections_of_which_only_one_has_cases_are_set_against_nothing(tmp_path):
    ledger = SmallLedger()
    unit = {"axis": "section", "months": 12}
    for part, cases in (("perception", 30), ("reporting", 20), ("other", 10)):
        ledger.add("learning_themes", CHANGE, cases, 60, part=part, members=["Chest"], **unit)
        ledger.add("learning_themes", CHANGE, 0, 0, part=part, members=["Neuro"], **unit)
    table = theme_by_section(ledger.write(tmp_path / "p.duckdb"), Lens(CHANGE, date(2025, 12, 1)))
    assert table is not None
    assert [cell.cases for cell in table.rows["Chest"]] == [30, 20, 10]
    assert {cell.residual for row in table.rows.values() for cell in row} == {0.0}


def test_no_theme_is_an_empty_state_that_names_the_export(tmp_path):
    page = themes_page(SmallLedger().write(tmp_path / "p.duckdb"), TWO_YEARS)
    assert page.finding == "There are no learning themes for these months."
    assert "Peer learning case export" in page.ranking_source
    assert page.panels == () and page.by_section is None


def test_the_line_under_the_panels_is_true_of_each(tmp_path):
    ledger = monthly_themes({"perception": 40, "reporting": 10}, {"perception": 41, "reporting": 9})
    alike = themes_page(ledger.write(tmp_path / "alike.duckdb"), TWO_YEARS)
    assert [panel.title for panel in alike.panels] == ["Perception", "Reporting"]
    assert alike.panels_source.startswith("Every theme followed here is published by month. Vert")
    for first in months(date(2024, 1, 1), 24)[::3]:
        for theme, cases in {"perception": 120, "reporting": 24, "prior_history": 6}.items():
            ledger.add("learning_themes", first, cases, 150, months=3, part=theme)
    page = themes_page(ledger.write(tmp_path / "unlike.duckdb"), TWO_YEARS)
    prior = "Prior or history not used"
    assert [panel.title for panel in page.panels] == ["Perception", "Reporting", prior]
    assert page.panels_source.startswith(
        "A theme too small for a month is followed by quarter or longer. "
        "Perception and Reporting: by month; Prior or history not used: by quarter. Vertical"
    )


def rows_of(shares: list[float], n: int = 100) -> pd.DataFrame:
    begin = pd.Series(pd.to_datetime(months(date(2024, 1, 1), len(shares))))
    return pd.DataFrame(
        {
            "from_month": begin,
            "to_month": begin,
            "grain": "month",
            "numerator": [round(share * n) for share in shares],
            "denominator": float(n),
        }
    )


def test_limits_come_from_before_the_event_so_a_fall_signals():
    steady, fallen = [0.30, 0.32, 0.28, 0.31, 0.29, 0.30] * 2, [0.12] * 12
    chart = share_chart(rows_of(steady + fallen), "cases", 12, "January 2025")
    assert chart.baseline == "limits from the 12 months before January 2025"
    assert chart.points["signal"].tolist() == [False] * 12 + [True] * 12


def test_too_few_periods_before_the_event_leave_the_limits_to_all():
    chart = share_chart(rows_of([0.3, 0.1, 0.2, 0.1, 0.2, 0.1]), "cases", 2, "March 2024")
    assert chart.baseline == "limits from all 6 months"


def test_a_run_is_marked_from_where_it_is_too_long_not_from_its_start():
    quiet = [0.29, 0.31] * 6
    chart = share_chart(rows_of(quiet + [0.32] * 12), "cases")
    signals = chart.points["signal"].tolist()
    assert not any(signals[:19]) and all(signals[20:])


def test_the_demo_department_shows_its_planted_truth(demo_published):
    lens = Lens(demo_published.months[0], demo_published.months[-1])
    page = themes_page(demo_published, lens)
    assert "“Prior or history not used” fell after “Worklist shows priors”" in page.finding
    reporting = next(s for s in page.statements if "Laterality check" in s.subject)
    assert "no clear change" in reporting.rest
    fallen = next(panel for panel in page.panels if panel.theme == "prior_history")
    after = fallen.chart.points[fallen.chart.points["month"] >= pd.Timestamp(2024, 7, 1)]
    assert after["signal"].mean() > 0.8
    assert fallen.event is not None and fallen.event.label == "Worklist shows priors"
