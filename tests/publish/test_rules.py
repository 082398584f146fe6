"""The base rule and the numerator rule, case by case."""

import numpy as np
import pytest

from dashboard.publish.policy import read_policy
from dashboard.publish.rules import base_rule, numerator_rule

POLICY = read_policy()


def column(*counts: int) -> np.ndarray:
    """Return one period's counts by person, as people x 1."""
    return np.array(counts, dtype=np.int64).reshape(-1, 1)


@pytest.mark.parametrize(
    ("counts", "rostered", "shown", "why"),
    [
        ((2, 2, 2, 2, 2), 7, True, "five people, ten rows, nobody outweighs the rest"),
        ((2, 2, 2, 2, 2), 6, False, "five of six says who five of them are"),
        ((3, 3, 3, 3), 9, False, "four people"),
        ((2, 2, 2, 2, 1), 9, False, "nine rows"),
        ((40, 1, 1, 1, 1), 9, False, "three rows left beside the two largest of forty"),
        ((40, 20, 3, 3, 2), 9, True, "eight left, exactly a fifth of forty"),
        ((40, 20, 3, 2, 2), 9, False, "seven left, less than a fifth of forty"),
        ((0, 0, 0, 0, 0), 9, True, "nothing at all names nobody"),
    ],
)
def test_base_rule(counts, rostered, shown, why):
    rows = np.array([sum(counts)])
    assert base_rule([column(*counts)], rows, rostered, POLICY).tolist() == [shown], why


def test_base_rule_asks_it_of_each_role():
    submitters, interpreters = column(2, 2, 2, 2, 2), column(10, 0, 0, 0, 0)
    assert not base_rule([submitters, interpreters], np.array([10]), 9, POLICY)[0]


def test_base_rule_judges_each_period_alone():
    counts = np.array([[2, 0]] * 5)
    assert base_rule([counts], np.array([10, 3]), 9, POLICY).tolist() == [True, False]


@pytest.mark.parametrize(
    ("hits", "rows", "rostered", "shown", "why"),
    [
        ((1, 1, 1, 0, 0), (4, 4, 4, 4, 4), 7, True, "three people"),
        ((1, 1, 0, 0, 0), (4, 4, 4, 4, 4), 7, False, "two people"),
        ((1, 1, 1, 0, 0), (4, 4, 4, 4, 4), 4, False, "three of four"),
        ((9, 1, 1, 0, 0), (9, 4, 4, 4, 4), 7, False, "more than four in five from one person"),
        ((8, 1, 1, 0, 0), (9, 8, 8, 8, 8), 7, True, "four in five, no more"),
        ((4, 4, 4, 4, 1), (4, 4, 4, 4, 4), 7, False, "so many that everyone must be among them"),
        ((0, 0, 0, 0, 0), (4, 4, 4, 4, 4), 7, True, "nobody"),
    ],
)
def test_numerator_rule(hits, rows, rostered, shown, why):
    verdict = numerator_rule([column(*hits)], [column(*rows)], 3, rostered, POLICY)
    assert verdict.tolist() == [shown], why


def test_a_department_of_five_sees_its_year_with_three_people():
    small = POLICY.for_department(5)
    assert POLICY.is_small_department(5)
    assert small.people == small.score_people == 3
    assert base_rule([column(4, 4, 4)], np.array([12]), 5, small)[0]
    assert not POLICY.is_small_department(7)
