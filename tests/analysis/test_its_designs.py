"""Hard series, the sensitivity panel, staggered adoption, power, and the type I error."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.analysis.errors import CannotCompute
from dashboard.analysis.interrupted_time_series import (
    Choices,
    InterruptedTimeSeries,
    Model,
    Plan,
    StaggeredAdoption,
    analyse,
    months_needed,
    power,
    sensitivity_panel,
    staggered_adoption,
)
from tests.analysis.test_interrupted_time_series import MODELS, START, months
from tests.simulate.simulate_its import CHOICES, KINDS, main, share_called

RUNS_OFF = r"infinity|did not settle"


def all_numbers(found: InterruptedTimeSeries) -> list[float | None]:
    effect = found.effect
    coefficients = [
        value
        for row in found.coefficients
        for value in (row.estimate, row.se, row.p_value, row.lower, row.exp_upper)
    ]
    effects = [
        value
        for estimate in (effect.absolute, effect.relative, effect.counterfactual, effect.fitted)
        for value in (estimate.estimate, estimate.lower, estimate.upper)
    ]
    return [*coefficients, *effects, effect.p_value, *(row.estimate for row in found.diagnostics)]


@given(
    st.lists(st.integers(0, 6), min_size=7, max_size=30),
    st.sampled_from(MODELS),
    st.integers(4, 5),
)
@settings(max_examples=80, deadline=None)
def test_no_series_of_small_counts_breaks_a_model(
    counts: list[int], model: Model, start: int
) -> None:
    try:
        found = analyse(counts, start, choices=Choices(model=model))
    except CannotCompute as refusal:
        assert str(refusal)
        return
    for value in all_numbers(found):
        assert value is None or math.isfinite(value)
    if found.effect.p_value is None:
        assert found.effect.note or found.notes


@pytest.mark.parametrize("model", ["poisson", "quasi-poisson", "negative-binomial"])
def test_a_stretch_of_zeros_is_named_not_fitted(model: Model) -> None:
    with pytest.raises(CannotCompute, match=RUNS_OFF):
        analyse([0] * 6 + [3, 4, 5, 6], 7, choices=Choices(model=model))


def test_perfect_participation_before_is_named_not_fitted() -> None:
    with pytest.raises(CannotCompute, match=RUNS_OFF):
        analyse([20] * 8 + [10, 12, 9, 11], 9, [20] * 12, choices=Choices(model="quasi-binomial"))


@pytest.mark.parametrize("model", ["ols", "ar1"])
def test_a_constant_series_has_an_effect_of_nothing_and_no_interval(model: Model) -> None:
    found = analyse([5.0] * 30, 15, choices=Choices(model=model))
    assert found.effect.absolute.estimate == pytest.approx(0, abs=1e-9)
    assert found.effect.absolute.lower is None
    assert found.effect.p_value is None
    assert any("no spread" in note for note in found.notes)


def test_gaps_stay_gaps() -> None:
    y, n = months("submissions").copy(), months("exams").copy()
    y[4], n[10] = math.nan, 0
    found = analyse(y, START, n, 1000)
    assert found.rows_left_out == 2
    assert any("2 rows without" in note for note in found.notes)
    assert np.isnan(found.rows.observed[[4, 10]]).all()
    assert np.isfinite(found.rows.fitted).all()


def test_an_effect_beyond_the_data_is_named() -> None:
    found = analyse(months("submissions"), START, months("exams"), 1000, choices=Choices(at=40))
    assert "extrapolated" in found.effect.note


def test_a_ratio_without_a_positive_base_is_not_given() -> None:
    found = analyse(np.linspace(10, -9, 40) + np.sin(np.arange(40)), 20)
    assert found.effect.relative.estimate is None
    assert "not above 0" in found.effect.relative.note
    near = analyse(0.5 + np.sin(np.arange(40) ** 2.0), 20, choices=Choices(model="ols", at=19))
    assert near.effect.relative.upper is None
    assert near.effect.relative.note


def test_counts_no_wider_than_chance_need_no_negative_binomial() -> None:
    even = [10, 11, 9, 10, 10, 11, 9, 10, 14, 15, 13, 14, 14, 15, 13, 14]
    found = analyse(even, 9, choices=Choices(model="negative-binomial"))
    plain = analyse(even, 9, choices=Choices(model="poisson"))
    assert found.coefficients == plain.coefficients
    assert any("no more than chance" in note for note in found.notes)


def by_site() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    share = np.random.default_rng(1)
    y, n = months("submissions").astype(int), months("exams").astype(int)
    counts, exams = share.binomial(y, 0.4), share.binomial(n, 0.4)
    return {"North": (counts, exams), "South": (y - counts, n - exams)}


def test_the_panel_is_always_the_same_and_changes_one_thing_at_a_time() -> None:
    runs = sensitivity_panel(months("submissions"), START, months("exams"), 1000, sites=by_site())
    kinds = [run.kind for run in runs]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "chosen": 1, "model": 4, "lag": 4, "season": 2, "phase-in": 3, "date": 6, "trend": 1,
        "site": 2,
    }  # fmt: skip
    by_name = {run.name: run for run in runs}
    chosen = analyse(months("submissions"), START, months("exams"), 1000).effect
    assert by_name["as chosen"].absolute == chosen.absolute
    later = analyse(months("submissions"), START + 3, months("exams"), 1000).effect
    assert by_name["change 3 rows later"].absolute == later.absolute
    alone = analyse(*by_site()["South"][:1], START, by_site()["South"][1], 1000).effect
    assert by_name["without North"].absolute == alone.absolute
    assert by_name["ols, Newey-West lag 3"].p_value != by_name["ols"].p_value


def test_a_run_that_cannot_be_made_says_why() -> None:
    runs = sensitivity_panel(
        [3, 4, 5, 9, 8, 9, 8], 4, [10] * 7, sites={"only": ([3] * 7, [10] * 7)}
    )
    failed = {run.name: run.note for run in runs if run.absolute.estimate is None}
    assert "each side needs" in failed["change 1 row earlier"]
    assert "lag must lie" in failed["ols, Newey-West lag 12"]
    assert "nothing is left" in failed["without only"]
    uneven = sensitivity_panel(
        range(8), 4, [10] * 8,
        sites={"A": ([1] * 8, [5] * 8), "B": ([1] * 7, [5] * 7), "C": ([1] * 8, [5] * 8)},
    )  # fmt: skip
    assert any("differ in length" in run.note for run in uneven)


@pytest.mark.timed
def test_a_fit_with_its_panel_takes_under_a_second_and_a_half() -> None:
    sites = by_site()
    started = time.perf_counter()
    analyse(months("submissions"), START, months("exams"), 1000)
    sensitivity_panel(months("submissions"), START, months("exams"), 1000, sites=sites)
    assert time.perf_counter() - started < 1.5


@dataclass(frozen=True)
class Sites:
    """Twelve sites over 36 months, every fourth unchanged, the others two months apart."""

    y: np.ndarray
    site: np.ndarray
    month: np.ndarray
    changed: np.ndarray
    changed_at: dict[int, int | None]

    def analyse(self, **other: object) -> StaggeredAdoption:
        given = {"y": self.y, "site": self.site, "month": self.month, **other}
        return staggered_adoption(**{"changed_at": self.changed_at, **given})  # type: ignore[arg-type]


def staggered(effect: float, seed: int = 1) -> Sites:
    generator = np.random.default_rng(seed)
    starts = {site: None if site % 4 == 3 else 8 + 2 * site for site in range(12)}
    site, month = np.repeat(np.arange(12), 36), np.tile(np.arange(1, 37), 12)
    first = np.array([starts[name] or math.inf for name in site.tolist()])
    own = generator.normal(0, 2, 12)[site] + 3 * np.sin(month / 5)
    y = own + effect * (month >= first) + generator.normal(0, 0.4, site.size)
    return Sites(y, site, month, month >= first, starts)


def test_staggered_adoption_covers_the_planted_effect_as_often_as_it_says() -> None:
    found = [staggered(2.0, seed).analyse().effect for seed in range(60)]
    covered = sum((one.lower or 9) < 2 < (one.upper or 0) for one in found)
    assert 52 <= covered <= 60
    assert np.mean([one.estimate or 0 for one in found]) == pytest.approx(2, abs=0.03)


def test_the_event_study_finds_it_month_by_month() -> None:
    found = staggered(2.0).analyse()
    assert found.imputed == pytest.approx(2, abs=0.25)
    events = {event.month: event for event in found.events}
    assert events[-1].reference and events[-1].estimate == 0
    for month, event in events.items():
        if not event.reference:
            assert event.estimate == pytest.approx(2.0 if month >= 0 else 0.0, abs=0.75)
    assert found.sites == 12 and found.notes == ()


def test_staggered_adoption_is_the_regression_on_every_dummy() -> None:
    """The same number as least squares with all columns written out."""
    data = staggered(1.0)
    sites = [data.site == site for site in range(12)]
    calendar = [data.month == month for month in range(2, 37)]
    matrix = np.column_stack([data.changed, *sites, *calendar]).astype(float)
    theirs = np.linalg.lstsq(matrix, data.y, rcond=None)[0][0]
    assert data.analyse().effect.estimate == pytest.approx(theirs)


def test_staggered_adoption_without_a_never_changed_site_names_two_references() -> None:
    data = staggered(2.0)
    every = {site: start or 34 for site, start in data.changed_at.items()}
    found = data.analyse(changed_at=every)
    assert sum(event.reference for event in found.events) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"site": np.zeros(432, dtype=int), "changed_at": {0: 5}}, "one site"),
        ({"changed_at": dict.fromkeys(range(12), 9)}, "cannot be told from the month"),
        ({"changed_at": dict.fromkeys(range(12))}, "no row lies after"),
        ({"changed_at": {0: 3}}, "when 1 changed"),
        ({"month": np.arange(5)}, "one length"),
    ],
)
def test_designs_that_cannot_tell_the_change_are_refused(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(CannotCompute, match=said):
        staggered(1.0).analyse(**change)


def test_two_sites_are_few_and_said_to_be() -> None:
    found = staggered_adoption(
        [1, 2, 3, 4, 2, 3, 4, 7], [0] * 4 + [1] * 4, [1, 2, 3, 4] * 2, {0: None, 1: 4}
    )
    assert found.effect.estimate == pytest.approx(2)
    assert any("few" in note for note in found.notes)


def test_power_grows_with_the_effect_and_is_seeded() -> None:
    plan = Plan(30, 30, 20_000, 0.0016, 1.0, 0.05, 0.0)
    none = power(plan, draws=60)
    some = power(Plan(30, 30, 20_000, 0.0016, 1.8, 0.05, 0.0), draws=60)
    assert none.power < 0.15 and some.power > 0.8
    assert none == power(plan, draws=60)
    assert none.lower <= none.power <= none.upper
    months_after, tried = months_needed(
        Plan(30, 30, 20_000, 0.0016, 2.5, 0.05, 0.0), candidates=(36, 12), draws=40
    )
    assert months_after == 12 and [row.months_after for row in tried] == [12]
    never, every = months_needed(plan, candidates=(6, 12), draws=20)
    assert never is None and len(every) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"months_before": 2},
        {"rate": 0},
        {"autocorrelation": 1},
        {"spread": -1},
        {"months_after": 1},
    ],
)
def test_impossible_plans_are_refused(change: dict[str, float]) -> None:
    plan = {"months_before": 20, "months_after": 20, "monthly_exposure": 1e4, "rate": 0.001}
    with pytest.raises(CannotCompute):
        power(Plan(**{**plan, "effect_ratio": 1.2, **change}), draws=2)  # type: ignore[arg-type]
    with pytest.raises(CannotCompute, match="1 to 100,000 studies"):
        power(Plan(20, 20, 1e4, 0.001, 1.2), draws=0)


@pytest.mark.parametrize("phi", [0.0, 0.2, 0.4])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_default_calls_few_effects_that_are_not_there(kind: object, phi: float) -> None:
    """Short form of the simulation: at most 8 % asked; 120 series of a 5 % test pass 16."""
    called, fitted = share_called(kind, CHOICES["default"], phi, 1.0, 1, 120, 2)  # type: ignore[arg-type]
    assert fitted == 120
    assert called <= 16


def test_ordinary_least_squares_would_call_too_many() -> None:
    called, _ = share_called(KINDS[1], CHOICES["ols"], 0.4, 1.0, 1, 120, 2)
    assert called > 16


def test_the_simulation_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--draws", "2"])
    printed = capsys.readouterr().out
    assert printed.count("\n## ") == 4
    assert printed.count("| counts per exam | 0.4 |") == 4
