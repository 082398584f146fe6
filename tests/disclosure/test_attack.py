"""An insider with the whole ledger, the roster and a linear program learns nothing of anybody.

And the same insider wins on gates that are broken on purpose, or the test would prove nothing.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.disclosure.attack.breaches import Attacked, attack
from tests.disclosure.attack.knowledge import CROSS
from tests.disclosure.attack.raw import Raw
from tests.disclosure.department import FIVE, SIXTY, TWELVE, Shape, invent
from tests.disclosure.published import CATALOGUE, Published, publish

YEAR = 2024
SHAPES = {"60": SIXTY, "12": TWELVE, "5": FIVE}
# The sets of rows that tell most; the long form attacks every one.
TELLING = {
    ("cases_submitted", "hits"),
    ("case_kinds", "learning_opportunity"),
    ("discrepancy_rate", "hits"),
    ("great_call_share", "hits"),
    ("learning_opportunities_per_1000_exams", "hits"),
    ("learning_themes", "perception"),
}


def attacked(published: Published, shape: Shape, **options) -> Attacked:
    people = 3 if shape.people < 7 else 5
    return attack(published.ledger, published.raw, CATALOGUE, YEAR, people, **options)


@pytest.fixture(scope="module")
def twelve(tmp_path_factory) -> Published:
    return publish(invent(TWELVE, 1), tmp_path_factory.mktemp("twelve"))


@pytest.fixture(scope="module")
def others(tmp_path_factory) -> Published:
    """Twelve others, of whom the rules for each table alone let something be proved."""
    return publish(invent(TWELVE, 3), tmp_path_factory.mktemp("others"))


@pytest.fixture(scope="module")
def others_without_audit(tmp_path_factory) -> Published:
    return publish(invent(TWELVE, 3), tmp_path_factory.mktemp("unaudited"), audited=False)


def test_nothing_is_proved_of_twelve_radiologists(twelve):
    found = attacked(twelve, TWELVE, only=TELLING)
    assert found.targets > 300
    assert found.breaches == ()


def test_what_names_nobody_is_published_beside_what_is_audited(others, others_without_audit):
    shown, plain = (
        one.ledger[one.ledger["measure"] == "addenda_per_1000_exams"].reset_index(drop=True)
        for one in (others, others_without_audit)
    )
    assert len(shown) == 12
    pd.testing.assert_frame_equal(shown, plain)


def test_nothing_is_proved_of_five_radiologists(tmp_path):
    found = attacked(publish(invent(FIVE, 1), tmp_path), FIVE, only=TELLING)
    assert found.targets > 10
    assert found.breaches == ()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 9))
@pytest.mark.parametrize("people", list(SHAPES))
def test_nothing_is_proved_of_any_department(people, seed, tmp_path):
    shape = SHAPES[people]
    found = attacked(publish(invent(shape, seed), tmp_path), shape)
    assert found.targets
    assert found.breaches == ()


def test_an_insider_who_knows_their_own_rows_proves_nothing_of_a_colleague(twelve):
    rows = twelve.raw.of_year(YEAR).rows
    busiest = rows["other"].value_counts().index[:2]
    for person in busiest:
        own = ((rows["other"] == person) | (rows["person"] == person)).to_numpy()
        found = attacked(
            twelve,
            TWELVE,
            known=own,
            only={("discrepancy_rate", "hits"), ("great_call_share", "hits")},
        )
        assert found.breaches == ()


def test_without_the_audit_tables_put_together_prove_scores_of_a_few(others, others_without_audit):
    scores = {("review_scores", "2a"), ("significant_discrepancy_rate", "hits")}
    assert len(attacked(others_without_audit, TWELVE, only=scores).breaches) > 1
    assert attacked(others, TWELVE, only=scores).breaches == ()


def test_blanks_in_place_of_merges_are_filled_in(twelve):
    """Leave out the smallest unit of every table by modality, and show the total."""
    shown = by_unit(twelve, "great_call_share", "modality")
    smallest = shown.groupby("member")["denominator"].sum().idxmin()
    blanked = lines_of(shown[shown["member"] != smallest])
    ledger = pd.concat([only_department(twelve.ledger), blanked])
    found = attack(ledger, twelve.raw, CATALOGUE, YEAR, only={("great_call_share", "hits")})
    assert found.breaches


def test_two_axes_at_once_single_people_out(twelve):
    rows = of_measure(twelve, "great_call_share")
    crossed = rows["section"] + CROSS + rows["modality"]
    shown = by_unit(twelve, "great_call_share", crossed.rename("section x modality"))
    found = attack(
        lines_of(shown), twelve.raw, CATALOGUE, YEAR, only={("great_call_share", "hits")}
    )
    assert found.breaches


def test_measures_that_merge_alone_are_subtracted(twelve):
    """Two measures of the same rows: one shows A and B + C, the other A + B and C."""
    one, two, *rest = sorted(twelve.raw.of_year(YEAR).rows["modality"].unique())
    shown = []
    for measure, groups in {
        "great_call_share": [(one,), (two, *rest)],
        "discrepancy_rate": [(one,), (two, *rest)],
        "significant_discrepancy_rate": [(one, two), tuple(rest)],
        "reviews_per_finding": [(one, two), tuple(rest)],
    }.items():
        alone = by_unit(twelve, measure, "modality")
        shown += [lines_of(merged(alone[alone["member"].isin(group)], group)) for group in groups]
    found = attack(
        pd.concat(shown), twelve.raw, CATALOGUE, YEAR, only={("discrepancy_rate", "hits")}
    )
    assert any("'modality'" in breach.where for breach in found.breaches)


def test_an_open_year_shown_anew_each_month_gives_away_what_came_late(twelve):
    """Two publishes of the same months: their difference counts the late rows alone."""
    raw = twelve.raw.of_year(YEAR)
    late = raw.sets["discrepancy_rate", "whole"].copy()
    late[np.flatnonzero(late & raw.sets["discrepancy_rate", "hits"])[1:]] = False
    late &= raw.sets["discrepancy_rate", "hits"]
    only_late = Raw(
        raw.rows[late].reset_index(drop=True),
        {name: held[late] for name, held in raw.sets.items()},
        raw.homes,
    )
    difference = lines_of(
        by_unit(
            Published(twelve.ledger, only_late, twelve.warehouse), "discrepancy_rate", "section"
        )
    )
    found = attack(difference, only_late, CATALOGUE, YEAR, only={("discrepancy_rate", "hits")})
    assert found.breaches


def merged(alone: pd.DataFrame, group: tuple[str, ...]) -> pd.DataFrame:
    together = alone.groupby("month", as_index=False)[["numerator", "denominator"]].sum()
    first = alone.iloc[0]
    return together.assign(
        measure=first["measure"], axis=first["axis"], member=[group] * len(together)
    )


def by_unit(published: Published, measure: str, axis: str | pd.Series) -> pd.DataFrame:
    """Count a share unit by unit and month by month, as a gate that merges nothing would."""
    rows = of_measure(published, measure)
    name = axis if isinstance(axis, str) else axis.name
    units = rows[axis] if isinstance(axis, str) else axis
    counted = rows.assign(member=units).groupby(["member", "month"], as_index=False)
    return counted.agg(numerator=("hit", "sum"), denominator=("hit", "size")).assign(
        measure=measure, axis=name
    )


def of_measure(published: Published, measure: str) -> pd.DataFrame:
    raw = published.raw.of_year(YEAR)
    whole = raw.sets[measure, "whole"]
    return raw.rows[whole].assign(hit=raw.sets[measure, "hits"][whole])


def lines_of(counted: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "measure": counted["measure"],
            "axis": counted["axis"],
            "grain": "month",
            "from_month": counted["month"],
            "to_month": counted["month"],
            "members": [
                list(member) if isinstance(member, tuple) else [member]
                for member in counted["member"]
            ],
            "part": None,
            "numerator": counted["numerator"].astype(float),
            "denominator": counted["denominator"].astype(float),
        }
    )


def only_department(ledger: pd.DataFrame) -> pd.DataFrame:
    return ledger[ledger["axis"] == "all"]
