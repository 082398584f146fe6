"""The comparison page: eras, before and after as description, scores, and what is refused."""

import math
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from dashboard.analysis.two_groups.rates import wald_rate_ratio
from dashboard.findings.before_after import ratio_of
from dashboard.findings.comparison import comparison_page
from dashboard.findings.each_system import each_system
from dashboard.findings.eras import by_site, shared_base
from dashboard.findings.events import Event
from dashboard.findings.go_lives import era_of, go_lives, still_scoring
from dashboard.findings.unlike_shares import unlike_shares
from dashboard.published.lens import Lens
from tests.findings.small_ledger import SmallLedger, months

START, GO_LIVE, TOOL = date(2022, 1, 1), date(2024, 1, 1), date(2023, 1, 1)
FOUR_YEARS = Lens(START, date(2025, 12, 1))
BASE = "learning_opportunities_per_1000_exams"


def captured(month: date, live: bool) -> int:
    """Ten a month, twenty with the new tool, sixty once peer learning has settled."""
    if live and month >= GO_LIVE:
        return 60 if month >= date(2024, 4, 1) else 30
    return 20 if month >= TOOL else 10


def department(exams: int = 10_000) -> SmallLedger:
    """Two sites: Harbour goes live in January 2024, Westgate goes on scoring."""
    ledger = SmallLedger()
    for month in months(START, 48):
        counts = {"Harbour": captured(month, True), "Westgate": captured(month, False)}
        ledger.add(BASE, month, sum(counts.values()), 2 * exams)
        for site, count in counts.items():
            ledger.add(BASE, month, count, exams, axis="site", members=[site])
    ledger.event("tool_change", TOOL, "Scoring built into PACS")
    ledger.event("go_live", GO_LIVE, "Peer learning at Harbour", "Harbour", phase_in=3)
    return ledger


def with_scores(ledger: SmallLedger) -> SmallLedger:
    for month in months(START, 24):
        found = (5, 2) if month < TOOL else (10, 4)
        ledger.add("discrepancy_rate", month, sum(found), 500)
        ledger.add("significant_discrepancy_rate", month, found[1], 500)
    for year, found in ((2022, (60, 24)), (2023, (120, 48))):
        scores = {"1": 6000 - sum(found), "2a": found[0], "other": found[1]}
        for score, count in scores.items():
            ledger.add("review_scores", date(year, 1, 1), count, 6000, months=12, part=score)
    return ledger


def test_before_and_after_is_a_ratio_with_the_control_beside_it(tmp_path):
    page = comparison_page(department().write(tmp_path / "p.duckdb"), FOUR_YEARS)
    rows = {row.label: row for row in page.ratios.rows}
    whole, control = rows["Department"], rows["Westgate, still scoring"]
    assert whole.ratio == pytest.approx(2)
    assert (whole.after.hits, whole.after.n) == (960, 240_000)
    assert (whole.before.hits, whole.before.n) == (480, 240_000)
    assert control.ratio == pytest.approx(1)
    assert control.control and not control.clear


def test_both_sides_of_go_live_come_after_the_tool_change(tmp_path):
    page = comparison_page(department().write(tmp_path / "p.duckdb"), FOUR_YEARS)
    for row in page.ratios.rows:
        assert row.before.first >= TOOL
        assert row.before.last < GO_LIVE <= date(2024, 4, 1) <= row.after.first


def test_a_difference_that_may_be_chance_is_drawn_hollow(tmp_path):
    ledger = SmallLedger()
    for place, month in enumerate(months(START, 48)):
        ledger.add(BASE, month, 20 + place % 3, 20_000)
    ledger.event("go_live", GO_LIVE, "Peer learning", None, phase_in=3)
    page = comparison_page(ledger.write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert [row.clear for row in page.ratios.rows] == [False]


@pytest.mark.parametrize(
    "lens",
    [
        Lens(START, date(2022, 12, 1)),
        Lens(date(2025, 1, 1), date(2025, 12, 1)),
        Lens(date(2023, 11, 1), date(2024, 2, 1)),
        Lens(date(2023, 8, 1), date(2025, 12, 1)),
    ],
)
def test_months_of_one_era_make_no_comparison(tmp_path, lens):
    page = comparison_page(department().write(tmp_path / "p.duckdb"), lens)
    assert not any(row.label == "Department" for row in page.ratios.rows)


def test_nothing_at_all_says_which_exports_would_fill_the_page(tmp_path):
    page = comparison_page(SmallLedger().write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert "go-live in the events export" in page.ratios.empty
    assert "nothing was received" in page.sites.empty and page.scores.empty and page.unlike is None


def test_eras_of_a_period_with_a_phase_in():
    live = [Event(GO_LIVE, "live", phase_in_months=3)]
    assert era_of(date(2023, 12, 1), date(2023, 12, 1), live) == "scored_review"
    assert era_of(date(2024, 3, 1), date(2024, 3, 1), live) == "phase_in"
    assert era_of(date(2024, 4, 1), date(2024, 4, 1), live) == "peer_learning"
    # A half-year that holds the go-live is of both kinds, with a phase-in or without.
    assert era_of(date(2024, 1, 1), date(2024, 6, 1), live) == "phase_in"
    abrupt = [Event(date(2024, 3, 1), "live")]
    assert era_of(date(2024, 1, 1), date(2024, 6, 1), abrupt) == "phase_in"
    assert era_of(date(2024, 3, 1), date(2024, 3, 1), abrupt) == "peer_learning"
    assert era_of(date(2024, 3, 1), date(2024, 3, 1), []) == "scored_review"


def test_each_site_has_its_own_go_live_and_the_control_has_none(tmp_path):
    published = department().write(tmp_path / "p.duckdb")
    _, sites = by_site(published, FOUR_YEARS)
    assert [site.title for site in sites] == ["Harbour", "Westgate"]
    harbour, westgate = sites
    assert harbour.points["era"].value_counts().to_dict() == {
        "scored_review": 24,
        "peer_learning": 21,
        "phase_in": 3,
    }
    assert set(westgate.points["era"]) == {"scored_review"}
    assert westgate.live == () and still_scoring(published, go_lives(published)) == ("Westgate",)


def test_sites_shown_together_are_one_panel_that_names_both_dates(tmp_path):
    ledger = SmallLedger()
    for month in months(START, 48)[::3]:
        ledger.add(BASE, month, 60, 60_000, months=3, axis="site", members=["Harbour", "Westgate"])
        ledger.add(BASE, month, 60, 60_000, months=3)
    ledger.event("go_live", GO_LIVE, "Peer learning at Harbour", "Harbour", phase_in=3)
    _, sites = by_site(ledger.write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert [site.title for site in sites] == ["Harbour + Westgate"]
    assert sites[0].small == "Harbour live since January 2024"


def test_levels_are_the_means_of_stretches_between_dated_changes(tmp_path):
    _, both = shared_base(department().write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert both is not None
    levels = both.levels.groupby("line")["value"].first().tolist()
    assert levels == pytest.approx([1.0, 2.0, 4.0])


def test_first_cases_stand_in_for_a_go_live_event(tmp_path):
    ledger = department()
    ledger.events.clear()
    ledger.first_cases["Harbour"] = date(2024, 1, 15)
    (live,) = go_lives(ledger.write(tmp_path / "p.duckdb"))
    assert (live.site, live.happened_on, live.phase_in_months) == (
        "Harbour",
        date(2024, 1, 15),
        0,
    )


def side(counts: list[int], exams: int = 10_000) -> pd.DataFrame:
    begin = pd.Series(pd.to_datetime(months(START, len(counts))))
    return pd.DataFrame(
        {"from_month": begin, "to_month": begin, "numerator": counts, "denominator": exams}
    )


def test_the_interval_is_walds_where_months_vary_by_chance():
    found = ratio_of("x", "per 1,000 exams", 1000, side([20] * 12), side([40] * 12))
    plain = wald_rate_ratio(480, 120_000, 240, 120_000)
    assert found is not None and found.spread == 1
    assert (found.ratio, found.lower, found.upper) == pytest.approx(
        (plain.estimate, plain.lower, plain.upper)
    )


def test_the_interval_widens_with_the_spread_of_months_computed_by_hand():
    before, after = [10, 30] * 6, [20, 60] * 6
    found = ratio_of("x", "per 1,000 exams", 1000, side(before), side(after))
    pearson = sum((k - 20) ** 2 / 20 for k in before) + sum((k - 40) ** 2 / 40 for k in after)
    spread = math.sqrt(pearson / 22)
    half = 1.959963984540054 * spread * math.sqrt(1 / 240 + 1 / 480)
    assert found is not None
    assert found.spread == pytest.approx(spread)
    assert found.lower == pytest.approx(2 * math.exp(-half))


def test_a_side_without_cases_gives_no_ratio():
    assert ratio_of("x", "", 1000, side([0] * 12), side([4] * 12)) is None


def test_scores_are_set_side_by_side_at_the_tool_change(tmp_path):
    page = comparison_page(with_scores(department()).write(tmp_path / "p.duckdb"), FOUR_YEARS)
    shift = page.scores.shift
    assert shift is not None and shift.title == "Scores moved when the tool moved"
    rows = shift.rows.set_index("label")
    assert rows.loc["2a", ["before", "after"]].tolist() == [10, 20]
    assert rows.loc["Other scores", ["before", "after"]].tolist() == [4, 8]
    assert (
        "Scored 2a or above: 14 per 1,000 reviews before, 28 after, 2.0 times"
        in (page.scores.sentences[0])
    )
    assert "Reports re-read for one score of 2a or above: 71 before, 36 after." in (
        page.scores.sentences
    )


def test_without_a_tool_change_the_scores_stand_as_one(tmp_path):
    ledger = with_scores(department())
    ledger.events = [event for event in ledger.events if event[1] != "tool_change"]
    shift = comparison_page(ledger.write(tmp_path / "p.duckdb"), FOUR_YEARS).scores.shift
    assert shift is not None and shift.change is None
    assert shift.rows["before"].isna().all()
    assert shift.rows.set_index("label").loc["2a", "after"] == 15


def test_unlike_shares_show_both_fractions_and_no_ratio(tmp_path):
    ledger = with_scores(department())
    ledger.add("meaningful_share", date(2025, 1, 1), 612, 1604, months=12)
    panel = unlike_shares(ledger.write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert panel is not None
    assert [figure for figure, _ in panel.fractions] == ["612 of 1,604", "72 of 12,000"]
    assert "no ratio of 38% to 0.6% is given" in panel.sentences[0]
    assert "times" not in " ".join([*panel.sentences, *(words for _, words in panel.fractions)])
    assert "whole department" not in " ".join(panel.sentences)


def test_under_a_lens_on_some_units_scores_are_said_to_be_of_the_whole_department(tmp_path):
    ledger = with_scores(department())
    ledger.add("meaningful_share", date(2025, 1, 1), 612, 1604, months=12)
    ledger.add("case_kinds", date(2025, 1, 1), 900, 1604, months=12, part="learning_opportunity")
    ledger.add("case_kinds", date(2025, 1, 1), 404, 1604, months=12, part="other")
    ledger.add("case_kinds", date(2025, 1, 1), 300, 1604, months=12, part="great_call")
    published = ledger.write(tmp_path / "p.duckdb")
    chest = Lens(date(2025, 11, 1), date(2025, 12, 1), "section", ("Chest",))
    panel = unlike_shares(published, replace(chest, start=START))
    assert panel is not None and "whole department" in panel.sentences[-1]
    own = each_system(published, chest)
    assert "whole department" in own.of_all
    # Published by year: the months named are those counted, not those asked for.
    assert own.learning.source == "The whole department. 1,604 cases, 2025."
    assert list(own.learning.frame["label"])[-1] == "Other kinds, shown together"
    assert each_system(published, FOUR_YEARS).of_all == ""


def test_only_rates_over_one_kind_of_denominator_share_the_ratio_chart(tmp_path):
    page = comparison_page(with_scores(department()).write(tmp_path / "p.duckdb"), FOUR_YEARS)
    assert {row.unit for row in page.ratios.rows} == {"per 1,000 exams", "per 1,000 reviews"}
    (reviews,) = (row for row in page.ratios.rows if row.unit == "per 1,000 reviews")
    assert reviews.before.last < TOOL <= reviews.after.first <= reviews.after.last < GO_LIVE


def test_a_lens_on_sections_keeps_sites_whole_and_says_so(tmp_path):
    ledger = department()
    for month in months(START, 48):
        ledger.add(BASE, month, 10, 5_000, axis="section", members=["Chest"])
    lens = Lens(START, date(2025, 12, 1), "section", ("Chest",))
    page = comparison_page(ledger.write(tmp_path / "p.duckdb"), lens)
    assert page.ratios.rows[0].label == "Chest"
    assert any("cannot be crossed" in sentence for sentence in page.sites.sentences)
    assert [site.title for site in page.sites.series] == ["Harbour", "Westgate"]


def test_the_demo_department_shows_its_planted_truths(demo_published):
    lens = Lens(demo_published.months[0], demo_published.months[-1])
    page = comparison_page(demo_published, lens)
    ratios = {row.label: row for row in page.ratios.rows}
    for site in ("North Campus", "Harbour", "Riverside"):
        assert ratios[site].lower > 1.5
    control = ratios["Westgate, still scoring"]
    assert control.lower < 1 < control.upper
    tool = page.scores.shift
    assert tool is not None and tool.thresholds[0].lower < 1.8 < tool.thresholds[0].upper
    assert [site.title for site in page.sites.series] == [
        "North Campus",
        "Harbour",
        "Riverside",
        "Westgate",
    ]
