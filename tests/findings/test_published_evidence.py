"""Published evidence: like beside like, unlike with the warning, and no number made up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from click.testing import CliRunner

from dashboard.commands.statistics_models import compare
from dashboard.findings.published_evidence import Choice, evidence_page
from dashboard.findings.published_measures import answering, published_measures, questions
from dashboard.own_data.published_studies import PublishedResult, shipped_results
from dashboard.published.open import Published


def forest(department: Published, question: str):  # type: ignore[no-untyped-def]
    return evidence_page(department, Choice(question)).forest


def test_every_shipped_measure_is_asked_for_by_one_question() -> None:
    named = [name for one in published_measures() for name in one.results]
    assert sorted(named) == sorted({result.measure for result in shipped_results()})


def test_every_measure_of_ours_that_is_named_is_a_measure_or_not_there_yet(
    demo_published: Published,
) -> None:
    named = {one.department for one in published_measures()} - {""}
    assert named - set(demo_published.measures) <= {"addendum_rate"}


def test_alike_denominators_are_pooled_as_the_pool_command_does(demo_published: Published) -> None:
    found = forest(demo_published, "any_discrepancy")
    summary = found.frame[found.frame["kind"] == "summary"].iloc[0]
    # statsmodels' combine_effects on logits, DL with HKSJ, gives the same middle and limits.
    assert summary["estimate"] == pytest.approx(0.0302815, abs=1e-7)
    assert (summary["lower"], summary["upper"]) == pytest.approx((0.0213010, 0.0428825), abs=1e-6)
    words = " ".join(found.notes)
    assert "3.0% (95% interval 2.1% to 4.3%" in words
    assert "I² 80%" in words
    assert "95% prediction interval" in words


def test_the_department_stands_among_them_and_is_not_pooled(demo_published: Published) -> None:
    found = forest(demo_published, "any_discrepancy")
    own = found.frame[found.frame["kind"] == "department"].iloc[0]
    assert own["said"] in " ".join(found.notes)
    assert own["heading"] == "reports reviewed"
    assert found.frame.loc[found.frame["weight"].notna(), "weight"].sum() == pytest.approx(100)
    assert own["weight"] != own["weight"]


def test_a_department_with_another_denominator_is_said_and_not_drawn(
    demo_published: Published,
) -> None:
    found = forest(demo_published, "meaningful")
    assert "department" not in set(found.frame["kind"])
    words = " ".join(found.notes)
    assert "not drawn among the studies" in words
    assert "The denominators are unlike" in words


def test_unlike_denominators_are_never_pooled_and_always_said(demo_published: Published) -> None:
    for question in questions(shipped_results()):
        found = forest(demo_published, question.name)
        units = {one.unit for one in answering(question, shipped_results())}
        if len(units) > 1:
            assert "The denominators are unlike" in found.notes[0]
        for unit in units:
            alike = found.frame[found.frame["heading"] == unit.casefold()]
            assert (alike["kind"] == "summary").sum() <= 1


def test_trinh_is_a_ratio_and_a_warning_on_the_page_and_the_command_line(
    demo_published: Published,
) -> None:
    pair = evidence_page(demo_published, Choice("addenda")).arms[0]
    assert pair.sentence.startswith("Risk ratio 41.75 (21.5 to 81.2;")
    assert "The denominators are unlike" in pair.warning
    printed = CliRunner().invoke(
        compare,
        ["23", "206", "13", "4861", "--unit1", "follow-up alerts", "--unit2", "reports reviewed"],
    )
    assert printed.exit_code == 0
    assert pair.warning == printed.stderr.strip()
    row = next(line for line in printed.stdout.splitlines() if "risk_ratio,log_wald" in line)
    ours = pair.table.raw.query("stat == 'risk_ratio' and method == 'log_wald'").iloc[0]
    assert row.split(",")[2:5] == [
        repr(float(ours[name])) for name in ("estimate", "lower", "upper")
    ]


def test_counts_that_do_not_give_the_print_are_named(demo_published: Published) -> None:
    faults = evidence_page(demo_published, Choice()).faults
    assert [fault.split(":")[0] for fault in faults] == [
        "Ludwig 2022, significant discrepancy",
        "Brook 2015, interpretive error",
    ]


def test_search_and_system_leave_what_fits(demo_published: Published) -> None:
    page = evidence_page(demo_published, Choice(search="brook RADIOLOGY"))
    assert set(page.table.shown["Study"]) == {"Brook 2015"}
    page = evidence_page(demo_published, Choice(system="survey"))
    assert set(page.table.shown["System"]) == {"survey"}
    nothing = evidence_page(demo_published, Choice(search="no such study"))
    assert nothing.forest.empty
    assert nothing.chosen == ""


def test_a_row_of_ones_own_joins_its_question_or_makes_one(demo_published: Published) -> None:
    one = PublishedResult(
        "mine", "Mine 2026", "J Mine", "2026", "here", "score_based", "discrepancy", 30, 1000,
        "Reports  reviewed", "3.0", "reproduces", "", True,
    )  # fmt: skip
    joined = evidence_page(demo_published, Choice("any_discrepancy"), (one,)).forest
    assert list(joined.frame["kind"]).count("mine") == 1
    assert "4 results of scored review" in " ".join(joined.notes)
    alone = replace(one, measure="new_thing")
    page = evidence_page(demo_published, Choice("new_thing"), (alone,))
    assert page.forest.title == "New thing"
    assert page.table.raw["mine"].sum() == 1
